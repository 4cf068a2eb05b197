// SPDX-License-Identifier: MIT
#include <kpi/metrics/deal_size.hpp>

#include "../support.hpp"

#include <cmath>

using namespace kpi_test;
using kpi::closed_sales;
using kpi::deal_items;
using kpi::money;
using kpi::sales_mix;

namespace {

constexpr closed_sales first{.revenue = money::of(100'000), .deals = 8};
constexpr closed_sales second{.revenue = money::of(150'000), .deals = 10};

static_assert(*kpi::average_deal_size(first) == kpi::average<money>(money::of(12'500), 1), "usable at compile time");
static_assert(*kpi::average_deal_size_change(first, second) == 0.2);
static_assert((*kpi::items_per_deal({.items = 50, .deals = 20})).to_double() == 2.5);

constexpr money largest = money::ten_thousandths(money::limit);

}  // namespace

TEST_CASE("average deal size is revenue over deals", "[deal_size]") {
  const auto size = kpi::average_deal_size(first);
  REQUIRE(size);
  CHECK(size->total() == money::of(100'000));
  CHECK(size->count() == 8);
  CHECK(size->to_double() == 12'500.0);
}

TEST_CASE("average deal size of two periods is not the average of their averages", "[deal_size]") {
  const auto size = kpi::average_deal_size(first + closed_sales{.revenue = money::of(8'000), .deals = 1});
  CHECK(size == kpi::average<money>(money::of(12'000), 1));  // 108,000 / 9, not (12,500 + 8,000) / 2
}

TEST_CASE("average deal size is undefined, not zero, without deals", "[deal_size]") {
  CHECK(kpi::average_deal_size({}).error() == undefined("deals"));
  CHECK(kpi::average_deal_size({.revenue = money::of(1)}).error() == undefined("deals"));
}

TEST_CASE("average deal size refuses overflow before a negative field, and both before no deals", "[deal_size]") {
  CHECK(kpi::average_deal_size({.revenue = money::of(-1), .deals = too_many}).error() == overflow("deals"));
  CHECK(kpi::average_deal_size({.revenue = too_much, .deals = too_many}).error() == overflow("revenue"));
  CHECK(kpi::average_deal_size({.revenue = money::of(-1), .deals = -1}).error() == negative("revenue"));
  CHECK(kpi::average_deal_size({.revenue = money::of(-1)}).error() == negative("revenue"));
  CHECK(kpi::average_deal_size({.revenue = money::of(1), .deals = -1}).error() == negative("deals"));
}

TEST_CASE("average deal size at the end of the range is exact or reported", "[deal_size]") {
  const closed_sales most{.revenue = largest, .deals = 1};
  CHECK(kpi::average_deal_size(most) == kpi::average<money>(largest, 1));
  CHECK(kpi::average_deal_size(most + closed_sales{.revenue = money::ten_thousandths(1), .deals = 1}).error() ==
        overflow("revenue"));
}

TEST_CASE("average deal size change is the part by which the average grew", "[deal_size]") {
  CHECK(kpi::average_deal_size_change(first, second) == 0.2);  // 12,500 to 15,000
  CHECK(kpi::average_deal_size_change(first, first) == 0.0);
  CHECK(kpi::average_deal_size_change(first, {.revenue = money::of(20'000), .deals = 2}) == -0.2);
  CHECK(kpi::average_deal_size_change(first, {.revenue = money::of(75'000), .deals = 3}) == 1.0);
}

TEST_CASE("average deal size change to deals that brought in nothing is minus one", "[deal_size]") {
  CHECK(kpi::average_deal_size_change(first, {.deals = 3}) == -1.0);
}

TEST_CASE("average deal size change is undefined, naming the side, where an average is missing or grows from zero",
          "[deal_size]") {
  CHECK(kpi::average_deal_size_change({}, {}).error() == undefined("before.deals"));
  CHECK(kpi::average_deal_size_change({.revenue = money::of(1)}, second).error() == undefined("before.deals"));
  CHECK(kpi::average_deal_size_change({.deals = 1}, {}).error() == undefined("after.deals"));
  CHECK(kpi::average_deal_size_change({.deals = 1}, second).error() == undefined("before.revenue"));
}

TEST_CASE("average deal size change refuses overflow on either side before negative on either side", "[deal_size]") {
  CHECK(kpi::average_deal_size_change({.revenue = money::of(-1)}, {.deals = too_many}).error() ==
        overflow("after.deals"));
  CHECK(kpi::average_deal_size_change({.deals = too_many}, {.revenue = too_much}).error() == overflow("before.deals"));
  CHECK(kpi::average_deal_size_change({.revenue = too_much}, {.revenue = too_much}).error() ==
        overflow("before.revenue"));
  CHECK(kpi::average_deal_size_change({}, {.revenue = too_much, .deals = -1}).error() == overflow("after.revenue"));
  CHECK(kpi::average_deal_size_change({.revenue = money::of(-1)}, {}).error() == negative("before.revenue"));
  CHECK(kpi::average_deal_size_change({.deals = -1}, {.revenue = money::of(-1)}).error() == negative("before.deals"));
  CHECK(kpi::average_deal_size_change({}, {.revenue = money::of(-1), .deals = -1}).error() ==
        negative("after.revenue"));
  CHECK(kpi::average_deal_size_change({}, {.deals = -1}).error() == negative("after.deals"));
}

TEST_CASE("average deal size change at the end of the range is finite", "[deal_size]") {
  const closed_sales tiny{.revenue = money::ten_thousandths(1), .deals = kpi::count::limit};
  const closed_sales huge{.revenue = largest, .deals = 1};
  const auto growth = kpi::average_deal_size_change(tiny, huge);
  REQUIRE(growth);
  CHECK(*growth == std::ldexp(1.0, 122));  // 2^61 * 2^61 but for less than a double shows
  CHECK(kpi::average_deal_size_change(huge, tiny) == -1.0);
  CHECK(kpi::average_deal_size_change(huge, huge) == 0.0);
}

TEST_CASE("items per deal is items over deals", "[deal_size]") {
  const auto items = kpi::items_per_deal({.items = 50, .deals = 20});
  REQUIRE(items);
  CHECK(items->total() == 50);
  CHECK(items->count() == 20);
  CHECK(items->to_double() == 2.5);
}

TEST_CASE("items per deal is undefined without deals and refuses what is out of order", "[deal_size]") {
  CHECK(kpi::items_per_deal({}).error() == undefined("deals"));
  CHECK(kpi::items_per_deal({.items = 5}).error() == undefined("deals"));
  CHECK(kpi::items_per_deal({.items = -1, .deals = too_many}).error() == overflow("deals"));
  CHECK(kpi::items_per_deal({.items = too_many, .deals = too_many}).error() == overflow("items"));
  CHECK(kpi::items_per_deal({.items = -1, .deals = -1}).error() == negative("items"));
  CHECK(kpi::items_per_deal({.items = 1, .deals = -1}).error() == negative("deals"));
  CHECK(kpi::items_per_deal({.items = kpi::count::limit, .deals = 1}) ==
        kpi::average<kpi::count>(kpi::count::limit, 1));
}

TEST_CASE("upsell share is the share of the sales to those who were customers already", "[deal_size]") {
  const sales_mix mix{.new_business = money::of(700'000), .upsell = money::of(300'000)};
  const auto rate = kpi::upsell_share(mix);
  REQUIRE(rate);
  CHECK(rate->numerator() == money::of(300'000).value());
  CHECK(rate->denominator() == money::of(1'000'000).value());
  CHECK(*rate == kpi::ratio::percent(30));
  CHECK(kpi::upsell_share({.upsell = money::of(1)}) == kpi::ratio::percent(100));
  CHECK(kpi::upsell_share({.new_business = money::of(1)}) == kpi::ratio::percent(0));
}

TEST_CASE("upsell share is undefined, not zero, without sales", "[deal_size]") {
  CHECK(kpi::upsell_share({}).error() == undefined("new_business + upsell"));
}

TEST_CASE("upsell share refuses overflow before a negative amount, and reports a sum out of range", "[deal_size]") {
  CHECK(kpi::upsell_share({.new_business = money::of(-1), .upsell = too_much}).error() == overflow("upsell"));
  CHECK(kpi::upsell_share({.new_business = money::of(-1), .upsell = money::of(-1)}).error() ==
        negative("new_business"));
  CHECK(kpi::upsell_share({.upsell = money::of(-1)}).error() == negative("upsell"));
  CHECK(kpi::upsell_share({.new_business = largest, .upsell = money::ten_thousandths(1)}).error() ==
        overflow("new_business + upsell"));
  CHECK(kpi::upsell_share({.new_business = largest}) == kpi::ratio::percent(0));
}

TEST_CASE("deal sizes keep their laws", "[deal_size][laws]") {
  const closed_sales third{.revenue = money::cents(1), .deals = 3};
  check_measure_laws(first, second, third);
  check_measure_laws(deal_items{.items = 9, .deals = 2}, deal_items{.items = 1, .deals = 1}, deal_items{.items = 4});
  check_measure_laws(sales_mix{.new_business = money::of(1), .upsell = money::of(2)},
                     sales_mix{.new_business = money::cents(3)}, sales_mix{.upsell = money::of(5)});
  for (const auto& before : {first, second, third})
    for (const auto& after : {first, second, third}) {
      CHECK(*kpi::average_deal_size(before + before) == *kpi::average_deal_size(before));
      const double change = *kpi::average_deal_size_change(before, after);
      CHECK(change == *kpi::average_deal_size_change(before + before, after + after));
      CHECK((change > 0) == (*kpi::average_deal_size(after) > *kpi::average_deal_size(before)));
      // There and back again: (1 + change) * (1 + change back) is 1.
      const double back = *kpi::average_deal_size_change(after, before);
      CHECK_THAT((1 + change) * (1 + back), Catch::Matchers::WithinRel(1.0, 1e-9));
    }
}
