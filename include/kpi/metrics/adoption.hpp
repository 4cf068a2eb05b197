// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Users of a tool. Both are stocks: they add over tools and teams, not over periods.
struct adoption {
  count active{};    ///< used it in the period, as often as the report requires
  count licensed{};  ///< could have used it

  static constexpr void fields(auto f, auto&... a) {
    f("active", a.active...);
    f("licensed", a.licensed...);
  }
};

/// Tool adoption rate: the share of those who could use a tool that did.
///
///     active / licensed
///
/// How much use makes a user active is the report's to say. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`active` exceeds `licensed`);
/// `undefined` (`licensed` is 0).
///
/// Example: 36 of 48 licences in use is 75.0 %.
[[nodiscard]] constexpr result<ratio> tool_adoption_rate(const adoption& a) noexcept {
  return detail::share_of(a, a.active, a.licensed);
}

/// Records of a database, as found on one day. All three are stocks.
struct record_quality {
  count complete{};  ///< every required field is filled
  count accurate{};  ///< what is filled was verified to be right
  count total{};

  static constexpr void fields(auto f, auto&... r) {
    f("complete", r.complete...);
    f("accurate", r.accurate...);
    f("total", r.total...);
  }
};

/// Data completeness: the share of the records in which no required field is missing.
///
///     complete / total
///
/// A record may be complete and wrong: see `data_accuracy`. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`complete` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 900 of 1,200 records is 75.0 %.
[[nodiscard]] constexpr result<ratio> data_completeness(const record_quality& r) noexcept {
  return detail::share_of(r, r.complete, r.total);
}

/// Data accuracy: the share of the records that are right.
///
///     accurate / total
///
/// Of all records, not of the complete ones: what was not verified is not accurate. For a sample, `total` is the
/// sample. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`accurate` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 1,080 of 1,200 records is 90.0 %.
[[nodiscard]] constexpr result<ratio> data_accuracy(const record_quality& r) noexcept {
  return detail::share_of(r, r.accurate, r.total);
}

/// A sales force on one day. Both are stocks.
struct team {
  count reps{};
  count managers{};  ///< of reps; a manager of managers is left out

  static constexpr void fields(auto f, auto&... t) {
    f("reps", t.reps...);
    f("managers", t.managers...);
  }
};

/// Managers per rep: managers for each seller.
///
///     managers / reps
///
/// The inverse of `span_of_control`. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`reps` is 0).
///
/// Example: 5 managers of 40 sellers is 0.125.
[[nodiscard]] constexpr result<average<count>> managers_per_rep(const team& t) noexcept {
  return detail::mean(t, t.managers, t.reps);
}

/// Span of control: sellers for each manager.
///
///     reps / managers
///
/// The inverse of `managers_per_rep`, and the more usual of the two.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`managers` is 0).
///
/// Example: 40 sellers under 5 managers is 8.
[[nodiscard]] constexpr result<average<count>> span_of_control(const team& t) noexcept {
  return detail::mean(t, t.reps, t.managers);
}

}  // namespace kpi::inline v0_1
