// SPDX-License-Identifier: MIT
// no match for .operator|invalid operands to binary expression
#include <kpi/metrics/contract_value.hpp>

const kpi::contract a{.total = kpi::money::of(1), .term = date::months{12}};
#ifndef WRONG
const auto sum = a.total + a.total;
#else
const auto sum = a.total + a;
#endif
