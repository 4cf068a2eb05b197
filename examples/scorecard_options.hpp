// SPDX-License-Identifier: MIT
// The command line of the scorecard.
#pragma once

#include "support/deals.hpp"

#include <kpi/core/period.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace examples {

struct scorecard_options {
  std::string file;
  std::vector<std::string> by;  ///< `month`, `quarter`, `year` or the name of a column
  std::optional<kpi::period> period;
  std::optional<date::sys_days> as_of;
  std::string sort;  ///< the name of a metric; empty: groups stand in order of their keys
  bool ascending = false;
  std::size_t top = 0;  ///< 0: all
  kpi::count min_count{};
  deal_options deals;
  std::string reps;
  std::vector<int> tenure{6, 12, 24};
  std::string format = "table";
  bool strict = false;
  bool verbose = false;
};

[[nodiscard]] inline bool is_period(std::string_view level) {
  return level == "month" || level == "quarter" || level == "year";
}

/// The options, or the code to end with at once: 0 after `--help`, 2 after a sentence on stderr.
[[nodiscard]] std::variant<scorecard_options, int> parse_scorecard_options(int argc, char** argv,
                                                                           const std::vector<std::string>& metrics);

}  // namespace examples
