// SPDX-License-Identifier: MIT
// How do I get from a vector of my own structs to a scorecard? (docs/tutorial.md)
//! [orders]
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace date::literals;

struct order {  // yours, whatever it looks like
  int number;
  std::string seller;
  std::string stage;
  date::sys_days created;
  std::optional<date::sys_days> decided;
  std::optional<std::int64_t> cents;  // not everybody fills it in
};

const std::vector<order> orders{
    {101, "Ann", "won", 2024_y / 1 / 8, 2024_y / 3 / 1, 1'200'000},
    {102, "Ann", "lost", 2024_y / 2 / 12, 2024_y / 4 / 20, 900'000},
    {103, "Ann", "won", 2024_y / 3 / 4, 2024_y / 5 / 31, 3'150'000},
    {104, "Bo", "lost", 2024_y / 1 / 22, 2024_y / 2 / 14, 450'000},
    {105, "Bo", "won", 2024_y / 4 / 2, 2024_y / 6 / 28, 2'000'000},
    {106, "Bo", "offer sent", 2024_y / 5 / 6, {}, 700'000},
    {107, "Cy", "won", 2024_y / 2 / 19, 2024_y / 4 / 5, {}},
    {108, "Cy", "no answer", 2024_y / 3 / 11, 2024_y / 6 / 11, 600'000},
    {109, "Cy", "won", 2024_y / 5 / 27, 2024_y / 5 / 2, 800'000},
};
//! [orders]

//! [as a deal]
kpi::deal as_deal(const order& o) {
  kpi::deal d{.opened = o.created, .closed = o.decided};
  if (o.cents) d.value = kpi::money::cents(*o.cents);
  if (o.stage == "won") d.state = kpi::deal_state::won;
  if (o.stage == "lost") d.state = kpi::deal_state::lost;
  if (o.stage == "no answer") d.state = kpi::deal_state::no_decision;
  return d;  // every other stage is open
}
//! [as a deal]

//! [text]
template <class T>
std::string text(const kpi::result<T>& r) {
  return r ? kpi::to_text(*r) : kpi::to_text(r.error());
}
//! [text]

//! [card]
struct card {
  kpi::opportunities opportunities{};
  kpi::closed_sales sales{};
  kpi::cycle_time won_cycle{};
  kpi::coverage coverage{};

  static constexpr void fields(auto f, auto&... c) {
    f("opportunities", c.opportunities...);
    f("sales", c.sales...);
    f("won_cycle", c.won_cycle...);
    f("coverage", c.coverage...);
  }
};
using kpi::operator+;
using kpi::operator-;
using kpi::operator+=;

card card_of(const order& o, const kpi::period& p, date::sys_days as_of) {
  const kpi::deal_as_of d(as_deal(o), as_of);
  return {.opportunities = kpi::opportunities_in(d, p),
          .sales = kpi::sales_in(d, p),
          .won_cycle = kpi::won_cycle_in(d, p),
          .coverage = kpi::coverage_in(d, p)};
}
//! [card]

//! [row]
void print_row(const std::string& name, const card& c) {
  fmt::print("{:<8}{:>7}{:>5}{:>6}{:>18}{:>22}{:>12}\n", name, kpi::to_text(c.opportunities.opened),
             kpi::to_text(c.opportunities.won), kpi::to_text(c.opportunities.lost),
             text(kpi::decided_win_rate(c.opportunities)), text(kpi::average_deal_size(c.sales)),
             text(kpi::sales_cycle_length(c.won_cycle)));
}
//! [row]

int main() {
  const date::sys_days as_of = 2024_y / 6 / 30;

  //! [first number]
  const auto second_quarter = kpi::period::quarter(2024, 2);
  const kpi::opportunities counts =
      kpi::tally(orders, [&](const order& o) { return kpi::opportunities_of(as_deal(o), second_quarter, as_of); });

  if (const auto rate = kpi::decided_win_rate(counts))
    fmt::print("{}: {}, {} of {}\n", second_quarter, *rate, rate->numerator(), rate->denominator());
  //! [first number]

  fmt::print("\n");
  //! [no number]
  const auto third_quarter = kpi::period::quarter(2024, 3);
  const auto none =
      kpi::tally(orders, [&](const order& o) { return kpi::opportunities_of(as_deal(o), third_quarter, as_of); });
  fmt::print("{}: {}\n", third_quarter, text(kpi::decided_win_rate(none)));
  //! [no number]

  fmt::print("\n");
  //! [scorecard]
  fmt::print("{:<8}{:>7}{:>5}{:>6}{:>18}{:>22}{:>12}\n", "", "opened", "won", "lost", "decided win rate",
             "average deal", "won cycle");
  const auto half_year = *kpi::period::between(2024_y / 1 / 1, 2024_y / 7 / 1);
  for (const kpi::period& quarter : kpi::quarters_of(half_year))
    print_row(kpi::to_text(quarter), kpi::tally(orders, [&](const order& o) { return card_of(o, quarter, as_of); }));

  card total;
  for (const auto& [seller, c] :
       kpi::tally_by(orders, &order::seller, [&](const order& o) { return card_of(o, half_year, as_of); })) {
    print_row(seller, c);
    total += c;
  }
  print_row("all", total);
  //! [scorecard]

  fmt::print("\n");
  //! [coverage]
  const kpi::coverage& c = total.coverage;
  fmt::print("{} orders counted, {} refused; {} closed without a value\n", c.taken, c.refused, c.without_value);
  for (const order& o : orders)
    if (const auto valid = kpi::validate(as_deal(o)); !valid) fmt::print("order {}: {}\n", o.number, valid.error());
  //! [coverage]

  fmt::print("\n");
  //! [correction]
  const order& before = orders[6];
  order after = before;
  after.cents = 1'650'000;
  const card corrected = total - card_of(before, half_year, as_of) + card_of(after, half_year, as_of);
  print_row("all", corrected);
  //! [correction]
}
