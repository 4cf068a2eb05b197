// SPDX-License-Identifier: MIT
// Copyright (c) 2026 the kpi authors
//
// kpi in one file. Include it where you like, and in one source file of the program with the implementation:
//
//     #define KPI_IMPLEMENTATION
//     #include <kpi.hpp>
//
// It needs C++20, fmt, Howard Hinnant's date and tl::expected. Link fmt, or define FMT_HEADER_ONLY.
//
// cmake/single_header.py makes it from include/ and src/; those are what to edit.
#ifndef KPI_SINGLE_HEADER
#define KPI_SINGLE_HEADER

#include <algorithm>
#include <array>
#include <bit>
#include <cfloat>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <date/date.h>
#include <fmt/format.h>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

// ---- include/kpi/version.hpp

/// The version, written here and nowhere else: the build reads it from this file.
#define KPI_VERSION_MAJOR 0
#define KPI_VERSION_MINOR 1
#define KPI_VERSION_PATCH 0

/// Sales, recurring-revenue and customer metrics: exact, or a named reason why there is no number.
namespace kpi {
/// Names the ABI, so that two versions in one program cannot mix silently. It changes with major and minor.
inline namespace v0_1 {}
}  // namespace kpi

// ---- include/kpi/core/total.hpp

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

// ---- include/kpi/core/duration.hpp

namespace kpi::inline v0_1 {

/// Any duration type with whole ticks of `Seconds` seconds: std::chrono's, date's or another's. Recognised by its
/// shape, so that this header includes none of them.
template <class D, long long Seconds>
concept whole_duration = requires(const D d) {
  { d.count() } -> std::integral;
  requires D::period::num == Seconds* D::period::den;
};

/// A number of calendar days, in the reporting zone. Converts from any duration that counts days.
class days : public total<days> {
 public:
  constexpr days() = default;

  template <whole I>
  constexpr explicit days(I n) noexcept {
    value_ = keep(n);
  }
  template <whole_duration<86'400> D>
  constexpr days(const D& d) noexcept {
    value_ = keep(d.count());
  }
};

/// A number of elapsed seconds. Converts from any duration that counts seconds.
class seconds : public total<seconds> {
 public:
  constexpr seconds() = default;

  template <whole I>
  constexpr explicit seconds(I n) noexcept {
    value_ = keep(n);
  }
  template <whole_duration<1> D>
  constexpr seconds(const D& d) noexcept {
    value_ = keep(d.count());
  }
};

}  // namespace kpi::inline v0_1

// ---- include/kpi/core/export.hpp

/// Marks what a shared kpi exports: every function that a source file defines for users. Only while the shared library
/// itself is built does it mean anything (CMake then defines kpi_EXPORTS): a copied or static kpi inside a plug-in adds
/// no symbol to what the plug-in exports.
#if !defined(kpi_EXPORTS)
#define KPI_EXPORT
#elif defined(_WIN32)
#define KPI_EXPORT __declspec(dllexport)
#else
#define KPI_EXPORT __attribute__((visibility("default")))
#endif

// ---- include/kpi/core/count.hpp

namespace kpi::inline v0_1 {

/// A number of things: deals, demos, customers.
///
/// Converts from any integer, since an integer is exactly a count; a number beyond the range becomes the overflow mark.
class count : public total<count> {
 public:
  constexpr count() = default;

  template <whole I>
  constexpr count(I n) noexcept {
    value_ = keep(n);
  }
};

}  // namespace kpi::inline v0_1

// ---- include/kpi/core/error.hpp

// KPI_COLD marks the functions that find out why there is no number, so that they are not inlined into those that find
// one. KPI_INLINE marks what happens for each of millions of rows, and KPI_FLATTEN the loops over them, whose calls are
// to be inlined although they are made elsewhere, too.
#if defined(__GNUC__)
#define KPI_COLD [[gnu::cold, gnu::noinline]]
#define KPI_INLINE [[gnu::always_inline]]
#define KPI_FLATTEN [[gnu::flatten]]
#else
#define KPI_COLD
#define KPI_INLINE
#define KPI_FLATTEN
#endif

namespace kpi::inline v0_1 {

/// Why there is no number.
enum class errc : unsigned char {
  undefined,     ///< a denominator is zero or less: there was nothing to divide by
  negative,      ///< a count or an amount that cannot be negative is
  inconsistent,  ///< fields contradict each other: a part exceeds its whole, a sum does not add up
  overflow,      ///< a total went beyond ±(2^61 − 1)
  missing_rate,  ///< no exchange rate on or before the day
  too_few,       ///< fewer cases than the floor the caller named
  not_reached,   ///< the threshold was never reached
  invalid,       ///< the input is not a value of its kind
};

/// The name of a code, as printed and as written to JSON.
[[nodiscard]] constexpr std::string_view to_string(errc code) noexcept {
  switch (code) {
    case errc::undefined: return "undefined";
    case errc::negative: return "negative";
    case errc::inconsistent: return "inconsistent";
    case errc::overflow: return "overflow";
    case errc::missing_rate: return "missing_rate";
    case errc::too_few: return "too_few";
    case errc::not_reached: return "not_reached";
    case errc::invalid: return "invalid";
  }
  return "invalid";
}

/// A reason and the field it is about; `won + lost` for a compound one. `field` always refers to a literal.
struct error {
  errc code{};
  std::string_view field{};

  friend constexpr bool operator==(const error&, const error&) = default;
};

/// A value, or the reason why there is none.
///
/// The same alias whatever the language version, so that a library and its user never disagree about the type.
template <class T>
using result = tl::expected<T, error>;

namespace detail {
/// Passed to a constructor by whoever has already checked what it demands.
struct proven {};
}  // namespace detail

/// What a function returns to refuse: `return refuse(errc::invalid, "term");`
[[nodiscard]] constexpr tl::unexpected<error> refuse(errc code, std::string_view field) noexcept {
  return tl::unexpected<error>(error{code, field});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/core/wide.hpp

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

// ---- include/kpi/core/average.hpp

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

// ---- include/kpi/core/money.hpp

namespace kpi::inline v0_1 {

/// Which character stands before the decimals.
enum class decimal_mark : unsigned char { point, comma };

/// An amount of the reporting currency, counted in 1/10,000 of its unit: every ISO currency fits, sums are exact, and
/// ± 230 trillion is within reach. It names no currency; one calculation has one (`currency_amount` is for the
/// boundary).
class money : public total<money> {
 public:
  constexpr money() = default;

  /// Whole units: `money::of(380'000)`.
  template <whole I>
  [[nodiscard]] static constexpr money of(I units) noexcept {
    return scaled(units, per_unit);
  }

  /// Hundredths of a unit: `money::cents(1250)` is 12.50.
  template <whole I>
  [[nodiscard]] static constexpr money cents(I n) noexcept {
    return scaled(n, per_unit / 100);
  }

  /// Minor units of a currency with `exponent` decimals: 0 for the yen, 2 for the euro, 3 for the dinar.
  /// More than four decimals, or fewer than none, is `invalid`, "exponent". (Its result is a parameter so that only who
  /// calls it has it compiled.)
  template <whole I, class Result = result<money>>
  [[nodiscard]] static constexpr Result from_minor(I n, int exponent) noexcept {
    if (exponent < 0 || exponent > 4) return refuse(errc::invalid, "exponent");
    std::int64_t scale = per_unit;
    for (int i = 0; i < exponent; ++i) scale /= 10;
    return scaled(n, scale);
  }

  /// Ten-thousandths of a unit, the count inside.
  template <whole I>
  [[nodiscard]] static constexpr money ten_thousandths(I n) noexcept {
    money m;
    m.value_ = keep(n);
    return m;
  }

  /// An amount as exports write it: `1234.5`, `$1,234.50`, `(12.00)` for a loss, `- 3`, `1 234,50` with a decimal
  /// comma.
  ///
  /// Groups of three digits may be set off by the other mark, by spaces (also no-break and thin ones) or by
  /// apostrophes, consistently. One of $ € £ ¥ may stand in front or behind.
  ///
  /// Errors, first match wins: `invalid`, "amount" (not a number, or more than four decimals); `overflow`, "amount".
  [[nodiscard]] KPI_EXPORT static result<money> parse(std::string_view text,
                                                      decimal_mark mark = decimal_mark::point) noexcept;

  /// The amount in units, rounded to the nearest double: for display and for further estimates, not for sums.
  [[nodiscard]] constexpr double to_double() const noexcept {
    return static_cast<double>(value_) / static_cast<double>(per_unit);
  }

  /// Money × count is money; money × money has no meaning and does not compile.
  [[nodiscard]] friend constexpr money operator*(const money& m, const count& n) noexcept {
    if (m.overflowed() || n.overflowed()) return ten_thousandths(mark);
    return ten_thousandths(detail::rounded_quotient({m.value(), n.value()}, {1}, rounding::half_even));
  }
  [[nodiscard]] friend constexpr money operator*(const count& n, const money& m) noexcept { return m * n; }

  static constexpr std::int64_t per_unit = 10'000;

 private:
  template <whole I>
  [[nodiscard]] KPI_COLD static constexpr money large(I n, std::int64_t scale) noexcept {
    if (std::cmp_greater(n, limit / scale) || std::cmp_less(n, -limit / scale)) return ten_thousandths(mark);
    return ten_thousandths(static_cast<std::int64_t>(n) * scale);
  }
  template <whole I>
  [[nodiscard]] static constexpr money scaled(I n, std::int64_t scale) noexcept {
    const std::int64_t low_48_bits = static_cast<std::int64_t>(n) << 16 >> 16;  // no scale makes these leave the range
    if (std::cmp_not_equal(n, low_48_bits)) [[unlikely]]
      return large(n, scale);
    money m;
    m.value_ = static_cast<std::int64_t>(n) * scale;
    return m;
  }
};

}  // namespace kpi::inline v0_1

// ---- include/kpi/core/ratio.hpp

namespace kpi::inline v0_1 {

/// An exact fraction that still shows what it was made of: 67 of 160, not 0.41875.
///
/// The denominator is always positive, so a ratio is always a number. It is not reduced: the numerator and the
/// denominator are the totals it came from (for money, in 1/10,000 of the unit). Two ratios are equal when their values
/// are: 1 of 2 equals 3 of 6.
class ratio {
 public:
  /// Errors: `overflow` ("numerator", then "denominator"), `undefined` (denominator ≤ 0).
  [[nodiscard]] static constexpr result<ratio> of(const count& numerator, const count& denominator) noexcept {
    if (numerator.overflowed()) return refuse(errc::overflow, "numerator");
    if (denominator.overflowed()) return refuse(errc::overflow, "denominator");
    if (denominator.value() <= 0) return refuse(errc::undefined, "denominator");
    return ratio(numerator.value(), denominator.value(), detail::proven{});
  }
  [[nodiscard]] static constexpr result<ratio> of(const money& numerator, const money& denominator) noexcept {
    return of(count(numerator.value()), count(denominator.value()));
  }

  /// n / 100: `ratio::percent(5)` is 5 of 100. Of integers up to 32 bits, which are always in range.
  template <whole I>
  requires(sizeof(I) <= sizeof(std::int32_t)) [[nodiscard]] static constexpr ratio percent(I n) noexcept {
    return ratio(static_cast<std::int64_t>(n), 100, detail::proven{});
  }

  /// A fraction as people write it: `0.05`, `5 %`, `2.5%`, `1/3`. Errors: `invalid`, "ratio"; `overflow`, "ratio".
  [[nodiscard]] KPI_EXPORT static result<ratio> parse(std::string_view text) noexcept;

  [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return numerator_; }
  [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return denominator_; }

  /// One division, rounded to the nearest double.
  [[nodiscard]] constexpr double to_double() const noexcept {
    return static_cast<double>(numerator_) / static_cast<double>(denominator_);
  }

  /// 1 − this, exactly.
  [[nodiscard]] constexpr ratio complement() const noexcept {
    return ratio(denominator_ - numerator_, denominator_, detail::proven{});
  }

  [[nodiscard]] friend constexpr bool operator==(const ratio& a, const ratio& b) noexcept { return (a <=> b) == 0; }
  [[nodiscard]] friend constexpr std::weak_ordering operator<=>(const ratio& a, const ratio& b) noexcept {
    return detail::compare_fractions(a.numerator_, a.denominator_, b.numerator_, b.denominator_);
  }

  /// For the library: of a denominator above zero.
  constexpr ratio(std::int64_t numerator, std::int64_t denominator, detail::proven) noexcept
      : numerator_(numerator), denominator_(denominator) {}

 private:
  std::int64_t numerator_;
  std::int64_t denominator_;
};

/// An amount times a ratio, rounded once to 1/10,000 as the caller says.
[[nodiscard]] constexpr money times(const money& amount, const ratio& r, rounding mode) noexcept {
  if (amount.overflowed()) return amount;
  return money::ten_thousandths(detail::rounded_quotient({amount.value(), r.numerator()}, {r.denominator()}, mode));
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/core/measure.hpp

namespace kpi::inline v0_1 {

/// A measure: a plain struct of totals with one static visitor that names them.
///
///     struct visits {
///       kpi::count seen{}, bought{};
///       static constexpr void fields(auto f, auto&... v) { f("seen", v.seen...); f("bought", v.bought...); }
///     };
///
/// From the visitor come `+ += - -= ==`, the checks with the field's name, the byte form and the catalogue's binding.
/// The empty measure is zero; a field may itself be a measure. In another namespace, `using kpi::operator+=;` (and its
/// siblings) beside the struct lets generic code find them.
template <class M>
concept measure = requires(M& m) {
  M::fields([](std::string_view, auto&...) {}, m);
};

/// A struct of inputs that do not add (a price, two ends of a change): its visitor is called `inputs`, and it gets the
/// checks and the names but no operators.
template <class M>
concept input_set = requires(M& m) {
  M::inputs([](std::string_view, auto&...) {}, m);
};

template <measure M>
constexpr M& operator+=(M& a, const M& b) noexcept {
  M::fields([](std::string_view, auto& x, const auto& y) { x += y; }, a, b);
  return a;
}
template <measure M>
constexpr M& operator-=(M& a, const M& b) noexcept {
  M::fields([](std::string_view, auto& x, const auto& y) { x -= y; }, a, b);
  return a;
}
template <measure M>
[[nodiscard]] constexpr M operator+(M a, const M& b) noexcept {
  return a += b;
}
template <measure M>
[[nodiscard]] constexpr M operator-(M a, const M& b) noexcept {
  return a -= b;
}
template <measure M>
[[nodiscard]] constexpr M operator-(const M& a) noexcept {
  return M{} - a;
}
template <measure M>
[[nodiscard]] constexpr bool operator==(const M& a, const M& b) noexcept {
  bool equal = true;
  M::fields([&equal](std::string_view, const auto& x, const auto& y) { equal = equal && x == y; }, a, b);
  return equal;
}

namespace detail {

/// A field that may be below zero, for `check`.
template <class T>
struct any_sign {
  const T& field;
};

/// A figure with the name under which an error reports it.
template <class T>
struct named {
  std::string_view name;
  T figure;
};

/// The state of a formula after its inputs were checked. At the first failure it stays there, and whatever is asked of
/// it afterwards answers with that reason; so the order of the calls is the order of the errors.
class checked {
 public:
  constexpr checked() = default;
  constexpr checked(errc code, std::string_view field) noexcept : failed_(true), why_{code, field} {}

  [[nodiscard]] constexpr bool ok() const noexcept { return !failed_; }
  [[nodiscard]] constexpr tl::unexpected<error> refusal() const noexcept { return tl::unexpected<error>(why_); }

  /// `inconsistent`, naming the field, unless it holds.
  [[nodiscard]] constexpr checked where(bool holds, std::string_view field) const noexcept {
    return failed_ || holds ? *this : checked(errc::inconsistent, field);
  }

  /// `overflow` when the figure is.
  template <class T>
  [[nodiscard]] constexpr checked within(const named<T>& x) const noexcept {
    return failed_ || !x.figure.overflowed() ? *this : checked(errc::overflow, x.name);
  }

  /// `undefined` unless the divisor is above zero.
  template <class T>
  [[nodiscard]] constexpr checked divisible_by(const named<T>& divisor) const noexcept {
    const checked c = within(divisor);
    return c.failed_ || divisor.figure.value() > 0 ? c : checked(errc::undefined, divisor.name);
  }

  template <class T>
  [[nodiscard]] constexpr result<T> value(const named<T>& x) const noexcept {
    const checked c = within(x);
    if (!c.ok()) return c.refusal();
    return x.figure;
  }

  template <class T>
  [[nodiscard]] KPI_INLINE constexpr result<kpi::ratio> ratio(const named<T>& n, const named<T>& d) const noexcept {
    if (ok() && !n.figure.overflowed() && divides(d.figure)) [[likely]]
      return kpi::ratio(n.figure.value(), d.figure.value(), proven{});
    return why_no_quotient(n.name, n.figure, d.name, d.figure);
  }

  template <class T>
  [[nodiscard]] KPI_INLINE constexpr result<kpi::average<T>> average(const named<T>& total,
                                                                     const named<count>& n) const noexcept {
    if (ok() && !total.figure.overflowed() && divides(n.figure)) [[likely]]
      return kpi::average<T>(total.figure, n.figure, proven{});
    return why_no_quotient(total.name, total.figure, n.name, n.figure);
  }

 private:
  /// From 1 to the limit, in one comparison: read as unsigned, what is below 1 is far above.
  template <class T>
  [[nodiscard]] static constexpr bool divides(const T& divisor) noexcept {
    return static_cast<std::uint64_t>(divisor.value()) - 1 < T::limit;
  }

  /// Takes the figures apart, so that one that is in order needs no place in memory.
  template <class T, class U>
  [[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_no_quotient(std::string_view n_name, T n,
                                                                         std::string_view d_name, U d) const noexcept {
    return within(named<T>{n_name, n}).divisible_by(named<U>{d_name, d}).refusal();
  }

  bool failed_ = false;
  error why_{};
};

template <class T>
[[nodiscard]] constexpr bool in_range(const T& field) noexcept {
  return static_cast<std::uint64_t>(field.value()) <= T::limit;  // read as unsigned, the mark and all below 0 are above
}
template <class T>
[[nodiscard]] constexpr bool in_range(const any_sign<T>& signed_field) noexcept {
  return !signed_field.field.overflowed();
}

/// A field that a formula reads, whatever it counts: what follows is compiled once, and not for each measure.
struct field_read {
  template <class T>
  constexpr field_read(const T& field) noexcept : place(&field), value(field.value()) {}
  template <class T>
  constexpr field_read(const any_sign<T>& f) noexcept : place(&f.field), value(f.field.value()), below_zero_too(true) {}

  [[nodiscard]] constexpr bool overflowed() const noexcept { return value > count::limit; }
  [[nodiscard]] constexpr bool in_range() const noexcept { return !overflowed() && (below_zero_too || value >= 0); }

  const void* place;
  std::int64_t value;
  bool below_zero_too = false;
  std::string_view name{};  ///< known once its measure was searched
};

/// Finds the fields among a measure's: what they are called, and the first in the order of declaration that is out of
/// range, where `overflow` in any comes before `negative` in any.
class field_search {
 public:
  constexpr field_search(field_read* begin, field_read* end) noexcept : begin_(begin), end_(end) {}

  constexpr void pass(std::string_view name, const void* place) noexcept {
    for (field_read* f = begin_; f != end_; ++f) {
      if (f->place != place) continue;
      f->name = name;
      if (f->in_range()) continue;
      checked& c = f->overflowed() ? overflow_ : negative_;
      if (c.ok()) c = checked(f->overflowed() ? errc::overflow : errc::negative, name);
    }
  }
  [[nodiscard]] constexpr checked first_failure() const noexcept { return overflow_.ok() ? negative_ : overflow_; }

 private:
  field_read* begin_;
  field_read* end_;
  checked overflow_{};
  checked negative_{};
};

/// The visitor that leads a search over a measure.
struct search_visitor {
  template <class T>
  constexpr void operator()(std::string_view name, const T& field) const noexcept {
    if constexpr (std::derived_from<T, total<T>>) search->pass(name, &field);
  }
  field_search* search;
};

template <class M, std::size_t N>
[[nodiscard]] KPI_COLD constexpr checked first_failure(const M& m, field_read (&read)[N]) noexcept {
  field_search search(read, read + N);
  if constexpr (measure<M>)
    M::fields(search_visitor{&search}, m);
  else
    M::inputs(search_visitor{&search}, m);
  return search.first_failure();
}

/// Looks at the fields a formula reads, passed by reference, and only at those. What is in order costs a comparison a
/// field; which field is not, and what it is called, is looked up when there is something to report.
template <class M, class... F>
[[nodiscard]] KPI_INLINE constexpr checked check(const M& m, const F&... read) noexcept {
  if ((in_range(read) && ...)) [[likely]]
    return {};
  field_read fields[] = {read...};
  return first_failure(m, fields);
}

template <class M>
[[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_no_quotient(const M& m, field_read n,
                                                                       field_read d) noexcept {
  field_read fields[] = {n, d};
  const checked c = first_failure(m, fields);
  return c.ok() ? refuse(errc::undefined, fields[1].name) : c.refusal();
}

/// One field over another.
template <class M, class T>
[[nodiscard]] constexpr result<ratio> quotient(const M& m, const T& n, const T& d) noexcept {
  if (in_range(n) && in_range(d) && d.value() > 0) [[likely]]
    return ratio(n.value(), d.value(), proven{});
  return why_no_quotient(m, n, d);
}

/// A total over a count.
template <class M, class T>
[[nodiscard]] constexpr result<average<T>> mean(const M& m, const T& total, const count& n) noexcept {
  if (in_range(total) && in_range(n) && n.value() > 0) [[likely]]
    return average<T>(total, n, proven{});
  return why_no_quotient(m, total, n);
}

template <class M>
[[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_no_share(const M& m, field_read part,
                                                                    field_read all) noexcept {
  field_read fields[] = {part, all};
  const checked c = first_failure(m, fields).where(part.value <= all.value, fields[0].name);
  return c.ok() ? refuse(errc::undefined, fields[1].name) : c.refusal();
}

/// One field over another of which it is a part: a larger part is `inconsistent`.
template <class M, class T>
[[nodiscard]] constexpr result<ratio> share_of(const M& m, const T& part, const T& all) noexcept {
  if (in_range(part) && in_range(all) && part <= all && all.value() > 0) [[likely]]
    return ratio(part.value(), all.value(), proven{});
  return why_no_share(m, part, all);
}

/// (a / b) / (c / d) of exact totals, for lifts and other quotients of two quotients. Products of everyday totals are
/// exact in a double, so that only the one division rounds. All four are positive but a, which may also be zero or
/// less.
[[nodiscard]] constexpr double quotient_of_quotients(std::int64_t a, std::int64_t b, std::int64_t c,
                                                     std::int64_t d) noexcept {
  return (static_cast<double>(a) * static_cast<double>(d)) / (static_cast<double>(b) * static_cast<double>(c));
}

}  // namespace detail
}  // namespace kpi::inline v0_1

// ---- include/kpi/core/period.hpp

namespace kpi::inline v0_1 {

namespace detail {

inline constexpr date::sys_days first_day = date::year{1} / 1 / 1;
inline constexpr date::sys_days after_last_day = date::sys_days{date::year{9999} / 12 / 31} + date::days{1};

/// The first of the month that is `month0` months after January of year 0, or `after_last_day + 1` when no such month
/// is in the calendar. 10000-01 is: it ends the last period.
[[nodiscard]] constexpr date::sys_days first_of_month(long long month0) noexcept {
  if (month0 < 12 || month0 > 10'000LL * 12) return after_last_day + date::days{1};
  return date::year{static_cast<int>(month0 / 12)} / date::month{static_cast<unsigned>(month0 % 12) + 1} / 1;
}

[[nodiscard]] constexpr long long month_number(date::year_month m) noexcept {
  return static_cast<int>(m.year()) * 12LL + static_cast<unsigned>(m.month()) - 1;
}

}  // namespace detail

/// The month in which a day lies.
[[nodiscard]] constexpr date::year_month month_of(date::sys_days day) noexcept {
  const date::year_month_day ymd{day};
  return ymd.year() / ymd.month();
}

/// The same day `months` later, or earlier; at a month too short for it, that month's last day: one month after
/// 31 January is 28 February. Errors, first match wins: `invalid`, "day" or "months" (the day, or that, is outside the
/// years 1 … 9999).
[[nodiscard]] constexpr result<date::sys_days> plus_months(date::sys_days day, int months) noexcept {
  if (day < detail::first_day || day > detail::after_last_day) return refuse(errc::invalid, "day");
  const long long target = detail::month_number(month_of(day)) + months;
  const date::sys_days first = detail::first_of_month(target);
  const date::sys_days next = detail::first_of_month(target + 1);
  if (first >= detail::after_last_day) return refuse(errc::invalid, "months");
  const date::sys_days same = first + (day - detail::first_of_month(detail::month_number(month_of(day))));
  return same < next ? same : next - date::days{1};
}

/// A span of calendar days, half-open: `from` lies in it, `until` does not. Days are days of the reporting zone.
///
/// The named periods (`month`, `quarter`, …) take numbers as they are written. Where those name no period of the years
/// 1 … 9999, the result is not `ok()`, as with date's own types: it contains no day. `between` and `parse_period`
/// check.
class period {
 public:
  /// Contains no day and is not ok.
  constexpr period() = default;

  /// Errors: `invalid`, "from" or "until" (outside the years 1 … 9999; `until` before `from`).
  [[nodiscard]] static constexpr result<period> between(date::sys_days from, date::sys_days until) noexcept {
    if (from < detail::first_day || from > detail::after_last_day) return refuse(errc::invalid, "from");
    if (until < from || until > detail::after_last_day) return refuse(errc::invalid, "until");
    return period(from, until);
  }

  [[nodiscard]] static constexpr period month(date::year_month m) noexcept {
    return m.ok() ? months(detail::month_number(m), 1) : period();
  }
  [[nodiscard]] static constexpr period month(int year, unsigned month) noexcept { return part(year, month, 12, 1); }
  [[nodiscard]] static constexpr period quarter(int year, unsigned quarter) noexcept {
    return part(year, quarter, 4, 1);
  }
  [[nodiscard]] static constexpr period year(int year) noexcept { return part(year, 1, 1, 1); }

  /// The twelve months that begin with `first_month`, named by the year they end in: with April first, 2024 is
  /// 2023-04 … 2024-03. With January first it is the calendar year.
  [[nodiscard]] static constexpr period fiscal_year(int year, unsigned first_month) noexcept {
    return part(year, 1, 1, first_month);
  }
  [[nodiscard]] static constexpr period fiscal_quarter(int year, unsigned quarter, unsigned first_month) noexcept {
    return part(year, quarter, 4, first_month);
  }

  /// The n months up to a day: [until − n months, until).
  [[nodiscard]] static constexpr period trailing_months(date::sys_days until, int n) noexcept {
    const auto from = plus_months(until, n > 0 ? -n : 0);
    return from && n > 0 ? period(*from, until) : period();
  }

  /// The same days a year before; 29 February becomes 28 February.
  [[nodiscard]] constexpr period year_before() const noexcept {
    if (!ok()) return {};
    const auto from = plus_months(from_, -12);
    if (!from) return {};
    if (from_ == until_) return period(*from, *from);
    // The end is exclusive: both the day itself and the last day before it are moved, so that February keeps its 29th.
    const auto until = plus_months(until_, -12);
    const auto last = plus_months(until_ - date::days{1}, -12);
    return period(*from, std::max(*until, *last + date::days{1}));
  }

  [[nodiscard]] constexpr date::sys_days from() const noexcept { return from_; }
  [[nodiscard]] constexpr date::sys_days until() const noexcept { return until_; }
  [[nodiscard]] constexpr bool ok() const noexcept { return from_ != date::sys_days::min(); }
  /// One comparison: read as unsigned, a day before `from` is a long way after it.
  [[nodiscard]] constexpr bool contains(date::sys_days day) const noexcept {
    return distance(from_, day) < distance(from_, until_);
  }
  /// The part of it before a day; through a day.
  [[nodiscard]] constexpr period before(date::sys_days day) const noexcept {
    return period(from_, day < from_ ? from_ : day < until_ ? day : until_);
  }
  [[nodiscard]] constexpr period through(date::sys_days day) const noexcept {
    return period(from_, day < from_ ? from_ : day < until_ ? day + date::days{1} : until_);
  }
  [[nodiscard]] constexpr date::days length() const noexcept { return ok() ? until_ - from_ : date::days{0}; }

  friend constexpr bool operator==(const period&, const period&) = default;
  /// By the first day, then by the last.
  friend constexpr std::strong_ordering operator<=>(const period& a, const period& b) noexcept {
    const auto by = [](date::sys_days x, date::sys_days y) {
      return x.time_since_epoch().count() <=> y.time_since_epoch().count();
    };
    const auto order = by(a.from_, b.from_);
    return order != 0 ? order : by(a.until_, b.until_);
  }

 private:
  constexpr period(date::sys_days from, date::sys_days until) noexcept : from_(from), until_(until) {}

  [[nodiscard]] static constexpr period months(long long first, int n) noexcept {
    const date::sys_days from = detail::first_of_month(first);
    return from < detail::after_last_day ? period(from, detail::first_of_month(first + n)) : period();
  }

  /// Part `i` of `parts` equal ones of the year that begins with `first_month` and is named by its end.
  [[nodiscard]] static constexpr period part(int year, unsigned i, unsigned parts, unsigned first_month) noexcept {
    if (i < 1 || i > parts || first_month < 1 || first_month > 12 || year < 1 || year > 9999) return {};
    const unsigned length = 12 / parts;
    const long long begin = (year - (first_month > 1 ? 1 : 0)) * 12LL + (first_month - 1);
    return months(begin + static_cast<long long>((i - 1) * length), static_cast<int>(length));
  }

  [[nodiscard]] static constexpr std::uint32_t distance(date::sys_days a, date::sys_days b) noexcept {
    const auto number = [](date::sys_days d) { return static_cast<std::uint32_t>(d.time_since_epoch().count()); };
    return number(b) - number(a);
  }

  date::sys_days from_ = date::sys_days::min();
  date::sys_days until_ = date::sys_days::min();
};

/// Every month that has a day in the span, whole, in order, none missing: the spine of a report.
[[nodiscard]] KPI_EXPORT std::vector<period> months_of(const period& span);
/// Every calendar quarter that has a day in the span, whole, in order, none missing.
[[nodiscard]] KPI_EXPORT std::vector<period> quarters_of(const period& span);
/// Every calendar year that has a day in the span, whole, in order, none missing.
[[nodiscard]] KPI_EXPORT std::vector<period> years_of(const period& span);

/// A day written `2024-02-29`, strictly: ten characters, a day that exists. Errors: `invalid`, "day".
[[nodiscard]] KPI_EXPORT result<date::sys_days> parse_day(std::string_view text) noexcept;

/// A period written `2024`, `2024-Q1`, `2024-02` or `2024-02-01..2024-02-15` (both days in it).
/// Errors: `invalid`, "period".
[[nodiscard]] KPI_EXPORT result<period> parse_period(std::string_view text) noexcept;

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/quota.hpp

namespace kpi::inline v0_1 {

/// Sales of one seller or one team in a period, and the quota that was set for it.
struct quota_result {
  money sales{};
  money quota{};  ///< set for the same period as the sales

  static constexpr void fields(auto f, auto&... q) {
    f("sales", q.sales...);
    f("quota", q.quota...);
  }
};

/// Quota attainment: sales as a share of the quota of their period.
///
///     sales / quota
///
/// Rolls up as the sum of sales over the sum of quotas, so that a large quota weighs more than a small one
/// (docs/decisions.md, D-08). May exceed 1. A variant: `mean_quota_attainment`. Also
/// called: attainment to quota. Sources: S1, S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`quota` is 0).
///
/// Example: 58,000 sold against a quota of 100,000 is 58.0 %.
[[nodiscard]] constexpr result<ratio> quota_attainment(const quota_result& q) noexcept {
  return detail::quotient(q, q.sales, q.quota);
}

/// Mean quota attainment: the mean of each seller's own attainment, one element a seller.
///
///     Σ (sales / quota) / sellers
///
/// The other published reading (docs/decisions.md, D-08): every seller weighs the same, however small the quota, so it
/// differs from `quota_attainment` of the team. A seller without a quota has no attainment and makes the mean
/// undefined; leave such sellers out. A double, since the sum of many quotients would not stay exact. Source: S4.
///
/// Errors, first match wins: those of the first seller that has one: `overflow`, `negative` (an amount), `undefined`
/// (`quota` is 0); then `undefined`, "sellers" (none).
///
/// Example: 100,000 of 100,000 and 5,000 of 10,000 have a mean of 0.75; the team's attainment is 105 / 110, or 95.5 %.
[[nodiscard]] constexpr result<double> mean_quota_attainment(std::span<const quota_result> sellers) noexcept {
  double sum = 0;
  for (const quota_result& seller : sellers) {
    const auto attainment = quota_attainment(seller);
    if (!attainment) return refuse(attainment.error().code, attainment.error().field);
    sum += (*attainment).to_double();
  }
  if (sellers.empty()) return refuse(errc::undefined, "sellers");
  return sum / static_cast<double>(sellers.size());
}

/// Runs of months at or above quota and of months below it. Runs do not add, so this has no operators.
struct streak {
  count current{};         ///< months attained in a row, up to the last one given
  count longest{};         ///< the most months attained in a row
  count missed_current{};  ///< months missed in a row, up to the last one given
  count missed_longest{};  ///< the most months missed in a row
  count attained{};        ///< months attained, in a row or not
  count months{};          ///< months with a quota; those not attained were missed
  count without_quota{};   ///< months with a quota of 0, which were neither attained nor missed

  friend constexpr bool operator==(const streak&, const streak&) = default;
};

/// Quota consistency: how many months in a row quota was met, and how many it was missed, one element a month, in
/// order.
///
///     attained:  sales >= quota
///     missed:    sales < quota
///
/// Decided on the exact amounts: 99.9999 % is a miss. A month without quota ends both runs and is counted in neither
/// (docs/decisions.md, D-08). No months give a streak of zeros, since nothing is divided. Source: S4.
///
/// Errors: those of the first month that has one: `overflow`, then `negative` (an amount).
///
/// Example: met, met, missed, met gives a current run of 1, a longest run of 2, and 3 attained of 4 months.
[[nodiscard]] constexpr result<streak> quota_consistency(std::span<const quota_result> months) noexcept {
  streak s;
  const auto extend = [](count& run, count& longest) {
    run += 1;
    if (run > longest) longest = run;
  };
  for (const quota_result& month : months) {
    if (const auto checked = detail::check(month, month.sales, month.quota); !checked.ok()) return checked.refusal();
    if (month.quota == money{}) {
      s.without_quota += 1;
      s.current = 0;
      s.missed_current = 0;
    } else if (month.sales >= month.quota) {
      s.months += 1;
      s.attained += 1;
      s.missed_current = 0;
      extend(s.current, s.longest);
    } else {
      s.months += 1;
      s.current = 0;
      extend(s.missed_current, s.missed_longest);
    }
  }
  return s;
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/productivity.hpp

namespace kpi::inline v0_1 {

/// Revenue of a period and the sellers who worked in it.
struct productivity {
  money revenue{};  ///< all of the period's, or new revenue only: the caller's choice, stated in the report
  count sellers{};  ///< a stock: adds over segments of one period, not over periods

  static constexpr void fields(auto f, auto&... p) {
    f("revenue", p.revenue...);
    f("sellers", p.sellers...);
  }
};

/// Sales productivity: revenue for each seller.
///
///     revenue / sellers
///
/// The formula of S4 takes the period's total revenue where its prose says new revenue; figures of the two kinds do not
/// compare (docs/decisions.md, D-09). Also called: revenue per rep. Sources: S4, S2, S3.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`sellers` is 0).
///
/// Example: 100,000 over 10 sellers is 10,000.
[[nodiscard]] constexpr result<average<money>> sales_productivity(const productivity& p) noexcept {
  return detail::mean(p, p.revenue, p.sellers);
}

/// What one seller sold in a period, and since when the seller has been here. A record, not a measure: it has no
/// operators.
struct rep_sales {
  date::sys_days hired{};
  money new_business{};
  money upsell{};  ///< to existing customers, cross-selling included
  money quota{};   ///< for new business and upsell together

  static constexpr void inputs(auto f, auto&... r) {
    f("hired", r.hired...);
    f("new_business", r.new_business...);
    f("upsell", r.upsell...);
    f("quota", r.quota...);
  }
};

/// The sellers whose completed months since hire lie in [from, to), and what they sold.
struct tenure_band {
  date::months from{};
  std::optional<date::months> to{};  ///< none: the band has no end
  productivity new_business{};
  productivity upsell{};
  productivity both{};
  quota_result quota{};  ///< pooled: sales are those of `both`
};

namespace detail {

/// Calendar months completed from one day to a later one, both in the calendar. From 31 January one month is complete
/// on 28 February, the day which `plus_months` gives.
[[nodiscard]] constexpr int completed_months(date::sys_days from, date::sys_days until) noexcept {
  const auto apart = static_cast<int>(month_number(month_of(until)) - month_number(month_of(from)));
  return *plus_months(from, apart) <= until ? apart : apart - 1;
}

}  // namespace detail

/// Sales productivity by tenure: sellers grouped by the calendar months they had completed on a day, with what each
/// group sold.
///
///     bounds b1, b2, ..., bn:  [0, b1), [b1, b2), ..., [bn, no end)
///     of each band:  new_business, upsell, new_business + upsell over sellers;  sum of sales over sum of quotas
///
/// Shows how long ramping takes and what it costs (docs/decisions.md, D-29). A first bound of 0 opens no band of its
/// own. A band that nobody is in is kept, with 0 sellers, and its metrics are undefined. A sum that leaves the range
/// marks only its band, whose metrics report the overflow. Returns a list, so it is not constexpr. Source: S0.
///
/// Errors, first match wins: `invalid`, "as_of" (outside the years 1 … 9999); `invalid`, "bounds" (one is negative, or
/// not above the one before it); then those of the first seller that has one: `overflow`, `negative` (an amount);
/// `inconsistent`, "hired" (after `as_of`); `invalid`, "hired" (before the year 1).
///
/// Example: as of 30 June, with a bound of 6 months, a seller hired on 31 December has completed 6 and is in [6, no
/// end); one hired on 1 January has completed 5.
[[nodiscard]] KPI_EXPORT result<std::vector<tenure_band>> productivity_by_tenure(std::span<const rep_sales> reps,
                                                                                 date::sys_days as_of,
                                                                                 std::span<const date::months> bounds);

/// Ramp time: the month since hire, counted from 1, in which a seller first reached a share of quota; one element a
/// month.
///
///     the first i with sales / quota >= threshold
///
/// Decided on the exact amounts. Falling back later does not take it back, unlike `time_to_goal`. A month without quota
/// cannot reach the threshold but is a month all the same (docs/decisions.md, D-29). A seller who has not got there yet
/// has no ramp time; an average over those who have is shorter than the truth. Sources: S0, S4.
///
/// Errors, first match wins: those of the first month that has one, also after the one that reached it: `overflow`,
/// then `negative` (an amount); `negative`, "threshold"; `not_reached`, "threshold".
///
/// Example: 20, 45, 80 and 95 % of quota with a threshold of 80 % is 3.
[[nodiscard]] constexpr result<count> ramp_time(std::span<const quota_result> months, const ratio& threshold) noexcept {
  std::size_t first = 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const quota_result& month = months[i];
    if (const auto checked = detail::check(month, month.sales, month.quota); !checked.ok()) return checked.refusal();
    if (first != 0) continue;
    const auto attainment = ratio::of(month.sales, month.quota);
    if (attainment && *attainment >= threshold) first = i + 1;
  }
  if (threshold.numerator() < 0) return refuse(errc::negative, "threshold");
  if (first == 0) return refuse(errc::not_reached, "threshold");
  return count(first);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/recurring_revenue.hpp

namespace kpi::inline v0_1 {

/// The unit in which the time between two bills is counted.
enum class billing_unit : unsigned char { day, week, month, quarter, year };

/// How often a price is billed: every 3 months, every week.
struct billing {
  count every{1};
  billing_unit unit = billing_unit::month;

  static constexpr void inputs(auto f, auto&... b) {
    f("every", b.every...);
    f("unit", b.unit...);
  }
};

namespace detail {

/// How many of the unit make a year, or 0 for a value that is none of them.
[[nodiscard]] constexpr std::int64_t units_a_year(billing_unit unit) noexcept {
  switch (unit) {
    case billing_unit::day: return 365;
    case billing_unit::week: return 52;
    case billing_unit::month: return 12;
    case billing_unit::quarter: return 4;
    case billing_unit::year: return 1;
  }
  return 0;
}

/// What a formula of recurring revenue reads, in the order of its parameters.
struct recurring_price {
  money price{};
  count every{};

  static constexpr void inputs(auto f, auto&... r) {
    f("price", r.price...);
    f("every", r.every...);
  }
};

/// price × units a year / (every × parts), with `parts` equal parts to the year.
[[nodiscard]] constexpr result<money> price_for_part_of_year(const money& price, const billing& b,
                                                             std::int64_t parts) noexcept {
  const recurring_price r{price, b.every};
  const checked c = check(r, r.price, r.every).divisible_by<count>({"every", r.every});
  if (!c.ok()) return c.refusal();
  const std::int64_t units = units_a_year(b.unit);
  if (units == 0) return refuse(errc::invalid, "unit");
  return c.value<money>({"price / every", money::ten_thousandths(rounded_quotient(
                                              {price.value(), units}, {b.every.value(), parts}, rounding::half_even))});
}

}  // namespace detail

/// Monthly recurring revenue of one subscription: its price, spread evenly over the time it pays for, for a month.
///
///     price × units in a month / every
///
/// A month is 365/12 days, 52/12 weeks, 1/3 of a quarter, 1/12 of a year, and always the same length: billing by the
/// week brings in the same every month, though some months see five bills. 52 weeks are 364 days, so 7 a week is less
/// than 1 a day (docs/decisions.md, D-14). Rounded once, half-even, to 1/10,000. `price` is what recurs: without
/// one-time fees, usage and tax, and after the discounts that last. Also called: MRR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`price` or `every`); `undefined` (`every` is 0); `invalid` (`unit`
/// is none of the named values); `overflow` of the outcome, naming `price / every`.
///
/// Example: 25 a week is 25 × 52 / 12 = 108.3333 a month, neither 100 (four weeks) nor 108.25 (4.33 weeks).
[[nodiscard]] constexpr result<money> monthly_recurring_revenue(const money& price, const billing& b) noexcept {
  return detail::price_for_part_of_year(price, b, 12);
}

/// Annual recurring revenue of one subscription: its price, spread evenly over the time it pays for, for a year.
///
///     price × units in a year / every
///
/// A year is 365 days, 52 weeks, 12 months, 4 quarters. From the price itself and rounded once: 12 times a rounded
/// `monthly_recurring_revenue` would turn 10,000 a year into 9,999.9996, or into 9,996 where the month is kept in whole
/// units (docs/decisions.md, D-14). Also called: ARR. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (`price` or `every`); `undefined` (`every` is 0); `invalid` (`unit`
/// is none of the named values); `overflow` of the outcome, naming `price / every`.
///
/// Example: 25 a week is 1,300 a year; 10,000 a year is exactly 10,000, while its month is 833.3333.
[[nodiscard]] constexpr result<money> annual_recurring_revenue(const money& price, const billing& b) noexcept {
  return detail::price_for_part_of_year(price, b, 1);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/catalog.hpp

/// \file
/// Every metric by its name: what it means, what it reads, and its value from fields that are named at run time.
///
///     kpi::evaluate("win_rate", {{"opened", 100}, {"won", 47}});     // 47 of 100
///     kpi::evaluate("acv", "total=380,000 one_time=20000 term=36");  // 120,000
///     kpi::explain("nrr", "opening=100 expansion=20 contraction=5 churned=10", kpi::language::chinese);
///
/// Whoever knows at compile time which metric is wanted calls its function instead.

namespace kpi::inline v0_1 {

/// In which texts are wanted.
enum class language : unsigned char { english, chinese };

/// A text in both languages.
struct bilingual {
  std::string_view english{};
  std::string_view chinese{};

  [[nodiscard]] constexpr std::string_view in(language l) const noexcept {
    return l == language::english ? english : chinese;
  }
};

/// The question that a metric helps to answer: the groups of kpi/kpi.hpp.
enum class area : unsigned char {
  sales,        ///< How well do we sell?
  sellers,      ///< Do the sellers reach their goals, and what do they do all day?
  outlook,      ///< What is coming, and how long does it take?
  acquisition,  ///< Where do customers come from, and at what cost?
  revenue,      ///< Does revenue recur, stay and grow?
  profit,       ///< Is it worth it?
  service       ///< Are customers and people well served?
};
/// In the order of the catalogue.
inline constexpr area all_areas[] = {area::sales,   area::sellers, area::outlook, area::acquisition,
                                     area::revenue, area::profit,  area::service};

[[nodiscard]] KPI_EXPORT std::string_view to_string(area a) noexcept;  ///< `sales`
[[nodiscard]] KPI_EXPORT bilingual question(area a) noexcept;          ///< `How well do we sell?`

/// In what a metric is counted. A ratio is printed as per cent or as times.
enum class unit : unsigned char { percent, times, money, money_per_day, days, seconds, count, points, months };
[[nodiscard]] KPI_EXPORT bilingual title(unit u) noexcept;  ///< `money per day`

/// A leading metric moves before the revenue does, a lagging one after it.
enum class timing : unsigned char { leading, lagging };
/// Which way is good. `depends`: neither way always is.
enum class better : unsigned char { higher, lower, depends };
[[nodiscard]] KPI_EXPORT bilingual title(timing t) noexcept;  ///< `leading`
[[nodiscard]] KPI_EXPORT bilingual title(better b) noexcept;  ///< `higher is better`

/// What a field holds, and how its text is written: `100`; `1,234.50`; days `63`, `9w`; seconds `900`, `15min`, `2h`,
/// `3d`, `1w`; ratio `0.25`, `25%`, `1/4`; real `0.25`; averages `12000` or `96000/8`; months `36`; unit `week`; day
/// `2024-02-29`.
enum class field_kind : unsigned char {
  count,
  money,
  days,
  seconds,
  ratio,
  real,
  average_money,
  average_days,
  months,
  billing_unit,
  day
};
[[nodiscard]] KPI_EXPORT bilingual title(field_kind k) noexcept;           ///< `average money`
[[nodiscard]] KPI_EXPORT std::string_view example(field_kind k) noexcept;  ///< `100`

/// A field of a metric's measure, or one of its other parameters.
struct field_info {
  std::string_view name{};  ///< `opened`; `before.revenue` where the same measure is read twice
  field_kind kind{};
  bool list{};                ///< one value a period, a seller, a prospect; as text with commas between them
  unsigned char parameter{};  ///< of the function, from 0: lists of one parameter are of one length
};

/// One value, or one for each period, seller or prospect.
using field_value =
    std::variant<count, money, days, seconds, ratio, double, average<money>, average<days>, date::months, billing_unit,
                 date::sys_days, std::vector<count>, std::vector<money>, std::vector<days>, std::vector<seconds>,
                 std::vector<ratio>, std::vector<double>, std::vector<date::months>, std::vector<date::sys_days>>;

/// What a metric may give.
using figure = std::variant<ratio, average<money>, average<days>, average<seconds>, average<count>, money, count,
                            double, streak, std::vector<money>, std::vector<std::size_t>, std::vector<tenure_band>>;

/// A metric's function, callable with values by position.
struct metric_function {
  std::span<const field_info> fields{};                                          ///< of all its parameters, in order
  result<figure> (*call)(std::span<const field_value* const> values) = nullptr;  ///< null: not given
};

/// What the library knows about a metric. Texts refer to literals.
struct metric {
  std::string_view name{};
  metric_function function{};
  bilingual title{};
  std::string_view aliases{};    ///< with commas between them
  bilingual definition{};        ///< one sentence
  bilingual formula{};           ///< over the names of the fields; in Chinese, over their meanings
  std::string_view condition{};  ///< what has to hold between fields, or the metric is `inconsistent`
  bilingual omits{};             ///< what it does not count, or does not tell
  kpi::unit unit{};
  kpi::timing timing{};
  kpi::better better{};
  std::string_view source{};   ///< the documents that name it (`S4, S0`), or what kind of variant it is
  bilingual published{};       ///< the figure that they quote
  bilingual breakdowns{};      ///< by what it is usually broken down
  std::string_view related{};  ///< variants and neighbours, with commas between them
  std::string_view stocks{};   ///< fields that add over segments of one period, not over periods
  kpi::area area{};

  [[nodiscard]] constexpr std::span<const field_info> fields() const noexcept { return function.fields; }
  /// Whether the formula reads the field; the others of its measure may be left out.
  [[nodiscard]] KPI_EXPORT bool reads(const field_info& f) const noexcept;
  [[nodiscard]] KPI_EXPORT bool is_stock(const field_info& f) const noexcept;
  /// What the numerator and the denominator of its ratio are totals of: money (in 1/10,000), seconds or counts.
  [[nodiscard]] KPI_EXPORT field_kind basis() const noexcept;
};

/// All metrics, by area. Constant data: nothing runs before main, and any thread may read it.
[[nodiscard]] KPI_EXPORT std::span<const metric> catalog() noexcept;

/// The metric of this name, alias or title, or null. Letter case does not matter, and spaces and hyphens are as good as
/// underscores: `win_rate`, `Win rate`, `NRR`, `交易胜利率`.
[[nodiscard]] KPI_EXPORT const metric* find(std::string_view name) noexcept;

/// The known name or alias that is most like this one; empty when none is close.
[[nodiscard]] KPI_EXPORT std::string_view nearest_metric(std::string_view name);

/// A field with its value, or with the text of it.
class KPI_EXPORT field {
 public:
  /// `opened=100`
  field(std::string_view assignment);
  field(const char* assignment);

  field(std::string_view name, std::string_view text);
  field(std::string_view name, const char* text);
  template <whole I>
  field(std::string_view name, I n) : field(field_value(count(n)), name) {}
  template <class T>
  requires(std::constructible_from<field_value, std::in_place_type_t<T>, T> && !whole<T>)
      field(std::string_view name, T value)
      : field(field_value(std::in_place_type<T>, std::move(value)), name) {}

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] const std::variant<std::string_view, field_value>& value() const noexcept { return value_; }

 private:
  field(field_value value, std::string_view name);

  std::string_view name_;
  std::variant<std::string_view, field_value> value_;
};

/// Why a metric could not be evaluated by name.
enum class evaluation_errc : unsigned char {
  unknown_metric,
  unknown_field,
  repeated_field,
  wrong_kind,     ///< not a value of the field's kind
  missing_field,  ///< the formula reads it, and it was not given
  uneven_lists,   ///< lists that belong together differ in length
  no_result       ///< the metric's own reason: `reason` and `field`
};
[[nodiscard]] KPI_EXPORT std::string_view to_string(evaluation_errc code) noexcept;  ///< `unknown_metric`

/// Owns its texts: a name that came from outside may not outlive the call.
struct evaluation_error {
  evaluation_errc code{};
  std::string metric{};  ///< its name, or what was asked for when it is unknown
  std::string field{};
  std::string text{};            ///< what was given for it
  std::string suggestion{};      ///< the nearest known name
  const field_info* expected{};  ///< what the field is, when there is such a field
  errc reason{};

  friend bool operator==(const evaluation_error& a, const evaluation_error& b) noexcept {
    return a.code == b.code && a.metric == b.metric && a.field == b.field && a.text == b.text &&
           a.suggestion == b.suggestion && a.reason == b.reason;
  }
};

/// A field that was read, and its value.
struct term {
  const field_info* field{};
  field_value value;
};

/// A metric's value and what it was made of.
struct evaluation {
  const kpi::metric* metric{};
  figure value;
  std::vector<term> terms;  ///< in the order of the fields
};

/// Evaluates a metric by name. Every field that its formula reads has to be given, in whatever order; the other fields
/// of its measure may be.
///
/// Errors, first match wins: `unknown_metric`; of the first field that has any, `unknown_field`, `repeated_field`,
/// `wrong_kind`; `missing_field`; `uneven_lists`; `no_result`, with the error of the metric.
[[nodiscard]] KPI_EXPORT tl::expected<evaluation, evaluation_error> evaluate(std::string_view name,
                                                                             std::span<const field> fields);
[[nodiscard]] KPI_EXPORT tl::expected<evaluation, evaluation_error> evaluate(std::string_view name,
                                                                             std::initializer_list<field> fields);
/// From text with spaces between the fields: `opened=100 won=47`.
[[nodiscard]] KPI_EXPORT tl::expected<evaluation, evaluation_error> evaluate(std::string_view name,
                                                                             std::string_view fields);

/// The same in words: definition, formula, the formula with its numbers, the value, what it leaves out. Where the
/// metric has no value, the reason stands in its place and is no error.
///
/// Errors: those of `evaluate` but `no_result`.
[[nodiscard]] KPI_EXPORT tl::expected<std::string, evaluation_error> explain(std::string_view name,
                                                                             std::span<const field> fields,
                                                                             language l = language::english);
[[nodiscard]] KPI_EXPORT tl::expected<std::string, evaluation_error> explain(std::string_view name,
                                                                             std::initializer_list<field> fields,
                                                                             language l = language::english);
[[nodiscard]] KPI_EXPORT tl::expected<std::string, evaluation_error> explain(std::string_view name,
                                                                             std::string_view fields,
                                                                             language l = language::english);

/// The value in the unit of the metric: `47.0 %`, `10.00 ×`, `2,000.00 a day`.
[[nodiscard]] KPI_EXPORT std::string to_text(const evaluation& e, language l = language::english);
/// The formula with the values in the place of the fields, `47 / 100`; of lists, `amounts = 50; 20; k = 1`.
[[nodiscard]] KPI_EXPORT std::string numbers_text(const evaluation& e, language l = language::english);
[[nodiscard]] KPI_EXPORT std::string to_text(const field_value& v, language l = language::english);
/// `win_rate: no field "wun"; did you mean won?`
[[nodiscard]] KPI_EXPORT std::string to_text(const evaluation_error& e, language l = language::english);

}  // namespace kpi::inline v0_1

// ---- include/kpi/core/currency.hpp

namespace kpi::inline v0_1 {

/// A currency by its three-letter ISO 4217 code. Whether the code is in use is the caller's affair.
class currency {
 public:
  /// From a constant: `currency{"EUR"}`. Anything but three capital letters does not compile.
  consteval explicit currency(std::string_view code) noexcept {
    const auto c = of(code);
    if (!c) a_currency_is_three_capital_letters();
    *this = *c;
  }

  /// From text. Errors: `invalid`, "currency".
  [[nodiscard]] static constexpr result<currency> of(std::string_view code) noexcept {
    if (code.size() != 3) return refuse(errc::invalid, "currency");
    currency c;
    for (std::size_t i = 0; i < 3; ++i) {
      if (code[i] < 'A' || code[i] > 'Z') return refuse(errc::invalid, "currency");
      c.code_[i] = code[i];
    }
    return c;
  }

  [[nodiscard]] constexpr std::string_view code() const noexcept { return {code_, 3}; }

  friend constexpr bool operator==(const currency&, const currency&) = default;
  friend constexpr std::strong_ordering operator<=>(const currency&, const currency&) = default;

 private:
  constexpr currency() = default;
  static void a_currency_is_three_capital_letters() noexcept {}  // not constexpr: reaching it stops the compiler

  char code_[3]{};
};

/// An amount at the boundary, before it is in the reporting currency. It has no operators: two of them do not add.
struct currency_amount {
  money amount;
  kpi::currency currency;
};

/// From `day` on, one unit of `currency` is worth `rate` units of the reporting currency.
struct exchange_rate {
  kpi::currency currency;
  date::sys_days day;
  ratio rate;
};

/// Converts into one reporting currency with the rates of a table that the caller owns and keeps alive.
class exchange_rates {
 public:
  /// Errors, first match wins: `invalid`, "rates" (not sorted by currency, then day; a day given twice; a rate ≤ 0).
  [[nodiscard]] static constexpr result<exchange_rates> over(currency reporting,
                                                             std::span<const exchange_rate> rates) noexcept {
    for (std::size_t i = 0; i < rates.size(); ++i) {
      if (rates[i].rate.numerator() <= 0) return refuse(errc::invalid, "rates");
      if (i > 0 && !before(rates[i - 1], rates[i].currency, rates[i].day)) return refuse(errc::invalid, "rates");
    }
    return exchange_rates(reporting, rates);
  }

  /// The amount in the reporting currency, with the latest rate on or before the day, rounded half-even to 1/10,000.
  /// An amount that is in the reporting currency already comes back as it is.
  ///
  /// Errors, first match wins: `overflow`, "amount"; `missing_rate`, "currency": never taken at 1.
  [[nodiscard]] constexpr result<money> convert(const currency_amount& from, date::sys_days day) const noexcept {
    if (from.amount.overflowed()) return refuse(errc::overflow, "amount");
    if (from.currency == reporting_) return from.amount;
    std::size_t low = 0;
    std::size_t high = rates_.size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (!(before(rates_[middle], from.currency, day) || at(rates_[middle], from.currency, day)))
        high = middle;
      else
        low = middle + 1;
    }
    if (low == 0 || rates_[low - 1].currency != from.currency) return refuse(errc::missing_rate, "currency");
    const money converted = times(from.amount, rates_[low - 1].rate, rounding::half_even);
    if (converted.overflowed()) return refuse(errc::overflow, "amount");
    return converted;
  }

  [[nodiscard]] constexpr currency reporting() const noexcept { return reporting_; }

 private:
  constexpr exchange_rates(currency reporting, std::span<const exchange_rate> rates) noexcept
      : reporting_(reporting), rates_(rates) {}

  [[nodiscard]] static constexpr bool before(const exchange_rate& r, const currency& c, date::sys_days day) noexcept {
    return r.currency < c || (r.currency == c && r.day < day);
  }
  [[nodiscard]] static constexpr bool at(const exchange_rate& r, const currency& c, date::sys_days day) noexcept {
    return r.currency == c && r.day == day;
  }

  currency reporting_;
  std::span<const exchange_rate> rates_;
};

}  // namespace kpi::inline v0_1

// ---- include/kpi/format.hpp

/// \file
/// How values are printed with fmt; the only public header that includes it.
///
///     fmt::print("{}", *kpi::win_rate(o));          // 41.9 %
///     fmt::print("{:.2x}", *efficiency);            // 10.00 ×
///     fmt::print("{:.0}", kpi::money::of(120'000)); // 120,000
///
/// A format spec is `[.digits][x]`: the number of decimals of a ratio, of money or of an average, and `x` for a ratio
/// that reads as "times" and not as per cent. Numbers are rounded half-even, exactly, when they are printed and not
/// before. To fill a column, print the text: `fmt::print("{:>12}", kpi::to_text(m))`.

namespace kpi::inline v0_1 {

[[nodiscard]] KPI_EXPORT std::string to_text(const ratio& r, int decimals = 1);             ///< `41.9 %`
[[nodiscard]] KPI_EXPORT std::string to_times_text(const ratio& r, int decimals = 1);       ///< `10.0 ×`
[[nodiscard]] KPI_EXPORT std::string to_text(const money& m, int decimals = 2);             ///< `1,234.50`
[[nodiscard]] KPI_EXPORT std::string to_text(const count& n);                               ///< `1,619`
[[nodiscard]] KPI_EXPORT std::string to_text(const days& d);                                ///< `47 days`
[[nodiscard]] KPI_EXPORT std::string to_text(const seconds& s);                             ///< `90 s`
[[nodiscard]] KPI_EXPORT std::string to_text(const average<money>& a, int decimals = 2);    ///< `1,234.50`
[[nodiscard]] KPI_EXPORT std::string to_text(const average<count>& a, int decimals = 2);    ///< `1.25`
[[nodiscard]] KPI_EXPORT std::string to_text(const average<days>& a, int decimals = 1);     ///< `51.8 days`
[[nodiscard]] KPI_EXPORT std::string to_text(const average<seconds>& a, int decimals = 1);  ///< `90.0 s`
[[nodiscard]] KPI_EXPORT std::string to_text(const period& p);  ///< `2017-Q2`, as `parse_period` reads it; `no period`
[[nodiscard]] KPI_EXPORT std::string to_text(date::sys_days day);  ///< `2017-04-01`
[[nodiscard]] KPI_EXPORT std::string to_text(const error& e);      ///< `undefined (opened)`

namespace detail {

/// Reads `[.digits][x]`, as far as they say something about a T, and writes what `to_text` makes of it.
template <class T>
struct text_formatter {
  int decimals = -1;
  bool times = false;

  template <class Context>
  constexpr auto parse(Context& context) {
    auto at = context.begin();
    if constexpr (has_decimals) {
      if (at != context.end() && *at == '.') {
        decimals = 0;
        for (++at; at != context.end() && *at >= '0' && *at <= '9' && decimals < 10; ++at)
          decimals = 10 * decimals + (*at - '0');
      }
    }
    if constexpr (std::same_as<T, ratio>) {
      if (at != context.end() && *at == 'x') {
        times = true;
        ++at;
      }
    }
    return at;  // anything else is left for fmt to refuse
  }

  template <class Context>
  auto format(const T& value, Context& context) const {
    std::string text;
    if constexpr (std::same_as<T, ratio>) {
      const int places = decimals < 0 ? 1 : decimals;
      text = times ? to_times_text(value, places) : to_text(value, places);
    } else if constexpr (has_decimals) {
      text = decimals < 0 ? to_text(value) : to_text(value, decimals);
    } else {
      text = to_text(value);
    }
    return fmt::format_to(context.out(), "{}", text);
  }

 private:
  static constexpr bool has_decimals = requires(const T& value) { to_text(value, 1); };
};

}  // namespace detail
}  // namespace kpi::inline v0_1

template <>
struct fmt::formatter<kpi::ratio> : kpi::detail::text_formatter<kpi::ratio> {};
template <>
struct fmt::formatter<kpi::money> : kpi::detail::text_formatter<kpi::money> {};
template <>
struct fmt::formatter<kpi::count> : kpi::detail::text_formatter<kpi::count> {};
template <>
struct fmt::formatter<kpi::days> : kpi::detail::text_formatter<kpi::days> {};
template <>
struct fmt::formatter<kpi::seconds> : kpi::detail::text_formatter<kpi::seconds> {};
template <class T>
struct fmt::formatter<kpi::average<T>> : kpi::detail::text_formatter<kpi::average<T>> {};
template <>
struct fmt::formatter<kpi::period> : kpi::detail::text_formatter<kpi::period> {};
template <>
struct fmt::formatter<kpi::error> : kpi::detail::text_formatter<kpi::error> {};

// ---- include/kpi/metrics/contract_value.hpp

namespace kpi::inline v0_1 {

/// What one contract is worth, and for how long it binds. Contracts do not add: their terms differ. Their values do,
/// in `contract_values`.
struct contract {
  money total{};        ///< over the whole term
  money one_time{};     ///< the part of the total that does not recur: setup, training, hardware
  date::months term{};  ///< from start to end, without renewals that are not signed

  static constexpr void inputs(auto f, auto&... c) {
    f("total", c.total...);
    f("one_time", c.one_time...);
    f("term", c.term...);
  }
};

namespace detail {

[[nodiscard]] KPI_COLD constexpr money large_annual_value(std::int64_t recurring, std::int64_t months) noexcept {
  return money::ten_thousandths(rounded_quotient({recurring, 12}, {months}, rounding::half_even));
}

/// Of what recurs, over a term of at least a month.
[[nodiscard]] KPI_INLINE constexpr money annual_value(std::int64_t recurring, date::months months) noexcept {
  // Every deal passes here: up to 75 billion one division will do, and a year of it cannot leave the range. Both sides
  // of it are larger than they need be: Clang asks before it divides whether 32 bits would do, and of amounts as they
  // come nobody can guess the answer.
  constexpr std::uint64_t both = 256;
  if (static_cast<std::uint64_t>(recurring) > money::limit / (12 * both)) [[unlikely]]
    return large_annual_value(recurring, months.count());
  const std::uint64_t amount = static_cast<std::uint64_t>(recurring) * (12 * both);
  const std::uint64_t term = static_cast<std::uint64_t>(months.count()) * both;
  const std::uint64_t year = amount / term;
  const std::uint64_t rest = amount % term;
  return money::ten_thousandths(year + (2 * rest + year % 2 > term ? 1 : 0));  // half-even, without a branch
}

/// Any contract, also one that is refused or whose amounts leave 64 bits on the way.
[[nodiscard]] KPI_COLD constexpr result<money> annual_value_in_full(money total, money one_time,
                                                                    date::months term) noexcept {
  const contract c{total, one_time, term};
  const auto checked = check(c, c.total, c.one_time)
                           .where(c.one_time <= c.total, "one_time")
                           .divisible_by<count>({"term", c.term.count()});
  if (!checked.ok()) return checked.refusal();
  return checked.value<money>({"(total - one_time) * 12 / term",
                               money::ten_thousandths(rounded_quotient({(c.total - c.one_time).value(), 12},
                                                                       {c.term.count()}, rounding::half_even))});
}

}  // namespace detail

/// Annual contract value: what the recurring part of a contract is worth in a year of its term.
///
///     (total - one_time) * 12 / term
///
/// Rounded once, half-even, to 1/10,000. A term below a year is scaled up to one: 3 months of 1,000 each are 12,000,
/// although no year of them was sold (docs/decisions.md, D-31). Also called: ACV. Sources: S4, S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "one_time" (above `total`);
/// `undefined` (`term` is 0 or less); `overflow` (the value of the year itself, of a short term).
///
/// Example: 380,000 with 20,000 one-time over 36 months is 120,000.
[[nodiscard]] constexpr result<money> annual_contract_value(const contract& c) noexcept {
  if (detail::in_range(c.total) && detail::in_range(c.one_time) && c.one_time <= c.total && c.term.count() > 0)
      [[likely]] {
    const money year = detail::annual_value(c.total.value() - c.one_time.value(), c.term);
    if (!year.overflowed()) [[likely]]
      return year;
  }
  return detail::annual_value_in_full(c.total, c.one_time, c.term);
}

/// Contracts by number and by worth. All three fields hold the same contracts: one without a term has no annual value
/// and would lower the average of those that have.
struct contract_values {
  money total{};      ///< over their whole terms, one-time parts included
  money acv{};        ///< their `annual_contract_value`s, each rounded before it was added
  count contracts{};  ///< signed in the period

  static constexpr void fields(auto f, auto&... v) {
    f("total", v.total...);
    f("acv", v.acv...);
    f("contracts", v.contracts...);
  }
};

/// Average contract value: the whole worth of a contract, on average.
///
///     total / contracts
///
/// Includes one-time parts and every year of the term, so longer terms raise it; `average_annual_contract_value` does
/// not see them. Also called: average total contract value, TCV. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`total`, `contracts`); `undefined` (`contracts` is 0).
///
/// Example: 1,140,000 over 3 contracts is 380,000.
[[nodiscard]] constexpr result<average<money>> average_contract_value(const contract_values& v) noexcept {
  return detail::mean(v, v.total, v.contracts);
}

/// Average annual contract value: what a contract is worth in a year, on average.
///
///     acv / contracts
///
/// Each contract weighs the same, whatever its term. Also called: average ACV. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (`acv`, `contracts`); `undefined` (`contracts` is 0).
///
/// Example: 360,000 a year over 3 contracts is 120,000.
[[nodiscard]] constexpr result<average<money>> average_annual_contract_value(const contract_values& v) noexcept {
  return detail::mean(v, v.acv, v.contracts);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/deal_size.hpp

namespace kpi::inline v0_1 {

/// The deals won in one period, or the orders placed in it.
struct closed_sales {
  money revenue{};  ///< their value
  count deals{};    ///< those that have a value

  static constexpr void fields(auto f, auto&... s) {
    f("revenue", s.revenue...);
    f("deals", s.deals...);
  }
};

/// Average deal size: what a won deal brings in, on average.
///
///     revenue / deals
///
/// A deal won without a value on record is in neither field; counted as 0 it would lower the average. One large deal
/// can carry it: see `top_share`. Also called: average order value (AOV), average sale. Sources: S1, S2, S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`deals` is 0).
///
/// Example: 100,000 from 8 deals is 12,500 a deal.
[[nodiscard]] constexpr result<average<money>> average_deal_size(const closed_sales& s) noexcept {
  return detail::mean(s, s.revenue, s.deals);
}

namespace detail {

/// The same measure of two periods, so that an error says of which.
struct closed_sales_change {
  closed_sales before{};
  closed_sales after{};

  static constexpr void inputs(auto f, auto&... c) {
    f("before.revenue", c.before.revenue...);
    f("before.deals", c.before.deals...);
    f("after.revenue", c.after.revenue...);
    f("after.deals", c.after.deals...);
  }
};

}  // namespace detail

/// Change of the average deal size: by what part of itself it grew from one period to the next.
///
///     (after.revenue / after.deals) / (before.revenue / before.deals) - 1
///
/// Below 0 when deals became smaller; -1 when those of `after` brought in nothing. A double, from exact totals:
/// products of everyday totals and their difference are exact, and the one division rounds. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a field of either side, `before` first); `undefined`
/// (`before.deals` is 0, then `after.deals`, then `before.revenue`, since nothing grows from 0).
///
/// Example: from 8 deals of 100,000 to 10 of 150,000, 12,500 to 15,000 a deal, is 0.2, printed as 20.0 %.
[[nodiscard]] constexpr result<double> average_deal_size_change(const closed_sales& before,
                                                                const closed_sales& after) noexcept {
  const detail::closed_sales_change c{before, after};
  const auto checked = detail::check(c, c.before.revenue, c.before.deals, c.after.revenue, c.after.deals)
                           .divisible_by<count>({"before.deals", before.deals})
                           .divisible_by<count>({"after.deals", after.deals})
                           .divisible_by<money>({"before.revenue", before.revenue});
  if (!checked.ok()) return checked.refusal();
  const auto product = [](const money& m, const count& n) {
    return static_cast<double>(m.value()) * static_cast<double>(n.value());
  };
  const double was = product(before.revenue, after.deals);
  return (product(after.revenue, before.deals) - was) / was;
}

/// The items on the deals of one period.
struct deal_items {
  count items{};  ///< products or services sold, each line of a deal once or by quantity, consistently
  count deals{};

  static constexpr void fields(auto f, auto&... d) {
    f("items", d.items...);
    f("deals", d.deals...);
  }
};

/// Items per deal: how many products a deal bundles, on average.
///
///     items / deals
///
/// Read it beside `discount_rate`: a bundle that grows while its price does not is a discount by another name. Also
/// called: units per transaction (UPT), products per deal. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`deals` is 0).
///
/// Example: 50 items on 20 deals is 2.5 a deal.
[[nodiscard]] constexpr result<average<count>> items_per_deal(const deal_items& d) noexcept {
  return detail::mean(d, d.items, d.deals);
}

/// Revenue of one period by whom it came from.
struct sales_mix {
  money new_business{};  ///< from customers that bought for the first time
  money upsell{};        ///< from customers that had bought before: more, better, or something else (cross-sell)

  static constexpr void fields(auto f, auto&... m) {
    f("new_business", m.new_business...);
    f("upsell", m.upsell...);
  }
};

/// Upsell share: the share of a period's sales that customers bought who were customers already.
///
///     upsell / (new_business + upsell)
///
/// Renewals at the same price are neither. Between 0 and 1; the complement is the share of new business. Also called:
/// upsell and cross-sell share, expansion share. Sources: S2, S0.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`new_business + upsell` is 0).
///
/// Example: 700,000 of new business and 300,000 of upsell is 30.0 %.
[[nodiscard]] constexpr result<ratio> upsell_share(const sales_mix& m) noexcept {
  return detail::check(m, m.new_business, m.upsell)
      .ratio<money>({"upsell", m.upsell}, {"new_business + upsell", m.new_business + m.upsell});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/discounts.hpp

namespace kpi::inline v0_1 {

/// What was sold in one period, at list price and as sold.
struct discounts {
  money list{};  ///< at list price, before any discount: volume discounts too
  money sold{};  ///< of the same items; what has no list price is in neither sum

  static constexpr void fields(auto f, auto&... d) {
    f("list", d.list...);
    f("sold", d.sold...);
  }
};

/// Discount rate: the share of the list price that was given away.
///
///     (list - sold) / list
///
/// Pooled over deals: a large deal weighs by its list price. Negative when sold above list (docs/decisions.md, D-07).
/// Also called: average discount, discount percentage. Sources: S4, S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`list` is 0).
///
/// Example: 88,000 for what lists at 100,000 is 12,000 / 100,000, printed as 12.0 %.
[[nodiscard]] constexpr result<ratio> discount_rate(const discounts& d) noexcept {
  return detail::check(d, d.list, d.sold).ratio<money>({"list - sold", d.list - d.sold}, {"list", d.list});
}

/// Discount given: the money that discounts cost.
///
///     list - sold
///
/// Negative when sold above list; 0 when nothing was sold. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount).
///
/// Example: 88,000 for what lists at 100,000 gave 12,000 away.
[[nodiscard]] constexpr result<money> discount_given(const discounts& d) noexcept {
  return detail::check(d, d.list, d.sold).value<money>({"list - sold", d.list - d.sold});
}

/// A part of an amount. Adds over periods and segments, each with a whole of its own; for two parts of one whole add
/// the parts alone.
struct share {
  money part{};
  money whole{};  ///< includes the part

  static constexpr void fields(auto f, auto&... s) {
    f("part", s.part...);
    f("whole", s.whole...);
  }
};

/// Product mix share: the share of the sales that one product, or one line of products, makes up.
///
///     part / whole
///
/// The shares of all products add up to 1. By amount, not by units. Also called: sales mix, share of revenue.
/// Sources: S0, S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "part" (above `whole`); `undefined`
/// (`whole` is 0).
///
/// Example: 150,000 of 600,000 is 25.0 %.
[[nodiscard]] constexpr result<ratio> product_mix_share(const share& s) noexcept {
  return detail::share_of(s, s.part, s.whole);
}

/// Attributed revenue share: the share of the revenue that is credited to one source, such as a campaign, a channel, a
/// piece of content or a program.
///
///     part / whole
///
/// Add up to 1 only when each amount is credited once; where every source that touched a deal is credited in full, the
/// shares exceed it together. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "part" (above `whole`); `undefined`
/// (`whole` is 0).
///
/// Example: 90,000 of 450,000 is 20.0 %.
[[nodiscard]] constexpr result<ratio> attributed_revenue_share(const share& s) noexcept {
  return detail::share_of(s, s.part, s.whole);
}

namespace detail {

/// The amounts above a limit: how many, and their sum.
struct upper_part {
  std::int64_t count = 0;
  std::int64_t sum = 0;
};

[[nodiscard]] constexpr upper_part above(std::span<const money> amounts, std::int64_t limit) noexcept {
  upper_part upper;
  for (const money& m : amounts)
    if (m.value() > limit) {
      ++upper.count;
      upper.sum += m.value();
    }
  return upper;
}

/// The sum of the k largest of amounts that are not negative and whose sum is in range.
///
/// Halves the range of values until it knows the lowest limit that fewer than k amounts exceed, which is the k-th
/// largest, and lets it stand for as many of its equals as are among them. With k above their number that limit is 0.
[[nodiscard]] constexpr money sum_of_largest(std::span<const money> amounts, std::int64_t k,
                                             const money& largest) noexcept {
  std::int64_t low = 0;
  std::int64_t high = largest.value();
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (above(amounts, middle).count < k)
      high = middle;
    else
      low = middle + 1;
  }
  const upper_part upper = above(amounts, low);
  return money::ten_thousandths(upper.sum + (k - upper.count) * low);
}

}  // namespace detail

/// Top share: the share of the whole that its k largest amounts make up, the revenue of the ten largest customers for
/// instance.
///
///     sum of the k largest amounts / sum of all amounts
///
/// One amount a customer: add up a customer's deals first. With k above their number it takes all of them, and is 1;
/// with k = 0 it is 0. Allocates nothing and leaves the amounts in their order; instead it reads them twice, and once
/// more for each bit of the largest one: 63 times at most, whatever k is. Also called: customer concentration.
/// Source: S0.
///
/// Errors, first match wins: `overflow`, `negative`, "amounts" (of the first amount that is out of order), then "k";
/// `overflow`, "amounts" (their sum); `undefined`, "amounts" (there are none, or all are 0).
///
/// Example: of 50, 20, 20 and 10, the largest two are 70 / 100, printed as 70.0 %.
[[nodiscard]] constexpr result<ratio> top_share(std::span<const money> amounts, count k) noexcept {
  money sum;
  money largest;
  for (const money& m : amounts) {
    if (m.overflowed()) return refuse(errc::overflow, "amounts");
    if (m < money{}) return refuse(errc::negative, "amounts");
    sum += m;
    if (largest < m) largest = m;
  }
  if (k.overflowed()) return refuse(errc::overflow, "k");
  if (k < count{}) return refuse(errc::negative, "k");
  const auto checked = detail::checked{}.divisible_by<money>({"amounts", sum});
  if (!checked.ok()) return checked.refusal();
  return ratio::of(detail::sum_of_largest(amounts, k.value(), largest), sum);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/meetings_and_contracts.hpp

namespace kpi::inline v0_1 {

/// The demos of one period and what was won in it.
struct demo_yield {
  money acv_won{};  ///< annual contract value of the deals won in the period, whenever their demo was
  count demos{};    ///< demos of the period

  static constexpr void fields(auto f, auto&... d) {
    f("acv_won", d.acv_won...);
    f("demos", d.demos...);
  }
};

/// ACV per demo: what a demo is worth in annual contract value.
///
///     acv_won / demos
///
/// A demo is a first meeting booked, or a qualified meeting held; the two differ by the meetings that fell through, so
/// keep to one (docs/decisions.md, D-02). Numerator and denominator are of the same period, not of the same deals: with
/// long sales cycles a month of many demos looks worse than it is. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`demos` is 0).
///
/// Example: 120,000 won and 80 demos is 1,500 a demo.
[[nodiscard]] constexpr result<average<money>> acv_per_demo(const demo_yield& d) noexcept {
  return detail::mean(d, d.acv_won, d.demos);
}

/// The contracts that went out in one period and those that came back signed in it.
struct contract_outcomes {
  count sent{};  ///< deals whose contract was sent in the period, once however many versions followed
  count won{};   ///< deals won in the period, of those that were ever sent a contract

  static constexpr void fields(auto f, auto&... c) {
    f("sent", c.sent...);
    f("won", c.won...);
  }
};

/// Win per contract sent: how many contracts are won for each that is sent.
///
///     won / sent
///
/// Above 1 is legal and worth a look: contracts sent earlier are won now. Filled from the deals sent in a period,
/// followed to their end, the same formula is the cohort's rate and never exceeds 1 (docs/decisions.md, D-03). Source:
/// S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`sent` is 0).
///
/// Example: 30 won of 40 sent is 30 / 40, printed as 75.0 %.
[[nodiscard]] constexpr result<ratio> win_per_contract_sent(const contract_outcomes& c) noexcept {
  return detail::quotient(c, c.won, c.sent);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/win_rate.hpp

namespace kpi::inline v0_1 {

/// Opportunities of one period, by what became of them.
struct opportunities {
  count opened{};        ///< entered the pipeline in the period
  count won{};           ///< decided in the period, in our favour
  count lost{};          ///< decided in the period, for another
  count no_decision{};   ///< closed in the period without a decision by the buyer
  count disqualified{};  ///< closed in the period because it should not have been opened

  static constexpr void fields(auto f, auto&... o) {
    f("opened", o.opened...);
    f("won", o.won...);
    f("lost", o.lost...);
    f("no_decision", o.no_decision...);
    f("disqualified", o.disqualified...);
  }
};

/// Win rate: the share of the opportunities opened in a period that were won in it.
///
///     won / opened
///
/// May exceed 1: a deal won now may have been opened before (docs/decisions.md, D-01).
/// Variants: `decided_win_rate`, `resolved_win_rate`, `win_rate_by_value`. Also called: deal win rate. Sources: S4, S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`opened` is 0).
///
/// Example: 47 won of 100 opened is 47 / 100, printed as 47.0 %.
[[nodiscard]] constexpr result<ratio> win_rate(const opportunities& o) noexcept {
  return detail::quotient(o, o.won, o.opened);
}

/// Decided win rate: the share won of the opportunities that a buyer decided in the period.
///
///     won / (won + lost)
///
/// Leaves out what closed without a decision. Between 0 and 1. Also called: close rate. A common variant of `win_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`won + lost` is 0).
///
/// Example: 531 won and 116 lost is 531 / 647, printed as 82.1 %.
[[nodiscard]] constexpr result<ratio> decided_win_rate(const opportunities& o) noexcept {
  return detail::check(o, o.won, o.lost).ratio<count>({"won", o.won}, {"won + lost", o.won + o.lost});
}

/// Resolved win rate: the share won of all the opportunities that closed in the period, for whatever reason.
///
///     won / (won + lost + no_decision + disqualified)
///
/// Never above `decided_win_rate`. A variant of `win_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (nothing closed).
///
/// Example: 45 won, 55 lost, 50 without a decision and 17 disqualified is 45 / 167, printed as 26.9 %.
[[nodiscard]] constexpr result<ratio> resolved_win_rate(const opportunities& o) noexcept {
  return detail::check(o, o.won, o.lost, o.no_decision, o.disqualified)
      .ratio<count>({"won", o.won},
                    {"won + lost + no_decision + disqualified", o.won + o.lost + o.no_decision + o.disqualified});
}

/// The value of the opportunities decided in one period.
struct opportunity_value {
  money won{};
  money lost{};

  static constexpr void fields(auto f, auto&... o) {
    f("won", o.won...);
    f("lost", o.lost...);
  }
};

/// Win rate by value: the share won of the value that was decided in the period.
///
///     won / (won + lost)
///
/// Large deals weigh more than small ones; beside `decided_win_rate` it shows which are lost. A variant of `win_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`won + lost` is 0).
///
/// Example: 300,000 won and 700,000 lost is 30.0 %.
[[nodiscard]] constexpr result<ratio> win_rate_by_value(const opportunity_value& o) noexcept {
  return detail::check(o, o.won, o.lost).ratio<money>({"won", o.won}, {"won + lost", o.won + o.lost});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/presales.hpp

namespace kpi::inline v0_1 {

/// The opportunities of one period, with and without presales at work on them.
struct presales_outcomes {
  opportunities assisted{};  ///< a presales engineer took part, however briefly
  opportunities unassisted{};

  static constexpr void fields(auto f, auto&... o) {
    f("assisted.opened", o.assisted.opened...);
    f("assisted.won", o.assisted.won...);
    f("assisted.lost", o.assisted.lost...);
    f("assisted.no_decision", o.assisted.no_decision...);
    f("assisted.disqualified", o.assisted.disqualified...);
    f("unassisted.opened", o.unassisted.opened...);
    f("unassisted.won", o.unassisted.won...);
    f("unassisted.lost", o.unassisted.lost...);
    f("unassisted.no_decision", o.unassisted.no_decision...);
    f("unassisted.disqualified", o.unassisted.disqualified...);
  }
};

/// Win rate with presales: the share won of the opportunities decided with presales at work on them.
///
///     assisted.won / (assisted.won + assisted.lost)
///
/// The `decided_win_rate` of that side; its complement is the loss rate. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`assisted.won + assisted.lost` is 0).
///
/// Example: 30 won and 20 lost is 30 / 50, printed as 60.0 %.
[[nodiscard]] constexpr result<ratio> presales_assisted_win_rate(const presales_outcomes& o) noexcept {
  return detail::check(o, o.assisted.won, o.assisted.lost)
      .ratio<count>({"assisted.won", o.assisted.won},
                    {"assisted.won + assisted.lost", o.assisted.won + o.assisted.lost});
}

/// Win rate without presales: the share won of the opportunities decided without presales.
///
///     unassisted.won / (unassisted.won + unassisted.lost)
///
/// The `decided_win_rate` of that side; its complement is the loss rate. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`unassisted.won + unassisted.lost` is 0).
///
/// Example: 20 won and 30 lost is 20 / 50, printed as 40.0 %.
[[nodiscard]] constexpr result<ratio> presales_unassisted_win_rate(const presales_outcomes& o) noexcept {
  return detail::check(o, o.unassisted.won, o.unassisted.lost)
      .ratio<count>({"unassisted.won", o.unassisted.won},
                    {"unassisted.won + unassisted.lost", o.unassisted.won + o.unassisted.lost});
}

/// Win rate lift of presales: how many times as often a deal is won with presales as without.
///
///     (assisted.won / (assisted.won + assisted.lost)) / (unassisted.won / (unassisted.won + unassisted.lost))
///
/// 1 is no difference, below 1 is worse. It compares two groups, and presales is not sent to them by lot: where it
/// joins the promising deals, part of the lift is theirs. A double, from exact totals. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `overflow`, `undefined` (`assisted.won + assisted.lost`
/// is 0, then `unassisted.won + unassisted.lost`, then `unassisted.won`: there is no multiple of a rate of 0).
///
/// Example: 30 of 50 with presales and 20 of 50 without is 60 % over 40 %, a lift of 1.5.
[[nodiscard]] constexpr result<double> presales_win_rate_lift(const presales_outcomes& o) noexcept {
  const count assisted = o.assisted.won + o.assisted.lost;
  const count unassisted = o.unassisted.won + o.unassisted.lost;
  const auto checked = detail::check(o, o.assisted.won, o.assisted.lost, o.unassisted.won, o.unassisted.lost)
                           .divisible_by<count>({"assisted.won + assisted.lost", assisted})
                           .divisible_by<count>({"unassisted.won + unassisted.lost", unassisted})
                           .divisible_by<count>({"unassisted.won", o.unassisted.won});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(o.assisted.won.value(), assisted.value(), o.unassisted.won.value(),
                                       unassisted.value());
}

/// Presales share: the share of the deals won in the period that presales had worked on.
///
///     assisted.won / (assisted.won + unassisted.won)
///
/// How far presales reaches, not how much it helps. A variant beside `presales_win_rate_lift`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`assisted.won + unassisted.won` is 0).
///
/// Example: 30 won with presales and 20 without is 30 / 50, printed as 60.0 %.
[[nodiscard]] constexpr result<ratio> presales_assisted_share(const presales_outcomes& o) noexcept {
  return detail::check(o, o.assisted.won, o.unassisted.won)
      .ratio<count>({"assisted.won", o.assisted.won},
                    {"assisted.won + unassisted.won", o.assisted.won + o.unassisted.won});
}

/// The deals won in one period, with and without presales at work on them.
struct presales_value {
  closed_sales assisted{};  ///< a presales engineer took part, however briefly
  closed_sales unassisted{};

  static constexpr void fields(auto f, auto&... v) {
    f("assisted.revenue", v.assisted.revenue...);
    f("assisted.deals", v.assisted.deals...);
    f("unassisted.revenue", v.unassisted.revenue...);
    f("unassisted.deals", v.unassisted.deals...);
  }
};

/// Deal size with presales: what a deal won with presales brings in, on average.
///
///     assisted.revenue / assisted.deals
///
/// The `average_deal_size` of that side. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`assisted.deals` is 0).
///
/// Example: 600,000 from 30 deals is 20,000 a deal.
[[nodiscard]] constexpr result<average<money>> presales_assisted_deal_size(const presales_value& v) noexcept {
  return detail::mean(v, v.assisted.revenue, v.assisted.deals);
}

/// Deal size without presales: what a deal won without presales brings in, on average.
///
///     unassisted.revenue / unassisted.deals
///
/// The `average_deal_size` of that side. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`unassisted.deals` is 0).
///
/// Example: 320,000 from 20 deals is 16,000 a deal.
[[nodiscard]] constexpr result<average<money>> presales_unassisted_deal_size(const presales_value& v) noexcept {
  return detail::mean(v, v.unassisted.revenue, v.unassisted.deals);
}

/// Deal size lift of presales: how many times as large a deal is with presales as without.
///
///     (assisted.revenue / assisted.deals) / (unassisted.revenue / unassisted.deals)
///
/// 1 is no difference. Large deals are also those that presales is called to, so the lift is not its work alone. A
/// double, from exact totals. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`assisted.deals` is 0, then
/// `unassisted.deals`, then `unassisted.revenue`: there is no multiple of an average of 0).
///
/// Example: 600,000 from 30 deals with presales and 320,000 from 20 without is 20,000 over 16,000, a lift of 1.25.
[[nodiscard]] constexpr result<double> presales_deal_size_lift(const presales_value& v) noexcept {
  const auto checked = detail::check(v, v.assisted.revenue, v.assisted.deals, v.unassisted.revenue, v.unassisted.deals)
                           .divisible_by<count>({"assisted.deals", v.assisted.deals})
                           .divisible_by<count>({"unassisted.deals", v.unassisted.deals})
                           .divisible_by<money>({"unassisted.revenue", v.unassisted.revenue});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(v.assisted.revenue.value(), v.assisted.deals.value(),
                                       v.unassisted.revenue.value(), v.unassisted.deals.value());
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/sales_cycle.hpp

namespace kpi::inline v0_1 {

/// How long the deals decided in one period took.
struct cycle_time {
  count deals{};  ///< decided in the period, with a known opening day
  days total{};   ///< from opened to decided, of all of them; opened and decided on one day is 0

  static constexpr void fields(auto f, auto&... c) {
    f("deals", c.deals...);
    f("total", c.total...);
  }
};

/// Sales cycle length: the days from opening a deal to its decision, on average.
///
///     total / deals
///
/// Calendar days in the reporting zone. Deals still open are left out, so the figure of a young pipeline is low. Won
/// and lost deals together, or the won ones alone, is the choice of whoever fills the measure (docs/decisions.md,
/// D-04). A deal decided before it was opened is refused when it is added, since a sum would hide it.
/// Variant: `median_sales_cycle`. Also called: deal velocity, average days to close. Sources: S0, S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`deals` is 0).
///
/// Example: deals of 30, 60 and 99 days are 189 days / 3, a cycle of 63 days.
[[nodiscard]] constexpr result<average<days>> sales_cycle_length(const cycle_time& c) noexcept {
  return detail::mean(c, c.total, c.deals);
}

/// Median sales cycle: the days within which half of the deals were decided.
///
///     the median of (decided - opened), half-way between the two middle days of an even number of deals
///
/// A few deals that dragged on for years move the average, not the median. Takes any distribution of whole days, in
/// practice `distribution<days>`, which also has the other quantiles. The median of three deals is an anecdote: `floor`
/// says how many it takes. A variant of `sales_cycle_length`.
///
/// Errors: those of the distribution's median, `too_few` below the floor among them.
///
/// Example: deals of 30, 60 and 99 days have a median of 60 days.
template <class Distribution>
requires std::same_as<typename Distribution::value_type, days> && requires(const Distribution& d, count floor) {
  { d.median(floor) } -> std::same_as<result<double>>;
}
[[nodiscard]] constexpr result<double> median_sales_cycle(const Distribution& distribution, count floor = 1) {
  return distribution.median(floor);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/sales_velocity.hpp

namespace kpi::inline v0_1 {

/// The four levers of a pipeline. Averages and rates do not add: add the measures they come from, and ask again.
struct velocity {
  count opportunities{};     ///< qualified and worked on, as of a day or opened in the period
  average<money> deal_size;  ///< `average_deal_size`, or ACV a deal
  ratio win_rate;            ///< of the same population as `opportunities`; may exceed 1
  average<days> cycle;       ///< `sales_cycle_length`

  static constexpr void inputs(auto f, auto&... v) {
    f("opportunities", v.opportunities...);
    f("deal_size", v.deal_size...);
    f("win_rate", v.win_rate...);
    f("cycle", v.cycle...);
  }
};

namespace detail {

/// Each input of a velocity by the number that has its sign and may be too large.
struct velocity_totals {
  count opportunities{};
  money deal_size{};
  count win_rate{};
  days cycle{};

  static constexpr void inputs(auto f, auto&... v) {
    f("opportunities", v.opportunities...);
    f("deal_size", v.deal_size...);
    f("win_rate", v.win_rate...);
    f("cycle", v.cycle...);
  }
};

}  // namespace detail

/// Sales velocity: the money that a pipeline turns into revenue on a calendar day.
///
///     opportunities * deal_size * win_rate / cycle
///
/// A money per day. Computed from the exact totals inside the averages and the rate, and rounded once, half-even, to
/// 1/10,000: rounding the inputs first gives another number. It compares teams and quarters; it is no forecast, since
/// it assumes that the four inputs describe the same deals and hold (docs/decisions.md, D-05). No opportunities is a
/// velocity of 0. Also called: pipeline velocity, sales pipeline velocity. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an input, or the total inside it); `undefined` (the total of
/// `cycle` is 0: every deal was decided on the day it was opened); `overflow` (the velocity itself).
///
/// Example: 60 opportunities of 12,000 each, 25 % of them won within 90 days, is 2,000 a day.
[[nodiscard]] constexpr result<money> sales_velocity(const velocity& v) noexcept {
  const detail::velocity_totals t{.opportunities = v.opportunities,
                                  .deal_size = v.deal_size.total(),
                                  .win_rate = v.win_rate.numerator(),
                                  .cycle = v.cycle.total()};
  const auto checked =
      detail::check(t, t.opportunities, t.deal_size, t.win_rate, t.cycle).divisible_by<days>({"cycle", t.cycle});
  if (!checked.ok()) return checked.refusal();
  return checked.value<money>(
      {"opportunities * deal_size * win_rate / cycle",
       money::ten_thousandths(detail::rounded_quotient(
           {t.opportunities.value(), t.deal_size.value(), t.win_rate.value(), v.cycle.count().value()},
           {v.deal_size.count().value(), v.win_rate.denominator(), t.cycle.value()}, rounding::half_even))});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/slippage.hpp

namespace kpi::inline v0_1 {

/// The deals that were expected to close in one period, by what became of them. Each is in one of the four.
struct due_deals {
  count due{};      ///< expected to close on a day of the period that is past
  count on_time{};  ///< won by the expected day
  count late{};     ///< won after it
  count lost{};     ///< closed in any other way, on whatever day
  count open{};     ///< not closed yet

  static constexpr void fields(auto f, auto&... d) {
    f("due", d.due...);
    f("on_time", d.on_time...);
    f("late", d.late...);
    f("lost", d.lost...);
    f("open", d.open...);
  }
};

/// Slippage rate: the share of the deals due in a period that were not won by their expected day.
///
///     (due - on_time) / due, where on_time + late + lost + open = due
///
/// Lost deals count as slipped: the forecast held them. A deal due today has not slipped yet and is not in `due`. The
/// expected day is the one in the record; if it was moved, the rate sees only the last one (docs/decisions.md, D-06).
/// Variant: `slippage_rate_by_value`. Also called: deal slippage. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent`, "due" (the four do not add up to it);
/// `undefined` (`due` is 0).
///
/// Example: of 10 deals due, 6 won on time, 2 won late, 1 lost and 1 open is 4 / 10, printed as 40.0 %.
[[nodiscard]] constexpr result<ratio> slippage_rate(const due_deals& d) noexcept {
  return detail::check(d, d.due, d.on_time, d.late, d.lost, d.open)
      .where(d.on_time + d.late + d.lost + d.open == d.due, "due")
      .ratio<count>({"due - on_time", d.due - d.on_time}, {"due", d.due});
}

/// The value of the deals that were expected to close in one period.
struct due_value {
  money due{};      ///< of all of them
  money on_time{};  ///< of those won by the expected day

  static constexpr void fields(auto f, auto&... d) {
    f("due", d.due...);
    f("on_time", d.on_time...);
  }
};

/// Slippage rate by value: the share of the value due in a period that was not won by its expected day.
///
///     (due - on_time) / due
///
/// Above `slippage_rate` when it is the large deals that slip. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent`, "on_time" (above `due`); `undefined`
/// (`due` is 0).
///
/// Example: 1,000,000 due and 450,000 of it won on time is 550,000 / 1,000,000, printed as 55.0 %.
[[nodiscard]] constexpr result<ratio> slippage_rate_by_value(const due_value& d) noexcept {
  return detail::check(d, d.due, d.on_time)
      .where(d.on_time <= d.due, "on_time")
      .ratio<money>({"due - on_time", d.due - d.on_time}, {"due", d.due});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/unit_sales.hpp

namespace kpi::inline v0_1 {

/// Units sold in one period and what they brought in.
struct unit_sales {
  money revenue{};  ///< after discounts
  count units{};

  static constexpr void fields(auto f, auto&... s) {
    f("revenue", s.revenue...);
    f("units", s.units...);
  }
};

/// Average selling price: what a unit of one product sells for, on average.
///
///     revenue / units
///
/// For one product, or for products whose units compare: over a catalogue it moves with the mix as much as with the
/// prices. Also called: ASP. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`units` is 0).
///
/// Example: 49,000 for 500 units is 98.
[[nodiscard]] constexpr result<average<money>> average_selling_price(const unit_sales& s) noexcept {
  return detail::mean(s, s.revenue, s.units);
}

/// Average revenue per unit: what a unit brings in, whatever was sold.
///
///     revenue / units
///
/// The formula of `average_selling_price`, over everything that is sold. Also called: AR, average revenue. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either field); `undefined` (`units` is 0).
///
/// Example: 100,000 over 10 units is 10,000.
[[nodiscard]] constexpr result<average<money>> average_revenue_per_unit(const unit_sales& s) noexcept {
  return detail::mean(s, s.revenue, s.units);
}

namespace detail {

/// The same measure of two periods or two volumes, so that an error says of which.
struct unit_sales_change {
  unit_sales before{};
  unit_sales after{};

  static constexpr void inputs(auto f, auto&... c) {
    f("before.revenue", c.before.revenue...);
    f("before.units", c.before.units...);
    f("after.revenue", c.after.revenue...);
    f("after.units", c.after.units...);
  }
};

}  // namespace detail

/// Marginal revenue: what each further unit brought in, when more were sold.
///
///     (after.revenue - before.revenue) / (after.units - before.units)
///
/// Negative when the price fell so far that more units brought in less. Without further units there is nothing to
/// divide by, also when fewer were sold. Also called: MR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field of either side, `before` first); `undefined`
/// (`after.units - before.units` is 0 or less).
///
/// Example: from 100,000 for 10 units to 110,000 for 20 is 10,000 / 10, or 1,000 a further unit.
[[nodiscard]] constexpr result<average<money>> marginal_revenue(const unit_sales& before,
                                                                const unit_sales& after) noexcept {
  const detail::unit_sales_change c{before, after};
  return detail::check(c, c.before.revenue, c.before.units, c.after.revenue, c.after.units)
      .average<money>({"after.revenue - before.revenue", after.revenue - before.revenue},
                      {"after.units - before.units", after.units - before.units});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/activity.hpp

namespace kpi::inline v0_1 {

/// What sellers did in a period, and the days they worked to do it. Which of these figures are worth a report differs
/// by role; S3, S4, S2 and S1 name them between them.
struct activity {
  count calls{};                 ///< made, answered or not
  count emails{};                ///< sent
  count replies{};               ///< received, to those or to earlier emails
  count meetings{};              ///< held
  count proposals{};             ///< sent
  count visits{};                ///< on the customer's site
  count cadences{};              ///< sequences of touches begun
  count leads_passed{};          ///< handed on to another role
  count conversations{};         ///< exchanges in which a buyer took part, by whatever channel
  count opportunities_worked{};  ///< a seller's opportunity counts once a day
  count records_maintained{};    ///< created or corrected
  count rep_days{};              ///< days worked, summed over sellers: 5 sellers for 20 days are 100

  static constexpr void fields(auto f, auto&... a) {
    f("calls", a.calls...);
    f("emails", a.emails...);
    f("replies", a.replies...);
    f("meetings", a.meetings...);
    f("proposals", a.proposals...);
    f("visits", a.visits...);
    f("cadences", a.cadences...);
    f("leads_passed", a.leads_passed...);
    f("conversations", a.conversations...);
    f("opportunities_worked", a.opportunities_worked...);
    f("records_maintained", a.records_maintained...);
    f("rep_days", a.rep_days...);
  }
};

/// Calls per rep day: calls made by a seller on a day of work.
///
///     calls / rep_days
///
/// Counts attempts, so it measures effort; `conversations_per_rep_day` counts those that reached somebody.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 4,500 calls in 100 rep days is 45.
[[nodiscard]] constexpr result<average<count>> calls_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.calls, a.rep_days);
}

/// Emails per rep day: emails sent by a seller on a day of work.
///
///     emails / rep_days
///
/// Whether the automatic ones of a cadence count is the caller's choice, the same as for `reply_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 3,000 emails in 100 rep days is 30.
[[nodiscard]] constexpr result<average<count>> emails_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.emails, a.rep_days);
}

/// Replies per rep day: replies that a seller received on a day of work.
///
///     replies / rep_days
///
/// Grows with the emails sent; `reply_rate` does not.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 240 replies in 100 rep days is 2.4.
[[nodiscard]] constexpr result<average<count>> replies_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.replies, a.rep_days);
}

/// Meetings per rep day: meetings that a seller held on a day of work.
///
///     meetings / rep_days
///
/// A meeting booked and not held is left out. Two sellers in one meeting are one or two meetings, as the caller's
/// records have it.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 150 meetings in 100 rep days is 1.5.
[[nodiscard]] constexpr result<average<count>> meetings_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.meetings, a.rep_days);
}

/// Proposals per rep day: proposals that a seller sent on a day of work.
///
///     proposals / rep_days
///
/// A revised proposal counts again only where the caller's records count it.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 60 proposals in 100 rep days is 0.6.
[[nodiscard]] constexpr result<average<count>> proposals_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.proposals, a.rep_days);
}

/// Visits per rep day: visits that a seller paid to customers on a day of work.
///
///     visits / rep_days
///
/// On the customer's site; a call by video is a meeting and no visit.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 80 visits in 100 rep days is 0.8.
[[nodiscard]] constexpr result<average<count>> visits_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.visits, a.rep_days);
}

/// Cadences per rep day: planned sequences of touches that a seller began on a day of work.
///
///     cadences / rep_days
///
/// Counts the sequence once, on the day it begins, and not its calls and emails.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 500 cadences in 100 rep days is 5.
[[nodiscard]] constexpr result<average<count>> cadences_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.cadences, a.rep_days);
}

/// Leads passed per rep day: leads that a seller handed on to another role on a day of work.
///
///     leads_passed / rep_days
///
/// Handed on, whether or not they were accepted; `mql_to_sal_rate` says how many were.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 120 leads in 100 rep days is 1.2.
[[nodiscard]] constexpr result<average<count>> leads_passed_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.leads_passed, a.rep_days);
}

/// Conversations per rep day: sales conversations that a seller had on a day of work.
///
///     conversations / rep_days
///
/// A buyer took part: a message left on a machine is a call and no conversation.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 700 conversations in 100 rep days is 7.
[[nodiscard]] constexpr result<average<count>> conversations_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.conversations, a.rep_days);
}

/// Opportunities worked per rep day: open opportunities that a seller moved on a day of work.
///
///     opportunities_worked / rep_days
///
/// An opportunity counts again on every day it was worked on, so the total is more than the number of opportunities.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 900 in 100 rep days is 9.
[[nodiscard]] constexpr result<average<count>> opportunities_worked_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.opportunities_worked, a.rep_days);
}

/// Records maintained per rep day: records that a seller created or corrected on a day of work.
///
///     records_maintained / rep_days
///
/// Says how much was typed, not whether it was right: that is `data_accuracy`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`rep_days` is 0).
///
/// Example: 1,100 records in 100 rep days is 11.
[[nodiscard]] constexpr result<average<count>> records_maintained_per_rep_day(const activity& a) noexcept {
  return detail::mean(a, a.records_maintained, a.rep_days);
}

/// Reply rate: replies received for each email sent.
///
///     replies / emails
///
/// May exceed 1: a reply may answer an email of an earlier period, and one email may bring several. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`emails` is 0).
///
/// Example: 240 replies to 3,000 emails is 8.0 %.
[[nodiscard]] constexpr result<ratio> reply_rate(const activity& a) noexcept {
  return detail::quotient(a, a.replies, a.emails);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/adoption.hpp

namespace kpi::inline v0_1 {

/// Users of a tool. Both are stocks: they add over tools and teams, not over periods.
struct adoption {
  count active{};    ///< used it in the period, as often as the report requires
  count licensed{};  ///< could have used it

  static constexpr void fields(auto f, auto&... a) {
    f("active", a.active...);
    f("licensed", a.licensed...);
  }
};

/// Tool adoption rate: the share of those who could use a tool that did.
///
///     active / licensed
///
/// How much use makes a user active is the report's to say. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`active` exceeds `licensed`);
/// `undefined` (`licensed` is 0).
///
/// Example: 36 of 48 licences in use is 75.0 %.
[[nodiscard]] constexpr result<ratio> tool_adoption_rate(const adoption& a) noexcept {
  return detail::share_of(a, a.active, a.licensed);
}

/// Records of a database, as found on one day. All three are stocks.
struct record_quality {
  count complete{};  ///< every required field is filled
  count accurate{};  ///< what is filled was verified to be right
  count total{};

  static constexpr void fields(auto f, auto&... r) {
    f("complete", r.complete...);
    f("accurate", r.accurate...);
    f("total", r.total...);
  }
};

/// Data completeness: the share of the records in which no required field is missing.
///
///     complete / total
///
/// A record may be complete and wrong: see `data_accuracy`. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`complete` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 900 of 1,200 records is 75.0 %.
[[nodiscard]] constexpr result<ratio> data_completeness(const record_quality& r) noexcept {
  return detail::share_of(r, r.complete, r.total);
}

/// Data accuracy: the share of the records that are right.
///
///     accurate / total
///
/// Of all records, not of the complete ones: what was not verified is not accurate. For a sample, `total` is the
/// sample. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`accurate` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 1,080 of 1,200 records is 90.0 %.
[[nodiscard]] constexpr result<ratio> data_accuracy(const record_quality& r) noexcept {
  return detail::share_of(r, r.accurate, r.total);
}

/// A sales force on one day. Both are stocks.
struct team {
  count reps{};
  count managers{};  ///< of reps; a manager of managers is left out

  static constexpr void fields(auto f, auto&... t) {
    f("reps", t.reps...);
    f("managers", t.managers...);
  }
};

/// Managers per rep: managers for each seller.
///
///     managers / reps
///
/// The inverse of `span_of_control`. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`reps` is 0).
///
/// Example: 5 managers of 40 sellers is 0.125.
[[nodiscard]] constexpr result<average<count>> managers_per_rep(const team& t) noexcept {
  return detail::mean(t, t.managers, t.reps);
}

/// Span of control: sellers for each manager.
///
///     reps / managers
///
/// The inverse of `managers_per_rep`, and the more usual of the two.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`managers` is 0).
///
/// Example: 40 sellers under 5 managers is 8.
[[nodiscard]] constexpr result<average<count>> span_of_control(const team& t) noexcept {
  return detail::mean(t, t.reps, t.managers);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/goal.hpp

namespace kpi::inline v0_1 {

/// A number that was aimed for and the number that came of it, in the same period.
struct goal {
  count actual{};
  count target{};

  static constexpr void fields(auto f, auto&... g) {
    f("actual", g.actual...);
    f("target", g.target...);
  }
};

/// Goal attainment: what was done as a share of what was aimed for.
///
///     actual / target
///
/// For daily activity minimums, account plans and other goals that are counted; `revenue_goal_attainment` is for
/// amounts. May exceed 1: a day far above its minimum makes up for others in a sum, which `daily_goal_share` does not
/// allow. Sources: S2, S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`target` is 0).
///
/// Example: 45 calls of a daily minimum of 50 is 90.0 %.
[[nodiscard]] constexpr result<ratio> goal_attainment(const goal& g) noexcept {
  return detail::quotient(g, g.actual, g.target);
}

/// Time to goal: the period, counted from 1, from which the target was met and never missed again; one element a period
/// since the start.
///
///     the first i with actual >= target in every period from i to the last
///
/// A single good period that is followed by a miss is not arrival, so a later period may take the answer back. A target
/// of 0 is met by anything: here it is compared with, not divided by. Source: S4.
///
/// Errors, first match wins: those of the first period that has one: `overflow`, then `negative` (a count);
/// `not_reached`, "actual" (the last period missed its target, or there is none).
///
/// Example: 30, 52, 48, 50 and 55 calls against a minimum of 50 give 4.
[[nodiscard]] constexpr result<count> time_to_goal(std::span<const goal> periods) noexcept {
  std::size_t since = 0;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const goal& g = periods[i];
    if (const auto checked = detail::check(g, g.actual, g.target); !checked.ok()) return checked.refusal();
    if (g.actual < g.target)
      since = 0;
    else if (since == 0)
      since = i + 1;
  }
  if (since == 0) return refuse(errc::not_reached, "actual");
  return count(since);
}

/// An amount that was aimed for and the amount that came of it, in the same period.
struct revenue_goal {
  money actual{};
  money target{};

  static constexpr void fields(auto f, auto&... g) {
    f("actual", g.actual...);
    f("target", g.target...);
  }
};

/// Revenue goal attainment: what was earned as a share of what was aimed for.
///
///     actual / target
///
/// For new and for recurring revenue against their targets, and for the value goals of a review. The quota of a seller
/// has its own measure, `quota_result`. Sources: S2, S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`target` is 0).
///
/// Example: 450,000 of new revenue against a target of 400,000 is 112.5 %.
[[nodiscard]] constexpr result<ratio> revenue_goal_attainment(const revenue_goal& g) noexcept {
  return detail::quotient(g, g.actual, g.target);
}

/// Days on which a goal was set, and those on which it was met.
struct goal_days {
  count days{};
  count met{};

  static constexpr void fields(auto f, auto&... g) {
    f("days", g.days...);
    f("met", g.met...);
  }
};

/// Daily goal share: the share of the days on which the day's goal was met.
///
///     met / days
///
/// A day counts once, however far its goal was exceeded. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`met` exceeds `days`); `undefined`
/// (`days` is 0).
///
/// Example: 17 of 20 days is 85.0 %.
[[nodiscard]] constexpr result<ratio> daily_goal_share(const goal_days& g) noexcept {
  return detail::share_of(g, g.met, g.days);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/outreach.hpp

namespace kpi::inline v0_1 {

/// Touches of a period (calls, emails, messages, visits) and whom they reached.
struct outreach {
  count touches{};                  ///< attempts up to the decision maker, answered or not
  count contacts_reached{};         ///< persons who answered
  count decision_makers_reached{};  ///< those of them who can decide
  count booking_touches{};          ///< the further ones, after the decision maker was reached, for a first meeting
  count meetings{};                 ///< first meetings

  static constexpr void fields(auto f, auto&... o) {
    f("touches", o.touches...);
    f("contacts_reached", o.contacts_reached...);
    f("decision_makers_reached", o.decision_makers_reached...);
    f("booking_touches", o.booking_touches...);
    f("meetings", o.meetings...);
  }
};

/// Contact rate: persons reached for each touch.
///
///     contacts_reached / touches
///
/// May exceed 1: one email or visit may reach several persons. Also called: connect rate. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`touches` is 0).
///
/// Example: 84 persons reached with 700 touches is 12.0 %.
[[nodiscard]] constexpr result<ratio> contact_rate(const outreach& o) noexcept {
  return detail::quotient(o, o.contacts_reached, o.touches);
}

/// Touches per decision maker: touches it took to reach one decision maker.
///
///     touches / decision_makers_reached
///
/// The touches of those never reached are in it, as they are part of the price. S0 quotes 6 to 8. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`decision_makers_reached` is 0).
///
/// Example: 700 touches for 100 decision makers is 7.
[[nodiscard]] constexpr result<average<count>> touches_per_decision_maker(const outreach& o) noexcept {
  return detail::mean(o, o.touches, o.decision_makers_reached);
}

/// Touches per meeting: the further touches it took to agree on one first meeting, once the decision maker was reached.
///
///     booking_touches / meetings
///
/// Those before the decision maker was reached are in `touches_per_decision_maker`: the way to a first meeting is the
/// two together. S0 quotes 10 to 12. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`meetings` is 0).
///
/// Example: 550 further touches for 50 first meetings is 11.
[[nodiscard]] constexpr result<average<count>> touches_per_meeting(const outreach& o) noexcept {
  return detail::mean(o, o.booking_touches, o.meetings);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/time_use.hpp

namespace kpi::inline v0_1 {

/// How sellers spent their working time in a period.
struct time_use {
  seconds selling{};         ///< on what the role calls selling
  seconds with_customers{};  ///< face to face, in a room or by video
  seconds total{};           ///< working time, with everything in it

  static constexpr void fields(auto f, auto&... t) {
    f("selling", t.selling...);
    f("with_customers", t.with_customers...);
    f("total", t.total...);
  }
};

/// Selling time share: the share of working time that went into selling.
///
///     selling / total
///
/// What is selling depends on the role: prospecting is for a development rep and is not for an account executive. The
/// caller's records decide, for each role always alike. Also called: active selling time. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `inconsistent` (`selling` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 14 of 40 hours is 35.0 %.
[[nodiscard]] constexpr result<ratio> selling_time_share(const time_use& t) noexcept {
  return detail::share_of(t, t.selling, t.total);
}

/// Face time share: the share of working time that was spent with customers.
///
///     with_customers / total
///
/// Need not lie within the selling time: a visit to settle a complaint is here and not there. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `inconsistent` (`with_customers` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 9 of 40 hours is 22.5 %.
[[nodiscard]] constexpr result<ratio> face_time_share(const time_use& t) noexcept {
  return detail::share_of(t, t.with_customers, t.total);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/elapsed.hpp

namespace kpi::inline v0_1 {

/// Cases that run from one event to another, and the time the ended ones took.
///
/// A case that has not ended is in `waiting` and in neither of the others: it is not averaged in, neither as zero nor
/// with the time it has waited so far. No formula reads `waiting`. Reports show it beside the average, which looks the
/// better the more of the slow cases are still out (docs/decisions.md, D-12).
///
/// What makes a metric of it is its clock: what starts it and what stops it, which each definition below states.
/// Whether nights and weekends count is for the records to decide, for all cases alike.
struct elapsed {
  count cases{};    ///< ended in the period, whenever they began
  seconds total{};  ///< what these cases took
  count waiting{};  ///< a stock: begun and not ended

  static constexpr void fields(auto f, auto&... e) {
    f("cases", e.cases...);
    f("total", e.total...);
    f("waiting", e.waiting...);
  }
};

namespace detail {

[[nodiscard]] constexpr result<average<seconds>> mean_elapsed(const elapsed& e) noexcept {
  return mean(e, e.total, e.cases);
}

}  // namespace detail

/// Lead response time: from a lead's contact to the follow-up by a person.
///
///     total / cases
///
/// The contact is the first or any later one, each a case of its own. An automatic answer does not stop the clock. The
/// share answered in time is `response_within_share`. Also called: speed to lead. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 contacts followed up after 5, 10 and 30 minutes took 45 minutes: 15 minutes each.
[[nodiscard]] constexpr result<average<seconds>> lead_response_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Opportunity-to-close time: from the opening of an opportunity until it is decided, won or lost.
///
///     total / cases
///
/// The clock of `sales_cycle_length`, in seconds for records that hold instants. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 opportunities decided after 30 and 60 days took 90 days: 45 days each.
[[nodiscard]] constexpr result<average<seconds>> opportunity_to_close_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Lead to cash: from the moment a lead is found until its money has been received.
///
///     total / cases
///
/// Neither the signature nor the invoice stops the clock. Where a customer pays in parts, the records say which part
/// does. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 leads whose money came after 80 and 100 days took 180 days: 90 days each.
[[nodiscard]] constexpr result<average<seconds>> lead_to_cash(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Quote turnaround: from the moment a lead is found until a quote can be given.
///
///     total / cases
///
/// Starts with the lead, not with the request for a quote, so it holds the time that finding out the need takes.
/// Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 4 leads that could be quoted after 8 hours in all took 2 hours each.
[[nodiscard]] constexpr result<average<seconds>> quote_turnaround(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time in stage: from the moment an opportunity enters a stage until it leaves it, forward or back.
///
///     total / cases
///
/// One stage, one measure. An opportunity that returns to the stage is another case. Sources: S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 stays of 2, 4 and 9 days took 15 days: 5 days each.
[[nodiscard]] constexpr result<average<seconds>> time_in_stage(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Late-stage time: from the moment the contract is sent until the deal is decided, won or lost.
///
///     total / cases
///
/// The time of negotiating. Of several versions sent, the first starts the clock. Sources: S0, S1.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 contracts decided after 10 and 20 days took 30 days: 15 days each.
[[nodiscard]] constexpr result<average<seconds>> late_stage_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// First response time: from the report of an issue to the first answer to it by a person that the customer can see.
///
///     total / cases
///
/// Automatic receipts and internal notes are not answers. Also called: FRT. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 4 issues answered after 2 hours in all took 30 minutes each.
[[nodiscard]] constexpr result<average<seconds>> first_response_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Average response time: from each message of a customer to the answer to it.
///
///     total / cases
///
/// The cases are messages, not issues: long exchanges count for more, and later answers as much as the first
/// (`first_response_time`). Also called: ART. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 messages of one issue, answered after 10, 20 and 60 minutes, took 90 minutes: 30 minutes each.
[[nodiscard]] constexpr result<average<seconds>> average_response_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Resolution time: from the report of an issue until it is resolved.
///
///     total / cases
///
/// An issue that was opened again is waiting again. Also called: time to resolution, MTTR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 issues resolved after 4 and 20 hours took 24 hours: 12 hours each.
[[nodiscard]] constexpr result<average<seconds>> resolution_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Session duration: from the moment a session is entered until it is left.
///
///     total / cases
///
/// A session whose end was not recorded, as with one that saw a single page, is waiting: 0 seconds would be made up.
/// Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 5 sessions took 15 minutes: 3 minutes each.
[[nodiscard]] constexpr result<average<seconds>> session_duration(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Dwell time: from the moment a page is entered until it is left.
///
///     total / cases
///
/// The cases are views of a page, where those of `session_duration` are sessions. Also called: time on page. Sources:
/// S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 10 views took 400 seconds: 40 seconds each.
[[nodiscard]] constexpr result<average<seconds>> dwell_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Customer onboarding time: from the signature of the contract until the customer is live.
///
///     total / cases
///
/// S4 reports it in weeks, of 604,800 seconds. What the customer gains from it is `time_to_value`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 customers live after 3 and 5 weeks took 8 weeks: 4 weeks each.
[[nodiscard]] constexpr result<average<seconds>> customer_onboarding_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to first review: from the start of a customer success manager until the first customer review they hold.
///
///     total / cases
///
/// The cases are managers, not customers. Also called: time to first quarterly business review, time to first QBR.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 managers who held their first review after 60 and 90 days took 150 days: 75 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_first_review(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to value: from the purchase until the customer has the value both sides agreed on.
///
///     total / cases
///
/// Going live (`customer_onboarding_time`) does not stop the clock. Where the value is a figure measured by period, see
/// `periods_to_value`. Also called: TTV. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 customers who had it after 40 and 80 days took 120 days: 60 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_value(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Rep onboarding time: from the start of a batch's hires until their onboarding is complete.
///
///     total / cases
///
/// One batch, one measure; the cases are its hires. A hire who left before the end is neither a case nor waiting. Being
/// able to sell is `time_to_productivity`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: a batch of 4 hires took 120 days: 30 days each.
[[nodiscard]] constexpr result<average<seconds>> rep_onboarding_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Onboarding training time: the training given to each hire of a batch.
///
///     total / cases
///
/// Time in training, not time passed: the days between are in `rep_onboarding_time`. One batch, one measure; the cases
/// are its hires. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: a batch of 4 hires was given 160 hours: 40 hours each.
[[nodiscard]] constexpr result<average<seconds>> onboarding_training_time(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to productivity: from the day of hire until the defined skills have been shown.
///
///     total / cases
///
/// By skills; the first month at a share of quota is `ramp_time`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 2 hires who showed them after 150 and 210 days took 360 days: 180 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_productivity(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Time to first sale: from a rep's training on a product to the rep's first sale of it.
///
///     total / cases
///
/// One product, one measure. A rep who has not sold it is waiting, and where many are, the average says little. Source:
/// S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 3 reps who first sold it after 20, 30 and 70 days took 120 days: 40 days each.
[[nodiscard]] constexpr result<average<seconds>> time_to_first_sale(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// Presales time per deal: the work of presales on each deal that it supports.
///
///     total / cases
///
/// Time worked, not time passed. A deal without presales is not a case. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`cases` or `total`); `undefined` (`cases` is 0).
///
/// Example: 5 deals took 60 hours: 12 hours each.
[[nodiscard]] constexpr result<average<seconds>> presales_time_per_deal(const elapsed& e) noexcept {
  return detail::mean_elapsed(e);
}

/// How many cases were answered within a limit that the caller sets: 24 hours, 48 hours.
struct response_limit {
  count cases{};   ///< answered, or left unanswered beyond the limit: those still waiting within it are not decided
  count within{};  ///< answered within the limit

  static constexpr void fields(auto f, auto&... r) {
    f("cases", r.cases...);
    f("within", r.within...);
  }
};

/// Response-within share: the share of the cases that were answered within the limit.
///
///     within / cases
///
/// Between 0 and 1. Unlike an average it counts a case that was never answered, as missed; two measures add only when
/// their limits are the same. Source: S1.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`within` above `cases`); `undefined`
/// (`cases` is 0).
///
/// Example: 45 of 60 cases answered within 24 hours is 75.0 %.
[[nodiscard]] constexpr result<ratio> response_within_share(const response_limit& r) noexcept {
  return detail::share_of(r, r.within, r.cases);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/forecast.hpp

namespace kpi::inline v0_1 {

/// What was forecast for a period and what came of it; `forecast_error::of` makes the one of a single forecast.
///
/// Each forecast has to be the one that stood on the same day before its period: a forecast revised until the last day
/// is always right.
struct forecast_error {
  money forecast{};
  money actual{};
  money absolute_error{};  ///< |forecast − actual| of each forecast, summed: misses in both directions do not cancel

  /// The error of one forecast.
  [[nodiscard]] static constexpr forecast_error of(const money& forecast, const money& actual) noexcept {
    return {forecast, actual, forecast < actual ? actual - forecast : forecast - actual};
  }

  static constexpr void fields(auto f, auto&... e) {
    f("forecast", e.forecast...);
    f("actual", e.actual...);
    f("absolute_error", e.absolute_error...);
  }
};

/// Forecast accuracy: one less the forecasts' misses as a share of what came in.
///
///     (actual − absolute_error) / actual
///
/// Pooled over periods or sellers, each counts by its money: the weighted form (1 − WAPE), not the mean of their
/// accuracies. 1 is a perfect forecast; one that missed by more than came in is below zero and is not clamped
/// (docs/decisions.md, D-10). Does not tell too high from too low; `forecast_bias` does. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`actual` is 0).
///
/// Example: 100,000 forecast where 80,000 came in, pooled with 60,000 where 80,000 came in, misses 40,000 of 160,000:
/// 75.0 %.
[[nodiscard]] constexpr result<ratio> forecast_accuracy(const forecast_error& e) noexcept {
  return detail::check(e, e.actual, e.absolute_error)
      .ratio<money>({"actual - absolute_error", e.actual - e.absolute_error}, {"actual", e.actual});
}

/// Forecast bias: by how much of what came in the forecast was too high; below zero it was too low.
///
///     (forecast − actual) / actual
///
/// Misses in both directions cancel: a bias of 0 may go with a poor `forecast_accuracy`. A variant beside it.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`actual` is 0).
///
/// Example: 100,000 forecast and 80,000 come in is 20,000 / 80,000, 25.0 % too high.
[[nodiscard]] constexpr result<ratio> forecast_bias(const forecast_error& e) noexcept {
  return detail::check(e, e.forecast, e.actual)
      .ratio<money>({"forecast - actual", e.forecast - e.actual}, {"actual", e.actual});
}

/// Forecast predictability: how far the bias of a period usually lies from the mean bias, as the sample standard
/// deviation over periods.
///
///     sqrt(Σ (bias − mean bias)² / (periods − 1)),  bias = (forecast − actual) / actual
///
/// 0 is best: a forecast that is always 20 % too high is not accurate, but can be relied on. Every period counts the
/// same, whatever its money. Not constexpr, since it takes a root. Source: S2.
///
/// Errors, first match wins: those of the first period that has any, `overflow`, `negative` (`forecast` or `actual`);
/// `too_few`, "errors" (fewer than two periods); `undefined` (`actual` of a period is 0).
///
/// Example: biases of +50 %, 0 % and −50 % give sqrt((0.25 + 0.25) / 2) = 0.5.
[[nodiscard]] KPI_EXPORT result<double> forecast_predictability(std::span<const forecast_error> errors) noexcept;

/// What a forecast rests on.
struct forecast_basis {
  money identified{};  ///< the part of the forecast that stands for deals known by name
  money forecast{};

  static constexpr void fields(auto f, auto&... b) {
    f("identified", b.identified...);
    f("forecast", b.forecast...);
  }
};

/// Forecast visibility: how much of the forecast is deals known by name, and not an estimate of deals to come.
///
///     identified / forecast
///
/// Above 1 the known deals alone exceed the forecast. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`forecast` is 0).
///
/// Example: 600,000 in known deals of a forecast of 800,000 is 75.0 %.
[[nodiscard]] constexpr result<ratio> forecast_visibility(const forecast_basis& b) noexcept {
  return detail::quotient(b, b.identified, b.forecast);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/pipeline.hpp

namespace kpi::inline v0_1 {

/// The open opportunities of one day, by value, with what the period they are due in has brought and should bring.
struct pipeline {
  money open{};       ///< a stock: the value open on the day; nothing that is already won or lost
  money qualified{};  ///< a stock: of `open`, what meets the qualification rules
  money verified{};   ///< a stock: of `open`, what evidence confirms, not its owner's word alone
  money accurate{};   ///< a stock: of `open`, what is recorded with the right value, stage and date
  money created{};    ///< a flow: opened in the period, whatever became of it since
  money won{};        ///< a flow: won so far in the period of the target
  money target{};     ///< a stock: what the whole period should bring

  static constexpr void fields(auto f, auto&... p) {
    f("open", p.open...);
    f("qualified", p.qualified...);
    f("verified", p.verified...);
    f("accurate", p.accurate...);
    f("created", p.created...);
    f("won", p.won...);
    f("target", p.target...);
  }
};

/// Pipeline coverage: how many times over the open pipeline would fill what is missing from the target.
///
///     open / (target − won)
///
/// What is won comes off the target, since it has left the open pipeline as well: over the whole target, a period would
/// look worse the more of it is won (docs/decisions.md, D-11). Once the target is met there is nothing to cover:
/// undefined, and good news. A common variant.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`target - won` is 0 or less).
///
/// Example: 900,000 open, with 200,000 won of a target of 500,000, is 900,000 / 300,000: 3 times.
[[nodiscard]] constexpr result<ratio> pipeline_coverage(const pipeline& p) noexcept {
  return detail::check(p, p.open, p.won, p.target).ratio<money>({"open", p.open}, {"target - won", p.target - p.won});
}

/// Qualified pipeline share: the part of the open pipeline that meets the qualification rules.
///
///     qualified / open
///
/// Between 0 and 1. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`qualified` above `open`); `undefined`
/// (`open` is 0).
///
/// Example: 600,000 qualified of 800,000 open is 75.0 %.
[[nodiscard]] constexpr result<ratio> qualified_pipeline_share(const pipeline& p) noexcept {
  return detail::share_of(p, p.qualified, p.open);
}

/// Verified pipeline share: the part of the open pipeline that evidence confirms, not its owner's word alone.
///
///     verified / open
///
/// Between 0 and 1. What was never checked is not verified. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`verified` above `open`); `undefined`
/// (`open` is 0).
///
/// Example: 200,000 verified of 800,000 open is 25.0 %.
[[nodiscard]] constexpr result<ratio> verified_pipeline_share(const pipeline& p) noexcept {
  return detail::share_of(p, p.verified, p.open);
}

/// Pipeline accuracy: the part of the open pipeline that is recorded as it really stands.
///
///     accurate / open
///
/// Between 0 and 1. About records on one day; how forecasts turned out is `forecast_accuracy`. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`accurate` above `open`); `undefined`
/// (`open` is 0).
///
/// Example: 720,000 accurate of 800,000 open is 90.0 %.
[[nodiscard]] constexpr result<ratio> pipeline_accuracy(const pipeline& p) noexcept {
  return detail::share_of(p, p.accurate, p.open);
}

/// Pipeline created: the value of the opportunities opened in the period.
///
///     created
///
/// A flow beside the stock `open`: what was opened and closed within the period belongs to it too. 0 on the empty
/// measure. Also called: pipeline generation. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (`created`).
///
/// Example: opportunities of 120,000 and 80,000 opened in the period are 200,000.
[[nodiscard]] constexpr result<money> pipeline_created(const pipeline& p) noexcept {
  return detail::check(p, p.created).value<money>({"created", p.created});
}

/// One open opportunity: what it would bring, and how likely that is.
struct prospect {
  money amount{};
  ratio probability;  ///< 0 … 1; there is no default, because there is no neutral one

  static constexpr void inputs(auto f, auto&... p) {
    f("amount", p.amount...);
    f("probability", p.probability...);
  }
};

namespace detail {

[[nodiscard]] constexpr checked check_prospect(const prospect& p) noexcept {
  const checked amount = check(p, p.amount);
  if (!amount.ok()) return amount;
  if (p.probability.numerator() < 0) return {errc::negative, "probability"};
  return amount.where(p.probability.numerator() <= p.probability.denominator(), "probability");
}

}  // namespace detail

/// Weighted pipeline: what the open opportunities are worth when each counts by its probability.
///
///     Σ amount × probability
///
/// Each product is rounded half-even to 1/10,000 before it is added, so that the parts of any split add up to the
/// whole. Not the total times the mean probability, which lets a long shot count like a safe deal. 0 of no prospects.
/// Also called: expected or probability-weighted pipeline. A common variant.
///
/// Errors, first match wins, of the first prospect that has any: `overflow`, `negative` (`amount`), `negative`
/// (`probability` below 0), `inconsistent` (`probability` above 1); then `overflow` of the sum, naming
/// `amount * probability`.
///
/// Example: 90,000 at 10 % and 10,000 at 90 % are 9,000 + 9,000 = 18,000, where 100,000 at 50 % would be 50,000.
[[nodiscard]] constexpr result<money> weighted_pipeline(std::span<const prospect> prospects) noexcept {
  money sum;
  for (const auto& p : prospects) {
    const auto c = detail::check_prospect(p);
    if (!c.ok()) return c.refusal();
    sum += times(p.amount, p.probability, rounding::half_even);
  }
  return detail::checked{}.value<money>({"amount * probability", sum});
}

/// Rank by expected value: the positions of the prospects, counted from 0, with the one worth most first.
///
///     by amount × probability, falling
///
/// Compared exactly, without rounding; equal ones stay in the order they came in. With every probability 1 this is
/// S2's ranking by potential value. The list of no prospects is empty. Neither constexpr nor noexcept, since it
/// allocates the list. Source: S2.
///
/// Errors, first match wins, of the first prospect that has any: `overflow`, `negative` (`amount`), `negative`
/// (`probability` below 0), `inconsistent` (`probability` above 1).
///
/// Example: 100,000 at 10 %, 40,000 at 50 % and 20,000 at 100 % rank as positions 1, 2, 0.
[[nodiscard]] KPI_EXPORT result<std::vector<std::size_t>> rank_by_expected_value(std::span<const prospect> prospects);

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/acquisition.hpp

namespace kpi::inline v0_1 {

/// What a period spent to win customers, and how many it won.
struct acquisition_cost {
  money sales_and_marketing{};
  money customer_service{};  ///< the part that serves acquisition
  money other{};             ///< whatever else serves acquisition
  count new_customers{};

  static constexpr void fields(auto f, auto&... o) {
    f("sales_and_marketing", o.sales_and_marketing...);
    f("customer_service", o.customer_service...);
    f("other", o.other...);
    f("new_customers", o.new_customers...);
  }
};

/// Customer acquisition cost: what was spent for each new customer.
///
///     (sales_and_marketing + customer_service + other) / new_customers
///
/// The fully loaded reading; many publish sales and marketing alone, or paid channels alone (docs/decisions.md, D-24).
/// Costs and customers are those of the same period, though what is spent now may win customers later.
/// Also called: CAC. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a cost or the count); `undefined` (`new_customers` is 0).
///
/// Example: 70,000, 20,000 and 10,000 spent for 50 customers is 2,000 each.
[[nodiscard]] constexpr result<average<money>> customer_acquisition_cost(const acquisition_cost& a) noexcept {
  return detail::check(a, a.sales_and_marketing, a.customer_service, a.other, a.new_customers)
      .average<money>(
          {"sales_and_marketing + customer_service + other", a.sales_and_marketing + a.customer_service + a.other},
          {"new_customers", a.new_customers});
}

/// What one customer costs to win and brings in a month.
struct payback {
  money cac{};                          ///< for one customer, not a period's total
  money monthly_revenue_per_account{};  ///< for one customer as well
  ratio gross_margin;                   ///< the share of that revenue which is left to pay back

  static constexpr void inputs(auto f, auto&... o) {
    f("cac", o.cac...);
    f("monthly_revenue_per_account", o.monthly_revenue_per_account...);
    f("gross_margin", o.gross_margin...);
  }
};

/// CAC payback: the months until a customer's gross profit has paid for winning it.
///
///     cac / (monthly_revenue_per_account * gross_margin)
///
/// Above and below the line stands one customer; a cost for each customer over the revenue of all of them is the known
/// mistake (docs/decisions.md, D-24). A customer who leaves earlier never pays back, which this does not see. A double,
/// since the exact fraction does not fit. Also called: months to recover CAC.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`monthly_revenue_per_account` is 0, then
/// `gross_margin` is 0 or less: it is never paid back).
///
/// Example: 1,200 at 100 a month and a margin of 80 % takes 15 months.
[[nodiscard]] constexpr result<double> cac_payback(const payback& p) noexcept {
  const auto c = detail::check(p, p.cac, p.monthly_revenue_per_account)
                     .divisible_by<money>({"monthly_revenue_per_account", p.monthly_revenue_per_account})
                     .divisible_by<count>({"gross_margin", p.gross_margin.numerator()});
  if (!c.ok()) return c.refusal();
  return detail::quotient_of_quotients(p.cac.value(), p.monthly_revenue_per_account.value(), p.gross_margin.numerator(),
                                       p.gross_margin.denominator());
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/funnel.hpp

namespace kpi::inline v0_1 {

/// One population, by how far it came: each stage holds those of the stage before that went on.
///
/// The population is fixed first (the leads of March, say) and followed; what reached each stage *in* March is another
/// population at every stage, and its quotients may exceed 1 (docs/decisions.md, D-28). Whoever enters a stage twice
/// counts once. A stage that is not in use stays 0.
struct funnel {
  count visitors{};
  count leads{};          ///< left a way to be reached
  count mqls{};           ///< marketing qualified leads: marketing holds them ready for sales
  count sals{};           ///< sales accepted leads: sales took them on
  count sqls{};           ///< sales qualified leads: sales confirmed the interest in talking to them
  count opportunities{};  ///< a deal was opened
  count customers{};      ///< a deal was won

  static constexpr void fields(auto f, auto&... s) {
    f("visitors", s.visitors...);
    f("leads", s.leads...);
    f("mqls", s.mqls...);
    f("sals", s.sals...);
    f("sqls", s.sqls...);
    f("opportunities", s.opportunities...);
    f("customers", s.customers...);
  }
};

/// Visitor-to-MQL rate: the share of the visitors that became marketing qualified leads.
///
///     mqls / visitors
///
/// Visitors, not visits: a person who comes back is one. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`mqls` above `visitors`); `undefined`
/// (`visitors` is 0).
///
/// Example: 150 MQLs of 10,000 visitors is 1.5 %.
[[nodiscard]] constexpr result<ratio> visitor_to_mql_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.mqls, s.visitors);
}

/// Lead-to-MQL rate: the share of the leads that marketing found ready for sales.
///
///     mqls / leads
///
/// Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`mqls` above `leads`); `undefined`
/// (`leads` is 0).
///
/// Example: 150 MQLs of 500 leads is 30.0 %.
[[nodiscard]] constexpr result<ratio> lead_to_mql_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.mqls, s.leads);
}

/// MQL-to-SAL rate: the share of the marketing qualified leads that sales took on.
///
///     sals / mqls
///
/// What is handed over and never looked at counts as not accepted. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`sals` above `mqls`); `undefined`
/// (`mqls` is 0).
///
/// Example: 120 SALs of 150 MQLs is 80.0 %.
[[nodiscard]] constexpr result<ratio> mql_to_sal_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.sals, s.mqls);
}

/// MQL-to-SQL rate: the share of the marketing qualified leads that sales confirmed.
///
///     sqls / mqls
///
/// Passes over the accepted leads, which not every company counts. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`sqls` above `mqls`); `undefined`
/// (`mqls` is 0).
///
/// Example: 60 SQLs of 150 MQLs is 40.0 %.
[[nodiscard]] constexpr result<ratio> mql_to_sql_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.sqls, s.mqls);
}

/// SQL-to-opportunity rate: the share of the sales qualified leads for which a deal was opened.
///
///     opportunities / sqls
///
/// Opportunities that did not start from a lead are not of this population. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`opportunities` above `sqls`);
/// `undefined` (`sqls` is 0).
///
/// Example: 45 opportunities of 60 SQLs is 75.0 %.
[[nodiscard]] constexpr result<ratio> sql_to_opportunity_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.opportunities, s.sqls);
}

/// Opportunity-to-customer rate: the share of the population's opportunities that were won.
///
///     customers / opportunities
///
/// A young population has open ones left, and its rate still rises. Over one period, whenever the deals were opened,
/// it is `win_rate`. Sources: S3, S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`customers` above `opportunities`);
/// `undefined` (`opportunities` is 0).
///
/// Example: 9 customers of 45 opportunities is 20.0 %.
[[nodiscard]] constexpr result<ratio> opportunity_to_customer_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.customers, s.opportunities);
}

/// Lead conversion rate: the share of the leads that became customers, over all stages between.
///
///     customers / leads
///
/// Also called: lead-to-customer rate. Sources: S3, S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`customers` above `leads`); `undefined`
/// (`leads` is 0).
///
/// Example: 9 customers of 500 leads is 1.8 %.
[[nodiscard]] constexpr result<ratio> lead_conversion_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.customers, s.leads);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/investment.hpp

namespace kpi::inline v0_1 {

/// What was put into something, and what came of it.
struct investment {
  money returned{};  ///< all that came back, the money put in not taken off
  money invested{};

  static constexpr void fields(auto f, auto&... i) {
    f("returned", i.returned...);
    f("invested", i.invested...);
  }
};

/// Return on investment, as S4 has it: what came back for what was put in.
///
///     returned / invested
///
/// 1 is break-even. Many call the net form by this name, in which break-even is 0: `net_return_on_investment` is always
/// less by exactly 1 (docs/decisions.md, D-13). Also called: ROI. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`invested` is 0).
///
/// Example: 775,000 over 1,525,000 is 31 / 61, printed as 50.8 %.
[[nodiscard]] constexpr result<ratio> return_on_investment(const investment& i) noexcept {
  return detail::quotient(i, i.returned, i.invested);
}

/// Net return on investment: what was gained for what was put in.
///
///     (returned − invested) / invested
///
/// 0 is break-even; −1 is everything lost. The form in most textbooks (docs/decisions.md, D-13). A common variant.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`invested` is 0).
///
/// Example: 775,000 over 1,525,000 is −750,000 / 1,525,000, printed as −49.2 %.
[[nodiscard]] constexpr result<ratio> net_return_on_investment(const investment& i) noexcept {
  return detail::check(i, i.returned, i.invested)
      .ratio<money>({"returned - invested", i.returned - i.invested}, {"invested", i.invested});
}

/// Content marketing ROI: sales attributed to content for what the content cost.
///
///     returned / invested
///
/// `returned` holds the sales attributed to content, `invested` the cost of making and spreading it. Sales, not profit,
/// and gross like `return_on_investment`: 1 has only earned its cost back in sales (docs/decisions.md, D-13).
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`invested` is 0).
///
/// Example: 60,000 of sales from content that cost 20,000 is 3 times.
[[nodiscard]] constexpr result<ratio> content_marketing_roi(const investment& i) noexcept {
  return detail::quotient(i, i.returned, i.invested);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/marketing.hpp

namespace kpi::inline v0_1 {

/// What a channel or a campaign cost and brought in one period.
struct lead_cost {
  money spend{};
  count leads{};    ///< new in the period, each counted once
  count touches{};  ///< contacts of these leads with marketing, of any kind

  static constexpr void fields(auto f, auto&... c) {
    f("spend", c.spend...);
    f("leads", c.leads...);
    f("touches", c.touches...);
  }
};

/// Cost per lead: what marketing spent for each lead.
///
///     spend / leads
///
/// Spending in the period over leads of the same period: where leads come months after the money, take longer periods.
/// Also called: CPL. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`spend` or `leads`); `undefined` (`leads` is 0).
///
/// Example: 12,000 spent for 300 leads is 40 a lead.
[[nodiscard]] constexpr result<average<money>> cost_per_lead(const lead_cost& c) noexcept {
  return detail::mean(c, c.spend, c.leads);
}

/// Touches per lead: how many contacts with marketing a lead has had.
///
///     touches / leads
///
/// Touches of people who did not become leads are left out. Those of sales are `touches_per_decision_maker` and
/// `touches_per_meeting`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`leads` or `touches`); `undefined` (`leads` is 0).
///
/// Example: 2,100 touches of 300 leads are 7 a lead.
[[nodiscard]] constexpr result<average<count>> touches_per_lead(const lead_cost& c) noexcept {
  return detail::mean(c, c.touches, c.leads);
}

/// What an advertisement or a link was shown and followed.
struct ad_traffic {
  count impressions{};  ///< times shown, not people who saw it
  count clicks{};

  static constexpr void fields(auto f, auto&... a) {
    f("impressions", a.impressions...);
    f("clicks", a.clicks...);
  }
};

/// Click-through rate: the share of the impressions that were followed.
///
///     clicks / impressions
///
/// Between 0 and 1: a second click on one impression is not counted. Also called: CTR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`clicks` above `impressions`);
/// `undefined` (`impressions` is 0).
///
/// Example: 240 clicks on 12,000 impressions is 2.0 %.
[[nodiscard]] constexpr result<ratio> click_through_rate(const ad_traffic& a) noexcept {
  return detail::share_of(a, a.clicks, a.impressions);
}

/// A platform's, or all platforms', social media in one period, with the totals of the site they lead to.
struct social {
  count followers{};    ///< a stock, of one platform: the same person follows on several
  count reach{};        ///< people the posts were shown to, added post by post
  count engagements{};  ///< likes, comments, shares and clicks on these posts
  count posts{};
  count visits{};      ///< to the site, from social media
  count leads{};       ///< from social media
  count all_visits{};  ///< to the site, from everywhere
  count all_leads{};   ///< from everywhere

  static constexpr void fields(auto f, auto&... s) {
    f("followers", s.followers...);
    f("reach", s.reach...);
    f("engagements", s.engagements...);
    f("posts", s.posts...);
    f("visits", s.visits...);
    f("leads", s.leads...);
    f("all_visits", s.all_visits...);
    f("all_leads", s.all_leads...);
  }
};

/// Engagement rate: engagements for each person that the posts reached.
///
///     engagements / reach
///
/// May exceed 1: one person may like, comment and share. By reach, not by followers, most of whom do not see a post
/// while others do. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`reach` or `engagements`); `undefined` (`reach` is 0).
///
/// Example: 450 engagements on a reach of 9,000 is 5.0 %.
[[nodiscard]] constexpr result<ratio> engagement_rate(const social& s) noexcept {
  return detail::quotient(s, s.engagements, s.reach);
}

/// Social traffic share: the part of the site's visits that came from social media.
///
///     visits / all_visits
///
/// Between 0 and 1. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`visits` or `all_visits`); `inconsistent` (`visits` above
/// `all_visits`); `undefined` (`all_visits` is 0).
///
/// Example: 3,000 of 20,000 visits is 15.0 %.
[[nodiscard]] constexpr result<ratio> social_traffic_share(const social& s) noexcept {
  return detail::share_of(s, s.visits, s.all_visits);
}

/// Social lead share: the part of the leads that came from social media.
///
///     leads / all_leads
///
/// Between 0 and 1. Below `social_traffic_share`, visits from social media become leads less often than others do.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`leads` or `all_leads`); `inconsistent` (`leads` above
/// `all_leads`); `undefined` (`all_leads` is 0).
///
/// Example: 20 of 250 leads is 8.0 %.
[[nodiscard]] constexpr result<ratio> social_lead_share(const social& s) noexcept {
  return detail::share_of(s, s.leads, s.all_leads);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/bridge.hpp

namespace kpi::inline v0_1::detail {

/// The bridge over two consecutive periods: the opening of the first, and of everything else the sum. `overflow` and
/// `negative` look at every field, those of the first before those of the second.
template <measure B>
[[nodiscard]] constexpr result<B> chained(const B& first, const B& second) noexcept {
  checked overflow;
  checked negative;
  const auto look = [&](std::string_view name, const auto& field) {
    if (field.overflowed()) {
      if (overflow.ok()) overflow = checked(errc::overflow, name);
    } else if (field.value() < 0 && negative.ok()) {
      negative = checked(errc::negative, name);
    }
  };
  B::fields(look, first);
  B::fields(look, second);
  if (!overflow.ok()) return overflow.refusal();
  if (!negative.ok()) return negative.refusal();

  B both = first + second;
  both.opening = first.opening;
  B::fields(look, both);
  const auto between = first.closing();
  const checked c =
      overflow.within(named<decltype(first.closing())>{"closing", between}).where(between == second.opening, "opening");
  if (!c.ok()) return c.refusal();
  return both;
}

}  // namespace kpi::inline v0_1::detail

// ---- include/kpi/metrics/customer_bridge.hpp

namespace kpi::inline v0_1 {

/// How the number of customers came from the start of a period to its end.
///
/// The flows are magnitudes and add over time and over segments; `opening` is a stock, and adds only over segments of
/// the same period. Consecutive periods are joined by `chain`. Kept for each product it measures product churn: a
/// customer who drops one product of two is lost there, while in the revenue bridge that is contraction.
struct customer_bridge {
  count opening{};      ///< at the end of the day before the period
  count acquired{};     ///< never customers before
  count lost{};         ///< of those present at the opening
  count reactivated{};  ///< had left before the period, and came back

  /// At the end of the period: `opening + acquired + reactivated - lost`. A sum out of range is the overflow mark.
  [[nodiscard]] constexpr count closing() const noexcept { return (opening - lost) + acquired + reactivated; }

  static constexpr void fields(auto f, auto&... o) {
    f("opening", o.opening...);
    f("acquired", o.acquired...);
    f("lost", o.lost...);
    f("reactivated", o.reactivated...);
  }
};

/// The bridge over two consecutive periods: `a`'s opening, and the flows of both added.
///
/// In a chained bridge `lost` includes customers who joined after the opening, so it may be larger than the opening;
/// a churn rate over the longer period is that of its closed cohort, counted anew.
///
/// Errors, first match wins: `overflow`, `negative` (any field, `a`'s first); `overflow` (a sum, or the closing);
/// `inconsistent` (`opening`: that of `b` is not the closing of `a`).
///
/// Example: 100 customers growing to 110, and 110 growing to 125, is 100 growing to 125.
[[nodiscard]] constexpr result<customer_bridge> chain(const customer_bridge& a, const customer_bridge& b) noexcept {
  return detail::chained(a, b);
}

/// Customer churn rate: the share of the customers present at the opening who were lost in the period.
///
///     lost / opening
///
/// Between 0 and 1. Customers acquired in the period are in neither count, even when they left in it; some divide by
/// the average of both ends, or add the acquired below the line (docs/decisions.md, D-18).
/// Also called: logo churn. Source: S4. Complement: `customer_retention_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`lost` is above `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: 5 lost of 200 is 2.5 %.
[[nodiscard]] constexpr result<ratio> customer_churn_rate(const customer_bridge& b) noexcept {
  return detail::share_of(b, b.lost, b.opening);
}

/// Customer retention rate: the share of the customers present at the opening who are still there at the end.
///
///     (opening - lost) / opening
///
/// Exactly 1 - `customer_churn_rate`. Also called: logo retention. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`lost` is above `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: 5 lost of 200 keeps 195 / 200, printed as 97.5 %.
[[nodiscard]] constexpr result<ratio> customer_retention_rate(const customer_bridge& b) noexcept {
  const auto churn = customer_churn_rate(b);
  if (!churn) return churn;
  return (*churn).complement();
}

/// Customer growth rate: how much the number of customers grew in the period.
///
///     (acquired + reactivated - lost) / opening
///
/// Negative when more left than came. Source: S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`opening` is 0).
///
/// Example: 12 acquired, 3 reactivated and 5 lost on 200 is 10 / 200, printed as 5.0 %.
[[nodiscard]] constexpr result<ratio> customer_growth_rate(const customer_bridge& b) noexcept {
  return detail::check(b, b.opening, b.acquired, b.lost, b.reactivated)
      .ratio<count>({"acquired + reactivated - lost", (b.acquired - b.lost) + b.reactivated}, {"opening", b.opening});
}

/// Customers by whether they bought again.
struct repeat_purchases {
  count repeat{};     ///< bought more than once
  count customers{};  ///< bought at all

  static constexpr void fields(auto f, auto&... o) {
    f("repeat", o.repeat...);
    f("customers", o.customers...);
  }
};

/// Repeat purchase rate: the share of the customers of a period who bought more than once.
///
///     repeat / customers
///
/// Distinct customers: those of two months do not add up to those of both. Sources: S2, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`repeat` is above `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 30 of 120 customers is 25.0 %.
[[nodiscard]] constexpr result<ratio> repeat_purchase_rate(const repeat_purchases& p) noexcept {
  return detail::share_of(p, p.repeat, p.customers);
}

/// Contracts that came up for renewal in a period.
struct renewals {
  count renewed{};  ///< of those due, whenever the signature came
  count due{};      ///< would end in the period

  static constexpr void fields(auto f, auto&... o) {
    f("renewed", o.renewed...);
    f("due", o.due...);
  }
};

/// Renewal rate: the share of the contracts due in a period that were renewed.
///
///     renewed / due
///
/// Looks only at those who could leave: with long contracts it is usually well below `customer_retention_rate`.
/// Sources: S2, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`renewed` is above `due`); `undefined`
/// (`due` is 0).
///
/// Example: 45 renewed of 50 due is 90.0 %.
[[nodiscard]] constexpr result<ratio> renewal_rate(const renewals& r) noexcept {
  return detail::share_of(r, r.renewed, r.due);
}

/// The contract value of the customers present at the opening, and of those among them who were lost.
struct contract_churn {
  money opening_value{};  ///< a stock: adds over segments, not over time
  money lost_value{};     ///< as valued at the opening

  static constexpr void fields(auto f, auto&... o) {
    f("opening_value", o.opening_value...);
    f("lost_value", o.lost_value...);
  }
};

/// Contract value churn rate: the share of the contract value at the opening that left with lost customers.
///
///     lost_value / opening_value
///
/// Beside `customer_churn_rate` it shows whether large or small customers leave. Leaves out contraction, which
/// `gross_revenue_churn_rate` counts (docs/decisions.md, D-16). Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`lost_value` is above
/// `opening_value`); `undefined` (`opening_value` is 0).
///
/// Example: 30,000 lost of 1,200,000 is 2.5 %.
[[nodiscard]] constexpr result<ratio> contract_value_churn_rate(const contract_churn& c) noexcept {
  return detail::share_of(c, c.lost_value, c.opening_value);
}

/// Annualised churn: the share lost in a year when the same share is lost every month.
///
///     1 - (1 - monthly)^12
///
/// Never 12 * monthly: each month's loss is taken from what the months before it left, so the year's can reach 1 but
/// not exceed it (docs/decisions.md, D-19). To the last few bits of a double also for a small rate.
///
/// Errors, first match wins: `negative` (`monthly`); `inconsistent` (`monthly` is above 1).
///
/// Example: 5 % a month is 45.96 % a year, not 60 %.
[[nodiscard]] constexpr result<double> annualised_churn(const ratio& monthly) noexcept {
  if (monthly.numerator() < 0) return refuse(errc::negative, "monthly");
  if (monthly.numerator() > monthly.denominator()) return refuse(errc::inconsistent, "monthly");
  // What two spans lose one after the other. Built up from these, a small loss is never hidden in the digits of 1 - it.
  const auto then = [](double first, double second) { return first + second * (1 - first); };
  const double month = monthly.to_double();
  const double quarter = then(month, then(month, month));
  const double half = then(quarter, quarter);
  return then(half, half);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/growth_ceiling.hpp

namespace kpi::inline v0_1 {

/// What drives recurring revenue when nothing changes: the same new business and the same churn every month.
struct growth_inputs {
  money new_per_month{};  ///< recurring revenue added every month, with expansion if churn is gross of it
  ratio monthly_churn;    ///< the share of the recurring revenue lost every month, from 0 to 1

  static constexpr void inputs(auto f, auto&... o) {
    f("new_per_month", o.new_per_month...);
    f("monthly_churn", o.monthly_churn...);
  }
};

namespace detail {

/// What the functions of this header read, as one set of inputs, so that their errors keep their order. A ratio has the
/// sign of its numerator.
struct growth_question {
  money mrr{};
  money new_per_month{};
  count monthly_churn{};
  count months{};
  count share{};

  static constexpr void inputs(auto f, auto&... o) {
    f("mrr", o.mrr...);
    f("new_per_month", o.new_per_month...);
    f("monthly_churn", o.monthly_churn...);
    f("months", o.months...);
    f("share", o.share...);
  }
};

/// `overflow`, `negative`, and a churn above 1 as `inconsistent`; what a formula does not read is left at 0.
[[nodiscard]] constexpr checked check_growth(const growth_inputs& g, const money& mrr = {}, const count& months = {},
                                             const count& share = {}) noexcept {
  const growth_question q{mrr, g.new_per_month, g.monthly_churn.numerator(), months, share};
  return check(q, q.mrr, q.new_per_month, q.monthly_churn, q.months, q.share)
      .where(q.monthly_churn <= g.monthly_churn.denominator(), "monthly_churn");
}

/// The ceiling of inputs that were checked.
[[nodiscard]] constexpr result<money> ceiling_of(const growth_inputs& g, const checked& c) noexcept {
  const auto defined = c.divisible_by<count>({"monthly_churn", g.monthly_churn.numerator()});
  if (!defined.ok()) return defined.refusal();
  const auto ceiling = money::ten_thousandths(rounded_quotient({g.new_per_month.value(), g.monthly_churn.denominator()},
                                                               {g.monthly_churn.numerator()}, rounding::half_even));
  return defined.value<money>({"new_per_month / monthly_churn", ceiling});
}

/// One month on. It is the sum that is rounded half-even: a tie that meets an odd amount has its even neighbour on the
/// other side.
[[nodiscard]] constexpr money next_month(const money& mrr, const growth_inputs& g) noexcept {
  const ratio kept = g.monthly_churn.complement();
  if (g.new_per_month.value() % 2 != 0) {
    const auto halves = [&](rounding mode) {
      return rounded_quotient({mrr.value(), kept.numerator(), 2}, {kept.denominator()}, mode);
    };
    const std::int64_t n = halves(rounding::floor);
    if (n % 2 != 0 && n == halves(rounding::ceiling)) {
      const money below = money::ten_thousandths(n / 2) + g.new_per_month;
      return below + money::ten_thousandths(below.value() % 2);
    }
  }
  return times(mrr, kept, rounding::half_even) + g.new_per_month;
}

/// As far as a projection goes: a thousand years, so that a wrong number exhausts neither memory nor patience.
inline constexpr std::int64_t last_projected_month = 12'000;

}  // namespace detail

/// Growth ceiling: the monthly recurring revenue at which each month loses what it gains.
///
///     new_per_month / monthly_churn
///
/// Growth under these inputs comes to rest there, from below or from above; only more new business or less churn moves
/// it. Some divide by net churn, or multiply customers by a price (docs/decisions.md, D-21). Rounded half-even to
/// 1/10,000. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either input); `inconsistent` (`monthly_churn` is above 1);
/// `undefined` (`monthly_churn` is 0: no churn has no ceiling); `overflow` (the quotient).
///
/// Example: 10,000 a month at 5 % churn is 200,000.
[[nodiscard]] constexpr result<money> growth_ceiling(const growth_inputs& g) noexcept {
  return detail::ceiling_of(g, detail::check_growth(g));
}

/// Ceiling share: how much of its growth ceiling a business has reached.
///
///     mrr / growth_ceiling
///
/// The ceiling is that of `growth_ceiling`, as rounded there. Source S4 sees growth slow down from 60 to 70 % on
/// (docs/decisions.md, D-21). Above 1 when churn has risen or new business has fallen: it will then shrink.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first); `inconsistent` (`monthly_churn` is above
/// 1); `undefined` (`monthly_churn` is 0); `overflow` (the ceiling); `undefined` (`new_per_month` is 0, so the ceiling
/// is).
///
/// Example: 130,000 under a ceiling of 200,000 is 65.0 %.
[[nodiscard]] constexpr result<ratio> ceiling_share(const money& mrr, const growth_inputs& g) noexcept {
  const auto ceiling = detail::ceiling_of(g, detail::check_growth(g, mrr));
  if (!ceiling) return tl::unexpected<error>(ceiling.error());
  return detail::checked().ratio<money>({"mrr", mrr}, {"new_per_month", *ceiling});
}

/// Growth rate at a level: by how much recurring revenue grows in the month that starts with it.
///
///     (new_per_month - monthly_churn * mrr) / mrr
///
/// Falls as `mrr` rises, is 0 at the ceiling and negative above it. `monthly_churn` may be 0 here. A double, since the
/// exact fraction does not fit.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first); `inconsistent` (`monthly_churn` is above
/// 1); `undefined` (`mrr` is 0).
///
/// Example: 10,000 a month at 5 % churn grows 100,000 by 5 % and 160,000 by 1.25 %.
[[nodiscard]] constexpr result<double> growth_rate_at(const money& mrr, const growth_inputs& g) noexcept {
  const auto c = detail::check_growth(g, mrr).divisible_by<money>({"mrr", mrr});
  if (!c.ok()) return c.refusal();
  const auto now = static_cast<double>(mrr.value());
  const auto whole = static_cast<double>(g.monthly_churn.denominator());
  const double gained = static_cast<double>(g.new_per_month.value()) * whole;
  const double lost = static_cast<double>(g.monthly_churn.numerator()) * now;
  return (gained - lost) / (now * whole);
}

/// Projected MRR: recurring revenue at the end of each of the months to come, when nothing changes.
///
///     mrr * (1 - monthly_churn) + new_per_month
///
/// Month 1 first, `months` of them; none is an empty list. Each month is rounded once, half-even to 1/10,000, and the
/// next starts from it as rounded. `monthly_churn` may be 0 here. Not constexpr: it returns a list. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first); `inconsistent` (`monthly_churn` is above
/// 1); `invalid` (`months` is above 12,000); `overflow` (`mrr`, in one of the months).
///
/// Example: 100,000 with 10,000 a month at 5 % churn is 105,000, then 109,750.
[[nodiscard]] KPI_EXPORT result<std::vector<money>> project_mrr(const money& mrr, const growth_inputs& g,
                                                                const count& months);

/// Months to a share of the ceiling: the first month at whose end `ceiling_share` is at or above `share`.
///
/// 0 when it is there already. Follows the months of `project_mrr` as rounded there and compares exactly, on integers.
/// Rounding brings growth to rest a little below the ceiling (within 1/20,000 of a unit over the churn), so the whole
/// of it is as a rule not reached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first and `share` last); `inconsistent`
/// (`monthly_churn` is above 1); `undefined` (`monthly_churn` is 0); `overflow` (the ceiling); `undefined`
/// (`new_per_month` is 0, so the ceiling is); `overflow` (`mrr`, in one of the months); `not_reached` (`share`: growth
/// rests below it, or 12,000 months do not suffice).
///
/// Example: 100,000 with 10,000 a month at 5 % churn is above 60 % of its 200,000 after 5 months.
[[nodiscard]] constexpr result<count> months_to_ceiling_share(const money& mrr, const growth_inputs& g,
                                                              const ratio& share) noexcept {
  const auto ceiling = detail::ceiling_of(g, detail::check_growth(g, mrr, {}, share.numerator()));
  if (!ceiling) return tl::unexpected<error>(ceiling.error());
  money now = mrr;
  for (std::int64_t month = 0; month <= detail::last_projected_month; ++month) {
    const auto reached = detail::checked().ratio<money>({"mrr", now}, {"new_per_month", *ceiling});
    if (!reached) return tl::unexpected<error>(reached.error());
    if (*reached >= share) return count(month);
    const money next = detail::next_month(now, g);
    if (next == now) break;
    now = next;
  }
  return refuse(errc::not_reached, "share");
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/growth_rate.hpp

namespace kpi::inline v0_1 {

/// An amount at two points in time, or of two periods of the same length.
struct change {
  money before{};
  money after{};  ///< may be negative: a profit may become a loss

  static constexpr void inputs(auto f, auto&... o) {
    f("before", o.before...);
    f("after", o.after...);
  }
};

/// Growth rate: how much an amount grew, as a share of what it was.
///
///     (after - before) / before
///
/// Below -1 when a loss follows. A loss before is refused, since it would turn every sign around. Also account growth:
/// a customer's revenue in two periods. Sources: S2, S3, S4. Of counts: `count_growth_rate`.
///
/// Errors, first match wins: `overflow` (either amount); `negative` (`before`); `undefined` (`before` is 0: growth from
/// nothing is not 100 %).
///
/// Example: 120,000 after 100,000 is 20.0 %.
[[nodiscard]] constexpr result<ratio> growth_rate(const change& c) noexcept {
  return detail::check(c, c.before, detail::any_sign{c.after})
      .ratio<money>({"after - before", c.after - c.before}, {"before", c.before});
}

/// A count at two points in time, or of two periods of the same length.
struct count_change {
  count before{};
  count after{};

  static constexpr void inputs(auto f, auto&... o) {
    f("before", o.before...);
    f("after", o.after...);
  }
};

/// Count growth rate: how much a count grew, as a share of what it was.
///
///     (after - before) / before
///
/// Of accounts, activities, followers. Sources: S2, S3, S4. Of money: `growth_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`before` is 0).
///
/// Example: 45 calls after 60 is -25.0 %.
[[nodiscard]] constexpr result<ratio> count_growth_rate(const count_change& c) noexcept {
  return detail::check(c, c.before, c.after).ratio<count>({"after - before", c.after - c.before}, {"before", c.before});
}

/// Compound growth rate: the growth in each period which, kept up, leads from the one amount to the other.
///
///     (after / before) ^ (1 / periods) - 1
///
/// `periods` are the steps between the two amounts: five year ends are four steps. Exactly -1 when nothing is left. A
/// negative `after` is refused here, unlike in `growth_rate`: no growth that is kept up leads below 0. Not constexpr:
/// it needs a logarithm. Also called: CAGR (years), CMGR (months).
///
/// Errors, first match wins: `overflow`, `negative` (an amount, or `periods`); `undefined` (`before`, then `periods`,
/// is 0).
///
/// Example: 100,000 that is 121,000 two years later grew by 10 % a year.
[[nodiscard]] KPI_EXPORT result<double> compound_growth_rate(const change& c, const count& periods) noexcept;

/// Monthly volatility: how far months scatter around their mean, in units of that mean.
///
///     sample standard deviation(months) / mean(months)
///
/// The sample's deviation divides by one less than the number of months. Without scale, so that a large team and a
/// small one compare; a trend counts as scatter too. Two passes, not constexpr: it needs a square root. Also called:
/// coefficient of variation. Source: S3.
///
/// Errors, all about `months`, first match wins: `overflow` or `negative`, whichever an earlier month is; `overflow`
/// (the sum); `too_few` (fewer than two); `undefined` (they sum to 0).
///
/// Example: months of 100, 200 and 300 have mean 200 and deviation 100: 0.5.
[[nodiscard]] KPI_EXPORT result<double> monthly_volatility(std::span<const money> months) noexcept;

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/retained_revenue.hpp

namespace kpi::inline v0_1 {

/// The recurring revenue of a closed cohort, the customers of the opening day, at both ends of a period.
///
/// Who joined later is in none of the sums; who left is in `opening` only. Adds over segments, never over time: two
/// periods have two cohorts.
struct retained_revenue {
  money opening{};  ///< of the cohort, on the opening day
  money closing{};  ///< of the same customers at the end, returners included
  money capped{};   ///< for each customer the smaller of the two, summed: what was kept without any growth

  static constexpr void fields(auto f, auto&... o) {
    f("opening", o.opening...);
    f("closing", o.closing...);
    f("capped", o.capped...);
  }
};

/// Cohort net revenue retention: what the customers of the opening day pay at the end, over what they paid then.
///
///     closing / opening
///
/// The customers are the same above and below the line, so it is right over any period, a year as well as a month; for
/// one month it is `net_revenue_retention` (docs/decisions.md, D-15). Above 1 when their growth outweighs their losses.
/// Also called: NRR, NDR, net dollar retention.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: customers who paid 100,000 and now pay 110,000 are 110.0 %.
[[nodiscard]] constexpr result<ratio> cohort_net_revenue_retention(const retained_revenue& r) noexcept {
  return detail::quotient(r, r.closing, r.opening);
}

/// Cohort gross revenue retention: what the customers of the opening day still pay of what they paid then, growth set
/// aside customer by customer.
///
///     capped / opening
///
/// Between 0 and 1, and never above `cohort_net_revenue_retention` (docs/decisions.md, D-15). One customer's growth
/// does not make up for another's loss, as it would if the two sums were compared instead. Also called: GRR, gross
/// dollar retention.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `inconsistent` (`capped` is above `opening`);
/// `undefined` (`opening` is 0).
///
/// Example: one customer grew from 50 to 80, one shrank from 50 to 40: 90 of 100, printed as 90.0 %, while net is 120
/// %.
[[nodiscard]] constexpr result<ratio> cohort_gross_revenue_retention(const retained_revenue& r) noexcept {
  return detail::share_of(r, r.capped, r.opening);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/revenue_bridge.hpp

namespace kpi::inline v0_1 {

/// How recurring revenue came from the start of a period to its end. All amounts are monthly recurring revenue.
///
/// The flows are magnitudes: a churn of 50 is 50, not -50. They add over time and over segments; `opening` is a stock,
/// and adds only over segments of the same period. Consecutive periods are joined by `chain`.
struct revenue_bridge {
  money opening{};       ///< at the end of the day before the period
  money new_business{};  ///< of customers who never paid before
  money expansion{};     ///< more from customers who paid before and still do
  money contraction{};   ///< less from customers who still pay
  money churned{};       ///< of customers who no longer pay anything
  money reactivated{};   ///< of customers who had left and pay again

  /// What the period added, or took away when it is negative:
  /// `new_business + expansion + reactivated - contraction - churned`. A sum out of range is the overflow mark.
  [[nodiscard]] constexpr money net_new() const noexcept {
    return (new_business - churned) + (expansion - contraction) + reactivated;
  }

  /// At the end of the period: `opening + net_new`. It comes from the fields, so that the two ends and the flows
  /// between them cannot contradict each other.
  [[nodiscard]] constexpr money closing() const noexcept { return opening + net_new(); }

  static constexpr void fields(auto f, auto&... o) {
    f("opening", o.opening...);
    f("new_business", o.new_business...);
    f("expansion", o.expansion...);
    f("contraction", o.contraction...);
    f("churned", o.churned...);
    f("reactivated", o.reactivated...);
  }
};

/// The bridge over two consecutive periods: `a`'s opening, and the flows of both added.
///
/// What churned in `a` and came back in `b` stays in both flows, so the rates of a chained bridge are those of its
/// movements; retention over a longer period comes from the closed cohort (`retained_revenue`).
///
/// Errors, first match wins: `overflow`, `negative` (any field, `a`'s first); `overflow` (a sum, or the closing);
/// `inconsistent` (`opening`: that of `b` is not the closing of `a`).
///
/// Example: 100 growing to 110 and 110 growing to 125 is 100 growing to 125, by 25.
[[nodiscard]] constexpr result<revenue_bridge> chain(const revenue_bridge& a, const revenue_bridge& b) noexcept {
  return detail::chained(a, b);
}

/// Net revenue retention: what is left of the opening recurring revenue after its gains and losses.
///
///     (opening + expansion - contraction - churned) / opening
///
/// Leaves out new and reactivated business. Above 1 when existing customers grow faster than others leave. This is the
/// reading from movements, right for one month: over more, the gains and losses of customers who joined meanwhile are
/// in it too, and `cohort_net_revenue_retention` is the one to use. Published methods differ by 28 points on one ledger
/// (docs/decisions.md, D-15).
/// Also called: NRR, NDR, net dollar retention. Variants: `cohort_net_revenue_retention`, `net_revenue_kept`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 100,000 with 20,000 of expansion, 5,000 of contraction and 10,000 churned is 105.0 %.
[[nodiscard]] constexpr result<ratio> net_revenue_retention(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.expansion, b.contraction, b.churned)
      .ratio<money>(
          {"opening + expansion - contraction - churned", (b.opening - b.contraction) + (b.expansion - b.churned)},
          {"opening", b.opening});
}

/// Gross revenue retention: what is left of the opening recurring revenue after its losses alone.
///
///     (opening - contraction - churned) / opening
///
/// Never above `net_revenue_retention`, never above 1. Over more than a month it can fall below 0, since the losses of
/// customers who joined meanwhile are taken from an opening that they are not in: -12.8 % on a real ledger. It is not
/// clamped; `cohort_gross_revenue_retention` stays between 0 and 1 (docs/decisions.md, D-15).
/// Also called: GRR, gross dollar retention. Variant: `cohort_gross_revenue_retention`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 100,000 with 5,000 of contraction and 10,000 churned is 85.0 %.
[[nodiscard]] constexpr result<ratio> gross_revenue_retention(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.contraction, b.churned)
      .ratio<money>({"opening - contraction - churned", b.opening - b.contraction - b.churned}, {"opening", b.opening});
}

/// Gross revenue churn rate: the share of the opening recurring revenue that was lost.
///
///     (contraction + churned) / opening
///
/// Exactly 1 - `gross_revenue_retention`, so it may exceed 1 where that is negative. Counts contraction too; some
/// publish the churned part alone under the same name (docs/decisions.md, D-16). Also called: gross MRR churn.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 5,000 of contraction and 10,000 churned of 100,000 is 15.0 %.
[[nodiscard]] constexpr result<ratio> gross_revenue_churn_rate(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.contraction, b.churned)
      .ratio<money>({"contraction + churned", b.contraction + b.churned}, {"opening", b.opening});
}

/// Net revenue churn rate: what was lost of the opening recurring revenue, less what it gained.
///
///     (contraction + churned - expansion) / opening
///
/// Exactly 1 - `net_revenue_retention`; negative when expansion outweighs the losses, which is good news. Leaves out
/// reactivated business, which some subtract as well (docs/decisions.md, D-16). Also called: net MRR churn.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0).
///
/// Example: 15,000 lost and 20,000 of expansion on 100,000 is -5.0 %.
[[nodiscard]] constexpr result<ratio> net_revenue_churn_rate(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.expansion, b.contraction, b.churned)
      .ratio<money>({"contraction + churned - expansion", (b.contraction - b.expansion) + b.churned},
                    {"opening", b.opening});
}

/// Quick ratio: recurring revenue gained for each unit of it lost.
///
///     (new_business + expansion) / (contraction + churned)
///
/// Needs no opening, so it is there in a first month with losses. Leaves out reactivated business, which some count as
/// gained (docs/decisions.md, D-17). A period without losses has none, not infinity and not some large number.
/// Also called: SaaS quick ratio. Not the quick ratio of accounting.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`contraction + churned` is 0).
///
/// Example: 40,000 new and 20,000 of expansion against 15,000 lost is 60,000 / 15,000, printed as 4.0.
[[nodiscard]] constexpr result<ratio> quick_ratio(const revenue_bridge& b) noexcept {
  return detail::check(b, b.new_business, b.expansion, b.contraction, b.churned)
      .ratio<money>({"new_business + expansion", b.new_business + b.expansion},
                    {"contraction + churned", b.contraction + b.churned});
}

/// Revenue growth rate: how much recurring revenue grew from the start of the period to its end.
///
///     (closing - opening) / opening
///
/// The closing comes from the fields, so this is `net_new` over `opening`, new and reactivated business included.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`opening` is 0: growth from nothing).
///
/// Example: 100,000 that closes at 148,000 grew by 48.0 %.
[[nodiscard]] constexpr result<ratio> revenue_growth_rate(const revenue_bridge& b) noexcept {
  return detail::check(b, b.opening, b.new_business, b.expansion, b.contraction, b.churned, b.reactivated)
      .ratio<money>({"new_business + expansion + reactivated - contraction - churned", b.net_new()},
                    {"opening", b.opening});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/trailing_growth.hpp

namespace kpi::inline v0_1 {

/// Revenue of the year so far, beside that of the year before.
///
/// Does not add over time: each day has its own year to date.
struct year_to_date {
  money current{};          ///< of this year, up to the day
  money prior{};            ///< of the year before, up to the same day
  money prior_full_year{};  ///< of the whole year before

  static constexpr void inputs(auto f, auto&... o) {
    f("current", o.current...);
    f("prior", o.prior...);
    f("prior_full_year", o.prior_full_year...);
  }
};

/// Trailing growth: the full year before, carried forward by what this year is ahead of it so far.
///
///     (current - prior) + prior_full_year
///
/// The name is source S4's; it is an amount, not a rate, and equals the revenue of the twelve months that end on the
/// day (docs/decisions.md, D-20). Also called: trailing twelve months. Source: S4. Rate: `trailing_growth_rate`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount).
///
/// Example: 17M this year, 10M by the same day last year and 25M in all of it is 32M.
[[nodiscard]] constexpr result<money> trailing_growth(const year_to_date& y) noexcept {
  return detail::check(y, y.current, y.prior, y.prior_full_year)
      .value<money>({"current - prior + prior_full_year", y.current - y.prior + y.prior_full_year});
}

/// Trailing growth rate: how much more the twelve months that end on the day brought than the full year before.
///
///     (current - prior) / prior_full_year
///
/// That is `trailing_growth` / `prior_full_year` - 1. Smaller than `same_period_growth_rate` for most of the year,
/// since a few months' gain is measured against a whole year. A variant of `trailing_growth`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`prior_full_year` is 0).
///
/// Example: 17M against 10M, after a year of 25M, is 7 / 25, printed as 28.0 %.
[[nodiscard]] constexpr result<ratio> trailing_growth_rate(const year_to_date& y) noexcept {
  return detail::check(y, y.current, y.prior, y.prior_full_year)
      .ratio<money>({"current - prior", y.current - y.prior}, {"prior_full_year", y.prior_full_year});
}

/// Same-period growth rate: the year so far against the same days of the year before.
///
///     (current - prior) / prior
///
/// Compares like with like where business is seasonal (docs/decisions.md, D-20). Also called: year-to-date growth.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`prior` is 0).
///
/// Example: 17M on 10M is 70.0 %.
[[nodiscard]] constexpr result<ratio> same_period_growth_rate(const year_to_date& y) noexcept {
  return detail::check(y, y.current, y.prior)
      .ratio<money>({"current - prior", y.current - y.prior}, {"prior", y.prior});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/yearly_revenue.hpp

namespace kpi::inline v0_1 {

/// The revenue of two years, as source S4 compares them: all revenue, not that of a cohort, and not only recurring.
///
/// Does not add: the year after of one pair is the year before of the next.
struct yearly_revenue {
  money gross_before{};  ///< all sales of the year before
  money gross_after{};   ///< all sales of the year after
  money net_before{};    ///< `net_revenue` of the year before
  money net_after{};     ///< `net_revenue` of the year after; may be a loss

  static constexpr void inputs(auto f, auto&... o) {
    f("gross_before", o.gross_before...);
    f("gross_after", o.gross_after...);
    f("net_before", o.net_before...);
    f("net_after", o.net_after...);
  }
};

/// Gross revenue kept: this year's gross revenue over last year's, whatever rose or fell in between.
///
///     gross_after / gross_before
///
/// Source S4 calls it gross revenue retention. The usual metric of that name looks at recurring revenue of existing
/// customers and never exceeds 1: `gross_revenue_retention`, `cohort_gross_revenue_retention` (docs/decisions.md,
/// D-15). This one counts new business too.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`gross_before` is 0).
///
/// Example: 900,000 after 1,000,000 is 90.0 %.
[[nodiscard]] constexpr result<ratio> gross_revenue_kept(const yearly_revenue& y) noexcept {
  return detail::quotient(y, y.gross_after, y.gross_before);
}

/// Net revenue kept: this year's net revenue over last year's.
///
///     net_after / net_before
///
/// Net is S4's: gross revenue less every cost, taxes and fees (`net_revenue`). S4 calls this net revenue retention; the
/// usual metric of that name is `net_revenue_retention` (docs/decisions.md, D-15). A loss after a profit is a negative
/// share; a loss before is refused, since it would turn every sign around.
///
/// Errors, first match wins: `overflow`, `negative` (`net_before`); `undefined` (`net_before` is 0).
///
/// Example: 150,000 after 200,000 is 75.0 %.
[[nodiscard]] constexpr result<ratio> net_revenue_kept(const yearly_revenue& y) noexcept {
  return detail::check(y, y.net_before, detail::any_sign{y.net_after})
      .ratio<money>({"net_after", y.net_after}, {"net_before", y.net_before});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/lifetime_value.hpp

namespace kpi::inline v0_1 {

/// What customers brought and cost, over all the time they have been here.
struct realised_value {
  money revenue{};
  money cost{};   ///< of winning and of serving them
  count units{};  ///< sold, as source S4 has it; or customers, throughout

  static constexpr void fields(auto f, auto&... o) {
    f("revenue", o.revenue...);
    f("cost", o.cost...);
    f("units", o.units...);
  }
};

/// Realised lifetime value: the profit so far for each unit, or for each customer.
///
///     (revenue - cost) / units
///
/// Looks back and extrapolates nothing (docs/decisions.md, D-25). Negative when they cost more than they brought.
/// Also called: historic CLV. Source: S4. What is still to come: `lifetime_value`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount or the count); `undefined` (`units` is 0).
///
/// Example: 100,000 of revenue less 20,000 of cost over 10 is 8,000.
[[nodiscard]] constexpr result<average<money>> realised_lifetime_value(const realised_value& v) noexcept {
  return detail::check(v, v.revenue, v.cost, v.units)
      .average<money>({"revenue - cost", v.revenue - v.cost}, {"units", v.units});
}

/// What one account brings in a period, and how long it can be expected to. Revenue and churn are of the same period:
/// both monthly or both yearly.
struct lifetime {
  money revenue_per_account{};
  ratio gross_margin;  ///< the share of the revenue left after the cost of serving it
  ratio churn;         ///< the share of customers lost

  static constexpr void inputs(auto f, auto&... o) {
    f("revenue_per_account", o.revenue_per_account...);
    f("gross_margin", o.gross_margin...);
    f("churn", o.churn...);
  }
};

/// Lifetime value: the gross profit to be expected of an account until it leaves.
///
///     revenue_per_account * gross_margin / churn
///
/// 1 / churn is the expected lifetime while churn stays as it is; nothing is discounted. Some leave out the margin
/// (docs/decisions.md, D-25). From the exact ratios, rounded once, half-even to 1/10,000: a churn rounded beforehand
/// would show. Also called: LTV, CLV.
///
/// Errors, first match wins: `overflow`, `negative` (`revenue_per_account`, `gross_margin`, `churn`); `undefined`
/// (`churn` is 0: a customer who never leaves has no lifetime); `overflow` (the result).
///
/// Example: 100 a month at a margin of 80 % and a churn of 2 % is 4,000.
[[nodiscard]] constexpr result<money> lifetime_value(const lifetime& l) noexcept {
  const auto c = detail::check(l, l.revenue_per_account);
  if (!c.ok()) return c.refusal();
  if (l.gross_margin.numerator() < 0) return refuse(errc::negative, "gross_margin");
  if (l.churn.numerator() < 0) return refuse(errc::negative, "churn");
  if (l.churn.numerator() == 0) return refuse(errc::undefined, "churn");
  const auto value = money::ten_thousandths(
      detail::rounded_quotient({l.revenue_per_account.value(), l.gross_margin.numerator(), l.churn.denominator()},
                               {l.gross_margin.denominator(), l.churn.numerator()}, rounding::half_even));
  return c.value<money>({"revenue_per_account * gross_margin / churn", value});
}

namespace detail {

/// What `ltv_to_cac` reads, as one set of inputs, so that its errors have names.
struct value_and_cost {
  money ltv{};
  money cac{};

  static constexpr void inputs(auto f, auto&... o) {
    f("ltv", o.ltv...);
    f("cac", o.cac...);
  }
};

}  // namespace detail

/// LTV to CAC: what an account is worth for each unit it cost to win.
///
///     ltv / cac
///
/// Both of one account; the value with gross margin taken, as `lifetime_value` does (docs/decisions.md, D-25).
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`cac` is 0).
///
/// Example: 4,000 for 1,200 is 3.3.
[[nodiscard]] constexpr result<ratio> ltv_to_cac(const money& ltv, const money& cac) noexcept {
  const detail::value_and_cost v{ltv, cac};
  return detail::quotient(v, v.ltv, v.cac);
}

/// The revenue of a period, and the accounts it came from.
struct account_revenue {
  money revenue{};
  count accounts{};  ///< paying ones; a stock: adds over segments, not over time

  static constexpr void fields(auto f, auto&... o) {
    f("revenue", o.revenue...);
    f("accounts", o.accounts...);
  }
};

/// Average revenue per account: what an account brought in the period.
///
///     revenue / accounts
///
/// A trial that pays nothing is not an account here; counting it makes the average smaller. Also called: ARPA; ARPU
/// where accounts are users.
///
/// Errors, first match wins: `overflow`, `negative` (the amount or the count); `undefined` (`accounts` is 0).
///
/// Example: 50,000 from 400 accounts is 125.
[[nodiscard]] constexpr result<average<money>> average_revenue_per_account(const account_revenue& a) noexcept {
  return detail::mean(a, a.revenue, a.accounts);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/profitability.hpp

namespace kpi::inline v0_1 {

/// The sales of a period, and everything that is taken off them. Every field is a magnitude: returns of 50 are 50.
struct income {
  money gross_revenue{};       ///< all sales, at list price
  money discounts{};           ///< given on those sales
  money returns{};             ///< refunds and allowances
  money cost_of_goods{};       ///< of what was sold
  money operating_expenses{};  ///< everything spent on the business but the goods
  money taxes_and_fees{};

  static constexpr void fields(auto f, auto&... o) {
    f("gross_revenue", o.gross_revenue...);
    f("discounts", o.discounts...);
    f("returns", o.returns...);
    f("cost_of_goods", o.cost_of_goods...);
    f("operating_expenses", o.operating_expenses...);
    f("taxes_and_fees", o.taxes_and_fees...);
  }
};

namespace detail {

[[nodiscard]] constexpr money net_sales_of(const income& i) noexcept {
  return i.gross_revenue - i.discounts - i.returns;
}
[[nodiscard]] constexpr money gross_profit_of(const income& i) noexcept { return net_sales_of(i) - i.cost_of_goods; }
[[nodiscard]] constexpr money net_revenue_of(const income& i) noexcept {
  return gross_profit_of(i) - i.operating_expenses - i.taxes_and_fees;
}

}  // namespace detail

/// Gross revenue: all sales of the period, before anything is taken off.
///
///     gross_revenue
///
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`gross_revenue`).
///
/// Example: sales of 1,000,000 are 1,000,000, whatever was returned.
[[nodiscard]] constexpr result<money> gross_revenue(const income& i) noexcept {
  return detail::check(i, i.gross_revenue).value<money>({"gross_revenue", i.gross_revenue});
}

/// Net sales: what customers paid and kept.
///
///     gross_revenue - discounts - returns
///
/// What most accounts call net revenue (docs/decisions.md, D-23); negative when more came back than was sold.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `overflow` (the result).
///
/// Example: 1,000,000 less 50,000 of discounts and 30,000 of returns is 920,000.
[[nodiscard]] constexpr result<money> net_sales(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns)
      .value<money>({"gross_revenue - discounts - returns", detail::net_sales_of(i)});
}

/// Net revenue, as source S4 defines it: what is left of the sales after every cost, taxes and fees.
///
///     gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees
///
/// Others call this net profit or net income, and say net revenue for `net_sales` (docs/decisions.md, D-23). Negative
/// for a loss.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `overflow` (the result).
///
/// Example: 1,000,000 less 50,000, 30,000, 322,000, 400,000 and 106,000 is 92,000.
[[nodiscard]] constexpr result<money> net_revenue(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns, i.cost_of_goods, i.operating_expenses,
                       i.taxes_and_fees)
      .value<money>({"gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees",
                     detail::net_revenue_of(i)});
}

/// Gross margin: the share of net sales that is left after the cost of the goods.
///
///     (net_sales - cost_of_goods) / net_sales
///
/// Source S4 says "of revenue"; without discounts and returns the two agree (docs/decisions.md, D-23). Negative when
/// the goods cost more than they brought. Also of one account: account profit margin. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`gross_revenue - discounts - returns` is
/// 0 or less).
///
/// Example: net sales of 920,000 and goods for 322,000 is 65.0 %.
[[nodiscard]] constexpr result<ratio> gross_margin(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns, i.cost_of_goods)
      .ratio<money>({"gross_revenue - discounts - returns - cost_of_goods", detail::gross_profit_of(i)},
                    {"gross_revenue - discounts - returns", detail::net_sales_of(i)});
}

/// Net margin: the share of net sales that is left after every cost, taxes and fees.
///
///     net_revenue / net_sales
///
/// Never above `gross_margin`; negative for a loss (docs/decisions.md, D-23). Also called: net profit margin. Source:
/// S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`gross_revenue - discounts - returns` is
/// 0 or less).
///
/// Example: net revenue of 92,000 on net sales of 920,000 is 10.0 %.
[[nodiscard]] constexpr result<ratio> net_margin(const income& i) noexcept {
  return detail::check(i, i.gross_revenue, i.discounts, i.returns, i.cost_of_goods, i.operating_expenses,
                       i.taxes_and_fees)
      .ratio<money>({"gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees",
                     detail::net_revenue_of(i)},
                    {"gross_revenue - discounts - returns", detail::net_sales_of(i)});
}

/// What selling cost, and the revenue it brought, in one period.
struct sales_cost {
  money cost{};  ///< salaries, commissions, travel, tools: not the goods
  money revenue{};

  static constexpr void fields(auto f, auto&... o) {
    f("cost", o.cost...);
    f("revenue", o.revenue...);
  }
};

/// Cost of sales rate: what was spent on selling, for each unit of revenue.
///
///     cost / revenue
///
/// May exceed 1: a new team costs more than it sells. In accounting, "cost of sales" is the cost of the goods; here it
/// is the cost of selling. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`revenue` is 0).
///
/// Example: 150,000 spent on 1,000,000 of revenue is 15.0 %.
[[nodiscard]] constexpr result<ratio> cost_of_sales_rate(const sales_cost& s) noexcept {
  return detail::quotient(s, s.cost, s.revenue);
}

/// Money that came in and went out in a period, on the day it moved.
struct cash {
  money inflow{};
  money outflow{};

  static constexpr void fields(auto f, auto&... o) {
    f("inflow", o.inflow...);
    f("outflow", o.outflow...);
  }
};

/// Cash flow: what came in, less what went out.
///
///     inflow - outflow
///
/// Not profit: an invoice that is not paid yet is in neither. Negative when more went out. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount).
///
/// Example: 80,000 in and 95,000 out is -15,000.
[[nodiscard]] constexpr result<money> cash_flow(const cash& c) noexcept {
  return detail::check(c, c.inflow, c.outflow).value<money>({"inflow - outflow", c.inflow - c.outflow});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/sales_efficiency.hpp

namespace kpi::inline v0_1 {

/// What a period spent on selling and keeping, and the recurring revenue it won and lost.
struct sales_investment {
  money new_revenue{};          ///< from new and existing customers
  money churned_revenue{};      ///< a magnitude: a loss of 50 is 50
  money sales_and_marketing{};  ///< spent
  money customer_success{};     ///< spent

  static constexpr void fields(auto f, auto&... o) {
    f("new_revenue", o.new_revenue...);
    f("churned_revenue", o.churned_revenue...);
    f("sales_and_marketing", o.sales_and_marketing...);
    f("customer_success", o.customer_success...);
  }
};

/// Net sales efficiency: the revenue won, less the revenue lost, for each unit spent on winning and keeping it.
///
///     (new_revenue - churned_revenue) / (sales_and_marketing + customer_success)
///
/// What customers leave with counts against it, and so does the cost of keeping them (docs/decisions.md, D-22).
/// Negative when more was lost than won. Source: S4. Variant: `gross_sales_efficiency`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`sales_and_marketing + customer_success`
/// is 0).
///
/// Example: 12 won and 2 lost for 0.8 and 0.2 spent is 10 earned for 1.
[[nodiscard]] constexpr result<ratio> net_sales_efficiency(const sales_investment& s) noexcept {
  return detail::check(s, s.new_revenue, s.churned_revenue, s.sales_and_marketing, s.customer_success)
      .ratio<money>({"new_revenue - churned_revenue", s.new_revenue - s.churned_revenue},
                    {"sales_and_marketing + customer_success", s.sales_and_marketing + s.customer_success});
}

/// Gross sales efficiency: the revenue won for each unit spent on winning it.
///
///     new_revenue / sales_and_marketing
///
/// Leaves out churn and customer success (docs/decisions.md, D-22). Source: S4. Variant: `net_sales_efficiency`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`sales_and_marketing` is 0).
///
/// Example: 300,000 won for 200,000 spent is 1.5.
[[nodiscard]] constexpr result<ratio> gross_sales_efficiency(const sales_investment& s) noexcept {
  return detail::quotient(s, s.new_revenue, s.sales_and_marketing);
}

/// The revenue of two quarters, and what the first of them spent.
///
/// Does not add over time: one quarter's `current` is the next one's `previous`.
struct magic_number_inputs {
  money current{};         ///< revenue of the quarter
  money previous{};        ///< revenue of the quarter before
  money previous_spend{};  ///< on sales and marketing, in the quarter before

  static constexpr void inputs(auto f, auto&... o) {
    f("current", o.current...);
    f("previous", o.previous...);
    f("previous_spend", o.previous_spend...);
  }
};

/// Magic number: a quarter's gain in revenue, as a year's, for each unit spent in the quarter before.
///
///     (current - previous) * 4 / previous_spend
///
/// The 4 quarters of a year are part of the definition, so other periods do not fit. Negative when revenue fell. Some
/// take recurring revenue, which needs no 4 when it is annual (docs/decisions.md, D-22). A variant of
/// `net_sales_efficiency`.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`previous_spend` is 0).
///
/// Example: 1,100,000 after 1,000,000 with 500,000 spent is 400,000 / 500,000, printed as 0.8.
[[nodiscard]] constexpr result<ratio> magic_number(const magic_number_inputs& m) noexcept {
  return detail::check(m, m.current, m.previous, m.previous_spend)
      .ratio<money>({"(current - previous) * 4", (m.current - m.previous) * count(4)},
                    {"previous_spend", m.previous_spend});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/customer_success.hpp

namespace kpi::inline v0_1 {

/// What customers did with us and with the product, and for how long they were customers.
struct customer_engagement {
  count customer_months{};  ///< months as a customer, summed over customers: 50 customers for 3 months are 150
  count meetings{};         ///< held with a customer
  count conversations{};    ///< exchanges in which the customer took part, by whatever channel
  count logins{};
  count article_views{};  ///< of help articles
  count products{};       ///< a stock: products or services that the articles are about

  static constexpr void fields(auto f, auto&... c) {
    f("customer_months", c.customer_months...);
    f("meetings", c.meetings...);
    f("conversations", c.conversations...);
    f("logins", c.logins...);
    f("article_views", c.article_views...);
    f("products", c.products...);
  }
};

/// Meetings per customer month: meetings held with a customer in a month.
///
///     meetings / customer_months
///
/// Every customer is in the divisor, also one that was never met. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 60 meetings in 150 customer months is 0.4.
[[nodiscard]] constexpr result<average<count>> meetings_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.meetings, c.customer_months);
}

/// Conversations per customer month: exchanges with a customer in a month.
///
///     conversations / customer_months
///
/// Whether a meeting is one of them is the caller's choice, always alike. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 300 conversations in 150 customer months is 2.
[[nodiscard]] constexpr result<average<count>> conversations_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.conversations, c.customer_months);
}

/// Logins per customer month: times that a customer's users entered the product in a month.
///
///     logins / customer_months
///
/// A customer with many users logs in more often without using more. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 6,750 logins in 150 customer months is 45.
[[nodiscard]] constexpr result<average<count>> logins_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.logins, c.customer_months);
}

/// Article views per customer month: help articles that a customer's users opened in a month.
///
///     article_views / customer_months
///
/// Many views may mean interest or trouble; beside `tickets_per_company` it shows which. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`customer_months` is 0).
///
/// Example: 1,200 views in 150 customer months is 8.
[[nodiscard]] constexpr result<average<count>> article_views_per_customer_month(const customer_engagement& c) noexcept {
  return detail::mean(c, c.article_views, c.customer_months);
}

/// Article views per product: help articles opened for each product or service.
///
///     article_views / products
///
/// Of the period, and not of a month. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`products` is 0).
///
/// Example: 1,200 views for 6 products is 200.
[[nodiscard]] constexpr result<average<count>> article_views_per_product(const customer_engagement& c) noexcept {
  return detail::mean(c, c.article_views, c.products);
}

/// Customers of one day, and how many have a success plan. Both are stocks.
struct success_plans {
  count customers{};
  count with_plan{};  ///< a plan that both sides agreed on

  static constexpr void fields(auto f, auto&... s) {
    f("customers", s.customers...);
    f("with_plan", s.with_plan...);
  }
};

/// Success plan share: the share of the customers with whom a success plan was agreed.
///
///     with_plan / customers
///
/// A plan that the customer has not agreed to is left out. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`with_plan` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 84 of 120 customers is 70.0 %.
[[nodiscard]] constexpr result<ratio> success_plan_share(const success_plans& s) noexcept {
  return detail::share_of(s, s.with_plan, s.customers);
}

/// Customers, and what is known of them in a period. All four count customers once, so they add over segments of one
/// period only.
struct account_health {
  count customers{};
  count called{};         ///< called at least once in the period
  count using_product{};  ///< used the product in the period
  count unblocked{};      ///< nothing keeps them from using it

  static constexpr void fields(auto f, auto&... a) {
    f("customers", a.customers...);
    f("called", a.called...);
    f("using_product", a.using_product...);
    f("unblocked", a.unblocked...);
  }
};

/// Called share: the share of the customers that were called in the period.
///
///     called / customers
///
/// A customer counts once, however often called. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`called` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 90 of 120 customers is 75.0 %.
[[nodiscard]] constexpr result<ratio> called_share(const account_health& a) noexcept {
  return detail::share_of(a, a.called, a.customers);
}

/// Product usage share: the share of the customers that used the product in the period.
///
///     using_product / customers
///
/// Of paying customers; `tool_adoption_rate` asks the same of our own staff and tools. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`using_product` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 108 of 120 customers is 90.0 %.
[[nodiscard]] constexpr result<ratio> product_usage_share(const account_health& a) noexcept {
  return detail::share_of(a, a.using_product, a.customers);
}

/// Unblocked share: the share of the customers whom nothing keeps from using the product.
///
///     unblocked / customers
///
/// A customer that could use it and does not is unblocked. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`unblocked` exceeds `customers`);
/// `undefined` (`customers` is 0).
///
/// Example: 114 of 120 customers is 95.0 %.
[[nodiscard]] constexpr result<ratio> unblocked_share(const account_health& a) noexcept {
  return detail::share_of(a, a.unblocked, a.customers);
}

namespace detail {

/// Neither infinite nor not a number.
[[nodiscard]] constexpr bool finite(double x) noexcept { return x >= -DBL_MAX && x <= DBL_MAX; }

}  // namespace detail

/// Periods to value: the period, counted from 1, in which what was measured first came up to what was agreed; one
/// element a period since the purchase.
///
///     the first i with measured >= agreed
///
/// For values where more is better, a win rate up 5 % say; negate both sides where less is. Falling back later does not
/// take it back. `time_to_value` is the same span in time, averaged over customers. Source: S4.
///
/// Errors, first match wins: `invalid`, "measured" (an element is infinite or not a number, also after the period that
/// got there); `invalid`, "agreed" (likewise); `not_reached`, "agreed".
///
/// Example: 1, 3, 6 and 4 % with 5 % agreed is 3.
[[nodiscard]] constexpr result<count> periods_to_value(std::span<const double> measured, double agreed) noexcept {
  std::size_t first = 0;
  for (std::size_t i = 0; i < measured.size(); ++i) {
    if (!detail::finite(measured[i])) return refuse(errc::invalid, "measured");
    if (first == 0 && measured[i] >= agreed) first = i + 1;
  }
  if (!detail::finite(agreed)) return refuse(errc::invalid, "agreed");
  if (first == 0) return refuse(errc::not_reached, "agreed");
  return count(first);
}

/// Break-even: the period, counted from 1, in which what was spent had come back; one element a period, what came in
/// less what went out.
///
///     the first i with net 1 + ... + net i >= 0, after a running total below 0
///
/// When the total is never below 0, nothing had to come back and the answer is 1. Only the first return is asked for: a
/// later spending does not take it back. The net of a period may be negative. Source: S4.
///
/// Errors, first match wins: `overflow`, "net" (an element, or the running total before it came back); `not_reached`,
/// "net" (it did not, or there is no period).
///
/// Example: −100, 50 and 50 have running totals of −100, −50 and 0, and break even in period 3.
[[nodiscard]] constexpr result<count> break_even(std::span<const money> net) noexcept {
  std::size_t first = 0;
  bool spent = false;
  money total;
  for (std::size_t i = 0; i < net.size(); ++i) {
    if (first == 0) total += net[i];
    if (net[i].overflowed() || total.overflowed()) return refuse(errc::overflow, "net");
    if (spent && first == 0 && total >= money{}) first = i + 1;
    spent = spent || total < money{};
  }
  if (!spent && !net.empty()) first = 1;
  if (first == 0) return refuse(errc::not_reached, "net");
  return count(first);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/enablement.hpp

namespace kpi::inline v0_1 {

/// Training given in a period.
struct training {
  count invited{};    ///< to sessions: a person invited to two counts twice
  count attended{};   ///< of those invited
  count enrolled{};   ///< in courses
  count completed{};  ///< of those enrolled
  count passed{};     ///< of those enrolled
  count reps{};       ///< a stock: everybody the training is meant for
  count materials{};  ///< training materials made
  seconds time{};     ///< spent in training, summed over reps

  static constexpr void fields(auto f, auto&... t) {
    f("invited", t.invited...);
    f("attended", t.attended...);
    f("enrolled", t.enrolled...);
    f("completed", t.completed...);
    f("passed", t.passed...);
    f("reps", t.reps...);
    f("materials", t.materials...);
    f("time", t.time...);
  }
};

/// Attendance rate: the share of those invited to training who came.
///
///     attended / invited
///
/// Who came without an invitation is in neither. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`attended` exceeds `invited`);
/// `undefined` (`invited` is 0).
///
/// Example: 34 of 40 invited is 85.0 %.
[[nodiscard]] constexpr result<ratio> attendance_rate(const training& t) noexcept {
  return detail::share_of(t, t.attended, t.invited);
}

/// Completion rate: the share of those enrolled in a course who completed it.
///
///     completed / enrolled
///
/// Who is still at it counts as enrolled and not as completed, so a running course looks worse than a finished one.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`completed` exceeds `enrolled`);
/// `undefined` (`enrolled` is 0).
///
/// Example: 30 of 40 enrolled is 75.0 %.
[[nodiscard]] constexpr result<ratio> completion_rate(const training& t) noexcept {
  return detail::share_of(t, t.completed, t.enrolled);
}

/// Pass rate: the share of those enrolled in a course who passed its test.
///
///     passed / enrolled
///
/// Of those enrolled, not of those who completed: giving up counts against it. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`passed` exceeds `enrolled`);
/// `undefined` (`enrolled` is 0).
///
/// Example: 27 of 40 enrolled is 67.5 %.
[[nodiscard]] constexpr result<ratio> pass_rate(const training& t) noexcept {
  return detail::share_of(t, t.passed, t.enrolled);
}

/// Training time per rep: time that a seller spent in training.
///
///     time / reps
///
/// Over all sellers, also those who had none. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`reps` is 0).
///
/// Example: 60 hours over 40 sellers is 5,400 seconds, an hour and a half.
[[nodiscard]] constexpr result<average<seconds>> training_time_per_rep(const training& t) noexcept {
  return detail::mean(t, t.time, t.reps);
}

/// Coaching given in a period.
struct coaching {
  count reps{};               ///< a stock: everybody who could be coached
  count coached{};            ///< coached at least once
  count managers{};           ///< a stock: everybody who should coach
  count coaching_managers{};  ///< coached at least once
  seconds time{};             ///< spent in coaching, summed over the coached

  static constexpr void fields(auto f, auto&... c) {
    f("reps", c.reps...);
    f("coached", c.coached...);
    f("managers", c.managers...);
    f("coaching_managers", c.coaching_managers...);
    f("time", c.time...);
  }
};

/// Coached share: the share of the sellers who were coached in the period.
///
///     coached / reps
///
/// A seller counts once, however often coached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`coached` exceeds `reps`); `undefined`
/// (`reps` is 0).
///
/// Example: 28 of 40 sellers is 70.0 %.
[[nodiscard]] constexpr result<ratio> coached_share(const coaching& c) noexcept {
  return detail::share_of(c, c.coached, c.reps);
}

/// Coaching manager share: the share of the managers who coached in the period.
///
///     coaching_managers / managers
///
/// A manager counts once, however many were coached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`coaching_managers` exceeds `managers`);
/// `undefined` (`managers` is 0).
///
/// Example: 4 of 5 managers is 80.0 %.
[[nodiscard]] constexpr result<ratio> coaching_manager_share(const coaching& c) noexcept {
  return detail::share_of(c, c.coaching_managers, c.managers);
}

/// Coaching time per rep: time for which a seller was coached.
///
///     time / reps
///
/// Over all sellers, also those who were not coached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`reps` is 0).
///
/// Example: 20 hours over 40 sellers is 1,800 seconds, half an hour.
[[nodiscard]] constexpr result<average<seconds>> coaching_time_per_rep(const coaching& c) noexcept {
  return detail::mean(c, c.time, c.reps);
}

/// The content that marketing and enablement keep for sellers and buyers, and what became of it in a period.
struct content {
  count available{};   ///< a stock: items that could be used
  count used{};        ///< of those available, the ones used at least once
  count created{};     ///< items made in the period
  count shares{};      ///< times an item was passed on
  count views{};       ///< times an item was opened
  count recipients{};  ///< persons who were sent an item
  count engaged{};     ///< of those, the ones who opened it or answered
  count reviews{};     ///< times an item was looked through and left as it was
  count updates{};     ///< times an item was changed
  days age_total{};    ///< since each available item was made or last updated, summed
  days observed{};     ///< length of the period: adds over periods, not over segments of one

  static constexpr void fields(auto f, auto&... c) {
    f("available", c.available...);
    f("used", c.used...);
    f("created", c.created...);
    f("shares", c.shares...);
    f("views", c.views...);
    f("recipients", c.recipients...);
    f("engaged", c.engaged...);
    f("reviews", c.reviews...);
    f("updates", c.updates...);
    f("age_total", c.age_total...);
    f("observed", c.observed...);
  }
};

/// Content utilisation: the share of the available items that were used in the period.
///
///     used / available
///
/// An item counts once, however often it was used. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`used` exceeds `available`); `undefined`
/// (`available` is 0).
///
/// Example: 72 of 240 items is 30.0 %.
[[nodiscard]] constexpr result<ratio> content_utilisation(const content& c) noexcept {
  return detail::share_of(c, c.used, c.available);
}

/// Average content age: days since an available item was made or last updated.
///
///     age_total / available
///
/// A review without a change does not make an item younger; `content_review_interval` counts it. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`available` is 0).
///
/// Example: 43,200 days over 240 items is 180 days.
[[nodiscard]] constexpr result<average<days>> average_content_age(const content& c) noexcept {
  return detail::mean(c, c.age_total, c.available);
}

/// Shares per item: times that an available item was passed on in the period.
///
///     shares / available
///
/// Over all items, also those never shared. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`available` is 0).
///
/// Example: 600 shares of 240 items is 2.5.
[[nodiscard]] constexpr result<average<count>> shares_per_item(const content& c) noexcept {
  return detail::mean(c, c.shares, c.available);
}

/// Views per item: times that an available item was opened in the period.
///
///     views / available
///
/// Over all items, also those never opened. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`available` is 0).
///
/// Example: 4,800 views of 240 items is 20.
[[nodiscard]] constexpr result<average<count>> views_per_item(const content& c) noexcept {
  return detail::mean(c, c.views, c.available);
}

/// Content engagement rate: the share of those who were sent content that opened it or answered.
///
///     engaged / recipients
///
/// Persons, not views: opening it three times is one engaged. The `engagement_rate` of social media divides by reach
/// and may exceed 1. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`engaged` exceeds `recipients`);
/// `undefined` (`recipients` is 0).
///
/// Example: 420 of 1,200 recipients is 35.0 %.
[[nodiscard]] constexpr result<ratio> content_engagement_rate(const content& c) noexcept {
  return detail::share_of(c, c.engaged, c.recipients);
}

/// Content review interval: days between two looks at an item.
///
///     available * observed / (reviews + updates)
///
/// Item days of the period over the looks in it: an item seldom reviewed weighs on it, where an average over the
/// reviewed ones would leave it out. An item that is updated was looked at, so a look is a review or an update, not
/// both. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `overflow` (`available * observed`, or
/// `reviews + updates`); `undefined` (`reviews + updates` is 0).
///
/// Example: 240 items in 90 days, with 80 reviews and 40 updates, is 21,600 / 120, or 180 days.
[[nodiscard]] constexpr result<average<days>> content_review_interval(const content& c) noexcept {
  const std::int64_t item_days =
      detail::rounded_quotient({c.available.value(), c.observed.value()}, {1}, rounding::half_even);
  return detail::check(c, c.available, c.reviews, c.updates, c.observed)
      .average<days>({"available * observed", days(item_days)}, {"reviews + updates", c.reviews + c.updates});
}

/// Where a site stands in a search engine's results.
struct search_ranking {
  count terms{};      ///< searched for, at which the site was found
  count positions{};  ///< of the site, from 1, summed over those terms

  static constexpr void fields(auto f, auto&... s) {
    f("terms", s.terms...);
    f("positions", s.positions...);
  }
};

/// Average search rank: position of the site in the results for a search term.
///
///     positions / terms
///
/// Low is good and 1 is the best. A term at which the site is not found has no position and is left out, so losing a
/// bad position looks like a gain: read it beside `terms`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`terms` is 0).
///
/// Example: positions 1, 4 and 10 for three terms is 5.
[[nodiscard]] constexpr result<average<count>> average_search_rank(const search_ranking& s) noexcept {
  return detail::mean(s, s.positions, s.terms);
}

/// The time a process takes, before and after it was changed.
struct process_change {
  seconds before{};
  seconds expected_after{};  ///< as promised when the change was decided
  seconds after{};

  static constexpr void fields(auto f, auto&... p) {
    f("before", p.before...);
    f("expected_after", p.expected_after...);
    f("after", p.after...);
  }
};

/// Time saved rate: the share of a process's time that its change saved.
///
///     (before - after) / before
///
/// Negative when the process became slower. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `undefined` (`before` is 0).
///
/// Example: from 50 minutes to 30 is 40.0 %.
[[nodiscard]] constexpr result<ratio> time_saved_rate(const process_change& p) noexcept {
  return detail::check(p, p.before, p.after)
      .ratio<seconds>({"before - after", p.before - p.after}, {"before", p.before});
}

/// Expected time saved rate: the share of a process's time that its change was to save.
///
///     (before - expected_after) / before
///
/// Negative when it was expected to become slower. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `undefined` (`before` is 0).
///
/// Example: from 50 minutes to an expected 25 is 50.0 %.
[[nodiscard]] constexpr result<ratio> expected_time_saved_rate(const process_change& p) noexcept {
  return detail::check(p, p.before, p.expected_after)
      .ratio<seconds>({"before - expected_after", p.before - p.expected_after}, {"before", p.before});
}

/// Saving realised: the time that was saved, as a share of what was to be saved.
///
///     (before - after) / (before - expected_after)
///
/// Above 1 when more was saved than promised, negative when the process became slower. Where no saving was expected
/// there is nothing to compare with. A variant beside `time_saved_rate` and `expected_time_saved_rate`, of which it is
/// the quotient.
///
/// Errors, first match wins: `overflow`, `negative` (a time); `undefined` (`before - expected_after` is 0 or less).
///
/// Example: from 50 minutes to 30, with 25 expected, is 20 / 25, or 80.0 %.
[[nodiscard]] constexpr result<ratio> saving_realised(const process_change& p) noexcept {
  return detail::check(p, p.before, p.expected_after, p.after)
      .ratio<seconds>({"before - after", p.before - p.after}, {"before - expected_after", p.before - p.expected_after});
}

/// Processes of a sales organisation, and how many of them were evaluated.
struct processes {
  count evaluated{};
  count total{};

  static constexpr void fields(auto f, auto&... p) {
    f("evaluated", p.evaluated...);
    f("total", p.total...);
  }
};

/// Process coverage: the share of the processes that were evaluated.
///
///     evaluated / total
///
/// A process counts once, however often it was evaluated. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`evaluated` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 9 of 12 processes is 75.0 %.
[[nodiscard]] constexpr result<ratio> process_coverage(const processes& p) noexcept {
  return detail::share_of(p, p.evaluated, p.total);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/satisfaction.hpp

namespace kpi::inline v0_1 {

/// Answers to "would you recommend us?", by the band in which they lie.
struct promoter_responses {
  count promoters{};   ///< 9 and 10
  count passives{};    ///< 7 and 8: in the total, on neither side
  count detractors{};  ///< 0 to 6

  static constexpr void fields(auto f, auto&... p) {
    f("promoters", p.promoters...);
    f("passives", p.passives...);
    f("detractors", p.detractors...);
  }

  /// One answer, in exactly one band: below 7 a detractor, below 9 a passive, else a promoter. So 6.9 is a detractor
  /// and 8.9 a passive; nothing is rounded first. Error: `invalid`, "rating" (outside 0 … 10, or not a number).
  [[nodiscard]] static constexpr result<promoter_responses> of(double rating) noexcept {
    if (!(rating >= 0 && rating <= 10)) return refuse(errc::invalid, "rating");
    if (rating < 7) return promoter_responses{.detractors = 1};
    if (rating < 9) return promoter_responses{.passives = 1};
    return promoter_responses{.promoters = 1};
  }
};

/// Net promoter score: promoters less detractors, for each hundred answers.
///
///     100 * (promoters - detractors) / (promoters + passives + detractors)
///
/// From −100 to 100, and a number of points, not a percentage; a negative score is legal (docs/decisions.md, D-26).
/// Scores do not average over segments of unlike size: add the answers. Also called: NPS. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined`
/// (`promoters + passives + detractors` is 0: nobody answered).
///
/// Example: 50 promoters, 30 passives and 20 detractors score 30.
[[nodiscard]] constexpr result<average<count>> net_promoter_score(const promoter_responses& p) noexcept {
  const count net = p.promoters - p.detractors;
  return detail::check(p, p.promoters, p.passives, p.detractors)
      .average<count>({"100 * (promoters - detractors)",
                       count(detail::rounded_quotient({100, net.value()}, {1}, rounding::half_even))},
                      {"promoters + passives + detractors", p.promoters + p.passives + p.detractors});
}

/// Answers to "are you satisfied?", of customers or of employees.
struct satisfaction_responses {
  count satisfied{};  ///< by the survey's rule: often 4 and 5 of 5
  count total{};

  static constexpr void fields(auto f, auto&... s) {
    f("satisfied", s.satisfied...);
    f("total", s.total...);
  }
};

/// Customer satisfaction: the share of the customers who answered that are satisfied.
///
///     satisfied / total
///
/// The share of satisfied answers, not the mean of the marks (docs/decisions.md, D-26). Those who did not answer are in
/// neither field. Also called: CSAT. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`satisfied` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 180 satisfied of 240 answers is 75.0 %.
[[nodiscard]] constexpr result<ratio> customer_satisfaction(const satisfaction_responses& s) noexcept {
  return detail::share_of(s, s.satisfied, s.total);
}

/// Employee satisfaction: the share of the employees who answered that are satisfied.
///
///     satisfied / total
///
/// `customer_satisfaction` asked of employees. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`satisfied` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 33 satisfied of 40 answers is 82.5 %.
[[nodiscard]] constexpr result<ratio> employee_satisfaction(const satisfaction_responses& s) noexcept {
  return detail::share_of(s, s.satisfied, s.total);
}

/// Answers to "how easy was it?", with the points they gave.
struct effort_responses {
  count points{};  ///< of all answers together
  count responses{};

  static constexpr void fields(auto f, auto&... e) {
    f("points", e.points...);
    f("responses", e.responses...);
  }
};

/// Customer effort score: points for each answer.
///
///     points / responses
///
/// Which end of the scale is good is the survey's choice: asked how much effort it took, low is good; asked whether it
/// was made easy, high is (docs/decisions.md, D-26). Scores of different surveys do not compare. Also called: CES.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`responses` is 0).
///
/// Example: 440 points in 80 answers is 5.5.
[[nodiscard]] constexpr result<average<count>> customer_effort_score(const effort_responses& e) noexcept {
  return detail::mean(e, e.points, e.responses);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/service.hpp

namespace kpi::inline v0_1 {

/// Tickets opened in a period, and the customers who could open them.
struct tickets {
  count opened{};
  count bugs{};              ///< of those opened, the ones about a defect
  count how_to{};            ///< of those opened, the ones that ask how something is done
  count escalated{};         ///< of those opened, the ones passed on to a higher level
  count open_escalations{};  ///< a stock: escalated at any time and not settled at the period's end
  count users{};             ///< a stock: of all customers, whether or not they wrote
  count companies{};         ///< a stock: likewise

  static constexpr void fields(auto f, auto&... t) {
    f("opened", t.opened...);
    f("bugs", t.bugs...);
    f("how_to", t.how_to...);
    f("escalated", t.escalated...);
    f("open_escalations", t.open_escalations...);
    f("users", t.users...);
    f("companies", t.companies...);
  }
};

/// Bug share: the share of the tickets that are about a defect of the product.
///
///     bugs / opened
///
/// With `how_to_share` it need not come to 1: tickets have other causes too. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`bugs` exceeds `opened`); `undefined`
/// (`opened` is 0).
///
/// Example: 60 of 400 tickets is 15.0 %.
[[nodiscard]] constexpr result<ratio> bug_share(const tickets& t) noexcept {
  return detail::share_of(t, t.bugs, t.opened);
}

/// How-to share: the share of the tickets that ask how something is done.
///
///     how_to / opened
///
/// What better training or articles could save. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`how_to` exceeds `opened`); `undefined`
/// (`opened` is 0).
///
/// Example: 220 of 400 tickets is 55.0 %.
[[nodiscard]] constexpr result<ratio> how_to_share(const tickets& t) noexcept {
  return detail::share_of(t, t.how_to, t.opened);
}

/// Escalation rate: the share of the tickets that were passed on to a higher level.
///
///     escalated / opened
///
/// Of the tickets opened in the period, whenever they were escalated; `open_escalations` is another figure. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`escalated` exceeds `opened`);
/// `undefined` (`opened` is 0).
///
/// Example: 18 of 400 tickets is 4.5 %.
[[nodiscard]] constexpr result<ratio> escalation_rate(const tickets& t) noexcept {
  return detail::share_of(t, t.escalated, t.opened);
}

/// Tickets per user: tickets opened for each user of the product.
///
///     opened / users
///
/// All users, not only those who wrote. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`users` is 0).
///
/// Example: 400 tickets of 5,000 users is 0.08.
[[nodiscard]] constexpr result<average<count>> tickets_per_user(const tickets& t) noexcept {
  return detail::mean(t, t.opened, t.users);
}

/// Tickets per company: tickets opened for each customer company.
///
///     opened / companies
///
/// Large customers write more; `tickets_per_user` takes their size out. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`companies` is 0).
///
/// Example: 400 tickets of 125 companies is 3.2.
[[nodiscard]] constexpr result<average<count>> tickets_per_company(const tickets& t) noexcept {
  return detail::mean(t, t.opened, t.companies);
}

/// Open escalations: escalated tickets that are not settled at the end of the period.
///
///     open_escalations
///
/// May exceed `escalated`, since older tickets are in it. 0 on the empty measure. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count).
///
/// Example: 7 not settled is 7.
[[nodiscard]] constexpr result<count> open_escalations(const tickets& t) noexcept {
  return detail::check(t, t.open_escalations).value<count>({"open_escalations", t.open_escalations});
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/metrics/workforce.hpp

namespace kpi::inline v0_1 {

/// Employees present at the opening of a period, and those of them who left in it.
struct headcount {
  count opening{};  ///< a stock: present on the first day
  count left{};     ///< of those; who came and left within the period is in neither field

  static constexpr void fields(auto f, auto&... h) {
    f("opening", h.opening...);
    f("left", h.left...);
  }
};

/// Employee retention rate: the share of the employees present at the opening who stayed to the end.
///
///     (opening - left) / opening
///
/// Hires of the period change nothing in it, so it is not closing over opening (docs/decisions.md, D-30). The
/// complement of `employee_turnover_rate`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`left` exceeds `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: of 50 at the opening 6 left, so 44 / 50 stayed, or 88.0 %.
[[nodiscard]] constexpr result<ratio> employee_retention_rate(const headcount& h) noexcept {
  return detail::check(h, h.opening, h.left)
      .where(h.left <= h.opening, "left")
      .ratio<count>({"opening - left", h.opening - h.left}, {"opening", h.opening});
}

/// Employee turnover rate: the share of the employees present at the opening who left in the period.
///
///     left / opening
///
/// Over the opening and not over an average headcount, so that it never exceeds 1 (docs/decisions.md, D-30). The
/// complement of `employee_retention_rate`. Also called: attrition rate. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`left` exceeds `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: 6 of 50 is 12.0 %.
[[nodiscard]] constexpr result<ratio> employee_turnover_rate(const headcount& h) noexcept {
  return detail::share_of(h, h.left, h.opening);
}

/// Employees hired in a period, and those of them who left soon.
struct early_leavers {
  count hired{};
  count left_within{};  ///< of those; within the time the report names, 12 months say

  static constexpr void fields(auto f, auto&... e) {
    f("hired", e.hired...);
    f("left_within", e.left_within...);
  }
};

/// Early turnover rate: the share of those hired who left within the time the report names.
///
///     left_within / hired
///
/// Follows one group of hires; take only those hired long enough ago, else it is too low. S0 takes 12 months and quotes
/// 3 sellers in 10. Also called: 12-month attrition. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`left_within` exceeds `hired`);
/// `undefined` (`hired` is 0).
///
/// Example: 3 of 10 hires is 30.0 %.
[[nodiscard]] constexpr result<ratio> early_turnover_rate(const early_leavers& e) noexcept {
  return detail::share_of(e, e.left_within, e.hired);
}

/// Hires of a period and what it cost to find them.
struct hires {
  count total{};
  count referred{};  ///< of those; recommended by an employee
  money spend{};     ///< on recruiting, referral bonuses included

  static constexpr void fields(auto f, auto&... h) {
    f("total", h.total...);
    f("referred", h.referred...);
    f("spend", h.spend...);
  }
};

/// Referral hire share: the share of the hires whom an employee had recommended.
///
///     referred / total
///
/// S4 quotes 30 to 40 %. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`referred` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 7 of 20 hires is 35.0 %.
[[nodiscard]] constexpr result<ratio> referral_hire_share(const hires& h) noexcept {
  return detail::share_of(h, h.referred, h.total);
}

/// Cost per hire: what was spent on recruiting for each hire.
///
///     spend / total
///
/// The spending of the period over its hires, although some of it is for hires of the next. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`total` is 0).
///
/// Example: 90,000 spent for 20 hires is 4,500.
[[nodiscard]] constexpr result<average<money>> cost_per_hire(const hires& h) noexcept {
  return detail::mean(h, h.spend, h.total);
}

/// Applicants interviewed, with and without an employee's recommendation, and those hired.
struct referral_interviews {
  count referred{};  ///< interviewed, recommended by an employee
  count referred_hired{};
  count others{};  ///< interviewed, not recommended
  count others_hired{};

  static constexpr void fields(auto f, auto&... r) {
    f("referred", r.referred...);
    f("referred_hired", r.referred_hired...);
    f("others", r.others...);
    f("others_hired", r.others_hired...);
  }
};

/// Referral hire lift: the hire rate of recommended applicants over that of the others.
///
///     (referred_hired / referred) / (others_hired / others)
///
/// 1.4 reads "40 % likelier to be hired", the figure that S4 quotes. A hire rate may exceed 1, where interviews of an
/// earlier period led to hires of this one. A double, as a quotient of two quotients. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`referred`, `others` or `others_hired` is
/// 0).
///
/// Example: 28 of 100 recommended applicants against 40 of 200 others is 0.28 / 0.20, or 1.4.
[[nodiscard]] constexpr result<double> referral_hire_lift(const referral_interviews& r) noexcept {
  const auto checked = detail::check(r, r.referred, r.referred_hired, r.others, r.others_hired)
                           .divisible_by<count>({"referred", r.referred})
                           .divisible_by<count>({"others", r.others})
                           .divisible_by<count>({"others_hired", r.others_hired});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(r.referred_hired.value(), r.referred.value(), r.others_hired.value(),
                                       r.others.value());
}

/// Pairs of a recommended and another employee, hired alike, of whom one stayed longer.
struct referral_stays {
  count pairs{};
  count stayed_longer{};  ///< of those pairs, the ones in which the recommended one stayed longer

  static constexpr void fields(auto f, auto&... r) {
    f("pairs", r.pairs...);
    f("stayed_longer", r.stayed_longer...);
  }
};

/// Referral longer stay share: the share of the pairs in which the recommended employee stayed longer than the other.
///
///     stayed_longer / pairs
///
/// One half is what chance would give. A pair in which both are still here is not decided and is left out. S4 quotes
/// 70 %. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`stayed_longer` exceeds `pairs`);
/// `undefined` (`pairs` is 0).
///
/// Example: 21 of 30 pairs is 70.0 %.
[[nodiscard]] constexpr result<ratio> referral_longer_stay_share(const referral_stays& r) noexcept {
  return detail::share_of(r, r.stayed_longer, r.pairs);
}

/// Profit that hires brought, with and without an employee's recommendation.
struct referral_profit {
  money referred{};  ///< of recommended hires
  money others{};    ///< of the others
  count referred_hires{};
  count other_hires{};

  static constexpr void fields(auto f, auto&... r) {
    f("referred", r.referred...);
    f("others", r.others...);
    f("referred_hires", r.referred_hires...);
    f("other_hires", r.other_hires...);
  }
};

/// Referral profit lift: the profit of a recommended hire over that of another.
///
///     (referred / referred_hires) / (others / other_hires)
///
/// 1.25 reads "25 % more profitable", the figure that S4 quotes. A loss has no lift: a negative amount is refused. A
/// double, as a quotient of two quotients. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`others`, `referred_hires` or `other_hires`
/// is 0).
///
/// Example: 500,000 of 10 recommended hires against 800,000 of 20 others is 50,000 / 40,000, or 1.25.
[[nodiscard]] constexpr result<double> referral_profit_lift(const referral_profit& r) noexcept {
  const auto checked = detail::check(r, r.referred, r.others, r.referred_hires, r.other_hires)
                           .divisible_by<money>({"others", r.others})
                           .divisible_by<count>({"referred_hires", r.referred_hires})
                           .divisible_by<count>({"other_hires", r.other_hires});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(r.referred.value(), r.referred_hires.value(), r.others.value(),
                                       r.other_hires.value());
}

/// Relative rate: how many times as likely one is as the other.
///
///     a / b
///
/// Of any two rates or shares of the same kind. S2 reports its comparisons so: top teams are 2.4 times as likely to do
/// something. A double, as a quotient of two quotients. Also called: relative risk, index. Source: S2.
///
/// Errors, first match wins: `negative` ("a", then "b"); `undefined` ("b" is 0).
///
/// Example: 48 % against 20 % is 2.4.
[[nodiscard]] constexpr result<double> relative_rate(const ratio& a, const ratio& b) noexcept {
  if (a.numerator() < 0) return refuse(errc::negative, "a");
  if (b.numerator() < 0) return refuse(errc::negative, "b");
  if (b.numerator() == 0) return refuse(errc::undefined, "b");
  return detail::quotient_of_quotients(a.numerator(), a.denominator(), b.numerator(), b.denominator());
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/records/customer_merges.hpp

namespace kpi::inline v0_1 {

/// One customer turned out to be another, or was bought by it.
struct customer_merge {
  std::uint64_t from{};
  std::uint64_t into{};
};

/// Which ids are one customer. Apply it to the records before anything is compared, so that what moves from one id to
/// the other is neither lost nor won:
///
///     for (auto& p : periods) p.customer = merges(p.customer);
///
/// Merges may follow each other (a into b, b into c, in any order) and go in circles; a look-up is a binary search.
class KPI_EXPORT customer_merges {
 public:
  customer_merges() = default;
  explicit customer_merges(std::span<const customer_merge> merges);

  /// The id that stands for the customer: where its merges end, its own when there are none.
  [[nodiscard]] std::uint64_t operator()(std::uint64_t customer) const noexcept;

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ends_;  // by the first
};

}  // namespace kpi::inline v0_1

// ---- include/kpi/records/deal.hpp

namespace kpi::inline v0_1 {

/// What has become of a deal.
enum class deal_state : unsigned char {
  open,
  won,
  lost,          ///< the buyer chose another, or said no
  no_decision,   ///< closed without a decision by the buyer
  disqualified,  ///< closed because it should not have been opened
};

/// One opportunity, from which the attribution functions below make measures.
///
/// A deal that has not happened to have some of this leaves it empty; nothing is guessed. While the state is `open` a
/// closing day counts for nothing, but may not lie before the opening either.
struct deal {
  std::optional<date::sys_days> opened{}, demo{}, contract_sent{}, expected_close{}, closed{};
  deal_state state = deal_state::open;
  std::optional<money> value{};  ///< total contract value: what the buyer agreed to pay over the whole term
  std::optional<money> list{};   ///< list price of what was sold, before any discount
  money one_time{};              ///< the part of `value` that does not recur
  std::optional<date::months> term{};
};

/// A day that is stored as days since 1970-01-01, with one number for none, as columns have it:
///
///     constexpr kpi::epoch_day day{.none = INT32_MIN};
///     kpi::column<&kpi::deal::closed>(closed, day)
struct epoch_day {
  std::int32_t none;

  /// Of numbers that a day can hold: one of 64 bits would be cut off, and the mark for none with it.
  template <std::signed_integral I>
  requires(sizeof(I) <= sizeof(std::int32_t)) [[nodiscard]] KPI_INLINE constexpr std::optional<date::sys_days>
  operator()(I day) const noexcept {
    std::optional<date::sys_days> event = date::sys_days{date::days{day}};
    if (day == none) event.reset();  // the number is there in any case, and compilers find that a branch can go
    return event;
  }
};

/// What became of the records that were given, so that nothing is dropped unseen. The first three are of the records,
/// whatever the period: `taken + refused` is how many there were. The others are of the deals that count in the period.
struct coverage {
  count taken{};
  count refused{};          ///< failed `validate`
  count not_opened{};       ///< taken, but not opened as of the day: in no period
  count without_value{};    ///< won or lost in the period, or due in it and neither: absent from sums of value
  count without_list{};     ///< won in the period: absent from both sums of the discount
  count without_term{};     ///< won in the period: absent from annual contract value
  count without_opening{};  ///< closed in the period: counted by state, absent from opened and from the cycle

  static constexpr void fields(auto f, auto&... c) {
    f("taken", c.taken...);
    f("refused", c.refused...);
    f("not_opened", c.not_opened...);
    f("without_value", c.without_value...);
    f("without_list", c.without_list...);
    f("without_term", c.without_term...);
    f("without_opening", c.without_opening...);
  }
};

namespace detail {

// Every deal passes here, and what has happened to it is hard to predict: hence arithmetic on numbers and truth values
// where one would branch.

/// A day as a number, in the order of days; 0 for an event that has not happened.
using day_number = std::uint32_t;

// `^` and not `-`: in that form g++ sees where a number for none, as an `epoch_day` has it, is the 0 already.
[[nodiscard]] KPI_INLINE constexpr day_number number_of(date::sys_days day) noexcept {
  return static_cast<day_number>(day.time_since_epoch().count()) ^ static_cast<day_number>(INT32_MIN);
}
[[nodiscard]] KPI_INLINE constexpr day_number number_of(const std::optional<date::sys_days>& event) noexcept {
  return number_of(event ? *event : date::sys_days::min());
}

/// Whether all hold; one if they do.
[[nodiscard]] KPI_INLINE constexpr bool all(std::same_as<bool> auto... holds) noexcept {
  return (... & int{holds}) != 0;
}
[[nodiscard]] KPI_INLINE constexpr count one_if(std::same_as<bool> auto... holds) noexcept {
  return (... & int{holds});
}

/// One of the five: what is made of a number may be another.
[[nodiscard]] KPI_INLINE constexpr bool is_known(deal_state state) noexcept {
  return static_cast<unsigned char>(state) <= static_cast<unsigned char>(deal_state::disqualified);
}
/// Closed on or after the opening, or still open: then both sides are one less, so that no closing day, which is 0,
/// wraps to one that is later than any.
[[nodiscard]] KPI_INLINE constexpr bool closing_fits(day_number opened, day_number closed, deal_state state) noexcept {
  const day_number open = state == deal_state::open ? 1 : 0;
  return closed - open >= std::max(opened, day_number{1}) - open;
}
/// From nothing to the value; read as unsigned, what is below nothing is above any value.
[[nodiscard]] KPI_INLINE constexpr bool one_time_fits(const deal& d) noexcept {
  const auto most = d.value ? d.value->value() : money::limit;
  return static_cast<std::uint64_t>(d.one_time.value()) <= static_cast<std::uint64_t>(most);
}
[[nodiscard]] KPI_INLINE constexpr bool fits(const deal& d) noexcept {
  return is_known(d.state) && closing_fits(number_of(d.opened), number_of(d.closed), d.state) &&
         in_range(d.value.value_or(money{})) && in_range(d.list.value_or(money{})) && one_time_fits(d) &&
         d.term.value_or(date::months{1}).count() > 0;
}

[[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_invalid(const deal& d) noexcept {
  if (!is_known(d.state)) return refuse(errc::invalid, "state");
  if (!closing_fits(number_of(d.opened), number_of(d.closed), d.state)) return refuse(errc::invalid, "closed");
  if (d.value && !in_range(*d.value)) return refuse(errc::invalid, "value");
  if (d.list && !in_range(*d.list)) return refuse(errc::invalid, "list");
  if (!one_time_fits(d)) return refuse(errc::invalid, "one_time");
  return refuse(errc::invalid, "term");
}

}  // namespace detail

/// Whether a deal can be counted at all. A demo before the opening and a contract sent after the closing are legal.
///
/// Errors, first match wins, all `invalid`: "state" (none of the five); "closed" (before opened; missing although
/// the state is not open); "value", "list", "one_time" (negative or out of range); "one_time" (above the value); "term"
/// (zero or less).
[[nodiscard]] KPI_INLINE constexpr result<void> validate(const deal& d) noexcept {
  if (detail::fits(d)) [[likely]]
    return {};
  return detail::why_invalid(d);
}

/// A deal as it stood at the end of a day: what happened later has not happened.
///
/// It looks at the deal once, for any number of attributions in any number of periods:
///
///     const kpi::deal_as_of d(deal, as_of);
///     return scorecard{kpi::opportunities_in(d, quarter), kpi::sales_in(d, quarter)};
///
/// To a deal that fails `validate` nothing has happened, ever.
class deal_as_of {
 public:
  KPI_INLINE constexpr deal_as_of(const deal& d, date::sys_days as_of) noexcept
      : as_of_(detail::number_of(as_of)),
        opened_(detail::number_of(d.opened)),
        closed_(detail::number_of(d.closed)),
        demo_(detail::number_of(d.demo)),
        sent_(detail::number_of(d.contract_sent)),
        due_(detail::number_of(d.expected_close)),
        state_(d.state),
        has_value_(d.value.has_value()),
        has_list_(d.list.has_value()),
        value_(d.value.value_or(money{})),
        list_(d.list.value_or(money{})),
        one_time_(d.one_time),
        has_term_(d.term.has_value()),
        term_(d.term.value_or(date::months{1})) {
    if (!detail::fits(d)) [[unlikely]] {
      refused_ = true;
      opened_ = closed_ = 0;
      term_ = date::months{1};  // what it divides is counted for nothing
    }
    if (!known()) [[unlikely]]
      demo_ = sent_ = due_ = 0;
  }

  /// Failed `validate`.
  [[nodiscard]] constexpr bool refused() const noexcept { return refused_; }
  /// Taken, and opened or closed by the day; what is not is in no period.
  [[nodiscard]] constexpr bool known() const noexcept { return was_opened() || closed(); }
  [[nodiscard]] constexpr deal_state state() const noexcept { return closed() ? state_ : deal_state::open; }
  [[nodiscard]] constexpr bool closed() const noexcept {
    return detail::all(by(as_of_, closed_), state_ != deal_state::open);
  }
  [[nodiscard]] constexpr bool won() const noexcept {
    return detail::all(by(as_of_, closed_), state_ == deal_state::won);
  }
  [[nodiscard]] constexpr bool was_opened() const noexcept { return by(as_of_, opened_); }
  [[nodiscard]] constexpr bool was_sent() const noexcept { return by(as_of_, sent_); }

  [[nodiscard]] constexpr bool opened_in(const period& p) const noexcept { return within(p, after_as_of(), opened_); }
  [[nodiscard]] constexpr bool demo_in(const period& p) const noexcept { return within(p, after_as_of(), demo_); }
  [[nodiscard]] constexpr bool sent_in(const period& p) const noexcept { return within(p, after_as_of(), sent_); }
  [[nodiscard]] constexpr bool closed_in(const period& p) const noexcept {
    return detail::all(within(p, after_as_of(), closed_), state_ != deal_state::open);
  }
  [[nodiscard]] constexpr bool closed_in(const period& p, deal_state as) const noexcept {
    return detail::all(within(p, after_as_of(), closed_), as != deal_state::open, state_ == as);
  }
  [[nodiscard]] constexpr bool won_in(const period& p) const noexcept { return closed_in(p, deal_state::won); }

  /// Due today has not slipped: the day itself belongs to the seller.
  [[nodiscard]] constexpr bool due_in(const period& p) const noexcept { return within(p, as_of_, due_); }
  /// Won by the day it was due, of a deal that was due.
  [[nodiscard]] constexpr bool won_on_time() const noexcept {
    return detail::all(by(due_, closed_), state_ == deal_state::won);
  }

  [[nodiscard]] constexpr bool has_value() const noexcept { return has_value_; }
  [[nodiscard]] constexpr bool has_list() const noexcept { return has_list_; }
  [[nodiscard]] constexpr bool has_term() const noexcept { return has_term_; }
  /// Nothing when it has none; so too of the list price.
  [[nodiscard]] constexpr money value() const noexcept { return value_; }
  [[nodiscard]] constexpr money list() const noexcept { return list_; }
  [[nodiscard]] constexpr money one_time() const noexcept { return one_time_; }
  [[nodiscard]] constexpr date::months term() const noexcept { return term_; }

  /// Days from opened to closed, when both have happened: never below 0, and no pair of days is too far apart.
  [[nodiscard]] constexpr days cycle() const noexcept { return days(closed_ - opened_); }

 private:
  /// Has happened, and on or before a day.
  [[nodiscard]] static constexpr bool by(detail::day_number day, detail::day_number event) noexcept {
    return event - 1 < day;
  }
  /// In the part of a period that is before a day.
  [[nodiscard]] static constexpr bool within(const period& p, detail::day_number end,
                                             detail::day_number event) noexcept {
    const detail::day_number from = detail::number_of(p.from());
    const detail::day_number until = std::max(from, std::min(end, detail::number_of(p.until())));
    return event - from < until - from;
  }
  [[nodiscard]] constexpr detail::day_number after_as_of() const noexcept {
    return as_of_ + (as_of_ != UINT32_MAX ? 1 : 0);
  }

  detail::day_number as_of_;
  bool refused_ = false;
  detail::day_number opened_, closed_, demo_, sent_, due_;
  deal_state state_;
  bool has_value_, has_list_;
  money value_, list_, one_time_;
  bool has_term_;
  date::months term_;
};

namespace detail {

/// The part of the coverage that is of the period.
[[nodiscard]] KPI_INLINE constexpr coverage gaps_of(const deal_as_of& d, const period& p) noexcept {
  const bool won = d.won_in(p);
  const bool decided = d.state() == deal_state::won || d.state() == deal_state::lost;
  const bool valued = decided ? d.closed_in(p) : d.due_in(p);  // one event only, so that periods add
  return {.without_value = detail::one_if(valued, !d.has_value()),
          .without_list = detail::one_if(won, !d.has_list()),
          .without_term = detail::one_if(won, !d.has_term()),
          .without_opening = detail::one_if(d.closed_in(p), !d.was_opened())};
}

/// The part of the coverage that is of the record.
[[nodiscard]] KPI_INLINE constexpr coverage record_of(const deal_as_of& d) noexcept {
  if (d.refused()) return {.refused = 1};
  return {.taken = 1, .not_opened = d.known() ? 0 : 1};
}

}  // namespace detail

// Each attribution says what a deal counts for in a period, as of a day: what happened after that day has not happened,
// what happened on it has, and a deal closed later is open. A deal that fails `validate` counts for nothing, and one
// not yet opened is in no period; `coverage` counts both. Over periods that do not overlap, attributions add.
// docs/decisions.md, D-32. `…_of` takes a deal and a day; for several attributions at once make the `deal_as_of`
// yourself and ask `…_in`.

/// Opened in the period; won, lost, without a decision or disqualified in the period, whenever opened.
[[nodiscard]] KPI_INLINE constexpr opportunities opportunities_in(const deal_as_of& d, const period& p) noexcept {
  const auto closed_as = [&](deal_state state) { return detail::one_if(d.closed_in(p, state)); };
  return {.opened = detail::one_if(d.opened_in(p)),
          .won = closed_as(deal_state::won),
          .lost = closed_as(deal_state::lost),
          .no_decision = closed_as(deal_state::no_decision),
          .disqualified = closed_as(deal_state::disqualified)};
}
[[nodiscard]] constexpr opportunities opportunities_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return opportunities_in(deal_as_of(d, as_of), p);
}

/// The deals opened in the period, followed to their state as of the day: won never exceeds opened.
[[nodiscard]] KPI_INLINE constexpr opportunities cohort_opportunities_in(const deal_as_of& d,
                                                                         const period& p) noexcept {
  const bool opened = d.opened_in(p);
  const auto now = [&](deal_state state) { return detail::one_if(opened, d.state() == state); };
  return {.opened = detail::one_if(opened),
          .won = now(deal_state::won),
          .lost = now(deal_state::lost),
          .no_decision = now(deal_state::no_decision),
          .disqualified = now(deal_state::disqualified)};
}
[[nodiscard]] constexpr opportunities cohort_opportunities_of(const deal& d, const period& p,
                                                              date::sys_days as_of) noexcept {
  return cohort_opportunities_in(deal_as_of(d, as_of), p);
}

/// Contracts sent in the period; deals won in the period for which one had been sent by the day.
[[nodiscard]] KPI_INLINE constexpr contract_outcomes contracts_in(const deal_as_of& d, const period& p) noexcept {
  return {.sent = detail::one_if(d.sent_in(p)), .won = detail::one_if(d.won_in(p), d.was_sent())};
}
[[nodiscard]] constexpr contract_outcomes contracts_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return contracts_in(deal_as_of(d, as_of), p);
}

/// The contracts sent in the period, followed to their state as of the day.
[[nodiscard]] KPI_INLINE constexpr contract_outcomes cohort_contracts_in(const deal_as_of& d,
                                                                         const period& p) noexcept {
  return {.sent = detail::one_if(d.sent_in(p)), .won = detail::one_if(d.sent_in(p), d.won())};
}
[[nodiscard]] constexpr contract_outcomes cohort_contracts_of(const deal& d, const period& p,
                                                              date::sys_days as_of) noexcept {
  return cohort_contracts_in(deal_as_of(d, as_of), p);
}

/// Value and annual contract value of the deals won in the period that have a value and a term; the annual value is
/// rounded once a deal, then summed.
[[nodiscard]] KPI_INLINE constexpr contract_values contract_values_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.has_value(), d.has_term());
  const money acv = detail::annual_value(d.value().value() - d.one_time().value(), d.term());
  return {.total = only_if(counts, d.value()), .acv = only_if(counts, acv), .contracts = detail::one_if(counts)};
}
[[nodiscard]] constexpr contract_values contract_values_of(const deal& d, const period& p,
                                                           date::sys_days as_of) noexcept {
  return contract_values_in(deal_as_of(d, as_of), p);
}

/// Demos of the period; annual contract value won in it.
[[nodiscard]] KPI_INLINE constexpr demo_yield demos_in(const deal_as_of& d, const period& p) noexcept {
  return {.acv_won = contract_values_in(d, p).acv, .demos = detail::one_if(d.demo_in(p))};
}
[[nodiscard]] constexpr demo_yield demos_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return demos_in(deal_as_of(d, as_of), p);
}

/// Opening to closing of the deals closed in the period, whatever their end.
[[nodiscard]] KPI_INLINE constexpr cycle_time cycle_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.closed_in(p), d.was_opened());
  return {.deals = detail::one_if(counts), .total = only_if(counts, d.cycle())};
}
[[nodiscard]] constexpr cycle_time cycle_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return cycle_in(deal_as_of(d, as_of), p);
}

/// Opening to closing of the deals won in the period.
[[nodiscard]] KPI_INLINE constexpr cycle_time won_cycle_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.was_opened());
  return {.deals = detail::one_if(counts), .total = only_if(counts, d.cycle())};
}
[[nodiscard]] constexpr cycle_time won_cycle_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return won_cycle_in(deal_as_of(d, as_of), p);
}

/// Deals expected to close in the period, on a day that is over: won by that day, won later, closed otherwise, open.
[[nodiscard]] KPI_INLINE constexpr due_deals due_in(const deal_as_of& d, const period& p) noexcept {
  const bool due = d.due_in(p);
  const bool on_time = d.won_on_time();
  return {.due = detail::one_if(due),
          .on_time = detail::one_if(due, on_time),
          .late = detail::one_if(due, d.won(), !on_time),
          .lost = detail::one_if(due, d.closed(), !d.won()),
          .open = detail::one_if(due, !d.closed())};
}
[[nodiscard]] constexpr due_deals due_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return due_in(deal_as_of(d, as_of), p);
}

/// The value of the deals that were due in the period, and of those won on time.
[[nodiscard]] KPI_INLINE constexpr due_value due_value_in(const deal_as_of& d, const period& p) noexcept {
  const bool due = d.due_in(p);
  return {.due = only_if(due, d.value()), .on_time = only_if(detail::all(due, d.won_on_time()), d.value())};
}
[[nodiscard]] constexpr due_value due_value_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return due_value_in(deal_as_of(d, as_of), p);
}

/// The value won and the value lost in the period.
[[nodiscard]] KPI_INLINE constexpr opportunity_value opportunity_value_in(const deal_as_of& d,
                                                                          const period& p) noexcept {
  return {.won = only_if(d.won_in(p), d.value()), .lost = only_if(d.closed_in(p, deal_state::lost), d.value())};
}
[[nodiscard]] constexpr opportunity_value opportunity_value_of(const deal& d, const period& p,
                                                               date::sys_days as_of) noexcept {
  return opportunity_value_in(deal_as_of(d, as_of), p);
}

/// Revenue and number of the deals won in the period that have a value.
[[nodiscard]] KPI_INLINE constexpr closed_sales sales_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.has_value());
  return {.revenue = only_if(counts, d.value()), .deals = detail::one_if(counts)};
}
[[nodiscard]] constexpr closed_sales sales_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return sales_in(deal_as_of(d, as_of), p);
}

/// List price and price of the deals won in the period that have both.
[[nodiscard]] KPI_INLINE constexpr discounts discounts_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.has_value(), d.has_list());
  return {.list = only_if(counts, d.list()), .sold = only_if(counts, d.value())};
}
[[nodiscard]] constexpr discounts discounts_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return discounts_in(deal_as_of(d, as_of), p);
}

/// What became of the record, and what the period's figures lack of it.
[[nodiscard]] KPI_INLINE constexpr coverage coverage_in(const deal_as_of& d, const period& p) noexcept {
  return detail::record_of(d) + detail::gaps_of(d, p);
}
[[nodiscard]] constexpr coverage coverage_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return coverage_in(deal_as_of(d, as_of), p);
}

/// All that a deal counts for in a period: one member for each attribution, by its name.
struct deal_measures {
  kpi::opportunities opportunities{};
  kpi::opportunities cohort_opportunities{};
  contract_outcomes contracts{};
  contract_outcomes cohort_contracts{};
  kpi::contract_values contract_values{};
  demo_yield demos{};
  cycle_time cycle{};
  cycle_time won_cycle{};
  due_deals due{};
  kpi::due_value due_value{};
  kpi::opportunity_value opportunity_value{};
  closed_sales sales{};
  kpi::discounts discounts{};
  kpi::coverage coverage{};

  static constexpr void fields(auto f, auto&... m) {
    f("opportunities", m.opportunities...);
    f("cohort_opportunities", m.cohort_opportunities...);
    f("contracts", m.contracts...);
    f("cohort_contracts", m.cohort_contracts...);
    f("contract_values", m.contract_values...);
    f("demos", m.demos...);
    f("cycle", m.cycle...);
    f("won_cycle", m.won_cycle...);
    f("due", m.due...);
    f("due_value", m.due_value...);
    f("opportunity_value", m.opportunity_value...);
    f("sales", m.sales...);
    f("discounts", m.discounts...);
    f("coverage", m.coverage...);
  }
};

/// Every attribution at once.
[[nodiscard]] KPI_INLINE constexpr deal_measures deal_measures_in(const deal_as_of& d, const period& p) noexcept {
  return {.opportunities = opportunities_in(d, p),
          .cohort_opportunities = cohort_opportunities_in(d, p),
          .contracts = contracts_in(d, p),
          .cohort_contracts = cohort_contracts_in(d, p),
          .contract_values = contract_values_in(d, p),
          .demos = demos_in(d, p),
          .cycle = cycle_in(d, p),
          .won_cycle = won_cycle_in(d, p),
          .due = due_in(d, p),
          .due_value = due_value_in(d, p),
          .opportunity_value = opportunity_value_in(d, p),
          .sales = sales_in(d, p),
          .discounts = discounts_in(d, p),
          .coverage = coverage_in(d, p)};
}
[[nodiscard]] constexpr deal_measures deal_measures_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return deal_measures_in(deal_as_of(d, as_of), p);
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/records/subscription.hpp

namespace kpi::inline v0_1 {

namespace detail {

[[nodiscard]] constexpr bool in_calendar(date::sys_days day) noexcept {
  return first_day <= day && day < after_last_day;
}
[[nodiscard]] constexpr bool in_calendar(date::year_month month) noexcept {
  return month.ok() && month.year() >= date::year{1} && month.year() <= date::year{9999};
}
/// The opposite of `month_number`, for months of the years 0 … 10000.
[[nodiscard]] constexpr date::year_month month_at(long long number) noexcept {
  return date::year{static_cast<int>(number / 12)} / date::month{static_cast<unsigned>(number % 12) + 1};
}

}  // namespace detail

/// What a customer pays a month, from one day until another.
///
/// Periods of one customer may overlap, and then add up; two that touch are continuous. How a price becomes `monthly`,
/// and what a trial or a discount does to it, is `subscription_period_of`.
struct subscription_period {
  std::uint64_t customer{};
  date::sys_days start{};               ///< the first day covered
  std::optional<date::sys_days> end{};  ///< the first day no longer covered; none while no end is known
  money monthly{};                      ///< monthly recurring revenue while it lasts
};

/// Whether a period can be counted at all.
///
/// Errors, first match wins, all `invalid`: "start" (outside the years 1 … 9999); "end" (outside them; not after the
/// start); "monthly" (negative or out of range).
[[nodiscard]] constexpr result<void> validate(const subscription_period& p) noexcept {
  if (!detail::in_calendar(p.start)) return refuse(errc::invalid, "start");
  if (p.end && (!detail::in_calendar(*p.end) || *p.end <= p.start)) return refuse(errc::invalid, "end");
  if (!detail::in_range(p.monthly)) return refuse(errc::invalid, "monthly");
  return {};
}

/// The same period, but without an end when it ends exactly on the day on which an export was cut off.
///
/// Some exports end everything that still runs on their last day, and all customers would seem to leave at once. What
/// happens from that day on is then not known: ask for no month that ends after it.
[[nodiscard]] constexpr subscription_period running_at_cut_off(subscription_period p, date::sys_days cut_off) noexcept {
  if (p.end == cut_off) p.end.reset();
  return p;
}

/// A subscription as a billing system holds it.
struct billed_subscription {
  std::uint64_t customer{};
  date::sys_days start{};                       ///< the first day of access, in a trial or not
  std::optional<date::sys_days> trial_until{};  ///< the first day that is paid for, where there was a trial
  std::optional<date::sys_days> end{};          ///< the first day without access; none while no end is known
  money price{};                                ///< of one bill: what recurs, without one-time fees, usage and tax
  money discount{};                             ///< off every bill, for as long as the subscription lasts
  billing billed{};                             ///< how often

  static constexpr void inputs(auto f, auto&... s) {
    f("customer", s.customer...);
    f("start", s.start...);
    f("trial_until", s.trial_until...);
    f("end", s.end...);
    f("price", s.price...);
    f("discount", s.discount...);
    f("billed", s.billed...);
  }
};

/// The recurring revenue of a subscription: its price less the discount, for a month, from the first day paid for.
///
/// A trial is not recurring revenue; one that ends in no payment gives a period that pays nothing, and who pays nothing
/// is no customer. A discount that ends before the subscription does is not a `discount`: what recurs is the price
/// without it, and its end would be booked as expansion (docs/decisions.md, D-33).
///
/// Errors, first match wins: `overflow`, `negative` (`price`, `discount`); `inconsistent`, "discount" (above the
/// price); those of `monthly_recurring_revenue`; `invalid` as of `validate`, "trial_until" (outside the years 1 …
/// 9999).
///
/// Example: 1,200 a year, less 120, with a trial until 15 March is 90 a month from 15 March.
[[nodiscard]] constexpr result<subscription_period> subscription_period_of(const billed_subscription& s) noexcept {
  const auto c = detail::check(s, s.price, s.discount).where(s.discount <= s.price, "discount");
  if (!c.ok()) return c.refusal();
  const auto monthly = monthly_recurring_revenue(s.price - s.discount, s.billed);
  if (!monthly) return tl::unexpected<error>(monthly.error());
  subscription_period p{.customer = s.customer, .start = s.start, .end = s.end, .monthly = *monthly};
  if (const auto valid = validate(p); !valid) return tl::unexpected<error>(valid.error());
  if (!s.trial_until || *s.trial_until <= s.start) return p;
  if (s.end && *s.end <= *s.trial_until) {
    p.monthly = money{};
    return p;
  }
  p.start = *s.trial_until;
  if (!validate(p)) return refuse(errc::invalid, "trial_until");
  return p;
}

namespace detail {

/// Whether a valid period is paid for on a day, given by its number: the day before any day has one.
[[nodiscard]] constexpr bool covers(const subscription_period& p, std::int64_t day) noexcept {
  return p.start.time_since_epoch().count() <= day && (!p.end || day < p.end->time_since_epoch().count());
}

[[nodiscard]] constexpr money revenue_on(std::span<const subscription_period> periods, std::int64_t day) noexcept {
  money sum;
  for (const auto& p : periods)
    if (covers(p, day) && validate(p)) sum += p.monthly;
  return sum;
}

}  // namespace detail

/// Recurring revenue on a day: what is paid for it, of one customer or of many. Periods that fail `validate` are left
/// out.
[[nodiscard]] constexpr money recurring_revenue_on(std::span<const subscription_period> periods,
                                                   date::sys_days day) noexcept {
  return detail::revenue_on(periods, day.time_since_epoch().count());
}

/// Committed recurring revenue on a day: the same without what is known to end. Also called: CMRR.
[[nodiscard]] constexpr money committed_revenue_on(std::span<const subscription_period> periods,
                                                   date::sys_days day) noexcept {
  money sum;
  for (const auto& p : periods)
    if (!p.end) sum += recurring_revenue_on({&p, 1}, day);
  return sum;
}

namespace detail {

/// One customer of a closed cohort, by what it pays at both ends. Who pays nothing at the opening is not in it.
[[nodiscard]] constexpr retained_revenue retained(const money& opening, const money& closing) noexcept {
  if (opening == money{}) return {};
  return {.opening = opening, .closing = closing, .capped = std::min(opening, closing)};
}
[[nodiscard]] constexpr customer_bridge retained_customer(const money& opening, const money& closing) noexcept {
  return {.opening = opening != money{} ? 1 : 0, .lost = opening != money{} && closing == money{} ? 1 : 0};
}

/// The same over [from, until): the ends of the day before each. Nothing when `until` is before `from`.
template <class F>
[[nodiscard]] constexpr auto between_days(std::span<const subscription_period> one_customer, date::sys_days from,
                                          date::sys_days until, F f) noexcept {
  const auto before = [&](date::sys_days day) {
    return until < from ? money{} : revenue_on(one_customer, std::int64_t{day.time_since_epoch().count()} - 1);
  };
  return f(before(from), before(until));
}

}  // namespace detail

/// What one customer's periods count for in the retention over [from, until): what it paid at the end of the day before
/// `from`, and, if that was anything, what it pays at the end of the day before `until`. Nothing when `until` is before
/// `from`.
[[nodiscard]] constexpr retained_revenue retained_revenue_of(std::span<const subscription_period> one_customer,
                                                             date::sys_days from, date::sys_days until) noexcept {
  return detail::between_days(one_customer, from, until, detail::retained);
}

/// The customer itself in the same: present at the opening, and lost unless it is there at the end. Who comes later is
/// in no closed cohort, so `acquired` and `reactivated` stay 0.
[[nodiscard]] constexpr customer_bridge retained_customer_of(std::span<const subscription_period> one_customer,
                                                             date::sys_days from, date::sys_days until) noexcept {
  return detail::between_days(one_customer, from, until, detail::retained_customer);
}

/// How a customer's recurring revenue changed from the end of one month to the end of the next.
enum class movement_kind : unsigned char {
  none,          ///< not at all
  new_business,  ///< from nothing, of a customer who paid at no month's end before
  expansion,
  contraction,
  churned,      ///< to nothing
  reactivated,  ///< from nothing, of a customer who paid at some month's end before
};

[[nodiscard]] constexpr std::string_view to_string(movement_kind kind) noexcept {
  switch (kind) {
    case movement_kind::none: return "none";
    case movement_kind::new_business: return "new_business";
    case movement_kind::expansion: return "expansion";
    case movement_kind::contraction: return "contraction";
    case movement_kind::churned: return "churned";
    case movement_kind::reactivated: return "reactivated";
  }
  return "none";
}

namespace detail {

/// The kind of a change by its bits: any at all, from nothing, to nothing, to more, of one who paid before. Looked up,
/// since branches would be mispredicted as often as not.
inline constexpr auto kinds_of_change = []() {
  std::array<movement_kind, 32> kinds{};
  for (unsigned how = 1; how < kinds.size(); how += 2)
    kinds[how] = how & 2   ? how & 16 ? movement_kind::reactivated : movement_kind::new_business
                 : how & 4 ? movement_kind::churned
                 : how & 8 ? movement_kind::expansion
                           : movement_kind::contraction;
  return kinds;
}();

}  // namespace detail

/// The one place in which a change is given its name. Paying nothing is being no customer. Two amounts that are both
/// out of range count as equal.
[[nodiscard]] constexpr movement_kind movement_between(const money& before, const money& after,
                                                       bool paid_before) noexcept {
  const auto bit = [](bool holds, int place) { return static_cast<unsigned>(holds) << place; };
  const unsigned how = bit(before != after, 0) | bit(before == money{}, 1) | bit(after == money{}, 2) |
                       bit(before < after, 3) | bit(paid_before, 4);
  return detail::kinds_of_change[how];
}

/// One customer's change in one month: from the end of the month before to its end.
struct movement {
  date::year_month month{};
  movement_kind kind = movement_kind::none;
  money before{};
  money after{};

  /// As in the bridge: how much, whatever the direction.
  [[nodiscard]] constexpr money amount() const noexcept {
    const money change = after - before;
    return before < after ? change : -change;
  }

  friend constexpr bool operator==(const movement&, const movement&) = default;
};

/// What a customer paid at the end of a month, where a table of such rows is what there is. Months without a row are
/// months without revenue; two rows of one month add up.
struct customer_month {
  std::uint64_t customer{};
  date::year_month month{};
  money monthly{};
};

/// Errors, first match wins, all `invalid`: "month" (none of the years 1 … 9999); "monthly" (negative or out of range).
[[nodiscard]] constexpr result<void> validate(const customer_month& m) noexcept {
  if (!detail::in_calendar(m.month)) return refuse(errc::invalid, "month");
  if (!detail::in_range(m.monthly)) return refuse(errc::invalid, "monthly");
  return {};
}

/// What became of the records that were given, so that none is dropped unseen: `taken + refused` is how many there
/// were. Adds over customers.
struct ledger_coverage {
  count taken{};
  count refused{};     ///< failed `validate`
  count between{};     ///< taken, but covers no month's last day: counts for nothing
  count customers{};   ///< with a period that was taken
  count never_seen{};  ///< of those, paying at no month's end: in no movement and in no cohort

  static constexpr void fields(auto f, auto&... c) {
    f("taken", c.taken...);
    f("refused", c.refused...);
    f("between", c.between...);
    f("customers", c.customers...);
    f("never_seen", c.never_seen...);
  }
};

/// What a customer pays from the end of a month on, until the next step.
struct revenue_step {
  date::year_month month{};
  money monthly{};

  friend constexpr bool operator==(const revenue_step&, const revenue_step&) = default;
};

/// One customer's recurring revenue at the end of every month, as the steps in which it changes: what its periods count
/// for in movements, cohorts and retention.
///
/// The revenue of a month is what is paid for its last day. So a gap that covers no month's last day is none, and a
/// period that covers none counts for nothing. A sum out of range is the overflow mark, and stays it in later months.
/// Made to be assigned again and again: after the first customers it no longer allocates.
class KPI_EXPORT revenue_history {
 public:
  revenue_history() = default;
  explicit revenue_history(std::span<const subscription_period> one_customer);

  /// The periods of one customer, all of them, in any order.
  void assign(std::span<const subscription_period> one_customer);
  /// The rows of one customer, all of them, in any order; fastest when sorted by month.
  void assign_months(std::span<const customer_month> one_customer);

  /// In order of month, each different from the one before it; the first is the first month of paying anything.
  [[nodiscard]] std::span<const revenue_step> steps() const noexcept { return {steps_.data(), steps_.size()}; }
  [[nodiscard]] money at_end_of(date::year_month month) const noexcept;
  /// Calls `f(movement)` for every step, in order.
  template <class F>
  void for_each_movement(F f) const {
    money before;
    bool paid_before = false;
    for (const auto& [month, after] : steps_) {
      f(movement{month, movement_between(before, after, paid_before), before, after});
      before = after;
      paid_before = true;
    }
  }
  [[nodiscard]] const ledger_coverage& coverage() const noexcept { return coverage_; }

 private:
  void clear() noexcept;
  void settle();
  void assign_unordered(std::span<const customer_month> one_customer);
  void count_records(std::size_t given) noexcept;

  std::vector<revenue_step> steps_;
  std::vector<revenue_step> draft_;  // what is added in a month, or taken away; or steps before they are counted
  ledger_coverage coverage_{};
};

}  // namespace kpi::inline v0_1

// ---- include/kpi/records/timed_case.hpp

namespace kpi::inline v0_1 {

/// One run of a clock: a lead and the answer to it, a ticket and its resolution, a hire and the first sale. The metric
/// says which two instants they are. Both are in one zone, best UTC.
struct timed_case {
  date::sys_seconds start{};
  std::optional<date::sys_seconds> end{};  ///< none while it still runs
};

/// Whether a case can be counted. Errors: `invalid`, "end" (before the start).
[[nodiscard]] constexpr result<void> validate(const timed_case& c) noexcept {
  if (c.end && *c.end < c.start) return refuse(errc::invalid, "end");
  return {};
}

namespace detail {

/// From one instant to a later one, in 64 bits whatever they are: beyond the range of a total it is the mark.
[[nodiscard]] constexpr seconds seconds_between(date::sys_seconds from, date::sys_seconds until) noexcept {
  return seconds(until.time_since_epoch().count()) - seconds(from.time_since_epoch().count());
}

}  // namespace detail

/// A case as it stood at an instant: its time once it has ended, waiting until then, nothing before it began. A case
/// that fails `validate` counts for nothing.
[[nodiscard]] constexpr elapsed elapsed_of(const timed_case& c, date::sys_seconds as_of) noexcept {
  if (!validate(c) || c.start > as_of) return {};
  if (!c.end || *c.end > as_of) return {.waiting = 1};
  return {.cases = 1, .total = detail::seconds_between(c.start, *c.end)};
}

/// A case as the record has it: its time when it has ended, else waiting.
[[nodiscard]] constexpr elapsed elapsed_of(const timed_case& c) noexcept {
  return elapsed_of(c, date::sys_seconds::max());
}

/// Whether a case was answered within a limit, decided as of an instant: one that still waits within the limit is not
/// decided and not counted, one that waits beyond it has failed.
[[nodiscard]] constexpr response_limit response_limit_of(const timed_case& c, const seconds& limit,
                                                         date::sys_seconds as_of) noexcept {
  if (!validate(c) || c.start > as_of) return {};
  const bool ended = c.end && *c.end <= as_of;
  const bool within = detail::seconds_between(c.start, ended ? *c.end : as_of) <= limit;
  return {.cases = ended || !within ? 1 : 0, .within = ended && within ? 1 : 0};
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/tally/parallel.hpp

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

// ---- include/kpi/tally/groups.hpp

namespace kpi::inline v0_1::detail {

template <class K>
concept hashable = requires(const K& k) {
  { std::hash<K>{}(k) } -> std::convertible_to<std::size_t>;
};

template <class K, class M>
[[nodiscard]] std::vector<std::pair<K, M>> sorted_by_key(std::vector<std::pair<K, M>> groups) {
  const auto by_key = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(groups.begin(), groups.end(), by_key)) std::sort(groups.begin(), groups.end(), by_key);
  return groups;
}

template <class Cells>
void add_cells(Cells& to, Cells& from) {
  from.for_each([&to](const auto& key, auto& cell) { to[key] += std::move(cell); });
}

/// A cell for each key. A hash map where the key can be hashed, else a tree: which one is seen by nobody.
template <class K, class M>
class map_groups {
 public:
  [[nodiscard]] M& operator[](const K& key) { return cells_[key]; }
  [[nodiscard]] const M* find(const K& key) const {
    const auto cell = cells_.find(key);
    return cell == cells_.end() ? nullptr : &cell->second;
  }
  [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
  [[nodiscard]] std::size_t room() const noexcept { return cells_.size(); }

  void for_each(auto f) {
    for (auto& [key, cell] : cells_) f(key, cell);
  }

  void merge(auto&, std::vector<map_groups>& others) {
    for (map_groups& other : others) add_cells(*this, other);
  }

  [[nodiscard]] std::vector<std::pair<K, M>> sorted() && {
    return sorted_by_key<K, M>({std::make_move_iterator(cells_.begin()), std::make_move_iterator(cells_.end())});
  }

 private:
  typename std::conditional_t<hashable<K>, std::type_identity<std::unordered_map<K, M>>,
                              std::type_identity<std::map<K, M>>>::type cells_;
};

/// A cell for each integer key: in a table that grows as far as the keys reach, and to 16 MB at most; keys further away
/// have a hash map. A cell stays where it is: the table is one of pages, of which those are there that have a cell.
template <whole K, class M>
class table_groups {
 public:
  [[nodiscard]] M& operator[](K key) {
    const std::uint64_t i = place(key);
    if (const std::uint64_t n = i / page_size; n < pages_.size()) [[likely]] {
      if (page& p = pages_[static_cast<std::size_t>(n)]; !p.empty()) [[likely]] {
        one& c = p[i % page_size];
        c.seen = true;
        return c.cell;
      }
    }
    return first_of(key);
  }

  [[nodiscard]] const M* find(K key) const {
    const std::uint64_t i = place(key);
    if (i / page_size >= pages_.size()) return far_.find(key);
    const page& p = pages_[static_cast<std::size_t>(i / page_size)];
    return !p.empty() && p[i % page_size].seen ? &p[i % page_size].cell : nullptr;
  }
  /// How many cells there are or may be.
  [[nodiscard]] std::size_t room() const noexcept { return pages_.size() * page_size + far_.room(); }

  void for_each(auto f) {
    for (std::size_t n = 0; n < pages_.size(); ++n) {
      if (pages_[n].empty()) continue;
      for (std::size_t i = 0; i < page_size; ++i)
        if (one& c = pages_[n][i]; c.seen) f(static_cast<K>(low_ + n * page_size + i), c.cell);
    }
    far_.for_each(f);
  }

  /// Page by page, where they all have a place in this table: no two threads share a page, and none moves.
  void merge(auto& policy, std::vector<table_groups>& others) {
    const bool near = std::all_of(others.begin(), others.end(), [this](const table_groups& other) {
      return other.far_.empty() && (other.pages_.empty() || (reach(other.low_) && reach(other.last())));
    });
    if (!near) {
      for (table_groups& other : others) add_cells(*this, other);
      return;
    }
    for_each_part(policy, pages_.size(), others.size() + 1, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t n = begin; n < end; ++n)
        for (table_groups& other : others) add_page(pages_[n], other.page_at(low_ + n * page_size));
    });
  }

  [[nodiscard]] std::vector<std::pair<K, M>> sorted() && {
    std::size_t size = 0;
    for_each([&size](K, const M&) { ++size; });
    std::vector<std::pair<K, M>> groups;
    groups.reserve(size);
    for_each([&groups](K key, M& cell) { groups.emplace_back(key, std::move(cell)); });
    return sorted_by_key<K, M>(std::move(groups));
  }

 private:
  struct one {
    bool seen = false;
    M cell{};
  };
  static constexpr std::size_t page_size = 128;
  /// The cells of so many keys, or none. Just a pointer: those of a large table then stay in the nearest cache.
  class page {
   public:
    page() = default;
    page(page&&) noexcept = default;
    page(const page& other) : cells_(other.empty() ? nullptr : std::make_unique<cells>(*other.cells_)) {}
    page& operator=(page other) noexcept {
      cells_ = std::move(other.cells_);
      return *this;
    }

    [[nodiscard]] bool empty() const noexcept { return cells_ == nullptr; }
    void fill() { cells_ = std::make_unique<cells>(); }
    [[nodiscard]] one& operator[](std::size_t i) noexcept { return (*cells_)[i]; }
    [[nodiscard]] const one& operator[](std::size_t i) const noexcept { return (*cells_)[i]; }

   private:
    using cells = std::array<one, page_size>;

    std::unique_ptr<cells> cells_;
  };
  static constexpr std::uint64_t most_pages =
      std::max<std::uint64_t>((std::uint64_t{16} << 20) / (page_size * sizeof(one)), 1);

  /// How far above the lowest key of the table; of a key below it, wrapped round to a very large number.
  [[nodiscard]] std::uint64_t place(K key) const noexcept { return static_cast<std::uint64_t>(key) - low_; }

  KPI_COLD M& first_of(K key) {
    if (!reach(static_cast<std::uint64_t>(key))) return far_[key];
    pages_[static_cast<std::size_t>(place(key) / page_size)].fill();
    return (*this)[key];
  }

  /// Whether the table reaches so far; it grows as far as it may.
  [[nodiscard]] bool reach(std::uint64_t key) {
    if (pages_.empty()) low_ = key - key % page_size;
    const std::uint64_t above = (key - low_) / page_size;
    const std::uint64_t below = (low_ - key + page_size - 1) / page_size;
    if (above < most_pages) {
      if (above >= pages_.size()) pages_.resize(static_cast<std::size_t>(above + 1));
    } else if (below <= most_pages - pages_.size()) {
      std::vector<page> pages(static_cast<std::size_t>(below));
      pages.insert(pages.end(), std::make_move_iterator(pages_.begin()), std::make_move_iterator(pages_.end()));
      pages_ = std::move(pages);
      low_ -= below * page_size;
    } else {
      return false;
    }
    return true;
  }
  [[nodiscard]] page* page_at(std::uint64_t first) noexcept {
    const std::uint64_t n = (first - low_) / page_size;
    return n < pages_.size() ? &pages_[static_cast<std::size_t>(n)] : nullptr;
  }
  static void add_page(page& to, page* from) {
    if (from == nullptr || from->empty()) return;
    page added = std::move(*from);
    if (to.empty()) {
      to = std::move(added);
      return;
    }
    for (std::size_t i = 0; i < page_size; ++i) {
      one& c = added[i];
      if (c.seen && to[i].seen)
        to[i].cell += std::move(c.cell);
      else if (c.seen)
        to[i] = std::move(c);
    }
  }

  [[nodiscard]] std::uint64_t last() const noexcept { return low_ + pages_.size() * page_size - 1; }

  std::uint64_t low_ = 0;
  std::vector<page> pages_;
  map_groups<K, M> far_;
};

template <class K, class M>
struct cells_for {
  using type = map_groups<K, M>;
};
template <whole K, class M>
struct cells_for<K, M> {
  using type = table_groups<K, M>;
};

}  // namespace kpi::inline v0_1::detail

// ---- include/kpi/tally/distribution.hpp

namespace kpi::inline v0_1 {

namespace detail {

/// How often each number occurred: what a distribution is made of, whatever its values mean.
///
/// What is added waits in a list, and is then counted: where numbers lie close together each has a place of its own in
/// a window, and to add one is a single step; else there are sorted cells.
class KPI_EXPORT occurrences {
 public:
  struct cell {
    std::int64_t value;
    count times;
    friend bool operator==(const cell&, const cell&) = default;
  };
  using cells_by_value = std::vector<cell>;

  void add(std::int64_t value) {
    if (waiting_.size() != waiting_.capacity())
      waiting_.push_back(value);
    else if (const std::uint64_t i = place(value); i < window_.size()) [[likely]]
      ++window_[static_cast<std::size_t>(i)];
    else
      wait(value);
  }
  /// Adds so many of it, or takes them off.
  void put(std::int64_t value, count times);

  occurrences& operator+=(const occurrences& other);
  occurrences& operator-=(const occurrences& other);
  [[nodiscard]] friend bool operator==(const occurrences& a, const occurrences& b) { return a.sorted() == b.sorted(); }

  [[nodiscard]] count size() const noexcept;
  /// In order of value, one cell for each, none of them zero.
  [[nodiscard]] cells_by_value sorted() const;
  [[nodiscard]] result<double> quantile(const ratio& p, count floor, std::int64_t limit) const;

 private:
  void take(const occurrences& other, bool off);
  void hold(cells_by_value all);
  KPI_COLD void wait(std::int64_t value);

  /// How far above the lowest place of the window; of a number below it, wrapped round to a very large one.
  [[nodiscard]] std::uint64_t place(std::int64_t value) const noexcept {
    return static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(low_);
  }

  std::vector<std::int64_t> waiting_;  // one of each, in order of arrival; first, to lie beside what is added with it
  std::vector<std::int64_t> window_;   // how often low_ and what follows it occurred
  std::int64_t low_ = 0;
  cells_by_value cells_;  // of values outside the window
};

}  // namespace detail

/// How often a row has a value: what it adds to a distribution.
template <class T = days>
struct occurrence {
  T value{};
  count times{};  ///< 0 when it has none, and then the value does not matter
};

/// How often each value occurred: the exact distribution of whole days (or of seconds, counts or money), from which
/// medians and other quantiles come.
///
/// It merges like a measure, in any order and however the rows were split: the counts are the same, so the quantiles
/// are. A correction takes the old value out with `remove`. Memory is at most 64 bytes for each distinct value, and 8
/// for each of up to four times as many additions (at least 256) that wait to be counted, at most four times that while
/// vectors grow; a group of a few rows costs a few dozen bytes. An addition takes one step where values lie close
/// together, and else as many as sorting does, but one with a number of times, or a removal, looks for its place among
/// the values that lie apart and moves those above it; a merge one for each distinct value of both, a quantile one
/// pass.
template <class T = days>
class distribution {
 public:
  using value_type = T;

  void add(const T& value) { all_.add(value.value()); }
  /// So many of one value, as a histogram has them.
  void add(const T& value, const kpi::count& times) {
    if (times != 0) all_.put(value.value(), times);
  }
  void remove(const T& value) { all_.put(value.value(), -1); }

  distribution& operator+=(const distribution& other) {
    all_ += other.all_;
    return *this;
  }
  distribution& operator-=(const distribution& other) {
    all_ -= other.all_;
    return *this;
  }
  [[nodiscard]] friend distribution operator+(distribution a, const distribution& b) { return a += b; }
  [[nodiscard]] friend distribution operator-(distribution a, const distribution& b) { return a -= b; }
  [[nodiscard]] friend bool operator==(const distribution&, const distribution&) = default;

  /// How many values it holds.
  [[nodiscard]] kpi::count count() const noexcept { return all_.size(); }

  /// Each value it holds and how often, in ascending order.
  [[nodiscard]] std::vector<std::pair<T, kpi::count>> cells() const {
    std::vector<std::pair<T, kpi::count>> cells;
    for (const auto& [value, times] : all_.sorted()) cells.emplace_back(detail::total_of<T>(value), times);
    return cells;
  }

  /// The quantile at `p`, 0 … 1, interpolated between neighbours as SQL's percentile_cont does: of n values it lies
  /// p × (n − 1) steps above the least. Of money in units, of everything else the number it counts.
  ///
  /// Errors, first match wins: `invalid`, "p" (below 0 or above 1); `overflow`, "value" or "count"; `negative`, "count"
  /// (more removed than added); `too_few`, "count" (fewer values than the floor, and always when there are none).
  [[nodiscard]] result<double> quantile(const ratio& p, kpi::count floor = 1) const {
    auto q = all_.quantile(p, floor, T::limit);
    if constexpr (requires { T::per_unit; })
      if (q) *q /= static_cast<double>(T::per_unit);
    return q;
  }

  /// The quantile at 1/2: the middle value, or the mean of the two in the middle.
  [[nodiscard]] result<double> median(kpi::count floor = 1) const { return quantile(ratio::percent(50), floor); }

 private:
  friend detail::unchecked;

  detail::occurrences all_;
};

namespace detail {

/// Values that rows of a block add to distributions, until all that these rows add has proved small: what a row may or
/// may not add costs no branch then, and the search for where a distribution keeps it does not hold up the next row.
class KPI_EXPORT values_aside {
  struct one {
    occurrences* to;
    std::int64_t value;
  };

 public:
  /// Sets the values of a block aside. One for each block, so that it can live in a register.
  class writer {
   public:
    /// Once, or not at all.
    void set(occurrences& to, std::int64_t value, bool once) noexcept {
      *next_ = {&to, value};
      next_ += once ? 1 : 0;
    }

   private:
    friend values_aside;
    explicit writer(one* next) noexcept : next_(next) {}
    one* next_;
  };

  /// For at most so many values at once.
  explicit values_aside(std::size_t values);

  [[nodiscard]] writer first() noexcept { return writer(values_.data()); }
  /// Adds what was written. What is not added is written over by the next.
  void add(const writer& written);

 private:
  std::vector<one> values_;
};

}  // namespace detail

}  // namespace kpi::inline v0_1

// ---- include/kpi/tally/unchecked.hpp

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

// ---- include/kpi/tally/tally.hpp

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

// ---- include/kpi/tally/by_period.hpp

namespace kpi::inline v0_1 {

/// Periods, prepared so that the place of a day is found by one look-up.
///
/// The periods may overlap, touch, leave gaps and come in any order. They are cut wherever one of them begins or ends;
/// between two cuts lies a segment, every day is in at most one of them, and a period is the sum of its segments.
/// Memory: four bytes for each day between the first and the last. Making it takes n × log n steps for n periods, and
/// one for each day.
class KPI_EXPORT period_index {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  explicit period_index(std::span<const period> periods);

  /// The segment in which a day lies, or `none`; so too of an event that has not happened.
  [[nodiscard]] std::uint32_t segment_of(date::sys_days day) const noexcept { return segment_at(place(day)); }
  [[nodiscard]] std::uint32_t segment_of(const std::optional<date::sys_days>& event) const noexcept {
    return segment_at(place(event.value_or(date::sys_days{})) | static_cast<std::uint64_t>(-std::int64_t{!event}));
  }

  // Not `return periods_;`: to make a span of a range takes a compiler much longer.
  [[nodiscard]] std::span<const period> periods() const noexcept { return {periods_.data(), periods_.size()}; }
  [[nodiscard]] std::span<const period> segments() const noexcept { return {segments_.data(), segments_.size()}; }

  /// Of the same periods, in the same order.
  [[nodiscard]] bool operator==(const period_index& other) const noexcept;

  /// One period's measure, from one measure for each segment.
  template <class M>
  [[nodiscard]] M sum(const period& p, std::span<const M> by_segment) const {
    M total{};
    const auto from = std::lower_bound(segments_.begin(), segments_.end(), p.from(),
                                       [](const period& segment, date::sys_days day) { return segment.from() < day; });
    for (auto s = from; s != segments_.end() && p.contains(s->from()); ++s)
      total += by_segment[static_cast<std::size_t>(s - segments_.begin())];
    return total;
  }

 private:
  /// How many days after the first one; a day before it, wrapped round to a very large number.
  [[nodiscard]] std::uint64_t place(date::sys_days day) const noexcept {
    return static_cast<std::uint64_t>(std::int64_t{day.time_since_epoch().count()} - first_);
  }
  [[nodiscard]] std::uint32_t segment_at(std::uint64_t place) const noexcept {
    return segment_of_day_[static_cast<std::size_t>(std::min<std::uint64_t>(place, segment_of_day_.size() - 1))];
  }

  std::vector<period> periods_;
  std::vector<period> segments_;
  std::int64_t first_ = 0;
  std::vector<std::uint32_t> segment_of_day_;  // and `none` behind the last
};

/// Calls `f(segment)` once for each segment in which something happens to the deal as of the day: in all others every
/// attribution of it is empty.
template <class F>
void for_each_segment(const period_index& index, const deal& d, F f) {
  const std::uint32_t segments[] = {index.segment_of(d.opened), index.segment_of(d.closed),
                                    index.segment_of(d.expected_close), index.segment_of(d.contract_sent),
                                    index.segment_of(d.demo)};
  const std::uint32_t first = *std::min_element(std::begin(segments), std::end(segments));
  // What has happened, and whether in one segment or in several, is hard to predict: marks need no branch for it.
  std::uint64_t marks = 0;
  std::uint32_t unmarked = 0;
  for (const std::uint32_t s : segments) {
    const bool near = s - first < 64;
    marks |= std::uint64_t{near && s != period_index::none} << (s - first) % 64;
    unmarked += !near && s != period_index::none ? 1 : 0;
  }
  for (; marks != 0; marks &= marks - 1) f(first + static_cast<std::uint32_t>(std::countr_zero(marks)));
  if (unmarked != 0) [[unlikely]] {
    for (const std::uint32_t* s = std::begin(segments); s != std::end(segments); ++s)
      if (*s - first >= 64 && *s != period_index::none && std::find(std::begin(segments), s, *s) == s) f(*s);
  }
}

namespace detail {

/// Says what a deal counts for in a period, as an M or by adding to one.
template <class F, class M>
concept attributes = adds_in_place<M, F, const deal_as_of&, const period&> ||
    std::convertible_to<std::invoke_result_t<F&, const deal_as_of&, const period&>, M>;

}  // namespace detail

/// Every attribution, as `period_tally` is given attributions.
inline constexpr auto every_attribution = [](const deal_as_of& d, const period& p) { return deal_measures_in(d, p); };

/// Deals that arrive one after another, by key and period, each event in the period in which it happened.
///
///     kpi::period_tally<std::string> by_owner(quarters, as_of);
///     while (source.next(owner, deal)) by_owner.add(owner, deal);
///     for (const auto& [owner, in_quarters] : by_owner.keys())
///       for (const auto& [quarter, m] : in_quarters) …
///
/// Without a key, `period_tally<>`, it is `add(deal)` and `periods()`. What is added up is every attribution, or what
/// the caller names: with `period_tally<Key, M>`, `add(key, deal, f)` where `f(deal_as_of, period)` gives an M, or
/// `f(m, deal_as_of, period)` adds in place, as distributions need it. `f` is asked about the periods in which
/// something happens to a deal, cut where they overlap; in all others attributions have to be empty, as those of the
/// library are. When M has a `coverage`, it also tells of all records of the key: `coverage_in` belongs into `f`.
///
/// Keys are those of `groups`. Memory: one M for each key and period (more where periods overlap); a deal allocates
/// nothing but the cells of a key that is seen for the first time.
template <class Key = std::monostate, class M = deal_measures>
class period_tally {
 public:
  period_tally(std::span<const period> periods, date::sys_days as_of) : index_(periods), as_of_(as_of) {
    if constexpr (keyless) insert({});
  }

  template <detail::attributes<M> F = decltype(every_attribution)>
  KPI_FLATTEN void add(const Key& key, const deal& d, F&& f = F{}) {
    const std::size_t n = number_of(key);
    const deal_as_of s(d, as_of_);
    detail::nothing_aside none;
    detail::unchecked::add(records_[n], detail::record_of(s), records_[n], none);
    if (s.refused()) return;
    M* const cells = cells_.data() + n * index_.segments().size();
    for_each_segment(index_, d, [&](std::uint32_t i) {
      const period& segment = index_.segments()[i];
      if constexpr (detail::adds_in_place<M, F, const deal_as_of&, const period&>)
        f(cells[i], s, segment);
      else
        count(cells[i], f(s, segment));
    });
  }
  template <detail::attributes<M> F = decltype(every_attribution)>
  requires std::same_as<Key, std::monostate>
  void add(const deal& d, F&& f = F{}) { add({}, d, f); }

  /// Adds the other's deals. Errors, first match wins: `inconsistent`, "periods" or "as_of" (not the same).
  [[nodiscard]] result<void> merge(const period_tally& other) {
    if (index_ != other.index_) return refuse(errc::inconsistent, "periods");
    if (as_of_ != other.as_of_) return refuse(errc::inconsistent, "as_of");
    const std::size_t size = index_.segments().size();
    for (std::size_t i = 0; i < other.keys_.size(); ++i) {
      const std::size_t n = number_of(other.keys_[i]);
      records_[n] += other.records_[i];
      const std::vector<M> more = other.cells_of(i);
      for (std::size_t k = 0; k < size; ++k) {
        settle(cells_[n * size + k]);
        cells_[n * size + k] += more[k];
      }
    }
    return {};
  }

  /// For each key, in order, one measure for each period, in the order in which they were given.
  [[nodiscard]] std::vector<std::pair<Key, std::vector<std::pair<period, M>>>> keys() const {
    std::vector<std::pair<Key, std::vector<std::pair<period, M>>>> all;
    all.reserve(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i) all.emplace_back(keys_[i], periods_of(i));
    return detail::sorted_by_key(std::move(all));
  }
  /// One measure for each period, in the order in which they were given.
  [[nodiscard]] std::vector<std::pair<period, M>> periods() const requires std::same_as<Key, std::monostate> {
    return periods_of(0);
  }

 private:
  static constexpr bool keyless = std::same_as<Key, std::monostate>;

  /// As in kpi/tally/unchecked.hpp: a figure that is not small is added with a look at the range, and every sum is
  /// looked at now and then, and when it is read.
  void count(M& cell, const M& m) {
    if constexpr (detail::provable<M>) {
      detail::nothing_aside none;
      if (detail::unchecked::add(cell, m, cell, none) != 0) [[unlikely]] {
        detail::unchecked::take_back(cell, m);
        settle(cell);
        cell += m;
      }
      if (++counted_ % detail::unchecked::adds_to_settle == 0) [[unlikely]] {
        for (M& c : cells_) settle(c);
      }
    } else {
      cell += m;
    }
  }
  static void settle(M& cell) {
    if constexpr (detail::provable<M>) detail::unchecked::settle(cell);
  }
  [[nodiscard]] std::vector<M> cells_of(std::size_t number) const {
    const std::size_t size = index_.segments().size();
    const auto cells = std::span<const M>(cells_).subspan(number * size, size);
    std::vector<M> settled(cells.begin(), cells.end());
    for (M& c : settled) settle(c);
    return settled;
  }

  /// Keys are numbered as they come.
  [[nodiscard]] std::size_t number_of(const Key& key) {
    if constexpr (keyless) return 0;
    const std::size_t n = numbers_[key];
    return n != 0 ? n - 1 : insert(key);
  }
  KPI_COLD std::size_t insert(const Key& key) {
    keys_.push_back(key);
    records_.emplace_back();
    cells_.resize(keys_.size() * index_.segments().size());
    numbers_[key] = keys_.size();
    return keys_.size() - 1;
  }

  [[nodiscard]] std::vector<std::pair<period, M>> periods_of(std::size_t number) const {
    const std::vector<M> cells = cells_of(number);
    std::vector<std::pair<period, M>> all;
    all.reserve(index_.periods().size());
    for (const period& p : index_.periods()) {
      M& m = all.emplace_back(p, index_.sum<M>(p, cells)).second;
      if constexpr (requires { requires std::same_as<decltype(m.coverage), coverage>; }) {
        m.coverage.taken = records_[number].taken;
        m.coverage.refused = records_[number].refused;
        m.coverage.not_opened = records_[number].not_opened;
      }
    }
    return all;
  }

  period_index index_;
  date::sys_days as_of_;
  typename detail::cells_for<Key, std::size_t>::type numbers_;  // from 1
  std::vector<Key> keys_;
  std::vector<coverage> records_;  // by number
  std::vector<M> cells_;           // by number and segment
  std::int64_t counted_ = 0;
};

namespace detail {

/// What is added up: M, when it is named, and otherwise what the attributions give.
template <class M, class F>
struct attributed {
  using type = M;
};
template <class F>
struct attributed<void, F> {
  using type = std::remove_cvref_t<std::invoke_result_t<F&, const deal_as_of&, const period&>>;
};

template <class M, class R, class Key, class AsDeal, class F>
[[nodiscard]] KPI_FLATTEN auto periods_tallied(R&& rows, std::span<const period> periods, date::sys_days as_of, Key key,
                                               AsDeal as_deal, F f) {
  period_tally<key_of<Key, R>, typename attributed<M, F>::type> all(periods, as_of);
  for (auto&& row : rows) all.add(std::invoke(key, row), std::invoke(as_deal, row), f);
  return all;
}

template <class M, class Policy, class R, class Key, class AsDeal, class F>
[[nodiscard]] auto periods_tallied_by(Policy&& policy, R&& rows, std::span<const period> periods, date::sys_days as_of,
                                      Key key, AsDeal as_deal, F f) {
  const auto fold = [&](auto part) { return periods_tallied<M>(part, periods, as_of, key, as_deal, f); };
  const auto merge = [](auto& total, const auto& next) { static_cast<void>(total.merge(next)); };
  return merged_in_order(folded_parts_of(policy, rows, parts_for, fold), merge);
}

inline constexpr auto no_key = [](const auto&) { return std::monostate{}; };

template <class R>
concept iterable = requires(R& rows) {
  std::begin(rows);
};

}  // namespace detail

/// Every attribution of every deal in every period, in one pass: each event goes to the period in which it happened.
///
/// Gives pairs of period and measures in the order of `periods`, and each of them is exactly what
/// `tally(deals, deal_measures_of …)` gives for its period alone; so the coverage of each tells of all records given.
/// `as_deal(row)` makes a deal of a row; `f` names the attributions, as in `period_tally`.
template <class M = void, detail::iterable R, class AsDeal = std::identity, class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(R&& rows, std::span<const period> periods, date::sys_days as_of, AsDeal as_deal = {},
                                   F f = {}) {
  return detail::periods_tallied<M>(rows, periods, as_of, detail::no_key, std::move(as_deal), std::move(f)).periods();
}

/// The same for each key: pairs of key and what its rows alone give, sorted by key.
template <class M = void, detail::iterable R, class Key, class AsDeal = std::identity,
          class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(R&& rows, Key key, std::span<const period> periods, date::sys_days as_of,
                                   AsDeal as_deal = {}, F f = {}) {
  return detail::periods_tallied<M>(rows, periods, as_of, std::move(key), std::move(as_deal), std::move(f)).keys();
}

// Both on all cores, as the policy says: kpi/tally/parallel.hpp.

template <class M = void, class Policy, detail::splittable R, class AsDeal = std::identity,
          class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(Policy&& policy, R&& rows, std::span<const period> periods, date::sys_days as_of,
                                   AsDeal as_deal = {}, F f = {}) {
  return detail::periods_tallied_by<M>(std::forward<Policy>(policy), rows, periods, as_of, detail::no_key,
                                       std::move(as_deal), std::move(f))
      .periods();
}

template <class M = void, class Policy, detail::splittable R, class Key, class AsDeal = std::identity,
          class F = decltype(every_attribution)>
[[nodiscard]] auto tally_by_period(Policy&& policy, R&& rows, Key key, std::span<const period> periods,
                                   date::sys_days as_of, AsDeal as_deal = {}, F f = {}) {
  return detail::periods_tallied_by<M>(std::forward<Policy>(policy), rows, periods, as_of, std::move(key),
                                       std::move(as_deal), std::move(f))
      .keys();
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/tally/bytes.hpp

/// \file
/// The byte form in which measures and distributions travel: through files, queues, MPI, a column of bytes in SQL.
///
///     const std::vector<std::byte> sent = kpi::to_bytes(o);
///     const kpi::result<kpi::opportunities> received = kpi::from_bytes<kpi::opportunities>(sent);
///
/// Version 1. Every number is of eight bytes, little-endian, in two's complement, but the version, of four.
///
///     bytes 0 … 3    89 6b 70 69, which is "kpi" after a byte that no text begins with
///     bytes 4 … 7    the version
///     bytes 8 … 15   the fingerprint
///     from byte 16   the fields, in the order of the visitor:
///                      a total          its value (of money, 1/10,000), or 2^62 − 1 when it overflowed
///                      a measure        its fields
///                      a distribution   how many cells; for each, in ascending order, its value and how often it
///                                       occurred, which is not 0
///
/// The fingerprint is the 64-bit FNV-1a hash of the names, kinds and order of the fields, written
/// `{opened:count;won:count;sold:{revenue:money;};cycles:distribution(days);}`; of a distribution alone,
/// `distribution(days)`. Measures are told apart by it, not by their own names. Equal values have equal bytes.

namespace kpi::inline v0_1 {

namespace detail {

inline constexpr std::array<std::byte, 4> byte_magic{std::byte{0x89}, std::byte{'k'}, std::byte{'p'}, std::byte{'i'}};
inline constexpr std::uint32_t byte_version = 1;

template <class X>
inline constexpr bool is_distribution = false;
template <class T>
inline constexpr bool is_distribution<distribution<T>> = true;

/// FNV-1a over one piece of text after another.
class fnv1a {
 public:
  constexpr void add(std::string_view text) noexcept {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3U;
  }
  [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf2'9ce4'8422'2325U;
};

template <class X>
constexpr void add_shape(fnv1a& shape, const X& x) noexcept {
  if constexpr (measure<X>) {
    shape.add("{");
    X::fields(
        [&shape](std::string_view name, const auto& field) {
          shape.add(name);
          shape.add(":");
          add_shape(shape, field);
          shape.add(";");
        },
        x);
    shape.add("}");
  } else if constexpr (is_distribution<X>) {
    shape.add("distribution(");
    add_shape(shape, typename X::value_type{});
    shape.add(")");
  } else if constexpr (std::same_as<X, count>) {
    shape.add("count");
  } else if constexpr (std::same_as<X, money>) {
    shape.add("money");
  } else if constexpr (std::same_as<X, days>) {
    shape.add("days");
  } else {
    static_assert(std::same_as<X, seconds>, "a field is a count, money, days, seconds, a measure or a distribution");
    shape.add("seconds");
  }
}

template <class X>
[[nodiscard]] constexpr std::uint64_t fingerprint() noexcept {
  fnv1a shape;
  add_shape(shape, X{});
  return shape.hash();
}

template <std::unsigned_integral N>
void write_number(std::vector<std::byte>& out, N n) {
  for (std::size_t i = 0; i < sizeof(N); ++i) {
    out.push_back(static_cast<std::byte>(n & 0xff));
    n >>= 8;
  }
}

template <class X>
void write(std::vector<std::byte>& out, const X& x) {
  if constexpr (measure<X>) {
    X::fields([&out](std::string_view, const auto& field) { write(out, field); }, x);
  } else if constexpr (is_distribution<X>) {
    const auto cells = x.cells();
    write_number(out, std::uint64_t{cells.size()});
    for (const auto& [value, times] : cells) {
      write(out, value);
      write(out, times);
    }
  } else {
    write_number(out, static_cast<std::uint64_t>(x.value()));
  }
}

/// Reads from the front. At the first thing that is not as it must be, it keeps its name and stays there.
class byte_reader {
 public:
  explicit byte_reader(std::span<const std::byte> bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] bool ok() const noexcept { return refused_.empty(); }
  [[nodiscard]] std::string_view refused() const noexcept { return refused_; }
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }
  void refuse(std::string_view name) noexcept {
    if (ok()) refused_ = name;
  }

  template <std::unsigned_integral N>
  [[nodiscard]] N number() noexcept {
    if (rest_.size() < sizeof(N)) refuse("size");
    if (!ok()) return 0;
    N n = 0;
    for (std::size_t i = sizeof(N); i-- > 0;) n = n << 8 | std::to_integer<N>(rest_[i]);
    rest_ = rest_.subspan(sizeof(N));
    return n;
  }

 private:
  std::span<const std::byte> rest_;
  std::string_view refused_;
};

template <class X>
void read(byte_reader& in, X& x, std::string_view name) {
  if constexpr (measure<X>) {
    X::fields([&in](std::string_view field_name, auto& field) { read(in, field, field_name); }, x);
  } else if constexpr (is_distribution<X>) {
    constexpr std::size_t cell_size = 16;
    const auto n = in.number<std::uint64_t>();
    if (n > in.left() / cell_size) in.refuse("size");
    typename X::value_type last;
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) {
      typename X::value_type value;
      count times;
      read(in, value, "cells");
      read(in, times, "cells");
      if (times == 0 || (i > 0 && value <= last)) in.refuse("cells");
      if (in.ok()) x.add(value, times);
      last = value;
    }
  } else {
    const auto n = static_cast<std::int64_t>(in.number<std::uint64_t>());
    x = total_of<X>(n);
    if (x.value() != n) in.refuse(name);  // neither in range nor the mark
  }
}

}  // namespace detail

/// What has a byte form: every measure, also one with distributions among its fields, and every distribution.
template <class X>
concept has_bytes = measure<X> || detail::is_distribution<X>;

/// Puts the byte form behind what is there.
template <has_bytes X>
void append_bytes(std::vector<std::byte>& out, const X& x) {
  for (const std::byte byte : detail::byte_magic) out.push_back(byte);
  detail::write_number(out, detail::byte_version);
  detail::write_number(out, detail::fingerprint<X>());
  detail::write(out, x);
}

template <has_bytes X>
[[nodiscard]] std::vector<std::byte> to_bytes(const X& x) {
  std::vector<std::byte> out;
  append_bytes(out, x);
  return out;
}

/// Reads what `to_bytes` wrote, on whatever machine, and nothing else: all of the bytes are one value's. What is in
/// range may still be nonsense, as in any measure that is filled by hand.
///
/// Errors, first match wins, all `invalid`: "magic" (no byte form); "size" (cut short); "version" (a later one);
/// "fields" (another measure, or its fields in another order); then, in the order of the bytes, the name of a field (no
/// total has that value), "cells" (not in ascending order, or one that occurred 0 times), "size" (cut short, or
/// longer).
template <has_bytes X>
[[nodiscard]] result<X> from_bytes(std::span<const std::byte> bytes) {
  detail::byte_reader in(bytes);
  const auto start = bytes.first(std::min(bytes.size(), detail::byte_magic.size()));
  if (!std::equal(start.begin(), start.end(), detail::byte_magic.begin())) in.refuse("magic");
  static_cast<void>(in.number<std::uint32_t>());
  const auto version = in.number<std::uint32_t>();
  const auto fingerprint = in.number<std::uint64_t>();
  if (version != detail::byte_version) in.refuse("version");
  if (fingerprint != detail::fingerprint<X>()) in.refuse("fields");
  X x{};
  detail::read(in, x, "cells");
  if (in.left() != 0) in.refuse("size");
  if (!in.ok()) return refuse(errc::invalid, in.refused());
  return x;
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/tally/columns.hpp

namespace kpi::inline v0_1 {

/// Rows that stand nowhere: row i is `at(i)`, made when it is asked for. A range of any access for `tally` and its
/// like.
///
/// Copying it copies `at`; its iterators refer to it.
template <class At>
class row_view {
 public:
  using value_type = std::remove_cvref_t<std::invoke_result_t<const At&, std::size_t>>;

  class iterator {
   public:
    using iterator_concept = std::random_access_iterator_tag;
    using iterator_category = std::input_iterator_tag;  // what it gives is no reference
    using value_type = row_view::value_type;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const At& at, difference_type i) noexcept : at_(std::addressof(at)), i_(i) {}

    [[nodiscard]] KPI_INLINE constexpr value_type operator*() const { return (*this)[0]; }
    [[nodiscard]] KPI_INLINE constexpr value_type operator[](difference_type n) const {
      return std::invoke(*at_, static_cast<std::size_t>(i_ + n));
    }

    constexpr iterator& operator+=(difference_type n) noexcept {
      i_ += n;
      return *this;
    }
    constexpr iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    constexpr iterator& operator++() noexcept { return *this += 1; }
    constexpr iterator& operator--() noexcept { return *this -= 1; }
    constexpr iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    constexpr iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }

    [[nodiscard]] friend constexpr iterator operator+(iterator a, difference_type n) noexcept { return a += n; }
    [[nodiscard]] friend constexpr iterator operator+(difference_type n, iterator a) noexcept { return a += n; }
    [[nodiscard]] friend constexpr iterator operator-(iterator a, difference_type n) noexcept { return a -= n; }
    [[nodiscard]] friend constexpr difference_type operator-(const iterator& a, const iterator& b) noexcept {
      return a.i_ - b.i_;
    }
    [[nodiscard]] friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.i_ == b.i_;
    }
    [[nodiscard]] friend constexpr std::strong_ordering operator<=>(const iterator& a, const iterator& b) noexcept {
      return a.i_ <=> b.i_;
    }

   private:
    const At* at_ = nullptr;
    difference_type i_ = 0;
  };

  constexpr row_view(std::size_t size, At at) : size_(size), at_(std::move(at)) {}

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr value_type operator[](std::size_t i) const { return std::invoke(at_, i); }
  [[nodiscard]] constexpr iterator begin() const noexcept { return {at_, 0}; }
  [[nodiscard]] constexpr iterator end() const noexcept { return {at_, static_cast<std::ptrdiff_t>(size_)}; }

 private:
  std::size_t size_;
  At at_;
};

/// A column and the member of a record that it is read into. Made by `column`.
template <auto Member, class T, class Read>
struct member_column {
  std::span<const T> values;
  Read read;

  template <class Record>
  KPI_INLINE constexpr void put(Record& record, std::size_t i) const {
    std::invoke(Member, record) = std::invoke(read, values[i]);
  }
};

/// Says what a column holds: `column<&deal::closed>(closed, epoch_day{.none = -1})`. Without `read` its values go into
/// the member as they are. What is missing is what `read` gives an empty optional for. The column stays where it is.
template <auto Member, std::ranges::contiguous_range Values, class Read = std::identity>
[[nodiscard]] constexpr auto column(const Values& values, Read read = {}) {
  const std::span all(values);
  return member_column<Member, std::remove_cv_t<typename decltype(all)::element_type>, Read>{all, std::move(read)};
}

/// Columns as a range of records, for the same attribution functions that rows have:
///
///     const auto money = [](std::int64_t cents) { return kpi::money::cents(cents); };
///     const auto deals = kpi::columns<kpi::deal>(kpi::column<&kpi::deal::opened>(opened, day),
///                                                kpi::column<&kpi::deal::value>(cents, money), …);
///     kpi::tally(*deals, …);
///
/// A record is made of its columns when a row is asked for, and nothing is copied; members without a column are those
/// of `Record{}`. Another layout is a `row_view`.
///
/// Errors: `inconsistent`, "columns" (not of one length).
template <class Record, auto... Members, class... T, class... Read>
requires(sizeof...(Members) > 0) [[nodiscard]] constexpr auto columns(member_column<Members, T, Read>... of) {
  const auto at = [of...](std::size_t i) {
    Record record{};
    (of.put(record, i), ...);
    return record;
  };
  const std::size_t sizes[] = {of.values.size()...};
  using view = row_view<std::remove_const_t<decltype(at)>>;
  return std::equal(std::begin(sizes) + 1, std::end(sizes), std::begin(sizes))
             ? result<view>(view(sizes[0], at))
             : result<view>(refuse(errc::inconsistent, "columns"));
}

}  // namespace kpi::inline v0_1

// ---- include/kpi/tally/ledger.hpp

// From the periods of many customers to movements, retention and cohorts. docs/decisions.md, D-33.
//
// Lists come from plain functions, which take the periods of all customers in any order. Where these do not fit into
// memory, or are to be folded on several threads, the ledgers behind those functions take one customer after another:
//
//     kpi::movement_ledger ledger(first_month, last_month);
//     kpi::revenue_history customer;
//     while (source.next(periods)) {  // all periods of one customer
//       customer.assign(periods);
//       ledger.add(customer);
//     }
//     ledger.months();
//
// Customers that were merged are one customer when their periods carry one id; `customer_merges` finds it.

namespace kpi::inline v0_1 {

namespace detail {

/// The months of a table: none when they are not of the years 1 … 9999 or end before they begin.
class month_span {
 public:
  constexpr month_span() = default;
  constexpr month_span(date::year_month first, date::year_month last) noexcept {
    if (!in_calendar(first) || !in_calendar(last) || last < first) return;
    first_ = month_number(first);
    size_ = static_cast<std::size_t>(month_number(last) - first_ + 1);
  }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr date::year_month operator[](std::size_t i) const noexcept {
    return month_at(first_ + static_cast<long long>(i));
  }
  /// Negative before the first month.
  [[nodiscard]] constexpr long long index(date::year_month month) const noexcept {
    return month_number(month) - first_;
  }

  friend constexpr bool operator==(const month_span&, const month_span&) = default;

 private:
  long long first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace detail

/// How the recurring revenue and the number of customers came from the end of one month to the end of the next.
struct monthly_movement {
  date::year_month month{};
  revenue_bridge revenue{};
  customer_bridge customers{};

  friend constexpr bool operator==(const monthly_movement&, const monthly_movement&) = default;
};

/// Movements of many customers, added up by month. Memory: 96 bytes a month, whatever the number of customers.
///
/// A customer is new in the first month at whose end it pays anything, in all history and not just in these months. The
/// opening of a month is the closing of the month before it, so that the bridges hold and telescope by construction;
/// that of the first comes from the history before it.
class KPI_EXPORT movement_ledger {
 public:
  movement_ledger() = default;
  /// No months when they are not of the years 1 … 9999, or `last` is before `first`.
  movement_ledger(date::year_month first, date::year_month last);

  void add(const revenue_history& customer);
  /// Takes out what `add` put in: a correction removes the old history and adds the new one.
  void remove(const revenue_history& customer);
  /// Adds the other's customers, none of whom may be in this one. Errors: `inconsistent`, "months" (not the same).
  [[nodiscard]] result<void> merge(const movement_ledger& other);

  /// From a table by month: `balances[m][c]` is what customer `c` pays at the end of the month that is `m` after
  /// `first`, 0 for nothing. Several times as fast as rows, since all that has to be known of a customer is the month
  /// before and whether it ever paid. Nobody has paid before `first`.
  ///
  /// Errors, first match wins: `invalid`, "month" (one is not of the years 1 … 9999, or there is none); `inconsistent`,
  /// "customers" (not as many in each month); `invalid`, "monthly" (a balance is negative or out of range).
  [[nodiscard]] static result<movement_ledger> of_balances(std::span<const std::span<const money>> balances,
                                                           date::year_month first);

  /// One entry for each month, in order, none missing.
  [[nodiscard]] std::vector<monthly_movement> months() const;
  [[nodiscard]] const ledger_coverage& coverage() const noexcept { return coverage_; }

 private:
  using cell = std::array<account_revenue, 6>;  // by movement_kind

  void fold(const revenue_history& customer, auto apply);

  detail::month_span span_;
  std::vector<cell> cells_;
  account_revenue opening_{};
  ledger_coverage coverage_{};
};

/// What the customers of an earlier month paid at its end, and what they pay at the end of this one: a closed cohort.
struct monthly_retention {
  date::year_month month{};
  retained_revenue revenue{};
  customer_bridge customers{};  ///< `opening`, and `lost` of those; nobody joins a closed cohort

  friend constexpr bool operator==(const monthly_retention&, const monthly_retention&) = default;
};

/// Retention of many customers over so many months, for each month that ends them.
class KPI_EXPORT retention_ledger {
 public:
  retention_ledger() = default;
  /// No months when they are not of the years 1 … 9999, `last` is before `first`, or `over` is not positive.
  retention_ledger(date::year_month first, date::year_month last, date::months over);

  void add(const revenue_history& customer);
  void remove(const revenue_history& customer);
  [[nodiscard]] result<void> merge(const retention_ledger& other);

  [[nodiscard]] std::vector<monthly_retention> months() const;

 private:
  struct change {
    retained_revenue revenue{};
    customer_bridge customers{};

    static constexpr void fields(auto f, auto&... c) {
      f("revenue", c.revenue...);
      f("customers", c.customers...);
    }
  };

  void fold(const revenue_history& customer, auto apply);

  detail::month_span span_;
  long long over_ = 0;
  std::vector<change> changes_;  // of each month against the month before it
};

/// The customers who first paid at the end of one month, at the ends of that month and of those after it.
struct KPI_EXPORT cohort {
  date::year_month month{};
  std::vector<account_revenue> ends{};  ///< [0] at the end of `month`, [k] k months later, as far as the table goes

  /// None for a month not yet reached, which is not the same as nobody left.
  [[nodiscard]] std::optional<account_revenue> after(date::months months) const noexcept;

  /// Those who still, or again, pay after so many months, of all of them; above 1 is impossible.
  /// Errors, first match wins: `not_reached`, "months"; then as for a share of `accounts`.
  [[nodiscard]] result<ratio> customer_share(date::months months) const noexcept;
  /// What they pay, of what they paid first; above 1 when growth outweighs the losses.
  /// Errors, first match wins: `not_reached`, "months"; then as for a quotient of `revenue`.
  [[nodiscard]] result<ratio> revenue_share(date::months months) const noexcept;

  friend bool operator==(const cohort&, const cohort&) = default;
};

/// Cohorts of many customers by their first month. Memory: 16 bytes for each cell of the triangle.
///
/// Customers whose first month is before `first` belong to cohorts that are not in the table.
class KPI_EXPORT cohort_ledger {
 public:
  cohort_ledger() = default;
  /// No months when they are not of the years 1 … 9999, or `last` is before `first`.
  cohort_ledger(date::year_month first, date::year_month last);

  void add(const revenue_history& customer);
  void remove(const revenue_history& customer);
  [[nodiscard]] result<void> merge(const cohort_ledger& other);

  /// One for each month, in order, none missing; the last has one cell, the one before it two.
  [[nodiscard]] std::vector<cohort> cohorts() const;

 private:
  void fold(const revenue_history& customer, auto apply);

  detail::month_span span_;
  std::vector<std::vector<account_revenue>> changes_;  // by cohort and age, against the month before
};

namespace detail {

/// Calls `f` with each run of records of one customer; stops, and says false, where a customer comes after a later one.
template <class Record, class F>
bool for_each_run(std::span<const Record> records, F& f) {
  for (std::size_t begin = 0; begin < records.size();) {
    std::size_t end = begin + 1;
    while (end < records.size() && records[end].customer == records[begin].customer) ++end;
    f(records.subspan(begin, end - begin));
    if (end < records.size() && records[end].customer < records[begin].customer) return false;
    begin = end;
  }
  return true;
}

template <class Record>
[[nodiscard]] std::vector<Record> by_customer(std::span<const Record> records) {
  std::vector<Record> sorted(records.begin(), records.end());
  std::sort(sorted.begin(), sorted.end(), [](const Record& a, const Record& b) { return a.customer < b.customer; });
  return sorted;
}

/// Adds every customer to a ledger; says false when they are not in order. That is seen on the way, and costs no pass
/// of its own.
template <class Ledger, class Record>
[[nodiscard]] bool fill(Ledger& ledger, std::span<const Record> records) {
  revenue_history customer;
  auto add = [&](std::span<const Record> one) {
    if constexpr (std::same_as<Record, customer_month>)
      customer.assign_months(one);
    else
      customer.assign(one);
    ledger.add(customer);
  };
  return for_each_run(records, add);
}

/// The same in parts, to the first of which the ledger is empty. A customer belongs to the part in which it begins.
template <class Ledger, class Policy, class Record>
[[nodiscard]] bool fill_in_parts(Policy& policy, Ledger& ledger, std::span<const Record> records) {
  struct filled {
    Ledger ledger;
    bool in_order;
  };
  const auto customer_from = [&](std::size_t i) {
    while (i > 0 && i < records.size() && records[i].customer == records[i - 1].customer) ++i;
    return i;
  };
  const auto fold = [&, empty = ledger](std::size_t begin, std::size_t end) {
    begin = customer_from(begin);
    end = customer_from(end);
    filled part{empty, begin == 0 || begin == end || records[begin - 1].customer < records[begin].customer};
    part.in_order = fill(part.ledger, records.subspan(begin, end - begin)) && part.in_order;
    return part;
  };
  const auto merge = [](filled& total, const filled& next) {
    static_cast<void>(total.ledger.merge(next.ledger));
    total.in_order = total.in_order && next.in_order;
  };
  filled all = merged_in_order(folded_parts(policy, records.size(), small_parts_for(records.size()), fold), merge);
  ledger = std::move(all.ledger);
  return all.in_order;
}

/// What `fill(ledger, records)` makes of an empty ledger, of the records put in order when they are not.
template <class Ledger, class Record, class Fill>
[[nodiscard]] Ledger filled(const Ledger& empty, std::span<const Record> records, Fill fill) {
  Ledger ledger = empty;
  if (fill(ledger, records)) return ledger;
  ledger = empty;
  const auto sorted = by_customer(records);
  static_cast<void>(fill(ledger, std::span<const Record>(sorted)));
  return ledger;
}
template <class Ledger, class Policy, class Record>
[[nodiscard]] Ledger filled_by(Policy&& policy, const Ledger& empty, std::span<const Record> records) {
  return filled(empty, records,
                [&policy](Ledger& ledger, std::span<const Record> all) { return fill_in_parts(policy, ledger, all); });
}

template <class Record, class F>
void for_each_customer(std::span<const Record> records, F& f) {
  const auto later = [](const Record& a, const Record& b) { return a.customer < b.customer; };
  if (std::is_sorted(records.begin(), records.end(), later)) {
    for_each_run(records, f);
  } else {
    const auto sorted = by_customer(records);
    for_each_run(std::span<const Record>(sorted), f);
  }
}

}  // namespace detail

/// Calls `f(periods of one customer)` for each customer, in order of their ids. Periods in that order are passed on as
/// they are, others are copied and sorted first.
template <class F>
void for_each_customer(std::span<const subscription_period> periods, F f) {
  detail::for_each_customer(periods, f);
}
template <class F>
void for_each_customer(std::span<const customer_month> rows, F f) {
  detail::for_each_customer(rows, f);
}

/// The movements of every month from the first to the last, none missing. Periods that fail `validate` are left out;
/// `coverage_of` counts them. An empty list when there are no such months.
[[nodiscard]] KPI_EXPORT std::vector<monthly_movement> monthly_movements(std::span<const subscription_period> periods,
                                                                         date::year_month first_month,
                                                                         date::year_month last_month);

/// The same from rows of customer, month and revenue.
[[nodiscard]] KPI_EXPORT std::vector<monthly_movement> movements_of_months(std::span<const customer_month> rows,
                                                                           date::year_month first_month,
                                                                           date::year_month last_month);

/// The movements inside each key (a plan, a segment, a pair of both): those of the periods that have it, taken alone.
///
/// Gives pairs of key and months, sorted by key. A customer who comes to a key is new there, or reactivated if it was
/// there before, and one who leaves a key has churned from it, whatever it pays under others: a change of plan is churn
/// from one and new in the other, while overall it is expansion or contraction. So openings, closings and `net_new` of
/// all keys add up to the overall ones; flows need not, and a customer with two plans is counted under both.
/// `as_period(row)` makes a period of a row. The periods are copied, by key; to stream them, keep a `movement_ledger`
/// for each key.
template <class R, class Key, class AsPeriod = std::identity>
[[nodiscard]] auto monthly_movements_by(R&& rows, Key key, date::year_month first_month, date::year_month last_month,
                                        AsPeriod as_period = {}) {
  using list = std::vector<subscription_period>;
  const auto groups = tally_by<list>(
      rows, std::move(key), [&](list& group, const auto& row) { group.push_back(std::invoke(as_period, row)); });
  std::vector<std::pair<typename decltype(groups)::value_type::first_type, std::vector<monthly_movement>>> result;
  result.reserve(groups.size());
  for (const auto& [k, periods] : groups) result.emplace_back(k, monthly_movements(periods, first_month, last_month));
  return result;
}

/// One line of the detail view.
struct customer_movement {
  std::uint64_t customer{};
  kpi::movement movement{};

  friend constexpr bool operator==(const customer_movement&, const customer_movement&) = default;
};

/// Every customer's movements of these months, by customer and month: what the bridges of `monthly_movements` are the
/// sums of.
[[nodiscard]] KPI_EXPORT std::vector<customer_movement> customer_movements(std::span<const subscription_period> periods,
                                                                           date::year_month first_month,
                                                                           date::year_month last_month);

/// Which periods, and which customers, count in a ledger of all months. `movement_ledger` keeps the same.
[[nodiscard]] KPI_EXPORT ledger_coverage coverage_of(std::span<const subscription_period> periods);

/// What the customers of the day before `from` paid then, and at the end of the day before `until`: a closed cohort,
/// over any two days. Empty when `until` is before `from`.
[[nodiscard]] KPI_EXPORT retained_revenue retained_revenue_between(std::span<const subscription_period> periods,
                                                                   date::sys_days from, date::sys_days until);
/// The customers themselves: `opening` of them, of whom `lost` are not there at the end.
[[nodiscard]] KPI_EXPORT customer_bridge retained_customers_between(std::span<const subscription_period> periods,
                                                                    date::sys_days from, date::sys_days until);

/// For every month the retention over the months that end with it, twelve for the usual trailing year: the customers at
/// the end of the month so long before, followed to the end of this one.
[[nodiscard]] KPI_EXPORT std::vector<monthly_retention> trailing_retention(std::span<const subscription_period> periods,
                                                                           date::year_month first_month,
                                                                           date::year_month last_month,
                                                                           date::months over);

/// The cohorts of customers by their first month, followed to the end of the last.
[[nodiscard]] KPI_EXPORT std::vector<cohort> cohorts(std::span<const subscription_period> periods,
                                                     date::year_month first_month, date::year_month last_month);

// The same on all cores, as the policy says: kpi/tally/parallel.hpp. A customer's periods are never split.

template <class Policy>
[[nodiscard]] std::vector<monthly_movement> monthly_movements(Policy&& policy,
                                                              std::span<const subscription_period> periods,
                                                              date::year_month first_month,
                                                              date::year_month last_month) {
  return detail::filled_by(policy, movement_ledger(first_month, last_month), periods).months();
}

template <class Policy>
[[nodiscard]] std::vector<monthly_movement> movements_of_months(Policy&& policy, std::span<const customer_month> rows,
                                                                date::year_month first_month,
                                                                date::year_month last_month) {
  return detail::filled_by(policy, movement_ledger(first_month, last_month), rows).months();
}

template <class Policy>
[[nodiscard]] std::vector<monthly_retention> trailing_retention(Policy&& policy,
                                                                std::span<const subscription_period> periods,
                                                                date::year_month first_month,
                                                                date::year_month last_month, date::months over) {
  return detail::filled_by(policy, retention_ledger(first_month, last_month, over), periods).months();
}

template <class Policy>
[[nodiscard]] std::vector<cohort> cohorts(Policy&& policy, std::span<const subscription_period> periods,
                                          date::year_month first_month, date::year_month last_month) {
  return detail::filled_by(policy, cohort_ledger(first_month, last_month), periods).cohorts();
}

/// Consecutive months as one bridge; the rates that it gives are those of the movements, the other reading beside the
/// closed cohort's. Empty for no months. Errors: those of `chain`.
[[nodiscard]] KPI_EXPORT result<revenue_bridge> revenue_over(std::span<const monthly_movement> months);
[[nodiscard]] KPI_EXPORT result<customer_bridge> customers_over(std::span<const monthly_movement> months);

/// What drives growth, as it was over a window of months.
///
///     new_per_month = (new_business + expansion + reactivated) / months
///     monthly_churn = (contraction + churned) / the sum of the months' openings
///
/// All that was gained against all that was lost, so that the growth they predict is the growth there was. The gain is
/// rounded half-even to 1/10,000; the churn is exact.
///
/// Errors, first match wins: `overflow`, `negative` (a field, in order); `undefined` (`opening` is 0 throughout).
[[nodiscard]] KPI_EXPORT result<growth_inputs> growth_inputs_of(std::span<const monthly_movement> window);

}  // namespace kpi::inline v0_1

// ---- include/kpi/tally/rolling.hpp

namespace kpi::inline v0_1 {

namespace detail {

/// Whether any total of a measure, at any depth, left the valid range. What has no visitor does not tell.
template <class M>
[[nodiscard]] constexpr bool any_overflowed(const M& m) noexcept {
  bool any = false;
  if constexpr (measure<M>)
    M::fields([&any](std::string_view, const auto& field) { any = any || any_overflowed(field); }, m);
  else if constexpr (requires { m.overflowed(); })
    any = m.overflowed();
  return any;
}

}  // namespace detail

/// What the last so many months come to, kept current: trailing twelve months that take each change as it arrives.
///
///     kpi::rolling<kpi::closed_sales> sales(2024_y / 12, 12);            // January to December 2024
///     if (!sales.add(2024_y / 11, {.revenue = price, .deals = 1})) …     // a month that is still to come
///     if (!sales.remove(2024_y / 11, {.revenue = wrong, .deals = 1})) …  // a correction: off with the old, on with …
///     if (!sales.roll_to(2025_y / 1)) …                                  // February 2024 to January 2025
///     kpi::average_deal_size(sales.total());
///
/// A change costs two additions, a month's roll one subtraction, whatever came before; no record is kept. It asks of M
/// `M{}`, `a += b` and `a -= b`. Only flows add over months, not stocks or distinct counts; and what is said of a month
/// must be settled within it: deals become due, and those of a cohort are won, as time passes.
template <class M>
class rolling {
 public:
  /// So many months, of which `last` is the last. None at all when there are fewer than 1 or one of them is not of the
  /// years 1 … 9999.
  rolling(date::year_month last, int months) : last_(last) {
    if (in_calendar(last) && months > 0 && detail::month_number(last) - months >= detail::month_number(before_calendar))
      cells_.resize(static_cast<std::size_t>(months));
  }

  /// Changes what a month comes to: `f(M&)` is called for the month and again for the total, and must do the same to
  /// both. A month that has left the window changes nothing in it.
  ///
  /// Errors: `invalid`, "month" (after the last one: it would be missing when the window gets there).
  template <class F>
  [[nodiscard]] result<void> change(date::year_month month, F f) {
    if (cells_.empty() || !month.ok() || month > last_) return refuse(errc::invalid, "month");
    if (month < first()) return {};
    f(cells_[index(month)]);
    f(total_);
    settle();
    return {};
  }
  [[nodiscard]] result<void> add(date::year_month month, const M& m) {
    return change(month, [&m](M& x) { x += m; });
  }
  [[nodiscard]] result<void> remove(date::year_month month, const M& m) {
    return change(month, [&m](M& x) { x -= m; });
  }

  /// Moves the window forward, so that it ends with this month. Errors: `invalid`, "month" (before the last month, or
  /// not of the years 1 … 9999).
  [[nodiscard]] result<void> roll_to(date::year_month last) {
    if (cells_.empty() || !in_calendar(last) || last < last_) return refuse(errc::invalid, "month");
    const auto steps = static_cast<std::size_t>((last - last_).count());
    for (std::size_t i = 0; i < std::min(steps, cells_.size()); ++i) {
      total_ -= cells_[oldest_];
      cells_[oldest_] = M{};
      oldest_ = (oldest_ + 1) % cells_.size();
    }
    last_ = last;
    settle();
    return {};
  }

  /// What all months come to.
  [[nodiscard]] const M& total() const noexcept { return total_; }
  /// What one of them comes to; nothing outside the window.
  [[nodiscard]] M of(date::year_month month) const {
    return !month.ok() || month < first() || month > last_ ? M{} : cells_[index(month)];
  }

  [[nodiscard]] date::year_month first() const noexcept {
    return last_ - date::months{static_cast<int>(cells_.size()) - 1};
  }
  [[nodiscard]] date::year_month last() const noexcept { return last_; }

 private:
  static constexpr date::year_month before_calendar = date::year{0} / 12;
  [[nodiscard]] static bool in_calendar(date::year_month month) noexcept { return period::month(month).ok(); }

  [[nodiscard]] std::size_t index(date::year_month month) const noexcept {
    return (oldest_ + static_cast<std::size_t>((month - first()).count())) % cells_.size();
  }

  /// An overflow leaves the total when it has left the months, which subtracting alone would not do.
  void settle() {
    if (!detail::any_overflowed(total_)) return;
    total_ = M{};
    for (const M& cell : cells_) total_ += cell;
  }

  date::year_month last_;
  std::vector<M> cells_;  // a ring, `oldest_` first
  std::size_t oldest_ = 0;
  M total_{};
};

}  // namespace kpi::inline v0_1

#endif  // KPI_SINGLE_HEADER

#if defined(KPI_IMPLEMENTATION) && !defined(KPI_IMPLEMENTED)
#define KPI_IMPLEMENTED

#include <cmath>
#include <limits>
#include <thread>

// ---- src/by_period.cpp

namespace kpi::inline v0_1 {

period_index::period_index(std::span<const period> periods) : periods_(periods.begin(), periods.end()) {
  segment_of_day_ = {none};
  // Where a period begins, one more covers the days from there on, and where it ends, one less.
  std::vector<std::pair<date::sys_days, int>> cuts;
  for (const period& p : periods_) {
    if (p.length() == date::days{0}) continue;
    cuts.emplace_back(p.from(), 1);
    cuts.emplace_back(p.until(), -1);
  }
  if (cuts.empty()) return;
  std::sort(cuts.begin(), cuts.end());

  const date::sys_days first = cuts.front().first;
  first_ = first.time_since_epoch().count();
  segment_of_day_.assign(static_cast<std::size_t>((cuts.back().first - first).count()) + 1, none);
  std::ptrdiff_t covering = 0;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const auto [from, step] = cuts[i];
    covering += step;
    const period segment = *period::between(from, cuts[i + 1].first);
    if (covering == 0 || segment.length() == date::days{0}) continue;
    std::fill_n(segment_of_day_.begin() + (from - first).count(), segment.length().count(),
                static_cast<std::uint32_t>(segments_.size()));
    segments_.push_back(segment);
  }
}

bool period_index::operator==(const period_index& other) const noexcept { return periods_ == other.periods_; }

}  // namespace kpi::inline v0_1

// ---- src/catalog/values.hpp

// What the catalogue's sources share: words in texts, values from text, and what was asked.

namespace kpi::inline v0_1::detail {

/// A metric with the values it was asked about, and what came of them.
struct answer {
  const kpi::metric* metric;
  std::vector<term> terms;
  result<figure> value;
};
[[nodiscard]] tl::expected<answer, evaluation_error> answer_to(std::string_view name, std::span<const field> fields);

/// `opened=100 won=47`
[[nodiscard]] std::vector<field> split(std::string_view text);

/// A value of the field's kind, or none.
[[nodiscard]] std::optional<field_value> value_of(const field_info& f, std::string_view text);
[[nodiscard]] std::optional<field_value> value_of(const field_info& f, const field_value& typed);

inline constexpr std::pair<std::string_view, billing_unit> billing_units[] = {{"day", billing_unit::day},
                                                                              {"week", billing_unit::week},
                                                                              {"month", billing_unit::month},
                                                                              {"quarter", billing_unit::quarter},
                                                                              {"year", billing_unit::year}};

[[nodiscard]] constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes what stands before the separator off the front, and the separator with it.
constexpr std::string_view take_until(std::string_view& text, char separator) noexcept {
  const auto part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

/// A part of a formula: the name of a field, or what stands between two names.
struct formula_piece {
  std::string_view text;
  bool is_name;
};
/// Takes the next piece off the front of a formula that is not empty.
constexpr formula_piece take_piece(std::string_view& formula) noexcept {
  const auto in_name = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; };
  const bool is_name = is_letter(formula.front());
  std::size_t n = 0;
  while (n < formula.size() && (is_name ? in_name(formula[n]) : !is_letter(formula[n]))) ++n;
  const auto text = formula.substr(0, n);
  formula.remove_prefix(n);
  return {text, is_name};
}

}  // namespace kpi::inline v0_1::detail

// ---- src/catalog.cpp

namespace kpi::inline v0_1 {
namespace detail {
namespace {

/// Whether f holds for any item of a text with commas between them.
template <class F>
bool any_item(std::string_view list, F f) {
  while (!list.empty())
    if (f(trimmed(take_until(list, ',')))) return true;
  return false;
}

bool mentions(std::string_view formula, std::string_view field) noexcept {
  while (!formula.empty())
    if (const auto piece = take_piece(formula); piece.is_name && piece.text == field) return true;
  return false;
}

constexpr char normal(char c) noexcept { return c == ' ' || c == '-' ? '_' : lower(c); }

bool same_name(std::string_view a, std::string_view b) noexcept { return std::ranges::equal(a, b, {}, normal, normal); }

/// In how many letters two names differ (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (normal(a[i - 1]) == normal(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

/// Keeps the candidate nearest to a name that is not known, as long as it is near at all.
class nearest {
 public:
  explicit nearest(std::string_view to) : to_(to.substr(0, longest)), least_(std::max<std::size_t>(to.size() / 3, 2)) {
    for (const char c : to_) ++letters_[static_cast<unsigned char>(normal(c))];
  }

  void try_name(std::string_view candidate) {
    const std::size_t of_longer = std::max(candidate.size(), to_.size());
    if (of_longer - std::min(candidate.size(), to_.size()) > least_) return;
    // Names without enough letters in common are far from each other, whatever the order of the letters.
    std::size_t in_common = 0;
    auto left = letters_;
    for (const char c : candidate)
      if (auto& n = left[static_cast<unsigned char>(normal(c))]; n > 0) {
        --n;
        ++in_common;
      }
    if (of_longer - in_common > least_) return;
    const std::size_t d = distance(to_, candidate);
    if (d > least_ || d >= candidate.size() || (d == least_ && !name_.empty())) return;
    least_ = d;
    name_ = candidate;
  }
  [[nodiscard]] std::string_view name() const noexcept { return name_; }

 private:
  static constexpr std::size_t longest = 64;
  std::string_view to_;
  std::array<unsigned char, 256> letters_{};  // how many there are of each
  std::size_t least_;
  std::string_view name_{};
};

const field_info* find_field(const metric& m, std::string_view name) noexcept {
  const auto at = std::ranges::find(m.fields(), name, &field_info::name);
  return at == m.fields().end() ? nullptr : &*at;
}

/// The length of a list; nothing of what is none.
std::optional<std::size_t> length_of(const field_value& v) {
  return std::visit(
      [](const auto& x) -> std::optional<std::size_t> {
        if constexpr (requires { x.size(); })
          return x.size();
        else
          return {};
      },
      v);
}

/// The values by the fields' positions, checked and complete.
class arguments {
 public:
  [[nodiscard]] static tl::expected<arguments, evaluation_error> of(const metric& m, std::span<const field> given) {
    const auto fields = m.fields();
    arguments a;
    a.values_.resize(fields.size());
    for (const field& g : given) {
      const field_info* const f = find_field(m, g.name());
      if (f == nullptr) return failure(evaluation_errc::unknown_field, m, g);
      auto& value = a.values_[static_cast<std::size_t>(f - fields.data())];
      if (value) return failure(evaluation_errc::repeated_field, m, g);
      value = std::visit([f](const auto& v) { return value_of(*f, v); }, g.value());
      if (!value) return failure(evaluation_errc::wrong_kind, m, g);
    }
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (!a.values_[i] && m.reads(fields[i])) return failure(evaluation_errc::missing_field, m, fields[i].name);
    for (std::size_t i = 0; i < fields.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (fields[i].parameter == fields[j].parameter && a.values_[i] && a.values_[j] &&
            length_of(*a.values_[i]) != length_of(*a.values_[j]))
          return failure(evaluation_errc::uneven_lists, m, fields[i].name);
    return a;
  }

  [[nodiscard]] result<figure> call(const metric& m) const {
    std::array<const field_value*, 16> pointers{};
    for (std::size_t i = 0; i < values_.size(); ++i) pointers[i] = values_[i] ? &*values_[i] : nullptr;
    return m.function.call({pointers.data(), values_.size()});
  }

  [[nodiscard]] std::vector<term> terms(const metric& m) && {
    std::vector<term> terms;
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (values_[i] && m.reads(m.fields()[i])) terms.push_back({&m.fields()[i], *std::move(values_[i])});
    return terms;
  }

 private:
  [[nodiscard]] static tl::unexpected<evaluation_error> failure(evaluation_errc code, const metric& m,
                                                                std::string_view name) {
    evaluation_error e{.code = code, .metric = std::string(m.name), .field = std::string(name)};
    e.expected = find_field(m, name);
    return tl::unexpected(std::move(e));
  }
  [[nodiscard]] static tl::unexpected<evaluation_error> failure(evaluation_errc code, const metric& m, const field& g) {
    auto e = failure(code, m, g.name());
    if (const auto* text = std::get_if<std::string_view>(&g.value())) e.value().text = *text;
    if (code == evaluation_errc::unknown_field) {
      nearest n(g.name());
      for (const auto& f : m.fields()) n.try_name(f.name);
      e.value().suggestion = n.name();
    }
    return e;
  }

  std::vector<std::optional<field_value>> values_;
};

}  // namespace
}  // namespace detail

field::field(std::string_view assignment) : name_(assignment.substr(0, assignment.find('='))) {
  value_ = assignment.substr(name_.size() < assignment.size() ? name_.size() + 1 : name_.size());
}
field::field(const char* assignment) : field(std::string_view(assignment)) {}
field::field(std::string_view name, std::string_view text) : name_(name), value_(text) {}
field::field(std::string_view name, const char* text) : field(name, std::string_view(text)) {}
field::field(field_value value, std::string_view name) : name_(name), value_(std::move(value)) {}

std::string_view to_string(area a) noexcept {
  constexpr std::string_view names[] = {"sales", "sellers", "outlook", "acquisition", "revenue", "profit", "service"};
  return names[static_cast<std::size_t>(a)];
}

bilingual question(area a) noexcept {
  constexpr bilingual questions[] = {
      {"How well do we sell?", "我们卖得怎么样？"},
      {"Do the sellers reach their goals, and what do they do all day?", "销售人员达到目标了吗？他们每天在做什么？"},
      {"What is coming, and how long does it take?", "接下来会有什么？需要多长时间？"},
      {"Where do customers come from, and at what cost?", "客户从哪里来？成本是多少？"},
      {"Does revenue recur, stay and grow?", "收入会重复、留存并增长吗？"},
      {"Is it worth it?", "值得吗？"},
      {"Are customers and people well served?", "客户和员工得到良好的服务了吗？"}};
  return questions[static_cast<std::size_t>(a)];
}

bilingual title(unit u) noexcept {
  constexpr bilingual titles[] = {{"percent", "百分比"},         {"times", "倍"},  {"money", "金额"},
                                  {"money per day", "每天金额"}, {"days", "天"},   {"time", "时长"},
                                  {"a number", "数量"},          {"points", "分"}, {"months", "月"}};
  return titles[static_cast<std::size_t>(u)];
}

bilingual title(timing t) noexcept {
  return t == timing::leading ? bilingual{"leading", "先行指标"} : bilingual{"lagging", "滞后指标"};
}

bilingual title(better b) noexcept {
  constexpr bilingual titles[] = {{"higher is better", "越高越好"},
                                  {"lower is better", "越低越好"},
                                  {"neither way is always better", "视情况而定"}};
  return titles[static_cast<std::size_t>(b)];
}

bilingual title(field_kind k) noexcept {
  constexpr bilingual titles[] = {{"count", "数量"},
                                  {"money", "金额"},
                                  {"days", "天数"},
                                  {"time", "时长"},
                                  {"ratio", "比率"},
                                  {"number", "数值"},
                                  {"average money", "平均金额"},
                                  {"average days", "平均天数"},
                                  {"months", "月数"},
                                  {"billing unit", "计费单位"},
                                  {"day", "日期"}};
  return titles[static_cast<std::size_t>(k)];
}

std::string_view example(field_kind k) noexcept {
  constexpr std::string_view examples[] = {"100",     "1234.50", "63", "15min", "25%",       "0.25",
                                           "96000/8", "189/3",   "36", "month", "2024-02-29"};
  return examples[static_cast<std::size_t>(k)];
}

bool metric::reads(const field_info& f) const noexcept {
  return detail::mentions(formula.english, f.name) || detail::mentions(condition, f.name);
}

bool metric::is_stock(const field_info& f) const noexcept {
  return detail::any_item(stocks, [&f](std::string_view stock) { return stock == f.name; });
}

field_kind metric::basis() const noexcept {
  for (const field_kind kind : {field_kind::money, field_kind::seconds})
    for (const auto& f : fields())
      if (f.kind == kind && reads(f)) return kind;
  return field_kind::count;
}

const metric* find(std::string_view name) noexcept {
  for (const metric& m : catalog())
    if (m.name == name) return &m;
  for (const metric& m : catalog())
    if (detail::same_name(m.name, name) || detail::same_name(m.title.english, name) || m.title.chinese == name ||
        detail::any_item(m.aliases, [name](std::string_view alias) { return detail::same_name(alias, name); }))
      return &m;
  return nullptr;
}

std::string_view nearest_metric(std::string_view name) {
  detail::nearest n(name);
  for (const metric& m : catalog()) {
    n.try_name(m.name);
    static_cast<void>(detail::any_item(m.aliases, [&n](std::string_view alias) {
      n.try_name(alias);
      return false;
    }));
  }
  return n.name();
}

// ---- Evaluation

std::string_view to_string(evaluation_errc code) noexcept {
  constexpr std::string_view names[] = {"unknown_metric", "unknown_field", "repeated_field", "wrong_kind",
                                        "missing_field",  "uneven_lists",  "no_result"};
  return names[static_cast<std::size_t>(code)];
}

namespace detail {

tl::expected<answer, evaluation_error> answer_to(std::string_view name, std::span<const field> fields) {
  const metric* const m = find(name);
  if (m == nullptr)
    return tl::unexpected(evaluation_error{.code = evaluation_errc::unknown_metric,
                                           .metric = std::string(name),
                                           .suggestion = std::string(nearest_metric(name))});
  auto a = arguments::of(*m, fields);
  if (!a) return tl::unexpected(std::move(a).error());
  auto value = (*a).call(*m);
  return answer{m, (*std::move(a)).terms(*m), std::move(value)};
}

std::vector<field> split(std::string_view text) {
  std::vector<field> fields;
  while (!text.empty())
    if (const auto part = take_until(text, ' '); !part.empty()) fields.emplace_back(part);
  return fields;
}

}  // namespace detail

tl::expected<evaluation, evaluation_error> evaluate(std::string_view name, std::span<const field> fields) {
  auto a = detail::answer_to(name, fields);
  if (!a) return tl::unexpected(std::move(a).error());
  auto& [m, terms, value] = *a;
  if (!value)
    return tl::unexpected(evaluation_error{.code = evaluation_errc::no_result,
                                           .metric = std::string(m->name),
                                           .field = std::string(value.error().field),
                                           .reason = value.error().code});
  return evaluation{m, *std::move(value), std::move(terms)};
}
tl::expected<evaluation, evaluation_error> evaluate(std::string_view name, std::initializer_list<field> fields) {
  return evaluate(name, std::span(fields.begin(), fields.size()));
}
tl::expected<evaluation, evaluation_error> evaluate(std::string_view name, std::string_view fields) {
  return evaluate(name, detail::split(fields));
}

}  // namespace kpi::inline v0_1

// ---- src/catalog/bind.hpp

// How the catalogue calls a metric by position: the names and kinds of its fields, and their values on the way in, come
// from the function's parameters and their visitors.

namespace kpi::inline v0_1::detail::rows {

/// A text that can be a template argument.
template <std::size_t N>
struct literal {
  char text[N]{};
  consteval literal(const char (&s)[N]) noexcept { std::copy_n(s, N, text); }
  [[nodiscard]] consteval std::string_view view() const noexcept { return {text, N - 1}; }
};

template <class T>
concept structure = measure<T> || input_set<T>;

/// The type of a parameter by value, and what one element of it is where it is a span.
template <class P>
struct parameter_of {
  using type = P;
  using element = P;
  static constexpr bool list = false;
};
template <class T>
struct parameter_of<std::span<const T>> {
  using type = std::vector<T>;
  using element = T;
  static constexpr bool list = true;
};
template <class A>
using parameter = parameter_of<std::remove_cvref_t<A>>;

template <class T>
constexpr field_kind kind_of = field_kind::count;
template <>
inline constexpr field_kind kind_of<money> = field_kind::money;
template <>
inline constexpr field_kind kind_of<days> = field_kind::days;
template <>
inline constexpr field_kind kind_of<seconds> = field_kind::seconds;
template <>
inline constexpr field_kind kind_of<ratio> = field_kind::ratio;
template <>
inline constexpr field_kind kind_of<double> = field_kind::real;
template <>
inline constexpr field_kind kind_of<average<money>> = field_kind::average_money;
template <>
inline constexpr field_kind kind_of<average<days>> = field_kind::average_days;
template <>
inline constexpr field_kind kind_of<date::months> = field_kind::months;
template <>
inline constexpr field_kind kind_of<billing_unit> = field_kind::billing_unit;
template <>
inline constexpr field_kind kind_of<date::sys_days> = field_kind::day;

/// Initialises any member with something of its type, for the structs that have no default.
struct anything;
template <class T>
[[nodiscard]] constexpr T blank() noexcept;
struct anything {
  template <class T>
  constexpr operator T() const noexcept {
    return blank<T>();
  }
};
template <class T, std::size_t... I>
[[nodiscard]] constexpr T aggregate_of_blanks(std::index_sequence<I...>) noexcept {
  if constexpr (requires { T{(static_cast<void>(I), anything{})...}; })
    return T{(static_cast<void>(I), anything{})...};
  else
    return aggregate_of_blanks<T>(std::make_index_sequence<sizeof...(I) - 1>{});
}
template <class T>
[[nodiscard]] constexpr T blank() noexcept {
  if constexpr (std::is_default_constructible_v<T>)
    return T{};
  else if constexpr (std::same_as<T, ratio>)
    return ratio::percent(0);
  else if constexpr (requires(T t) { t.total(); })
    return T({}, 1, proven{});
  else
    return aggregate_of_blanks<T>(std::make_index_sequence<8>{});
}

template <structure M>
constexpr void for_each_field(M& m, auto f) {
  if constexpr (measure<M>)
    M::fields(f, m);
  else
    M::inputs(f, m);
}

/// How many fields a parameter has.
template <class T>
[[nodiscard]] consteval std::size_t width() noexcept {
  if constexpr (structure<T>) {
    std::size_t n = 0;
    T m = blank<T>();
    for_each_field(m, [&n](std::string_view, auto&) { ++n; });
    return n;
  } else {
    return 1;
  }
}

/// The names of a measure's fields with another before them, as in `before.revenue`.
template <class M, literal Prefix>
inline constexpr auto prefixed = [] {
  std::array<std::array<char, 48>, width<M>()> names{};
  M m = blank<M>();
  std::size_t i = 0;
  for_each_field(m, [&](std::string_view name, auto&) {
    auto at = std::ranges::copy(Prefix.view(), names[i++].begin()).out;
    *at++ = '.';
    std::ranges::copy(name, at);
  });
  return names;
}();

/// Adds the fields of one parameter. A measure's are called what its visitor calls them, unless a name is given for all
/// of it; another parameter has the name that is given for it.
template <class A, literal Name>
consteval void describe(field_info*& at, unsigned char position) noexcept {
  using T = typename parameter<A>::element;
  constexpr bool list = parameter<A>::list;
  if constexpr (!structure<T>) {
    static_assert(!Name.view().empty(), "name each parameter that is not a measure");
    *at++ = {Name.view(), kind_of<T>, list, position};
  } else {
    T m = blank<T>();
    std::size_t i = 0;
    for_each_field(m, [&]<class F>(std::string_view name, F&) {
      if constexpr (!Name.view().empty()) name = prefixed<T, Name>[i++].data();
      *at++ = {name, kind_of<F>, list, position};
    });
  }
}

/// Takes a value off the front, if one is given.
template <class F>
void take_into(F& field, const field_value* const*& at) {
  if (const field_value* given = *at++) field = *std::get_if<F>(given);
}

/// Takes the values of one parameter off the front.
template <class A>
[[nodiscard]] typename parameter<A>::type take(const field_value* const*& at) {
  using T = typename parameter<A>::element;
  if constexpr (!structure<T>) {
    auto value = blank<typename parameter<A>::type>();
    take_into(value, at);
    return value;
  } else if constexpr (!parameter<A>::list) {
    T value = blank<T>();
    for_each_field(value, [&at](std::string_view, auto& field) { take_into(field, at); });
    return value;
  } else {
    std::vector<T> elements;
    T element = blank<T>();
    const auto* const first = at;
    for_each_field(element, [&]<class F>(std::string_view, F&) {
      if (const field_value* given = *at++) elements.resize(std::get_if<std::vector<F>>(given)->size(), blank<T>());
    });
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto* field = first;
      for_each_field(elements[i], [&]<class F>(std::string_view, F& into) {
        if (const field_value* given = *field++) into = (*std::get_if<std::vector<F>>(given))[i];
      });
    }
    return elements;
  }
}

template <class R>
[[nodiscard]] result<figure> figure_of(result<R> value) {
  if (!value) return refuse(value.error().code, value.error().field);
  return figure(std::in_place_type<R>, *std::move(value));
}

template <class F>
struct signature;
template <class R, class... A>
struct signature<result<R> (*)(A...)> {
  template <auto F, literal... Names>
  struct binding {
    static constexpr auto fields = []() consteval {
      std::array<field_info, (width<typename parameter<A>::element>() + ...)> all{};
      field_info* at = all.data();
      unsigned char position = 0;
      if constexpr (sizeof...(Names) == 0)
        (describe<A, "">(at, position++), ...);
      else
        (describe<A, Names>(at, position++), ...);
      return all;
    }
    ();

    static result<figure> call(std::span<const field_value* const> values) {
      const auto* at = values.data();
      return called{take<A>(at)...}.value;
    }

   private:
    /// Its braces take the arguments in order; those of a call need not.
    struct called {
      result<figure> value;
      explicit called(const typename parameter<A>::type&... arguments) : value(figure_of(F(arguments...))) {}
    };
  };
};
template <class R, class... A>
struct signature<result<R> (*)(A...) noexcept> : signature<result<R> (*)(A...)> {};

/// A metric's function for its row: `bind<&win_rate>`. Names stand for the parameters in order, one for each or none at
/// all; "" leaves a measure's own.
template <auto F, literal... Names>
inline constexpr metric_function bind = {
    .fields = signature<decltype(F)>::template binding<F, Names...>::fields,
    .call = signature<decltype(F)>::template binding<F, Names...>::call,
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/breakdowns.hpp

// By what metrics are usually broken down: keys for `tally_by`, not metrics of their own.

namespace kpi::inline v0_1::detail::rows {

inline constexpr bilingual by_deal{"seller, segment, region, product line, company size, lead source",
                                   "销售人员、客户细分、地区、产品线、公司规模、线索来源"};
inline constexpr bilingual by_seller{"seller, team, role, region, segment, tenure",
                                     "销售人员、团队、岗位、地区、客户细分、任职时间"};
inline constexpr bilingual by_lead{
    "contact title, industry, headcount, region, strategy, lead source, response-time band",
    "联系人职位、行业、员工人数、地区、策略、线索来源、响应时间段"};
inline constexpr bilingual by_customer{"segment, product line, plan, region, company size",
                                       "客户细分、产品线、套餐、地区、公司规模"};
inline constexpr bilingual by_segment{"segment, product line, region, account", "客户细分、产品线、地区、客户"};
inline constexpr bilingual by_source{"lead source, channel, campaign, segment", "线索来源、渠道、活动、客户细分"};
inline constexpr bilingual by_platform{"platform, campaign, page", "平台、活动、页面"};
inline constexpr bilingual by_content{"kind of content, sales stage, topic, product", "内容类型、销售阶段、主题、产品"};
inline constexpr bilingual by_issue{"product, feature, kind of issue, customer", "产品、功能、问题类型、客户"};
inline constexpr bilingual by_stage{"stage, seller, segment", "阶段、销售人员、客户细分"};
inline constexpr bilingual by_team{"team, role, manager, region", "团队、岗位、经理、地区"};
inline constexpr bilingual by_process{"process, team", "流程、团队"};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/acquisition.hpp

// Where do customers come from, and at what cost?

namespace kpi::inline v0_1::detail::rows {

inline constexpr metric acquisition_metrics[] = {
    {.name = "visitor_to_mql_rate",
     .function = bind<&visitor_to_mql_rate>,
     .title = {"Visitor-to-MQL rate", "漏斗转化率 (访客 → MQL)"},
     .aliases = "visitor conversion rate",
     .definition = {"The share of the visitors that became marketing qualified leads.",
                    "访客中成为营销合格线索 (MQL) 的比例。"},
     .formula = {"mqls / visitors", "营销合格线索数 / 访客数"},
     .condition = "mqls <= visitors",
     .omits = {"Counts visitors, not visits: a person who comes back is one.",
               "计访客，不计访问次数：再次来访仍是一人。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "lead_to_mql_rate"},
    {.name = "lead_to_mql_rate",
     .function = bind<&lead_to_mql_rate>,
     .title = {"Lead-to-MQL rate", "漏斗转化率 (线索 → MQL)"},
     .definition = {"The share of the leads that marketing found ready for sales.",
                    "线索中被市场部认为可交给销售的比例。"},
     .formula = {"mqls / leads", "营销合格线索数 / 线索数"},
     .condition = "mqls <= leads",
     .omits = {"Of one population that is followed: a young one has not converted yet.",
               "跟踪同一批人：时间短的批次尚未转化。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "mql_to_sal_rate, mql_to_sql_rate"},
    {.name = "mql_to_sal_rate",
     .function = bind<&mql_to_sal_rate>,
     .title = {"MQL-to-SAL rate", "漏斗转化率 (MQL → SAL)"},
     .definition = {"The share of the marketing qualified leads that sales took on.",
                    "营销合格线索中被销售接受的比例。"},
     .formula = {"sals / mqls", "销售接受线索数 / 营销合格线索数"},
     .condition = "sals <= mqls",
     .omits = {"What is handed over and never looked at counts as not accepted.", "转交后无人查看的算未接受。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "mql_to_sql_rate, leads_passed_per_rep_day"},
    {.name = "mql_to_sql_rate",
     .function = bind<&mql_to_sql_rate>,
     .title = {"MQL-to-SQL rate", "漏斗转化率 (MQL → SQL)"},
     .definition = {"The share of the marketing qualified leads that sales confirmed.",
                    "营销合格线索中被销售确认的比例。"},
     .formula = {"sqls / mqls", "销售合格线索数 / 营销合格线索数"},
     .condition = "sqls <= mqls",
     .omits = {"Passes over the accepted leads, which not every company counts.",
               "跳过“销售接受线索”，并非每家公司都统计它。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "mql_to_sal_rate, sql_to_opportunity_rate"},
    {.name = "sql_to_opportunity_rate",
     .function = bind<&sql_to_opportunity_rate>,
     .title = {"SQL-to-opportunity rate", "漏斗转化率 (SQL → 商机)"},
     .definition = {"The share of the sales qualified leads for which a deal was opened.",
                    "销售合格线索中开启商机的比例。"},
     .formula = {"opportunities / sqls", "商机数 / 销售合格线索数"},
     .condition = "opportunities <= sqls",
     .omits = {"Leaves out opportunities that did not start from a lead.", "不计并非源自线索的商机。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "opportunity_to_customer_rate"},
    {.name = "opportunity_to_customer_rate",
     .function = bind<&opportunity_to_customer_rate>,
     .title = {"Opportunity-to-customer rate", "漏斗转化率 (商机 → 客户)"},
     .definition = {"The share of the population's opportunities that were won.", "同一批人的商机中赢单的比例。"},
     .formula = {"customers / opportunities", "客户数 / 商机数"},
     .condition = "customers <= opportunities",
     .omits = {"A young population has open opportunities left, and its rate still rises.",
               "时间短的批次仍有未结商机，比率还会上升。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "win_rate, lead_conversion_rate"},
    {.name = "lead_conversion_rate",
     .function = bind<&lead_conversion_rate>,
     .title = {"Lead conversion rate", "漏斗转化率 (线索 → 客户)"},
     .aliases = "lead-to-customer rate",
     .definition = {"The share of the leads that became customers, over all stages between.",
                    "线索中经过各阶段最终成为客户的比例。"},
     .formula = {"customers / leads", "客户数 / 线索数"},
     .condition = "customers <= leads",
     .omits = {"Does not say at which stage the others were lost.", "不说明其余线索在哪个阶段流失。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S3, S4, S2",
     .breakdowns = by_lead,
     .related = "opportunity_to_customer_rate, lead_to_mql_rate"},
    {.name = "cost_per_lead",
     .function = bind<&cost_per_lead>,
     .title = {"Cost per lead", "每条线索的成本"},
     .aliases = "CPL",
     .definition = {"What marketing spent for each lead.", "市场部为每条线索花费的金额。"},
     .formula = {"spend / leads", "支出 / 线索数"},
     .omits =
         {"Spending and leads are of the same period; where leads come months after the money, take longer periods.",
          "支出与线索属于同一期间；若线索在支出数月后才来，请取更长的期间。"},
     .unit = unit::money,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_source,
     .related = "customer_acquisition_cost, touches_per_lead"},
    {.name = "touches_per_lead",
     .function = bind<&touches_per_lead>,
     .title = {"Touches per lead", "每条线索的接触次数"},
     .definition = {"How many contacts with marketing a lead has had.", "每条线索与市场部的平均接触次数。"},
     .formula = {"touches / leads", "接触次数 / 线索数"},
     .omits = {"Leaves out the touches of people who did not become leads.", "不计未成为线索者的接触。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_source,
     .related = "cost_per_lead, touches_per_decision_maker"},
    {.name = "click_through_rate",
     .function = bind<&click_through_rate>,
     .title = {"Click-through rate", "点击率"},
     .aliases = "CTR",
     .definition = {"The share of the impressions that were followed.", "展示中被点击的比例。"},
     .formula = {"clicks / impressions", "点击数 / 展示数"},
     .condition = "clicks <= impressions",
     .omits = {"A second click on one impression is not counted.", "同一次展示的第二次点击不计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_platform,
     .related = "engagement_rate"},
    {.name = "engagement_rate",
     .function = bind<&engagement_rate>,
     .title = {"Engagement rate", "互动率"},
     .definition = {"Engagements for each person that the posts reached.", "互动次数与帖子触达人数之比。"},
     .formula = {"engagements / reach", "互动数 / 触达人数"},
     .omits = {"May exceed 1: one person may like, comment and share. By reach, not by followers.",
               "可能超过 1：一个人可以点赞、评论并转发。按触达人数计，不按粉丝数计。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_platform,
     .related = "click_through_rate, content_engagement_rate"},
    {.name = "social_traffic_share",
     .function = bind<&social_traffic_share>,
     .title = {"Social traffic share", "社交流量占比"},
     .definition = {"The part of the site's visits that came from social media.", "网站访问中来自社交媒体的比例。"},
     .formula = {"visits / all_visits", "社交访问数 / 全部访问数"},
     .condition = "visits <= all_visits",
     .omits = {"Does not say what the visitors did.", "不说明访客做了什么。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_platform,
     .related = "social_lead_share"},
    {.name = "social_lead_share",
     .function = bind<&social_lead_share>,
     .title = {"Social lead share", "社交线索占比"},
     .definition = {"The part of the leads that came from social media.", "线索中来自社交媒体的比例。"},
     .formula = {"leads / all_leads", "社交线索数 / 全部线索数"},
     .condition = "leads <= all_leads",
     .omits = {"Below the traffic share, visits from social media become leads less often than others do.",
               "低于流量占比时，说明社交媒体访问较少转化为线索。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_platform,
     .related = "social_traffic_share, attributed_revenue_share"},
    {.name = "customer_acquisition_cost",
     .function = bind<&customer_acquisition_cost>,
     .title = {"Customer acquisition cost", "客户获取成本"},
     .aliases = "CAC",
     .definition = {"What was spent for each new customer.", "为每位新客户花费的金额。"},
     .formula = {"(sales_and_marketing + customer_service + other) / new_customers",
                 "(销售与市场支出 + 客户服务支出 + 其他支出) / 新客户数"},
     .omits = {"Costs and customers are of the same period, though what is spent now may win customers later.",
               "成本与客户属于同一期间，尽管现在的支出可能以后才带来客户。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_source,
     .related = "cac_payback, ltv_to_cac, cost_per_lead"},
    {.name = "cac_payback",
     .function = bind<&cac_payback>,
     .title = {"CAC payback", "获客成本回收期"},
     .aliases = "months to recover CAC",
     .definition = {"The months until a customer's gross profit has paid for winning it.",
                    "客户带来的毛利收回获客成本所需的月数。"},
     .formula = {"cac / (monthly_revenue_per_account * gross_margin)", "获客成本 / (每账户月收入 * 毛利率)"},
     .omits = {"Does not see the customers who leave before. Both sides are of one customer.",
               "看不到提前离开的客户。分子分母都是单个客户的。"},
     .unit = unit::months,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "variant",
     .breakdowns = by_customer,
     .related = "customer_acquisition_cost, ltv_to_cac"},
    {.name = "return_on_investment",
     .function = bind<&return_on_investment>,
     .title = {"Return on investment", "投资回报率"},
     .aliases = "ROI",
     .definition = {"What came back for what was put in.", "收回金额与投入金额之比。"},
     .formula = {"returned / invested", "收回金额 / 投入金额"},
     .omits = {"The money put in is not taken off: 100 % is break-even, where the net form has 0 %.",
               "未扣除投入：100% 为收支平衡，净额形式则为 0%。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_source,
     .related = "net_return_on_investment, content_marketing_roi"},
    {.name = "net_return_on_investment",
     .function = bind<&net_return_on_investment>,
     .title = {"Net return on investment", "净投资回报率"},
     .aliases = "net ROI",
     .definition = {"What was gained for what was put in.", "净收益与投入金额之比。"},
     .formula = {"(returned - invested) / invested", "(收回金额 - 投入金额) / 投入金额"},
     .omits = {"Says nothing of how long it took.", "不反映花了多长时间。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "common variant",
     .breakdowns = by_source,
     .related = "return_on_investment"},
    {.name = "content_marketing_roi",
     .function = bind<&content_marketing_roi>,
     .title = {"Content marketing ROI", "内容营销投资回报率"},
     .definition = {"Sales attributed to content for what the content cost.", "归属于内容的销售额与内容成本之比。"},
     .formula = {"returned / invested", "归属内容的销售额 / 内容成本"},
     .omits = {"Sales, not profit: 100 % has only earned its cost back in sales.",
               "是销售额而非利润：100% 只是以销售额收回成本。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_content,
     .related = "return_on_investment, attributed_revenue_share"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/outlook.hpp

// What is coming, and how long does it take?

namespace kpi::inline v0_1::detail::rows {

inline constexpr metric outlook_metrics[] = {
    {.name = "forecast_accuracy",
     .function = bind<&forecast_accuracy>,
     .title = {"Forecast accuracy", "销售预测的准确性"},
     .definition = {"One less the forecasts' misses as a share of what came in.", "1 减去预测误差占实际金额的比例。"},
     .formula = {"(actual - absolute_error) / actual", "(实际金额 - 绝对误差) / 实际金额"},
     .omits = {"Does not tell too high from too low. Below 0 when the misses exceed what came in.",
               "不区分预测过高还是过低。误差超过实际金额时为负。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4, S2",
     .breakdowns = by_seller,
     .related = "forecast_bias, forecast_predictability"},
    {.name = "forecast_bias",
     .function = bind<&forecast_bias>,
     .title = {"Forecast bias", "预测偏差"},
     .definition = {"By what part of what came in the forecast was too high.", "预测高出实际金额的比例。"},
     .formula = {"(forecast - actual) / actual", "(预测金额 - 实际金额) / 实际金额"},
     .omits = {"Misses in both directions cancel. Below 0, the forecast was too low.",
               "正负误差相互抵消。为负表示预测过低。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "variant",
     .breakdowns = by_seller,
     .related = "forecast_accuracy"},
    {.name = "forecast_predictability",
     .function = bind<&forecast_predictability>,
     .title = {"Forecast predictability", "预测可预测性"},
     .definition = {"How far the bias of a period usually lies from the mean bias.", "各期偏差通常离平均偏差有多远。"},
     .formula = {"deviation((forecast - actual) / actual)", "标准差((预测金额 - 实际金额) / 实际金额)"},
     .omits = {"A forecast that is always 20 % too high is not accurate, but can be relied on: it gives 0.",
               "总是高 20% 的预测不准确，但可以信赖：结果为 0。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S2",
     .breakdowns = by_seller,
     .related = "forecast_bias, forecast_accuracy"},
    {.name = "forecast_visibility",
     .function = bind<&forecast_visibility>,
     .title = {"Forecast visibility", "预测可见性"},
     .definition = {"How much of the forecast is deals known by name.", "预测中已知具体交易的部分所占的比例。"},
     .formula = {"identified / forecast", "已知交易金额 / 预测金额"},
     .omits = {"Does not ask how likely the known deals are. Above 1, they alone exceed the forecast.",
               "不问已知交易的可能性。超过 1 时，仅已知交易就超过预测。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_seller,
     .related = "weighted_pipeline, pipeline_coverage"},
    {.name = "pipeline_coverage",
     .function = bind<&pipeline_coverage>,
     .title = {"Pipeline coverage", "管道覆盖率"},
     .definition = {"How many times over the open pipeline would fill what is missing from the target.",
                    "未结管道金额是目标缺口的多少倍。"},
     .formula = {"open / (target - won)", "未结金额 / (目标金额 - 已赢得金额)"},
     .omits = {"Takes every open deal at its full amount. A target that is met has nothing to cover: undefined, and "
               "good news.",
               "每笔未结交易都按全额计。目标已达成则没有缺口：没有定义，而且是好消息。"},
     .unit = unit::times,
     .timing = timing::leading,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_seller,
     .related = "weighted_pipeline, quota_attainment",
     .stocks = "open, target"},
    {.name = "qualified_pipeline_share",
     .function = bind<&qualified_pipeline_share>,
     .title = {"Qualified pipeline share", "合格管道占比"},
     .definition = {"The part of the open pipeline that meets the qualification rules.",
                    "未结管道中符合资格标准的比例。"},
     .formula = {"qualified / open", "合格金额 / 未结金额"},
     .condition = "qualified <= open",
     .omits = {"The rules are the caller's.", "资格标准由使用者确定。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_seller,
     .related = "verified_pipeline_share, pipeline_accuracy",
     .stocks = "open, qualified"},
    {.name = "verified_pipeline_share",
     .function = bind<&verified_pipeline_share>,
     .title = {"Verified pipeline share", "管道可验证性"},
     .definition = {"The part of the open pipeline that evidence confirms.", "未结管道中有证据证实的比例。"},
     .formula = {"verified / open", "已证实金额 / 未结金额"},
     .condition = "verified <= open",
     .omits = {"The owner's word alone is no evidence; what was never checked is not verified.",
               "仅凭负责人的说法不算证据；从未核查的不算已证实。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_seller,
     .related = "qualified_pipeline_share, pipeline_accuracy",
     .stocks = "open, verified"},
    {.name = "pipeline_accuracy",
     .function = bind<&pipeline_accuracy>,
     .title = {"Pipeline accuracy", "管道准确性"},
     .definition = {"The part of the open pipeline that is recorded as it really stands.",
                    "未结管道中如实记录的比例。"},
     .formula = {"accurate / open", "记录准确的金额 / 未结金额"},
     .condition = "accurate <= open",
     .omits = {"About records on one day; how forecasts turned out is another metric.",
               "只关乎某一天的记录；预测结果如何是另一个指标。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_seller,
     .related = "data_accuracy, forecast_accuracy",
     .stocks = "open, accurate"},
    {.name = "pipeline_created",
     .function = bind<&pipeline_created>,
     .title = {"Pipeline created", "销售机会集合的产生"},
     .aliases = "pipeline generation",
     .definition = {"The value of the opportunities opened in the period.", "期间内新开商机的金额。"},
     .formula = {"created", "新开商机金额"},
     .omits = {"Counts an opportunity whatever became of it since.", "无论商机后来如何都计入。"},
     .unit = unit::money,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_deal,
     .related = "pipeline_coverage, win_rate"},
    {.name = "weighted_pipeline",
     .function = bind<&weighted_pipeline>,
     .title = {"Weighted pipeline", "加权管道金额"},
     .aliases = "expected pipeline, probability-weighted pipeline",
     .definition = {"What the open opportunities are worth when each counts by its probability.",
                    "按各自概率加权的未结商机金额。"},
     .formula = {"sum(round(amount * probability))", "总和(舍入(金额 * 概率))"},
     .condition = "probability <= 1",
     .omits = {"Only as good as the probabilities. Not the total times the mean probability.",
               "好坏取决于概率。并非总额乘以平均概率。"},
     .unit = unit::money,
     .timing = timing::leading,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_deal,
     .related = "pipeline_coverage, rank_by_expected_value"},
    {.name = "rank_by_expected_value",
     .function = bind<&rank_by_expected_value>,
     .title = {"Rank by expected value", "按潜在价值排名"},
     .definition = {"The positions of the prospects, counted from 0, with the one worth most first.",
                    "潜在客户按期望价值从高到低排列的序号，从 0 开始。"},
     .formula = {"positions by amount * probability, falling", "按 金额 * 概率 从高到低排列的序号"},
     .condition = "probability <= 1",
     .omits = {"With every probability 1 it ranks by potential value. Equal ones stay in the order they came in.",
               "概率都为 1 时按潜在价值排名。相等者保持原有顺序。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S2",
     .breakdowns = by_deal,
     .related = "weighted_pipeline"},
    {.name = "lead_response_time",
     .function = bind<&lead_response_time>,
     .title = {"Lead response time", "潜在客户响应时间"},
     .aliases = "speed to lead",
     .definition = {"The time from a lead's contact to the follow-up by a person.",
                    "从线索联系我们到有人跟进所用的时间。"},
     .formula = {"total / cases", "总时长 / 已跟进次数"},
     .omits = {"An automatic answer does not stop the clock. Contacts still waiting are left out.",
               "自动回复不会停止计时。仍在等待的不计入。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S1",
     .breakdowns = by_lead,
     .related = "response_within_share, first_response_time"},
    {.name = "response_within_share",
     .function = bind<&response_within_share>,
     .title = {"Response-within share", "限时响应占比"},
     .definition = {"The share of the cases that were answered within the limit.",
                    "在时限内得到响应的案例所占的比例。"},
     .formula = {"within / cases", "限时内响应数 / 案例数"},
     .condition = "within <= cases",
     .omits = {"Counts a case that was never answered as missed. The limit (24 hours, say) is the report's.",
               "从未响应的案例算作超时。时限（如 24 小时）由报告确定。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S1",
     .breakdowns = by_lead,
     .related = "lead_response_time, first_response_time"},
    {.name = "opportunity_to_close_time",
     .function = bind<&opportunity_to_close_time>,
     .title = {"Opportunity-to-close time", "从机会到成交时间"},
     .definition = {"The time from the opening of an opportunity until it is decided, won or lost.",
                    "从商机开启到作出决定（赢单或输单）所用的时间。"},
     .formula = {"total / cases", "总时长 / 已决商机数"},
     .omits = {"Leaves out what is still open.", "不计仍未结案的商机。"},
     .unit = unit::seconds,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S2",
     .breakdowns = by_deal,
     .related = "sales_cycle_length"},
    {.name = "lead_to_cash",
     .function = bind<&lead_to_cash>,
     .title = {"Lead to cash", "线索到现金时间"},
     .definition = {"The time from the moment a lead is found until its money has been received.",
                    "从发现线索到收到款项所用的时间。"},
     .formula = {"total / cases", "总时长 / 已收款数"},
     .omits = {"Neither the signature nor the invoice stops the clock.", "签约和开票都不会停止计时。"},
     .unit = unit::seconds,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S2",
     .breakdowns = by_deal,
     .related = "opportunity_to_close_time, cash_flow"},
    {.name = "quote_turnaround",
     .function = bind<&quote_turnaround>,
     .title = {"Quote turnaround", "报价生成时间"},
     .definition = {"The time from the moment a lead is found until a quote can be given.",
                    "从发现线索到能够报价所用的时间。"},
     .formula = {"total / cases", "总时长 / 已可报价数"},
     .omits = {"Holds the time that finding out the need takes: it starts with the lead, not with the request.",
               "包含了解需求的时间：从线索开始计，而非从询价开始计。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S2",
     .breakdowns = by_deal,
     .related = "lead_to_cash"},
    {.name = "time_in_stage",
     .function = bind<&time_in_stage>,
     .title = {"Time in stage", "阶段停留时间"},
     .definition = {"The time from the moment an opportunity enters a stage until it leaves it, forward or back.",
                    "商机从进入某一阶段到离开（前进或后退）所用的时间。"},
     .formula = {"total / cases", "总时长 / 已离开次数"},
     .omits = {"An opportunity that returns to the stage is another case.", "返回该阶段的商机另计一次。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S0, S1",
     .breakdowns = by_stage,
     .related = "late_stage_time, sales_cycle_length"},
    {.name = "late_stage_time",
     .function = bind<&late_stage_time>,
     .title = {"Late-stage time", "后期谈判时长"},
     .definition = {"The time from the moment the contract is sent until the deal is decided, won or lost.",
                    "从发出合同到作出决定（赢单或输单）所用的时间。"},
     .formula = {"total / cases", "总时长 / 已决交易数"},
     .omits = {"Of several versions sent, the first starts the clock.", "多次发送时，从第一个版本开始计时。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S0, S1",
     .breakdowns = by_deal,
     .related = "time_in_stage, win_per_contract_sent"},
    {.name = "first_response_time",
     .function = bind<&first_response_time>,
     .title = {"First response time", "首次响应时间"},
     .aliases = "FRT",
     .definition =
         {"The time from the report of an issue to the first answer to it by a person that the customer can see.",
          "从报告问题到客户看到的第一个人工答复所用的时间。"},
     .formula = {"total / cases", "总时长 / 已答复问题数"},
     .omits = {"Automatic receipts and internal notes are not answers.", "自动回执和内部备注不算答复。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "average_response_time, resolution_time, response_within_share"},
    {.name = "average_response_time",
     .function = bind<&average_response_time>,
     .title = {"Average response time", "平均响应时间"},
     .aliases = "ART",
     .definition = {"The time from each message of a customer to the answer to it.",
                    "从客户的每条消息到得到答复所用的时间。"},
     .formula = {"total / cases", "总时长 / 已答复消息数"},
     .omits = {"The cases are messages, so long exchanges count for more.", "案例是消息，所以往来多的问题权重更大。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "first_response_time, resolution_time"},
    {.name = "resolution_time",
     .function = bind<&resolution_time>,
     .title = {"Resolution time", "平均解决时间"},
     .aliases = "time to resolution, MTTR",
     .definition = {"The time from the report of an issue until it is resolved.", "从报告问题到解决所用的时间。"},
     .formula = {"total / cases", "总时长 / 已解决问题数"},
     .omits = {"An issue that was opened again is waiting again.", "重新打开的问题又回到等待状态。"},
     .unit = unit::seconds,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "first_response_time, escalation_rate"},
    {.name = "session_duration",
     .function = bind<&session_duration>,
     .title = {"Session duration", "会话持续时间"},
     .definition = {"The time from the moment a session is entered until it is left.", "从进入会话到离开所用的时间。"},
     .formula = {"total / cases", "总时长 / 已结束会话数"},
     .omits = {"A session whose end was not recorded is waiting, not 0 seconds long.",
               "没有记录结束的会话算等待中，而不是 0 秒。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S3, S4",
     .breakdowns = by_platform,
     .related = "dwell_time"},
    {.name = "dwell_time",
     .function = bind<&dwell_time>,
     .title = {"Dwell time", "停留时间"},
     .aliases = "time on page",
     .definition = {"The time from the moment a page is entered until it is left.", "从进入页面到离开所用的时间。"},
     .formula = {"total / cases", "总时长 / 已结束浏览数"},
     .omits = {"The cases are views of a page, not sessions.", "案例是页面浏览，而不是会话。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S3, S4",
     .breakdowns = by_platform,
     .related = "session_duration"},
    {.name = "customer_onboarding_time",
     .function = bind<&customer_onboarding_time>,
     .title = {"Customer onboarding time", "新客户入职时间"},
     .definition = {"The time from the signature of the contract until the customer is live.",
                    "从签订合同到客户上线所用的时间。"},
     .formula = {"total / cases", "总时长 / 已上线客户数"},
     .omits = {"Going live is not yet the value that was promised.", "上线还不等于实现了承诺的价值。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "time_to_value"},
    {.name = "time_to_value",
     .function = bind<&time_to_value>,
     .title = {"Time to value", "价值实现时间"},
     .aliases = "TTV",
     .definition = {"The time from the purchase until the customer has the value both sides agreed on.",
                    "从购买到客户获得双方约定的价值所用的时间。"},
     .formula = {"total / cases", "总时长 / 已实现价值的客户数"},
     .omits = {"Going live does not stop the clock.", "上线不会停止计时。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "customer_onboarding_time, periods_to_value"},
    {.name = "time_to_first_review",
     .function = bind<&time_to_first_review>,
     .title = {"Time to first review", "首次季度业务审查时间"},
     .aliases = "time to first QBR",
     .definition = {"The time from the start of a customer success manager until the first customer review they hold.",
                    "从客户成功经理上任到其举行首次客户审查所用的时间。"},
     .formula = {"total / cases", "总时长 / 已举行审查的经理数"},
     .omits = {"The cases are managers, not customers.", "案例是经理，而不是客户。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_team,
     .related = "time_to_value"},
    {.name = "rep_onboarding_time",
     .function = bind<&rep_onboarding_time>,
     .title = {"Rep onboarding time", "每批新员工入职时间"},
     .definition = {"The time from the start of a batch's hires until their onboarding is complete.",
                    "一批新员工从入职到完成入职流程所用的时间。"},
     .formula = {"total / cases", "总时长 / 已完成人数"},
     .omits = {"A hire who left before the end is left out.", "中途离开的新员工不计入。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_team,
     .related = "onboarding_training_time, time_to_productivity"},
    {.name = "onboarding_training_time",
     .function = bind<&onboarding_training_time>,
     .title = {"Onboarding training time", "入职培训时长"},
     .definition = {"The training given to each hire of a batch.", "一批新员工人均接受的培训时长。"},
     .formula = {"total / cases", "培训总时长 / 人数"},
     .omits = {"Time in training, not time passed.", "是培训的时间，而不是经过的时间。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_team,
     .related = "rep_onboarding_time, training_time_per_rep"},
    {.name = "time_to_productivity",
     .function = bind<&time_to_productivity>,
     .title = {"Time to productivity", "生产力的时间"},
     .definition = {"The time from the day of hire until the defined skills have been shown.",
                    "从入职到展示出规定技能所用的时间。"},
     .formula = {"total / cases", "总时长 / 已达标人数"},
     .omits = {"By skills shown, not by sales made.", "以技能为准，而不是以销售额为准。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_team,
     .related = "ramp_time, time_to_first_sale"},
    {.name = "time_to_first_sale",
     .function = bind<&time_to_first_sale>,
     .title = {"Time to first sale", "到第一个产品销售的时间"},
     .definition = {"The time from a rep's training on a product to the rep's first sale of it.",
                    "从销售人员接受某产品培训到首次售出该产品所用的时间。"},
     .formula = {"total / cases", "总时长 / 已售出人数"},
     .omits = {"Who has not sold it yet is left out; where many have not, the average says little.",
               "尚未售出者不计入；这样的人多时，平均值说明不了什么。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_team,
     .related = "time_to_productivity"},
    {.name = "presales_time_per_deal",
     .function = bind<&presales_time_per_deal>,
     .title = {"Presales time per deal", "每单售前投入时间"},
     .definition = {"The work of presales on each deal that it supports.", "售前在每笔所支持的交易上投入的时间。"},
     .formula = {"total / cases", "总工时 / 交易数"},
     .omits = {"Time worked, not time passed. A deal without presales is left out.",
               "是投入的工时，而不是经过的时间。没有售前的交易不计入。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_win_rate_lift"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/profit.hpp

// Is it worth it?

namespace kpi::inline v0_1::detail::rows {

inline constexpr metric profit_metrics[] = {
    {.name = "gross_revenue",
     .function = bind<&gross_revenue>,
     .title = {"Gross revenue", "毛收入"},
     .definition = {"All sales of the period, before anything is taken off.", "期间内未作任何扣除的全部销售额。"},
     .formula = {"gross_revenue", "毛收入"},
     .omits = {"Takes off neither discounts nor returns.", "未扣除折扣和退货。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "net_sales, net_revenue"},
    {.name = "net_sales",
     .function = bind<&net_sales>,
     .title = {"Net sales", "净销售额"},
     .definition = {"What customers paid and kept.", "客户付款且未退回的金额。"},
     .formula = {"gross_revenue - discounts - returns", "毛收入 - 折扣 - 退货"},
     .omits = {"What most accounts call net revenue. No cost is taken off.", "多数账目所说的净收入。未扣除任何成本。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "common variant",
     .breakdowns = by_segment,
     .related = "net_revenue, gross_revenue"},
    {.name = "net_revenue",
     .function = bind<&net_revenue>,
     .title = {"Net revenue", "净收入"},
     .aliases = "net profit, net income",
     .definition = {"What is left of the sales after every cost, taxes and fees.",
                    "销售额扣除所有成本、税费后的余额。"},
     .formula = {"gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees",
                 "毛收入 - 折扣 - 退货 - 商品成本 - 运营费用 - 税费"},
     .omits = {"S4's meaning; others call this net profit and say net revenue for net sales.",
               "这是 S4 的含义；其他地方称之为净利润，而用净收入指净销售额。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "net_sales, gross_revenue, net_margin"},
    {.name = "gross_margin",
     .function = bind<&gross_margin>,
     .title = {"Gross margin", "毛利率"},
     .aliases = "account profit margin",
     .definition = {"The share of net sales that is left after the cost of the goods.",
                    "净销售额扣除商品成本后所余的比例。"},
     .formula = {"(gross_revenue - discounts - returns - cost_of_goods) / (gross_revenue - discounts - returns)",
                 "(毛收入 - 折扣 - 退货 - 商品成本) / (毛收入 - 折扣 - 退货)"},
     .omits = {"Leaves out what running the business costs.", "不计经营费用。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4, S2",
     .breakdowns = by_segment,
     .related = "net_margin, lifetime_value"},
    {.name = "net_margin",
     .function = bind<&net_margin>,
     .title = {"Net margin", "净利润率"},
     .aliases = "net profit margin",
     .definition = {"The share of net sales that is left after every cost, taxes and fees.",
                    "净销售额扣除所有成本、税费后所余的比例。"},
     .formula = {"(gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees) / "
                 "(gross_revenue - discounts - returns)",
                 "(毛收入 - 折扣 - 退货 - 商品成本 - 运营费用 - 税费) / (毛收入 - 折扣 - 退货)"},
     .omits = {"Never above the gross margin.", "绝不会高于毛利率。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "gross_margin, net_revenue"},
    {.name = "cost_of_sales_rate",
     .function = bind<&cost_of_sales_rate>,
     .title = {"Cost of sales rate", "销售成本率"},
     .aliases = "cost of sales",
     .definition = {"What was spent on selling, for each unit of revenue.", "每单位收入所花费的销售支出。"},
     .formula = {"cost / revenue", "销售支出 / 收入"},
     .omits = {"The cost of selling, not of the goods, which accounting calls cost of sales.",
               "是销售活动的成本，而不是会计上称为销售成本的商品成本。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "net_sales_efficiency, gross_margin"},
    {.name = "cash_flow",
     .function = bind<&cash_flow>,
     .title = {"Cash flow", "现金流"},
     .definition = {"What came in, less what went out.", "流入金额减去流出金额。"},
     .formula = {"inflow - outflow", "流入 - 流出"},
     .omits = {"Not profit: an invoice that is not paid yet is in neither.", "不是利润：尚未付款的发票不计入。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "net_revenue, break_even"},
    {.name = "net_sales_efficiency",
     .function = bind<&net_sales_efficiency>,
     .title = {"Net sales efficiency", "净销售效率"},
     .definition = {"The revenue won, less the revenue lost, for each unit spent on winning and keeping it.",
                    "赢得的收入减去流失的收入，与为赢得和保留收入所花支出之比。"},
     .formula = {"(new_revenue - churned_revenue) / (sales_and_marketing + customer_success)",
                 "(新增收入 - 流失收入) / (销售与市场支出 + 客户成功支出)"},
     .omits = {"Leaves out the cost of serving the revenue.", "不计提供服务的成本。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "gross_sales_efficiency, magic_number"},
    {.name = "gross_sales_efficiency",
     .function = bind<&gross_sales_efficiency>,
     .title = {"Gross sales efficiency", "毛销售效率"},
     .definition = {"The revenue won for each unit spent on winning it.", "赢得的收入与为此所花支出之比。"},
     .formula = {"new_revenue / sales_and_marketing", "新增收入 / 销售与市场支出"},
     .omits = {"Leaves out churn and customer success.", "不计流失和客户成功支出。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "net_sales_efficiency, magic_number"},
    {.name = "magic_number",
     .function = bind<&magic_number>,
     .title = {"Magic number", "魔法数字"},
     .aliases = "SaaS magic number",
     .definition = {"A quarter's gain in revenue, as a year's, for each unit spent in the quarter before.",
                    "一个季度的收入增量折算为全年，与上一季度支出之比。"},
     .formula = {"(current - previous) * 4 / previous_spend", "(本季收入 - 上季收入) * 4 / 上季支出"},
     .omits = {"Fits quarters only: the 4 makes a year of one.", "只适用于季度：4 表示把季度折算为年。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_segment,
     .related = "net_sales_efficiency, gross_sales_efficiency"},
    {.name = "realised_lifetime_value",
     .function = bind<&realised_lifetime_value>,
     .title = {"Realised lifetime value", "客户终身价值"},
     .aliases = "realized lifetime value, historic CLV",
     .definition = {"The profit so far for each unit, or for each customer.", "迄今为止每单位（或每位客户）的利润。"},
     .formula = {"(revenue - cost) / units", "(收入 - 成本) / 单位数"},
     .omits = {"Looks back and extrapolates nothing.", "只看过去，不作推算。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "lifetime_value, ltv_to_cac"},
    {.name = "lifetime_value",
     .function = bind<&lifetime_value>,
     .title = {"Lifetime value", "客户终身价值 (预测)"},
     .aliases = "LTV, CLV, customer lifetime value",
     .definition = {"The gross profit to be expected of an account until it leaves.",
                    "一个账户在离开之前预期带来的毛利。"},
     .formula = {"revenue_per_account * gross_margin / churn", "每账户收入 * 毛利率 / 流失率"},
     .omits = {"Nothing is discounted. Revenue and churn have to be of the same period.",
               "不作折现。收入与流失率必须属于同样长的期间。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "common variant",
     .breakdowns = by_customer,
     .related = "realised_lifetime_value, ltv_to_cac, average_revenue_per_account"},
    {.name = "ltv_to_cac",
     .function = bind<&ltv_to_cac, "ltv", "cac">,
     .title = {"LTV to CAC", "终身价值与获客成本比"},
     .aliases = "LTV:CAC",
     .definition = {"What an account is worth for each unit it cost to win.", "账户价值与获客成本之比。"},
     .formula = {"ltv / cac", "终身价值 / 获客成本"},
     .omits = {"Does not say how long it takes to come back.", "不说明多久才能收回。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .breakdowns = by_customer,
     .related = "lifetime_value, customer_acquisition_cost, cac_payback"},
    {.name = "average_revenue_per_account",
     .function = bind<&average_revenue_per_account>,
     .title = {"Average revenue per account", "每账户平均收入"},
     .aliases = "ARPA, ARPU",
     .definition = {"What an account brought in the period.", "期间内每个账户平均带来的收入。"},
     .formula = {"revenue / accounts", "收入 / 账户数"},
     .omits = {"A trial that pays nothing is not an account.", "不付费的试用不算账户。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_customer,
     .related = "lifetime_value, average_deal_size",
     .stocks = "accounts"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/revenue.hpp

// Does revenue recur, stay and grow?

namespace kpi::inline v0_1::detail::rows {

inline constexpr metric revenue_metrics[] = {
    {.name = "monthly_recurring_revenue",
     .function = bind<&monthly_recurring_revenue, "price", "">,
     .title = {"Monthly recurring revenue", "月度经常性收入"},
     .aliases = "MRR",
     .definition = {"The price of a subscription, spread evenly over the time it pays for, for a month.",
                    "订阅价格按所覆盖的时间平均分摊到一个月的金额。"},
     .formula = {"price * per_month(unit) / every", "价格 * 每月期数(计费单位) / 计费间隔"},
     .omits = {"Without one-time fees, usage and tax. A month is always of the same length: 52/12 weeks, 365/12 days.",
               "不含一次性费用、用量费和税。每月长度固定：52/12 周、365/12 天。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "annual_recurring_revenue, net_revenue_retention"},
    {.name = "annual_recurring_revenue",
     .function = bind<&annual_recurring_revenue, "price", "">,
     .title = {"Annual recurring revenue", "年度经常性收入 (年度循环收入)"},
     .aliases = "ARR",
     .definition = {"The price of a subscription, spread evenly over the time it pays for, for a year.",
                    "订阅价格按所覆盖的时间平均分摊到一年的金额。"},
     .formula = {"price * per_year(unit) / every", "价格 * 每年期数(计费单位) / 计费间隔"},
     .omits = {"From the price itself, not 12 times a rounded month. A year has 365 days or 52 weeks.",
               "直接由价格计算，而不是取整后的月值乘以 12。一年为 365 天或 52 周。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S0",
     .breakdowns = by_customer,
     .related = "monthly_recurring_revenue, annual_contract_value"},
    {.name = "net_revenue_retention",
     .function = bind<&net_revenue_retention>,
     .title = {"Net revenue retention", "净收入保留率 (经常性收入)"},
     .aliases = "NRR, NDR, net dollar retention",
     .definition = {"What is left of the opening recurring revenue after its gains and losses.",
                    "期初经常性收入在增减之后保留的比例。"},
     .formula = {"(opening + expansion - contraction - churned) / opening",
                 "(期初收入 + 扩展 - 收缩 - 流失) / 期初收入"},
     .omits = {"Leaves out new and reactivated business. Over more than a month, take the cohort's.",
               "不计新业务和重新激活。超过一个月请使用封闭队列。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "standard form",
     .breakdowns = by_customer,
     .related = "cohort_net_revenue_retention, net_revenue_kept, gross_revenue_retention",
     .stocks = "opening"},
    {.name = "gross_revenue_retention",
     .function = bind<&gross_revenue_retention>,
     .title = {"Gross revenue retention", "毛收入保留率 (经常性收入)"},
     .aliases = "GRR, gross dollar retention",
     .definition = {"What is left of the opening recurring revenue after its losses alone.",
                    "期初经常性收入仅扣除损失后保留的比例。"},
     .formula = {"(opening - contraction - churned) / opening", "(期初收入 - 收缩 - 流失) / 期初收入"},
     .omits = {"Leaves out every gain. Over more than a month it can fall below 0: take the cohort's.",
               "不计任何增长。超过一个月时可能为负：请使用封闭队列。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "standard form",
     .breakdowns = by_customer,
     .related = "cohort_gross_revenue_retention, gross_revenue_kept, net_revenue_retention",
     .stocks = "opening"},
    {.name = "cohort_net_revenue_retention",
     .function = bind<&cohort_net_revenue_retention>,
     .title = {"Cohort net revenue retention", "净收入保留率 (封闭队列)"},
     .aliases = "cohort NRR",
     .definition = {"What the customers of the opening day pay at the end, over what they paid then.",
                    "期初客户在期末支付的金额与当时支付的金额之比。"},
     .formula = {"closing / opening", "同批客户期末收入 / 期初收入"},
     .omits = {"Leaves out whoever joined after the opening day.", "不计期初之后加入的客户。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "standard form",
     .breakdowns = by_customer,
     .related = "net_revenue_retention, cohort_gross_revenue_retention",
     .stocks = "opening, closing, capped"},
    {.name = "cohort_gross_revenue_retention",
     .function = bind<&cohort_gross_revenue_retention>,
     .title = {"Cohort gross revenue retention", "毛收入保留率 (封闭队列)"},
     .aliases = "cohort GRR",
     .definition = {"What the customers of the opening day still pay of what they paid then, growth set aside customer "
                    "by customer.",
                    "期初客户在逐个剔除增长后，仍支付的金额占当时金额的比例。"},
     .formula = {"capped / opening", "逐客户取较小值之和 / 期初收入"},
     .condition = "capped <= opening",
     .omits = {"One customer's growth does not make up for another's loss.", "一个客户的增长不弥补另一个客户的损失。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "standard form",
     .breakdowns = by_customer,
     .related = "gross_revenue_retention, cohort_net_revenue_retention",
     .stocks = "opening, closing, capped"},
    {.name = "gross_revenue_kept",
     .function = bind<&gross_revenue_kept>,
     .title = {"Gross revenue kept", "毛收入保留率"},
     .definition = {"This year's gross revenue over last year's, whatever rose or fell in between.",
                    "今年毛收入与去年毛收入之比，不论其间如何增减。"},
     .formula = {"gross_after / gross_before", "今年毛收入 / 去年毛收入"},
     .omits = {"Counts new business too, so it may exceed 1: S4 calls it gross revenue retention.",
               "也计入新业务，所以可能超过 1：S4 称之为毛收入保留率。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "gross_revenue_retention, cohort_gross_revenue_retention, net_revenue_kept"},
    {.name = "net_revenue_kept",
     .function = bind<&net_revenue_kept>,
     .title = {"Net revenue kept", "净收入保留率"},
     .definition = {"This year's net revenue over last year's, net of every cost.",
                    "今年净收入与去年净收入之比，净收入已扣除所有成本。"},
     .formula = {"net_after / net_before", "今年净收入 / 去年净收入"},
     .omits = {"Moves with costs as much as with customers: S4 calls it net revenue retention.",
               "既随客户变动，也随成本变动：S4 称之为净收入保留率。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "net_revenue_retention, cohort_net_revenue_retention, net_revenue"},
    {.name = "gross_revenue_churn_rate",
     .function = bind<&gross_revenue_churn_rate>,
     .title = {"Gross revenue churn rate", "毛收入流失率"},
     .aliases = "gross MRR churn",
     .definition = {"The share of the opening recurring revenue that was lost.", "期初经常性收入中损失的比例。"},
     .formula = {"(contraction + churned) / opening", "(收缩 + 流失) / 期初收入"},
     .omits = {"Counts contraction too; some publish the churned part alone.", "也计入收缩；有的公司只公布流失部分。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "variant",
     .breakdowns = by_customer,
     .related = "net_revenue_churn_rate, gross_revenue_retention, contract_value_churn_rate",
     .stocks = "opening"},
    {.name = "net_revenue_churn_rate",
     .function = bind<&net_revenue_churn_rate>,
     .title = {"Net revenue churn rate", "净收入流失率"},
     .aliases = "net MRR churn",
     .definition = {"What was lost of the opening recurring revenue, less what it gained.",
                    "期初经常性收入的损失减去其增长后所占的比例。"},
     .formula = {"(contraction + churned - expansion) / opening", "(收缩 + 流失 - 扩展) / 期初收入"},
     .omits = {"Leaves out reactivated business. Below 0 when expansion outweighs the losses.",
               "不计重新激活。扩展超过损失时为负。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "variant",
     .breakdowns = by_customer,
     .related = "gross_revenue_churn_rate, net_revenue_retention",
     .stocks = "opening"},
    {.name = "quick_ratio",
     .function = bind<&quick_ratio>,
     .title = {"Quick ratio", "速动比率"},
     .aliases = "SaaS quick ratio",
     .definition = {"Recurring revenue gained for each unit of it lost.", "增加的经常性收入与损失的经常性收入之比。"},
     .formula = {"(new_business + expansion) / (contraction + churned)", "(新业务 + 扩展) / (收缩 + 流失)"},
     .omits = {"Leaves out reactivated business. Not the quick ratio of accounting.",
               "不计重新激活。不是会计上的速动比率。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_customer,
     .related = "net_revenue_retention, revenue_growth_rate"},
    {.name = "revenue_growth_rate",
     .function = bind<&revenue_growth_rate>,
     .title = {"Revenue growth rate", "收入增长率"},
     .definition = {"How much recurring revenue grew from the start of the period to its end.",
                    "经常性收入从期初到期末增长的比例。"},
     .formula = {"(new_business + expansion + reactivated - contraction - churned) / opening",
                 "(新业务 + 扩展 + 重新激活 - 收缩 - 流失) / 期初收入"},
     .omits = {"Does not say whether new or existing customers grew.", "不说明增长来自新客户还是既有客户。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_customer,
     .related = "net_revenue_retention, customer_growth_rate, growth_rate",
     .stocks = "opening"},
    {.name = "customer_churn_rate",
     .function = bind<&customer_churn_rate>,
     .title = {"Customer churn rate", "客户流失率"},
     .aliases = "logo churn",
     .definition = {"The share of the customers present at the opening who were lost in the period.",
                    "期初客户中在期间内流失的比例。"},
     .formula = {"lost / opening", "流失客户数 / 期初客户数"},
     .condition = "lost <= opening",
     .omits = {"Leaves out customers who joined in the period, even when they left in it.",
               "不计期间内加入的客户，即使他们又离开。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "customer_retention_rate, gross_revenue_churn_rate, contract_value_churn_rate, annualised_churn",
     .stocks = "opening"},
    {.name = "customer_retention_rate",
     .function = bind<&customer_retention_rate>,
     .title = {"Customer retention rate", "客户保留率"},
     .aliases = "logo retention",
     .definition = {"The share of the customers present at the opening who are still there at the end.",
                    "期初客户中期末仍在的比例。"},
     .formula = {"(opening - lost) / opening", "(期初客户数 - 流失客户数) / 期初客户数"},
     .condition = "lost <= opening",
     .omits = {"Leaves out customers who joined in the period. A large customer counts like a small one.",
               "不计期间内加入的客户。大客户与小客户同样计一个。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4, S2",
     .breakdowns = by_customer,
     .related = "customer_churn_rate, renewal_rate, net_revenue_retention",
     .stocks = "opening"},
    {.name = "customer_growth_rate",
     .function = bind<&customer_growth_rate>,
     .title = {"Customer growth rate", "客户增长率"},
     .definition = {"How much the number of customers grew in the period.", "期间内客户数增长的比例。"},
     .formula = {"(acquired + reactivated - lost) / opening",
                 "(新增客户数 + 重新激活客户数 - 流失客户数) / 期初客户数"},
     .omits = {"A large customer counts like a small one.", "大客户与小客户同样计一个。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_customer,
     .related = "customer_churn_rate, revenue_growth_rate",
     .stocks = "opening"},
    {.name = "repeat_purchase_rate",
     .function = bind<&repeat_purchase_rate>,
     .title = {"Repeat purchase rate", "重复购买率"},
     .definition = {"The share of the customers of a period who bought more than once.",
                    "期间客户中购买不止一次的比例。"},
     .formula = {"repeat / customers", "重复购买客户数 / 客户数"},
     .condition = "repeat <= customers",
     .omits = {"Distinct customers: those of two months do not add up to those of both.",
               "按不同客户计：两个月的客户数不能直接相加。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S2, S4",
     .breakdowns = by_customer,
     .related = "renewal_rate, customer_retention_rate",
     .stocks = "repeat, customers"},
    {.name = "renewal_rate",
     .function = bind<&renewal_rate>,
     .title = {"Renewal rate", "续约率"},
     .definition = {"The share of the contracts due in a period that were renewed.", "期间内到期的合同中续约的比例。"},
     .formula = {"renewed / due", "续约合同数 / 到期合同数"},
     .condition = "renewed <= due",
     .omits = {"Looks only at those who could leave: with long contracts it is below the retention rate.",
               "只看有机会离开者：合同期长时低于保留率。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S2, S4",
     .breakdowns = by_customer,
     .related = "customer_retention_rate, customer_churn_rate"},
    {.name = "contract_value_churn_rate",
     .function = bind<&contract_value_churn_rate>,
     .title = {"Contract value churn rate", "按合同价值计流失率"},
     .definition = {"The share of the contract value at the opening that left with lost customers.",
                    "期初合同价值中随流失客户离开的比例。"},
     .formula = {"lost_value / opening_value", "流失合同价值 / 期初合同价值"},
     .condition = "lost_value <= opening_value",
     .omits = {"Leaves out customers who stay and pay less.", "不计留下但支付减少的客户。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "customer_churn_rate, gross_revenue_churn_rate",
     .stocks = "opening_value"},
    {.name = "annualised_churn",
     .function = bind<&annualised_churn, "monthly">,
     .title = {"Annualised churn", "年化流失率"},
     .aliases = "annualized churn",
     .definition = {"The share lost in a year when the same share is lost every month.",
                    "每月流失相同比例时，一年流失的比例。"},
     .formula = {"1 - (1 - monthly)^12", "1 - (1 - 月流失率)^12"},
     .condition = "monthly <= 1",
     .omits = {"Never 12 times the month. What a month would mean if it went on, not what the year was.",
               "绝不是月值乘以 12。表示照此持续的结果，而不是实际的全年。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .breakdowns = by_customer,
     .related = "customer_churn_rate"},
    {.name = "trailing_growth",
     .function = bind<&trailing_growth>,
     .title = {"Trailing growth", "追踪增长"},
     .aliases = "trailing twelve months, TTM",
     .definition = {"The full year before, carried forward by what this year is ahead of it so far.",
                    "上一全年收入加上今年至今超出去年同期的部分。"},
     .formula = {"(current - prior) + prior_full_year", "(今年至今 - 去年同期) + 去年全年"},
     .omits = {"An amount, not a rate: the revenue of the twelve months that end on the day.",
               "是金额而非比率：即截至当日的十二个月收入。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "trailing_growth_rate, same_period_growth_rate"},
    {.name = "trailing_growth_rate",
     .function = bind<&trailing_growth_rate>,
     .title = {"Trailing growth rate", "追踪增长率"},
     .definition = {"How much more the twelve months that end on the day brought than the full year before.",
                    "截至当日的十二个月比上一全年多带来的比例。"},
     .formula = {"(current - prior) / prior_full_year", "(今年至今 - 去年同期) / 去年全年"},
     .omits = {"Measured against a whole year, so it is small early in the year.", "以全年为基数，所以年初时很小。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_segment,
     .related = "trailing_growth, same_period_growth_rate"},
    {.name = "same_period_growth_rate",
     .function = bind<&same_period_growth_rate>,
     .title = {"Same-period growth rate", "同期增长率"},
     .aliases = "year-to-date growth, YTD growth",
     .definition = {"The year so far against the same days of the year before.", "今年至今与去年同期相比的增长。"},
     .formula = {"(current - prior) / prior", "(今年至今 - 去年同期) / 去年同期"},
     .omits = {"Says nothing of the rest of the year.", "不反映当年余下的时间。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "trailing_growth_rate, growth_rate"},
    {.name = "growth_rate",
     .function = bind<&growth_rate>,
     .title = {"Growth rate", "增长率"},
     .aliases = "account growth",
     .definition = {"How much an amount grew, as a share of what it was.", "金额相对原值增长的比例。"},
     .formula = {"(after - before) / before", "(后期金额 - 前期金额) / 前期金额"},
     .omits = {"Growth from nothing is undefined, not 100 %.", "从无到有的增长没有定义，而不是 100%。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S2, S3, S4",
     .breakdowns = by_segment,
     .related = "count_growth_rate, compound_growth_rate, same_period_growth_rate"},
    {.name = "count_growth_rate",
     .function = bind<&count_growth_rate>,
     .title = {"Count growth rate", "增长率 (数量)"},
     .aliases = "activity growth",
     .definition = {"How much a count grew, as a share of what it was.", "数量相对原值增长的比例。"},
     .formula = {"(after - before) / before", "(后期数量 - 前期数量) / 前期数量"},
     .omits = {"Growth from nothing is undefined, not 100 %.", "从无到有的增长没有定义，而不是 100%。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S2, S3, S4",
     .breakdowns = by_segment,
     .related = "growth_rate"},
    {.name = "compound_growth_rate",
     .function = bind<&compound_growth_rate, "", "periods">,
     .title = {"Compound growth rate", "复合增长率"},
     .aliases = "CAGR, CMGR",
     .definition = {"The growth in each period which, kept up, leads from the one amount to the other.",
                    "每期以相同比例增长，从前一金额达到后一金额所需的增长率。"},
     .formula = {"(after / before)^(1 / periods) - 1", "(后期金额 / 前期金额)^(1 / 期数) - 1"},
     .omits = {"Sees the two ends only. The periods are steps: five year ends are four.",
               "只看首尾两端。期数是步数：五个年末之间是四步。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .breakdowns = by_segment,
     .related = "growth_rate, monthly_volatility"},
    {.name = "monthly_volatility",
     .function = bind<&monthly_volatility, "months">,
     .title = {"Monthly volatility", "月度波动"},
     .aliases = "coefficient of variation",
     .definition = {"How far months scatter around their mean, in units of that mean.",
                    "各月数值相对其平均值的离散程度。"},
     .formula = {"deviation(months) / mean(months)", "标准差(各月金额) / 平均(各月金额)"},
     .omits = {"A trend counts as scatter too.", "趋势也算作波动。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S3",
     .breakdowns = by_segment,
     .related = "compound_growth_rate, forecast_predictability"},
    {.name = "growth_ceiling",
     .function = bind<&growth_ceiling>,
     .title = {"Growth ceiling", "增长上限"},
     .definition = {"The monthly recurring revenue at which each month loses what it gains.",
                    "每月所得恰好等于每月所失时的月度经常性收入。"},
     .formula = {"new_per_month / monthly_churn", "每月新增收入 / 月流失率"},
     .condition = "monthly_churn <= 1",
     .omits = {"Assumes that new business and churn stay as they are.", "假定新业务和流失率保持不变。"},
     .unit = unit::money,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "ceiling_share, months_to_ceiling_share, growth_rate_at"},
    {.name = "ceiling_share",
     .function = bind<&ceiling_share, "mrr", "">,
     .title = {"Ceiling share", "已达上限的比例"},
     .definition = {"How much of its growth ceiling a business has reached.", "企业已达到增长上限的比例。"},
     .formula = {"mrr / round(new_per_month / monthly_churn)", "当前月收入 / 舍入(每月新增收入 / 月流失率)"},
     .condition = "monthly_churn <= 1",
     .omits = {"Above 1 when churn has risen or new business has fallen: it will then shrink.",
               "流失率上升或新业务下降时会超过 1：此后将会萎缩。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .published = {"growth slows from 60–70 % on", "达到 60–70% 时增长开始放缓"},
     .breakdowns = by_segment,
     .related = "growth_ceiling, growth_rate_at",
     .stocks = "mrr"},
    {.name = "growth_rate_at",
     .function = bind<&growth_rate_at, "mrr", "">,
     .title = {"Growth rate at a level", "当前增长率"},
     .definition = {"By how much recurring revenue grows in the month that starts with it.",
                    "从当前水平开始的一个月内，经常性收入增长的比例。"},
     .formula = {"(new_per_month - monthly_churn * mrr) / mrr", "(每月新增收入 - 月流失率 * 当前月收入) / 当前月收入"},
     .condition = "monthly_churn <= 1",
     .omits = {"Assumes that new business and churn stay as they are.", "假定新业务和流失率保持不变。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "growth_ceiling, ceiling_share",
     .stocks = "mrr"},
    {.name = "project_mrr",
     .function = bind<&project_mrr, "mrr", "", "months">,
     .title = {"Projected MRR", "增长预测"},
     .aliases = "MRR projection",
     .definition = {"Recurring revenue at the end of each of the months to come, when nothing changes.",
                    "在条件不变时，未来每个月末的经常性收入。"},
     .formula = {"mrr * (1 - monthly_churn) + new_per_month, again and again for so many months",
                 "当前月收入 * (1 - 月流失率) + 每月新增收入，按月数逐月重复"},
     .condition = "monthly_churn <= 1",
     .omits = {"No forecast of what will change. Each month is rounded once.", "不预测会有什么变化。每月取整一次。"},
     .unit = unit::money,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "growth_ceiling, months_to_ceiling_share",
     .stocks = "mrr"},
    {.name = "months_to_ceiling_share",
     .function = bind<&months_to_ceiling_share, "mrr", "", "share">,
     .title = {"Months to a share of the ceiling", "到达上限比例的月数"},
     .definition = {"The first month at whose end a share of the growth ceiling is reached.",
                    "首次在月末达到增长上限某一比例的月份。"},
     .formula = {"the first month with mrr / round(new_per_month / monthly_churn) >= share",
                 "首个满足 当前月收入 / 舍入(每月新增收入 / 月流失率) >= 比例 的月份"},
     .condition = "monthly_churn <= 1",
     .omits = {"0 when it is there already. The whole of the ceiling is as a rule not reached.",
               "已达到时为 0。通常无法完全达到上限。"},
     .unit = unit::months,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_segment,
     .related = "growth_ceiling, project_mrr",
     .stocks = "mrr"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/sales.hpp

// How well do we sell?

namespace kpi::inline v0_1::detail::rows {

/// `median_sales_cycle` of single spans.
[[nodiscard]] inline result<double> median_of_cycles(std::span<const days> cycles, const count& floor) {
  distribution<days> all;
  for (const days& cycle : cycles) all.add(cycle);
  return median_sales_cycle(all, floor);
}

inline constexpr metric sales_metrics[] = {
    {.name = "win_rate",
     .function = bind<&win_rate>,
     .title = {"Win rate", "交易胜利率"},
     .aliases = "deal win rate",
     .definition = {"The share of the opportunities opened in a period that were won in it.",
                    "一个期间内赢得的商机数与同期新开商机数之比。"},
     .formula = {"won / opened", "赢单数 / 新开商机数"},
     .omits = {"Does not ask when a won deal was opened: it may be an older one, so the rate may exceed 1.",
               "不问赢得的商机何时开启：它可能早已存在，所以比率可能超过 1。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4, S0",
     .published = {"47 %", "47 %"},
     .breakdowns = by_deal,
     .related = "decided_win_rate, resolved_win_rate, win_rate_by_value, opportunity_to_customer_rate"},
    {.name = "decided_win_rate",
     .function = bind<&decided_win_rate>,
     .title = {"Decided win rate", "已决交易胜率"},
     .aliases = "close rate",
     .definition = {"The share won of the opportunities that a buyer decided in the period.",
                    "期间内由买方作出决定的商机中赢单所占的比例。"},
     .formula = {"won / (won + lost)", "赢单数 / (赢单数 + 输单数)"},
     .omits = {"Leaves out what closed without a decision: it rises when hopeless deals are left open.",
               "不计未作决定就关闭的商机：把没有希望的商机一直挂着，它就会上升。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "common variant",
     .breakdowns = by_deal,
     .related = "win_rate, resolved_win_rate, win_rate_by_value"},
    {.name = "resolved_win_rate",
     .function = bind<&resolved_win_rate>,
     .title = {"Resolved win rate", "全部结案胜率"},
     .definition = {"The share won of all the opportunities that closed in the period, for whatever reason.",
                    "期间内以任何原因结案的全部商机中赢单所占的比例。"},
     .formula = {"won / (won + lost + no_decision + disqualified)", "赢单数 / (赢单数 + 输单数 + 无决定数 + 不合格数)"},
     .omits = {"Leaves out what is still open. Never above the decided win rate.",
               "不计仍未结案的商机。绝不会高于已决交易胜率。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_deal,
     .related = "win_rate, decided_win_rate"},
    {.name = "win_rate_by_value",
     .function = bind<&win_rate_by_value>,
     .title = {"Win rate by value", "按金额计胜率"},
     .definition = {"The share won of the value that was decided in the period.",
                    "期间内已决金额中赢得部分所占的比例。"},
     .formula = {"won / (won + lost)", "赢得金额 / (赢得金额 + 输掉金额)"},
     .omits = {"Leaves out deals without a value; where lost deals are recorded at 0, it is always 100 %.",
               "不计没有金额的交易；若输单都按 0 记录，则恒为 100%。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_deal,
     .related = "decided_win_rate, win_rate"},
    {.name = "acv_per_demo",
     .function = bind<&acv_per_demo>,
     .title = {"ACV per demo", "每个演示的年度合同价值"},
     .definition = {"The annual contract value won in a period for each demo of the period.",
                    "期间内赢得的年度合同价值与同期演示次数之比。"},
     .formula = {"acv_won / demos", "赢得的年度合同价值 / 演示次数"},
     .omits =
         {"The deals won are not those of the demos: with long cycles, a month of many demos looks worse than it is.",
          "赢得的交易并不来自这些演示：销售周期长时，演示多的月份看起来比实际差。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S0",
     .breakdowns = by_deal,
     .related = "annual_contract_value, win_per_contract_sent"},
    {.name = "win_per_contract_sent",
     .function = bind<&win_per_contract_sent>,
     .title = {"Win per contract sent", "赢得/发出合同比率"},
     .definition = {"Contracts won in a period for each contract sent in it.",
                    "期间内赢得的合同数与同期发出的合同数之比。"},
     .formula = {"won / sent", "赢得合同数 / 发出合同数"},
     .omits =
         {"Counts a deal once, however many versions were sent. Above 1 is legal: contracts sent earlier are won now.",
          "无论发出多少个版本，每笔交易只计一次。可以超过 1：以前发出的合同现在才赢得。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S0",
     .breakdowns = by_deal,
     .related = "decided_win_rate, late_stage_time"},
    {.name = "sales_cycle_length",
     .function = bind<&sales_cycle_length>,
     .title = {"Sales cycle length", "销售周期长度 / 交易速度"},
     .aliases = "deal velocity, average days to close",
     .definition = {"The calendar days from opening a deal to its decision, on average.",
                    "从商机开启到作出决定的平均日历天数。"},
     .formula = {"total / deals", "总天数 / 已决交易数"},
     .omits = {"Leaves out deals that are still open, so a young pipeline looks fast.",
               "不计仍未结案的交易，所以新建立的管道看起来周期很短。"},
     .unit = unit::days,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S0, S4, S2",
     .published = {"about six months for enterprise deals", "企业级交易约六个月"},
     .breakdowns = by_deal,
     .related = "median_sales_cycle, opportunity_to_close_time"},
    {.name = "median_sales_cycle",
     .function = bind<&median_of_cycles, "cycles", "floor">,
     .title = {"Median sales cycle", "销售周期中位数"},
     .definition = {"The days within which half of the deals were decided.", "一半的交易在多少天之内作出决定。"},
     .formula = {"the median of cycles", "各交易天数的中位数"},
     .omits = {"Says nothing of the slow half. Below the floor, if one is given, there are too few deals to tell.",
               "不反映较慢的一半。若给出下限，交易数低于下限时不作判断。"},
     .unit = unit::days,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "variant",
     .breakdowns = by_deal,
     .related = "sales_cycle_length"},
    {.name = "sales_velocity",
     .function = bind<&sales_velocity>,
     .title = {"Sales velocity", "销售速度"},
     .aliases = "pipeline velocity, sales pipeline velocity",
     .definition = {"The money that a pipeline turns into revenue on a calendar day.", "管道每个日历日转化成的收入。"},
     .formula = {"opportunities * deal_size * win_rate / cycle", "商机数 * 平均交易规模 * 胜率 / 销售周期"},
     .omits = {"No forecast: it assumes that the four inputs describe the same deals and hold.",
               "不是预测：它假定四个输入描述的是同一批交易且保持不变。"},
     .unit = unit::money_per_day,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "sales_cycle_length, average_deal_size, win_rate"},
    {.name = "slippage_rate",
     .function = bind<&slippage_rate>,
     .title = {"Slippage rate", "交易延误率"},
     .aliases = "deal slippage",
     .definition = {"The share of the deals due in a period that were not won by their expected day.",
                    "期间内应成交的交易中，未在预计日期或之前赢得的比例。"},
     .formula = {"(due - on_time) / due", "(应成交数 - 按时赢得数) / 应成交数"},
     .condition = "on_time + late + lost + open = due",
     .omits = {"A deal due today has not slipped. Where the expected day was moved, only the last one is seen.",
               "预计今天成交的交易不算延误。预计日期若改动过，只看得到最后一个。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S1",
     .breakdowns = by_deal,
     .related = "slippage_rate_by_value, forecast_accuracy"},
    {.name = "slippage_rate_by_value",
     .function = bind<&slippage_rate_by_value>,
     .title = {"Slippage rate by value", "按金额计延误率"},
     .definition = {"The share of the value due in a period that was not won by its expected day.",
                    "期间内应成交的金额中，未在预计日期或之前赢得的比例。"},
     .formula = {"(due - on_time) / due", "(应成交金额 - 按时赢得金额) / 应成交金额"},
     .condition = "on_time <= due",
     .omits = {"Leaves out deals without a value. Above the slippage rate, it is the large deals that slip.",
               "不计没有金额的交易。高于交易延误率时，延误的是大额交易。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S1",
     .breakdowns = by_deal,
     .related = "slippage_rate"},
    {.name = "average_deal_size",
     .function = bind<&average_deal_size>,
     .title = {"Average deal size", "平均交易规模 / 平均订单量"},
     .aliases = "average order value, AOV, average sale",
     .definition = {"What a won deal brings in, on average.", "每笔赢得的交易平均带来的收入。"},
     .formula = {"revenue / deals", "收入 / 交易数"},
     .omits = {"Leaves out deals without a value on record. One large deal can carry it.",
               "不计没有记录金额的交易。一笔大单就可能撑起它。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S1, S2, S4",
     .breakdowns = by_deal,
     .related = "average_deal_size_change, top_share, average_contract_value"},
    {.name = "average_deal_size_change",
     .function = bind<&average_deal_size_change, "before", "after">,
     .title = {"Change of the average deal size", "平均交易规模变化率"},
     .definition = {"By what part of itself the average deal size grew from one period to the next.",
                    "平均交易规模从一个期间到下一个期间增长的比例。"},
     .formula = {"(after.revenue / after.deals) / (before.revenue / before.deals) - 1",
                 "(后期收入 / 后期交易数) / (前期收入 / 前期交易数) - 1"},
     .omits = {"Does not say whether prices, products or customers changed.", "不说明变的是价格、产品还是客户。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S1",
     .breakdowns = by_deal,
     .related = "average_deal_size"},
    {.name = "items_per_deal",
     .function = bind<&items_per_deal>,
     .title = {"Items per deal", "每笔交易捆绑产品数"},
     .aliases = "units per transaction, UPT, products per deal",
     .definition = {"How many products a deal bundles, on average.", "每笔交易平均捆绑的产品数。"},
     .formula = {"items / deals", "产品数 / 交易数"},
     .omits = {"Says nothing of price: a bundle that grows while its price does not is a discount by another name.",
               "不反映价格：捆绑增多而价格不变，就是变相打折。"},
     .unit = unit::count,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "S0",
     .breakdowns = by_deal,
     .related = "discount_rate, average_deal_size"},
    {.name = "upsell_share",
     .function = bind<&upsell_share>,
     .title = {"Upsell share", "升级与交叉销售占比"},
     .aliases = "upsell and cross-sell share, expansion share",
     .definition = {"The share of a period's sales that customers bought who were customers already.",
                    "期间销售额中由既有客户购买的比例。"},
     .formula = {"upsell / (new_business + upsell)", "升级与交叉销售额 / (新业务额 + 升级与交叉销售额)"},
     .omits = {"Renewals at the same price are in neither amount.", "原价续约不计入任何一项。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "S2, S0",
     .breakdowns = by_customer,
     .related = "net_revenue_retention, productivity_by_tenure"},
    {.name = "average_contract_value",
     .function = bind<&average_contract_value>,
     .title = {"Average contract value", "平均合同价值"},
     .aliases = "average total contract value, TCV",
     .definition = {"The whole worth of a contract, on average.", "合同的平均总价值。"},
     .formula = {"total / contracts", "合同总额 / 合同数"},
     .omits = {"Includes one-time parts and every year of the term, so longer terms raise it.",
               "包含一次性金额和整个合同期，所以期限越长，数值越高。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "average_annual_contract_value, average_deal_size"},
    {.name = "annual_contract_value",
     .function = bind<&annual_contract_value>,
     .title = {"Annual contract value", "年度合同价值"},
     .aliases = "ACV",
     .definition = {"What the recurring part of a contract is worth in a year of its term.",
                    "合同中经常性部分平均每年的价值。"},
     .formula = {"(total - one_time) * 12 / term", "(合同总额 - 一次性金额) * 12 / 合同月数"},
     .condition = "one_time <= total",
     .omits = {"A term below a year is scaled up to one, although no year of it was sold.",
               "不足一年的合同按一年折算，尽管并没有售出一整年。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4, S0, S1",
     .breakdowns = by_deal,
     .related = "average_annual_contract_value, annual_recurring_revenue"},
    {.name = "average_annual_contract_value",
     .function = bind<&average_annual_contract_value>,
     .title = {"Average annual contract value", "平均年度合同价值"},
     .aliases = "average ACV",
     .definition = {"What a contract is worth in a year, on average.", "合同平均每年的价值。"},
     .formula = {"acv / contracts", "年度合同价值合计 / 合同数"},
     .omits = {"Leaves out one-time parts and contracts without a term.", "不计一次性金额，也不计没有期限的合同。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S1",
     .breakdowns = by_deal,
     .related = "annual_contract_value, average_contract_value"},
    {.name = "average_selling_price",
     .function = bind<&average_selling_price>,
     .title = {"Average selling price", "平均售价"},
     .aliases = "ASP",
     .definition = {"What a unit of one product sells for, on average.", "一种产品每单位的平均售价。"},
     .formula = {"revenue / units", "收入 / 销售单位数"},
     .omits = {"Over several products it moves with the mix as much as with the prices.",
               "跨多种产品时，它既随价格变动，也随产品组合变动。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "S0",
     .breakdowns = by_deal,
     .related = "average_revenue_per_unit, discount_rate"},
    {.name = "average_revenue_per_unit",
     .function = bind<&average_revenue_per_unit>,
     .title = {"Average revenue per unit", "每单位平均收入"},
     .aliases = "AR, average revenue",
     .definition = {"What a unit brings in, whatever was sold.", "无论售出什么，每单位平均带来的收入。"},
     .formula = {"revenue / units", "收入 / 销售单位数"},
     .omits = {"Units of unlike products are added as if they were alike.", "不同产品的单位被当作相同单位相加。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "average_selling_price, marginal_revenue"},
    {.name = "marginal_revenue",
     .function = bind<&marginal_revenue, "before", "after">,
     .title = {"Marginal revenue", "每单位边际收入"},
     .aliases = "MR",
     .definition = {"What each further unit brought in, when more were sold.", "销量增加时，每多售一单位带来的收入。"},
     .formula = {"(after.revenue - before.revenue) / (after.units - before.units)",
                 "(后期收入 - 前期收入) / (后期销量 - 前期销量)"},
     .omits = {"Needs more units than before. Negative when the price fell so far that more units brought in less.",
               "销量必须增加。价格降得太多、卖得更多却收得更少时为负。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "average_revenue_per_unit"},
    {.name = "discount_rate",
     .function = bind<&discount_rate>,
     .title = {"Discount rate", "折扣率"},
     .aliases = "average discount, discount percentage",
     .definition = {"The share of the list price that was given away.", "让出的金额占标价的比例。"},
     .formula = {"(list - sold) / list", "(标价金额 - 成交金额) / 标价金额"},
     .omits = {"Leaves out what has no list price. Negative when sold above list.",
               "不计没有标价的产品。成交价高于标价时为负。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4, S0, S1",
     .published = {"10–15 % off the list price", "标价的 10–15%"},
     .breakdowns = by_deal,
     .related = "discount_given, items_per_deal"},
    {.name = "discount_given",
     .function = bind<&discount_given>,
     .title = {"Discount given", "让利金额"},
     .definition = {"The money that discounts cost.", "折扣让出的金额。"},
     .formula = {"list - sold", "标价金额 - 成交金额"},
     .omits = {"Leaves out what has no list price. Negative when sold above list.",
               "不计没有标价的产品。成交价高于标价时为负。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "discount_rate"},
    {.name = "product_mix_share",
     .function = bind<&product_mix_share>,
     .title = {"Product mix share", "产品组合占比"},
     .aliases = "sales mix, share of revenue",
     .definition = {"The share of the sales that one product, or one line of products, makes up.",
                    "一种产品或一条产品线在销售额中所占的比例。"},
     .formula = {"part / whole", "该产品销售额 / 总销售额"},
     .condition = "part <= whole",
     .omits = {"By amount, not by units.", "按金额计，不按数量计。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "S0, S4",
     .breakdowns = by_customer,
     .related = "upsell_share, top_share"},
    {.name = "attributed_revenue_share",
     .function = bind<&attributed_revenue_share>,
     .title = {"Attributed revenue share", "收入归属占比"},
     .aliases = "attributed revenue",
     .definition =
         {"The share of the revenue that is credited to one source, such as a campaign, a channel or a program.",
          "归功于某一来源（如活动、渠道或项目）的收入所占的比例。"},
     .formula = {"part / whole", "归属收入 / 总收入"},
     .condition = "part <= whole",
     .omits = {"The shares add up to 1 only where each amount is credited once.",
               "只有每笔金额只归属一次时，各占比之和才等于 1。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_source,
     .related = "content_marketing_roi, social_lead_share"},
    {.name = "top_share",
     .function = bind<&top_share, "amounts", "k">,
     .title = {"Top share", "大客户集中度"},
     .aliases = "customer concentration",
     .definition = {"The share of the whole that its k largest amounts make up.", "最大的 k 项金额占总额的比例。"},
     .formula = {"the sum of the k largest amounts / the sum of all amounts", "最大 k 项金额之和 / 全部金额之和"},
     .omits = {"One amount a customer: add up a customer's deals first.", "每个客户一项金额：请先合计该客户的交易。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S0",
     .breakdowns = by_customer,
     .related = "average_deal_size, product_mix_share"},
    {.name = "presales_assisted_win_rate",
     .function = bind<&presales_assisted_win_rate>,
     .title = {"Win rate with presales", "有售前参与的胜率"},
     .definition = {"The share won of the opportunities decided with presales at work on them.",
                    "有售前参与的已决商机中赢单所占的比例。"},
     .formula = {"assisted.won / (assisted.won + assisted.lost)", "有售前赢单数 / (有售前赢单数 + 有售前输单数)"},
     .omits = {"Leaves out what closed without a decision.", "不计未作决定就关闭的商机。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_unassisted_win_rate, presales_win_rate_lift"},
    {.name = "presales_unassisted_win_rate",
     .function = bind<&presales_unassisted_win_rate>,
     .title = {"Win rate without presales", "无售前参与的胜率"},
     .definition = {"The share won of the opportunities decided without presales.",
                    "没有售前参与的已决商机中赢单所占的比例。"},
     .formula = {"unassisted.won / (unassisted.won + unassisted.lost)", "无售前赢单数 / (无售前赢单数 + 无售前输单数)"},
     .omits = {"Leaves out what closed without a decision.", "不计未作决定就关闭的商机。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_assisted_win_rate, presales_win_rate_lift"},
    {.name = "presales_win_rate_lift",
     .function = bind<&presales_win_rate_lift>,
     .title = {"Win rate lift of presales", "售前参与胜率提升"},
     .definition = {"How many times as often a deal is won with presales as without.",
                    "有售前参与时的胜率是没有时的多少倍。"},
     .formula =
         {"(assisted.won / (assisted.won + assisted.lost)) / (unassisted.won / (unassisted.won + unassisted.lost))",
          "(有售前赢单数 / (有售前赢单数 + 有售前输单数)) / (无售前赢单数 / (无售前赢单数 + 无售前输单数))"},
     .omits = {"Compares two groups that were not drawn by lot: where presales joins the promising deals, part of the "
               "lift is theirs.",
               "比较的两组并非随机划分：若售前只参与有希望的交易，提升有一部分属于交易本身。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_assisted_win_rate, presales_deal_size_lift"},
    {.name = "presales_assisted_share",
     .function = bind<&presales_assisted_share>,
     .title = {"Presales share", "售前支持成交占比"},
     .definition = {"The share of the deals won in the period that presales had worked on.",
                    "期间赢得的交易中有售前参与的比例。"},
     .formula = {"assisted.won / (assisted.won + unassisted.won)", "有售前赢单数 / (有售前赢单数 + 无售前赢单数)"},
     .omits = {"How far presales reaches, not how much it helps.", "反映售前覆盖多广，而不是帮助多大。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "variant",
     .breakdowns = by_deal,
     .related = "presales_win_rate_lift"},
    {.name = "presales_assisted_deal_size",
     .function = bind<&presales_assisted_deal_size>,
     .title = {"Deal size with presales", "有售前参与的交易价值"},
     .definition = {"What a deal won with presales brings in, on average.", "有售前参与的赢单平均带来的收入。"},
     .formula = {"assisted.revenue / assisted.deals", "有售前收入 / 有售前交易数"},
     .omits = {"Leaves out deals without a value on record.", "不计没有记录金额的交易。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_unassisted_deal_size, presales_deal_size_lift"},
    {.name = "presales_unassisted_deal_size",
     .function = bind<&presales_unassisted_deal_size>,
     .title = {"Deal size without presales", "无售前参与的交易价值"},
     .definition = {"What a deal won without presales brings in, on average.", "没有售前参与的赢单平均带来的收入。"},
     .formula = {"unassisted.revenue / unassisted.deals", "无售前收入 / 无售前交易数"},
     .omits = {"Leaves out deals without a value on record.", "不计没有记录金额的交易。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_assisted_deal_size, presales_deal_size_lift"},
    {.name = "presales_deal_size_lift",
     .function = bind<&presales_deal_size_lift>,
     .title = {"Deal size lift of presales", "售前参与成交额提升"},
     .definition = {"How many times as large a deal is with presales as without.",
                    "有售前参与的交易规模是没有时的多少倍。"},
     .formula = {"(assisted.revenue / assisted.deals) / (unassisted.revenue / unassisted.deals)",
                 "(有售前收入 / 有售前交易数) / (无售前收入 / 无售前交易数)"},
     .omits = {"Large deals are also those that presales is called to, so the lift is not its work alone.",
               "大单本来就更常请售前参与，所以提升不全是售前的功劳。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_deal,
     .related = "presales_assisted_deal_size, presales_win_rate_lift"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/sellers.hpp

// Do the sellers reach their goals, and what do they do all day?

namespace kpi::inline v0_1::detail::rows {

inline constexpr metric sellers_metrics[] = {
    {.name = "quota_attainment",
     .function = bind<&quota_attainment>,
     .title = {"Quota attainment", "配额达成率"},
     .aliases = "attainment to quota",
     .definition = {"Sales as a share of the quota that was set for their period.", "销售额占同期配额的比例。"},
     .formula = {"sales / quota", "销售额 / 配额"},
     .omits =
         {"Over a team it is the sum of sales over the sum of quotas, so a large quota weighs more than a small one.",
          "对团队而言是销售额之和除以配额之和，所以大配额的权重更大。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S1, S4",
     .published = {"58 %", "58 %"},
     .breakdowns = by_seller,
     .related = "mean_quota_attainment, quota_consistency, revenue_goal_attainment"},
    {.name = "mean_quota_attainment",
     .function = bind<&mean_quota_attainment>,
     .title = {"Mean quota attainment", "平均配额达成率"},
     .definition = {"The mean of each seller's own attainment.", "各销售人员自身达成率的平均值。"},
     .formula = {"mean(sales / quota)", "平均(销售额 / 配额)"},
     .omits = {"Every seller weighs the same, however small the quota. A seller without a quota makes it undefined: "
               "leave such sellers out.",
               "无论配额大小，每个人权重相同。没有配额的人会使它没有定义：请将其排除。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_seller,
     .related = "quota_attainment"},
    {.name = "quota_consistency",
     .function = bind<&quota_consistency>,
     .title = {"Quota consistency", "配额的连贯性"},
     .aliases = "quota streak",
     .definition = {"How many months in a row quota was met, and how many it was missed.",
                    "连续多少个月达到配额，以及连续多少个月没有达到。"},
     .formula = {"months in a row with sales >= quota, and with sales < quota",
                 "连续满足 销售额 >= 配额 的月数，以及连续满足 销售额 < 配额 的月数"},
     .omits = {"A month without quota ends both runs and is counted in neither. 99.9999 % is a miss.",
               "没有配额的月份会中断两种连续，且都不计入。99.9999% 也算未达标。"},
     .unit = unit::months,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_seller,
     .related = "quota_attainment, mean_quota_attainment"},
    {.name = "sales_productivity",
     .function = bind<&sales_productivity>,
     .title = {"Sales productivity", "销售生产力"},
     .aliases = "revenue per rep",
     .definition = {"Revenue for each seller.", "每位销售人员的收入。"},
     .formula = {"revenue / sellers", "收入 / 销售人员数"},
     .omits = {"Whether the revenue is all of it or new revenue only is the report's choice: the two do not compare.",
               "收入是全部收入还是仅新收入由报告选定，两者不可比较。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4, S2, S3",
     .breakdowns = by_seller,
     .related = "productivity_by_tenure, ramp_time",
     .stocks = "sellers"},
    {.name = "productivity_by_tenure",
     .function = bind<&productivity_by_tenure, "", "as_of", "bounds">,
     .title = {"Sales productivity by tenure", "按任职时间的销售人员生产力"},
     .definition = {"Revenue for each seller, in groups by the months since hire, with the attainment of each group.",
                    "按入职月数分组的人均收入，以及各组的配额达成率。"},
     .formula = {"(new_business + upsell) / sellers, and the same over quota, by completed months from hired to as_of, "
                 "cut at bounds",
                 "(新业务额 + 升级与交叉销售额) / 人数，以及同一数额与配额之比，按入职日到截止日的完整月数分段"},
     .omits = {"Those who left are not in it, so long tenures look better than they were.",
               "不含已离职者，所以任职久的组看起来比实际好。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S0",
     .breakdowns = by_seller,
     .related = "sales_productivity, ramp_time"},
    {.name = "ramp_time",
     .function = bind<&ramp_time, "", "threshold">,
     .title = {"Ramp time", "爬坡时间"},
     .definition = {"The month since hire in which a seller first reached a share of quota.",
                    "销售人员入职后首次达到配额一定比例的月份。"},
     .formula = {"the first month with sales / quota >= threshold", "首个满足 销售额 / 配额 >= 门槛 的月份"},
     .omits = {"Falling back later does not take it back. Who has not got there yet has no ramp time.",
               "之后回落不影响结果。尚未达到者没有爬坡时间。"},
     .unit = unit::months,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S0, S4",
     .published = {"12 months to full productivity", "达到完全生产力需 12 个月"},
     .breakdowns = by_seller,
     .related = "time_to_productivity, productivity_by_tenure"},
    {.name = "goal_attainment",
     .function = bind<&goal_attainment>,
     .title = {"Goal attainment", "目标达成率"},
     .definition = {"What was done as a share of what was aimed for.", "实际完成的数量占目标的比例。"},
     .formula = {"actual / target", "实际数 / 目标数"},
     .omits = {"In a sum, a day far above its minimum makes up for others.",
               "合计时，远超最低要求的一天会弥补其他天。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2, S3, S4",
     .breakdowns = by_seller,
     .related = "daily_goal_share, revenue_goal_attainment, time_to_goal"},
    {.name = "revenue_goal_attainment",
     .function = bind<&revenue_goal_attainment>,
     .title = {"Revenue goal attainment", "目标达成率 (金额)"},
     .definition = {"What was earned as a share of what was aimed for.", "实际收入占目标金额的比例。"},
     .formula = {"actual / target", "实际金额 / 目标金额"},
     .omits = {"Does not say whose goal it is: a seller's quota has a metric of its own.",
               "不说明是谁的目标：销售人员的配额另有指标。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S2, S3, S4",
     .breakdowns = by_seller,
     .related = "quota_attainment, goal_attainment"},
    {.name = "daily_goal_share",
     .function = bind<&daily_goal_share>,
     .title = {"Daily goal share", "每日目标达成天数占比"},
     .definition = {"The share of the days on which the day's goal was met.", "达到当日目标的天数所占的比例。"},
     .formula = {"met / days", "达标天数 / 总天数"},
     .condition = "met <= days",
     .omits = {"A day counts once, however far its goal was exceeded.", "每天只计一次，无论超出目标多少。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3",
     .breakdowns = by_seller,
     .related = "goal_attainment"},
    {.name = "time_to_goal",
     .function = bind<&time_to_goal>,
     .title = {"Time to goal", "达到活动目标的时间"},
     .definition = {"The period, counted from the start, from which the target was met and never missed again.",
                    "从开始算起，自哪一期起目标一直达成、不再落空。"},
     .formula = {"the first period with actual >= target, from there to the last",
                 "首个满足 实际数 >= 目标数 且此后一直满足的期"},
     .omits = {"A single good period followed by a miss is not arrival, so a later period may take the answer back.",
               "单独一期达标后又落空不算，所以后来的期可能推翻答案。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_seller,
     .related = "ramp_time, goal_attainment"},
    {.name = "selling_time_share",
     .function = bind<&selling_time_share>,
     .title = {"Selling time share", "销售时间占比"},
     .aliases = "active selling time",
     .definition = {"The share of working time that went into selling.", "工作时间中用于销售的比例。"},
     .formula = {"selling / total", "销售时间 / 总工作时间"},
     .condition = "selling <= total",
     .omits = {"What counts as selling depends on the role: prospecting does for a development rep, not for an account "
               "executive.",
               "何为销售取决于岗位：开发客户对销售开发代表算，对客户经理不算。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S1",
     .breakdowns = by_seller,
     .related = "face_time_share"},
    {.name = "face_time_share",
     .function = bind<&face_time_share>,
     .title = {"Face time share", "与客户面对面时间占比"},
     .definition = {"The share of working time that was spent with customers.", "工作时间中与客户面对面的比例。"},
     .formula = {"with_customers / total", "与客户相处时间 / 总工作时间"},
     .condition = "with_customers <= total",
     .omits = {"Counts a visit to settle a complaint as much as one to sell.", "处理投诉的拜访与销售拜访同样计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_seller,
     .related = "selling_time_share, visits_per_rep_day"},
    {.name = "calls_per_rep_day",
     .function = bind<&calls_per_rep_day>,
     .title = {"Calls per rep day", "人均日电话"},
     .definition = {"Calls made by a seller on a day of work.", "每位销售人员每个工作日拨打的电话数。"},
     .formula = {"calls / rep_days", "电话数 / 人日数"},
     .omits = {"Counts attempts, answered or not.", "计拨打次数，无论是否接通。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "conversations_per_rep_day, contact_rate"},
    {.name = "emails_per_rep_day",
     .function = bind<&emails_per_rep_day>,
     .title = {"Emails per rep day", "人均日邮件"},
     .definition = {"Emails sent by a seller on a day of work.", "每位销售人员每个工作日发送的邮件数。"},
     .formula = {"emails / rep_days", "邮件数 / 人日数"},
     .omits = {"Does not say whether anybody answered.", "不说明是否有人回复。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "replies_per_rep_day, reply_rate"},
    {.name = "replies_per_rep_day",
     .function = bind<&replies_per_rep_day>,
     .title = {"Replies per rep day", "人均日回复"},
     .definition = {"Replies that a seller received on a day of work.", "每位销售人员每个工作日收到的回复数。"},
     .formula = {"replies / rep_days", "回复数 / 人日数"},
     .omits = {"Grows with the emails sent; the reply rate does not.", "随发送的邮件数增长；回复率则不会。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "reply_rate, emails_per_rep_day"},
    {.name = "meetings_per_rep_day",
     .function = bind<&meetings_per_rep_day>,
     .title = {"Meetings per rep day", "人均日会议"},
     .definition = {"Meetings that a seller held on a day of work.", "每位销售人员每个工作日举行的会议数。"},
     .formula = {"meetings / rep_days", "会议数 / 人日数"},
     .omits = {"Leaves out meetings that were booked and not held.", "不计已约定而未举行的会议。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "touches_per_meeting, visits_per_rep_day"},
    {.name = "proposals_per_rep_day",
     .function = bind<&proposals_per_rep_day>,
     .title = {"Proposals per rep day", "人均日方案"},
     .definition = {"Proposals that a seller sent on a day of work.", "每位销售人员每个工作日发出的方案数。"},
     .formula = {"proposals / rep_days", "方案数 / 人日数"},
     .omits = {"Does not say what became of them.", "不说明方案的结果。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "win_per_contract_sent"},
    {.name = "visits_per_rep_day",
     .function = bind<&visits_per_rep_day>,
     .title = {"Visits per rep day", "人均日拜访"},
     .definition = {"Visits that a seller paid to customers on a day of work.",
                    "每位销售人员每个工作日拜访客户的次数。"},
     .formula = {"visits / rep_days", "拜访数 / 人日数"},
     .omits = {"A call by video is a meeting and no visit.", "视频通话是会议，不是拜访。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "face_time_share, meetings_per_rep_day"},
    {.name = "cadences_per_rep_day",
     .function = bind<&cadences_per_rep_day>,
     .title = {"Cadences per rep day", "人均日跟进序列"},
     .definition = {"Planned sequences of touches that a seller began on a day of work.",
                    "每位销售人员每个工作日启动的跟进序列数。"},
     .formula = {"cadences / rep_days", "跟进序列数 / 人日数"},
     .omits = {"Counts a sequence once, not its calls and emails.", "每个序列只计一次，不计其中的电话和邮件。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "touches_per_decision_maker"},
    {.name = "leads_passed_per_rep_day",
     .function = bind<&leads_passed_per_rep_day>,
     .title = {"Leads passed per rep day", "人均日传递线索"},
     .definition = {"Leads that a seller handed on to another role on a day of work.",
                    "每位销售人员每个工作日转交给其他岗位的线索数。"},
     .formula = {"leads_passed / rep_days", "传递线索数 / 人日数"},
     .omits = {"Counts them whether or not they were accepted.", "无论是否被接受都计入。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "mql_to_sal_rate"},
    {.name = "conversations_per_rep_day",
     .function = bind<&conversations_per_rep_day>,
     .title = {"Conversations per rep day", "人均日销售对话"},
     .definition = {"Sales conversations that a seller had on a day of work.",
                    "每位销售人员每个工作日进行的销售对话数。"},
     .formula = {"conversations / rep_days", "对话数 / 人日数"},
     .omits = {"A message left on a machine is a call and no conversation.", "语音留言是电话，不是对话。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "calls_per_rep_day"},
    {.name = "opportunities_worked_per_rep_day",
     .function = bind<&opportunities_worked_per_rep_day>,
     .title = {"Opportunities worked per rep day", "人均日跟进机会"},
     .definition = {"Open opportunities that a seller moved on a day of work.", "每位销售人员每个工作日推进的商机数。"},
     .formula = {"opportunities_worked / rep_days", "跟进商机数 / 人日数"},
     .omits = {"An opportunity counts again on every day it was worked on.", "同一商机每推进一天就计一次。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "sales_velocity"},
    {.name = "records_maintained_per_rep_day",
     .function = bind<&records_maintained_per_rep_day>,
     .title = {"Records maintained per rep day", "人均日数据维护"},
     .definition = {"Records that a seller created or corrected on a day of work.",
                    "每位销售人员每个工作日新建或更正的记录数。"},
     .formula = {"records_maintained / rep_days", "维护记录数 / 人日数"},
     .omits = {"Says how much was typed, not whether it was right.", "反映录入了多少，而不是是否正确。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S3, S4, S2, S1",
     .breakdowns = by_seller,
     .related = "data_accuracy, data_completeness"},
    {.name = "reply_rate",
     .function = bind<&reply_rate>,
     .title = {"Reply rate", "回复率"},
     .definition = {"Replies received for each email sent.", "收到的回复数与发送的邮件数之比。"},
     .formula = {"replies / emails", "回复数 / 邮件数"},
     .omits = {"May exceed 1: a reply may answer an earlier email, and one email may bring several.",
               "可能超过 1：回复可能针对以前的邮件，一封邮件也可能带来多个回复。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3",
     .breakdowns = by_seller,
     .related = "contact_rate"},
    {.name = "contact_rate",
     .function = bind<&contact_rate>,
     .title = {"Contact rate", "沟通率"},
     .aliases = "connect rate",
     .definition = {"Persons reached for each touch.", "触达的人数与接触次数之比。"},
     .formula = {"contacts_reached / touches", "触达人数 / 接触次数"},
     .omits = {"May exceed 1: one email or visit may reach several persons.",
               "可能超过 1：一封邮件或一次拜访可能触达多人。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_lead,
     .related = "touches_per_decision_maker, reply_rate"},
    {.name = "touches_per_decision_maker",
     .function = bind<&touches_per_decision_maker>,
     .title = {"Touches per decision maker", "每次联系决策者所需接触次数"},
     .definition = {"Touches it took to reach one decision maker.", "联系到一位决策者所需的接触次数。"},
     .formula = {"touches / decision_makers_reached", "接触次数 / 联系到的决策者数"},
     .omits =
         {"Includes the touches of those who were never reached. Those after the first contact are in another metric.",
          "包含从未联系上者所花的接触。联系上之后的接触属于另一个指标。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S0",
     .published = {"6–8", "6–8"},
     .breakdowns = by_lead,
     .related = "touches_per_meeting, contact_rate"},
    {.name = "touches_per_meeting",
     .function = bind<&touches_per_meeting>,
     .title = {"Touches per meeting", "每次初始会议所需接触次数"},
     .definition = {"The further touches it took to agree on one first meeting, once the decision maker was reached.",
                    "联系到决策者之后，约定一次初始会议还需要的接触次数。"},
     .formula = {"booking_touches / meetings", "预约接触次数 / 初始会议数"},
     .omits = {"Leaves out the touches before the decision maker was reached.", "不计联系到决策者之前的接触。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S0",
     .published = {"10–12", "10–12"},
     .breakdowns = by_lead,
     .related = "touches_per_decision_maker"},
    {.name = "tool_adoption_rate",
     .function = bind<&tool_adoption_rate>,
     .title = {"Tool adoption rate", "销售技术使用率"},
     .definition = {"The share of those who could use a tool that did.", "可以使用某工具的人中实际使用的比例。"},
     .formula = {"active / licensed", "活跃用户数 / 授权用户数"},
     .condition = "active <= licensed",
     .omits = {"How much use makes a user active is the report's to say.", "用到什么程度才算活跃由报告定义。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_team,
     .related = "product_usage_share",
     .stocks = "active, licensed"},
    {.name = "data_completeness",
     .function = bind<&data_completeness>,
     .title = {"Data completeness", "数据完整率"},
     .definition = {"The share of the records in which no required field is missing.",
                    "必填字段齐全的记录所占的比例。"},
     .formula = {"complete / total", "完整记录数 / 记录总数"},
     .condition = "complete <= total",
     .omits = {"A record may be complete and wrong.", "记录可能完整但有误。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_team,
     .related = "data_accuracy",
     .stocks = "complete, total"},
    {.name = "data_accuracy",
     .function = bind<&data_accuracy>,
     .title = {"Data accuracy", "数据准确率"},
     .definition = {"The share of the records that are right.", "正确的记录所占的比例。"},
     .formula = {"accurate / total", "准确记录数 / 记录总数"},
     .condition = "accurate <= total",
     .omits = {"What was not verified is not accurate.", "未经核实的不算准确。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S2",
     .breakdowns = by_team,
     .related = "data_completeness, pipeline_accuracy",
     .stocks = "accurate, total"},
    {.name = "managers_per_rep",
     .function = bind<&managers_per_rep>,
     .title = {"Managers per rep", "每位销售员工的经理人数"},
     .definition = {"Managers for each seller.", "每位销售人员对应的经理人数。"},
     .formula = {"managers / reps", "经理人数 / 销售人数"},
     .omits = {"Leaves out managers of managers.", "不计管理经理的上级。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S3",
     .breakdowns = by_team,
     .related = "span_of_control",
     .stocks = "managers, reps"},
    {.name = "span_of_control",
     .function = bind<&span_of_control>,
     .title = {"Span of control", "每位经理的销售人数"},
     .definition = {"Sellers for each manager.", "每位经理带领的销售人数。"},
     .formula = {"reps / managers", "销售人数 / 经理人数"},
     .omits = {"Leaves out managers of managers.", "不计管理经理的上级。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "variant",
     .breakdowns = by_team,
     .related = "managers_per_rep",
     .stocks = "managers, reps"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog/service.hpp

// Are customers and people well served?

namespace kpi::inline v0_1::detail::rows {

inline constexpr metric service_metrics[] = {
    {.name = "net_promoter_score",
     .function = bind<&net_promoter_score>,
     .title = {"Net promoter score", "净推荐值"},
     .aliases = "NPS",
     .definition = {"Promoters less detractors, for each hundred answers.", "每百份答复中推荐者减去贬损者的人数。"},
     .formula = {"100 * (promoters - detractors) / (promoters + passives + detractors)",
                 "100 * (推荐者数 - 贬损者数) / (推荐者数 + 被动者数 + 贬损者数)"},
     .omits = {"Points from −100 to 100, not a percentage. Who did not answer is left out.",
               "从 −100 到 100 的分数，不是百分比。未答复者不计入。"},
     .unit = unit::points,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4, S2",
     .breakdowns = by_customer,
     .related = "customer_satisfaction, customer_effort_score"},
    {.name = "customer_satisfaction",
     .function = bind<&customer_satisfaction>,
     .title = {"Customer satisfaction", "客户满意度"},
     .aliases = "CSAT",
     .definition = {"The share of the customers who answered that are satisfied.", "答复的客户中感到满意的比例。"},
     .formula = {"satisfied / total", "满意答复数 / 答复总数"},
     .condition = "satisfied <= total",
     .omits = {"Not the mean of the marks. Who did not answer is left out.", "不是评分的平均值。未答复者不计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4, S2",
     .breakdowns = by_customer,
     .related = "net_promoter_score, customer_effort_score"},
    {.name = "employee_satisfaction",
     .function = bind<&employee_satisfaction>,
     .title = {"Employee satisfaction", "员工满意度"},
     .aliases = "ESAT",
     .definition = {"The share of the employees who answered that are satisfied.", "答复的员工中感到满意的比例。"},
     .formula = {"satisfied / total", "满意答复数 / 答复总数"},
     .condition = "satisfied <= total",
     .omits = {"Not the mean of the marks. Who did not answer is left out.", "不是评分的平均值。未答复者不计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4, S2",
     .breakdowns = by_team,
     .related = "employee_retention_rate, customer_satisfaction"},
    {.name = "customer_effort_score",
     .function = bind<&customer_effort_score>,
     .title = {"Customer effort score", "客户努力得分"},
     .aliases = "CES",
     .definition = {"Points for each answer to the question how easy it was.", "关于“有多容易”的每份答复的平均得分。"},
     .formula = {"points / responses", "总得分 / 答复数"},
     .omits = {"Which end of the scale is good is the survey's choice; scores of different surveys do not compare.",
               "量表哪一端为好由调查决定；不同调查的得分不可比较。"},
     .unit = unit::points,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "customer_satisfaction, net_promoter_score"},
    {.name = "bug_share",
     .function = bind<&bug_share>,
     .title = {"Bug share", "问题构成 (缺陷)"},
     .definition = {"The share of the tickets that are about a defect of the product.", "工单中关于产品缺陷的比例。"},
     .formula = {"bugs / opened", "缺陷工单数 / 新开工单数"},
     .condition = "bugs <= opened",
     .omits = {"Does not say how grave the defects are.", "不说明缺陷有多严重。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "how_to_share, escalation_rate"},
    {.name = "how_to_share",
     .function = bind<&how_to_share>,
     .title = {"How-to share", "问题构成 (使用咨询)"},
     .definition = {"The share of the tickets that ask how something is done.", "工单中询问如何操作的比例。"},
     .formula = {"how_to / opened", "咨询工单数 / 新开工单数"},
     .condition = "how_to <= opened",
     .omits = {"With the bug share it need not come to 1: tickets have other causes too.",
               "与缺陷占比相加不一定等于 1：工单还有其他原因。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "bug_share, article_views_per_product"},
    {.name = "escalation_rate",
     .function = bind<&escalation_rate>,
     .title = {"Escalation rate", "升级率"},
     .definition = {"The share of the tickets that were passed on to a higher level.", "工单中升级到更高层级的比例。"},
     .formula = {"escalated / opened", "升级工单数 / 新开工单数"},
     .condition = "escalated <= opened",
     .omits = {"Of the tickets opened in the period, whenever they were escalated.",
               "针对期间内新开的工单，不论何时升级。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "open_escalations, resolution_time"},
    {.name = "open_escalations",
     .function = bind<&open_escalations>,
     .title = {"Open escalations", "开放升级数量"},
     .definition = {"Escalated tickets that are not settled at the end of the period.", "期末尚未解决的升级工单数。"},
     .formula = {"open_escalations", "未解决的升级工单数"},
     .omits = {"Does not ask how old they are.", "不问已存在多久。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_issue,
     .related = "escalation_rate",
     .stocks = "open_escalations"},
    {.name = "tickets_per_user",
     .function = bind<&tickets_per_user>,
     .title = {"Tickets per user", "每用户工单数"},
     .definition = {"Tickets opened for each user of the product.", "产品每位用户平均新开的工单数。"},
     .formula = {"opened / users", "新开工单数 / 用户数"},
     .omits = {"All users, not only those who wrote.", "包括所有用户，而不只是提交者。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S3",
     .breakdowns = by_issue,
     .related = "tickets_per_company",
     .stocks = "users"},
    {.name = "tickets_per_company",
     .function = bind<&tickets_per_company>,
     .title = {"Tickets per company", "每公司工单数"},
     .definition = {"Tickets opened for each customer company.", "每家客户公司平均新开的工单数。"},
     .formula = {"opened / companies", "新开工单数 / 公司数"},
     .omits = {"Large customers write more; their size is not taken out.", "大客户提交得更多；未消除规模影响。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S3",
     .breakdowns = by_issue,
     .related = "tickets_per_user",
     .stocks = "companies"},
    {.name = "meetings_per_customer_month",
     .function = bind<&meetings_per_customer_month>,
     .title = {"Meetings per customer month", "每客户每月会议"},
     .definition = {"Meetings held with a customer in a month.", "每位客户每月举行的会议数。"},
     .formula = {"meetings / customer_months", "会议数 / 客户月数"},
     .omits = {"Every customer is in the divisor, also one that was never met.",
               "除数包括每位客户，也包括从未会面者。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4",
     .breakdowns = by_customer,
     .related = "conversations_per_customer_month"},
    {.name = "conversations_per_customer_month",
     .function = bind<&conversations_per_customer_month>,
     .title = {"Conversations per customer month", "每客户每月对话"},
     .definition = {"Exchanges with a customer in a month.", "每位客户每月的往来次数。"},
     .formula = {"conversations / customer_months", "对话数 / 客户月数"},
     .omits = {"Whether a meeting is one of them is the report's choice.", "会议是否算对话由报告决定。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4",
     .breakdowns = by_customer,
     .related = "meetings_per_customer_month"},
    {.name = "logins_per_customer_month",
     .function = bind<&logins_per_customer_month>,
     .title = {"Logins per customer month", "每客户每月登录"},
     .definition = {"Times that a customer's users entered the product in a month.",
                    "每位客户的用户每月登录产品的次数。"},
     .formula = {"logins / customer_months", "登录次数 / 客户月数"},
     .omits = {"A customer with many users logs in more often without using more.",
               "用户多的客户登录更频繁，但不一定用得更多。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3, S4",
     .breakdowns = by_customer,
     .related = "product_usage_share"},
    {.name = "article_views_per_customer_month",
     .function = bind<&article_views_per_customer_month>,
     .title = {"Article views per customer month", "每客户每月文章访问"},
     .definition = {"Help articles that a customer's users opened in a month.", "每位客户的用户每月打开的帮助文章数。"},
     .formula = {"article_views / customer_months", "文章访问数 / 客户月数"},
     .omits = {"Many views may mean interest or trouble.", "访问多可能是感兴趣，也可能是遇到困难。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S3, S4",
     .breakdowns = by_customer,
     .related = "article_views_per_product, how_to_share"},
    {.name = "article_views_per_product",
     .function = bind<&article_views_per_product>,
     .title = {"Article views per product", "每个产品或服务的文章访问数"},
     .definition = {"Help articles opened for each product or service.", "每个产品或服务的帮助文章被打开的次数。"},
     .formula = {"article_views / products", "文章访问数 / 产品数"},
     .omits = {"Of the period, not of a month.", "按整个期间计，而不是按月计。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::depends,
     .source = "S4",
     .breakdowns = by_content,
     .related = "article_views_per_customer_month",
     .stocks = "products"},
    {.name = "called_share",
     .function = bind<&called_share>,
     .title = {"Called share", "被呼叫客户占比"},
     .definition = {"The share of the customers that were called in the period.", "期间内被呼叫过的客户所占的比例。"},
     .formula = {"called / customers", "被呼叫客户数 / 客户数"},
     .condition = "called <= customers",
     .omits = {"A customer counts once, however often called.", "无论呼叫多少次，每位客户只计一次。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3",
     .breakdowns = by_customer,
     .related = "meetings_per_customer_month",
     .stocks = "customers, called"},
    {.name = "product_usage_share",
     .function = bind<&product_usage_share>,
     .title = {"Product usage share", "使用产品客户占比"},
     .definition = {"The share of the customers that used the product in the period.",
                    "期间内使用过产品的客户所占的比例。"},
     .formula = {"using_product / customers", "使用产品的客户数 / 客户数"},
     .condition = "using_product <= customers",
     .omits = {"Once in the period is enough.", "期间内使用一次即计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3",
     .breakdowns = by_customer,
     .related = "tool_adoption_rate, logins_per_customer_month",
     .stocks = "customers, using_product"},
    {.name = "unblocked_share",
     .function = bind<&unblocked_share>,
     .title = {"Unblocked share", "无阻碍客户占比"},
     .definition = {"The share of the customers whom nothing keeps from using the product.",
                    "使用产品不受任何阻碍的客户所占的比例。"},
     .formula = {"unblocked / customers", "无阻碍客户数 / 客户数"},
     .condition = "unblocked <= customers",
     .omits = {"A customer that could use it and does not is unblocked.", "能用而不用的客户也算无阻碍。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S3",
     .breakdowns = by_customer,
     .related = "product_usage_share",
     .stocks = "customers, unblocked"},
    {.name = "success_plan_share",
     .function = bind<&success_plan_share>,
     .title = {"Success plan share", "有共同成功计划的客户占比"},
     .definition = {"The share of the customers with whom a success plan was agreed.",
                    "已商定成功计划的客户所占的比例。"},
     .formula = {"with_plan / customers", "有计划的客户数 / 客户数"},
     .condition = "with_plan <= customers",
     .omits = {"A plan that the customer has not agreed to is left out.", "客户未同意的计划不计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "time_to_value",
     .stocks = "customers, with_plan"},
    {.name = "periods_to_value",
     .function = bind<&periods_to_value, "measured", "agreed">,
     .title = {"Periods to value", "达到约定价值的期数"},
     .definition = {"The period in which what was measured first came up to what was agreed.",
                    "测得的数值首次达到约定价值的期。"},
     .formula = {"the first period with measured >= agreed", "首个满足 测得值 >= 约定值 的期"},
     .omits = {"Falling back later does not take it back.", "之后回落不影响结果。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "time_to_value, break_even"},
    {.name = "break_even",
     .function = bind<&break_even, "net">,
     .title = {"Break-even", "收支平衡期"},
     .definition = {"The period in which what was spent had come back.", "支出全部收回的那一期。"},
     .formula = {"the first period with a running total of net >= 0, once it was below",
                 "累计净额曾为负之后首次 >= 0 的期"},
     .omits = {"A later spending does not take it back.", "之后再有支出不影响结果。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_customer,
     .related = "cash_flow, cac_payback"},
    {.name = "attendance_rate",
     .function = bind<&attendance_rate>,
     .title = {"Attendance rate", "出席率"},
     .definition = {"The share of those invited to training who came.", "受邀参加培训者中出席的比例。"},
     .formula = {"attended / invited", "出席人数 / 受邀人数"},
     .condition = "attended <= invited",
     .omits = {"Who came without an invitation is in neither.", "未受邀而来者不计入。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "completion_rate"},
    {.name = "completion_rate",
     .function = bind<&completion_rate>,
     .title = {"Completion rate", "完成率"},
     .definition = {"The share of those enrolled in a course who completed it.", "报名课程者中完成的比例。"},
     .formula = {"completed / enrolled", "完成人数 / 报名人数"},
     .condition = "completed <= enrolled",
     .omits = {"Who is still at it counts as not completed.", "仍在学习者算未完成。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "pass_rate, attendance_rate"},
    {.name = "pass_rate",
     .function = bind<&pass_rate>,
     .title = {"Pass rate", "通过率"},
     .definition = {"The share of those enrolled in a course who passed its test.", "报名课程者中通过考试的比例。"},
     .formula = {"passed / enrolled", "通过人数 / 报名人数"},
     .condition = "passed <= enrolled",
     .omits = {"Of those enrolled, not of those who completed: giving up counts against it.",
               "以报名者而非完成者为基数：放弃会拉低它。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "completion_rate"},
    {.name = "training_time_per_rep",
     .function = bind<&training_time_per_rep>,
     .title = {"Training time per rep", "人均培训时间"},
     .definition = {"Time that a seller spent in training.", "每位销售人员接受培训的时间。"},
     .formula = {"time / reps", "培训总时长 / 销售人员数"},
     .omits = {"Over all sellers, also those who had none.", "包括所有人，也包括未受训者。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "coaching_time_per_rep",
     .stocks = "reps"},
    {.name = "coached_share",
     .function = bind<&coached_share>,
     .title = {"Coached share", "被辅导人数占比"},
     .definition = {"The share of the sellers who were coached in the period.",
                    "期间内接受过辅导的销售人员所占的比例。"},
     .formula = {"coached / reps", "被辅导人数 / 销售人员数"},
     .condition = "coached <= reps",
     .omits = {"A seller counts once, however often coached.", "无论辅导多少次，每人只计一次。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "coaching_manager_share",
     .stocks = "reps"},
    {.name = "coaching_manager_share",
     .function = bind<&coaching_manager_share>,
     .title = {"Coaching manager share", "提供辅导经理占比"},
     .definition = {"The share of the managers who coached in the period.", "期间内提供过辅导的经理所占的比例。"},
     .formula = {"coaching_managers / managers", "提供辅导的经理数 / 经理数"},
     .condition = "coaching_managers <= managers",
     .omits = {"A manager counts once, however many were coached.", "无论辅导多少人，每位经理只计一次。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "coached_share",
     .stocks = "managers"},
    {.name = "coaching_time_per_rep",
     .function = bind<&coaching_time_per_rep>,
     .title = {"Coaching time per rep", "人均辅导时间"},
     .definition = {"Time for which a seller was coached.", "每位销售人员接受辅导的时间。"},
     .formula = {"time / reps", "辅导总时长 / 销售人员数"},
     .omits = {"Over all sellers, also those who were not coached.", "包括所有人，也包括未接受辅导者。"},
     .unit = unit::seconds,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "coached_share, training_time_per_rep",
     .stocks = "reps"},
    {.name = "content_utilisation",
     .function = bind<&content_utilisation>,
     .title = {"Content utilisation", "内容使用率"},
     .aliases = "content utilization",
     .definition = {"The share of the available items that were used in the period.",
                    "可用内容中在期间内被使用的比例。"},
     .formula = {"used / available", "被使用的内容数 / 可用内容数"},
     .condition = "used <= available",
     .omits = {"An item counts once, however often it was used.", "无论使用多少次，每项内容只计一次。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_content,
     .related = "views_per_item, shares_per_item",
     .stocks = "available"},
    {.name = "average_content_age",
     .function = bind<&average_content_age>,
     .title = {"Average content age", "内容平均年龄"},
     .definition = {"Days since an available item was made or last updated.",
                    "可用内容自制作或最近更新以来的平均天数。"},
     .formula = {"age_total / available", "内容总年龄 / 可用内容数"},
     .omits = {"A review without a change does not make an item younger.", "未作修改的审核不会使内容变新。"},
     .unit = unit::days,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_content,
     .related = "content_review_interval",
     .stocks = "available"},
    {.name = "content_review_interval",
     .function = bind<&content_review_interval>,
     .title = {"Content review interval", "内容审核更新间隔"},
     .definition = {"Days between two looks at an item.", "对同一内容两次审核或更新之间的平均天数。"},
     .formula = {"available * observed / (reviews + updates)", "可用内容数 * 观察天数 / (审核次数 + 更新次数)"},
     .omits = {"A look is a review or an update, not both.", "一次查看算审核或更新之一，不重复计。"},
     .unit = unit::days,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_content,
     .related = "average_content_age",
     .stocks = "available"},
    {.name = "shares_per_item",
     .function = bind<&shares_per_item>,
     .title = {"Shares per item", "每项内容分享次数"},
     .definition = {"Times that an available item was passed on in the period.", "期间内每项可用内容被分享的次数。"},
     .formula = {"shares / available", "分享次数 / 可用内容数"},
     .omits = {"Over all items, also those never shared.", "包括所有内容，也包括从未分享者。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_content,
     .related = "views_per_item",
     .stocks = "available"},
    {.name = "views_per_item",
     .function = bind<&views_per_item>,
     .title = {"Views per item", "每项内容浏览次数"},
     .definition = {"Times that an available item was opened in the period.", "期间内每项可用内容被浏览的次数。"},
     .formula = {"views / available", "浏览次数 / 可用内容数"},
     .omits = {"Over all items, also those never opened.", "包括所有内容，也包括从未打开者。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_content,
     .related = "content_utilisation",
     .stocks = "available"},
    {.name = "content_engagement_rate",
     .function = bind<&content_engagement_rate>,
     .title = {"Content engagement rate", "内容参与度"},
     .definition = {"The share of those who were sent content that opened it or answered.",
                    "收到内容的人中打开或回应的比例。"},
     .formula = {"engaged / recipients", "参与人数 / 接收人数"},
     .condition = "engaged <= recipients",
     .omits = {"Persons, not views: opening it three times is one engaged.", "计人数而非次数：打开三次仍算一人。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_content,
     .related = "engagement_rate, views_per_item"},
    {.name = "average_search_rank",
     .function = bind<&average_search_rank>,
     .title = {"Average search rank", "搜索引擎平均排名"},
     .definition = {"The position of the site in the results for a search term.", "网站在搜索词结果中的平均排名。"},
     .formula = {"positions / terms", "排名合计 / 搜索词数"},
     .omits = {"A term at which the site is not found is left out, so losing a bad position looks like a gain.",
               "搜不到网站的词不计入，所以失去靠后的排名看似进步。"},
     .unit = unit::count,
     .timing = timing::leading,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_content,
     .related = "click_through_rate"},
    {.name = "time_saved_rate",
     .function = bind<&time_saved_rate>,
     .title = {"Time saved rate", "流程时间节省率"},
     .definition = {"The share of a process's time that its change saved.", "流程改变后节省的时间所占的比例。"},
     .formula = {"(before - after) / before", "(原用时 - 现用时) / 原用时"},
     .omits = {"Says nothing of how often the process runs.", "不反映流程运行的频率。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_process,
     .related = "expected_time_saved_rate, saving_realised"},
    {.name = "expected_time_saved_rate",
     .function = bind<&expected_time_saved_rate>,
     .title = {"Expected time saved rate", "预期时间节省率"},
     .definition = {"The share of a process's time that its change was to save.",
                    "流程改变后预期节省的时间所占的比例。"},
     .formula = {"(before - expected_after) / before", "(原用时 - 预期用时) / 原用时"},
     .omits = {"A promise, not what came of it.", "只是预期，而不是结果。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_process,
     .related = "time_saved_rate, saving_realised"},
    {.name = "saving_realised",
     .function = bind<&saving_realised>,
     .title = {"Saving realised", "节省实现率"},
     .aliases = "saving realized",
     .definition = {"The time that was saved, as a share of what was to be saved.", "实际节省的时间占预期节省的比例。"},
     .formula = {"(before - after) / (before - expected_after)", "(原用时 - 现用时) / (原用时 - 预期用时)"},
     .omits = {"Needs an expected saving. Above 1 when more was saved than promised.",
               "必须有预期的节省。节省超过预期时大于 1。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "variant",
     .breakdowns = by_process,
     .related = "time_saved_rate, expected_time_saved_rate"},
    {.name = "process_coverage",
     .function = bind<&process_coverage>,
     .title = {"Process coverage", "已评估流程占比"},
     .definition = {"The share of the processes that were evaluated.", "已评估的流程所占的比例。"},
     .formula = {"evaluated / total", "已评估流程数 / 流程总数"},
     .condition = "evaluated <= total",
     .omits = {"A process counts once, however often it was evaluated.", "无论评估多少次，每个流程只计一次。"},
     .unit = unit::percent,
     .timing = timing::leading,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_process,
     .related = "time_saved_rate"},
    {.name = "employee_retention_rate",
     .function = bind<&employee_retention_rate>,
     .title = {"Employee retention rate", "雇员保留率"},
     .aliases = "employee retention",
     .definition = {"The share of the employees present at the opening who stayed to the end.",
                    "期初在职员工中留到期末的比例。"},
     .formula = {"(opening - left) / opening", "(期初人数 - 离职人数) / 期初人数"},
     .condition = "left <= opening",
     .omits = {"Hires of the period change nothing in it.", "期间内的新员工不影响它。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .breakdowns = by_team,
     .related = "employee_turnover_rate, early_turnover_rate",
     .stocks = "opening"},
    {.name = "employee_turnover_rate",
     .function = bind<&employee_turnover_rate>,
     .title = {"Employee turnover rate", "雇员流失率"},
     .aliases = "attrition rate, employee turnover",
     .definition = {"The share of the employees present at the opening who left in the period.",
                    "期初在职员工中在期间内离职的比例。"},
     .formula = {"left / opening", "离职人数 / 期初人数"},
     .condition = "left <= opening",
     .omits = {"Leaves out who came and left within the period. Does not ask whose wish it was.",
               "不计期间内入职又离职者。不问是谁的意愿。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S4",
     .breakdowns = by_team,
     .related = "employee_retention_rate, early_turnover_rate",
     .stocks = "opening"},
    {.name = "early_turnover_rate",
     .function = bind<&early_turnover_rate>,
     .title = {"Early turnover rate", "12个月内离职率"},
     .aliases = "12-month attrition",
     .definition = {"The share of those hired who left within the time the report names.",
                    "新员工中在报告规定时间（如 12 个月）内离职的比例。"},
     .formula = {"left_within / hired", "期限内离职人数 / 入职人数"},
     .condition = "left_within <= hired",
     .omits = {"Take only those hired long enough ago, else it is too low.", "只取入职足够久者，否则会偏低。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S0",
     .published = {"3 in 10 sellers leave within a year", "十分之三的销售人员一年内离职"},
     .breakdowns = by_team,
     .related = "employee_turnover_rate, cost_per_hire"},
    {.name = "cost_per_hire",
     .function = bind<&cost_per_hire>,
     .title = {"Cost per hire", "人均招聘费用"},
     .definition = {"What was spent on recruiting for each hire.", "每招聘一人的平均费用。"},
     .formula = {"spend / total", "招聘费用 / 招聘人数"},
     .omits = {"Spending and hires are of the same period, although some is for hires of the next.",
               "费用与招聘属于同一期间，尽管部分费用用于下一期的招聘。"},
     .unit = unit::money,
     .timing = timing::lagging,
     .better = better::lower,
     .source = "S3",
     .breakdowns = by_team,
     .related = "referral_hire_share, early_turnover_rate"},
    {.name = "referral_hire_share",
     .function = bind<&referral_hire_share>,
     .title = {"Referral hire share", "员工推荐占比"},
     .definition = {"The share of the hires whom an employee had recommended.", "新员工中由员工推荐者所占的比例。"},
     .formula = {"referred / total", "推荐录用人数 / 录用人数"},
     .condition = "referred <= total",
     .omits = {"Does not say how many were recommended in vain.", "不说明有多少推荐没有成功。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .published = {"30–40 %", "30–40 %"},
     .breakdowns = by_team,
     .related = "referral_hire_lift, referral_longer_stay_share"},
    {.name = "referral_hire_lift",
     .function = bind<&referral_hire_lift>,
     .title = {"Referral hire lift", "推荐录用提升"},
     .definition = {"The hire rate of recommended applicants over that of the others.",
                    "推荐应聘者的录用率与其他应聘者录用率之比。"},
     .formula = {"(referred_hired / referred) / (others_hired / others)",
                 "(推荐录用人数 / 推荐应聘人数) / (其他录用人数 / 其他应聘人数)"},
     .omits = {"Applicants who were not interviewed are left out.", "未参加面试的应聘者不计入。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .published = {"40 % likelier to be hired", "被录用的可能性高 40%"},
     .breakdowns = by_team,
     .related = "referral_hire_share, relative_rate"},
    {.name = "referral_longer_stay_share",
     .function = bind<&referral_longer_stay_share>,
     .title = {"Referral longer stay share", "推荐员工留任更久占比"},
     .definition = {"The share of the pairs in which the recommended employee stayed longer than the other.",
                    "成对比较中推荐员工比另一位留任更久的比例。"},
     .formula = {"stayed_longer / pairs", "留任更久的对数 / 对数"},
     .condition = "stayed_longer <= pairs",
     .omits = {"A pair in which both are still here is left out. One half is what chance would give.",
               "两人都仍在职的对不计入。二分之一是随机的结果。"},
     .unit = unit::percent,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .published = {"70 %", "70 %"},
     .breakdowns = by_team,
     .related = "referral_hire_share, employee_retention_rate"},
    {.name = "referral_profit_lift",
     .function = bind<&referral_profit_lift>,
     .title = {"Referral profit lift", "推荐盈利提升"},
     .definition = {"The profit of a recommended hire over that of another.",
                    "推荐员工人均利润与其他员工人均利润之比。"},
     .formula = {"(referred / referred_hires) / (others / other_hires)",
                 "(推荐员工利润 / 推荐员工人数) / (其他员工利润 / 其他员工人数)"},
     .omits = {"A loss has no lift.", "亏损时无法比较。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::higher,
     .source = "S4",
     .published = {"25 % more profitable", "盈利高 25%"},
     .breakdowns = by_team,
     .related = "referral_hire_share"},
    {.name = "relative_rate",
     .function = bind<&relative_rate, "a", "b">,
     .title = {"Relative rate", "可能性倍数"},
     .aliases = "relative risk",
     .definition = {"How many times as likely one is as the other.", "一方的可能性是另一方的多少倍。"},
     .formula = {"a / b", "甲比率 / 乙比率"},
     .omits = {"Says nothing of how likely either is.", "不反映各自的可能性有多大。"},
     .unit = unit::times,
     .timing = timing::lagging,
     .better = better::depends,
     .source = "S2",
     .published = {"2.4 times for top teams", "顶尖团队为 2.4 倍"},
     .breakdowns = by_segment,
     .related = "presales_win_rate_lift, referral_hire_lift"},
};

}  // namespace kpi::inline v0_1::detail::rows

// ---- src/catalog_table.cpp

namespace kpi::inline v0_1 {
namespace detail::rows {
namespace {

template <std::size_t N>
struct rows_of {
  kpi::area area;
  const metric (&rows)[N];
};
template <std::size_t N>
rows_of(area, const metric (&)[N]) -> rows_of<N>;

/// One table of all rows, each with its area.
template <std::size_t... N>
[[nodiscard]] consteval auto join(const rows_of<N>&... areas) noexcept {
  std::array<metric, (N + ...)> all{};
  auto* at = all.data();
  const auto append = [&at](const auto& part) {
    for (const metric& m : part.rows) {
      *at = m;
      (at++)->area = part.area;
    }
  };
  (append(areas), ...);
  return all;
}

constexpr auto table = join(rows_of{area::sales, sales_metrics}, rows_of{area::sellers, sellers_metrics},
                            rows_of{area::outlook, outlook_metrics}, rows_of{area::acquisition, acquisition_metrics},
                            rows_of{area::revenue, revenue_metrics}, rows_of{area::profit, profit_metrics},
                            rows_of{area::service, service_metrics});

}  // namespace
}  // namespace detail::rows

std::span<const metric> catalog() noexcept { return detail::rows::table; }

}  // namespace kpi::inline v0_1

// ---- src/catalog_text.cpp

namespace kpi::inline v0_1 {
namespace detail {
namespace {

std::string without_end_zeros(std::string text) {
  if (text.find('e') != std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// A value and its unit, in the language's way.
struct printer {
  language l;

  [[nodiscard]] std::string in(std::string_view english, std::string_view chinese) const {
    return std::string(l == language::english ? english : chinese);
  }

  [[nodiscard]] std::string operator()(const count& n) const { return to_text(n); }
  [[nodiscard]] std::string operator()(const money& m) const {
    if (m.value() % money::per_unit == 0) return to_text(m, 0);
    return to_text(m, m.value() % (money::per_unit / 100) == 0 ? 2 : 4);
  }
  [[nodiscard]] std::string operator()(const days& d) const {
    return l == language::english ? to_text(d) : to_text(count(d.value())) + " 天";
  }
  [[nodiscard]] std::string operator()(const seconds& s) const {
    return l == language::english ? to_text(s) : to_text(count(s.value())) + " 秒";
  }
  [[nodiscard]] std::string operator()(const ratio& r) const {
    std::string text = to_text(r, 4);
    return without_end_zeros(text.substr(0, text.size() - 2)) + " %";
  }
  [[nodiscard]] std::string operator()(double x) const { return fmt::format("{}", x); }
  [[nodiscard]] std::string operator()(const average<money>& a) const { return without_end_zeros(to_text(a, 4)); }
  [[nodiscard]] std::string operator()(const average<days>& a) const {
    const std::string text = to_text(a, 4);
    return without_end_zeros(text.substr(0, text.size() - 5)) + in(" days", " 天");
  }
  [[nodiscard]] std::string operator()(date::months m) const {
    return fmt::format("{}{}", m.count(), in(" months", " 个月"));
  }
  [[nodiscard]] std::string operator()(billing_unit u) const {
    const auto* const at = std::ranges::find(billing_units, u, &std::pair<std::string_view, billing_unit>::second);
    return std::string(at == std::end(billing_units) ? "?" : at->first);
  }
  [[nodiscard]] std::string operator()(date::sys_days d) const { return to_text(d); }
  template <class T>
  [[nodiscard]] std::string operator()(const std::vector<T>& list) const {
    std::string text;
    for (const T& x : list) text += (text.empty() ? "" : "; ") + (*this)(x);
    return text;
  }
};

std::string duration_text(const average<seconds>& a, const printer& p) {
  struct scale {
    std::int64_t size;
    std::string_view english, chinese;
  };
  constexpr scale scales[] = {{86'400, " days", " 天"}, {3'600, " hours", " 小时"}, {60, " minutes", " 分钟"}};
  const double mean = a.to_double();
  for (const auto& s : scales) {
    if (mean < 2 * static_cast<double>(s.size)) continue;
    const average<count> n(a.total().value(), a.count().value() * s.size, proven{});  // at most the total
    return to_text(n, 1) + p.in(s.english, s.chinese);
  }
  return to_text(average<count>(a.total().value(), a.count(), proven{}), 1) + p.in(" s", " 秒");
}

/// A number with the unit of its metric behind it.
struct figure_printer {
  printer p;
  kpi::unit unit;

  [[nodiscard]] std::string number(std::string digits) const {
    switch (unit) {
      case unit::money_per_day: return digits + p.in(" a day", "/天");
      case unit::days: return digits + p.in(" days", " 天");
      case unit::months: return digits + p.in(digits == "1" ? " month" : " months", " 个月");
      case unit::points: return digits + p.in(" points", " 分");
      default: return digits;
    }
  }

  [[nodiscard]] std::string operator()(const ratio& r) const {
    return unit == unit::times ? to_times_text(r, 2) : to_text(r);
  }
  [[nodiscard]] std::string operator()(const average<money>& a) const { return to_text(a); }
  [[nodiscard]] std::string operator()(const average<count>& a) const {
    return number(to_text(a, unit == unit::points ? 1 : 2));
  }
  [[nodiscard]] std::string operator()(const average<days>& a) const {
    const std::string text = to_text(a);
    return number(text.substr(0, text.size() - 5));
  }
  [[nodiscard]] std::string operator()(const average<seconds>& a) const { return duration_text(a, p); }
  [[nodiscard]] std::string operator()(const money& m) const { return number(to_text(m)); }
  [[nodiscard]] std::string operator()(const count& n) const { return number(to_text(n)); }
  [[nodiscard]] std::string operator()(double x) const {
    if (unit == unit::percent) return fmt::format("{:.1f} %", 100 * x);
    if (unit == unit::times) return fmt::format("{:.2f} ×", x);
    return number(fmt::format("{:.1f}", x));
  }
  [[nodiscard]] std::string operator()(const streak& s) const {
    const std::string text =
        p.in("{} of {} months attained; {} in a row now, {} at most; missed {} in a row now, {} at most",
             "{1} 个月中有 {0} 个月达标；目前连续达标 {2} 个月，最长 {3} 个月；目前连续未达标 {4} 个月，最长 {5} 个月");
    return fmt::format(fmt::runtime(text), s.attained.value(), s.months.value(), s.current.value(), s.longest.value(),
                       s.missed_current.value(), s.missed_longest.value());
  }
  [[nodiscard]] std::string operator()(const std::vector<money>& list) const {
    std::string text;
    for (const money& m : list) text += (text.empty() ? "" : "; ") + to_text(m);
    return text.empty() ? p.in("nothing", "无") : text;
  }
  [[nodiscard]] std::string operator()(const std::vector<std::size_t>& list) const {
    std::string text;
    for (const std::size_t i : list) text += fmt::format("{}{}", text.empty() ? "" : ", ", i);
    return text.empty() ? p.in("nothing", "无") : text;
  }
  [[nodiscard]] std::string operator()(const std::vector<tenure_band>& bands) const {
    std::string text;
    for (const tenure_band& b : bands) {
      if (!text.empty()) text += "; ";
      text += b.to ? fmt::format("[{}, {})", b.from.count(), b.to->count()) : fmt::format("[{}, …)", b.from.count());
      text += p.in(" months: ", " 个月：");
      const auto each = sales_productivity(b.both);
      if (each)
        text += fmt::format(fmt::runtime(p.in("{} a seller, {} in number", "人均 {}，{} 人")), to_text(*each),
                            each->count().value());
      else
        text += p.in("nobody", "无人");
    }
    return text;
  }
};

/// What an error of a metric says to a person.
std::string reason_text(errc code, std::string_view field, std::string_view condition, const printer& p) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return fmt::format(fmt::runtime(p.in(english, chinese)), field);
  };
  switch (code) {
    case errc::undefined: return say("{} is 0 or less: there is nothing to divide by", "{} 不大于 0：没有可用的除数");
    case errc::negative: return say("{} is below 0", "{} 小于 0");
    case errc::inconsistent:
      if (condition.empty()) return say("{} contradicts the other fields", "{} 与其他字段矛盾");
      return fmt::format(fmt::runtime(p.in("{} contradicts the other fields: it has to hold that {}",
                                           "{} 与其他字段矛盾：必须满足 {}")),
                         field, condition);
    case errc::overflow: return say("{} is out of range", "{} 超出范围");
    case errc::too_few: return say("too few values of {}", "{} 的数值太少");
    case errc::not_reached: return say("{} was never reached", "从未达到 {}");
    default: return say("{} has no usable value", "{} 的值不可用");
  }
}

/// What came, and what was asked for.
std::string expected_text(const evaluation_error& e, const printer& p) {
  std::string text = e.field;
  if (!e.text.empty()) text += fmt::format(fmt::runtime(p.in(": \"{}\"", "：“{}”")), e.text);
  if (e.expected == nullptr) return text;
  const auto example = kpi::example(e.expected->kind);
  return text +
         fmt::format(fmt::runtime(e.expected->list
                                      ? p.in(" is not a list of the kind {} (such as {},{})", " 不是{}列表（如 {},{}）")
                                      : p.in(" is not of the kind {} (such as {})", " 不是{}（如 {}）")),
                     title(e.expected->kind).in(p.l), example, example);
}

/// What a quotient was made of, where its formula does not show it.
std::string parts_text(const metric& m, const figure& value, const printer& p) {
  const auto say = [&](const std::string& part, const std::string& whole) {
    return fmt::format(fmt::runtime(p.in(" ({} of {})", "（{} / {}）")), part, whole);
  };
  if (const auto* r = std::get_if<ratio>(&value)) {
    if (m.basis() != field_kind::money)  // GCOVR_EXCL_BR_LINE: no metric is a ratio of lists of anything else yet
      return say(p(count(r->numerator())), p(count(r->denominator())));  // GCOVR_EXCL_LINE
    return say(p(money::ten_thousandths(r->numerator())), p(money::ten_thousandths(r->denominator())));
  }
  return {};
}

bool has_lists_in(std::span<const term> terms) noexcept {
  return std::ranges::any_of(terms, [](const term& t) { return t.field->list; });
}

/// The formula with the values in the place of the fields; where there are lists, every field by itself.
std::string with_numbers(std::string_view formula, std::span<const term> terms, std::string_view separator,
                         const printer& p) {
  std::string text;
  if (has_lists_in(terms)) {
    for (const term& t : terms)
      text += fmt::format("{}{} = {}", text.empty() ? "" : separator, t.field->name, std::visit(p, t.value));
    return text;
  }
  while (!formula.empty()) {
    const auto piece = take_piece(formula);
    const auto at = std::ranges::find(terms, piece.text, [](const term& t) { return t.field->name; });
    text += !piece.is_name || at == terms.end() ? std::string(piece.text) : std::visit(p, at->value);
  }
  return text;
}

}  // namespace
}  // namespace detail

std::string to_text(const evaluation& e, language l) {
  return std::visit(detail::figure_printer{{l}, e.metric->unit}, e.value);
}

std::string numbers_text(const evaluation& e, language l) {
  return detail::with_numbers(e.metric->formula.english, e.terms, "; ", {l});
}

std::string to_text(const field_value& v, language l) { return std::visit(detail::printer{l}, v); }

std::string to_text(const evaluation_error& e, language l) {
  const detail::printer p{l};
  std::string text = e.metric + ": ";
  switch (e.code) {
    case evaluation_errc::unknown_metric: text += p.in("no such metric", "没有这个指标"); break;
    case evaluation_errc::unknown_field:
      text += fmt::format(fmt::runtime(p.in("no field \"{}\"", "没有字段“{}”")), e.field);
      break;
    case evaluation_errc::repeated_field:
      text += fmt::format(fmt::runtime(p.in("{} is given twice", "{} 给出了两次")), e.field);
      break;
    case evaluation_errc::wrong_kind: text += detail::expected_text(e, p); break;
    case evaluation_errc::missing_field:
      text += fmt::format(fmt::runtime(p.in("{} is missing", "缺少 {}")), e.field);
      break;
    case evaluation_errc::uneven_lists:
      text += fmt::format(
          fmt::runtime(p.in("{} differs in length from the lists before it", "{} 与前面列表的长度不同")), e.field);
      break;
    case evaluation_errc::no_result:
      text += detail::reason_text(e.reason, e.field, {}, p) + " (" + std::string(to_string(e.reason)) + ")";
      break;
  }
  if (!e.suggestion.empty())
    text += fmt::format(fmt::runtime(p.in("; did you mean {}?", "；您是指 {} 吗？")), e.suggestion);
  return text;
}

tl::expected<std::string, evaluation_error> explain(std::string_view name, std::span<const field> fields, language l) {
  const auto a = detail::answer_to(name, fields);
  if (!a) return tl::unexpected(a.error());
  const auto& [m, terms, value] = *a;

  const detail::printer p{l};
  std::string text = fmt::format(fmt::runtime(p.in("{} ({})\n{}\n\n", "{}（{}）\n{}\n\n")), m->title.in(l), m->name,
                                 m->definition.in(l));
  text += fmt::format("  {}\n  {}\n", m->formula.in(l), detail::with_numbers(m->formula.english, terms, "\n  ", p));
  if (value) {
    const evaluation e{m, *value, {}};
    text += fmt::format("  = {}{}\n\n", to_text(e, l),
                        detail::has_lists_in(terms) ? detail::parts_text(*m, *value, p) : std::string());
  } else {
    text += fmt::format("  {}{} ({})\n\n", p.in("no value: ", "没有值："),
                        detail::reason_text(value.error().code, value.error().field, m->condition, p),
                        to_string(value.error().code));
  }
  text += m->omits.in(l);
  text += fmt::format(fmt::runtime(p.in("\nA {} metric; {}.\n", "\n{}，{}。\n")), title(m->timing).in(l),
                      title(m->better).in(l));
  return text + p.in("See also ", "另见：") + std::string(m->related) + p.in(".\n", "\n");
}
tl::expected<std::string, evaluation_error> explain(std::string_view name, std::initializer_list<field> fields,
                                                    language l) {
  return explain(name, std::span(fields.begin(), fields.size()), l);
}
tl::expected<std::string, evaluation_error> explain(std::string_view name, std::string_view fields, language l) {
  return explain(name, detail::split(fields), l);
}

}  // namespace kpi::inline v0_1

// ---- src/catalog_values.cpp

namespace kpi::inline v0_1::detail {
namespace {

std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty()) return {};
  std::int64_t n = 0;
  for (const char c : text) {
    if (!is_digit(c)) return {};
    n = n > (INT64_MAX - 9) / 10 ? INT64_MAX / 2 : 10 * n + (c - '0');  // beyond every total: they mark it
  }
  return negative ? -n : n;
}

/// A number and the unit it is in, if it has one: `36`, `15min`. The units are sizes in terms of the last one.
template <std::size_t N>
std::optional<std::int64_t> parse_with_unit(std::string_view text,
                                            const std::pair<std::string_view, std::int64_t> (&units)[N]) noexcept {
  for (const auto& [name, size] : units) {
    if (!text.ends_with(name)) continue;
    const auto n = parse_integer(trimmed(text.substr(0, text.size() - name.size())));
    if (!n) continue;
    return *n > INT64_MAX / 2 / size || *n < -INT64_MAX / 2 / size ? INT64_MAX : *n * size;
  }
  return {};
}

/// Exact up to 15 digits, and then rounded once. Without a locale.
std::optional<double> parse_real(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::int64_t digits = 0;
  std::size_t n = 0;
  double scale = 1;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (is_digit(c) && n < 15) {
      digits = 10 * digits + (c - '0');
      n += digits > 0 || point ? 1U : 0U;
      if (point) scale *= 10;
    } else {
      return {};
    }
  }
  if (text.empty() || text.ends_with('.')) return {};
  const double value = static_cast<double>(digits) / scale;
  return negative ? -value : value;
}

std::optional<money> parse_money(std::string_view text) noexcept {
  const auto m = money::parse(text);
  if (m) return *m;
  if (m.error().code == errc::overflow) return money::ten_thousandths(INT64_MAX);
  return {};
}

/// `12000` is the average of one, `96000/8` of eight.
template <class T, class F>
std::optional<average<T>> parse_average(std::string_view text, F parse_total) noexcept {
  const auto total = parse_total(trimmed(take_until(text, '/')));
  const auto n = text.empty() ? 1 : parse_integer(trimmed(text));
  if (!total || !n) return {};
  const auto a = average<T>::of(T(*total), *n);
  return a ? std::optional(*a) : std::nullopt;
}

constexpr std::pair<std::string_view, std::int64_t> day_units[] = {
    {"days", 1}, {"day", 1}, {"d", 1}, {"w", 7}, {"", 1}};
constexpr std::pair<std::string_view, std::int64_t> second_units[] = {{"min", 60},   {"s", 1},       {"h", 3'600},
                                                                      {"d", 86'400}, {"w", 604'800}, {"", 1}};
template <class T>
std::optional<T> parse(std::string_view text) noexcept;
template <>
std::optional<count> parse(std::string_view text) noexcept {
  const auto n = parse_integer(text);
  return n ? std::optional<count>(*n) : std::nullopt;
}
template <>
std::optional<money> parse(std::string_view text) noexcept {
  return parse_money(text);
}
template <>
std::optional<days> parse(std::string_view text) noexcept {
  const auto n = parse_with_unit(text, day_units);
  return n ? std::optional(days(*n)) : std::nullopt;
}
template <>
std::optional<seconds> parse(std::string_view text) noexcept {
  const auto n = parse_with_unit(text, second_units);
  return n ? std::optional(seconds(*n)) : std::nullopt;
}
template <>
std::optional<ratio> parse(std::string_view text) noexcept {
  const auto r = ratio::parse(text);
  return r ? std::optional(*r) : std::nullopt;
}
template <>
std::optional<double> parse(std::string_view text) noexcept {
  return parse_real(text);
}
template <>
std::optional<average<money>> parse(std::string_view text) noexcept {
  return parse_average<money>(text, parse_money);
}
template <>
std::optional<average<days>> parse(std::string_view text) noexcept {
  return parse_average<days>(text, [](std::string_view total) { return parse_with_unit(total, day_units); });
}
template <>
std::optional<date::months> parse(std::string_view text) noexcept {
  const auto n = parse_integer(text);
  if (!n || *n > INT32_MAX || *n < -INT32_MAX) return {};
  return date::months{static_cast<int>(*n)};
}
template <>
std::optional<billing_unit> parse(std::string_view text) noexcept {
  const auto* const at = std::ranges::find(billing_units, text, &std::pair<std::string_view, billing_unit>::first);
  return at == std::end(billing_units) ? std::nullopt : std::optional(at->second);
}
template <>
std::optional<date::sys_days> parse(std::string_view text) noexcept {
  const auto day = parse_day(text);
  return day ? std::optional(*day) : std::nullopt;
}

/// Calls f with a null pointer to the type in which a field of the kind is held.
template <class F>
auto with_type(field_kind kind, F f) {
  switch (kind) {  // GCOVR_EXCL_BR_LINE: kinds come from the table, which has no other
    case field_kind::count: return f(static_cast<count*>(nullptr));
    case field_kind::money: return f(static_cast<money*>(nullptr));
    case field_kind::days: return f(static_cast<days*>(nullptr));
    case field_kind::seconds: return f(static_cast<seconds*>(nullptr));
    case field_kind::ratio: return f(static_cast<ratio*>(nullptr));
    case field_kind::real: return f(static_cast<double*>(nullptr));
    case field_kind::average_money: return f(static_cast<average<money>*>(nullptr));
    case field_kind::average_days: return f(static_cast<average<days>*>(nullptr));
    case field_kind::months: return f(static_cast<date::months*>(nullptr));
    case field_kind::billing_unit: return f(static_cast<billing_unit*>(nullptr));
    case field_kind::day: break;
  }
  return f(static_cast<date::sys_days*>(nullptr));
}

template <class T>
constexpr bool has_lists = std::constructible_from<field_value, std::in_place_type_t<std::vector<T>>>;

template <class T>
std::optional<field_value> parse_list(std::string_view text) {
  std::vector<T> list;
  while (!text.empty()) {
    const bool more = text.find(',') != std::string_view::npos;
    const auto item = parse<T>(trimmed(take_until(text, ',')));
    if (!item || (more && text.empty())) return {};
    list.push_back(*item);
  }
  return list;
}

}  // namespace

std::optional<field_value> value_of(const field_info& f, std::string_view text) {
  return with_type(f.kind, [&]<class T>(T*) -> std::optional<field_value> {
    if (!f.list) {
      if (const auto v = parse<T>(trimmed(text))) return field_value(*v);
    } else if constexpr (has_lists<T>) {
      return parse_list<T>(trimmed(text));
    }
    return {};
  });
}

std::optional<field_value> value_of(const field_info& f, const field_value& typed) {
  const bool right = with_type(f.kind, [&]<class T>(T*) {
    if constexpr (has_lists<T>)
      if (f.list) return std::holds_alternative<std::vector<T>>(typed);
    return std::holds_alternative<T>(typed);
  });
  if (right) return typed;
  if (const auto* n = std::get_if<count>(&typed); n && f.kind == field_kind::real && !f.list)
    return static_cast<double>(n->value());
  return {};
}

}  // namespace kpi::inline v0_1::detail

// ---- src/customer_merges.cpp

namespace kpi::inline v0_1 {

customer_merges::customer_merges(std::span<const customer_merge> merges) {
  for (const auto& [from, into] : merges) {
    ends_.emplace_back(from, 0);
    ends_.emplace_back(into, 0);
  }
  std::sort(ends_.begin(), ends_.end());
  ends_.erase(std::unique(ends_.begin(), ends_.end()), ends_.end());

  const auto place = [this](std::uint64_t id) {
    return static_cast<std::size_t>(std::lower_bound(ends_.begin(), ends_.end(), std::pair(id, std::uint64_t{0})) -
                                    ends_.begin());
  };
  // A forest: each place points towards the one that stands for it, and paths are halved whenever one is walked.
  std::vector<std::size_t> next(ends_.size());
  for (std::size_t i = 0; i < next.size(); ++i) next[i] = i;
  const auto end_of = [&next](std::size_t i) {
    while (next[i] != i) i = next[i] = next[next[i]];
    return i;
  };
  for (const auto& [from, into] : merges) next[end_of(place(from))] = end_of(place(into));
  for (std::size_t i = 0; i < next.size(); ++i) ends_[i].second = ends_[end_of(i)].first;
}

std::uint64_t customer_merges::operator()(std::uint64_t customer) const noexcept {
  const auto at = std::lower_bound(ends_.begin(), ends_.end(), std::pair(customer, std::uint64_t{0}));
  return at != ends_.end() && at->first == customer ? at->second : customer;
}

}  // namespace kpi::inline v0_1

// ---- src/distribution.cpp

namespace kpi::inline v0_1::detail {

namespace {

/// Of values in order of arrival, at least one.
struct range {
  explicit range(const std::vector<std::int64_t>& values) : low(values.front()), high(low) {
    for (const std::int64_t v : values) {
      low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  [[nodiscard]] std::uint64_t width() const noexcept {
    return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  }

  std::int64_t low;
  std::int64_t high;
};

using few_places = std::array<std::uint32_t, 256>;

/// How often each number occurs, from the lowest of the range on.
void count_places(const std::vector<std::int64_t>& values, std::int64_t low, std::span<std::uint32_t> times) {
  std::fill(times.begin(), times.end(), 0);
  for (const std::int64_t v : values) ++times[static_cast<std::size_t>(v - low)];
}

/// Calls `f(value, times)` for each value, in order, and perhaps for others between them, 0 times. Where they lie close
/// together, counting is faster than comparing.
void for_each_value(const std::vector<std::int64_t>& values, auto f) {
  const range all(values);
  const std::int64_t low = all.low;
  if (few_places few; all.width() < few.size() || all.width() < 8 * values.size()) {
    const auto places = static_cast<std::size_t>(all.width() + 1);
    std::vector<std::uint32_t> many(places <= few.size() ? 0 : places);
    const std::span times = many.empty() ? std::span(few).first(places) : std::span(many);
    count_places(values, low, times);
    for (std::size_t i = 0; i < times.size(); ++i) f(low + static_cast<std::int64_t>(i), times[i]);
  } else {
    std::vector<std::int64_t> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    for (auto v = sorted.begin(); v != sorted.end();) {
      const auto next = std::find_if(v, sorted.end(), [v](std::int64_t other) { return other != *v; });
      f(*v, next - v);
      v = next;
    }
  }
}

using cells_by_value = occurrences::cells_by_value;

cells_by_value merged(const cells_by_value& a, const cells_by_value& b) {
  cells_by_value all;
  all.reserve(a.size() + b.size());
  auto in_a = a.begin();
  for (const occurrences::cell& c : b) {
    while (in_a != a.end() && in_a->value < c.value) all.push_back(*in_a++);
    const bool both = in_a != a.end() && in_a->value == c.value;
    const count n = both ? (in_a++)->times + c.times : c.times;
    if (n != 0) all.push_back({c.value, n});
  }
  all.insert(all.end(), in_a, a.end());
  return all;
}

/// So that each place from the first to the last takes less room than the cells do, four times over.
bool close_together(const cells_by_value& cells) {
  return static_cast<std::uint64_t>(cells.back().value) - static_cast<std::uint64_t>(cells.front().value) <
         8 * cells.size();
}

/// In 64 bits two totals have room, and what is beyond the range of one is marked, once and for all.
void add_to(std::int64_t& held, std::int64_t times) {
  if (held <= count::limit) held = count(held + times).value();
}

}  // namespace

count occurrences::size() const noexcept {
  count all = waiting_.size();
  for (const std::int64_t n : window_) all += n;
  for (const cell& c : cells_) all += c.times;
  return all;
}

void occurrences::put(std::int64_t value, count n) {
  if (const std::uint64_t i = place(value); i < window_.size()) {
    add_to(window_[static_cast<std::size_t>(i)], n.value());
    return;
  }
  const auto by_value = [](const cell& c, std::int64_t v) { return c.value < v; };
  const auto at = std::lower_bound(cells_.begin(), cells_.end(), value, by_value);
  if (at == cells_.end() || at->value != value) {
    cells_.insert(at, {value, n});
    // Not before there are so many of them that looking at all places costs no more than what was added.
    if (cells_.size() >= std::max<std::size_t>(32, window_.size() / 8) && close_together(cells_)) hold(sorted());
  } else if ((at->times += n) == 0) {
    cells_.erase(at);
  }
}

/// There is no room to wait, and the value has no place in the window.
void occurrences::wait(std::int64_t value) {
  const std::size_t most = std::max({std::size_t{256}, window_.size(), 4 * cells_.size()});
  if (waiting_.size() < most)
    waiting_.reserve(std::clamp<std::size_t>(4 * waiting_.size(), 4, most));
  else
    hold(sorted());
  add(value);
}

/// Holds these and no others.
void occurrences::hold(cells_by_value all) {
  waiting_.clear();
  window_.clear();
  cells_.clear();
  if (all.empty()) return;
  if (close_together(all)) {
    low_ = all.front().value;
    waiting_.shrink_to_fit();  // no more waiting
    window_.resize(static_cast<std::size_t>(place(all.back().value)) + 1);
    for (const cell& c : all) window_[static_cast<std::size_t>(place(c.value))] = c.times.value();
  } else {
    cells_ = std::move(all);
  }
}

occurrences& occurrences::operator+=(const occurrences& other) {
  if (other.window_.empty() && other.cells_.empty() && &other != this)
    for (const std::int64_t value : other.waiting_) add(value);
  else
    take(other, false);
  return *this;
}

occurrences& occurrences::operator-=(const occurrences& other) {
  take(other, true);
  return *this;
}

/// What has its place in the window goes there, and a few values, as a correction or a long tail has them, are put
/// where they belong; anything else is a pass over all that both hold.
void occurrences::take(const occurrences& other, bool off) {
  const auto has_place = [this](std::int64_t value) { return place(value) < window_.size(); };
  const std::int64_t high = other.low_ + static_cast<std::int64_t>(other.window_.size()) - 1;
  const bool window_has_place = other.window_.empty() || (has_place(other.low_) && has_place(high));
  const std::size_t outside = other.cells_.size() + other.waiting_.size();
  const bool few = &other != this && outside <= std::max<std::size_t>(other.window_.size() / 8, 2);
  const auto all_have_places = [&] {
    return std::all_of(other.cells_.begin(), other.cells_.end(), [&](const cell& c) { return has_place(c.value); }) &&
           std::all_of(other.waiting_.begin(), other.waiting_.end(), has_place);
  };
  if (window_has_place && (few || all_have_places())) {
    if (!other.window_.empty()) {
      std::int64_t* held = window_.data() + place(other.low_);
      for (const std::int64_t times : other.window_) add_to(*held++, off ? -times : times);
    }
    for (const cell& c : other.cells_) put(c.value, off ? -c.times : c.times);
    for (const std::int64_t value : other.waiting_) put(value, off ? -1 : 1);
  } else {
    cells_by_value more = other.sorted();
    if (off)
      for (cell& c : more) c.times = -c.times;
    hold(merged(sorted(), more));
  }
}

cells_by_value occurrences::sorted() const {
  cells_by_value all = cells_;
  if (!window_.empty()) {
    cells_by_value cells;
    cells.reserve(window_.size());
    for (std::size_t i = 0; i < window_.size(); ++i)
      if (window_[i] != 0) cells.push_back({low_ + static_cast<std::int64_t>(i), window_[i]});
    all = all.empty() ? std::move(cells) : merged(all, cells);
  }
  if (!waiting_.empty()) {
    cells_by_value cells(waiting_.size());
    auto next = cells.begin();
    for_each_value(waiting_, [&next](std::int64_t value, count times) {
      *next = {value, times};
      next += times != 0 ? 1 : 0;  // without a branch: which numbers between others occur is hard to predict
    });
    cells.erase(next, cells.end());
    all = all.empty() ? std::move(cells) : merged(all, cells);
  }
  return all;
}

namespace {

/// The quantile of n values, of which `at(rank)` has that many below it.
double interpolated(const ratio& p, std::int64_t n, auto at) {
  // p × (n − 1) steps above the least: whole steps, and what is beyond them over the denominator, for which 64 bits are
  // enough, whatever the two products lost.
  const std::int64_t steps = rounded_quotient({p.numerator(), n - 1}, {p.denominator()}, rounding::floor);
  const auto product = [](std::int64_t a, std::int64_t b) {
    return static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b);
  };
  const std::uint64_t beyond = product(p.numerator(), n - 1) - product(p.denominator(), steps);
  const std::int64_t low = at(steps);
  if (beyond == 0) return static_cast<double>(low);
  const std::int64_t high = at(steps + 1);
  const double part = static_cast<double>(beyond) / static_cast<double>(p.denominator());
  // Not every large number is a double, and rounding must not lead past the neighbour.
  return std::min(static_cast<double>(low) + part * static_cast<double>(high - low), static_cast<double>(high));
}

/// The value that has so many below it, where `times` tells of each number from `low` on.
auto value_at(const auto& times, std::int64_t low) {
  return [&times, low](std::int64_t rank) {
    std::size_t place = 0;
    while (rank >= times[place]) rank -= times[place++];
    return low + static_cast<std::int64_t>(place);
  };
}

}  // namespace

result<double> occurrences::quantile(const ratio& p, count floor, std::int64_t limit) const {
  if (p.numerator() < 0 || p.numerator() > p.denominator()) return refuse(errc::invalid, "p");
  const auto of = [&](count n, bool any_negative, auto at) -> result<double> {
    if (n.overflowed()) return refuse(errc::overflow, "count");
    if (any_negative) return refuse(errc::negative, "count");
    if (n < floor || n.value() == 0) return refuse(errc::too_few, "count");
    return interpolated(p, n.value(), at);
  };
  // What thousands of groups have, values that all wait and lie close together or all have a place in the window,
  // without taking memory.
  if (cells_.empty() && window_.empty() && !waiting_.empty()) {
    const range values(waiting_);
    if (few_places times; values.width() < times.size() && values.high <= limit) {
      count_places(waiting_, values.low, times);
      return of(waiting_.size(), false, value_at(times, values.low));
    }
  } else if (cells_.empty() && waiting_.empty() && low_ <= limit) {  // no window reaches from the range to the mark
    const bool any_negative = std::any_of(window_.begin(), window_.end(), [](std::int64_t n) { return n < 0; });
    return of(size(), any_negative, value_at(window_, low_));
  }
  const cells_by_value all = sorted();
  count n{};
  bool any_negative = false;
  for (const cell& c : all) {
    if (c.value > limit) return refuse(errc::overflow, "value");
    n += c.times;
    any_negative = any_negative || c.times < 0;
  }
  return of(n, any_negative, [&all](count rank) {
    auto c = all.begin();
    while (rank >= c->times) rank -= (c++)->times;
    return c->value;
  });
}

values_aside::values_aside(std::size_t values) : values_(values) {}

void values_aside::add(const writer& written) {
  for (const one* v = values_.data(); v != written.next_;) {
    occurrences& to = *v->to;
    do to.add(v->value);
    while (++v != written.next_ && v->to == &to);
  }
}

}  // namespace kpi::inline v0_1::detail

// ---- src/forecast.cpp

namespace kpi::inline v0_1 {

result<double> forecast_predictability(std::span<const forecast_error> errors) noexcept {
  for (const auto& e : errors)
    if (const auto period = detail::check(e, e.forecast, e.actual); !period.ok()) return period.refusal();
  if (errors.size() < 2) return refuse(errc::too_few, "errors");
  for (const auto& e : errors)
    if (e.actual == money{}) return refuse(errc::undefined, "actual");
  const auto bias = [](const forecast_error& e) {
    return static_cast<double>((e.forecast - e.actual).value()) / static_cast<double>(e.actual.value());
  };
  const auto periods = static_cast<double>(errors.size());
  const double first = bias(errors.front());
  double beyond_first = 0;  // summed from the first on, so that equal biases deviate by exactly 0
  for (const auto& e : errors) beyond_first += bias(e) - first;
  const double mean = first + beyond_first / periods;
  double squares = 0;
  for (const auto& e : errors) squares += (bias(e) - mean) * (bias(e) - mean);
  return std::sqrt(squares / (periods - 1));
}

}  // namespace kpi::inline v0_1

// ---- src/format.cpp

namespace kpi::inline v0_1 {
namespace {

constexpr int most_decimals = 9;

/// n · times / (d · unit) with so many decimals, rounded half-even; in scientific notation when the digits do not fit.
std::string decimal_text(std::int64_t n, std::int64_t d, int decimals, std::int64_t unit, std::int64_t times = 1) {
  const auto places = static_cast<std::size_t>(std::clamp(decimals, 0, most_decimals));
  std::int64_t scale = 1;
  for (std::size_t i = 0; i < places; ++i) scale *= 10;
  const std::int64_t scaled = detail::rounded_quotient({n, times, scale}, {d, unit}, rounding::half_even);
  if (scaled == INT64_MAX) {
    const double whole = static_cast<double>(n) * static_cast<double>(times);
    return fmt::format("{:.{}e}", whole / static_cast<double>(d) / static_cast<double>(unit), places);
  }

  std::string digits = fmt::format("{:0{}}", detail::magnitude(scaled), places + 1);
  const std::size_t whole = digits.size() - places;
  if (places > 0) digits.insert(whole, 1, '.');
  for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return scaled < 0 ? "-" + digits : digits;
}

template <class T>
std::string total_text(const T& t, std::int64_t unit, int decimals) {
  return t.overflowed() ? "overflow" : decimal_text(t.value(), 1, decimals, unit);
}

template <class T>
std::string mean_text(const average<T>& a, std::int64_t unit, int decimals) {
  return decimal_text(a.total().value(), a.count().value(), decimals, unit);
}

}  // namespace

std::string to_text(const ratio& r, int decimals) {
  return decimal_text(r.numerator(), r.denominator(), decimals, 1, 100) + " %";
}

std::string to_times_text(const ratio& r, int decimals) {
  return decimal_text(r.numerator(), r.denominator(), decimals, 1) + " ×";
}

std::string to_text(const money& m, int decimals) { return total_text(m, money::per_unit, decimals); }
std::string to_text(const count& n) { return total_text(n, 1, 0); }
std::string to_text(const days& d) { return total_text(d, 1, 0) + (d == days(1) ? " day" : " days"); }
std::string to_text(const seconds& s) { return total_text(s, 1, 0) + " s"; }

std::string to_text(const average<money>& a, int decimals) { return mean_text(a, money::per_unit, decimals); }
std::string to_text(const average<count>& a, int decimals) { return mean_text(a, 1, decimals); }
std::string to_text(const average<days>& a, int decimals) { return mean_text(a, 1, decimals) + " days"; }
std::string to_text(const average<seconds>& a, int decimals) { return mean_text(a, 1, decimals) + " s"; }

std::string to_text(date::sys_days day) {
  const date::year_month_day ymd{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string to_text(const period& p) {
  if (!p.ok()) return "no period";
  if (p.from() == p.until()) return "empty at " + to_text(p.from());
  const date::year_month first = month_of(p.from());
  const int year = static_cast<int>(first.year());
  const unsigned month = static_cast<unsigned>(first.month());
  if (p == period::year(year)) return fmt::format("{:04}", year);
  if (p == period::quarter(year, (month + 2) / 3)) return fmt::format("{:04}-Q{}", year, (month + 2) / 3);
  if (p == period::month(first)) return fmt::format("{:04}-{:02}", year, month);
  return to_text(p.from()) + ".." + to_text(p.until() - date::days{1});
}

std::string to_text(const error& e) { return fmt::format("{} ({})", to_string(e.code), e.field); }

}  // namespace kpi::inline v0_1

// ---- src/growth_ceiling.cpp

namespace kpi::inline v0_1 {

result<std::vector<money>> project_mrr(const money& mrr, const growth_inputs& g, const count& months) {
  const auto c = detail::check_growth(g, mrr, months);
  if (!c.ok()) return c.refusal();
  if (months > detail::last_projected_month) return refuse(errc::invalid, "months");
  std::vector<money> path;
  path.reserve(static_cast<std::size_t>(months.value()));
  money now = mrr;
  for (std::int64_t month = 1; month <= months.value(); ++month) {
    now = detail::next_month(now, g);
    if (now.overflowed()) return refuse(errc::overflow, "mrr");
    path.push_back(now);
  }
  return path;
}

}  // namespace kpi::inline v0_1

// ---- src/growth_rate.cpp

namespace kpi::inline v0_1 {

namespace {

/// What `compound_growth_rate` reads, as one set of inputs, so that its errors keep their order.
struct compounding {
  money before{};
  money after{};
  count periods{};

  static constexpr void inputs(auto f, auto&... o) {
    f("before", o.before...);
    f("after", o.after...);
    f("periods", o.periods...);
  }
};

}  // namespace

result<double> compound_growth_rate(const change& c, const count& periods) noexcept {
  const compounding p{c.before, c.after, periods};
  const auto checks = detail::check(p, p.before, p.after, p.periods)
                          .divisible_by<money>({"before", p.before})
                          .divisible_by<count>({"periods", p.periods});
  if (!checks.ok()) return checks.refusal();
  if (p.after.value() == 0) return -1.0;
  // Near 1 the quotient of the amounts has lost digits that their difference still has.
  const auto before = static_cast<double>(p.before.value());
  const double growth = static_cast<double>(p.after.value() - p.before.value()) / before;
  const double logarithm =
      growth > -0.5 && growth < 0.5 ? std::log1p(growth) : std::log(static_cast<double>(p.after.value()) / before);
  return std::expm1(logarithm / static_cast<double>(p.periods.value()));
}

result<double> monthly_volatility(std::span<const money> months) noexcept {
  money sum;
  for (const money& month : months) {
    if (month.overflowed()) return refuse(errc::overflow, "months");
    if (month.value() < 0) return refuse(errc::negative, "months");
    sum += month;
  }
  if (sum.overflowed()) return refuse(errc::overflow, "months");
  if (months.size() < 2) return refuse(errc::too_few, "months");
  if (sum.value() == 0) return refuse(errc::undefined, "months");
  // Deviations from the whole part of the mean are exact, so months that are all alike scatter by exactly 0.
  const auto n = static_cast<std::int64_t>(months.size());
  const std::int64_t whole_mean = sum.value() / n;
  const double rest = static_cast<double>(sum.value() % n) / static_cast<double>(n);
  double squares = 0;
  for (const money& month : months) {
    const double deviation = static_cast<double>(month.value() - whole_mean) - rest;
    squares += deviation * deviation;
  }
  const double mean = static_cast<double>(sum.value()) / static_cast<double>(n);
  return std::sqrt(squares / static_cast<double>(n - 1)) / mean;
}

}  // namespace kpi::inline v0_1

// ---- src/ledger.cpp

namespace kpi::inline v0_1 {
namespace {

constexpr auto put_in = [](auto& total, const auto& part) { total += part; };
constexpr auto take_out = [](auto& total, const auto& part) { total -= part; };

template <class Table>
void add_up(Table& to, const Table& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

template <class Ledger, class Record>
Ledger filled(const Ledger& empty, std::span<const Record> records) {
  return detail::filled(empty, records, detail::fill<Ledger, Record>);
}

template <class Bridge>
result<Bridge> chained(std::span<const monthly_movement> months, Bridge monthly_movement::*bridge) {
  if (months.empty()) return Bridge{};
  result<Bridge> all = months.front().*bridge;
  for (const auto& m : months.subspan(1)) {
    all = chain(*all, m.*bridge);
    if (!all) break;
  }
  return all;
}

}  // namespace

movement_ledger::movement_ledger(date::year_month first, date::year_month last)
    : span_(first, last), cells_(span_.size()) {}

void movement_ledger::fold(const revenue_history& customer, auto apply) {
  apply(coverage_, customer.coverage());
  money opening;
  customer.for_each_movement([&](const movement& m) {
    const long long i = span_.index(m.month);
    if (i < 0)
      opening = m.after;
    else if (static_cast<std::size_t>(i) < span_.size())
      apply(cells_[static_cast<std::size_t>(i)][static_cast<std::size_t>(m.kind)],
            account_revenue{.revenue = m.amount(), .accounts = 1});
  });
  if (opening != money{}) apply(opening_, account_revenue{.revenue = opening, .accounts = 1});
}

result<movement_ledger> movement_ledger::of_balances(std::span<const std::span<const money>> balances,
                                                     date::year_month first) {
  const auto months = static_cast<long long>(balances.size());
  if (balances.empty() || !detail::in_calendar(first)) return refuse(errc::invalid, "month");
  const long long last = detail::month_number(first) + months - 1;
  if (last >= detail::month_number(date::year{10'000} / 1)) return refuse(errc::invalid, "month");
  const std::size_t customers = balances.front().size();
  for (const auto& month : balances)
    if (month.size() != customers) return refuse(errc::inconsistent, "customers");

  movement_ledger ledger(first, detail::month_at(last));
  constexpr std::size_t at_once = 512;  // customers of whom is first asked who changed, then how
  static constexpr std::array<money, at_once> nothing{};
  std::array<std::size_t, at_once> changed;
  std::vector<unsigned char> paid(customers);
  for (std::size_t m = 0; m < balances.size(); ++m) {
    auto& cells = ledger.cells_[m];
    for (std::size_t begin = 0; begin < customers; begin += at_once) {
      const auto after = balances[m].subspan(begin, std::min(at_once, customers - begin));
      const auto before =
          m == 0 ? std::span(nothing).first(after.size()) : balances[m - 1].subspan(begin, after.size());
      std::size_t* next = changed.data();  // a pointer, which takes a step less than an index
      std::uint64_t bits = 0;
      for (std::size_t i = 0; i < after.size(); ++i) {
        *next = i;  // without a branch, which would be mispredicted
        next += before[i] != after[i] ? 1 : 0;
      }
      for (const std::size_t i : std::span(changed.data(), next)) {
        bits |= static_cast<std::uint64_t>(after[i].value());  // what stayed was looked at when it came
        const movement change{{}, movement_between(before[i], after[i], paid[begin + i] != 0), before[i], after[i]};
        cells[static_cast<std::size_t>(change.kind)] += account_revenue{change.amount(), 1};
        paid[begin + i] = 1;
      }
      if (bits > static_cast<std::uint64_t>(money::limit)) return refuse(errc::invalid, "monthly");
    }
  }
  const auto paying = std::count(paid.begin(), paid.end(), 1);
  ledger.coverage_ = {.taken = static_cast<long long>(customers) * months,
                      .customers = customers,
                      .never_seen = static_cast<long long>(customers) - paying};
  return ledger;
}

void movement_ledger::add(const revenue_history& customer) { fold(customer, put_in); }
void movement_ledger::remove(const revenue_history& customer) { fold(customer, take_out); }

result<void> movement_ledger::merge(const movement_ledger& other) {
  if (!(span_ == other.span_)) return refuse(errc::inconsistent, "months");
  for (std::size_t i = 0; i < cells_.size(); ++i) add_up(cells_[i], other.cells_[i]);
  opening_ += other.opening_;
  coverage_ += other.coverage_;
  return {};
}

std::vector<monthly_movement> movement_ledger::months() const {
  std::vector<monthly_movement> all;
  all.reserve(span_.size());
  account_revenue opening = opening_;
  for (std::size_t i = 0; i < span_.size(); ++i) {
    const auto of = [&](movement_kind kind) { return cells_[i][static_cast<std::size_t>(kind)]; };
    const auto& m =
        all.emplace_back(monthly_movement{.month = span_[i],
                                          .revenue = {.opening = opening.revenue,
                                                      .new_business = of(movement_kind::new_business).revenue,
                                                      .expansion = of(movement_kind::expansion).revenue,
                                                      .contraction = of(movement_kind::contraction).revenue,
                                                      .churned = of(movement_kind::churned).revenue,
                                                      .reactivated = of(movement_kind::reactivated).revenue},
                                          .customers = {.opening = opening.accounts,
                                                        .acquired = of(movement_kind::new_business).accounts,
                                                        .lost = of(movement_kind::churned).accounts,
                                                        .reactivated = of(movement_kind::reactivated).accounts}});
    opening = {.revenue = m.revenue.closing(), .accounts = m.customers.closing()};
  }
  return all;
}

retention_ledger::retention_ledger(date::year_month first, date::year_month last, date::months over)
    : span_(over.count() > 0 ? detail::month_span(first, last) : detail::month_span()),
      over_(over.count()),
      changes_(span_.size()) {}

void retention_ledger::fold(const revenue_history& customer, auto apply) {
  if (span_.size() == 0) return;
  const auto steps = customer.steps();
  const auto index = [&](std::size_t step) {
    return step < steps.size() ? span_.index(steps[step].month) : std::numeric_limits<long long>::max() - over_;
  };
  // The opening takes the same steps as the closing, so many months later. A month's change is put in when the next
  // month with one is reached, since all that came before the first month is one sum.
  std::size_t to_opening = 0;
  std::size_t to_closing = 0;
  money opening;
  money closing;
  std::size_t cell = 0;
  change known;
  const auto settle = [&] {
    const change now{detail::retained(opening, closing), detail::retained_customer(opening, closing)};
    apply(changes_[cell], now - known);
    known = now;
  };
  for (;;) {
    const long long next = std::min(index(to_opening) + over_, index(to_closing));
    if (next >= static_cast<long long>(span_.size())) break;
    if (next > static_cast<long long>(cell)) {
      settle();
      cell = static_cast<std::size_t>(next);
    }
    if (index(to_opening) + over_ == next) opening = steps[to_opening++].monthly;
    if (index(to_closing) == next) closing = steps[to_closing++].monthly;
  }
  settle();
}

void retention_ledger::add(const revenue_history& customer) { fold(customer, put_in); }
void retention_ledger::remove(const revenue_history& customer) { fold(customer, take_out); }

result<void> retention_ledger::merge(const retention_ledger& other) {
  if (!(span_ == other.span_) || over_ != other.over_) return refuse(errc::inconsistent, "months");
  add_up(changes_, other.changes_);
  return {};
}

std::vector<monthly_retention> retention_ledger::months() const {
  std::vector<monthly_retention> all;
  all.reserve(span_.size());
  change sum;
  for (std::size_t i = 0; i < span_.size(); ++i) {
    sum += changes_[i];
    all.push_back({span_[i], sum.revenue, sum.customers});
  }
  return all;
}

std::optional<account_revenue> cohort::after(date::months months) const noexcept {
  const std::int64_t n = months.count();
  if (n < 0 || static_cast<std::size_t>(n) >= ends.size()) return {};
  return ends[static_cast<std::size_t>(n)];
}

result<ratio> cohort::customer_share(date::months months) const noexcept {
  const auto end = after(months);
  if (!end) return refuse(errc::not_reached, "months");
  return detail::checked().ratio<count>({"accounts", end->accounts}, {"accounts", ends.front().accounts});
}

result<ratio> cohort::revenue_share(date::months months) const noexcept {
  const auto end = after(months);
  if (!end) return refuse(errc::not_reached, "months");
  return detail::checked().ratio<money>({"revenue", end->revenue}, {"revenue", ends.front().revenue});
}

cohort_ledger::cohort_ledger(date::year_month first, date::year_month last) : span_(first, last) {
  changes_.reserve(span_.size());
  for (std::size_t age = span_.size(); age > 0; --age) changes_.emplace_back(age);
}

void cohort_ledger::fold(const revenue_history& customer, auto apply) {
  const auto in_span = [this](long long i) { return i >= 0 && i < static_cast<long long>(span_.size()); };
  if (customer.steps().empty()) return;
  const long long first = span_.index(customer.steps().front().month);
  if (!in_span(first)) return;
  auto& row = changes_[static_cast<std::size_t>(first)];
  customer.for_each_movement([&](const movement& m) {
    const long long i = span_.index(m.month);
    if (!in_span(i)) return;
    const int came = (m.after != money{} ? 1 : 0) - (m.before != money{} ? 1 : 0);
    apply(row[static_cast<std::size_t>(i - first)], account_revenue{.revenue = m.after - m.before, .accounts = came});
  });
}

void cohort_ledger::add(const revenue_history& customer) { fold(customer, put_in); }
void cohort_ledger::remove(const revenue_history& customer) { fold(customer, take_out); }

result<void> cohort_ledger::merge(const cohort_ledger& other) {
  if (!(span_ == other.span_)) return refuse(errc::inconsistent, "months");
  for (std::size_t i = 0; i < changes_.size(); ++i) add_up(changes_[i], other.changes_[i]);
  return {};
}

std::vector<cohort> cohort_ledger::cohorts() const {
  std::vector<cohort> all;
  all.reserve(span_.size());
  for (std::size_t i = 0; i < span_.size(); ++i) {
    auto& c = all.emplace_back(cohort{.month = span_[i], .ends = changes_[i]});
    for (std::size_t k = 1; k < c.ends.size(); ++k) c.ends[k] += c.ends[k - 1];
  }
  return all;
}

std::vector<monthly_movement> monthly_movements(std::span<const subscription_period> periods,
                                                date::year_month first_month, date::year_month last_month) {
  return filled(movement_ledger(first_month, last_month), periods).months();
}

std::vector<monthly_movement> movements_of_months(std::span<const customer_month> rows, date::year_month first_month,
                                                  date::year_month last_month) {
  return filled(movement_ledger(first_month, last_month), rows).months();
}

std::vector<customer_movement> customer_movements(std::span<const subscription_period> periods,
                                                  date::year_month first_month, date::year_month last_month) {
  std::vector<customer_movement> all;
  revenue_history customer;
  for_each_customer(periods, [&](std::span<const subscription_period> one) {
    customer.assign(one);
    customer.for_each_movement([&](const movement& m) {
      if (first_month <= m.month && m.month <= last_month) all.push_back({one.front().customer, m});
    });
  });
  return all;
}

ledger_coverage coverage_of(std::span<const subscription_period> periods) {
  return filled(movement_ledger(), periods).coverage();
}

retained_revenue retained_revenue_between(std::span<const subscription_period> periods, date::sys_days from,
                                          date::sys_days until) {
  retained_revenue all;
  for_each_customer(periods,
                    [&](std::span<const subscription_period> one) { all += retained_revenue_of(one, from, until); });
  return all;
}

customer_bridge retained_customers_between(std::span<const subscription_period> periods, date::sys_days from,
                                           date::sys_days until) {
  customer_bridge all;
  for_each_customer(periods,
                    [&](std::span<const subscription_period> one) { all += retained_customer_of(one, from, until); });
  return all;
}

std::vector<monthly_retention> trailing_retention(std::span<const subscription_period> periods,
                                                  date::year_month first_month, date::year_month last_month,
                                                  date::months over) {
  return filled(retention_ledger(first_month, last_month, over), periods).months();
}

std::vector<cohort> cohorts(std::span<const subscription_period> periods, date::year_month first_month,
                            date::year_month last_month) {
  return filled(cohort_ledger(first_month, last_month), periods).cohorts();
}

result<revenue_bridge> revenue_over(std::span<const monthly_movement> months) {
  return chained(months, &monthly_movement::revenue);
}
result<customer_bridge> customers_over(std::span<const monthly_movement> months) {
  return chained(months, &monthly_movement::customers);
}

result<growth_inputs> growth_inputs_of(std::span<const monthly_movement> window) {
  revenue_bridge sum;
  for (const auto& m : window) {
    const revenue_bridge& r = m.revenue;
    const auto c = detail::check(r, r.opening, r.new_business, r.expansion, r.contraction, r.churned, r.reactivated);
    if (!c.ok()) return c.refusal();
    sum += r;
  }
  const money gained = sum.new_business + sum.expansion + sum.reactivated;
  const money lost = sum.contraction + sum.churned;
  const auto churn = detail::check(sum, sum.opening)
                         .within(detail::named<money>{"new_business + expansion + reactivated", gained})
                         .ratio<money>({"contraction + churned", lost}, {"opening", sum.opening});
  if (!churn) return tl::unexpected<error>(churn.error());
  const auto months = static_cast<std::int64_t>(window.size());
  return growth_inputs{.new_per_month = money::ten_thousandths(
                           detail::rounded_quotient({gained.value()}, {months}, rounding::half_even)),
                       .monthly_churn = *churn};
}

}  // namespace kpi::inline v0_1

// ---- src/money.cpp

namespace kpi::inline v0_1 {
namespace {

/// Takes `token` off the front of `text` when it stands there.
bool take(std::string_view& text, std::string_view token) noexcept {
  if (!text.starts_with(token)) return false;
  text.remove_prefix(token.size());
  return true;
}

/// Exports separate groups with ordinary, no-break, narrow no-break and thin spaces.
constexpr std::string_view spaces[] = {" ", "\t", "\u00a0", "\u202f", "\u2009"};
constexpr std::string_view currency_signs[] = {"$", "\u20ac", "\u00a3", "\u00a5"};

template <std::size_t N>
std::string_view take_any(std::string_view& text, const std::string_view (&tokens)[N]) noexcept {
  for (const auto token : tokens)
    if (take(text, token)) return token;
  return {};
}

void skip_spaces(std::string_view& text) noexcept {
  while (!take_any(text, spaces).empty()) {
  }
}

/// Decimal digits as they are added up: exact, and telling when they no longer fit.
class decimal {
 public:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

  void add(char digit) noexcept {
    const int d = digit - '0';
    if (value_ > (INT64_MAX - d) / 10)
      overflowed_ = true;
    else
      value_ = 10 * value_ + d;
  }
  bool overflowed() const noexcept { return overflowed_; }
  std::int64_t value() const noexcept { return value_; }

 private:
  std::int64_t value_ = 0;
  bool overflowed_ = false;
};

/// The separator between groups of three digits at the front of a text that is not empty: the other mark, a space or an
/// apostrophe.
std::string_view group_separator(std::string_view text, char grouping) noexcept {
  if (text.front() == grouping || text.front() == '\'') return text.substr(0, 1);
  for (const auto space : spaces)
    if (text.starts_with(space)) return text.substr(0, space.size());
  return {};
}

/// Whether exactly three digits stand at the front.
bool starts_with_group(std::string_view text) noexcept {
  return text.size() >= 3 && decimal::is_digit(text[0]) && decimal::is_digit(text[1]) && decimal::is_digit(text[2]) &&
         (text.size() == 3 || !decimal::is_digit(text[3]));
}

}  // namespace

result<money> money::parse(std::string_view text, decimal_mark mark) noexcept {
  const auto refused = refuse(errc::invalid, "amount");
  const char point = mark == decimal_mark::point ? '.' : ',';
  const char grouping = mark == decimal_mark::point ? ',' : '.';

  skip_spaces(text);
  const bool bracketed = take(text, "(");
  bool signed_already = bracketed;
  bool negative = bracketed;
  bool has_currency = false;
  for (bool more = true; more;) {  // a sign and a currency sign, in either order
    skip_spaces(text);
    more = false;
    if (!signed_already && (text.starts_with('-') || text.starts_with('+') || text.starts_with("\u2212"))) {
      negative = !text.starts_with('+');
      text.remove_prefix(text.starts_with("\u2212") ? 3 : 1);
      signed_already = more = true;
    } else if (!has_currency && !take_any(text, currency_signs).empty()) {
      has_currency = more = true;
    }
  }

  decimal units;
  std::size_t whole_digits = 0;
  std::string_view separator;
  while (!text.empty()) {
    if (decimal::is_digit(text.front())) {
      units.add(text.front());
      text.remove_prefix(1);
      ++whole_digits;
      continue;
    }
    const auto next = group_separator(text, grouping);
    if (next.empty() || !starts_with_group(text.substr(next.size()))) break;
    if (separator.empty() ? whole_digits < 1 || whole_digits > 3 : next != separator) return refused;
    separator = next;
    for (int i = 0; i < 3; ++i) units.add(text[next.size() + static_cast<std::size_t>(i)]);
    text.remove_prefix(next.size() + 3);
  }

  int decimals = 0;
  if (text.starts_with(point)) {
    text.remove_prefix(1);
    for (; !text.empty() && decimal::is_digit(text.front()); text.remove_prefix(1)) {
      if (++decimals > 4) return refused;
      units.add(text.front());
    }
    if (decimals == 0) return refused;
  }
  if (whole_digits == 0 && decimals == 0) return refused;
  for (int i = decimals; i < 4; ++i) units.add('0');

  skip_spaces(text);
  if (!has_currency && !take_any(text, currency_signs).empty()) skip_spaces(text);
  if (bracketed && !take(text, ")")) return refused;
  skip_spaces(text);
  if (!text.empty()) return refused;
  if (units.overflowed() || units.value() > limit) return refuse(errc::overflow, "amount");
  return ten_thousandths(negative ? -units.value() : units.value());
}

result<ratio> ratio::parse(std::string_view text) noexcept {
  const auto refused = refuse(errc::invalid, "ratio");
  skip_spaces(text);
  const bool negative = take(text, "-");
  decimal numerator;
  std::size_t digits = 0;
  std::int64_t scale = 1;
  const auto read_digits = [&](decimal& into) {
    std::size_t n = 0;
    for (; !text.empty() && decimal::is_digit(text.front()); text.remove_prefix(1), ++n) into.add(text.front());
    return n;
  };
  digits += read_digits(numerator);
  if (take(text, ".")) {
    const std::size_t decimals = read_digits(numerator);
    if (decimals == 0) return refused;
    digits += decimals;
    if (decimals > 16) return refuse(errc::overflow, "ratio");
    for (std::size_t i = 0; i < decimals; ++i) scale *= 10;
  }
  if (digits == 0) return refused;
  skip_spaces(text);
  if (take(text, "%")) {
    scale *= 100;
  } else if (scale == 1 && take(text, "/")) {
    skip_spaces(text);
    decimal denominator;
    if (read_digits(denominator) == 0) return refused;
    if (denominator.overflowed()) return refuse(errc::overflow, "ratio");
    scale = denominator.value();
    if (scale == 0) return refused;
  }
  skip_spaces(text);
  if (!text.empty()) return refused;
  if (numerator.overflowed()) return refuse(errc::overflow, "ratio");
  const auto parsed = of(count(negative ? -numerator.value() : numerator.value()), count(scale));
  if (!parsed) return refuse(errc::overflow, "ratio");
  return parsed;
}

}  // namespace kpi::inline v0_1

// ---- src/parallel.cpp

namespace kpi::inline v0_1 {

std::size_t parts_for(std::size_t rows) noexcept {
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);  // 0 when it is not known
  return std::clamp<std::size_t>(rows / 50'000, 1, cores);
}

}  // namespace kpi::inline v0_1

// ---- src/period.cpp

namespace kpi::inline v0_1 {
namespace {

/// The whole periods of `months` months that touch the span.
std::vector<period> parts_of(const period& span, int months) {
  std::vector<period> parts;
  if (span.length() == date::days{0}) return parts;
  const auto first = detail::month_number(month_of(span.from()));
  const auto last = detail::month_number(month_of(span.until() - date::days{1}));
  for (long long m = first - first % months; m <= last; m += months)
    parts.push_back(*period::between(detail::first_of_month(m), detail::first_of_month(m + months)));
  return parts;
}

/// Reads exactly `text.size()` digits; -1 when one of them is not.
int digits(std::string_view text) noexcept {
  int n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    n = 10 * n + (c - '0');
  }
  return n;
}

}  // namespace

std::vector<period> months_of(const period& span) { return parts_of(span, 1); }
std::vector<period> quarters_of(const period& span) { return parts_of(span, 3); }
std::vector<period> years_of(const period& span) { return parts_of(span, 12); }

result<date::sys_days> parse_day(std::string_view text) noexcept {
  const auto refused = refuse(errc::invalid, "day");
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return refused;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 1 || month < 0 || day < 0) return refused;
  const date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                 date::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return refused;
  return date::sys_days{ymd};
}

result<period> parse_period(std::string_view text) noexcept {
  const auto refused = refuse(errc::invalid, "period");
  if (text.size() == 22 && text.substr(10, 2) == "..") {
    const auto from = parse_day(text.substr(0, 10)).value_or(date::sys_days::max());
    const auto last = parse_day(text.substr(12)).value_or(date::sys_days::min());
    if (last < from) return refused;
    return period::between(from, last + date::days{1});
  }
  if (text.size() < 4 || text.size() > 7) return refused;
  const int year = digits(text.substr(0, 4));
  const std::string_view rest = text.substr(4);
  period parsed;
  if (rest.empty())
    parsed = period::year(year);
  else if (rest.size() == 3 && rest[0] == '-' && rest[1] == 'Q')
    parsed = period::quarter(year, static_cast<unsigned>(digits(rest.substr(2))));
  else if (rest.size() == 3 && rest[0] == '-')
    parsed = period::month(year, static_cast<unsigned>(digits(rest.substr(1))));
  if (!parsed.ok()) return refused;
  return parsed;
}

}  // namespace kpi::inline v0_1

// ---- src/pipeline.cpp

namespace kpi::inline v0_1 {

namespace {

/// Compares amount × probability exactly; neither is negative.
std::strong_ordering compare_expected_value(const prospect& a, const prospect& b) noexcept {
  const std::int64_t left[]{a.amount.value(), a.probability.numerator(), b.probability.denominator()};
  const std::int64_t right[]{b.amount.value(), b.probability.numerator(), a.probability.denominator()};
  const std::uint64_t small_left = detail::small_product(left);
  const std::uint64_t small_right = detail::small_product(right);
  if (small_left != 0 && small_right != 0) return small_left <=> small_right;
  return detail::product(left) <=> detail::product(right);
}

}  // namespace

result<std::vector<std::size_t>> rank_by_expected_value(std::span<const prospect> prospects) {
  for (const auto& p : prospects) {
    const auto c = detail::check_prospect(p);
    if (!c.ok()) return c.refusal();
  }
  std::vector<std::size_t> ranked(prospects.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i] = i;
  std::sort(ranked.begin(), ranked.end(), [prospects](std::size_t a, std::size_t b) {
    const auto order = compare_expected_value(prospects[a], prospects[b]);
    return order == 0 ? a < b : order > 0;
  });
  return ranked;
}

}  // namespace kpi::inline v0_1

// ---- src/productivity.cpp

namespace kpi::inline v0_1 {

result<std::vector<tenure_band>> productivity_by_tenure(std::span<const rep_sales> reps, date::sys_days as_of,
                                                        std::span<const date::months> bounds) {
  if (as_of < detail::first_day || as_of >= detail::after_last_day) return refuse(errc::invalid, "as_of");
  std::vector<tenure_band> bands(1);
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const date::months bound = bounds[i];
    if (bound < date::months{0} || (i > 0 && bound <= bounds[i - 1])) return refuse(errc::invalid, "bounds");
    if (bound == date::months{0}) continue;
    bands.back().to = bound;
    bands.push_back({.from = bound});
  }
  for (const rep_sales& rep : reps) {
    const auto checked = detail::check(rep, rep.new_business, rep.upsell, rep.quota).where(rep.hired <= as_of, "hired");
    if (!checked.ok()) return checked.refusal();
    if (rep.hired < detail::first_day) return refuse(errc::invalid, "hired");
    const date::months tenure{detail::completed_months(rep.hired, as_of)};
    std::size_t i = bands.size() - 1;
    while (bands[i].from > tenure) --i;
    const money sales = rep.new_business + rep.upsell;
    bands[i].new_business += productivity{.revenue = rep.new_business, .sellers = 1};
    bands[i].upsell += productivity{.revenue = rep.upsell, .sellers = 1};
    bands[i].both += productivity{.revenue = sales, .sellers = 1};
    bands[i].quota += quota_result{.sales = sales, .quota = rep.quota};
  }
  return bands;
}

}  // namespace kpi::inline v0_1

// ---- src/subscription.cpp

namespace kpi::inline v0_1 {

revenue_history::revenue_history(std::span<const subscription_period> one_customer) { assign(one_customer); }

void revenue_history::clear() noexcept {
  steps_.clear();
  coverage_ = {};
}

/// Adds the changes up to steps. What is taken away in a month goes first, so that a sum leaves its range only when
/// that of a month's end does.
void revenue_history::settle() {
  std::sort(draft_.begin(), draft_.end(), [](const revenue_step& a, const revenue_step& b) {
    return a.month != b.month ? a.month < b.month : a.monthly < b.monthly;
  });
  money sum;
  for (auto c = draft_.begin(); c != draft_.end();) {
    const money before = sum;
    const auto month = c->month;
    for (; c != draft_.end() && c->month == month; ++c) sum += c->monthly;
    if (sum != before) steps_.push_back({month, sum});
  }
}

void revenue_history::assign(std::span<const subscription_period> one_customer) {
  clear();
  draft_.clear();
  for (const subscription_period& p : one_customer) {
    if (!validate(p)) {
      coverage_.refused += 1;
      continue;
    }
    // A month's last day is covered from the month of the start on, and no longer in the month of the end.
    const auto from = month_of(p.start);
    const auto until = p.end ? std::optional(month_of(*p.end)) : std::nullopt;
    if (until == from) {
      coverage_.between += 1;
      continue;
    }
    draft_.push_back({from, p.monthly});
    if (until) draft_.push_back({*until, -p.monthly});
  }
  settle();
  count_records(one_customer.size());
}

void revenue_history::assign_months(std::span<const customer_month> one_customer) {
  clear();
  const std::size_t at_most = 2 * one_customer.size() + 1;
  if (draft_.size() < at_most) draft_.resize(at_most);
  std::size_t steps = 0;
  money before;
  const auto pay = [&](date::year_month month, const money& monthly) {
    draft_[steps] = {month, monthly};  // without a branch, which would be mispredicted at each step
    steps += static_cast<std::size_t>(monthly != before);
    before = monthly;
  };
  long long next = 0;  // the month after the last row: without revenue unless the next row is of that month
  const auto stop = [&] {
    if (const auto month = detail::month_at(next); detail::in_calendar(month)) pay(month, {});
  };
  bool in_order = true;
  for (const customer_month& row : one_customer) {
    if (!validate(row)) {
      coverage_.refused += 1;
      continue;
    }
    const auto month = detail::month_number(row.month);
    if (month != next) {
      in_order = in_order && month > next;
      stop();
    }
    pay(row.month, row.monthly);
    next = month + 1;
  }
  stop();
  if (in_order)
    steps_.assign(draft_.begin(), draft_.begin() + static_cast<std::ptrdiff_t>(steps));
  else
    assign_unordered(one_customer);
  count_records(one_customer.size());
}

void revenue_history::assign_unordered(std::span<const customer_month> one_customer) {
  draft_.clear();
  for (const customer_month& row : one_customer) {
    if (!validate(row)) continue;
    draft_.push_back({row.month, row.monthly});
    const auto after = detail::month_at(detail::month_number(row.month) + 1);
    if (detail::in_calendar(after)) draft_.push_back({after, -row.monthly});
  }
  settle();
}

void revenue_history::count_records(std::size_t given) noexcept {
  coverage_.taken = count(given) - coverage_.refused;
  coverage_.customers = coverage_.taken > 0 ? 1 : 0;
  coverage_.never_seen = coverage_.taken > 0 && steps_.empty() ? 1 : 0;
}

money revenue_history::at_end_of(date::year_month month) const noexcept {
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), month,
                                      [](date::year_month m, const revenue_step& s) { return m < s.month; });
  return after == steps_.begin() ? money{} : std::prev(after)->monthly;
}

}  // namespace kpi::inline v0_1

#endif  // KPI_IMPLEMENTATION
