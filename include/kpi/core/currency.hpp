// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/ratio.hpp>

#include <date/date.h>

#include <compare>
#include <span>
#include <string_view>

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
