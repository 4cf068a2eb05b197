// SPDX-License-Identifier: MIT
// ignoring return(ed)? value
#include <kpi/core/period.hpp>

#ifndef WRONG
void f() { const auto day = kpi::parse_day("2024-02-29"); }
#else
void f() { kpi::parse_day("2024-02-29"); }
#endif
