// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/period.hpp>
#include <kpi/metrics/customer_bridge.hpp>
#include <kpi/metrics/recurring_revenue.hpp>
#include <kpi/metrics/retained_revenue.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kpi::inline v0_1 {

namespace detail {

[[nodiscard]] constexpr bool in_calendar(date::sys_days day) noexcept {
  return first_day <= day && day < after_last_day;
}
[[nodiscard]] constexpr bool in_calendar(date::year_month month) noexcept {
  return month.ok() && month.year() >= date::year{1} && month.year() <= date::year{9999};
}
/// The opposite of `month_number`, for months of the years 0 … 10000.
[[nodiscard]] constexpr date::year_month month_at(long long number) noexcept {
  return date::year{static_cast<int>(number / 12)} / date::month{static_cast<unsigned>(number % 12) + 1};
}

}  // namespace detail

/// What a customer pays a month, from one day until another.
///
/// Periods of one customer may overlap, and then add up; two that touch are continuous. How a price becomes `monthly`,
/// and what a trial or a discount does to it, is `subscription_period_of`.
struct subscription_period {
  std::uint64_t customer{};
  date::sys_days start{};               ///< the first day covered
  std::optional<date::sys_days> end{};  ///< the first day no longer covered; none while no end is known
  money monthly{};                      ///< monthly recurring revenue while it lasts
};

/// Whether a period can be counted at all.
///
/// Errors, first match wins, all `invalid`: "start" (outside the years 1 … 9999); "end" (outside them; not after the
/// start); "monthly" (negative or out of range).
[[nodiscard]] constexpr result<void> validate(const subscription_period& p) noexcept {
  if (!detail::in_calendar(p.start)) return refuse(errc::invalid, "start");
  if (p.end && (!detail::in_calendar(*p.end) || *p.end <= p.start)) return refuse(errc::invalid, "end");
  if (!detail::in_range(p.monthly)) return refuse(errc::invalid, "monthly");
  return {};
}

/// The same period, but without an end when it ends exactly on the day on which an export was cut off.
///
/// Some exports end everything that still runs on their last day, and all customers would seem to leave at once. What
/// happens from that day on is then not known: ask for no month that ends after it.
[[nodiscard]] constexpr subscription_period running_at_cut_off(subscription_period p, date::sys_days cut_off) noexcept {
  if (p.end == cut_off) p.end.reset();
  return p;
}

/// A subscription as a billing system holds it.
struct billed_subscription {
  std::uint64_t customer{};
  date::sys_days start{};                       ///< the first day of access, in a trial or not
  std::optional<date::sys_days> trial_until{};  ///< the first day that is paid for, where there was a trial
  std::optional<date::sys_days> end{};          ///< the first day without access; none while no end is known
  money price{};                                ///< of one bill: what recurs, without one-time fees, usage and tax
  money discount{};                             ///< off every bill, for as long as the subscription lasts
  billing billed{};                             ///< how often

  static constexpr void inputs(auto f, auto&... s) {
    f("customer", s.customer...);
    f("start", s.start...);
    f("trial_until", s.trial_until...);
    f("end", s.end...);
    f("price", s.price...);
    f("discount", s.discount...);
    f("billed", s.billed...);
  }
};

/// The recurring revenue of a subscription: its price less the discount, for a month, from the first day paid for.
///
/// A trial is not recurring revenue; one that ends in no payment gives a period that pays nothing, and who pays nothing
/// is no customer. A discount that ends before the subscription does is not a `discount`: what recurs is the price
/// without it, and its end would be booked as expansion (docs/decisions.md, D-33).
///
/// Errors, first match wins: `overflow`, `negative` (`price`, `discount`); `inconsistent`, "discount" (above the
/// price); those of `monthly_recurring_revenue`; `invalid` as of `validate`, "trial_until" (outside the years 1 …
/// 9999).
///
/// Example: 1,200 a year, less 120, with a trial until 15 March is 90 a month from 15 March.
[[nodiscard]] constexpr result<subscription_period> subscription_period_of(const billed_subscription& s) noexcept {
  const auto c = detail::check(s, s.price, s.discount).where(s.discount <= s.price, "discount");
  if (!c.ok()) return c.refusal();
  const auto monthly = monthly_recurring_revenue(s.price - s.discount, s.billed);
  if (!monthly) return tl::unexpected<error>(monthly.error());
  subscription_period p{.customer = s.customer, .start = s.start, .end = s.end, .monthly = *monthly};
  if (const auto valid = validate(p); !valid) return tl::unexpected<error>(valid.error());
  if (!s.trial_until || *s.trial_until <= s.start) return p;
  if (s.end && *s.end <= *s.trial_until) {
    p.monthly = money{};
    return p;
  }
  p.start = *s.trial_until;
  if (!validate(p)) return refuse(errc::invalid, "trial_until");
  return p;
}

