// SPDX-License-Identifier: MIT
// Deals from the rows of a database: columns are named as the members of kpi::deal, and `outcome` says how it ended.
#pragma once

#include <kpi/records/deal.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace examples {

/// Bytes, and whatever else no column of a deal is made of.
struct other_value {
  std::string_view kind;
};
/// One cell as an engine hands it over; the first is NULL.
using sql_value =
    std::variant<std::monostate, std::int64_t, double, std::string_view, date::sys_days, kpi::money, other_value>;

/// A column that deals are made of, and how a cell of it gets into the deal.
struct deal_column {
  std::string_view name;
  std::string_view expects;                            ///< `a day such as 2024-02-29`
  bool (*set)(kpi::deal&, const sql_value&) noexcept;  ///< false when the cell is not what is expected
};

/// NULL is what has not happened or is not known; only the outcome cannot be. Amounts are in units of the currency.
namespace column {
bool set_outcome(kpi::deal& d, const sql_value& v) noexcept;
template <auto Member>
bool set_day(kpi::deal& d, const sql_value& v) noexcept;
template <auto Member>
bool set_amount(kpi::deal& d, const sql_value& v) noexcept;
bool set_term(kpi::deal& d, const sql_value& v) noexcept;

inline constexpr std::string_view a_day = "a day such as 2024-02-29";
inline constexpr std::string_view an_amount = "an amount with at most four decimals";

inline constexpr deal_column outcome{"outcome", "open, won, lost, no_decision or disqualified", set_outcome};
inline constexpr deal_column opened{"opened", a_day, set_day<&kpi::deal::opened>};
inline constexpr deal_column demo{"demo", a_day, set_day<&kpi::deal::demo>};
inline constexpr deal_column contract_sent{"contract_sent", a_day, set_day<&kpi::deal::contract_sent>};
inline constexpr deal_column expected_close{"expected_close", a_day, set_day<&kpi::deal::expected_close>};
inline constexpr deal_column closed{"closed", a_day, set_day<&kpi::deal::closed>};
inline constexpr deal_column value{"value", an_amount, set_amount<&kpi::deal::value>};
inline constexpr deal_column list{"list", an_amount, set_amount<&kpi::deal::list>};
inline constexpr deal_column one_time{"one_time", an_amount, set_amount<&kpi::deal::one_time>};
inline constexpr deal_column term{"term", "a whole number of months", set_term};

inline constexpr const deal_column* all[] = {&outcome, &opened, &demo, &contract_sent, &expected_close,
                                             &closed,  &value,  &list, &one_time,      &term};
}  // namespace column

/// The amount of which this is the nearest double: what a database that stores 8557.50 as a binary fraction means.
/// Errors: `invalid`, "amount" (there is none with at most four decimals, or more than one).
[[nodiscard]] kpi::result<kpi::money> exact_money(double units) noexcept;

/// The value as a message shows it.
[[nodiscard]] std::string to_text(const sql_value& v);

/// `opened: '31.3.2017' is not a day such as 2024-02-29`
[[nodiscard]] std::string misfit(std::string_view name, const sql_value& v, std::string_view expects);

/// Which columns of a table go into a deal, by their names. The others are the caller's.
class deal_binding {
 public:
  /// Throws `unusable` for a deal's column that is there twice, and for an outcome or a closing day that is not there.
  explicit deal_binding(std::span<const std::string_view> names);

  /// The deal of one row; `cell(i)` is its value in column i. Throws `unusable` with the row, the column and the
  /// reason for what cannot be read. A deal that contradicts itself is read, and refused and counted by attribution.
  template <class Cell>
  [[nodiscard]] kpi::deal read(std::size_t row, Cell cell) const {
    kpi::deal d;
    for (const auto& [i, c] : columns_)
      if (const sql_value v = cell(i); !c->set(d, v)) fail(row, *c, v);
    return d;
  }

 private:
  [[noreturn]] static void fail(std::size_t row, const deal_column& c, const sql_value& v);

  std::vector<std::pair<std::size_t, const deal_column*>> columns_;
};

}  // namespace examples
