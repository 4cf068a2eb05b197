// SPDX-License-Identifier: MIT
#include "scorecard.hpp"

#include <date/date.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <span>
#include <unordered_map>

namespace bench {

group_table::group_table() {
  for (day d = first_day; d < as_of; ++d) {
    const date::year_month_day ymd{date::sys_days{date::days{d}}};
    const int quarter = (static_cast<int>(ymd.year()) - 2022) * 4 + (static_cast<int>(unsigned{ymd.month()}) - 1) / 3;
    quarter_[static_cast<std::size_t>(d - first_day)] = static_cast<std::uint8_t>(quarter);
  }
}

namespace {

/// In 1/10,000, rounded half-even.
std::int64_t annual_value(const deal_row& r) {
  const std::int64_t year = (r.amount - r.one_time) * 1'200;
  const std::int64_t whole = year / r.term;
  const std::int64_t rest = year % r.term;
  return whole + (2 * rest + whole % 2 > r.term ? 1 : 0);
}

double median_of(std::span<std::int32_t> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return values.size() % 2 == 1 ? *middle : (*std::max_element(values.begin(), middle) + *middle) / 2.0;
}

/// Counts in 32 bits, so that a cell fits in a cache line; nothing is checked, and no period asked for.
struct bare_cell {
  std::uint32_t opened, won, lost, sent, demos, due, on_time;
  std::int64_t acv, revenue, list, cycle;

  bool add(const deal_row& r) {
    const bool is_won = r.stage == stage::won;
    opened += 1;
    won += is_won;
    lost += r.stage == stage::lost;
    sent += r.sent != none;
    demos += r.demo != none;
    due += r.expected < as_of;
    on_time += is_won & (r.closed <= r.expected);
    const std::int64_t mask = -std::int64_t{is_won};
    acv += annual_value(r) & mask;
    revenue += r.amount & mask;
    list += r.list & mask;
    cycle += (std::int64_t{r.closed} - r.created) & mask;  // of days that may be missing
    return true;
  }

  [[nodiscard]] answer as_answer(std::int32_t group) const {
    return {group, opened, won, lost, sent, demos, due, on_time, acv, revenue * 100, list * 100, cycle, -1};
  }
};

/// With what kpi promises: a deal that cannot be is refused, what is outside a period or after a day does not count,
/// and money is in 1/10,000, counts in 64 bits, and large figures noticed.
struct checked_cell {
  std::int64_t opened, won, lost, sent, demos, due, on_time;
  std::int64_t acv, revenue, list, cycle;

  bool add(const deal_row& r) {
    constexpr day from = first_day;
    constexpr day until = as_of;
    const auto happened = [](day d, day end) {
      return static_cast<std::uint32_t>(d) - std::uint32_t{from} < static_cast<std::uint32_t>(end - from);
    };
    const bool open = r.stage == stage::open;
    const bool fits = r.stage <= stage::lost && (open || r.closed != none) &&
                      (r.closed == none || r.created <= r.closed) && r.term > 0 &&
                      static_cast<std::uint64_t>(r.one_time) <= static_cast<std::uint64_t>(r.amount) &&
                      static_cast<std::uint64_t>(r.amount | r.list) < std::uint64_t{1} << 33;
    if (!fits) return false;
    const bool closed = !open & happened(r.closed, std::min(until, as_of + 1));
    const bool is_won = closed & (r.stage == stage::won);
    const bool is_due = happened(r.expected, std::min(until, as_of));
    opened += happened(r.created, std::min(until, as_of + 1));
    won += is_won;
    lost += closed & (r.stage == stage::lost);
    sent += happened(r.sent, std::min(until, as_of + 1));
    demos += happened(r.demo, std::min(until, as_of + 1));
    due += is_due;
    on_time += is_due & is_won & (r.closed <= r.expected);
    const std::int64_t mask = -std::int64_t{is_won};
    acv += annual_value(r) & mask;
    revenue += r.amount * 100 & mask;
    list += r.list * 100 & mask;
    cycle += (std::int64_t{r.closed} - r.created) & mask;
    return true;
  }

