// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Tickets opened in a period, and the customers who could open them.
struct tickets {
  count opened{};
  count bugs{};              ///< of those opened, the ones about a defect
  count how_to{};            ///< of those opened, the ones that ask how something is done
  count escalated{};         ///< of those opened, the ones passed on to a higher level
  count open_escalations{};  ///< a stock: escalated at any time and not settled at the period's end
  count users{};             ///< a stock: of all customers, whether or not they wrote
  count companies{};         ///< a stock: likewise

  static constexpr void fields(auto f, auto&... t) {
    f("opened", t.opened...);
    f("bugs", t.bugs...);
    f("how_to", t.how_to...);
    f("escalated", t.escalated...);
    f("open_escalations", t.open_escalations...);
    f("users", t.users...);
    f("companies", t.companies...);
  }
};

/// Bug share: the share of the tickets that are about a defect of the product.
///
///     bugs / opened
///
/// With `how_to_share` it need not come to 1: tickets have other causes too. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`bugs` exceeds `opened`); `undefined`
/// (`opened` is 0).
///
/// Example: 60 of 400 tickets is 15.0 %.
[[nodiscard]] constexpr result<ratio> bug_share(const tickets& t) noexcept {
  return detail::share_of(t, t.bugs, t.opened);
}

/// How-to share: the share of the tickets that ask how something is done.
///
///     how_to / opened
///
/// What better training or articles could save. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`how_to` exceeds `opened`); `undefined`
/// (`opened` is 0).
///
/// Example: 220 of 400 tickets is 55.0 %.
[[nodiscard]] constexpr result<ratio> how_to_share(const tickets& t) noexcept {
  return detail::share_of(t, t.how_to, t.opened);
}

/// Escalation rate: the share of the tickets that were passed on to a higher level.
///
///     escalated / opened
///
/// Of the tickets opened in the period, whenever they were escalated; `open_escalations` is another figure. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`escalated` exceeds `opened`);
/// `undefined` (`opened` is 0).
///
/// Example: 18 of 400 tickets is 4.5 %.
[[nodiscard]] constexpr result<ratio> escalation_rate(const tickets& t) noexcept {
  return detail::share_of(t, t.escalated, t.opened);
}

/// Tickets per user: tickets opened for each user of the product.
///
///     opened / users
///
/// All users, not only those who wrote. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`users` is 0).
///
/// Example: 400 tickets of 5,000 users is 0.08.
[[nodiscard]] constexpr result<average<count>> tickets_per_user(const tickets& t) noexcept {
  return detail::mean(t, t.opened, t.users);
}

/// Tickets per company: tickets opened for each customer company.
///
///     opened / companies
///
/// Large customers write more; `tickets_per_user` takes their size out. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`companies` is 0).
///
/// Example: 400 tickets of 125 companies is 3.2.
[[nodiscard]] constexpr result<average<count>> tickets_per_company(const tickets& t) noexcept {
  return detail::mean(t, t.opened, t.companies);
}

/// Open escalations: escalated tickets that are not settled at the end of the period.
///
///     open_escalations
///
/// May exceed `escalated`, since older tickets are in it. 0 on the empty measure. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count).
///
/// Example: 7 not settled is 7.
[[nodiscard]] constexpr result<count> open_escalations(const tickets& t) noexcept {
  return detail::check(t, t.open_escalations).value<count>({"open_escalations", t.open_escalations});
}

}  // namespace kpi::inline v0_1
