// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Training given in a period.
struct training {
  count invited{};    ///< to sessions: a person invited to two counts twice
  count attended{};   ///< of those invited
  count enrolled{};   ///< in courses
  count completed{};  ///< of those enrolled
  count passed{};     ///< of those enrolled
  count reps{};       ///< a stock: everybody the training is meant for
  count materials{};  ///< training materials made
  seconds time{};     ///< spent in training, summed over reps

  static constexpr void fields(auto f, auto&... t) {
    f("invited", t.invited...);
    f("attended", t.attended...);
    f("enrolled", t.enrolled...);
    f("completed", t.completed...);
    f("passed", t.passed...);
    f("reps", t.reps...);
    f("materials", t.materials...);
    f("time", t.time...);
  }
};

/// Attendance rate: the share of those invited to training who came.
///
///     attended / invited
///
/// Who came without an invitation is in neither. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`attended` exceeds `invited`);
/// `undefined` (`invited` is 0).
///
/// Example: 34 of 40 invited is 85.0 %.
[[nodiscard]] constexpr result<ratio> attendance_rate(const training& t) noexcept {
  return detail::share_of(t, t.attended, t.invited);
}

/// Completion rate: the share of those enrolled in a course who completed it.
///
///     completed / enrolled
///
/// Who is still at it counts as enrolled and not as completed, so a running course looks worse than a finished one.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`completed` exceeds `enrolled`);
/// `undefined` (`enrolled` is 0).
///
/// Example: 30 of 40 enrolled is 75.0 %.
[[nodiscard]] constexpr result<ratio> completion_rate(const training& t) noexcept {
  return detail::share_of(t, t.completed, t.enrolled);
}

/// Pass rate: the share of those enrolled in a course who passed its test.
///
///     passed / enrolled
///
/// Of those enrolled, not of those who completed: giving up counts against it. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`passed` exceeds `enrolled`);
/// `undefined` (`enrolled` is 0).
///
/// Example: 27 of 40 enrolled is 67.5 %.
[[nodiscard]] constexpr result<ratio> pass_rate(const training& t) noexcept {
  return detail::share_of(t, t.passed, t.enrolled);
}

/// Training time per rep: time that a seller spent in training.
///
///     time / reps
///
/// Over all sellers, also those who had none. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`reps` is 0).
///
/// Example: 60 hours over 40 sellers is 5,400 seconds, an hour and a half.
[[nodiscard]] constexpr result<average<seconds>> training_time_per_rep(const training& t) noexcept {
  return detail::mean(t, t.time, t.reps);
}

/// Coaching given in a period.
struct coaching {
  count reps{};               ///< a stock: everybody who could be coached
  count coached{};            ///< coached at least once
  count managers{};           ///< a stock: everybody who should coach
  count coaching_managers{};  ///< coached at least once
  seconds time{};             ///< spent in coaching, summed over the coached

  static constexpr void fields(auto f, auto&... c) {
    f("reps", c.reps...);
    f("coached", c.coached...);
    f("managers", c.managers...);
    f("coaching_managers", c.coaching_managers...);
    f("time", c.time...);
  }
};

/// Coached share: the share of the sellers who were coached in the period.
///
///     coached / reps
///
/// A seller counts once, however often coached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`coached` exceeds `reps`); `undefined`
/// (`reps` is 0).
///
/// Example: 28 of 40 sellers is 70.0 %.
[[nodiscard]] constexpr result<ratio> coached_share(const coaching& c) noexcept {
  return detail::share_of(c, c.coached, c.reps);
}

/// Coaching manager share: the share of the managers who coached in the period.
///
///     coaching_managers / managers
///
/// A manager counts once, however many were coached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`coaching_managers` exceeds `managers`);
/// `undefined` (`managers` is 0).
///
/// Example: 4 of 5 managers is 80.0 %.
[[nodiscard]] constexpr result<ratio> coaching_manager_share(const coaching& c) noexcept {
  return detail::share_of(c, c.coaching_managers, c.managers);
}

