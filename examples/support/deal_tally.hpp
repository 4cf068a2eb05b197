// SPDX-License-Identifier: MIT
// Deals added up by group and period in one pass, in memory that depends on the groups and not on the deals.
#pragma once

#include <kpi/records/deal.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/distribution.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace examples {

/// What the deals of one group come to in one period. Not the library's `deal_measures`: only what is asked for here.
struct deal_totals {
  kpi::opportunities opportunities{};
  kpi::closed_sales sales{};
  kpi::cycle_time cycle{};
  kpi::cycle_time won_cycle{};
  kpi::contract_outcomes contracts{};
  kpi::demo_yield demos{};
  kpi::discounts discounts{};
  kpi::due_deals due{};
  kpi::money quota_sales{};  ///< of the owners that have a quota

  static constexpr void fields(auto f, auto&... t) {
    f("opportunities", t.opportunities...);
    f("sales", t.sales...);
    f("cycle", t.cycle...);
    f("won_cycle", t.won_cycle...);
    f("contracts", t.contracts...);
    f("demos", t.demos...);
    f("discounts", t.discounts...);
    f("due", t.due...);
    f("quota_sales", t.quota_sales...);
  }
};
using kpi::operator+=;
using kpi::operator==;

/// The totals, and the distribution of the cycles that medians come from.
struct deal_card {
  deal_totals totals{};
  kpi::distribution<kpi::days> cycles{};

  static constexpr void fields(auto f, auto&... c) {
    f("totals", c.totals...);
    f("cycles", c.cycles...);
  }
};

class deal_tally {
 public:
  /// `periods` do not overlap. With a day given, what happened after it has not happened. Without one, all of the file
  /// has, and the day it is of is the latest on which anything did: deals expected to close before that day are due.
  deal_tally(std::span<const kpi::period> periods, std::optional<date::sys_days> as_of);

  /// A valid deal. `has_quota`: its sales count against a quota.
  void add(const kpi::deal& d, std::span<const std::string_view> keys, bool has_quota);
  /// To be called after the last deal.
  void finish();

  [[nodiscard]] date::sys_days as_of() const noexcept { return given_as_of_.value_or(latest_); }
  /// None when nothing ever happened.
  [[nodiscard]] std::optional<kpi::period> span() const noexcept;
  [[nodiscard]] const kpi::coverage& coverage() const noexcept { return coverage_; }

  struct row {
    std::span<const std::string> keys;
    std::size_t period;  ///< its position in `periods`
    const deal_card* card;
  };
  [[nodiscard]] std::span<const kpi::period> periods() const noexcept { return index_.segments(); }
  /// What happened, by group and period, in no particular order. Groups without any event come with the first period.
  [[nodiscard]] std::vector<row> rows() const;
  [[nodiscard]] deal_card total() const;
  [[nodiscard]] static const deal_card& empty() noexcept;

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct group {
    std::vector<std::string> keys;
    std::vector<std::uint32_t> cards;
  };
  struct string_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
  };

  std::uint32_t group_of(std::span<const std::string_view> keys);
  deal_card& card_of(std::uint32_t of_group, std::uint32_t segment);
  void see(const kpi::deal& d);
  void release(date::sys_days past);

  kpi::period_index index_;
  kpi::period whole_;
  std::optional<date::sys_days> given_as_of_;
  date::sys_days bound_;  // nothing happens after it

  std::vector<group> groups_;
  std::unordered_map<std::string, std::uint32_t, string_hash, std::equal_to<>> group_by_key_;
  std::string key_;
  std::deque<deal_card> cards_;
  // Groups number their periods in order of appearance in the file, so that they hold no more cards than they need.
  std::vector<std::uint32_t> slot_of_segment_;
  std::vector<std::uint32_t> segment_of_slot_;

  date::sys_days first_;
  date::sys_days latest_;
  // What is due on a day that is not known to be past yet, by group and segment.
  std::map<date::sys_days, std::unordered_map<std::uint64_t, kpi::due_deals>> due_later_;
  kpi::coverage coverage_;
};

}  // namespace examples
