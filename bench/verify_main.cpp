// SPDX-License-Identifier: MIT
// The benchmark's comparison of all answers, at a small size, and without timing anything.
#include "live.hpp"
#include "verify.hpp"

#include <cstdio>

int main() {
  using namespace bench;
  const deal_rows rows = deals(20'000);
  const ledger_rows subscriptions = ledger(2'000);
  if (!verified(rows, deals(rows.size(), order::shuffled), columns_of(rows), subscriptions, months_of(subscriptions),
                ledger_for_kpi(subscriptions), opportunities(1'000)))
    return 1;

  live_board board(deals(50));
  for (int i = 0; i < 2'000; ++i) {
    board.change(1);
    if (i % 100 == 0) board.roll();
    if (board.is_current()) continue;
    std::fprintf(stderr, "live: not the same as a recount after %d changes\n", i + 1);
    return 1;
  }
  return 0;
}