  [[nodiscard]] answer as_answer(std::int32_t group) const {
    return {group, opened, won, lost, sent, demos, due, on_time, acv, revenue, list, cycle, -1};
  }
};

template <class Cell, class Rows>
answers total_of(const Rows& rows) {
  Cell c{};
  std::vector<std::uint32_t> cycles(as_of - first_day);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const deal_row& r = rows[i];
    if (!c.add(r)) return {};
    const bool is_won = r.stage == stage::won;
    cycles[static_cast<std::size_t>((std::int64_t{r.closed} - r.created) & -std::int64_t{is_won})] += is_won;
  }
  answer a = c.as_answer(0);
  const auto at = [&](std::int64_t rank) {
    std::size_t value = 0;
    while (rank >= cycles[value]) rank -= cycles[value++];
    return static_cast<double>(value);
  };
  if (c.won > 0) a.median_cycle = (at((c.won - 1) / 2) + at(c.won / 2)) / 2;
  return {a};
}

/// The cycles of won deals are set aside with their group, and sorted by group in the end.
template <class Cell, class Rows>
answers grouped_of(const Rows& rows) {
  const group_table group;
  std::vector<Cell> cells(std::size_t{owners} * slots);
  std::vector<std::pair<std::int32_t, std::int32_t>> won;
  won.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const deal_row& r = rows[i];
    const std::int32_t g = group(r);
    if (!cells[static_cast<std::size_t>(g)].add(r)) return {};
    if (r.stage == stage::won) won.emplace_back(g, r.closed - r.created);
  }

  std::vector<std::uint32_t> end(cells.size());
  std::uint32_t begin = 0;
  for (std::size_t g = 0; g < cells.size(); ++g) {
    end[g] = begin;
    begin += static_cast<std::uint32_t>(cells[g].won);
  }
  std::vector<std::int32_t> cycles(won.size());
  for (const auto& [g, cycle] : won) cycles[end[static_cast<std::size_t>(g)]++] = cycle;

  answers all;
  for (std::size_t g = 0; g < cells.size(); ++g) {
    if (cells[g].opened == 0) continue;
    answer& a = all.emplace_back(cells[g].as_answer(static_cast<std::int32_t>(g)));
    if (cells[g].won > 0)
      a.median_cycle = median_of(std::span(cycles).first(end[g]).last(static_cast<std::size_t>(cells[g].won)));
  }
  return all;
}

}  // namespace

namespace fused {
answers total(const deal_rows& rows) { return total_of<bare_cell>(rows); }
answers grouped(const deal_rows& rows) { return grouped_of<bare_cell>(rows); }
answers total(const deal_columns& columns) { return total_of<bare_cell>(rows_of_columns{columns}); }
answers grouped(const deal_columns& columns) { return grouped_of<bare_cell>(rows_of_columns{columns}); }

answers by_quarter_of_event(const deal_rows& rows) {
  const group_table quarters;
  std::vector<bare_cell> cells(std::size_t{owners} * slots);
  for (const deal_row& r : rows) {
    bare_cell* const cell = &cells[static_cast<std::size_t>(r.owner * slots)];
    const bool won = r.stage == stage::won;
    cell[quarters.quarter_of(r.created)].opened += 1;
    if (r.demo != none) cell[quarters.quarter_of(r.demo)].demos += 1;
    if (r.sent != none) cell[quarters.quarter_of(r.sent)].sent += 1;
    bare_cell& due = cell[quarters.quarter_of(r.expected)];
    due.due += 1;
    due.on_time += won && r.closed <= r.expected;
    if (r.stage == stage::open) continue;
    bare_cell& end = cell[quarters.quarter_of(r.closed)];
    end.lost += !won;
    if (!won) continue;
    end.won += 1;
    end.acv += annual_value(r);
    end.revenue += r.amount;
    end.list += r.list;
    end.cycle += r.closed - r.created;
  }
  answers all;
  for (std::int32_t owner = 0; owner < owners; ++owner) {
    const std::span of_owner(&cells[static_cast<std::size_t>(owner * slots)], slots - 1);
    if (std::ranges::none_of(of_owner, [](const bare_cell& c) { return c.opened > 0; })) continue;
    for (std::int32_t quarter = 0; const bare_cell& c : of_owner) all.push_back(c.as_answer(owner * slots + quarter++));
  }
  return all;
}
}  // namespace fused

