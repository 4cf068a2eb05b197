// SPDX-License-Identifier: MIT
#include <kpi/core/period.hpp>

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
