// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/metrics/deal_size.hpp>

const kpi::closed_sales a{.revenue = kpi::money::of(1), .deals = 1};
#ifndef WRONG
const auto sum = a + a;
#else
const auto sum = a + kpi::deal_items{};
#endif
