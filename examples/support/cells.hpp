// SPDX-License-Identifier: MIT
// What the cells of an export mean: days and amounts in whatever way a column writes them.
#pragma once

#include <kpi/core/money.hpp>

#include <date/date.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace date {
class time_zone;
}

namespace examples {

/// Empty, or one of the words exports write for nothing: null, none, n/a, nan, - and their like.
[[nodiscard]] bool is_blank(std::string_view cell) noexcept;

/// Letters and digits alone, in lower case: `Deal - Won time` and `deal_won_time` are the same heading.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b) noexcept;

enum class day_order : unsigned char { year_first, day_first, month_first };
[[nodiscard]] std::string_view name_of(day_order order) noexcept;

/// The days of one column, all written in one order: 2017-03-31, 31.3.2017 or 3/31/2017, with or without a time of day.
///
/// Whether 3/4/2017 is in March or in April is learnt from other cells of the column, or told.
class day_column {
 public:
  void learn(std::string_view cell) noexcept;
  /// Decides on the order that most cells learnt are written in. False when day and month could be either.
  [[nodiscard]] bool settle(std::optional<day_order> told) noexcept;

  /// Timestamps are instants (UTC where they name no offset), and their day is the one they have in this zone. Without
  /// a zone, days are taken as written.
  void in_zone(const date::time_zone* zone) noexcept { zone_ = zone; }

  /// None when the cell is not a day in the column's order.
  [[nodiscard]] std::optional<date::sys_days> read(std::string_view cell) const;

  [[nodiscard]] day_order order() const noexcept { return order_; }
  [[nodiscard]] bool has_times() const noexcept { return has_times_; }

 private:
  day_order order_ = day_order::year_first;
  std::array<std::size_t, 3> misfits_{};  // cells that are no day in that order
  bool has_times_ = false;
  const date::time_zone* zone_ = nullptr;
};

/// An amount, and the currency that its cell names: `€ 1,200.00`, `EUR 1,200.00`. Empty when it names none.
struct written_amount {
  kpi::money amount;
  std::string_view currency{};
};

/// The amounts of one column, all written with one decimal mark.
class amount_column {
 public:
  /// The mark to assume where cells could be either, as 1,234 could.
  explicit amount_column(kpi::decimal_mark usual = kpi::decimal_mark::point) noexcept : mark_(usual) {}

  void learn(std::string_view cell) noexcept;
  void settle() noexcept;

  [[nodiscard]] kpi::result<written_amount> read(std::string_view cell) const noexcept;
  [[nodiscard]] kpi::decimal_mark mark() const noexcept { return mark_; }

 private:
  kpi::decimal_mark mark_;
  std::array<std::size_t, 2> misfits_{};
};

}  // namespace examples
