// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression|no match for
#include <kpi/core/money.hpp>

#ifndef WRONG
const auto quotient = kpi::money::of(6) * kpi::count(2);
#else
const auto quotient = kpi::money::of(6) / kpi::money::of(2);
#endif
