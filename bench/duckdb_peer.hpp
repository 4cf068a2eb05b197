// SPDX-License-Identifier: MIT
// The same figures by SQL, in a DuckDB in this process, on one thread. There are many ways to say it: each is run once,
// and the fastest is kept.
#pragma once

#include "ledger.hpp"
#include "scorecard.hpp"

#include "../tests/examples/duckdb.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

/// What `scorecard --format json` says of a file of generate_deals, by SQL from the file itself, under the names that
/// it has there: `won.value`, `average_deal_size.total`.
[[nodiscard]] std::vector<std::pair<std::string_view, double>> scorecard_by_sql(const std::string& csv_file);

class duckdb_peer {
 public:
  duckdb_peer(const deal_rows& rows, const ledger_rows& subscriptions);

  /// Whether every form of every query gives these answers; says on stderr which does not. Also finds the fastest.
  [[nodiscard]] bool verified(const answers& total, const answers& grouped, const all_movements& movements);

  void total() { static_cast<void>(run(best_total_)); }
  void total_idiomatic() { static_cast<void>(run(total_forms().front())); }
  void grouped() { static_cast<void>(run(best_grouped_)); }
  void grouped_idiomatic() { static_cast<void>(run(grouped_forms().front())); }
  void movements() { static_cast<void>(run(best_movements_)); }
  void movements_by_window() { static_cast<void>(run(movement_forms().front())); }

 private:
  using table = std::vector<std::vector<double>>;  // by row; every figure is exact in a double

  [[nodiscard]] static std::vector<std::string> total_forms();
  [[nodiscard]] static std::vector<std::string> grouped_forms();
  [[nodiscard]] static std::vector<std::string> movement_forms();

  [[nodiscard]] table run(const std::string& sql);
  [[nodiscard]] bool verified(const char* what, const std::vector<std::string>& forms, const table& expected,
                              std::string& best);

  kpi_test::duckdb database_;
  std::string best_total_, best_grouped_, best_movements_;
};

}  // namespace bench
