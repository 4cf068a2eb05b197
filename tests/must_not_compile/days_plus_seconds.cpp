// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/core/duration.hpp>

#ifndef WRONG
const auto sum = kpi::days(1) + kpi::days(1);
#else
const auto sum = kpi::days(1) + kpi::seconds(1);
#endif
