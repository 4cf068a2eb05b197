// SPDX-License-Identifier: MIT
#include <kpi/tally/parallel.hpp>

#include <thread>

namespace kpi::inline v0_1 {

std::size_t parts_for(std::size_t rows) noexcept {
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);  // 0 when it is not known
  return std::clamp<std::size_t>(rows / 50'000, 1, cores);
}

}  // namespace kpi::inline v0_1
