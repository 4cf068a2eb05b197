// SPDX-License-Identifier: MIT
#include "duckdb.hpp"

#include "../../examples/support/sums.hpp"
#include "deals_of_file.hpp"
#include "file.hpp"

#include <kpi/format.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/ledger.hpp>
#include <kpi/tally/tally.hpp>

#include <map>
#include <string>
#include <string_view>

namespace {

using namespace date::literals;
namespace arrow = examples::arrow;

const std::string small_csv = EXAMPLE_DATA "/deals.csv";
const date::sys_days as_of = 2024_y / 12 / 31;
const kpi::period year = kpi::period::year(2024);

/// The file as a view, with the names and words of the library.
std::string deal_view(const std::string& csv) {
  return fmt::format(R"sql(
    CREATE TABLE deals AS FROM read_csv('{}', types = {{'amount': 'DECIMAL(18,2)', 'one_time_amount': 'DECIMAL(18,2)',
      'list_price': 'DECIMAL(18,2)', 'term_months': 'INTEGER', 'created_date': 'DATE', 'demo_date': 'DATE',
      'contract_sent_date': 'DATE', 'expected_close_date': 'DATE', 'closed_date': 'DATE'}});
    CREATE VIEW deal AS
    SELECT owner,
           CASE stage WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' WHEN 'No Decision' THEN 'no_decision'
                      WHEN 'Disqualified' THEN 'disqualified' ELSE 'open' END AS outcome,
           created_date AS opened, demo_date AS demo, contract_sent_date AS contract_sent,
           expected_close_date AS expected_close, closed_date AS closed, amount AS value, list_price AS list,
           one_time_amount AS one_time, term_months AS term
    FROM deals
  )sql",
                     csv);
}

using by_owner = std::map<std::string, kpi::deal_measures, std::less<>>;

by_owner tally(kpi_test::duckdb& db, const std::string& sql, std::size_t* batches = nullptr) {
  by_owner sums;
  const auto rows = db.query(sql);
  const auto schema = rows->schema();
  while (const auto array = rows->next()) {
    const arrow::batch batch(schema.get(), array->get());
    const auto owner = [&owners = batch["owner"]](const auto& row) { return owners.text(row.number); };
    for (const auto& [name, m] : kpi::tally_by(
             arrow::deals(batch), owner, [](const auto& row) { return kpi::deal_measures_of(row.deal, year, as_of); }))
      sums[std::string(name)] += m;
    if (batches != nullptr) ++*batches;
  }
  return sums;
}

by_owner in_process(const std::string& csv) {
  by_owner sums;
  for (const auto& d : kpi_test::deals_of_file(csv)) sums[d.owner] += kpi::deal_measures_of(d.deal, year, as_of);
  return sums;
}

std::string refusal(kpi_test::duckdb& db, const std::string& sql) {
  try {
    tally(db, sql);
  } catch (const examples::unusable& e) {
    return e.what();
  }
  return "not refused";
}

}  // namespace

TEST_CASE("deals in DuckDB's batches are those of the file", "[duckdb]") {
  kpi_test::duckdb db;
  static_cast<void>(db.query(deal_view(small_csv)));
  CHECK(tally(db, "FROM deal") == in_process(small_csv));
}

TEST_CASE("text is read where DuckDB has it", "[duckdb]") {
  kpi_test::duckdb db;
  const auto rows = db.query("SELECT 'Ann' AS owner");
  const auto schema = rows->schema();
  const auto array = rows->next();
  REQUIRE(array);
  const arrow::batch batch(schema.get(), array->get());
  const std::string_view owner = batch["owner"].text(0);
  CHECK(owner == "Ann");
  CHECK(static_cast<const void*>(owner.data()) == array->get().children[0]->buffers[2]);
}

TEST_CASE("measures of many batches add up to those of all deals", "[duckdb]") {
  const kpi_test::scratch folder;
  folder.run("\"" GENERATE_DEALS "\" --rows 50000 --seed 7 > deals.csv");
  const std::string csv = folder.path("deals.csv");
  kpi_test::duckdb db;
  static_cast<void>(db.query(deal_view(csv)));
  std::size_t batches = 0;
  CHECK(tally(db, "FROM deal", &batches) == in_process(csv));
  CHECK(batches > 20);
}

TEST_CASE("other types of DuckDB that hold the same are read as well", "[duckdb]") {
  kpi_test::duckdb db;
  static_cast<void>(db.query(deal_view(small_csv)));
  const auto expected = in_process(small_csv);
  CHECK(tally(db,
              "SELECT * REPLACE (value::DOUBLE AS value, list::DECIMAL(38,4) AS list, term::UTINYINT AS term) "
              "FROM deal") == expected);
  CHECK(tally(db,
              "SELECT * REPLACE (opened::VARCHAR AS opened, value::VARCHAR AS value, term::BIGINT AS term) "
              "FROM deal") == expected);
  static_cast<void>(db.query("SET arrow_large_buffer_size = true"));
  CHECK(tally(db, "FROM deal") == expected);
}

