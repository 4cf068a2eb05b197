// SPDX-License-Identifier: MIT
#include <kpi/tally/by_period.hpp>

#include "../support.hpp"

#include <kpi/tally/distribution.hpp>
#include <kpi/tally/tally.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace kpi_test;
using kpi::deal;
using kpi::deal_state;
using kpi::period;

namespace {

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }

/// Deals of every kind around 2024, valid and not; deterministic.
std::vector<deal> some_deals(int n) {
  std::vector<deal> deals;
  std::uint64_t state = 42;
  const auto next = [&state](int below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(below));
  };
  const auto some_day = [&]() -> std::optional<date::sys_days> {
    if (next(4) == 0) return {};
    return on(2023, 10, 1) + date::days{next(500)};
  };
  for (int i = 0; i < n; ++i)
    deals.push_back({.opened = some_day(),
                     .demo = some_day(),
                     .contract_sent = some_day(),
                     .expected_close = some_day(),
                     .closed = some_day(),
                     .state = static_cast<deal_state>(next(5)),
                     .value = next(5) == 0 ? std::nullopt : std::optional(kpi::money::of(next(1000))),
                     .list = next(5) == 0 ? std::nullopt : std::optional(kpi::money::of(next(1000))),
                     .one_time = kpi::money::of(next(50)),
                     .term = next(5) == 0 ? std::nullopt : std::optional(date::months{next(37)})});
  return deals;
}

void check_equals_single_tallies(const std::vector<deal>& deals, const std::vector<period>& periods,
                                 date::sys_days as_of) {
  const auto by_period = kpi::tally_by_period(deals, periods, as_of);
  REQUIRE(by_period.size() == periods.size());
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const auto alone = kpi::tally(deals, [&](const deal& d) { return kpi::deal_measures_of(d, periods[i], as_of); });
    CHECK(by_period[i].first == periods[i]);
    CHECK(by_period[i].second == alone);
  }
}

}  // namespace

TEST_CASE("a deal opened in one quarter and won in the next belongs to both", "[by_period]") {
  const std::vector<deal> deals{
      {.opened = on(2024, 2, 1), .closed = on(2024, 5, 1), .state = deal_state::won, .value = kpi::money::of(10)}};
  const std::vector<period> quarters{period::quarter(2024, 1), period::quarter(2024, 2)};
  const auto result = kpi::tally_by_period(deals, quarters, on(2024, 12, 31));
  CHECK(result[0].second.opportunities == kpi::opportunities{.opened = 1});
  CHECK(result[1].second.opportunities == kpi::opportunities{.won = 1});
  CHECK(result[0].second.coverage.taken == 1);
}

TEST_CASE("one pass gives what one tally for each period gives", "[by_period][laws]") {
  const auto deals = some_deals(400);
  const auto year = period::year(2024);
  check_equals_single_tallies(deals, kpi::months_of(year), on(2024, 12, 31));
  check_equals_single_tallies(deals, kpi::quarters_of(year), on(2024, 8, 15));
  check_equals_single_tallies(deals, {year}, on(2024, 8, 15));
}

TEST_CASE("periods may overlap, leave gaps, repeat, be empty and come in any order", "[by_period][laws]") {
  const auto deals = some_deals(400);
  std::vector<period> periods{period::quarter(2024, 3),
                              period::month(2024, 1),
                              period{},
                              period::month(2024, 1),
                              *period::between(on(2024, 5, 5), on(2024, 5, 5)),
                              period::year(2024)};
  for (unsigned m = 1; m <= 12; ++m) periods.push_back(period::trailing_months(period::month(2024, m).until(), 6));
  check_equals_single_tallies(deals, periods, on(2024, 9, 30));
  check_equals_single_tallies(deals, {}, on(2024, 9, 30));
  check_equals_single_tallies(deals, {period{}}, on(2024, 9, 30));
}

TEST_CASE("each key has what its deals alone give", "[by_period][laws]") {
  struct row {
    std::string owner;
    deal d;
  };
  std::vector<row> rows;
  for (const deal& d : some_deals(300)) rows.push_back({rows.size() % 3 != 0 ? "Ann" : "Bo", d});
  const auto quarters = kpi::quarters_of(period::year(2024));
  const auto as_of = on(2024, 8, 15);
  const auto by_owner = kpi::tally_by_period(rows, &row::owner, quarters, as_of, &row::d);
  REQUIRE(by_owner.size() == 2);
  for (const auto& [owner, in_quarters] : by_owner) {
    std::vector<deal> own;
    for (const row& r : rows)
      if (r.owner == owner) own.push_back(r.d);
    CHECK(in_quarters == kpi::tally_by_period(own, quarters, as_of));
  }
  CHECK(by_owner[0].first == "Ann");
}

