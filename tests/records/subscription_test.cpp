// SPDX-License-Identifier: MIT
#include <kpi/records/subscription.hpp>

#include "../support.hpp"

#include <kpi/metrics/revenue_bridge.hpp>

#include <vector>

using namespace kpi_test;
using kpi::billed_subscription;
using kpi::billing_unit;
using kpi::customer_month;
using kpi::money;
using kpi::movement_kind;
using kpi::revenue_history;
using kpi::revenue_step;
using kpi::subscription_period;

namespace {

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }
constexpr date::year_month in(int y, unsigned m) { return date::year{y} / date::month{m}; }

constexpr subscription_period year_of_50{
    .customer = 7, .start = on(2024, 1, 15), .end = on(2025, 1, 15), .monthly = money::of(50)};

constexpr billed_subscription yearly{.customer = 7,
                                     .start = on(2024, 3, 1),
                                     .price = money::of(1'200),
                                     .discount = money::of(120),
                                     .billed = {1, billing_unit::year}};

template <class T>
constexpr T with(T t, auto change) {
  change(t);
  return t;
}

std::vector<revenue_step> steps_of(std::vector<subscription_period> periods) {
  const revenue_history h{periods};
  return {h.steps().begin(), h.steps().end()};
}

std::vector<revenue_step> steps_of_months(std::vector<customer_month> rows) {
  revenue_history h;
  h.assign_months(rows);
  return {h.steps().begin(), h.steps().end()};
}

static_assert((*kpi::subscription_period_of(yearly)).monthly == money::of(90), "usable at compile time");
static_assert(kpi::retained_revenue_of({&year_of_50, 1}, on(2024, 2, 1), on(2024, 3, 1)).closing == money::of(50));

}  // namespace

