// SPDX-License-Identifier: MIT
// Deals of any days and amounts, against the same rules written a second time; alone, in periods and in sums.
#include "fuzz.hpp"

#include "../tests/records/deal_model.hpp"

#include <kpi/records/deal.hpp>
#include <kpi/tally/by_period.hpp>

#include <vector>

namespace {

using date::sys_days;
using kpi::money;

constexpr sys_days first_day = date::year{2023} / 12 / 1;

sys_days near_day(maker& m) { return first_day + date::days{m.byte() / 2}; }

/// Near each other, so that they fall together; now and then at the ends of the calendar and beyond.
sys_days some_day(maker& m) {
  const int n = m.byte();
  if (n < 250) return first_day + date::days{n / 2};
  constexpr sys_days far[] = {date::year{1} / 1 / 1,
                              date::year{9999} / 12 / 31,
                              date::year{-4000} / 1 / 1,
                              date::year{20000} / 1 / 1,
                              sys_days{},
                              sys_days::max()};
  return far[n - 250];
}

std::optional<sys_days> maybe_day(maker& m) { return m.below(4) == 0 ? std::nullopt : std::optional(some_day(m)); }

money some_amount(maker& m) {
  switch (m.below(4)) {
    case 0: return money::ten_thousandths(m.number());
    case 1: return money::of(m.number() * 100);
    case 2: return money::ten_thousandths(m.integer());
    default: return money{};
  }
}

kpi::deal some_deal(maker& m) {
  kpi::deal d;
  d.state = static_cast<kpi::deal_state>(m.below(6));  // the last is none
  for (auto* day : {&d.opened, &d.demo, &d.contract_sent, &d.expected_close, &d.closed}) *day = maybe_day(m);
  if (m.below(4) != 0) d.value = some_amount(m);
  if (m.below(4) != 0) d.list = some_amount(m);
  if (m.below(4) == 0) d.one_time = some_amount(m);
  if (m.below(4) != 0) d.term = date::months{m.number() - 256};
  return d;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  maker m(data, size);
  const sys_days as_of = some_day(m);
  std::vector<kpi::period> periods;
  for (int n = 1 + m.below(4); n > 0; --n) {
    const sys_days from = near_day(m);
    if (const auto p = kpi::period::between(from, from + date::days{m.byte() / 2})) periods.push_back(*p);
  }
  std::vector<kpi::deal> deals;
  do deals.push_back(some_deal(m));
  while (!m.empty() && deals.size() < 6);

  std::vector<kpi::deal_measures> sums(periods.size());
  for (const auto& d : deals) {
    const kpi_test::deal_model model(d, as_of);
    require(kpi::validate(d).has_value() == model.legal());
    for (std::size_t i = 0; i < periods.size(); ++i) {
      const auto measures = kpi::deal_measures_of(d, periods[i], as_of);
      require(measures == model.in(periods[i]));
      sums[i] += measures;
    }
  }
  const auto by_period = kpi::tally_by_period(deals, periods, as_of);
  require(by_period.size() == periods.size());
  for (std::size_t i = 0; i < periods.size(); ++i)
    require(by_period[i].first == periods[i] && by_period[i].second == sums[i]);
  return 0;
}
