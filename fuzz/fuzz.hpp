// SPDX-License-Identifier: MIT
// What fuzz targets share.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Ends the program, which is how a fuzzer learns of a failure.
inline void require(bool holds, std::source_location at = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u does not hold\n", at.file_name(), static_cast<unsigned>(at.line()));
  std::abort();
}

/// Makes values of the bytes of an input, as long as there are any; then zeros.
class maker {
 public:
  maker(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  [[nodiscard]] bool empty() const { return rest_.empty(); }

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto b = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return b;
  }
  int below(int n) { return byte() % n; }
  /// Two bytes.
  int number() {
    const int high = byte();
    return 256 * high + byte();
  }
  /// Eight bytes, of either sign.
  std::int64_t integer() {
    std::uint64_t n = 0;
    for (int i = 0; i < 8; ++i) n = n << 8 | byte();
    return static_cast<std::int64_t>(n);
  }

 private:
  std::string_view rest_;
};
