// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <date/tz.h>

#include <map>
#include <stdexcept>

namespace examples {

void add_day(CLI::App& app, const std::string& name, std::optional<date::sys_days>& day, const std::string& help,
             const std::string& group) {
  app.add_option_function<std::string>(
         name,
         [name, &day](const std::string& text) {
           const auto read = kpi::parse_day(text);
           if (!read) throw CLI::ValidationError(name, text + " is not a day such as 2017-12-31");
           day = *read;
         },
         help)
      ->option_text("DAY")
      ->group(group);
}

void add_period(CLI::App& app, const std::string& name, std::optional<kpi::period>& period, const std::string& help,
                const std::string& group) {
  app.add_option_function<std::string>(
         name,
         [name, &period](const std::string& text) {
           const auto read = kpi::parse_period(text);
           if (!read) throw CLI::ValidationError(name, text + " is not a period such as 2017-Q2");
           period = *read;
         },
         help)
      ->option_text("PERIOD")
      ->group(group);
}

void add_cells(CLI::App& app, std::optional<day_order>& dates, std::optional<kpi::decimal_mark>& decimal,
               const date::time_zone*& zone, const std::string& group) {
  const auto choice = [&](const std::string& name, auto& value, const auto& choices, const std::string& help) {
    app.add_option_function<std::string>(
           name, [&value, choices](const std::string& word) { value = choices.at(word); }, help)
        ->check(CLI::IsMember(choices))
        ->option_text("WORD")
        ->group(group);
  };
  choice("--dates", dates,
         std::map<std::string, day_order>{
             {"ymd", day_order::year_first}, {"dmy", day_order::day_first}, {"mdy", day_order::month_first}},
         "ymd, dmy or mdy, for columns that could be either");
  choice("--decimal", decimal,
         std::map<std::string, kpi::decimal_mark>{{"point", kpi::decimal_mark::point},
                                                  {"comma", kpi::decimal_mark::comma}},
         "point or comma, instead of what the amounts look like");
  app.add_option_function<std::string>(
         "--zone",
         [&zone](const std::string& text) {
           try {
             zone = date::locate_zone(text);
           } catch (const std::runtime_error&) {
             throw CLI::ValidationError("--zone", text + " is no time zone");
           }
         },
         "Take the day of timestamps there; they are in UTC where they name no offset")
      ->option_text("Europe/Berlin")
      ->group(group);
}

}  // namespace examples