namespace detail {

/// Whether a valid period is paid for on a day, given by its number: the day before any day has one.
[[nodiscard]] constexpr bool covers(const subscription_period& p, std::int64_t day) noexcept {
  return p.start.time_since_epoch().count() <= day && (!p.end || day < p.end->time_since_epoch().count());
}

[[nodiscard]] constexpr money revenue_on(std::span<const subscription_period> periods, std::int64_t day) noexcept {
  money sum;
  for (const auto& p : periods)
    if (covers(p, day) && validate(p)) sum += p.monthly;
  return sum;
}

}  // namespace detail

/// Recurring revenue on a day: what is paid for it, of one customer or of many. Periods that fail `validate` are left
/// out.
[[nodiscard]] constexpr money recurring_revenue_on(std::span<const subscription_period> periods,
                                                   date::sys_days day) noexcept {
  return detail::revenue_on(periods, day.time_since_epoch().count());
}

/// Committed recurring revenue on a day: the same without what is known to end. Also called: CMRR.
[[nodiscard]] constexpr money committed_revenue_on(std::span<const subscription_period> periods,
                                                   date::sys_days day) noexcept {
  money sum;
  for (const auto& p : periods)
    if (!p.end) sum += recurring_revenue_on({&p, 1}, day);
  return sum;
}

namespace detail {

/// One customer of a closed cohort, by what it pays at both ends. Who pays nothing at the opening is not in it.
[[nodiscard]] constexpr retained_revenue retained(const money& opening, const money& closing) noexcept {
  if (opening == money{}) return {};
  return {.opening = opening, .closing = closing, .capped = std::min(opening, closing)};
}
[[nodiscard]] constexpr customer_bridge retained_customer(const money& opening, const money& closing) noexcept {
  return {.opening = opening != money{} ? 1 : 0, .lost = opening != money{} && closing == money{} ? 1 : 0};
}

/// The same over [from, until): the ends of the day before each. Nothing when `until` is before `from`.
template <class F>
[[nodiscard]] constexpr auto between_days(std::span<const subscription_period> one_customer, date::sys_days from,
                                          date::sys_days until, F f) noexcept {
  const auto before = [&](date::sys_days day) {
    return until < from ? money{} : revenue_on(one_customer, std::int64_t{day.time_since_epoch().count()} - 1);
  };
  return f(before(from), before(until));
}

}  // namespace detail

/// What one customer's periods count for in the retention over [from, until): what it paid at the end of the day before
/// `from`, and, if that was anything, what it pays at the end of the day before `until`. Nothing when `until` is before
/// `from`.
[[nodiscard]] constexpr retained_revenue retained_revenue_of(std::span<const subscription_period> one_customer,
                                                             date::sys_days from, date::sys_days until) noexcept {
  return detail::between_days(one_customer, from, until, detail::retained);
}

/// The customer itself in the same: present at the opening, and lost unless it is there at the end. Who comes later is
/// in no closed cohort, so `acquired` and `reactivated` stay 0.
[[nodiscard]] constexpr customer_bridge retained_customer_of(std::span<const subscription_period> one_customer,
                                                             date::sys_days from, date::sys_days until) noexcept {
  return detail::between_days(one_customer, from, until, detail::retained_customer);
}

/// How a customer's recurring revenue changed from the end of one month to the end of the next.
enum class movement_kind : unsigned char {
  none,          ///< not at all
  new_business,  ///< from nothing, of a customer who paid at no month's end before
  expansion,
  contraction,
  churned,      ///< to nothing
  reactivated,  ///< from nothing, of a customer who paid at some month's end before
};

[[nodiscard]] constexpr std::string_view to_string(movement_kind kind) noexcept {
  switch (kind) {
    case movement_kind::none: return "none";
    case movement_kind::new_business: return "new_business";
    case movement_kind::expansion: return "expansion";
    case movement_kind::contraction: return "contraction";
    case movement_kind::churned: return "churned";
    case movement_kind::reactivated: return "reactivated";
  }
  return "none";
}

namespace detail {

/// The kind of a change by its bits: any at all, from nothing, to nothing, to more, of one who paid before. Looked up,
/// since branches would be mispredicted as often as not.
inline constexpr auto kinds_of_change = []() {
  std::array<movement_kind, 32> kinds{};
  for (unsigned how = 1; how < kinds.size(); how += 2)
    kinds[how] = how & 2   ? how & 16 ? movement_kind::reactivated : movement_kind::new_business
                 : how & 4 ? movement_kind::churned
                 : how & 8 ? movement_kind::expansion
                           : movement_kind::contraction;
  return kinds;
}();

}  // namespace detail

