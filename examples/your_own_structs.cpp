// SPDX-License-Identifier: MIT
// How do I get from a vector of my own structs to figures by quarter and by owner?
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <string>
#include <vector>

namespace {

using namespace date::literals;

//! [own structs]
struct sale {  // yours: nothing in it is known to the library
  std::string owner;
  date::sys_days opened;
  std::optional<date::sys_days> closed;
  bool won;
  std::int64_t cents;
};

kpi::deal as_deal(const sale& s) {
  kpi::deal d{.opened = s.opened, .closed = s.closed, .value = kpi::money::cents(s.cents)};
  if (s.closed) d.state = s.won ? kpi::deal_state::won : kpi::deal_state::lost;
  return d;
}
//! [own structs]

template <class Result>
std::string text(const Result& r) {
  return r ? fmt::format("{}", *r) : fmt::format("{}", r.error());
}

}  // namespace

int main() {
  const std::vector<sale> sales{
      {"Ann", 2024_y / 1 / 8, 2024_y / 3 / 1, true, 1'200'000},
      {"Ann", 2024_y / 2 / 12, 2024_y / 4 / 20, false, 900'000},
      {"Ann", 2024_y / 3 / 4, 2024_y / 5 / 31, true, 3'150'000},
      {"Bo", 2024_y / 1 / 22, 2024_y / 2 / 14, false, 450'000},
      {"Bo", 2024_y / 4 / 2, 2024_y / 6 / 28, true, 2'000'000},
      {"Bo", 2024_y / 5 / 6, {}, false, 700'000},
  };
  const date::sys_days as_of = 2024_y / 6 / 30;

  //! [by quarter]
  const std::vector<kpi::period> quarters = kpi::quarters_of(*kpi::period::between(2024_y / 1 / 1, as_of));
  for (const auto& [quarter, m] : kpi::tally_by_period(sales, quarters, as_of, as_deal))
    fmt::print("{}: won {} of {} opened, cycle {}, average deal {}\n", quarter, m.opportunities.won,
               m.opportunities.opened, text(kpi::sales_cycle_length(m.cycle)), text(kpi::average_deal_size(m.sales)));
  //! [by quarter]

  //! [by owner]
  const auto first_half = *kpi::period::between(2024_y / 1 / 1, 2024_y / 7 / 1);
  const auto won_and_lost = [&](const sale& s) { return kpi::opportunities_of(as_deal(s), first_half, as_of); };
  for (const auto& [owner, o] : kpi::tally_by(sales, &sale::owner, won_and_lost))
    fmt::print("{}: {} of the decided won\n", owner, text(kpi::decided_win_rate(o)));
  //! [by owner]
}
