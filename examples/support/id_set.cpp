// SPDX-License-Identifier: MIT
#include "id_set.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace examples {

id_set::id_set(std::size_t expected) {
  while (4 * expected >= (std::size_t{3} << bits_)) ++bits_;
  slots_.resize(std::size_t{1} << bits_);
}

std::uint64_t id_set::hash_of(std::string_view id) const noexcept {
  const std::string_view most = id.substr(0, id.empty() ? 0 : id.size() - 1);
  const auto last = id.empty() ? '\0' : id.back();
  const auto hash = std::max<std::uint64_t>(std::hash<std::string_view>{}(most) ^ static_cast<unsigned char>(last), 1);
#if defined(__GNUC__)
  __builtin_prefetch(&slots_[slot_of(hash)], 1);
#endif
  return hash;
}

bool id_set::insert(std::uint64_t hash) {
  if (4 * used_ >= 3 * slots_.size()) {
    const auto old = std::exchange(slots_, std::vector<std::uint64_t>(2 * slots_.size()));
    ++bits_;
    used_ = 0;
    for (const std::uint64_t h : old)
      if (h != 0) put(h);
  }
  return put(hash);
}

bool id_set::put(std::uint64_t hash) noexcept {
  std::size_t i = slot_of(hash);
  for (; slots_[i] != 0; i = (i + 1) & (slots_.size() - 1))
    if (slots_[i] == hash) return false;
  slots_[i] = hash;
  ++used_;
  return true;
}

}  // namespace examples
