// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// What customers brought and cost, over all the time they have been here.
struct realised_value {
  money revenue{};
  money cost{};   ///< of winning and of serving them
  count units{};  ///< sold, as source S4 has it; or customers, throughout

  static constexpr void fields(auto f, auto&... o) {
    f("revenue", o.revenue...);
    f("cost", o.cost...);
    f("units", o.units...);
  }
};

/// Realised lifetime value: the profit so far for each unit, or for each customer.
///
///     (revenue - cost) / units
///
/// Looks back and extrapolates nothing (docs/decisions.md, D-25). Negative when they cost more than they brought.
/// Also called: historic CLV. Source: S4. What is still to come: `lifetime_value`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount or the count); `undefined` (`units` is 0).
///
/// Example: 100,000 of revenue less 20,000 of cost over 10 is 8,000.
[[nodiscard]] constexpr result<average<money>> realised_lifetime_value(const realised_value& v) noexcept {
  return detail::check(v, v.revenue, v.cost, v.units)
      .average<money>({"revenue - cost", v.revenue - v.cost}, {"units", v.units});
}

/// What one account brings in a period, and how long it can be expected to. Revenue and churn are of the same period:
/// both monthly or both yearly.
struct lifetime {
  money revenue_per_account{};
  ratio gross_margin;  ///< the share of the revenue left after the cost of serving it
  ratio churn;         ///< the share of customers lost

  static constexpr void inputs(auto f, auto&... o) {
    f("revenue_per_account", o.revenue_per_account...);
    f("gross_margin", o.gross_margin...);
    f("churn", o.churn...);
  }
};

/// Lifetime value: the gross profit to be expected of an account until it leaves.
///
///     revenue_per_account * gross_margin / churn
///
/// 1 / churn is the expected lifetime while churn stays as it is; nothing is discounted. Some leave out the margin
/// (docs/decisions.md, D-25). From the exact ratios, rounded once, half-even to 1/10,000: a churn rounded beforehand
/// would show. Also called: LTV, CLV.
///
/// Errors, first match wins: `overflow`, `negative` (`revenue_per_account`, `gross_margin`, `churn`); `undefined`
/// (`churn` is 0: a customer who never leaves has no lifetime); `overflow` (the result).
///
/// Example: 100 a month at a margin of 80 % and a churn of 2 % is 4,000.
[[nodiscard]] constexpr result<money> lifetime_value(const lifetime& l) noexcept {
  const auto c = detail::check(l, l.revenue_per_account);
  if (!c.ok()) return c.refusal();
  if (l.gross_margin.numerator() < 0) return refuse(errc::negative, "gross_margin");
  if (l.churn.numerator() < 0) return refuse(errc::negative, "churn");
  if (l.churn.numerator() == 0) return refuse(errc::undefined, "churn");
  const auto value = money::ten_thousandths(
      detail::rounded_quotient({l.revenue_per_account.value(), l.gross_margin.numerator(), l.churn.denominator()},
                               {l.gross_margin.denominator(), l.churn.numerator()}, rounding::half_even));
  return c.value<money>({"revenue_per_account * gross_margin / churn", value});
}

namespace detail {

/// What `ltv_to_cac` reads, as one set of inputs, so that its errors have names.
struct value_and_cost {
  money ltv{};
  money cac{};

  static constexpr void inputs(auto f, auto&... o) {
    f("ltv", o.ltv...);
    f("cac", o.cac...);
  }
};

}  // namespace detail

/// LTV to CAC: what an account is worth for each unit it cost to win.
///
///     ltv / cac
///
/// Both of one account; the value with gross margin taken, as `lifetime_value` does (docs/decisions.md, D-25).
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`cac` is 0).
///
/// Example: 4,000 for 1,200 is 3.3.
[[nodiscard]] constexpr result<ratio> ltv_to_cac(const money& ltv, const money& cac) noexcept {
  const detail::value_and_cost v{ltv, cac};
  return detail::quotient(v, v.ltv, v.cac);
}

/// The revenue of a period, and the accounts it came from.
struct account_revenue {
  money revenue{};
  count accounts{};  ///< paying ones; a stock: adds over segments, not over time

  static constexpr void fields(auto f, auto&... o) {
    f("revenue", o.revenue...);
    f("accounts", o.accounts...);
  }
};

/// Average revenue per account: what an account brought in the period.
///
///     revenue / accounts
///
/// A trial that pays nothing is not an account here; counting it makes the average smaller. Also called: ARPA; ARPU
/// where accounts are users.
///
/// Errors, first match wins: `overflow`, `negative` (the amount or the count); `undefined` (`accounts` is 0).
///
/// Example: 50,000 from 400 accounts is 125.
[[nodiscard]] constexpr result<average<money>> average_revenue_per_account(const account_revenue& a) noexcept {
  return detail::mean(a, a.revenue, a.accounts);
}

}  // namespace kpi::inline v0_1
