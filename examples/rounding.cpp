// SPDX-License-Identifier: MIT
// Where are numbers rounded, and what goes wrong where they are rounded earlier? (docs/why-exact.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <array>
#include <string>

int main() {
  //! [cents]
  double fraction = 0;
  kpi::money exact;
  for (int i = 0; i < 1'000'000; ++i) {
    fraction += 0.10;
    exact += kpi::money::cents(10);
  }
  fmt::print("in binary fractions {:.6f}, in money {}\n", fraction, exact);
  //! [cents]

  fmt::print("\n");
  //! [year]
  const auto price = kpi::money::of(10'000);
  const kpi::billing yearly{.every = 1, .unit = kpi::billing_unit::year};
  const auto mrr = *kpi::monthly_recurring_revenue(price, yearly);
  fmt::print("ARR {:.4}; MRR {:.4}, twelve times that {:.4}\n", *kpi::annual_recurring_revenue(price, yearly), mrr,
             mrr * kpi::count(12));
  //! [year]

  fmt::print("\n");
  //! [quota met]
  const std::array months{
      kpi::quota_result{.sales = kpi::money::cents(9'999'999), .quota = kpi::money::of(100'000)},  // a cent short
      kpi::quota_result{.sales = kpi::money::of(100'000), .quota = kpi::money::of(100'000)},
  };
  for (const auto& m : months) fmt::print("{}, met: {}\n", *kpi::quota_attainment(m), m.sales >= m.quota);
  const auto streak = *kpi::quota_consistency(months);
  fmt::print("{} of {} months attained\n", streak.attained, streak.months);
  //! [quota met]

  fmt::print("\n");
  //! [velocity]
  const auto velocity = *kpi::sales_velocity({.opportunities = 1'619,
                                              .deal_size = kpi::average<kpi::money>{kpi::money::of(1'134'672), 531},
                                              .win_rate = *kpi::ratio::of(531, 531 + 116),
                                              .cycle = kpi::average<kpi::days>{kpi::days(34'847), 531}});
  const double from_rounded = 1'619 * 2'136.86 * 0.821 / 65.6;  // as the same four figures stand on a slide
  fmt::print("{} a day; from the rounded figures {:.2f}\n", velocity, from_rounded);
  //! [velocity]

  fmt::print("\n");
  //! [once]
  const auto rate = *kpi::ratio::of(5, 8);
  fmt::print("{} {:.0} {:.3}\n", rate, rate, rate);  // rounded when printed, half to even, and not before
  fmt::print("{} {}\n", rate.numerator(), rate.denominator());

  const auto third = kpi::average<kpi::money>{kpi::money::of(100), 3};
  fmt::print("{:.4} {:.4} {:.4}\n", third, third.rounded(kpi::rounding::half_even),
             third.rounded(kpi::rounding::ceiling));
  //! [once]
}
