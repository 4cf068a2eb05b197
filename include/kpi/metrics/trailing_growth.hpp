// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Revenue of the year so far, beside that of the year before.
///
/// Does not add over time: each day has its own year to date.
struct year_to_date {
  money current{};          ///< of this year, up to the day
  money prior{};            ///< of the year before, up to the same day
  money prior_full_year{};  ///< of the whole year before

  static constexpr void inputs(auto f, auto&... o) {
    f("current", o.current...);
    f("prior", o.prior...);
    f("prior_full_year", o.prior_full_year...);
  }
};

/// Trailing growth: the full year before, carried forward by what this year is ahead of it so far.
///
///     (current - prior) + prior_full_year
///
/// The name is source S4's; it is an amount, not a rate, and equals the revenue of the twelve months that end on the
/// day (docs/decisions.md, D-20). Also called: trailing twelve months. Source: S4. Rate: `trailing_growth_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount).
///
/// Example: 17M this year, 10M by the same day last year and 25M in all of it is 32M.
[[nodiscard]] constexpr result<money> trailing_growth(const year_to_date& y) noexcept {
  return detail::check(y, y.current, y.prior, y.prior_full_year)
      .value<money>({"current - prior + prior_full_year", y.current - y.prior + y.prior_full_year});
}

/// Trailing growth rate: how much more the twelve months that end on the day brought than the full year before.
///
///     (current - prior) / prior_full_year
///
/// That is `trailing_growth` / `prior_full_year` - 1. Smaller than `same_period_growth_rate` for most of the year,
/// since a few months' gain is measured against a whole year. A variant of `trailing_growth`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`prior_full_year` is 0).
///
/// Example: 17M against 10M, after a year of 25M, is 7 / 25, printed as 28.0 %.
[[nodiscard]] constexpr result<ratio> trailing_growth_rate(const year_to_date& y) noexcept {
  return detail::check(y, y.current, y.prior, y.prior_full_year)
      .ratio<money>({"current - prior", y.current - y.prior}, {"prior_full_year", y.prior_full_year});
}

/// Same-period growth rate: the year so far against the same days of the year before.
///
///     (current - prior) / prior
///
/// Compares like with like where business is seasonal (docs/decisions.md, D-20). Also called: year-to-date growth.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`prior` is 0).
///
/// Example: 17M on 10M is 70.0 %.
[[nodiscard]] constexpr result<ratio> same_period_growth_rate(const year_to_date& y) noexcept {
  return detail::check(y, y.current, y.prior)
      .ratio<money>({"current - prior", y.current - y.prior}, {"prior", y.prior});
}

}  // namespace kpi::inline v0_1
