// SPDX-License-Identifier: MIT
// no viable conversion|conversion from .* to non-scalar type|cannot convert|could not convert
#include <kpi/core/money.hpp>

#ifndef WRONG
const kpi::money amount = kpi::money::cents(2);
#else
const kpi::money amount = 2;
#endif
