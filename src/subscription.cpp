// SPDX-License-Identifier: MIT
#include <kpi/records/subscription.hpp>

namespace kpi::inline v0_1 {

revenue_history::revenue_history(std::span<const subscription_period> one_customer) { assign(one_customer); }

void revenue_history::clear() noexcept {
  steps_.clear();
  coverage_ = {};
}

/// Adds the changes up to steps. What is taken away in a month goes first, so that a sum leaves its range only when
/// that of a month's end does.
void revenue_history::settle() {
  std::sort(draft_.begin(), draft_.end(), [](const revenue_step& a, const revenue_step& b) {
    return a.month != b.month ? a.month < b.month : a.monthly < b.monthly;
  });
  money sum;
  for (auto c = draft_.begin(); c != draft_.end();) {
    const money before = sum;
    const auto month = c->month;
    for (; c != draft_.end() && c->month == month; ++c) sum += c->monthly;
    if (sum != before) steps_.push_back({month, sum});
  }
}

void revenue_history::assign(std::span<const subscription_period> one_customer) {
  clear();
  draft_.clear();
  for (const subscription_period& p : one_customer) {
    if (!validate(p)) {
      coverage_.refused += 1;
      continue;
    }
    // A month's last day is covered from the month of the start on, and no longer in the month of the end.
    const auto from = month_of(p.start);
    const auto until = p.end ? std::optional(month_of(*p.end)) : std::nullopt;
    if (until == from) {
      coverage_.between += 1;
      continue;
    }
    draft_.push_back({from, p.monthly});
    if (until) draft_.push_back({*until, -p.monthly});
  }
  settle();
  count_records(one_customer.size());
}

void revenue_history::assign_months(std::span<const customer_month> one_customer) {
  clear();
  const std::size_t at_most = 2 * one_customer.size() + 1;
  if (draft_.size() < at_most) draft_.resize(at_most);
  std::size_t steps = 0;
  money before;
  const auto pay = [&](date::year_month month, const money& monthly) {
    draft_[steps] = {month, monthly};  // without a branch, which would be mispredicted at each step
    steps += static_cast<std::size_t>(monthly != before);
    before = monthly;
  };
  long long next = 0;  // the month after the last row: without revenue unless the next row is of that month
  const auto stop = [&] {
    if (const auto month = detail::month_at(next); detail::in_calendar(month)) pay(month, {});
  };
  bool in_order = true;
  for (const customer_month& row : one_customer) {
    if (!validate(row)) {
      coverage_.refused += 1;
      continue;
    }
    const auto month = detail::month_number(row.month);
    if (month != next) {
      in_order = in_order && month > next;
      stop();
    }
    pay(row.month, row.monthly);
    next = month + 1;
  }
  stop();
  if (in_order)
    steps_.assign(draft_.begin(), draft_.begin() + static_cast<std::ptrdiff_t>(steps));
  else
    assign_unordered(one_customer);
  count_records(one_customer.size());
}

void revenue_history::assign_unordered(std::span<const customer_month> one_customer) {
  draft_.clear();
  for (const customer_month& row : one_customer) {
    if (!validate(row)) continue;
    draft_.push_back({row.month, row.monthly});
    const auto after = detail::month_at(detail::month_number(row.month) + 1);
    if (detail::in_calendar(after)) draft_.push_back({after, -row.monthly});
  }
  settle();
}

void revenue_history::count_records(std::size_t given) noexcept {
  coverage_.taken = count(given) - coverage_.refused;
  coverage_.customers = coverage_.taken > 0 ? 1 : 0;
  coverage_.never_seen = coverage_.taken > 0 && steps_.empty() ? 1 : 0;
}

money revenue_history::at_end_of(date::year_month month) const noexcept {
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), month,
                                      [](date::year_month m, const revenue_step& s) { return m < s.month; });
  return after == steps_.begin() ? money{} : std::prev(after)->monthly;
}

}  // namespace kpi::inline v0_1
