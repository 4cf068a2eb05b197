// SPDX-License-Identifier: MIT
#include "scorecard_options.hpp"

#include "support/options.hpp"

#include <kpi/format.hpp>

#include <cstdint>

namespace examples {
namespace {

constexpr std::string_view how_it_counts = R"(
Each event counts in the period in which it happened: opened in one quarter and won in the next, a deal is opened in
the first and won in the second. A month's quota counts from the month of the hire on, once the month has begun, in
the period that holds its first day.

Without --as-of, the file is of the latest day on which anything in it happened: opened, demo, contract sent, decided.
Deals expected to close before that day were due.

Rows that cannot be counted are reported and left out. Memory depends on the number of groups and not of deals; only
the check of ids takes 11 to 22 bytes for each.

Exit code: 0; 1 when a row was refused and --strict is given; 2 when there is no answer.)";

std::string footer(const std::vector<std::string>& metrics) {
  std::string text = "Metrics:\n";
  constexpr std::size_t a_line = 5;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    text += fmt::format("{}{}{}", i % a_line == 0 ? "  " : " ", metrics[i],
                        i + 1 == metrics.size()    ? "\n"
                        : i % a_line + 1 == a_line ? ",\n"
                                                   : ",");
  text += "\nFields, for --map and --by:\n";
  for (std::size_t i = 0; i < number_of_fields; ++i)
    text += fmt::format("  {:<16}{}\n", name_of(static_cast<field>(i)), meaning_of(static_cast<field>(i)));
  return text.append(how_it_counts);
}

void add_groups(CLI::App& app, scorecard_options& o, const std::vector<std::string>& metrics) {
  const std::string group = "What to compare";
  app.add_option("--by", o.by, "month, quarter, year or a column; or two of them: sales_agent,quarter")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("LEVEL[,LEVEL]")
      ->group(group);
  add_period(app, "--period", o.period, "Only what happened in it: 2017, 2017-Q2, 2017-04 or 2017-04-01..2017-04-15",
             group);
  add_day(app, "--as-of", o.as_of, "What happened later has not happened", group);
  auto* sort = app.add_option("--sort", o.sort, "Rank by a metric, the highest first; metrics see below")
                   ->check(CLI::IsMember(metrics))
                   ->option_text("METRIC")
                   ->group(group);
  app.add_flag("--ascending", o.ascending, "The lowest first")->needs(sort)->group(group);
  app.add_option("--top", o.top, "Only the first N of the ranking")
      ->needs(sort)
      ->check(CLI::PositiveNumber)
      ->option_text("N")
      ->group(group);
  app.add_option_function<std::int64_t>(
         "--min-count", [&o](const std::int64_t& n) { o.min_count = n; },
         "Groups with fewer deals won or lost are too few: shown as such, and not ranked")
      ->check(CLI::NonNegativeNumber)
      ->option_text("N")
      ->group(group);
}

void add_reading(CLI::App& app, scorecard_options& o) {
  const std::string group = "How to read the file";
  app.add_option("--map", o.deals.map, "The column that holds a field, where it is not recognised; fields see below")
      ->allow_extra_args(false)
      ->option_text("FIELD=COLUMN")
      ->group(group);
  app.add_option("--stage", o.deals.stages, "What a stage means: won, lost, no_decision, disqualified or open")
      ->allow_extra_args(false)
      ->option_text("STAGE=WORD")
      ->group(group);
  add_cells(app, o.deals.dates, o.deals.decimal, o.deals.zone, group);
  app.add_flag_function(
         "--no-id-check", [&o](std::int64_t) { o.deals.check_ids = false; },
         "Do not look for deals that stand in the file twice")
      ->group(group);
  app.add_flag("--strict", o.strict, "Fail when a row is refused")->group(group);
  app.add_flag("--verbose", o.verbose, "Say which column was taken for what")->group(group);
}

void add_lists(CLI::App& app, scorecard_options& o) {
  const std::string group = "What is not in the file";
  const auto file = [&](const std::string& name, std::string& value, const std::string& help) {
    app.add_option(name, value, help)->option_text("FILE")->group(group);
  };
  file("--price-list", o.deals.price_list, "product, list_price: discounts are taken from these prices");
  app.add_option("--same", o.deals.same, "Two spellings of one product, the price list's second")
      ->allow_extra_args(false)
      ->option_text("PRODUCT=PRODUCT")
      ->group(group);
  file("--reps", o.reps, "rep, hired_date, monthly_quota (or quarterly_quota, yearly_quota)");
  app.add_option("--tenure", o.tenure, "Reps are compared by months since hired: bounds of the groups")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("6,12,24")
      ->group(group);
  app.add_option("--currency", o.deals.currency, "The currency to report in; else the most frequent one")
      ->option_text("CODE")
      ->group(group);
  file("--rates", o.deals.rates, "currency, day, rate: what one is worth in --currency from that day on");
}

}  // namespace

std::variant<scorecard_options, int> parse_scorecard_options(int argc, char** argv,
                                                             const std::vector<std::string>& metrics) {
  scorecard_options o;
  CLI::App app{"How do we sell? Win rates, deal sizes, sales cycles and velocity from a CRM's CSV export."};
  app.get_formatter()->column_width(30);
  app.add_option("FILE", o.file, "The export; - is the standard input")->required()->option_text(" ");
  app.add_option("--format", o.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->option_text("WORD");
  add_groups(app, o, metrics);
  add_reading(app, o);
  add_lists(app, o);
  app.footer(footer(metrics));
  try {
    app.parse(argc, argv);
    if (o.by.size() > 2) throw CLI::ValidationError("--by", "takes one or two levels");
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  return o;
}

}  // namespace examples
