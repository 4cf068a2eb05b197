// SPDX-License-Identifier: MIT
#include "ledger.hpp"

#include <execution>

namespace bench {

namespace {

using namespace date::literals;
constexpr date::year_month first_month = 2023_y / 1;
constexpr date::year_month last_month = 2024_y / 12;

all_movements in_cents(const std::vector<kpi::monthly_movement>& months_of_kpi) {
  const auto cents = [](const kpi::money& m) { return m.value() / 100; };
  all_movements all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [month, revenue, customers] = months_of_kpi[i];
    all[i] = {.opening = cents(revenue.opening),
              .new_business = cents(revenue.new_business),
              .reactivated = cents(revenue.reactivated),
              .expansion = cents(revenue.expansion),
              .contraction = cents(revenue.contraction),
              .churned = cents(revenue.churned),
              .customers = customers.opening.value(),
              .acquired = customers.acquired.value(),
              .came_back = customers.reactivated.value(),
              .lost = customers.lost.value()};
  }
  return all;
}

}  // namespace

kpi_ledger ledger_for_kpi(const ledger_rows& rows) {
  kpi_ledger all{.rows = {}, .months = std::vector<std::vector<kpi::money>>(months)};
  all.rows.reserve(rows.size());
  for (const auto& r : rows) {
    all.rows.push_back({.customer = static_cast<std::uint64_t>(r.customer),
                        .month = first_month + date::months{r.month},
                        .monthly = kpi::money::cents(r.cents)});
    all.months[static_cast<std::size_t>(r.month)].push_back(kpi::money::cents(r.cents));
  }
  return all;
}

namespace with_kpi {

all_movements by_customer(const kpi_ledger& ledger) {
  return in_cents(kpi::movements_of_months(ledger.rows, first_month, last_month));
}

all_movements by_customer_on_all_cores(const kpi_ledger& ledger) {
  return in_cents(kpi::movements_of_months(std::execution::par, ledger.rows, first_month, last_month));
}

all_movements by_month(const kpi_ledger& ledger) {
  const std::vector<std::span<const kpi::money>> balances(ledger.months.begin(), ledger.months.end());
  const auto movements = kpi::movement_ledger::of_balances(balances, first_month);
  return movements ? in_cents(movements->months()) : all_movements{};
}

}  // namespace with_kpi
}  // namespace bench
