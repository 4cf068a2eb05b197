// SPDX-License-Identifier: MIT
#include <kpi/metrics/win_rate.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::opportunities;
using kpi::opportunity_value;

namespace {

constexpr opportunities first_quarter{.opened = 100, .won = 47, .lost = 30, .no_decision = 5, .disqualified = 2};
constexpr opportunities second_quarter{.opened = 60, .won = 20, .lost = 25, .no_decision = 3, .disqualified = 4};

static_assert(*kpi::win_rate(first_quarter) == kpi::ratio::percent(47), "usable at compile time");

}  // namespace

TEST_CASE("win rate is what was won over what was opened", "[win_rate]") {
  CHECK(kpi::win_rate({.opened = 100, .won = 47}) == kpi::ratio::percent(47));
  const auto rate = kpi::win_rate(first_quarter);
  REQUIRE(rate);
  CHECK(rate->numerator() == 47);
  CHECK(rate->denominator() == 100);
  CHECK(rate->to_double() == 0.47);
}

TEST_CASE("win rate of two quarters is not the average of their rates", "[win_rate]") {
  const auto rate = kpi::win_rate(first_quarter + second_quarter);
  REQUIRE(rate);
  CHECK(rate->numerator() == 67);
  CHECK(rate->denominator() == 160);
}

TEST_CASE("win rate may exceed one, since deals are won after they were opened", "[win_rate]") {
  CHECK(kpi::win_rate({.opened = 2, .won = 3}) == kpi::ratio::percent(150));
}

TEST_CASE("win rate is undefined, not zero, when nothing was opened", "[win_rate]") {
  CHECK(kpi::win_rate({}).error() == undefined("opened"));
  CHECK(kpi::win_rate({.won = 1}).error() == undefined("opened"));
}

TEST_CASE("win rate refuses overflow before a negative count, and both before nothing opened", "[win_rate]") {
  CHECK(kpi::win_rate({.opened = -1, .won = too_many}).error() == overflow("won"));
  CHECK(kpi::win_rate({.opened = -1, .won = -1}).error() == negative("opened"));
  CHECK(kpi::win_rate({.opened = 0, .won = -1}).error() == negative("won"));
}

TEST_CASE("win rate reads only its own fields", "[win_rate]") {
  CHECK(kpi::win_rate({.opened = 4, .won = 1, .lost = -1, .disqualified = too_many}) == kpi::ratio::percent(25));
}

TEST_CASE("decided win rate leaves out what nobody decided", "[win_rate]") {
  const auto rate = kpi::decided_win_rate({.opened = 1619, .won = 531, .lost = 116, .no_decision = 40});
  REQUIRE(rate);
  CHECK(rate->numerator() == 531);
  CHECK(rate->denominator() == 647);
  CHECK(kpi::decided_win_rate({.opened = 9}).error() == undefined("won + lost"));
  CHECK(kpi::decided_win_rate({.won = -1, .lost = too_many}).error() == overflow("lost"));
  CHECK(kpi::decided_win_rate({.won = 1, .lost = -1}).error() == negative("lost"));
}

TEST_CASE("a sum of counts that leaves the range is reported, not wrapped", "[win_rate]") {
  CHECK(kpi::decided_win_rate({.won = kpi::count::limit, .lost = 1}).error() == overflow("won + lost"));
}

TEST_CASE("resolved win rate counts every close", "[win_rate]") {
  const auto rate = kpi::resolved_win_rate({.won = 45, .lost = 55, .no_decision = 50, .disqualified = 17});
  REQUIRE(rate);
  CHECK(rate->numerator() == 45);
  CHECK(rate->denominator() == 45 + 55 + 50 + 17);
  CHECK(kpi::resolved_win_rate({}).error() == undefined("won + lost + no_decision + disqualified"));
  CHECK(kpi::resolved_win_rate({.won = 1, .no_decision = -2, .disqualified = -1}).error() == negative("no_decision"));
}

TEST_CASE("win rate by value weighs deals by their money", "[win_rate]") {
  CHECK(kpi::win_rate_by_value({.won = kpi::money::of(300'000), .lost = kpi::money::of(700'000)}) ==
        kpi::ratio::percent(30));
  CHECK(kpi::win_rate_by_value({}).error() == undefined("won + lost"));
  CHECK(kpi::win_rate_by_value({.won = kpi::money::of(-1)}).error() == negative("won"));
  CHECK(kpi::win_rate_by_value({.won = kpi::money::of(-1), .lost = too_much}).error() == overflow("lost"));
}

TEST_CASE("win rates keep their laws", "[win_rate][laws]") {
  check_measure_laws(first_quarter, second_quarter, opportunities{.opened = 7, .won = 1});
  check_measure_laws(opportunity_value{kpi::money::of(1), kpi::money::of(2)},
                     opportunity_value{kpi::money::cents(3), {}}, opportunity_value{{}, kpi::money::of(5)});
  for (const auto& o : {first_quarter, second_quarter, first_quarter + second_quarter}) {
    CHECK(*kpi::resolved_win_rate(o) <= *kpi::decided_win_rate(o));
    CHECK(*kpi::win_rate(o + o) == *kpi::win_rate(o));
  }
}
