// SPDX-License-Identifier: MIT
#include <kpi/metrics/customer_bridge.hpp>

#include "../support.hpp"

using namespace kpi_test;
using Catch::Matchers::WithinULP;
using kpi::contract_churn;
using kpi::count;
using kpi::customer_bridge;
using kpi::money;
using kpi::renewals;
using kpi::repeat_purchases;

namespace {

constexpr customer_bridge january{.opening = 200, .acquired = 12, .lost = 5, .reactivated = 3};
constexpr customer_bridge february{.opening = 210, .acquired = 4, .lost = 30};
constexpr customer_bridge march{.opening = 184, .lost = 184, .reactivated = 1};

static_assert(*kpi::customer_retention_rate(january) == *kpi::ratio::of(195, 200), "usable at compile time");
static_assert((*kpi::chain(january, february)).closing() == 184);
static_assert(*kpi::annualised_churn(kpi::ratio::percent(0)) == 0.0);

}  // namespace

TEST_CASE("a customer bridge closes at its opening and all its flows", "[customer_bridge]") {
  CHECK(january.closing() == 200 + 12 + 3 - 5);
  CHECK(march.closing() == 1);
  CHECK(customer_bridge{}.closing() == 0);
  CHECK(customer_bridge{.opening = count::limit, .acquired = 1}.closing().overflowed());
  CHECK(customer_bridge{.opening = count::limit, .acquired = 1, .lost = 1}.closing() == count::limit);
  CHECK(customer_bridge{.lost = too_many}.closing().overflowed());
}

TEST_CASE("customer churn rate is the lost over those present at the opening", "[customer_bridge]") {
  const auto churn = kpi::customer_churn_rate(january);
  REQUIRE(churn);
  CHECK(churn->numerator() == 5);
  CHECK(churn->denominator() == 200);
  CHECK(kpi::customer_churn_rate({.opening = 3, .lost = 3}) == kpi::ratio::percent(100));
}

TEST_CASE("customer retention rate is exactly what churn leaves", "[customer_bridge]") {
  const auto kept = kpi::customer_retention_rate(january);
  REQUIRE(kept);
  CHECK(kept->numerator() == 195);
  CHECK(kept->denominator() == 200);
  CHECK(kpi::customer_retention_rate({.opening = 3, .lost = 3}) == kpi::ratio::percent(0));
}

TEST_CASE("customer churn and retention are undefined without customers", "[customer_bridge]") {
  CHECK(kpi::customer_churn_rate({}).error() == undefined("opening"));
  CHECK(kpi::customer_retention_rate({}).error() == undefined("opening"));
  CHECK(kpi::customer_churn_rate({.acquired = 9}).error() == undefined("opening"));
}

TEST_CASE("customer churn and retention refuse the same, in the same order", "[customer_bridge]") {
  for (const auto rate : {kpi::customer_churn_rate, kpi::customer_retention_rate}) {
    CHECK(rate({.opening = -1, .lost = too_many}).error() == overflow("lost"));
    CHECK(rate({.opening = -2, .lost = -1}).error() == negative("opening"));
    CHECK(rate({.lost = -1}).error() == negative("lost"));
    CHECK(rate({.opening = 4, .lost = 5}).error() == inconsistent("lost"));
    CHECK(rate({.lost = 1}).error() == inconsistent("lost"));
  }
  CHECK(kpi::customer_churn_rate({.opening = 4, .acquired = -1, .lost = 1, .reactivated = too_many}) ==
        kpi::ratio::percent(25));
}

TEST_CASE("customer growth rate is what came less what left, over the opening", "[customer_bridge]") {
  CHECK(kpi::customer_growth_rate(january) == kpi::ratio::percent(5));
  CHECK(kpi::customer_growth_rate({.opening = 4, .lost = 1}) == kpi::ratio::percent(-25));
  CHECK(kpi::customer_growth_rate({}).error() == undefined("opening"));
  CHECK(kpi::customer_growth_rate({.acquired = 1}).error() == undefined("opening"));
}

TEST_CASE("customer growth rate refuses overflow before a negative count, and takes more lost than present",
          "[customer_bridge]") {
  CHECK(kpi::customer_growth_rate({.opening = -1, .reactivated = too_many}).error() == overflow("reactivated"));
  CHECK(kpi::customer_growth_rate({.acquired = -1, .lost = -1}).error() == negative("acquired"));
  CHECK(kpi::customer_growth_rate({.acquired = count::limit, .reactivated = 1}).error() ==
        overflow("acquired + reactivated - lost"));
  CHECK(kpi::customer_growth_rate({.opening = 2, .acquired = 4, .lost = 5}) == kpi::ratio::percent(-50));
}

