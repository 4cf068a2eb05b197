// SPDX-License-Identifier: MIT
// The command line of mrr.
#pragma once

#include "support/subscriptions.hpp"

#include <date/date.h>

#include <optional>
#include <string>
#include <variant>

namespace examples {

struct mrr_options {
  std::string file;
  std::optional<date::year_month> from, to;
  bool cohorts = false;
  std::string customer;  ///< only its movements; empty: all
  subscription_options reading;
  std::string format = "table";
  bool strict = false;
  bool verbose = false;
};

/// The options, or the code to end with at once: 0 after `--help`, 2 after a sentence on stderr.
[[nodiscard]] std::variant<mrr_options, int> parse_mrr_options(int argc, char** argv);

}  // namespace examples
