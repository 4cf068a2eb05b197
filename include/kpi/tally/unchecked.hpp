// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace kpi::inline v0_1::detail {

template <class T>
concept is_total = std::derived_from<T, total<T>>;

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
  template <measure M>
  static constexpr std::uint64_t add(M& sum, const M& m) noexcept {
    std::uint64_t large = 0;
    M::fields([&large](std::string_view, auto& x, const auto& y) { large |= add(x, y); }, sum, m);
    return large;
  }

  template <is_total T>
  static constexpr void take_back(T& sum, const T& m) noexcept {
    sum.value_ = wrapped(static_cast<std::uint64_t>(sum.value_) - static_cast<std::uint64_t>(m.value_));
  }
  template <measure M>
  static constexpr void take_back(M& sum, const M& m) noexcept {
    M::fields([](std::string_view, auto& x, const auto& y) { take_back(x, y); }, sum, m);
  }

  /// Marks what has left the range.
  template <is_total T>
  static constexpr void settle(T& sum) noexcept {
    sum.value_ = T::keep(sum.value_);
  }
  template <measure M>
  static constexpr void settle(M& sum) noexcept {
    M::fields([](std::string_view, auto& x) { settle(x); }, sum);
  }

 private:
  static constexpr std::int64_t wrapped(std::uint64_t n) noexcept { return static_cast<std::int64_t>(n); }
};

/// A measure of nothing but totals, at any depth.
template <class M>
[[nodiscard]] constexpr bool only_totals() noexcept {
  if constexpr (is_total<M>) {
    return true;
  } else if constexpr (measure<M>) {
    bool only = true;
    M m{};
    M::fields([&only](std::string_view, auto& x) { only = only && only_totals<std::remove_cvref_t<decltype(x)>>(); },
              m);
    return only;
  } else {
    return false;
  }
}

template <class M>
concept provable = only_totals<M>();

}  // namespace kpi::inline v0_1::detail
