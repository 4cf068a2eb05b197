// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// What a period spent on selling and keeping, and the recurring revenue it won and lost.
struct sales_investment {
  money new_revenue{};          ///< from new and existing customers
  money churned_revenue{};      ///< a magnitude: a loss of 50 is 50
  money sales_and_marketing{};  ///< spent
  money customer_success{};     ///< spent

  static constexpr void fields(auto f, auto&... o) {
    f("new_revenue", o.new_revenue...);
    f("churned_revenue", o.churned_revenue...);
    f("sales_and_marketing", o.sales_and_marketing...);
    f("customer_success", o.customer_success...);
  }
};

/// Net sales efficiency: the revenue won, less the revenue lost, for each unit spent on winning and keeping it.
///
///     (new_revenue - churned_revenue) / (sales_and_marketing + customer_success)
///
/// What customers leave with counts against it, and so does the cost of keeping them (docs/decisions.md, D-22).
/// Negative when more was lost than won. Source: S4. Variant: `gross_sales_efficiency`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`sales_and_marketing + customer_success`
/// is 0).
///
/// Example: 12 won and 2 lost for 0.8 and 0.2 spent is 10 earned for 1.
[[nodiscard]] constexpr result<ratio> net_sales_efficiency(const sales_investment& s) noexcept {
  return detail::check(s, s.new_revenue, s.churned_revenue, s.sales_and_marketing, s.customer_success)
      .ratio<money>({"new_revenue - churned_revenue", s.new_revenue - s.churned_revenue},
                    {"sales_and_marketing + customer_success", s.sales_and_marketing + s.customer_success});
}

/// Gross sales efficiency: the revenue won for each unit spent on winning it.
///
///     new_revenue / sales_and_marketing
///
/// Leaves out churn and customer success (docs/decisions.md, D-22). Source: S4. Variant: `net_sales_efficiency`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`sales_and_marketing` is 0).
///
/// Example: 300,000 won for 200,000 spent is 1.5.
[[nodiscard]] constexpr result<ratio> gross_sales_efficiency(const sales_investment& s) noexcept {
  return detail::quotient(s, s.new_revenue, s.sales_and_marketing);
}

/// The revenue of two quarters, and what the first of them spent.
///
/// Does not add over time: one quarter's `current` is the next one's `previous`.
struct magic_number_inputs {
  money current{};         ///< revenue of the quarter
  money previous{};        ///< revenue of the quarter before
  money previous_spend{};  ///< on sales and marketing, in the quarter before

  static constexpr void inputs(auto f, auto&... o) {
    f("current", o.current...);
    f("previous", o.previous...);
    f("previous_spend", o.previous_spend...);
  }
};

/// Magic number: a quarter's gain in revenue, as a year's, for each unit spent in the quarter before.
///
///     (current - previous) * 4 / previous_spend
///
/// The 4 quarters of a year are part of the definition, so other periods do not fit. Negative when revenue fell. Some
/// take recurring revenue, which needs no 4 when it is annual (docs/decisions.md, D-22). A variant of
/// `net_sales_efficiency`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`previous_spend` is 0).
///
/// Example: 1,100,000 after 1,000,000 with 500,000 spent is 400,000 / 500,000, printed as 0.8.
[[nodiscard]] constexpr result<ratio> magic_number(const magic_number_inputs& m) noexcept {
  return detail::check(m, m.current, m.previous, m.previous_spend)
      .ratio<money>({"(current - previous) * 4", (m.current - m.previous) * count(4)},
                    {"previous_spend", m.previous_spend});
}

}  // namespace kpi::inline v0_1
