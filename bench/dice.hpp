// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace bench {

/// splitmix64 from a state of the row's own, so that row i is the same on every machine and in every size.
class dice {
 public:
  explicit dice(std::uint64_t row) noexcept : state_(mix(row + step)) {}

  /// 0 … n − 1
  int below(int n) noexcept {
    state_ += step;
    return static_cast<int>(((mix(state_) >> 32) * static_cast<std::uint64_t>(n)) >> 32);
  }
  int between(int least, int most) noexcept { return least + below(most - least + 1); }
  bool chance(int percent) noexcept { return below(100) < percent; }

 private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

  static std::uint64_t mix(std::uint64_t z) noexcept {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

}  // namespace bench
