// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// How sellers spent their working time in a period.
struct time_use {
  seconds selling{};         ///< on what the role calls selling
  seconds with_customers{};  ///< face to face, in a room or by video
  seconds total{};           ///< working time, with everything in it

  static constexpr void fields(auto f, auto&... t) {
    f("selling", t.selling...);
    f("with_customers", t.with_customers...);
    f("total", t.total...);
  }
};

/// Selling time share: the share of working time that went into selling.
///
///     selling / total
///
/// What is selling depends on the role: prospecting is for a development rep and is not for an account executive. The
/// caller's records decide, for each role always alike. Also called: active selling time. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `inconsistent` (`selling` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 14 of 40 hours is 35.0 %.
[[nodiscard]] constexpr result<ratio> selling_time_share(const time_use& t) noexcept {
  return detail::share_of(t, t.selling, t.total);
}

/// Face time share: the share of working time that was spent with customers.
///
///     with_customers / total
///
/// Need not lie within the selling time: a visit to settle a complaint is here and not there. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `inconsistent` (`with_customers` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 9 of 40 hours is 22.5 %.
[[nodiscard]] constexpr result<ratio> face_time_share(const time_use& t) noexcept {
  return detail::share_of(t, t.with_customers, t.total);
}

}  // namespace kpi::inline v0_1
