// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/count.hpp>
#include <kpi/core/error.hpp>
#include <kpi/core/export.hpp>
#include <kpi/core/wide.hpp>

#include <string_view>

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
