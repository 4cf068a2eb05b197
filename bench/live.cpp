// SPDX-License-Identifier: MIT
#include "live.hpp"

#include <kpi/tally/tally.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace bench {
namespace {

using namespace date::literals;

// As the record has it, whatever day it is: else the old would not be taken off as it was once put on.
constexpr date::sys_days as_recorded = 9999_y / 12 / 31;

}  // namespace

live_board::live_board(std::vector<deal_row> rows) : rows_(std::move(rows)), year_(2024_y / 12, 12) {
  for (const deal_row& r : rows_) count(r, [](auto& total, const auto& part) { total += part; });
}

/// In each month in which something happens to the deal.
template <class Step>
void live_board::count(const deal_row& r, Step step) {
  std::array<date::year_month, 5> seen;
  auto last = seen.begin();
  for (const day event : {r.created, r.demo, r.sent, r.closed, r.expected}) {
    if (event == none) continue;
    const date::year_month month = kpi::month_of(day_at(event));
    if (std::find(seen.begin(), last, month) != last) continue;
    *last++ = month;
    const auto [figures, won_cycle] = attribution{as_recorded, kpi::period::month(month)}(r);
    scorecard part{.figures = figures, .won_cycles = {}};
    part.won_cycles.add(won_cycle.value, won_cycle.times);
    static_cast<void>(year_.change(month, [&](scorecard& total) { step(total, part); }));
  }
}

void live_board::change(int times) {
  for (; times > 0; --times) {
    dice d(++changes_);
    deal_row& r = rows_[static_cast<std::size_t>(d.below(static_cast<int>(rows_.size())))];
    count(r, [](auto& total, const auto& part) { total -= part; });
    r.amount = r.list - d.below(1'000);
    r.closed = r.created + d.below(as_of - r.created);
    r.stage = d.chance(50) ? stage::won : stage::lost;
    count(r, [](auto& total, const auto& part) { total += part; });
  }
}

void live_board::roll() { static_cast<void>(year_.roll_to(year_.last() + date::months{1})); }

scorecard live_board::recount() const {
  const auto first = kpi::period::month(year_.first());
  const auto last = kpi::period::month(year_.last());
  return kpi::tally<scorecard>(rows_, attribution{as_recorded, *kpi::period::between(first.from(), last.until())});
}

bool live_board::is_current() const { return year_.total() == recount(); }

}  // namespace bench
