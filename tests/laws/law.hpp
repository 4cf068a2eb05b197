// SPDX-License-Identifier: MIT
// A law: what holds for any values. rapidcheck tries it as often as RC_PARAMS says (`max_success=1000` in ctest) and
// prints its seed; every value of a case is drawn from the one number that rapidcheck gives.
#pragma once

#include "../support.hpp"

#include <date/date.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <source_location>
#include <string>
#include <vector>

namespace kpi_test {

class dice {
 public:
  explicit dice(std::uint64_t seed) : engine_(seed) {}

  bool once_in(int n) { return below(n) == 0; }
  int below(int n) { return static_cast<int>(between(0, n - 1)); }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  /// Of any size up to 2^bits, the small ones as likely as the large ones; of either sign.
  std::int64_t integer(int bits) {
    const std::int64_t most = std::int64_t{1} << below(bits + 1);
    return between(-most, most);
  }
  /// The same, not below zero.
  std::int64_t natural(int bits) { return std::abs(integer(bits)); }
  date::sys_days day() { return date::sys_days{date::year{1990} / 1 / 1} + date::days{below(20'000)}; }

  template <class T>
  void shuffle(std::vector<T>& list) {
    std::shuffle(list.begin(), list.end(), engine_);
  }

 private:
  std::mt19937_64 engine_;
};

/// RC_ASSERT prints the values, which takes long to compile; the seed finds them again.
inline void hold(bool holds, std::source_location at = std::source_location::current()) {
  if (!holds) RC_FAIL(std::string(at.file_name()) + ":" + std::to_string(at.line()) + " does not hold");
}

template <class F>
void law(const std::string& name, F holds) {
  CHECK(rc::check(name, [&holds] {
    dice d(*rc::gen::arbitrary<std::uint64_t>());
    holds(d);
  }));
}

}  // namespace kpi_test
