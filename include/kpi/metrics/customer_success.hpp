// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <cfloat>
#include <cstddef>
#include <span>

namespace kpi::inline v0_1 {

/// What customers did with us and with the product, and for how long they were customers.
struct customer_engagement {
  count customer_months{};  ///< months as a customer, summed over customers: 50 customers for 3 months are 150
  count meetings{};         ///< held with a customer
  count conversations{};    ///< exchanges in which the customer took part, by whatever channel
  count logins{};
  count article_views{};  ///< of help articles
  count products{};       ///< a stock: products or services that the articles are about

  static constexpr void fields(auto f, auto&... c) {
    f("customer_months", c.customer_months...);
    f("meetings", c.meetings...);
    f("conversations", c.conversations...);
    f("logins", c.logins...);
    f("article_views", c.article_views...);
    f("products", c.products...);
  }
};

/// Meetings per customer month: meetings held with a customer in a month.
///
///     meetings / customer_months
///
/// Every customer is in the divisor, also one that was never met. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 60 meetings in 150 customer months is 0.4.
[[nodiscard]] constexpr result<average<count>> meetings_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.meetings, c.customer_months);
}

/// Conversations per customer month: exchanges with a customer in a month.
///
///     conversations / customer_months
///
/// Whether a meeting is one of them is the caller's choice, always alike. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 300 conversations in 150 customer months is 2.
[[nodiscard]] constexpr result<average<count>> conversations_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.conversations, c.customer_months);
}

/// Logins per customer month: times that a customer's users entered the product in a month.
///
///     logins / customer_months
///
/// A customer with many users logs in more often without using more. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 6,750 logins in 150 customer months is 45.
[[nodiscard]] constexpr result<average<count>> logins_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.logins, c.customer_months);
}

/// Article views per customer month: help articles that a customer's users opened in a month.
///
///     article_views / customer_months
///
/// Many views may mean interest or trouble; beside `tickets_per_company` it shows which. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 1,200 views in 150 customer months is 8.
[[nodiscard]] constexpr result<average<count>> article_views_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.article_views, c.customer_months);
}

/// Article views per product: help articles opened for each product or service.
///
///     article_views / products
///
/// Of the period, and not of a month. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`products` is 0).
///
/// Example: 1,200 views for 6 products is 200.
[[nodiscard]] constexpr result<average<count>> article_views_per_product(const customer_engagement& c) noexcept {
  return detail::mean(c, c.article_views, c.products);
}

/// Customers of one day, and how many have a success plan. Both are stocks.
struct success_plans {
  count customers{};
  count with_plan{};  ///< a plan that both sides agreed on

  static constexpr void fields(auto f, auto&... s) {
    f("customers", s.customers...);
    f("with_plan", s.with_plan...);
  }
};

/// Success plan share: the share of the customers with whom a success plan was agreed.
///
///     with_plan / customers
///
/// A plan that the customer has not agreed to is left out. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`with_plan` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 84 of 120 customers is 70.0 %.
[[nodiscard]] constexpr result<ratio> success_plan_share(const success_plans& s) noexcept {
  return detail::share_of(s, s.with_plan, s.customers);
}

/// Customers, and what is known of them in a period. All four count customers once, so they add over segments of one
/// period only.
struct account_health {
  count customers{};
  count called{};         ///< called at least once in the period
  count using_product{};  ///< used the product in the period
  count unblocked{};      ///< nothing keeps them from using it

  static constexpr void fields(auto f, auto&... a) {
    f("customers", a.customers...);
    f("called", a.called...);
    f("using_product", a.using_product...);
    f("unblocked", a.unblocked...);
  }
};

/// Called share: the share of the customers that were called in the period.
///
///     called / customers
///
/// A customer counts once, however often called. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`called` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 90 of 120 customers is 75.0 %.
[[nodiscard]] constexpr result<ratio> called_share(const account_health& a) noexcept {
  return detail::share_of(a, a.called, a.customers);
}

/// Product usage share: the share of the customers that used the product in the period.
///
///     using_product / customers
///
/// Of paying customers; `tool_adoption_rate` asks the same of our own staff and tools. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`using_product` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 108 of 120 customers is 90.0 %.
[[nodiscard]] constexpr result<ratio> product_usage_share(const account_health& a) noexcept {
  return detail::share_of(a, a.using_product, a.customers);
}

/// Unblocked share: the share of the customers whom nothing keeps from using the product.
///
///     unblocked / customers
///
/// A customer that could use it and does not is unblocked. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`unblocked` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 114 of 120 customers is 95.0 %.
[[nodiscard]] constexpr result<ratio> unblocked_share(const account_health& a) noexcept {
  return detail::share_of(a, a.unblocked, a.customers);
}

namespace detail {

/// Neither infinite nor not a number.
[[nodiscard]] constexpr bool finite(double x) noexcept { return x >= -DBL_MAX && x <= DBL_MAX; }

}  // namespace detail

/// Periods to value: the period, counted from 1, in which what was measured first came up to what was agreed; one
/// element a period since the purchase.
///
///     the first i with measured >= agreed
///
/// For values where more is better, a win rate up 5 % say; negate both sides where less is. Falling back later does not
/// take it back. `time_to_value` is the same span in time, averaged over customers. Source: S4.
///
/// Errors, first match wins: `invalid`, "measured" (an element is infinite or not a number, also after the period that
/// got there); `invalid`, "agreed" (likewise); `not_reached`, "agreed".
///
/// Example: 1, 3, 6 and 4 % with 5 % agreed is 3.
[[nodiscard]] constexpr result<count> periods_to_value(std::span<const double> measured, double agreed) noexcept {
  std::size_t first = 0;
  for (std::size_t i = 0; i < measured.size(); ++i) {
    if (!detail::finite(measured[i])) return refuse(errc::invalid, "measured");
    if (first == 0 && measured[i] >= agreed) first = i + 1;
  }
  if (!detail::finite(agreed)) return refuse(errc::invalid, "agreed");
  if (first == 0) return refuse(errc::not_reached, "agreed");
  return count(first);
}

/// Break-even: the period, counted from 1, in which what was spent had come back; one element a period, what came in
/// less what went out.
///
///     the first i with net 1 + ... + net i >= 0, after a running total below 0
///
/// When the total is never below 0, nothing had to come back and the answer is 1. Only the first return is asked for: a
/// later spending does not take it back. The net of a period may be negative. Source: S4.
///
/// Errors, first match wins: `overflow`, "net" (an element, or the running total before it came back); `not_reached`,
/// "net" (it did not, or there is no period).
///
/// Example: −100, 50 and 50 have running totals of −100, −50 and 0, and break even in period 3.
[[nodiscard]] constexpr result<count> break_even(std::span<const money> net) noexcept {
  std::size_t first = 0;
  bool spent = false;
  money total;
  for (std::size_t i = 0; i < net.size(); ++i) {
    if (first == 0) total += net[i];
    if (net[i].overflowed() || total.overflowed()) return refuse(errc::overflow, "net");
    if (spent && first == 0 && total >= money{}) first = i + 1;
    spent = spent || total < money{};
  }
  if (!spent && !net.empty()) first = 1;
  if (first == 0) return refuse(errc::not_reached, "net");
  return count(first);
}

}  // namespace kpi::inline v0_1
