// SPDX-License-Identifier: MIT
#include <kpi/metrics/goal.hpp>

#include "../support.hpp"

#include <vector>

using namespace kpi_test;
using kpi::goal;
using kpi::goal_days;
using kpi::money;
using kpi::revenue_goal;

namespace {

constexpr goal calls[] = {{30, 50}, {52, 50}, {48, 50}, {50, 50}, {55, 50}};

static_assert(*kpi::goal_attainment({.actual = 45, .target = 50}) == kpi::ratio::percent(90), "usable at compile time");
static_assert(*kpi::time_to_goal(calls) == 4);
static_assert(kpi::time_to_goal({}).error() == not_reached("actual"));

auto time_to(const std::vector<goal>& periods) { return kpi::time_to_goal(periods); }

}  // namespace

TEST_CASE("goal attainment is what was done over what was aimed for", "[goal]") {
  CHECK(kpi::goal_attainment({.actual = 45, .target = 50}) == kpi::ratio::percent(90));
  CHECK(kpi::goal_attainment({.actual = 3, .target = 2}) == kpi::ratio::percent(150));
  CHECK(kpi::goal_attainment({.target = 2}) == kpi::ratio::percent(0));
}

TEST_CASE("goal attainment is undefined, not zero, without a target", "[goal]") {
  CHECK(kpi::goal_attainment({}).error() == undefined("target"));
  CHECK(kpi::goal_attainment({.actual = 5}).error() == undefined("target"));
}

TEST_CASE("goal attainment refuses overflow before a negative count, and both before no target", "[goal]") {
  CHECK(kpi::goal_attainment({.actual = -1, .target = too_many}).error() == overflow("target"));
  CHECK(kpi::goal_attainment({.actual = -1, .target = -1}).error() == negative("actual"));
  CHECK(kpi::goal_attainment({.actual = -1}).error() == negative("actual"));
  CHECK(kpi::goal_attainment({.target = -1}).error() == negative("target"));
}

TEST_CASE("time to goal is the period from which the target was never missed again", "[goal]") {
  CHECK(kpi::time_to_goal(calls) == 4);
  CHECK(time_to({{60, 50}, {50, 50}}) == 1);
  CHECK(time_to({{60, 50}, {49, 50}, {50, 50}}) == 3);
  CHECK(time_to({{1, 1}}) == 1);
}

TEST_CASE("a later miss takes an arrival back", "[goal]") {
  CHECK(time_to({{60, 50}, {60, 50}, {49, 50}}).error() == not_reached("actual"));
}

TEST_CASE("time to goal compares with a target of zero and does not divide by it", "[goal]") {
  CHECK(time_to({{0, 1}, {0, 0}, {1, 1}}) == 2);
}

TEST_CASE("time to goal is not reached by no periods", "[goal]") {
  CHECK(time_to({}).error() == not_reached("actual"));
}

TEST_CASE("time to goal refuses a bad count in any period, also after the answer is known", "[goal]") {
  CHECK(time_to({{1, 1}, {-1, -1}, {too_many, 1}}).error() == negative("actual"));
  CHECK(time_to({{1, 1}, {-1, too_many}}).error() == overflow("target"));
  CHECK(time_to({{0, 1}, {1, -1}}).error() == negative("target"));
}

TEST_CASE("revenue goal attainment is what was earned over what was aimed for", "[goal]") {
  CHECK(kpi::revenue_goal_attainment({.actual = money::of(450'000), .target = money::of(400'000)}) ==
        kpi::ratio::of(1125, 1000));
  CHECK(kpi::revenue_goal_attainment({}).error() == undefined("target"));
  CHECK(kpi::revenue_goal_attainment({.actual = money::of(-1), .target = too_much}).error() == overflow("target"));
  CHECK(kpi::revenue_goal_attainment({.actual = money::of(-1)}).error() == negative("actual"));
}

TEST_CASE("daily goal share is the share of days on which the goal was met", "[goal]") {
  CHECK(kpi::daily_goal_share({.days = 20, .met = 17}) == kpi::ratio::percent(85));
  CHECK(kpi::daily_goal_share({.days = 20, .met = 20}) == kpi::ratio::percent(100));
  CHECK(kpi::daily_goal_share({}).error() == undefined("days"));
}

TEST_CASE("daily goal share refuses overflow, negative, more days met than there were, in this order", "[goal]") {
  CHECK(kpi::daily_goal_share({.days = -1, .met = too_many}).error() == overflow("met"));
  CHECK(kpi::daily_goal_share({.days = -2, .met = -1}).error() == negative("days"));
  CHECK(kpi::daily_goal_share({.days = 1, .met = 2}).error() == inconsistent("met"));
  CHECK(kpi::daily_goal_share({.days = 0, .met = 1}).error() == inconsistent("met"));
}

TEST_CASE("goals near the limit divide, and sums beyond it are reported", "[goal]") {
  const goal most{.actual = kpi::count::limit, .target = kpi::count::limit};
  CHECK(kpi::goal_attainment(most) == kpi::ratio::percent(100));
  CHECK(kpi::goal_attainment(most + goal{.target = 1}).error() == overflow("target"));
}

TEST_CASE("goals keep their laws", "[goal][laws]") {
  check_measure_laws(calls[0], calls[1], goal{.actual = 1});
  check_measure_laws(revenue_goal{money::of(1), money::of(2)}, revenue_goal{money::cents(3), {}},
                     revenue_goal{{}, money::of(4)});
  check_measure_laws(goal_days{20, 17}, goal_days{21, 3}, goal_days{.met = 1});
  CHECK(*kpi::goal_attainment(calls[0] + calls[0]) == *kpi::goal_attainment(calls[0]));
}
