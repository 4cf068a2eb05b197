// SPDX-License-Identifier: MIT
// Why may averages not be averaged? (docs/why-not-averages.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <array>
#include <string>

namespace {

template <class T>
std::string text(const kpi::result<T>& r) {
  return r ? kpi::to_text(*r) : kpi::to_text(r.error());
}

}  // namespace

int main() {
  //! [two quarters]
  const kpi::opportunities q1{.won = 45, .lost = 5};    // 90 % of 50
  const kpi::opportunities q2{.won = 80, .lost = 120};  // 40 % of 200
  fmt::print("Q1 {}, Q2 {}\n", text(kpi::decided_win_rate(q1)), text(kpi::decided_win_rate(q2)));
  fmt::print("mean of the two 65.0 %, of all deals {}\n", text(kpi::decided_win_rate(q1 + q2)));
  //! [two quarters]

  fmt::print("\n");
  //! [everybody better]
  struct seller {
    kpi::opportunities before, after;
  };
  const seller ann{.before = {.won = 160, .lost = 40}, .after = {.won = 17, .lost = 3}};  // 200 decided, then 20
  const seller bo{.before = {.won = 6, .lost = 14}, .after = {.won = 72, .lost = 108}};   // 20 decided, then 180
  for (const auto& [name, s] : {std::pair{"Ann", ann}, std::pair{"Bo", bo}})
    fmt::print("{:<5}{} -> {}\n", name, text(kpi::decided_win_rate(s.before)), text(kpi::decided_win_rate(s.after)));
  fmt::print("both {} -> {}\n", text(kpi::decided_win_rate(ann.before + bo.before)),
             text(kpi::decided_win_rate(ann.after + bo.after)));
  //! [everybody better]

  fmt::print("\n");
  //! [quota]
  const std::array sellers{
      kpi::quota_result{.sales = kpi::money::of(300'000), .quota = kpi::money::of(400'000)},  // 75 %
      kpi::quota_result{.sales = kpi::money::of(30'000), .quota = kpi::money::of(20'000)},    // 150 %
  };
  fmt::print("of the quota: {}; a mean seller: {:.1f} %\n", text(kpi::quota_attainment(sellers[0] + sellers[1])),
             100 * kpi::mean_quota_attainment(sellers).value_or(0));
  //! [quota]

  fmt::print("\n");
  //! [stocks]
  const kpi::customer_bridge january{.opening = 100, .acquired = 20, .lost = 10};
  const kpi::customer_bridge february{.opening = 110, .acquired = 0, .lost = 11};
  fmt::print("January {}, February {}\n", text(kpi::customer_churn_rate(january)),
             text(kpi::customer_churn_rate(february)));
  fmt::print("added: {}; joined: {}\n", text(kpi::customer_churn_rate(january + february)),
             text(kpi::customer_churn_rate(*kpi::chain(january, february))));
  //! [stocks]

  fmt::print("\n");
  //! [medians]
  kpi::distribution<kpi::days> north;
  kpi::distribution<kpi::days> south;
  for (const int d : {10, 20, 30}) north.add(kpi::days(d));
  for (const int d : {40, 90}) south.add(kpi::days(d));
  fmt::print("medians {} and {}, of all {}\n", *north.median(), *south.median(), *(north + south).median());
  //! [medians]
}
