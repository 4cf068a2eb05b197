// SPDX-License-Identifier: MIT
// The scorecard of the benchmark, by kpi and by what a user would write instead. All of them give the same answers.
//
// It is the scorecard of the years 2022 to 2024 as of 2025-01-01: of all deals, or by owner and quarter of the close,
// with a slot of its own for the open deals of each owner.
#pragma once

#include "deals.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

inline constexpr int slots = 13;  // twelve quarters, and the deals that are open

/// Owner and quarter, or open.
class group_table {
 public:
  group_table();
  [[nodiscard]] std::int32_t operator()(const deal_row& r) const noexcept {
    return r.owner * slots + (r.closed == none ? slots - 1 : quarter_of(r.closed));
  }
  [[nodiscard]] std::int32_t quarter_of(day d) const noexcept {
    return quarter_[static_cast<std::size_t>(d - first_day)];
  }

 private:
  std::array<std::uint8_t, as_of - first_day> quarter_{};
};

/// What all have to agree on, to the last integer; money in 1/10,000.
struct answer {
  std::int32_t group = 0;
  std::int64_t opened = 0, won = 0, lost = 0, sent = 0, demos = 0, due = 0, on_time = 0;
  std::int64_t acv = 0, revenue = 0, list = 0, cycle = 0;
  double median_cycle = -1;  // of won deals; −1 when there are none

  friend bool operator==(const answer&, const answer&) = default;
};
using answers = std::vector<answer>;  // by group, those that have deals

using deal_rows = std::vector<deal_row>;

// `by_quarter_of_event` is by owner and quarter too, but what happens to a deal counts in the quarter in which it
// happens; without medians.

namespace with_kpi {
[[nodiscard]] answers total(const deal_rows& rows);
[[nodiscard]] answers grouped(const deal_rows& rows);
[[nodiscard]] answers total(const deal_columns& columns);
[[nodiscard]] answers grouped(const deal_columns& columns);
[[nodiscard]] answers total_on_all_cores(const deal_rows& rows);
[[nodiscard]] answers grouped_on_all_cores(const deal_rows& rows);
[[nodiscard]] answers by_quarter_of_event(const deal_rows& rows);
}  // namespace with_kpi

/// One loop for this workload and no other. Nothing is checked.
namespace fused {
[[nodiscard]] answers total(const deal_rows& rows);
[[nodiscard]] answers grouped(const deal_rows& rows);
[[nodiscard]] answers total(const deal_columns& columns);
[[nodiscard]] answers grouped(const deal_columns& columns);
[[nodiscard]] answers by_quarter_of_event(const deal_rows& rows);
}  // namespace fused

/// The same loop, but with what kpi promises: records are validated, and no sum wraps unseen.
namespace fused_and_checked {
[[nodiscard]] answers total(const deal_rows& rows);
[[nodiscard]] answers grouped(const deal_rows& rows);
}  // namespace fused_and_checked

/// A map of the rows of each group, and then one metric after the other.
namespace first_thought {
[[nodiscard]] answers total(const deal_rows& rows);
[[nodiscard]] answers grouped(const deal_rows& rows);
}  // namespace first_thought

/// Reads what the scorecard reads, and does nothing with it but add it up.
namespace reading {
[[nodiscard]] std::uint64_t all(const deal_rows& rows);
[[nodiscard]] std::uint64_t all(const deal_columns& columns);
}  // namespace reading

}  // namespace bench