TEST_CASE("no rows, and rows of nulls", "[duckdb]") {
  kpi_test::duckdb db;
  static_cast<void>(db.query(deal_view(small_csv)));
  CHECK(tally(db, "FROM deal WHERE owner = 'nobody'").empty());
  const auto nobody = tally(db,
                            "SELECT NULL::VARCHAR AS owner, 'open' AS outcome, NULL::DATE AS opened, "
                            "NULL::DATE AS closed, NULL::DECIMAL(18,2) AS value FROM range(3)");
  REQUIRE(nobody.size() == 1);
  CHECK(nobody.at("").coverage == kpi::coverage{.taken = 3, .not_opened = 3});
}

TEST_CASE("types that are not read are refused, with what to cast them to", "[duckdb]") {
  kpi_test::duckdb db;
  static_cast<void>(db.query(deal_view(small_csv)));
  CHECK(refusal(db,
                "SELECT * REPLACE (outcome::ENUM ('open', 'won', 'lost', 'no_decision', 'disqualified') AS outcome) "
                "FROM deal") == "Column outcome is dictionary-encoded, as an enum or a category is; cast it to utf8.");
  CHECK(refusal(db, "SELECT * REPLACE (closed::TIMESTAMPTZ AS closed) FROM deal") ==
        "Column closed is a timestamp; cast it to a date in the zone of the report.");
  CHECK(refusal(db, "SELECT * REPLACE (value::FLOAT AS value) FROM deal") ==
        "Column value is a float of 32 bits, which holds no exact amounts; cast it to decimal.");
  CHECK(refusal(db, "SELECT * REPLACE (value::DECIMAL(18,6) AS value) FROM deal") ==
        "Column value is a decimal of the kind d:18,6,128; cast it to decimal128 with at most four decimals.");
  CHECK(refusal(db, "SELECT * REPLACE ([term] AS term) FROM deal") == "Column term is nested.");
  CHECK(refusal(db, "SELECT * EXCLUDE (outcome) FROM deal") ==
        "There is no column named outcome: a deal needs its outcome and its closing day.");
  CHECK(refusal(db, "SELECT * FROM nowhere").starts_with("DuckDB: Catalog Error"));
  static_cast<void>(db.query("SET produce_arrow_string_view = true; SET arrow_output_version = '1.4'"));
  CHECK(refusal(db, "FROM deal") == "Column owner is a string view; cast it to utf8.");
}

namespace {

void check_sums(const std::string& csv, std::initializer_list<date::sys_days> as_of_days) {
  const auto deals = kpi_test::deals_of_file(csv);
  kpi_test::duckdb db;
  static_cast<void>(db.query(deal_view(csv)));
  for (const auto day : as_of_days) {
    std::string sql = kpi_test::text_of(EXAMPLE_SQL "/deal_sums.sql");
    const std::size_t at = sql.find("CAST($1");
    REQUIRE(at != std::string::npos);
    sql.replace(at, 7, "CAST('" + kpi::to_text(day) + "'");
    const auto rows =
        db.query("SELECT owner, quarter, CAST(COLUMNS(* EXCLUDE (owner, quarter)) AS BIGINT) FROM (" + sql + ")");
    const auto schema = rows->schema();
    std::map<kpi::period, kpi::deal_measures> by_quarter;
    kpi::coverage records;
    while (const auto array = rows->next()) {
      const arrow::batch batch(schema.get(), array->get());
      for (std::size_t row = 0; row < batch.rows(); ++row) {
        kpi::deal_measures m;
        examples::read_sums(m, [&](const std::string& name) { return std::get<std::int64_t>(batch[name][row]); });
        const auto quarter = batch["quarter"][row];
        if (const auto* first = std::get_if<date::sys_days>(&quarter))
          by_quarter[kpi::quarters_of(*kpi::period::between(*first, *first + date::days{1})).front()] += m;
        else
          records += m.coverage;
      }
    }
    const auto spine = kpi::quarters_of(*kpi::period::between(2020_y / 1 / 1, 2027_y / 1 / 1));
    for (auto [quarter, m] :
         kpi::tally_by_period(deals, spine, day, [](const auto& row) -> const kpi::deal& { return row.deal; })) {
      INFO(kpi::to_text(quarter) << " as of " << kpi::to_text(day));
      const auto at_quarter = by_quarter.find(quarter);
      kpi::deal_measures here = at_quarter == by_quarter.end() ? kpi::deal_measures{} : at_quarter->second;
      here.coverage += records;
      CHECK(here == m);
    }
  }
}

}  // namespace

