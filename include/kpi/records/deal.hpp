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

#include <algorithm>
#include <concepts>
#include <cstdint>
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
/// closing day counts for nothing, but may not lie before the opening either.
struct deal {
  std::optional<date::sys_days> opened{}, demo{}, contract_sent{}, expected_close{}, closed{};
  deal_state state = deal_state::open;
  std::optional<money> value{};  ///< total contract value: what the buyer agreed to pay over the whole term
  std::optional<money> list{};   ///< list price of what was sold, before any discount
  money one_time{};              ///< the part of `value` that does not recur
  std::optional<date::months> term{};
};

/// A day that is stored as days since 1970-01-01, with one number for none, as columns have it:
///
///     constexpr kpi::epoch_day day{.none = INT32_MIN};
///     kpi::column<&kpi::deal::closed>(closed, day)
struct epoch_day {
  std::int32_t none;

  /// Of numbers that a day can hold: one of 64 bits would be cut off, and the mark for none with it.
  template <std::signed_integral I>
  requires(sizeof(I) <= sizeof(std::int32_t)) [[nodiscard]] KPI_INLINE constexpr std::optional<date::sys_days>
  operator()(I day) const noexcept {
    std::optional<date::sys_days> event = date::sys_days{date::days{day}};
    if (day == none) event.reset();  // the number is there in any case, and compilers find that a branch can go
    return event;
  }
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

namespace detail {

// Every deal passes here, and what has happened to it is hard to predict: hence arithmetic on numbers and truth values
// where one would branch.

/// A day as a number, in the order of days; 0 for an event that has not happened.
using day_number = std::uint32_t;

// `^` and not `-`: in that form g++ sees where a number for none, as an `epoch_day` has it, is the 0 already.
[[nodiscard]] KPI_INLINE constexpr day_number number_of(date::sys_days day) noexcept {
  return static_cast<day_number>(day.time_since_epoch().count()) ^ static_cast<day_number>(INT32_MIN);
}
[[nodiscard]] KPI_INLINE constexpr day_number number_of(const std::optional<date::sys_days>& event) noexcept {
  return number_of(event ? *event : date::sys_days::min());
}

/// Whether all hold; one if they do.
[[nodiscard]] KPI_INLINE constexpr bool all(std::same_as<bool> auto... holds) noexcept {
  return (... & int{holds}) != 0;
}
[[nodiscard]] KPI_INLINE constexpr count one_if(std::same_as<bool> auto... holds) noexcept {
  return (... & int{holds});
}

/// One of the five: what is made of a number may be another.
[[nodiscard]] KPI_INLINE constexpr bool is_known(deal_state state) noexcept {
  return static_cast<unsigned char>(state) <= static_cast<unsigned char>(deal_state::disqualified);
}
/// Closed on or after the opening, or still open: then both sides are one less, so that no closing day, which is 0,
/// wraps to one that is later than any.
[[nodiscard]] KPI_INLINE constexpr bool closing_fits(day_number opened, day_number closed, deal_state state) noexcept {
  const day_number open = state == deal_state::open ? 1 : 0;
  return closed - open >= std::max(opened, day_number{1}) - open;
}
/// From nothing to the value; read as unsigned, what is below nothing is above any value.
[[nodiscard]] KPI_INLINE constexpr bool one_time_fits(const deal& d) noexcept {
  const auto most = d.value ? d.value->value() : money::limit;
  return static_cast<std::uint64_t>(d.one_time.value()) <= static_cast<std::uint64_t>(most);
}
[[nodiscard]] KPI_INLINE constexpr bool fits(const deal& d) noexcept {
  return is_known(d.state) && closing_fits(number_of(d.opened), number_of(d.closed), d.state) &&
         in_range(d.value.value_or(money{})) && in_range(d.list.value_or(money{})) && one_time_fits(d) &&
         d.term.value_or(date::months{1}).count() > 0;
}

[[nodiscard]] KPI_COLD constexpr tl::unexpected<error> why_invalid(const deal& d) noexcept {
  if (!is_known(d.state)) return refuse(errc::invalid, "state");
  if (!closing_fits(number_of(d.opened), number_of(d.closed), d.state)) return refuse(errc::invalid, "closed");
  if (d.value && !in_range(*d.value)) return refuse(errc::invalid, "value");
  if (d.list && !in_range(*d.list)) return refuse(errc::invalid, "list");
  if (!one_time_fits(d)) return refuse(errc::invalid, "one_time");
  return refuse(errc::invalid, "term");
}

}  // namespace detail

/// Whether a deal can be counted at all. A demo before the opening and a contract sent after the closing are legal.
///
/// Errors, first match wins, all `invalid`: "state" (none of the five); "closed" (before opened; missing although
/// the state is not open); "value", "list", "one_time" (negative or out of range); "one_time" (above the value); "term"
/// (zero or less).
[[nodiscard]] KPI_INLINE constexpr result<void> validate(const deal& d) noexcept {
  if (detail::fits(d)) [[likely]]
    return {};
  return detail::why_invalid(d);
}

/// A deal as it stood at the end of a day: what happened later has not happened.
///
/// It looks at the deal once, for any number of attributions in any number of periods:
///
///     const kpi::deal_as_of d(deal, as_of);
///     return scorecard{kpi::opportunities_in(d, quarter), kpi::sales_in(d, quarter)};
///
/// To a deal that fails `validate` nothing has happened, ever.
class deal_as_of {
 public:
  KPI_INLINE constexpr deal_as_of(const deal& d, date::sys_days as_of) noexcept
      : as_of_(detail::number_of(as_of)),
        opened_(detail::number_of(d.opened)),
        closed_(detail::number_of(d.closed)),
        demo_(detail::number_of(d.demo)),
        sent_(detail::number_of(d.contract_sent)),
        due_(detail::number_of(d.expected_close)),
        state_(d.state),
        has_value_(d.value.has_value()),
        has_list_(d.list.has_value()),
        value_(d.value.value_or(money{})),
        list_(d.list.value_or(money{})),
        one_time_(d.one_time),
        has_term_(d.term.has_value()),
        term_(d.term.value_or(date::months{1})) {
    if (!detail::fits(d)) [[unlikely]] {
      refused_ = true;
      opened_ = closed_ = 0;
      term_ = date::months{1};  // what it divides is counted for nothing
    }
    if (!known()) [[unlikely]]
      demo_ = sent_ = due_ = 0;
  }

