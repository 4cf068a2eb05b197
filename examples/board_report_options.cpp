// SPDX-License-Identifier: MIT
#include "board_report_options.hpp"

#include "support/options.hpp"

#include <map>

namespace examples {
namespace {

constexpr std::string_view how_it_counts = R"(
The page holds every chart as a table of its numbers; board_report/draw.js draws them into it:

  board_report deals.csv subscriptions.csv | node board_report/draw.js > report.html

Deals count in the period in which something happened to them, as in the scorecard; recurring revenue and customers at
the ends of months, as in mrr. scorecard --help and mrr --help name the fields. Memory: about 150 bytes a deal.

Exit code: 0; 1 when a row was refused and --strict is given; 2 when there is no report.)";

void add_question(CLI::App& app, board_report_options& o) {
  const std::string group = "What to report";
  add_period(app, "--period", o.period,
             "2024, 2024-Q4, 2024-12 or other whole months; else the last quarter that was over", group);
  add_day(app, "--as-of", o.as_of, "What happened later has not happened; else the latest day of any deal", group);
  app.add_option("--reps", o.reps, "rep, hired_date, monthly_quota (or quarterly_quota, yearly_quota)")
      ->option_text("FILE")
      ->group(group);
  const std::map<std::string, kpi::language> languages{{"en", kpi::language::english}, {"zh", kpi::language::chinese}};
  app.add_option_function<std::string>(
         "--lang", [&o, languages](const std::string& word) { o.language = languages.at(word); }, "en or zh")
      ->check(CLI::IsMember(languages))
      ->option_text("WORD")
      ->group(group);
}

void add_reading(CLI::App& app, board_report_options& o) {
  const std::string group = "How to read the files";
  const auto map = [&](const std::string& name, std::vector<std::string>& value, const std::string& help) {
    app.add_option(name, value, help)->allow_extra_args(false)->option_text("FIELD=COLUMN")->group(group);
  };
  map("--map", o.deals.map, "The column of the deals that holds a field, where it is not recognised");
  map("--map-subscriptions", o.subscriptions.map, "The same of the subscriptions");
  app.add_option("--stage", o.deals.stages, "What a stage means: won, lost, no_decision, disqualified or open")
      ->allow_extra_args(false)
      ->option_text("STAGE=WORD")
      ->group(group);
  add_cells(app, o.deals.dates, o.deals.decimal, o.deals.zone, group);
  app.add_option("--currency", o.deals.currency, "The currency of the report; else that of the files")
      ->option_text("CODE")
      ->group(group);
  app.add_option("--rates", o.deals.rates, "currency, day, rate: what one is worth in --currency from that day on")
      ->option_text("FILE")
      ->group(group);
  app.add_option("--merge", o.subscriptions.merge, "from, into: customers that became one")
      ->option_text("FILE")
      ->group(group);
  add_day(app, "--cut-off", o.subscriptions.cut_off,
          "The day up to which the subscriptions tell: what ends on it goes on", group);
  app.add_flag("--end-is-covered", o.subscriptions.end_is_covered,
               "The end of a subscription is the last day paid for, not the day after it")
      ->group(group);
  app.add_flag("--strict", o.strict, "Fail when a row is refused")->group(group);
  app.add_flag("--verbose", o.verbose, "Say which column was taken for what")->group(group);
}

}  // namespace

std::variant<board_report_options, int> parse_board_report_options(int argc, char** argv) {
  board_report_options o;
  CLI::App app{"What does the board need to see? One page of deals and subscriptions, in HTML."};
  app.get_formatter()->column_width(30);
  app.add_option("DEALS", o.deals_file, "A CRM's export of deals, in CSV")->required()->option_text(" ");
  app.add_option("SUBSCRIPTIONS", o.subscriptions_file, "A billing system's export of subscriptions, in CSV")
      ->required()
      ->option_text(" ");
  add_question(app, o);
  add_reading(app, o);
  app.footer(std::string(how_it_counts));
  try {
    app.parse(argc, argv);
    if (o.period && (kpi::period::month(kpi::month_of(o.period->from())).from() != o.period->from() ||
                     kpi::period::month(kpi::month_of(o.period->until())).from() != o.period->until()))
      throw CLI::ValidationError("--period", "is not made of whole months, by which recurring revenue is counted");
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  o.subscriptions.dates = o.deals.dates;
  o.subscriptions.decimal = o.deals.decimal;
  o.subscriptions.zone = o.deals.zone;
  o.subscriptions.currency = o.deals.currency;
  return o;
}

}  // namespace examples
