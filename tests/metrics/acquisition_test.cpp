// SPDX-License-Identifier: MIT
#include <kpi/metrics/acquisition.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::acquisition_cost;
using kpi::count;
using kpi::money;
using kpi::payback;
using kpi::ratio;

namespace {

constexpr acquisition_cost spring{.sales_and_marketing = money::of(70'000),
                                  .customer_service = money::of(20'000),
                                  .other = money::of(10'000),
                                  .new_customers = 50};
constexpr acquisition_cost summer{.sales_and_marketing = money::of(30'000), .new_customers = 10};

constexpr money most = money::ten_thousandths(money::limit);

constexpr payback with_margin(const ratio& margin) { return {money::of(1'200), money::of(100), margin}; }

static_assert((*kpi::customer_acquisition_cost(spring)).rounded(kpi::rounding::half_even) == money::of(2'000),
              "usable at compile time");
static_assert(*kpi::cac_payback(with_margin(ratio::percent(80))) == 15.0);
static_assert(kpi::input_set<payback> && !kpi::measure<payback>, "one customer's figures do not add");
static_assert(!std::is_default_constructible_v<payback>, "a forgotten margin does not compile");

}  // namespace

TEST_CASE("customer acquisition cost is every cost over the new customers", "[acquisition]") {
  const auto cac = kpi::customer_acquisition_cost(spring);
  REQUIRE(cac);
  CHECK(cac->total() == money::of(70'000 + 20'000 + 10'000));
  CHECK(cac->count() == 50);
  CHECK(kpi::customer_acquisition_cost({.new_customers = 3})->total() == money{});
}

TEST_CASE("customer acquisition cost of two periods is not the mean of their costs", "[acquisition]") {
  const auto cac = kpi::customer_acquisition_cost(spring + summer);
  REQUIRE(cac);
  CHECK(cac->total() == money::of(130'000));
  CHECK(cac->count() == 60);
}

TEST_CASE("customer acquisition cost is undefined, not zero, when nobody was won", "[acquisition]") {
  CHECK(kpi::customer_acquisition_cost({}).error() == undefined("new_customers"));
  CHECK(kpi::customer_acquisition_cost({.other = money::of(1)}).error() == undefined("new_customers"));
}

TEST_CASE("customer acquisition cost refuses overflow before a negative figure", "[acquisition]") {
  CHECK(kpi::customer_acquisition_cost({.sales_and_marketing = money::of(-1), .new_customers = too_many}).error() ==
        overflow("new_customers"));
  CHECK(kpi::customer_acquisition_cost({.customer_service = money::of(-1), .new_customers = -1}).error() ==
        negative("customer_service"));
  CHECK(kpi::customer_acquisition_cost({.new_customers = -1}).error() == negative("new_customers"));
  CHECK(kpi::customer_acquisition_cost({.sales_and_marketing = most, .other = money::of(1)}).error() ==
        overflow("sales_and_marketing + customer_service + other"));
}

TEST_CASE("CAC payback is the months until the gross profit has paid for the customer", "[acquisition]") {
  CHECK(*kpi::cac_payback(with_margin(ratio::percent(80))) == 15.0);
  CHECK(*kpi::cac_payback(with_margin(ratio::percent(100))) == 12.0);
  CHECK(*kpi::cac_payback(
            {.cac = money::of(7), .monthly_revenue_per_account = money::of(1), .gross_margin = *ratio::of(1, 3)}) ==
        21.0);
  CHECK(*kpi::cac_payback(
            {.cac = {}, .monthly_revenue_per_account = money::of(1), .gross_margin = ratio::percent(5)}) == 0.0);
}

TEST_CASE("what never pays back has no CAC payback", "[acquisition]") {
  CHECK(kpi::cac_payback(with_margin(ratio::percent(0))).error() == undefined("gross_margin"));
  CHECK(kpi::cac_payback(with_margin(ratio::percent(-20))).error() == undefined("gross_margin"));
  CHECK(kpi::cac_payback({money::of(1), {}, ratio::percent(0)}).error() == undefined("monthly_revenue_per_account"));
}

TEST_CASE("CAC payback refuses overflow before a negative amount", "[acquisition]") {
  CHECK(kpi::cac_payback({money::of(-1), too_much, ratio::percent(0)}).error() ==
        overflow("monthly_revenue_per_account"));
  CHECK(kpi::cac_payback({money::of(-1), money::of(-1), ratio::percent(0)}).error() == negative("cac"));
  CHECK(kpi::cac_payback({money::of(1), money::of(-1), ratio::percent(0)}).error() ==
        negative("monthly_revenue_per_account"));
}

TEST_CASE("CAC payback is finite at the limits", "[acquisition]") {
  const auto least = money::ten_thousandths(1);
  CHECK(*kpi::cac_payback({most, least, *ratio::of(1, count::limit)}) == 0x1p122);
  CHECK(*kpi::cac_payback({most, most, ratio::percent(50)}) == 2.0);
}

TEST_CASE("acquisition costs keep their laws", "[acquisition][laws]") {
  check_measure_laws(spring, summer, acquisition_cost{.other = money::cents(1)});
  for (const auto& a : {spring, summer, spring + summer})
    CHECK(kpi::customer_acquisition_cost(a + a) == kpi::customer_acquisition_cost(a));
}

TEST_CASE("acquisition cost refuses a negative cost of any kind", "[acquisition]") {
  const auto cost = kpi::money::of(-1);
  CHECK(kpi::customer_acquisition_cost({.sales_and_marketing = cost, .new_customers = 1}).error() ==
        negative("sales_and_marketing"));
  CHECK(kpi::customer_acquisition_cost({.customer_service = cost, .new_customers = 1}).error() ==
        negative("customer_service"));
  CHECK(kpi::customer_acquisition_cost({.other = cost, .new_customers = 1}).error() == negative("other"));
}
