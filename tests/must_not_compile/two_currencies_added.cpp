// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/core/currency.hpp>

const kpi::currency_amount a{kpi::money::of(1), kpi::currency{"EUR"}};
#ifndef WRONG
const auto sum = a.amount + a.amount;
#else
const auto sum = a.amount + a;
#endif