namespace fused_and_checked {
answers total(const deal_rows& rows) { return total_of<checked_cell>(rows); }
answers grouped(const deal_rows& rows) { return grouped_of<checked_cell>(rows); }
}  // namespace fused_and_checked

namespace first_thought {
namespace {

std::int64_t sum_of_won(const deal_rows& rows, auto f) {
  std::int64_t sum = 0;
  for (const auto& r : rows)
    if (r.stage == stage::won) sum += f(r);
  return sum;
}

answer answer_of(std::int32_t group, const deal_rows& rows) {
  std::vector<std::int32_t> cycles;
  for (const auto& r : rows)
    if (r.stage == stage::won) cycles.push_back(r.closed - r.created);
  return {.group = group,
          .opened = std::ssize(rows),
          .won = std::ranges::count(rows, stage::won, &deal_row::stage),
          .lost = std::ranges::count(rows, stage::lost, &deal_row::stage),
          .sent = std::ranges::count_if(rows, [](const auto& r) { return r.sent != none; }),
          .demos = std::ranges::count_if(rows, [](const auto& r) { return r.demo != none; }),
          .due = std::ranges::count_if(rows, [](const auto& r) { return r.expected < as_of; }),
          .on_time = sum_of_won(rows, [](const auto& r) { return r.closed <= r.expected ? 1 : 0; }),
          .acv = sum_of_won(rows, annual_value),
          .revenue = sum_of_won(rows, [](const auto& r) { return r.amount * 100; }),
          .list = sum_of_won(rows, [](const auto& r) { return r.list * 100; }),
          .cycle = sum_of_won(rows, [](const auto& r) { return r.closed - r.created; }),
          .median_cycle = cycles.empty() ? -1 : median_of(cycles)};
}

}  // namespace

answers total(const deal_rows& rows) { return {answer_of(0, rows)}; }

answers grouped(const deal_rows& rows) {
  const group_table group;
  std::unordered_map<std::int32_t, deal_rows> groups;
  for (const auto& r : rows) groups[group(r)].push_back(r);
  answers all;
  for (const auto& [g, of_group] : groups) all.push_back(answer_of(g, of_group));
  std::ranges::sort(all, {}, &answer::group);
  return all;
}

}  // namespace first_thought

namespace reading {
namespace {

std::uint64_t sum_of_words(const void* data, std::size_t bytes) {
  constexpr std::size_t at_once = 8;
  std::uint64_t sums[at_once]{};
  const char* p = static_cast<const char*>(data);
  for (const char* end = p + bytes / sizeof(sums) * sizeof(sums); p != end; p += sizeof(sums)) {
    std::uint64_t words[at_once];
    std::memcpy(words, p, sizeof(words));
    for (std::size_t k = 0; k < at_once; ++k) sums[k] += words[k];
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t s : sums) sum += s;
  return sum;
}

template <class T>
std::uint64_t sum_of_words(const std::vector<T>& column) {
  return sum_of_words(column.data(), column.size() * sizeof(T));
}

}  // namespace

std::uint64_t all(const deal_rows& rows) { return sum_of_words(rows); }
std::uint64_t all(const deal_columns& c) {
  return sum_of_words(c.amount) + sum_of_words(c.one_time) + sum_of_words(c.list) + sum_of_words(c.created) +
         sum_of_words(c.demo) + sum_of_words(c.sent) + sum_of_words(c.closed) + sum_of_words(c.expected) +
         sum_of_words(c.term) + sum_of_words(c.stage);
}

}  // namespace reading
}  // namespace bench
