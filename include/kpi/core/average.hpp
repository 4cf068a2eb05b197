// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/count.hpp>
#include <kpi/core/error.hpp>
#include <kpi/core/wide.hpp>

namespace kpi::inline v0_1 {

/// An exact total over a positive count: the mean, which still shows what it was made of.
///
/// T is `money`, `days`, `seconds` or `count`. Averages do not add; the measures they come from do.
template <class T>
class average {
 public:
  /// From constants: `average<money>{money::of(100), 3}`. One of nothing does not compile.
  consteval average(T total, kpi::count n) noexcept : total_(total), count_(n) {
    if (total.overflowed() || n.overflowed() || n.value() <= 0) an_average_needs_a_positive_count();
  }

  /// From values. Errors: `overflow` ("total", then "count"), `undefined` (count ≤ 0).
  [[nodiscard]] static constexpr result<average> of(const T& total, const kpi::count& n) noexcept {
    if (total.overflowed()) return refuse(errc::overflow, "total");
    if (n.overflowed()) return refuse(errc::overflow, "count");
    if (n.value() <= 0) return refuse(errc::undefined, "count");
    return average(total, n, detail::proven{});
  }

  [[nodiscard]] constexpr T total() const noexcept { return total_; }
  [[nodiscard]] constexpr kpi::count count() const noexcept { return count_; }

  /// The mean to the nearest double; money in units, everything else as the number it counts.
  [[nodiscard]] constexpr double to_double() const noexcept {
    if constexpr (requires { T::per_unit; })
      return static_cast<double>(total_.value()) /
             (static_cast<double>(count_.value()) * static_cast<double>(T::per_unit));
    else
      return static_cast<double>(total_.value()) / static_cast<double>(count_.value());
  }

  /// The mean as a T again: to 1/10,000 for money, else to a whole number.
  [[nodiscard]] constexpr T rounded(rounding mode) const noexcept {
    return detail::total_of<T>(detail::rounded_quotient({total_.value()}, {count_.value()}, mode));
  }

  /// Equal when the means are, whatever they were made of.
  [[nodiscard]] friend constexpr bool operator==(const average& a, const average& b) noexcept { return (a <=> b) == 0; }
  [[nodiscard]] friend constexpr std::weak_ordering operator<=>(const average& a, const average& b) noexcept {
    return detail::compare_fractions(a.total_.value(), a.count_.value(), b.total_.value(), b.count_.value());
  }

  /// For the library: of a total in range and a count above zero.
  constexpr average(const T& total, const kpi::count& n, detail::proven) noexcept : total_(total), count_(n) {}

 private:
  static void an_average_needs_a_positive_count() noexcept {}  // not constexpr: reaching it stops the compiler

  T total_;
  kpi::count count_;
};

}  // namespace kpi::inline v0_1
