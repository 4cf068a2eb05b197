// SPDX-License-Identifier: MIT
// My deals are in SQLite: how do I ask for metrics in SQL, and how do I tally the table in my own program?
#include "support/csv.hpp"
#include "support/sqlite.hpp"

#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <cstdio>
#include <string>

namespace {

using namespace date::literals;
namespace sqlite = examples::sqlite;

// What the export calls its columns and stages, in the words of the library.
constexpr const char* deal_view = R"sql(
  CREATE VIEW deal AS
  SELECT owner,
         CASE stage WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost'
                    WHEN 'No Decision' THEN 'no_decision' WHEN 'Disqualified' THEN 'disqualified'
                    ELSE 'open' END AS outcome,
         created_date AS opened, demo_date AS demo, contract_sent_date AS contract_sent,
         expected_close_date AS expected_close, closed_date AS closed,
         amount AS value, list_price AS list, one_time_amount AS one_time, CAST(term_months AS INTEGER) AS term
  FROM export
)sql";

constexpr const char* by_owner = R"sql(
  --! [by owner]
  SELECT owner,
         kpi_win_rate(outcome, opened, closed, '2024', '2024-12-31') AS win_rate,
         kpi_win_rate_numerator(outcome, opened, closed, '2024', '2024-12-31') AS won,
         kpi_win_rate_denominator(outcome, opened, closed, '2024', '2024-12-31') AS opened,
         kpi_sales_cycle_length(outcome, opened, closed, '2024', '2024-12-31') AS cycle_days,
         kpi_average_deal_size(outcome, opened, closed, value, '2024', '2024-12-31') AS deal_size
  FROM deal GROUP BY owner ORDER BY win_rate DESC, owner LIMIT 5
  --! [by owner]
)sql";

// A deal may be opened in one quarter and won in the next: so each quarter is asked of all deals.
constexpr const char* by_quarter = R"sql(
  --! [by quarter]
  WITH quarters(quarter) AS (VALUES ('2024-Q1'), ('2024-Q2'), ('2024-Q3'), ('2024-Q4'), ('2025-Q1'))
  SELECT quarter,
         kpi_decided_win_rate(outcome, opened, closed, quarter, '2024-12-31') AS decided_win_rate,
         kpi_slippage_rate(outcome, opened, expected_close, closed, quarter, '2024-12-31') AS slippage_rate,
         kpi_decided_win_rate_reason(outcome, opened, closed, quarter, '2024-12-31') AS why_not
  FROM quarters CROSS JOIN deal GROUP BY quarter
  --! [by quarter]
)sql";

std::string text_of(const examples::sql_value& v) {
  if (const auto* text = std::get_if<std::string_view>(&v)) return std::string(*text);
  if (const auto* x = std::get_if<double>(&v)) return fmt::format("{:.4f}", *x);
  return to_text(v);
}

void print(const sqlite::database& db, const char* sql) {
  sqlite::statement s(db, sql);
  const std::size_t last = s.columns() - 1;
  for (std::size_t i = 0; i < last; ++i) fmt::print("{:<18}", s.name(i));
  fmt::print("{}\n", s.name(last));
  while (s.step()) {
    for (std::size_t i = 0; i < last; ++i) fmt::print("{:<18}", text_of(s[i]));
    fmt::print("{}\n", text_of(s[last]));
  }
  fmt::print("\n");
}

template <class Result>
std::string text(const Result& r) {
  return r ? fmt::format("{}", *r) : fmt::format("{}", r.error());
}

void run(const std::string& path) {
  sqlite::database db(":memory:");
  sqlite::import_csv(db, "export", path);
  db.execute(deal_view);

  sqlite::add_metrics(db);
  print(db, by_owner);
  print(db, by_quarter);

  const date::sys_days as_of = 2024_y / 12 / 31;
  sqlite::statement all(db, "SELECT * FROM deal");
  const auto of_row = [](const sqlite::deals::row& r) -> const kpi::deal& { return r.deal; };
  for (const auto& [quarter, m] :
       kpi::tally_by_period(sqlite::deals(all), kpi::quarters_of(kpi::period::year(2024)), as_of, of_row))
    fmt::print("{}: won {} of {} opened, cycle {}, average deal {}\n", quarter, m.opportunities.won,
               m.opportunities.opened, text(kpi::sales_cycle_length(m.cycle)), text(kpi::average_deal_size(m.sales)));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: {} DEALS.csv\n", argv[0]);
    return 2;
  }
  try {
    run(argv[1]);
    return 0;
  } catch (const examples::unusable& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 2;
  }
}
