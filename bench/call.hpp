// SPDX-License-Identifier: MIT
// What one metric costs where it is called: the channel for its errors, beside a division without one.
#pragma once

#include <kpi/metrics/win_rate.hpp>

#include <cstddef>
#include <vector>

namespace bench {

[[nodiscard]] std::vector<kpi::opportunities> opportunities(std::size_t n);

namespace with_kpi {
[[nodiscard]] double sum_of_win_rates(const std::vector<kpi::opportunities>& all);
}
namespace divided {
[[nodiscard]] double sum_of_win_rates(const std::vector<kpi::opportunities>& all);
}

}  // namespace bench
