// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <date/date.h>

namespace kpi::inline v0_1 {

/// What one contract is worth, and for how long it binds. Contracts do not add: their terms differ. Their values do,
/// in `contract_values`.
struct contract {
  money total{};        ///< over the whole term
  money one_time{};     ///< the part of the total that does not recur: setup, training, hardware
  date::months term{};  ///< from start to end, without renewals that are not signed

  static constexpr void inputs(auto f, auto&... c) {
    f("total", c.total...);
    f("one_time", c.one_time...);
    f("term", c.term...);
  }
};

namespace detail {

[[nodiscard]] KPI_COLD constexpr money large_annual_value(std::int64_t recurring, std::int64_t months) noexcept {
  return money::ten_thousandths(rounded_quotient({recurring, 12}, {months}, rounding::half_even));
}

/// Of what recurs, over a term of at least a month.
[[nodiscard]] KPI_INLINE constexpr money annual_value(std::int64_t recurring, date::months months) noexcept {
  // Every deal passes here: up to 75 billion one division will do, and a year of it cannot leave the range. Both sides
  // of it are larger than they need be: Clang asks before it divides whether 32 bits would do, and of amounts as they
  // come nobody can guess the answer.
  constexpr std::uint64_t both = 256;
  if (static_cast<std::uint64_t>(recurring) > money::limit / (12 * both)) [[unlikely]]
    return large_annual_value(recurring, months.count());
  const std::uint64_t amount = static_cast<std::uint64_t>(recurring) * (12 * both);
  const std::uint64_t term = static_cast<std::uint64_t>(months.count()) * both;
  const std::uint64_t year = amount / term;
  const std::uint64_t rest = amount % term;
  return money::ten_thousandths(year + (2 * rest + year % 2 > term ? 1 : 0));  // half-even, without a branch
}

/// Any contract, also one that is refused or whose amounts leave 64 bits on the way.
[[nodiscard]] KPI_COLD constexpr result<money> annual_value_in_full(money total, money one_time,
                                                                    date::months term) noexcept {
  const contract c{total, one_time, term};
  const auto checked = check(c, c.total, c.one_time)
                           .where(c.one_time <= c.total, "one_time")
                           .divisible_by<count>({"term", c.term.count()});
  if (!checked.ok()) return checked.refusal();
  return checked.value<money>({"(total - one_time) * 12 / term",
                               money::ten_thousandths(rounded_quotient({(c.total - c.one_time).value(), 12},
                                                                       {c.term.count()}, rounding::half_even))});
}

}  // namespace detail

/// Annual contract value: what the recurring part of a contract is worth in a year of its term.
///
///     (total - one_time) * 12 / term
///
/// Rounded once, half-even, to 1/10,000. A term below a year is scaled up to one: 3 months of 1,000 each are 12,000,
/// although no year of them was sold (docs/decisions.md, D-31). Also called: ACV. Sources: S4, S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "one_time" (above `total`);
/// `undefined` (`term` is 0 or less); `overflow` (the value of the year itself, of a short term).
///
/// Example: 380,000 with 20,000 one-time over 36 months is 120,000.
[[nodiscard]] constexpr result<money> annual_contract_value(const contract& c) noexcept {
  if (detail::in_range(c.total) && detail::in_range(c.one_time) && c.one_time <= c.total && c.term.count() > 0)
      [[likely]] {
    const money year = detail::annual_value(c.total.value() - c.one_time.value(), c.term);
    if (!year.overflowed()) [[likely]]
      return year;
  }
  return detail::annual_value_in_full(c.total, c.one_time, c.term);
}

/// Contracts by number and by worth. All three fields hold the same contracts: one without a term has no annual value
/// and would lower the average of those that have.
struct contract_values {
  money total{};      ///< over their whole terms, one-time parts included
  money acv{};        ///< their `annual_contract_value`s, each rounded before it was added
  count contracts{};  ///< signed in the period

  static constexpr void fields(auto f, auto&... v) {
    f("total", v.total...);
    f("acv", v.acv...);
    f("contracts", v.contracts...);
  }
};

/// Average contract value: the whole worth of a contract, on average.
///
///     total / contracts
///
/// Includes one-time parts and every year of the term, so longer terms raise it; `average_annual_contract_value` does
/// not see them. Also called: average total contract value, TCV. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`total`, `contracts`); `undefined` (`contracts` is 0).
///
/// Example: 1,140,000 over 3 contracts is 380,000.
[[nodiscard]] constexpr result<average<money>> average_contract_value(const contract_values& v) noexcept {
  return detail::mean(v, v.total, v.contracts);
}

/// Average annual contract value: what a contract is worth in a year, on average.
///
///     acv / contracts
///
/// Each contract weighs the same, whatever its term. Also called: average ACV. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (`acv`, `contracts`); `undefined` (`contracts` is 0).
///
/// Example: 360,000 a year over 3 contracts is 120,000.
[[nodiscard]] constexpr result<average<money>> average_annual_contract_value(const contract_values& v) noexcept {
  return detail::mean(v, v.acv, v.contracts);
}

}  // namespace kpi::inline v0_1
