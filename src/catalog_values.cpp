// SPDX-License-Identifier: MIT
#include "catalog/values.hpp"

#include <iterator>

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
