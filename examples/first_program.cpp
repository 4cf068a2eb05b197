// SPDX-License-Identifier: MIT
// What is the win rate of two quarters, and of none?
//! [first program]
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

int main() {
  constexpr kpi::opportunities q1{.opened = 100, .won = 47, .lost = 30};
  constexpr kpi::opportunities q2{.opened = 60, .won = 20, .lost = 25};

  if (const auto rate = kpi::win_rate(q1 + q2))
    fmt::print("{} ({} of {})\n", *rate, rate->numerator(), rate->denominator());

  if (const auto rate = kpi::win_rate({}); !rate) fmt::print("no win rate: {}\n", rate.error());
}
//! [first program]
