// SPDX-License-Identifier: MIT
// There are more deals than I want to wait for: how do I read columns, use all cores, and take them in portions?
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <execution>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace date::literals;

//! [table]
/// Yours: columns as an engine or a file format keeps them. Days since 1970, amounts in cents.
struct table {
  static constexpr std::int32_t never = INT32_MIN;
  std::vector<std::int32_t> opened, closed;
  std::vector<kpi::deal_state> state;
  std::vector<std::int64_t> cents;
  std::vector<std::uint32_t> owner;
};
//! [table]

/// Deal i is opened on day i mod 360 of 2024; of four, one is won 20 days later for 100.00, one lost, two stay open.
table made_deals(std::size_t n) {
  table t;
  const std::int32_t first = date::sys_days{2024_y / 1 / 1}.time_since_epoch().count();
  for (std::size_t i = 0; i < n; ++i) {
    const bool decided = i % 4 < 2;
    t.opened.push_back(first + static_cast<std::int32_t>(i % 360));
    t.closed.push_back(decided ? t.opened.back() + 20 : table::never);
    t.state.push_back(!decided ? kpi::deal_state::open : i % 4 == 0 ? kpi::deal_state::won : kpi::deal_state::lost);
    t.cents.push_back(10'000);
    t.owner.push_back(static_cast<std::uint32_t>(i % 3));
  }
  return t;
}

//! [columns]
constexpr kpi::epoch_day day{.none = table::never};
constexpr auto cents = [](std::int64_t n) { return kpi::money::cents(n); };

auto deals_of(const table& t) {
  return kpi::columns<kpi::deal>(
      kpi::column<&kpi::deal::opened>(t.opened, day), kpi::column<&kpi::deal::closed>(t.closed, day),
      kpi::column<&kpi::deal::state>(t.state), kpi::column<&kpi::deal::value>(t.cents, cents));
}
//! [columns]

//! [card]
/// What is asked for, the distribution of which medians are made included.
struct card {
  kpi::opportunities opportunities{};
  kpi::closed_sales sales{};
  kpi::distribution<kpi::days> cycles{};

  static constexpr void fields(auto f, auto&... c) {
    f("opportunities", c.opportunities...);
    f("sales", c.sales...);
    f("cycles", c.cycles...);
  }
};
using kpi::operator+=;
using kpi::operator==;

void put(card& c, const kpi::deal_as_of& d, const kpi::period& p) {
  c.opportunities += kpi::opportunities_in(d, p);
  c.sales += kpi::sales_in(d, p);
  if (const auto cycle = kpi::cycle_in(d, p); cycle.deals != 0) c.cycles.add(cycle.total);
}
//! [card]

void print(std::string_view what, const card& c) {
  const auto median = kpi::median_sales_cycle(c.cycles);
  fmt::print("{:<20}{:>8} opened {:>8} won {:>14}  median cycle {}\n", what, kpi::to_text(c.opportunities.opened),
             kpi::to_text(c.opportunities.won), kpi::to_text(c.sales.revenue),
             median ? fmt::format("{} days", *median) : "-");
}

bool run() {
  const kpi::period year = kpi::period::year(2024);
  const std::vector<kpi::period> quarters = kpi::quarters_of(year);
  const date::sys_days as_of = 2024_y / 12 / 31;
  const table t = made_deals(108'000);

  //! [rows]
  const auto deals = deals_of(t);
  if (!deals) return false;  // columns of different lengths

  const auto put_deal = [&](card& c, const kpi::deal& d) { put(c, kpi::deal_as_of(d, as_of), year); };
  const card total = kpi::tally<card>(*deals, put_deal);
  //! [rows]
  print("2024", total);

  //! [cores]
  const card on_all_cores = kpi::tally<card>(std::execution::par, *deals, put_deal);
  //! [cores]

  //! [portions]
  card in_portions;
  for (auto next = deals->begin(); next != deals->end();) {
    const auto end = next + std::min<std::ptrdiff_t>(10'000, deals->end() - next);
    const std::vector<kpi::deal> portion(next, end);  // as they come from a file, a queue, a cursor
    in_portions += kpi::tally<card>(portion, put_deal);
    next = end;
  }
  //! [portions]

  //! [by owner and quarter]
  struct owned_deal {
    std::uint32_t owner;
    kpi::deal deal;
  };
  const kpi::row_view rows(deals->size(), [&](std::size_t i) { return owned_deal{t.owner[i], (*deals)[i]}; });
  const auto by_owner = kpi::tally_by_period<card>(std::execution::par, rows, &owned_deal::owner, quarters, as_of,
                                                   &owned_deal::deal, put);
  for (const auto& [owner, in_quarters] : by_owner)
    for (const auto& [quarter, c] : in_quarters)
      if (owner == 0) print(kpi::to_text(quarter), c);
  //! [by owner and quarter]

  //! [stream]
  kpi::period_tally<std::uint32_t, card> arriving(quarters, as_of);
  for (const owned_deal& d : rows) arriving.add(d.owner, d.deal, put);  // one after another, none is kept
  //! [stream]

  const bool same = on_all_cores == total && in_portions == total && arriving.keys() == by_owner;
  fmt::print("On all cores, in portions, one by one: {}\n", same ? "the same" : "something else");
  return same;
}

}  // namespace

int main() { return run() ? 0 : 1; }
