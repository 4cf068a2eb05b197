// SPDX-License-Identifier: MIT
#include "lists.hpp"

#include "cells.hpp"
#include "headings.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace examples {
namespace {

/// A small file, its columns found by name.
class list_file {
 public:
  explicit list_file(const std::string& path) : file_(read_csv_file(path)) {}

  [[nodiscard]] std::size_t find(std::initializer_list<std::string_view> names) const noexcept {
    return column_named(file_.headings, names);
  }
  [[nodiscard]] std::size_t need(std::initializer_list<std::string_view> names) const {
    const std::size_t i = find(names);
    if (i == no_column) throw unusable(file_.path + " has no column " + std::string(*names.begin()) + ".");
    return i;
  }

  [[nodiscard]] const std::vector<csv_row>& rows() const noexcept { return file_.rows; }

  [[nodiscard]] day_column days(std::size_t column) const {
    day_column days;
    for (const auto& row : file_.rows)
      if (!is_blank(row[column])) days.learn(row[column]);
    if (!days.settle({}))
      throw unusable(file_.path + ": " + std::string(file_.headings[column]) +
                     " could be day first or month first; write days as 2017-03-31.");
    return days;
  }
  [[nodiscard]] amount_column amounts(std::size_t column) const {
    amount_column amounts(file_.delimiter == ';' ? kpi::decimal_mark::comma : kpi::decimal_mark::point);
    for (const auto& row : file_.rows)
      if (!is_blank(row[column])) amounts.learn(row[column]);
    amounts.settle();
    return amounts;
  }

  [[noreturn]] void refuse(const csv_row& row, std::size_t column, std::string_view why) const {
    throw unusable(file_.path + ":" + std::to_string(row.line()) + ": " + std::string(file_.headings[column]) + ": " +
                   std::string(why) + ".");
  }

  [[nodiscard]] kpi::money amount(const csv_row& row, std::size_t column, const amount_column& amounts) const {
    const auto amount = amounts.read(row[column]);
    if (!amount || amount->amount < kpi::money{}) refuse(row, column, "not an amount");
    return amount->amount;
  }
  [[nodiscard]] date::sys_days day(const csv_row& row, std::size_t column, const day_column& days) const {
    const auto day = days.read(row[column]);
    if (!day) refuse(row, column, "not a day");
    return *day;
  }

 private:
  csv_file file_;
};

}  // namespace

rate_list::rate_list(const std::string& path, const std::string& reporting)
    : reporting_([&] {
        const auto code = kpi::currency::of(reporting);
        if (!code) throw unusable("--rates needs --currency: the currency to convert into, by its three letters.");
        return *code;
      }()) {
  const list_file file(path);
  const std::size_t currency = file.need({"currency", "code"});
  const std::size_t day = file.need({"day", "date", "from"});
  const std::size_t rate = file.need({"rate"});
  const day_column days = file.days(day);
  for (const auto& row : file.rows()) {
    const auto code = kpi::currency::of(row[currency]);
    if (!code) file.refuse(row, currency, "not the three letters of a currency");
    const auto value = kpi::ratio::parse(row[rate]);
    if (!value || value->numerator() <= 0) file.refuse(row, rate, "not a rate above 0");
    rates_.push_back({*code, file.day(row, day, days), *value});
  }
  std::sort(rates_.begin(), rates_.end(), [](const auto& a, const auto& b) {
    return a.currency != b.currency ? a.currency < b.currency : a.day < b.day;
  });
  if (!kpi::exchange_rates::over(reporting_, rates_)) throw unusable(path + " gives two rates for the same day.");
}

kpi::result<kpi::money> rate_list::convert(const kpi::money& amount, std::string_view currency,
                                           date::sys_days day) const noexcept {
  const auto code = kpi::currency::of(currency);
  if (!code) return tl::unexpected<kpi::error>(code.error());
  const auto rates = kpi::exchange_rates::over(reporting_, rates_);
  if (!rates) return tl::unexpected<kpi::error>(rates.error());
  return rates->convert({amount, *code}, day);
}

price_list::price_list(const std::string& path, const std::vector<std::string>& same) {
  const list_file file(path);
  const std::size_t product = file.need({"product", "product name", "name"});
  const std::size_t price = file.need({"list price", "sales price", "price", "unit price"});
  const amount_column amounts = file.amounts(price);
  for (const auto& row : file.rows())
    if (!prices_.emplace(row[product], file.amount(row, price, amounts)).second)
      file.refuse(row, product, "on the list twice");
  for (const auto& pair : same) {
    const auto [sold_as, listed_as] = split_pair(pair, "--same");
    const auto listed = prices_.find(listed_as);
    if (listed == prices_.end()) throw unusable(path + " has no product " + listed_as + ", named by --same.");
    prices_.insert_or_assign(sold_as, listed->second);
  }
}

std::optional<kpi::money> price_list::price_of(std::string_view product) const noexcept {
  const auto at = prices_.find(product);
  return at == prices_.end() ? std::nullopt : std::optional(at->second);
}

std::string_view price_list::like(std::string_view product) const noexcept {
  for (const auto& [name, price] : prices_)
    if (same_name(name, product)) return name;
  return {};
}

kpi::money sales_rep::quota_of(date::year_month month) const noexcept {
  if (!quota || (hired && month < kpi::month_of(*hired))) return {};
  const std::int64_t i = (static_cast<unsigned>(month.month()) - 1) % static_cast<unsigned>(quota_months);
  const auto share_before = [&](std::int64_t n) {
    return quota->value() / quota_months * n + quota->value() % quota_months * n / quota_months;
  };
  return kpi::money::ten_thousandths(share_before(i + 1) - share_before(i));
}

rep_list::rep_list(const std::string& path) {
  const list_file file(path);
  const std::size_t name = file.need({"rep", "owner", "sales agent", "sales rep", "seller", "name"});
  const std::size_t hired = file.find({"hired", "hired date", "hire date", "start date"});
  std::size_t quota = no_column;
  int months = 1;
  for (const int n : {1, 3, 12}) {
    const auto at = n == 1   ? file.find({"monthly quota", "quota monthly"})
                    : n == 3 ? file.find({"quarterly quota", "quota quarterly"})
                             : file.find({"yearly quota", "annual quota"});
    if (at == no_column) continue;
    if (quota != no_column) throw unusable(path + " has quotas for more than one span; one of them is enough.");
    quota = at;
    months = n;
  }
  if (quota == no_column && hired == no_column)
    throw unusable(path + " has neither hired nor monthly_quota, quarterly_quota or yearly_quota.");
  const day_column days = hired == no_column ? day_column() : file.days(hired);
  const amount_column amounts = quota == no_column ? amount_column() : file.amounts(quota);
  for (const auto& row : file.rows()) {
    sales_rep rep{.name = std::string(row[name]), .hired = {}, .quota = {}, .quota_months = months};
    if (hired != no_column && !is_blank(row[hired])) rep.hired = file.day(row, hired, days);
    if (quota != no_column && !is_blank(row[quota])) rep.quota = file.amount(row, quota, amounts);
    if (!by_name_.emplace(rep.name, reps_.size()).second) file.refuse(row, name, "on the list twice");
    reps_.push_back(std::move(rep));
  }
}

std::size_t rep_list::find(std::string_view name) const noexcept {
  const auto at = by_name_.find(name);
  return at == by_name_.end() ? none : at->second;
}

}  // namespace examples
