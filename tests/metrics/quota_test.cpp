// SPDX-License-Identifier: MIT
#include <kpi/metrics/quota.hpp>

#include "../support.hpp"

#include <vector>

using namespace kpi_test;
using kpi::money;
using kpi::quota_result;
using kpi::streak;

namespace {

constexpr quota_result met{.sales = money::of(120), .quota = money::of(100)};
constexpr quota_result missed{.sales = money::of(80), .quota = money::of(100)};
constexpr quota_result no_quota{.sales = money::of(50)};

constexpr quota_result half_year[] = {met, met, missed, met, met, met};

static_assert(*kpi::quota_attainment(met) == kpi::ratio::percent(120), "usable at compile time");
static_assert(*kpi::mean_quota_attainment(half_year) > 1);
static_assert(kpi::mean_quota_attainment({}).error() == undefined("sellers"));
static_assert((*kpi::quota_consistency(half_year)).longest == 3);
static_assert(!kpi::measure<streak> && !kpi::input_set<streak>, "runs do not add");
static_assert(std::is_aggregate_v<streak> && std::is_trivially_copyable_v<streak>);

streak of(const std::vector<quota_result>& months) {
  const auto s = kpi::quota_consistency(months);
  REQUIRE(s);
  return *s;
}

}  // namespace

TEST_CASE("quota attainment is sales over quota", "[quota]") {
  CHECK(kpi::quota_attainment({.sales = money::of(58'000), .quota = money::of(100'000)}) == kpi::ratio::percent(58));
  CHECK(kpi::quota_attainment(met) == kpi::ratio::percent(120));
  CHECK(kpi::quota_attainment({.quota = money::of(1)}) == kpi::ratio::percent(0));
}

TEST_CASE("quota attainment of a team is the sum of sales over the sum of quotas", "[quota]") {
  const quota_result large{.sales = money::of(100'000), .quota = money::of(100'000)};
  const quota_result small{.sales = money::of(5'000), .quota = money::of(10'000)};
  CHECK(kpi::quota_attainment(large + small) == kpi::ratio::of(105, 110));
}

TEST_CASE("quota attainment is undefined, not zero, without a quota", "[quota]") {
  CHECK(kpi::quota_attainment({}).error() == undefined("quota"));
  CHECK(kpi::quota_attainment(no_quota).error() == undefined("quota"));
}

TEST_CASE("quota attainment refuses overflow before a negative amount, and both before no quota", "[quota]") {
  CHECK(kpi::quota_attainment({.sales = money::of(-1), .quota = too_much}).error() == overflow("quota"));
  CHECK(kpi::quota_attainment({.sales = money::of(-1), .quota = money::of(-1)}).error() == negative("sales"));
  CHECK(kpi::quota_attainment({.sales = money::of(-1)}).error() == negative("sales"));
  CHECK(kpi::quota_attainment({.quota = money::of(-1)}).error() == negative("quota"));
}

TEST_CASE("mean quota attainment weighs every seller alike", "[quota]") {
  const std::vector<quota_result> sellers{{.sales = money::of(100'000), .quota = money::of(100'000)},
                                          {.sales = money::of(5'000), .quota = money::of(10'000)}};
  CHECK(kpi::mean_quota_attainment(sellers) == (1.0 + 0.5) / 2);
  CHECK(kpi::mean_quota_attainment(std::vector<quota_result>{met}) == 1.2);
}

TEST_CASE("mean quota attainment refuses what its first bad seller has, and nobody at all", "[quota]") {
  const quota_result below_zero{.sales = money::of(-1), .quota = money::of(1)};
  const quota_result beyond{.sales = too_much, .quota = money::of(1)};
  CHECK(kpi::mean_quota_attainment({}).error() == undefined("sellers"));
  CHECK(kpi::mean_quota_attainment(std::vector{met, no_quota, beyond}).error() == undefined("quota"));
  CHECK(kpi::mean_quota_attainment(std::vector{met, below_zero, no_quota}).error() == negative("sales"));
  CHECK(kpi::mean_quota_attainment(std::vector{beyond, below_zero}).error() == overflow("sales"));
}

