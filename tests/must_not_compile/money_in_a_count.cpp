// SPDX-License-Identifier: MIT
// no viable conversion|conversion from .* to non-scalar type|cannot convert|could not convert
#include <kpi/metrics/win_rate.hpp>

#ifndef WRONG
const kpi::opportunities o{.opened = 100};
#else
const kpi::opportunities o{.opened = kpi::money::of(100)};
#endif
