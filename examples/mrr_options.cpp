// SPDX-License-Identifier: MIT
#include "mrr_options.hpp"

#include "support/options.hpp"

#include <kpi/format.hpp>

namespace examples {
namespace {

constexpr std::string_view how_it_counts = R"(
The revenue of a month is what is paid for its last day. All subscriptions of a customer count as one: a change of plan
is expansion or contraction, not a loss and a new customer. New is who never paid before, also before --from;
reactivated is who did. With --by, each value is a ledger of its own, in which a customer who comes from another value
is new. A change that was asked for counts when it happens.

Rows that cannot be counted are reported and left out. Amounts have one currency. Years after 2199 are no end.

Exit code: 0; 1 when a row was refused and --strict is given; 2 when there is no answer.)";

std::string footer() {
  std::string text = "Fields, for --map:\n";
  for (std::size_t i = 0; i < number_of_subscription_fields; ++i)
    text += fmt::format("  {:<16}{}\n", name_of(static_cast<subscription_field>(i)),
                        meaning_of(static_cast<subscription_field>(i)));
  return text.append(how_it_counts);
}

void add_question(CLI::App& app, mrr_options& o) {
  const std::string group = "What to show";
  const auto month = [&](const std::string& name, std::optional<date::year_month>& value, const std::string& help) {
    app.add_option_function<std::string>(
           name,
           [name, &value](const std::string& text) {
             const auto p = kpi::parse_period(text);
             if (!p || *p != kpi::period::month(kpi::month_of((*p).from())))
               throw CLI::ValidationError(name, text + " is not a month such as 2018-01");
             value = kpi::month_of((*p).from());
           },
           help)
        ->option_text("MONTH")
        ->group(group);
  };
  month("--from", o.from, "The first month; else that of the first start");
  month("--to", o.to, "The last month; else that of the last start or end");
  app.add_option("--by", o.reading.by, "A ledger for each value of a column")->option_text("COLUMN")->group(group);
  app.add_flag("--cohorts", o.cohorts, "Also what became of the customers of each first month")->group(group);
  app.add_option("--customer", o.customer, "The movements of one customer, and nothing else")
      ->option_text("ID")
      ->group(group);
}

void add_reading(CLI::App& app, mrr_options& o) {
  const std::string group = "How to read the file";
  app.add_option("--merge", o.reading.merge, "from, into: customers that became one, in a CSV file")
      ->option_text("FILE")
      ->group(group);
  add_day(app, "--cut-off", o.reading.cut_off,
          "The day up to which the export tells: what ends on it goes on, and later months are not shown", group);
  app.add_flag("--end-is-covered", o.reading.end_is_covered, "The end is the last day paid for, not the day after it")
      ->group(group);
  app.add_option("--map", o.reading.map, "The column that holds a field, where it is not recognised; fields see below")
      ->allow_extra_args(false)
      ->option_text("FIELD=COLUMN")
      ->group(group);
  add_cells(app, o.reading.dates, o.reading.decimal, o.reading.zone, group);
  app.add_option("--currency", o.reading.currency, "The currency of the ledger; else that of the first row")
      ->option_text("CODE")
      ->group(group);
  app.add_flag("--strict", o.strict, "Fail when a row is refused")->group(group);
  app.add_flag("--verbose", o.verbose, "Say which column was taken for what")->group(group);
}

}  // namespace

std::variant<mrr_options, int> parse_mrr_options(int argc, char** argv) {
  mrr_options o;
  CLI::App app{"How did recurring revenue come from month to month? New, expansion, contraction, churn, reactivation."};
  app.get_formatter()->column_width(30);
  app.add_option("FILE", o.file, "The export of subscriptions; - is the standard input")->required()->option_text(" ");
  app.add_option("--format", o.format, "table, json or csv; with --cohorts, csv is of the cohorts")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->option_text("WORD");
  add_question(app, o);
  add_reading(app, o);
  app.footer(footer());
  try {
    app.parse(argc, argv);
    if (o.from && o.to && *o.to < *o.from) throw CLI::ValidationError("--to", "is before --from");
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  return o;
}

}  // namespace examples
