// SPDX-License-Identifier: MIT
// ignoring return(ed)? value
#include <kpi/metrics/win_rate.hpp>

#ifndef WRONG
void f(const kpi::opportunities& o) { const auto rate = kpi::win_rate(o); }
#else
void f(const kpi::opportunities& o) { kpi::win_rate(o); }
#endif
