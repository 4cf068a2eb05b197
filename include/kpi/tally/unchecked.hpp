// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

namespace kpi::inline v0_1::detail {

template <class T>
concept is_total = std::derived_from<T, total<T>>;

/// What keeps each value, such as a distribution; a row adds one, or none.
template <class D>
concept keeps_values = requires(D& all, const typename D::value_type& one) {
  all.add(one);
  all.remove(one);
};
template <keeps_values D>
using one_or_none = std::optional<typename D::value_type>;

/// Sums that look at no range, under a proof that none is left.
///
/// To look at the range with each step costs a third of a fold. When no figure of a block of rows is negative or above
/// `small_bits`, no sum of them can leave 64 bits, and it only grows: a look at its end then sees what a look at each
/// step would. A row costs only what it takes to notice a figure that is not small.
struct unchecked {
  static constexpr int small_bits = 40;                  ///< a figure is small below 2^40: 110 million in money
  static constexpr std::int64_t block = 4'096;           ///< rows that share one proof
  static constexpr std::int64_t blocks_to_settle = 256;  ///< blocks that any sum can take before it is looked at

  /// Adds; the answer is not 0 when a figure of `m` is not small.
  template <is_total T>
  static constexpr std::uint64_t add(T& sum, const T& m) noexcept {
    sum.value_ = wrapped(static_cast<std::uint64_t>(sum.value_) + static_cast<std::uint64_t>(m.value_));
    return static_cast<std::uint64_t>(m.value_) >> small_bits;
  }
  template <keeps_values D>
  static std::uint64_t add(D& all, const one_or_none<D>& one) {
    if (one) all.add(*one);
    return 0;
  }
  template <measure M>
  static constexpr std::uint64_t add(M& sum, const auto& m) {
    std::uint64_t large = 0;
    M::fields([&large](std::string_view, auto& x, const auto& y) { large |= add(x, y); }, sum, m);
    return large;
  }

  template <is_total T>
  static constexpr void take_back(T& sum, const T& m) noexcept {
    sum.value_ = wrapped(static_cast<std::uint64_t>(sum.value_) - static_cast<std::uint64_t>(m.value_));
  }
  template <keeps_values D>
  static void take_back(D& all, const one_or_none<D>& one) {
    if (one) all.remove(*one);
  }
  template <measure M>
  static constexpr void take_back(M& sum, const auto& m) {
    M::fields([](std::string_view, auto& x, const auto& y) { take_back(x, y); }, sum, m);
  }

  /// Marks what has left the range.
  template <is_total T>
  static constexpr void settle(T& sum) noexcept {
    sum.value_ = T::keep(sum.value_);
  }
  static constexpr void settle(keeps_values auto&) noexcept {}
  template <measure M>
  static constexpr void settle(M& sum) noexcept {
    M::fields([](std::string_view, auto& x) { settle(x); }, sum);
  }

  /// Adds with a look at the range.
  template <is_total T>
  static constexpr void add_checked(T& sum, const T& m) noexcept {
    sum += m;
  }
  template <keeps_values D>
  static void add_checked(D& all, const one_or_none<D>& one) {
    add(all, one);
  }
  template <measure M>
  static constexpr void add_checked(M& sum, const auto& m) {
    M::fields([](std::string_view, auto& x, const auto& y) { add_checked(x, y); }, sum, m);
  }

 private:
  static constexpr std::int64_t wrapped(std::uint64_t n) noexcept { return static_cast<std::int64_t>(n); }
};

/// A measure of nothing but totals, at any depth, to which such a measure of a row adds; or also of what keeps values,
/// to which the row adds one or none.
template <class M, class Row>
[[nodiscard]] constexpr bool provable_fields() noexcept {
  if constexpr (is_total<M>) {
    return std::same_as<M, Row>;
  } else if constexpr (keeps_values<M>) {
    return std::same_as<one_or_none<M>, Row>;
  } else if constexpr (measure<M> && requires(const M& m, const Row& row) { M::fields([](auto&&...) {}, m, row); }) {
    bool all = true;
    const M m{};
    const Row row{};
    M::fields(
        [&all](std::string_view, const auto& x, const auto& y) {
          all = all && provable_fields<std::remove_cvref_t<decltype(x)>, std::remove_cvref_t<decltype(y)>>();
        },
        m, row);
    return all;
  } else {
    return false;
  }
}

template <class M, class Row = M>
concept provable = provable_fields<M, Row>();

}  // namespace kpi::inline v0_1::detail
