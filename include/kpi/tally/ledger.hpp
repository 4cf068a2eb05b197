// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/metrics/growth_ceiling.hpp>
#include <kpi/metrics/lifetime_value.hpp>
#include <kpi/metrics/revenue_bridge.hpp>
#include <kpi/records/subscription.hpp>
#include <kpi/tally/tally.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

// From the periods of many customers to movements, retention and cohorts. docs/decisions.md, D-33.
//
// Lists come from plain functions, which take the periods of all customers in any order. Where these do not fit into
// memory, or are to be folded on several threads, the ledgers behind those functions take one customer after another:
//
//     kpi::movement_ledger ledger(first_month, last_month);
//     kpi::revenue_history customer;
//     while (source.next(periods)) {  // all periods of one customer
//       customer.assign(periods);
//       ledger.add(customer);
//     }
//     ledger.months();
//
// Customers that were merged are one customer when their periods carry one id; `customer_merges` finds it.

namespace kpi::inline v0_1 {

namespace detail {

/// The months of a table: none when they are not of the years 1 … 9999 or end before they begin.
class month_span {
 public:
  constexpr month_span() = default;
  constexpr month_span(date::year_month first, date::year_month last) noexcept {
    if (!in_calendar(first) || !in_calendar(last) || last < first) return;
    first_ = month_number(first);
    size_ = static_cast<std::size_t>(month_number(last) - first_ + 1);
  }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr date::year_month operator[](std::size_t i) const noexcept {
    return month_at(first_ + static_cast<long long>(i));
  }
  /// Negative before the first month.
  [[nodiscard]] constexpr long long index(date::year_month month) const noexcept {
    return month_number(month) - first_;
  }

  friend constexpr bool operator==(const month_span&, const month_span&) = default;

 private:
  long long first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace detail

/// How the recurring revenue and the number of customers came from the end of one month to the end of the next.
struct monthly_movement {
  date::year_month month{};
  revenue_bridge revenue{};
  customer_bridge customers{};

  friend constexpr bool operator==(const monthly_movement&, const monthly_movement&) = default;
};

/// Movements of many customers, added up by month. Memory: 96 bytes a month, whatever the number of customers.
///
/// A customer is new in the first month at whose end it pays anything, in all history and not just in these months. The
/// opening of a month is the closing of the month before it, so that the bridges hold and telescope by construction;
/// that of the first comes from the history before it.
class KPI_EXPORT movement_ledger {
 public:
  movement_ledger() = default;
  /// No months when they are not of the years 1 … 9999, or `last` is before `first`.
  movement_ledger(date::year_month first, date::year_month last);

  void add(const revenue_history& customer);
  /// Takes out what `add` put in: a correction removes the old history and adds the new one.
  void remove(const revenue_history& customer);
  /// Adds the other's customers, none of whom may be in this one. Errors: `inconsistent`, "months" (not the same).
  [[nodiscard]] result<void> merge(const movement_ledger& other);

  /// From a table by month: `balances[m][c]` is what customer `c` pays at the end of the month that is `m` after
  /// `first`, 0 for nothing. Several times as fast as rows, since all that has to be known of a customer is the month
  /// before and whether it ever paid. Nobody has paid before `first`.
  ///
  /// Errors, first match wins: `invalid`, "month" (one is not of the years 1 … 9999, or there is none); `inconsistent`,
  /// "customers" (not as many in each month); `invalid`, "monthly" (a balance is negative or out of range).
  [[nodiscard]] static result<movement_ledger> of_balances(std::span<const std::span<const money>> balances,
                                                           date::year_month first);

  /// One entry for each month, in order, none missing.
  [[nodiscard]] std::vector<monthly_movement> months() const;
  [[nodiscard]] const ledger_coverage& coverage() const noexcept { return coverage_; }

 private:
  using cell = std::array<account_revenue, 6>;  // by movement_kind

  void fold(const revenue_history& customer, auto apply);

  detail::month_span span_;
  std::vector<cell> cells_;
  account_revenue opening_{};
  ledger_coverage coverage_{};
};

/// What the customers of an earlier month paid at its end, and what they pay at the end of this one: a closed cohort.
struct monthly_retention {
  date::year_month month{};
  retained_revenue revenue{};
  customer_bridge customers{};  ///< `opening`, and `lost` of those; nobody joins a closed cohort

