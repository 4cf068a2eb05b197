// SPDX-License-Identifier: MIT
#include <kpi/metrics/profitability.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::cash;
using kpi::income;
using kpi::money;
using kpi::sales_cost;

namespace {

constexpr income year{.gross_revenue = money::of(1'000'000),
                      .discounts = money::of(50'000),
                      .returns = money::of(30'000),
                      .cost_of_goods = money::of(322'000),
                      .operating_expenses = money::of(400'000),
                      .taxes_and_fees = money::of(106'000)};
constexpr income loss{
    .gross_revenue = money::of(100), .cost_of_goods = money::of(80), .operating_expenses = money::of(70)};

constexpr money most = money::ten_thousandths(money::limit);

constexpr auto every_field =
    "gross_revenue - discounts - returns - cost_of_goods - operating_expenses - taxes_and_fees";

static_assert(*kpi::net_revenue(year) == money::of(92'000), "usable at compile time");
static_assert(*kpi::cash_flow({.inflow = money::of(80'000), .outflow = money::of(95'000)}) == money::of(-15'000));

}  // namespace

TEST_CASE("gross revenue is what was sold before anything is taken off", "[profitability]") {
  CHECK(kpi::gross_revenue(year) == money::of(1'000'000));
  CHECK(kpi::gross_revenue({}) == money{});
  CHECK(kpi::gross_revenue({.gross_revenue = money::of(1), .returns = too_much, .taxes_and_fees = money::of(-1)}) ==
        money::of(1));
  CHECK(kpi::gross_revenue({.gross_revenue = too_much}).error() == overflow("gross_revenue"));
  CHECK(kpi::gross_revenue({.gross_revenue = money::of(-1)}).error() == negative("gross_revenue"));
}

TEST_CASE("net sales are what customers paid and kept", "[profitability]") {
  CHECK(kpi::net_sales(year) == money::of(1'000'000 - 50'000 - 30'000));
  CHECK(kpi::net_sales({}) == money{});
  CHECK(kpi::net_sales({.gross_revenue = money::of(1), .returns = money::of(3)}) == money::of(-2));
  CHECK(kpi::net_sales({.gross_revenue = money::of(1), .cost_of_goods = too_much}) == money::of(1));
}

TEST_CASE("net sales refuse overflow before a negative amount", "[profitability]") {
  CHECK(kpi::net_sales({.gross_revenue = money::of(-1), .returns = too_much}).error() == overflow("returns"));
  CHECK(kpi::net_sales({.discounts = money::of(-1), .returns = money::of(-1)}).error() == negative("discounts"));
  CHECK(kpi::net_sales({.discounts = most, .returns = money::of(1)}).error() ==
        overflow("gross_revenue - discounts - returns"));
}

TEST_CASE("net revenue is what is left after everything, and may be a loss", "[profitability]") {
  CHECK(kpi::net_revenue(year) == money::of(1'000'000 - 50'000 - 30'000 - 322'000 - 400'000 - 106'000));
  CHECK(kpi::net_revenue(loss) == money::of(100 - 80 - 70));
  CHECK(kpi::net_revenue({}) == money{});
}

TEST_CASE("net revenue refuses overflow before a negative amount", "[profitability]") {
  CHECK(kpi::net_revenue({.gross_revenue = money::of(-1), .taxes_and_fees = too_much}).error() ==
        overflow("taxes_and_fees"));
  CHECK(kpi::net_revenue({.cost_of_goods = money::of(-1), .operating_expenses = money::of(-1)}).error() ==
        negative("cost_of_goods"));
  CHECK(kpi::net_revenue({.operating_expenses = most, .taxes_and_fees = most}).error() == overflow(every_field));
}

TEST_CASE("gross margin is the share of net sales left after the goods", "[profitability]") {
  const auto margin = kpi::gross_margin(year);
  REQUIRE(margin);
  CHECK(*margin == kpi::ratio::percent(65));
  CHECK(margin->numerator() == money::of(920'000 - 322'000).value());
  CHECK(margin->denominator() == money::of(920'000).value());
  CHECK(kpi::gross_margin({.gross_revenue = money::of(4), .cost_of_goods = money::of(5)}) == kpi::ratio::percent(-25));
}

TEST_CASE("without discounts and returns the gross margin is of revenue, as S4 says", "[profitability]") {
  CHECK(kpi::gross_margin(loss) == kpi::ratio::of(loss.gross_revenue - loss.cost_of_goods, loss.gross_revenue));
}

TEST_CASE("margins are undefined, not zero, without net sales", "[profitability]") {
  const income all_returned{.gross_revenue = money::of(5), .returns = money::of(5), .cost_of_goods = money::of(1)};
  const income more_returned{.gross_revenue = money::of(5), .returns = money::of(6)};
  for (const auto& i : {income{}, all_returned, more_returned}) {
    CHECK(kpi::gross_margin(i).error() == undefined("gross_revenue - discounts - returns"));
    CHECK(kpi::net_margin(i).error() == undefined("gross_revenue - discounts - returns"));
  }
}

TEST_CASE("gross margin refuses overflow before a negative amount, and reads no expenses", "[profitability]") {
  CHECK(kpi::gross_margin({.gross_revenue = money::of(-1), .cost_of_goods = too_much}).error() ==
        overflow("cost_of_goods"));
  CHECK(kpi::gross_margin({.gross_revenue = money::of(-1), .cost_of_goods = money::of(-1)}).error() ==
        negative("gross_revenue"));
  CHECK(kpi::gross_margin({.returns = most, .cost_of_goods = most}).error() ==
        overflow("gross_revenue - discounts - returns - cost_of_goods"));
  CHECK(kpi::gross_margin({.gross_revenue = money::of(2),
                           .cost_of_goods = money::of(1),
                           .operating_expenses = money::of(-1),
                           .taxes_and_fees = too_much}) == kpi::ratio::percent(50));
}

TEST_CASE("net margin is the share of net sales left after everything", "[profitability]") {
  CHECK(kpi::net_margin(year) == kpi::ratio::percent(10));
  CHECK(kpi::net_margin(loss) == kpi::ratio::percent(-50));
  CHECK(kpi::net_margin({.discounts = money::of(-1), .taxes_and_fees = too_much}).error() ==
        overflow("taxes_and_fees"));
  CHECK(kpi::net_margin({.discounts = money::of(-1), .taxes_and_fees = money::of(-1)}).error() ==
        negative("discounts"));
  CHECK(kpi::net_margin({.operating_expenses = most, .taxes_and_fees = most}).error() == overflow(every_field));
}

TEST_CASE("cost of sales rate is what selling cost for each unit of revenue", "[profitability]") {
  CHECK(kpi::cost_of_sales_rate({.cost = money::of(150'000), .revenue = money::of(1'000'000)}) ==
        kpi::ratio::percent(15));
  CHECK(kpi::cost_of_sales_rate({.cost = money::of(3), .revenue = money::of(2)}) == kpi::ratio::percent(150));
  CHECK(kpi::cost_of_sales_rate({}).error() == undefined("revenue"));
  CHECK(kpi::cost_of_sales_rate({.cost = money::of(-1), .revenue = too_much}).error() == overflow("revenue"));
  CHECK(kpi::cost_of_sales_rate({.cost = money::of(-1), .revenue = money::of(-1)}).error() == negative("cost"));
}

TEST_CASE("cash flow is what came in less what went out", "[profitability]") {
  CHECK(kpi::cash_flow({.inflow = money::of(80'000), .outflow = money::of(95'000)}) == money::of(-15'000));
  CHECK(kpi::cash_flow({}) == money{});
  CHECK(kpi::cash_flow({.outflow = most}) == -most);
  CHECK(kpi::cash_flow({.inflow = money::of(-1), .outflow = too_much}).error() == overflow("outflow"));
  CHECK(kpi::cash_flow({.inflow = money::of(-1), .outflow = money::of(-1)}).error() == negative("inflow"));
}

TEST_CASE("profitability keeps its laws", "[profitability][laws]") {
  check_measure_laws(year, loss, income{.gross_revenue = money::cents(7), .returns = money::cents(3)});
  check_measure_laws(sales_cost{money::of(1), money::of(2)}, sales_cost{money::cents(3), {}},
                     sales_cost{{}, money::of(5)});
  check_measure_laws(cash{money::of(1), money::of(2)}, cash{money::cents(3), {}}, cash{{}, money::of(5)});
  for (const auto& i : {year, loss, year + loss}) {
    CHECK(*kpi::net_margin(i) <= *kpi::gross_margin(i));
    CHECK(*kpi::net_revenue(i) <= *kpi::net_sales(i));
    CHECK(*kpi::net_sales(i) <= *kpi::gross_revenue(i));
    CHECK(kpi::net_margin(i) == kpi::ratio::of(*kpi::net_revenue(i), *kpi::net_sales(i)));
    CHECK(kpi::gross_margin(i + i) == kpi::gross_margin(i));
  }
  CHECK(*kpi::net_revenue(year + loss) == *kpi::net_revenue(year) + *kpi::net_revenue(loss));
}
