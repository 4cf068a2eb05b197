// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/money.hpp>

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
