// SPDX-License-Identifier: MIT
// Texts from anywhere as amounts, ratios, days and periods: what is taken says what the text says, and prints so.
#include "fuzz.hpp"

#include "../examples/support/cells.hpp"

#include <kpi/core/currency.hpp>
#include <kpi/core/period.hpp>
#include <kpi/format.hpp>

#include <string>

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits of an amount that was taken say how much it is, whatever stands between them.
void amount(std::string_view text, kpi::decimal_mark mark) {
  const auto parsed = kpi::money::parse(text, mark);
  if (!parsed) {
    require(parsed.error().field == "amount");
    require(parsed.error().code == kpi::errc::invalid || parsed.error().code == kpi::errc::overflow);
    return;
  }
  std::uint64_t n = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == (mark == kpi::decimal_mark::point ? '.' : ',')) {
      require(decimals == -1);
      decimals = 0;
    }
    if (!is_digit(c)) continue;
    n = 10 * n + static_cast<std::uint64_t>(c - '0');
    if (decimals >= 0) ++decimals;
  }
  require(decimals <= 4);
  for (int i = std::max(decimals, 0); i < 4; ++i) n *= 10;
  const bool negative = text.find_first_of("-(") != text.npos || text.find("\u2212") != text.npos;
  const auto value = static_cast<std::int64_t>(n);
  require(parsed->value() == (negative ? -value : value));
  require(kpi::money::parse(kpi::to_text(*parsed, 4)) == *parsed);
}

void ratio(std::string_view text) {
  const auto parsed = kpi::ratio::parse(text);
  if (!parsed) {
    require(parsed.error().field == "ratio");
    return;
  }
  require(parsed->denominator() > 0);
  const auto again = kpi::ratio::parse(fmt::format("{}/{}", parsed->numerator(), parsed->denominator()));
  require(again && again->numerator() == parsed->numerator() && again->denominator() == parsed->denominator());
}

void day(std::string_view text) {
  if (const auto parsed = kpi::parse_day(text)) require(kpi::to_text(*parsed) == text);
}

void period(std::string_view text) {
  const auto parsed = kpi::parse_period(text);
  if (!parsed) return;
  require(parsed->ok() && parsed->from() < parsed->until());
  require(kpi::parse_period(kpi::to_text(*parsed)) == *parsed);
}

/// What a column makes of a cell, when the cell is all that it has learnt from.
void cell(std::string_view text) {
  for (const auto mark : {kpi::decimal_mark::point, kpi::decimal_mark::comma}) {
    examples::amount_column amounts(mark);
    amounts.learn(text);
    amounts.settle();
    const auto read = amounts.read(text);
    if (const auto parsed = kpi::money::parse(text, amounts.mark())) require(read && read->amount == *parsed);
    if (read) require(read->currency.empty() || kpi::currency::of(read->currency).has_value());
  }
  examples::day_column days;
  days.learn(text);
  const bool sure = days.settle({});
  const auto read = days.read(text);
  if (!sure) require(read.has_value());
  if (const auto parsed = kpi::parse_day(text)) require(sure && read == *parsed);
  if (read) {
    require(*read >= date::sys_days{date::year{1} / 1 / 1} && *read <= date::sys_days{date::year{9999} / 12 / 31});
    require(days.read(kpi::to_text(*read)) == *read || days.order() != examples::day_order::year_first);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  amount(text, kpi::decimal_mark::point);
  amount(text, kpi::decimal_mark::comma);
  ratio(text);
  day(text);
  period(text);
  cell(text);
  if (const auto c = kpi::currency::of(text)) require(c->code() == text);
  require(!kpi::parse_period(text) || !kpi::parse_day(text));
  return 0;
}
