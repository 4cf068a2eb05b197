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

namespace detail {

/// How often each number occurred: what a distribution is made of, whatever its values mean.
///
/// What is added waits in a list, and is then counted: where numbers lie close together each has a place of its own in
/// a window, and to add one is a single step; else there are sorted cells.
class KPI_EXPORT occurrences {
 public:
  struct cell {
    std::int64_t value;
    count times;
    friend bool operator==(const cell&, const cell&) = default;
  };
  using cells_by_value = std::vector<cell>;

  void add(std::int64_t value) {
    if (waiting_.size() != waiting_.capacity())
      waiting_.push_back(value);
    else if (const std::uint64_t i = place(value); i < window_.size()) [[likely]]
      ++window_[static_cast<std::size_t>(i)];
    else
      wait(value);
  }
  /// Adds so many of it, or takes them off.
  void put(std::int64_t value, count times);

  occurrences& operator+=(const occurrences& other);
  occurrences& operator-=(const occurrences& other);
  [[nodiscard]] friend bool operator==(const occurrences& a, const occurrences& b) { return a.sorted() == b.sorted(); }

  [[nodiscard]] count size() const noexcept;
  /// In order of value, one cell for each, none of them zero.
  [[nodiscard]] cells_by_value sorted() const;
  [[nodiscard]] result<double> quantile(const ratio& p, count floor, std::int64_t limit) const;

 private:
  void take(const occurrences& other, bool off);
  void hold(cells_by_value all);
  KPI_COLD void wait(std::int64_t value);

  /// How far above the lowest place of the window; of a number below it, wrapped round to a very large one.
  [[nodiscard]] std::uint64_t place(std::int64_t value) const noexcept {
    return static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(low_);
  }

  std::vector<std::int64_t> waiting_;  // one of each, in order of arrival; first, to lie beside what is added with it
  std::vector<std::int64_t> window_;   // how often low_ and what follows it occurred
  std::int64_t low_ = 0;
  cells_by_value cells_;  // of values outside the window
};

}  // namespace detail

/// How often a row has a value: what it adds to a distribution.
template <class T = days>
struct occurrence {
  T value{};
  count times{};  ///< 0 when it has none, and then the value does not matter
};

/// How often each value occurred: the exact distribution of whole days (or of seconds, counts or money), from which
/// medians and other quantiles come.
///
/// It merges like a measure, in any order and however the rows were split: the counts are the same, so the quantiles
/// are. A correction takes the old value out with `remove`. Memory is at most 64 bytes for each distinct value, and 8
/// for each of up to four times as many additions (at least 256) that wait to be counted, at most four times that while
/// vectors grow; a group of a few rows costs a few dozen bytes. An addition takes one step where values lie close
/// together, and else as many as sorting does, but one with a number of times, or a removal, looks for its place among
/// the values that lie apart and moves those above it; a merge one for each distinct value of both, a quantile one
/// pass.
template <class T = days>
class distribution {
 public:
  using value_type = T;

  void add(const T& value) { all_.add(value.value()); }
  /// So many of one value, as a histogram has them.
  void add(const T& value, const kpi::count& times) {
    if (times != 0) all_.put(value.value(), times);
  }
  void remove(const T& value) { all_.put(value.value(), -1); }

  distribution& operator+=(const distribution& other) {
    all_ += other.all_;
    return *this;
  }
  distribution& operator-=(const distribution& other) {
    all_ -= other.all_;
    return *this;
  }
  [[nodiscard]] friend distribution operator+(distribution a, const distribution& b) { return a += b; }
  [[nodiscard]] friend distribution operator-(distribution a, const distribution& b) { return a -= b; }
  [[nodiscard]] friend bool operator==(const distribution&, const distribution&) = default;

  /// How many values it holds.
  [[nodiscard]] kpi::count count() const noexcept { return all_.size(); }

  /// Each value it holds and how often, in ascending order.
  [[nodiscard]] std::vector<std::pair<T, kpi::count>> cells() const {
    std::vector<std::pair<T, kpi::count>> cells;
    for (const auto& [value, times] : all_.sorted()) cells.emplace_back(detail::total_of<T>(value), times);
    return cells;
  }

  /// The quantile at `p`, 0 … 1, interpolated between neighbours as SQL's percentile_cont does: of n values it lies
  /// p × (n − 1) steps above the least. Of money in units, of everything else the number it counts.
  ///
  /// Errors, first match wins: `invalid`, "p" (below 0 or above 1); `overflow`, "value" or "count"; `negative`, "count"
  /// (more removed than added); `too_few`, "count" (fewer values than the floor, and always when there are none).
  [[nodiscard]] result<double> quantile(const ratio& p, kpi::count floor = 1) const {
    auto q = all_.quantile(p, floor, T::limit);
    if constexpr (requires { T::per_unit; })
      if (q) *q /= static_cast<double>(T::per_unit);
    return q;
  }

  /// The quantile at 1/2: the middle value, or the mean of the two in the middle.
  [[nodiscard]] result<double> median(kpi::count floor = 1) const { return quantile(ratio::percent(50), floor); }

 private:
  friend detail::unchecked;

  detail::occurrences all_;
};

namespace detail {

/// Values that rows of a block add to distributions, until all that these rows add has proved small: what a row may or
/// may not add costs no branch then, and the search for where a distribution keeps it does not hold up the next row.
class KPI_EXPORT values_aside {
  struct one {
    occurrences* to;
    std::int64_t value;
  };

 public:
  /// Sets the values of a block aside. One for each block, so that it can live in a register.
  class writer {
   public:
    /// Once, or not at all.
    void set(occurrences& to, std::int64_t value, bool once) noexcept {
      *next_ = {&to, value};
      next_ += once ? 1 : 0;
    }

   private:
    friend values_aside;
    explicit writer(one* next) noexcept : next_(next) {}
    one* next_;
  };

  /// For at most so many values at once.
  explicit values_aside(std::size_t values);

  [[nodiscard]] writer first() noexcept { return writer(values_.data()); }
  /// Adds what was written. What is not added is written over by the next.
  void add(const writer& written);

 private:
  std::vector<one> values_;
};

}  // namespace detail

}  // namespace kpi::inline v0_1
