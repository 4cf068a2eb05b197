// SPDX-License-Identifier: MIT
// How do I get recurring revenue, churn and cohorts from subscriptions? (docs/howto-subscriptions.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace date::literals;

//! [rows]
enum customer : std::uint64_t { acme, bolt, core, duo, echo, fern };
constexpr kpi::billing monthly{};
constexpr kpi::billing yearly{.unit = kpi::billing_unit::year};

struct subscription {
  std::string plan;
  kpi::billed_subscription billed;
};

// Of each: customer, start, trial until, end, price of a bill, discount off it, how often it comes.
const std::vector<subscription> subscriptions{
    {"team", {acme, 2024_y / 1 / 10, {}, {}, kpi::money::of(1'200), {}, yearly}},
    {"basic", {bolt, 2024_y / 1 / 20, {}, 2024_y / 3 / 15, kpi::money::of(50), {}, monthly}},
    {"team", {bolt, 2024_y / 3 / 15, {}, {}, kpi::money::of(100), {}, monthly}},
    {"team", {core, 2024_y / 2 / 1, 2024_y / 2 / 15, 2024_y / 4 / 10, kpi::money::of(90), kpi::money::of(10), monthly}},
    {"team", {duo, 2024_y / 3 / 1, 2024_y / 3 / 15, 2024_y / 3 / 12, kpi::money::of(90), {}, monthly}},
    {"basic", {echo, 2024_y / 3 / 1, {}, {}, kpi::money::of(40), kpi::money::of(45), monthly}},
    {"basic", {fern, 2024_y / 1 / 5, {}, 2024_y / 2 / 10, kpi::money::of(40), {}, monthly}},
    {"basic", {fern, 2024_y / 5 / 2, {}, 2024_y / 7 / 1, kpi::money::of(40), {}, monthly}},
};
//! [rows]

//! [reason]
std::string text(const kpi::result<kpi::ratio>& r) { return r ? kpi::to_text(*r) : kpi::to_text(r.error()); }
//! [reason]

}  // namespace

int main() {
  //! [periods]
  std::vector<kpi::subscription_period> periods;
  for (std::size_t row = 0; row < subscriptions.size(); ++row) {
    if (const auto period = kpi::subscription_period_of(subscriptions[row].billed))
      periods.push_back(*period);
    else
      fmt::print("row {}: {}\n", row + 1, period.error());
  }
  //! [periods]

  fmt::print("\n");
  //! [months]
  const auto months = kpi::monthly_movements(periods, 2024_y / 1, 2024_y / 5);
  fmt::print("{:8}{:>9}{:>5}{:>11}{:>13}{:>9}{:>13}{:>9}\n", "", "opening", "new", "expansion", "contraction",
             "churned", "reactivated", "closing");
  for (const auto& [month, revenue, customers] : months) {
    const auto whole = [](const kpi::money& m) { return kpi::to_text(m, 0); };
    fmt::print("{:8}{:>9}{:>5}{:>11}{:>13}{:>9}{:>13}{:>9}\n", kpi::to_text(kpi::period::month(month)),
               whole(revenue.opening), whole(revenue.new_business), whole(revenue.expansion),
               whole(revenue.contraction), whole(revenue.churned), whole(revenue.reactivated),
               whole(revenue.closing()));
  }
  //! [months]

  fmt::print("\n");
  //! [rates]
  const kpi::monthly_movement& february = months[1];
  fmt::print("February: net retention {}, of customers {}\n", *kpi::net_revenue_retention(february.revenue),
             *kpi::customer_retention_rate(february.customers));
  const kpi::revenue_bridge february_to_may = *kpi::revenue_over(std::span(months).subspan(1));
  fmt::print("February to May: quick ratio {:.2x}, growth {}\n", *kpi::quick_ratio(february_to_may),
             *kpi::revenue_growth_rate(february_to_may));
  fmt::print("January: {}\n", text(kpi::net_revenue_retention(months[0].revenue)));
  //! [rates]

  fmt::print("\n");
  //! [coverage]
  const kpi::ledger_coverage c = kpi::coverage_of(periods);
  fmt::print("{} periods of {} customers, {} of whom never paid at a month's end\n", c.taken, c.customers,
             c.never_seen);
  //! [coverage]

  fmt::print("\n");
  //! [day]
  const date::sys_days day = 2024_y / 5 / 31;
  const kpi::money mrr = kpi::recurring_revenue_on(periods, day);
  fmt::print("on 31 May {} a month, {} a year; {} of it is not known to end\n", mrr, mrr * 12,
             kpi::committed_revenue_on(periods, day));
  //! [day]

  fmt::print("\n");
  //! [cohorts]
  const auto cohorts = kpi::cohorts(periods, 2024_y / 1, 2024_y / 5);
  const kpi::cohort& january = cohorts.front();
  for (const date::months age : {date::months{0}, date::months{2}, date::months{4}, date::months{5}})
    fmt::print("January's customers, {} months later: {}, revenue: {}\n", age.count(),
               text(january.customer_share(age)), text(january.revenue_share(age)));
  //! [cohorts]

  fmt::print("\n");
  //! [plans]
  struct paid {
    std::string plan;
    kpi::subscription_period period;
  };
  std::vector<paid> by_plan;
  for (const subscription& s : subscriptions)
    if (const auto period = kpi::subscription_period_of(s.billed)) by_plan.push_back({s.plan, *period});
  for (const auto& [plan, of_plan] :
       kpi::monthly_movements_by(by_plan, &paid::plan, 2024_y / 3, 2024_y / 3, &paid::period))
    fmt::print("March, {}: new {:.0}, churned {:.0}\n", plan, of_plan[0].revenue.new_business,
               of_plan[0].revenue.churned);
  //! [plans]

  fmt::print("\n");
  //! [merges]
  const std::vector<kpi::customer_merge> bought{{.from = fern, .into = bolt}};
  const kpi::customer_merges id_of(bought);
  std::vector<kpi::subscription_period> merged = periods;
  for (auto& p : merged) p.customer = id_of(p.customer);
  const auto as_one = kpi::monthly_movements(merged, 2024_y / 1, 2024_y / 5);
  fmt::print("February: churned {:.0}, contraction {:.0}\n", as_one[1].revenue.churned, as_one[1].revenue.contraction);
  //! [merges]

  fmt::print("\n");
  //! [correction]
  kpi::movement_ledger ledger(2024_y / 1, 2024_y / 5);
  kpi::for_each_customer(std::span<const kpi::subscription_period>(periods),
                         [&](std::span<const kpi::subscription_period> one) { ledger.add(kpi::revenue_history(one)); });

  const std::vector<kpi::subscription_period> was{{acme, 2024_y / 1 / 10, {}, kpi::money::of(100)}};
  const std::vector<kpi::subscription_period> is{{acme, 2024_y / 1 / 10, {}, kpi::money::of(110)}};
  ledger.remove(kpi::revenue_history(was));
  ledger.add(kpi::revenue_history(is));
  fmt::print("January, corrected: new {:.0}\n", ledger.months()[0].revenue.new_business);
  //! [correction]
}
