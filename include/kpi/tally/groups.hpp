// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/error.hpp>
#include <kpi/core/total.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kpi::inline v0_1::detail {

template <class K>
concept hashable = requires(const K& k) {
  { std::hash<K>{}(k) } -> std::convertible_to<std::size_t>;
};

template <class K, class M>
[[nodiscard]] std::vector<std::pair<K, M>> sorted_by_key(std::vector<std::pair<K, M>> groups) {
  const auto by_key = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(groups.begin(), groups.end(), by_key)) std::sort(groups.begin(), groups.end(), by_key);
  return groups;
}

/// A cell for each key. A hash map where the key can be hashed, else a tree: which one is seen by nobody.
template <class K, class M>
class map_groups {
 public:
  [[nodiscard]] M& operator[](const K& key) { return cells_[key]; }

  void for_each(auto f) {
    for (auto& [key, cell] : cells_) f(key, cell);
  }

  [[nodiscard]] std::vector<std::pair<K, M>> sorted() && {
    return sorted_by_key<K, M>({std::make_move_iterator(cells_.begin()), std::make_move_iterator(cells_.end())});
  }

 private:
  typename std::conditional_t<hashable<K>, std::type_identity<std::unordered_map<K, M>>,
                              std::type_identity<std::map<K, M>>>::type cells_;
};

/// A cell for each integer key: in a table that grows as far as the keys reach, and to 16 MB at most; keys further away
/// have a hash map.
template <whole K, class M>
class table_groups {
 public:
  [[nodiscard]] M& operator[](K key) {
    const std::uint64_t at = place(key);
    const auto i = static_cast<std::size_t>(at);
    if (at < seen_.size() && seen_[i] != 0) [[likely]]
      return cells_[i];
    return first_of(key);
  }

  void for_each(auto f) {
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (seen_[i] != 0) f(static_cast<K>(low_ + i), cells_[i]);
    far_.for_each(f);
  }

  [[nodiscard]] std::vector<std::pair<K, M>> sorted() && {
    auto groups = std::move(far_).sorted();
    groups.reserve(groups.size() + static_cast<std::size_t>(std::count(seen_.begin(), seen_.end(), 1)));
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (seen_[i] != 0) groups.emplace_back(static_cast<K>(low_ + i), std::move(cells_[i]));
    return sorted_by_key<K, M>(std::move(groups));
  }

 private:
  static constexpr std::uint64_t most = std::max<std::uint64_t>((std::uint64_t{16} << 20) / sizeof(M), 1);

  /// How far above the lowest key of the table; of a key below it, wrapped round to a very large number.
  [[nodiscard]] std::uint64_t place(K key) const noexcept { return static_cast<std::uint64_t>(key) - low_; }

  KPI_COLD M& first_of(K key) {
    if (cells_.empty()) low_ = static_cast<std::uint64_t>(key);
    const std::uint64_t size = cells_.size();
    const std::uint64_t below = 0 - place(key);
    if (place(key) < most) {
      if (place(key) >= size) resize(std::min(most, std::max(place(key) + 1, 2 * size)), 0);
    } else if (below <= most - size) {
      const std::uint64_t more = std::min(most - size, std::max(below, size));
      resize(size + more, more);
      low_ -= more;
    } else {
      return far_[key];
    }
    const auto i = static_cast<std::size_t>(place(key));
    seen_[i] = 1;
    return cells_[i];
  }

  /// To `size` cells, with the present ones moved up to `offset`.
  void resize(std::uint64_t size, std::uint64_t offset) {
    std::vector<M> cells(static_cast<std::size_t>(size));
    std::vector<std::uint8_t> seen(cells.size());
    std::move(cells_.begin(), cells_.end(), cells.begin() + static_cast<std::ptrdiff_t>(offset));
    std::copy(seen_.begin(), seen_.end(), seen.begin() + static_cast<std::ptrdiff_t>(offset));
    cells_ = std::move(cells);
    seen_ = std::move(seen);
  }

  std::uint64_t low_ = 0;
  std::vector<M> cells_;
  std::vector<std::uint8_t> seen_;
  map_groups<K, M> far_;
};

template <class K, class M>
struct cells_for {
  using type = map_groups<K, M>;
};
template <whole K, class M>
struct cells_for<K, M> {
  using type = table_groups<K, M>;
};

}  // namespace kpi::inline v0_1::detail
