// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The deals won in one period, or the orders placed in it.
struct closed_sales {
  money revenue{};  ///< their value
  count deals{};    ///< those that have a value

  static constexpr void fields(auto f, auto&... s) {
    f("revenue", s.revenue...);
    f("deals", s.deals...);
  }
};

/// Average deal size: what a won deal brings in, on average.
///
///     revenue / deals
///
/// A deal won without a value on record is in neither field; counted as 0 it would lower the average. One large deal
/// can carry it: see `top_share`. Also called: average order value (AOV), average sale. Sources: S1, S2, S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`deals` is 0).
///
/// Example: 100,000 from 8 deals is 12,500 a deal.
[[nodiscard]] constexpr result<average<money>> average_deal_size(const closed_sales& s) noexcept {
  return detail::mean(s, s.revenue, s.deals);
}

namespace detail {

/// The same measure of two periods, so that an error says of which.
struct closed_sales_change {
  closed_sales before{};
  closed_sales after{};

  static constexpr void inputs(auto f, auto&... c) {
    f("before.revenue", c.before.revenue...);
    f("before.deals", c.before.deals...);
    f("after.revenue", c.after.revenue...);
    f("after.deals", c.after.deals...);
  }
};

}  // namespace detail

/// Change of the average deal size: by what part of itself it grew from one period to the next.
///
///     (after.revenue / after.deals) / (before.revenue / before.deals) - 1
///
/// Below 0 when deals became smaller; -1 when those of `after` brought in nothing. A double, from exact totals:
/// products of everyday totals and their difference are exact, and the one division rounds. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a field of either side, `before` first); `undefined`
/// (`before.deals` is 0, then `after.deals`, then `before.revenue`, since nothing grows from 0).
///
/// Example: from 8 deals of 100,000 to 10 of 150,000, 12,500 to 15,000 a deal, is 0.2, printed as 20.0 %.
[[nodiscard]] constexpr result<double> average_deal_size_change(const closed_sales& before,
                                                                const closed_sales& after) noexcept {
  const detail::closed_sales_change c{before, after};
  const auto checked = detail::check(c, c.before.revenue, c.before.deals, c.after.revenue, c.after.deals)
                           .divisible_by<count>({"before.deals", before.deals})
                           .divisible_by<count>({"after.deals", after.deals})
                           .divisible_by<money>({"before.revenue", before.revenue});
  if (!checked.ok()) return checked.refusal();
  const auto product = [](const money& m, const count& n) {
    return static_cast<double>(m.value()) * static_cast<double>(n.value());
  };
  const double was = product(before.revenue, after.deals);
  return (product(after.revenue, before.deals) - was) / was;
}

/// The items on the deals of one period.
struct deal_items {
  count items{};  ///< products or services sold, each line of a deal once or by quantity, consistently
  count deals{};

  static constexpr void fields(auto f, auto&... d) {
    f("items", d.items...);
    f("deals", d.deals...);
  }
};

/// Items per deal: how many products a deal bundles, on average.
///
///     items / deals
///
/// Read it beside `discount_rate`: a bundle that grows while its price does not is a discount by another name. Also
/// called: units per transaction (UPT), products per deal. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`deals` is 0).
///
/// Example: 50 items on 20 deals is 2.5 a deal.
[[nodiscard]] constexpr result<average<count>> items_per_deal(const deal_items& d) noexcept {
  return detail::mean(d, d.items, d.deals);
}

/// Revenue of one period by whom it came from.
struct sales_mix {
  money new_business{};  ///< from customers that bought for the first time
  money upsell{};        ///< from customers that had bought before: more, better, or something else (cross-sell)

  static constexpr void fields(auto f, auto&... m) {
    f("new_business", m.new_business...);
    f("upsell", m.upsell...);
  }
};

/// Upsell share: the share of a period's sales that customers bought who were customers already.
///
///     upsell / (new_business + upsell)
///
/// Renewals at the same price are neither. Between 0 and 1; the complement is the share of new business. Also called:
/// upsell and cross-sell share, expansion share. Sources: S2, S0.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`new_business + upsell` is 0).
///
/// Example: 700,000 of new business and 300,000 of upsell is 30.0 %.
[[nodiscard]] constexpr result<ratio> upsell_share(const sales_mix& m) noexcept {
  return detail::check(m, m.new_business, m.upsell)
      .ratio<money>({"upsell", m.upsell}, {"new_business + upsell", m.new_business + m.upsell});
}

}  // namespace kpi::inline v0_1