namespace {

/// What a caller asks for instead of everything.
struct card {
  kpi::opportunities opportunities{};
  kpi::coverage coverage{};

  static constexpr void fields(auto f, auto&... c) {
    f("opportunities", c.opportunities...);
    f("coverage", c.coverage...);
  }
};
using kpi::operator+=;
using kpi::operator==;

}  // namespace

TEST_CASE("the attributions may be named", "[by_period][laws]") {
  const auto deals = some_deals(300);
  const std::vector<period> periods{period::year(2024), period::quarter(2024, 1), period::quarter(2024, 2)};
  const auto as_of = on(2024, 5, 15);
  const auto all = kpi::tally_by_period(deals, periods, as_of);
  const auto of = [](const kpi::deal_as_of& d, const period& p) {
    return card{kpi::opportunities_in(d, p), kpi::coverage_in(d, p)};
  };
  const auto cards = kpi::tally_by_period(deals, periods, as_of, std::identity{}, of);
  const auto medians = kpi::tally_by_period<kpi::distribution<kpi::days>>(
      deals, periods, as_of, std::identity{},
      [](kpi::distribution<kpi::days>& cycles, const kpi::deal_as_of& d, const period& p) {
        if (const auto cycle = kpi::cycle_in(d, p); cycle.deals != 0) cycles.add(cycle.total);
      });
  REQUIRE(cards.size() == periods.size());
  for (std::size_t i = 0; i < periods.size(); ++i) {
    CHECK(cards[i].first == periods[i]);
    CHECK(cards[i].second.opportunities == all[i].second.opportunities);
    CHECK(cards[i].second.coverage == all[i].second.coverage);
    CHECK(medians[i].second.count() == all[i].second.cycle.deals);
  }
}

TEST_CASE("what is called for a deal is not copied", "[by_period]") {
  const auto product = [] { return [one = std::make_unique<int>(1)](const deal&) { return *one; }; };
  const auto opened = [] {
    return [two = std::make_unique<int>(2)](const kpi::deal_as_of& d, const period& p) {
      return kpi::opportunities{.opened = d.opened_in(p) ? *two : 0};
    };
  };
  const std::vector<deal> deals{{.opened = on(2024, 2, 1)}, {.opened = on(2024, 5, 1)}};
  const auto quarters = kpi::quarters_of(period::year(2024));
  const auto by_product = kpi::tally_by_period(deals, product(), quarters, on(2024, 12, 31), std::identity{}, opened());
  REQUIRE(by_product.size() == 1);
  CHECK(by_product[0].first == 1);
  CHECK(by_product[0].second[0].second == kpi::opportunities{.opened = 2});
  CHECK(by_product[0].second[1].second == kpi::opportunities{.opened = 2});
}

TEST_CASE("deals may arrive one after another, in portions and in several tallies", "[by_period][laws]") {
  const auto deals = some_deals(300);
  const auto months = kpi::months_of(period::year(2024));
  const auto as_of = on(2024, 8, 15);
  const auto owner = [](const deal& d) { return d.value ? d.value->value() % 7 : -1; };
  kpi::period_tally<> whole(months, as_of);
  kpi::period_tally<std::int64_t> first(months, as_of);
  kpi::period_tally<std::int64_t> second(months, as_of);
  CHECK(whole.periods() == kpi::tally_by_period(std::vector<deal>{}, months, as_of));
  CHECK(first.keys().empty());
  for (std::size_t i = 0; i < deals.size(); ++i) {
    whole.add(deals[i]);
    (i % 4 == 0 ? first : second).add(owner(deals[i]), deals[i]);
  }
  CHECK(whole.periods() == kpi::tally_by_period(deals, months, as_of));
  REQUIRE(first.merge(second));
  CHECK(first.keys() == kpi::tally_by_period(deals, owner, months, as_of));

  CHECK(whole.merge(kpi::period_tally<>(kpi::quarters_of(period::year(2024)), as_of)).error() ==
        inconsistent("periods"));
  CHECK(whole.merge(kpi::period_tally<>(months, on(2024, 8, 16))).error() == inconsistent("as_of"));
}

TEST_CASE("what leaves the range in a period is marked, and what is large but fits is exact", "[by_period]") {
  const auto sold = [](int day, std::int64_t units) {
    return deal{.opened = on(2024, 1, 1),
                .closed = on(2024, 1, 1) + date::days{day},
                .state = deal_state::won,
                .value = kpi::money::of(units)};
  };
  constexpr std::int64_t trillion = 1'000'000'000'000;
  const std::vector<period> months{period::month(2024, 1), period::month(2024, 2)};
  kpi::period_tally<> all(months, on(2024, 12, 31));
  for (const deal& d : {sold(3, 5), sold(4, 100 * trillion), sold(5, 100 * trillion), sold(6, 7)}) all.add(d);
  CHECK(all.periods()[0].second.sales.revenue == kpi::money::of(200 * trillion + 12));
  CHECK(all.periods()[1].second.sales.revenue == kpi::money{});

  all.add(sold(40, 200 * trillion));
  auto twice = all;
  REQUIRE(twice.merge(all));
  REQUIRE(twice.merge(twice));
  for (int i = 0; i < 3; ++i) {  // nothing that is small and comes later hides it
    CHECK(twice.periods()[0].second.sales.revenue.overflowed());
    CHECK(twice.periods()[1].second.sales.revenue.overflowed());
    CHECK(twice.periods()[1].second.sales.deals == 4);
    twice.add(sold(3, 1));
  }
}

