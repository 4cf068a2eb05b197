// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// What sellers did in a period, and the days they worked to do it. Which of these figures are worth a report differs
/// by role; S3, S4, S2 and S1 name them between them.
struct activity {
  count calls{};                 ///< made, answered or not
  count emails{};                ///< sent
  count replies{};               ///< received, to those or to earlier emails
  count meetings{};              ///< held
  count proposals{};             ///< sent
  count visits{};                ///< on the customer's site
  count cadences{};              ///< sequences of touches begun
  count leads_passed{};          ///< handed on to another role
  count conversations{};         ///< exchanges in which a buyer took part, by whatever channel
  count opportunities_worked{};  ///< a seller's opportunity counts once a day
  count records_maintained{};    ///< created or corrected
  count rep_days{};              ///< days worked, summed over sellers: 5 sellers for 20 days are 100

  static constexpr void fields(auto f, auto&... a) {
    f("calls", a.calls...);
    f("emails", a.emails...);
    f("replies", a.replies...);
    f("meetings", a.meetings...);
    f("proposals", a.proposals...);
    f("visits", a.visits...);
    f("cadences", a.cadences...);
    f("leads_passed", a.leads_passed...);
    f("conversations", a.conversations...);
    f("opportunities_worked", a.opportunities_worked...);
    f("records_maintained", a.records_maintained...);
    f("rep_days", a.rep_days...);
  }
};

/// Calls per rep day: calls made by a seller on a day of work.
///
///     calls / rep_days
///
/// Counts attempts, so it measures effort; `conversations_per_rep_day` counts those that reached somebody.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 4,500 calls in 100 rep days is 45.
[[nodiscard]] constexpr result<average<count>> calls_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.calls, a.rep_days);
}

/// Emails per rep day: emails sent by a seller on a day of work.
///
///     emails / rep_days
///
/// Whether the automatic ones of a cadence count is the caller's choice, the same as for `reply_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 3,000 emails in 100 rep days is 30.
[[nodiscard]] constexpr result<average<count>> emails_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.emails, a.rep_days);
}

/// Replies per rep day: replies that a seller received on a day of work.
///
///     replies / rep_days
///
/// Grows with the emails sent; `reply_rate` does not.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 240 replies in 100 rep days is 2.4.
[[nodiscard]] constexpr result<average<count>> replies_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.replies, a.rep_days);
}

/// Meetings per rep day: meetings that a seller held on a day of work.
///
///     meetings / rep_days
///
/// A meeting booked and not held is left out. Two sellers in one meeting are one or two meetings, as the caller's
/// records have it.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 150 meetings in 100 rep days is 1.5.
[[nodiscard]] constexpr result<average<count>> meetings_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.meetings, a.rep_days);
}

/// Proposals per rep day: proposals that a seller sent on a day of work.
///
///     proposals / rep_days
///
/// A revised proposal counts again only where the caller's records count it.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 60 proposals in 100 rep days is 0.6.
[[nodiscard]] constexpr result<average<count>> proposals_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.proposals, a.rep_days);
}

/// Visits per rep day: visits that a seller paid to customers on a day of work.
///
///     visits / rep_days
///
/// On the customer's site; a call by video is a meeting and no visit.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 80 visits in 100 rep days is 0.8.
[[nodiscard]] constexpr result<average<count>> visits_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.visits, a.rep_days);
}

/// Cadences per rep day: planned sequences of touches that a seller began on a day of work.
///
///     cadences / rep_days
///
/// Counts the sequence once, on the day it begins, and not its calls and emails.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 500 cadences in 100 rep days is 5.
[[nodiscard]] constexpr result<average<count>> cadences_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.cadences, a.rep_days);
}

/// Leads passed per rep day: leads that a seller handed on to another role on a day of work.
///
///     leads_passed / rep_days
///
/// Handed on, whether or not they were accepted; `mql_to_sal_rate` says how many were.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 120 leads in 100 rep days is 1.2.
[[nodiscard]] constexpr result<average<count>> leads_passed_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.leads_passed, a.rep_days);
}

/// Conversations per rep day: sales conversations that a seller had on a day of work.
///
///     conversations / rep_days
///
/// A buyer took part: a message left on a machine is a call and no conversation.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 700 conversations in 100 rep days is 7.
[[nodiscard]] constexpr result<average<count>> conversations_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.conversations, a.rep_days);
}

/// Opportunities worked per rep day: open opportunities that a seller moved on a day of work.
///
///     opportunities_worked / rep_days
///
/// An opportunity counts again on every day it was worked on, so the total is more than the number of opportunities.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 900 in 100 rep days is 9.
[[nodiscard]] constexpr result<average<count>> opportunities_worked_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.opportunities_worked, a.rep_days);
}

/// Records maintained per rep day: records that a seller created or corrected on a day of work.
///
///     records_maintained / rep_days
///
/// Says how much was typed, not whether it was right: that is `data_accuracy`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 1,100 records in 100 rep days is 11.
[[nodiscard]] constexpr result<average<count>> records_maintained_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.records_maintained, a.rep_days);
}

/// Reply rate: replies received for each email sent.
///
///     replies / emails
///
/// May exceed 1: a reply may answer an email of an earlier period, and one email may bring several. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`emails` is 0).
///
/// Example: 240 replies to 3,000 emails is 8.0 %.
[[nodiscard]] constexpr result<ratio> reply_rate(const activity& a) noexcept {
  return detail::quotient(a, a.replies, a.emails);
}

}  // namespace kpi::inline v0_1
