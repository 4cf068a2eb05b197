// SPDX-License-Identifier: MIT
// SQLite: deals read from a query, and metrics as aggregate functions in SQL.
#pragma once

#include "deal_columns.hpp"

#include <sqlite3.h>

#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace examples::sqlite {

/// A connection. Whatever goes wrong with it or its statements is thrown as `unusable`, in SQLite's own words.
class database {
 public:
  explicit database(const std::string& path);

  /// One statement or several, without results.
  void execute(const std::string& sql);

  [[nodiscard]] sqlite3* get() const noexcept { return db_.get(); }

 private:
  struct close {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
  };
  std::unique_ptr<sqlite3, close> db_;
};

/// A prepared statement. Its parameters and result columns are numbered from 0.
class statement {
 public:
  statement(const database& db, std::string_view sql);

  void bind(std::size_t parameter, const sql_value& v);
  /// Makes the next row; false after the last. The values of a row last until then.
  bool step();
  /// To run it again from the start; what is bound stays bound.
  void reset() noexcept { sqlite3_reset(statement_.get()); }

  [[nodiscard]] std::size_t columns() const noexcept;
  [[nodiscard]] std::string_view name(std::size_t column) const;
  [[nodiscard]] sql_value operator[](std::size_t column) const;

 private:
  struct finalize {
    void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
  };
  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, finalize> statement_;
};

/// The deals of a query, for one pass: a range for `kpi::tally` and its like. Result columns are named as in
/// `deal_binding`; others, such as an owner, can be read beside them.
class deals {
 public:
  struct row {
    kpi::deal deal;
    const statement* cells;
    /// Text of a result column; empty for what is no text.
    [[nodiscard]] std::string_view text(std::size_t column) const;
  };

  class iterator {
   public:
    using value_type = row;
    using difference_type = std::ptrdiff_t;
    explicit iterator(deals& d) : deals_(&d) {}
    const row& operator*() const noexcept { return deals_->row_; }
    iterator& operator++() {
      deals_->read();
      return *this;
    }
    void operator++(int) { ++*this; }
    [[nodiscard]] bool operator==(std::default_sentinel_t) const noexcept { return deals_->at_end_; }

   private:
    deals* deals_;
  };

  /// Reads on from where the statement is.
  explicit deals(statement& s);

  [[nodiscard]] iterator begin() {
    read();
    return iterator(*this);
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  void read();

  statement& statement_;
  deal_binding binding_;
  row row_;
  std::size_t rows_ = 0;
  bool at_end_ = false;
};

/// Makes a table of a CSV file: every column TEXT, named by its heading, and NULL where a cell is blank.
void import_csv(database& db, std::string_view table, const std::string& path);

/// Adds the metrics to a connection, as aggregate functions that also work over a window:
///
///     SELECT owner, kpi_win_rate(outcome, opened, closed, '2024-Q3', '2024-12-31') FROM deals GROUP BY owner
///
/// The arguments before the last two are columns of a deal, in the order that `metric_functions` lists; the last two
/// are the period and the day as of which it is asked, and are the same for all rows of a group. Each metric is
/// several functions:
///
///     kpi_win_rate               the value, or NULL where there is none
///     kpi_win_rate_reason        why there is none, or NULL
///     kpi_win_rate_numerator     what a ratio was made of, as integers (money in 1/10,000) …
///     kpi_win_rate_denominator
///     kpi_sales_cycle_length_total, kpi_sales_cycle_length_count      … and an average
///
/// A cell that cannot be read, or a deal that contradicts itself, ends the query with an error.
/// `kpi_deal_error(outcome, opened, demo, contract_sent, expected_close, closed, value, list, one_time, term)` says
/// what is wrong with a deal, or is NULL, so that such rows can be found and left out.
void add_metrics(const database& db);

struct metric_function {
  std::string_view name;
  std::string columns;  ///< `outcome, opened, closed`
};
[[nodiscard]] const std::vector<metric_function>& metric_functions();

}  // namespace examples::sqlite