TEST_CASE("chaining customer bridges keeps the first opening and adds the flows", "[customer_bridge]") {
  const auto both = kpi::chain(january, february);
  REQUIRE(both);
  CHECK(*both == customer_bridge{.opening = 200, .acquired = 16, .lost = 35, .reactivated = 3});
  const auto grown = kpi::chain(customer_bridge{.opening = 100, .acquired = 10},
                                customer_bridge{.opening = 110, .acquired = 16, .lost = 1});
  REQUIRE(grown);
  CHECK(grown->closing() == 125);
}

TEST_CASE("chaining customer bridges refuses in the documented order", "[customer_bridge]") {
  CHECK(kpi::chain(customer_bridge{.lost = -1}, customer_bridge{.acquired = too_many}).error() == overflow("acquired"));
  CHECK(kpi::chain(customer_bridge{.lost = -1}, customer_bridge{.opening = -1}).error() == negative("lost"));
  CHECK(kpi::chain(customer_bridge{.acquired = count::limit}, customer_bridge{.acquired = 1}).error() ==
        overflow("acquired"));
  CHECK(kpi::chain(customer_bridge{.opening = count::limit, .acquired = 1}, customer_bridge{}).error() ==
        overflow("closing"));
  CHECK(kpi::chain(january, march).error() == inconsistent("opening"));
}

TEST_CASE("chaining customer bridges is associative and telescopes", "[customer_bridge][laws]") {
  const auto early = kpi::chain(january, february);
  const auto late = kpi::chain(february, march);
  REQUIRE(early);
  REQUIRE(late);
  CHECK(kpi::chain(*early, march) == kpi::chain(january, *late));
  CHECK(kpi::chain(*early, march)->opening == january.opening);
  CHECK(kpi::chain(*early, march)->closing() == march.closing());
  CHECK(kpi::chain(january, customer_bridge{.opening = january.closing()}) == january);
}

TEST_CASE("repeat purchase rate is the customers who bought again, over all who bought", "[customer_bridge]") {
  CHECK(kpi::repeat_purchase_rate({.repeat = 30, .customers = 120}) == kpi::ratio::percent(25));
  CHECK(kpi::repeat_purchase_rate({}).error() == undefined("customers"));
  CHECK(kpi::repeat_purchase_rate({.repeat = -1, .customers = too_many}).error() == overflow("customers"));
  CHECK(kpi::repeat_purchase_rate({.repeat = -1, .customers = -1}).error() == negative("repeat"));
  CHECK(kpi::repeat_purchase_rate({.repeat = 2, .customers = 1}).error() == inconsistent("repeat"));
}

TEST_CASE("renewal rate is the contracts renewed over those due", "[customer_bridge]") {
  CHECK(kpi::renewal_rate({.renewed = 45, .due = 50}) == kpi::ratio::percent(90));
  CHECK(kpi::renewal_rate({}).error() == undefined("due"));
  CHECK(kpi::renewal_rate({.renewed = -1, .due = too_many}).error() == overflow("due"));
  CHECK(kpi::renewal_rate({.renewed = -1, .due = -1}).error() == negative("renewed"));
  CHECK(kpi::renewal_rate({.renewed = 1}).error() == inconsistent("renewed"));
}

