// SPDX-License-Identifier: MIT
// Deals that were summed in PostgreSQL, by owner and quarter.
#pragma once

#include "postgres.hpp"

#include <kpi/core/period.hpp>
#include <kpi/records/deal.hpp>
#include <kpi/tally/distribution.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace examples {

/// What deals count for, and how long they took. Sums of it add: over owners, quarters, queries and servers.
struct deal_sums {
  kpi::deal_measures measures{};
  kpi::distribution<kpi::days> cycles{};

  deal_sums& operator+=(const deal_sums& other) {
    measures += other.measures;
    cycles += other.cycles;
    return *this;
  }
};

/// By owner and quarter. Without a quarter: what is counted of all records, whatever their days.
using sums_by_owner_and_quarter = std::map<std::pair<std::string, std::optional<kpi::period>>, deal_sums>;

/// `sums` and `cycles` are queries such as sql/deal_sums.sql and sql/deal_cycles.sql; without `cycles` no medians.
[[nodiscard]] sums_by_owner_and_quarter pushed_down(postgres::connection& db, const std::string& sums,
                                                    const std::string& cycles, date::sys_days as_of);

}  // namespace examples
