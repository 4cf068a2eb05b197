// SPDX-License-Identifier: MIT
// How do I report deals in several currencies in one? (docs/howto-currencies.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace date::literals;

//! [rows]
struct sale {
  std::string id;
  date::sys_days signed_on;
  std::string currency;
  std::string amount;
};

const std::vector<sale> sales{
    {"S-1", 2024_y / 1 / 15, "EUR", "12,000.00"},  {"S-2", 2024_y / 2 / 20, "USD", "9,750.50"},
    {"S-3", 2024_y / 4 / 3, "USD", "9,750.50"},    {"S-4", 2024_y / 3 / 8, "JPY", "1,500,000"},
    {"S-5", 2024_y / 3 / 9, "CHF", "4,000.00"},    {"S-6", 2024_y / 3 / 11, "euro", "100.00"},
    {"S-7", 2023_y / 12 / 29, "USD", "20,000.00"},
};
//! [rows]

//! [rates]
// Sorted by currency, then day. A rate holds from its day until the next one.
const std::array rates{
    kpi::exchange_rate{kpi::currency{"JPY"}, 2024_y / 1 / 1, *kpi::ratio::of(640, 100'000)},   // 0.0064
    kpi::exchange_rate{kpi::currency{"USD"}, 2024_y / 1 / 1, *kpi::ratio::of(9'050, 10'000)},  // 0.9050
    kpi::exchange_rate{kpi::currency{"USD"}, 2024_y / 4 / 1, *kpi::ratio::of(9'260, 10'000)},  // 0.9260
};
//! [rates]

//! [in euros]
kpi::result<kpi::money> in_euros(const sale& s, const kpi::exchange_rates& table) {
  const auto currency = kpi::currency::of(s.currency);
  if (!currency) return tl::unexpected(currency.error());
  const auto amount = kpi::money::parse(s.amount);
  if (!amount) return tl::unexpected(amount.error());
  return table.convert({*amount, *currency}, s.signed_on);
}
//! [in euros]

}  // namespace

int main() {
  //! [table]
  const auto table = kpi::exchange_rates::over(kpi::currency{"EUR"}, rates);
  if (!table) {
    fmt::print("{}\n", table.error());  // invalid (rates): not sorted, a day twice, or a rate of 0 or less
    return 1;
  }
  //! [table]

  //! [sum]
  kpi::closed_sales total;
  for (const sale& s : sales) {
    if (const auto euros = in_euros(s, *table)) {
      fmt::print("{}  {:>14} {}  {:>12}\n", s.id, s.amount, s.currency, kpi::to_text(*euros));
      total += {.revenue = *euros, .deals = 1};
    } else {
      fmt::print("{}  {:>14} {}  left out: {}\n", s.id, s.amount, s.currency, euros.error());
    }
  }
  fmt::print("{} from {} sales\n", total.revenue, total.deals);
  //! [sum]

  fmt::print("\n");
  //! [own currency]
  std::map<kpi::currency, kpi::money> by_currency;
  for (const sale& s : sales) {
    const auto currency = kpi::currency::of(s.currency);
    const auto amount = kpi::money::parse(s.amount);
    if (currency && amount) by_currency[*currency] += *amount;
  }
  for (const auto& [currency, sum] : by_currency) fmt::print("{} {}\n", currency.code(), sum);
  //! [own currency]

  fmt::print("\n");
  //! [constant]
  const std::array budget{
      kpi::exchange_rate{kpi::currency{"JPY"}, 1_y / 1 / 1, *kpi::ratio::of(650, 100'000)},
      kpi::exchange_rate{kpi::currency{"USD"}, 1_y / 1 / 1, *kpi::ratio::of(9'100, 10'000)},
  };
  const auto constant = *kpi::exchange_rates::over(kpi::currency{"EUR"}, budget);
  for (const std::size_t i : {1U, 2U})
    fmt::print("{}: {} at the day's rate, {} at the year's\n", sales[i].id, *in_euros(sales[i], *table),
               *in_euros(sales[i], constant));
  //! [constant]

  fmt::print("\n");
  //! [minor units]
  fmt::print("{:.4} {:.4} {:.4}\n", *kpi::money::from_minor(1'500'000, 0), *kpi::money::from_minor(975'050, 2),
             *kpi::money::from_minor(12'345, 3));  // yen, cents, fils
  //! [minor units]
}
