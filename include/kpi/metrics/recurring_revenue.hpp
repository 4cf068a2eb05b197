// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The unit in which the time between two bills is counted.
enum class billing_unit : unsigned char { day, week, month, quarter, year };

/// How often a price is billed: every 3 months, every week.
struct billing {
  count every{1};
  billing_unit unit = billing_unit::month;

  static constexpr void inputs(auto f, auto&... b) {
    f("every", b.every...);
    f("unit", b.unit...);
  }
};

namespace detail {

/// How many of the unit make a year, or 0 for a value that is none of them.
[[nodiscard]] constexpr std::int64_t units_a_year(billing_unit unit) noexcept {
  switch (unit) {
    case billing_unit::day: return 365;
    case billing_unit::week: return 52;
    case billing_unit::month: return 12;
    case billing_unit::quarter: return 4;
    case billing_unit::year: return 1;
  }
  return 0;
}

/// What a formula of recurring revenue reads, in the order of its parameters.
struct recurring_price {
  money price{};
  count every{};

  static constexpr void inputs(auto f, auto&... r) {
    f("price", r.price...);
    f("every", r.every...);
  }
};

/// price × units a year / (every × parts), with `parts` equal parts to the year.
[[nodiscard]] constexpr result<money> price_for_part_of_year(const money& price, const billing& b,
                                                             std::int64_t parts) noexcept {
  const recurring_price r{price, b.every};
  const checked c = check(r, r.price, r.every).divisible_by<count>({"every", r.every});
  if (!c.ok()) return c.refusal();
  const std::int64_t units = units_a_year(b.unit);
  if (units == 0) return refuse(errc::invalid, "unit");
  return c.value<money>({"price / every", money::ten_thousandths(rounded_quotient(
                                              {price.value(), units}, {b.every.value(), parts}, rounding::half_even))});
}

}  // namespace detail

/// Monthly recurring revenue of one subscription: its price, spread evenly over the time it pays for, for a month.
///
///     price × units in a month / every
///
/// A month is 365/12 days, 52/12 weeks, 1/3 of a quarter, 1/12 of a year, and always the same length: billing by the
/// week brings in the same every month, though some months see five bills. 52 weeks are 364 days, so 7 a week is less
/// than 1 a day (docs/decisions.md, D-14). Rounded once, half-even, to 1/10,000. `price` is what recurs: without
/// one-time fees, usage and tax, and after the discounts that last. Also called: MRR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`price` or `every`); `undefined` (`every` is 0); `invalid` (`unit`
/// is none of the named values); `overflow` of the outcome, naming `price / every`.
///
/// Example: 25 a week is 25 × 52 / 12 = 108.3333 a month, neither 100 (four weeks) nor 108.25 (4.33 weeks).
[[nodiscard]] constexpr result<money> monthly_recurring_revenue(const money& price, const billing& b) noexcept {
  return detail::price_for_part_of_year(price, b, 12);
}

/// Annual recurring revenue of one subscription: its price, spread evenly over the time it pays for, for a year.
///
///     price × units in a year / every
///
/// A year is 365 days, 52 weeks, 12 months, 4 quarters. From the price itself and rounded once: 12 times a rounded
/// `monthly_recurring_revenue` would turn 10,000 a year into 9,999.9996, or into 9,996 where the month is kept in whole
/// units (docs/decisions.md, D-14). Also called: ARR. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (`price` or `every`); `undefined` (`every` is 0); `invalid` (`unit`
/// is none of the named values); `overflow` of the outcome, naming `price / every`.
///
/// Example: 25 a week is 1,300 a year; 10,000 a year is exactly 10,000, while its month is 833.3333.
[[nodiscard]] constexpr result<money> annual_recurring_revenue(const money& price, const billing& b) noexcept {
  return detail::price_for_part_of_year(price, b, 1);
}

}  // namespace kpi::inline v0_1
