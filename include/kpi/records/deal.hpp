// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/period.hpp>
#include <kpi/metrics/contract_value.hpp>
#include <kpi/metrics/deal_size.hpp>
#include <kpi/metrics/discounts.hpp>
#include <kpi/metrics/meetings_and_contracts.hpp>
#include <kpi/metrics/sales_cycle.hpp>
#include <kpi/metrics/slippage.hpp>
#include <kpi/metrics/win_rate.hpp>

#include <optional>

namespace kpi::inline v0_1 {

/// What has become of a deal.
enum class deal_state : unsigned char {
  open,
  won,
  lost,          ///< the buyer chose another, or said no
  no_decision,   ///< closed without a decision by the buyer
  disqualified,  ///< closed because it should not have been opened
};

/// One opportunity, from which the attribution functions below make measures.
///
/// A deal that has not happened to have some of this leaves it empty; nothing is guessed. While the state is `open` a
/// closing day counts for nothing.
struct deal {
  std::optional<date::sys_days> opened{}, demo{}, contract_sent{}, expected_close{}, closed{};
  deal_state state = deal_state::open;
  std::optional<money> value{};  ///< total contract value: what the buyer agreed to pay over the whole term
  std::optional<money> list{};   ///< list price of what was sold, before any discount
  money one_time{};              ///< the part of `value` that does not recur
  std::optional<date::months> term{};
};

/// What became of the records that were given, so that nothing is dropped unseen. The first three are of the records,
/// whatever the period: `taken + refused` is how many there were. The others are of the deals that count in the period.
struct coverage {
  count taken{};
  count refused{};          ///< failed `validate`
  count not_opened{};       ///< taken, but not opened as of the day: in no period
  count without_value{};    ///< won or lost in the period, or due in it and neither: absent from sums of value
  count without_list{};     ///< won in the period: absent from both sums of the discount
  count without_term{};     ///< won in the period: absent from annual contract value
  count without_opening{};  ///< closed in the period: counted by state, absent from opened and from the cycle

  static constexpr void fields(auto f, auto&... c) {
    f("taken", c.taken...);
    f("refused", c.refused...);
    f("not_opened", c.not_opened...);
    f("without_value", c.without_value...);
    f("without_list", c.without_list...);
    f("without_term", c.without_term...);
    f("without_opening", c.without_opening...);
  }
};

/// Whether a deal can be counted at all. A demo before the opening and a contract sent after the closing are legal.
///
/// Errors, first match wins, all `invalid`: "closed" (before opened; missing although the state is not open); "value",
/// "list", "one_time" (negative or out of range); "one_time" (above the value); "term" (zero or less).
[[nodiscard]] constexpr result<void> validate(const deal& d) noexcept {
  if (d.closed ? d.opened && *d.closed < *d.opened : d.state != deal_state::open)
    return refuse(errc::invalid, "closed");
  if (d.value && !detail::in_range(*d.value)) return refuse(errc::invalid, "value");
  if (d.list && !detail::in_range(*d.list)) return refuse(errc::invalid, "list");
  if (!detail::in_range(d.one_time) || (d.value && d.one_time > *d.value)) return refuse(errc::invalid, "one_time");
  if (d.term && d.term->count() <= 0) return refuse(errc::invalid, "term");
  return {};
}

namespace detail {

/// A valid deal as it stood at the end of a day: what happened later has not happened.
class deal_as_of {
 public:
  constexpr deal_as_of(const deal& d, date::sys_days as_of) noexcept
      : deal_(d),
        as_of_(as_of),
        state_(d.state != deal_state::open && happened(d.closed) ? d.state : deal_state::open),
        known_(state_ != deal_state::open || happened(d.opened)) {}

  [[nodiscard]] constexpr deal_state state() const noexcept { return state_; }
  [[nodiscard]] constexpr bool closed() const noexcept { return state_ != deal_state::open; }
  /// Not yet opened is in no period.
  [[nodiscard]] constexpr bool known() const noexcept { return known_; }

  [[nodiscard]] constexpr bool opened_in(const period& p) const noexcept { return in(p, deal_.opened); }
  [[nodiscard]] constexpr bool sent_in(const period& p) const noexcept { return in(p, deal_.contract_sent); }
  [[nodiscard]] constexpr bool demo_in(const period& p) const noexcept { return in(p, deal_.demo); }
  [[nodiscard]] constexpr bool closed_in(const period& p) const noexcept {
    return closed() && p.contains(*deal_.closed);
  }
  [[nodiscard]] constexpr bool won_in(const period& p) const noexcept {
    return state_ == deal_state::won && p.contains(*deal_.closed);
  }
  [[nodiscard]] constexpr bool was_sent() const noexcept { return happened(deal_.contract_sent); }

