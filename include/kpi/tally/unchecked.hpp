// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>
#include <kpi/tally/distribution.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace kpi::inline v0_1::detail {

template <class T>
concept is_total = std::derived_from<T, total<T>>;

template <class D>
concept keeps_values = std::same_as<D, distribution<typename D::value_type>>;
template <keeps_values D>
using occurrence_in = occurrence<typename D::value_type>;

/// How many distributions a measure has, at any depth.
template <class M>
[[nodiscard]] constexpr std::size_t distributions() noexcept {
  std::size_t n = 0;
  if constexpr (keeps_values<M>) {
    n = 1;
  } else if constexpr (measure<M>) {
    const M m{};
    M::fields([&n](std::string_view, const auto& x) { n += distributions<std::remove_cvref_t<decltype(x)>>(); }, m);
  }
  return n;
}

/// In place of `values_aside`, where there are no distributions.
struct nothing_aside {
  struct writer {};

  explicit constexpr nothing_aside(std::size_t = 0) noexcept {}
  [[nodiscard]] constexpr writer first() noexcept { return {}; }
  constexpr void add(writer) noexcept {}
};
template <class M>
using aside_for = std::conditional_t<distributions<M>() == 0, nothing_aside, values_aside>;

/// Sums that look at no range, under a proof that none is left.
///
/// To look at the range with each step costs a third of a fold. When no figure of a block of rows is negative or above
/// `small_bits`, no sum of them can leave 64 bits, and it only grows: a look at its end then sees what a look at each
/// step would. A row costs only what it takes to notice a figure that is not small.
struct unchecked {
  static constexpr int small_bits = 40;                    ///< a figure is small below 2^40: 110 million in money
  static constexpr std::int64_t block = 16'384;            ///< rows that share one proof
  static constexpr std::int64_t adds_to_settle = 1 << 20;  ///< small figures that any sum takes before it is looked at

  /// Adds, and sets aside what is for the distributions of `m`; the answer is not 0 when a figure of `row` is not
  /// small.
  template <is_total T>
  static constexpr std::uint64_t add(T& sum, const T& row, T&, auto&) noexcept {
    sum.value_ = wrapped(static_cast<std::uint64_t>(sum.value_) + static_cast<std::uint64_t>(row.value_));
    return static_cast<std::uint64_t>(row.value_) >> small_bits;
  }
  template <keeps_values D>
  static std::uint64_t add(auto&, const occurrence_in<D>& row, D& m, auto& values) noexcept {
    const auto times = static_cast<std::uint64_t>(row.times.value());
    values.set(m.all_, row.value.value(), (times & 1) != 0);
    return times >> 1;
  }
  template <measure M>
  static constexpr std::uint64_t add(auto& sum, const auto& row, M& m, auto& values) {
    std::uint64_t large = 0;
    M::fields([&](std::string_view, auto& x, const auto& y, auto& z) { large |= add(x, y, z, values); }, sum, row, m);
    return large;
  }

  template <is_total T>
  static constexpr void take_back(T& sum, const T& m) noexcept {
    sum.value_ = wrapped(static_cast<std::uint64_t>(sum.value_) - static_cast<std::uint64_t>(m.value_));
  }
  template <keeps_values D>
  static constexpr void take_back(D&, const occurrence_in<D>&) noexcept {}  // was set aside
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
  static void add_checked(D& all, const occurrence_in<D>& row) {
    all.add(row.value, row.times);
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
    return std::same_as<occurrence_in<M>, Row>;
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
