// SPDX-License-Identifier: MIT
// My systems keep instants in UTC: on which day, and so in which quarter, was a deal won where we report?
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <date/tz.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>

namespace {

using namespace date::literals;
using namespace std::chrono_literals;

//! [reporting day]
/// The calendar day that an instant has in a zone, by the offset that was in force there at that instant.
date::sys_days reporting_day(date::sys_seconds instant, const date::time_zone& zone) {
  return date::floor<date::days>(instant + zone.get_info(instant).offset);
}
//! [reporting day]

/// How long a day lasts there: mostly 23 or 25 hours where the clocks are changed.
std::chrono::minutes length_of(date::sys_days day, const date::time_zone& zone) {
  const auto start = [&zone](date::sys_days d) {
    // In some zones clocks change at midnight, and the day begins at one o'clock.
    return zone.to_sys(date::local_days{d.time_since_epoch()}, date::choose::earliest);
  };
  return std::chrono::duration_cast<std::chrono::minutes>(start(day + date::days{1}) - start(day));
}

/// `2024-03-31T22:30:00Z`
std::string text(date::sys_seconds instant) {
  const auto day = date::floor<date::days>(instant);
  const date::hh_mm_ss<std::chrono::seconds> time{instant - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", kpi::to_text(day), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

struct sale {
  date::sys_seconds opened;
  date::sys_seconds won;
  std::int64_t cents;
};

void run(const date::time_zone& zone) {
  // Around the days on which Europe changes its clocks, and the ends of quarters.
  const sale sales[] = {
      {date::sys_days{2024_y / 2 / 1} + 9h, date::sys_days{2024_y / 3 / 30} + 22h + 30min, 120'000},
      {date::sys_days{2024_y / 2 / 9} + 23h + 30min, date::sys_days{2024_y / 3 / 31} + 21h + 59min + 59s, 340'000},
      {date::sys_days{2024_y / 3 / 4} + 14h, date::sys_days{2024_y / 3 / 31} + 22h, 50'000},
      {date::sys_days{2024_y / 8 / 5} + 8h, date::sys_days{2024_y / 10 / 26} + 22h + 30min, 90'000},
      {date::sys_days{2024_y / 9 / 2} + 8h, date::sys_days{2024_y / 10 / 27} + 22h + 30min, 210'000},
      {date::sys_days{2024_y / 11 / 4} + 22h + 59min, date::sys_days{2024_y / 12 / 31} + 23h, 75'000},
  };

  fmt::print("Won at                {}\n", zone.name());
  for (const sale& s : sales) fmt::print("{}  {}\n", text(s.won), kpi::to_text(reporting_day(s.won, zone)));

  const auto as_deal = [&zone](const sale& s) {
    return kpi::deal{.opened = reporting_day(s.opened, zone),
                     .closed = reporting_day(s.won, zone),
                     .state = kpi::deal_state::won,
                     .value = kpi::money::cents(s.cents)};
  };
  fmt::print("\nSold in\n");
  const date::sys_days as_of = 2025_y / 1 / 31;
  const auto quarters = kpi::quarters_of(*kpi::period::between(2024_y / 1 / 1, as_of));
  for (const auto& [quarter, m] : kpi::tally_by_period(sales, quarters, as_of, as_deal))
    fmt::print("{}  {:>8}, deals: {}\n", quarter, kpi::to_text(m.sales.revenue), m.sales.deals);

  fmt::print("\nDays there of other than 24 hours, in 2024\n");
  for (date::sys_days day = 2024_y / 1 / 1; day < date::sys_days{2025_y / 1 / 1}; day += date::days{1})
    if (const auto length = length_of(day, zone); length != 24h)
      fmt::print("{}  {} hours\n", kpi::to_text(day), static_cast<double>(length.count()) / 60);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string name = argc > 1 ? argv[1] : "Europe/Berlin";
  try {
    run(*date::locate_zone(name));
    return 0;
  } catch (const std::runtime_error& e) {
    fmt::print(stderr, "There is no time zone \"{}\": {}\n", name, e.what());
    return 2;
  }
}
