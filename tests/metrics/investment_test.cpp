// SPDX-License-Identifier: MIT
#include <kpi/metrics/investment.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::investment;
using kpi::money;
using kpi::ratio;

namespace {

constexpr investment published{.returned = money::of(775'000), .invested = money::of(1'525'000)};  // S4's example

/// A ratio in tenths of a percent, as it is printed.
std::int64_t permille(const ratio& r) {
  return kpi::detail::rounded_quotient({1'000, r.numerator()}, {r.denominator()}, kpi::rounding::half_even);
}

static_assert(*kpi::return_on_investment(published) == *ratio::of(kpi::count(31), kpi::count(61)),
              "usable at compile time");

}  // namespace

TEST_CASE("return on investment is what came back over what was put in", "[investment]") {
  const auto roi = kpi::return_on_investment(published);
  REQUIRE(roi);
  CHECK(roi->numerator() == 775'000 * money::per_unit);
  CHECK(roi->denominator() == 1'525'000 * money::per_unit);
  CHECK(permille(*roi) == 508);  // 31,000 / 61 is 508.2
}

TEST_CASE("net return on investment is what was gained over what was put in", "[investment]") {
  const auto roi = kpi::net_return_on_investment(published);
  REQUIRE(roi);
  CHECK(roi->numerator() == -750'000 * money::per_unit);
  CHECK(roi->denominator() == 1'525'000 * money::per_unit);
  CHECK(permille(*roi) == -492);  // −30,000 / 61 is −491.8
  CHECK(kpi::net_return_on_investment({.returned = money::of(3), .invested = money::of(2)}) == ratio::percent(50));
}

TEST_CASE("break-even is a return of 1, and a net return of 0", "[investment]") {
  const investment even{.returned = money::of(7), .invested = money::of(7)};
  CHECK(kpi::return_on_investment(even) == ratio::percent(100));
  CHECK(kpi::net_return_on_investment(even) == ratio::percent(0));
  CHECK(kpi::net_return_on_investment({.invested = money::of(7)}) == ratio::percent(-100));
}

TEST_CASE("content marketing ROI is the sales attributed to content over its cost", "[investment]") {
  CHECK(kpi::content_marketing_roi({.returned = money::of(60'000), .invested = money::of(20'000)}) ==
        ratio::percent(300));
}

TEST_CASE("returns are undefined, not infinite, when nothing was put in", "[investment]") {
  for (const investment& i : {investment{}, investment{.returned = money::of(1)}}) {
    CHECK(kpi::return_on_investment(i).error() == undefined("invested"));
    CHECK(kpi::net_return_on_investment(i).error() == undefined("invested"));
    CHECK(kpi::content_marketing_roi(i).error() == undefined("invested"));
  }
}

TEST_CASE("returns refuse overflow before a negative amount, and both before nothing put in", "[investment]") {
  const auto all = [](const investment& i, const kpi::error& why) {
    CHECK(kpi::return_on_investment(i).error() == why);
    CHECK(kpi::net_return_on_investment(i).error() == why);
    CHECK(kpi::content_marketing_roi(i).error() == why);
  };
  all({.returned = money::of(-1), .invested = too_much}, overflow("invested"));
  all({.returned = too_much, .invested = too_much}, overflow("returned"));
  all({.returned = money::of(-1), .invested = money::of(-1)}, negative("returned"));
  all({.returned = money::of(1), .invested = money::of(-1)}, negative("invested"));
  all({.returned = money::of(-1)}, negative("returned"));
}

TEST_CASE("returns stay exact at the end of the range, and a sum beyond it is reported", "[investment]") {
  const investment large{.returned = money::ten_thousandths(money::limit),
                         .invested = money::ten_thousandths(money::limit - 1)};
  CHECK(*kpi::return_on_investment(large) > ratio::percent(100));
  CHECK(kpi::net_return_on_investment(large)->numerator() == 1);
  CHECK(kpi::return_on_investment(large + large).error() == overflow("returned"));
}

TEST_CASE("investments keep their laws", "[investment][laws]") {
  const investment gain{.returned = money::cents(5), .invested = money::cents(3)};
  check_measure_laws(published, gain, investment{.returned = money::of(1)});
  for (const auto& i : {published, gain, published + gain}) {
    const auto gross = *kpi::return_on_investment(i);
    const auto net = *kpi::net_return_on_investment(i);
    CHECK(gross.numerator() - gross.denominator() == net.numerator());  // gross − 1 = net
    CHECK(gross.denominator() == net.denominator());
    CHECK(*kpi::return_on_investment(i + i) == gross);
    CHECK(*kpi::content_marketing_roi(i) == gross);
  }
}
