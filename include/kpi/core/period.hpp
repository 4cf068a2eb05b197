// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/error.hpp>
#include <kpi/core/export.hpp>

#include <date/date.h>

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

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
