// SPDX-License-Identifier: MIT
// To be run by throwaway_postgres.sh, which gives it a server of its own.
#include "../../examples/support/pushed_down.hpp"

#include "../../examples/support/csv.hpp"
#include "../../examples/support/deal_tally.hpp"
#include "deals_of_file.hpp"
#include "file.hpp"

#include <kpi/format.hpp>
#include <kpi/tally/by_period.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace date::literals;
namespace postgres = examples::postgres;

const std::string small_csv = EXAMPLE_DATA "/deals.csv";
const std::string sums_file = EXAMPLE_SQL "/deal_sums.sql";
const std::string cycles_file = EXAMPLE_SQL "/deal_cycles.sql";

void load(postgres::connection& db, const std::string& csv) {
  db.query("DROP TABLE IF EXISTS deals");
  db.query(R"sql(
    CREATE TABLE deals (deal_id text PRIMARY KEY, owner text NOT NULL, segment text, region text, product text,
                        stage text NOT NULL, created_date date, demo_date date, contract_sent_date date,
                        expected_close_date date, closed_date date, amount numeric(18, 4),
                        one_time_amount numeric(18, 4), list_price numeric(18, 4), term_months integer)
  )sql");
  db.copy("COPY deals FROM STDIN (FORMAT csv, HEADER)", kpi_test::text_of(csv));
}

/// The same from the deals themselves.
examples::sums_by_owner_and_quarter in_process(const std::vector<kpi_test::owned_deal>& deals, date::sys_days as_of) {
  std::map<std::string, std::vector<kpi::deal>> by_owner;
  for (const auto& d : deals) by_owner[d.owner].push_back(d.deal);
  const auto quarters = kpi::quarters_of(*kpi::period::between(2015_y / 1 / 1, 2030_y / 1 / 1));
  examples::sums_by_owner_and_quarter sums;
  for (const auto& [owner, of_owner] : by_owner) {
    kpi::coverage records;
    for (const auto& d : of_owner) {
      const auto c = kpi::coverage_of(d, kpi::period(), as_of);
      records += kpi::coverage{.taken = c.taken, .refused = c.refused, .not_opened = c.not_opened};
    }
    sums[{owner, {}}].measures.coverage = records;
    for (auto& [quarter, m] : kpi::tally_by_period(of_owner, quarters, as_of)) {
      m.coverage -= records;
      if (m != kpi::deal_measures{}) sums[{owner, quarter}].measures = m;
    }
    for (const auto& d : of_owner)
      for (const auto& quarter : quarters)
        if (const auto cycle = kpi::cycle_of(d, quarter, as_of); cycle.deals != 0)
          sums[{owner, quarter}].cycles.add(cycle.total);
  }
  return sums;
}

void check_equal(const examples::sums_by_owner_and_quarter& pushed,
                 const examples::sums_by_owner_and_quarter& expected) {
  CHECK(pushed.size() == expected.size());
  for (const auto& [key, sums] : expected) {
    INFO(key.first << ", " << (key.second ? kpi::to_text(*key.second) : "all records"));
    const auto at = pushed.find(key);
    REQUIRE(at != pushed.end());
    CHECK(at->second.measures == sums.measures);
    CHECK(at->second.cycles == sums.cycles);
  }
}

std::string refusal(postgres::connection& db, const std::string& sums) {
  try {
    static_cast<void>(examples::pushed_down(db, sums, {}, 2024_y / 12 / 31));
  } catch (const examples::unusable& e) {
    return e.what();
  }
  return "not refused";
}

/// What a program prints as CSV, by its first cell and then by heading.
std::map<std::string, std::map<std::string, std::string>> table(const kpi_test::scratch& folder,
                                                                const std::string& command) {
  folder.run(command + " > out.csv");
  const auto file = examples::read_csv_file(folder.path("out.csv"));
  std::map<std::string, std::map<std::string, std::string>> rows;
  for (const auto& row : file.rows)
    for (std::size_t i = 1; i < row.size(); ++i)
      rows[std::string(row[0])][std::string(file.headings[i])] = std::string(row[i]);
  return rows;
}

}  // namespace

TEST_CASE("sums made in PostgreSQL are those of the deals, field by field", "[postgres]") {
  postgres::connection db("");
  load(db, small_csv);
  const auto deals = kpi_test::deals_of_file(small_csv);
  for (const auto as_of : {2024_y / 12 / 31, 2024_y / 5 / 31, 2023_y / 3 / 1, 2022_y / 1 / 1}) {
    INFO("as of " << kpi::to_text(as_of));
    check_equal(examples::pushed_down(db, kpi_test::text_of(sums_file), kpi_test::text_of(cycles_file), as_of),
                in_process(deals, as_of));
  }
}