  /// Due today has not slipped: the day itself belongs to the seller.
  [[nodiscard]] constexpr bool due_in(const period& p) const noexcept {
    return known_ && deal_.expected_close && *deal_.expected_close < as_of_ && p.contains(*deal_.expected_close);
  }
  [[nodiscard]] constexpr bool won_on_time() const noexcept {
    return state_ == deal_state::won && *deal_.closed <= *deal_.expected_close;
  }

 private:
  [[nodiscard]] constexpr bool happened(const std::optional<date::sys_days>& event) const noexcept {
    return event && *event <= as_of_;
  }
  [[nodiscard]] constexpr bool in(const period& p, const std::optional<date::sys_days>& event) const noexcept {
    return known_ && happened(event) && p.contains(*event);
  }

  const deal& deal_;
  date::sys_days as_of_;
  deal_state state_;
  bool known_;
};

/// Days from opened to closed, both present, in 64 bits: no pair of days can wrap it.
[[nodiscard]] constexpr days cycle(const deal& d) noexcept {
  return days(std::int64_t{d.closed->time_since_epoch().count()} - d.opened->time_since_epoch().count());
}

/// By state, one opportunity.
[[nodiscard]] constexpr opportunities by_state(deal_state state) noexcept {
  return {.won = state == deal_state::won ? 1 : 0,
          .lost = state == deal_state::lost ? 1 : 0,
          .no_decision = state == deal_state::no_decision ? 1 : 0,
          .disqualified = state == deal_state::disqualified ? 1 : 0};
}

[[nodiscard]] constexpr opportunities opportunities_of(const deal_as_of& s, const period& p) noexcept {
  opportunities o = s.closed_in(p) ? by_state(s.state()) : opportunities{};
  o.opened = s.opened_in(p) ? 1 : 0;
  return o;
}

[[nodiscard]] constexpr opportunities cohort_opportunities_of(const deal_as_of& s, const period& p) noexcept {
  if (!s.opened_in(p)) return {};
  opportunities o = by_state(s.state());
  o.opened = 1;
  return o;
}

[[nodiscard]] constexpr contract_outcomes contracts_of(const deal_as_of& s, const period& p) noexcept {
  return {.sent = s.sent_in(p) ? 1 : 0, .won = s.won_in(p) && s.was_sent() ? 1 : 0};
}

[[nodiscard]] constexpr contract_outcomes cohort_contracts_of(const deal_as_of& s, const period& p) noexcept {
  if (!s.sent_in(p)) return {};
  return {.sent = 1, .won = s.state() == deal_state::won ? 1 : 0};
}

[[nodiscard]] constexpr contract_values contract_values_of(const deal& d, const deal_as_of& s,
                                                           const period& p) noexcept {
  if (!s.won_in(p) || !d.value || !d.term) return {};
  const auto acv = annual_contract_value({.total = *d.value, .one_time = d.one_time, .term = *d.term});
  return {.total = *d.value, .acv = acv ? *acv : money::of(INT64_MAX), .contracts = 1};
}

[[nodiscard]] constexpr demo_yield demos_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  return {.acv_won = contract_values_of(d, s, p).acv, .demos = s.demo_in(p) ? 1 : 0};
}

[[nodiscard]] constexpr cycle_time cycle_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  if (!s.closed_in(p) || !d.opened) return {};
  return {.deals = 1, .total = cycle(d)};
}

[[nodiscard]] constexpr cycle_time won_cycle_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  return s.won_in(p) ? cycle_of(d, s, p) : cycle_time{};
}

[[nodiscard]] constexpr due_deals due_of(const deal_as_of& s, const period& p) noexcept {
  if (!s.due_in(p)) return {};
  const bool won = s.state() == deal_state::won;
  const bool on_time = won && s.won_on_time();
  return {.due = 1,
          .on_time = on_time ? 1 : 0,
          .late = won && !on_time ? 1 : 0,
          .lost = s.closed() && !won ? 1 : 0,
          .open = s.closed() ? 0 : 1};
}

