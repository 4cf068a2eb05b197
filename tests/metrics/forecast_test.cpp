// SPDX-License-Identifier: MIT
#include <kpi/metrics/forecast.hpp>

#include "../support.hpp"

#include <array>
#include <cmath>
#include <vector>

using namespace kpi_test;
using Catch::Matchers::WithinRel;
using kpi::forecast_basis;
using kpi::forecast_error;
using kpi::money;
using kpi::ratio;

namespace {

constexpr money smallest = money::ten_thousandths(1);
constexpr money largest = money::ten_thousandths(money::limit);

constexpr forecast_error too_high = forecast_error::of(money::of(100'000), money::of(80'000));
constexpr forecast_error too_low = forecast_error::of(money::of(60'000), money::of(80'000));

static_assert(*kpi::forecast_accuracy(too_high + too_low) == ratio::percent(75), "usable at compile time");
static_assert(*kpi::forecast_visibility({.identified = money::of(3), .forecast = money::of(4)}) == ratio::percent(75));
static_assert(noexcept(kpi::forecast_predictability({})));

}  // namespace

TEST_CASE("the error of one forecast is its distance from what came in", "[forecast]") {
  CHECK(too_high.forecast == money::of(100'000));
  CHECK(too_high.actual == money::of(80'000));
  CHECK(too_high.absolute_error == money::of(20'000));
  CHECK(too_low.absolute_error == money::of(20'000));
  CHECK(forecast_error::of(money::of(7), money::of(7)).absolute_error == money{});
  CHECK(forecast_error::of({}, {}) == forecast_error{});
}

TEST_CASE("forecast accuracy is one less the misses over what came in", "[forecast]") {
  CHECK(kpi::forecast_accuracy(too_high) == ratio::percent(75));
  CHECK(kpi::forecast_accuracy(too_low) == ratio::percent(75));
  CHECK(kpi::forecast_accuracy(forecast_error::of(money::of(9), money::of(9))) == ratio::percent(100));
}

TEST_CASE("pooled forecast accuracy weighs by money, and misses in both directions do not cancel", "[forecast]") {
  const auto pooled = kpi::forecast_accuracy(too_high + too_low);
  REQUIRE(pooled);
  CHECK(pooled->numerator() == (160'000 - 40'000) * money::per_unit);
  CHECK(pooled->denominator() == 160'000 * money::per_unit);

  const auto exact = forecast_error::of(money::of(900), money::of(900));
  const auto missed = forecast_error::of({}, money::of(100));
  CHECK(kpi::forecast_accuracy(exact + missed) == ratio::percent(90));  // the mean of 100 % and 0 % is 50 %
}

TEST_CASE("forecast accuracy below zero is legal and not clamped", "[forecast]") {
  CHECK(kpi::forecast_accuracy(forecast_error::of(money::of(300), money::of(100))) == ratio::percent(-100));
}

TEST_CASE("forecast accuracy and bias are undefined when nothing came in", "[forecast]") {
  CHECK(kpi::forecast_accuracy({}).error() == undefined("actual"));
  CHECK(kpi::forecast_bias({}).error() == undefined("actual"));
  CHECK(kpi::forecast_bias(forecast_error::of(money::of(1), {})).error() == undefined("actual"));
}

TEST_CASE("forecast accuracy refuses overflow before a negative amount, and both before nothing to divide by",
          "[forecast]") {
  CHECK(kpi::forecast_accuracy({.actual = money::of(-1), .absolute_error = too_much}).error() ==
        overflow("absolute_error"));
  CHECK(kpi::forecast_accuracy({.actual = too_much, .absolute_error = too_much}).error() == overflow("actual"));
  CHECK(kpi::forecast_accuracy({.actual = money::of(-1), .absolute_error = money::of(-1)}).error() ==
        negative("actual"));
  CHECK(kpi::forecast_accuracy({.absolute_error = money::of(-1)}).error() == negative("absolute_error"));
}

TEST_CASE("forecast accuracy reads only what came in and the misses", "[forecast]") {
  CHECK(kpi::forecast_accuracy({.forecast = too_much, .actual = money::of(4), .absolute_error = money::of(1)}) ==
        ratio::percent(75));
  CHECK(kpi::forecast_accuracy({.forecast = money::of(-9), .actual = money::of(4), .absolute_error = money::of(1)}) ==
        ratio::percent(75));
}

TEST_CASE("forecast bias is positive when the forecast was too high", "[forecast]") {
  CHECK(kpi::forecast_bias(too_high) == ratio::percent(25));
  CHECK(kpi::forecast_bias(too_low) == ratio::percent(-25));
  CHECK(kpi::forecast_bias(too_high + too_low) == ratio::percent(0));
}

TEST_CASE("forecast bias refuses what it reads, in the documented order, and nothing else", "[forecast]") {
  CHECK(kpi::forecast_bias({.forecast = money::of(-1), .actual = too_much}).error() == overflow("actual"));
  CHECK(kpi::forecast_bias({.forecast = money::of(-1), .actual = money::of(-1)}).error() == negative("forecast"));
  CHECK(kpi::forecast_bias({.forecast = money::of(1), .actual = money::of(-1)}).error() == negative("actual"));
  CHECK(kpi::forecast_bias({.forecast = money::of(5), .actual = money::of(4), .absolute_error = too_much}) ==
        ratio::percent(25));
}

TEST_CASE("forecast errors at the ends of the range stay exact, and beyond are reported", "[forecast]") {
  const auto accuracy = kpi::forecast_accuracy(forecast_error::of(largest, smallest));
  REQUIRE(accuracy);
  CHECK(accuracy->numerator() == 1 - (money::limit - 1));
  CHECK(accuracy->denominator() == 1);
  const auto bias = kpi::forecast_bias(forecast_error::of({}, largest));
  CHECK(bias == ratio::percent(-100));

  CHECK(kpi::forecast_accuracy(forecast_error::of({}, largest) + too_low).error() == overflow("actual"));
  CHECK(forecast_error::of(too_much, money::of(1)).absolute_error.overflowed());
  CHECK(forecast_error::of(money::of(1), too_much).absolute_error.overflowed());
  CHECK(forecast_error::of(too_much, too_much).absolute_error.overflowed());
  CHECK(forecast_error::of(largest, -largest).absolute_error.overflowed());
}

TEST_CASE("forecast predictability is the sample standard deviation of the bias", "[forecast]") {
  const std::array errors{forecast_error::of(money::of(150), money::of(100)),
                          forecast_error::of(money::of(700), money::of(700)),
                          forecast_error::of(money::of(10), money::of(20))};
  CHECK(kpi::forecast_predictability(errors) == 0.5);  // +0.5, 0, −0.5: sqrt((0.25 + 0.25) / 2)
  const std::array two{forecast_error::of(money::of(3), money::of(1)), forecast_error::of(money::of(1), money::of(1))};
  CHECK_THAT(*kpi::forecast_predictability(two), Catch::Matchers::WithinULP(std::sqrt(2.0), 1));  // 2 and 0
}

TEST_CASE("a forecast that is always too high by the same share is perfectly predictable", "[forecast]") {
  const std::array errors{forecast_error::of(money::of(110), money::of(100)),
                          forecast_error::of(money::of(220), money::of(200)),
                          forecast_error::of(money::of(330), money::of(300))};
  CHECK(kpi::forecast_predictability(errors) == 0.0);
}

TEST_CASE("forecast predictability needs two periods", "[forecast]") {
  CHECK(kpi::forecast_predictability({}).error() == too_few("errors"));
  CHECK(kpi::forecast_predictability(std::array{too_high}).error() == too_few("errors"));
  CHECK(kpi::forecast_predictability(std::array{forecast_error{}}).error() == too_few("errors"));
}

TEST_CASE("forecast predictability reports the first period that has no bias", "[forecast]") {
  const forecast_error nothing = forecast_error::of(money::of(1), {});
  const forecast_error refund{.forecast = money::of(1), .actual = money::of(-1)};
  const forecast_error below{.forecast = money::of(-1), .actual = money::of(-1)};
  const forecast_error beyond{.forecast = money::of(-1), .actual = too_much};
  CHECK(kpi::forecast_predictability(std::array{too_high, nothing}).error() == undefined("actual"));
  CHECK(kpi::forecast_predictability(std::array{too_high, refund, nothing}).error() == negative("actual"));
  CHECK(kpi::forecast_predictability(std::array{below, nothing}).error() == negative("forecast"));
  CHECK(kpi::forecast_predictability(std::array{beyond, below}).error() == overflow("actual"));
  CHECK(kpi::forecast_predictability(std::array{nothing, beyond}).error() == overflow("actual"));
  CHECK(kpi::forecast_predictability(std::array{refund}).error() == negative("actual"));
  auto other = too_high;
  other.absolute_error = too_much;
  CHECK(kpi::forecast_predictability(std::array{other, too_high}) == 0.0);
}

TEST_CASE("forecast predictability survives a large common bias, where a sum of squares would drown", "[forecast]") {
  const std::array errors{forecast_error::of(money::of(100'000'001), money::of(1)),
                          forecast_error::of(money::of(100'000'002), money::of(1)),
                          forecast_error::of(money::of(100'000'003), money::of(1))};
  CHECK(kpi::forecast_predictability(errors) == 1.0);
  // Biases of 10^-15, 0 and -10^-15, and of 2, 2 and 2 + 5 * 10^-9, which lie -5/3, -5/3 and 10/3 * 10^-9 from their
  // mean.
  constexpr std::int64_t n = 1'000'000'000'000'000;
  const auto off = [](std::int64_t forecast) {
    return forecast_error::of(money::ten_thousandths(forecast), money::ten_thousandths(n));
  };
  CHECK_THAT(*kpi::forecast_predictability(std::array{off(n + 1), off(n), off(n - 1)}), WithinRel(1e-15, 1e-9));
  CHECK_THAT(*kpi::forecast_predictability(std::array{off(3 * n), off(3 * n), off(3 * n + 5'000'000)}),
             WithinRel(5e-9 * std::sqrt(1.0 / 3), 1e-6));
  const auto extreme =
      kpi::forecast_predictability(std::array{forecast_error::of(largest, smallest), forecast_error::of({}, largest)});
  REQUIRE(extreme);
  CHECK(std::isfinite(*extreme));
}

TEST_CASE("forecast predictability is free of scale", "[forecast][laws]") {
  std::vector<forecast_error> once;
  std::vector<forecast_error> sevenfold;
  for (const int forecast : {80, 95, 100, 130, 170}) {
    once.push_back(forecast_error::of(money::of(forecast), money::of(100)));
    sevenfold.push_back(forecast_error::of(money::of(7 * forecast), money::of(700)));
  }
  CHECK(kpi::forecast_predictability(once) == kpi::forecast_predictability(sevenfold));
  // −0.2, −0.05, 0, 0.3, 0.7 about 0.15: 0.35² + 0.2² + 0.15² + 0.15² + 0.55² = 0.51
  CHECK_THAT(*kpi::forecast_predictability(once), Catch::Matchers::WithinULP(std::sqrt(0.51 / 4), 4));
}

TEST_CASE("forecast visibility is the forecast's part in deals known by name", "[forecast]") {
  CHECK(kpi::forecast_visibility({.identified = money::of(600'000), .forecast = money::of(800'000)}) ==
        ratio::percent(75));
  CHECK(kpi::forecast_visibility({.identified = money::of(3), .forecast = money::of(2)}) == ratio::percent(150));
  CHECK(kpi::forecast_visibility({}).error() == undefined("forecast"));
  CHECK(kpi::forecast_visibility({.identified = money::of(1)}).error() == undefined("forecast"));
  CHECK(kpi::forecast_visibility({.identified = money::of(-1), .forecast = too_much}).error() == overflow("forecast"));
  CHECK(kpi::forecast_visibility({.identified = money::of(-1), .forecast = money::of(-1)}).error() ==
        negative("identified"));
  CHECK(kpi::forecast_visibility({.forecast = money::of(-1)}).error() == negative("forecast"));
}

TEST_CASE("forecast measures keep their laws", "[forecast][laws]") {
  check_measure_laws(too_high, too_low, forecast_error::of(money::cents(3), money::of(5)));
  check_measure_laws(forecast_basis{money::of(1), money::of(2)}, forecast_basis{money::cents(3), {}},
                     forecast_basis{{}, money::of(5)});
  for (const auto& e : {too_high, too_low, too_high + too_low, forecast_error::of({}, money::of(5))}) {
    CHECK(*kpi::forecast_accuracy(e) <= ratio::percent(100));
    CHECK(*kpi::forecast_accuracy(e + e) == *kpi::forecast_accuracy(e));
    CHECK(*kpi::forecast_bias(e + e) == *kpi::forecast_bias(e));
    const auto bias = *kpi::forecast_bias(e);  // accuracy never exceeds 1 − |bias|
    const auto size = *ratio::of(kpi::count(bias.numerator() < 0 ? -bias.numerator() : bias.numerator()),
                                 kpi::count(bias.denominator()));
    CHECK(*kpi::forecast_accuracy(e) <= size.complement());
  }
}

TEST_CASE("a forecast is as wrong below as above", "[forecast]") {
  CHECK(kpi::forecast_error::of(kpi::money::of(80), kpi::money::of(100)).absolute_error == kpi::money::of(20));
  CHECK(kpi::forecast_error::of(kpi::money::of(100), kpi::money::of(80)).absolute_error == kpi::money::of(20));
}

TEST_CASE("predictability is measured from the mean bias, not from none", "[forecast]") {
  // Biases of 50 % and 0 % lie 25 % from their mean: sqrt((0.0625 + 0.0625) / 1).
  const std::vector<kpi::forecast_error> errors{{.forecast = kpi::money::of(150), .actual = kpi::money::of(100)},
                                                {.forecast = kpi::money::of(100), .actual = kpi::money::of(100)}};
  CHECK(kpi::forecast_predictability(errors) == std::sqrt(0.125));
}
