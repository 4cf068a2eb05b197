// SPDX-License-Identifier: MIT
#include <kpi/format.hpp>

#include <algorithm>

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
