// SPDX-License-Identifier: MIT
// The command line of the board report.
#pragma once

#include "support/deals.hpp"
#include "support/subscriptions.hpp"

#include <kpi/catalog.hpp>
#include <kpi/core/period.hpp>

#include <optional>
#include <string>
#include <variant>

namespace examples {

struct board_report_options {
  std::string deals_file, subscriptions_file;
  std::string reps;
  std::optional<kpi::period> period;
  std::optional<date::sys_days> as_of;
  kpi::language language = kpi::language::english;
  deal_options deals;
  subscription_options subscriptions;
  bool strict = false;
  bool verbose = false;
};

/// The options, or the code to end with at once: 0 after `--help`, 2 after a sentence on stderr.
[[nodiscard]] std::variant<board_report_options, int> parse_board_report_options(int argc, char** argv);

}  // namespace examples
