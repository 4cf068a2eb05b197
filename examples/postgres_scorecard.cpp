// SPDX-License-Identifier: MIT
// My deals are in PostgreSQL, too many to fetch: how do I have them summed there, and get the metrics here?
#include "support/csv.hpp"
#include "support/pushed_down.hpp"
#include "support/report.hpp"
#include "support/terminal.hpp"

#include <kpi/format.hpp>

#include <CLI/CLI.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace examples;

figure of_money(const kpi::result<kpi::ratio>& r) { return r ? figure::of_money(*r) : figure::of(r.error()); }

figure median(const kpi::distribution<kpi::days>& cycles) {
  const auto days = kpi::median_sales_cycle(cycles);
  return days ? figure::of_median(*days, cycles.count()) : figure::of(days.error());
}

struct metric {
  report_column column;
  figure (*of)(const deal_sums&);
};

const metric metrics[] = {
    {{.name = "opened"}, [](const deal_sums& s) { return figure::of(s.measures.opportunities.opened); }},
    {{.name = "won"}, [](const deal_sums& s) { return figure::of(s.measures.opportunities.won); }},
    {{.name = "lost"}, [](const deal_sums& s) { return figure::of(s.measures.opportunities.lost); }},
    {{.name = "win_rate", .heading = "win\nrate", .part_name = "numerator", .whole_name = "denominator"},
     [](const deal_sums& s) { return figure::of(kpi::win_rate(s.measures.opportunities)); }},
    {{.name = "decided_win_rate",
      .heading = "decided\nwin rate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .short_basis = " ({}/{})"},
     [](const deal_sums& s) { return figure::of(kpi::decided_win_rate(s.measures.opportunities)); }},
    {{.name = "average_deal_size", .heading = "average\ndeal size", .part_name = "total", .whole_name = "count"},
     [](const deal_sums& s) { return figure::of(kpi::average_deal_size(s.measures.sales)); }},
    {{.name = "sales_cycle_length", .heading = "sales\ncycle", .part_name = "total", .whole_name = "count"},
     [](const deal_sums& s) { return figure::of(kpi::sales_cycle_length(s.measures.cycle)); }},
    {{.name = "median_sales_cycle", .heading = "median\ncycle", .whole_name = "count"},
     [](const deal_sums& s) { return median(s.cycles); }},
    {{.name = "discount_rate",
      .heading = "discount\nrate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .short_basis = " of {1}"},
     [](const deal_sums& s) { return of_money(kpi::discount_rate(s.measures.discounts)); }},
    {{.name = "win_per_contract_sent",
      .heading = "won per\ncontract sent",
      .part_name = "numerator",
      .whole_name = "denominator",
      .short_basis = " ({}/{})"},
     [](const deal_sums& s) { return figure::of(kpi::win_per_contract_sent(s.measures.contracts)); }},
    {{.name = "acv_per_demo",
      .heading = "annual value\nper demo",
      .part_name = "total",
      .whole_name = "count",
      .short_basis = " ({1})"},
     [](const deal_sums& s) { return figure::of(kpi::acv_per_demo(s.measures.demos)); }},
    {{.name = "slippage_rate",
      .heading = "slippage\nrate",
      .part_name = "numerator",
      .whole_name = "denominator",
      .short_basis = " ({}/{})"},
     [](const deal_sums& s) { return figure::of(kpi::slippage_rate(s.measures.due)); }},
};

report_row row_of(std::string key, const deal_sums& sums) {
  report_row row{{std::move(key)}, {}};
  for (const metric& m : metrics) row.figures.push_back(m.of(sums));
  return row;
}

/// Rows of the database that differ only in what was not asked for are merged: measures add.
report report_of(const sums_by_owner_and_quarter& groups, bool by_quarter) {
  std::map<std::string, deal_sums> merged;
  deal_sums all;
  for (const auto& [key, sums] : groups) {
    const auto& [owner, quarter] = key;
    if (!by_quarter) merged[owner] += sums;
    if (by_quarter && quarter) merged[kpi::to_text(*quarter)] += sums;
    all += sums;
  }
  report r;
  r.name = "groups";
  r.key_names = {by_quarter ? "quarter" : "owner"};
  for (const metric& m : metrics) r.columns.push_back(m.column);
  for (const auto& [key, sums] : merged) r.rows.push_back(row_of(key, sums));
  r.total = row_of("all", all);
  return r;
}

std::string text_of(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw unusable("Cannot read " + path + ".");
  return text;
}

struct options {
  std::string connection;
  std::string sums;
  std::string cycles;
  std::string as_of;
  std::string by = "owner";
  std::string format = "table";
};

void run(const options& o) {
  const auto as_of = kpi::parse_day(o.as_of);
  if (!as_of) throw unusable("--as-of " + o.as_of + ": not a day such as 2017-12-31.");
  postgres::connection db(o.connection);
  const auto groups = pushed_down(db, text_of(o.sums), text_of(o.cycles), *as_of);
  const report r = report_of(groups, o.by == "quarter");
  fmt::print("{}", o.format == "csv" ? to_csv(r) : o.format == "json" ? "{" + to_json(r) + "}\n" : to_table(r));

  kpi::coverage c;
  for (const auto& [key, sums] : groups) c += sums.measures.coverage;
  print_note(fmt::format("{} deals taken, {} refused, {} not opened yet.", c.taken, c.refused, c.not_opened));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Metrics of the deals in a PostgreSQL database, summed there by owner and quarter."};
  options o;
  app.add_option("connection", o.connection, "\"host=… dbname=…\"; what it leaves out comes from PGHOST and its like");
  app.add_option("--sums", o.sums, "Query that gives the sums, such as sql/deal_sums.sql")->required();
  app.add_option("--cycles", o.cycles, "Query that gives the lengths of cycles, such as sql/deal_cycles.sql");
  app.add_option("--as-of", o.as_of, "What happened after this day has not happened")->required();
  app.add_option("--by", o.by, "owner or quarter")->check(CLI::IsMember({"owner", "quarter"}))->capture_default_str();
  app.add_option("--format", o.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  try {
    run(o);
    return 0;
  } catch (const unusable& e) {
    print_note(e.what());
    return 2;
  }
}