[[nodiscard]] constexpr due_value due_value_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  if (!s.due_in(p) || !d.value) return {};
  return {.due = *d.value, .on_time = s.won_on_time() ? *d.value : money{}};
}

[[nodiscard]] constexpr opportunity_value opportunity_value_of(const deal& d, const deal_as_of& s,
                                                               const period& p) noexcept {
  if (!s.closed_in(p) || !d.value) return {};
  return {.won = s.state() == deal_state::won ? *d.value : money{},
          .lost = s.state() == deal_state::lost ? *d.value : money{}};
}

[[nodiscard]] constexpr closed_sales sales_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  if (!s.won_in(p) || !d.value) return {};
  return {.revenue = *d.value, .deals = 1};
}

[[nodiscard]] constexpr discounts discounts_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  if (!s.won_in(p) || !d.value || !d.list) return {};
  return {.list = *d.list, .sold = *d.value};
}

/// The part of the coverage that is of the period.
[[nodiscard]] constexpr coverage gaps_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  const bool won = s.won_in(p);
  const bool decided = s.state() == deal_state::won || s.state() == deal_state::lost;
  const bool valued = decided ? s.closed_in(p) : s.due_in(p);  // one event only, so that periods add
  return {.without_value = valued && !d.value ? 1 : 0,
          .without_list = won && !d.list ? 1 : 0,
          .without_term = won && !d.term ? 1 : 0,
          .without_opening = s.closed_in(p) && !d.opened ? 1 : 0};
}

/// The part of the coverage that is of the record.
[[nodiscard]] constexpr coverage record_of(const deal_as_of& s) noexcept {
  return {.taken = 1, .not_opened = s.known() ? 0 : 1};
}

/// An attribution of valid deals; one that is refused adds nothing.
template <class M>
[[nodiscard]] constexpr M of_valid(const deal& d, date::sys_days as_of, auto attribution) noexcept {
  return validate(d) ? attribution(deal_as_of(d, as_of)) : M{};
}

}  // namespace detail

// Each attribution says what a deal counts for in a period, as of a day: what happened after that day has not happened,
// what happened on it has, and a deal closed later is open. A deal that fails `validate` counts for nothing, and one
// not yet opened is in no period; `coverage` counts both. Over periods that do not overlap, attributions add.
// docs/decisions.md, D-32.

/// Opened in the period; won, lost, without a decision or disqualified in the period, whenever opened.
[[nodiscard]] constexpr opportunities opportunities_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<opportunities>(d, as_of, [&](const auto& s) { return detail::opportunities_of(s, p); });
}

/// The deals opened in the period, followed to their state as of the day: won never exceeds opened.
[[nodiscard]] constexpr opportunities cohort_opportunities_of(const deal& d, const period& p,
                                                              date::sys_days as_of) noexcept {
  return detail::of_valid<opportunities>(d, as_of,
                                         [&](const auto& s) { return detail::cohort_opportunities_of(s, p); });
}

/// Contracts sent in the period; deals won in the period for which one had been sent by the day.
[[nodiscard]] constexpr contract_outcomes contracts_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<contract_outcomes>(d, as_of, [&](const auto& s) { return detail::contracts_of(s, p); });
}

/// The contracts sent in the period, followed to their state as of the day.
[[nodiscard]] constexpr contract_outcomes cohort_contracts_of(const deal& d, const period& p,
                                                              date::sys_days as_of) noexcept {
  return detail::of_valid<contract_outcomes>(d, as_of,
                                             [&](const auto& s) { return detail::cohort_contracts_of(s, p); });
}

/// Value and annual contract value of the deals won in the period that have a value and a term; the annual value is
/// rounded once a deal, then summed.
[[nodiscard]] constexpr contract_values contract_values_of(const deal& d, const period& p,
                                                           date::sys_days as_of) noexcept {
  return detail::of_valid<contract_values>(d, as_of,
                                           [&](const auto& s) { return detail::contract_values_of(d, s, p); });
}

/// Demos of the period; annual contract value won in it.
[[nodiscard]] constexpr demo_yield demos_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<demo_yield>(d, as_of, [&](const auto& s) { return detail::demos_of(d, s, p); });
}

/// Opening to closing of the deals closed in the period, whatever their end.
[[nodiscard]] constexpr cycle_time cycle_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<cycle_time>(d, as_of, [&](const auto& s) { return detail::cycle_of(d, s, p); });
}

