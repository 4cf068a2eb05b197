// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/error.hpp>
#include <kpi/core/total.hpp>
#include <kpi/tally/parallel.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
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

template <class Cells>
void add_cells(Cells& to, Cells& from) {
  from.for_each([&to](const auto& key, auto& cell) { to[key] += std::move(cell); });
}

/// A cell for each key. A hash map where the key can be hashed, else a tree: which one is seen by nobody.
template <class K, class M>
class map_groups {
 public:
  [[nodiscard]] M& operator[](const K& key) { return cells_[key]; }
  [[nodiscard]] const M* find(const K& key) const {
    const auto cell = cells_.find(key);
    return cell == cells_.end() ? nullptr : &cell->second;
  }
  [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
  [[nodiscard]] std::size_t room() const noexcept { return cells_.size(); }

  void for_each(auto f) {
    for (auto& [key, cell] : cells_) f(key, cell);
  }

  void merge(auto&, std::vector<map_groups>& others) {
    for (map_groups& other : others) add_cells(*this, other);
  }

  [[nodiscard]] std::vector<std::pair<K, M>> sorted() && {
    return sorted_by_key<K, M>({std::make_move_iterator(cells_.begin()), std::make_move_iterator(cells_.end())});
  }

 private:
  typename std::conditional_t<hashable<K>, std::type_identity<std::unordered_map<K, M>>,
                              std::type_identity<std::map<K, M>>>::type cells_;
};

/// A cell for each integer key: in a table that grows as far as the keys reach, and to 16 MB at most; keys further away
/// have a hash map. A cell stays where it is: the table is one of pages, of which those are there that have a cell.
template <whole K, class M>
class table_groups {
 public:
  [[nodiscard]] M& operator[](K key) {
    const std::uint64_t i = place(key);
    if (const std::uint64_t n = i / page_size; n < pages_.size()) [[likely]] {
      if (page& p = pages_[static_cast<std::size_t>(n)]; !p.empty()) [[likely]] {
        one& c = p[i % page_size];
        c.seen = true;
        return c.cell;
      }
    }
    return first_of(key);
  }

  [[nodiscard]] const M* find(K key) const {
    const std::uint64_t i = place(key);
    if (i / page_size >= pages_.size()) return far_.find(key);
    const page& p = pages_[static_cast<std::size_t>(i / page_size)];
    return !p.empty() && p[i % page_size].seen ? &p[i % page_size].cell : nullptr;
  }
  /// How many cells there are or may be.
  [[nodiscard]] std::size_t room() const noexcept { return pages_.size() * page_size + far_.room(); }

  void for_each(auto f) {
    for (std::size_t n = 0; n < pages_.size(); ++n) {
      if (pages_[n].empty()) continue;
      for (std::size_t i = 0; i < page_size; ++i)
        if (one& c = pages_[n][i]; c.seen) f(static_cast<K>(low_ + n * page_size + i), c.cell);
    }
    far_.for_each(f);
  }

  /// Page by page, where they all have a place in this table: no two threads share a page, and none moves.
  void merge(auto& policy, std::vector<table_groups>& others) {
    const bool near = std::all_of(others.begin(), others.end(), [this](const table_groups& other) {
      return other.far_.empty() && (other.pages_.empty() || (reach(other.low_) && reach(other.last())));
    });
    if (!near) {
      for (table_groups& other : others) add_cells(*this, other);
      return;
    }
    for_each_part(policy, pages_.size(), others.size() + 1, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t n = begin; n < end; ++n)
        for (table_groups& other : others) add_page(pages_[n], other.page_at(low_ + n * page_size));
    });
  }

  [[nodiscard]] std::vector<std::pair<K, M>> sorted() && {
    std::size_t size = 0;
    for_each([&size](K, const M&) { ++size; });
    std::vector<std::pair<K, M>> groups;
    groups.reserve(size);
    for_each([&groups](K key, M& cell) { groups.emplace_back(key, std::move(cell)); });
    return sorted_by_key<K, M>(std::move(groups));
  }

 private:
  struct one {
    bool seen = false;
    M cell{};
  };
  static constexpr std::size_t page_size = 128;
  /// The cells of so many keys, or none. Just a pointer: those of a large table then stay in the nearest cache.
  class page {
   public:
    page() = default;
    page(page&&) noexcept = default;
    page(const page& other) : cells_(other.empty() ? nullptr : std::make_unique<cells>(*other.cells_)) {}
    page& operator=(page other) noexcept {
      cells_ = std::move(other.cells_);
      return *this;
    }

    [[nodiscard]] bool empty() const noexcept { return cells_ == nullptr; }
    void fill() { cells_ = std::make_unique<cells>(); }
    [[nodiscard]] one& operator[](std::size_t i) noexcept { return (*cells_)[i]; }
    [[nodiscard]] const one& operator[](std::size_t i) const noexcept { return (*cells_)[i]; }

   private:
    using cells = std::array<one, page_size>;

    std::unique_ptr<cells> cells_;
  };
  static constexpr std::uint64_t most_pages =
      std::max<std::uint64_t>((std::uint64_t{16} << 20) / (page_size * sizeof(one)), 1);

  /// How far above the lowest key of the table; of a key below it, wrapped round to a very large number.
  [[nodiscard]] std::uint64_t place(K key) const noexcept { return static_cast<std::uint64_t>(key) - low_; }

  KPI_COLD M& first_of(K key) {
    if (!reach(static_cast<std::uint64_t>(key))) return far_[key];
    pages_[static_cast<std::size_t>(place(key) / page_size)].fill();
    return (*this)[key];
  }

  /// Whether the table reaches so far; it grows as far as it may.
  [[nodiscard]] bool reach(std::uint64_t key) {
    if (pages_.empty()) low_ = key - key % page_size;
    const std::uint64_t above = (key - low_) / page_size;
    const std::uint64_t below = (low_ - key + page_size - 1) / page_size;
    if (above < most_pages) {
      if (above >= pages_.size()) pages_.resize(static_cast<std::size_t>(above + 1));
    } else if (below <= most_pages - pages_.size()) {
      std::vector<page> pages(static_cast<std::size_t>(below));
      pages.insert(pages.end(), std::make_move_iterator(pages_.begin()), std::make_move_iterator(pages_.end()));
      pages_ = std::move(pages);
      low_ -= below * page_size;
    } else {
      return false;
    }
    return true;
  }
  [[nodiscard]] page* page_at(std::uint64_t first) noexcept {
    const std::uint64_t n = (first - low_) / page_size;
    return n < pages_.size() ? &pages_[static_cast<std::size_t>(n)] : nullptr;
  }
  static void add_page(page& to, page* from) {
    if (from == nullptr || from->empty()) return;
    page added = std::move(*from);
    if (to.empty()) {
      to = std::move(added);
      return;
    }
    for (std::size_t i = 0; i < page_size; ++i) {
      one& c = added[i];
      if (c.seen && to[i].seen)
        to[i].cell += std::move(c.cell);
      else if (c.seen)
        to[i] = std::move(c);
    }
  }

  [[nodiscard]] std::uint64_t last() const noexcept { return low_ + pages_.size() * page_size - 1; }

  std::uint64_t low_ = 0;
  std::vector<page> pages_;
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
