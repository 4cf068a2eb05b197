// SPDX-License-Identifier: MIT
#include "pushed_down.hpp"

#include "csv.hpp"
#include "sums.hpp"

#include <kpi/format.hpp>

namespace examples {
namespace {

std::pair<std::string, std::optional<kpi::period>> key_of(const postgres::result& rows, std::size_t row) {
  std::pair<std::string, std::optional<kpi::period>> key(rows.text(row, "owner").value_or(""), std::nullopt);
  if (const auto quarter = rows.text(row, "quarter")) {
    const auto day = kpi::parse_day(*quarter);
    if (!day) throw unusable(fmt::format("Row {}: quarter is {}, and not a day.", row + 1, *quarter));
    key.second = kpi::quarters_of(*kpi::period::between(*day, *day + date::days{1})).front();
  }
  return key;
}

}  // namespace

sums_by_owner_and_quarter pushed_down(postgres::connection& db, const std::string& sums, const std::string& cycles,
                                      date::sys_days as_of) {
  sums_by_owner_and_quarter groups;
  const postgres::result rows = db.query(sums, {kpi::to_text(as_of)});
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    kpi::deal_measures m;
    read_sums(m, [&](const std::string& column) { return rows.number(row, column); });
    groups[key_of(rows, row)].measures += m;
  }
  if (cycles.empty()) return groups;

  const postgres::result lengths = db.query(cycles, {kpi::to_text(as_of)});
  for (std::size_t row = 0; row < lengths.rows(); ++row) {
    const kpi::days days(lengths.number(row, "days"));
    auto& group = groups[key_of(lengths, row)];
    for (std::int64_t n = lengths.number(row, "deals"); n > 0; --n) group.cycles.add(days);
  }
  return groups;
}

}  // namespace examples