  friend constexpr bool operator==(const monthly_retention&, const monthly_retention&) = default;
};

/// Retention of many customers over so many months, for each month that ends them.
class KPI_EXPORT retention_ledger {
 public:
  retention_ledger() = default;
  /// No months when they are not of the years 1 … 9999, `last` is before `first`, or `over` is not positive.
  retention_ledger(date::year_month first, date::year_month last, date::months over);

  void add(const revenue_history& customer);
  void remove(const revenue_history& customer);
  [[nodiscard]] result<void> merge(const retention_ledger& other);

  [[nodiscard]] std::vector<monthly_retention> months() const;

 private:
  struct change {
    retained_revenue revenue{};
    customer_bridge customers{};

    static constexpr void fields(auto f, auto&... c) {
      f("revenue", c.revenue...);
      f("customers", c.customers...);
    }
  };

  void fold(const revenue_history& customer, auto apply);

  detail::month_span span_;
  long long over_ = 0;
  std::vector<change> changes_;  // of each month against the month before it
};

/// The customers who first paid at the end of one month, at the ends of that month and of those after it.
struct KPI_EXPORT cohort {
  date::year_month month{};
  std::vector<account_revenue> ends{};  ///< [0] at the end of `month`, [k] k months later, as far as the table goes

  /// None for a month not yet reached, which is not the same as nobody left.
  [[nodiscard]] std::optional<account_revenue> after(date::months months) const noexcept;

  /// Those who still, or again, pay after so many months, of all of them; above 1 is impossible.
  /// Errors, first match wins: `not_reached`, "months"; then as for a share of `accounts`.
  [[nodiscard]] result<ratio> customer_share(date::months months) const noexcept;
  /// What they pay, of what they paid first; above 1 when growth outweighs the losses.
  /// Errors, first match wins: `not_reached`, "months"; then as for a quotient of `revenue`.
  [[nodiscard]] result<ratio> revenue_share(date::months months) const noexcept;

  friend bool operator==(const cohort&, const cohort&) = default;
};

/// Cohorts of many customers by their first month. Memory: 16 bytes for each cell of the triangle.
///
/// Customers whose first month is before `first` belong to cohorts that are not in the table.
class KPI_EXPORT cohort_ledger {
 public:
  cohort_ledger() = default;
  /// No months when they are not of the years 1 … 9999, or `last` is before `first`.
  cohort_ledger(date::year_month first, date::year_month last);

  void add(const revenue_history& customer);
  void remove(const revenue_history& customer);
  [[nodiscard]] result<void> merge(const cohort_ledger& other);

  /// One for each month, in order, none missing; the last has one cell, the one before it two.
  [[nodiscard]] std::vector<cohort> cohorts() const;

 private:
  void fold(const revenue_history& customer, auto apply);

