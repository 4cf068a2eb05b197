// SPDX-License-Identifier: MIT
#include "../../examples/support/sqlite.hpp"

#include "../../examples/support/csv.hpp"
#include "deals_of_file.hpp"

#include <kpi/format.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/tally.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace date::literals;
namespace sqlite = examples::sqlite;
using examples::sql_value;

const std::string deals_csv = EXAMPLE_DATA "/deals.csv";

constexpr const char* deal_view = R"sql(
  CREATE VIEW deal AS
  SELECT owner,
         CASE stage WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' WHEN 'No Decision' THEN 'no_decision'
                    WHEN 'Disqualified' THEN 'disqualified' ELSE 'open' END AS outcome,
         created_date AS opened, demo_date AS demo, contract_sent_date AS contract_sent,
         expected_close_date AS expected_close, closed_date AS closed, amount AS value, list_price AS list,
         one_time_amount AS one_time, CAST(term_months AS INTEGER) AS term
  FROM export
)sql";

sqlite::database with_deals() {
  sqlite::database db(":memory:");
  sqlite::import_csv(db, "export", deals_csv);
  db.execute(deal_view);
  sqlite::add_metrics(db);
  return db;
}

sqlite::database with_metrics() {
  sqlite::database db(":memory:");
  sqlite::add_metrics(db);
  return db;
}

/// What one metric says in its four ways.
struct answer {
  std::optional<double> value;
  std::optional<std::int64_t> part, whole;
  std::optional<std::string> reason;
  friend bool operator==(const answer&, const answer&) = default;
};

answer of(const kpi::result<kpi::ratio>& r) {
  if (!r) return {{}, {}, {}, kpi::to_text(r.error())};
  return {r->to_double(), r->numerator(), r->denominator(), {}};
}
template <class T>
answer of(const kpi::result<kpi::average<T>>& r) {
  if (!r) return {{}, {}, {}, kpi::to_text(r.error())};
  return {r->to_double(), r->total().value(), r->count().value(), {}};
}

struct metric {
  std::string name;
  bool is_ratio;
  answer (*in_process)(const kpi::deal_measures&);
};
const std::vector<metric> metrics{
    {"kpi_win_rate", true, [](const kpi::deal_measures& m) { return of(kpi::win_rate(m.opportunities)); }},
    {"kpi_decided_win_rate", true,
     [](const kpi::deal_measures& m) { return of(kpi::decided_win_rate(m.opportunities)); }},
    {"kpi_sales_cycle_length", false, [](const kpi::deal_measures& m) { return of(kpi::sales_cycle_length(m.cycle)); }},
    {"kpi_average_deal_size", false, [](const kpi::deal_measures& m) { return of(kpi::average_deal_size(m.sales)); }},
    {"kpi_discount_rate", true, [](const kpi::deal_measures& m) { return of(kpi::discount_rate(m.discounts)); }},
    {"kpi_acv_per_demo", false, [](const kpi::deal_measures& m) { return of(kpi::acv_per_demo(m.demos)); }},
    {"kpi_win_per_contract_sent", true,
     [](const kpi::deal_measures& m) { return of(kpi::win_per_contract_sent(m.contracts)); }},
    {"kpi_slippage_rate", true, [](const kpi::deal_measures& m) { return of(kpi::slippage_rate(m.due)); }},
};

std::string columns_of(const std::string& name) {
  for (const auto& f : sqlite::metric_functions())
    if (f.name == name) return f.columns;
  FAIL("there is no function " << name);
  return {};
}

template <class T>
std::optional<T> held(const sql_value& v) {
  if (std::holds_alternative<std::monostate>(v)) return {};
  REQUIRE(std::holds_alternative<T>(v));
  return std::get<T>(v);
}

answer answer_of(const sqlite::statement& s, std::size_t first) {
  const auto reason = held<std::string_view>(s[first + 3]);
  return {held<double>(s[first]), held<std::int64_t>(s[first + 1]), held<std::int64_t>(s[first + 2]),
          reason ? std::optional(std::string(*reason)) : std::nullopt};
}

/// `name(columns, period, as_of), name_numerator(…), …`, each of them `over` a window.
std::string all_ways(const metric& m, const std::string& period, const std::string& as_of,
                     const std::string& over = {}) {
  std::string text;
  for (const char* suffix :
       {"", m.is_ratio ? "_numerator" : "_total", m.is_ratio ? "_denominator" : "_count", "_reason"})
    text += fmt::format("{}{}{}({}, {}, {}){}", text.empty() ? "" : ", ", m.name, suffix, columns_of(m.name), period,
                        as_of, over);
  return text;
}

