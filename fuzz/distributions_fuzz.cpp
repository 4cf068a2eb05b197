// SPDX-License-Identifier: MIT
// Distributions that are added to, one by one and by rows, corrected and merged in any order, against a map of how
// often each value occurred.
#include "fuzz.hpp"

#include <kpi/tally/bytes.hpp>
#include <kpi/tally/distribution.hpp>
#include <kpi/tally/groups.hpp>
#include <kpi/tally/tally.hpp>

#include <array>
#include <map>
#include <vector>

namespace {

using kpi::days;
using distribution = kpi::distribution<days>;
using times_of_value = std::map<std::int64_t, std::int64_t>;

struct pair {
  distribution real{};
  times_of_value model{};

  void add(std::int64_t value, std::int64_t times) {
    if (times != 0 && (model[value] += times) == 0) model.erase(value);
  }
};

/// Near each other, so that they are counted in place; now and then anywhere, up to the ends of the range.
std::int64_t some_value(maker& m) {
  switch (m.below(4)) {
    case 0: return m.number();
    case 1: return m.integer() % days::limit;
    default: return m.byte();
  }
}

void merge(pair& into, const pair& from, bool off) {
  if (off)
    into.real -= from.real;
  else
    into.real += from.real;
  if (&into == &from) {
    for (auto& [value, times] : into.model) times *= 2;
    if (off) into.model.clear();
  } else {
    for (const auto& [value, times] : from.model) into.add(value, off ? -times : times);
  }
}

struct board {
  kpi::money sold{};
  distribution cycles{};

  static constexpr void fields(auto f, auto&... b) {
    f("sold", b.sold...);
    f("cycles", b.cycles...);
  }
};

struct board_of_row {
  kpi::money sold{};
  kpi::occurrence<days> cycles{};
};

/// Rows whose amounts are small, so that they are added without a look at the range, and now and then are not.
void tally(pair& p, maker& m) {
  std::vector<board_of_row> rows(static_cast<std::size_t>(m.below(12)));
  kpi::money sold;
  std::map<bool, kpi::money> sold_by_key;
  const auto key = [](const board_of_row& row) { return row.cycles.value.value() % 2 != 0; };
  const auto itself = [](const board_of_row& row) { return row; };
  for (auto& row : rows) {
    const std::int64_t value = some_value(m);
    const int times = m.below(5) - 1;
    row.cycles = {.value = days(value), .times = times};
    row.sold = kpi::money::ten_thousandths(m.below(8) == 0 ? m.integer() : m.number());
    sold += row.sold;
    sold_by_key[key(row)] += row.sold;
    p.add(value, times);
  }
  const auto all = kpi::tally<board>(rows, itself);
  require(all.sold == sold);
  const auto by_key = kpi::tally_by<board>(rows, key, itself);
  require(by_key.size() == sold_by_key.size());
  distribution together;
  for (const auto& [k, b] : by_key) {
    require(b.sold == sold_by_key.at(k));
    together += b.cycles;
  }
  require(together == all.cycles);
  p.real += all.cycles;
}

void check(const pair& p) {
  const auto cells = p.real.cells();
  require(std::equal(cells.begin(), cells.end(), p.model.begin(), p.model.end(), [](const auto& a, const auto& b) {
    return a.first == days(b.first) && a.second == kpi::count(b.second);
  }));
  std::int64_t all = 0;
  bool any_negative = false;
  for (const auto& [value, times] : p.model) {
    all += times;
    any_negative = any_negative || times < 0;
  }
  require(p.real.count() == kpi::count(all));

  for (const int percent : {0, 50, 95}) {
    const auto q = p.real.quantile(kpi::ratio::percent(percent));
    require(q.has_value() == (!any_negative && all > 0));
    if (!q) {
      require(q.error().code == (any_negative ? kpi::errc::negative : kpi::errc::too_few));
      continue;
    }
    const auto at = [&p](std::int64_t rank) {
      for (const auto& [value, times] : p.model) {
        if (rank < times) return static_cast<double>(value);
        rank -= times;
      }
      std::abort();
    };
    const std::int64_t rank = (all - 1) / 100 * percent + (all - 1) % 100 * percent / 100;
    const bool between = (all - 1) % 100 * percent % 100 != 0;
    require(between ? at(rank) <= *q && *q <= at(rank + 1) : *q == at(rank));
  }
  require(kpi::from_bytes<distribution>(kpi::to_bytes(p.real)) == p.real);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  maker m(data, size);
  std::array<pair, 3> all;
  for (int steps = 0; !m.empty() && steps < 24; ++steps) {
    pair& p = all[static_cast<std::size_t>(m.below(3))];
    switch (m.below(9)) {
      case 0:
      case 1: {
        const std::int64_t value = some_value(m);
        p.real.add(days(value));
        p.add(value, 1);
        break;
      }
      case 2: {
        const std::int64_t value = some_value(m);
        p.real.remove(days(value));
        p.add(value, -1);
        break;
      }
      case 3: {
        const std::int64_t value = some_value(m);
        const std::int64_t times = m.number() - 256;
        p.real.add(days(value), times);
        p.add(value, times);
        break;
      }
      case 4: {
        // As many as do not wait any longer.
        const std::int64_t first = some_value(m) / 2;
        const std::int64_t step = m.below(2) == 0 ? 1 : m.number();
        const int n = 2 * m.byte();
        for (int i = 0; i < n; ++i) p.real.add(days(first + i % 40 * step));
        for (int i = 0; i < std::min(n, 40); ++i) p.add(first + i * step, (n - i + 39) / 40);
        break;
      }
      case 5: tally(p, m); break;
      case 6: p = all[static_cast<std::size_t>(m.below(3))]; break;
      default: {
        const pair& from = all[static_cast<std::size_t>(m.below(3))];
        merge(p, from, m.below(2) == 1);
      }
    }
  }
  for (const auto& p : all) check(p);
  require((all[0].real == all[1].real) == (all[0].model == all[1].model));
  return 0;
}
