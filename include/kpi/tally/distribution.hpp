// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/duration.hpp>
#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace kpi::inline v0_1 {

/// How often each value occurred: the exact distribution of whole days (or seconds), from which medians and other
/// quantiles come.
///
/// It merges like a measure, in any order and however the rows were split: the counts are the same, so the quantiles
/// are. A correction takes the old value out with `remove`. Memory is 16 bytes for each distinct value, and 8 for each
/// of up to four times as many additions (at least 256) that wait to be sorted in, at most twice that while vectors
/// grow; a group of a few rows costs a few dozen bytes. An addition takes as many steps as sorting does for each value,
/// a merge one for each distinct value of both, a quantile one pass.
template <class T = days>
class distribution {
 public:
  using value_type = T;

  void add(const T& value) {
    if (waiting_.size() == waiting_.capacity()) [[unlikely]]
      make_room();
    waiting_.push_back(value.value());
  }
  /// So many of one value, as a histogram has them.
  void add(const T& value, const kpi::count& times) {
    if (times != 0) put(value.value(), times);
  }
  void remove(const T& value) { put(value.value(), -1); }

  distribution& operator+=(const distribution& other);
  distribution& operator-=(const distribution& other);
  [[nodiscard]] friend distribution operator+(distribution a, const distribution& b) { return a += b; }
  [[nodiscard]] friend distribution operator-(distribution a, const distribution& b) { return a -= b; }
  [[nodiscard]] friend bool operator==(const distribution& a, const distribution& b) {
    return a.sorted() == b.sorted();
  }

  /// How many values it holds.
  [[nodiscard]] kpi::count count() const noexcept { return count_ + waiting_.size(); }

  /// Each value it holds and how often, in ascending order.
  [[nodiscard]] std::vector<std::pair<T, kpi::count>> cells() const {
    std::vector<std::pair<T, kpi::count>> all;
    for (const cell& c : sorted()) all.emplace_back(T(c.value), c.count);
    return all;
  }

  /// The quantile at `p`, 0 … 1, interpolated between neighbours as SQL's percentile_cont does: of n values it lies
  /// p × (n − 1) steps above the least.
  ///
  /// Errors, first match wins: `invalid`, "p" (below 0 or above 1); `overflow`, "value" or "count"; `negative`, "count"
  /// (more removed than added); `too_few`, "count" (fewer values than the floor, and always when there are none).
  [[nodiscard]] result<double> quantile(const ratio& p, kpi::count floor = 1) const;

  /// The quantile at 1/2: the middle value, or the mean of the two in the middle.
  [[nodiscard]] result<double> median(kpi::count floor = 1) const { return quantile(ratio::percent(50), floor); }

 private:
  struct cell {
    std::int64_t value;
    kpi::count count;
    friend bool operator==(const cell&, const cell&) = default;
  };

  /// In order of value, one cell for each, none of them zero.
  using cells_by_value = std::vector<cell>;

  void put(std::int64_t value, kpi::count n);
  void take(const cells_by_value& cells);
  KPI_COLD void make_room();
  [[nodiscard]] static cells_by_value merged(const cells_by_value& a, const cells_by_value& b);
  [[nodiscard]] cells_by_value sorted() const;

  std::vector<std::int64_t> waiting_;  // one of each, in order of arrival; first, to lie beside what is added with it
  cells_by_value cells_;
  kpi::count count_{};  // in the cells
};

extern template class KPI_EXPORT distribution<days>;
extern template class KPI_EXPORT distribution<seconds>;

}  // namespace kpi::inline v0_1
