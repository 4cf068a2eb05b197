// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The demos of one period and what was won in it.
struct demo_yield {
  money acv_won{};  ///< annual contract value of the deals won in the period, whenever their demo was
  count demos{};    ///< demos of the period

  static constexpr void fields(auto f, auto&... d) {
    f("acv_won", d.acv_won...);
    f("demos", d.demos...);
  }
};

/// ACV per demo: what a demo is worth in annual contract value.
///
///     acv_won / demos
///
/// A demo is a first meeting booked, or a qualified meeting held; the two differ by the meetings that fell through, so
/// keep to one (docs/decisions.md, D-02). Numerator and denominator are of the same period, not of the same deals: with
/// long sales cycles a month of many demos looks worse than it is. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`demos` is 0).
///
/// Example: 120,000 won and 80 demos is 1,500 a demo.
[[nodiscard]] constexpr result<average<money>> acv_per_demo(const demo_yield& d) noexcept {
  return detail::mean(d, d.acv_won, d.demos);
}

/// The contracts that went out in one period and those that came back signed in it.
struct contract_outcomes {
  count sent{};  ///< deals whose contract was sent in the period, once however many versions followed
  count won{};   ///< deals won in the period, of those that were ever sent a contract

  static constexpr void fields(auto f, auto&... c) {
    f("sent", c.sent...);
    f("won", c.won...);
  }
};

/// Win per contract sent: how many contracts are won for each that is sent.
///
///     won / sent
///
/// Above 1 is legal and worth a look: contracts sent earlier are won now. Filled from the deals sent in a period,
/// followed to their end, the same formula is the cohort's rate and never exceeds 1 (docs/decisions.md, D-03). Source:
/// S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`sent` is 0).
///
/// Example: 30 won of 40 sent is 30 / 40, printed as 75.0 %.
[[nodiscard]] constexpr result<ratio> win_per_contract_sent(const contract_outcomes& c) noexcept {
  return detail::quotient(c, c.won, c.sent);
}

}  // namespace kpi::inline v0_1
