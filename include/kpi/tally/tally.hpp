// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/tally/groups.hpp>
#include <kpi/tally/parallel.hpp>
#include <kpi/tally/unchecked.hpp>

#include <algorithm>
#include <concepts>
#include <functional>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace kpi::inline v0_1 {

namespace detail {

template <class R>
using row_of = decltype(*std::begin(std::declval<R&>()));

template <class F, class Row>
using answer_of = std::remove_cvref_t<std::invoke_result_t<F&, Row>>;

template <class Key, class R>
using key_of = answer_of<Key, row_of<R>>;

template <class F, class R>
using measure_of = answer_of<F, row_of<R>>;

/// What is called for every row: a copy where that is as good, which no write to a sum can change, as far as a compiler
/// can see.
template <class F, class Row>
using called = std::conditional_t<std::is_trivially_copyable_v<F> && std::invocable<const F&, Row>, const F, F&>;

template <class I, class S>
[[nodiscard]] constexpr std::iter_difference_t<I> block_size(const I& row, const S& end) {
  return std::min<std::iter_difference_t<I>>(end - row, unchecked::block);
}

template <class M, class I, class F>
KPI_COLD constexpr void fold_checked(M& total, I row, const I& stop, F& f) {
  for (; row != stop; ++row) unchecked::add_checked(total, f(*row));
}

/// Folds block after block without looking at the range; a block whose figures are not small once more, with a look at
/// each step.
template <class M, class I, class S, class F>
KPI_FLATTEN constexpr void fold_in_blocks(M& total, I row, const S& end, F& f) {
  aside_for<M> aside(static_cast<std::size_t>(block_size(row, end)) * distributions<M>());
  called<F, std::iter_reference_t<I>> g = f;
  while (row != end) {
    const I stop = row + block_size(row, end);
    answer_of<F, std::iter_reference_t<I>> sum{};
    auto values = aside.first();
    std::uint64_t large = 0;
    for (I i = row; i != stop; ++i) large |= unchecked::add(sum, g(*i), total, values);
    if (large == 0) {
      unchecked::add_checked(total, sum);
      aside.add(values);
    } else {
      fold_checked(total, row, stop, f);
    }
    row = stop;
  }
}

template <class Groups, class I, class Key, class F>
KPI_COLD void fold_groups_checked(Groups& groups, const I& row, const I& stop, Key& key, F& f) {
  for (I i = row; i != stop; ++i) unchecked::take_back(groups[std::invoke(key, *i)], f(*i));
  for (I i = row; i != stop; ++i) {
    auto& group = groups[std::invoke(key, *i)];
    unchecked::settle(group);
    unchecked::add_checked(group, f(*i));
  }
}

/// The same for groups. Their sums are in use from block to block, so what a block added is taken back when it has no
/// proof, and all are looked at now and then.
template <class M, class Groups, class I, class S, class Key, class F>
KPI_FLATTEN void fold_groups_in_blocks(Groups& groups, I row, const S& end, Key& key, F& f) {
  aside_for<M> aside(static_cast<std::size_t>(block_size(row, end)) * distributions<M>());
  called<Key, std::iter_reference_t<I>> k = key;
  called<F, std::iter_reference_t<I>> g = f;
  const auto settle_all = [&groups] { groups.for_each([](const auto&, auto& group) { unchecked::settle(group); }); };
  for (std::int64_t blocks = 1; row != end; ++blocks) {
    const I stop = row + block_size(row, end);
    auto values = aside.first();
    std::uint64_t large = 0;
    for (I i = row; i != stop; ++i) {
      M& group = groups[std::invoke(k, *i)];  // first, while there is little to keep over the search for it
      large |= unchecked::add(group, g(*i), group, values);
    }
    if (large == 0) {
      aside.add(values);
    } else {
      fold_groups_checked(groups, row, stop, key, f);
    }
    if (blocks % (unchecked::adds_to_settle / unchecked::block) == 0) settle_all();
    row = stop;
  }
  settle_all();
}

/// Whether `f(m, row)` adds in place. What also takes a row alone, and answers both, is asked about the row: with a
/// default argument, `f(row, times = 1)`, it may only look as if it took a measure.
template <class M, class F, class... Row>
concept adds_in_place = std::invocable<F&, M&, Row...> &&
    (!std::invocable<F&, Row...> || std::is_void_v<std::invoke_result_t<F&, M&, Row...>>);

/// Adds in place, or says what a row adds.
template <class M, class F, class R>
concept folds_into = adds_in_place<M, F, row_of<R>> || provable<M, measure_of<F, R>> ||
    requires(M& m, measure_of<F, R> answer) {
  m += std::move(answer);
};

}  // namespace detail

