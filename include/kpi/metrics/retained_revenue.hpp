// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The recurring revenue of a closed cohort, the customers of the opening day, at both ends of a period.
///
/// Who joined later is in none of the sums; who left is in `opening` only. Adds over segments, never over time: two
/// periods have two cohorts.
struct retained_revenue {
  money opening{};  ///< of the cohort, on the opening day
  money closing{};  ///< of the same customers at the end, returners included
  money capped{};   ///< for each customer the smaller of the two, summed: what was kept without any growth

  static constexpr void fields(auto f, auto&... o) {
    f("opening", o.opening...);
    f("closing", o.closing...);
    f("capped", o.capped...);
  }
};

/// Cohort net revenue retention: what the customers of the opening day pay at the end, over what they paid then.
///
///     closing / opening
///
/// The customers are the same above and below the line, so it is right over any period, a year as well as a month; for
/// one month it is `net_revenue_retention` (docs/decisions.md, D-15). Above 1 when their growth outweighs their losses.
/// Also called: NRR, NDR, net dollar retention.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: customers who paid 100,000 and now pay 110,000 are 110.0 %.
[[nodiscard]] constexpr result<ratio> cohort_net_revenue_retention(const retained_revenue& r) noexcept {
  return detail::quotient(r, r.closing, r.opening);
}

/// Cohort gross revenue retention: what the customers of the opening day still pay of what they paid then, growth set
/// aside customer by customer.
///
///     capped / opening
///
/// Between 0 and 1, and never above `cohort_net_revenue_retention` (docs/decisions.md, D-15). One customer's growth
/// does not make up for another's loss, as it would if the two sums were compared instead. Also called: GRR, gross
/// dollar retention.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`capped` is above `opening`);
/// `undefined` (`opening` is 0).
///
/// Example: one customer grew from 50 to 80, one shrank from 50 to 40: 90 of 100, printed as 90.0 %, while net is 120
/// %.
[[nodiscard]] constexpr result<ratio> cohort_gross_revenue_retention(const retained_revenue& r) noexcept {
  return detail::share_of(r, r.capped, r.opening);
}

}  // namespace kpi::inline v0_1
