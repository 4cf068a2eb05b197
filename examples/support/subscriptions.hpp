// SPDX-License-Identifier: MIT
// Subscription periods from the CSV export of a billing system, whatever it calls its columns.
#pragma once

#include "cells.hpp"
#include "headings.hpp"

#include <kpi/records/subscription.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace examples {

/// What a column of the export can hold.
enum class subscription_field : unsigned char {
  customer,
  start,
  end,
  canceled,
  trial_until,
  monthly,
  price,
  quantity,
  discount,
  interval,
  interval_count,
  currency,
  status,
};
inline constexpr std::size_t number_of_subscription_fields = 13;
[[nodiscard]] std::string_view name_of(subscription_field f) noexcept;
[[nodiscard]] std::string_view meaning_of(subscription_field f) noexcept;

struct subscription_options {
  std::vector<std::string> map;  ///< `field=COLUMN`
  std::optional<day_order> dates;
  std::optional<kpi::decimal_mark> decimal;
  const date::time_zone* zone = nullptr;
  std::string currency;         ///< empty: that of the first row
  std::string by;               ///< a column, or empty
  std::string merge;            ///< a file of from, into; or empty
  bool end_is_covered = false;  ///< the end is the last day covered, and not the first that is not
  std::optional<date::sys_days> cut_off;

  /// The first day of which the file no longer tells.
  [[nodiscard]] std::optional<date::sys_days> unknown_from() const {
    return cut_off ? std::optional(*cut_off + date::days{end_is_covered ? 1 : 0}) : std::nullopt;
  }
};

/// Everything in the file that can be counted. Memory: 40 bytes a period, and the names of the customers.
class subscription_list {
 public:
  struct entry {
    kpi::subscription_period period;
    std::uint32_t key;  ///< in `keys`
  };

  /// Rows that cannot be counted are reported as `file:line: column: reason` on stderr, the first twenty of them, and
  /// left out.
  subscription_list(const std::string& path, const subscription_options& options);

  [[nodiscard]] const std::vector<entry>& rows() const noexcept { return rows_; }
  [[nodiscard]] std::vector<kpi::subscription_period> periods() const;
  /// The cells of the column asked for, in order of appearance.
  [[nodiscard]] const std::vector<std::string>& keys() const noexcept { return keys_.names; }
  /// The number of a customer, after merging; none when the file does not have it.
  [[nodiscard]] std::optional<std::uint64_t> customer(const std::string& name) const;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// What was matched to what, a line each.
  [[nodiscard]] std::string matches() const;
  [[nodiscard]] const kpi::count& refused() const noexcept { return refused_; }
  /// Lines that hold at most one cell, as the footers of reports do.
  [[nodiscard]] const kpi::count& without_data() const noexcept { return without_data_; }
  /// In trial, or given up before the first payment, by their status.
  [[nodiscard]] const kpi::count& never_paid() const noexcept { return never_paid_; }
  /// Ended on the cut-off day, and taken to go on.
  [[nodiscard]] const kpi::count& cut_off() const noexcept { return cut_off_; }
  /// Merges of customers that the file does not have.
  [[nodiscard]] const kpi::count& idle_merges() const noexcept { return idle_merges_; }
  /// Of all amounts; empty when the file names none.
  [[nodiscard]] std::string_view currency() const noexcept { return currency_ ? *currency_ : std::string_view(); }
  /// Columns of timestamps whose days were taken as written.
  [[nodiscard]] std::vector<std::string_view> times_as_written() const;

 private:
  /// Texts by number, in order of appearance.
  struct name_list {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::uint32_t number_of(std::string_view name);
  };

  using field = subscription_field;

  [[nodiscard]] std::size_t column(field f) const noexcept { return columns_[static_cast<std::size_t>(f)]; }
  [[nodiscard]] bool has(field f) const noexcept { return column(f) != no_column; }
  [[nodiscard]] std::string_view cell(field f) const noexcept { return has(f) ? (*row_)[column(f)] : ""; }

  void find_columns();
  void learn(const std::deque<csv_row>& sample);
  void read_row();
  [[nodiscard]] bool read_day(field f, std::optional<date::sys_days>& day);
  [[nodiscard]] bool read_first_day(field f, std::optional<date::sys_days>& day);
  [[nodiscard]] bool read_amount(field f, std::optional<kpi::money>& amount);
  [[nodiscard]] bool read_number(field f, kpi::count& number);
  [[nodiscard]] bool read_price(kpi::billed_subscription& s);
  [[nodiscard]] bool read_end(kpi::billed_subscription& s);
  void add(const kpi::billed_subscription& s);
  void merge_customers();
  bool refuse(std::size_t column, std::string_view reason);
  bool refuse(field f, std::string_view reason) { return refuse(column(f), reason); }

  subscription_options options_;
  std::string path_;
  csv_row headings_;
  std::array<std::size_t, number_of_subscription_fields> columns_;
  std::array<day_column, number_of_subscription_fields> days_;
  std::array<amount_column, number_of_subscription_fields> amounts_;
  std::size_t by_ = no_column;

  const csv_row* row_ = nullptr;
  std::vector<entry> rows_;
  name_list customers_;
  std::vector<std::uint64_t> merged_;  // by number of a customer
  name_list keys_;
  std::optional<std::string> currency_;  // decided by the first amount
  kpi::count refused_{};
  kpi::count without_data_{};
  kpi::count never_paid_{};
  kpi::count cut_off_{};
  kpi::count idle_merges_{};
};

}  // namespace examples
