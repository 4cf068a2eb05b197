// SPDX-License-Identifier: MIT
// The ledger, written a second time: nothing of the library but its records, and every day and customer looked at anew.
#pragma once

#include <kpi/tally/ledger.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace kpi_test::ledger_model {

using date::sys_days;
using kpi::money;
using kpi::monthly_movement;
using kpi::subscription_period;
using periods = std::vector<subscription_period>;

// The months that are asked for, in a history that is longer.
constexpr date::year_month first_month = date::year{2022} / date::July;
constexpr date::year_month last_month = date::year{2024} / date::March;
constexpr sys_days first_start = date::year{2022} / date::January / 1;
constexpr date::year_month first_ended = date::year{2021} / date::December;
constexpr sys_days after_all = date::year{2024} / date::December / 1;

inline bool countable(const subscription_period& p) {
  const auto known = [](sys_days day) {
    return day >= sys_days{date::year{1} / 1 / 1} && day <= sys_days{date::year{9999} / 12 / 31};
  };
  if (!known(p.start) || p.monthly.value() < 0 || p.monthly.overflowed()) return false;
  return !p.end || (known(*p.end) && p.start < *p.end);
}

inline std::map<std::uint64_t, periods> by_customer(const periods& ledger) {
  std::map<std::uint64_t, periods> customers;
  for (const auto& p : ledger)
    if (countable(p)) customers[p.customer].push_back(p);
  return customers;
}

inline long long paid_on(const periods& one_customer, sys_days day) {
  long long sum = 0;
  for (const auto& p : one_customer)
    if (p.start <= day && (!p.end || day < *p.end)) sum += p.monthly.value();
  return sum;
}

/// The days of the history after which another month begins, found by walking through all of them.
inline const std::vector<sys_days>& last_days() {
  static const auto found = [] {
    std::vector<sys_days> days;
    for (sys_days day = first_start - date::days{31}; day < after_all; day += date::days{1})
      if (date::year_month_day{day + date::days{1}}.day() == date::day{1}) days.push_back(day);
    return days;
  }();
  return found;
}

/// What a customer pays on the last day of each month of the history.
class month_ends {
 public:
  explicit month_ends(const periods& one_customer) {
    paid_.reserve(last_days().size());
    for (const sys_days day : last_days()) paid_.push_back(paid_on(one_customer, day));
  }
  [[nodiscard]] bool has(date::year_month month) const {
    return month >= first_ended && month < first_ended + date::months{static_cast<int>(paid_.size())};
  }
  [[nodiscard]] long long at(date::year_month month) const {
    return paid_.at(static_cast<std::size_t>((month - first_ended).count()));
  }
  /// The first month at whose end anything is paid; a later one than all when there is none.
  [[nodiscard]] date::year_month first_paid() const {
    const auto first = std::find_if(paid_.begin(), paid_.end(), [](long long paid) { return paid > 0; });
    return first_ended + date::months{static_cast<int>(first - paid_.begin())};
  }

 private:
  std::vector<long long> paid_;
};

inline std::map<std::uint64_t, month_ends> day_by_day(const periods& ledger) {
  std::map<std::uint64_t, month_ends> all;
  for (const auto& [customer, own] : by_customer(ledger)) all.emplace(customer, own);
  return all;
}

inline std::vector<monthly_movement> slow_movements(const std::map<std::uint64_t, month_ends>& customers,
                                                    date::year_month first, date::year_month last) {
  std::vector<monthly_movement> months;
  for (auto month = first; month <= last; month += date::months{1}) {
    monthly_movement m{.month = month};
    for (const auto& [customer, ends] : customers) {
      const long long before = ends.at(month - date::months{1});
      const long long after = ends.at(month);
      const bool paid_before = ends.first_paid() < month;
      const auto amount = money::ten_thousandths(after > before ? after - before : before - after);
      m.revenue.opening += money::ten_thousandths(before);
      if (before > 0) m.customers.opening += 1;
      if (before == 0 && after > 0 && !paid_before) {
        m.revenue.new_business += amount;
        m.customers.acquired += 1;
      }
      if (before == 0 && after > 0 && paid_before) {
        m.revenue.reactivated += amount;
        m.customers.reactivated += 1;
      }
      if (before > 0 && after == 0) {
        m.revenue.churned += amount;
        m.customers.lost += 1;
      }
      if (before > 0 && after > before) m.revenue.expansion += amount;
      if (after > 0 && after < before) m.revenue.contraction += amount;
    }
    months.push_back(m);
  }
  return months;
}

inline kpi::monthly_retention slow_retention(const std::map<std::uint64_t, month_ends>& customers,
                                             date::year_month month, date::months over) {
  kpi::monthly_retention r{.month = month};
  for (const auto& [customer, ends] : customers) {
    const long long then = ends.has(month - over) ? ends.at(month - over) : 0;
    if (then == 0) continue;
    const long long now = ends.at(month);
    r.revenue += kpi::retained_revenue{money::ten_thousandths(then), money::ten_thousandths(now),
                                       money::ten_thousandths(now < then ? now : then)};
    r.customers += kpi::customer_bridge{.opening = 1, .lost = now == 0 ? 1 : 0};
  }
  return r;
}

inline std::vector<kpi::cohort> slow_cohorts(const std::map<std::uint64_t, month_ends>& customers,
                                             date::year_month first, date::year_month last) {
  std::vector<kpi::cohort> table;
  for (; first <= last; first += date::months{1}) {
    auto& c = table.emplace_back(kpi::cohort{.month = first});
    for (auto month = first; month <= last; month += date::months{1}) {
      auto& cell = c.ends.emplace_back();
      for (const auto& [customer, ends] : customers) {
        if (ends.first_paid() != first) continue;
        cell += kpi::account_revenue{money::ten_thousandths(ends.at(month)), ends.at(month) > 0 ? 1 : 0};
      }
    }
  }
  return table;
}

inline kpi::retained_revenue slow_retained(const periods& ledger, sys_days from, sys_days until) {
  kpi::retained_revenue r;
  for (const auto& [customer, own] : by_customer(ledger)) {
    const long long then = paid_on(own, from - date::days{1});
    const long long now = paid_on(own, until - date::days{1});
    if (then == 0) continue;
    r += kpi::retained_revenue{money::ten_thousandths(then), money::ten_thousandths(now),
                               money::ten_thousandths(now < then ? now : then)};
  }
  return r;
}

}  // namespace kpi_test::ledger_model
