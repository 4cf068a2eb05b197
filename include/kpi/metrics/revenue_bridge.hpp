// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/metrics/bridge.hpp>

namespace kpi::inline v0_1 {

/// How recurring revenue came from the start of a period to its end. All amounts are monthly recurring revenue.
///
/// The flows are magnitudes: a churn of 50 is 50, not -50. They add over time and over segments; `opening` is a stock,
/// and adds only over segments of the same period. Consecutive periods are joined by `chain`.
struct revenue_bridge {
  money opening{};       ///< at the end of the day before the period
  money new_business{};  ///< of customers who never paid before
  money expansion{};     ///< more from customers who paid before and still do
  money contraction{};   ///< less from customers who still pay
  money churned{};       ///< of customers who no longer pay anything
  money reactivated{};   ///< of customers who had left and pay again

  /// What the period added, or took away when it is negative:
  /// `new_business + expansion + reactivated - contraction - churned`. A sum out of range is the overflow mark.
  [[nodiscard]] constexpr money net_new() const noexcept {
    return (new_business - churned) + (expansion - contraction) + reactivated;
  }

  /// At the end of the period: `opening + net_new`. It comes from the fields, so that the two ends and the flows
  /// between them cannot contradict each other.
  [[nodiscard]] constexpr money closing() const noexcept { return opening + net_new(); }

  static constexpr void fields(auto f, auto&... o) {
    f("opening", o.opening...);
    f("new_business", o.new_business...);
    f("expansion", o.expansion...);
    f("contraction", o.contraction...);
    f("churned", o.churned...);
    f("reactivated", o.reactivated...);
  }
};

/// The bridge over two consecutive periods: `a`'s opening, and the flows of both added.
///
/// What churned in `a` and came back in `b` stays in both flows, so the rates of a chained bridge are those of its
/// movements; retention over a longer period comes from the closed cohort (`retained_revenue`).
///
/// Errors, first match wins: `overflow`, `negative` (any field, `a`'s first); `overflow` (a sum, or the closing);
/// `inconsistent` (`opening`: that of `b` is not the closing of `a`).
///
/// Example: 100 growing to 110 and 110 growing to 125 is 100 growing to 125, by 25.
[[nodiscard]] constexpr result<revenue_bridge> chain(const revenue_bridge& a, const revenue_bridge& b) noexcept {
  return detail::chained(a, b);
}

/// Net revenue retention: what is left of the opening recurring revenue after its gains and losses.
///
///     (opening + expansion - contraction - churned) / opening
///
/// Leaves out new and reactivated business. Above 1 when existing customers grow faster than others leave. This is the
/// reading from movements, right for one month: over more, the gains and losses of customers who joined meanwhile are
/// in it too, and `cohort_net_revenue_retention` is the one to use. Published methods differ by 28 points on one ledger
/// (docs/decisions.md, D-15).
/// Also called: NRR, NDR, net dollar retention. Variants: `cohort_net_revenue_retention`, `net_revenue_kept`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 100,000 with 20,000 of expansion, 5,000 of contraction and 10,000 churned is 105.0 %.
[[nodiscard]] constexpr result<ratio> net_revenue_retention(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.expansion, b.contraction, b.churned)
      .ratio<money>(
          {"opening + expansion - contraction - churned", (b.opening - b.contraction) + (b.expansion - b.churned)},
          {"opening", b.opening});
}

/// Gross revenue retention: what is left of the opening recurring revenue after its losses alone.
///
///     (opening - contraction - churned) / opening
///
/// Never above `net_revenue_retention`, never above 1. Over more than a month it can fall below 0, since the losses of
/// customers who joined meanwhile are taken from an opening that they are not in: -12.8 % on a real ledger. It is not
/// clamped; `cohort_gross_revenue_retention` stays between 0 and 1 (docs/decisions.md, D-15).
/// Also called: GRR, gross dollar retention. Variant: `cohort_gross_revenue_retention`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 100,000 with 5,000 of contraction and 10,000 churned is 85.0 %.
[[nodiscard]] constexpr result<ratio> gross_revenue_retention(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.contraction, b.churned)
      .ratio<money>({"opening - contraction - churned", b.opening - b.contraction - b.churned}, {"opening", b.opening});
}

/// Gross revenue churn rate: the share of the opening recurring revenue that was lost.
///
///     (contraction + churned) / opening
///
/// Exactly 1 - `gross_revenue_retention`, so it may exceed 1 where that is negative. Counts contraction too; some
/// publish the churned part alone under the same name (docs/decisions.md, D-16). Also called: gross MRR churn.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 5,000 of contraction and 10,000 churned of 100,000 is 15.0 %.
[[nodiscard]] constexpr result<ratio> gross_revenue_churn_rate(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.contraction, b.churned)
      .ratio<money>({"contraction + churned", b.contraction + b.churned}, {"opening", b.opening});
}

/// Net revenue churn rate: what was lost of the opening recurring revenue, less what it gained.
///
///     (contraction + churned - expansion) / opening
///
/// Exactly 1 - `net_revenue_retention`; negative when expansion outweighs the losses, which is good news. Leaves out
/// reactivated business, which some subtract as well (docs/decisions.md, D-16). Also called: net MRR churn.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 15,000 lost and 20,000 of expansion on 100,000 is -5.0 %.
[[nodiscard]] constexpr result<ratio> net_revenue_churn_rate(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.expansion, b.contraction, b.churned)
      .ratio<money>({"contraction + churned - expansion", (b.contraction - b.expansion) + b.churned},
                    {"opening", b.opening});
}

/// Quick ratio: recurring revenue gained for each unit of it lost.
///
///     (new_business + expansion) / (contraction + churned)
///
/// Needs no opening, so it is there in a first month with losses. Leaves out reactivated business, which some count as
/// gained (docs/decisions.md, D-17). A period without losses has none, not infinity and not some large number.
/// Also called: SaaS quick ratio. Not the quick ratio of accounting.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`contraction + churned` is 0).
///
/// Example: 40,000 new and 20,000 of expansion against 15,000 lost is 60,000 / 15,000, printed as 4.0.
[[nodiscard]] constexpr result<ratio> quick_ratio(const revenue_bridge& b) noexcept {
  return detail::check(b, b.new_business, b.expansion, b.contraction, b.churned)
      .ratio<money>({"new_business + expansion", b.new_business + b.expansion},
                    {"contraction + churned", b.contraction + b.churned});
}

/// Revenue growth rate: how much recurring revenue grew from the start of the period to its end.
///
///     (closing - opening) / opening
///
/// The closing comes from the fields, so this is `net_new` over `opening`, new and reactivated business included.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0: growth from nothing).
///
/// Example: 100,000 that closes at 148,000 grew by 48.0 %.
[[nodiscard]] constexpr result<ratio> revenue_growth_rate(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.new_business, b.expansion, b.contraction, b.churned, b.reactivated)
      .ratio<money>({"new_business + expansion + reactivated - contraction - churned", b.net_new()},
                    {"opening", b.opening});
}

}  // namespace kpi::inline v0_1
