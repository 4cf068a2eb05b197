// SPDX-License-Identifier: MIT
// no matching function|no viable conversion|invalid initialization of reference
#include <kpi/metrics/win_rate.hpp>

#ifndef WRONG
const auto rate = kpi::win_rate(kpi::opportunities{});
#else
const auto rate = kpi::win_rate(kpi::opportunity_value{});
#endif