  /// Failed `validate`.
  [[nodiscard]] constexpr bool refused() const noexcept { return refused_; }
  /// Taken, and opened or closed by the day; what is not is in no period.
  [[nodiscard]] constexpr bool known() const noexcept { return was_opened() || closed(); }
  [[nodiscard]] constexpr deal_state state() const noexcept { return closed() ? state_ : deal_state::open; }
  [[nodiscard]] constexpr bool closed() const noexcept {
    return detail::all(by(as_of_, closed_), state_ != deal_state::open);
  }
  [[nodiscard]] constexpr bool won() const noexcept {
    return detail::all(by(as_of_, closed_), state_ == deal_state::won);
  }
  [[nodiscard]] constexpr bool was_opened() const noexcept { return by(as_of_, opened_); }
  [[nodiscard]] constexpr bool was_sent() const noexcept { return by(as_of_, sent_); }

  [[nodiscard]] constexpr bool opened_in(const period& p) const noexcept { return within(p, after_as_of(), opened_); }
  [[nodiscard]] constexpr bool demo_in(const period& p) const noexcept { return within(p, after_as_of(), demo_); }
  [[nodiscard]] constexpr bool sent_in(const period& p) const noexcept { return within(p, after_as_of(), sent_); }
  [[nodiscard]] constexpr bool closed_in(const period& p) const noexcept {
    return detail::all(within(p, after_as_of(), closed_), state_ != deal_state::open);
  }
  [[nodiscard]] constexpr bool closed_in(const period& p, deal_state as) const noexcept {
    return detail::all(within(p, after_as_of(), closed_), as != deal_state::open, state_ == as);
  }
  [[nodiscard]] constexpr bool won_in(const period& p) const noexcept { return closed_in(p, deal_state::won); }

