// SPDX-License-Identifier: MIT
#include "deal_metrics.hpp"

#include <kpi/metrics/sales_velocity.hpp>

namespace examples {
namespace {

kpi::result<kpi::money> velocity_of(const deal_totals& t) {
  const auto deal_size = kpi::average_deal_size(t.sales);
  if (!deal_size) return tl::unexpected<kpi::error>(deal_size.error());
  const auto win_rate = kpi::decided_win_rate(t.opportunities);
  if (!win_rate) return tl::unexpected<kpi::error>(win_rate.error());
  const auto cycle = kpi::sales_cycle_length(t.won_cycle);
  if (!cycle) return tl::unexpected<kpi::error>(cycle.error());
  return kpi::sales_velocity(
      {.opportunities = t.opportunities.opened, .deal_size = *deal_size, .win_rate = *win_rate, .cycle = *cycle});
}

figure median_cycle(const deal_card& c) {
  const auto median = kpi::median_sales_cycle(c.cycles);
  return median ? figure::of_median(*median, c.cycles.count()) : figure::of(median.error());
}

bool always(const deal_inputs&) { return true; }
bool if_opened(const deal_inputs& in) { return in.has(field::opened); }
bool if_value(const deal_inputs& in) { return in.has(field::value); }

constexpr deal_metric metrics[] = {
    {{.name = "opened"}, if_opened, [](const deal_card& c) { return figure::of(c.totals.opportunities.opened); }},
    {{.name = "won"}, always, [](const deal_card& c) { return figure::of(c.totals.opportunities.won); }},
    {{.name = "lost"}, always, [](const deal_card& c) { return figure::of(c.totals.opportunities.lost); }},
    {{.name = "win_rate",
      .heading = "win\nrate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .basis = "{} won of {} opened"},
     if_opened,
     [](const deal_card& c) { return figure::of(kpi::win_rate(c.totals.opportunities)); }},
    {{.name = "decided_win_rate",
      .heading = "decided\nwin rate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .basis = "{} won of {} decided",
      .short_basis = " ({}/{})"},
     always,
     [](const deal_card& c) { return figure::of(kpi::decided_win_rate(c.totals.opportunities)); }},
    {{.name = "average_deal_size",
      .heading = "average\ndeal size",
      .part_name = "total",
      .whole_name = "count",
      .basis = "{} from {} won deals"},
     if_value,
     [](const deal_card& c) { return figure::of(kpi::average_deal_size(c.totals.sales)); }},
    {{.name = "sales_cycle_length",
      .heading = "sales\ncycle",
      .part_name = "total",
      .whole_name = "count",
      .basis = "{} days in {} closed deals"},
     if_opened,
     [](const deal_card& c) { return figure::of(kpi::sales_cycle_length(c.totals.cycle)); }},
    {{.name = "median_sales_cycle",
      .heading = "median\ncycle",
      .whole_name = "count",
      .basis = "half of {1} deals took no longer"},
     if_opened,
     median_cycle},
    {{.name = "sales_velocity", .heading = "velocity\na day", .basis = "a day"},
     [](const deal_inputs& in) { return if_opened(in) && if_value(in); },
     [](const deal_card& c) { return figure::of(velocity_of(c.totals)); }},
    {{.name = "discount_rate",
      .heading = "discount\nrate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .basis = "{} off list prices of {}",
      .short_basis = " of {1}"},
     [](const deal_inputs& in) { return if_value(in) && in.list; },
     [](const deal_card& c) { return figure::of_money(kpi::discount_rate(c.totals.discounts)); }},
    {{.name = "win_per_contract_sent",
      .heading = "won per\ncontract sent",
      .part_name = "numerator",
      .whole_name = "denominator",
      .basis = "{} won of {} sent",
      .short_basis = " ({}/{})"},
     [](const deal_inputs& in) { return in.has(field::contract_sent); },
     [](const deal_card& c) { return figure::of(kpi::win_per_contract_sent(c.totals.contracts)); }},
    {{.name = "acv_per_demo",
      .heading = "annual value\nper demo",
      .part_name = "total",
      .whole_name = "count",
      .basis = "{} a year won, {} demos",
      .short_basis = " ({1})"},
     [](const deal_inputs& in) { return if_value(in) && in.has(field::demo) && in.has(field::term); },
     [](const deal_card& c) { return figure::of(kpi::acv_per_demo(c.totals.demos)); }},
    {{.name = "slippage_rate",
      .heading = "slippage\nrate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .basis = "{} of {} due were not won in time",
      .short_basis = " ({}/{})"},
     [](const deal_inputs& in) { return in.has(field::expected_close); },
     [](const deal_card& c) { return figure::of(kpi::slippage_rate(c.totals.due)); }},
    {{.name = "quota_attainment",
      .heading = "quota\nattainment",
      .part_name = "numerator",
      .whole_name = "denominator",
      .basis = "{} sold against {}",
      .short_basis = " of {1}"},
     [](const deal_inputs& in) { return if_value(in) && in.quotas; },
     nullptr},  // the quota is not in the deals
};

}  // namespace

deal_inputs deal_inputs::of(const deal_source& deals, bool quotas) {
  deal_inputs in{.fields = {}, .list = deals.has_list(), .quotas = quotas};
  for (std::size_t i = 0; i < number_of_fields; ++i) in.fields[i] = deals.has(static_cast<field>(i));
  return in;
}

std::span<const deal_metric> deal_metrics() { return metrics; }

}  // namespace examples
