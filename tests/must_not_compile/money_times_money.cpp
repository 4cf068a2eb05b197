// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/core/money.hpp>

#ifndef WRONG
const auto product = kpi::money::of(2) * kpi::count(3);
#else
const auto product = kpi::money::of(2) * kpi::money::of(3);
#endif