  /// Due today has not slipped: the day itself belongs to the seller.
  [[nodiscard]] constexpr bool due_in(const period& p) const noexcept { return within(p, as_of_, due_); }
  /// Won by the day it was due, of a deal that was due.
  [[nodiscard]] constexpr bool won_on_time() const noexcept {
    return detail::all(by(due_, closed_), state_ == deal_state::won);
  }

  [[nodiscard]] constexpr bool has_value() const noexcept { return has_value_; }
  [[nodiscard]] constexpr bool has_list() const noexcept { return has_list_; }
  [[nodiscard]] constexpr bool has_term() const noexcept { return has_term_; }
  /// Nothing when it has none; so too of the list price.
  [[nodiscard]] constexpr money value() const noexcept { return value_; }
  [[nodiscard]] constexpr money list() const noexcept { return list_; }
  [[nodiscard]] constexpr money one_time() const noexcept { return one_time_; }
  [[nodiscard]] constexpr date::months term() const noexcept { return term_; }

  /// Days from opened to closed, when both have happened: never below 0, and no pair of days is too far apart.
  [[nodiscard]] constexpr days cycle() const noexcept { return days(closed_ - opened_); }

 private:
  /// Has happened, and on or before a day.
  [[nodiscard]] static constexpr bool by(detail::day_number day, detail::day_number event) noexcept {
    return event - 1 < day;
  }
  /// In the part of a period that is before a day.
  [[nodiscard]] static constexpr bool within(const period& p, detail::day_number end,
                                             detail::day_number event) noexcept {
    const detail::day_number from = detail::number_of(p.from());
    const detail::day_number until = std::max(from, std::min(end, detail::number_of(p.until())));
    return event - from < until - from;
  }
  [[nodiscard]] constexpr detail::day_number after_as_of() const noexcept {
    return as_of_ + (as_of_ != UINT32_MAX ? 1 : 0);
  }

  detail::day_number as_of_;
  bool refused_ = false;
  detail::day_number opened_, closed_, demo_, sent_, due_;
  deal_state state_;
  bool has_value_, has_list_;
  money value_, list_, one_time_;
  bool has_term_;
  date::months term_;
};

namespace detail {

/// The part of the coverage that is of the period.
[[nodiscard]] KPI_INLINE constexpr coverage gaps_of(const deal_as_of& d, const period& p) noexcept {
  const bool won = d.won_in(p);
  const bool decided = d.state() == deal_state::won || d.state() == deal_state::lost;
  const bool valued = decided ? d.closed_in(p) : d.due_in(p);  // one event only, so that periods add
  return {.without_value = detail::one_if(valued, !d.has_value()),
          .without_list = detail::one_if(won, !d.has_list()),
          .without_term = detail::one_if(won, !d.has_term()),
          .without_opening = detail::one_if(d.closed_in(p), !d.was_opened())};
}

/// The part of the coverage that is of the record.
[[nodiscard]] KPI_INLINE constexpr coverage record_of(const deal_as_of& d) noexcept {
  if (d.refused()) return {.refused = 1};
  return {.taken = 1, .not_opened = d.known() ? 0 : 1};
}

}  // namespace detail

// Each attribution says what a deal counts for in a period, as of a day: what happened after that day has not happened,
// what happened on it has, and a deal closed later is open. A deal that fails `validate` counts for nothing, and one
// not yet opened is in no period; `coverage` counts both. Over periods that do not overlap, attributions add.
// docs/decisions.md, D-32. `…_of` takes a deal and a day; for several attributions at once make the `deal_as_of`
// yourself and ask `…_in`.

/// Opened in the period; won, lost, without a decision or disqualified in the period, whenever opened.
[[nodiscard]] KPI_INLINE constexpr opportunities opportunities_in(const deal_as_of& d, const period& p) noexcept {
  const auto closed_as = [&](deal_state state) { return detail::one_if(d.closed_in(p, state)); };
  return {.opened = detail::one_if(d.opened_in(p)),
          .won = closed_as(deal_state::won),
          .lost = closed_as(deal_state::lost),
          .no_decision = closed_as(deal_state::no_decision),
          .disqualified = closed_as(deal_state::disqualified)};
}
[[nodiscard]] constexpr opportunities opportunities_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return opportunities_in(deal_as_of(d, as_of), p);
}

