// SPDX-License-Identifier: MIT
#include <kpi/metrics/sales_efficiency.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::magic_number_inputs;
using kpi::money;
using kpi::sales_investment;

namespace {

constexpr sales_investment spring{.new_revenue = money::of(12),
                                  .churned_revenue = money::of(2),
                                  .sales_and_marketing = money::cents(80),
                                  .customer_success = money::cents(20)};
constexpr sales_investment summer{.new_revenue = money::of(3),
                                  .churned_revenue = money::of(5),
                                  .sales_and_marketing = money::of(2),
                                  .customer_success = money::of(2)};

constexpr money most = money::ten_thousandths(money::limit);

static_assert(*kpi::net_sales_efficiency(spring) == kpi::ratio::percent(1000), "usable at compile time");
static_assert(kpi::input_set<magic_number_inputs> && !kpi::measure<magic_number_inputs>, "quarters do not add");

}  // namespace

TEST_CASE("net sales efficiency is what was earned net for each unit spent", "[sales_efficiency]") {
  const auto efficiency = kpi::net_sales_efficiency(spring);  // S4's figures: 10 earned net for 1 spent
  REQUIRE(efficiency);
  CHECK(efficiency->to_double() == 10.0);
  CHECK(efficiency->numerator() == money::of(10).value());
  CHECK(efficiency->denominator() == money::of(1).value());
}

TEST_CASE("net sales efficiency is negative when more was lost than won", "[sales_efficiency]") {
  CHECK(kpi::net_sales_efficiency(summer) == kpi::ratio::percent(-50));
}

TEST_CASE("sales efficiency is undefined, not infinite, when nothing was spent", "[sales_efficiency]") {
  CHECK(kpi::net_sales_efficiency({}).error() == undefined("sales_and_marketing + customer_success"));
  CHECK(kpi::net_sales_efficiency({.new_revenue = money::of(1)}).error() ==
        undefined("sales_and_marketing + customer_success"));
  CHECK(kpi::gross_sales_efficiency({}).error() == undefined("sales_and_marketing"));
  CHECK(kpi::gross_sales_efficiency({.new_revenue = money::of(1), .customer_success = money::of(1)}).error() ==
        undefined("sales_and_marketing"));
}

TEST_CASE("net sales efficiency refuses overflow before a negative amount", "[sales_efficiency]") {
  CHECK(kpi::net_sales_efficiency({.new_revenue = money::of(-1), .customer_success = too_much}).error() ==
        overflow("customer_success"));
  CHECK(kpi::net_sales_efficiency({.churned_revenue = money::of(-1), .sales_and_marketing = money::of(-1)}).error() ==
        negative("churned_revenue"));
  CHECK(kpi::net_sales_efficiency({.sales_and_marketing = most, .customer_success = money::of(1)}).error() ==
        overflow("sales_and_marketing + customer_success"));
  CHECK(kpi::net_sales_efficiency({.churned_revenue = most, .sales_and_marketing = most}) == kpi::ratio::percent(-100));
}

TEST_CASE("gross sales efficiency leaves out churn and customer success", "[sales_efficiency]") {
  CHECK(kpi::gross_sales_efficiency(spring) == kpi::ratio::percent(1500));
  CHECK(kpi::gross_sales_efficiency({.new_revenue = money::of(300'000),
                                     .churned_revenue = money::of(-1),
                                     .sales_and_marketing = money::of(200'000),
                                     .customer_success = too_much}) == kpi::ratio::percent(150));
  CHECK(kpi::gross_sales_efficiency({.new_revenue = money::of(-1), .sales_and_marketing = too_much}).error() ==
        overflow("sales_and_marketing"));
  CHECK(kpi::gross_sales_efficiency({.new_revenue = money::of(-1), .sales_and_marketing = money::of(-1)}).error() ==
        negative("new_revenue"));
}

TEST_CASE("magic number is a quarter's gain as a year's, over what the quarter before spent", "[sales_efficiency]") {
  const auto magic = kpi::magic_number(
      {.current = money::of(1'100'000), .previous = money::of(1'000'000), .previous_spend = money::of(500'000)});
  REQUIRE(magic);
  CHECK(magic->numerator() == money::of(400'000).value());
  CHECK(magic->denominator() == money::of(500'000).value());
  CHECK(kpi::magic_number({.current = money::of(1), .previous = money::of(2), .previous_spend = money::of(8)}) ==
        kpi::ratio::percent(-50));
  CHECK(kpi::magic_number({}).error() == undefined("previous_spend"));
}

TEST_CASE("magic number refuses overflow before a negative amount", "[sales_efficiency]") {
  CHECK(kpi::magic_number({.current = money::of(-1), .previous_spend = too_much}).error() ==
        overflow("previous_spend"));
  CHECK(kpi::magic_number({.previous = money::of(-1), .previous_spend = money::of(-1)}).error() ==
        negative("previous"));
  CHECK(kpi::magic_number({.current = most, .previous_spend = money::of(1)}).error() ==
        overflow("(current - previous) * 4"));
  CHECK(kpi::magic_number({.current = most, .previous = most, .previous_spend = most}) == kpi::ratio::percent(0));
}

TEST_CASE("sales investments keep their laws", "[sales_efficiency][laws]") {
  check_measure_laws(spring, summer, sales_investment{.new_revenue = money::of(7)});
  for (const auto& s : {spring, summer, spring + summer}) {
    CHECK(*kpi::net_sales_efficiency(s) <= *kpi::gross_sales_efficiency(s));
    CHECK(kpi::net_sales_efficiency(s + s) == kpi::net_sales_efficiency(s));
  }
}
