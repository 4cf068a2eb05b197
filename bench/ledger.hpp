// SPDX-License-Identifier: MIT
// The subscription ledger of the benchmark: what each customer pays at the end of each of 24 months, and the movements
// from month to month.
#pragma once

#include <kpi/tally/ledger.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

inline constexpr int months = 24;  // 2023-01 … 2024-12

struct ledger_row {
  std::int32_t customer;
  std::int32_t month;  // 0 … 23
  std::int64_t cents;
};

/// By customer and month; a month without revenue is a row of 0. The same on every machine.
using ledger_rows = std::vector<ledger_row>;
[[nodiscard]] ledger_rows ledger(std::size_t customers);

/// Month after month what every customer pays, in the order of customers.
using ledger_months = std::array<std::vector<std::int64_t>, months>;
[[nodiscard]] ledger_months months_of(const ledger_rows& rows);

/// Of one month; money in cents.
struct movements {
  std::int64_t opening = 0, new_business = 0, reactivated = 0, expansion = 0, contraction = 0, churned = 0;
  std::int64_t customers = 0, acquired = 0, came_back = 0, lost = 0;

  friend bool operator==(const movements&, const movements&) = default;
};
using all_movements = std::array<movements, months>;

/// The same as the library reads them.
struct kpi_ledger {
  std::vector<kpi::customer_month> rows;
  std::vector<std::vector<kpi::money>> months;
};
[[nodiscard]] kpi_ledger ledger_for_kpi(const ledger_rows& rows);

namespace with_kpi {
[[nodiscard]] all_movements by_customer(const kpi_ledger& ledger);
[[nodiscard]] all_movements by_month(const kpi_ledger& ledger);
[[nodiscard]] all_movements by_customer_on_all_cores(const kpi_ledger& ledger);
}  // namespace with_kpi

namespace fused {
[[nodiscard]] all_movements by_customer(const ledger_rows& rows);
[[nodiscard]] all_movements by_month(const ledger_months& months);
}  // namespace fused

namespace first_thought {
[[nodiscard]] all_movements by_customer(const ledger_rows& rows);
}  // namespace first_thought

}  // namespace bench
