// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/tally/groups.hpp>
#include <kpi/tally/unchecked.hpp>

#include <algorithm>
#include <concepts>
#include <functional>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>

namespace kpi::inline v0_1 {

namespace detail {

template <class R>
using row_of = decltype(*std::begin(std::declval<R&>()));

template <class Key, class R>
using key_of = std::remove_cvref_t<std::invoke_result_t<Key&, row_of<R>>>;

template <class F, class R>
using measure_of = std::remove_cvref_t<std::invoke_result_t<F&, row_of<R>>>;

template <class M, class I, class F>
KPI_COLD constexpr void fold_checked(M& total, I row, const I& stop, F& f) {
  for (; row != stop; ++row) total += f(*row);
}

template <class I, class S>
[[nodiscard]] constexpr I block_end(const I& row, const S& end) {
  return row + std::min<std::iter_difference_t<I>>(end - row, unchecked::block);
}

/// Folds block after block without looking at the range; a block whose figures are not small once more, with a look at
/// each step.
template <class M, class I, class S, class F>
KPI_FLATTEN constexpr void fold_in_blocks(M& total, I row, const S& end, F& f) {
  while (row != end) {
    const I stop = block_end(row, end);
    M sum{};
    std::uint64_t large = 0;
    for (I i = row; i != stop; ++i) large |= unchecked::add(sum, f(*i));
    if (large == 0)
      total += sum;
    else
      fold_checked(total, row, stop, f);
    row = stop;
  }
}

template <class Groups, class I, class Key, class F>
KPI_COLD void fold_groups_checked(Groups& groups, const I& row, const I& stop, Key& key, F& f) {
  for (I i = row; i != stop; ++i) unchecked::take_back(groups[std::invoke(key, *i)], f(*i));
  for (I i = row; i != stop; ++i) {
    auto& group = groups[std::invoke(key, *i)];
    unchecked::settle(group);
    group += f(*i);
  }
}

/// The same for groups. Their sums are in use from block to block, so what a block added is taken back when it has no
/// proof, and all are looked at now and then.
template <class Groups, class I, class S, class Key, class F>
KPI_FLATTEN void fold_groups_in_blocks(Groups& groups, I row, const S& end, Key& key, F& f) {
  for (std::int64_t blocks = 1; row != end; ++blocks) {
    const I stop = block_end(row, end);
    std::uint64_t large = 0;
    for (I i = row; i != stop; ++i) {
      auto& group = groups[std::invoke(key, *i)];  // first, while there is little to keep over the search for it
      large |= unchecked::add(group, f(*i));
    }
    if (large != 0) fold_groups_checked(groups, row, stop, key, f);
    if (blocks % unchecked::blocks_to_settle == 0) groups.for_each([](auto& group) { unchecked::settle(group); });
    row = stop;
  }
  groups.for_each([](auto& group) { unchecked::settle(group); });
}

}  // namespace detail

/// Folds any range into one measure: `f(row)` says what a row counts for, and the answers are added up.
///
/// `f` may be asked about a row a second time, so it must answer the same.
///
/// It asks of the measure only `M{}` and `a += b`, so that a struct of several measures works as well as one. Name M to
/// add in place, `tally<M>(rows, [](M& total, const auto& row) { … })`: what owns memory, such as a distribution, is
/// then not copied for every row.
template <class R, class F>
requires std::invocable<F&, detail::row_of<R>>
[[nodiscard]] constexpr auto tally(R&& rows, F f) {
  using M = detail::measure_of<F, R>;
  M total{};
  if constexpr (detail::provable<M> && std::random_access_iterator<decltype(std::begin(rows))>)
    detail::fold_in_blocks(total, std::begin(rows), std::end(rows), f);
  else
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
/// `tally_by_period` is for. Integers are the fastest keys, best numbered from 0 without large gaps; combine several
/// (`owner * quarters + quarter`) into one. Naming M adds in place, as with `tally`. `key` and `f` may be asked about a
/// row again, and must answer the same.
template <class M, class R, class Key, class F>
requires std::invocable<F&, M&, detail::row_of<R>>
[[nodiscard]] auto tally_by(R&& rows, Key key, F f) {
  detail::groups<detail::key_of<Key, R>, M> groups;
  for (auto&& row : rows) f(groups[std::invoke(key, row)], row);
  return std::move(groups).sorted();
}

template <class R, class Key, class F>
requires std::invocable<F&, detail::row_of<R>>
[[nodiscard]] auto tally_by(R&& rows, Key key, F f) {
  using M = detail::measure_of<F, R>;
  detail::groups<detail::key_of<Key, R>, M> groups;
  if constexpr (detail::provable<M> && std::random_access_iterator<decltype(std::begin(rows))>)
    detail::fold_groups_in_blocks(groups, std::begin(rows), std::end(rows), key, f);
  else
    for (auto&& row : rows) groups[std::invoke(key, row)] += f(row);
  return std::move(groups).sorted();
}

}  // namespace kpi::inline v0_1
