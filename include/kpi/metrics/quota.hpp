// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <span>

namespace kpi::inline v0_1 {

/// Sales of one seller or one team in a period, and the quota that was set for it.
struct quota_result {
  money sales{};
  money quota{};  ///< set for the same period as the sales

  static constexpr void fields(auto f, auto&... q) {
    f("sales", q.sales...);
    f("quota", q.quota...);
  }
};

/// Quota attainment: sales as a share of the quota of their period.
///
///     sales / quota
///
/// Rolls up as the sum of sales over the sum of quotas, so that a large quota weighs more than a small one
/// (docs/decisions.md, D-08). May exceed 1. A variant: `mean_quota_attainment`. Also
/// called: attainment to quota. Sources: S1, S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`quota` is 0).
///
/// Example: 58,000 sold against a quota of 100,000 is 58.0 %.
[[nodiscard]] constexpr result<ratio> quota_attainment(const quota_result& q) noexcept {
  return detail::quotient(q, q.sales, q.quota);
}

/// Mean quota attainment: the mean of each seller's own attainment, one element a seller.
///
///     Σ (sales / quota) / sellers
///
/// The other published reading (docs/decisions.md, D-08): every seller weighs the same, however small the quota, so it
/// differs from `quota_attainment` of the team. A seller without a quota has no attainment and makes the mean
/// undefined; leave such sellers out. A double, since the sum of many quotients would not stay exact. Source: S4.
///
/// Errors, first match wins: those of the first seller that has one: `overflow`, `negative` (an amount), `undefined`
/// (`quota` is 0); then `undefined`, "sellers" (none).
///
/// Example: 100,000 of 100,000 and 5,000 of 10,000 have a mean of 0.75; the team's attainment is 105 / 110, or 95.5 %.
[[nodiscard]] constexpr result<double> mean_quota_attainment(std::span<const quota_result> sellers) noexcept {
  double sum = 0;
  for (const quota_result& seller : sellers) {
    const auto attainment = quota_attainment(seller);
    if (!attainment) return refuse(attainment.error().code, attainment.error().field);
    sum += (*attainment).to_double();
  }
  if (sellers.empty()) return refuse(errc::undefined, "sellers");
  return sum / static_cast<double>(sellers.size());
}

/// Runs of months at or above quota and of months below it. Runs do not add, so this has no operators.
struct streak {
  count current{};         ///< months attained in a row, up to the last one given
  count longest{};         ///< the most months attained in a row
  count missed_current{};  ///< months missed in a row, up to the last one given
  count missed_longest{};  ///< the most months missed in a row
  count attained{};        ///< months attained, in a row or not
  count months{};          ///< months with a quota; those not attained were missed
  count without_quota{};   ///< months with a quota of 0, which were neither attained nor missed

  friend constexpr bool operator==(const streak&, const streak&) = default;
};

/// Quota consistency: how many months in a row quota was met, and how many it was missed, one element a month, in
/// order.
///
///     attained:  sales >= quota
///     missed:    sales < quota
///
/// Decided on the exact amounts: 99.9999 % is a miss. A month without quota ends both runs and is counted in neither
/// (docs/decisions.md, D-08). No months give a streak of zeros, since nothing is divided. Source: S4.
///
/// Errors: those of the first month that has one: `overflow`, then `negative` (an amount).
///
/// Example: met, met, missed, met gives a current run of 1, a longest run of 2, and 3 attained of 4 months.
[[nodiscard]] constexpr result<streak> quota_consistency(std::span<const quota_result> months) noexcept {
  streak s;
  const auto extend = [](count& run, count& longest) {
    run += 1;
    if (run > longest) longest = run;
  };
  for (const quota_result& month : months) {
    if (const auto checked = detail::check(month, month.sales, month.quota); !checked.ok()) return checked.refusal();
    if (month.quota == money{}) {
      s.without_quota += 1;
      s.current = 0;
      s.missed_current = 0;
    } else if (month.sales >= month.quota) {
      s.months += 1;
      s.attained += 1;
      s.missed_current = 0;
      extend(s.current, s.longest);
    } else {
      s.months += 1;
      s.current = 0;
      extend(s.missed_current, s.missed_longest);
    }
  }
  return s;
}

}  // namespace kpi::inline v0_1
