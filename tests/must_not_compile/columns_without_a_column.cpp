// SPDX-License-Identifier: MIT
// constraints not satisfied|no matching function for call
#include <kpi/records/deal.hpp>
#include <kpi/tally/columns.hpp>

#include <vector>

const std::vector<kpi::deal_state> states;
#ifndef WRONG
const auto deals = kpi::columns<kpi::deal>(kpi::column<&kpi::deal::state>(states));
#else
const auto deals = kpi::columns<kpi::deal>();
#endif
