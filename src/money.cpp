// SPDX-License-Identifier: MIT
#include <kpi/core/money.hpp>
#include <kpi/core/ratio.hpp>

namespace kpi::inline v0_1 {
namespace {

/// Takes `token` off the front of `text` when it stands there.
bool take(std::string_view& text, std::string_view token) noexcept {
  if (!text.starts_with(token)) return false;
  text.remove_prefix(token.size());
  return true;
}

/// Exports separate groups with ordinary, no-break, narrow no-break and thin spaces.
constexpr std::string_view spaces[] = {" ", "\t", "\u00a0", "\u202f", "\u2009"};
constexpr std::string_view currency_signs[] = {"$", "\u20ac", "\u00a3", "\u00a5"};

template <std::size_t N>
std::string_view take_any(std::string_view& text, const std::string_view (&tokens)[N]) noexcept {
  for (const auto token : tokens)
    if (take(text, token)) return token;
  return {};
}

void skip_spaces(std::string_view& text) noexcept {
  while (!take_any(text, spaces).empty()) {
  }
}

/// Decimal digits as they are added up: exact, and telling when they no longer fit.
class decimal {
 public:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

  void add(char digit) noexcept {
    const int d = digit - '0';
    if (value_ > (INT64_MAX - d) / 10)
      overflowed_ = true;
    else
      value_ = 10 * value_ + d;
  }
  bool overflowed() const noexcept { return overflowed_; }
  std::int64_t value() const noexcept { return value_; }

 private:
  std::int64_t value_ = 0;
  bool overflowed_ = false;
};

/// The separator between groups of three digits at the front of a text that is not empty: the other mark, a space or an
/// apostrophe.
std::string_view group_separator(std::string_view text, char grouping) noexcept {
  if (text.front() == grouping || text.front() == '\'') return text.substr(0, 1);
  for (const auto space : spaces)
    if (text.starts_with(space)) return text.substr(0, space.size());
  return {};
}

/// Whether exactly three digits stand at the front.
bool starts_with_group(std::string_view text) noexcept {
  return text.size() >= 3 && decimal::is_digit(text[0]) && decimal::is_digit(text[1]) && decimal::is_digit(text[2]) &&
         (text.size() == 3 || !decimal::is_digit(text[3]));
}

}  // namespace

result<money> money::parse(std::string_view text, decimal_mark mark) noexcept {
  const auto refused = refuse(errc::invalid, "amount");
  const char point = mark == decimal_mark::point ? '.' : ',';
  const char grouping = mark == decimal_mark::point ? ',' : '.';

  skip_spaces(text);
  const bool bracketed = take(text, "(");
  bool signed_already = bracketed;
  bool negative = bracketed;
  bool has_currency = false;
  for (bool more = true; more;) {  // a sign and a currency sign, in either order
    skip_spaces(text);
    more = false;
    if (!signed_already && (text.starts_with('-') || text.starts_with('+') || text.starts_with("\u2212"))) {
      negative = !text.starts_with('+');
      text.remove_prefix(text.starts_with("\u2212") ? 3 : 1);
      signed_already = more = true;
    } else if (!has_currency && !take_any(text, currency_signs).empty()) {
      has_currency = more = true;
    }
  }

  decimal units;
  std::size_t whole_digits = 0;
  std::string_view separator;
  while (!text.empty()) {
    if (decimal::is_digit(text.front())) {
      units.add(text.front());
      text.remove_prefix(1);
      ++whole_digits;
      continue;
    }
    const auto next = group_separator(text, grouping);
    if (next.empty() || !starts_with_group(text.substr(next.size()))) break;
    if (separator.empty() ? whole_digits < 1 || whole_digits > 3 : next != separator) return refused;
    separator = next;
    for (int i = 0; i < 3; ++i) units.add(text[next.size() + static_cast<std::size_t>(i)]);
    text.remove_prefix(next.size() + 3);
  }

  int decimals = 0;
  if (text.starts_with(point)) {
    text.remove_prefix(1);
    for (; !text.empty() && decimal::is_digit(text.front()); text.remove_prefix(1)) {
      if (++decimals > 4) return refused;
      units.add(text.front());
    }
    if (decimals == 0) return refused;
  }
  if (whole_digits == 0 && decimals == 0) return refused;
  for (int i = decimals; i < 4; ++i) units.add('0');

  skip_spaces(text);
  if (!has_currency && !take_any(text, currency_signs).empty()) skip_spaces(text);
  if (bracketed && !take(text, ")")) return refused;
  skip_spaces(text);
  if (!text.empty()) return refused;
  if (units.overflowed() || units.value() > limit) return refuse(errc::overflow, "amount");
  return ten_thousandths(negative ? -units.value() : units.value());
}

result<ratio> ratio::parse(std::string_view text) noexcept {
  const auto refused = refuse(errc::invalid, "ratio");
  skip_spaces(text);
  const bool negative = take(text, "-");
  decimal numerator;
  std::size_t digits = 0;
  std::int64_t scale = 1;
  const auto read_digits = [&](decimal& into) {
    std::size_t n = 0;
    for (; !text.empty() && decimal::is_digit(text.front()); text.remove_prefix(1), ++n) into.add(text.front());
    return n;
  };
  digits += read_digits(numerator);
  if (take(text, ".")) {
    const std::size_t decimals = read_digits(numerator);
    if (decimals == 0) return refused;
    digits += decimals;
    if (decimals > 16) return refuse(errc::overflow, "ratio");
    for (std::size_t i = 0; i < decimals; ++i) scale *= 10;
  }
  if (digits == 0) return refused;
  skip_spaces(text);
  if (take(text, "%")) {
    scale *= 100;
  } else if (scale == 1 && take(text, "/")) {
    skip_spaces(text);
    decimal denominator;
    if (read_digits(denominator) == 0) return refused;
    if (denominator.overflowed()) return refuse(errc::overflow, "ratio");
    scale = denominator.value();
    if (scale == 0) return refused;
  }
  skip_spaces(text);
  if (!text.empty()) return refused;
  if (numerator.overflowed()) return refuse(errc::overflow, "ratio");
  const auto parsed = of(count(negative ? -numerator.value() : numerator.value()), count(scale));
  if (!parsed) return refuse(errc::overflow, "ratio");
  return parsed;
}

}  // namespace kpi::inline v0_1
