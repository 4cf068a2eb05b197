// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/metrics/bridge.hpp>

namespace kpi::inline v0_1 {

/// How the number of customers came from the start of a period to its end.
///
/// The flows are magnitudes and add over time and over segments; `opening` is a stock, and adds only over segments of
/// the same period. Consecutive periods are joined by `chain`. Kept for each product it measures product churn: a
/// customer who drops one product of two is lost there, while in the revenue bridge that is contraction.
struct customer_bridge {
  count opening{};      ///< at the end of the day before the period
  count acquired{};     ///< never customers before
  count lost{};         ///< of those present at the opening
  count reactivated{};  ///< had left before the period, and came back

  /// At the end of the period: `opening + acquired + reactivated - lost`. A sum out of range is the overflow mark.
  [[nodiscard]] constexpr count closing() const noexcept { return (opening - lost) + acquired + reactivated; }

  static constexpr void fields(auto f, auto&... o) {
    f("opening", o.opening...);
    f("acquired", o.acquired...);
    f("lost", o.lost...);
    f("reactivated", o.reactivated...);
  }
};

/// The bridge over two consecutive periods: `a`'s opening, and the flows of both added.
///
/// In a chained bridge `lost` includes customers who joined after the opening, so it may be larger than the opening;
/// a churn rate over the longer period is that of its closed cohort, counted anew.
///
/// Errors, first match wins: `overflow`, `negative` (any field, `a`'s first); `overflow` (a sum, or the closing);
/// `inconsistent` (`opening`: that of `b` is not the closing of `a`).
///
/// Example: 100 customers growing to 110, and 110 growing to 125, is 100 growing to 125.
[[nodiscard]] constexpr result<customer_bridge> chain(const customer_bridge& a, const customer_bridge& b) noexcept {
  return detail::chained(a, b);
}

/// Customer churn rate: the share of the customers present at the opening who were lost in the period.
///
///     lost / opening
///
/// Between 0 and 1. Customers acquired in the period are in neither count, even when they left in it; some divide by
/// the average of both ends, or add the acquired below the line (docs/decisions.md, D-18).
/// Also called: logo churn. Source: S4. Complement: `customer_retention_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`lost` is above `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: 5 lost of 200 is 2.5 %.
[[nodiscard]] constexpr result<ratio> customer_churn_rate(const customer_bridge& b) noexcept {
  return detail::share_of(b, b.lost, b.opening);
}

/// Customer retention rate: the share of the customers present at the opening who are still there at the end.
///
///     (opening - lost) / opening
///
/// Exactly 1 - `customer_churn_rate`. Also called: logo retention. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`lost` is above `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: 5 lost of 200 keeps 195 / 200, printed as 97.5 %.
[[nodiscard]] constexpr result<ratio> customer_retention_rate(const customer_bridge& b) noexcept {
  const auto churn = customer_churn_rate(b);
  if (!churn) return churn;
  return (*churn).complement();
}

/// Customer growth rate: how much the number of customers grew in the period.
///
///     (acquired + reactivated - lost) / opening
///
/// Negative when more left than came. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`opening` is 0).
///
/// Example: 12 acquired, 3 reactivated and 5 lost on 200 is 10 / 200, printed as 5.0 %.
[[nodiscard]] constexpr result<ratio> customer_growth_rate(const customer_bridge& b) noexcept {
  return detail::check(b, b.opening, b.acquired, b.lost, b.reactivated)
      .ratio<count>({"acquired + reactivated - lost", (b.acquired - b.lost) + b.reactivated}, {"opening", b.opening});
}

/// Customers by whether they bought again.
struct repeat_purchases {
  count repeat{};     ///< bought more than once
  count customers{};  ///< bought at all

  static constexpr void fields(auto f, auto&... o) {
    f("repeat", o.repeat...);
    f("customers", o.customers...);
  }
};

/// Repeat purchase rate: the share of the customers of a period who bought more than once.
///
///     repeat / customers
///
/// Distinct customers: those of two months do not add up to those of both. Sources: S2, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`repeat` is above `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 30 of 120 customers is 25.0 %.
[[nodiscard]] constexpr result<ratio> repeat_purchase_rate(const repeat_purchases& p) noexcept {
  return detail::share_of(p, p.repeat, p.customers);
}

/// Contracts that came up for renewal in a period.
struct renewals {
  count renewed{};  ///< of those due, whenever the signature came
  count due{};      ///< would end in the period

  static constexpr void fields(auto f, auto&... o) {
    f("renewed", o.renewed...);
    f("due", o.due...);
  }
};

/// Renewal rate: the share of the contracts due in a period that were renewed.
///
///     renewed / due
///
/// Looks only at those who could leave: with long contracts it is usually well below `customer_retention_rate`.
/// Sources: S2, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`renewed` is above `due`); `undefined`
/// (`due` is 0).
///
/// Example: 45 renewed of 50 due is 90.0 %.
[[nodiscard]] constexpr result<ratio> renewal_rate(const renewals& r) noexcept {
  return detail::share_of(r, r.renewed, r.due);
}

/// The contract value of the customers present at the opening, and of those among them who were lost.
struct contract_churn {
  money opening_value{};  ///< a stock: adds over segments, not over time
  money lost_value{};     ///< as valued at the opening

  static constexpr void fields(auto f, auto&... o) {
    f("opening_value", o.opening_value...);
    f("lost_value", o.lost_value...);
  }
};

/// Contract value churn rate: the share of the contract value at the opening that left with lost customers.
///
///     lost_value / opening_value
///
/// Beside `customer_churn_rate` it shows whether large or small customers leave. Leaves out contraction, which
/// `gross_revenue_churn_rate` counts (docs/decisions.md, D-16). Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`lost_value` is above
/// `opening_value`); `undefined` (`opening_value` is 0).
///
/// Example: 30,000 lost of 1,200,000 is 2.5 %.
[[nodiscard]] constexpr result<ratio> contract_value_churn_rate(const contract_churn& c) noexcept {
  return detail::share_of(c, c.lost_value, c.opening_value);
}

/// Annualised churn: the share lost in a year when the same share is lost every month.
///
///     1 - (1 - monthly)^12
///
/// Never 12 * monthly: each month's loss is taken from what the months before it left, so the year's can reach 1 but
/// not exceed it (docs/decisions.md, D-19). To the last few bits of a double also for a small rate.
///
/// Errors, first match wins: `negative` (`monthly`); `inconsistent` (`monthly` is above 1).
///
/// Example: 5 % a month is 45.96 % a year, not 60 %.
[[nodiscard]] constexpr result<double> annualised_churn(const ratio& monthly) noexcept {
  if (monthly.numerator() < 0) return refuse(errc::negative, "monthly");
  if (monthly.numerator() > monthly.denominator()) return refuse(errc::inconsistent, "monthly");
  // What two spans lose one after the other. Built up from these, a small loss is never hidden in the digits of 1 - it.
  const auto then = [](double first, double second) { return first + second * (1 - first); };
  const double month = monthly.to_double();
  const double quarter = then(month, then(month, month));
  const double half = then(quarter, quarter);
  return then(half, half);
}

}  // namespace kpi::inline v0_1
