// SPDX-License-Identifier: MIT
// What docs/decisions.md says of the real ledger, where it is there.
#include <kpi/tally/ledger.hpp>

#include "../support.hpp"

#include "../../examples/support/subscriptions.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace {

using kpi::money;
using kpi::revenue_bridge;

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }
constexpr date::year_month in(int y, unsigned m) { return date::year{y} / date::month{m}; }

std::optional<std::vector<kpi::subscription_period>> real_ledger() {
  if (!std::filesystem::exists(REAL_LEDGER)) return {};
  return examples::subscription_list(REAL_LEDGER, {}).periods();
}

void is(const kpi::result<kpi::ratio>& r, int part, int whole) {
  REQUIRE(r);
  CHECK(*r == *kpi::ratio::of(kpi::count(part), kpi::count(whole)));
}

}  // namespace

TEST_CASE("four ways to compute retention differ by 28 points on one ledger", "[real_ledger]") {
  const auto periods = real_ledger();
  if (!periods) return;
  const auto months = kpi::monthly_movements(*periods, in(2019, 1), in(2019, 11));
  const auto moved = kpi::revenue_over(months);
  REQUIRE(moved);
  CHECK(*moved == revenue_bridge{.opening = money::of(585),
                                 .new_business = money::of(1'345),
                                 .expansion = money::of(470),
                                 .contraction = money::of(425),
                                 .churned = money::of(235),
                                 .reactivated = money::of(100)});
  is(kpi::net_revenue_retention(*moved), 395, 585);    // 67.5 %
  is(kpi::gross_revenue_retention(*moved), -75, 585);  // −12.8 %
  is(kpi::ratio::of(moved->opening + moved->expansion + moved->reactivated - moved->contraction - moved->churned,
                    moved->opening),
     495, 585);  // 84.6 %

  const auto cohort = kpi::retained_revenue_between(*periods, on(2019, 1, 1), on(2019, 12, 1));
  is(kpi::cohort_net_revenue_retention(cohort), 560, 585);    // 95.7 %
  is(kpi::cohort_gross_revenue_retention(cohort), 510, 585);  // 87.2 %
  CHECK(kpi::retained_customers_between(*periods, on(2019, 1, 1), on(2019, 12, 1)).opening == 12);

  double net = 1;
  double gross = 1;
  for (const auto& m : months) {
    net *= kpi::net_revenue_retention(m.revenue).value().to_double();
    gross *= kpi::gross_revenue_retention(m.revenue).value().to_double();
  }
  CHECK((0.8595 < net && net < 0.8605));      // 86.0 %
  CHECK((0.5425 < gross && gross < 0.5435));  // 54.3 %
}

TEST_CASE("the traps of the real ledger", "[real_ledger]") {
  auto periods = real_ledger();
  if (!periods) return;
  const auto coverage = kpi::coverage_of(*periods);
  CHECK(coverage == kpi::ledger_coverage{.taken = 121, .customers = 55});
  const auto lived_before_2018 = kpi::customers_over(kpi::monthly_movements(*periods, in(2017, 1), in(2017, 12)));
  CHECK(*lived_before_2018 == kpi::customer_bridge{.acquired = 3, .lost = 3});
  const auto all = kpi::customers_over(kpi::monthly_movements(*periods, in(2017, 1), in(2020, 2)));
  CHECK(*all == kpi::customer_bridge{.acquired = 55, .lost = 58, .reactivated = 3});

  const auto january = [&] { return kpi::monthly_movements(*periods, in(2020, 1), in(2020, 1)).front(); };
  CHECK(january().revenue.opening == money::of(1'255));
  CHECK(january().revenue.churned == money::of(1'255));
  CHECK(january().customers.lost == 28);
  for (auto& p : *periods) p = kpi::running_at_cut_off(p, on(2020, 1, 1));
  CHECK(january().customers.lost == 0);
}
