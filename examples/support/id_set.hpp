// SPDX-License-Identifier: MIT
// Which ids have been seen, of millions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace examples {

/// 64-bit hashes of the ids seen: 11 to 22 bytes for each.
class id_set {
 public:
  /// `expected`: about how many there will be.
  explicit id_set(std::size_t expected);

  /// The hash of an id. Fetches its place from memory meanwhile: the table is too large for any cache. Ids that differ
  /// in nothing but their last character are neighbours there, since they mostly stand in neighbouring rows.
  [[nodiscard]] std::uint64_t hash_of(std::string_view id) const noexcept;
  /// False when it is there already.
  bool insert(std::uint64_t hash);

 private:
  /// By the upper bits, so that growing walks through both tables from front to back; and, among sixteen slots, by the
  /// lowest.
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const noexcept {
    return ((hash >> (64 - bits_)) + (hash & 15)) & (slots_.size() - 1);
  }
  bool put(std::uint64_t hash) noexcept;

  int bits_ = 10;
  std::vector<std::uint64_t> slots_;  // 0 is free
  std::size_t used_ = 0;
};

}  // namespace examples
