// SPDX-License-Identifier: MIT
#include "verify.hpp"

#include <cstdio>
#include <initializer_list>
#include <utility>

namespace bench {
namespace {

template <class Answer>
bool all_equal(const char* what, const Answer& expected,
               std::initializer_list<std::pair<const char*, Answer>> answers) {
  bool equal = true;
  for (const auto& [who, answer] : answers) {
    if (answer == expected) continue;
    std::fprintf(stderr, "%s: %s gives another answer\n", what, who);
    equal = false;
  }
  return equal;
}

}  // namespace

bool verified(const deal_rows& rows) {
  const bool total = all_equal("total", fused::total(rows),
                               {{"kpi", with_kpi::total(rows)},
                                {"kpi, all cores", with_kpi::total_on_all_cores(rows)},
                                {"fused and checked", fused_and_checked::total(rows)}});
  const bool grouped = all_equal("grouped", fused::grouped(rows),
                                 {{"kpi", with_kpi::grouped(rows)},
                                  {"kpi, all cores", with_kpi::grouped_on_all_cores(rows)},
                                  {"fused and checked", fused_and_checked::grouped(rows)}});
  const bool by_quarter =
      all_equal("by quarter", fused::by_quarter_of_event(rows), {{"kpi", with_kpi::by_quarter_of_event(rows)}});
  return total && grouped && by_quarter;
}

bool verified(const deal_rows& rows, const deal_rows& shuffled, const deal_columns& columns,
              const ledger_rows& subscriptions, const ledger_months& by_month, const kpi_ledger& for_kpi,
              const std::vector<kpi::opportunities>& calls) {
  const bool as_they_are = verified(rows);
  const bool total = all_equal("total", fused::total(rows),
                               {{"kpi, shuffled", with_kpi::total(shuffled)},
                                {"kpi, columns", with_kpi::total(columns)},
                                {"fused, columns", fused::total(columns)},
                                {"first thought", first_thought::total(rows)}});
  const bool grouped = all_equal("grouped", fused::grouped(rows),
                                 {{"kpi, shuffled", with_kpi::grouped(shuffled)},
                                  {"kpi, columns", with_kpi::grouped(columns)},
                                  {"fused, columns", fused::grouped(columns)},
                                  {"first thought", first_thought::grouped(rows)}});
  const bool movements = all_equal("ledger", fused::by_customer(subscriptions),
                                   {{"kpi", with_kpi::by_customer(for_kpi)},
                                    {"kpi, all cores", with_kpi::by_customer_on_all_cores(for_kpi)},
                                    {"kpi, by month", with_kpi::by_month(for_kpi)},
                                    {"fused, by month", fused::by_month(by_month)},
                                    {"first thought", first_thought::by_customer(subscriptions)}});
  const bool call = all_equal("call", divided::sum_of_win_rates(calls), {{"kpi", with_kpi::sum_of_win_rates(calls)}});
  return as_they_are && total && grouped && movements && call;
}

}  // namespace bench
