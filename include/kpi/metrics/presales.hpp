// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/metrics/deal_size.hpp>
#include <kpi/metrics/win_rate.hpp>

namespace kpi::inline v0_1 {

/// The opportunities of one period, with and without presales at work on them.
struct presales_outcomes {
  opportunities assisted{};  ///< a presales engineer took part, however briefly
  opportunities unassisted{};

  static constexpr void fields(auto f, auto&... o) {
    f("assisted.opened", o.assisted.opened...);
    f("assisted.won", o.assisted.won...);
    f("assisted.lost", o.assisted.lost...);
    f("assisted.no_decision", o.assisted.no_decision...);
    f("assisted.disqualified", o.assisted.disqualified...);
    f("unassisted.opened", o.unassisted.opened...);
    f("unassisted.won", o.unassisted.won...);
    f("unassisted.lost", o.unassisted.lost...);
    f("unassisted.no_decision", o.unassisted.no_decision...);
    f("unassisted.disqualified", o.unassisted.disqualified...);
  }
};

/// Win rate with presales: the share won of the opportunities decided with presales at work on them.
///
///     assisted.won / (assisted.won + assisted.lost)
///
/// The `decided_win_rate` of that side; its complement is the loss rate. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`assisted.won + assisted.lost` is 0).
///
/// Example: 30 won and 20 lost is 30 / 50, printed as 60.0 %.
[[nodiscard]] constexpr result<ratio> presales_assisted_win_rate(const presales_outcomes& o) noexcept {
  return detail::check(o, o.assisted.won, o.assisted.lost)
      .ratio<count>({"assisted.won", o.assisted.won},
                    {"assisted.won + assisted.lost", o.assisted.won + o.assisted.lost});
}

/// Win rate without presales: the share won of the opportunities decided without presales.
///
///     unassisted.won / (unassisted.won + unassisted.lost)
///
/// The `decided_win_rate` of that side; its complement is the loss rate. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`unassisted.won + unassisted.lost` is 0).
///
/// Example: 20 won and 30 lost is 20 / 50, printed as 40.0 %.
[[nodiscard]] constexpr result<ratio> presales_unassisted_win_rate(const presales_outcomes& o) noexcept {
  return detail::check(o, o.unassisted.won, o.unassisted.lost)
      .ratio<count>({"unassisted.won", o.unassisted.won},
                    {"unassisted.won + unassisted.lost", o.unassisted.won + o.unassisted.lost});
}

/// Win rate lift of presales: how many times as often a deal is won with presales as without.
///
///     (assisted.won / (assisted.won + assisted.lost)) / (unassisted.won / (unassisted.won + unassisted.lost))
///
/// 1 is no difference, below 1 is worse. It compares two groups, and presales is not sent to them by lot: where it
/// joins the promising deals, part of the lift is theirs. A double, from exact totals. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `overflow`, `undefined` (`assisted.won + assisted.lost`
/// is 0, then `unassisted.won + unassisted.lost`, then `unassisted.won`: there is no multiple of a rate of 0).
///
/// Example: 30 of 50 with presales and 20 of 50 without is 60 % over 40 %, a lift of 1.5.
[[nodiscard]] constexpr result<double> presales_win_rate_lift(const presales_outcomes& o) noexcept {
  const count assisted = o.assisted.won + o.assisted.lost;
  const count unassisted = o.unassisted.won + o.unassisted.lost;
  const auto checked = detail::check(o, o.assisted.won, o.assisted.lost, o.unassisted.won, o.unassisted.lost)
                           .divisible_by<count>({"assisted.won + assisted.lost", assisted})
                           .divisible_by<count>({"unassisted.won + unassisted.lost", unassisted})
                           .divisible_by<count>({"unassisted.won", o.unassisted.won});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(o.assisted.won.value(), assisted.value(), o.unassisted.won.value(),
                                       unassisted.value());
}

/// Presales share: the share of the deals won in the period that presales had worked on.
///
///     assisted.won / (assisted.won + unassisted.won)
///
/// How far presales reaches, not how much it helps. A variant beside `presales_win_rate_lift`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`assisted.won + unassisted.won` is 0).
///
/// Example: 30 won with presales and 20 without is 30 / 50, printed as 60.0 %.
[[nodiscard]] constexpr result<ratio> presales_assisted_share(const presales_outcomes& o) noexcept {
  return detail::check(o, o.assisted.won, o.unassisted.won)
      .ratio<count>({"assisted.won", o.assisted.won},
                    {"assisted.won + unassisted.won", o.assisted.won + o.unassisted.won});
}

/// The deals won in one period, with and without presales at work on them.
struct presales_value {
  closed_sales assisted{};  ///< a presales engineer took part, however briefly
  closed_sales unassisted{};

  static constexpr void fields(auto f, auto&... v) {
    f("assisted.revenue", v.assisted.revenue...);
    f("assisted.deals", v.assisted.deals...);
    f("unassisted.revenue", v.unassisted.revenue...);
    f("unassisted.deals", v.unassisted.deals...);
  }
};

/// Deal size with presales: what a deal won with presales brings in, on average.
///
///     assisted.revenue / assisted.deals
///
/// The `average_deal_size` of that side. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`assisted.deals` is 0).
///
/// Example: 600,000 from 30 deals is 20,000 a deal.
[[nodiscard]] constexpr result<average<money>> presales_assisted_deal_size(const presales_value& v) noexcept {
  return detail::mean(v, v.assisted.revenue, v.assisted.deals);
}

/// Deal size without presales: what a deal won without presales brings in, on average.
///
///     unassisted.revenue / unassisted.deals
///
/// The `average_deal_size` of that side. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`unassisted.deals` is 0).
///
/// Example: 320,000 from 20 deals is 16,000 a deal.
[[nodiscard]] constexpr result<average<money>> presales_unassisted_deal_size(const presales_value& v) noexcept {
  return detail::mean(v, v.unassisted.revenue, v.unassisted.deals);
}

/// Deal size lift of presales: how many times as large a deal is with presales as without.
///
///     (assisted.revenue / assisted.deals) / (unassisted.revenue / unassisted.deals)
///
/// 1 is no difference. Large deals are also those that presales is called to, so the lift is not its work alone. A
/// double, from exact totals. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`assisted.deals` is 0, then
/// `unassisted.deals`, then `unassisted.revenue`: there is no multiple of an average of 0).
///
/// Example: 600,000 from 30 deals with presales and 320,000 from 20 without is 20,000 over 16,000, a lift of 1.25.
[[nodiscard]] constexpr result<double> presales_deal_size_lift(const presales_value& v) noexcept {
  const auto checked = detail::check(v, v.assisted.revenue, v.assisted.deals, v.unassisted.revenue, v.unassisted.deals)
                           .divisible_by<count>({"assisted.deals", v.assisted.deals})
                           .divisible_by<count>({"unassisted.deals", v.unassisted.deals})
                           .divisible_by<money>({"unassisted.revenue", v.unassisted.revenue});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(v.assisted.revenue.value(), v.assisted.deals.value(),
                                       v.unassisted.revenue.value(), v.unassisted.deals.value());
}

}  // namespace kpi::inline v0_1
