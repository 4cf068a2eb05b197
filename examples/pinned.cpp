// SPDX-License-Identifier: MIT
// How do I notice when an update changes a figure that I publish? (docs/howto-vendor.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

//! [pinned]
// What we mean by the figures on the board's page. An update that means something else does not compile.
constexpr kpi::opportunities a_quarter{.opened = 180, .won = 45, .lost = 55, .no_decision = 50, .disqualified = 17};
static_assert(*kpi::win_rate(a_quarter) == kpi::ratio::percent(25));          // of those opened
static_assert(*kpi::decided_win_rate(a_quarter) == kpi::ratio::percent(45));  // of those decided

constexpr kpi::revenue_bridge a_month{.opening = kpi::money::of(100'000),
                                      .new_business = kpi::money::of(40'000),
                                      .expansion = kpi::money::of(20'000),
                                      .contraction = kpi::money::of(5'000),
                                      .churned = kpi::money::of(10'000),
                                      .reactivated = kpi::money::of(3'000)};
static_assert(*kpi::net_revenue_retention(a_month) == kpi::ratio::percent(105));  // nothing new, nobody who came back
static_assert(kpi::win_rate({}).error().code == kpi::errc::undefined);
//! [pinned]

int main() {
  fmt::print("kpi {}.{}.{} means by these figures what we do\n", KPI_VERSION_MAJOR, KPI_VERSION_MINOR,
             KPI_VERSION_PATCH);
}
