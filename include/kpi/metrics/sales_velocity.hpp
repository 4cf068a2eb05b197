// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The four levers of a pipeline. Averages and rates do not add: add the measures they come from, and ask again.
struct velocity {
  count opportunities{};     ///< qualified and worked on, as of a day or opened in the period
  average<money> deal_size;  ///< `average_deal_size`, or ACV a deal
  ratio win_rate;            ///< of the same population as `opportunities`; may exceed 1
  average<days> cycle;       ///< `sales_cycle_length`

  static constexpr void inputs(auto f, auto&... v) {
    f("opportunities", v.opportunities...);
    f("deal_size", v.deal_size...);
    f("win_rate", v.win_rate...);
    f("cycle", v.cycle...);
  }
};

namespace detail {

/// Each input of a velocity by the number that has its sign and may be too large.
struct velocity_totals {
  count opportunities{};
  money deal_size{};
  count win_rate{};
  days cycle{};

  static constexpr void inputs(auto f, auto&... v) {
    f("opportunities", v.opportunities...);
    f("deal_size", v.deal_size...);
    f("win_rate", v.win_rate...);
    f("cycle", v.cycle...);
  }
};

}  // namespace detail

/// Sales velocity: the money that a pipeline turns into revenue on a calendar day.
///
///     opportunities * deal_size * win_rate / cycle
///
/// A money per day. Computed from the exact totals inside the averages and the rate, and rounded once, half-even, to
/// 1/10,000: rounding the inputs first gives another number. It compares teams and quarters; it is no forecast, since
/// it assumes that the four inputs describe the same deals and hold (docs/decisions.md, D-05). No opportunities is a
/// velocity of 0. Also called: pipeline velocity, sales pipeline velocity. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an input, or the total inside it); `undefined` (the total of
/// `cycle` is 0: every deal was decided on the day it was opened); `overflow` (the velocity itself).
///
/// Example: 60 opportunities of 12,000 each, 25 % of them won within 90 days, is 2,000 a day.
[[nodiscard]] constexpr result<money> sales_velocity(const velocity& v) noexcept {
  const detail::velocity_totals t{.opportunities = v.opportunities,
                                  .deal_size = v.deal_size.total(),
                                  .win_rate = v.win_rate.numerator(),
                                  .cycle = v.cycle.total()};
  const auto checked =
      detail::check(t, t.opportunities, t.deal_size, t.win_rate, t.cycle).divisible_by<days>({"cycle", t.cycle});
  if (!checked.ok()) return checked.refusal();
  return checked.value<money>(
      {"opportunities * deal_size * win_rate / cycle",
       money::ten_thousandths(detail::rounded_quotient(
           {t.opportunities.value(), t.deal_size.value(), t.win_rate.value(), v.cycle.count().value()},
           {v.deal_size.count().value(), v.win_rate.denominator(), t.cycle.value()}, rounding::half_even))});
}

}  // namespace kpi::inline v0_1
