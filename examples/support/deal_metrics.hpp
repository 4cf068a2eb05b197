// SPDX-License-Identifier: MIT
// The metrics of a scorecard, in the order in which it shows them.
#pragma once

#include "deal_tally.hpp"
#include "deals.hpp"
#include "report.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace examples {

/// What there is to ask about.
struct deal_inputs {
  std::array<bool, number_of_fields> fields{};
  bool list = false;
  bool quotas = false;

  [[nodiscard]] static deal_inputs of(const deal_source& deals, bool quotas);
  [[nodiscard]] bool has(field f) const noexcept { return fields[static_cast<std::size_t>(f)]; }

  friend bool operator==(const deal_inputs&, const deal_inputs&) = default;
};

struct deal_metric {
  report_column column;
  bool (*has_columns)(const deal_inputs&);
  figure (*of)(const deal_card&);  ///< null for the attainment of a quota, which is not in the deals
};

[[nodiscard]] std::span<const deal_metric> deal_metrics();

}  // namespace examples
