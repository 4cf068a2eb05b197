// SPDX-License-Identifier: MIT
#include <kpi/metrics/customer_success.hpp>

#include "../support.hpp"

#include <limits>
#include <vector>

using namespace kpi_test;
using kpi::account_health;
using kpi::count;
using kpi::customer_engagement;
using kpi::money;
using kpi::success_plans;

namespace {

/// Fifty customers in three months.
constexpr customer_engagement quarter{.customer_months = 150,
                                      .meetings = 60,
                                      .conversations = 300,
                                      .logins = 6'750,
                                      .article_views = 1'200,
                                      .products = 6};

struct monthly {
  kpi::result<kpi::average<count>> (*metric)(const customer_engagement&) noexcept;
  count customer_engagement::*field;
  count customer_engagement::*divisor;
  std::string_view name;
  std::string_view divisor_name;
};

constexpr auto customer_months = &customer_engagement::customer_months;
constexpr monthly engagement[] = {
    {kpi::meetings_per_customer_month, &customer_engagement::meetings, customer_months, "meetings", "customer_months"},
    {kpi::conversations_per_customer_month, &customer_engagement::conversations, customer_months, "conversations",
     "customer_months"},
    {kpi::logins_per_customer_month, &customer_engagement::logins, customer_months, "logins", "customer_months"},
    {kpi::article_views_per_customer_month, &customer_engagement::article_views, customer_months, "article_views",
     "customer_months"},
    {kpi::article_views_per_product, &customer_engagement::article_views, &customer_engagement::products,
     "article_views", "products"},
};

constexpr account_health base{.customers = 120, .called = 90, .using_product = 108, .unblocked = 114};

struct share {
  kpi::result<kpi::ratio> (*metric)(const account_health&) noexcept;
  count account_health::*part;
  std::string_view name;
};

constexpr share shares[] = {{kpi::called_share, &account_health::called, "called"},
                            {kpi::product_usage_share, &account_health::using_product, "using_product"},
                            {kpi::unblocked_share, &account_health::unblocked, "unblocked"}};

constexpr double win_rates[] = {1, 3, 6, 4};
constexpr money project[] = {money::of(-100), money::of(50), money::of(50)};

static_assert(*kpi::meetings_per_customer_month(quarter) == kpi::average<count>{4, 10}, "usable at compile time");
static_assert(*kpi::periods_to_value(win_rates, 5) == 3);
static_assert(*kpi::break_even(project) == 3);

auto break_even(const std::vector<int>& net) {
  std::vector<money> amounts;
  for (const int n : net) amounts.push_back(money::of(n));
  return kpi::break_even(amounts);
}

}  // namespace

TEST_CASE("customer engagement is what was done over the months as a customer", "[customer_success]") {
  CHECK(kpi::meetings_per_customer_month(quarter) == kpi::average<count>{4, 10});
  CHECK(kpi::conversations_per_customer_month(quarter) == kpi::average<count>{2, 1});
  CHECK(kpi::logins_per_customer_month(quarter) == kpi::average<count>{45, 1});
  CHECK(kpi::article_views_per_customer_month(quarter) == kpi::average<count>{8, 1});
  CHECK(kpi::article_views_per_product(quarter) == kpi::average<count>{200, 1});
}

TEST_CASE("customer engagement is undefined, not zero, without customers or products", "[customer_success]") {
  for (const auto& [metric, field, divisor, name, divisor_name] : engagement) {
    customer_engagement c = quarter;
    c.*divisor = 0;
    CHECK(metric({}).error() == undefined(divisor_name));
    CHECK(metric(c).error() == undefined(divisor_name));
  }
}

TEST_CASE("customer engagement refuses overflow before a negative count", "[customer_success]") {
  for (const auto& [metric, field, divisor, name, divisor_name] : engagement) {
    customer_engagement c;
    c.*field = -1;
    CHECK(metric(c).error() == negative(name));
    c.*divisor = too_many;
    CHECK(metric(c).error() == overflow(divisor_name));
    c.*field = too_many;
    c.*divisor = -1;
    CHECK(metric(c).error() == overflow(name));
    c.*field = 1;
    CHECK(metric(c).error() == negative(divisor_name));
  }
  CHECK(kpi::meetings_per_customer_month({.customer_months = -1, .meetings = -1}).error() ==
        negative("customer_months"));
  CHECK(kpi::article_views_per_product({.article_views = -1, .products = -1}).error() == negative("article_views"));
}

TEST_CASE("customer engagement reads only its own fields", "[customer_success]") {
  for (const auto& [metric, field, divisor, name, divisor_name] : engagement) {
    customer_engagement c{-1, -1, -1, too_many, -1, -1};
    c.*field = 3;
    c.*divisor = 2;
    CHECK(metric(c) == kpi::average<count>{3, 2});
  }
}

TEST_CASE("success plan share is customers with a plan over all", "[customer_success]") {
  CHECK(kpi::success_plan_share({.customers = 120, .with_plan = 84}) == kpi::ratio::percent(70));
  CHECK(kpi::success_plan_share({}).error() == undefined("customers"));
  CHECK(kpi::success_plan_share({.customers = -1, .with_plan = too_many}).error() == overflow("with_plan"));
  CHECK(kpi::success_plan_share({.customers = -2, .with_plan = -1}).error() == negative("customers"));
  CHECK(kpi::success_plan_share({.with_plan = 1}).error() == inconsistent("with_plan"));
}

