// SPDX-License-Identifier: MIT
#include <kpi/metrics/elapsed.hpp>

#include "../support.hpp"

#include <array>
#include <chrono>

using namespace kpi_test;
using kpi::elapsed;
using kpi::ratio;
using kpi::response_limit;
using kpi::seconds;

namespace {

constexpr seconds minutes(std::int64_t n) { return seconds(60 * n); }
constexpr seconds hours(std::int64_t n) { return minutes(60 * n); }
constexpr seconds days(std::int64_t n) { return hours(24 * n); }

constexpr seconds too_long(INT64_MAX);

/// A metric of elapsed time with the example of its definition.
struct clock {
  std::string_view name;
  kpi::result<kpi::average<seconds>> (*metric)(const elapsed&) noexcept;
  elapsed cases;
  seconds each;
};

constexpr std::array clocks{
    clock{"lead_response_time", kpi::lead_response_time, {3, minutes(5 + 10 + 30)}, minutes(15)},
    clock{"opportunity_to_close_time", kpi::opportunity_to_close_time, {2, days(30 + 60)}, days(45)},
    clock{"lead_to_cash", kpi::lead_to_cash, {2, days(80 + 100)}, days(90)},
    clock{"quote_turnaround", kpi::quote_turnaround, {4, hours(8)}, hours(2)},
    clock{"time_in_stage", kpi::time_in_stage, {3, days(2 + 4 + 9)}, days(5)},
    clock{"late_stage_time", kpi::late_stage_time, {2, days(10 + 20)}, days(15)},
    clock{"first_response_time", kpi::first_response_time, {4, hours(2)}, minutes(30)},
    clock{"average_response_time", kpi::average_response_time, {3, minutes(10 + 20 + 60)}, minutes(30)},
    clock{"resolution_time", kpi::resolution_time, {2, hours(4 + 20)}, hours(12)},
    clock{"session_duration", kpi::session_duration, {5, minutes(15)}, minutes(3)},
    clock{"dwell_time", kpi::dwell_time, {10, seconds(400)}, seconds(40)},
    clock{"customer_onboarding_time", kpi::customer_onboarding_time, {2, days(7 * (3 + 5))}, days(7 * 4)},
    clock{"time_to_first_review", kpi::time_to_first_review, {2, days(60 + 90)}, days(75)},
    clock{"time_to_value", kpi::time_to_value, {2, days(40 + 80)}, days(60)},
    clock{"rep_onboarding_time", kpi::rep_onboarding_time, {4, days(120)}, days(30)},
    clock{"onboarding_training_time", kpi::onboarding_training_time, {4, hours(160)}, hours(40)},
    clock{"time_to_productivity", kpi::time_to_productivity, {2, days(150 + 210)}, days(180)},
    clock{"time_to_first_sale", kpi::time_to_first_sale, {3, days(20 + 30 + 70)}, days(40)},
    clock{"presales_time_per_deal", kpi::presales_time_per_deal, {5, hours(60)}, hours(12)},
};

static_assert((*kpi::lead_response_time({.cases = 3, .total = minutes(45)})).rounded(kpi::rounding::half_even) ==
                  minutes(15),
              "usable at compile time");
static_assert(*kpi::response_within_share({.cases = 60, .within = 45}) == ratio::percent(75));

}  // namespace

TEST_CASE("an elapsed time is the total over the cases, and keeps both", "[elapsed]") {
  for (const auto& c : clocks) {
    CAPTURE(c.name);
    const auto time = c.metric(c.cases);
    REQUIRE(time);
    CHECK(time->total() == c.cases.total);
    CHECK(time->count() == c.cases.cases);
    CHECK(time->rounded(kpi::rounding::half_even) == c.each);
  }
}

