// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Cases that run from one event to another, and the time the ended ones took.
///
/// A case that has not ended is in `waiting` and in neither of the others: it is not averaged in, neither as zero nor
/// with the time it has waited so far. No formula reads `waiting`. Reports show it beside the average, which looks the
/// better the more of the slow cases are still out (docs/decisions.md, D-12).
///
/// What makes a metric of it is its clock: what starts it and what stops it, which each definition below states.
/// Whether nights and weekends count is for the records to decide, for all cases alike.
struct elapsed {
  count cases{};    ///< ended in the period, whenever they began
  seconds total{};  ///< what these cases took
  count waiting{};  ///< a stock: begun and not ended

  static constexpr void fields(auto f, auto&... e) {
    f("cases", e.cases...);
    f("total", e.total...);
    f("waiting", e.waiting...);
  }
};

namespace detail {

[[nodiscard]] constexpr result<average<seconds>> mean_elapsed(const elapsed& e) noexcept {
  return mean(e, e.total, e.cases);
}

}  // namespace detail

/// Lead response time: from a lead's contact to the follow-up by a person.
///
///     total / cases
///
/// The contact is the first or any later one, each a case of its own. An automatic answer does not stop the clock. The
/// share answered in time is `response_within_share`. Also called: speed to lead. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 contacts followed up after 5, 10 and 30 minutes took 45 minutes: 15 minutes each.
[[nodiscard]] constexpr result<average<seconds>> lead_response_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Opportunity-to-close time: from the opening of an opportunity until it is decided, won or lost.
///
///     total / cases
///
/// The clock of `sales_cycle_length`, in seconds for records that hold instants. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 opportunities decided after 30 and 60 days took 90 days: 45 days each.
[[nodiscard]] constexpr result<average<seconds>> opportunity_to_close_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Lead to cash: from the moment a lead is found until its money has been received.
///
///     total / cases
///
/// Neither the signature nor the invoice stops the clock. Where a customer pays in parts, the records say which part
/// does. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 leads whose money came after 80 and 100 days took 180 days: 90 days each.
[[nodiscard]] constexpr result<average<seconds>> lead_to_cash(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Quote turnaround: from the moment a lead is found until a quote can be given.
///
///     total / cases
///
/// Starts with the lead, not with the request for a quote, so it holds the time that finding out the need takes.
/// Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 4 leads that could be quoted after 8 hours in all took 2 hours each.
[[nodiscard]] constexpr result<average<seconds>> quote_turnaround(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time in stage: from the moment an opportunity enters a stage until it leaves it, forward or back.
///
///     total / cases
///
/// One stage, one measure. An opportunity that returns to the stage is another case. Sources: S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 stays of 2, 4 and 9 days took 15 days: 5 days each.
[[nodiscard]] constexpr result<average<seconds>> time_in_stage(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Late-stage time: from the moment the contract is sent until the deal is decided, won or lost.
///
///     total / cases
///
/// The time of negotiating. Of several versions sent, the first starts the clock. Sources: S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 contracts decided after 10 and 20 days took 30 days: 15 days each.
[[nodiscard]] constexpr result<average<seconds>> late_stage_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// First response time: from the report of an issue to the first answer to it by a person that the customer can see.
///
///     total / cases
///
/// Automatic receipts and internal notes are not answers. Also called: FRT. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 4 issues answered after 2 hours in all took 30 minutes each.
[[nodiscard]] constexpr result<average<seconds>> first_response_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Average response time: from each message of a customer to the answer to it.
///
///     total / cases
///
/// The cases are messages, not issues: long exchanges count for more, and later answers as much as the first
/// (`first_response_time`). Also called: ART. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 messages of one issue, answered after 10, 20 and 60 minutes, took 90 minutes: 30 minutes each.
[[nodiscard]] constexpr result<average<seconds>> average_response_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Resolution time: from the report of an issue until it is resolved.
///
///     total / cases
///
/// An issue that was opened again is waiting again. Also called: time to resolution, MTTR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 issues resolved after 4 and 20 hours took 24 hours: 12 hours each.
[[nodiscard]] constexpr result<average<seconds>> resolution_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Session duration: from the moment a session is entered until it is left.
///
///     total / cases
///
/// A session whose end was not recorded, as with one that saw a single page, is waiting: 0 seconds would be made up.
/// Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 5 sessions took 15 minutes: 3 minutes each.
[[nodiscard]] constexpr result<average<seconds>> session_duration(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Dwell time: from the moment a page is entered until it is left.
///
///     total / cases
///
/// The cases are views of a page, where those of `session_duration` are sessions. Also called: time on page. Sources:
/// S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 10 views took 400 seconds: 40 seconds each.
[[nodiscard]] constexpr result<average<seconds>> dwell_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Customer onboarding time: from the signature of the contract until the customer is live.
///
///     total / cases
///
/// S4 reports it in weeks, of 604,800 seconds. What the customer gains from it is `time_to_value`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 customers live after 3 and 5 weeks took 8 weeks: 4 weeks each.
[[nodiscard]] constexpr result<average<seconds>> customer_onboarding_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to first review: from the start of a customer success manager until the first customer review they hold.
///
///     total / cases
///
/// The cases are managers, not customers. Also called: time to first quarterly business review, time to first QBR.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 managers who held their first review after 60 and 90 days took 150 days: 75 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_first_review(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to value: from the purchase until the customer has the value both sides agreed on.
///
///     total / cases
///
/// Going live (`customer_onboarding_time`) does not stop the clock. Where the value is a figure measured by period, see
/// `periods_to_value`. Also called: TTV. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 customers who had it after 40 and 80 days took 120 days: 60 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_value(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Rep onboarding time: from the start of a batch's hires until their onboarding is complete.
///
///     total / cases
///
/// One batch, one measure; the cases are its hires. A hire who left before the end is neither a case nor waiting. Being
/// able to sell is `time_to_productivity`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: a batch of 4 hires took 120 days: 30 days each.
[[nodiscard]] constexpr result<average<seconds>> rep_onboarding_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Onboarding training time: the training given to each hire of a batch.
///
///     total / cases
///
/// Time in training, not time passed: the days between are in `rep_onboarding_time`. One batch, one measure; the cases
/// are its hires. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: a batch of 4 hires was given 160 hours: 40 hours each.
[[nodiscard]] constexpr result<average<seconds>> onboarding_training_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to productivity: from the day of hire until the defined skills have been shown.
///
///     total / cases
///
/// By skills; the first month at a share of quota is `ramp_time`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 hires who showed them after 150 and 210 days took 360 days: 180 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_productivity(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to first sale: from a rep's training on a product to the rep's first sale of it.
///
///     total / cases
///
/// One product, one measure. A rep who has not sold it is waiting, and where many are, the average says little. Source:
/// S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 reps who first sold it after 20, 30 and 70 days took 120 days: 40 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_first_sale(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Presales time per deal: the work of presales on each deal that it supports.
///
///     total / cases
///
/// Time worked, not time passed. A deal without presales is not a case. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 5 deals took 60 hours: 12 hours each.
[[nodiscard]] constexpr result<average<seconds>> presales_time_per_deal(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// How many cases were answered within a limit that the caller sets: 24 hours, 48 hours.
struct response_limit {
  count cases{};   ///< answered, or left unanswered beyond the limit: those still waiting within it are not decided
  count within{};  ///< answered within the limit

  static constexpr void fields(auto f, auto&... r) {
    f("cases", r.cases...);
    f("within", r.within...);
  }
};

/// Response-within share: the share of the cases that were answered within the limit.
///
///     within / cases
///
/// Between 0 and 1. Unlike an average it counts a case that was never answered, as missed; two measures add only when
/// their limits are the same. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`within` above `cases`); `undefined`
/// (`cases` is 0).
///
/// Example: 45 of 60 cases answered within 24 hours is 75.0 %.
[[nodiscard]] constexpr result<ratio> response_within_share(const response_limit& r) noexcept {
  return detail::share_of(r, r.within, r.cases);
}

}  // namespace kpi::inline v0_1