TEST_CASE("quota consistency counts months in a row, met and missed", "[quota]") {
  CHECK(of({met, met, missed, met}) ==
        streak{.current = 1, .longest = 2, .missed_longest = 1, .attained = 3, .months = 4});
  CHECK(of({met, met, met, missed, missed}) ==
        streak{.longest = 3, .missed_current = 2, .missed_longest = 2, .attained = 3, .months = 5});
  CHECK(of({missed, missed, met, missed}) ==
        streak{.longest = 1, .missed_current = 1, .missed_longest = 2, .attained = 1, .months = 4});
  CHECK(of({met}) == streak{.current = 1, .longest = 1, .attained = 1, .months = 1});
}

TEST_CASE("a month without quota ends both runs and is counted in neither", "[quota]") {
  CHECK(of({met, no_quota, met}) == streak{.current = 1, .longest = 1, .attained = 2, .months = 2, .without_quota = 1});
  CHECK(of({missed, no_quota, missed}) ==
        streak{.missed_current = 1, .missed_longest = 1, .months = 2, .without_quota = 1});
  CHECK(of({met, met, no_quota}) == streak{.longest = 2, .attained = 2, .months = 2, .without_quota = 1});
  CHECK(of({{}, no_quota}) == streak{.without_quota = 2});
}

TEST_CASE("quota is met on the exact amount and by nothing less", "[quota]") {
  const money quota = money::of(1'000'000'000);
  const money one_short = quota - money::ten_thousandths(1);
  CHECK(of({{.sales = quota, .quota = quota}}).attained == 1);
  CHECK(of({{.sales = one_short, .quota = quota}}).attained == 0);
}

TEST_CASE("no months at all are a streak of zeros", "[quota]") { CHECK(of({}) == streak{}); }

TEST_CASE("quota consistency refuses a bad amount in any month", "[quota]") {
  const quota_result below_zero{.sales = money::of(-1), .quota = money::of(-1)};
  const quota_result beyond{.sales = money::of(-1), .quota = too_much};
  CHECK(kpi::quota_consistency(std::vector{met, below_zero, beyond}).error() == negative("sales"));
  CHECK(kpi::quota_consistency(std::vector{met, beyond, below_zero}).error() == overflow("quota"));
  CHECK(kpi::quota_consistency(std::vector{quota_result{.quota = money::of(-1)}}).error() == negative("quota"));
}

TEST_CASE("quota amounts near the limit are still compared exactly", "[quota]") {
  const money most = money::ten_thousandths(money::limit);
  const money nearly = most - money::ten_thousandths(1);
  CHECK(*kpi::quota_attainment({.sales = nearly, .quota = most}) < kpi::ratio::percent(100));
  CHECK(of({{.sales = nearly, .quota = most}}).attained == 0);
  CHECK(kpi::quota_attainment(quota_result{most, most} + quota_result{money::of(1), {}}).error() == overflow("sales"));
}

TEST_CASE("quota results keep their laws", "[quota][laws]") {
  check_measure_laws(met, missed, no_quota);
  CHECK(*kpi::quota_attainment(met + met) == *kpi::quota_attainment(met));
  for (const std::vector<quota_result>& months :
       {std::vector{met, no_quota, missed, met, met, missed}, std::vector{missed, missed, no_quota, met},
        std::vector{no_quota, met, met, met}, std::vector<quota_result>{}}) {
    const streak s = of(months);
    CHECK(s.months + s.without_quota == kpi::count(months.size()));
    CHECK(s.current <= s.longest);
    CHECK(s.longest <= s.attained);
    CHECK(s.missed_current <= s.missed_longest);
    CHECK(s.missed_longest <= s.months - s.attained);
    CHECK((s.current == 0 || s.missed_current == 0));
  }
}
