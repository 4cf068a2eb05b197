// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>

#include <span>
#include <vector>

namespace kpi::inline v0_1 {

/// The open opportunities of one day, by value, with what the period they are due in has brought and should bring.
struct pipeline {
  money open{};       ///< a stock: the value open on the day; nothing that is already won or lost
  money qualified{};  ///< a stock: of `open`, what meets the qualification rules
  money verified{};   ///< a stock: of `open`, what evidence confirms, not its owner's word alone
  money accurate{};   ///< a stock: of `open`, what is recorded with the right value, stage and date
  money created{};    ///< a flow: opened in the period, whatever became of it since
  money won{};        ///< a flow: won so far in the period of the target
  money target{};     ///< a stock: what the whole period should bring

  static constexpr void fields(auto f, auto&... p) {
    f("open", p.open...);
    f("qualified", p.qualified...);
    f("verified", p.verified...);
    f("accurate", p.accurate...);
    f("created", p.created...);
    f("won", p.won...);
    f("target", p.target...);
  }
};

/// Pipeline coverage: how many times over the open pipeline would fill what is missing from the target.
///
///     open / (target − won)
///
/// What is won comes off the target, since it has left the open pipeline as well: over the whole target, a period would
/// look worse the more of it is won (docs/decisions.md, D-11). Once the target is met there is nothing to cover:
/// undefined, and good news. A common variant.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`target - won` is 0 or less).
///
/// Example: 900,000 open, with 200,000 won of a target of 500,000, is 900,000 / 300,000: 3 times.
[[nodiscard]] constexpr result<ratio> pipeline_coverage(const pipeline& p) noexcept {
  return detail::check(p, p.open, p.won, p.target).ratio<money>({"open", p.open}, {"target - won", p.target - p.won});
}

/// Qualified pipeline share: the part of the open pipeline that meets the qualification rules.
///
///     qualified / open
///
/// Between 0 and 1. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`qualified` above `open`); `undefined`
/// (`open` is 0).
///
/// Example: 600,000 qualified of 800,000 open is 75.0 %.
[[nodiscard]] constexpr result<ratio> qualified_pipeline_share(const pipeline& p) noexcept {
  return detail::share_of(p, p.qualified, p.open);
}

/// Verified pipeline share: the part of the open pipeline that evidence confirms, not its owner's word alone.
///
///     verified / open
///
/// Between 0 and 1. What was never checked is not verified. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`verified` above `open`); `undefined`
/// (`open` is 0).
///
/// Example: 200,000 verified of 800,000 open is 25.0 %.
[[nodiscard]] constexpr result<ratio> verified_pipeline_share(const pipeline& p) noexcept {
  return detail::share_of(p, p.verified, p.open);
}

/// Pipeline accuracy: the part of the open pipeline that is recorded as it really stands.
///
///     accurate / open
///
/// Between 0 and 1. About records on one day; how forecasts turned out is `forecast_accuracy`. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`accurate` above `open`); `undefined`
/// (`open` is 0).
///
/// Example: 720,000 accurate of 800,000 open is 90.0 %.
[[nodiscard]] constexpr result<ratio> pipeline_accuracy(const pipeline& p) noexcept {
  return detail::share_of(p, p.accurate, p.open);
}

/// Pipeline created: the value of the opportunities opened in the period.
///
///     created
///
/// A flow beside the stock `open`: what was opened and closed within the period belongs to it too. 0 on the empty
/// measure. Also called: pipeline generation. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`created`).
///
/// Example: opportunities of 120,000 and 80,000 opened in the period are 200,000.
[[nodiscard]] constexpr result<money> pipeline_created(const pipeline& p) noexcept {
  return detail::check(p, p.created).value<money>({"created", p.created});
}

/// One open opportunity: what it would bring, and how likely that is.
struct prospect {
  money amount{};
  ratio probability;  ///< 0 … 1; there is no default, because there is no neutral one

  static constexpr void inputs(auto f, auto&... p) {
    f("amount", p.amount...);
    f("probability", p.probability...);
  }
};

namespace detail {

[[nodiscard]] constexpr checked check_prospect(const prospect& p) noexcept {
  const checked amount = check(p, p.amount);
  if (!amount.ok()) return amount;
  if (p.probability.numerator() < 0) return {errc::negative, "probability"};
  return amount.where(p.probability.numerator() <= p.probability.denominator(), "probability");
}

}  // namespace detail

/// Weighted pipeline: what the open opportunities are worth when each counts by its probability.
///
///     Σ amount × probability
///
/// Each product is rounded half-even to 1/10,000 before it is added, so that the parts of any split add up to the
/// whole. Not the total times the mean probability, which lets a long shot count like a safe deal. 0 of no prospects.
/// Also called: expected or probability-weighted pipeline. A common variant.
///
/// Errors, first match wins, of the first prospect that has any: `overflow`, `negative` (`amount`), `negative`
/// (`probability` below 0), `inconsistent` (`probability` above 1); then `overflow` of the sum, naming
/// `amount * probability`.
///
/// Example: 90,000 at 10 % and 10,000 at 90 % are 9,000 + 9,000 = 18,000, where 100,000 at 50 % would be 50,000.
[[nodiscard]] constexpr result<money> weighted_pipeline(std::span<const prospect> prospects) noexcept {
  money sum;
  for (const auto& p : prospects) {
    const auto c = detail::check_prospect(p);
    if (!c.ok()) return c.refusal();
    sum += times(p.amount, p.probability, rounding::half_even);
  }
  return detail::checked{}.value<money>({"amount * probability", sum});
}

/// Rank by expected value: the positions of the prospects, counted from 0, with the one worth most first.
///
///     by amount × probability, falling
///
/// Compared exactly, without rounding; equal ones stay in the order they came in. With every probability 1 this is
/// S2's ranking by potential value. The list of no prospects is empty. Neither constexpr nor noexcept, since it
/// allocates the list. Source: S2.
///
/// Errors, first match wins, of the first prospect that has any: `overflow`, `negative` (`amount`), `negative`
/// (`probability` below 0), `inconsistent` (`probability` above 1).
///
/// Example: 100,000 at 10 %, 40,000 at 50 % and 20,000 at 100 % rank as positions 1, 2, 0.
[[nodiscard]] KPI_EXPORT result<std::vector<std::size_t>> rank_by_expected_value(std::span<const prospect> prospects);

}  // namespace kpi::inline v0_1
