// SPDX-License-Identifier: MIT
// An engine hands me deals as Arrow record batches: how do I tally them where they are, without copying a column?
#include "support/arrow.hpp"
#include "support/arrow_made.hpp"
#include "support/csv.hpp"

#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace date::literals;
namespace arrow = examples::arrow;

/// Stands for what an engine gives: its query names the columns as the library names the members of a deal.
std::vector<arrow::made_batch> batches_of_an_engine() {
  using day = std::optional<date::sys_days>;
  std::vector<arrow::made_batch> batches;
  batches.emplace_back(std::vector<arrow::made_column>{
      arrow::make_text("owner", {"Ann", "Bo", "Ann"}),
      arrow::make_text("outcome", {"won", "lost", "open"}),
      arrow::make_days("opened", {day{2024_y / 1 / 8}, day{2024_y / 1 / 22}, day{2024_y / 2 / 12}}),
      arrow::make_days("closed", {day{2024_y / 3 / 1}, day{2024_y / 2 / 14}, day{}}),
      arrow::make_cents("value", {1'200'000, 450'000, {}}),
  });
  batches.emplace_back(std::vector<arrow::made_column>{
      arrow::make_text("owner", {"Bo", "Ann"}),
      arrow::make_text("outcome", {"won", "won"}),
      arrow::make_days("opened", {day{2024_y / 4 / 2}, day{2024_y / 3 / 4}}),
      arrow::make_days("closed", {day{2024_y / 6 / 28}, day{2024_y / 5 / 31}}),
      arrow::make_cents("value", {2'000'000, 3'150'000}),
  });
  return batches;
}

template <class Result>
std::string text(const Result& r) {
  return r ? fmt::format("{}", *r) : fmt::format("{}", r.error());
}

void run() {
  const kpi::period year = kpi::period::year(2024);
  const date::sys_days as_of = 2024_y / 6 / 30;

  //! [batches]
  std::map<std::string, kpi::deal_measures, std::less<>> by_owner;
  for (const auto& given : batches_of_an_engine()) {
    const arrow::owned_schema schema = given.schema();  // released at the end of the scope
    const arrow::owned_array array = given.array();

    const arrow::batch batch(schema.get(), array.get());
    const auto owner = [&owners = batch["owner"]](const auto& row) { return owners.text(row.number); };
    for (const auto& [name, m] : kpi::tally_by(
             arrow::deals(batch), owner, [&](const auto& row) { return kpi::deal_measures_of(row.deal, year, as_of); }))
      by_owner[std::string(name)] += m;  // measures of several batches add up, as those of several machines do
  }
  //! [batches]

  for (const auto& [owner, m] : by_owner)
    fmt::print("{}: {} of the decided won, cycle {}, average deal {}\n", owner,
               text(kpi::decided_win_rate(m.opportunities)), text(kpi::sales_cycle_length(m.cycle)),
               text(kpi::average_deal_size(m.sales)));
}

}  // namespace

int main() {
  try {
    run();
    return 0;
  } catch (const examples::unusable& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 2;
  }
}
