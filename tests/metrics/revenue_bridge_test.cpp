// SPDX-License-Identifier: MIT
#include <kpi/metrics/revenue_bridge.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::money;
using kpi::revenue_bridge;

namespace {

constexpr revenue_bridge january{.opening = money::of(100'000),
                                 .new_business = money::of(40'000),
                                 .expansion = money::of(20'000),
                                 .contraction = money::of(5'000),
                                 .churned = money::of(10'000),
                                 .reactivated = money::of(3'000)};
constexpr revenue_bridge february{.opening = money::of(148'000),
                                  .new_business = money::of(10'000),
                                  .expansion = money::of(1'000),
                                  .contraction = money::of(4'000),
                                  .churned = money::of(25'000)};
constexpr revenue_bridge march{.opening = money::of(130'000), .churned = money::of(30'000)};

constexpr money most = money::ten_thousandths(money::limit);

static_assert(*kpi::net_revenue_retention(january) == kpi::ratio::percent(105), "usable at compile time");
static_assert(january.closing() == money::of(148'000));
static_assert((*kpi::chain(january, february)).closing() == february.closing());

}  // namespace

TEST_CASE("a revenue bridge closes at its opening and all its flows", "[revenue_bridge]") {
  CHECK(january.net_new() == money::of(40'000 + 20'000 + 3'000 - 5'000 - 10'000));
  CHECK(january.closing() == money::of(100'000 + 48'000));
  CHECK(february.net_new() == money::of(10'000 + 1'000 - 4'000 - 25'000));
  CHECK(february.closing() == money::of(130'000));
  CHECK(revenue_bridge{}.closing() == money{});
}

TEST_CASE("a closing out of range is marked, not wrapped", "[revenue_bridge]") {
  CHECK(revenue_bridge{.opening = most, .new_business = money::cents(1)}.closing().overflowed());
  CHECK(revenue_bridge{.new_business = most, .reactivated = money::cents(1)}.net_new().overflowed());
  CHECK(revenue_bridge{.opening = too_much, .churned = most}.closing().overflowed());
  CHECK(revenue_bridge{.opening = most, .new_business = most, .churned = most}.closing() == most);
}

TEST_CASE("net revenue retention is the opening with its gains and losses, over the opening", "[revenue_bridge]") {
  const auto kept = kpi::net_revenue_retention(january);
  REQUIRE(kept);
  CHECK(kept->numerator() == money::of(100'000 + 20'000 - 5'000 - 10'000).value());
  CHECK(kept->denominator() == money::of(100'000).value());
  CHECK(kpi::net_revenue_retention({}).error() == undefined("opening"));
  CHECK(kpi::net_revenue_retention({.expansion = money::of(1)}).error() == undefined("opening"));
}

TEST_CASE("net revenue retention refuses overflow before a negative amount, and both before no opening",
          "[revenue_bridge]") {
  CHECK(kpi::net_revenue_retention({.opening = money::of(-1), .churned = too_much}).error() == overflow("churned"));
  CHECK(kpi::net_revenue_retention({.expansion = too_much, .contraction = too_much}).error() == overflow("expansion"));
  CHECK(kpi::net_revenue_retention({.opening = money::of(-1), .expansion = money::of(-1)}).error() ==
        negative("opening"));
  CHECK(kpi::net_revenue_retention({.churned = money::of(-1)}).error() == negative("churned"));
  CHECK(kpi::net_revenue_retention({.opening = most, .expansion = money::cents(1)}).error() ==
        overflow("opening + expansion - contraction - churned"));
}

TEST_CASE("net revenue retention reads neither new nor reactivated business", "[revenue_bridge]") {
  auto b = january;
  b.new_business = money::of(-1);
  b.reactivated = too_much;
  CHECK(kpi::net_revenue_retention(b) == kpi::ratio::percent(105));
}

TEST_CASE("gross revenue retention counts the losses alone", "[revenue_bridge]") {
  CHECK(kpi::gross_revenue_retention(january) == kpi::ratio::percent(85));
  auto b = january;
  b.expansion = too_much;
  CHECK(kpi::gross_revenue_retention(b) == kpi::ratio::percent(85));
  CHECK(kpi::gross_revenue_retention({}).error() == undefined("opening"));
  CHECK(kpi::gross_revenue_retention({.opening = money::of(-1), .contraction = too_much}).error() ==
        overflow("contraction"));
  CHECK(kpi::gross_revenue_retention({.contraction = money::of(-2), .churned = money::of(-1)}).error() ==
        negative("contraction"));
  CHECK(kpi::gross_revenue_retention({.opening = money::of(1), .contraction = most, .churned = most}).error() ==
        overflow("opening - contraction - churned"));
}

TEST_CASE("gross revenue retention from movements may fall below zero and is not clamped", "[revenue_bridge]") {
  const auto kept = kpi::gross_revenue_retention(
      {.opening = money::of(1'000), .contraction = money::of(128), .churned = money::of(1'000)});
  REQUIRE(kept);
  CHECK(kept->to_double() == -0.128);
}

TEST_CASE("revenue churn is gross with contraction, and net of expansion", "[revenue_bridge]") {
  CHECK(kpi::gross_revenue_churn_rate(january) == kpi::ratio::percent(15));
  CHECK(kpi::net_revenue_churn_rate(january) == kpi::ratio::percent(-5));
  CHECK(kpi::gross_revenue_churn_rate({}).error() == undefined("opening"));
  CHECK(kpi::net_revenue_churn_rate({}).error() == undefined("opening"));
}

TEST_CASE("revenue churn refuses what is out of range in the documented order", "[revenue_bridge]") {
  CHECK(kpi::gross_revenue_churn_rate({.opening = money::of(-1), .churned = too_much}).error() == overflow("churned"));
  CHECK(kpi::gross_revenue_churn_rate({.contraction = money::of(-1)}).error() == negative("contraction"));
  CHECK(kpi::gross_revenue_churn_rate({.contraction = most, .churned = most}).error() ==
        overflow("contraction + churned"));
  CHECK(kpi::gross_revenue_churn_rate({.opening = money::of(4), .expansion = money::of(-1), .churned = money::of(1)}) ==
        kpi::ratio::percent(25));
  CHECK(kpi::net_revenue_churn_rate({.expansion = too_much, .churned = money::of(-1)}).error() ==
        overflow("expansion"));
  CHECK(kpi::net_revenue_churn_rate({.expansion = money::of(-1), .churned = money::of(-1)}).error() ==
        negative("expansion"));
  CHECK(kpi::net_revenue_churn_rate({.contraction = most, .churned = most}).error() ==
        overflow("contraction + churned - expansion"));
}

TEST_CASE("quick ratio is what was gained for each unit lost", "[revenue_bridge]") {
  const auto quick = kpi::quick_ratio(january);
  REQUIRE(quick);
  CHECK(quick->numerator() == money::of(40'000 + 20'000).value());
  CHECK(quick->denominator() == money::of(5'000 + 10'000).value());
  CHECK(quick->to_double() == 4.0);
}

TEST_CASE("quick ratio is undefined, not infinite, in a period without losses", "[revenue_bridge]") {
  CHECK(kpi::quick_ratio({}).error() == undefined("contraction + churned"));
  CHECK(kpi::quick_ratio({.new_business = money::of(5)}).error() == undefined("contraction + churned"));
}

TEST_CASE("quick ratio refuses what is out of range, and reads neither the opening nor reactivated business",
          "[revenue_bridge]") {
  CHECK(kpi::quick_ratio({.new_business = money::of(-1), .churned = too_much}).error() == overflow("churned"));
  CHECK(kpi::quick_ratio({.expansion = money::of(-1), .contraction = money::of(-1)}).error() == negative("expansion"));
  CHECK(kpi::quick_ratio({.new_business = most, .expansion = most, .churned = money::of(1)}).error() ==
        overflow("new_business + expansion"));
  CHECK(kpi::quick_ratio({.contraction = most, .churned = most}).error() == overflow("contraction + churned"));
  CHECK(
      kpi::quick_ratio(
          {.opening = too_much, .new_business = money::of(6), .churned = money::of(3), .reactivated = money::of(-1)}) ==
      kpi::ratio::percent(200));
}

TEST_CASE("revenue growth rate compares the closing with the opening", "[revenue_bridge]") {
  CHECK(kpi::revenue_growth_rate(january) == kpi::ratio::percent(48));
  CHECK(kpi::revenue_growth_rate(march) == kpi::ratio::of(money::of(-30'000), money::of(130'000)));
  CHECK(kpi::revenue_growth_rate({}).error() == undefined("opening"));
  CHECK(kpi::revenue_growth_rate({.new_business = money::of(5)}).error() == undefined("opening"));
  CHECK(kpi::revenue_growth_rate({.opening = money::of(-1), .reactivated = too_much}).error() ==
        overflow("reactivated"));
  CHECK(kpi::revenue_growth_rate({.new_business = money::of(-1), .reactivated = money::of(-1)}).error() ==
        negative("new_business"));
  CHECK(kpi::revenue_growth_rate({.new_business = most, .reactivated = most}).error() ==
        overflow("new_business + expansion + reactivated - contraction - churned"));
}

TEST_CASE("chaining keeps the first opening and adds the flows", "[revenue_bridge]") {
  const auto both = kpi::chain(january, february);
  REQUIRE(both);
  CHECK(*both == revenue_bridge{.opening = money::of(100'000),
                                .new_business = money::of(40'000 + 10'000),
                                .expansion = money::of(20'000 + 1'000),
                                .contraction = money::of(5'000 + 4'000),
                                .churned = money::of(10'000 + 25'000),
                                .reactivated = money::of(3'000)});
  const auto grown = kpi::chain(revenue_bridge{.opening = money::of(100), .new_business = money::of(10)},
                                revenue_bridge{.opening = money::of(110), .expansion = money::of(15)});
  REQUIRE(grown);
  CHECK(grown->closing() == money::of(125));
  CHECK(grown->net_new() == money::of(25));
}

TEST_CASE("bridges that do not meet are not chained", "[revenue_bridge]") {
  CHECK(kpi::chain(january, march).error() == inconsistent("opening"));
  CHECK(kpi::chain(february, january).error() == inconsistent("opening"));
  CHECK(kpi::chain(revenue_bridge{}, revenue_bridge{}) == revenue_bridge{});
}

TEST_CASE("chaining refuses overflow in either bridge before a negative amount in either", "[revenue_bridge]") {
  CHECK(kpi::chain(revenue_bridge{.churned = money::of(-1)}, revenue_bridge{.opening = too_much}).error() ==
        overflow("opening"));
  CHECK(kpi::chain(revenue_bridge{.reactivated = too_much}, revenue_bridge{.opening = too_much}).error() ==
        overflow("reactivated"));
  CHECK(kpi::chain(revenue_bridge{.churned = money::of(-1)}, revenue_bridge{.opening = money::of(-1)}).error() ==
        negative("churned"));
  CHECK(kpi::chain(january, revenue_bridge{.expansion = money::of(-1)}).error() == negative("expansion"));
}

TEST_CASE("chaining reports sums and a closing out of range before openings that differ", "[revenue_bridge]") {
  const revenue_bridge in{.new_business = most};
  const revenue_bridge out{.opening = most, .churned = most};
  CHECK(kpi::chain(in, in).error() == overflow("new_business"));
  CHECK(kpi::chain(revenue_bridge{.opening = most, .new_business = money::of(1)}, revenue_bridge{}).error() ==
        overflow("closing"));
  CHECK(kpi::chain(in, out)->closing() == money{});
  CHECK(kpi::chain(revenue_bridge{.opening = most}, revenue_bridge{.opening = most})->closing() == most);
}

TEST_CASE("chaining is associative and telescopes", "[revenue_bridge][laws]") {
  const auto early = kpi::chain(january, february);
  const auto late = kpi::chain(february, march);
  REQUIRE(early);
  REQUIRE(late);
  CHECK(kpi::chain(*early, march) == kpi::chain(january, *late));
  const auto all = kpi::chain(*early, march);
  REQUIRE(all);
  CHECK(all->opening == january.opening);
  CHECK(all->closing() == march.closing());
  CHECK(all->net_new() == january.net_new() + february.net_new() + march.net_new());
}

TEST_CASE("a month in which nothing happened is neutral in a chain", "[revenue_bridge][laws]") {
  CHECK(kpi::chain(january, revenue_bridge{.opening = january.closing()}) == january);
  CHECK(kpi::chain(revenue_bridge{.opening = january.opening}, january) == january);
}

TEST_CASE("revenue bridges keep their laws", "[revenue_bridge][laws]") {
  check_measure_laws(january, february, march);
  for (const auto& b : {january, february, march, january + february}) {
    CHECK(b.opening + b.new_business + b.expansion + b.reactivated - b.contraction - b.churned == b.closing());
    CHECK(*kpi::gross_revenue_retention(b) <= *kpi::net_revenue_retention(b));
    CHECK(*kpi::gross_revenue_retention(b) <= kpi::ratio::percent(100));
    CHECK(kpi::gross_revenue_retention(b)->complement() == *kpi::gross_revenue_churn_rate(b));
    CHECK(kpi::net_revenue_retention(b)->complement() == *kpi::net_revenue_churn_rate(b));
    CHECK(kpi::net_revenue_retention(b + b) == kpi::net_revenue_retention(b));
    CHECK(kpi::quick_ratio(b + b) == kpi::quick_ratio(b));
    CHECK(kpi::revenue_growth_rate(b + b) == kpi::revenue_growth_rate(b));
  }
  const auto segments = january + february;
  CHECK(segments.closing() == january.closing() + february.closing());
}
