// SPDX-License-Identifier: MIT
#include "quotas.hpp"

namespace examples {

bool quota_book::has_quota(std::string_view owner) const noexcept {
  const std::size_t rep = reps_.find(owner);
  return rep != rep_list::none && reps()[rep].quota;
}

void quota_book::add(std::string_view owner, date::sys_days day, const kpi::closed_sales& sales) {
  using kpi::operator+=;
  if (sales.deals == 0) return;
  const std::size_t rep = reps_.find(owner);
  if (rep != rep_list::none) sales_[rep][kpi::month_of(day)] += sales.revenue;
  if (!has_quota(owner)) without_quota_ += sales;
}

void quota_book::count_months_of(const kpi::period& span, const kpi::period& p) {
  months_.clear();
  const date::sys_days first = kpi::period::month(kpi::month_of(span.from())).from();
  for (const auto& month : kpi::months_of(*kpi::period::between(first, span.until())))
    if (p.contains(month.from())) months_.push_back(month);
}

kpi::money quota_book::quota(const kpi::period& p, std::string_view owner) const {
  kpi::money sum;
  const std::size_t rep = reps_.find(owner);
  if (rep == rep_list::none) return sum;
  for (const auto& month : months_)
    if (p.contains(month.from())) sum += reps()[rep].quota_of(kpi::month_of(month.from()));
  return sum;
}

kpi::money quota_book::quota(const kpi::period& p) const {
  kpi::money sum;
  for (const auto& rep : reps()) sum += quota(p, rep.name);
  return sum;
}

std::vector<kpi::quota_result> quota_book::months_of(std::size_t rep) const {
  const auto& seller = reps()[rep];
  std::vector<kpi::quota_result> results;
  for (const auto& period : months_) {
    const date::year_month month = kpi::month_of(period.from());
    if (seller.hired && month < kpi::month_of(*seller.hired)) continue;
    const auto sold = sales_[rep].find(month);
    results.push_back(
        {.sales = sold == sales_[rep].end() ? kpi::money{} : sold->second, .quota = seller.quota_of(month)});
  }
  return results;
}

std::vector<kpi::rep_sales> quota_book::hired_by(date::sys_days day) const {
  std::vector<kpi::rep_sales> hired;
  for (std::size_t rep = 0; rep < reps().size(); ++rep) {
    const auto& seller = reps()[rep];
    if (!seller.hired || *seller.hired > day) continue;
    kpi::money sold;
    for (const auto& [month, sales] : sales_[rep]) sold += sales;
    kpi::money quota_sum;
    for (const auto& month : months_) quota_sum += seller.quota_of(kpi::month_of(month.from()));
    hired.push_back({.hired = *seller.hired, .new_business = sold, .upsell = {}, .quota = quota_sum});
  }
  return hired;
}

}  // namespace examples
