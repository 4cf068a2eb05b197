// SPDX-License-Identifier: MIT
#include "duckdb_peer.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <limits>

namespace bench {
namespace {

// From duckdb.h.
constexpr int tinyint = 2, smallint = 3, integer = 4, bigint = 5, sql_date = 13;

template <class T, class Row, class Field>
void put(duckdb_handle* chunk, idx_t column, const Row* rows, std::size_t n, Field field) {
  auto* data = static_cast<T*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
  for (std::size_t i = 0; i < n; ++i) data[i] = static_cast<T>(rows[i].*field);
}

/// A day that may be none.
void put_day(duckdb_handle* chunk, idx_t column, const deal_row* rows, std::size_t n, day deal_row::*field) {
  put<day>(chunk, column, rows, n, field);
  duckdb_handle* vector = duckdb_data_chunk_get_vector(chunk, column);
  duckdb_vector_ensure_validity_writable(vector);
  std::uint64_t* valid = duckdb_vector_get_validity(vector);
  for (std::size_t i = 0; i < n; ++i)
    if (rows[i].*field == none) valid[i / 64] &= ~(std::uint64_t{1} << (i % 64));
}

using table = std::vector<std::vector<double>>;

table rows_of(kpi_test::duckdb& database, const std::string& sql) {
  // Whatever SQL makes of the types: doubles hold all of these figures exactly.
  const bool query = sql.starts_with("SELECT") || sql.starts_with("WITH");
  const auto result = database.query(query ? "SELECT COLUMNS(*)::DOUBLE FROM (" + sql + ")" : sql);
  table all;
  while (duckdb_handle* chunk = result->next_chunk()) {
    const std::size_t begin = all.size();
    all.resize(begin + duckdb_data_chunk_get_size(chunk));
    for (idx_t column = 0; query && column < result->columns(); ++column) {
      const auto* data =
          static_cast<const double*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
      for (std::size_t i = begin; i < all.size(); ++i) all[i].push_back(data[i - begin]);
    }
    duckdb_destroy_data_chunk(&chunk);
  }
  return all;
}

std::vector<double> row_of(const answer& a) {
  std::vector<double> row{static_cast<double>(a.group)};
  for (const std::int64_t n :
       {a.opened, a.won, a.lost, a.sent, a.demos, a.due, a.on_time, a.acv, a.revenue, a.list, a.cycle})
    row.push_back(static_cast<double>(n));
  row.push_back(a.median_cycle);
  return row;
}

const std::string acv =
    "(amount - one_time) * 1200 // term + CASE WHEN 2 * ((amount - one_time) * 1200 % term) + "
    "(amount - one_time) * 1200 // term % 2 > term THEN 1 ELSE 0 END";

// What is counted, as FILTER and as CASE. Every deal is of the period, and nothing of it happens after the day.
const std::string by_filter =
    "count(*), count(*) FILTER (stage = 1), count(*) FILTER (stage = 2), count(sent), count(demo), "
    "count(*) FILTER (expected < DATE '2025-01-01'), count(*) FILTER (stage = 1 AND closed <= expected), "
    "coalesce(sum(" +
    acv +
    ") FILTER (stage = 1), 0), coalesce(sum(amount) FILTER (stage = 1), 0) * 100, "
    "coalesce(sum(list) FILTER (stage = 1), 0) * 100, coalesce(sum(closed - created) FILTER (stage = 1), 0), "
    "coalesce(median(closed - created) FILTER (stage = 1), -1)";
const std::string by_case =
    "count(*), sum((stage = 1)::INT), sum((stage = 2)::INT), count(sent), count(demo), "
    "sum((expected < DATE '2025-01-01')::INT), sum((stage = 1 AND closed <= expected)::INT), "
    "sum(CASE WHEN stage = 1 THEN " +
    acv +
    " ELSE 0 END), sum(CASE WHEN stage = 1 THEN amount ELSE 0 END) * 100, "
    "sum(CASE WHEN stage = 1 THEN list ELSE 0 END) * 100, "
    "sum(CASE WHEN stage = 1 THEN closed - created ELSE 0 END), "
    "coalesce(median(CASE WHEN stage = 1 THEN closed - created END), -1)";
/// The sums of the won from the won alone: what is not won adds nothing, but the median of it is no figure.
const std::string of_masked =
    "count(*), sum(won), sum(lost), count(sent), count(demo), sum(due), sum(on_time), sum(won * acv), "
    "sum(won * amount) * 100, sum(won * list) * 100, sum(won * coalesce(cycle, 0)), coalesce(median(won_cycle), -1)";
std::string masked(const std::string& key) {
  return "(SELECT " + key +
         "sent, demo, amount, list, (stage = 1)::INT AS won, (stage = 2)::INT AS lost, "
         "(expected < DATE '2025-01-01')::INT AS due, (stage = 1 AND closed <= expected)::INT AS on_time, " +
         acv +
         " AS acv, closed - created AS cycle, CASE WHEN stage = 1 THEN closed - created END AS won_cycle FROM deals)";
}

const std::string slot = "coalesce((year(closed) - 2022) * 4 + quarter(closed) - 1, 12)";

const std::string flows =
    "sum(CASE WHEN before = 0 AND NOT paid THEN mrr ELSE 0 END), sum(CASE WHEN before = 0 AND paid THEN mrr ELSE 0 "
    "END), "
    "sum(CASE WHEN before > 0 AND mrr > before THEN mrr - before ELSE 0 END), "
    "sum(CASE WHEN mrr > 0 AND mrr < before THEN before - mrr ELSE 0 END), "
    "sum(CASE WHEN mrr = 0 THEN before ELSE 0 END), "
    "sum((before = 0 AND NOT paid AND mrr > 0)::INT), sum((before = 0 AND paid AND mrr > 0)::INT), "
    "sum((mrr = 0 AND before > 0)::INT)";

}  // namespace

std::vector<std::pair<std::string_view, double>> scorecard_by_sql(const std::string& csv_file) {
  constexpr std::pair<std::string_view, std::string_view> figures[] = {
      {"opened.value", "count(created)"},
      {"won.value", "count(*) FILTER (won)"},
      {"lost.value", "count(*) FILTER (stage = 'Closed Lost')"},
      {"average_deal_size.total", "sum(amount) FILTER (won) / 100"},
      {"average_deal_size.count", "count(amount) FILTER (won)"},
      {"sales_cycle_length.total", "sum(closed - created)"},
      {"sales_cycle_length.count", "count(closed - created)"},
      {"median_sales_cycle.value", "median(closed - created)"},
      {"discount_rate.numerator", "sum(list - amount) FILTER (won) / 100"},
      {"discount_rate.denominator", "sum(list) FILTER (won AND amount IS NOT NULL) / 100"},
      {"win_per_contract_sent.numerator", "count(sent) FILTER (won)"},
      {"win_per_contract_sent.denominator", "count(sent)"},
      {"acv_per_demo.total", "sum(acv) FILTER (won) / 10000"},
      {"acv_per_demo.count", "count(demo)"},
      {"slippage_rate.numerator", "count(*) FILTER (due AND NOT (won AND closed <= expected))"},
      {"slippage_rate.denominator", "count(*) FILTER (due)"}};
  std::string sql = "SELECT ";
  for (const auto& [name, formula] : figures) sql += std::string(formula) + ", ";
  sql += "FROM (SELECT *, stage = 'Closed Won' AS won, expected < DATE '2024-12-31' AS due, " + acv +
         " AS acv FROM (SELECT stage, created_date AS created, demo_date AS demo, contract_sent_date AS sent, "
         "expected_close_date AS expected, closed_date AS closed, (amount * 100)::BIGINT AS amount, "
         "(one_time_amount * 100)::BIGINT AS one_time, (list_price * 100)::BIGINT AS list, term_months AS term "
         "FROM read_csv('" +
         csv_file +
         "', types = {'amount': 'DECIMAL(18,2)', 'one_time_amount': 'DECIMAL(18,2)', 'list_price': "
         "'DECIMAL(18,2)'})))";
  kpi_test::duckdb database;
  static_cast<void>(database.query("SET threads = 1"));
  const auto row = rows_of(database, sql).front();
  std::vector<std::pair<std::string_view, double>> all;
  for (std::size_t i = 0; i < row.size(); ++i) all.emplace_back(figures[i].first, row[i]);
  return all;
}

std::vector<std::string> duckdb_peer::total_forms() {
  return {"SELECT 0, " + by_filter + " FROM deals", "SELECT 0, " + by_case + " FROM deals",
          "SELECT 0, " + of_masked + " FROM " + masked("")};
}

std::vector<std::string> duckdb_peer::grouped_forms() {
  const std::string by_date = "GROUP BY owner, date_trunc('quarter', closed)";
  const std::string key = "owner * 13 + " + slot;
  std::vector<std::string> forms{
      "SELECT owner * 13 + coalesce((year(q) - 2022) * 4 + quarter(q) - 1, 12) AS g, * EXCLUDE (owner, q) FROM "
      "(SELECT owner, date_trunc('quarter', closed) AS q, " +
      by_filter + " FROM deals " + by_date + ") ORDER BY g"};
  for (const auto& figures : {by_filter, by_case}) {
    forms.push_back("SELECT (" + key + ")::INT AS g, " + figures + " FROM deals GROUP BY g ORDER BY g");
    forms.push_back("SELECT (owner * 13 + slot)::INT AS g, " + figures +
                    " FROM deals JOIN calendar ON day = coalesce(closed, DATE '1970-01-01') GROUP BY g ORDER BY g");
    forms.push_back("SELECT owner * 13 + slot AS g, * EXCLUDE (owner, slot) FROM (SELECT owner, (" + slot +
                    ")::UTINYINT AS slot, " + figures + " FROM deals GROUP BY owner, slot) ORDER BY g");
  }
  forms.push_back("SELECT g, " + of_masked + " FROM " + masked("(" + key + ")::INT AS g, ") + " GROUP BY g ORDER BY g");
  return forms;
}

std::vector<std::string> duckdb_peer::movement_forms() {
  const std::string head = "SELECT month, " + flows + " FROM ";
  const std::string tail = " GROUP BY month ORDER BY month";
  const std::string first = "(SELECT customer, min(month) AS first FROM ledger WHERE mrr > 0 GROUP BY customer)";
  return {head +
              "(SELECT month, mrr, coalesce(lag(mrr) OVER w, 0) AS before, coalesce(max(mrr) OVER (w ROWS BETWEEN "
              "UNBOUNDED PRECEDING AND 1 PRECEDING), 0) > 0 AS paid FROM ledger WINDOW w AS (PARTITION BY customer "
              "ORDER BY month))" +
              tail,
          head +
              "(SELECT a.month, a.mrr, coalesce(b.mrr, 0) AS before, coalesce(first < a.month, false) AS paid FROM "
              "ledger a LEFT JOIN ledger b ON a.customer = b.customer AND a.month = b.month + 1 LEFT JOIN " +
              first + " f ON a.customer = f.customer)" + tail,
          head +
              "(SELECT month, mrr, CASE WHEN month = 0 THEN 0 ELSE before END AS before, coalesce(first < month, "
              "false) AS paid FROM (SELECT * FROM ledger POSITIONAL JOIN (SELECT 0::BIGINT AS before UNION ALL SELECT "
              "mrr FROM ledger)) a LEFT JOIN " +
              first + " f ON a.customer = f.customer WHERE month IS NOT NULL)" + tail,
          "WITH l AS (SELECT customer, list(mrr ORDER BY month) AS m FROM ledger GROUP BY customer), c AS (SELECT "
          "unnest(range(24)) AS month, unnest(m) AS mrr, unnest([0::BIGINT] || m[:23]) AS before, "
          "unnest(list_transform(range(24), lambda i: list_sum(m[:i]) > 0)) AS paid FROM l) " +
              head + "(SELECT month, mrr, before, coalesce(paid, false) AS paid FROM c)" + tail};
}

duckdb_peer::duckdb_peer(const deal_rows& rows, const ledger_rows& subscriptions) {
  for (const char* sql :
       {"SET threads TO 1",
        "CREATE TABLE deals (owner INTEGER, created DATE, demo DATE, sent DATE, closed DATE, expected DATE, term "
        "SMALLINT, "
        "stage TINYINT, amount BIGINT, one_time BIGINT, list BIGINT)",
        "CREATE TABLE ledger (customer INTEGER, month INTEGER, mrr BIGINT)",
        "CREATE TABLE calendar AS SELECT day, ((year(day) - 2022) * 4 + quarter(day) - 1)::INTEGER AS slot FROM "
        "(SELECT "
        "unnest(generate_series(DATE '2022-01-01', DATE '2024-12-31', INTERVAL 1 DAY))::DATE AS day) UNION ALL SELECT "
        "DATE '1970-01-01', 12"})
    static_cast<void>(run(sql));
  database_.append(
      "deals", {integer, sql_date, sql_date, sql_date, sql_date, sql_date, smallint, tinyint, bigint, bigint, bigint},
      rows.size(), [&](duckdb_handle* chunk, std::size_t first, std::size_t n) {
        const deal_row* r = rows.data() + first;
        put<std::int32_t>(chunk, 0, r, n, &deal_row::owner);
        put<day>(chunk, 1, r, n, &deal_row::created);
        put_day(chunk, 2, r, n, &deal_row::demo);
        put_day(chunk, 3, r, n, &deal_row::sent);
        put_day(chunk, 4, r, n, &deal_row::closed);
        put<day>(chunk, 5, r, n, &deal_row::expected);
        put<std::int16_t>(chunk, 6, r, n, &deal_row::term);
        put<std::int8_t>(chunk, 7, r, n, &deal_row::stage);
        put<std::int64_t>(chunk, 8, r, n, &deal_row::amount);
        put<std::int64_t>(chunk, 9, r, n, &deal_row::one_time);
        put<std::int64_t>(chunk, 10, r, n, &deal_row::list);
      });
  database_.append("ledger", {integer, integer, bigint}, subscriptions.size(),
                   [&](duckdb_handle* chunk, std::size_t first, std::size_t n) {
                     const ledger_row* r = subscriptions.data() + first;
                     put<std::int32_t>(chunk, 0, r, n, &ledger_row::customer);
                     put<std::int32_t>(chunk, 1, r, n, &ledger_row::month);
                     put<std::int64_t>(chunk, 2, r, n, &ledger_row::cents);
                   });
}

duckdb_peer::table duckdb_peer::run(const std::string& sql) { return rows_of(database_, sql); }

bool duckdb_peer::verified(const char* what, const std::vector<std::string>& forms, const table& expected,
                           std::string& best) {
  bool equal = true;
  auto least = std::chrono::steady_clock::duration::max();
  for (const auto& sql : forms) {
    const auto begin = std::chrono::steady_clock::now();
    const bool same = run(sql) == expected;
    const auto taken = std::chrono::steady_clock::now() - begin;
    if (!same) std::fprintf(stderr, "%s: DuckDB gives another answer to %s\n", what, sql.c_str());
    equal = equal && same;
    if (taken >= least) continue;
    least = taken;
    best = sql;
  }
  return equal;
}

bool duckdb_peer::verified(const answers& total, const answers& grouped, const all_movements& movements) {
  const auto as_table = [](const answers& all) {
    table t;
    for (const answer& a : all) t.push_back(row_of(a));
    return t;
  };
  table by_month;
  for (std::size_t m = 0; m < movements.size(); ++m) {
    const auto& x = movements[m];
    std::vector<double> row;
    for (const std::int64_t n : {static_cast<std::int64_t>(m), x.new_business, x.reactivated, x.expansion,
                                 x.contraction, x.churned, x.acquired, x.came_back, x.lost})
      row.push_back(static_cast<double>(n));
    by_month.push_back(row);
  }
  const bool t = verified("total", total_forms(), as_table(total), best_total_);
  const bool g = verified("grouped", grouped_forms(), as_table(grouped), best_grouped_);
  const bool l = verified("ledger", movement_forms(), by_month, best_movements_);
  return t && g && l;
}

}  // namespace bench