namespace {

struct units {
  kpi::count sold{};

  static constexpr void fields(auto f, auto&... u) { f("sold", u.sold...); }
};

/// A struct of the caller's own: all it needs is `+=`.
struct weight {
  double of_all = 0;
  weight& operator+=(const weight& other) {
    of_all += other.of_all;
    return *this;
  }
};

}  // namespace

TEST_CASE("nothing that is taken off again hides what has left the range", "[by_period][overflow]") {
  const std::vector<period> periods{period::year(2024), period::month(2024, 1)};
  using tally = kpi::period_tally<int, units>;
  using list = std::vector<kpi::count>;
  const auto sell = [](tally& t, date::sys_days day, const list& amounts) {
    for (const kpi::count& n : amounts)
      t.add(2, {.opened = day}, [&n](const kpi::deal_as_of&, const period&) { return units{n}; });
  };
  const auto overflowed = [](const tally& t, std::size_t period) {
    return t.keys().back().second[period].second.sold.overflowed();
  };
  const kpi::count most = kpi::count::limit - 5;
  const tally empty(periods, on(2024, 12, 31));
  tally a = empty;
  a.add(1, {.opened = on(2024, 1, 1)}, [](const kpi::deal_as_of&, const period&) { return units{1}; });
  tally b = a;
  tally c = a;
  sell(a, on(2024, 1, 1), {most, 10});
  sell(b, on(2024, 2, 1), {-100});
  sell(c, on(2024, 1, 1), {-100});
  CHECK(overflowed(a, 1));
  CHECK_FALSE(overflowed(b, 0));
  tally of_two_segments = a;
  REQUIRE(of_two_segments.merge(b));
  CHECK(overflowed(of_two_segments, 0));
  tally in_one = a;
  sell(in_one, on(2024, 2, 1), {-100});
  CHECK(overflowed(in_one, 0));
  tally of_two_tallies = a;
  REQUIRE(of_two_tallies.merge(c));
  CHECK(overflowed(of_two_tallies, 1));
  REQUIRE(c.merge(a));
  CHECK(overflowed(c, 1));
  for (const list& amounts : {list{most, 10, -100}, list{most, most, -most}}) {
    tally one_after_another = empty;
    sell(one_after_another, on(2024, 1, 1), amounts);
    CHECK(overflowed(one_after_another, 1));
  }
}

TEST_CASE("what is added up need be no measure", "[by_period]") {
  const std::vector<deal> deals{{.opened = on(2024, 1, 5)}, {.opened = on(2024, 1, 6)}, {.opened = on(2024, 2, 1)}};
  const auto months = kpi::months_of(*period::between(on(2024, 1, 1), on(2024, 3, 1)));
  const auto result = kpi::tally_by_period(deals, months, on(2024, 12, 31), std::identity{},
                                           [](const kpi::deal_as_of&, const period&) { return weight{0.5}; });
  CHECK(result[0].second.of_all == 1.0);
  CHECK(result[1].second.of_all == 0.5);

  // What takes anything could also be called as if it added in place; it answers, and is asked.
  const auto half = [](const auto&...) { return weight{0.5}; };
  const auto again = kpi::tally_by_period<weight>(deals, months, on(2024, 12, 31), std::identity{}, half);
  CHECK(again[0].second.of_all == 1.0);
}

TEST_CASE("rows of the caller's own type are turned into deals on the way", "[by_period]") {
  struct row {
    int opened_day;
    bool won;
  };
  const std::vector<row> rows{{10, true}, {40, false}};
  const auto as_deal = [](const row& r) {
    const auto opened = on(2024, 1, 1) + date::days{r.opened_day};
    return deal{.opened = opened, .closed = opened, .state = r.won ? deal_state::won : deal_state::lost};
  };
  const std::vector<period> months{period::month(2024, 1), period::month(2024, 2)};
  const auto result = kpi::tally_by_period(rows, months, on(2024, 12, 31), as_deal);
  CHECK(result[0].second.opportunities == kpi::opportunities{.opened = 1, .won = 1});
  CHECK(result[1].second.opportunities == kpi::opportunities{.opened = 1, .lost = 1});
}