  detail::month_span span_;
  std::vector<std::vector<account_revenue>> changes_;  // by cohort and age, against the month before
};

namespace detail {

/// Calls `f` with each run of records of one customer; stops, and says false, where a customer comes after a later one.
template <class Record, class F>
bool for_each_run(std::span<const Record> records, F& f) {
  for (std::size_t begin = 0; begin < records.size();) {
    std::size_t end = begin + 1;
    while (end < records.size() && records[end].customer == records[begin].customer) ++end;
    f(records.subspan(begin, end - begin));
    if (end < records.size() && records[end].customer < records[begin].customer) return false;
    begin = end;
  }
  return true;
}

template <class Record>
[[nodiscard]] std::vector<Record> by_customer(std::span<const Record> records) {
  std::vector<Record> sorted(records.begin(), records.end());
  std::sort(sorted.begin(), sorted.end(), [](const Record& a, const Record& b) { return a.customer < b.customer; });
  return sorted;
}

/// Adds every customer to a ledger; says false when they are not in order. That is seen on the way, and costs no pass
/// of its own.
template <class Ledger, class Record>
[[nodiscard]] bool fill(Ledger& ledger, std::span<const Record> records) {
  revenue_history customer;
  auto add = [&](std::span<const Record> one) {
    if constexpr (std::same_as<Record, customer_month>)
      customer.assign_months(one);
    else
      customer.assign(one);
    ledger.add(customer);
  };
  return for_each_run(records, add);
}

/// The same in parts, to the first of which the ledger is empty. A customer belongs to the part in which it begins.
template <class Ledger, class Policy, class Record>
[[nodiscard]] bool fill_in_parts(Policy& policy, Ledger& ledger, std::span<const Record> records) {
  struct filled {
    Ledger ledger;
    bool in_order;
  };
  const auto customer_from = [&](std::size_t i) {
    while (i > 0 && i < records.size() && records[i].customer == records[i - 1].customer) ++i;
    return i;
  };
  const auto fold = [&, empty = ledger](std::size_t begin, std::size_t end) {
    begin = customer_from(begin);
    end = customer_from(end);
    filled part{empty, begin == 0 || begin == end || records[begin - 1].customer < records[begin].customer};
    part.in_order = fill(part.ledger, records.subspan(begin, end - begin)) && part.in_order;
    return part;
  };
  const auto merge = [](filled& total, const filled& next) {
    static_cast<void>(total.ledger.merge(next.ledger));
    total.in_order = total.in_order && next.in_order;
  };
  filled all = merged_in_order(folded_parts(policy, records.size(), small_parts_for(records.size()), fold), merge);
  ledger = std::move(all.ledger);
  return all.in_order;
}

/// What `fill(ledger, records)` makes of an empty ledger, of the records put in order when they are not.
template <class Ledger, class Record, class Fill>
[[nodiscard]] Ledger filled(const Ledger& empty, std::span<const Record> records, Fill fill) {
  Ledger ledger = empty;
  if (fill(ledger, records)) return ledger;
  ledger = empty;
  const auto sorted = by_customer(records);
  static_cast<void>(fill(ledger, std::span<const Record>(sorted)));
  return ledger;
}
template <class Ledger, class Policy, class Record>
[[nodiscard]] Ledger filled_by(Policy&& policy, const Ledger& empty, std::span<const Record> records) {
  return filled(empty, records,
                [&policy](Ledger& ledger, std::span<const Record> all) { return fill_in_parts(policy, ledger, all); });
}

template <class Record, class F>
void for_each_customer(std::span<const Record> records, F& f) {
  const auto later = [](const Record& a, const Record& b) { return a.customer < b.customer; };
  if (std::is_sorted(records.begin(), records.end(), later)) {
    for_each_run(records, f);
  } else {
    const auto sorted = by_customer(records);
    for_each_run(std::span<const Record>(sorted), f);
  }
}

}  // namespace detail

/// Calls `f(periods of one customer)` for each customer, in order of their ids. Periods in that order are passed on as
/// they are, others are copied and sorted first.
template <class F>
void for_each_customer(std::span<const subscription_period> periods, F f) {
  detail::for_each_customer(periods, f);
}
template <class F>
void for_each_customer(std::span<const customer_month> rows, F f) {
  detail::for_each_customer(rows, f);
}

/// The movements of every month from the first to the last, none missing. Periods that fail `validate` are left out;
/// `coverage_of` counts them. An empty list when there are no such months.
[[nodiscard]] KPI_EXPORT std::vector<monthly_movement> monthly_movements(std::span<const subscription_period> periods,
                                                                         date::year_month first_month,
                                                                         date::year_month last_month);

/// The same from rows of customer, month and revenue.
[[nodiscard]] KPI_EXPORT std::vector<monthly_movement> movements_of_months(std::span<const customer_month> rows,
                                                                           date::year_month first_month,
                                                                           date::year_month last_month);

/// The movements inside each key (a plan, a segment, a pair of both): those of the periods that have it, taken alone.
///
/// Gives pairs of key and months, sorted by key. A customer who comes to a key is new there, or reactivated if it was
/// there before, and one who leaves a key has churned from it, whatever it pays under others: a change of plan is churn
/// from one and new in the other, while overall it is expansion or contraction. So openings, closings and `net_new` of
/// all keys add up to the overall ones; flows need not, and a customer with two plans is counted under both.
/// `as_period(row)` makes a period of a row. The periods are copied, by key; to stream them, keep a `movement_ledger`
/// for each key.
template <class R, class Key, class AsPeriod = std::identity>
[[nodiscard]] auto monthly_movements_by(R&& rows, Key key, date::year_month first_month, date::year_month last_month,
                                        AsPeriod as_period = {}) {
  using list = std::vector<subscription_period>;
  const auto groups = tally_by<list>(
      rows, std::move(key), [&](list& group, const auto& row) { group.push_back(std::invoke(as_period, row)); });
  std::vector<std::pair<typename decltype(groups)::value_type::first_type, std::vector<monthly_movement>>> result;
  result.reserve(groups.size());
  for (const auto& [k, periods] : groups) result.emplace_back(k, monthly_movements(periods, first_month, last_month));
  return result;
}

/// One line of the detail view.
struct customer_movement {
  std::uint64_t customer{};
  kpi::movement movement{};

