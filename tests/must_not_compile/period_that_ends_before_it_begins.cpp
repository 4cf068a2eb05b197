// SPDX-License-Identifier: MIT
// not a constant expression|must be initialized by a constant expression|accessing .* instead of|non-.?constexpr.?
#include <kpi/core/period.hpp>

constexpr date::sys_days first = date::year{2024} / 1 / 1, last = date::year{2024} / 12 / 31;
#ifndef WRONG
constexpr auto p = *kpi::period::between(first, last);
#else
constexpr auto p = *kpi::period::between(last, first);
#endif
