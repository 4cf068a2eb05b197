// SPDX-License-Identifier: MIT
// What the catalogue's sources share: words in texts, values from text, and what was asked.
#pragma once

#include <kpi/catalog.hpp>

#include <algorithm>
#include <optional>

namespace kpi::inline v0_1::detail {

/// A metric with the values it was asked about, and what came of them.
struct answer {
  const kpi::metric* metric;
  std::vector<term> terms;
  result<figure> value;
};
[[nodiscard]] tl::expected<answer, evaluation_error> answer_to(std::string_view name, std::span<const field> fields);

/// `opened=100 won=47`
[[nodiscard]] std::vector<field> split(std::string_view text);

/// A value of the field's kind, or none.
[[nodiscard]] std::optional<field_value> value_of(const field_info& f, std::string_view text);
[[nodiscard]] std::optional<field_value> value_of(const field_info& f, const field_value& typed);

inline constexpr std::pair<std::string_view, billing_unit> billing_units[] = {{"day", billing_unit::day},
                                                                              {"week", billing_unit::week},
                                                                              {"month", billing_unit::month},
                                                                              {"quarter", billing_unit::quarter},
                                                                              {"year", billing_unit::year}};

[[nodiscard]] constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes what stands before the separator off the front, and the separator with it.
constexpr std::string_view take_until(std::string_view& text, char separator) noexcept {
  const auto part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

/// A part of a formula: the name of a field, or what stands between two names.
struct formula_piece {
  std::string_view text;
  bool is_name;
};
/// Takes the next piece off the front of a formula that is not empty.
constexpr formula_piece take_piece(std::string_view& formula) noexcept {
  const auto in_name = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; };
  const bool is_name = is_letter(formula.front());
  std::size_t n = 0;
  while (n < formula.size() && (is_name ? in_name(formula[n]) : !is_letter(formula[n]))) ++n;
  const auto text = formula.substr(0, n);
  formula.remove_prefix(n);
  return {text, is_name};
}

}  // namespace kpi::inline v0_1::detail
