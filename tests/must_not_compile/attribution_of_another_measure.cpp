// SPDX-License-Identifier: MIT
// constraints not satisfied|no matching (member )?function for call
#include <kpi/tally/by_period.hpp>

#include <vector>

auto count(const std::vector<kpi::deal>& deals, const std::vector<kpi::period>& quarters, date::sys_days day) {
  const auto sales = [](const kpi::deal_as_of& d, const kpi::period& p) { return kpi::sales_in(d, p); };
#ifndef WRONG
  return kpi::tally_by_period<kpi::closed_sales>(deals, quarters, day, {}, sales);
#else
  return kpi::tally_by_period<kpi::discounts>(deals, quarters, day, {}, sales);
#endif
}