TEST_CASE("a total of elapsed time takes any duration in seconds", "[elapsed]") {
  using namespace std::chrono_literals;
  const elapsed e{.cases = 2, .total = std::chrono::seconds(3h)};
  CHECK(kpi::resolution_time(e)->to_double() == 5'400.0);
}

TEST_CASE("an elapsed time is undefined, not zero, when no case has ended", "[elapsed]") {
  for (const auto& c : clocks) {
    CAPTURE(c.name);
    CHECK(c.metric({}).error() == undefined("cases"));
    CHECK(c.metric({.waiting = 5}).error() == undefined("cases"));
    CHECK(c.metric({.cases = 5})->to_double() == 0.0);  // answered at once
  }
}

TEST_CASE("cases that wait are not averaged in, and not read", "[elapsed]") {
  for (const auto& c : clocks) {
    CAPTURE(c.name);
    for (const kpi::count waiting : {kpi::count(1), kpi::count(1'000), kpi::count(-1), too_many}) {
      auto e = c.cases;
      e.waiting = waiting;
      CHECK(c.metric(e) == c.metric(c.cases));
    }
  }
}

TEST_CASE("an elapsed time refuses overflow before a negative figure, and both before no cases", "[elapsed]") {
  for (const auto& c : clocks) {
    CAPTURE(c.name);
    CHECK(c.metric({.cases = -1, .total = too_long}).error() == overflow("total"));
    CHECK(c.metric({.cases = too_many, .total = too_long}).error() == overflow("cases"));
    CHECK(c.metric({.cases = -1, .total = seconds(-1)}).error() == negative("cases"));
    CHECK(c.metric({.cases = 0, .total = seconds(-1)}).error() == negative("total"));
  }
}

TEST_CASE("elapsed times reach the end of the range, and report what leaves it", "[elapsed]") {
  const elapsed longest{.cases = 1, .total = seconds(seconds::limit)};
  for (const auto& c : clocks) {
    CAPTURE(c.name);
    CHECK(c.metric(longest)->rounded(kpi::rounding::half_even) == longest.total);
    CHECK(c.metric(longest + elapsed{.cases = 1, .total = seconds(1)}).error() == overflow("total"));
  }
}

TEST_CASE("the elapsed time of two teams is not the average of theirs", "[elapsed]") {
  const elapsed quick{.cases = 9, .total = minutes(9)};
  const elapsed slow{.cases = 1, .total = minutes(91)};
  CHECK(kpi::lead_response_time(quick + slow)->rounded(kpi::rounding::half_even) == minutes(10));  // not 46
}

TEST_CASE("response within share is the share answered in time", "[elapsed]") {
  CHECK(kpi::response_within_share({.cases = 60, .within = 45}) == ratio::percent(75));
  CHECK(kpi::response_within_share({.cases = 60}) == ratio::percent(0));
  CHECK(kpi::response_within_share({}).error() == undefined("cases"));
}

TEST_CASE("response within share refuses overflow, then a negative count, then a part above its whole", "[elapsed]") {
  CHECK(kpi::response_within_share({.cases = -1, .within = too_many}).error() == overflow("within"));
  CHECK(kpi::response_within_share({.cases = -1, .within = -1}).error() == negative("cases"));
  CHECK(kpi::response_within_share({.within = -1}).error() == negative("within"));
  CHECK(kpi::response_within_share({.within = 1}).error() == inconsistent("within"));
  CHECK(kpi::response_within_share({.cases = kpi::count::limit, .within = kpi::count::limit}) == ratio::percent(100));
}

TEST_CASE("elapsed measures keep their laws", "[elapsed][laws]") {
  const elapsed a{.cases = 3, .total = minutes(45), .waiting = 2};
  check_measure_laws(a, elapsed{.cases = 1, .total = seconds(7)}, elapsed{.waiting = 9});
  check_measure_laws(response_limit{.cases = 3, .within = 2}, response_limit{.cases = 1}, response_limit{.within = 4});
  for (const auto& c : clocks) CHECK(*c.metric(c.cases + c.cases) == *c.metric(c.cases));
}
