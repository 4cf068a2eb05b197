// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/period.hpp>
#include <kpi/metrics/quota.hpp>

#include <date/date.h>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace kpi::inline v0_1 {

/// Revenue of a period and the sellers who worked in it.
struct productivity {
  money revenue{};  ///< all of the period's, or new revenue only: the caller's choice, stated in the report
  count sellers{};  ///< a stock: adds over segments of one period, not over periods

  static constexpr void fields(auto f, auto&... p) {
    f("revenue", p.revenue...);
    f("sellers", p.sellers...);
  }
};

/// Sales productivity: revenue for each seller.
///
///     revenue / sellers
///
/// The formula of S4 takes the period's total revenue where its prose says new revenue; figures of the two kinds do not
/// compare (docs/decisions.md, D-09). Also called: revenue per rep. Sources: S4, S2, S3.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`sellers` is 0).
///
/// Example: 100,000 over 10 sellers is 10,000.
[[nodiscard]] constexpr result<average<money>> sales_productivity(const productivity& p) noexcept {
  return detail::mean(p, p.revenue, p.sellers);
}

/// What one seller sold in a period, and since when the seller has been here. A record, not a measure: it has no
/// operators.
struct rep_sales {
  date::sys_days hired{};
  money new_business{};
  money upsell{};  ///< to existing customers, cross-selling included
  money quota{};   ///< for new business and upsell together

  static constexpr void inputs(auto f, auto&... r) {
    f("hired", r.hired...);
    f("new_business", r.new_business...);
    f("upsell", r.upsell...);
    f("quota", r.quota...);
  }
};

/// The sellers whose completed months since hire lie in [from, to), and what they sold.
struct tenure_band {
  date::months from{};
  std::optional<date::months> to{};  ///< none: the band has no end
  productivity new_business{};
  productivity upsell{};
  productivity both{};
  quota_result quota{};  ///< pooled: sales are those of `both`
};

namespace detail {

/// Calendar months completed from one day to a later one, both in the calendar. From 31 January one month is complete
/// on 28 February, the day which `plus_months` gives.
[[nodiscard]] constexpr int completed_months(date::sys_days from, date::sys_days until) noexcept {
  const auto apart = static_cast<int>(month_number(month_of(until)) - month_number(month_of(from)));
  return *plus_months(from, apart) <= until ? apart : apart - 1;
}

}  // namespace detail

/// Sales productivity by tenure: sellers grouped by the calendar months they had completed on a day, with what each
/// group sold.
///
///     bounds b1, b2, ..., bn:  [0, b1), [b1, b2), ..., [bn, no end)
///     of each band:  new_business, upsell, new_business + upsell over sellers;  sum of sales over sum of quotas
///
/// Shows how long ramping takes and what it costs (docs/decisions.md, D-29). A first bound of 0 opens no band of its
/// own. A band that nobody is in is kept, with 0 sellers, and its metrics are undefined. A sum that leaves the range
/// marks only its band, whose metrics report the overflow. Returns a list, so it is not constexpr. Source: S0.
///
/// Errors, first match wins: `invalid`, "as_of" (outside the years 1 … 9999); `invalid`, "bounds" (one is negative, or
/// not above the one before it); then those of the first seller that has one: `overflow`, `negative` (an amount);
/// `inconsistent`, "hired" (after `as_of`); `invalid`, "hired" (before the year 1).
///
/// Example: as of 30 June, with a bound of 6 months, a seller hired on 31 December has completed 6 and is in [6, no
/// end); one hired on 1 January has completed 5.
[[nodiscard]] KPI_EXPORT result<std::vector<tenure_band>> productivity_by_tenure(std::span<const rep_sales> reps,
                                                                                 date::sys_days as_of,
                                                                                 std::span<const date::months> bounds);

/// Ramp time: the month since hire, counted from 1, in which a seller first reached a share of quota; one element a
/// month.
///
///     the first i with sales / quota >= threshold
///
/// Decided on the exact amounts. Falling back later does not take it back, unlike `time_to_goal`. A month without quota
/// cannot reach the threshold but is a month all the same (docs/decisions.md, D-29). A seller who has not got there yet
/// has no ramp time; an average over those who have is shorter than the truth. Sources: S0, S4.
///
/// Errors, first match wins: those of the first month that has one, also after the one that reached it: `overflow`,
/// then `negative` (an amount); `negative`, "threshold"; `not_reached`, "threshold".
///
/// Example: 20, 45, 80 and 95 % of quota with a threshold of 80 % is 3.
[[nodiscard]] constexpr result<count> ramp_time(std::span<const quota_result> months, const ratio& threshold) noexcept {
  std::size_t first = 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const quota_result& month = months[i];
    if (const auto checked = detail::check(month, month.sales, month.quota); !checked.ok()) return checked.refusal();
    if (first != 0) continue;
    const auto attainment = ratio::of(month.sales, month.quota);
    if (attainment && *attainment >= threshold) first = i + 1;
  }
  if (threshold.numerator() < 0) return refuse(errc::negative, "threshold");
  if (first == 0) return refuse(errc::not_reached, "threshold");
  return count(first);
}

}  // namespace kpi::inline v0_1
