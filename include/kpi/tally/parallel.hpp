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
// The rows are cut into `parts_for(rows)` parts, and four times as many of what costs little to merge. Each part is
// folded by itself, and then they are merged in their order, groups of integer keys again on all cores. So the result
// does not depend on the policy, on the number of threads or on which of them did what. (Only when figures of both
// signs come near 2^61 can it depend on the cuts, whether a partial sum leaves the range before others bring it back:
// what leaves it is marked.) As with all algorithms of the standard that take a policy, what is called must be free of
// data races, and an exception that it throws may end the program.

namespace kpi::inline v0_1 {

/// One part for each core, but none of less than 50,000 rows: into so many a fold with a policy cuts its rows, or into
/// four times as many where they cost little to merge.
[[nodiscard]] KPI_EXPORT std::size_t parts_for(std::size_t rows) noexcept;

namespace detail {

/// Of what costs little to merge: a core that others slow down then takes fewer parts, and holds nobody up.
[[nodiscard]] inline std::size_t small_parts_for(std::size_t rows) noexcept {
  const std::size_t parts = parts_for(rows);
  return parts > 1 ? 4 * parts : 1;
}

/// Cuts 0 … size into so many parts and calls `f(number, begin, end)` for each.
template <class Policy, class F>
void for_each_part(Policy& policy, std::size_t size, std::size_t parts, const F& f) {
  if (parts <= 1) return f(std::size_t{0}, std::size_t{0}, size);
  struct part {
    std::size_t number, begin, end;
  };
  std::vector<part> all(parts);
  const auto begin_of = [&](std::size_t i) { return size / parts * i + std::min(i, size % parts); };
  for (std::size_t i = 0; i < parts; ++i) all[i] = {i, begin_of(i), begin_of(i + 1)};
  using std::for_each;
  for_each(policy, all.begin(), all.end(), [&f](const part& p) { f(p.number, p.begin, p.end); });
}

/// What `fold(begin, end)` gives for each part of 0 … rows, in their order. What a part folds into is its thread's own
/// until it is done: no two share a line of the cache.
template <class Policy, class Fold>
[[nodiscard]] auto folded_parts(Policy& policy, std::size_t rows, std::size_t parts, const Fold& fold) {
  using folded = decltype(fold(rows, rows));
  std::vector<std::optional<folded>> each(std::max<std::size_t>(parts, 1));
  for_each_part(policy, rows, each.size(), [&](std::size_t number, std::size_t begin, std::size_t end) {
    each[number].emplace(fold(begin, end));
  });
  std::vector<folded> all;
  all.reserve(each.size());
  for (auto& one : each) all.push_back(std::move(*one));
  return all;
}

/// The first of them, to which the others are added by `merge(total, next)`.
template <class T, class Merge>
[[nodiscard]] T merged_in_order(std::vector<T> all, const Merge& merge) {
  T total = std::move(all.front());
  for (auto next = std::next(all.begin()); next != all.end(); ++next) merge(total, std::move(*next));
  return total;
}

/// A part of a range.
template <class I>
struct part_of_range {
  I first, last;
  [[nodiscard]] constexpr I begin() const { return first; }
  [[nodiscard]] constexpr I end() const { return last; }
};

/// What `fold` gives for each part of a range, which has `parts_of(rows)` of them.
template <class Policy, class R, class Fold>
[[nodiscard]] auto folded_parts_of(Policy& policy, R& rows, std::size_t (*parts_of)(std::size_t), const Fold& fold) {
  const auto first = std::begin(rows);
  using distance = std::iter_difference_t<decltype(first)>;
  const auto size = static_cast<std::size_t>(std::end(rows) - first);
  return folded_parts(policy, size, parts_of(size), [&](std::size_t begin, std::size_t end) {
    return fold(part_of_range<std::remove_const_t<decltype(first)>>{first + static_cast<distance>(begin),
                                                                    first + static_cast<distance>(end)});
  });
}

inline constexpr auto plus = [](auto& total, auto&& next) { total += std::forward<decltype(next)>(next); };

template <class R>
concept splittable = std::random_access_iterator<decltype(std::begin(std::declval<R&>()))> &&
    std::sized_sentinel_for<decltype(std::end(std::declval<R&>())), decltype(std::begin(std::declval<R&>()))>;

}  // namespace detail

}  // namespace kpi::inline v0_1
