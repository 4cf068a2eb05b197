// SPDX-License-Identifier: MIT
// ignoring return(ed)? value
#include <kpi/core/count.hpp>

#ifndef WRONG
void f(const kpi::count& n) { const bool lost = n.overflowed(); }
#else
void f(const kpi::count& n) { n.overflowed(); }
#endif