/// Folds any range into one measure: `f(row)` says what a row counts for, and the answers are added up.
///
/// `f` may be asked about a row a second time, so it must answer the same.
///
/// It asks only for `M{}` and `a += b`, which for a measure adds its fields, so that a struct of several measures works
/// as well as one; M may be named where the answers are of another type. Name M to add in place,
/// `tally<M>(rows, [](M& total, const auto& row) { … })`: what owns memory, such as a distribution, is then not copied
/// for every row. Faster still, `f(row)` gives a struct with M's fields in which an `occurrence` stands for each
/// distribution.
template <class M, class R, class F>
requires detail::folds_into<M, F, R>
[[nodiscard]] constexpr M tally(R&& rows, F f) {
  M total{};
  if constexpr (detail::adds_in_place<M, F, detail::row_of<R>>)
    for (auto&& row : rows) f(total, row);
  else if constexpr (detail::provable<M, detail::measure_of<F, R>> && detail::splittable<R>)
    detail::fold_in_blocks(total, std::begin(rows), std::end(rows), f);
  else if constexpr (detail::provable<M, detail::measure_of<F, R>>)
    for (auto&& row : rows) detail::unchecked::add_checked(total, f(row));
  else
    for (auto&& row : rows) total += f(row);
  return total;
}

template <class R, class F>
requires std::invocable<F&, detail::row_of<R>>
[[nodiscard]] constexpr auto tally(R&& rows, F f) { return tally<detail::measure_of<F, R>>(rows, std::move(f)); }

/// One measure for each key, of rows that arrive in any number of portions: what `tally_by` gives for all of them at
/// once.
///
///     kpi::groups<std::string, kpi::opportunities> by_owner;
///     while (source.next(rows)) by_owner.add(rows, &row::owner, outcome);
///     for (const auto& [owner, o] : std::move(by_owner).sorted()) …
///
/// Integers are the fastest keys, best numbered from 0 without large gaps: they have a table that grows as far as the
/// keys reach, and to 16 MB at most. All other keys, and integers further away, have a hash map, or a tree where they
/// cannot be hashed. A pointer, also one to characters, is its own key and not what it points to. Memory: one M for
/// each key, of the table 128 where any is. A row allocates nothing but the cell of a key that is seen for the first
/// time.
template <class Key, class M>
class groups {
 public:
  /// The measure of a key: an empty one at first. It stays where it is, whatever other keys are added.
  [[nodiscard]] M& operator[](const Key& key) { return cells_[key]; }
  /// The measure of a key that was seen, else none: to ask adds no key.
  [[nodiscard]] const M* find(const Key& key) const { return cells_.find(key); }

  /// Adds what each row counts for: `f(row)` says it, or `f(m, row)` does it in place. `key` and `f` may be asked about
  /// a row again, and must answer the same.
  template <class R, class KeyOf, class F>
  void add(R&& rows, KeyOf key, F f) {
    if constexpr (detail::adds_in_place<M, F, detail::row_of<R>>) {
      for (auto&& row : rows) f(cells_[std::invoke(key, row)], row);
    } else if constexpr (detail::provable<M, detail::measure_of<F, R>>) {
      if constexpr (detail::splittable<R>) {
        // In the end all sums are looked at: of a short portion it takes less to look at those that it adds to.
        if (static_cast<std::size_t>(std::end(rows) - std::begin(rows)) >= cells_.room())
          return detail::fold_groups_in_blocks<M>(cells_, std::begin(rows), std::end(rows), key, f);
      }
      for (auto&& row : rows) detail::unchecked::add_checked(cells_[std::invoke(key, row)], f(row));
    } else {
      for (auto&& row : rows) cells_[std::invoke(key, row)] += f(row);
    }
  }