TEST_CASE("also of 20,000 deals", "[postgres]") {
  const kpi_test::scratch folder;
  folder.run("\"" GENERATE_DEALS "\" --rows 20000 --seed 3 > deals.csv");
  postgres::connection db("");
  load(db, folder.path("deals.csv"));
  const date::sys_days as_of = 2024_y / 9 / 30;
  check_equal(examples::pushed_down(db, kpi_test::text_of(sums_file), kpi_test::text_of(cycles_file), as_of),
              in_process(kpi_test::deals_of_file(folder.path("deals.csv")), as_of));
}

TEST_CASE("records that contradict themselves are refused there as here", "[postgres]") {
  postgres::connection db("");
  load(db, small_csv);
  db.query("DELETE FROM deals");
  // Each row breaks one rule, but for the last three, which look as if they did.
  db.query(R"sql(
    INSERT INTO deals (deal_id, owner, stage, created_date, closed_date, amount, one_time_amount, list_price, term_months)
    VALUES ('1', 'Ann', 'Closed Won', '2024-02-02', '2024-02-01', 100, 0, NULL, 12),
           ('2', 'Ann', 'Closed Lost', '2024-02-02', NULL, NULL, NULL, NULL, NULL),
           ('3', 'Ann', 'Qualified', '2024-02-02', '2024-02-01', NULL, NULL, NULL, NULL),
           ('4', 'Ann', 'Closed Won', '2024-02-02', '2024-03-01', -1, NULL, NULL, NULL),
           ('5', 'Ann', 'Closed Won', '2024-02-02', '2024-03-01', 100, -1, NULL, NULL),
           ('6', 'Ann', 'Closed Won', '2024-02-02', '2024-03-01', 100, 100.0001, NULL, NULL),
           ('7', 'Ann', 'Closed Won', '2024-02-02', '2024-03-01', 100, NULL, -1, NULL),
           ('8', 'Ann', 'Closed Won', '2024-02-02', '2024-03-01', 100, NULL, NULL, 0),
           ('9', 'Ann', 'Closed Won', '2024-02-02', '2024-03-01', 100, NULL, NULL, -12),
           ('10', 'Ann', 'Closed Won', NULL, '2024-03-01', 100, 100, NULL, 12),
           ('11', 'Ann', 'Closed Won', '2024-02-02', '2024-02-02', NULL, 100, 0, NULL),
           ('12', 'Ann', 'Qualified', NULL, '2024-02-02', NULL, NULL, NULL, NULL)
  )sql");
  const auto at = [](int n) { return std::optional<date::sys_days>(2024_y / n / (n == 2 ? 2 : 1)); };
  const std::vector<kpi_test::owned_deal> deals = [&] {
    using kpi::money;
    const auto won = kpi::deal_state::won;
    std::vector<kpi::deal> d{
        {.opened = at(2),
         .closed = *at(2) - date::days{1},
         .state = won,
         .value = money::of(100),
         .term = date::months{12}},
        {.opened = at(2), .state = kpi::deal_state::lost},
        {.opened = at(2), .closed = *at(2) - date::days{1}},
        {.opened = at(2), .closed = at(3), .state = won, .value = money::of(-1)},
        {.opened = at(2), .closed = at(3), .state = won, .value = money::of(100), .one_time = money::of(-1)},
        {.opened = at(2),
         .closed = at(3),
         .state = won,
         .value = money::of(100),
         .one_time = money::ten_thousandths(1'000'001)},
        {.opened = at(2), .closed = at(3), .state = won, .value = money::of(100), .list = money::of(-1)},
        {.opened = at(2), .closed = at(3), .state = won, .value = money::of(100), .term = date::months{0}},
        {.opened = at(2), .closed = at(3), .state = won, .value = money::of(100), .term = date::months{-12}},
        {.closed = at(3), .state = won, .value = money::of(100), .one_time = money::of(100), .term = date::months{12}},
        {.opened = at(2), .closed = at(2), .state = won, .list = money::of(0), .one_time = money::of(100)},
        {.closed = at(2)},
    };
    std::vector<kpi_test::owned_deal> owned;
    for (auto& one : d) owned.push_back({"Ann", one});
    return owned;
  }();
  const date::sys_days as_of = 2024_y / 12 / 31;
  const auto expected = in_process(deals, as_of);
  CHECK(expected.at({"Ann", {}}).measures.coverage == kpi::coverage{.taken = 3, .refused = 9, .not_opened = 1});
  check_equal(examples::pushed_down(db, kpi_test::text_of(sums_file), kpi_test::text_of(cycles_file), as_of), expected);
}

