// SPDX-License-Identifier: MIT
#include <kpi/records/timed_case.hpp>

#include "../support.hpp"

#include <kpi/tally/tally.hpp>

#include <vector>

using namespace kpi_test;
using namespace date::literals;
using kpi::elapsed;
using kpi::response_limit;
using kpi::timed_case;
using std::chrono::hours;

namespace {

constexpr date::sys_seconds noon = date::sys_days{2024_y / 3 / 1} + hours{12};
constexpr timed_case answered{noon, noon + hours{2}};
constexpr timed_case open_case{noon, {}};
constexpr kpi::seconds day{24 * 3600};

static_assert(kpi::elapsed_of(answered).total == kpi::seconds(7200), "usable at compile time");

}  // namespace

TEST_CASE("a case that has ended gives its time, one that has not is waiting", "[timed_case]") {
  CHECK(kpi::elapsed_of(answered) == elapsed{.cases = 1, .total = kpi::seconds(2 * 3600)});
  CHECK(kpi::elapsed_of(open_case) == elapsed{.waiting = 1});
}

TEST_CASE("waiting cases are never averaged in as zero", "[timed_case]") {
  const std::vector<timed_case> cases{answered, open_case, {noon, noon + hours{4}}};
  const auto total = kpi::tally(cases, [](const timed_case& c) { return kpi::elapsed_of(c); });
  CHECK(kpi::lead_response_time(total)->to_double() == 3 * 3600.0);
  CHECK(total.waiting == 1);
}

TEST_CASE("as of an instant, what ends later still waits and what begins later is not there", "[timed_case]") {
  CHECK(kpi::elapsed_of(answered, noon - hours{1}) == elapsed{});
  CHECK(kpi::elapsed_of(answered, noon) == elapsed{.waiting = 1});
  CHECK(kpi::elapsed_of(answered, noon + hours{1}) == elapsed{.waiting = 1});
  CHECK(kpi::elapsed_of(answered, noon + hours{2}).cases == 1);
}

TEST_CASE("an end before the start is refused and counts for nothing", "[timed_case]") {
  constexpr timed_case backwards{noon, noon - hours{1}};
  CHECK(kpi::validate(backwards).error() == invalid("end"));
  CHECK(kpi::validate(answered));
  CHECK(kpi::validate(open_case));
  CHECK(kpi::validate(timed_case{noon, noon}));
  CHECK(kpi::elapsed_of(backwards) == elapsed{});
  CHECK(kpi::response_limit_of(backwards, day, noon + hours{100}) == response_limit{});
}

TEST_CASE("a response is within its limit, beyond it, or not decided yet", "[timed_case]") {
  CHECK(kpi::response_limit_of(answered, day, noon + hours{48}) == response_limit{.cases = 1, .within = 1});
  CHECK(kpi::response_limit_of(answered, kpi::seconds(7200), noon + hours{48}).within == 1);
  CHECK(kpi::response_limit_of(answered, kpi::seconds(7199), noon + hours{48}) == response_limit{.cases = 1});
  CHECK(kpi::response_limit_of(open_case, day, noon + hours{24}) == response_limit{});
  CHECK(kpi::response_limit_of(open_case, day, noon + hours{25}) == response_limit{.cases = 1});
  CHECK(kpi::response_limit_of(answered, day, noon + hours{2}) == response_limit{.cases = 1, .within = 1});
  CHECK(kpi::response_limit_of(timed_case{noon, noon}, day, noon) == response_limit{.cases = 1, .within = 1});
  CHECK(kpi::response_limit_of(answered, day, noon - hours{1}) == response_limit{});
  CHECK(kpi::response_limit_of(answered, kpi::seconds(-7200), noon - hours{1}) == response_limit{});
  CHECK(kpi::response_limit_of(answered, day, noon + hours{1}) == response_limit{});
  CHECK(kpi::response_limit_of(answered, kpi::seconds(1800), noon + hours{1}) == response_limit{.cases = 1});
}

TEST_CASE("instants at the ends of the type do not wrap", "[timed_case]") {
  constexpr timed_case longest{date::sys_seconds::min(), date::sys_seconds::max()};
  CHECK(kpi::elapsed_of(longest).total.overflowed());
  CHECK(kpi::lead_response_time(kpi::elapsed_of(longest)).error() == overflow("total"));
}
