// SPDX-License-Identifier: MIT
#include "scorecard.hpp"

#include "attribution.hpp"

#include <kpi/tally/by_period.hpp>
#include <kpi/tally/columns.hpp>
#include <kpi/tally/tally.hpp>

#include <algorithm>
#include <execution>
#include <utility>
#include <vector>

namespace bench {
namespace {

constexpr attribution of_all_years{day_at(as_of), *kpi::period::between(day_at(first_day), day_at(as_of))};

answer answer_of(std::int32_t group, const figures& f) {
  return {.group = group,
          .opened = f.opened.value(),
          .won = f.won.value(),
          .lost = f.lost.value(),
          .sent = f.sent.value(),
          .demos = f.demos.value(),
          .due = f.due.value(),
          .on_time = f.on_time.value(),
          .acv = f.acv.value(),
          .revenue = f.revenue.value(),
          .list = f.list.value(),
          .cycle = f.cycle.value()};
}

answer answer_of(std::int32_t group, const scorecard& s) {
  answer a = answer_of(group, s.figures);
  a.median_cycle = s.won_cycles.median().value_or(-1);
  return a;
}

auto as_records(const deal_columns& columns) {
  return kpi::row_view(columns.size(), [&columns](std::size_t i) { return rows_of_columns{columns}[i]; });
}

answers total_of(const scorecard& s) { return {answer_of(0, s)}; }

template <class Policy>
answers answers_of(Policy&& policy, const std::vector<std::pair<std::int32_t, scorecard>>& groups) {
  answers all(groups.size());
  std::transform(policy, groups.begin(), groups.end(), all.begin(),
                 [](const auto& group) { return answer_of(group.first, group.second); });
  return all;
}

}  // namespace

namespace with_kpi {

answers total(const deal_rows& rows) { return total_of(kpi::tally<scorecard>(rows, of_all_years)); }
answers grouped(const deal_rows& rows) {
  return answers_of(std::execution::seq, kpi::tally_by<scorecard>(rows, group_table{}, of_all_years));
}

answers total(const deal_columns& columns) {
  return total_of(kpi::tally<scorecard>(as_records(columns), of_all_years));
}
answers grouped(const deal_columns& columns) {
  return answers_of(std::execution::seq, kpi::tally_by<scorecard>(as_records(columns), group_table{}, of_all_years));
}

answers total_on_all_cores(const deal_rows& rows) {
  return total_of(kpi::tally<scorecard>(std::execution::par, rows, of_all_years));
}
answers grouped_on_all_cores(const deal_rows& rows) {
  return answers_of(std::execution::par,
                    kpi::tally_by<scorecard>(std::execution::par, rows, group_table{}, of_all_years));
}

answers by_quarter_of_event(const deal_rows& rows) {
  const std::vector<kpi::period> quarters = kpi::quarters_of(of_all_years.years);
  const auto as_deal = [](const deal_row& r) { return deal_from(r); };
  const auto counts_for = [](const kpi::deal_as_of& d, const kpi::period& p) { return figures_of(d, p); };
  const auto by_owner = kpi::tally_by_period(rows, &deal_row::owner, quarters, of_all_years.today, as_deal, counts_for);
  answers all;
  for (const auto& [owner, in_quarters] : by_owner)
    for (std::int32_t quarter = 0; const auto& [_, f] : in_quarters)
      all.push_back(answer_of(owner * slots + quarter++, f));
  return all;
}

}  // namespace with_kpi
}  // namespace bench
