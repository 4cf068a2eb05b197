// SPDX-License-Identifier: MIT
// no matching function
#include <kpi/core/money.hpp>

#ifndef WRONG
const auto amount = kpi::money::of(2);
#else
const auto amount = kpi::money::of(2.5);
#endif
