// SPDX-License-Identifier: MIT
#include <kpi/metrics/recurring_revenue.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::billing;
using kpi::billing_unit;
using kpi::money;

namespace {

constexpr auto every_unit = {billing_unit::day, billing_unit::week, billing_unit::month, billing_unit::quarter,
                             billing_unit::year};
constexpr billing daily{.unit = billing_unit::day};
constexpr billing weekly{.unit = billing_unit::week};
constexpr billing monthly{};
constexpr billing quarterly{.unit = billing_unit::quarter};
constexpr billing yearly{.unit = billing_unit::year};
constexpr billing unknown{.unit = static_cast<billing_unit>(5)};

static_assert(*kpi::monthly_recurring_revenue(money::of(1'200), yearly) == money::of(100), "usable at compile time");
static_assert(kpi::input_set<billing> && !kpi::measure<billing>, "billings do not add");

}  // namespace

TEST_CASE("a price a month is the monthly recurring revenue", "[recurring_revenue]") {
  CHECK(kpi::monthly_recurring_revenue(money::cents(4'999), monthly) == money::cents(4'999));
  CHECK(kpi::annual_recurring_revenue(money::cents(4'999), monthly) == money::cents(12 * 4'999));
  CHECK(kpi::annual_recurring_revenue(money::of(1), billing{}) == money::of(12));
}

TEST_CASE("25 a week is 108.3333 a month and 1,300 a year", "[recurring_revenue]") {
  CHECK(kpi::monthly_recurring_revenue(money::of(25), weekly) == money::ten_thousandths(1'083'333));
  CHECK(kpi::annual_recurring_revenue(money::of(25), weekly) == money::of(25 * 52));
}

TEST_CASE("10,000 a year is 833.3333 a month and exactly 10,000 a year", "[recurring_revenue]") {
  CHECK(kpi::monthly_recurring_revenue(money::of(10'000), yearly) == money::ten_thousandths(8'333'333));
  CHECK(kpi::annual_recurring_revenue(money::of(10'000), yearly) == money::of(10'000));
}

TEST_CASE("each unit has its length in months", "[recurring_revenue]") {
  CHECK(kpi::monthly_recurring_revenue(money::of(12), daily) == money::of(365));
  CHECK(kpi::monthly_recurring_revenue(money::of(12), weekly) == money::of(52));
  CHECK(kpi::monthly_recurring_revenue(money::of(12), monthly) == money::of(12));
  CHECK(kpi::monthly_recurring_revenue(money::of(12), quarterly) == money::of(4));
  CHECK(kpi::monthly_recurring_revenue(money::of(12), yearly) == money::of(1));
}

TEST_CASE("each unit has its number a year", "[recurring_revenue]") {
  CHECK(kpi::annual_recurring_revenue(money::of(1), daily) == money::of(365));
  CHECK(kpi::annual_recurring_revenue(money::of(1), weekly) == money::of(52));
  CHECK(kpi::annual_recurring_revenue(money::of(1), monthly) == money::of(12));
  CHECK(kpi::annual_recurring_revenue(money::of(1), quarterly) == money::of(4));
  CHECK(kpi::annual_recurring_revenue(money::of(1), yearly) == money::of(1));
}

TEST_CASE("a price for several units is spread over all of them", "[recurring_revenue]") {
  CHECK(kpi::monthly_recurring_revenue(money::of(540), {.every = 6}) == money::of(90));
  CHECK(kpi::monthly_recurring_revenue(money::of(2'400), {.every = 2, .unit = billing_unit::year}) == money::of(100));
  CHECK(kpi::annual_recurring_revenue(money::of(2'400), {.every = 24}) == money::of(1'200));
  // 30 days at 36 are 36 × 365 / (12 × 30) = 36.5 a month
  CHECK(kpi::monthly_recurring_revenue(money::of(36), {.every = 30, .unit = billing_unit::day}) == money::cents(3'650));
}

TEST_CASE("recurring revenue is rounded half-even, once", "[recurring_revenue]") {
  // in 1/10,000: 6 / 12 is a half, 18 / 12 is one and a half
  CHECK(kpi::monthly_recurring_revenue(money::ten_thousandths(6), yearly) == money{});
  CHECK(kpi::monthly_recurring_revenue(money::ten_thousandths(18), yearly) == money::ten_thousandths(2));
  CHECK(kpi::annual_recurring_revenue(money::ten_thousandths(1), {.every = 2, .unit = billing_unit::year}) == money{});
  CHECK(kpi::annual_recurring_revenue(money::ten_thousandths(3), {.every = 2, .unit = billing_unit::year}) ==
        money::ten_thousandths(2));
  // 1 a week, billed every 3 weeks: 52 / 36 = 1.4444…, not a third of the rounded 4.3333
  CHECK(kpi::monthly_recurring_revenue(money::of(1), {.every = 3, .unit = billing_unit::week}) ==
        money::ten_thousandths(14'444));
  CHECK(kpi::annual_recurring_revenue(money::of(1), {.every = 3, .unit = billing_unit::week}) ==
        money::ten_thousandths(173'333));
}

TEST_CASE("a price of 0 recurs as 0", "[recurring_revenue]") {
  for (const auto unit : every_unit) {
    CHECK(kpi::monthly_recurring_revenue({}, {.unit = unit}) == money{});
    CHECK(kpi::annual_recurring_revenue({}, {.unit = unit}) == money{});
  }
}

TEST_CASE("recurring revenue is undefined when a price is billed every 0 units", "[recurring_revenue]") {
  for (const auto unit : every_unit) {
    CHECK(kpi::monthly_recurring_revenue(money::of(1), {.every = 0, .unit = unit}).error() == undefined("every"));
    CHECK(kpi::annual_recurring_revenue(money::of(1), {.every = 0, .unit = unit}).error() == undefined("every"));
  }
}

TEST_CASE("recurring revenue refuses its inputs in the documented order", "[recurring_revenue]") {
  const auto both = [](const money& price, const billing& b, const kpi::error& why) {
    CHECK(kpi::monthly_recurring_revenue(price, b).error() == why);
    CHECK(kpi::annual_recurring_revenue(price, b).error() == why);
  };
  both(too_much, {.every = too_many, .unit = unknown.unit}, overflow("price"));
  both(money::of(-1), {.every = too_many, .unit = unknown.unit}, overflow("every"));
  both(money::of(-1), {.every = -1, .unit = unknown.unit}, negative("price"));
  both(money::of(-1), {.every = 0}, negative("price"));
  both(money::of(1), {.every = -1, .unit = unknown.unit}, negative("every"));
  both(money::of(1), {.every = 0, .unit = unknown.unit}, undefined("every"));
  both(money::of(1), unknown, invalid("unit"));
  both({}, {.unit = static_cast<billing_unit>(255)}, invalid("unit"));
}

TEST_CASE("recurring revenue beyond the range is reported, not wrapped", "[recurring_revenue]") {
  const money largest = money::ten_thousandths(money::limit);
  CHECK(kpi::monthly_recurring_revenue(largest, monthly) == largest);
  CHECK(kpi::annual_recurring_revenue(largest, yearly) == largest);
  CHECK(kpi::monthly_recurring_revenue(largest, weekly).error() == overflow("price / every"));
  CHECK(kpi::annual_recurring_revenue(largest, quarterly).error() == overflow("price / every"));
  CHECK(kpi::annual_recurring_revenue(largest, {.every = kpi::count::limit, .unit = billing_unit::day}) ==
        money::ten_thousandths(365));
  CHECK(kpi::monthly_recurring_revenue(largest, {.every = kpi::count::limit, .unit = billing_unit::day}) ==
        money::ten_thousandths(30));  // 365 / 12 is 30.4
  CHECK(kpi::monthly_recurring_revenue(money::of(1), {.every = kpi::count::limit}) == money{});
}

TEST_CASE("twelve months are a year wherever the month needs no rounding", "[recurring_revenue][laws]") {
  for (const auto unit : every_unit)
    for (const int every : {1, 2, 5, 10}) {
      const billing b{.every = every, .unit = unit};
      const money price = money::of(1'200);
      CHECK(*kpi::monthly_recurring_revenue(price, b) * 12 == *kpi::annual_recurring_revenue(price, b));
      CHECK(*kpi::annual_recurring_revenue(price * 3, b) == *kpi::annual_recurring_revenue(price, b) * 3);
    }
}

TEST_CASE("a quarter is three months and a year four quarters, at any price", "[recurring_revenue][laws]") {
  for (std::int64_t n = 1; n < 300; n += 7) {
    const money price = money::ten_thousandths(n * n * n);
    CHECK(kpi::monthly_recurring_revenue(price, quarterly) == kpi::monthly_recurring_revenue(price, {.every = 3}));
    CHECK(kpi::monthly_recurring_revenue(price, yearly) ==
          kpi::monthly_recurring_revenue(price, {.every = 4, .unit = billing_unit::quarter}));
    CHECK(kpi::annual_recurring_revenue(price, yearly) == kpi::annual_recurring_revenue(price, {.every = 12}));
  }
}
