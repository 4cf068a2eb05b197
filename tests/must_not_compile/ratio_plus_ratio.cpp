// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/core/ratio.hpp>

#ifndef WRONG
const auto value = kpi::ratio::percent(5).complement();
#else
const auto value = kpi::ratio::percent(5) + kpi::ratio::percent(5);
#endif
