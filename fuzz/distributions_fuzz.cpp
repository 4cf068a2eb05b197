// SPDX-License-Identifier: MIT
// Distributions that are added to, corrected and merged in any order, against a map of how often each value occurred.
#include "fuzz.hpp"

#include <kpi/tally/bytes.hpp>
#include <kpi/tally/distribution.hpp>

#include <array>
#include <map>

namespace {

using kpi::days;
using distribution = kpi::distribution<days>;
using times_of_value = std::map<std::int64_t, std::int64_t>;

struct pair {
  distribution real{};
  times_of_value model{};

  void add(std::int64_t value, std::int64_t times) {
    if ((model[value] += times) == 0) model.erase(value);
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
    switch (m.below(8)) {
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
      case 5: p = all[static_cast<std::size_t>(m.below(3))]; break;
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
