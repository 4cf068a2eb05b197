// SPDX-License-Identifier: MIT
// no matching (function for call|constructor for initialization)
#include <kpi/core/ratio.hpp>

#ifndef WRONG
const kpi::ratio r = kpi::ratio::percent(5);
#else
const kpi::ratio r;
#endif
