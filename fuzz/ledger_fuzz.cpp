// SPDX-License-Identifier: MIT
// Subscription periods of any kind, against a ledger that looks at every month's end anew.
#include "fuzz.hpp"

#include "../tests/tally/ledger_model.hpp"

namespace {

using namespace kpi_test::ledger_model;

subscription_period some_period(maker& m) {
  subscription_period p;
  p.customer = static_cast<std::uint64_t>(m.below(4)) << 40;
  p.start = first_start + date::days{m.number() % 900};
  const int length = m.byte();
  if (length > 40) p.end = p.start + date::days{length < 150 ? length - 40 : 3 * length - 400};
  p.monthly = money::of(10 * m.below(4));
  switch (m.byte()) {
    case 250: p.monthly = money::of(-1); break;
    case 251: p.end = p.start; break;
    case 252: p.start = date::year{-3} / date::May / 1; break;
    case 253: p.end = sys_days::max(); break;
    case 254: p.monthly = money::of(INT64_MAX); break;
    default: break;
  }
  return p;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  maker m(data, size);
  const sys_days from = first_start + date::days{m.number() % 900};
  const sys_days until = from + date::days{m.byte() * 2};
  const date::months over{1 + m.below(15)};
  const auto first = first_month + date::months{m.below(12)};
  const auto last = first + date::months{m.below(10)};
  const int which = m.below(4);
  periods ledger;
  while (!m.empty() && ledger.size() < 8) ledger.push_back(some_period(m));

  const auto customers = day_by_day(ledger);
  switch (which) {
    case 0: {
      const auto months = kpi::monthly_movements(ledger, first, last);
      require(months == slow_movements(customers, first, last));
      require(kpi::revenue_over(months).has_value() && kpi::customers_over(months).has_value());
      break;
    }
    case 1: require(kpi::cohorts(ledger, first, last) == slow_cohorts(customers, first, last)); break;
    case 2: {
      auto month = first;
      for (const auto& r : kpi::trailing_retention(ledger, first, last, over)) {
        require(r == slow_retention(customers, month, over));
        month += date::months{1};
      }
      require(month == last + date::months{1});
      break;
    }
    default: require(kpi::retained_revenue_between(ledger, from, until) == slow_retained(ledger, from, until));
  }
  const auto coverage = kpi::coverage_of(ledger);
  require(coverage.taken + coverage.refused == kpi::count(ledger.size()));
  require(coverage.customers == kpi::count(customers.size()));
  return 0;
}
