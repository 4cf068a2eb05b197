// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>

#include <span>

namespace kpi::inline v0_1 {

/// An amount at two points in time, or of two periods of the same length.
struct change {
  money before{};
  money after{};  ///< may be negative: a profit may become a loss

  static constexpr void inputs(auto f, auto&... o) {
    f("before", o.before...);
    f("after", o.after...);
  }
};

/// Growth rate: how much an amount grew, as a share of what it was.
///
///     (after - before) / before
///
/// Below -1 when a loss follows. A loss before is refused, since it would turn every sign around. Also account growth:
/// a customer's revenue in two periods. Sources: S2, S3, S4. Of counts: `count_growth_rate`.
///
/// Errors, first match wins: `overflow` (either amount); `negative` (`before`); `undefined` (`before` is 0: growth from
/// nothing is not 100 %).
///
/// Example: 120,000 after 100,000 is 20.0 %.
[[nodiscard]] constexpr result<ratio> growth_rate(const change& c) noexcept {
  return detail::check(c, c.before, detail::any_sign{c.after})
      .ratio<money>({"after - before", c.after - c.before}, {"before", c.before});
}

/// A count at two points in time, or of two periods of the same length.
struct count_change {
  count before{};
  count after{};

  static constexpr void inputs(auto f, auto&... o) {
    f("before", o.before...);
    f("after", o.after...);
  }
};

/// Count growth rate: how much a count grew, as a share of what it was.
///
///     (after - before) / before
///
/// Of accounts, activities, followers. Sources: S2, S3, S4. Of money: `growth_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`before` is 0).
///
/// Example: 45 calls after 60 is -25.0 %.
[[nodiscard]] constexpr result<ratio> count_growth_rate(const count_change& c) noexcept {
  return detail::check(c, c.before, c.after).ratio<count>({"after - before", c.after - c.before}, {"before", c.before});
}

/// Compound growth rate: the growth in each period which, kept up, leads from the one amount to the other.
///
///     (after / before) ^ (1 / periods) - 1
///
/// `periods` are the steps between the two amounts: five year ends are four steps. Exactly -1 when nothing is left. A
/// negative `after` is refused here, unlike in `growth_rate`: no growth that is kept up leads below 0. Not constexpr:
/// it needs a logarithm. Also called: CAGR (years), CMGR (months).
///
/// Errors, first match wins: `overflow`, `negative` (an amount, or `periods`); `undefined` (`before`, then `periods`,
/// is 0).
///
/// Example: 100,000 that is 121,000 two years later grew by 10 % a year.
[[nodiscard]] KPI_EXPORT result<double> compound_growth_rate(const change& c, const count& periods) noexcept;

/// Monthly volatility: how far months scatter around their mean, in units of that mean.
///
///     sample standard deviation(months) / mean(months)
///
/// The sample's deviation divides by one less than the number of months. Without scale, so that a large team and a
/// small one compare; a trend counts as scatter too. Two passes, not constexpr: it needs a square root. Also called:
/// coefficient of variation. Source: S3.
///
/// Errors, all about `months`, first match wins: `overflow` or `negative`, whichever an earlier month is; `overflow`
/// (the sum); `too_few` (fewer than two); `undefined` (they sum to 0).
///
/// Example: months of 100, 200 and 300 have mean 200 and deviation 100: 0.5.
[[nodiscard]] KPI_EXPORT result<double> monthly_volatility(std::span<const money> months) noexcept;

}  // namespace kpi::inline v0_1