/// The one value of a query, or what SQLite said instead.
std::string said(const sqlite::database& db, const std::string& sql) {
  try {
    sqlite::statement s(db, sql);
    const bool one = s.step();
    std::string text = examples::to_text(s[0]);
    return one && !s.step() ? text : "not one row";
  } catch (const examples::unusable& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("the metrics of every owner are in SQL what they are in process, to the last digit", "[sqlite]") {
  const auto db = with_deals();
  const auto deals = kpi_test::deals_of_file(deals_csv);
  REQUIRE(deals.size() == 400);
  REQUIRE(sqlite::metric_functions().size() == metrics.size());

  std::size_t compared = 0, undefined = 0;
  for (const char* period : {"2023", "2024", "2024-Q2", "2023-02", "2024-03-15..2024-06-14", "2022"})
    for (const auto as_of : {2024_y / 12 / 31, 2024_y / 5 / 31, 2023_y / 1 / 1}) {
      const auto in_process = kpi::tally_by(deals, &kpi_test::owned_deal::owner, [&](const auto& row) {
        return kpi::deal_measures_of(row.deal, *kpi::parse_period(period), as_of);
      });
      for (const metric& m : metrics) {
        const std::string ways = all_ways(m, fmt::format("'{}'", period), fmt::format("'{}'", kpi::to_text(as_of)));
        sqlite::statement s(db, "SELECT owner, " + ways + " FROM deal GROUP BY owner ORDER BY owner");
        for (const auto& [owner, measures] : in_process) {
          REQUIRE(s.step());
          INFO(m.name << " of " << owner << ", " << period);
          CHECK(held<std::string_view>(s[0]) == owner);
          const answer expected = m.in_process(measures);
          CHECK(answer_of(s, 1) == expected);
          ++compared;
          if (!expected.value) ++undefined;
        }
        CHECK_FALSE(s.step());
      }
    }
  CHECK(compared == 6 * 3 * metrics.size() * 16);
  CHECK(undefined > 0);
  CHECK(undefined < compared);
}

TEST_CASE("a period may come from another table", "[sqlite]") {
  const auto db = with_deals();
  const auto deals = kpi_test::deals_of_file(deals_csv);
  const date::sys_days as_of = 2024_y / 9 / 30;
  const auto in_process = kpi::tally_by_period(deals, kpi::quarters_of(kpi::period::year(2024)), as_of,
                                               [](const auto& row) -> const kpi::deal& { return row.deal; });
  sqlite::statement s(
      db, "WITH q(quarter) AS (VALUES ('2024-Q1'), ('2024-Q2'), ('2024-Q3'), ('2024-Q4')) SELECT quarter, " +
              all_ways(metrics.front(), "quarter", "'2024-09-30'") +
              " FROM q CROSS JOIN deal GROUP BY quarter ORDER BY quarter");
  for (const auto& [quarter, m] : in_process) {
    REQUIRE(s.step());
    CHECK(held<std::string_view>(s[0]) == kpi::to_text(quarter));
    CHECK(answer_of(s, 1) == metrics.front().in_process(m));
  }
}

TEST_CASE("over a window, rows that leave are subtracted", "[sqlite]") {
  const auto db = with_deals();
  const auto deals = kpi_test::deals_of_file(deals_csv);
  const auto year = kpi::period::year(2024);
  const date::sys_days as_of = 2024_y / 12 / 31;
  for (const metric& m : metrics) {
    sqlite::statement s(db, "SELECT " + all_ways(m, "'2024'", "'2024-12-31'", " OVER last_ten") +
                                " FROM deal WINDOW last_ten AS (ROWS BETWEEN 9 PRECEDING AND CURRENT ROW)");
    for (std::size_t i = 0; i < deals.size(); ++i) {
      REQUIRE(s.step());
      kpi::deal_measures last_ten;
      for (std::size_t j = i < 9 ? 0 : i - 9; j <= i; ++j)
        last_ten += kpi::deal_measures_of(deals[j].deal, year, as_of);
      INFO(m.name << ", row " << i);
      CHECK(answer_of(s, 0) == m.in_process(last_ten));
    }
  }
}

TEST_CASE("of no rows there is no rate, and the reason says so", "[sqlite]") {
  const auto db = with_deals();
  CHECK(said(db, "SELECT kpi_win_rate(outcome, opened, closed, '2024', '2024-12-31') FROM deal WHERE 0") == "NULL");
  CHECK(said(db, "SELECT kpi_win_rate_reason(outcome, opened, closed, '2024', '2024-12-31') FROM deal WHERE 0") ==
        "'undefined (opened)'");
}

TEST_CASE("what is not a deal ends the query, and the error names the argument", "[sqlite]") {
  const auto db = with_metrics();
  const auto win_rate = [&](const std::string& arguments) {
    return said(db, "SELECT kpi_win_rate(" + arguments + ")");
  };
  CHECK(win_rate("'won', '2024-01-01', '2024-02-01', '2024', '2024-12-31'") == "1");
  CHECK(win_rate("'won', NULL, '2024-02-01', '2024', '2024-12-31'") == "NULL");
  CHECK(win_rate("'Closed Won', '2024-01-01', '2024-02-01', '2024', '2024-12-31'") ==
        "SQLite: outcome: 'Closed Won' is not open, won, lost, no_decision or disqualified.");
  CHECK(win_rate("NULL, '2024-01-01', '2024-02-01', '2024', '2024-12-31'") ==
        "SQLite: outcome: NULL is not open, won, lost, no_decision or disqualified.");
  CHECK(win_rate("'won', '2024-02-30', '2024-03-01', '2024', '2024-12-31'") ==
        "SQLite: opened: '2024-02-30' is not a day such as 2024-02-29.");
  CHECK(win_rate("'won', '', '2024-03-01', '2024', '2024-12-31'") ==
        "SQLite: opened: '' is not a day such as 2024-02-29.");
  CHECK(win_rate("'won', 1704067200, '2024-03-01', '2024', '2024-12-31'") ==
        "SQLite: opened: 1704067200 is not a day such as 2024-02-29.");
  CHECK(win_rate("'won', x'00', '2024-03-01', '2024', '2024-12-31'") ==
        "SQLite: opened: a blob is not a day such as 2024-02-29.");
  CHECK(win_rate("'won', '2024-01-01', '2024-02-01', '2024-Q5', '2024-12-31'") ==
        "SQLite: period: '2024-Q5' is not a period such as 2024, 2024-Q1 or 2024-02.");
  CHECK(win_rate("'won', '2024-01-01', '2024-02-01', '2024', NULL") ==
        "SQLite: as_of: NULL is not a day such as 2024-02-29.");
  CHECK(win_rate("'won', '2024-03-01', '2024-02-01', '2024', '2024-12-31'") ==
        "SQLite: a deal is invalid (closed); kpi_deal_error finds it.");
  CHECK(win_rate("'won', '2024-03-01', '2024'") == "SQLite: wrong number of arguments to function kpi_win_rate().");
}

TEST_CASE("the period and the day are those of the group, not of the row", "[sqlite]") {
  const auto db = with_metrics();
  CHECK(said(db,
             "SELECT kpi_win_rate('won', '2024-01-01', '2024-02-01', column1, '2024-12-31') "
             "FROM (VALUES ('2024-Q1'), ('2024-Q2'))") ==
        "SQLite: period, as_of: not the same for all rows of a group.");
  CHECK(said(db,
             "SELECT kpi_win_rate('won', '2024-01-01', '2024-02-01', '2024', column1) "
             "FROM (VALUES ('2024-12-31'), ('2024-12-30'))") ==
        "SQLite: period, as_of: not the same for all rows of a group.");
}

TEST_CASE("deals that contradict themselves can be found and left out", "[sqlite]") {
  auto db = with_metrics();
  db.execute(R"sql(
    CREATE TABLE d (id, outcome, opened, closed, value, one_time, term);
    INSERT INTO d VALUES (1, 'won', '2024-01-01', '2024-02-01', '100.00', '10.00', 12),
                         (2, 'won', '2024-03-01', '2024-02-01', '100.00', NULL, 12),
                         (3, 'lost', '2024-01-01', NULL, NULL, NULL, NULL),
                         (4, 'open', '2024-01-01', NULL, '10.00', '10.01', NULL),
                         (5, 'open', '2024-01-01', NULL, NULL, NULL, 0),
                         (6, 'open', '1.1.2024', NULL, NULL, NULL, NULL),
                         (7, 'open', NULL, NULL, -1, NULL, NULL);
  )sql");
  const std::string error = "kpi_deal_error(outcome, opened, NULL, NULL, NULL, closed, value, NULL, one_time, term)";
  sqlite::statement s(db, "SELECT " + error + " FROM d ORDER BY id");
  for (const char* expected : {"", "invalid (closed)", "invalid (closed)", "invalid (one_time)", "invalid (term)",
                               "opened: '1.1.2024' is not a day such as 2024-02-29", "invalid (value)"}) {
    REQUIRE(s.step());
    CHECK(held<std::string_view>(s[0]).value_or("") == expected);
  }
  CHECK(said(db, "SELECT kpi_win_rate_denominator(outcome, opened, closed, '2024', '2024-12-31') FROM d WHERE " +
                     error + " IS NULL") == "1");
}

TEST_CASE("amounts are exact however SQLite stores them", "[sqlite]") {
  const auto db = with_metrics();
  const auto total = [&](const std::string& values) {
    return said(db,
                "SELECT kpi_average_deal_size_total('won', '2024-01-01', '2024-02-01', column1, '2024', '2024-12-31') "
                "FROM (VALUES " +
                    values + ")");
  };
  CHECK(total("(380000), (380000.0), ('380000')") == "11400000000");  // 3 × 380,000 in 1/10,000
  CHECK(total("(0.1), (0.2), ('0.3')") == "6000");
  CHECK(total("(1140 / 100.0)") == "114000");
  CHECK(total("('8557.50'), (8557.5), (NULL)") == "171150000");
  CHECK(total("(0.1 + 0.2)") == "SQLite: value: 0.30000000000000004 is not an amount with at most four decimals.");
  CHECK(total("(0.00001)") == "SQLite: value: 1e-05 is not an amount with at most four decimals.");
  CHECK(total("(9e999)") == "SQLite: value: inf is not an amount with at most four decimals.");
  CHECK(total("(9223372036854775807)") ==
        "SQLite: value: 9223372036854775807 is not an amount with at most four decimals.");
  CHECK(total("('12 apples')") == "SQLite: value: '12 apples' is not an amount with at most four decimals.");
  CHECK(said(db,
             "SELECT kpi_average_deal_size_reason('won', '2024-01-01', '2024-02-01', column1, '2024', '2024-12-31') "
             "FROM (VALUES (230584300921369), (1))") == "'overflow (revenue)'");
}

TEST_CASE("the nearest double of an amount is that amount", "[sqlite]") {
  std::uint64_t random = 1;
  for (int i = 0; i < 100'000; ++i) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    // Of all magnitudes up to 200 billion, both signs.
    const auto n = static_cast<std::int64_t>(random >> (13 + i % 40)) * (i % 2 == 0 ? 1 : -1);
    if (n > 2'000'000'000'000'000 || n < -2'000'000'000'000'000) continue;
    const auto m = examples::exact_money(static_cast<double>(n) / 10'000);
    REQUIRE(m);
    REQUIRE(m->value() == n);
  }
  CHECK_FALSE(examples::exact_money(200'000'000'001.0));
  CHECK_FALSE(examples::exact_money(1.00005));
}

TEST_CASE("a query's deals are tallied in one pass, by owner and by period", "[sqlite]") {
  const auto db = with_deals();
  const auto deals = kpi_test::deals_of_file(deals_csv);
  const date::sys_days as_of = 2024_y / 12 / 31;
  const auto year = kpi::period::year(2024);

  sqlite::statement s(db, "SELECT * FROM deal");
  const auto by_owner = kpi::tally_by(
      sqlite::deals(s), [](const auto& row) { return std::string(row.text(0)); },
      [&](const auto& row) { return kpi::deal_measures_of(row.deal, year, as_of); });
  CHECK(by_owner == kpi::tally_by(deals, &kpi_test::owned_deal::owner,
                                  [&](const auto& row) { return kpi::deal_measures_of(row.deal, year, as_of); }));

  s.reset();
  const auto of_row = [](const auto& row) -> const kpi::deal& { return row.deal; };
  const auto months = kpi::months_of(*kpi::period::between(2023_y / 1 / 1, 2025_y / 1 / 1));
  CHECK(kpi::tally_by_period(sqlite::deals(s), months, as_of, of_row) ==
        kpi::tally_by_period(deals, months, as_of, of_row));
}

TEST_CASE("a row that cannot be read is named, and so is a column that is not there", "[sqlite]") {
  const auto db = with_metrics();
  const auto read = [&](std::string_view sql) -> std::string {
    try {
      sqlite::statement s(db, sql);
      std::size_t n = 0;
      for (const auto& row : sqlite::deals(s))
        if (row.deal.closed) ++n;
      return fmt::format("{} closed", n);
    } catch (const examples::unusable& e) {
      return e.what();
    }
  };
  CHECK(read("SELECT 'won' AS outcome, '2024-02-01' AS closed UNION ALL SELECT 'open', NULL") == "1 closed");
  CHECK(read("SELECT 'won' AS outcome, '2024-02-01' AS closed WHERE 0") == "0 closed");
  CHECK(read("SELECT 'won' AS outcome, '2024-02-01' AS closed UNION ALL SELECT 'open', 'soon'") ==
        "Row 2: closed: 'soon' is not a day such as 2024-02-29.");
  CHECK(read("SELECT 'won' AS outcome, NULL AS closed, 12.5 AS term") ==
        "Row 1: term: 12.5 is not a whole number of months.");
  CHECK(read("SELECT 'won' AS outcome") ==
        "There is no column named closed: a deal needs its outcome and its closing day.");
  CHECK(read("SELECT 'won' AS outcome, NULL AS closed, NULL AS closed") == "There are two columns named closed.");
  CHECK(read("SELECT * FROM nowhere") == "SQLite: no such table: nowhere.");
}
