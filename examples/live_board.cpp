// SPDX-License-Identifier: MIT
// How do I keep a board current as deals change, without counting everything again?
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace {

using namespace date::literals;

//! [board]
struct board {
  kpi::opportunities opportunities{};
  kpi::closed_sales sales{};
  kpi::distribution<kpi::days> won_cycles{};

  static constexpr void fields(auto f, auto&... b) {
    f("opportunities", b.opportunities...);
    f("sales", b.sales...);
    f("won_cycles", b.won_cycles...);
  }
};
using kpi::operator+=;
using kpi::operator-=;
using kpi::operator==;
//! [board]

// As the record has it, whatever day it is: else the old would not be taken off as it was once put on.
constexpr date::sys_days as_recorded = 9999_y / 12 / 31;
constexpr kpi::period always = *kpi::period::between(1_y / 1 / 1, as_recorded);

board board_of(const kpi::deal& d, const kpi::period& p) {
  board b{.opportunities = kpi::opportunities_of(d, p, as_recorded),
          .sales = kpi::sales_of(d, p, as_recorded),
          .won_cycles = {}};
  if (const auto cycle = kpi::won_cycle_of(d, p, as_recorded); cycle.deals != 0) b.won_cycles.add(cycle.total);
  return b;
}

struct crm_deal {
  std::string owner;
  kpi::deal deal;
};

/// The months in which something happened to a deal.
std::set<date::year_month> months_of(const kpi::deal& d) {
  std::set<date::year_month> months;
  for (const auto& event : {d.opened, d.closed})
    if (event) months.insert(kpi::month_of(*event));
  return months;
}

/// The last twelve months, and each owner's deals of all time. It keeps no deals: a change brings the old and the new.
class live_board {
 public:
  explicit live_board(date::year_month month) : year_(month, 12) {}

  //! [change]
  /// - old + new; a new deal has no old, and one that was deleted has no new. False, and nothing is changed, when
  /// something is said to have happened in a month that has not begun.
  [[nodiscard]] bool change(const std::optional<crm_deal>& before, const std::optional<crm_deal>& after) {
    if (after)
      for (const auto month : months_of(after->deal))
        if (month > year_.last()) return false;
    if (before) count(*before, [](board& total, const board& b) { total -= b; });
    if (after) count(*after, [](board& total, const board& b) { total += b; });
    return true;
  }

  template <class Step>
  void count(const crm_deal& d, Step step) {
    step(by_owner_[d.owner], board_of(d.deal, always));
    for (const auto month : months_of(d.deal)) {
      const board b = board_of(d.deal, kpi::period::month(month));
      static_cast<void>(year_.change(month, [&](board& total) { step(total, b); }));
    }
  }

  [[nodiscard]] bool begin(date::year_month month) { return year_.roll_to(month).has_value(); }
  //! [change]

  [[nodiscard]] const board& year() const { return year_.total(); }
  [[nodiscard]] const std::map<std::string, board>& by_owner() const { return by_owner_; }

 private:
  kpi::rolling<board> year_;
  std::map<std::string, board> by_owner_;
};

template <class Result>
std::string text(const Result& r) {
  return r ? fmt::format("{}", *r) : "-";
}

void print_heading() {
  fmt::print("{:<27}{:>50}{:>18}\n", "", "of twelve months", "win rate ever");
  fmt::print("{:<27}{:>8}{:>5}{:>10}{:>13}{:>14}{:>10}{:>10}\n", "", "opened", "won", "win rate", "revenue",
             "median cycle", "Ann", "Bo");
}

void print(std::string_view what, const live_board& live) {
  const board& year = live.year();
  const auto median = year.won_cycles.median();
  fmt::print("{:<27}{:>8}{:>5}{:>10}{:>13}{:>14}", what, to_text(year.opportunities.opened),
             to_text(year.opportunities.won), text(kpi::decided_win_rate(year.opportunities)),
             to_text(year.sales.revenue), median ? fmt::format("{} days", *median) : "-");
  for (const auto& [owner, b] : live.by_owner()) fmt::print("{:>10}", text(kpi::decided_win_rate(b.opportunities)));
  fmt::print("\n");
}

/// All deals counted again, as they stand.
bool equals_recount(const live_board& live, const std::map<int, crm_deal>& crm, const kpi::period& months) {
  const auto year = kpi::tally(crm, [&](const auto& entry) { return board_of(entry.second.deal, months); });
  const auto owners = kpi::tally_by(
      crm, [](const auto& entry) { return entry.second.owner; },
      [](const auto& entry) { return board_of(entry.second.deal, always); });
  return live.year() == year &&
         std::equal(owners.begin(), owners.end(), live.by_owner().begin(), live.by_owner().end(),
                    [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; });
}

}  // namespace

int main() {
  using enum kpi::deal_state;
  const auto euros = [](int n) { return kpi::money::of(n); };
  std::map<int, crm_deal> crm{
      {1, {"Ann", {.opened = 2023_y / 11 / 6, .closed = 2024_y / 1 / 15, .state = won, .value = euros(12'000)}}},
      {2, {"Ann", {.opened = 2024_y / 2 / 12, .closed = 2024_y / 4 / 20, .state = lost, .value = euros(9'000)}}},
      {3, {"Bo", {.opened = 2024_y / 3 / 4, .closed = 2024_y / 5 / 31, .state = won, .value = euros(31'500)}}},
      {4, {"Bo", {.opened = 2024_y / 6 / 3, .closed = 2024_y / 7 / 1, .state = won, .value = euros(4'500)}}},
      {5, {"Bo", {.opened = 2024_y / 10 / 7, .value = euros(20'000)}}},
  };
  live_board live(2024_y / 12);
  for (const auto& [id, d] : crm)
    if (!live.change({}, d)) return 1;
  print_heading();
  print("January to December 2024", live);

  const auto set = [&](std::string_view what, int id, const std::optional<crm_deal>& now) {
    const auto old = crm.find(id);
    if (!live.change(old == crm.end() ? std::nullopt : std::optional(old->second), now)) {
      fmt::print("{:<27} refused: that month has not begun\n", what);
      return;
    }
    crm.erase(id);
    if (now) crm.emplace(id, *now);
    print(what, live);
  };
  const crm_deal lost_in_january{
      "Ann", {.opened = 2024_y / 12 / 2, .closed = 2025_y / 1 / 20, .state = lost, .value = euros(15'000)}};

  set("a deal is opened", 6, crm_deal{"Ann", {.opened = 2024_y / 12 / 2, .value = euros(15'000)}});
  set("Bo wins a deal", 5,
      crm_deal{"Bo", {.opened = 2024_y / 10 / 7, .closed = 2024_y / 12 / 19, .state = won, .value = euros(18'000)}});
  set("an amount is corrected", 4,
      crm_deal{"Bo", {.opened = 2024_y / 6 / 3, .closed = 2024_y / 7 / 1, .state = won, .value = euros(5'400)}});
  set("a deal was Ann's, not Bo's", 3,
      crm_deal{"Ann", {.opened = 2024_y / 3 / 4, .closed = 2024_y / 5 / 31, .state = won, .value = euros(31'500)}});
  set("a duplicate is deleted", 2, {});
  set("Ann loses a deal", 6, lost_in_january);

  if (!live.begin(2025_y / 1)) return 1;
  print("February to January 2025", live);
  set("Ann loses a deal", 6, lost_in_january);

  const bool same = equals_recount(live, crm, *kpi::period::between(2024_y / 2 / 1, 2025_y / 2 / 1));
  fmt::print("\nAll deals counted again: {}\n", same ? "the same" : "something else");
  return same ? 0 : 1;
}
