// SPDX-License-Identifier: MIT
// Metrics side by side: as an aligned table for a person, as JSON and CSV for a program.
#pragma once

#include <kpi/core/average.hpp>
#include <kpi/core/duration.hpp>
#include <kpi/core/ratio.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// What a metric said: a number and what it was made of, or the reason why there is none. Numbers are decimal, in full
/// precision; money is in units.
struct figure {
  std::string value;
  std::string part, whole;  ///< numerator and denominator, or total and count; empty when there are none
  std::string undefined;    ///< the reason, when there is no value
  std::string field;        ///< which field it is about
  std::string text;         ///< the value as a person reads it
  std::string part_text, whole_text;
  std::optional<double> rank;  ///< what to sort by

  [[nodiscard]] static figure of(const kpi::count& n);
  [[nodiscard]] static figure of(const kpi::money& m);
  [[nodiscard]] static figure of(const kpi::ratio& r);
  [[nodiscard]] static figure of(const kpi::average<kpi::money>& a);
  [[nodiscard]] static figure of(const kpi::average<kpi::days>& a);
  [[nodiscard]] static figure of(const kpi::error& e);
  /// A ratio of two amounts is the same type as one of two counts.
  [[nodiscard]] static figure of_money(const kpi::ratio& r);
  [[nodiscard]] static figure of_money(const kpi::result<kpi::ratio>& r) { return r ? of_money(*r) : of(r.error()); }
  [[nodiscard]] static figure of_median(double days, const kpi::count& cases);
  [[nodiscard]] static figure without(std::string_view reason);

  template <class T>
  [[nodiscard]] static figure of(const kpi::result<T>& result) {
    return result ? of(*result) : of(result.error());
  }
};

/// One metric, in every group.
struct report_column {
  std::string_view name{};                     ///< in JSON and CSV
  std::string_view heading{};                  ///< over a column, in two lines; else the name
  std::string_view part_name{}, whole_name{};  ///< in JSON and CSV; empty when it has none
  std::string_view basis{};                    ///< says of a single group what the number was made of
  std::string_view short_basis{};              ///< says it in a column
};

struct report_row {
  std::vector<std::string> keys;
  std::vector<figure> figures;  ///< one for each column
};

struct report {
  std::string name;  ///< in JSON
  std::string title;
  std::vector<std::string> key_names;  ///< none: the one row is of everything
  std::vector<report_column> columns;
  std::vector<report_row> rows;
  std::optional<report_row> total;
  std::size_t left_out = 0;  ///< rows beyond the ones asked for
};

/// Rows are groups; of everything, rows are metrics. At most 120 columns wide: what does not fit goes below.
[[nodiscard]] std::string to_table(const report& r);
/// `"groups": [{"key": …, "metrics": {…}}, …]`, without braces around it.
[[nodiscard]] std::string to_json(const report& r);
[[nodiscard]] std::string to_csv(const report& r);

[[nodiscard]] std::string json_string(std::string_view text);
/// Lines of at most 120 columns, broken between words.
[[nodiscard]] std::string wrapped(std::string_view text);

}  // namespace examples