/// Coaching time per rep: time for which a seller was coached.
///
///     time / reps
///
/// Over all sellers, also those who were not coached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`reps` is 0).
///
/// Example: 20 hours over 40 sellers is 1,800 seconds, half an hour.
[[nodiscard]] constexpr result<average<seconds>> coaching_time_per_rep(const coaching& c) noexcept {
  return detail::mean(c, c.time, c.reps);
}

/// The content that marketing and enablement keep for sellers and buyers, and what became of it in a period.
struct content {
  count available{};   ///< a stock: items that could be used
  count used{};        ///< of those available, the ones used at least once
  count created{};     ///< items made in the period
  count shares{};      ///< times an item was passed on
  count views{};       ///< times an item was opened
  count recipients{};  ///< persons who were sent an item
  count engaged{};     ///< of those, the ones who opened it or answered
  count reviews{};     ///< times an item was looked through and left as it was
  count updates{};     ///< times an item was changed
  days age_total{};    ///< since each available item was made or last updated, summed
  days observed{};     ///< length of the period: adds over periods, not over segments of one

  static constexpr void fields(auto f, auto&... c) {
    f("available", c.available...);
    f("used", c.used...);
    f("created", c.created...);
    f("shares", c.shares...);
    f("views", c.views...);
    f("recipients", c.recipients...);
    f("engaged", c.engaged...);
    f("reviews", c.reviews...);
    f("updates", c.updates...);
    f("age_total", c.age_total...);
    f("observed", c.observed...);
  }
};

/// Content utilisation: the share of the available items that were used in the period.
///
///     used / available
///
/// An item counts once, however often it was used. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`used` exceeds `available`); `undefined`
/// (`available` is 0).
///
/// Example: 72 of 240 items is 30.0 %.
[[nodiscard]] constexpr result<ratio> content_utilisation(const content& c) noexcept {
  return detail::share_of(c, c.used, c.available);
}

/// Average content age: days since an available item was made or last updated.
///
///     age_total / available
///
/// A review without a change does not make an item younger; `content_review_interval` counts it. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`available` is 0).
///
/// Example: 43,200 days over 240 items is 180 days.
[[nodiscard]] constexpr result<average<days>> average_content_age(const content& c) noexcept {
  return detail::mean(c, c.age_total, c.available);
}

/// Shares per item: times that an available item was passed on in the period.
///
///     shares / available
///
/// Over all items, also those never shared. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`available` is 0).
///
/// Example: 600 shares of 240 items is 2.5.
[[nodiscard]] constexpr result<average<count>> shares_per_item(const content& c) noexcept {
  return detail::mean(c, c.shares, c.available);
}

/// Views per item: times that an available item was opened in the period.
///
///     views / available
///
/// Over all items, also those never opened. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`available` is 0).
///
/// Example: 4,800 views of 240 items is 20.
[[nodiscard]] constexpr result<average<count>> views_per_item(const content& c) noexcept {
  return detail::mean(c, c.views, c.available);
}

/// Content engagement rate: the share of those who were sent content that opened it or answered.
///
///     engaged / recipients
///
/// Persons, not views: opening it three times is one engaged. The `engagement_rate` of social media divides by reach
/// and may exceed 1. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`engaged` exceeds `recipients`);
/// `undefined` (`recipients` is 0).
///
/// Example: 420 of 1,200 recipients is 35.0 %.
[[nodiscard]] constexpr result<ratio> content_engagement_rate(const content& c) noexcept {
  return detail::share_of(c, c.engaged, c.recipients);
}

/// Content review interval: days between two looks at an item.
///
///     available * observed / (reviews + updates)
///
/// Item days of the period over the looks in it: an item seldom reviewed weighs on it, where an average over the
/// reviewed ones would leave it out. An item that is updated was looked at, so a look is a review or an update, not
/// both. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `overflow` (`available * observed`, or
/// `reviews + updates`); `undefined` (`reviews + updates` is 0).
///
/// Example: 240 items in 90 days, with 80 reviews and 40 updates, is 21,600 / 120, or 180 days.
[[nodiscard]] constexpr result<average<days>> content_review_interval(const content& c) noexcept {
  const std::int64_t item_days =
      detail::rounded_quotient({c.available.value(), c.observed.value()}, {1}, rounding::half_even);
  return detail::check(c, c.available, c.reviews, c.updates, c.observed)
      .average<days>({"available * observed", days(item_days)}, {"reviews + updates", c.reviews + c.updates});
}