/// Opening to closing of the deals won in the period.
[[nodiscard]] constexpr cycle_time won_cycle_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<cycle_time>(d, as_of, [&](const auto& s) { return detail::won_cycle_of(d, s, p); });
}

/// Deals expected to close in the period, on a day that is over: won by that day, won later, closed otherwise, open.
[[nodiscard]] constexpr due_deals due_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<due_deals>(d, as_of, [&](const auto& s) { return detail::due_of(s, p); });
}

/// The value of the deals that were due in the period, and of those won on time.
[[nodiscard]] constexpr due_value due_value_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<due_value>(d, as_of, [&](const auto& s) { return detail::due_value_of(d, s, p); });
}

/// The value won and the value lost in the period.
[[nodiscard]] constexpr opportunity_value opportunity_value_of(const deal& d, const period& p,
                                                               date::sys_days as_of) noexcept {
  return detail::of_valid<opportunity_value>(d, as_of,
                                             [&](const auto& s) { return detail::opportunity_value_of(d, s, p); });
}

/// Revenue and number of the deals won in the period that have a value.
[[nodiscard]] constexpr closed_sales sales_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<closed_sales>(d, as_of, [&](const auto& s) { return detail::sales_of(d, s, p); });
}

/// List price and price of the deals won in the period that have both.
[[nodiscard]] constexpr discounts discounts_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return detail::of_valid<discounts>(d, as_of, [&](const auto& s) { return detail::discounts_of(d, s, p); });
}

/// What became of the record, and what the period's figures lack of it.
[[nodiscard]] constexpr coverage coverage_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  if (!validate(d)) return {.refused = 1};
  const detail::deal_as_of s(d, as_of);
  return detail::record_of(s) + detail::gaps_of(d, s, p);
}

/// All that a deal counts for in a period: one member for each attribution, by its name.
struct deal_measures {
  kpi::opportunities opportunities{};
  kpi::opportunities cohort_opportunities{};
  contract_outcomes contracts{};
  contract_outcomes cohort_contracts{};
  kpi::contract_values contract_values{};
  demo_yield demos{};
  cycle_time cycle{};
  cycle_time won_cycle{};
  due_deals due{};
  kpi::due_value due_value{};
  kpi::opportunity_value opportunity_value{};
  closed_sales sales{};
  kpi::discounts discounts{};
  kpi::coverage coverage{};

  static constexpr void fields(auto f, auto&... m) {
    f("opportunities", m.opportunities...);
    f("cohort_opportunities", m.cohort_opportunities...);
    f("contracts", m.contracts...);
    f("cohort_contracts", m.cohort_contracts...);
    f("contract_values", m.contract_values...);
    f("demos", m.demos...);
    f("cycle", m.cycle...);
    f("won_cycle", m.won_cycle...);
    f("due", m.due...);
    f("due_value", m.due_value...);
    f("opportunity_value", m.opportunity_value...);
    f("sales", m.sales...);
    f("discounts", m.discounts...);
    f("coverage", m.coverage...);
  }
};

namespace detail {

/// All attributions of a valid deal, without the part of the coverage that is of the record: empty in every period in
/// which nothing happened to the deal.
[[nodiscard]] constexpr deal_measures events_of(const deal& d, const deal_as_of& s, const period& p) noexcept {
  return {.opportunities = opportunities_of(s, p),
          .cohort_opportunities = cohort_opportunities_of(s, p),
          .contracts = contracts_of(s, p),
          .cohort_contracts = cohort_contracts_of(s, p),
          .contract_values = contract_values_of(d, s, p),
          .demos = demos_of(d, s, p),
          .cycle = cycle_of(d, s, p),
          .won_cycle = won_cycle_of(d, s, p),
          .due = due_of(s, p),
          .due_value = due_value_of(d, s, p),
          .opportunity_value = opportunity_value_of(d, s, p),
          .sales = sales_of(d, s, p),
          .discounts = discounts_of(d, s, p),
          .coverage = gaps_of(d, s, p)};
}

}  // namespace detail

/// Every attribution at once.
[[nodiscard]] constexpr deal_measures deal_measures_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  if (!validate(d)) return {.coverage = {.refused = 1}};
  const detail::deal_as_of s(d, as_of);
  deal_measures m = detail::events_of(d, s, p);
  m.coverage += detail::record_of(s);
  return m;
}

}  // namespace kpi::inline v0_1
