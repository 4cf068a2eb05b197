// SPDX-License-Identifier: MIT
#include "../../src/catalog/values.hpp"

#include "../support.hpp"

using namespace kpi::detail;

TEST_CASE("letters are those of the Latin alphabet, whatever the sign of a char", "[catalog][parse]") {
  for (const char c : {'a', 'm', 'z', 'A', 'Z'}) CHECK(is_letter(c));
  for (const char c : {'@', '[', '`', '{', '|', '0', ' ', '\xe4', '\xff', '\0'}) CHECK_FALSE(is_letter(c));
  CHECK(lower('A') == 'a');
  CHECK(lower('Z') == 'z');
  CHECK(lower('@') == '@');
  CHECK(lower('[') == '[');
}

TEST_CASE("spaces around a value are not of it", "[catalog][parse]") {
  CHECK(trimmed("  47 of 100 ") == "47 of 100");
  CHECK(trimmed("   ").empty());
  CHECK(trimmed("").empty());
}

TEST_CASE("a text is taken apart at its separators", "[catalog][parse]") {
  std::string_view text = "a,,b";
  CHECK(take_until(text, ',') == "a");
  CHECK(take_until(text, ',').empty());
  CHECK(take_until(text, ',') == "b");
  CHECK(text.empty());
}

TEST_CASE("a formula is names and what stands between them", "[catalog][parse]") {
  std::string_view formula = "(q1.won_2 + |lost|) / 4";
  const auto piece = [&](std::string_view expected, bool is_name) {
    const auto p = take_piece(formula);
    CHECK(p.text == expected);
    CHECK(p.is_name == is_name);
  };
  piece("(", false);
  piece("q1.won_2", true);
  piece(" + |", false);
  piece("lost", true);
  piece("|) / 4", false);
  CHECK(formula.empty());
}
