// SPDX-License-Identifier: MIT
#include <kpi/metrics/productivity.hpp>

#include "../support.hpp"

#include <vector>

using namespace kpi_test;
using namespace date::literals;
using date::months;
using date::sys_days;
using kpi::money;
using kpi::productivity;
using kpi::quota_result;
using kpi::rep_sales;

namespace {

constexpr productivity first_team{.revenue = money::of(100'000), .sellers = 10};
constexpr productivity second_team{.revenue = money::of(60'000), .sellers = 4};

static_assert(*kpi::sales_productivity(first_team) == kpi::average<money>{money::of(10'000), 1});
static_assert(!kpi::measure<rep_sales> && kpi::input_set<rep_sales>, "a record of one seller does not add");
static_assert(std::is_aggregate_v<rep_sales> && std::is_trivially_copyable_v<rep_sales>);

using kpi::detail::completed_months;
static_assert(completed_months(2023_y / 1 / 31, 2023_y / 2 / 27) == 0);
static_assert(completed_months(2023_y / 1 / 31, 2023_y / 2 / 28) == 1);
static_assert(completed_months(2023_y / 1 / 31, 2023_y / 3 / 30) == 1);
static_assert(completed_months(2023_y / 1 / 31, 2023_y / 3 / 31) == 2);

constexpr quota_result share_of_quota(int percent) { return {.sales = money::of(percent), .quota = money::of(100)}; }
constexpr quota_result ramp[] = {share_of_quota(20), share_of_quota(45), share_of_quota(80), share_of_quota(95)};
static_assert(*kpi::ramp_time(ramp, kpi::ratio::percent(80)) == 3);

const std::vector<months> half_a_year_and_a_year{months{6}, months{12}};

/// The band, counted from 0, in which a seller is who was hired on a day.
std::size_t band_of(sys_days hired, sys_days as_of, const std::vector<months>& bounds = half_a_year_and_a_year) {
  const auto bands = kpi::productivity_by_tenure(std::vector{rep_sales{.hired = hired}}, as_of, bounds);
  REQUIRE(bands);
  for (std::size_t i = 0; i < bands->size(); ++i)
    if ((*bands)[i].both.sellers == 1) return i;
  FAIL("the seller is in no band");
  return 0;
}

auto ramp_to(int percent, const std::vector<quota_result>& by_month) {
  return kpi::ramp_time(by_month, kpi::ratio::percent(percent));
}

}  // namespace

TEST_CASE("sales productivity is revenue over sellers", "[productivity]") {
  const auto mean = kpi::sales_productivity({.revenue = money::of(100'000), .sellers = 10});
  REQUIRE(mean);
  CHECK(mean->total() == money::of(100'000));
  CHECK(mean->count() == 10);
  CHECK(mean->to_double() == 10'000.0);
}

TEST_CASE("sales productivity of two teams weighs them by their sellers", "[productivity]") {
  const auto mean = kpi::sales_productivity(first_team + second_team);
  REQUIRE(mean);
  CHECK(mean->total() == money::of(160'000));
  CHECK(mean->count() == 14);
}

TEST_CASE("sales productivity is undefined, not zero, without sellers", "[productivity]") {
  CHECK(kpi::sales_productivity({}).error() == undefined("sellers"));
  CHECK(kpi::sales_productivity({.revenue = money::of(1)}).error() == undefined("sellers"));
}

TEST_CASE("sales productivity refuses overflow before a negative field", "[productivity]") {
  CHECK(kpi::sales_productivity({.revenue = money::of(-1), .sellers = too_many}).error() == overflow("sellers"));
  CHECK(kpi::sales_productivity({.revenue = money::of(-1), .sellers = -1}).error() == negative("revenue"));
  CHECK(kpi::sales_productivity({.revenue = money::of(-1)}).error() == negative("revenue"));
  CHECK(kpi::sales_productivity({.sellers = -1}).error() == negative("sellers"));
}

TEST_CASE("sales productivity near the limit divides, and a sum beyond it is reported", "[productivity]") {
  const productivity most{.revenue = money::ten_thousandths(money::limit), .sellers = 1};
  CHECK(kpi::sales_productivity(most)->total() == most.revenue);
  CHECK(kpi::sales_productivity(most + first_team).error() == overflow("revenue"));
}

TEST_CASE("tenure bands hold what their sellers sold, and pool their quotas", "[productivity]") {
  const std::vector<rep_sales> reps{
      {.hired = 2024_y / 3 / 1, .new_business = money::of(10), .upsell = money::of(1), .quota = money::of(40)},
      {.hired = 2024_y / 2 / 1, .new_business = money::of(20), .quota = money::of(60)},
      {.hired = 2020_y / 1 / 1, .new_business = money::of(50), .upsell = money::of(30), .quota = money::of(100)}};
  const auto bands = kpi::productivity_by_tenure(reps, 2024_y / 6 / 30, half_a_year_and_a_year);
  REQUIRE(bands);
  REQUIRE(bands->size() == 3);

  const auto& young = (*bands)[0];
  CHECK(young.from == months{0});
  CHECK(young.to == months{6});
  CHECK(young.new_business == productivity{money::of(10 + 20), 2});
  CHECK(young.upsell == productivity{money::of(1), 2});
  CHECK(young.both == productivity{money::of(11 + 20), 2});
  CHECK(young.quota == quota_result{money::of(11 + 20), money::of(40 + 60)});
  CHECK(kpi::quota_attainment(young.quota) == kpi::ratio::percent(31));

  const auto& empty = (*bands)[1];
  CHECK(empty.from == months{6});
  CHECK(empty.to == months{12});
  CHECK(empty.both == productivity{});
  CHECK(kpi::sales_productivity(empty.both).error() == undefined("sellers"));

  const auto& old = (*bands)[2];
  CHECK(old.from == months{12});
  CHECK(!old.to);
  CHECK(old.new_business == productivity{money::of(50), 1});
  CHECK(old.upsell == productivity{money::of(30), 1});
  CHECK(kpi::sales_productivity(old.both) == kpi::average<money>{money::of(80), 1});
  CHECK(kpi::quota_attainment(old.quota) == kpi::ratio::percent(80));
}

TEST_CASE("tenure is counted in completed calendar months", "[productivity]") {
  CHECK(band_of(2023_y / 12 / 31, 2024_y / 6 / 30) == 1);
  CHECK(band_of(2024_y / 1 / 1, 2024_y / 6 / 30) == 0);
  CHECK(band_of(2024_y / 1 / 1, 2024_y / 7 / 1) == 1);
  CHECK(band_of(2024_y / 6 / 30, 2024_y / 6 / 30) == 0);
  CHECK(band_of(2023_y / 7 / 1, 2024_y / 6 / 30) == 1);
  CHECK(band_of(2023_y / 7 / 1, 2024_y / 7 / 1) == 2);
}

TEST_CASE("a month that is too short is complete on its last day", "[productivity]") {
  const std::vector<months> one{months{1}};
  CHECK(band_of(2023_y / 1 / 31, 2023_y / 2 / 27, one) == 0);
  CHECK(band_of(2023_y / 1 / 31, 2023_y / 2 / 28, one) == 1);
  CHECK(band_of(2024_y / 1 / 30, 2024_y / 2 / 28, one) == 0);
  CHECK(band_of(2024_y / 1 / 30, 2024_y / 2 / 29, one) == 1);
  CHECK(band_of(2024_y / 2 / 29, 2025_y / 2 / 27) == 1);
  CHECK(band_of(2024_y / 2 / 29, 2025_y / 2 / 28) == 2);
}

TEST_CASE("bands begin at zero, whatever the bounds", "[productivity]") {
  const auto size = [](const std::vector<months>& bounds) {
    const auto bands = kpi::productivity_by_tenure({}, 2024_y / 1 / 1, bounds);
    REQUIRE(bands);
    CHECK(bands->front().from == months{0});
    CHECK(!bands->back().to);
    for (std::size_t i = 1; i < bands->size(); ++i) CHECK((*bands)[i - 1].to == (*bands)[i].from);
    return bands->size();
  };
  CHECK(size({}) == 1);
  CHECK(size({months{0}}) == 1);
  CHECK(size({months{6}}) == 2);
  CHECK(size({months{0}, months{6}}) == 2);
  CHECK(size({months{3}, months{6}, months{12}}) == 4);
}

TEST_CASE("productivity by tenure refuses bounds that do not rise from zero or above", "[productivity]") {
  const auto with = [](const std::vector<months>& bounds) {
    return kpi::productivity_by_tenure({}, 2024_y / 1 / 1, bounds).error();
  };
  CHECK(with({months{-1}}) == invalid("bounds"));
  CHECK(with({months{-2}, months{-1}}) == invalid("bounds"));
  CHECK(with({months{6}, months{6}}) == invalid("bounds"));
  CHECK(with({months{0}, months{0}}) == invalid("bounds"));
  CHECK(with({months{6}, months{3}}) == invalid("bounds"));
  CHECK(with({months{6}, months{0}}) == invalid("bounds"));
}

TEST_CASE("productivity by tenure refuses what its first bad seller has", "[productivity]") {
  const auto with = [](const std::vector<rep_sales>& reps) {
    return kpi::productivity_by_tenure(reps, 2024_y / 1 / 1, half_a_year_and_a_year).error();
  };
  const rep_sales good{.hired = 2023_y / 1 / 1, .new_business = money::of(1)};
  CHECK(with({good, {.hired = 2024_y / 1 / 2}}) == inconsistent("hired"));
  CHECK(with({{.hired = 2024_y / 1 / 2, .quota = money::of(-1)}}) == negative("quota"));
  CHECK(with({{.new_business = money::of(-1), .upsell = money::of(-1)}}) == negative("new_business"));
  CHECK(with({{.new_business = money::of(-1), .upsell = too_much}}) == overflow("upsell"));
  CHECK(with({good, {.upsell = money::of(-1)}, {.upsell = too_much}}) == negative("upsell"));
}

TEST_CASE("productivity by tenure refuses days outside the calendar", "[productivity]") {
  const sys_days too_early{date::days{INT32_MIN}};
  const sys_days too_late{date::days{INT32_MAX}};
  CHECK(kpi::productivity_by_tenure({}, too_early, {}).error() == invalid("as_of"));
  CHECK(kpi::productivity_by_tenure({}, too_late, std::vector{months{-1}}).error() == invalid("as_of"));
  CHECK(kpi::productivity_by_tenure({}, sys_days{9999_y / 12 / 31} + date::days{1}, {}).error() == invalid("as_of"));
  CHECK(kpi::productivity_by_tenure({}, 1_y / 1 / 1, {}));
  const std::vector<rep_sales> ancient{{.hired = too_early}};
  CHECK(kpi::productivity_by_tenure(ancient, 2024_y / 1 / 1, {}).error() == invalid("hired"));
  const std::vector<rep_sales> future{{.hired = too_late}};
  CHECK(kpi::productivity_by_tenure(future, 2024_y / 1 / 1, {}).error() == inconsistent("hired"));
  CHECK(band_of(1_y / 1 / 1, 9999_y / 12 / 31) == 2);
}

TEST_CASE("a sum beyond the range marks its own band only", "[productivity]") {
  const std::vector<rep_sales> reps{
      {.hired = 2024_y / 1 / 1, .new_business = money::ten_thousandths(money::limit), .upsell = money::of(1)},
      {.hired = 2020_y / 1 / 1, .new_business = money::of(7)}};
  const auto bands = kpi::productivity_by_tenure(reps, 2024_y / 1 / 1, half_a_year_and_a_year);
  REQUIRE(bands);
  CHECK(kpi::sales_productivity((*bands)[0].both).error() == overflow("revenue"));
  CHECK(kpi::sales_productivity((*bands)[0].upsell) == kpi::average<money>{money::of(1), 1});
  CHECK(kpi::sales_productivity((*bands)[2].both) == kpi::average<money>{money::of(7), 1});
}

TEST_CASE("tenure bands add up to the whole team, however they are cut", "[productivity][laws]") {
  const std::vector<rep_sales> reps{
      {.hired = 2024_y / 3 / 1, .new_business = money::of(10), .upsell = money::of(1), .quota = money::of(40)},
      {.hired = 2023_y / 8 / 1, .new_business = money::of(20), .upsell = money::of(2), .quota = money::of(60)},
      {.hired = 2020_y / 1 / 1, .new_business = money::of(50), .upsell = money::of(4), .quota = money::of(100)}};
  for (const auto& bounds :
       {std::vector<months>{}, half_a_year_and_a_year, std::vector{months{0}, months{1}, months{9}, months{600}}}) {
    const auto bands = kpi::productivity_by_tenure(reps, 2024_y / 6 / 30, bounds);
    REQUIRE(bands);
    productivity both;
    quota_result quota;
    for (const auto& band : *bands) {
      CHECK(band.new_business.revenue + band.upsell.revenue == band.both.revenue);
      both += band.both;
      quota += band.quota;
    }
    CHECK(both == productivity{money::of(80 + 7), 3});
    CHECK(quota == quota_result{money::of(80 + 7), money::of(200)});
  }
}

TEST_CASE("ramp time is the first month at or above the threshold", "[productivity]") {
  CHECK(ramp_to(80, {std::begin(ramp), std::end(ramp)}) == 3);
  CHECK(ramp_to(50, {share_of_quota(50), share_of_quota(10)}) == 1);
  std::vector<quota_result> year(11, share_of_quota(99));
  year.push_back(share_of_quota(100));
  CHECK(ramp_to(100, year) == 12);
}

TEST_CASE("the ramp threshold is reached exactly or not at all", "[productivity]") {
  const money quota = money::of(3'000'000);
  const money two_thirds = money::of(2'000'000);
  const auto threshold = *kpi::ratio::of(2, 3);
  CHECK(kpi::ramp_time(std::vector{quota_result{two_thirds, quota}}, threshold) == 1);
  CHECK(kpi::ramp_time(std::vector{quota_result{two_thirds - money::ten_thousandths(1), quota}}, threshold).error() ==
        not_reached("threshold"));
}

TEST_CASE("a month without quota cannot reach the threshold and is a month all the same", "[productivity]") {
  const quota_result free_month{.sales = money::of(1'000)};
  CHECK(ramp_to(80, {free_month, share_of_quota(10), share_of_quota(90)}) == 3);
  CHECK(ramp_to(0, {free_month, free_month, share_of_quota(0)}) == 3);
  CHECK(ramp_to(0, {free_month}).error() == not_reached("threshold"));
}

TEST_CASE("ramp time is not reached, and no number, by sellers below the threshold and by no months",
          "[productivity]") {
  CHECK(ramp_to(80, {share_of_quota(79)}).error() == not_reached("threshold"));
  CHECK(ramp_to(80, {}).error() == not_reached("threshold"));
}

TEST_CASE("ramp time refuses a bad month wherever it is, then a negative threshold", "[productivity]") {
  const quota_result below_zero{.sales = money::of(-1), .quota = money::of(-1)};
  const quota_result beyond{.sales = money::of(-1), .quota = too_much};
  CHECK(ramp_to(80, {share_of_quota(90), below_zero, beyond}).error() == negative("sales"));
  CHECK(ramp_to(80, {beyond, below_zero}).error() == overflow("quota"));
  CHECK(ramp_to(-1, {below_zero}).error() == negative("sales"));
  CHECK(ramp_to(-1, {share_of_quota(90)}).error() == negative("threshold"));
  CHECK(ramp_to(-1, {}).error() == negative("threshold"));
}

TEST_CASE("productivity keeps its laws", "[productivity][laws]") {
  check_measure_laws(first_team, second_team, productivity{.sellers = 3});
  CHECK(*kpi::sales_productivity(first_team + first_team) == *kpi::sales_productivity(first_team));
}
