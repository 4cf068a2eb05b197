// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <span>

namespace kpi::inline v0_1 {

/// What was sold in one period, at list price and as sold.
struct discounts {
  money list{};  ///< at list price, before any discount: volume discounts too
  money sold{};  ///< of the same items; what has no list price is in neither sum

  static constexpr void fields(auto f, auto&... d) {
    f("list", d.list...);
    f("sold", d.sold...);
  }
};

/// Discount rate: the share of the list price that was given away.
///
///     (list - sold) / list
///
/// Pooled over deals: a large deal weighs by its list price. Negative when sold above list (docs/decisions.md, D-07).
/// Also called: average discount, discount percentage. Sources: S4, S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`list` is 0).
///
/// Example: 88,000 for what lists at 100,000 is 12,000 / 100,000, printed as 12.0 %.
[[nodiscard]] constexpr result<ratio> discount_rate(const discounts& d) noexcept {
  return detail::check(d, d.list, d.sold).ratio<money>({"list - sold", d.list - d.sold}, {"list", d.list});
}

/// Discount given: the money that discounts cost.
///
///     list - sold
///
/// Negative when sold above list; 0 when nothing was sold. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount).
///
/// Example: 88,000 for what lists at 100,000 gave 12,000 away.
[[nodiscard]] constexpr result<money> discount_given(const discounts& d) noexcept {
  return detail::check(d, d.list, d.sold).value<money>({"list - sold", d.list - d.sold});
}

/// A part of an amount. Adds over periods and segments, each with a whole of its own; for two parts of one whole add
/// the parts alone.
struct share {
  money part{};
  money whole{};  ///< includes the part

  static constexpr void fields(auto f, auto&... s) {
    f("part", s.part...);
    f("whole", s.whole...);
  }
};

/// Product mix share: the share of the sales that one product, or one line of products, makes up.
///
///     part / whole
///
/// The shares of all products add up to 1. By amount, not by units. Also called: sales mix, share of revenue.
/// Sources: S0, S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "part" (above `whole`); `undefined`
/// (`whole` is 0).
///
/// Example: 150,000 of 600,000 is 25.0 %.
[[nodiscard]] constexpr result<ratio> product_mix_share(const share& s) noexcept {
  return detail::share_of(s, s.part, s.whole);
}

/// Attributed revenue share: the share of the revenue that is credited to one source, such as a campaign, a channel, a
/// piece of content or a program.
///
///     part / whole
///
/// Add up to 1 only when each amount is credited once; where every source that touched a deal is credited in full, the
/// shares exceed it together. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "part" (above `whole`); `undefined`
/// (`whole` is 0).
///
/// Example: 90,000 of 450,000 is 20.0 %.
[[nodiscard]] constexpr result<ratio> attributed_revenue_share(const share& s) noexcept {
  return detail::share_of(s, s.part, s.whole);
}

namespace detail {

/// The amounts above a limit: how many, and their sum.
struct upper_part {
  std::int64_t count = 0;
  std::int64_t sum = 0;
};

[[nodiscard]] constexpr upper_part above(std::span<const money> amounts, std::int64_t limit) noexcept {
  upper_part upper;
  for (const money& m : amounts)
    if (m.value() > limit) {
      ++upper.count;
      upper.sum += m.value();
    }
  return upper;
}

/// The sum of the k largest of amounts that are not negative and whose sum is in range.
///
/// Halves the range of values until it knows the lowest limit that fewer than k amounts exceed, which is the k-th
/// largest, and lets it stand for as many of its equals as are among them. With k above their number that limit is 0.
[[nodiscard]] constexpr money sum_of_largest(std::span<const money> amounts, std::int64_t k,
                                             const money& largest) noexcept {
  std::int64_t low = 0;
  std::int64_t high = largest.value();
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (above(amounts, middle).count < k)
      high = middle;
    else
      low = middle + 1;
  }
  const upper_part upper = above(amounts, low);
  return money::ten_thousandths(upper.sum + (k - upper.count) * low);
}

}  // namespace detail

/// Top share: the share of the whole that its k largest amounts make up, the revenue of the ten largest customers for
/// instance.
///
///     sum of the k largest amounts / sum of all amounts
///
/// One amount a customer: add up a customer's deals first. With k above their number it takes all of them, and is 1;
/// with k = 0 it is 0. Allocates nothing and leaves the amounts in their order; instead it reads them twice, and once
/// more for each bit of the largest one: 63 times at most, whatever k is. Also called: customer concentration.
/// Source: S0.
///
/// Errors, first match wins: `overflow`, `negative`, "amounts" (of the first amount that is out of order), then "k";
/// `overflow`, "amounts" (their sum); `undefined`, "amounts" (there are none, or all are 0).
///
/// Example: of 50, 20, 20 and 10, the largest two are 70 / 100, printed as 70.0 %.
[[nodiscard]] constexpr result<ratio> top_share(std::span<const money> amounts, count k) noexcept {
  money sum;
  money largest;
  for (const money& m : amounts) {
    if (m.overflowed()) return refuse(errc::overflow, "amounts");
    if (m < money{}) return refuse(errc::negative, "amounts");
    sum += m;
    if (largest < m) largest = m;
  }
  if (k.overflowed()) return refuse(errc::overflow, "k");
  if (k < count{}) return refuse(errc::negative, "k");
  const auto checked = detail::checked{}.divisible_by<money>({"amounts", sum});
  if (!checked.ok()) return checked.refusal();
  return ratio::of(detail::sum_of_largest(amounts, k.value(), largest), sum);
}

}  // namespace kpi::inline v0_1
