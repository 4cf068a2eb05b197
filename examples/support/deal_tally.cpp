// SPDX-License-Identifier: MIT
#include "deal_tally.hpp"

#include "deals.hpp"

#include <algorithm>

namespace examples {
namespace {

// A card takes some 400 bytes: what a file can ask for stays below half a gigabyte.
constexpr std::size_t most_groups = 100'000;
constexpr std::size_t most_cards = 1'000'000;

}  // namespace

deal_tally::deal_tally(std::span<const kpi::period> periods, std::optional<date::sys_days> as_of)
    : index_(periods),
      given_as_of_(as_of),
      bound_(as_of.value_or(last_deal_day)),
      slot_of_segment_(index_.segments().size(), none),
      first_(last_deal_day),
      latest_(first_deal_day) {
  if (!index_.segments().empty())
    whole_ = *kpi::period::between(index_.segments().front().from(), index_.segments().back().until());
}

std::uint32_t deal_tally::group_of(std::span<const std::string_view> keys) {
  std::string_view key = keys.empty() ? std::string_view() : keys.front();
  if (keys.size() > 1) {
    key_.clear();
    for (const std::string_view k : keys) {
      const auto size = static_cast<std::uint32_t>(k.size());
      key_.append(reinterpret_cast<const char*>(&size), sizeof size).append(k);
    }
    key = key_;
  }
  if (const auto at = group_by_key_.find(key); at != group_by_key_.end()) return at->second;
  if (groups_.size() == most_groups) throw unusable("--by makes more than 100,000 groups, too many to compare.");
  const auto n = static_cast<std::uint32_t>(groups_.size());
  group_by_key_.emplace(key, n);
  groups_.push_back({{keys.begin(), keys.end()}, {}});
  return n;
}

deal_card& deal_tally::card_of(std::uint32_t of_group, std::uint32_t segment) {
  std::uint32_t& slot = slot_of_segment_[segment];
  if (slot == none) {
    slot = static_cast<std::uint32_t>(segment_of_slot_.size());
    segment_of_slot_.push_back(segment);
  }
  auto& cards = groups_[of_group].cards;
  if (slot >= cards.size()) cards.resize(slot + 1, none);
  if (cards[slot] == none) {
    if (cards_.size() == most_cards) throw unusable("--by makes more than 1,000,000 groups and periods to compare.");
    cards[slot] = static_cast<std::uint32_t>(cards_.size());
    cards_.emplace_back();
  }
  return cards_[cards[slot]];
}

/// Expected days are not days on which anything happened, and neither is the closing day of an open deal.
void deal_tally::see(const kpi::deal& d) {
  const date::sys_days before = latest_;
  for (const auto* day : {&d.opened, &d.demo, &d.contract_sent, &d.closed}) {
    if (!*day || **day > bound_ || (day == &d.closed && d.state == kpi::deal_state::open)) continue;
    first_ = std::min(first_, **day);
    latest_ = std::max(latest_, **day);
  }
  if (latest_ != before) release(latest_);
}

void deal_tally::release(date::sys_days past) {
  while (!due_later_.empty() && due_later_.begin()->first < past) {
    for (const auto& [where, due] : due_later_.begin()->second)
      card_of(static_cast<std::uint32_t>(where >> 32), static_cast<std::uint32_t>(where)).totals.due += due;
    due_later_.erase(due_later_.begin());
  }
}

void deal_tally::add(const kpi::deal& d, std::span<const std::string_view> keys, bool has_quota) {
  see(d);
  const std::uint32_t n = group_of(keys);

  // Expected on a day that never comes, since the value of what is due is not asked for.
  kpi::deal done = d;
  done.expected_close = last_deal_day + date::days{1};
  coverage_ += kpi::coverage_of(done, whole_, bound_);

  kpi::for_each_segment(index_, d, [&](std::uint32_t segment) {
    const kpi::period& p = index_.segments()[segment];
    deal_card& card = card_of(n, segment);
    const kpi::closed_sales sales = kpi::sales_of(d, p, bound_);
    const kpi::cycle_time cycle = kpi::cycle_of(d, p, bound_);
    card.totals += deal_totals{.opportunities = kpi::opportunities_of(d, p, bound_),
                               .sales = sales,
                               .cycle = cycle,
                               .won_cycle = kpi::won_cycle_of(d, p, bound_),
                               .contracts = kpi::contracts_of(d, p, bound_),
                               .demos = kpi::demos_of(d, p, bound_),
                               .discounts = kpi::discounts_of(d, p, bound_),
                               .due = {},
                               .quota_sales = has_quota ? sales.revenue : kpi::money{}};
    if (cycle.deals != 0) card.cycles.add(cycle.total);

    const kpi::due_deals due = kpi::due_of(d, p, bound_);
    if (due.due == 0) return;
    if (given_as_of_ || *d.expected_close < latest_)
      card.totals.due += due;
    else
      due_later_[*d.expected_close][std::uint64_t{n} << 32 | segment] += due;
  });
}

void deal_tally::finish() {
  release(latest_);
  due_later_.clear();
}

std::optional<kpi::period> deal_tally::span() const noexcept {
  if (first_ > as_of()) return {};
  return *kpi::period::between(first_, as_of() + date::days{1});
}

const deal_card& deal_tally::empty() noexcept {
  static const deal_card nothing;
  return nothing;
}

std::vector<deal_tally::row> deal_tally::rows() const {
  std::vector<row> rows;
  for (const group& g : groups_) {
    bool any = false;
    for (std::size_t slot = 0; slot < g.cards.size(); ++slot) {
      if (g.cards[slot] == none) continue;
      const deal_card& card = cards_[g.cards[slot]];
      if (card.totals == deal_totals{}) continue;
      rows.push_back({g.keys, segment_of_slot_[slot], &card});
      any = true;
    }
    if (!any) rows.push_back({g.keys, 0, &empty()});
  }
  return rows;
}

deal_card deal_tally::total() const {
  deal_card sum;
  for (const deal_card& card : cards_) sum += card;
  return sum;
}

}  // namespace examples
