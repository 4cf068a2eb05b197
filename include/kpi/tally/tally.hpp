// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <algorithm>
#include <concepts>
#include <functional>
#include <iterator>
#include <map>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kpi::inline v0_1 {

namespace detail {

template <class R>
using row_of = decltype(*std::begin(std::declval<R&>()));

template <class F, class R>
using measure_of = std::remove_cvref_t<std::invoke_result_t<F&, row_of<R>>>;

template <class K>
concept hashable = requires(const K& k) {
  { std::hash<K>{}(k) } -> std::convertible_to<std::size_t>;
};

/// A hash map where the key can be hashed, else a tree. Which one is seen by nobody: the result is sorted.
template <class K, class M>
using group_map = typename std::conditional_t<hashable<K>, std::type_identity<std::unordered_map<K, M>>,
                                              std::type_identity<std::map<K, M>>>::type;

}  // namespace detail

/// Folds any range into one measure: `f(row)` says what a row counts for, and the answers are added up.
///
/// It asks of the measure only `M{}` and `a += b`, so that a struct of several measures works as well as one. Name M to
/// add in place, `tally<M>(rows, [](M& total, const auto& row) { … })`: what owns memory, such as a distribution, is
/// then not copied for every row.
template <class R, class F>
requires std::invocable<F&, detail::row_of<R>>
[[nodiscard]] constexpr auto tally(R&& rows, F f) {
  detail::measure_of<F, R> total{};
  for (auto&& row : rows) total += f(row);
  return total;
}

template <class M, class R, class F>
requires std::invocable<F&, M&, detail::row_of<R>>
[[nodiscard]] constexpr M tally(R&& rows, F f) {
  M total{};
  for (auto&& row : rows) f(total, row);
  return total;
}

/// Folds any range into one measure for each key, sorted by key.
///
/// The key must not depend on a period: a deal opened in one quarter and won in the next belongs to both, which is what
/// `tally_by_period` is for.
template <class M, class R, class Key, class F>
requires std::invocable<F&, M&, detail::row_of<R>>
[[nodiscard]] auto tally_by(R&& rows, Key key, F f) {
  using K = std::remove_cvref_t<std::invoke_result_t<Key&, detail::row_of<R>>>;
  detail::group_map<K, M> groups;
  for (auto&& row : rows) f(groups[std::invoke(key, row)], row);
  std::vector<std::pair<K, M>> sorted(std::make_move_iterator(groups.begin()), std::make_move_iterator(groups.end()));
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return sorted;
}

template <class R, class Key, class F>
requires std::invocable<F&, detail::row_of<R>>
[[nodiscard]] auto tally_by(R&& rows, Key key, F f) {
  using M = detail::measure_of<F, R>;
  return tally_by<M>(rows, std::move(key), [&f](M& total, const auto& row) { total += f(row); });
}

}  // namespace kpi::inline v0_1
