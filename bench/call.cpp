// SPDX-License-Identifier: MIT
#include "call.hpp"

#include "dice.hpp"

namespace bench {

std::vector<kpi::opportunities> opportunities(std::size_t n) {
  std::vector<kpi::opportunities> all(n);
  for (std::size_t i = 0; i < n; ++i) {
    dice d(i);
    all[i] = {.opened = d.between(1, 1'000), .won = d.below(1'000)};
  }
  return all;
}

double with_kpi::sum_of_win_rates(const std::vector<kpi::opportunities>& all) {
  double sum = 0;
  for (const auto& o : all)
    if (const auto rate = kpi::win_rate(o)) sum += rate->to_double();
  return sum;
}

double divided::sum_of_win_rates(const std::vector<kpi::opportunities>& all) {
  double sum = 0;
  for (const auto& o : all) sum += static_cast<double>(o.won.value()) / static_cast<double>(o.opened.value());
  return sum;
}

}  // namespace bench
