// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Touches of a period (calls, emails, messages, visits) and whom they reached.
struct outreach {
  count touches{};                  ///< attempts up to the decision maker, answered or not
  count contacts_reached{};         ///< persons who answered
  count decision_makers_reached{};  ///< those of them who can decide
  count booking_touches{};          ///< the further ones, after the decision maker was reached, for a first meeting
  count meetings{};                 ///< first meetings

  static constexpr void fields(auto f, auto&... o) {
    f("touches", o.touches...);
    f("contacts_reached", o.contacts_reached...);
    f("decision_makers_reached", o.decision_makers_reached...);
    f("booking_touches", o.booking_touches...);
    f("meetings", o.meetings...);
  }
};

/// Contact rate: persons reached for each touch.
///
///     contacts_reached / touches
///
/// May exceed 1: one email or visit may reach several persons. Also called: connect rate. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`touches` is 0).
///
/// Example: 84 persons reached with 700 touches is 12.0 %.
[[nodiscard]] constexpr result<ratio> contact_rate(const outreach& o) noexcept {
  return detail::quotient(o, o.contacts_reached, o.touches);
}

/// Touches per decision maker: touches it took to reach one decision maker.
///
///     touches / decision_makers_reached
///
/// The touches of those never reached are in it, as they are part of the price. S0 quotes 6 to 8. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`decision_makers_reached` is 0).
///
/// Example: 700 touches for 100 decision makers is 7.
[[nodiscard]] constexpr result<average<count>> touches_per_decision_maker(const outreach& o) noexcept {
  return detail::mean(o, o.touches, o.decision_makers_reached);
}

/// Touches per meeting: the further touches it took to agree on one first meeting, once the decision maker was reached.
///
///     booking_touches / meetings
///
/// Those before the decision maker was reached are in `touches_per_decision_maker`: the way to a first meeting is the
/// two together. S0 quotes 10 to 12. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`meetings` is 0).
///
/// Example: 550 further touches for 50 first meetings is 11.
[[nodiscard]] constexpr result<average<count>> touches_per_meeting(const outreach& o) noexcept {
  return detail::mean(o, o.booking_touches, o.meetings);
}

}  // namespace kpi::inline v0_1