TEST_CASE("a period index of all months there are is made at once", "[by_period]") {
  const auto months = kpi::months_of(*period::between(on(1, 1, 1), on(9999, 12, 31)));
  const kpi::period_index index(months);
  REQUIRE(index.segments().size() == 9999 * 12);
  const std::vector<kpi::count> one_each(index.segments().size(), 1);
  CHECK(index.sum<kpi::count>(period::year(2024), one_each) == 12);
  CHECK(index.sum<kpi::count>(months.back(), one_each) == 1);
  const auto result =
      kpi::tally_by_period(some_deals(1), months, on(9999, 12, 31), std::identity{},
                           [](const kpi::deal_as_of& d, const period& p) { return kpi::opportunities_in(d, p); });
  CHECK(result.size() == months.size());
}

TEST_CASE("each segment in which something happens to a deal is visited once, however far apart", "[by_period]") {
  const kpi::period_index months(kpi::months_of(*period::between(on(2000, 1, 1), on(2040, 1, 1))));
  const auto visited = [&months](const deal& d) {
    std::vector<std::uint32_t> segments;
    kpi::for_each_segment(months, d, [&segments](std::uint32_t s) { segments.push_back(s); });
    std::sort(segments.begin(), segments.end());
    return segments;
  };
  using list = std::vector<std::uint32_t>;
  CHECK(visited({}).empty());
  CHECK(visited({.opened = on(1999, 12, 31), .closed = on(2040, 1, 1)}).empty());
  CHECK(visited({.opened = on(2000, 1, 31), .demo = on(2000, 1, 1), .closed = on(2000, 3, 1)}) == list{0, 2});
  CHECK(visited({.opened = on(2010, 1, 31), .closed = on(2010, 3, 1)}) == list{120, 122});
  CHECK(visited({.opened = on(2000, 1, 1), .closed = on(2005, 4, 30)}) == list{0, 63});
  CHECK(visited({.opened = on(2000, 1, 1), .closed = on(2005, 5, 1)}) == list{0, 64});
  CHECK(visited({.opened = on(2000, 1, 1), .demo = on(2008, 5, 1), .closed = on(2005, 4, 30)}) == list{0, 63, 100});
  CHECK(visited({.opened = on(2010, 1, 31), .demo = on(2039, 12, 1), .closed = on(2010, 3, 1)}) == list{120, 122, 479});
  CHECK(visited({.opened = on(2039, 12, 31),
                 .demo = on(2000, 1, 1),
                 .contract_sent = on(2039, 12, 1),
                 .expected_close = on(2010, 1, 1),
                 .closed = on(2010, 1, 31)}) == list{0, 120, 479});
}

TEST_CASE("periods are cut where one of them begins or ends, and nowhere twice", "[by_period]") {
  const auto year = period::year(2024);
  const auto first_day = *period::between(on(2024, 1, 1), on(2024, 1, 2));
  const kpi::period_index index(std::vector<period>{year, first_day, year});
  CHECK(std::vector<period>(index.segments().begin(), index.segments().end()) ==
        std::vector<period>{first_day, *period::between(on(2024, 1, 2), on(2025, 1, 1))});
}

TEST_CASE("a day's segment is found by one look-up", "[by_period]") {
  const std::vector<period> periods{period::month(2024, 1), period::month(2024, 3)};
  const kpi::period_index index(periods);
  CHECK(std::vector<period>(index.periods().begin(), index.periods().end()) == periods);
  REQUIRE(index.segments().size() == 2);
  CHECK(index.segment_of(on(2024, 1, 1)) == 0);
  CHECK(index.segment_of(on(2024, 1, 31)) == 0);
  CHECK(index.segment_of(on(2024, 2, 1)) == kpi::period_index::none);
  CHECK(index.segment_of(on(2024, 3, 31)) == 1);
  CHECK(index.segment_of(on(2024, 4, 1)) == kpi::period_index::none);
  CHECK(index.segment_of(on(2023, 12, 31)) == kpi::period_index::none);
  CHECK(index.segment_of(std::optional(on(2024, 3, 1))) == 1);
  CHECK(index.segment_of(std::optional<date::sys_days>()) == kpi::period_index::none);
  const kpi::period_index around_1970(std::vector<period>{*period::between(on(1969, 1, 1), on(1972, 1, 1))});
  CHECK(around_1970.segment_of(std::optional<date::sys_days>()) == kpi::period_index::none);
  CHECK(kpi::period_index(std::vector<period>{}).segment_of(on(2024, 1, 1)) == kpi::period_index::none);
  CHECK(index.segment_of(date::sys_days{date::days{INT32_MIN}}) == kpi::period_index::none);
  CHECK(index.segment_of(date::sys_days{date::days{INT32_MAX}}) == kpi::period_index::none);
}