/// The deals opened in the period, followed to their state as of the day: won never exceeds opened.
[[nodiscard]] KPI_INLINE constexpr opportunities cohort_opportunities_in(const deal_as_of& d,
                                                                         const period& p) noexcept {
  const bool opened = d.opened_in(p);
  const auto now = [&](deal_state state) { return detail::one_if(opened, d.state() == state); };
  return {.opened = detail::one_if(opened),
          .won = now(deal_state::won),
          .lost = now(deal_state::lost),
          .no_decision = now(deal_state::no_decision),
          .disqualified = now(deal_state::disqualified)};
}
[[nodiscard]] constexpr opportunities cohort_opportunities_of(const deal& d, const period& p,
                                                              date::sys_days as_of) noexcept {
  return cohort_opportunities_in(deal_as_of(d, as_of), p);
}

/// Contracts sent in the period; deals won in the period for which one had been sent by the day.
[[nodiscard]] KPI_INLINE constexpr contract_outcomes contracts_in(const deal_as_of& d, const period& p) noexcept {
  return {.sent = detail::one_if(d.sent_in(p)), .won = detail::one_if(d.won_in(p), d.was_sent())};
}
[[nodiscard]] constexpr contract_outcomes contracts_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return contracts_in(deal_as_of(d, as_of), p);
}

/// The contracts sent in the period, followed to their state as of the day.
[[nodiscard]] KPI_INLINE constexpr contract_outcomes cohort_contracts_in(const deal_as_of& d,
                                                                         const period& p) noexcept {
  return {.sent = detail::one_if(d.sent_in(p)), .won = detail::one_if(d.sent_in(p), d.won())};
}
[[nodiscard]] constexpr contract_outcomes cohort_contracts_of(const deal& d, const period& p,
                                                              date::sys_days as_of) noexcept {
  return cohort_contracts_in(deal_as_of(d, as_of), p);
}

/// Value and annual contract value of the deals won in the period that have a value and a term; the annual value is
/// rounded once a deal, then summed.
[[nodiscard]] KPI_INLINE constexpr contract_values contract_values_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.has_value(), d.has_term());
  const money acv = detail::annual_value(d.value().value() - d.one_time().value(), d.term());
  return {.total = only_if(counts, d.value()), .acv = only_if(counts, acv), .contracts = detail::one_if(counts)};
}
[[nodiscard]] constexpr contract_values contract_values_of(const deal& d, const period& p,
                                                           date::sys_days as_of) noexcept {
  return contract_values_in(deal_as_of(d, as_of), p);
}

/// Demos of the period; annual contract value won in it.
[[nodiscard]] KPI_INLINE constexpr demo_yield demos_in(const deal_as_of& d, const period& p) noexcept {
  return {.acv_won = contract_values_in(d, p).acv, .demos = detail::one_if(d.demo_in(p))};
}
[[nodiscard]] constexpr demo_yield demos_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return demos_in(deal_as_of(d, as_of), p);
}

/// Opening to closing of the deals closed in the period, whatever their end.
[[nodiscard]] KPI_INLINE constexpr cycle_time cycle_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.closed_in(p), d.was_opened());
  return {.deals = detail::one_if(counts), .total = only_if(counts, d.cycle())};
}
[[nodiscard]] constexpr cycle_time cycle_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return cycle_in(deal_as_of(d, as_of), p);
}

/// Opening to closing of the deals won in the period.
[[nodiscard]] KPI_INLINE constexpr cycle_time won_cycle_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.was_opened());
  return {.deals = detail::one_if(counts), .total = only_if(counts, d.cycle())};
}
[[nodiscard]] constexpr cycle_time won_cycle_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return won_cycle_in(deal_as_of(d, as_of), p);
}

