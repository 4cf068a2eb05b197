// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Units sold in one period and what they brought in.
struct unit_sales {
  money revenue{};  ///< after discounts
  count units{};

  static constexpr void fields(auto f, auto&... s) {
    f("revenue", s.revenue...);
    f("units", s.units...);
  }
};

/// Average selling price: what a unit of one product sells for, on average.
///
///     revenue / units
///
/// For one product, or for products whose units compare: over a catalogue it moves with the mix as much as with the
/// prices. Also called: ASP. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`units` is 0).
///
/// Example: 49,000 for 500 units is 98.
[[nodiscard]] constexpr result<average<money>> average_selling_price(const unit_sales& s) noexcept {
  return detail::mean(s, s.revenue, s.units);
}

/// Average revenue per unit: what a unit brings in, whatever was sold.
///
///     revenue / units
///
/// The formula of `average_selling_price`, over everything that is sold. Also called: AR, average revenue. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`units` is 0).
///
/// Example: 100,000 over 10 units is 10,000.
[[nodiscard]] constexpr result<average<money>> average_revenue_per_unit(const unit_sales& s) noexcept {
  return detail::mean(s, s.revenue, s.units);
}

namespace detail {

/// The same measure of two periods or two volumes, so that an error says of which.
struct unit_sales_change {
  unit_sales before{};
  unit_sales after{};

  static constexpr void inputs(auto f, auto&... c) {
    f("before.revenue", c.before.revenue...);
    f("before.units", c.before.units...);
    f("after.revenue", c.after.revenue...);
    f("after.units", c.after.units...);
  }
};

}  // namespace detail

/// Marginal revenue: what each further unit brought in, when more were sold.
///
///     (after.revenue - before.revenue) / (after.units - before.units)
///
/// Negative when the price fell so far that more units brought in less. Without further units there is nothing to
/// divide by, also when fewer were sold. Also called: MR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field of either side, `before` first); `undefined`
/// (`after.units - before.units` is 0 or less).
///
/// Example: from 100,000 for 10 units to 110,000 for 20 is 10,000 / 10, or 1,000 a further unit.
[[nodiscard]] constexpr result<average<money>> marginal_revenue(const unit_sales& before,
                                                                const unit_sales& after) noexcept {
  const detail::unit_sales_change c{before, after};
  return detail::check(c, c.before.revenue, c.before.units, c.after.revenue, c.after.units)
      .average<money>({"after.revenue - before.revenue", after.revenue - before.revenue},
                      {"after.units - before.units", after.units - before.units});
}

}  // namespace kpi::inline v0_1
