// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/core/measure.hpp>

const kpi::average<kpi::money> a{kpi::money::of(1), 1};
#ifndef WRONG
const auto sum = a.total();
#else
const auto sum = a + a;
#endif
