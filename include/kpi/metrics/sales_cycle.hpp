// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// How long the deals decided in one period took.
struct cycle_time {
  count deals{};  ///< decided in the period, with a known opening day
  days total{};   ///< from opened to decided, of all of them; opened and decided on one day is 0

  static constexpr void fields(auto f, auto&... c) {
    f("deals", c.deals...);
    f("total", c.total...);
  }
};

/// Sales cycle length: the days from opening a deal to its decision, on average.
///
///     total / deals
///
/// Calendar days in the reporting zone. Deals still open are left out, so the figure of a young pipeline is low. Won
/// and lost deals together, or the won ones alone, is the choice of whoever fills the measure (docs/decisions.md,
/// D-04). A deal decided before it was opened is refused when it is added, since a sum would hide it.
/// Variant: `median_sales_cycle`. Also called: deal velocity, average days to close. Sources: S0, S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`deals` is 0).
///
/// Example: deals of 30, 60 and 99 days are 189 days / 3, a cycle of 63 days.
[[nodiscard]] constexpr result<average<days>> sales_cycle_length(const cycle_time& c) noexcept {
  return detail::mean(c, c.total, c.deals);
}

/// Median sales cycle: the days within which half of the deals were decided.
///
///     the median of (decided - opened), half-way between the two middle days of an even number of deals
///
/// A few deals that dragged on for years move the average, not the median. Takes any distribution of whole days, in
/// practice `distribution<days>`, which also has the other quantiles. The median of three deals is an anecdote: `floor`
/// says how many it takes. A variant of `sales_cycle_length`.
///
/// Errors: those of the distribution's median, `too_few` below the floor among them.
///
/// Example: deals of 30, 60 and 99 days have a median of 60 days.
template <class Distribution>
requires std::same_as<typename Distribution::value_type, days> && requires(const Distribution& d, count floor) {
  { d.median(floor) } -> std::same_as<result<double>>;
}
[[nodiscard]] constexpr result<double> median_sales_cycle(const Distribution& distribution, count floor = 1) {
  return distribution.median(floor);
}

}  // namespace kpi::inline v0_1
