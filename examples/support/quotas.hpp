// SPDX-License-Identifier: MIT
// The sales of each rep against the quota, month by month.
#pragma once

#include "lists.hpp"

#include <kpi/metrics/deal_size.hpp>
#include <kpi/metrics/productivity.hpp>
#include <kpi/metrics/quota.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

class quota_book {
 public:
  explicit quota_book(const std::string& path) : reps_(path), sales_(reps_.all().size()) {}

  /// Whether the owner has a quota.
  [[nodiscard]] bool has_quota(std::string_view owner) const noexcept;
  /// What a deal of the owner brought in on a day; deals of owners without a quota are kept apart.
  void add(std::string_view owner, date::sys_days day, const kpi::closed_sales& sales);
  [[nodiscard]] const kpi::closed_sales& without_quota() const noexcept { return without_quota_; }

  /// The months whose quotas count: those that have begun, and have their first day in the period.
  void count_months_of(const kpi::period& span, const kpi::period& p);

  [[nodiscard]] const std::vector<sales_rep>& reps() const noexcept { return reps_.all(); }
  /// Of one rep, or of all together.
  [[nodiscard]] kpi::money quota(const kpi::period& p, std::string_view owner) const;
  [[nodiscard]] kpi::money quota(const kpi::period& p) const;
  /// Month by month, from the month of the hire.
  [[nodiscard]] std::vector<kpi::quota_result> months_of(std::size_t rep) const;
  /// The reps that had been hired on the day and whose day of hire is known, with all they sold.
  [[nodiscard]] std::vector<kpi::rep_sales> hired_by(date::sys_days day) const;

 private:
  rep_list reps_;
  std::vector<std::map<date::year_month, kpi::money>> sales_;
  kpi::closed_sales without_quota_{};
  std::vector<kpi::period> months_;
};

}  // namespace examples