/// Where a site stands in a search engine's results.
struct search_ranking {
  count terms{};      ///< searched for, at which the site was found
  count positions{};  ///< of the site, from 1, summed over those terms

  static constexpr void fields(auto f, auto&... s) {
    f("terms", s.terms...);
    f("positions", s.positions...);
  }
};

/// Average search rank: position of the site in the results for a search term.
///
///     positions / terms
///
/// Low is good and 1 is the best. A term at which the site is not found has no position and is left out, so losing a
/// bad position looks like a gain: read it beside `terms`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`terms` is 0).
///
/// Example: positions 1, 4 and 10 for three terms is 5.
[[nodiscard]] constexpr result<average<count>> average_search_rank(const search_ranking& s) noexcept {
  return detail::mean(s, s.positions, s.terms);
}

/// The time a process takes, before and after it was changed.
struct process_change {
  seconds before{};
  seconds expected_after{};  ///< as promised when the change was decided
  seconds after{};

  static constexpr void fields(auto f, auto&... p) {
    f("before", p.before...);
    f("expected_after", p.expected_after...);
    f("after", p.after...);
  }
};

/// Time saved rate: the share of a process's time that its change saved.
///
///     (before - after) / before
///
/// Negative when the process became slower. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `undefined` (`before` is 0).
///
/// Example: from 50 minutes to 30 is 40.0 %.
[[nodiscard]] constexpr result<ratio> time_saved_rate(const process_change& p) noexcept {
  return detail::check(p, p.before, p.after)
      .ratio<seconds>({"before - after", p.before - p.after}, {"before", p.before});
}

/// Expected time saved rate: the share of a process's time that its change was to save.
///
///     (before - expected_after) / before
///
/// Negative when it was expected to become slower. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `undefined` (`before` is 0).
///
/// Example: from 50 minutes to an expected 25 is 50.0 %.
[[nodiscard]] constexpr result<ratio> expected_time_saved_rate(const process_change& p) noexcept {
  return detail::check(p, p.before, p.expected_after)
      .ratio<seconds>({"before - expected_after", p.before - p.expected_after}, {"before", p.before});
}

/// Saving realised: the time that was saved, as a share of what was to be saved.
///
///     (before - after) / (before - expected_after)
///
/// Above 1 when more was saved than promised, negative when the process became slower. Where no saving was expected
/// there is nothing to compare with. A variant beside `time_saved_rate` and `expected_time_saved_rate`, of which it is
/// the quotient.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `undefined` (`before - expected_after` is 0 or less).
///
/// Example: from 50 minutes to 30, with 25 expected, is 20 / 25, or 80.0 %.
[[nodiscard]] constexpr result<ratio> saving_realised(const process_change& p) noexcept {
  return detail::check(p, p.before, p.expected_after, p.after)
      .ratio<seconds>({"before - after", p.before - p.after}, {"before - expected_after", p.before - p.expected_after});
}

/// Processes of a sales organisation, and how many of them were evaluated.
struct processes {
  count evaluated{};
  count total{};

  static constexpr void fields(auto f, auto&... p) {
    f("evaluated", p.evaluated...);
    f("total", p.total...);
  }
};

/// Process coverage: the share of the processes that were evaluated.
///
///     evaluated / total
///
/// A process counts once, however often it was evaluated. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`evaluated` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 9 of 12 processes is 75.0 %.
[[nodiscard]] constexpr result<ratio> process_coverage(const processes& p) noexcept {
  return detail::share_of(p, p.evaluated, p.total);
}

}  // namespace kpi::inline v0_1