  friend constexpr bool operator==(const customer_movement&, const customer_movement&) = default;
};

/// Every customer's movements of these months, by customer and month: what the bridges of `monthly_movements` are the
/// sums of.
[[nodiscard]] KPI_EXPORT std::vector<customer_movement> customer_movements(std::span<const subscription_period> periods,
                                                                           date::year_month first_month,
                                                                           date::year_month last_month);

/// Which periods, and which customers, count in a ledger of all months. `movement_ledger` keeps the same.
[[nodiscard]] KPI_EXPORT ledger_coverage coverage_of(std::span<const subscription_period> periods);

/// What the customers of the day before `from` paid then, and at the end of the day before `until`: a closed cohort,
/// over any two days. Empty when `until` is before `from`.
[[nodiscard]] KPI_EXPORT retained_revenue retained_revenue_between(std::span<const subscription_period> periods,
                                                                   date::sys_days from, date::sys_days until);
/// The customers themselves: `opening` of them, of whom `lost` are not there at the end.
[[nodiscard]] KPI_EXPORT customer_bridge retained_customers_between(std::span<const subscription_period> periods,
                                                                    date::sys_days from, date::sys_days until);

/// For every month the retention over the months that end with it, twelve for the usual trailing year: the customers at
/// the end of the month so long before, followed to the end of this one.
[[nodiscard]] KPI_EXPORT std::vector<monthly_retention> trailing_retention(std::span<const subscription_period> periods,
                                                                           date::year_month first_month,
                                                                           date::year_month last_month,
                                                                           date::months over);

/// The cohorts of customers by their first month, followed to the end of the last.
[[nodiscard]] KPI_EXPORT std::vector<cohort> cohorts(std::span<const subscription_period> periods,
                                                     date::year_month first_month, date::year_month last_month);

// The same on all cores, as the policy says: kpi/tally/parallel.hpp. A customer's periods are never split.

template <class Policy>
[[nodiscard]] std::vector<monthly_movement> monthly_movements(Policy&& policy,
                                                              std::span<const subscription_period> periods,
                                                              date::year_month first_month,
                                                              date::year_month last_month) {
  return detail::filled_by(policy, movement_ledger(first_month, last_month), periods).months();
}

template <class Policy>
[[nodiscard]] std::vector<monthly_movement> movements_of_months(Policy&& policy, std::span<const customer_month> rows,
                                                                date::year_month first_month,
                                                                date::year_month last_month) {
  return detail::filled_by(policy, movement_ledger(first_month, last_month), rows).months();
}

template <class Policy>
[[nodiscard]] std::vector<monthly_retention> trailing_retention(Policy&& policy,
                                                                std::span<const subscription_period> periods,
                                                                date::year_month first_month,
                                                                date::year_month last_month, date::months over) {
  return detail::filled_by(policy, retention_ledger(first_month, last_month, over), periods).months();
}

template <class Policy>
[[nodiscard]] std::vector<cohort> cohorts(Policy&& policy, std::span<const subscription_period> periods,
                                          date::year_month first_month, date::year_month last_month) {
  return detail::filled_by(policy, cohort_ledger(first_month, last_month), periods).cohorts();
}

/// Consecutive months as one bridge; the rates that it gives are those of the movements, the other reading beside the
/// closed cohort's. Empty for no months. Errors: those of `chain`.
[[nodiscard]] KPI_EXPORT result<revenue_bridge> revenue_over(std::span<const monthly_movement> months);
[[nodiscard]] KPI_EXPORT result<customer_bridge> customers_over(std::span<const monthly_movement> months);

/// What drives growth, as it was over a window of months.
///
///     new_per_month = (new_business + expansion + reactivated) / months
///     monthly_churn = (contraction + churned) / the sum of the months' openings
///
/// All that was gained against all that was lost, so that the growth they predict is the growth there was. The gain is
/// rounded half-even to 1/10,000; the churn is exact.
///
/// Errors, first match wins: `overflow`, `negative` (a field, in order); `undefined` (`opening` is 0 throughout).
[[nodiscard]] KPI_EXPORT result<growth_inputs> growth_inputs_of(std::span<const monthly_movement> window);

}  // namespace kpi::inline v0_1
