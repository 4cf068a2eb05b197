// SPDX-License-Identifier: MIT
#include "deals.hpp"

#include "dice.hpp"

#include <algorithm>
#include <utility>

namespace bench {
namespace {

std::uint64_t shuffled(std::uint64_t i) noexcept {
  dice d(~i);
  return static_cast<std::uint64_t>(d.below(1 << 30)) << 30 | static_cast<std::uint64_t>(d.below(1 << 30));
}

}  // namespace

deal_row deal_of(std::uint64_t i, std::uint64_t n) noexcept {
  dice d(i);
  constexpr std::int16_t terms[] = {1, 3, 6, 12, 12, 24, 36};
  const auto happened = [](day on) { return on < as_of ? on : none; };

  deal_row r{};
  r.id = static_cast<std::int64_t>(i);
  r.owner = std::min(d.below(owners), d.below(owners));  // the busiest has twice the mean
  r.product = d.below(50);
  r.segment = static_cast<std::uint8_t>(d.below(5));
  r.created = first_day + static_cast<day>(i * (as_of - first_day) / n);
  r.demo = d.chance(60) ? happened(r.created + d.between(1, 30)) : none;
  r.sent = d.chance(45) ? happened(r.created + d.between(5, 60)) : none;
  r.closed = d.chance(90) ? happened(r.created + d.between(5, 90) + d.below(60) * d.below(3)) : none;
  r.expected = std::min(r.created + d.between(30, 180), as_of - 1);
  const bool wins = d.chance(55);
  r.stage = r.closed == none ? stage::open : wins ? stage::won : stage::lost;
  r.amount = std::int64_t{d.between(1'000, 50'000)} * 100 + d.below(100);
  r.list = r.amount * (100 + d.below(30)) / 100;
  r.one_time = d.chance(30) ? r.amount * d.below(20) / 100 : 0;
  r.term = terms[d.below(7)];
  return r;
}

std::vector<deal_row> deals(std::size_t n, order o) {
  std::vector<deal_row> rows(n);
  for (std::uint64_t i = 0; i < n; ++i) rows[i] = deal_of(i, n);
  if (o == order::shuffled)
    for (std::uint64_t i = n; i > 1; --i) std::swap(rows[i - 1], rows[shuffled(i) % i]);
  return rows;
}

deal_columns columns_of(const std::vector<deal_row>& rows) {
  deal_columns c;
  const auto fill = [&](auto& column, auto field) {
    column.resize(rows.size());
    std::transform(rows.begin(), rows.end(), column.begin(), [field](const deal_row& r) { return r.*field; });
  };
  fill(c.id, &deal_row::id);
  fill(c.amount, &deal_row::amount);
  fill(c.one_time, &deal_row::one_time);
  fill(c.list, &deal_row::list);
  fill(c.owner, &deal_row::owner);
  fill(c.product, &deal_row::product);
  fill(c.created, &deal_row::created);
  fill(c.demo, &deal_row::demo);
  fill(c.sent, &deal_row::sent);
  fill(c.closed, &deal_row::closed);
  fill(c.expected, &deal_row::expected);
  fill(c.term, &deal_row::term);
  fill(c.segment, &deal_row::segment);
  fill(c.stage, &deal_row::stage);
  return c;
}

}  // namespace bench
