// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

// The policies are those of the standard: include <execution> beside the headers of kpi, and pass one first.
//
//     kpi::tally(std::execution::par, deals, f);
//
// With libstdc++ that takes libtbb-dev and linking TBB; without TBB the same calls run on one thread. A policy may also
// be a type of yours, for which there is a `for_each(policy, first, last, f)` in its namespace that calls `f` once for
// each element, on your own threads, and returns when all are done.
//
// The rows are cut into `parts_for(rows)` parts. Each part is folded by itself, and then they are merged in their
// order. So the result does not depend on the policy, on the number of threads or on which of them did what. (Only when
// figures of both signs come near 2^61 can it depend on the cuts, whether a partial sum leaves the range before others
// bring it back: what leaves it is marked.) As with all algorithms of the standard that take a policy, what is called
// must be free of data races, and an exception that it throws ends the program.

namespace kpi::inline v0_1 {

/// Into how many parts a fold with a policy cuts so many rows: one for each core, but none of less than 50,000 rows.
[[nodiscard]] KPI_EXPORT std::size_t parts_for(std::size_t rows) noexcept;

namespace detail {

/// A part of a range.
template <class I>
struct part_of_range {
  I first, last;
  [[nodiscard]] constexpr I begin() const { return first; }
  [[nodiscard]] constexpr I end() const { return last; }
};

/// Calls `fold(begin, end)` for each part of 0 … rows, and adds what they give in the order of the rows by
/// `merge(total, next)`. What a part folds into is its thread's own until it is done: no two share a line of the cache.
template <class Policy, class Fold, class Merge>
[[nodiscard]] auto fold_in_parts(Policy&& policy, std::size_t rows, std::size_t parts, const Fold& fold,
                                 const Merge& merge) {
  if (parts <= 1) return fold(std::size_t{0}, rows);
  struct part {
    std::size_t begin, end;
    std::optional<decltype(fold(rows, rows))> folded{};
  };
  std::vector<part> all;
  all.reserve(parts);
  const auto begin_of = [&](std::size_t i) { return rows / parts * i + std::min(i, rows % parts); };
  for (std::size_t i = 0; i < parts; ++i) all.push_back({begin_of(i), begin_of(i + 1)});
  using std::for_each;
  for_each(std::forward<Policy>(policy), all.begin(), all.end(),
           [&fold](part& p) { p.folded.emplace(fold(p.begin, p.end)); });
  auto total = std::move(*all.front().folded);
  for (auto p = std::next(all.begin()); p != all.end(); ++p) merge(total, std::move(*p->folded));
  return total;
}

/// The same of a range, which `fold` is given a part of.
template <class Policy, class R, class Fold, class Merge>
[[nodiscard]] auto fold_range_in_parts(Policy&& policy, R& rows, const Fold& fold, const Merge& merge) {
  const auto first = std::begin(rows);
  using distance = std::iter_difference_t<decltype(first)>;
  const auto size = static_cast<std::size_t>(std::end(rows) - first);
  return fold_in_parts(
      std::forward<Policy>(policy), size, parts_for(size),
      [&](std::size_t begin, std::size_t end) {
        return fold(part_of_range<std::remove_const_t<decltype(first)>>{first + static_cast<distance>(begin),
                                                                        first + static_cast<distance>(end)});
      },
      merge);
}

inline constexpr auto plus = [](auto& total, auto&& next) { total += std::forward<decltype(next)>(next); };

template <class R>
concept splittable = std::random_access_iterator<decltype(std::begin(std::declval<R&>()))>;

}  // namespace detail

}  // namespace kpi::inline v0_1
