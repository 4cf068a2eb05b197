// SPDX-License-Identifier: MIT
#include <kpi/metrics/lifetime_value.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::account_revenue;
using kpi::count;
using kpi::lifetime;
using kpi::money;
using kpi::ratio;
using kpi::realised_value;

namespace {

constexpr realised_value so_far{.revenue = money::of(100'000), .cost = money::of(20'000), .units = 10};

constexpr lifetime monthly{
    .revenue_per_account = money::of(100), .gross_margin = ratio::percent(80), .churn = ratio::percent(2)};

constexpr money most = money::ten_thousandths(money::limit);

static_assert(*kpi::lifetime_value(monthly) == money::of(4'000), "usable at compile time");
static_assert(*kpi::ltv_to_cac(money::of(4'000), money::of(1'000)) == ratio::percent(400));
static_assert(kpi::input_set<lifetime> && !kpi::measure<lifetime>, "one account's figures do not add");
static_assert(!std::is_default_constructible_v<lifetime>, "a forgotten margin or churn does not compile");

}  // namespace

TEST_CASE("realised lifetime value is the profit so far for each unit", "[lifetime_value]") {
  const auto value = kpi::realised_lifetime_value(so_far);  // S4's figures
  REQUIRE(value);
  CHECK(value->rounded(kpi::rounding::half_even) == money::of(8'000));
  CHECK(value->total() == money::of(100'000 - 20'000));
  CHECK(value->count() == 10);
  CHECK(kpi::realised_lifetime_value({.revenue = money::of(1), .cost = money::of(3), .units = 1})->total() ==
        money::of(-2));
}

TEST_CASE("realised lifetime value is undefined, not zero, without units", "[lifetime_value]") {
  CHECK(kpi::realised_lifetime_value({}).error() == undefined("units"));
  CHECK(kpi::realised_lifetime_value({.revenue = money::of(1)}).error() == undefined("units"));
}

TEST_CASE("realised lifetime value refuses overflow before a negative figure", "[lifetime_value]") {
  CHECK(kpi::realised_lifetime_value({.revenue = money::of(-1), .units = too_many}).error() == overflow("units"));
  CHECK(kpi::realised_lifetime_value({.cost = money::of(-1), .units = -1}).error() == negative("cost"));
  CHECK(kpi::realised_lifetime_value({.units = -1}).error() == negative("units"));
  CHECK(kpi::realised_lifetime_value({.cost = most, .units = 1})->total() == -most);
}

TEST_CASE("lifetime value is the gross profit of a period over the share that leaves in it", "[lifetime_value]") {
  CHECK(kpi::lifetime_value(monthly) == money::of(4'000));
  CHECK(kpi::lifetime_value({money::of(100), ratio::percent(0), ratio::percent(2)}) == money{});
  CHECK(kpi::lifetime_value({{}, ratio::percent(80), ratio::percent(2)}) == money{});
  CHECK(kpi::lifetime_value({money::of(100), ratio::percent(100), ratio::percent(100)}) == money::of(100));
}

TEST_CASE("lifetime value rounds nothing on the way", "[lifetime_value]") {
  // 1,001 x 3 % is 30.03, over a churn of 1 in 1,000: with the 30.03 rounded to units it would be 30,000.
  CHECK(kpi::lifetime_value({money::of(1'001), ratio::percent(3), *ratio::of(1, 1'000)}) == money::of(30'030));
  CHECK(kpi::lifetime_value({money::of(1), *ratio::of(2, 3), *ratio::of(1, 3)}) == money::of(2));
}

TEST_CASE("lifetime value is rounded once, half-even", "[lifetime_value]") {
  const auto of = [](int revenue) {
    return kpi::lifetime_value({money::ten_thousandths(revenue), ratio::percent(50), ratio::percent(100)})->value();
  };
  CHECK(of(5) == 2);  // 2.5
  CHECK(of(7) == 4);  // 3.5
  // 1/3 of one ten-thousandth over 1/2 is 2/3: rounded after the margin it would be 0.
  CHECK(kpi::lifetime_value({money::ten_thousandths(1), *ratio::of(1, 3), ratio::percent(50)}) ==
        money::ten_thousandths(1));
}

TEST_CASE("a customer who never leaves has no lifetime value", "[lifetime_value]") {
  CHECK(kpi::lifetime_value({money::of(100), ratio::percent(80), ratio::percent(0)}).error() == undefined("churn"));
}

TEST_CASE("lifetime value refuses in the documented order", "[lifetime_value]") {
  CHECK(kpi::lifetime_value({too_much, ratio::percent(-1), ratio::percent(-1)}).error() ==
        overflow("revenue_per_account"));
  CHECK(kpi::lifetime_value({money::of(-1), ratio::percent(-1), ratio::percent(-1)}).error() ==
        negative("revenue_per_account"));
  CHECK(kpi::lifetime_value({{}, ratio::percent(-1), ratio::percent(-1)}).error() == negative("gross_margin"));
  CHECK(kpi::lifetime_value({{}, ratio::percent(1), ratio::percent(-1)}).error() == negative("churn"));
  CHECK(kpi::lifetime_value({{}, ratio::percent(-1), ratio::percent(0)}).error() == negative("gross_margin"));
  CHECK(kpi::lifetime_value({most, ratio::percent(100), ratio::percent(50)}).error() ==
        overflow("revenue_per_account * gross_margin / churn"));
}

TEST_CASE("lifetime value is exact where the product leaves 64 bits", "[lifetime_value]") {
  const auto nearly_all = *ratio::of(count::limit - 1, count::limit);
  CHECK(kpi::lifetime_value({most, nearly_all, nearly_all}) == most);
  CHECK(kpi::lifetime_value({most, ratio::percent(1), ratio::percent(1)}) == most);
}

TEST_CASE("the visitor of a lifetime names all that it holds", "[lifetime_value]") {
  std::vector<std::string_view> names;
  kpi::lifetime::inputs([&names](std::string_view name, const auto&) { names.push_back(name); }, monthly);
  CHECK(names == std::vector<std::string_view>{"revenue_per_account", "gross_margin", "churn"});
}

TEST_CASE("LTV to CAC is what an account is worth over what it cost", "[lifetime_value]") {
  const auto times = kpi::ltv_to_cac(money::of(4'000), money::of(1'200));
  REQUIRE(times);
  CHECK(times->numerator() == money::of(4'000).value());
  CHECK(times->denominator() == money::of(1'200).value());
  CHECK(kpi::ltv_to_cac({}, money::of(1)) == ratio::percent(0));
}

TEST_CASE("LTV to CAC refuses overflow, then a negative amount, then no cost", "[lifetime_value]") {
  CHECK(kpi::ltv_to_cac(money::of(-1), too_much).error() == overflow("cac"));
  CHECK(kpi::ltv_to_cac(too_much, too_much).error() == overflow("ltv"));
  CHECK(kpi::ltv_to_cac(money::of(-1), money::of(-1)).error() == negative("ltv"));
  CHECK(kpi::ltv_to_cac(money::of(1), money::of(-1)).error() == negative("cac"));
  CHECK(kpi::ltv_to_cac(money::of(1), {}).error() == undefined("cac"));
}

TEST_CASE("average revenue per account is the revenue over the accounts", "[lifetime_value]") {
  const auto each = kpi::average_revenue_per_account({.revenue = money::of(50'000), .accounts = 400});
  REQUIRE(each);
  CHECK(each->total() == money::of(50'000));
  CHECK(each->count() == 400);
  CHECK(each->to_double() == 125.0);
  CHECK(kpi::average_revenue_per_account({}).error() == undefined("accounts"));
  CHECK(kpi::average_revenue_per_account({.revenue = money::of(-1), .accounts = too_many}).error() ==
        overflow("accounts"));
  CHECK(kpi::average_revenue_per_account({.revenue = money::of(-1), .accounts = -1}).error() == negative("revenue"));
}

TEST_CASE("lifetime measures keep their laws", "[lifetime_value][laws]") {
  check_measure_laws(so_far, realised_value{.cost = money::cents(1)}, realised_value{.units = 3});
  check_measure_laws(account_revenue{.revenue = money::of(1)}, account_revenue{.accounts = 2},
                     account_revenue{.revenue = money::cents(3), .accounts = 4});
  CHECK(kpi::realised_lifetime_value(so_far + so_far) == kpi::realised_lifetime_value(so_far));
}

TEST_CASE("lifetime value is proportional to revenue, and a month's inputs agree with a year's",
          "[lifetime_value][laws]") {
  for (const int churn : {1, 2, 4, 5})
    CHECK(*kpi::lifetime_value({money::of(1'200), ratio::percent(80), *ratio::of(12 * churn, 100)}) ==
          *kpi::lifetime_value({money::of(100), ratio::percent(80), ratio::percent(churn)}));
}
