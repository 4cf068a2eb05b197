// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The deals that were expected to close in one period, by what became of them. Each is in one of the four.
struct due_deals {
  count due{};      ///< expected to close on a day of the period that is past
  count on_time{};  ///< won by the expected day
  count late{};     ///< won after it
  count lost{};     ///< closed in any other way, on whatever day
  count open{};     ///< not closed yet

  static constexpr void fields(auto f, auto&... d) {
    f("due", d.due...);
    f("on_time", d.on_time...);
    f("late", d.late...);
    f("lost", d.lost...);
    f("open", d.open...);
  }
};

/// Slippage rate: the share of the deals due in a period that were not won by their expected day.
///
///     (due - on_time) / due, where on_time + late + lost + open = due
///
/// Lost deals count as slipped: the forecast held them. A deal due today has not slipped yet and is not in `due`. The
/// expected day is the one in the record; if it was moved, the rate sees only the last one (docs/decisions.md, D-06).
/// Variant: `slippage_rate_by_value`. Also called: deal slippage. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent`, "due" (the four do not add up to it);
/// `undefined` (`due` is 0).
///
/// Example: of 10 deals due, 6 won on time, 2 won late, 1 lost and 1 open is 4 / 10, printed as 40.0 %.
[[nodiscard]] constexpr result<ratio> slippage_rate(const due_deals& d) noexcept {
  return detail::check(d, d.due, d.on_time, d.late, d.lost, d.open)
      .where(d.on_time + d.late + d.lost + d.open == d.due, "due")
      .ratio<count>({"due - on_time", d.due - d.on_time}, {"due", d.due});
}

/// The value of the deals that were expected to close in one period.
struct due_value {
  money due{};      ///< of all of them
  money on_time{};  ///< of those won by the expected day

  static constexpr void fields(auto f, auto&... d) {
    f("due", d.due...);
    f("on_time", d.on_time...);
  }
};

/// Slippage rate by value: the share of the value due in a period that was not won by its expected day.
///
///     (due - on_time) / due
///
/// Above `slippage_rate` when it is the large deals that slip. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "on_time" (above `due`); `undefined`
/// (`due` is 0).
///
/// Example: 1,000,000 due and 450,000 of it won on time is 550,000 / 1,000,000, printed as 55.0 %.
[[nodiscard]] constexpr result<ratio> slippage_rate_by_value(const due_value& d) noexcept {
  return detail::check(d, d.due, d.on_time)
      .where(d.on_time <= d.due, "on_time")
      .ratio<money>({"due - on_time", d.due - d.on_time}, {"due", d.due});
}

}  // namespace kpi::inline v0_1
