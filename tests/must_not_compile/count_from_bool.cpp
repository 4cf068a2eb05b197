// SPDX-License-Identifier: MIT
// no viable conversion|conversion from .* to non-scalar type|cannot convert|could not convert
#include <kpi/core/count.hpp>

#ifndef WRONG
const kpi::count n = 1;
#else
const kpi::count n = true;
#endif
