// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// What a period spent to win customers, and how many it won.
struct acquisition_cost {
  money sales_and_marketing{};
  money customer_service{};  ///< the part that serves acquisition
  money other{};             ///< whatever else serves acquisition
  count new_customers{};

  static constexpr void fields(auto f, auto&... o) {
    f("sales_and_marketing", o.sales_and_marketing...);
    f("customer_service", o.customer_service...);
    f("other", o.other...);
    f("new_customers", o.new_customers...);
  }
};

/// Customer acquisition cost: what was spent for each new customer.
///
///     (sales_and_marketing + customer_service + other) / new_customers
///
/// The fully loaded reading; many publish sales and marketing alone, or paid channels alone (docs/decisions.md, D-24).
/// Costs and customers are those of the same period, though what is spent now may win customers later.
/// Also called: CAC. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a cost or the count); `undefined` (`new_customers` is 0).
///
/// Example: 70,000, 20,000 and 10,000 spent for 50 customers is 2,000 each.
[[nodiscard]] constexpr result<average<money>> customer_acquisition_cost(const acquisition_cost& a) noexcept {
  return detail::check(a, a.sales_and_marketing, a.customer_service, a.other, a.new_customers)
      .average<money>(
          {"sales_and_marketing + customer_service + other", a.sales_and_marketing + a.customer_service + a.other},
          {"new_customers", a.new_customers});
}

/// What one customer costs to win and brings in a month.
struct payback {
  money cac{};                          ///< for one customer, not a period's total
  money monthly_revenue_per_account{};  ///< for one customer as well
  ratio gross_margin;                   ///< the share of that revenue which is left to pay back

  static constexpr void inputs(auto f, auto&... o) {
    f("cac", o.cac...);
    f("monthly_revenue_per_account", o.monthly_revenue_per_account...);
    f("gross_margin", o.gross_margin...);
  }
};

/// CAC payback: the months until a customer's gross profit has paid for winning it.
///
///     cac / (monthly_revenue_per_account * gross_margin)
///
/// Above and below the line stands one customer; a cost for each customer over the revenue of all of them is the known
/// mistake (docs/decisions.md, D-24). A customer who leaves earlier never pays back, which this does not see. A double,
/// since the exact fraction does not fit. Also called: months to recover CAC.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`monthly_revenue_per_account` is 0, then
/// `gross_margin` is 0 or less: it is never paid back).
///
/// Example: 1,200 at 100 a month and a margin of 80 % takes 15 months.
[[nodiscard]] constexpr result<double> cac_payback(const payback& p) noexcept {
  const auto c = detail::check(p, p.cac, p.monthly_revenue_per_account)
                     .divisible_by<money>({"monthly_revenue_per_account", p.monthly_revenue_per_account})
                     .divisible_by<count>({"gross_margin", p.gross_margin.numerator()});
  if (!c.ok()) return c.refusal();
  return detail::quotient_of_quotients(p.cac.value(), p.monthly_revenue_per_account.value(), p.gross_margin.numerator(),
                                       p.gross_margin.denominator());
}

}  // namespace kpi::inline v0_1
