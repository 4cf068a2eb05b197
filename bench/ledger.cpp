// SPDX-License-Identifier: MIT
#include "ledger.hpp"

#include "dice.hpp"

#include <map>
#include <unordered_map>

namespace bench {

ledger_rows ledger(std::size_t customers) {
  ledger_rows rows;
  rows.reserve(customers * months);
  for (std::size_t c = 0; c < customers; ++c) {
    dice d(c);
    const int start = d.below(2 * months) - months;
    std::int64_t pays = 0;
    for (int month = 0; month < months; ++month) {
      const int what = d.below(100);
      const std::int64_t amount = d.between(10, 500) * std::int64_t{100};
      if (pays == 0) {
        if (month == 0 ? start < 0 : month == start || (month > start && what < 5)) pays = amount;
      } else if (what < 3) {
        pays = 0;
      } else if (what < 8) {
        pays += amount / 4;
      } else if (what < 11) {
        pays -= pays / 5;
      }
      rows.push_back({static_cast<std::int32_t>(c), month, pays});
    }
  }
  return rows;
}

ledger_months months_of(const ledger_rows& rows) {
  ledger_months all;
  for (const auto& r : rows) all[static_cast<std::size_t>(r.month)].push_back(r.cents);
  return all;
}

namespace {

/// Opening and customers follow from the flows.
void open(all_movements& all) {
  for (std::size_t m = 1; m < all.size(); ++m) {
    const movements& b = all[m - 1];
    all[m].opening = b.opening + b.new_business + b.reactivated + b.expansion - b.contraction - b.churned;
    all[m].customers = b.customers + b.acquired + b.came_back - b.lost;
  }
}

}  // namespace

namespace fused {

all_movements by_customer(const ledger_rows& rows) {
  struct cell {
    std::int64_t cents, customers;
  };
  enum { same, gained, back, more, less, gone };
  std::array<std::array<cell, 6>, months> cells{};
  std::int32_t customer = -1;
  std::int64_t before = 0;
  bool paid = false;
  for (const auto& r : rows) {
    if (r.customer != customer) {
      customer = r.customer;
      before = 0;
      paid = false;
    }
    const std::int64_t change = r.cents - before;
    if (change != 0) {
      const int kind = before == 0 ? (paid ? back : gained) : r.cents == 0 ? gone : change > 0 ? more : less;
      cell& c = cells[static_cast<std::size_t>(r.month)][static_cast<std::size_t>(kind)];
      c.cents += change < 0 ? -change : change;
      c.customers += 1;
      before = r.cents;
      paid = true;
    }
  }
  all_movements all{};
  for (std::size_t m = 0; m < all.size(); ++m) {
    const auto& c = cells[m];
    all[m] = {0, c[gained].cents,     c[back].cents,     c[more].cents,    c[less].cents, c[gone].cents,
              0, c[gained].customers, c[back].customers, c[gone].customers};
  }
  open(all);
  return all;
}

all_movements by_month(const ledger_months& rows) {
  all_movements all{};
  std::vector<std::uint8_t> paid(rows[0].size());
  const std::vector<std::int64_t> nothing(rows[0].size());
  for (std::size_t m = 0; m < all.size(); ++m) {
    const auto& before = m == 0 ? nothing : rows[m - 1];
    const auto& after = rows[m];
    movements& to = all[m];
    std::int64_t fresh = 0, back = 0, up = 0, down = 0, gone = 0, n_fresh = 0, n_back = 0, n_gone = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
      const std::int64_t b = before[i];
      const std::int64_t a = after[i];
      const std::int64_t comes = (b == 0) & (a != 0);
      const std::int64_t known = paid[i];
      const std::int64_t leaves = (b != 0) & (a == 0);
      const std::int64_t stays = (b != 0) & (a != 0);
      fresh += a & -(comes & ~known);
      back += a & -(comes & known);
      up += (a - b) & -(stays & (a > b));
      down += (b - a) & -(stays & (a < b));
      gone += b & -leaves;
      n_fresh += comes & ~known;
      n_back += comes & known;
      n_gone += leaves;
      paid[i] = static_cast<std::uint8_t>(known | (a != 0));
    }
    to = {0, fresh, back, up, down, gone, 0, n_fresh, n_back, n_gone};
  }
  open(all);
  return all;
}

}  // namespace fused

namespace first_thought {

all_movements by_customer(const ledger_rows& rows) {
  std::unordered_map<std::int32_t, std::map<std::int32_t, std::int64_t>> customers;
  for (const auto& r : rows) customers[r.customer][r.month] = r.cents;
  all_movements all{};
  for (const auto& [customer, pays] : customers) {
    std::int64_t before = 0;
    bool paid = false;
    for (const auto& [month, after] : pays) {
      movements& m = all[static_cast<std::size_t>(month)];
      if (before == 0 && after != 0) {
        (paid ? m.reactivated : m.new_business) += after;
        (paid ? m.came_back : m.acquired) += 1;
        paid = true;
      } else if (before != 0 && after == 0) {
        m.churned += before;
        m.lost += 1;
      } else if (after > before) {
        m.expansion += after - before;
      } else {
        m.contraction += before - after;
      }
      before = after;
    }
  }
  open(all);
  return all;
}

}  // namespace first_thought
}  // namespace bench
