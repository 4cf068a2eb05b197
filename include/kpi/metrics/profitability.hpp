// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The sales of a period, and everything that is taken off them. Every field is a magnitude: returns of 50 are 50.
struct income {
  money gross_revenue{};       ///< all sales, at list price
  money discounts{};           ///< given on those sales
  money returns{};             ///< refunds and allowances
  money cost_of_goods{};       ///< of what was sold
  money operating_expenses{};  ///< everything spent on the business but the goods
  money taxes_and_fees{};

  static constexpr void fields(auto f, auto&... o) {
    f("gross_revenue", o.gross_revenue...);
    f("discounts", o.discounts...);
    f("returns", o.returns...);
    f("cost_of_goods", o.cost_of_goods...);
    f("operating_expenses", o.operating_expenses...);
    f("taxes_and_fees", o.taxes_and_fees...);
  }
};

namespace detail {

[[nodiscard]] constexpr money net_sales_of(const income& i) noexcept {
  return i.gross_revenue - i.discounts - i.returns;
}
[[nodiscard]] constexpr money gross_profit_of(const income& i) noexcept { return net_sales_of(i) - i.cost_of_goods; }
[[nodiscard]] constexpr money net_revenue_of(const income& i) noexcept {
  return gross_profit_of(i) - i.operating_expenses - i.taxes_and_fees;
}

}  // namespace detail

/// Gross revenue: all sales of the period, before anything is taken off.
///
///     gross_revenue
///
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`gross_revenue`).
///
/// Example: sales of 1,000,000 are 1,000,000, whatever was returned.
[[nodiscard]] constexpr result<money> gross_revenue(const income& i) noexcept {
  return detail::check(i, i.gross_revenue).value<money>({"gross_revenue", i.gross_revenue});
}

/// Net sales: what customers paid and kept.
///
///     gross_revenue - discounts - returns
///
/// What most accounts call net revenue (docs/decisions.md, D-23); negative when more came back than was sold.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `overflow` (the result).
///
/// Example: 1,000,000 less 50,000 of discounts and 30,000 of returns is 920,000.
[[nodiscard]] constexpr result<money> net_sales(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns)
      .value<money>({"gross_revenue - discounts - returns", detail::net_sales_of(i)});
}

/// Net revenue, as source S4 defines it: what is left of the sales after every cost, taxes and fees.
///
///     gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees
///
/// Others call this net profit or net income, and say net revenue for `net_sales` (docs/decisions.md, D-23). Negative
/// for a loss.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `overflow` (the result).
///
/// Example: 1,000,000 less 50,000, 30,000, 322,000, 400,000 and 106,000 is 92,000.
[[nodiscard]] constexpr result<money> net_revenue(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns, i.cost_of_goods, i.operating_expenses,
                       i.taxes_and_fees)
      .value<money>({"gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees",
                     detail::net_revenue_of(i)});
}

/// Gross margin: the share of net sales that is left after the cost of the goods.
///
///     (net_sales - cost_of_goods) / net_sales
///
/// Source S4 says "of revenue"; without discounts and returns the two agree (docs/decisions.md, D-23). Negative when
/// the goods cost more than they brought. Also of one account: account profit margin. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`gross_revenue - discounts - returns` is
/// 0 or less).
///
/// Example: net sales of 920,000 and goods for 322,000 is 65.0 %.
[[nodiscard]] constexpr result<ratio> gross_margin(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns, i.cost_of_goods)
      .ratio<money>({"gross_revenue - discounts - returns - cost_of_goods", detail::gross_profit_of(i)},
                    {"gross_revenue - discounts - returns", detail::net_sales_of(i)});
}

/// Net margin: the share of net sales that is left after every cost, taxes and fees.
///
///     net_revenue / net_sales
///
/// Never above `gross_margin`; negative for a loss (docs/decisions.md, D-23). Also called: net profit margin. Source:
/// S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`gross_revenue - discounts - returns` is
/// 0 or less).
///
/// Example: net revenue of 92,000 on net sales of 920,000 is 10.0 %.
[[nodiscard]] constexpr result<ratio> net_margin(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns, i.cost_of_goods, i.operating_expenses,
                       i.taxes_and_fees)
      .ratio<money>({"gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees",
                     detail::net_revenue_of(i)},
                    {"gross_revenue - discounts - returns", detail::net_sales_of(i)});
}

/// What selling cost, and the revenue it brought, in one period.
struct sales_cost {
  money cost{};  ///< salaries, commissions, travel, tools: not the goods
  money revenue{};

  static constexpr void fields(auto f, auto&... o) {
    f("cost", o.cost...);
    f("revenue", o.revenue...);
  }
};

/// Cost of sales rate: what was spent on selling, for each unit of revenue.
///
///     cost / revenue
///
/// May exceed 1: a new team costs more than it sells. In accounting, "cost of sales" is the cost of the goods; here it
/// is the cost of selling. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`revenue` is 0).
///
/// Example: 150,000 spent on 1,000,000 of revenue is 15.0 %.
[[nodiscard]] constexpr result<ratio> cost_of_sales_rate(const sales_cost& s) noexcept {
  return detail::quotient(s, s.cost, s.revenue);
}

/// Money that came in and went out in a period, on the day it moved.
struct cash {
  money inflow{};
  money outflow{};

  static constexpr void fields(auto f, auto&... o) {
    f("inflow", o.inflow...);
    f("outflow", o.outflow...);
  }
};

/// Cash flow: what came in, less what went out.
///
///     inflow - outflow
///
/// Not profit: an invoice that is not paid yet is in neither. Negative when more went out. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount).
///
/// Example: 80,000 in and 95,000 out is -15,000.
[[nodiscard]] constexpr result<money> cash_flow(const cash& c) noexcept {
  return detail::check(c, c.inflow, c.outflow).value<money>({"inflow - outflow", c.inflow - c.outflow});
}

}  // namespace kpi::inline v0_1
