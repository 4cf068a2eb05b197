// SPDX-License-Identifier: MIT
#include <kpi/metrics/workforce.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::count;
using kpi::early_leavers;
using kpi::headcount;
using kpi::hires;
using kpi::money;
using kpi::ratio;
using kpi::referral_interviews;
using kpi::referral_profit;
using kpi::referral_stays;

namespace {

constexpr headcount sellers{.opening = 50, .left = 6};
constexpr hires year{.total = 20, .referred = 7, .spend = money::of(90'000)};
constexpr referral_interviews interviews{.referred = 100, .referred_hired = 28, .others = 200, .others_hired = 40};
constexpr referral_profit profit{
    .referred = money::of(500'000), .others = money::of(800'000), .referred_hires = 10, .other_hires = 20};

static_assert(*kpi::employee_retention_rate(sellers) == ratio::percent(88), "usable at compile time");
static_assert(*kpi::referral_profit_lift(profit) == 1.25);
static_assert(*kpi::relative_rate(ratio::percent(48), ratio::percent(20)) == 2.4);

}  // namespace

TEST_CASE("employee retention and turnover are of those present at the opening", "[workforce]") {
  const auto retention = kpi::employee_retention_rate(sellers);
  REQUIRE(retention);
  CHECK(retention->numerator() == 50 - 6);
  CHECK(retention->denominator() == 50);
  CHECK(kpi::employee_turnover_rate(sellers) == ratio::percent(12));
  CHECK(kpi::employee_retention_rate({.opening = 3, .left = 3}) == ratio::percent(0));
}

TEST_CASE("employee retention and turnover refuse overflow, negative, more left than were there, nobody, in this order",
          "[workforce]") {
  for (const auto metric : {kpi::employee_retention_rate, kpi::employee_turnover_rate}) {
    CHECK(metric({.opening = -1, .left = too_many}).error() == overflow("left"));
    CHECK(metric({.opening = -1, .left = -1}).error() == negative("opening"));
    CHECK(metric({.opening = 0, .left = -1}).error() == negative("left"));
    CHECK(metric({.opening = 0, .left = 1}).error() == inconsistent("left"));
    CHECK(metric({.opening = 5, .left = 6}).error() == inconsistent("left"));
    CHECK(metric({}).error() == undefined("opening"));
  }
}

TEST_CASE("early turnover rate follows one group of hires", "[workforce]") {
  CHECK(kpi::early_turnover_rate({.hired = 10, .left_within = 3}) == ratio::percent(30));
  CHECK(kpi::early_turnover_rate({}).error() == undefined("hired"));
  CHECK(kpi::early_turnover_rate({.hired = -1, .left_within = too_many}).error() == overflow("left_within"));
  CHECK(kpi::early_turnover_rate({.hired = -1, .left_within = -1}).error() == negative("hired"));
  CHECK(kpi::early_turnover_rate({.hired = 0, .left_within = 1}).error() == inconsistent("left_within"));
}

TEST_CASE("referral hire share is recommended hires over all", "[workforce]") {
  CHECK(kpi::referral_hire_share(year) == ratio::percent(35));
  CHECK(kpi::referral_hire_share({}).error() == undefined("total"));
  CHECK(kpi::referral_hire_share({.total = -1, .referred = too_many}).error() == overflow("referred"));
  CHECK(kpi::referral_hire_share({.total = -1, .referred = -1}).error() == negative("total"));
  CHECK(kpi::referral_hire_share({.total = 1, .referred = 2}).error() == inconsistent("referred"));
  CHECK(kpi::referral_hire_share({.total = 4, .referred = 1, .spend = money::of(-1)}) == ratio::percent(25));
}

TEST_CASE("cost per hire is spend over hires", "[workforce]") {
  CHECK(kpi::cost_per_hire(year) == kpi::average<money>{money::of(4'500), 1});
  CHECK(kpi::cost_per_hire({}).error() == undefined("total"));
  CHECK(kpi::cost_per_hire({.total = -1, .spend = too_much}).error() == overflow("spend"));
  CHECK(kpi::cost_per_hire({.total = -1, .spend = money::of(-1)}).error() == negative("total"));
  CHECK(kpi::cost_per_hire({.spend = money::of(-1)}).error() == negative("spend"));
  CHECK(kpi::cost_per_hire({.total = 2, .referred = -1, .spend = money::of(3)}) ==
        kpi::average<money>{money::of(3), 2});
}

TEST_CASE("referral hire lift is one hire rate over the other", "[workforce]") {
  CHECK(kpi::referral_hire_lift(interviews) == 1.4);
  CHECK(kpi::referral_hire_lift({.referred = 4, .others = 4, .others_hired = 1}) == 0.0);
  CHECK(kpi::referral_hire_lift({.referred = 1, .referred_hired = 2, .others = 1, .others_hired = 1}) == 2.0);
}

TEST_CASE("referral hire lift is undefined, naming the first zero it would divide by", "[workforce]") {
  CHECK(kpi::referral_hire_lift({}).error() == undefined("referred"));
  CHECK(kpi::referral_hire_lift({.referred = 1}).error() == undefined("others"));
  CHECK(kpi::referral_hire_lift({.referred = 1, .others = 1}).error() == undefined("others_hired"));
}

TEST_CASE("referral hire lift refuses overflow before a negative count, and both before a zero", "[workforce]") {
  CHECK(kpi::referral_hire_lift({.referred = -1, .others_hired = too_many}).error() == overflow("others_hired"));
  CHECK(kpi::referral_hire_lift({.referred_hired = -1, .others = -1}).error() == negative("referred_hired"));
  CHECK(kpi::referral_hire_lift({.others_hired = -1}).error() == negative("others_hired"));
}

TEST_CASE("referral longer stay share is over the pairs compared", "[workforce]") {
  CHECK(kpi::referral_longer_stay_share({.pairs = 30, .stayed_longer = 21}) == ratio::percent(70));
  CHECK(kpi::referral_longer_stay_share({}).error() == undefined("pairs"));
  CHECK(kpi::referral_longer_stay_share({.pairs = -1, .stayed_longer = too_many}).error() == overflow("stayed_longer"));
  CHECK(kpi::referral_longer_stay_share({.pairs = -1, .stayed_longer = -1}).error() == negative("pairs"));
  CHECK(kpi::referral_longer_stay_share({.stayed_longer = 1}).error() == inconsistent("stayed_longer"));
}

TEST_CASE("referral profit lift is profit per recommended hire over profit per other hire", "[workforce]") {
  CHECK(kpi::referral_profit_lift(profit) == 1.25);
  CHECK(kpi::referral_profit_lift({.others = money::cents(1), .referred_hires = 1, .other_hires = 1}) == 0.0);
}

TEST_CASE("referral profit lift is undefined, naming the first zero it would divide by", "[workforce]") {
  const money one = money::of(1);
  CHECK(kpi::referral_profit_lift({}).error() == undefined("others"));
  CHECK(kpi::referral_profit_lift({.others = one}).error() == undefined("referred_hires"));
  CHECK(kpi::referral_profit_lift({.others = one, .referred_hires = 1}).error() == undefined("other_hires"));
}

TEST_CASE("referral profit lift refuses overflow before a negative field, and both before a zero", "[workforce]") {
  CHECK(kpi::referral_profit_lift({.referred = money::of(-1), .others = too_much}).error() == overflow("others"));
  CHECK(kpi::referral_profit_lift({.referred = money::of(-1), .other_hires = -1}).error() == negative("referred"));
  CHECK(kpi::referral_profit_lift({.others = money::of(-1)}).error() == negative("others"));
  CHECK(kpi::referral_profit_lift({.other_hires = -1}).error() == negative("other_hires"));
}

TEST_CASE("relative rate is one rate over the other", "[workforce]") {
  CHECK(kpi::relative_rate(ratio::percent(48), ratio::percent(20)) == 2.4);
  CHECK(kpi::relative_rate(*ratio::of(1, 3), *ratio::of(2, 3)) == 0.5);
  CHECK(kpi::relative_rate(ratio::percent(0), ratio::percent(20)) == 0.0);
  CHECK(kpi::relative_rate(ratio::percent(20), ratio::percent(20)) == 1.0);
}

TEST_CASE("relative rate refuses a rate below zero, and one of zero to compare with", "[workforce]") {
  CHECK(kpi::relative_rate(ratio::percent(-1), ratio::percent(-1)).error() == negative("a"));
  CHECK(kpi::relative_rate(ratio::percent(1), ratio::percent(-1)).error() == negative("b"));
  CHECK(kpi::relative_rate(ratio::percent(-1), ratio::percent(0)).error() == negative("a"));
  CHECK(kpi::relative_rate(ratio::percent(1), ratio::percent(0)).error() == undefined("b"));
}

TEST_CASE("lifts of totals near the limit are finite", "[workforce]") {
  constexpr auto most = count::limit;
  const auto high = kpi::referral_hire_lift({.referred = 1, .referred_hired = most, .others = most, .others_hired = 1});
  REQUIRE(high);
  CHECK(*high == 0x1p122);  // (2^61 − 1)^2, each factor rounded to 2^61
  const auto low = kpi::referral_hire_lift({.referred = most, .referred_hired = 1, .others = 1, .others_hired = most});
  REQUIRE(low);
  CHECK(*low == 0x1p-122);
  CHECK(kpi::relative_rate(*ratio::of(most, 1), *ratio::of(1, most)) == 0x1p122);
}

TEST_CASE("headcounts near the limit divide, and a sum beyond it is reported", "[workforce]") {
  const headcount most{.opening = count::limit};
  CHECK(kpi::employee_retention_rate(most) == ratio::percent(100));
  CHECK(kpi::employee_retention_rate(most + sellers).error() == overflow("opening"));
}

TEST_CASE("workforce keeps its laws", "[workforce][laws]") {
  check_measure_laws(sellers, headcount{3, 1}, headcount{.opening = 1});
  check_measure_laws(early_leavers{10, 3}, early_leavers{4, 1}, early_leavers{.hired = 1});
  check_measure_laws(year, hires{.referred = 1}, hires{.spend = money::cents(1)});
  check_measure_laws(interviews, referral_interviews{1, 2, 3, 4}, referral_interviews{.others = 1});
  check_measure_laws(referral_stays{30, 21}, referral_stays{2, 1}, referral_stays{.pairs = 1});
  check_measure_laws(profit, referral_profit{.others = money::of(1)}, referral_profit{.other_hires = 1});
  for (const headcount& h : {sellers, headcount{7, 0}, headcount{3, 3}}) {
    CHECK(kpi::employee_turnover_rate(h)->complement() == *kpi::employee_retention_rate(h));
    CHECK(*kpi::employee_turnover_rate(h) <= ratio::percent(100));
  }
  CHECK(kpi::referral_hire_lift(interviews + interviews) == kpi::referral_hire_lift(interviews));
}
