// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include <kpi/core/period.hpp>

#include <date/tz.h>

#include <algorithm>
#include <cstdint>

namespace examples {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Bytes above ASCII belong to letters of other scripts.
constexpr bool in_name(char c) noexcept { return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

bool same_text(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == y; });
}

bool take(std::string_view& text, char c) noexcept {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes a number of at most `most` digits off the front; -1 when there is none.
int take_number(std::string_view& text, std::size_t most) noexcept {
  int n = 0;
  std::size_t i = 0;
  for (; i < text.size() && i < most && is_digit(text[i]); ++i) n = 10 * n + (text[i] - '0');
  text.remove_prefix(i);
  return i == 0 ? -1 : n;
}

/// A day as it is written, and the time of day behind it.
struct written_day {
  int numbers[3];
  bool year_first;
  bool has_time = false;
  std::chrono::minutes time{};  ///< since midnight of that day in UTC
};

/// `T10:31`, ` 10:31:07.123+02:00`, ` 10:31 PM`, `T08:31:00Z`.
bool take_time(std::string_view text, written_day& day) noexcept {
  if (!take(text, 'T') && !take(text, ' ')) return false;
  while (take(text, ' ')) {
  }
  int hour = take_number(text, 2);
  if (!take(text, ':')) return false;
  const int minute = take_number(text, 2);
  if (take(text, ':')) {
    const int second = take_number(text, 2);
    if (second < 0 || second > 60) return false;
    if (take(text, '.') && take_number(text, 9) < 0) return false;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  while (take(text, ' ')) {
  }
  if (text.size() >= 2 && lower(text[1]) == 'm' && (lower(text[0]) == 'a' || lower(text[0]) == 'p')) {
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + (lower(text[0]) == 'p' ? 12 : 0);
    text.remove_prefix(2);
  }
  day.has_time = true;
  day.time = std::chrono::minutes(60 * hour + minute);
  if (text.empty() || text == "Z" || text == "UTC" || text == "GMT") return true;
  const bool east = text.front() == '+';
  if (!take(text, '+') && !take(text, '-')) return false;
  const int offset_hours = take_number(text, 2);
  take(text, ':');
  const int offset_minutes = text.empty() ? 0 : take_number(text, 2);
  if (offset_hours < 0 || offset_hours > 15 || offset_minutes < 0 || offset_minutes > 59) return false;
  const std::chrono::minutes offset(60 * offset_hours + offset_minutes);
  day.time += east ? -offset : offset;
  return text.empty();
}

/// Three numbers with the same one of - / . between them, the year first or last and of four digits.
std::optional<written_day> split(std::string_view text) noexcept {
  written_day day{};
  const std::size_t size = text.size();
  day.numbers[0] = take_number(text, 4);
  day.year_first = size - text.size() == 4;
  const char separator = text.empty() ? '\0' : text.front();
  if (separator != '-' && separator != '/' && separator != '.') return {};
  if (!day.year_first && size - text.size() > 2) return {};
  text.remove_prefix(1);
  day.numbers[1] = take_number(text, 2);
  if (!take(text, separator)) return {};
  const std::size_t before_last = text.size();
  day.numbers[2] = take_number(text, day.year_first ? 2 : 4);
  if (!day.year_first && before_last - text.size() != 4) return {};
  if (std::any_of(day.numbers, day.numbers + 3, [](int n) { return n < 0; })) return {};
  if (!text.empty() && !take_time(text, day)) return {};
  return day;
}

std::optional<date::sys_days> day_of(const written_day& written, day_order order) noexcept {
  if (written.year_first != (order == day_order::year_first)) return {};
  const auto& n = written.numbers;
  const int year = written.year_first ? n[0] : n[2];
  const int month = order == day_order::month_first ? n[0] : n[1];
  const int day = order == day_order::year_first ? n[2] : order == day_order::day_first ? n[0] : n[1];
  const date::year_month_day ymd{date::year{year}, date::month{static_cast<unsigned>(month)},
                                 date::day{static_cast<unsigned>(day)}};
  if (year < 1 || !ymd.ok()) return {};
  return date::sys_days{ymd};
}

/// `2017-03-31`, by far the most frequent form.
std::optional<date::sys_days> plain_day(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-') return {};
  const auto day = kpi::parse_day(text);
  return day ? std::optional(*day) : std::nullopt;
}

/// `1054`, `1054.5`, by far the most frequent forms.
std::optional<kpi::money> plain_amount(std::string_view text) noexcept {
  if (text.size() > 14) return {};
  std::int64_t n = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (!is_digit(c)) return {};
    n = 10 * n + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  if (decimals == 0 || decimals > 4 || text.empty() || text.front() == '.') return {};
  for (int i = std::max(decimals, 0); i < 4; ++i) n *= 10;
  return kpi::money::ten_thousandths(n);
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes an ISO code off either end, or finds a sign.
std::string_view take_currency(std::string_view& text) noexcept {
  const auto is_code = [](std::string_view code) {
    return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  std::string_view code;
  if (is_code(text.substr(0, 3))) {
    code = text.substr(0, 3);
    text.remove_prefix(3);
  } else if (text.size() > 3 && is_code(text.substr(text.size() - 3))) {
    code = text.substr(text.size() - 3);
    text.remove_suffix(3);
  }
  text = trim(text);
  if (!code.empty()) return code;
  constexpr std::string_view signs[][2] = {{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}};
  for (const auto& [sign, means] : signs)
    if (text.find(sign) != std::string_view::npos) return means;
  return {};
}

}  // namespace

bool is_blank(std::string_view cell) noexcept {
  if (cell.empty()) return true;
  if (is_digit(cell.front()) || cell.size() > 6) return false;
  constexpr std::string_view words[] = {"null", "none", "n/a", "na", "nan", "nil", "-", "--", "\\n", "#n/a", "(null)"};
  return std::any_of(std::begin(words), std::end(words), [&](auto word) { return same_text(cell, word); });
}

std::string_view name_of(day_order order) noexcept {
  constexpr std::string_view names[] = {"year-month-day", "day-month-year", "month-day-year"};
  return names[static_cast<std::size_t>(order)];
}

bool same_name(std::string_view a, std::string_view b) noexcept {
  for (std::size_t i = 0, j = 0;; ++i, ++j) {
    while (i < a.size() && !in_name(a[i])) ++i;
    while (j < b.size() && !in_name(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (lower(a[i]) != lower(b[j])) return false;
  }
}

void day_column::learn(std::string_view cell) noexcept {
  const auto written = split(cell);
  if (written) has_times_ = has_times_ || written->has_time;
  for (const auto order : {day_order::year_first, day_order::day_first, day_order::month_first})
    if (!written || !day_of(*written, order)) ++misfits_[static_cast<std::size_t>(order)];
}

bool day_column::settle(std::optional<day_order> told) noexcept {
  const auto misfits = [&](day_order order) { return misfits_[static_cast<std::size_t>(order)]; };
  order_ = day_order::year_first;
  for (const auto order : {day_order::day_first, day_order::month_first})
    if (misfits(order) < misfits(order_)) order_ = order;
  if (order_ == day_order::year_first) return true;
  if (told && *told != day_order::year_first) {
    order_ = *told;
    return true;
  }
  return misfits(day_order::day_first) != misfits(day_order::month_first);
}

std::optional<date::sys_days> day_column::read(std::string_view cell) const {
  if (order_ == day_order::year_first)
    if (const auto day = plain_day(cell)) return day;
  const auto written = split(cell);
  if (!written) return {};
  const auto day = day_of(*written, order_);
  if (!day || !written->has_time || zone_ == nullptr) return day;
  const date::sys_seconds instant = *day + written->time;
  // Neighbouring rows have the same offset from UTC; looking it up each time would be slow.
  static thread_local const date::time_zone* zone = nullptr;
  static thread_local date::sys_info now;
  if (zone != zone_ || instant < now.begin || instant >= now.end) now = zone_->get_info(instant);
  zone = zone_;
  return date::floor<date::days>(instant + now.offset);
}

void amount_column::learn(std::string_view cell) noexcept {
  cell = trim(cell);
  take_currency(cell);
  for (const auto mark : {kpi::decimal_mark::point, kpi::decimal_mark::comma})
    if (!kpi::money::parse(cell, mark)) ++misfits_[static_cast<std::size_t>(mark)];
}

void amount_column::settle() noexcept {
  const auto other = mark_ == kpi::decimal_mark::point ? kpi::decimal_mark::comma : kpi::decimal_mark::point;
  if (misfits_[static_cast<std::size_t>(other)] < misfits_[static_cast<std::size_t>(mark_)]) mark_ = other;
}

kpi::result<written_amount> amount_column::read(std::string_view cell) const noexcept {
  if (mark_ == kpi::decimal_mark::point)
    if (const auto amount = plain_amount(cell)) return written_amount{*amount};
  cell = trim(cell);
  const auto currency = take_currency(cell);
  const auto amount = kpi::money::parse(cell, mark_);
  if (!amount) return tl::unexpected<kpi::error>(amount.error());
  return written_amount{*amount, currency};
}

}  // namespace examples
