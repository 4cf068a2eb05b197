// SPDX-License-Identifier: MIT
// no viable conversion|conversion from .* to non-scalar type|cannot convert|could not convert
#include <kpi/core/ratio.hpp>

#ifndef WRONG
const kpi::count n = kpi::ratio::percent(5).numerator();
#else
const kpi::count n = kpi::ratio::percent(5);
#endif