TEST_CASE("account health is each over all customers", "[customer_success]") {
  CHECK(kpi::called_share(base) == kpi::ratio::percent(75));
  CHECK(kpi::product_usage_share(base) == kpi::ratio::percent(90));
  CHECK(kpi::unblocked_share(base) == kpi::ratio::percent(95));
}

TEST_CASE("account health refuses overflow, negative, a part above the whole, nobody, in this order",
          "[customer_success]") {
  for (const auto& [metric, part, name] : shares) {
    CHECK(metric({}).error() == undefined("customers"));
    account_health a{.customers = -1};
    a.*part = too_many;
    CHECK(metric(a).error() == overflow(name));
    a.*part = -1;
    CHECK(metric(a).error() == negative("customers"));
    a.customers = 0;
    CHECK(metric(a).error() == negative(name));
    a.*part = 1;
    CHECK(metric(a).error() == inconsistent(name));
  }
}

TEST_CASE("account health reads only its own fields", "[customer_success]") {
  for (const auto& [metric, part, name] : shares) {
    account_health a{4, -1, too_many, -1};
    a.*part = 1;
    CHECK(metric(a) == kpi::ratio::percent(25));
  }
}

TEST_CASE("periods to value count up to the first that came up to what was agreed", "[customer_success]") {
  CHECK(kpi::periods_to_value(win_rates, 5) == 3);
  CHECK(kpi::periods_to_value(win_rates, 6) == 3);
  CHECK(kpi::periods_to_value(win_rates, 1) == 1);
  CHECK(kpi::periods_to_value(std::vector{-3.0, -1.0}, -2) == 2);
}

TEST_CASE("periods to value are not reached by less, nor by no periods", "[customer_success]") {
  CHECK(kpi::periods_to_value(win_rates, 6.5).error() == not_reached("agreed"));
  CHECK(kpi::periods_to_value({}, 5).error() == not_reached("agreed"));
}

TEST_CASE("periods to value refuse what is not a number, measured before agreed", "[customer_success]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double most = std::numeric_limits<double>::max();
  for (const double bad : {nan, infinity, -infinity}) {
    CHECK(kpi::periods_to_value(std::vector{9.0, bad}, 5).error() == invalid("measured"));
    CHECK(kpi::periods_to_value(std::vector{9.0}, bad).error() == invalid("agreed"));
    CHECK(kpi::periods_to_value({}, bad).error() == invalid("agreed"));
    CHECK(kpi::periods_to_value(std::vector{bad}, bad).error() == invalid("measured"));
  }
  CHECK(kpi::periods_to_value(std::vector{-most, most}, most) == 2);
}

TEST_CASE("break-even is the period in which what was spent had come back", "[customer_success]") {
  CHECK(break_even({-100, 50, 50}) == 3);
  CHECK(break_even({-100, 50, 49, 1, 7}) == 4);
  CHECK(break_even({-1, 2, -5, 10}) == 2);
  CHECK(break_even({5, -10, 10}) == 3);
  CHECK(break_even({5, -10, 4, -9, 20}) == 5);
}

TEST_CASE("break-even is one when the total is never below zero", "[customer_success]") {
  CHECK(break_even({0}) == 1);
  CHECK(break_even({5, -5, 3}) == 1);
  CHECK(break_even({0, 0, 7}) == 1);
}

TEST_CASE("break-even is not reached by what never came back, nor by no periods", "[customer_success]") {
  CHECK(break_even({-100, 50, 49}).error() == not_reached("net"));
  CHECK(break_even({3, -4}).error() == not_reached("net"));
  CHECK(break_even({}).error() == not_reached("net"));
}

TEST_CASE("break-even decides on the exact amounts", "[customer_success]") {
  const money spent = money::of(-100);
  CHECK(kpi::break_even(std::vector{spent, money::of(100) - money::ten_thousandths(1)}).error() == not_reached("net"));
  CHECK(kpi::break_even(std::vector{spent, money::of(100) - money::ten_thousandths(1), money::ten_thousandths(1)}) ==
        3);
}

TEST_CASE("break-even reports a total that leaves the range, and an amount that has left it", "[customer_success]") {
  const money most = money::ten_thousandths(money::limit);
  CHECK(kpi::break_even(std::vector{-most, -most, most, most}).error() == overflow("net"));
  CHECK(kpi::break_even(std::vector{money::of(-1), money::of(1), too_much}).error() == overflow("net"));
  CHECK(kpi::break_even(std::vector{too_much}).error() == overflow("net"));
  CHECK(kpi::break_even(std::vector{money::of(-1), money::of(1), most, most}) == 2);
  CHECK(kpi::break_even(std::vector{-most, most}) == 2);
}

TEST_CASE("counts of customers near the limit divide, and a sum beyond it is reported", "[customer_success]") {
  const customer_engagement most{.customer_months = 1, .logins = count::limit};
  CHECK(kpi::logins_per_customer_month(most)->total() == count::limit);
  CHECK(kpi::logins_per_customer_month(most + quarter).error() == overflow("logins"));
}

TEST_CASE("customer success keeps its laws", "[customer_success][laws]") {
  check_measure_laws(quarter, customer_engagement{.logins = 3}, customer_engagement{.products = 2});
  check_measure_laws(success_plans{120, 84}, success_plans{3, 1}, success_plans{.customers = 2});
  check_measure_laws(base, account_health{4, 3, 2, 1}, account_health{.unblocked = 2});
  for (const auto& [metric, field, divisor, name, divisor_name] : engagement)
    CHECK(*metric(quarter + quarter) == *metric(quarter));
  for (const auto& [metric, part, name] : shares) CHECK(*metric(base + base) == *metric(base));
}