TEST_CASE("the SQL that PostgreSQL runs gives the same sums here", "[duckdb]") {
  check_sums(small_csv, {as_of, date::sys_days{2024_y / 5 / 31}, date::sys_days{2022_y / 1 / 1}});
}

TEST_CASE("the sums of a hundred thousand deals are the same", "[duckdb]") {
  const kpi_test::scratch folder;
  folder.run("\"" GENERATE_DEALS "\" --rows 100000 --seed 11 > deals.csv");
  check_sums(folder.path("deals.csv"), {as_of});
}

TEST_CASE("the ledger of a hundred thousand periods is what SQL makes of them", "[duckdb]") {
  kpi_test::duckdb db;
  static_cast<void>(db.query(R"sql(
    CREATE TABLE period AS
    SELECT (hash(i) % 25000)::BIGINT AS customer,
           DATE '2022-01-01' + (hash(i + 1000000) % 720)::INTEGER AS first,
           CASE WHEN hash(i + 2000000) % 5 <> 0
                THEN DATE '2022-01-01' + (hash(i + 1000000) % 720)::INTEGER + (1 + hash(i + 3000000) % 400)::INTEGER
           END AS until,
           (hash(i + 4000000) % 10000000)::BIGINT AS monthly
    FROM range(100000) t(i)
  )sql"));
  std::vector<kpi::subscription_period> periods;
  const auto listed = db.query("FROM period");
  const auto schema = listed->schema();
  while (const auto array = listed->next()) {
    const arrow::batch batch(schema.get(), array->get());
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      auto& p = periods.emplace_back();
      p.customer = static_cast<std::uint64_t>(std::get<std::int64_t>(batch["customer"][row]));
      p.start = std::get<date::sys_days>(batch["first"][row]);
      const auto until = batch["until"][row];
      if (const auto* end = std::get_if<date::sys_days>(&until)) p.end = *end;
      p.monthly = kpi::money::ten_thousandths(std::get<std::int64_t>(batch["monthly"][row]));
    }
  }
  REQUIRE(periods.size() == 100'000);

  const auto by_sql = db.query(R"sql(
    WITH month AS (
      SELECT unnest(generate_series(DATE '2022-01-01', DATE '2023-12-01', INTERVAL 1 MONTH))::DATE AS first_day
    ),
    paid AS (
      SELECT c.customer, m.first_day AS month, coalesce(sum(p.monthly), 0)::BIGINT AS now
      FROM (SELECT DISTINCT customer FROM period) c CROSS JOIN month m
      LEFT JOIN period p ON p.customer = c.customer AND p.first <= last_day(m.first_day)
                            AND (p.until IS NULL OR p.until > last_day(m.first_day))
      GROUP BY c.customer, m.first_day
    ),
    change AS (
      SELECT month, now, lag(now, 1, 0) OVER (PARTITION BY customer ORDER BY month) AS before,
             coalesce(max(now) OVER (PARTITION BY customer ORDER BY month
                                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS most
      FROM paid
    )
    SELECT month,
           sum(before)::BIGINT AS opening,
           sum(CASE WHEN before = 0 AND most = 0 THEN now ELSE 0 END)::BIGINT AS new_business,
           sum(CASE WHEN before > 0 AND now > before THEN now - before ELSE 0 END)::BIGINT AS expansion,
           sum(CASE WHEN now > 0 AND now < before THEN before - now ELSE 0 END)::BIGINT AS contraction,
           sum(CASE WHEN now = 0 THEN before ELSE 0 END)::BIGINT AS churned,
           sum(CASE WHEN before = 0 AND most > 0 THEN now ELSE 0 END)::BIGINT AS reactivated,
           count(CASE WHEN before > 0 AND now = 0 THEN 1 END)::BIGINT AS lost
    FROM change WHERE month >= DATE '2022-07-01' GROUP BY month ORDER BY month
  )sql");
  auto expected = kpi::monthly_movements(periods, 2022_y / 7, 2023_y / 12);
  std::size_t month = 0;
  const auto columns = by_sql->schema();
  while (const auto array = by_sql->next()) {
    const arrow::batch batch(columns.get(), array->get());
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      REQUIRE(month < expected.size());
      const auto& m = expected[month++];
      kpi::revenue_bridge sums;
      kpi::revenue_bridge::fields(
          [&](std::string_view name, auto& field) {
            field = kpi::money::ten_thousandths(std::get<std::int64_t>(batch[std::string(name)][row]));
          },
          sums);
      CHECK(m.month == kpi::month_of(std::get<date::sys_days>(batch["month"][row])));
      CHECK(m.revenue == sums);
      CHECK(m.customers.lost == std::get<std::int64_t>(batch["lost"][row]));
    }
  }
  CHECK(month == expected.size());
}
