// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <cstddef>
#include <span>

namespace kpi::inline v0_1 {

/// A number that was aimed for and the number that came of it, in the same period.
struct goal {
  count actual{};
  count target{};

  static constexpr void fields(auto f, auto&... g) {
    f("actual", g.actual...);
    f("target", g.target...);
  }
};

/// Goal attainment: what was done as a share of what was aimed for.
///
///     actual / target
///
/// For daily activity minimums, account plans and other goals that are counted; `revenue_goal_attainment` is for
/// amounts. May exceed 1: a day far above its minimum makes up for others in a sum, which `daily_goal_share` does not
/// allow. Sources: S2, S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`target` is 0).
///
/// Example: 45 calls of a daily minimum of 50 is 90.0 %.
[[nodiscard]] constexpr result<ratio> goal_attainment(const goal& g) noexcept {
  return detail::quotient(g, g.actual, g.target);
}

/// Time to goal: the period, counted from 1, from which the target was met and never missed again; one element a period
/// since the start.
///
///     the first i with actual >= target in every period from i to the last
///
/// A single good period that is followed by a miss is not arrival, so a later period may take the answer back. A target
/// of 0 is met by anything: here it is compared with, not divided by. Source: S4.
///
/// Errors, first match wins: those of the first period that has one: `overflow`, then `negative` (a count);
/// `not_reached`, "actual" (the last period missed its target, or there is none).
///
/// Example: 30, 52, 48, 50 and 55 calls against a minimum of 50 give 4.
[[nodiscard]] constexpr result<count> time_to_goal(std::span<const goal> periods) noexcept {
  std::size_t since = 0;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const goal& g = periods[i];
    if (const auto checked = detail::check(g, g.actual, g.target); !checked.ok()) return checked.refusal();
    if (g.actual < g.target)
      since = 0;
    else if (since == 0)
      since = i + 1;
  }
  if (since == 0) return refuse(errc::not_reached, "actual");
  return count(since);
}

/// An amount that was aimed for and the amount that came of it, in the same period.
struct revenue_goal {
  money actual{};
  money target{};

  static constexpr void fields(auto f, auto&... g) {
    f("actual", g.actual...);
    f("target", g.target...);
  }
};

/// Revenue goal attainment: what was earned as a share of what was aimed for.
///
///     actual / target
///
/// For new and for recurring revenue against their targets, and for the value goals of a review. The quota of a seller
/// has its own measure, `quota_result`. Sources: S2, S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`target` is 0).
///
/// Example: 450,000 of new revenue against a target of 400,000 is 112.5 %.
[[nodiscard]] constexpr result<ratio> revenue_goal_attainment(const revenue_goal& g) noexcept {
  return detail::quotient(g, g.actual, g.target);
}

/// Days on which a goal was set, and those on which it was met.
struct goal_days {
  count days{};
  count met{};

  static constexpr void fields(auto f, auto&... g) {
    f("days", g.days...);
    f("met", g.met...);
  }
};

/// Daily goal share: the share of the days on which the day's goal was met.
///
///     met / days
///
/// A day counts once, however far its goal was exceeded. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`met` exceeds `days`); `undefined`
/// (`days` is 0).
///
/// Example: 17 of 20 days is 85.0 %.
[[nodiscard]] constexpr result<ratio> daily_goal_share(const goal_days& g) noexcept {
  return detail::share_of(g, g.met, g.days);
}

}  // namespace kpi::inline v0_1
