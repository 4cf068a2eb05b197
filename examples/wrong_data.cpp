// SPDX-License-Identifier: MIT
// What happens to rows that are wrong or incomplete, and how do I report them? (docs/howto-wrong-data.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <string>
#include <vector>

namespace {

using namespace date::literals;

//! [rows]
struct row {
  int line;
  std::string opened, closed, outcome, amount;
};

const std::vector<row> rows{
    {2, "2024-01-08", "2024-03-01", "won", "12,000.00"},
    {3, "2024-02-30", "2024-03-05", "won", "9,000.00"},   // there is no such day
    {4, "2024-02-12", "2024-01-20", "lost", "9,000.00"},  // closed before it was opened
    {5, "2024-03-04", "2024-03-29", "won", "1e4"},        // not an amount
    {6, "2024-01-15", "2024-03-11", "won", ""},           // nobody knows what it is worth
    {7, "", "2024-03-20", "won", "4,000.00"},             // nobody knows when it was opened
    {8, "2024-01-22", "", "won", "7,000.00"},             // won, but when?
    {9, "2024-03-25", "", "open", "3,000.00"},
    {10, "2024-04-02", "", "open", "3,500.00"},  // opened after the day of the report
};
//! [rows]

//! [read]
/// A blank is something that has not happened, or is not known; anything else must be what it should be.
template <class T, class Parse>
kpi::result<std::optional<T>> maybe(const std::string& text, Parse parse) {
  if (text.empty()) return std::optional<T>();
  const auto value = parse(text);
  if (!value) return tl::unexpected(value.error());
  return std::optional<T>(*value);
}

kpi::result<kpi::deal> deal_of(const row& r) {
  const auto day = [](const std::string& text) { return kpi::parse_day(text); };
  const auto opened = maybe<date::sys_days>(r.opened, day);
  if (!opened) return kpi::refuse(opened.error().code, "opened");  // say which of the two days it is
  const auto closed = maybe<date::sys_days>(r.closed, day);
  if (!closed) return kpi::refuse(closed.error().code, "closed");
  const auto value = maybe<kpi::money>(r.amount, [](const std::string& text) { return kpi::money::parse(text); });
  if (!value) return tl::unexpected(value.error());

  kpi::deal d{.opened = *opened, .closed = *closed, .value = *value};
  if (r.outcome == "won") d.state = kpi::deal_state::won;
  if (r.outcome == "lost") d.state = kpi::deal_state::lost;
  if (const auto valid = kpi::validate(d); !valid) return tl::unexpected(valid.error());
  return d;
}
//! [read]

template <class T>
std::string text(const kpi::result<T>& r) {
  return r ? kpi::to_text(*r) : kpi::to_text(r.error());
}

}  // namespace

int main() {
  //! [report]
  const auto quarter = kpi::period::quarter(2024, 1);
  const date::sys_days as_of = 2024_y / 3 / 31;
  kpi::deal_measures m;
  for (const row& r : rows) {
    if (const auto d = deal_of(r)) {
      m += kpi::deal_measures_of(*d, quarter, as_of);
    } else {
      fmt::print("line {}: {}\n", r.line, d.error());
    }
  }

  const auto& c = m.coverage;
  fmt::print("{} of {} rows counted", c.taken, rows.size());
  fmt::print("; {} closed without a value, {} without an opening, {} not opened yet\n", c.without_value,
             c.without_opening, c.not_opened);
  fmt::print("won {}, average deal {} from {}, cycle {} over {}\n", m.opportunities.won,
             text(kpi::average_deal_size(m.sales)), m.sales.deals, text(kpi::sales_cycle_length(m.cycle)),
             m.cycle.deals);
  //! [report]

  fmt::print("\n");
  //! [left to the tally]
  kpi::deal backwards{.opened = 2024_y / 2 / 12, .closed = 2024_y / 1 / 20, .state = kpi::deal_state::lost};
  const auto counted = kpi::deal_measures_of(backwards, quarter, as_of);
  fmt::print("taken {}, refused {}, lost {}\n", counted.coverage.taken, counted.coverage.refused,
             counted.opportunities.lost);
  //! [left to the tally]

  fmt::print("\n");
  //! [totals]
  fmt::print("{}\n", text(kpi::win_rate({.opened = -1, .won = 47})));
  fmt::print("{}\n", text(kpi::product_mix_share({.part = kpi::money::of(120), .whole = kpi::money::of(100)})));
  fmt::print("{}\n", text(kpi::decided_win_rate({.opened = 12})));

  const kpi::money most = kpi::money::of(200'000'000'000'000);
  const kpi::money beyond = most + most - most;  // left the range on the way, and stays marked
  fmt::print("{}\n", text(kpi::average_deal_size({.revenue = beyond, .deals = 2})));
  //! [totals]
}
