// SPDX-License-Identifier: MIT
#include "scorecard.hpp"

#include "attribution.hpp"

#include <kpi/tally/columns.hpp>
#include <kpi/tally/tally.hpp>

#include <execution>

namespace bench {
namespace {

constexpr attribution of_all_years{day_at(as_of), *kpi::period::between(day_at(first_day), day_at(as_of))};

answer answer_of(std::int32_t group, const scorecard& s) {
  const figures& f = s.figures;
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
          .cycle = f.cycle.value(),
          .median_cycle = s.won_cycles.median().value_or(-1)};
}

auto as_records(const deal_columns& columns) {
  return kpi::row_view(columns.size(), [&columns](std::size_t i) { return rows_of_columns{columns}[i]; });
}

answers total_of(const scorecard& s) { return {answer_of(0, s)}; }

answers answers_of(const std::vector<std::pair<std::int32_t, scorecard>>& groups) {
  answers all;
  all.reserve(groups.size());
  for (const auto& [group, s] : groups) all.push_back(answer_of(group, s));
  return all;
}

}  // namespace

namespace with_kpi {

answers total(const deal_rows& rows) { return total_of(kpi::tally<scorecard>(rows, of_all_years)); }
answers grouped(const deal_rows& rows) {
  return answers_of(kpi::tally_by<scorecard>(rows, group_table{}, of_all_years));
}

answers total(const deal_columns& columns) {
  return total_of(kpi::tally<scorecard>(as_records(columns), of_all_years));
}
answers grouped(const deal_columns& columns) {
  return answers_of(kpi::tally_by<scorecard>(as_records(columns), group_table{}, of_all_years));
}

answers total_on_all_cores(const deal_rows& rows) {
  return total_of(kpi::tally<scorecard>(std::execution::par, rows, of_all_years));
}
answers grouped_on_all_cores(const deal_rows& rows) {
  return answers_of(kpi::tally_by<scorecard>(std::execution::par, rows, group_table{}, of_all_years));
}

}  // namespace with_kpi
}  // namespace bench
