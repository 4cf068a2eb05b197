// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>
#include <kpi/core/period.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace kpi::inline v0_1 {

namespace detail {

/// Whether any total of a measure, at any depth, left the valid range. What has no visitor does not tell.
template <class M>
[[nodiscard]] constexpr bool any_overflowed(const M& m) noexcept {
  bool any = false;
  if constexpr (measure<M>)
    M::fields([&any](std::string_view, const auto& field) { any = any || any_overflowed(field); }, m);
  else if constexpr (requires { m.overflowed(); })
    any = m.overflowed();
  return any;
}

}  // namespace detail

/// What the last so many months come to, kept current: trailing twelve months that take each change as it arrives.
///
///     kpi::rolling<kpi::closed_sales> sales(2024_y / 12, 12);            // January to December 2024
///     if (!sales.add(2024_y / 11, {.revenue = price, .deals = 1})) …     // a month that is still to come
///     if (!sales.remove(2024_y / 11, {.revenue = wrong, .deals = 1})) …  // a correction: off with the old, on with …
///     if (!sales.roll_to(2025_y / 1)) …                                  // February 2024 to January 2025
///     kpi::average_deal_size(sales.total());
///
/// A change costs two additions, a month's roll one subtraction, whatever came before; no record is kept. It asks of M
/// `M{}`, `a += b` and `a -= b`. Only flows add over months, not stocks or distinct counts; and what is said of a month
/// must be settled within it: deals become due, and those of a cohort are won, as time passes.
template <class M>
class rolling {
 public:
  /// So many months, of which `last` is the last. None at all when there are fewer than 1 or one of them is not of the
  /// years 1 … 9999.
  rolling(date::year_month last, int months) : last_(last) {
    if (in_calendar(last) && months > 0 && detail::month_number(last) - months >= detail::month_number(before_calendar))
      cells_.resize(static_cast<std::size_t>(months));
  }

  /// Changes what a month comes to: `f(M&)` is called for the month and again for the total, and must do the same to
  /// both. A month that has left the window changes nothing in it.
  ///
  /// Errors: `invalid`, "month" (after the last one: it would be missing when the window gets there).
  template <class F>
  [[nodiscard]] result<void> change(date::year_month month, F f) {
    if (cells_.empty() || !month.ok() || month > last_) return refuse(errc::invalid, "month");
    if (month < first()) return {};
    f(cells_[index(month)]);
    f(total_);
    settle();
    return {};
  }
  [[nodiscard]] result<void> add(date::year_month month, const M& m) {
    return change(month, [&m](M& x) { x += m; });
  }
  [[nodiscard]] result<void> remove(date::year_month month, const M& m) {
    return change(month, [&m](M& x) { x -= m; });
  }

  /// Moves the window forward, so that it ends with this month. Errors: `invalid`, "month" (before the last month, or
  /// not of the years 1 … 9999).
  [[nodiscard]] result<void> roll_to(date::year_month last) {
    if (cells_.empty() || !in_calendar(last) || last < last_) return refuse(errc::invalid, "month");
    const auto steps = static_cast<std::size_t>((last - last_).count());
    for (std::size_t i = 0; i < std::min(steps, cells_.size()); ++i) {
      total_ -= cells_[oldest_];
      cells_[oldest_] = M{};
      oldest_ = (oldest_ + 1) % cells_.size();
    }
    last_ = last;
    settle();
    return {};
  }

  /// What all months come to.
  [[nodiscard]] const M& total() const noexcept { return total_; }
  /// What one of them comes to; nothing outside the window.
  [[nodiscard]] M of(date::year_month month) const {
    return !month.ok() || month < first() || month > last_ ? M{} : cells_[index(month)];
  }

  [[nodiscard]] date::year_month first() const noexcept {
    return last_ - date::months{static_cast<int>(cells_.size()) - 1};
  }
  [[nodiscard]] date::year_month last() const noexcept { return last_; }

 private:
  static constexpr date::year_month before_calendar = date::year{0} / 12;
  [[nodiscard]] static bool in_calendar(date::year_month month) noexcept { return period::month(month).ok(); }

  [[nodiscard]] std::size_t index(date::year_month month) const noexcept {
    return (oldest_ + static_cast<std::size_t>((month - first()).count())) % cells_.size();
  }

  /// An overflow leaves the total when it has left the months, which subtracting alone would not do.
  void settle() {
    if (!detail::any_overflowed(total_)) return;
    total_ = M{};
    for (const M& cell : cells_) total_ += cell;
  }

  date::year_month last_;
  std::vector<M> cells_;  // a ring, `oldest_` first
  std::size_t oldest_ = 0;
  M total_{};
};

}  // namespace kpi::inline v0_1
