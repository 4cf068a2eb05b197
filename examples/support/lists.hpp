// SPDX-License-Identifier: MIT
// The small files beside an export: exchange rates, prices, and the people who sell.
#pragma once

#include <kpi/core/currency.hpp>
#include <kpi/core/period.hpp>

#include <date/date.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// currency, day, rate: from that day on, one unit of the currency is worth so many of the reporting currency.
class rate_list {
 public:
  rate_list(const std::string& path, const std::string& reporting);

  [[nodiscard]] kpi::result<kpi::money> convert(const kpi::money& amount, std::string_view currency,
                                                date::sys_days day) const noexcept;

 private:
  kpi::currency reporting_;
  std::vector<kpi::exchange_rate> rates_;
};

/// product, list price.
class price_list {
 public:
  /// `same` joins what the deals call a product with what the list calls it: `GTXPro=GTX Pro`.
  price_list(const std::string& path, const std::vector<std::string>& same);

  /// None when the product is not on the list, in exactly this spelling.
  [[nodiscard]] std::optional<kpi::money> price_of(std::string_view product) const noexcept;
  /// The entry that differs in spaces, signs or capitals only; empty when there is none.
  [[nodiscard]] std::string_view like(std::string_view product) const noexcept;

 private:
  std::map<std::string, kpi::money, std::less<>> prices_;
};

/// Who sells, since when, and what they are expected to sell.
struct sales_rep {
  std::string name;
  std::optional<date::sys_days> hired;
  std::optional<kpi::money> quota;  ///< for `quota_months` months
  int quota_months = 1;

  /// The quota of one month, given by its number; nothing before the month of the hire. A quarter's quota is spread
  /// over its months so that three of them are exactly it.
  [[nodiscard]] kpi::money quota_of(date::year_month month) const noexcept;
};

/// rep, and hired and quota (monthly_quota, quarterly_quota or yearly_quota) where the file has them.
class rep_list {
 public:
  explicit rep_list(const std::string& path);

  [[nodiscard]] const std::vector<sales_rep>& all() const noexcept { return reps_; }
  /// The position in `all`, or `none`.
  [[nodiscard]] std::size_t find(std::string_view name) const noexcept;
  static constexpr std::size_t none = SIZE_MAX;

 private:
  std::vector<sales_rep> reps_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

}  // namespace examples