TEST_CASE("contract value churn rate is the value lost over the value at the opening", "[customer_bridge]") {
  CHECK(kpi::contract_value_churn_rate({.opening_value = money::of(1'200'000), .lost_value = money::of(30'000)}) ==
        kpi::ratio::of(25, 1000));
  CHECK(kpi::contract_value_churn_rate({}).error() == undefined("opening_value"));
  CHECK(kpi::contract_value_churn_rate({.opening_value = money::of(-1), .lost_value = too_much}).error() ==
        overflow("lost_value"));
  CHECK(kpi::contract_value_churn_rate({.opening_value = money::of(-2), .lost_value = money::of(-1)}).error() ==
        negative("opening_value"));
  CHECK(kpi::contract_value_churn_rate({.opening_value = money::of(1), .lost_value = money::of(2)}).error() ==
        inconsistent("lost_value"));
}

TEST_CASE("a product dropped by a customer who keeps another is churn of that product", "[customer_bridge]") {
  const customer_bridge kept_product{.opening = 10};
  const customer_bridge dropped_product{.opening = 10, .lost = 1};
  CHECK(kpi::customer_churn_rate(kept_product) == kpi::ratio::percent(0));
  CHECK(kpi::customer_churn_rate(dropped_product) == kpi::ratio::percent(10));
}

TEST_CASE("annualised churn compounds the months instead of multiplying them", "[customer_bridge]") {
  // 0.5^12 = 1 / 4096 and 0.95^12 = 0.540360087662636962890625: powers of 5 and 10, exact by hand.
  CHECK(*kpi::annualised_churn(kpi::ratio::percent(50)) == 4095.0 / 4096.0);
  CHECK_THAT(*kpi::annualised_churn(kpi::ratio::percent(5)), WithinULP(0.459639912337363037109375, 4));
  CHECK(*kpi::annualised_churn(kpi::ratio::percent(0)) == 0.0);
  CHECK(*kpi::annualised_churn(kpi::ratio::percent(100)) == 1.0);
}

TEST_CASE("annualised churn of a small rate keeps its digits", "[customer_bridge]") {
  // 1 - (1 - m)^12 = 12 m - 66 m^2 + 220 m^3 - ..., here with m = 10^-9 and m = 2^-60.
  CHECK_THAT(*kpi::annualised_churn(*kpi::ratio::of(1, 1'000'000'000)), WithinULP(12e-9 - 66e-18 + 220e-27, 4));
  CHECK(*kpi::annualised_churn(*kpi::ratio::of(1, std::int64_t{1} << 60)) ==
        12.0 / static_cast<double>(std::int64_t{1} << 60));
}

TEST_CASE("annualised churn refuses a rate outside zero to one", "[customer_bridge]") {
  CHECK(kpi::annualised_churn(kpi::ratio::percent(-1)).error() == negative("monthly"));
  CHECK(kpi::annualised_churn(*kpi::ratio::of(101, 100)).error() == inconsistent("monthly"));
}

TEST_CASE("annualised churn rises with the monthly rate and stays between it and one", "[customer_bridge][laws]") {
  double last = 0.0;
  for (int permille = 1; permille <= 1000; ++permille) {
    const auto monthly = *kpi::ratio::of(permille, 1000);
    const double yearly = *kpi::annualised_churn(monthly);
    CHECK(yearly >= last);
    CHECK(yearly >= monthly.to_double());
    CHECK(yearly <= 12 * monthly.to_double());
    CHECK(yearly <= 1.0);
    last = yearly;
  }
  CHECK(*kpi::annualised_churn(*kpi::ratio::of(count::limit - 1, count::limit)) == 1.0);
}

TEST_CASE("customer measures keep their laws", "[customer_bridge][laws]") {
  check_measure_laws(january, february, march);
  check_measure_laws(repeat_purchases{.repeat = 1, .customers = 2}, repeat_purchases{.customers = 5},
                     repeat_purchases{.repeat = 7, .customers = 7});
  check_measure_laws(renewals{.renewed = 1, .due = 2}, renewals{.due = 5}, renewals{.renewed = 7, .due = 7});
  check_measure_laws(contract_churn{.opening_value = money::of(2), .lost_value = money::cents(3)},
                     contract_churn{.opening_value = money::of(1)}, contract_churn{.lost_value = money::of(5)});
  for (const auto& b : {january, february, march, january + february}) {
    CHECK(b.opening + b.acquired + b.reactivated - b.lost == b.closing());
    CHECK(kpi::customer_churn_rate(b)->complement() == *kpi::customer_retention_rate(b));
    CHECK(kpi::customer_growth_rate(b) == kpi::ratio::of(b.closing() - b.opening, b.opening));
    CHECK(kpi::customer_churn_rate(b + b) == kpi::customer_churn_rate(b));
  }
}

TEST_CASE("growth in customers refuses a negative number of any kind", "[customer_bridge]") {
  CHECK(kpi::customer_growth_rate({.opening = -1}).error() == negative("opening"));
  CHECK(kpi::customer_growth_rate({.opening = 9, .acquired = -1}).error() == negative("acquired"));
  CHECK(kpi::customer_growth_rate({.opening = 9, .reactivated = -1}).error() == negative("reactivated"));
  CHECK(kpi::customer_growth_rate({.opening = 9, .lost = -1}).error() == negative("lost"));
}