/// Deals expected to close in the period, on a day that is over: won by that day, won later, closed otherwise, open.
[[nodiscard]] KPI_INLINE constexpr due_deals due_in(const deal_as_of& d, const period& p) noexcept {
  const bool due = d.due_in(p);
  const bool on_time = d.won_on_time();
  return {.due = detail::one_if(due),
          .on_time = detail::one_if(due, on_time),
          .late = detail::one_if(due, d.won(), !on_time),
          .lost = detail::one_if(due, d.closed(), !d.won()),
          .open = detail::one_if(due, !d.closed())};
}
[[nodiscard]] constexpr due_deals due_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return due_in(deal_as_of(d, as_of), p);
}

/// The value of the deals that were due in the period, and of those won on time.
[[nodiscard]] KPI_INLINE constexpr due_value due_value_in(const deal_as_of& d, const period& p) noexcept {
  const bool due = d.due_in(p);
  return {.due = only_if(due, d.value()), .on_time = only_if(detail::all(due, d.won_on_time()), d.value())};
}
[[nodiscard]] constexpr due_value due_value_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return due_value_in(deal_as_of(d, as_of), p);
}

/// The value won and the value lost in the period.
[[nodiscard]] KPI_INLINE constexpr opportunity_value opportunity_value_in(const deal_as_of& d,
                                                                          const period& p) noexcept {
  return {.won = only_if(d.won_in(p), d.value()), .lost = only_if(d.closed_in(p, deal_state::lost), d.value())};
}
[[nodiscard]] constexpr opportunity_value opportunity_value_of(const deal& d, const period& p,
                                                               date::sys_days as_of) noexcept {
  return opportunity_value_in(deal_as_of(d, as_of), p);
}

/// Revenue and number of the deals won in the period that have a value.
[[nodiscard]] KPI_INLINE constexpr closed_sales sales_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.has_value());
  return {.revenue = only_if(counts, d.value()), .deals = detail::one_if(counts)};
}
[[nodiscard]] constexpr closed_sales sales_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return sales_in(deal_as_of(d, as_of), p);
}

/// List price and price of the deals won in the period that have both.
[[nodiscard]] KPI_INLINE constexpr discounts discounts_in(const deal_as_of& d, const period& p) noexcept {
  const bool counts = detail::all(d.won_in(p), d.has_value(), d.has_list());
  return {.list = only_if(counts, d.list()), .sold = only_if(counts, d.value())};
}
[[nodiscard]] constexpr discounts discounts_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return discounts_in(deal_as_of(d, as_of), p);
}

/// What became of the record, and what the period's figures lack of it.
[[nodiscard]] KPI_INLINE constexpr coverage coverage_in(const deal_as_of& d, const period& p) noexcept {
  return detail::record_of(d) + detail::gaps_of(d, p);
}
[[nodiscard]] constexpr coverage coverage_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return coverage_in(deal_as_of(d, as_of), p);
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

/// Every attribution at once.
[[nodiscard]] KPI_INLINE constexpr deal_measures deal_measures_in(const deal_as_of& d, const period& p) noexcept {
  return {.opportunities = opportunities_in(d, p),
          .cohort_opportunities = cohort_opportunities_in(d, p),
          .contracts = contracts_in(d, p),
          .cohort_contracts = cohort_contracts_in(d, p),
          .contract_values = contract_values_in(d, p),
          .demos = demos_in(d, p),
          .cycle = cycle_in(d, p),
          .won_cycle = won_cycle_in(d, p),
          .due = due_in(d, p),
          .due_value = due_value_in(d, p),
          .opportunity_value = opportunity_value_in(d, p),
          .sales = sales_in(d, p),
          .discounts = discounts_in(d, p),
          .coverage = coverage_in(d, p)};
}
[[nodiscard]] constexpr deal_measures deal_measures_of(const deal& d, const period& p, date::sys_days as_of) noexcept {
  return deal_measures_in(deal_as_of(d, as_of), p);
}

}  // namespace kpi::inline v0_1
