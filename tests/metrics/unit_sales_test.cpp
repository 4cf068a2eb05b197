// SPDX-License-Identifier: MIT
#include <kpi/metrics/unit_sales.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::average;
using kpi::money;
using kpi::unit_sales;

namespace {

constexpr unit_sales ten{.revenue = money::of(100'000), .units = 10};
constexpr unit_sales twenty{.revenue = money::of(110'000), .units = 20};

static_assert(*kpi::average_revenue_per_unit(ten) == average<money>(money::of(10'000), 1), "usable at compile time");
static_assert(*kpi::marginal_revenue(ten, twenty) == average<money>(money::of(1'000), 1));

constexpr money largest = money::ten_thousandths(money::limit);

}  // namespace

TEST_CASE("average selling price is revenue over units", "[unit_sales]") {
  const auto price = kpi::average_selling_price({.revenue = money::of(49'000), .units = 500});
  REQUIRE(price);
  CHECK(price->total() == money::of(49'000));
  CHECK(price->count() == 500);
  CHECK(price->to_double() == 98.0);
}

TEST_CASE("average revenue per unit is revenue over units", "[unit_sales]") {
  CHECK(kpi::average_revenue_per_unit(ten) == average<money>(money::of(10'000), 1));
  CHECK(kpi::average_revenue_per_unit({.units = 4}) == average<money>(money{}, 1));
}

TEST_CASE("unit averages are undefined, not zero, without units", "[unit_sales]") {
  CHECK(kpi::average_selling_price({}).error() == undefined("units"));
  CHECK(kpi::average_selling_price({.revenue = money::of(1)}).error() == undefined("units"));
  CHECK(kpi::average_revenue_per_unit({}).error() == undefined("units"));
}

TEST_CASE("unit averages refuse overflow before a negative field, and both before no units", "[unit_sales]") {
  CHECK(kpi::average_selling_price({.revenue = money::of(-1), .units = too_many}).error() == overflow("units"));
  CHECK(kpi::average_selling_price({.revenue = too_much, .units = too_many}).error() == overflow("revenue"));
  CHECK(kpi::average_selling_price({.revenue = money::of(-1), .units = -1}).error() == negative("revenue"));
  CHECK(kpi::average_selling_price({.revenue = money::of(1), .units = -1}).error() == negative("units"));
  CHECK(kpi::average_revenue_per_unit({.revenue = money::of(-1), .units = too_many}).error() == overflow("units"));
  CHECK(kpi::average_revenue_per_unit({.revenue = money::of(-1)}).error() == negative("revenue"));
  CHECK(kpi::average_revenue_per_unit({.units = -1}).error() == negative("units"));
}

TEST_CASE("unit averages at the end of the range are exact or reported", "[unit_sales]") {
  const unit_sales most{.revenue = largest, .units = 1};
  CHECK(kpi::average_selling_price(most) == average<money>(largest, 1));
  CHECK(kpi::average_selling_price(most + most).error() == overflow("revenue"));
  CHECK(kpi::average_revenue_per_unit(most + most).error() == overflow("revenue"));
}

TEST_CASE("marginal revenue is what each further unit brought in", "[unit_sales]") {
  const auto marginal = kpi::marginal_revenue(ten, twenty);
  REQUIRE(marginal);
  CHECK(marginal->total() == money::of(10'000));
  CHECK(marginal->count() == 10);
  CHECK(marginal->to_double() == 1'000.0);
}

TEST_CASE("marginal revenue is below zero when more units brought in less", "[unit_sales]") {
  CHECK(kpi::marginal_revenue(twenty, {.revenue = money::of(105'000), .units = 30}) ==
        average<money>(money::of(-500), 1));
}

TEST_CASE("marginal revenue is undefined without further units", "[unit_sales]") {
  CHECK(kpi::marginal_revenue({}, {}).error() == undefined("after.units - before.units"));
  CHECK(kpi::marginal_revenue(ten, ten).error() == undefined("after.units - before.units"));
  CHECK(kpi::marginal_revenue(twenty, ten).error() == undefined("after.units - before.units"));
}

TEST_CASE("marginal revenue refuses overflow on either side before negative on either side", "[unit_sales]") {
  CHECK(kpi::marginal_revenue({.revenue = money::of(-1)}, {.units = too_many}).error() == overflow("after.units"));
  CHECK(kpi::marginal_revenue({.units = too_many}, {.revenue = too_much}).error() == overflow("before.units"));
  CHECK(kpi::marginal_revenue({.revenue = too_much}, {.revenue = too_much}).error() == overflow("before.revenue"));
  CHECK(kpi::marginal_revenue({.units = -1}, {.revenue = too_much}).error() == overflow("after.revenue"));
  CHECK(kpi::marginal_revenue({.revenue = money::of(-1), .units = -1}, {}).error() == negative("before.revenue"));
  CHECK(kpi::marginal_revenue({.units = -1}, {.revenue = money::of(-1)}).error() == negative("before.units"));
  CHECK(kpi::marginal_revenue({}, {.revenue = money::of(-1), .units = -1}).error() == negative("after.revenue"));
  CHECK(kpi::marginal_revenue({}, {.units = -1}).error() == negative("after.units"));
}

TEST_CASE("marginal revenue between the ends of the range is exact", "[unit_sales]") {
  CHECK(kpi::marginal_revenue({}, {.revenue = largest, .units = 1}) == average<money>(largest, 1));
  CHECK(kpi::marginal_revenue({.revenue = largest}, {.units = kpi::count::limit}) ==
        average<money>(money::ten_thousandths(-1), 1));
}

TEST_CASE("unit sales keep their laws", "[unit_sales][laws]") {
  const unit_sales more{.revenue = money::of(30), .units = 3};
  check_measure_laws(ten, twenty, more);
  CHECK(*kpi::average_selling_price(ten) == *kpi::average_revenue_per_unit(ten));
  CHECK(*kpi::average_selling_price(ten + ten) == *kpi::average_selling_price(ten));
  // What is added on top is the margin.
  CHECK(*kpi::marginal_revenue(ten, ten + more) == *kpi::average_revenue_per_unit(more));
}
