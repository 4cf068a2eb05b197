// SPDX-License-Identifier: MIT
#include <kpi/metrics/growth_rate.hpp>

#include "../support.hpp"

#include <vector>

using namespace kpi_test;
using Catch::Matchers::WithinULP;
using kpi::change;
using kpi::count;
using kpi::count_change;
using kpi::money;

namespace {

constexpr money most = money::ten_thousandths(money::limit);

static_assert(*kpi::growth_rate({.before = money::of(100), .after = money::of(120)}) == kpi::ratio::percent(20),
              "usable at compile time");
static_assert(*kpi::count_growth_rate({.before = 60, .after = 45}) == kpi::ratio::percent(-25));
static_assert(kpi::input_set<change> && !kpi::measure<change>, "changes do not add");
static_assert(kpi::input_set<count_change> && !kpi::measure<count_change>);

using months = std::vector<money>;

}  // namespace

TEST_CASE("growth rate is the gain over what there was", "[growth_rate]") {
  const auto rate = kpi::growth_rate({.before = money::of(100'000), .after = money::of(120'000)});
  REQUIRE(rate);
  CHECK(rate->numerator() == money::of(20'000).value());
  CHECK(rate->denominator() == money::of(100'000).value());
}

TEST_CASE("growth rate goes below minus one when a loss follows", "[growth_rate]") {
  CHECK(kpi::growth_rate({.before = money::of(100), .after = money::of(-50)}) == kpi::ratio::percent(-150));
  CHECK(kpi::growth_rate({.before = money::of(100)}) == kpi::ratio::percent(-100));
}

TEST_CASE("growth from nothing is undefined, not 100 %", "[growth_rate]") {
  CHECK(kpi::growth_rate({}).error() == undefined("before"));
  CHECK(kpi::growth_rate({.after = money::of(5)}).error() == undefined("before"));
  CHECK(kpi::growth_rate({.after = money::of(-5)}).error() == undefined("before"));
}

TEST_CASE("growth rate refuses overflow before a loss before", "[growth_rate]") {
  CHECK(kpi::growth_rate({.before = money::of(-1), .after = too_much}).error() == overflow("after"));
  CHECK(kpi::growth_rate({.before = too_much, .after = too_much}).error() == overflow("before"));
  CHECK(kpi::growth_rate({.before = money::of(-1), .after = money::of(1)}).error() == negative("before"));
  CHECK(kpi::growth_rate({.before = money::of(1), .after = -most}).error() == overflow("after - before"));
  CHECK(kpi::growth_rate({.before = money::of(1), .after = most})->denominator() == 10'000);
}

TEST_CASE("count growth rate is the gain over what there was", "[growth_rate]") {
  CHECK(kpi::count_growth_rate({.before = 60, .after = 45}) == kpi::ratio::percent(-25));
  CHECK(kpi::count_growth_rate({}).error() == undefined("before"));
  CHECK(kpi::count_growth_rate({.before = -1, .after = too_many}).error() == overflow("after"));
  CHECK(kpi::count_growth_rate({.before = -2, .after = -1}).error() == negative("before"));
  CHECK(kpi::count_growth_rate({.before = 0, .after = -1}).error() == negative("after"));
  CHECK(kpi::count_growth_rate({.before = 1, .after = count::limit})->numerator() == count::limit - 1);
}

TEST_CASE("compound growth rate is the same growth in each period", "[growth_rate]") {
  CHECK_THAT(*kpi::compound_growth_rate({.before = money::of(100'000), .after = money::of(121'000)}, 2),
             WithinULP(0.1, 2));
  CHECK_THAT(*kpi::compound_growth_rate({.before = money::of(1), .after = money::of(4096)}, 12), WithinULP(1.0, 4));
  CHECK_THAT(*kpi::compound_growth_rate({.before = money::of(4096), .after = money::of(1)}, 12), WithinULP(-0.5, 4));
  CHECK(*kpi::compound_growth_rate({.before = money::of(7), .after = money::of(7)}, 30) == 0.0);
  CHECK(*kpi::compound_growth_rate({.before = money::of(7)}, 3) == -1.0);
}

TEST_CASE("compound growth rate of a small gain keeps its digits", "[growth_rate]") {
  // (1 + g)^(1/2) - 1 = g / 2 - g^2 / 8 + ..., here with g = 10^-12.
  CHECK_THAT(*kpi::compound_growth_rate(
                 {.before = money::of(100'000'000), .after = money::ten_thousandths(1'000'000'000'001)}, 2),
             WithinULP(0.5e-12 - 0.125e-24, 2));
}

TEST_CASE("compound growth rate over one period is the growth rate", "[growth_rate][laws]") {
  for (const auto& c : {change{money::of(100), money::of(149)}, change{money::of(100), money::of(150)},
                        change{money::of(100), money::of(51)}, change{money::of(100), money::of(50)},
                        change{money::of(3), money::of(700)}, change{money::of(900), money::of(2)}})
    CHECK_THAT(*kpi::compound_growth_rate(c, 1), WithinULP(kpi::growth_rate(c)->to_double(), 8));
}

TEST_CASE("compound growth rate refuses what has no real root, in the documented order", "[growth_rate]") {
  CHECK(kpi::compound_growth_rate({.before = money::of(-1)}, too_many).error() == overflow("periods"));
  CHECK(kpi::compound_growth_rate({.before = money::of(-1), .after = too_much}, -1).error() == overflow("after"));
  CHECK(kpi::compound_growth_rate({.before = money::of(-1), .after = money::of(-1)}, -1).error() == negative("before"));
  CHECK(kpi::compound_growth_rate({.after = money::of(-1)}, -1).error() == negative("after"));
  CHECK(kpi::compound_growth_rate({}, -1).error() == negative("periods"));
  CHECK(kpi::compound_growth_rate({}, 0).error() == undefined("before"));
  CHECK(kpi::compound_growth_rate({.before = money::of(1)}, 0).error() == undefined("periods"));
}

TEST_CASE("compound growth rate is finite between the limits", "[growth_rate]") {
  const auto least = money::ten_thousandths(1);
  // From 1 to 2^61 - 1 in 61 steps is doubling, but for less than a double can tell.
  CHECK_THAT(*kpi::compound_growth_rate({.before = least, .after = most}, 61), WithinULP(1.0, 8));
  CHECK_THAT(*kpi::compound_growth_rate({.before = most, .after = least}, 61), WithinULP(-0.5, 8));
  CHECK(*kpi::compound_growth_rate({.before = most, .after = least}, 1) > -1.0000001);
  CHECK_THAT(*kpi::compound_growth_rate({.before = money::ten_thousandths(1'000'000'000'000'000), .after = least}, 15),
             WithinULP(-0.9, 8));
  CHECK(*kpi::compound_growth_rate({.before = least, .after = most}, count::limit) > 0.0);
}

TEST_CASE("monthly volatility is the sample deviation in units of the mean", "[growth_rate]") {
  CHECK(*kpi::monthly_volatility(months{money::of(100), money::of(200), money::of(300)}) == 0.5);
  // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32 over 7.
  const months eight{money::of(2), money::of(4), money::of(4), money::of(4),
                     money::of(5), money::of(5), money::of(7), money::of(9)};
  CHECK_THAT(*kpi::monthly_volatility(eight), WithinULP(std::sqrt(32.0 / 7.0) / 5.0, 2));
}

TEST_CASE("months that are all alike scatter by exactly nothing", "[growth_rate]") {
  CHECK(*kpi::monthly_volatility(months(7, money::ten_thousandths(100'000'000'000'000'003))) == 0.0);
}

TEST_CASE("a mean between two ten-thousandths is not rounded away", "[growth_rate]") {
  // 1 and 2: mean 3/2, deviation sqrt(1/2).
  CHECK_THAT(*kpi::monthly_volatility(months{money::ten_thousandths(1), money::ten_thousandths(2)}),
             WithinULP(std::sqrt(0.5) / 1.5, 2));
}

TEST_CASE("monthly volatility needs two months that sum to something", "[growth_rate]") {
  CHECK(kpi::monthly_volatility({}).error() == too_few("months"));
  CHECK(kpi::monthly_volatility(months{money::of(5)}).error() == too_few("months"));
  CHECK(kpi::monthly_volatility(months{money{}}).error() == too_few("months"));
  CHECK(kpi::monthly_volatility(months(12)).error() == undefined("months"));
}

TEST_CASE("monthly volatility refuses the first month out of range, however few there are", "[growth_rate]") {
  CHECK(kpi::monthly_volatility(months{too_much}).error() == overflow("months"));
  CHECK(kpi::monthly_volatility(months{money::of(-1)}).error() == negative("months"));
  CHECK(kpi::monthly_volatility(months{money::of(-1), too_much}).error() == negative("months"));
  CHECK(kpi::monthly_volatility(months{too_much, money::of(-1)}).error() == overflow("months"));
  CHECK(kpi::monthly_volatility(months{most, most}).error() == overflow("months"));
}

TEST_CASE("monthly volatility has no scale and no order", "[growth_rate][laws]") {
  const months year{money::of(3), money::of(1), money::of(4), money::of(1), money::of(5), money::of(9)};
  const months backwards(year.rbegin(), year.rend());
  months larger;
  for (const auto& month : year) larger.push_back(month * count(1000));
  CHECK_THAT(*kpi::monthly_volatility(backwards), WithinULP(*kpi::monthly_volatility(year), 2));
  CHECK_THAT(*kpi::monthly_volatility(larger), WithinULP(*kpi::monthly_volatility(year), 4));
}
