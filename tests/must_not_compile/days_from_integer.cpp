// SPDX-License-Identifier: MIT
// no viable conversion|conversion from .* to non-scalar type|cannot convert|could not convert
#include <kpi/core/duration.hpp>

#ifndef WRONG
const kpi::days d = kpi::days(2);
#else
const kpi::days d = 2;
#endif
