// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/metrics/elapsed.hpp>

#include <date/date.h>

#include <optional>

namespace kpi::inline v0_1 {

/// One run of a clock: a lead and the answer to it, a ticket and its resolution, a hire and the first sale. The metric
/// says which two instants they are. Both are in one zone, best UTC.
struct timed_case {
  date::sys_seconds start{};
  std::optional<date::sys_seconds> end{};  ///< none while it still runs
};

/// Whether a case can be counted. Errors: `invalid`, "end" (before the start).
[[nodiscard]] constexpr result<void> validate(const timed_case& c) noexcept {
  if (c.end && *c.end < c.start) return refuse(errc::invalid, "end");
  return {};
}

namespace detail {

/// From one instant to a later one, in 64 bits whatever they are: beyond the range of a total it is the mark.
[[nodiscard]] constexpr seconds seconds_between(date::sys_seconds from, date::sys_seconds until) noexcept {
  return seconds(until.time_since_epoch().count()) - seconds(from.time_since_epoch().count());
}

}  // namespace detail

/// A case as it stood at an instant: its time once it has ended, waiting until then, nothing before it began. A case
/// that fails `validate` counts for nothing.
[[nodiscard]] constexpr elapsed elapsed_of(const timed_case& c, date::sys_seconds as_of) noexcept {
  if (!validate(c) || c.start > as_of) return {};
  if (!c.end || *c.end > as_of) return {.waiting = 1};
  return {.cases = 1, .total = detail::seconds_between(c.start, *c.end)};
}

/// A case as the record has it: its time when it has ended, else waiting.
[[nodiscard]] constexpr elapsed elapsed_of(const timed_case& c) noexcept {
  return elapsed_of(c, date::sys_seconds::max());
}

/// Whether a case was answered within a limit, decided as of an instant: one that still waits within the limit is not
/// decided and not counted, one that waits beyond it has failed.
[[nodiscard]] constexpr response_limit response_limit_of(const timed_case& c, const seconds& limit,
                                                         date::sys_seconds as_of) noexcept {
  if (!validate(c) || c.start > as_of) return {};
  const bool ended = c.end && *c.end <= as_of;
  const bool within = detail::seconds_between(c.start, ended ? *c.end : as_of) <= limit;
  return {.cases = ended || !within ? 1 : 0, .within = ended && within ? 1 : 0};
}

}  // namespace kpi::inline v0_1
