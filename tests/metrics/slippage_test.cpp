// SPDX-License-Identifier: MIT
#include <kpi/metrics/slippage.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::due_deals;
using kpi::due_value;
using kpi::money;

namespace {

constexpr due_deals march{.due = 10, .on_time = 6, .late = 2, .lost = 1, .open = 1};

static_assert(*kpi::slippage_rate(march) == kpi::ratio::percent(40), "usable at compile time");

}  // namespace

TEST_CASE("slippage rate is the share of the due deals that were not won on time", "[slippage]") {
  const auto rate = kpi::slippage_rate(march);
  REQUIRE(rate);
  CHECK(rate->numerator() == 2 + 1 + 1);
  CHECK(rate->denominator() == 10);
  CHECK(kpi::slippage_rate({.due = 3, .on_time = 3}) == kpi::ratio::percent(0));
  CHECK(kpi::slippage_rate({.due = 3, .lost = 3}) == kpi::ratio::percent(100));
}

TEST_CASE("slippage rate is undefined, not zero, when nothing was due", "[slippage]") {
  CHECK(kpi::slippage_rate({}).error() == undefined("due"));
}

TEST_CASE("slippage rate refuses deals that do not add up to those due", "[slippage]") {
  CHECK(kpi::slippage_rate({.due = 10, .on_time = 6}).error() == inconsistent("due"));
  CHECK(kpi::slippage_rate({.due = 10, .on_time = 6, .late = 2, .lost = 1, .open = 2}).error() == inconsistent("due"));
  CHECK(kpi::slippage_rate({.on_time = 1}).error() == inconsistent("due"));
}

TEST_CASE("slippage rate refuses overflow before a negative count, and both before a wrong sum", "[slippage]") {
  CHECK(kpi::slippage_rate({.due = -1, .on_time = -1, .open = too_many}).error() == overflow("open"));
  CHECK(kpi::slippage_rate({.due = too_many, .open = too_many}).error() == overflow("due"));
  CHECK(kpi::slippage_rate({.due = -1, .on_time = -1}).error() == negative("due"));
  CHECK(kpi::slippage_rate({.due = 1, .on_time = -1, .late = -1}).error() == negative("on_time"));
  CHECK(kpi::slippage_rate({.due = 1, .on_time = 2, .late = -1}).error() == negative("late"));
  CHECK(kpi::slippage_rate({.due = 1, .on_time = 2, .lost = -1}).error() == negative("lost"));
  CHECK(kpi::slippage_rate({.due = 1, .on_time = 2, .open = -1}).error() == negative("open"));
}

TEST_CASE("slippage rate at the end of the range is exact, and a larger sum is a wrong one", "[slippage]") {
  constexpr auto limit = kpi::count::limit;
  CHECK(kpi::slippage_rate({.due = limit, .on_time = limit}) == kpi::ratio::percent(0));
  CHECK(kpi::slippage_rate({.due = limit, .late = limit - 1, .open = 1}) == kpi::ratio::percent(100));
  CHECK(kpi::slippage_rate({.due = limit, .on_time = limit, .late = 1}).error() == inconsistent("due"));
  CHECK(kpi::slippage_rate({.due = limit, .on_time = limit, .late = limit, .lost = limit, .open = limit}).error() ==
        inconsistent("due"));
}

TEST_CASE("slippage rate by value weighs deals by their money", "[slippage]") {
  const due_value value{.due = money::of(1'000'000), .on_time = money::of(450'000)};
  const auto rate = kpi::slippage_rate_by_value(value);
  REQUIRE(rate);
  CHECK(rate->numerator() == money::of(550'000).value());
  CHECK(rate->denominator() == money::of(1'000'000).value());
  CHECK(*rate == kpi::ratio::percent(55));
}

TEST_CASE("slippage rate by value is undefined, not zero, when nothing was due", "[slippage]") {
  CHECK(kpi::slippage_rate_by_value({}).error() == undefined("due"));
}

TEST_CASE("slippage rate by value refuses overflow, then negative, then more on time than due", "[slippage]") {
  CHECK(kpi::slippage_rate_by_value({.due = money::of(-1), .on_time = too_much}).error() == overflow("on_time"));
  CHECK(kpi::slippage_rate_by_value({.due = money::of(-1), .on_time = money::of(-2)}).error() == negative("due"));
  CHECK(kpi::slippage_rate_by_value({.due = money::of(0), .on_time = money::of(-2)}).error() == negative("on_time"));
  CHECK(kpi::slippage_rate_by_value({.due = money::of(0), .on_time = money::of(1)}).error() == inconsistent("on_time"));
}

TEST_CASE("slippage rate by value at the end of the range is exact or reported", "[slippage]") {
  const due_value most{.due = money::ten_thousandths(money::limit)};
  CHECK(kpi::slippage_rate_by_value(most) == kpi::ratio::percent(100));
  CHECK(kpi::slippage_rate_by_value(most + most).error() == overflow("due"));
}

TEST_CASE("slippage keeps its laws", "[slippage][laws]") {
  const due_deals april{.due = 4, .on_time = 1, .late = 1, .lost = 1, .open = 1};
  const due_deals may{.due = 2, .on_time = 2};
  check_measure_laws(march, april, may);
  check_measure_laws(due_value{.due = money::of(3), .on_time = money::of(1)}, due_value{.due = money::cents(7)},
                     due_value{.due = money::of(2), .on_time = money::of(2)});
  for (const auto& d : {march, april, may, march + april + may}) {
    const auto rate = *kpi::slippage_rate(d);
    CHECK(rate >= kpi::ratio::percent(0));
    CHECK(rate <= kpi::ratio::percent(100));
    CHECK(rate.complement() == *kpi::ratio::of(d.on_time, d.due));
    CHECK(*kpi::slippage_rate(d + d) == rate);
  }
}
