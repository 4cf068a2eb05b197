// SPDX-License-Identifier: MIT
// call to non-.?constexpr.? function|is not a constant expression
#include <kpi/core/measure.hpp>

#ifndef WRONG
const kpi::average<kpi::money> a{kpi::money::of(1), 1};
#else
const kpi::average<kpi::money> a{kpi::money::of(1), 0};
#endif
