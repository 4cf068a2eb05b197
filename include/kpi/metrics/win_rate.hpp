// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Opportunities of one period, by what became of them.
struct opportunities {
  count opened{};        ///< entered the pipeline in the period
  count won{};           ///< decided in the period, in our favour
  count lost{};          ///< decided in the period, for another
  count no_decision{};   ///< closed in the period without a decision by the buyer
  count disqualified{};  ///< closed in the period because it should not have been opened

  static constexpr void fields(auto f, auto&... o) {
    f("opened", o.opened...);
    f("won", o.won...);
    f("lost", o.lost...);
    f("no_decision", o.no_decision...);
    f("disqualified", o.disqualified...);
  }
};

/// Win rate: the share of the opportunities opened in a period that were won in it.
///
///     won / opened
///
/// May exceed 1: a deal won now may have been opened before (docs/decisions.md, D-01).
/// Variants: `decided_win_rate`, `resolved_win_rate`, `win_rate_by_value`. Also called: deal win rate. Sources: S4, S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`opened` is 0).
///
/// Example: 47 won of 100 opened is 47 / 100, printed as 47.0 %.
[[nodiscard]] constexpr result<ratio> win_rate(const opportunities& o) noexcept {
  return detail::quotient(o, o.won, o.opened);
}

/// Decided win rate: the share won of the opportunities that a buyer decided in the period.
///
///     won / (won + lost)
///
/// Leaves out what closed without a decision. Between 0 and 1. Also called: close rate. A common variant of `win_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`won + lost` is 0).
///
/// Example: 531 won and 116 lost is 531 / 647, printed as 82.1 %.
[[nodiscard]] constexpr result<ratio> decided_win_rate(const opportunities& o) noexcept {
  return detail::check(o, o.won, o.lost).ratio<count>({"won", o.won}, {"won + lost", o.won + o.lost});
}

/// Resolved win rate: the share won of all the opportunities that closed in the period, for whatever reason.
///
///     won / (won + lost + no_decision + disqualified)
///
/// Never above `decided_win_rate`. A variant of `win_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (nothing closed).
///
/// Example: 45 won, 55 lost, 50 without a decision and 17 disqualified is 45 / 167, printed as 26.9 %.
[[nodiscard]] constexpr result<ratio> resolved_win_rate(const opportunities& o) noexcept {
  return detail::check(o, o.won, o.lost, o.no_decision, o.disqualified)
      .ratio<count>({"won", o.won},
                    {"won + lost + no_decision + disqualified", o.won + o.lost + o.no_decision + o.disqualified});
}

/// The value of the opportunities decided in one period.
struct opportunity_value {
  money won{};
  money lost{};

  static constexpr void fields(auto f, auto&... o) {
    f("won", o.won...);
    f("lost", o.lost...);
  }
};

/// Win rate by value: the share won of the value that was decided in the period.
///
///     won / (won + lost)
///
/// Large deals weigh more than small ones; beside `decided_win_rate` it shows which are lost. A variant of `win_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`won + lost` is 0).
///
/// Example: 300,000 won and 700,000 lost is 30.0 %.
[[nodiscard]] constexpr result<ratio> win_rate_by_value(const opportunity_value& o) noexcept {
  return detail::check(o, o.won, o.lost).ratio<money>({"won", o.won}, {"won + lost", o.won + o.lost});
}

}  // namespace kpi::inline v0_1
