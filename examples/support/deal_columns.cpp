// SPDX-License-Identifier: MIT
#include "deal_columns.hpp"

#include "csv.hpp"
#include "terminal.hpp"

#include <kpi/format.hpp>

#include <algorithm>
#include <cmath>

namespace examples {
namespace {

constexpr std::pair<std::string_view, kpi::deal_state> outcomes[] = {{"open", kpi::deal_state::open},
                                                                     {"won", kpi::deal_state::won},
                                                                     {"lost", kpi::deal_state::lost},
                                                                     {"no_decision", kpi::deal_state::no_decision},
                                                                     {"disqualified", kpi::deal_state::disqualified}};

bool is_null(const sql_value& v) noexcept { return std::holds_alternative<std::monostate>(v); }

kpi::result<kpi::money> money_of(const sql_value& v) noexcept {
  if (const auto* n = std::get_if<std::int64_t>(&v)) return kpi::money::of(*n);
  if (const auto* units = std::get_if<double>(&v)) return exact_money(*units);
  if (const auto* text = std::get_if<std::string_view>(&v)) return kpi::money::parse(*text);
  if (const auto* amount = std::get_if<kpi::money>(&v)) return *amount;
  return kpi::refuse(kpi::errc::invalid, "amount");
}

void put(std::optional<kpi::money>& member, const kpi::money& m) noexcept { member = m; }
void put(kpi::money& member, const kpi::money& m) noexcept { member = m; }

}  // namespace

kpi::result<kpi::money> exact_money(double units) noexcept {
  // Up to here rounding finds the amount again, whatever the product's last bits are.
  constexpr double limit = 200'000'000'000.0;
  if (!(std::abs(units) <= limit)) return kpi::refuse(kpi::errc::invalid, "amount");
  const double n = std::round(units * static_cast<double>(kpi::money::per_unit));
  if (n / static_cast<double>(kpi::money::per_unit) != units) return kpi::refuse(kpi::errc::invalid, "amount");
  return kpi::money::ten_thousandths(static_cast<std::int64_t>(n));
}

namespace column {

bool set_outcome(kpi::deal& d, const sql_value& v) noexcept {
  const auto* text = std::get_if<std::string_view>(&v);
  if (text == nullptr) return false;
  const auto at =
      std::find_if(std::begin(outcomes), std::end(outcomes), [&](const auto& o) { return o.first == *text; });
  if (at == std::end(outcomes)) return false;
  d.state = at->second;
  return true;
}

template <auto Member>
bool set_day(kpi::deal& d, const sql_value& v) noexcept {
  if (is_null(v)) return true;
  if (const auto* day = std::get_if<date::sys_days>(&v)) {
    d.*Member = *day;
    return true;
  }
  const auto* text = std::get_if<std::string_view>(&v);
  if (text == nullptr) return false;
  const auto day = kpi::parse_day(*text);
  if (!day) return false;
  d.*Member = *day;
  return true;
}

template <auto Member>
bool set_amount(kpi::deal& d, const sql_value& v) noexcept {
  if (is_null(v)) return true;
  const auto amount = money_of(v);
  if (!amount || amount->overflowed()) return false;
  put(d.*Member, *amount);
  return true;
}

bool set_term(kpi::deal& d, const sql_value& v) noexcept {
  if (is_null(v)) return true;
  const auto* n = std::get_if<std::int64_t>(&v);
  if (n == nullptr || *n < -12'000 || *n > 12'000) return false;
  d.term = date::months{static_cast<int>(*n)};
  return true;
}

template bool set_day<&kpi::deal::opened>(kpi::deal&, const sql_value&) noexcept;
template bool set_day<&kpi::deal::demo>(kpi::deal&, const sql_value&) noexcept;
template bool set_day<&kpi::deal::contract_sent>(kpi::deal&, const sql_value&) noexcept;
template bool set_day<&kpi::deal::expected_close>(kpi::deal&, const sql_value&) noexcept;
template bool set_day<&kpi::deal::closed>(kpi::deal&, const sql_value&) noexcept;
template bool set_amount<&kpi::deal::value>(kpi::deal&, const sql_value&) noexcept;
template bool set_amount<&kpi::deal::list>(kpi::deal&, const sql_value&) noexcept;
template bool set_amount<&kpi::deal::one_time>(kpi::deal&, const sql_value&) noexcept;

}  // namespace column

std::string to_text(const sql_value& v) {
  struct shown {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(std::int64_t n) const { return fmt::format("{}", n); }
    std::string operator()(double x) const { return fmt::format("{}", x); }
    std::string operator()(std::string_view text) const { return fmt::format("'{}'", printable(text, 40)); }
    std::string operator()(date::sys_days day) const { return kpi::to_text(day); }
    std::string operator()(const kpi::money& m) const {
      return m.overflowed() ? "more than 230 trillion" : kpi::to_text(m, 4);
    }
    std::string operator()(const other_value& other) const { return std::string(other.kind); }
  };
  return std::visit(shown{}, v);
}

std::string misfit(std::string_view name, const sql_value& v, std::string_view expects) {
  return fmt::format("{}: {} is not {}", name, to_text(v), expects);
}

deal_binding::deal_binding(std::span<const std::string_view> names) {
  for (const deal_column* c : column::all) {
    const auto at = std::find(names.begin(), names.end(), c->name);
    if (at == names.end()) {
      if (c == &column::outcome || c == &column::closed)
        throw unusable(
            fmt::format("There is no column named {}: a deal needs its outcome and its closing day.", c->name));
      continue;
    }
    if (std::find(at + 1, names.end(), c->name) != names.end())
      throw unusable(fmt::format("There are two columns named {}.", c->name));
    columns_.emplace_back(static_cast<std::size_t>(at - names.begin()), c);
  }
}

void deal_binding::fail(std::size_t row, const deal_column& c, const sql_value& v) {
  throw unusable(fmt::format("Row {}: {}.", kpi::count(row), misfit(c.name, v, c.expects)));
}

}  // namespace examples
