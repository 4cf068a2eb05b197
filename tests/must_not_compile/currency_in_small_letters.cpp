// SPDX-License-Identifier: MIT
// call to non-.?constexpr.? function|is not a constant expression
#include <kpi/core/currency.hpp>

#ifndef WRONG
const kpi::currency c{"EUR"};
#else
const kpi::currency c{"eur"};
#endif
