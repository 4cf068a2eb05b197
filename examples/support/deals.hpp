// SPDX-License-Identifier: MIT
// Deals from a CRM's CSV export, whatever the CRM calls its columns and stages.
#pragma once

#include "cells.hpp"
#include "headings.hpp"
#include "id_set.hpp"
#include "lists.hpp"

#include <kpi/records/deal.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// What a column of an export can hold.
enum class field : unsigned char {
  id,
  owner,
  product,
  stage,
  opened,
  demo,
  contract_sent,
  expected_close,
  close,  ///< the expected day while the deal is open, the closing day once it is decided
  closed,
  won_on,
  lost_on,
  value,
  one_time,
  list,
  term,
  currency,
};
inline constexpr std::size_t number_of_fields = 17;
[[nodiscard]] std::string_view name_of(field f) noexcept;
[[nodiscard]] std::string_view meaning_of(field f) noexcept;

/// Days outside these are slips of the pen.
inline constexpr date::sys_days first_deal_day = date::year{1900} / 1 / 1;
inline constexpr date::sys_days last_deal_day = date::year{2199} / 12 / 31;

struct deal_options {
  std::vector<std::string> map;     ///< `field=COLUMN`
  std::vector<std::string> stages;  ///< `STAGE=won`, `lost`, `no_decision`, `disqualified` or `open`
  std::optional<day_order> dates;
  std::optional<kpi::decimal_mark> decimal;
  const date::time_zone* zone = nullptr;
  std::string currency;  ///< empty: the most frequent one of the sample
  std::string rates;
  std::string price_list;
  std::vector<std::string> same;  ///< `PRODUCT=PRODUCT ON THE LIST`
  bool check_ids = true;
};

/// A stage that is none of the known ends, or none yet.
struct stage_count {
  std::string name;
  kpi::deal_state state;
  bool known;
  kpi::count deals{};
};

/// Reads a file in one pass. Rows that cannot be counted are reported as `file:line: column: reason` on stderr, the
/// first twenty of them, and left out; `coverage` says how many.
class deal_source {
 public:
  deal_source(const std::string& path, const deal_options& options);

  /// The next deal that is valid; null at the end.
  [[nodiscard]] const kpi::deal* next();

  /// A cell of the row that `next` gave.
  [[nodiscard]] std::string_view cell(std::size_t column) const noexcept { return (*row_)[column]; }
  [[nodiscard]] std::string_view cell(field f) const noexcept { return has(f) ? cell(column(f)) : std::string_view(); }

  [[nodiscard]] bool has(field f) const noexcept { return column(f) != no_column; }
  /// Where the field is; beyond all columns when it is nowhere.
  [[nodiscard]] std::size_t column(field f) const noexcept { return columns_[static_cast<std::size_t>(f)]; }
  /// By its heading, or by the name of the field that it holds. Throws `unusable` when there is none.
  [[nodiscard]] std::size_t column(const std::string& name) const;
  [[nodiscard]] std::string_view heading(std::size_t column) const noexcept { return headings_[column]; }

  /// What was matched to what, a line each.
  [[nodiscard]] std::string matches() const;

  [[nodiscard]] const csv_reader& file() const noexcept { return reader_; }
  [[nodiscard]] kpi::count refused() const noexcept { return refused_; }
  /// Lines that hold at most one cell, as the footers of reports do.
  [[nodiscard]] kpi::count without_data() const noexcept { return without_data_; }
  /// Stages whose meaning is not known, the most frequent first.
  [[nodiscard]] std::vector<stage_count> taken_as_open() const;
  /// Columns of timestamps whose days were taken as written.
  [[nodiscard]] std::vector<std::string> times_as_written() const;
  /// Of all amounts; empty when the file names none.
  [[nodiscard]] std::string_view currency() const noexcept { return currency_; }
  [[nodiscard]] bool has_list() const noexcept { return has(field::list) || prices_; }
  /// Won deals of products that are not on the price list.
  [[nodiscard]] const std::map<std::string, kpi::closed_sales, std::less<>>& unlisted() const noexcept {
    return unlisted_;
  }
  /// How the price list spells a product that it does not have in this spelling; empty when not at all.
  [[nodiscard]] std::string_view listed_as(std::string_view product) const noexcept;

 private:
  void find_columns(const std::vector<std::string>& maps);
  void settle(const deal_options& options);

  [[nodiscard]] const csv_row* next_row();
  [[nodiscard]] bool read_deal();
  [[nodiscard]] stage_count& stage_of(std::string_view name);
  [[nodiscard]] bool read_day(field f, std::optional<date::sys_days>& day, bool open);
  [[nodiscard]] bool read_amount(field f, std::optional<kpi::money>& amount, bool open);
  [[nodiscard]] bool into_currency(std::optional<kpi::money>& amount, std::string_view currency, date::sys_days day,
                                   std::size_t column);
  [[nodiscard]] bool check();
  bool refuse(std::size_t column, std::string_view reason);

  csv_reader reader_;
  csv_row headings_;
  std::array<std::size_t, number_of_fields> columns_;
  std::array<day_column, number_of_fields> days_;
  std::array<amount_column, number_of_fields> amounts_;

  std::deque<csv_row> sample_;
  csv_row current_;
  const csv_row* row_ = nullptr;
  kpi::deal deal_;

  std::deque<stage_count> stages_;
  std::map<std::string_view, stage_count*, std::less<>> stage_by_name_;
  std::string currency_;
  std::array<std::string_view, number_of_fields> written_currency_;
  std::optional<rate_list> rates_;
  std::optional<price_list> prices_;
  std::map<std::string, kpi::closed_sales, std::less<>> unlisted_;
  std::optional<id_set> ids_;
  std::uint64_t id_hash_ = 0;
  kpi::count refused_{};
  kpi::count without_data_{};
};

}  // namespace examples
