// SPDX-License-Identifier: MIT
// no matching (function for call|constructor for initialization)
#include <kpi/core/measure.hpp>

#ifndef WRONG
const kpi::average<kpi::money> a{kpi::money::of(1), 1};
#else
const kpi::average<kpi::money> a;
#endif
