// SPDX-License-Identifier: MIT
// Everybody's answers are the same, to the last integer.
#pragma once

#include "call.hpp"
#include "ledger.hpp"
#include "scorecard.hpp"

namespace bench {

/// Says on stderr who gives another answer: of those that read the rows as they are …
[[nodiscard]] bool verified(const deal_rows& rows);
/// … and of all.
[[nodiscard]] bool verified(const deal_rows& rows, const deal_rows& shuffled, const deal_columns& columns,
                            const ledger_rows& subscriptions, const ledger_months& by_month, const kpi_ledger& for_kpi,
                            const std::vector<kpi::opportunities>& calls);

}  // namespace bench
