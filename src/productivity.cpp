// SPDX-License-Identifier: MIT
#include <kpi/metrics/productivity.hpp>

namespace kpi::inline v0_1 {

result<std::vector<tenure_band>> productivity_by_tenure(std::span<const rep_sales> reps, date::sys_days as_of,
                                                        std::span<const date::months> bounds) {
  if (as_of < detail::first_day || as_of >= detail::after_last_day) return refuse(errc::invalid, "as_of");
  std::vector<tenure_band> bands(1);
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const date::months bound = bounds[i];
    if (bound < date::months{0} || (i > 0 && bound <= bounds[i - 1])) return refuse(errc::invalid, "bounds");
    if (bound == date::months{0}) continue;
    bands.back().to = bound;
    bands.push_back({.from = bound});
  }
  for (const rep_sales& rep : reps) {
    const auto checked = detail::check(rep, rep.new_business, rep.upsell, rep.quota).where(rep.hired <= as_of, "hired");
    if (!checked.ok()) return checked.refusal();
    if (rep.hired < detail::first_day) return refuse(errc::invalid, "hired");
    const date::months tenure{detail::completed_months(rep.hired, as_of)};
    std::size_t i = bands.size() - 1;
    while (bands[i].from > tenure) --i;
    const money sales = rep.new_business + rep.upsell;
    bands[i].new_business += productivity{.revenue = rep.new_business, .sellers = 1};
    bands[i].upsell += productivity{.revenue = rep.upsell, .sellers = 1};
    bands[i].both += productivity{.revenue = sales, .sellers = 1};
    bands[i].quota += quota_result{.sales = sales, .quota = rep.quota};
  }
  return bands;
}

}  // namespace kpi::inline v0_1
