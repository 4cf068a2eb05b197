// SPDX-License-Identifier: MIT
#include <kpi/metrics/satisfaction.hpp>

#include "../support.hpp"

#include <limits>

using namespace kpi_test;
using kpi::count;
using kpi::effort_responses;
using kpi::promoter_responses;
using kpi::satisfaction_responses;

namespace {

constexpr promoter_responses promoter{.promoters = 1};
constexpr promoter_responses passive{.passives = 1};
constexpr promoter_responses detractor{.detractors = 1};

constexpr promoter_responses survey{.promoters = 50, .passives = 30, .detractors = 20};

static_assert(*kpi::net_promoter_score(survey) == kpi::average<count>{30, 1}, "usable at compile time");
static_assert(*promoter_responses::of(9) == promoter);

}  // namespace

TEST_CASE("net promoter score is promoters less detractors for a hundred answers", "[satisfaction]") {
  const auto score = kpi::net_promoter_score(survey);
  REQUIRE(score);
  CHECK(score->total() == 100 * (50 - 20));
  CHECK(score->count() == 50 + 30 + 20);
  CHECK(score->to_double() == 30.0);
}

TEST_CASE("net promoter score goes from minus a hundred to a hundred", "[satisfaction]") {
  CHECK(kpi::net_promoter_score({.promoters = 7}) == kpi::average<count>{100, 1});
  CHECK(kpi::net_promoter_score({.passives = 7}) == kpi::average<count>{0, 1});
  CHECK(kpi::net_promoter_score({.detractors = 7}) == kpi::average<count>{-100, 1});
  CHECK(kpi::net_promoter_score({.promoters = 1, .detractors = 3}) == kpi::average<count>{-50, 1});
}

TEST_CASE("net promoter score is undefined, not zero, when nobody answered", "[satisfaction]") {
  CHECK(kpi::net_promoter_score({}).error() == undefined("promoters + passives + detractors"));
}

TEST_CASE("net promoter score refuses overflow before a negative count", "[satisfaction]") {
  CHECK(kpi::net_promoter_score({.promoters = -1, .detractors = too_many}).error() == overflow("detractors"));
  CHECK(kpi::net_promoter_score({.promoters = too_many, .passives = too_many}).error() == overflow("promoters"));
  CHECK(kpi::net_promoter_score({.passives = -1, .detractors = -1}).error() == negative("passives"));
  CHECK(kpi::net_promoter_score({.promoters = -1}).error() == negative("promoters"));
  CHECK(kpi::net_promoter_score({.detractors = -1}).error() == negative("detractors"));
}

TEST_CASE("net promoter score reports what leaves the range on the way", "[satisfaction]") {
  CHECK(kpi::net_promoter_score({.promoters = count::limit}).error() == overflow("100 * (promoters - detractors)"));
  CHECK(kpi::net_promoter_score({.passives = count::limit, .detractors = 1}).error() ==
        overflow("promoters + passives + detractors"));
  CHECK(kpi::net_promoter_score({.promoters = count::limit / 100}) == kpi::average<count>{100, 1});
}

TEST_CASE("a rating lies in exactly one band", "[satisfaction]") {
  for (int rating = 0; rating <= 6; ++rating) CHECK(promoter_responses::of(rating) == detractor);
  for (const int rating : {7, 8}) CHECK(promoter_responses::of(rating) == passive);
  for (const int rating : {9, 10}) CHECK(promoter_responses::of(rating) == promoter);
}

TEST_CASE("a broken rating is banded without rounding it first", "[satisfaction]") {
  CHECK(promoter_responses::of(6.9) == detractor);
  CHECK(promoter_responses::of(6.999999) == detractor);
  CHECK(promoter_responses::of(7.0) == passive);
  CHECK(promoter_responses::of(8.9) == passive);
  CHECK(promoter_responses::of(9.0) == promoter);
  CHECK(promoter_responses::of(-0.0) == detractor);
}

TEST_CASE("a rating outside the scale is refused", "[satisfaction]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double rating : {-0.1, 10.1, -1.0, 11.0, infinity, -infinity, std::numeric_limits<double>::quiet_NaN()})
    CHECK(promoter_responses::of(rating).error() == invalid("rating"));
}

TEST_CASE("satisfaction is satisfied over all answers, of customers and of employees", "[satisfaction]") {
  CHECK(kpi::customer_satisfaction({.satisfied = 180, .total = 240}) == kpi::ratio::percent(75));
  CHECK(kpi::employee_satisfaction({.satisfied = 33, .total = 40}) == kpi::ratio::of(825, 1000));
}

TEST_CASE("satisfaction refuses overflow, negative, more satisfied than asked, nobody, in this order",
          "[satisfaction]") {
  for (const auto metric : {kpi::customer_satisfaction, kpi::employee_satisfaction}) {
    CHECK(metric({.satisfied = -1, .total = too_many}).error() == overflow("total"));
    CHECK(metric({.satisfied = -1, .total = -2}).error() == negative("satisfied"));
    CHECK(metric({.satisfied = 1, .total = -2}).error() == negative("total"));
    CHECK(metric({.satisfied = 1}).error() == inconsistent("satisfied"));
    CHECK(metric({}).error() == undefined("total"));
  }
}

TEST_CASE("customer effort score is points over answers", "[satisfaction]") {
  CHECK(kpi::customer_effort_score({.points = 440, .responses = 80}) == kpi::average<count>{55, 10});
  CHECK(kpi::customer_effort_score({}).error() == undefined("responses"));
  CHECK(kpi::customer_effort_score({.points = -1, .responses = too_many}).error() == overflow("responses"));
  CHECK(kpi::customer_effort_score({.points = -1, .responses = -1}).error() == negative("points"));
  CHECK(kpi::customer_effort_score({.points = -1}).error() == negative("points"));
}

TEST_CASE("answers keep their laws", "[satisfaction][laws]") {
  check_measure_laws(survey, promoter, detractor + passive);
  check_measure_laws(satisfaction_responses{1, 2}, satisfaction_responses{3, 5}, satisfaction_responses{.total = 1});
  check_measure_laws(effort_responses{440, 80}, effort_responses{3, 1}, effort_responses{.responses = 1});
  CHECK(*kpi::net_promoter_score(survey + survey) == *kpi::net_promoter_score(survey));
  promoter_responses one_of_each;
  for (int rating = 0; rating <= 10; ++rating) one_of_each += *promoter_responses::of(rating);
  CHECK(one_of_each == promoter_responses{.promoters = 2, .passives = 2, .detractors = 7});
}
