// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/version.hpp>

#include <tl/expected.hpp>

#include <string_view>

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
