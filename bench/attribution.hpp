// SPDX-License-Identifier: MIT
// The scorecard in terms of kpi: what a row is, and what it counts for.
#pragma once

#include "deals.hpp"

#include <kpi/records/deal.hpp>
#include <kpi/tally/distribution.hpp>

namespace bench {

[[nodiscard]] constexpr date::sys_days day_at(day d) { return date::sys_days{date::days{d}}; }
inline constexpr kpi::epoch_day day_or_none{.none = none};

[[nodiscard]] KPI_INLINE constexpr kpi::deal deal_from(const deal_row& r) {
  return {.opened = day_at(r.created),
          .demo = day_or_none(r.demo),
          .contract_sent = day_or_none(r.sent),
          .expected_close = day_at(r.expected),
          .closed = day_or_none(r.closed),
          .state = static_cast<kpi::deal_state>(r.stage),
          .value = kpi::money::cents(r.amount),
          .list = kpi::money::cents(r.list),
          .one_time = kpi::money::cents(r.one_time),
          .term = date::months{r.term}};
}

struct figures {
  kpi::count opened{}, won{}, lost{}, sent{}, demos{}, due{}, on_time{};
  kpi::money acv{}, revenue{}, list{};
  kpi::days cycle{};

  static constexpr void fields(auto f, auto&... s) {
    f("opened", s.opened...);
    f("won", s.won...);
    f("lost", s.lost...);
    f("sent", s.sent...);
    f("demos", s.demos...);
    f("due", s.due...);
    f("on_time", s.on_time...);
    f("acv", s.acv...);
    f("revenue", s.revenue...);
    f("list", s.list...);
    f("cycle", s.cycle...);
  }
};
using kpi::operator+=;
using kpi::operator-=;
using kpi::operator==;

struct scorecard {
  bench::figures figures{};
  kpi::distribution<kpi::days> won_cycles{};

  static constexpr void fields(auto f, auto&... s) {
    f("figures", s.figures...);
    f("won_cycles", s.won_cycles...);
  }
};

[[nodiscard]] KPI_INLINE constexpr figures figures_of(const kpi::deal_as_of& d, const kpi::period& p) {
  const kpi::opportunities o = kpi::opportunities_in(d, p);
  const kpi::due_deals due = kpi::due_in(d, p);
  return {.opened = o.opened,
          .won = o.won,
          .lost = o.lost,
          .sent = kpi::contracts_in(d, p).sent,
          .demos = kpi::demos_in(d, p).demos,
          .due = due.due,
          .on_time = due.on_time,
          .acv = kpi::contract_values_in(d, p).acv,
          .revenue = kpi::sales_in(d, p).revenue,
          .list = kpi::discounts_in(d, p).list,
          .cycle = kpi::won_cycle_in(d, p).total};
}

/// What a deal counts for in a scorecard.
struct scorecard_of_deal {
  bench::figures figures{};
  kpi::occurrence<kpi::days> won_cycles{};
};

struct attribution {
  date::sys_days today;
  kpi::period years;

  [[nodiscard]] KPI_INLINE constexpr scorecard_of_deal operator()(const deal_row& r) const {
    const kpi::deal_as_of d(deal_from(r), today);
    const kpi::cycle_time cycle = kpi::won_cycle_in(d, years);
    return {figures_of(d, years), {cycle.total, cycle.deals}};
  }
};

}  // namespace bench
