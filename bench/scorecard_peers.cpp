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

/// Counts in 32 bits, so that a cell fits in a cache line.
struct cell {
  std::uint32_t opened, won, lost, sent, demos, due, on_time;
  std::int64_t acv, revenue, list, cycle;

  void add(const deal_row& r) {
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
  }

  [[nodiscard]] answer as_answer(std::int32_t group) const {
    return {group, opened, won, lost, sent, demos, due, on_time, acv, revenue * 100, list * 100, cycle, -1};
  }
};

struct no_check {
  bool operator()(const deal_row&) const { return true; }
};

/// What makes a record valid, and small enough that a block of them cannot leave 64 bits.
struct check {
  bool operator()(const deal_row& r) const {
    return (r.stage == stage::open || r.created <= r.closed) &&
           static_cast<std::uint64_t>(r.amount | r.list | r.one_time) < std::uint64_t{1} << 40 &&
           r.one_time <= r.amount && r.term > 0;
  }
};

template <class Rows, class Check>
answers total_of(const Rows& rows, Check fits) {
  cell c{};
  std::vector<std::uint32_t> cycles(as_of - first_day);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const deal_row& r = rows[i];
    if (!fits(r)) return {};
    c.add(r);
    if (r.stage == stage::won) ++cycles[static_cast<std::size_t>(r.closed - r.created)];
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
template <class Rows, class Check>
answers grouped_of(const Rows& rows, Check fits) {
  const group_table group;
  std::vector<cell> cells(std::size_t{owners} * slots);
  std::vector<std::pair<std::int32_t, std::int32_t>> won;
  won.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const deal_row& r = rows[i];
    if (!fits(r)) return {};
    const std::int32_t g = group(r);
    cells[static_cast<std::size_t>(g)].add(r);
    if (r.stage == stage::won) won.emplace_back(g, r.closed - r.created);
  }

  std::vector<std::uint32_t> end(cells.size());
  std::uint32_t begin = 0;
  for (std::size_t g = 0; g < cells.size(); ++g) {
    end[g] = begin;
    begin += cells[g].won;
  }
  std::vector<std::int32_t> cycles(won.size());
  for (const auto& [g, cycle] : won) cycles[end[static_cast<std::size_t>(g)]++] = cycle;

  answers all;
  for (std::size_t g = 0; g < cells.size(); ++g) {
    if (cells[g].opened == 0) continue;
    answer& a = all.emplace_back(cells[g].as_answer(static_cast<std::int32_t>(g)));
    if (cells[g].won > 0) a.median_cycle = median_of(std::span(cycles).subspan(end[g] - cells[g].won, cells[g].won));
  }
  return all;
}

}  // namespace

namespace fused {
answers total(const deal_rows& rows) { return total_of(rows, no_check{}); }
answers grouped(const deal_rows& rows) { return grouped_of(rows, no_check{}); }
answers total(const deal_columns& columns) { return total_of(rows_of_columns{columns}, no_check{}); }
answers grouped(const deal_columns& columns) { return grouped_of(rows_of_columns{columns}, no_check{}); }
}  // namespace fused

namespace fused_and_checked {
answers total(const deal_rows& rows) { return total_of(rows, check{}); }
answers grouped(const deal_rows& rows) { return grouped_of(rows, check{}); }
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
