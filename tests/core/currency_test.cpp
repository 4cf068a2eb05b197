// SPDX-License-Identifier: MIT
#include <kpi/core/currency.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::currency;
using kpi::exchange_rate;
using kpi::exchange_rates;
using kpi::money;
using kpi::ratio;

namespace {

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }

constexpr currency usd{"USD"}, eur{"EUR"}, gbp{"GBP"}, jpy{"JPY"};

constexpr exchange_rate table[] = {
    {eur, on(2024, 1, 1), *ratio::of(10873, 10000)},
    {eur, on(2024, 2, 1), ratio::percent(110)},
    {gbp, on(2024, 1, 15), ratio::percent(125)},
};

template <class T>
concept adds = requires(const T& a) {
  a + a;
};
static_assert(!adds<kpi::currency_amount>, "amounts of two currencies do not add");

}  // namespace

TEST_CASE("a currency is three capital letters", "[currency]") {
  CHECK(usd.code() == "USD");
  CHECK(currency::of("EUR") == eur);
  for (const std::string_view code : {"AAA", "ZZZ"}) CHECK(currency::of(code)->code() == code);
  for (const std::string_view code : {"", "EU", "EURO", "eur", "E R", "€", "AA@", "AA["})
    CHECK(currency::of(code).error() == invalid("currency"));
}

TEST_CASE("an amount is converted with the latest rate on or before the day", "[currency]") {
  const auto rates = exchange_rates::over(usd, table);
  REQUIRE(rates);
  CHECK(rates->reporting() == usd);
  CHECK(rates->convert({money::of(100), eur}, on(2024, 1, 1)) == money::cents(108'73));
  CHECK(rates->convert({money::of(100), eur}, on(2024, 1, 31)) == money::cents(108'73));
  CHECK(rates->convert({money::of(100), eur}, on(2024, 2, 1)) == money::of(110));
  CHECK(rates->convert({money::of(100), eur}, on(2030, 1, 1)) == money::of(110));
  CHECK(rates->convert({money::of(100), gbp}, on(2024, 1, 15)) == money::of(125));
  CHECK(rates->convert({money::of(100), usd}, on(1999, 1, 1)) == money::of(100));
}

TEST_CASE("a conversion is rounded half-even to a ten-thousandth", "[currency]") {
  const auto rates = exchange_rates::over(usd, table);
  // 0.0001 x 1.0873, 0.0002 x 1.25 = 0.00025, 0.0006 x 1.25 = 0.00075
  CHECK(rates->convert({money::ten_thousandths(1), eur}, on(2024, 1, 1)) == money::ten_thousandths(1));
  CHECK(rates->convert({money::ten_thousandths(2), gbp}, on(2024, 2, 1)) == money::ten_thousandths(2));
  CHECK(rates->convert({money::ten_thousandths(6), gbp}, on(2024, 2, 1)) == money::ten_thousandths(8));
  CHECK(rates->convert({money::ten_thousandths(-6), gbp}, on(2024, 2, 1)) == money::ten_thousandths(-8));
}

TEST_CASE("a missing rate is missing, never one", "[currency]") {
  const auto rates = exchange_rates::over(usd, table);
  const kpi::error missing{kpi::errc::missing_rate, "currency"};
  CHECK(rates->convert({money::of(1), eur}, on(2023, 12, 31)).error() == missing);
  CHECK(rates->convert({money::of(1), gbp}, on(2024, 1, 14)).error() == missing);
  CHECK(rates->convert({money::of(1), jpy}, on(2024, 6, 1)).error() == missing);
  CHECK(exchange_rates::over(usd, {})->convert({money::of(1), eur}, on(2024, 1, 1)).error() == missing);
}

TEST_CASE("a rate of another currency is none, also on its day", "[currency]") {
  const exchange_rate halves[] = {{eur, on(2024, 1, 20), *ratio::of(1, 2)},
                                  {gbp, on(2024, 1, 15), *ratio::of(1, 2)},
                                  {gbp, on(2024, 2, 1), *ratio::of(1, 2)}};
  const auto rates = exchange_rates::over(usd, halves);
  REQUIRE(rates);
  CHECK(rates->convert({money::of(100), eur}, on(2024, 1, 20)) == money::of(50));
  const exchange_rate early[] = {{eur, on(2024, 1, 1), *ratio::of(1, 2)}, halves[1], halves[2]};
  CHECK(exchange_rates::over(usd, early)->convert({money::of(100), eur}, on(2024, 1, 15)) == money::of(50));
}

TEST_CASE("an amount out of range stays so", "[currency]") {
  const auto rates = exchange_rates::over(usd, table);
  CHECK(rates->convert({too_much, jpy}, on(2024, 6, 1)).error() == overflow("amount"));
  CHECK(rates->convert({money::ten_thousandths(money::limit), gbp}, on(2024, 6, 1)).error() == overflow("amount"));
}

TEST_CASE("a table of rates is sorted, without repeats, and positive", "[currency]") {
  const exchange_rate swapped[] = {table[1], table[0]};
  const exchange_rate twice[] = {table[0], table[0]};
  const exchange_rate currencies[] = {table[2], table[0]};
  const exchange_rate zero[] = {{eur, on(2024, 1, 1), ratio::percent(0)}};
  CHECK(exchange_rates::over(usd, swapped).error() == invalid("rates"));
  CHECK(exchange_rates::over(usd, twice).error() == invalid("rates"));
  CHECK(exchange_rates::over(usd, currencies).error() == invalid("rates"));
  CHECK(exchange_rates::over(usd, zero).error() == invalid("rates"));
  CHECK(exchange_rates::over(usd, {}));
}
