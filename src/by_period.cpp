// SPDX-License-Identifier: MIT
#include <kpi/tally/by_period.hpp>

namespace kpi::inline v0_1 {

period_index::period_index(std::span<const period> periods) : periods_(periods.begin(), periods.end()) {
  segment_of_day_ = {none};
  // Where a period begins, one more covers the days from there on, and where it ends, one less.
  std::vector<std::pair<date::sys_days, int>> cuts;
  for (const period& p : periods_) {
    if (p.length() == date::days{0}) continue;
    cuts.emplace_back(p.from(), 1);
    cuts.emplace_back(p.until(), -1);
  }
  if (cuts.empty()) return;
  std::sort(cuts.begin(), cuts.end());

  const date::sys_days first = cuts.front().first;
  first_ = first.time_since_epoch().count();
  segment_of_day_.assign(static_cast<std::size_t>((cuts.back().first - first).count()) + 1, none);
  std::ptrdiff_t covering = 0;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const auto [from, step] = cuts[i];
    covering += step;
    const period segment = *period::between(from, cuts[i + 1].first);
    if (covering == 0 || segment.length() == date::days{0}) continue;
    std::fill_n(segment_of_day_.begin() + (from - first).count(), segment.length().count(),
                static_cast<std::uint32_t>(segments_.size()));
    segments_.push_back(segment);
  }
}

bool period_index::operator==(const period_index& other) const noexcept { return periods_ == other.periods_; }

}  // namespace kpi::inline v0_1
