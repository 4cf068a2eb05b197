// SPDX-License-Identifier: MIT
#include <kpi/tally/by_period.hpp>

namespace kpi::inline v0_1 {

period_index::period_index(std::span<const period> periods) : periods_(periods.begin(), periods.end()) {
  std::vector<date::sys_days> cuts;
  for (const period& p : periods_) {
    if (p.length() == date::days{0}) continue;
    cuts.push_back(p.from());
    cuts.push_back(p.until());
  }
  if (cuts.empty()) return;
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

  first_ = cuts.front().time_since_epoch().count();
  segment_of_day_.assign(static_cast<std::size_t>((cuts.back() - cuts.front()).count()), none);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const auto segment = period::between(cuts[i], cuts[i + 1]);
    const auto covers = [&](const period& p) { return p.contains(cuts[i]); };
    if (!segment || std::none_of(periods_.begin(), periods_.end(), covers)) continue;
    const auto at = segment_of_day_.begin() + (cuts[i] - cuts.front()).count();
    std::fill_n(at, segment->length().count(), static_cast<std::uint32_t>(segments_.size()));
    segments_.push_back(*segment);
  }
}

}  // namespace kpi::inline v0_1
