// SPDX-License-Identifier: MIT
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
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>
#include <kpi/core/period.hpp>

#include <fmt/format.h>

#include <string>

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
