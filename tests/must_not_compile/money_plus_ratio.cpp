// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/core/ratio.hpp>

#ifndef WRONG
const auto sum = kpi::money::of(2) + kpi::money::of(1);
#else
const auto sum = kpi::money::of(2) + kpi::ratio::percent(5);
#endif
