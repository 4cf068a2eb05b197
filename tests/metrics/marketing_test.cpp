// SPDX-License-Identifier: MIT
#include <kpi/metrics/marketing.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::ad_traffic;
using kpi::lead_cost;
using kpi::money;
using kpi::ratio;
using kpi::social;

namespace {

constexpr lead_cost spring{.spend = money::of(12'000), .leads = 300, .touches = 2'100};
constexpr social posts{.followers = 4'000,
                       .reach = 9'000,
                       .engagements = 450,
                       .posts = 12,
                       .visits = 3'000,
                       .leads = 20,
                       .all_visits = 20'000,
                       .all_leads = 250};

static_assert((*kpi::cost_per_lead(spring)).rounded(kpi::rounding::half_even) == money::of(40),
              "usable at compile time");
static_assert(*kpi::click_through_rate({.impressions = 12'000, .clicks = 240}) == ratio::percent(2));

}  // namespace

TEST_CASE("cost per lead is what was spent over the leads", "[marketing]") {
  const auto cost = kpi::cost_per_lead(spring);
  REQUIRE(cost);
  CHECK(cost->total() == money::of(12'000));
  CHECK(cost->count() == 300);
  CHECK(cost->to_double() == 40.0);
  CHECK(kpi::cost_per_lead({.leads = 3})->to_double() == 0.0);
}

TEST_CASE("touches per lead is how often a lead was in touch", "[marketing]") {
  const auto touches = kpi::touches_per_lead(spring);
  REQUIRE(touches);
  CHECK(touches->total() == 2'100);
  CHECK(touches->count() == 300);
  CHECK(touches->to_double() == 7.0);
}

TEST_CASE("cost and touches per lead are undefined without a lead", "[marketing]") {
  CHECK(kpi::cost_per_lead({}).error() == undefined("leads"));
  CHECK(kpi::cost_per_lead({.spend = money::of(1)}).error() == undefined("leads"));
  CHECK(kpi::touches_per_lead({}).error() == undefined("leads"));
  CHECK(kpi::touches_per_lead({.touches = 1}).error() == undefined("leads"));
}

TEST_CASE("cost per lead refuses overflow before a negative figure, and both before no leads", "[marketing]") {
  CHECK(kpi::cost_per_lead({.spend = money::of(-1), .leads = too_many}).error() == overflow("leads"));
  CHECK(kpi::cost_per_lead({.spend = too_much, .leads = too_many}).error() == overflow("spend"));
  CHECK(kpi::cost_per_lead({.spend = money::of(-1), .leads = -1}).error() == negative("spend"));
  CHECK(kpi::cost_per_lead({.leads = -1}).error() == negative("leads"));
  CHECK(kpi::cost_per_lead({.spend = money::of(6), .leads = 2, .touches = too_many})->to_double() == 3.0);
}

TEST_CASE("touches per lead refuses overflow before a negative count, and both before no leads", "[marketing]") {
  CHECK(kpi::touches_per_lead({.leads = -1, .touches = too_many}).error() == overflow("touches"));
  CHECK(kpi::touches_per_lead({.leads = too_many, .touches = too_many}).error() == overflow("leads"));
  CHECK(kpi::touches_per_lead({.leads = -1, .touches = -1}).error() == negative("leads"));
  CHECK(kpi::touches_per_lead({.touches = -1}).error() == negative("touches"));
  CHECK(kpi::touches_per_lead({.spend = too_much, .leads = 2, .touches = 6})->to_double() == 3.0);
}

TEST_CASE("spending that leaves the range when campaigns are added is reported", "[marketing]") {
  const lead_cost largest{.spend = money::ten_thousandths(money::limit), .leads = kpi::count::limit};
  CHECK(kpi::cost_per_lead(largest)->rounded(kpi::rounding::half_even) == money::ten_thousandths(1));
  CHECK(kpi::cost_per_lead(largest + spring).error() == overflow("spend"));
  CHECK(kpi::touches_per_lead(largest + spring).error() == overflow("leads"));
}

TEST_CASE("click-through rate is the share of impressions that were followed", "[marketing]") {
  CHECK(kpi::click_through_rate({.impressions = 12'000, .clicks = 240}) == ratio::percent(2));
  CHECK(kpi::click_through_rate({.impressions = 5}) == ratio::percent(0));
  CHECK(kpi::click_through_rate({}).error() == undefined("impressions"));
}

TEST_CASE("click-through rate refuses overflow, then a negative count, then more clicks than impressions",
          "[marketing]") {
  CHECK(kpi::click_through_rate({.impressions = -1, .clicks = too_many}).error() == overflow("clicks"));
  CHECK(kpi::click_through_rate({.impressions = -1, .clicks = -1}).error() == negative("impressions"));
  CHECK(kpi::click_through_rate({.clicks = -1}).error() == negative("clicks"));
  CHECK(kpi::click_through_rate({.clicks = 1}).error() == inconsistent("clicks"));
  CHECK(kpi::click_through_rate({.impressions = kpi::count::limit, .clicks = kpi::count::limit}) ==
        ratio::percent(100));
}

TEST_CASE("engagement rate is engagements over reach, and may exceed one", "[marketing]") {
  CHECK(kpi::engagement_rate(posts) == ratio::percent(5));
  CHECK(kpi::engagement_rate({.reach = 2, .engagements = 3}) == ratio::percent(150));
  CHECK(kpi::engagement_rate({}).error() == undefined("reach"));
  CHECK(kpi::engagement_rate({.engagements = 1}).error() == undefined("reach"));
}

TEST_CASE("engagement rate refuses overflow before a negative count, and both before no reach", "[marketing]") {
  CHECK(kpi::engagement_rate({.reach = -1, .engagements = too_many}).error() == overflow("engagements"));
  CHECK(kpi::engagement_rate({.reach = -1, .engagements = -1}).error() == negative("reach"));
  CHECK(kpi::engagement_rate({.engagements = -1}).error() == negative("engagements"));
  CHECK(kpi::engagement_rate({.followers = -1, .reach = 4, .engagements = 1, .posts = too_many, .all_leads = -1}) ==
        ratio::percent(25));
}

TEST_CASE("social shares are parts of the whole site's visits and leads", "[marketing]") {
  CHECK(kpi::social_traffic_share(posts) == ratio::percent(15));
  CHECK(kpi::social_lead_share(posts) == ratio::percent(8));
  CHECK(kpi::social_traffic_share({}).error() == undefined("all_visits"));
  CHECK(kpi::social_lead_share({}).error() == undefined("all_leads"));
}

TEST_CASE("social shares refuse overflow, then a negative count, then a part above its whole", "[marketing]") {
  CHECK(kpi::social_traffic_share({.visits = -1, .all_visits = too_many}).error() == overflow("all_visits"));
  CHECK(kpi::social_traffic_share({.visits = -1, .all_visits = -1}).error() == negative("visits"));
  CHECK(kpi::social_traffic_share({.visits = 1, .all_visits = -1}).error() == negative("all_visits"));
  CHECK(kpi::social_traffic_share({.visits = 1}).error() == inconsistent("visits"));
  CHECK(kpi::social_traffic_share({.visits = 1, .leads = too_many, .all_visits = 4, .all_leads = -1}) ==
        ratio::percent(25));

  CHECK(kpi::social_lead_share({.leads = -1, .all_leads = too_many}).error() == overflow("all_leads"));
  CHECK(kpi::social_lead_share({.leads = -1, .all_leads = -1}).error() == negative("leads"));
  CHECK(kpi::social_lead_share({.leads = 1, .all_leads = -1}).error() == negative("all_leads"));
  CHECK(kpi::social_lead_share({.leads = 1}).error() == inconsistent("leads"));
  CHECK(kpi::social_lead_share({.reach = -1, .visits = too_many, .leads = 1, .all_visits = -1, .all_leads = 4}) ==
        ratio::percent(25));
}

TEST_CASE("marketing measures keep their laws", "[marketing][laws]") {
  check_measure_laws(spring, lead_cost{.spend = money::cents(3), .touches = 1}, lead_cost{.leads = 5});
  check_measure_laws(ad_traffic{.impressions = 9, .clicks = 2}, ad_traffic{.clicks = 1}, ad_traffic{.impressions = 4});
  check_measure_laws(posts, social{.followers = 1, .engagements = 2}, social{.posts = 3, .leads = 4});
  CHECK(*kpi::cost_per_lead(spring + spring) == *kpi::cost_per_lead(spring));
  CHECK(*kpi::touches_per_lead(spring + spring) == *kpi::touches_per_lead(spring));
  CHECK(*kpi::engagement_rate(posts + posts) == *kpi::engagement_rate(posts));
  CHECK(*kpi::social_traffic_share(posts + posts) == *kpi::social_traffic_share(posts));
  CHECK(*kpi::social_lead_share(posts + posts) == *kpi::social_lead_share(posts));
}