TEST_CASE("annual values are rounded half-even there, too", "[postgres]") {
  postgres::connection db("");
  load(db, small_csv);
  db.query("DELETE FROM deals");
  std::vector<kpi_test::owned_deal> deals;
  // Terms of 24 and 96 months make ties of odd ten-thousandths.
  for (const int term : {1, 7, 12, 24, 36, 96})
    for (int n = 0; n < 40; ++n) {
      kpi::deal d{.opened = 2024_y / 1 / 1,
                  .closed = 2024_y / 2 / 1,
                  .state = kpi::deal_state::won,
                  .value = kpi::money::ten_thousandths(1'000'000 + n),
                  .term = date::months{term}};
      deals.push_back({std::to_string(n % 2), d});
      db.query(
          "INSERT INTO deals (deal_id, owner, stage, created_date, closed_date, amount, term_months) VALUES "
          "($1, $2, 'Closed Won', '2024-01-01', '2024-02-01', $3::numeric / 10000, $4)",
          {fmt::format("{}/{}", term, n), std::to_string(n % 2), std::to_string(1'000'000 + n), std::to_string(term)});
    }
  const date::sys_days as_of = 2024_y / 12 / 31;
  check_equal(examples::pushed_down(db, kpi_test::text_of(sums_file), {}, as_of), [&] {
    auto sums = in_process(deals, as_of);
    for (auto& [key, group] : sums) group.cycles = {};
    return sums;
  }());
}

TEST_CASE("the program says what the scorecard says of the file", "[postgres]") {
  postgres::connection db("");
  load(db, small_csv);
  const kpi_test::scratch folder;
  for (const char* by : {"owner", "quarter"})
    for (const char* as_of : {"2024-12-31", "2024-06-30"}) {
      const auto pushed =
          table(folder, fmt::format("\"{}\" --sums \"{}\" --cycles \"{}\" --as-of {} --by {} --format csv 2>/dev/null",
                                    POSTGRES_SCORECARD, sums_file, cycles_file, as_of, by));
      const auto local = table(folder, fmt::format("\"{}\" \"{}\" --as-of {} --by {} --format csv 2>/dev/null",
                                                   SCORECARD, small_csv, as_of, by));
      REQUIRE(pushed.size() == local.size());
      CHECK(local.size() >= 6);
      for (const auto& [key, columns] : pushed)
        for (const auto& [heading, cell] : columns) {
          INFO(by << " " << key << ", " << heading);
          REQUIRE(local.contains(key));
          REQUIRE(local.at(key).contains(heading));
          CHECK(cell == local.at(key).at(heading));
        }
    }
}

TEST_CASE("a query that lacks a column, or has no numbers in it, is refused", "[postgres]") {
  postgres::connection db("");
  load(db, small_csv);
  const std::string sums = kpi_test::text_of(sums_file);
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string changed = sums;
    const auto at = changed.find(what);
    REQUIRE(at != std::string::npos);
    changed.replace(at, what.size(), instead);
    return refusal(db, changed);
  };
  CHECK(with(" AS sales_revenue", " AS revenue") == "The query has no column sales_revenue.");
  CHECK(with("count(contract) AS", "NULL AS") == "Row 1: contract_values_contracts is NULL, and not a whole number.");
  CHECK(with("count(contract) AS", "1.5 AS") ==
        "Row 1: contract_values_contracts is 1.5, and not a whole number of 64 bits.");
  CHECK(with("count(contract) AS", "99999999999999999999 AS") ==
        "Row 1: contract_values_contracts is 99999999999999999999, and not a whole number of 64 bits.");
  CHECK(with("CAST(date_trunc('quarter', day) AS date) AS quarter", "'Q1' AS quarter") ==
        "Row 1: quarter is Q1, and not a day.");
  CHECK(with("FROM deals", "FROM nowhere").starts_with("PostgreSQL: ERROR:  relation \"nowhere\" does not exist"));
}

TEST_CASE("a server that is not there is reported", "[postgres]") {
  CHECK_THROWS_AS(postgres::connection("host=/nowhere"), examples::unusable);
}