  groups& operator+=(groups other) {
    detail::add_cells(cells_, other.cells_);
    return *this;
  }
  /// Adds several, in their order; with integer keys on all cores, as the policy says (kpi/tally/parallel.hpp).
  template <class Policy>
  void merge(Policy&& policy, std::vector<groups> others) {
    std::vector<cells> all;
    all.reserve(others.size());
    for (groups& g : others) all.push_back(std::move(g.cells_));
    cells_.merge(policy, all);
  }

  /// In order of their keys.
  [[nodiscard]] std::vector<std::pair<Key, M>> sorted() && { return std::move(cells_).sorted(); }
  [[nodiscard]] std::vector<std::pair<Key, M>> sorted() const& { return groups(*this).sorted(); }

 private:
  using cells = typename detail::cells_for<Key, M>::type;

  cells cells_;
};

namespace detail {

template <class M, class Key, class R>
using groups_of = groups<key_of<Key, R>, M>;

template <class Groups, class R, class Key, class F>
[[nodiscard]] Groups grouped(R&& rows, Key key, F f) {
  Groups all;
  all.add(rows, std::move(key), std::move(f));
  return all;
}

template <class Groups, class Policy, class R, class Key, class F>
[[nodiscard]] Groups grouped_in_parts(Policy& policy, R& rows, const Key& key, const F& f) {
  auto all = folded_parts_of(policy, rows, parts_for, [&](auto part) { return grouped<Groups>(part, key, f); });
  Groups first = std::move(all.front());
  all.erase(all.begin());
  first.merge(policy, std::move(all));
  return first;
}

}  // namespace detail

/// Folds any range into one measure for each key, sorted by key; `groups` says of which kind keys are best.
///
/// The key must not depend on a period: a deal opened in one quarter and won in the next belongs to both, which is what
/// `tally_by_period` is for. Combine several keys (`product * segments + segment`) into one. Naming M adds in place, as
/// with `tally`. `key` and `f` may be asked about a row again, and must answer the same.
template <class M, class R, class Key, class F>
requires detail::folds_into<M, F, R>
[[nodiscard]] auto tally_by(R&& rows, Key key, F f) {
  return detail::grouped<detail::groups_of<M, Key, R>>(rows, std::move(key), std::move(f)).sorted();
}

template <class R, class Key, class F>
requires std::invocable<F&, detail::row_of<R>>
[[nodiscard]] auto tally_by(R&& rows, Key key, F f) {
  return tally_by<detail::measure_of<F, R>>(rows, std::move(key), std::move(f));
}

// The same on all cores, as the policy says: kpi/tally/parallel.hpp.

template <class M, class Policy, class R, class F>
requires detail::splittable<R> && detail::folds_into<M, F, R>
[[nodiscard]] M tally(Policy&& policy, R&& rows, F f) {
  const auto fold = [&f](auto part) { return tally<M>(part, f); };
  return detail::merged_in_order(detail::folded_parts_of(policy, rows, detail::small_parts_for, fold), detail::plus);
}

template <class Policy, class R, class F>
requires detail::splittable<R> && std::invocable<F&, detail::row_of<R>>
[[nodiscard]] auto tally(Policy&& policy, R&& rows, F f) {
  return tally<detail::measure_of<F, R>>(policy, rows, std::move(f));
}

template <class M, class Policy, class R, class Key, class F>
requires detail::splittable<R> && detail::folds_into<M, F, R>
[[nodiscard]] auto tally_by(Policy&& policy, R&& rows, Key key, F f) {
  return detail::grouped_in_parts<detail::groups_of<M, Key, R>>(policy, rows, key, f).sorted();
}

template <class Policy, class R, class Key, class F>
requires detail::splittable<R> && std::invocable<F&, detail::row_of<R>>
[[nodiscard]] auto tally_by(Policy&& policy, R&& rows, Key key, F f) {
  return tally_by<detail::measure_of<F, R>>(policy, rows, std::move(key), std::move(f));
}

}  // namespace kpi::inline v0_1
