// SPDX-License-Identifier: MIT
#include <kpi/metrics/growth_ceiling.hpp>

namespace kpi::inline v0_1 {

result<std::vector<money>> project_mrr(const money& mrr, const growth_inputs& g, const count& months) {
  const auto c = detail::check_growth(g, mrr, months);
  if (!c.ok()) return c.refusal();
  if (months > detail::last_projected_month) return refuse(errc::invalid, "months");
  std::vector<money> path;
  path.reserve(static_cast<std::size_t>(months.value()));
  money now = mrr;
  for (std::int64_t month = 1; month <= months.value(); ++month) {
    now = detail::next_month(now, g);
    if (now.overflowed()) return refuse(errc::overflow, "mrr");
    path.push_back(now);
  }
  return path;
}

}  // namespace kpi::inline v0_1
