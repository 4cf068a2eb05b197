// SPDX-License-Identifier: MIT
// How do I report by a fiscal year that does not begin in January? (docs/howto-fiscal-years.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <string>
#include <vector>

namespace {

using namespace date::literals;

const std::vector<kpi::deal> deals{
    {.opened = 2023_y / 5 / 2,
     .closed = 2023_y / 7 / 28,
     .state = kpi::deal_state::won,
     .value = kpi::money::of(40'000)},
    {.opened = 2023_y / 11 / 6,
     .closed = 2024_y / 1 / 31,
     .state = kpi::deal_state::won,
     .value = kpi::money::of(15'000)},
    {.opened = 2023_y / 12 / 4,
     .closed = 2024_y / 2 / 1,
     .state = kpi::deal_state::won,
     .value = kpi::money::of(22'000)},
    {.opened = 2024_y / 2 / 12,
     .closed = 2024_y / 4 / 30,
     .state = kpi::deal_state::lost,
     .value = kpi::money::of(30'000)},
    {.opened = 2024_y / 3 / 1,
     .closed = 2024_y / 7 / 31,
     .state = kpi::deal_state::won,
     .value = kpi::money::of(36'000)},
};

void print(std::string_view what, const kpi::period& p) {
  fmt::print("{:<22}{} … {}\n", what, kpi::to_text(p.from()), kpi::to_text(p.until() - date::days{1}));
}

}  // namespace

int main() {
  //! [years]
  constexpr unsigned first_month = 2;  // the year begins on 1 February, and is named by the one in which it ends
  print("fiscal year 2025", kpi::period::fiscal_year(2025, first_month));
  print("its second quarter", kpi::period::fiscal_quarter(2025, 2, first_month));
  print("a year named 2024/25", kpi::period::fiscal_year(2024 + 1, first_month));
  //! [years]

  fmt::print("\n");
  //! [by quarter]
  std::vector<kpi::period> quarters;
  for (unsigned q = 1; q <= 4; ++q) quarters.push_back(kpi::period::fiscal_quarter(2025, q, first_month));

  const date::sys_days as_of = 2024_y / 8 / 15;
  for (std::size_t q = 0; const auto& [quarter, m] : kpi::tally_by_period(deals, quarters, as_of))
    fmt::print("FY25 Q{}  {:>10} from {} won, {} lost\n", ++q, kpi::to_text(m.sales.revenue, 0), m.opportunities.won,
               m.opportunities.lost);
  //! [by quarter]

  fmt::print("\n");
  //! [to date]
  const kpi::period year = kpi::period::fiscal_year(2025, first_month);
  const kpi::period to_date = year.through(as_of);
  const kpi::period last_year = to_date.year_before();
  print("year to date", to_date);
  print("the same last year", last_year);
  print("trailing 12 months", kpi::period::trailing_months(as_of + date::days{1}, 12));

  const auto revenue = [&](const kpi::period& p) {
    return kpi::tally(deals, [&](const kpi::deal& d) { return kpi::sales_of(d, p, as_of); }).revenue;
  };
  if (const auto growth = kpi::ratio::of(revenue(to_date) - revenue(last_year), revenue(last_year)))
    fmt::print("{} after {}: {}\n", revenue(to_date), revenue(last_year), *growth);
  //! [to date]

  fmt::print("\n");
  //! [weeks]
  // 4-4-5: thirteen weeks a quarter, from a Sunday that you name.
  date::sys_days from = 2024_y / 2 / 4;
  for (const int weeks : {4, 4, 5}) {
    const kpi::period month = *kpi::period::between(from, from + date::weeks{weeks});
    print(fmt::format("{} weeks", weeks), month);
    from = month.until();
  }
  //! [weeks]
}
