// SPDX-License-Identifier: MIT
// How does one ledger give four net revenue retentions? (docs/why-four-nrrs.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <vector>

namespace {

using namespace date::literals;

//! [ledger]
enum customer : std::uint64_t { ada, bea, cid, dan, eve, fay };

const std::vector<kpi::subscription_period> ledger{
    {.customer = ada, .start = 2022_y / 5 / 1, .end = 2024_y / 4 / 1, .monthly = kpi::money::of(400)},
    {.customer = ada, .start = 2024_y / 4 / 1, .monthly = kpi::money::of(500)},
    {.customer = bea, .start = 2022_y / 3 / 10, .end = 2024_y / 7 / 1, .monthly = kpi::money::of(300)},
    {.customer = bea, .start = 2024_y / 7 / 1, .monthly = kpi::money::of(200)},
    {.customer = cid, .start = 2022_y / 8 / 1, .end = 2024_y / 3 / 15, .monthly = kpi::money::of(200)},
    {.customer = cid, .start = 2024_y / 9 / 10, .monthly = kpi::money::of(200)},
    {.customer = dan, .start = 2022_y / 1 / 1, .end = 2024_y / 10 / 20, .monthly = kpi::money::of(100)},
    {.customer = eve, .start = 2024_y / 2 / 5, .end = 2024_y / 6 / 1, .monthly = kpi::money::of(600)},
    {.customer = eve, .start = 2024_y / 6 / 1, .monthly = kpi::money::of(900)},
    {.customer = fay, .start = 2024_y / 3 / 1, .end = 2024_y / 8 / 1, .monthly = kpi::money::of(500)},
    {.customer = fay, .start = 2024_y / 8 / 1, .end = 2024_y / 11 / 11, .monthly = kpi::money::of(300)},
};
//! [ledger]

}  // namespace

int main() {
  //! [movements]
  const auto months = kpi::monthly_movements(ledger, 2024_y / 1, 2024_y / 12);
  const kpi::revenue_bridge year = *kpi::revenue_over(months);
  fmt::print("opening {:.0}, new {:.0}, expansion {:.0}, contraction {:.0}, churned {:.0}, reactivated {:.0}\n",
             year.opening, year.new_business, year.expansion, year.contraction, year.churned, year.reactivated);
  fmt::print("1. movements of the year: {}\n", *kpi::net_revenue_retention(year));
  //! [movements]

  //! [product]
  double product = 1;
  for (const auto& m : months) product *= kpi::net_revenue_retention(m.revenue)->to_double();
  fmt::print("2. monthly rates multiplied: {:.1f} %\n", 100 * product);
  //! [product]

  //! [cohort]
  const kpi::retained_revenue cohort = kpi::retained_revenue_between(ledger, 2024_y / 1 / 1, 2025_y / 1 / 1);
  fmt::print("3. closed cohort: {} ({:.0} of {:.0})\n", *kpi::cohort_net_revenue_retention(cohort), cohort.closing,
             cohort.opening);
  //! [cohort]

  //! [kept]
  const auto revenue_of = [](date::year y) {
    kpi::money sum;
    for (const auto& m : kpi::monthly_movements(ledger, y / 1, y / 12)) sum += m.revenue.closing();
    return sum;
  };
  const kpi::yearly_revenue years{.gross_before = revenue_of(2023_y), .gross_after = revenue_of(2024_y)};
  fmt::print("4. revenue kept: {} ({:.0} after {:.0})\n", *kpi::gross_revenue_kept(years), years.gross_after,
             years.gross_before);
  //! [kept]

  fmt::print("\n");
  //! [gross]
  fmt::print("gross: {} by movements, {} of the cohort\n", *kpi::gross_revenue_retention(year),
             *kpi::cohort_gross_revenue_retention(cohort));
  //! [gross]

  fmt::print("\n");
  //! [month]
  const kpi::retained_revenue march = kpi::retained_revenue_between(ledger, 2024_y / 3 / 1, 2024_y / 4 / 1);
  fmt::print("March: {} by movements, {} of the cohort\n", *kpi::net_revenue_retention(months[2].revenue),
             *kpi::cohort_net_revenue_retention(march));
  //! [month]
}
