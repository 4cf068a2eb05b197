// SPDX-License-Identifier: MIT
#include <kpi/metrics/trailing_growth.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::money;
using kpi::year_to_date;

namespace {

constexpr year_to_date september{
    .current = money::of(17'000'000), .prior = money::of(10'000'000), .prior_full_year = money::of(25'000'000)};

constexpr money most = money::ten_thousandths(money::limit);

static_assert(*kpi::trailing_growth(september) == money::of(32'000'000), "usable at compile time");
static_assert(kpi::input_set<year_to_date> && !kpi::measure<year_to_date>, "years to date do not add");

}  // namespace

TEST_CASE("trailing growth carries the year before forward by what this year is ahead", "[trailing_growth]") {
  CHECK(kpi::trailing_growth(september) == money::of(32'000'000));  // S4's figures
  CHECK(kpi::trailing_growth({}) == money{});
  CHECK(kpi::trailing_growth({.current = money::of(2), .prior = money::of(5), .prior_full_year = money::of(7)}) ==
        money::of(4));
}

TEST_CASE("trailing growth refuses overflow before a negative amount", "[trailing_growth]") {
  CHECK(kpi::trailing_growth({.current = money::of(-1), .prior_full_year = too_much}).error() ==
        overflow("prior_full_year"));
  CHECK(kpi::trailing_growth({.prior = money::of(-1), .prior_full_year = money::of(-1)}).error() == negative("prior"));
  CHECK(kpi::trailing_growth({.current = most, .prior_full_year = money::of(1)}).error() ==
        overflow("current - prior + prior_full_year"));
  CHECK(kpi::trailing_growth({.current = most, .prior = most, .prior_full_year = most}) == most);
}

TEST_CASE("trailing growth rate measures the gain against the full year before", "[trailing_growth]") {
  const auto rate = kpi::trailing_growth_rate(september);
  REQUIRE(rate);
  CHECK(rate->numerator() == money::of(7'000'000).value());
  CHECK(rate->denominator() == money::of(25'000'000).value());
  CHECK(rate->to_double() == 0.28);
}

TEST_CASE("trailing growth rate is undefined, not zero, after a year without revenue", "[trailing_growth]") {
  CHECK(kpi::trailing_growth_rate({}).error() == undefined("prior_full_year"));
  CHECK(kpi::trailing_growth_rate({.current = money::of(1)}).error() == undefined("prior_full_year"));
  CHECK(kpi::trailing_growth_rate({.current = too_much, .prior = money::of(-1)}).error() == overflow("current"));
  CHECK(kpi::trailing_growth_rate({.current = money::of(-1), .prior_full_year = money::of(-1)}).error() ==
        negative("current"));
}

TEST_CASE("same-period growth rate compares like with like", "[trailing_growth]") {
  CHECK(kpi::same_period_growth_rate(september) == kpi::ratio::percent(70));  // S4's figures
  CHECK(kpi::same_period_growth_rate({.current = money::of(5), .prior = money::of(10)}) == kpi::ratio::percent(-50));
  CHECK(kpi::same_period_growth_rate({}).error() == undefined("prior"));
  CHECK(kpi::same_period_growth_rate({.current = money::of(-1), .prior = too_much}).error() == overflow("prior"));
  CHECK(kpi::same_period_growth_rate({.current = money::of(-1), .prior = money::of(-1)}).error() ==
        negative("current"));
  CHECK(kpi::same_period_growth_rate({.current = money::of(3), .prior = money::of(2), .prior_full_year = too_much}) ==
        kpi::ratio::percent(50));
}

TEST_CASE("the rate is what trailing growth is above the full year before", "[trailing_growth][laws]") {
  for (const auto& y : {september, year_to_date{money::of(2), money::of(5), money::of(7)},
                        year_to_date{money::cents(1), money{}, money::of(9)}}) {
    const auto above = *kpi::trailing_growth(y) - y.prior_full_year;
    CHECK(kpi::trailing_growth_rate(y) == kpi::ratio::of(above, y.prior_full_year));
  }
}
