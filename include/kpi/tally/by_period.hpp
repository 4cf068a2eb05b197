// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/records/deal.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace kpi::inline v0_1 {

/// Periods, prepared so that the place of a day is found by one look-up.
///
/// The periods may overlap, touch, leave gaps and come in any order. They are cut wherever one of them begins or ends;
/// between two cuts lies a segment, every day is in at most one of them, and a period is the sum of its segments.
/// Memory: four bytes for each day between the first and the last.
class KPI_EXPORT period_index {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  explicit period_index(std::span<const period> periods);

  /// The segment in which a day lies, or `none`.
  [[nodiscard]] std::uint32_t segment_of(date::sys_days day) const noexcept {
    const std::int64_t i = std::int64_t{day.time_since_epoch().count()} - first_;
    return i < 0 || i >= static_cast<std::int64_t>(segment_of_day_.size())
               ? none
               : segment_of_day_[static_cast<std::size_t>(i)];
  }

  [[nodiscard]] std::span<const period> periods() const noexcept { return periods_; }
  [[nodiscard]] std::span<const period> segments() const noexcept { return segments_; }

  /// One period's measure, from one measure for each segment.
  template <class M>
  [[nodiscard]] M sum(const period& p, std::span<const M> by_segment) const {
    M total{};
    for (std::size_t i = 0; i < segments_.size(); ++i)
      if (p.contains(segments_[i].from())) total += by_segment[i];
    return total;
  }

 private:
  std::vector<period> periods_;
  std::vector<period> segments_;
  std::int64_t first_ = 0;
  std::vector<std::uint32_t> segment_of_day_;
};

/// Calls `f(segment)` once for each segment in which something happens to the deal as of the day: in all others every
/// attribution of it is empty.
template <class F>
void for_each_segment(const period_index& index, const deal& d, F f) {
  std::uint32_t seen[5];
  std::size_t n = 0;
  for (const auto* event : {&d.opened, &d.closed, &d.expected_close, &d.contract_sent, &d.demo}) {
    if (!*event) continue;
    const std::uint32_t segment = index.segment_of(**event);
    if (segment == period_index::none || std::find(seen, seen + n, segment) != seen + n) continue;
    seen[n++] = segment;
    f(segment);
  }
}

/// Every attribution of every deal in every period, in one pass: each event goes to the period in which it happened.
///
/// Gives pairs of period and measures in the order of `periods`, and each of them is exactly what
/// `tally(deals, deal_measures_of …)` gives for its period alone; so the coverage of each tells of all records given.
/// `as_deal(row)` makes a deal of a row.
template <class R, class AsDeal = std::identity>
[[nodiscard]] auto tally_by_period(R&& rows, std::span<const period> periods, date::sys_days as_of,
                                   AsDeal as_deal = {}) {
  const period_index index(periods);
  std::vector<deal_measures> cells(index.segments().size());
  coverage records;
  for (auto&& row : rows) {
    const deal& d = as_deal(row);
    const deal_as_of s(d, as_of);
    records += detail::record_of(s);
    if (s.refused()) continue;
    for_each_segment(index, d, [&](std::uint32_t i) { cells[i] += detail::events_of(s, index.segments()[i]); });
  }
  std::vector<std::pair<period, deal_measures>> result;
  result.reserve(periods.size());
  for (const period& p : periods) {
    result.emplace_back(p, index.sum<deal_measures>(p, cells));
    result.back().second.coverage += records;
  }
  return result;
}

}  // namespace kpi::inline v0_1
