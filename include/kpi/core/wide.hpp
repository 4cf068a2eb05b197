// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/version.hpp>

#include <compare>
#include <cstdint>

namespace kpi::inline v0_1 {

/// What to do with the part that does not fit.
enum class rounding : unsigned char {
  half_even,       ///< to the nearest; a tie goes to the even neighbour
  half_away,       ///< to the nearest; a tie goes away from zero
  toward_zero,     ///< drop it
  away_from_zero,  ///< any rest goes away from zero
  floor,           ///< down, also below zero
  ceiling,         ///< up, also below zero
};

namespace detail {

/// Of a total or a product of two small ones, never of INT64_MIN.
[[nodiscard]] constexpr std::uint64_t magnitude(std::int64_t n) noexcept {
  return static_cast<std::uint64_t>(n < 0 ? -n : n);
}

/// An unsigned number of 256 bits: wide enough for the product of any four totals.
class natural {
 public:
  constexpr explicit natural(std::uint64_t n) noexcept {
    limb_[0] = static_cast<std::uint32_t>(n);
    limb_[1] = static_cast<std::uint32_t>(n >> 32);
  }

  constexpr natural& operator*=(std::uint64_t factor) noexcept {
    natural high = *this;
    scale(static_cast<std::uint32_t>(factor));
    high.scale(static_cast<std::uint32_t>(factor >> 32));
    for (unsigned i = limbs; i-- > 1;) high.limb_[i] = high.limb_[i - 1];
    high.limb_[0] = 0;
    std::uint64_t carry = 0;
    for (unsigned i = 0; i < limbs; ++i) {
      carry += std::uint64_t{limb_[i]} + high.limb_[i];
      limb_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    return *this;
  }

  /// Twice the number, plus a bit.
  constexpr void shift_in(bool bit) noexcept {
    std::uint32_t carry = bit ? 1 : 0;
    for (auto& limb : limb_) {
      const std::uint32_t out = limb >> 31;
      limb = (limb << 1) | carry;
      carry = out;
    }
  }

  constexpr void subtract(const natural& other) noexcept {
    constexpr std::uint64_t base = std::uint64_t{1} << 32;
    std::uint64_t borrow = 0;
    for (unsigned i = 0; i < limbs; ++i) {
      const std::uint64_t difference = base + limb_[i] - other.limb_[i] - borrow;
      limb_[i] = static_cast<std::uint32_t>(difference);
      borrow = difference < base ? 1 : 0;
    }
  }

  [[nodiscard]] constexpr bool bit(unsigned i) const noexcept { return ((limb_[i / 32] >> (i % 32)) & 1U) != 0; }

  [[nodiscard]] friend constexpr std::strong_ordering operator<=>(const natural& a, const natural& b) noexcept {
    for (unsigned i = limbs; i-- > 0;)
      if (a.limb_[i] != b.limb_[i]) return a.limb_[i] <=> b.limb_[i];
    return std::strong_ordering::equal;
  }
  [[nodiscard]] friend constexpr bool operator==(const natural& a, const natural& b) noexcept { return (a <=> b) == 0; }

  static constexpr unsigned limbs = 8;
  static constexpr unsigned bits = 32 * limbs;

 private:
  constexpr void scale(std::uint32_t factor) noexcept {
    std::uint64_t carry = 0;
    for (auto& limb : limb_) {
      carry += std::uint64_t{limb} * factor;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }

  std::uint32_t limb_[limbs]{};
};

/// A quotient's whole part, and how twice its rest stands to the divisor: what rounding needs to know.
struct division {
  std::uint64_t whole{};
  bool exact{};  ///< nothing was left over
  std::strong_ordering rest_to_half = std::strong_ordering::less;
  bool too_large{};  ///< the whole part does not fit
};

[[nodiscard]] constexpr division divide(std::uint64_t n, std::uint64_t d) noexcept {
  const std::uint64_t rest = n % d;
  return {.whole = n / d, .exact = rest == 0, .rest_to_half = rest <=> d - rest};
}

[[nodiscard]] constexpr division divide(const natural& n, const natural& d) noexcept {
  division q;
  natural rest{0};
  for (unsigned i = natural::bits; i-- > 0;) {
    rest.shift_in(n.bit(i));
    const bool fits = rest >= d;
    if (fits) rest.subtract(d);
    q.too_large = q.too_large || (q.whole >> 63) != 0;
    q.whole = (q.whole << 1) | (fits ? 1U : 0U);
  }
  q.exact = rest == natural{0};
  natural gap = d;
  gap.subtract(rest);
  q.rest_to_half = rest <=> gap;
  return q;
}

[[nodiscard]] constexpr std::uint64_t rounded(const division& q, bool negative, rounding mode) noexcept {
  if (q.exact) return q.whole;
  const auto up = [&] {
    switch (mode) {
      case rounding::half_even: return q.rest_to_half > 0 || (q.rest_to_half == 0 && q.whole % 2 != 0);
      case rounding::half_away: return q.rest_to_half >= 0;
      case rounding::toward_zero: return false;
      case rounding::away_from_zero: return true;
      case rounding::floor: return negative;
      case rounding::ceiling: return !negative;
    }
    return false;
  };
  return q.whole + (up() ? 1 : 0);
}

/// The product of all factors when 64 bits are sure to hold it, else 0.
template <unsigned N>
[[nodiscard]] constexpr std::uint64_t small_product(const std::int64_t (&factors)[N]) noexcept {
  std::uint64_t product = 1;
  for (const std::int64_t factor : factors) {
    const std::uint64_t f = magnitude(factor);
    // A double errs by far less than the factor of two that is kept free. To count bits would take longer, and <bit>
    // the compiler's time in every header.
    if (static_cast<double>(product) * static_cast<double>(f) > 0x1p63) return 0;
    product *= f;
  }
  return product;
}

template <unsigned N>
[[nodiscard]] constexpr natural product(const std::int64_t (&factors)[N]) noexcept {
  static_assert(N <= 4, "a natural holds the product of four totals");
  natural result{1};
  for (const std::int64_t factor : factors) result *= magnitude(factor);
  return result;
}

/// (n₁ · n₂ · …) / (d₁ · d₂ · …), exact but for one rounding at the end.
///
/// The factors below the line are positive; all are totals, within ±2^62. What does not fit comes back as INT64_MAX,
/// which every total turns into its overflow mark.
template <unsigned N, unsigned D>
[[nodiscard]] constexpr std::int64_t rounded_quotient(const std::int64_t (&n)[N], const std::int64_t (&d)[D],
                                                      rounding mode) noexcept {
  bool negative = false;
  for (const std::int64_t factor : n) {
    if (factor == 0) return 0;
    negative = negative != (factor < 0);
  }
  const std::uint64_t small_n = small_product(n);
  const std::uint64_t small_d = small_product(d);
  const division q = small_n != 0 && small_d != 0 ? divide(small_n, small_d) : divide(product(n), product(d));
  if (q.too_large || q.whole >= static_cast<std::uint64_t>(INT64_MAX)) return INT64_MAX;
  const auto result = static_cast<std::int64_t>(rounded(q, negative, mode));
  return negative ? -result : result;
}

/// How a/b stands to c/d, exactly and within 64 bits: by the whole parts, and while those agree by what is left,
/// turned upside down. Both denominators are positive.
[[nodiscard]] constexpr std::weak_ordering compare_fractions(std::int64_t a, std::int64_t b, std::int64_t c,
                                                             std::int64_t d) noexcept {
  const auto floor_divide = [](std::int64_t n, std::int64_t m) { return n / m - (n % m < 0 ? 1 : 0); };
  for (;;) {
    const std::int64_t left = floor_divide(a, b);
    const std::int64_t right = floor_divide(c, d);
    if (left != right) return left <=> right;
    a -= left * b;
    c -= right * d;
    if (a == 0 || c == 0) return a <=> c;
    const std::int64_t old_a = a;
    const std::int64_t old_b = b;
    a = d;
    b = c;
    c = old_b;
    d = old_a;
  }
}

}  // namespace detail
}  // namespace kpi::inline v0_1
