// SPDX-License-Identifier: MIT
#include <kpi/records/deal.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::deal;
using kpi::deal_state;
using kpi::money;
using kpi::period;

namespace {

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }

constexpr period q1 = period::quarter(2024, 1);
constexpr period q2 = period::quarter(2024, 2);
constexpr period q3 = period::quarter(2024, 3);
constexpr date::sys_days year_end = on(2024, 12, 31);

/// Opened in the first quarter, demo and contract in the second, due and won in the third.
constexpr deal typical{.opened = on(2024, 2, 1),
                       .demo = on(2024, 4, 10),
                       .contract_sent = on(2024, 6, 30),
                       .expected_close = on(2024, 7, 15),
                       .closed = on(2024, 8, 1),
                       .state = deal_state::won,
                       .value = money::of(380'000),
                       .list = money::of(400'000),
                       .one_time = money::of(20'000),
                       .term = date::months{36}};

constexpr deal with(deal d, auto change) {
  change(d);
  return d;
}

static_assert(kpi::opportunities_of(typical, q3, year_end).won == 1, "usable at compile time");

}  // namespace

TEST_CASE("each event of a deal belongs to the period in which it happened", "[deal]") {
  CHECK(kpi::opportunities_of(typical, q1, year_end) == kpi::opportunities{.opened = 1});
  CHECK(kpi::opportunities_of(typical, q2, year_end) == kpi::opportunities{});
  CHECK(kpi::opportunities_of(typical, q3, year_end) == kpi::opportunities{.won = 1});

  CHECK(kpi::contracts_of(typical, q2, year_end) == kpi::contract_outcomes{.sent = 1});
  CHECK(kpi::contracts_of(typical, q3, year_end) == kpi::contract_outcomes{.won = 1});

  CHECK(kpi::demos_of(typical, q2, year_end) == kpi::demo_yield{.demos = 1});
  CHECK(kpi::demos_of(typical, q3, year_end) == kpi::demo_yield{.acv_won = money::of(120'000)});

  CHECK(kpi::sales_of(typical, q2, year_end) == kpi::closed_sales{});
  CHECK(kpi::sales_of(typical, q3, year_end) == kpi::closed_sales{money::of(380'000), 1});
  CHECK(kpi::discounts_of(typical, q3, year_end) == kpi::discounts{money::of(400'000), money::of(380'000)});
  CHECK(kpi::opportunity_value_of(typical, q2, year_end) == kpi::opportunity_value{});
  CHECK(kpi::opportunity_value_of(typical, q3, year_end) == kpi::opportunity_value{.won = money::of(380'000)});
  const deal lost = with(typical, [](deal& d) { d.state = deal_state::lost; });
  CHECK(kpi::opportunity_value_of(lost, q3, year_end) == kpi::opportunity_value{.lost = money::of(380'000)});
  const deal no_decision = with(typical, [](deal& d) { d.state = deal_state::no_decision; });
  CHECK(kpi::opportunity_value_of(no_decision, q3, year_end) == kpi::opportunity_value{});
  CHECK(kpi::contract_values_of(typical, q3, year_end) ==
        kpi::contract_values{.total = money::of(380'000), .acv = money::of(120'000), .contracts = 1});
}

TEST_CASE("the cycle runs from the opening to the closing, in calendar days", "[deal]") {
  // 2024-02-01 to 2024-08-01: 28 days of February, then 31 + 30 + 31 + 30 + 31, and the first of August.
  const kpi::days span{28 + 31 + 30 + 31 + 30 + 31 + 1};
  CHECK(kpi::cycle_of(typical, q3, year_end) == kpi::cycle_time{1, span});
  CHECK(kpi::won_cycle_of(typical, q3, year_end) == kpi::cycle_time{1, span});
  CHECK(kpi::cycle_of(typical, q1, year_end) == kpi::cycle_time{});
  const deal lost = with(typical, [](deal& d) { d.state = deal_state::lost; });
  CHECK(kpi::cycle_of(lost, q3, year_end) == kpi::cycle_time{1, span});
  CHECK(kpi::won_cycle_of(lost, q3, year_end) == kpi::cycle_time{});
}

TEST_CASE("every closed state is counted by its name", "[deal]") {
  const auto closed_as = [](deal_state s) {
    return kpi::opportunities_of(with(typical, [s](deal& d) { d.state = s; }), q3, year_end);
  };
  CHECK(closed_as(deal_state::won) == kpi::opportunities{.won = 1});
  CHECK(closed_as(deal_state::lost) == kpi::opportunities{.lost = 1});
  CHECK(closed_as(deal_state::no_decision) == kpi::opportunities{.no_decision = 1});
  CHECK(closed_as(deal_state::disqualified) == kpi::opportunities{.disqualified = 1});
  CHECK(closed_as(deal_state::open) == kpi::opportunities{});
}

TEST_CASE("what happens after the day has not happened, and the day itself counts", "[deal]") {
  CHECK(kpi::opportunities_of(typical, q3, on(2024, 7, 31)) == kpi::opportunities{});
  CHECK(kpi::opportunities_of(typical, q3, on(2024, 8, 1)) == kpi::opportunities{.won = 1});
  CHECK(kpi::cohort_opportunities_of(typical, q1, on(2024, 7, 31)) == kpi::opportunities{.opened = 1});
  CHECK(kpi::cohort_opportunities_of(typical, q1, on(2024, 8, 1)) == kpi::opportunities{.opened = 1, .won = 1});
  CHECK(kpi::contracts_of(typical, q2, on(2024, 6, 29)) == kpi::contract_outcomes{});
  CHECK(kpi::demos_of(typical, q2, on(2024, 4, 9)) == kpi::demo_yield{});
  CHECK(kpi::demos_of(typical, q2, on(2024, 4, 10)) == kpi::demo_yield{.demos = 1});
}

TEST_CASE("a cohort follows the deals opened in a period wherever they close", "[deal]") {
  CHECK(kpi::cohort_opportunities_of(typical, q1, year_end) == kpi::opportunities{.opened = 1, .won = 1});
  CHECK(kpi::cohort_opportunities_of(typical, q3, year_end) == kpi::opportunities{});
  CHECK(kpi::cohort_contracts_of(typical, q2, year_end) == kpi::contract_outcomes{1, 1});
  CHECK(kpi::cohort_contracts_of(typical, q2, on(2024, 7, 31)) == kpi::contract_outcomes{1, 0});
  CHECK(kpi::cohort_contracts_of(typical, q3, year_end) == kpi::contract_outcomes{});
}

TEST_CASE("a win without a sent contract is no win per contract sent", "[deal]") {
  const deal unsent = with(typical, [](deal& d) { d.contract_sent.reset(); });
  CHECK(kpi::contracts_of(unsent, q3, year_end) == kpi::contract_outcomes{});
  const deal sent_later = with(typical, [](deal& d) { d.contract_sent = on(2024, 9, 1); });
  CHECK(kpi::contracts_of(sent_later, q3, on(2024, 8, 31)) == kpi::contract_outcomes{});
  CHECK(kpi::contracts_of(sent_later, q3, year_end) == kpi::contract_outcomes{1, 1});
}

TEST_CASE("due deals are on time, late, lost or open, and due today has not slipped", "[deal]") {
  const auto value = money::of(380'000);
  CHECK(kpi::due_of(typical, q3, on(2024, 7, 15)) == kpi::due_deals{});
  CHECK(kpi::due_of(typical, q3, on(2024, 7, 16)) == kpi::due_deals{.due = 1, .open = 1});
  CHECK(kpi::due_of(typical, q3, year_end) == kpi::due_deals{.due = 1, .late = 1});
  CHECK(kpi::due_value_of(typical, q3, year_end) == kpi::due_value{.due = value});

  const deal on_time = with(typical, [](deal& d) { d.closed = d.expected_close; });
  CHECK(kpi::due_of(on_time, q3, year_end) == kpi::due_deals{.due = 1, .on_time = 1});
  CHECK(kpi::due_value_of(on_time, q3, year_end) == kpi::due_value{.due = value, .on_time = value});

  const deal lost_early = with(typical, [](deal& d) {
    d.state = deal_state::disqualified;
    d.closed = on(2024, 7, 1);
  });
  CHECK(kpi::due_of(lost_early, q3, year_end) == kpi::due_deals{.due = 1, .lost = 1});
  CHECK(kpi::due_of(typical, q2, year_end) == kpi::due_deals{});
}

TEST_CASE("what a deal lacks leaves it out of the sums that need it, and is counted", "[deal]") {
  const deal bare{.opened = on(2024, 2, 1), .closed = on(2024, 8, 1), .state = deal_state::won};
  CHECK(kpi::opportunities_of(bare, q3, year_end) == kpi::opportunities{.won = 1});
  CHECK(kpi::sales_of(bare, q3, year_end) == kpi::closed_sales{});
  CHECK(kpi::opportunity_value_of(bare, q3, year_end) == kpi::opportunity_value{});
  CHECK(kpi::discounts_of(bare, q3, year_end) == kpi::discounts{});
  CHECK(kpi::demos_of(bare, q3, year_end) == kpi::demo_yield{});
  CHECK(kpi::coverage_of(bare, q3, year_end) ==
        kpi::coverage{.taken = 1, .without_value = 1, .without_list = 1, .without_term = 1});
  CHECK(kpi::coverage_of(bare, q1, year_end) == kpi::coverage{.taken = 1});
  CHECK(kpi::coverage_of(typical, q3, year_end) == kpi::coverage{.taken = 1});

  const deal no_list = with(typical, [](deal& d) { d.list.reset(); });
  CHECK(kpi::discounts_of(no_list, q3, year_end) == kpi::discounts{});
  CHECK(kpi::sales_of(no_list, q3, year_end).deals == 1);
  const deal no_term = with(typical, [](deal& d) { d.term.reset(); });
  CHECK(kpi::demos_of(no_term, q3, year_end) == kpi::demo_yield{});

  // Lost lacks its value where it was lost; without a decision, where it was due.
  const deal lost{
      .opened = on(2024, 2, 1), .expected_close = on(2024, 6, 30), .closed = on(2024, 8, 1), .state = deal_state::lost};
  const deal no_decision = with(lost, [](deal& d) { d.state = deal_state::no_decision; });
  for (const auto& [d, p, lacks] : {std::tuple{lost, q2, 0}, {lost, q3, 1}, {no_decision, q2, 1}, {no_decision, q3, 0}})
    CHECK(kpi::coverage_of(d, p, year_end) == kpi::coverage{.taken = 1, .without_value = lacks});

  const deal open_and_due{.opened = on(2024, 2, 1), .expected_close = on(2024, 7, 15)};
  CHECK(kpi::due_of(open_and_due, q3, year_end) == kpi::due_deals{.due = 1, .open = 1});
  CHECK(kpi::due_value_of(open_and_due, q3, year_end) == kpi::due_value{});
  CHECK(kpi::coverage_of(open_and_due, q3, year_end) == kpi::coverage{.taken = 1, .without_value = 1});
}

TEST_CASE("decided without an opening day counts by its state only", "[deal]") {
  const deal unopened = with(typical, [](deal& d) { d.opened.reset(); });
  CHECK(kpi::validate(unopened));
  CHECK(kpi::opportunities_of(unopened, q3, year_end) == kpi::opportunities{.won = 1});
  CHECK(kpi::cycle_of(unopened, q3, year_end) == kpi::cycle_time{});
  CHECK(kpi::cohort_opportunities_of(unopened, q1, year_end) == kpi::opportunities{});
  CHECK(kpi::coverage_of(unopened, q3, year_end) == kpi::coverage{.taken = 1, .without_opening = 1});
}

TEST_CASE("a deal not yet opened is in no period, and is counted as such", "[deal]") {
  constexpr period all = period::year(2024);
  const deal prospect{.demo = on(2024, 4, 10),
                      .contract_sent = on(2024, 6, 30),
                      .expected_close = on(2024, 7, 15),
                      .value = money::of(5)};
  CHECK(kpi::validate(prospect));
  CHECK(kpi::deal_measures_of(prospect, all, year_end) ==
        kpi::deal_measures{.coverage = {.taken = 1, .not_opened = 1}});
  CHECK(kpi::coverage_of(typical, all, on(2024, 1, 31)) == kpi::coverage{.taken = 1, .not_opened = 1});
}

TEST_CASE("a closing day of a reopened deal counts for nothing", "[deal]") {
  const deal reopened = with(typical, [](deal& d) { d.state = deal_state::open; });
  CHECK(kpi::validate(reopened));
  CHECK(kpi::opportunities_of(reopened, q3, year_end) == kpi::opportunities{});
  CHECK(kpi::due_of(reopened, q3, year_end) == kpi::due_deals{.due = 1, .open = 1});
  CHECK(kpi::cycle_of(reopened, q3, year_end) == kpi::cycle_time{});
  CHECK_FALSE(kpi::deal_as_of(reopened, year_end).closed_in(q3, deal_state::open));
  CHECK(kpi::coverage_of(with(reopened, [](deal& d) { d.opened.reset(); }), q3, year_end) ==
        kpi::coverage{.taken = 1, .not_opened = 1});
}

TEST_CASE("a deal that contradicts itself is refused with the field", "[deal]") {
  const auto why = [](auto change) {
    const auto valid = kpi::validate(with(typical, change));
    return valid ? kpi::error{} : valid.error();
  };
  CHECK(why([](deal& d) { d.state = deal_state{5}; }) == invalid("state"));
  CHECK(why([](deal& d) { d.closed = on(2024, 1, 31); }) == invalid("closed"));
  CHECK(why([](deal& d) { d.closed.reset(); }) == invalid("closed"));
  CHECK(why([](deal& d) { d.value = money::of(-1); }) == invalid("value"));
  CHECK(why([](deal& d) { d.value = too_much; }) == invalid("value"));
  CHECK(why([](deal& d) { d.list = money::of(-1); }) == invalid("list"));
  CHECK(why([](deal& d) { d.one_time = money::of(-1); }) == invalid("one_time"));
  CHECK(why([](deal& d) { d.one_time = money::of(380'001); }) == invalid("one_time"));
  CHECK(why([](deal& d) { d.term = date::months{0}; }) == invalid("term"));
  CHECK(why([](deal& d) { d.term = date::months{-12}; }) == invalid("term"));
  CHECK(why([](deal& d) {
          d.state = deal_state{255};
          d.closed.reset();
        }) == invalid("state"));
  CHECK(why([](deal& d) {
          d.closed.reset();
          d.term = date::months{0};
        }) == invalid("closed"));
  // Whatever else is missing, or in order.
  const auto opened = on(2024, 2, 1);
  for (const auto& [d, field] :
       {std::pair{deal{.opened = opened, .closed = on(2024, 1, 31), .state = deal_state::won}, "closed"},
        {deal{.state = deal_state::won}, "closed"},
        {deal{.opened = opened, .demo = on(2024, 9, 1), .closed = opened, .term = date::months{0}}, "term"},
        {deal{.value = money::of(-1)}, "value"},
        {deal{.list = money::of(-1)}, "list"},
        {deal{.one_time = money::of(-1)}, "one_time"},
        {deal{.value = money::of(1), .one_time = money::of(2)}, "one_time"},
        {deal{.list = money::of(1), .one_time = money::of(-1)}, "one_time"}})
    CHECK(kpi::validate(d).error() == invalid(field));
}

TEST_CASE("a demo before the opening or after the closing, and a contract sent after it, are legal", "[deal]") {
  const deal early_demo = with(typical, [](deal& d) { d.demo = on(2024, 1, 15); });
  CHECK(kpi::validate(early_demo));
  CHECK(kpi::demos_of(early_demo, q1, year_end) == kpi::demo_yield{.demos = 1});
  CHECK(kpi::validate(with(typical, [](deal& d) { d.contract_sent = d.demo = on(2024, 9, 1); })));
  CHECK(kpi::validate(deal{}));
}

TEST_CASE("a refused deal counts for nothing but its refusal", "[deal]") {
  const deal refused = with(typical, [](deal& d) { d.one_time = money::of(400'000); });
  CHECK(kpi::deal_measures_of(refused, q3, year_end) == kpi::deal_measures{.coverage = {.refused = 1}});
  CHECK(kpi::opportunities_of(refused, q3, year_end) == kpi::opportunities{});
  CHECK(kpi::coverage_of(refused, q3, year_end) == kpi::coverage{.refused = 1});
  const deal no_time = with(typical, [](deal& d) { d.term = date::months{0}; });
  CHECK(kpi::deal_measures_of(no_time, q3, year_end) == kpi::deal_measures{.coverage = {.refused = 1}});
}

TEST_CASE("all measures at once are each of them", "[deal]") {
  for (const period& p : {q1, q2, q3, period::year(2024)}) {
    const auto m = kpi::deal_measures_of(typical, p, year_end);
    CHECK(m.opportunities == kpi::opportunities_of(typical, p, year_end));
    CHECK(m.cohort_opportunities == kpi::cohort_opportunities_of(typical, p, year_end));
    CHECK(m.contracts == kpi::contracts_of(typical, p, year_end));
    CHECK(m.cohort_contracts == kpi::cohort_contracts_of(typical, p, year_end));
    CHECK(m.contract_values == kpi::contract_values_of(typical, p, year_end));
    CHECK(m.demos == kpi::demos_of(typical, p, year_end));
    CHECK(m.cycle == kpi::cycle_of(typical, p, year_end));
    CHECK(m.won_cycle == kpi::won_cycle_of(typical, p, year_end));
    CHECK(m.due == kpi::due_of(typical, p, year_end));
    CHECK(m.due_value == kpi::due_value_of(typical, p, year_end));
    CHECK(m.opportunity_value == kpi::opportunity_value_of(typical, p, year_end));
    CHECK(m.sales == kpi::sales_of(typical, p, year_end));
    CHECK(m.discounts == kpi::discounts_of(typical, p, year_end));
    CHECK(m.coverage == kpi::coverage_of(typical, p, year_end));
  }
}

TEST_CASE("days at the ends of the type do not wrap", "[deal]") {
  const deal extreme{.opened = date::sys_days{date::days{INT32_MIN}},
                     .closed = date::sys_days{date::days{INT32_MAX}},
                     .state = deal_state::won};
  CHECK(kpi::opportunities_of(extreme, period::year(2024), year_end) == kpi::opportunities{});
  CHECK(kpi::opportunities_of(typical, q3, date::sys_days{date::days{INT32_MAX}}) == kpi::opportunities{.won = 1});
  const date::sys_days early{date::days{INT32_MIN + 1}};
  CHECK(kpi::validate(deal{.opened = early, .closed = early, .state = deal_state::won}));
}

TEST_CASE("attribution keeps its laws", "[deal][laws]") {
  const auto a = kpi::deal_measures_of(typical, q1, year_end);
  const auto b = kpi::deal_measures_of(typical, q2, year_end);
  const auto c = kpi::deal_measures_of(typical, q3, year_end);
  check_measure_laws(a, b, c);
  check_measure_laws(a.coverage, b.coverage, c.coverage);
  // Over periods that do not overlap, events add up to those of the whole.
  const auto h1 = *period::between(q1.from(), q2.until());
  CHECK((a + b).opportunities == kpi::opportunities_of(typical, h1, year_end));
  CHECK((a + b).contracts == kpi::contracts_of(typical, h1, year_end));
}

TEST_CASE("a deal looked at once answers every attribution", "[deal]") {
  for (const auto& [d, day] :
       {std::pair{typical, year_end}, std::pair{typical, on(2024, 7, 31)}, std::pair{typical, on(2024, 1, 31)},
        std::pair{deal{.one_time = money::of(-1)}, year_end}}) {
    const kpi::deal_as_of once(d, day);
    for (const period& p : {q1, q2, q3}) {
      CHECK(kpi::opportunities_in(once, p) == kpi::opportunities_of(d, p, day));
      CHECK(kpi::coverage_in(once, p) == kpi::coverage_of(d, p, day));
      CHECK(kpi::deal_measures_in(once, p) == kpi::deal_measures_of(d, p, day));
    }
  }
  CHECK(kpi::deal_as_of(typical, year_end).won());
  CHECK(!kpi::deal_as_of(typical, on(2024, 7, 31)).closed());
  CHECK(!kpi::deal_as_of(typical, on(2024, 1, 31)).known());
  CHECK(kpi::deal_as_of(deal{.one_time = money::of(-1)}, year_end).refused());
}

TEST_CASE("a deal may close on the day it was opened, and then took no days", "[deal]") {
  const deal d = with(typical, [](deal& x) { x.opened = x.closed; });
  CHECK(kpi::validate(d));
  CHECK(kpi::won_cycle_of(d, q3, year_end) == kpi::cycle_time{1, kpi::days(0)});
}

TEST_CASE("a won deal without its opening day, or without its value alone, is not counted as one of 0", "[deal]") {
  const deal unopened = with(typical, [](deal& x) { x.opened.reset(); });
  CHECK(kpi::won_cycle_of(unopened, q3, year_end) == kpi::cycle_time{});
  const deal unvalued = with(typical, [](deal& x) {
    x.value.reset();
    x.one_time = money{};
  });
  CHECK(kpi::contract_values_of(unvalued, q3, year_end) == kpi::contract_values{});
  CHECK(kpi::discounts_of(unvalued, q3, year_end) == kpi::discounts{});
}