TEST_CASE("a subscription period that cannot be counted is refused with the field", "[subscription]") {
  const auto why = [](auto change) {
    const auto valid = kpi::validate(with(year_of_50, change));
    return valid ? kpi::error{} : valid.error();
  };
  CHECK(kpi::validate(year_of_50));
  CHECK(kpi::validate(with(year_of_50, [](auto& p) { p.end.reset(); })));
  CHECK(why([](auto& p) { p.start = on(0, 12, 31); }) == invalid("start"));
  CHECK(why([](auto& p) { p.start = date::sys_days{date::days{INT32_MIN}}; }) == invalid("start"));
  CHECK(why([](auto& p) { p.end = p.start; }) == invalid("end"));
  CHECK(why([](auto& p) { p.end = on(2023, 1, 1); }) == invalid("end"));
  CHECK(why([](auto& p) { p.end = on(10'000, 1, 1); }) == invalid("end"));
  CHECK(why([](auto& p) { p.end = date::sys_days{date::days{INT32_MAX}}; }) == invalid("end"));
  CHECK(why([](auto& p) { p.monthly = money::of(-1); }) == invalid("monthly"));
  CHECK(why([](auto& p) { p.monthly = too_much; }) == invalid("monthly"));
  CHECK(why([](auto& p) {
          p.start = on(10'000, 1, 1);
          p.end = p.start;
          p.monthly = money::of(-1);
        }) == invalid("start"));
  CHECK(why([](auto& p) {
          p.end = p.start;
          p.monthly = money::of(-1);
        }) == invalid("end"));
}

TEST_CASE("the edges of the calendar, one day and nothing paid are legal", "[subscription]") {
  CHECK(kpi::validate(subscription_period{.start = on(1, 1, 1), .end = on(9999, 12, 31)}));
  CHECK(kpi::validate(subscription_period{.start = on(2024, 2, 29), .end = on(2024, 3, 1)}));
}

TEST_CASE("a period that ends on the cut-off day goes on, any other keeps its end", "[subscription]") {
  CHECK(!kpi::running_at_cut_off(year_of_50, on(2025, 1, 15)).end);
  CHECK(kpi::running_at_cut_off(year_of_50, on(2025, 1, 14)).end == on(2025, 1, 15));
  CHECK(kpi::running_at_cut_off(year_of_50, on(2025, 1, 16)).end == on(2025, 1, 15));
  CHECK(!kpi::running_at_cut_off(with(year_of_50, [](auto& p) { p.end.reset(); }), on(2025, 1, 15)).end);
}

TEST_CASE("a billed subscription is its price less the lasting discount, for a month", "[subscription]") {
  const auto p = kpi::subscription_period_of(yearly);
  REQUIRE(p);
  CHECK(p->customer == 7);
  CHECK(p->start == on(2024, 3, 1));
  CHECK(!p->end);
  CHECK(p->monthly == money::of((1'200 - 120) / 12));
  // 25 a week is 25 × 52 / 12 = 108.3333, neither 100 nor 108.25.
  CHECK(
      kpi::subscription_period_of({.start = on(2024, 1, 1), .price = money::of(25), .billed = {1, billing_unit::week}})
          ->monthly == money::ten_thousandths(1'083'333));
  // The discount is off the bill before it is rounded: (100 − 1) / 12 is 8.25.
  CHECK(kpi::subscription_period_of({.start = on(2024, 1, 1),
                                     .price = money::of(100),
                                     .discount = money::of(1),
                                     .billed = {1, billing_unit::year}})
            ->monthly == money::cents(825));
}

TEST_CASE("a discount of the whole price pays nothing, and a visitor names all that there is", "[subscription]") {
  CHECK(kpi::subscription_period_of(with(yearly, [](auto& s) { s.discount = s.price; }))->monthly == money{});
  std::vector<std::string_view> names;
  kpi::billed_subscription::inputs([&names](std::string_view name, const auto&) { names.push_back(name); }, yearly);
  CHECK(names ==
        std::vector<std::string_view>{"customer", "start", "trial_until", "end", "price", "discount", "billed"});
  check_measure_laws(kpi::ledger_coverage{.taken = 5, .between = 1}, kpi::ledger_coverage{.refused = 2},
                     kpi::ledger_coverage{.customers = 4, .never_seen = 3});
}

TEST_CASE("a trial is not recurring revenue", "[subscription]") {
  for (const auto day : {on(2024, 2, 1), on(2024, 3, 1)})  // before the start, and on it
    CHECK(kpi::subscription_period_of(with(yearly, [day](auto& s) { s.trial_until = day; }))->start == on(2024, 3, 1));
  const auto tried = kpi::subscription_period_of(with(yearly, [](auto& s) { s.trial_until = on(2024, 3, 15); }));
  REQUIRE(tried);
  CHECK(tried->start == on(2024, 3, 15));
  CHECK(tried->monthly == money::of(90));

  const auto left_after = kpi::subscription_period_of(with(yearly, [](auto& s) {
    s.trial_until = on(2024, 3, 15);
    s.end = on(2024, 3, 16);
  }));
  REQUIRE(left_after);
  CHECK(left_after->start == on(2024, 3, 15));
  CHECK(left_after->end == on(2024, 3, 16));
  CHECK(left_after->monthly == money::of(90));

  const auto left_in_trial = kpi::subscription_period_of(with(yearly, [](auto& s) {
    s.trial_until = on(2024, 4, 1);
    s.end = on(2024, 4, 1);
  }));
  REQUIRE(left_in_trial);
  CHECK(left_in_trial->monthly == money{});
  CHECK(steps_of({*left_in_trial}).empty());

  const auto none = kpi::subscription_period_of(with(yearly, [](auto& s) { s.trial_until = s.start; }));
  REQUIRE(none);
  CHECK(none->start == yearly.start);
}

TEST_CASE("a billed subscription is refused in order", "[subscription]") {
  const auto why = [](auto change) {
    const auto p = kpi::subscription_period_of(with(yearly, change));
    return p ? kpi::error{} : p.error();
  };
  CHECK(why([](auto& s) {
          s.price = money::of(-1);
          s.discount = too_much;
        }) == overflow("discount"));
  CHECK(why([](auto& s) { s.price = too_much; }) == overflow("price"));
  CHECK(why([](auto& s) { s.price = money::of(-1); }) == negative("price"));
  CHECK(why([](auto& s) { s.discount = money::of(-1); }) == negative("discount"));
  CHECK(why([](auto& s) {
          s.discount = money::of(1'201);
          s.billed.every = 0;
        }) == inconsistent("discount"));
  CHECK(why([](auto& s) {
          s.billed.every = 0;
          s.end = s.start;
        }) == undefined("every"));
  CHECK(why([](auto& s) { s.end = s.start; }) == invalid("end"));
  CHECK(why([](auto& s) { s.trial_until = on(10'000, 1, 1); }) == invalid("trial_until"));
}

TEST_CASE("recurring revenue of a day counts its first day and not its last", "[subscription]") {
  const std::vector<subscription_period> two{year_of_50,
                                             {.customer = 8, .start = on(2024, 3, 1), .monthly = money::of(20)}};
  CHECK(kpi::recurring_revenue_on(two, on(2024, 1, 14)) == money{});
  CHECK(kpi::recurring_revenue_on(two, on(2024, 1, 15)) == money::of(50));
  CHECK(kpi::recurring_revenue_on(two, on(2024, 3, 1)) == money::of(50 + 20));
  CHECK(kpi::recurring_revenue_on(two, on(2025, 1, 14)) == money::of(50 + 20));
  CHECK(kpi::recurring_revenue_on(two, on(2025, 1, 15)) == money::of(20));
  CHECK(kpi::recurring_revenue_on({}, on(2024, 1, 1)) == money{});
}

TEST_CASE("committed recurring revenue leaves out what is known to end", "[subscription]") {
  const std::vector<subscription_period> two{year_of_50,
                                             {.customer = 8, .start = on(2024, 3, 1), .monthly = money::of(20)}};
  CHECK(kpi::committed_revenue_on(two, on(2024, 2, 1)) == money{});
  CHECK(kpi::committed_revenue_on(two, on(2024, 6, 1)) == money::of(20));
  CHECK(kpi::committed_revenue_on(std::vector{two[1], two[1]}, on(2024, 6, 1)) == money::of(40));
}

TEST_CASE("a refused period is in no sum", "[subscription]") {
  const subscription_period refused = with(year_of_50, [](auto& p) { p.monthly = money::of(-50); });
  CHECK(kpi::recurring_revenue_on({&refused, 1}, on(2024, 6, 1)) == money{});
  CHECK(kpi::retained_revenue_of({&refused, 1}, on(2024, 6, 1), on(2024, 7, 1)) == kpi::retained_revenue{});
}

TEST_CASE("retention over days compares the ends of the day before each", "[subscription]") {
  const std::vector<subscription_period> shrinks{
      {.customer = 7, .start = on(2024, 1, 1), .end = on(2024, 4, 1), .monthly = money::of(30)},
      {.customer = 7, .start = on(2024, 2, 1), .monthly = money::of(20)}};
  const auto retained = [&](date::sys_days from, date::sys_days until) {
    return kpi::retained_revenue_of(shrinks, from, until);
  };
  const auto m = [](int units) { return money::of(units); };
  // On 1 January nothing was paid at the end of 31 December: not in the cohort, so not in the closing either.
  CHECK(retained(on(2024, 1, 1), on(2024, 2, 1)) == kpi::retained_revenue{});
  CHECK(retained(on(2024, 1, 2), on(2024, 2, 1)) == kpi::retained_revenue{m(30), m(30), m(30)});
  CHECK(retained(on(2024, 1, 2), on(2024, 2, 2)) == kpi::retained_revenue{m(30), m(50), m(30)});
  CHECK(retained(on(2024, 2, 2), on(2024, 4, 1)) == kpi::retained_revenue{m(50), m(50), m(50)});
  CHECK(retained(on(2024, 2, 2), on(2024, 4, 2)) == kpi::retained_revenue{m(50), m(20), m(20)});
  CHECK(retained(on(2024, 4, 2), on(2024, 4, 2)) == kpi::retained_revenue{m(20), m(20), m(20)});
  CHECK(retained(on(2024, 4, 2), on(2024, 4, 1)) == kpi::retained_revenue{});
  CHECK(kpi::retained_customer_of(shrinks, on(2024, 1, 1), on(2024, 2, 1)) == kpi::customer_bridge{});
  CHECK(kpi::retained_customer_of(shrinks, on(2024, 1, 2), on(2024, 4, 2)) == kpi::customer_bridge{.opening = 1});
  CHECK(kpi::retained_customer_of({&year_of_50, 1}, on(2024, 6, 1), on(2025, 6, 1)) ==
        kpi::customer_bridge{.opening = 1, .lost = 1});
}

TEST_CASE("retention at the ends of the type does not wrap", "[subscription]") {
  const date::sys_days first{date::days{INT32_MIN}};
  const date::sys_days last{date::days{INT32_MAX}};
  CHECK(kpi::retained_revenue_of({&year_of_50, 1}, first, last) == kpi::retained_revenue{});
  const subscription_period open{.start = on(2024, 1, 1), .monthly = money::of(1)};
  CHECK(kpi::retained_revenue_of({&open, 1}, on(2024, 2, 1), last).closing == money::of(1));
}

TEST_CASE("each change has one name", "[subscription]") {
  const auto between = [](int before, int after, bool paid_before) {
    return kpi::movement_between(money::of(before), money::of(after), paid_before);
  };
  CHECK(between(0, 0, false) == movement_kind::none);
  CHECK(between(0, 0, true) == movement_kind::none);
  CHECK(between(50, 50, true) == movement_kind::none);
  CHECK(between(0, 50, false) == movement_kind::new_business);
  CHECK(between(0, 50, true) == movement_kind::reactivated);
  CHECK(between(50, 51, true) == movement_kind::expansion);
  CHECK(between(51, 50, true) == movement_kind::contraction);
  CHECK(between(50, 0, true) == movement_kind::churned);
  CHECK(kpi::movement_between(money::of(1), too_much, true) == movement_kind::expansion);
  CHECK(kpi::movement_between(too_much, money{}, true) == movement_kind::churned);
  CHECK(kpi::movement_between(too_much, too_much, true) == movement_kind::none);
}

TEST_CASE("a movement's amount has no sign, and an unknown one stays unknown", "[subscription]") {
  const auto amount = [](const money& before, const money& after) {
    return kpi::movement{.before = before, .after = after}.amount();
  };
  CHECK(amount(money::of(20), money::of(50)) == money::of(30));
  CHECK(amount(money::of(50), money::of(20)) == money::of(30));
  CHECK(amount(money::of(1), too_much).overflowed());
  CHECK(amount(too_much, money{}).overflowed());
  CHECK(amount(too_much, money::ten_thousandths(money::limit)).overflowed());
}

TEST_CASE("names of movements are those of the bridge's fields", "[subscription]") {
  std::vector<std::string_view> names;
  for (int k = 0; k <= 5; ++k) names.push_back(to_string(static_cast<movement_kind>(k)));
  const kpi::revenue_bridge bridge;
  kpi::revenue_bridge::fields(
      [&](std::string_view name, const auto&) {
        if (name != "opening") CHECK(std::count(names.begin(), names.end(), name) == 1);
      },
      bridge);
  CHECK(to_string(static_cast<movement_kind>(9)) == "none");
}

TEST_CASE("a month's revenue is what is paid for its last day", "[subscription]") {
  // 31 January is covered, 31 January of the year after is not: the end is exclusive.
  CHECK(steps_of({year_of_50}) == std::vector<revenue_step>{{in(2024, 1), money::of(50)}, {in(2025, 1), money{}}});
  const auto from_to = [](date::sys_days start, date::sys_days end) {
    return steps_of({{.start = start, .end = end, .monthly = money::of(50)}});
  };
  CHECK(from_to(on(2024, 1, 31), on(2024, 2, 1)).size() == 2);
  CHECK(from_to(on(2024, 1, 1), on(2024, 1, 31)).empty());
  CHECK(from_to(on(2024, 2, 29), on(2024, 3, 31)) ==
        std::vector<revenue_step>{{in(2024, 2), money::of(50)}, {in(2024, 3), money{}}});
  CHECK(steps_of({{.start = on(9999, 12, 1), .monthly = money::of(1)}}) ==
        std::vector<revenue_step>{{in(9999, 12), money::of(1)}});
}

TEST_CASE("overlapping periods of a customer add up, and touching ones are continuous", "[subscription]") {
  const auto m = [](int units) { return money::of(units); };
  const subscription_period base{.start = on(2024, 1, 1), .end = on(2024, 6, 1), .monthly = m(30)};
  const subscription_period extra{.start = on(2024, 2, 10), .end = on(2024, 4, 10), .monthly = m(20)};
  CHECK(
      steps_of({extra, base}) ==
      std::vector<revenue_step>{{in(2024, 1), m(30)}, {in(2024, 2), m(50)}, {in(2024, 4), m(30)}, {in(2024, 6), m(0)}});
  CHECK(steps_of(std::vector(100, extra)) ==
        std::vector<revenue_step>{{in(2024, 2), m(2'000)}, {in(2024, 4), money{}}});
  const subscription_period renewed{.start = on(2024, 6, 1), .monthly = m(30)};
  CHECK(steps_of({base, renewed}) == std::vector<revenue_step>{{in(2024, 1), m(30)}});
}

TEST_CASE("a history says what was paid at the end of any month", "[subscription]") {
  const revenue_history h{{&year_of_50, 1}};
  CHECK(h.at_end_of(in(2023, 12)) == money{});
  CHECK(h.at_end_of(in(2024, 1)) == money::of(50));
  CHECK(h.at_end_of(in(2024, 12)) == money::of(50));
  CHECK(h.at_end_of(in(2025, 1)) == money{});
  CHECK(h.at_end_of(in(2030, 1)) == money{});
  CHECK(revenue_history{}.at_end_of(in(2024, 1)) == money{});
}

TEST_CASE("a history tells what became of the records", "[subscription]") {
  const auto coverage = [](std::vector<subscription_period> periods) { return revenue_history{periods}.coverage(); };
  const subscription_period within{.start = on(2024, 1, 5), .end = on(2024, 1, 20), .monthly = money::of(9)};
  const subscription_period refused{.start = on(2024, 1, 5), .end = on(2024, 1, 5)};
  const subscription_period free{.start = on(2024, 1, 5)};
  CHECK(coverage({year_of_50, within, refused}) ==
        kpi::ledger_coverage{.taken = 2, .refused = 1, .between = 1, .customers = 1});
  CHECK(coverage({within}) == kpi::ledger_coverage{.taken = 1, .between = 1, .customers = 1, .never_seen = 1});
  CHECK(coverage({free}) == kpi::ledger_coverage{.taken = 1, .customers = 1, .never_seen = 1});
  CHECK(coverage({refused}) == kpi::ledger_coverage{.refused = 1});
  CHECK(coverage({}) == kpi::ledger_coverage{});
}

TEST_CASE("a history assigned again forgets the one before", "[subscription]") {
  revenue_history h{{&year_of_50, 1}};
  h.assign({});
  CHECK(h.steps().empty());
  CHECK(h.coverage() == kpi::ledger_coverage{});
}

TEST_CASE("rows of months are a history too, and a month without a row pays nothing", "[subscription]") {
  const auto row = [](unsigned month, int units) {
    return customer_month{.customer = 7, .month = in(2024, month), .monthly = money::of(units)};
  };
  const std::vector<revenue_step> steps{
      {in(2024, 1), money::of(50)}, {in(2024, 3), money{}}, {in(2024, 5), money::of(70)}, {in(2024, 6), money{}}};
  CHECK(steps_of_months({row(1, 50), row(2, 50), row(5, 70)}) == steps);
  CHECK(steps_of_months({row(1, 50), row(2, 50), row(3, 0), row(5, 70), row(6, 0)}) == steps);
  CHECK(steps_of_months({row(5, 70), row(2, 50), row(1, 50)}) == steps);
  CHECK(steps_of_months({row(1, 50), row(2, 20), row(2, 30), row(5, 30), row(5, 40)}) == steps);
  CHECK(steps_of_months({row(5, 70), row(4, -1), row(2, 50), row(1, 50)}) == steps);
  CHECK(steps_of_months({row(5, 50), row(2, 30), row(9, 70)}).size() == 6);
  CHECK(steps_of_months({row(1, 50)}) ==
        std::vector<revenue_step>{{in(2024, 1), money::of(50)}, {in(2024, 2), money{}}});
  CHECK(steps_of_months({}).empty());
  CHECK(steps_of_months({{7, in(9999, 12), money::of(1)}}).size() == 1);
  CHECK(steps_of_months({{7, in(9999, 12), money::of(1)}, {7, in(9999, 11), money::of(1)}}).size() == 1);

  revenue_history h;
  const std::vector<customer_month> rows{row(1, 50), row(2, -1), {7, in(0, 1), money::of(1)}, row(3, 50)};
  h.assign_months(rows);
  CHECK(h.coverage() == kpi::ledger_coverage{.taken = 2, .refused = 2, .customers = 1});
}

TEST_CASE("a row of a month that cannot be counted is refused with the field", "[subscription]") {
  const customer_month row{.customer = 7, .month = in(2024, 1), .monthly = money::of(50)};
  const auto why = [&](auto change) {
    const auto valid = kpi::validate(with(row, change));
    return valid ? kpi::error{} : valid.error();
  };
  CHECK(kpi::validate(row));
  CHECK(why([](auto& r) { r.month = in(2024, 13); }) == invalid("month"));
  CHECK(why([](auto& r) { r.month = in(0, 12); }) == invalid("month"));
  CHECK(why([](auto& r) { r.month = in(10'000, 1); }) == invalid("month"));
  CHECK(why([](auto& r) { r.monthly = money::of(-1); }) == invalid("monthly"));
  CHECK(why([](auto& r) { r.monthly = too_much; }) == invalid("monthly"));
}

TEST_CASE("a customer's sum out of range is marked, and only from there on", "[subscription]") {
  const money most = money::ten_thousandths(money::limit);
  const auto steps = steps_of({{.start = on(2024, 1, 1), .end = on(2024, 3, 1), .monthly = most},
                               {.start = on(2024, 2, 1), .end = on(2024, 4, 1), .monthly = most}});
  REQUIRE(steps.size() == 2);
  CHECK(steps[0] == revenue_step{in(2024, 1), most});
  CHECK(steps[1].month == in(2024, 2));
  CHECK(steps[1].monthly.overflowed());
  // One takes over from another in the middle of a month: at no month's end are both there.
  CHECK(steps_of({{.start = on(2024, 1, 1), .end = on(2024, 2, 15), .monthly = most},
                  {.start = on(2024, 2, 10), .end = on(2024, 4, 1), .monthly = most}}) ==
        std::vector<revenue_step>{{in(2024, 1), most}, {in(2024, 4), money{}}});
}