/// The one place in which a change is given its name. Paying nothing is being no customer. Two amounts that are both
/// out of range count as equal.
[[nodiscard]] constexpr movement_kind movement_between(const money& before, const money& after,
                                                       bool paid_before) noexcept {
  const auto bit = [](bool holds, int place) { return static_cast<unsigned>(holds) << place; };
  const unsigned how = bit(before != after, 0) | bit(before == money{}, 1) | bit(after == money{}, 2) |
                       bit(before < after, 3) | bit(paid_before, 4);
  return detail::kinds_of_change[how];
}

/// One customer's change in one month: from the end of the month before to its end.
struct movement {
  date::year_month month{};
  movement_kind kind = movement_kind::none;
  money before{};
  money after{};

  /// As in the bridge: how much, whatever the direction.
  [[nodiscard]] constexpr money amount() const noexcept {
    const money change = after - before;
    return before < after ? change : -change;
  }

  friend constexpr bool operator==(const movement&, const movement&) = default;
};

/// What a customer paid at the end of a month, where a table of such rows is what there is. Months without a row are
/// months without revenue; two rows of one month add up.
struct customer_month {
  std::uint64_t customer{};
  date::year_month month{};
  money monthly{};
};

/// Errors, first match wins, all `invalid`: "month" (none of the years 1 … 9999); "monthly" (negative or out of range).
[[nodiscard]] constexpr result<void> validate(const customer_month& m) noexcept {
  if (!detail::in_calendar(m.month)) return refuse(errc::invalid, "month");
  if (!detail::in_range(m.monthly)) return refuse(errc::invalid, "monthly");
  return {};
}

/// What became of the records that were given, so that none is dropped unseen: `taken + refused` is how many there
/// were. Adds over customers.
struct ledger_coverage {
  count taken{};
  count refused{};     ///< failed `validate`
  count between{};     ///< taken, but covers no month's last day: counts for nothing
  count customers{};   ///< with a period that was taken
  count never_seen{};  ///< of those, paying at no month's end: in no movement and in no cohort

  static constexpr void fields(auto f, auto&... c) {
    f("taken", c.taken...);
    f("refused", c.refused...);
    f("between", c.between...);
    f("customers", c.customers...);
    f("never_seen", c.never_seen...);
  }
};

/// What a customer pays from the end of a month on, until the next step.
struct revenue_step {
  date::year_month month{};
  money monthly{};

  friend constexpr bool operator==(const revenue_step&, const revenue_step&) = default;
};

/// One customer's recurring revenue at the end of every month, as the steps in which it changes: what its periods count
/// for in movements, cohorts and retention.
///
/// The revenue of a month is what is paid for its last day. So a gap that covers no month's last day is none, and a
/// period that covers none counts for nothing. A sum out of range is the overflow mark, and stays it in later months.
/// Made to be assigned again and again: after the first customers it no longer allocates.
class KPI_EXPORT revenue_history {
 public:
  revenue_history() = default;
  explicit revenue_history(std::span<const subscription_period> one_customer);

  /// The periods of one customer, all of them, in any order.
  void assign(std::span<const subscription_period> one_customer);
  /// The rows of one customer, all of them, in any order; fastest when sorted by month.
  void assign_months(std::span<const customer_month> one_customer);

  /// In order of month, each different from the one before it; the first is the first month of paying anything.
  [[nodiscard]] std::span<const revenue_step> steps() const noexcept { return {steps_.data(), steps_.size()}; }
  [[nodiscard]] money at_end_of(date::year_month month) const noexcept;
  /// Calls `f(movement)` for every step, in order.
  template <class F>
  void for_each_movement(F f) const {
    money before;
    bool paid_before = false;
    for (const auto& [month, after] : steps_) {
      f(movement{month, movement_between(before, after, paid_before), before, after});
      before = after;
      paid_before = true;
    }
  }
  [[nodiscard]] const ledger_coverage& coverage() const noexcept { return coverage_; }

 private:
  void clear() noexcept;
  void settle();
  void assign_unordered(std::span<const customer_month> one_customer);
  void count_records(std::size_t given) noexcept;

  std::vector<revenue_step> steps_;
  std::vector<revenue_step> draft_;  // what is added in a month, or taken away; or steps before they are counted
  ledger_coverage coverage_{};
};

}  // namespace kpi::inline v0_1
