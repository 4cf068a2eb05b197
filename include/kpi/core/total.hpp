// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/version.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <utility>

namespace kpi::inline v0_1 {

/// Any integer, but not a truth value and not a character.
template <class I>
concept whole = std::integral<I> && !std::same_as<I, bool> && !std::same_as<I, char> && !std::same_as<I, wchar_t> &&
                !std::same_as<I, char8_t> && !std::same_as<I, char16_t> && !std::same_as<I, char32_t>;

namespace detail {
struct unchecked;
}

/// The 64-bit total under `count`, `money`, `days` and `seconds`.
///
/// Valid in ±(2^61 − 1). Whatever goes beyond becomes one mark that no further addition or subtraction removes, so
/// an overflow anywhere in a sum is still seen at its end, where every metric reports it. The mark is far enough from
/// both the valid range and the end of the type that a marked total takes any further step without wrapping.
template <class Tag>
class total {
 public:
  static constexpr std::int64_t limit = (std::int64_t{1} << 61) - 1;

  /// The total in its own unit: 1 for counts, 1/10,000 for money, a day, a second.
  [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }

  /// Whether the sum ever left the valid range.
  [[nodiscard]] constexpr bool overflowed() const noexcept { return value_ == mark; }

  constexpr Tag& operator+=(const Tag& other) noexcept {
    value_ = keep(value_ + other.value());
    return self();
  }
  constexpr Tag& operator-=(const Tag& other) noexcept {
    value_ = other.overflowed() ? mark : keep(value_ - other.value());
    return self();
  }

  [[nodiscard]] friend constexpr Tag operator+(Tag a, const Tag& b) noexcept { return a += b; }
  [[nodiscard]] friend constexpr Tag operator-(Tag a, const Tag& b) noexcept { return a -= b; }
  [[nodiscard]] friend constexpr Tag operator-(const Tag& a) noexcept { return Tag{} - a; }
  /// The total, or nothing: by arithmetic, where a branch would be mispredicted as often as not.
  [[nodiscard]] friend constexpr Tag only_if(bool holds, Tag t) noexcept {
#if defined(__clang__)
    t.value_ = __builtin_unpredictable(holds) ? t.value_ : 0;
#else
    t.value_ &= -std::int64_t{holds};
#endif
    return t;
  }
  [[nodiscard]] friend constexpr bool operator==(const Tag& a, const Tag& b) noexcept { return a.value() == b.value(); }
  [[nodiscard]] friend constexpr std::strong_ordering operator<=>(const Tag& a, const Tag& b) noexcept {
    return a.value() <=> b.value();
  }

 protected:
  static constexpr std::int64_t mark = (std::int64_t{1} << 62) - 1;

  /// `n`, or the mark when it is out of range.
  template <whole I>
  [[nodiscard]] static constexpr std::int64_t keep(I n) noexcept {
    return std::cmp_greater(n, limit) || std::cmp_less(n, -limit) ? mark : static_cast<std::int64_t>(n);
  }

  std::int64_t value_{};

 private:
  friend Tag;  // the only class to derive from it
  friend detail::unchecked;

  constexpr total() = default;

  [[nodiscard]] constexpr Tag& self() noexcept { return static_cast<Tag&>(*this); }
};

namespace detail {

/// A T of so many of what it counts in: of money, 1/10,000.
template <class T>
[[nodiscard]] constexpr T total_of(std::int64_t n) noexcept {
  if constexpr (requires { T::ten_thousandths(n); })
    return T::ten_thousandths(n);
  else
    return T(n);
}

}  // namespace detail

}  // namespace kpi::inline v0_1
