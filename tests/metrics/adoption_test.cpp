// SPDX-License-Identifier: MIT
#include <kpi/metrics/adoption.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::adoption;
using kpi::count;
using kpi::record_quality;
using kpi::team;

namespace {

constexpr adoption dialler{.active = 36, .licensed = 48};
constexpr record_quality accounts{.complete = 900, .accurate = 1'080, .total = 1'200};
constexpr team region{.reps = 40, .managers = 5};

static_assert(*kpi::tool_adoption_rate(dialler) == kpi::ratio::percent(75), "usable at compile time");
static_assert(*kpi::span_of_control(region) == kpi::average<count>{8, 1});

}  // namespace

TEST_CASE("tool adoption rate is active users over licences", "[adoption]") {
  const auto rate = kpi::tool_adoption_rate(dialler);
  REQUIRE(rate);
  CHECK(rate->numerator() == 36);
  CHECK(rate->denominator() == 48);
  CHECK(kpi::tool_adoption_rate({}).error() == undefined("licensed"));
}

TEST_CASE("tool adoption rate refuses overflow, negative, more users than licences, in this order", "[adoption]") {
  CHECK(kpi::tool_adoption_rate({.active = -1, .licensed = too_many}).error() == overflow("licensed"));
  CHECK(kpi::tool_adoption_rate({.active = -1, .licensed = -2}).error() == negative("active"));
  CHECK(kpi::tool_adoption_rate({.active = 2, .licensed = -1}).error() == negative("licensed"));
  CHECK(kpi::tool_adoption_rate({.active = 1}).error() == inconsistent("active"));
}

TEST_CASE("data completeness and accuracy are each over all records", "[adoption]") {
  CHECK(kpi::data_completeness(accounts) == kpi::ratio::percent(75));
  CHECK(kpi::data_accuracy(accounts) == kpi::ratio::percent(90));
  CHECK(kpi::data_completeness({}).error() == undefined("total"));
  CHECK(kpi::data_accuracy({}).error() == undefined("total"));
}

TEST_CASE("data quality refuses overflow, negative, a part above the whole, in this order", "[adoption]") {
  CHECK(kpi::data_completeness({.complete = -1, .total = too_many}).error() == overflow("total"));
  CHECK(kpi::data_completeness({.complete = -1, .total = -2}).error() == negative("complete"));
  CHECK(kpi::data_completeness({.complete = 1}).error() == inconsistent("complete"));
  CHECK(kpi::data_accuracy({.accurate = too_many, .total = -1}).error() == overflow("accurate"));
  CHECK(kpi::data_accuracy({.accurate = -1}).error() == negative("accurate"));
  CHECK(kpi::data_accuracy({.accurate = 3, .total = 2}).error() == inconsistent("accurate"));
}

TEST_CASE("data quality reads only its own fields", "[adoption]") {
  CHECK(kpi::data_completeness({.complete = 1, .accurate = -1, .total = 4}) == kpi::ratio::percent(25));
  CHECK(kpi::data_accuracy({.complete = too_many, .accurate = 1, .total = 4}) == kpi::ratio::percent(25));
}

TEST_CASE("managers per rep and span of control are inverse to each other", "[adoption]") {
  const auto managers = kpi::managers_per_rep(region);
  const auto span = kpi::span_of_control(region);
  REQUIRE(managers);
  REQUIRE(span);
  CHECK(managers->to_double() == 0.125);
  CHECK(span->to_double() == 8.0);
  CHECK(managers->total() == span->count());
  CHECK(managers->count() == span->total());
}

TEST_CASE("a team is undefined where it has nobody to divide by", "[adoption]") {
  CHECK(kpi::managers_per_rep({}).error() == undefined("reps"));
  CHECK(kpi::managers_per_rep({.managers = 1}).error() == undefined("reps"));
  CHECK(kpi::span_of_control({.reps = 1}).error() == undefined("managers"));
}

TEST_CASE("a team refuses overflow before a negative count, and both before nobody", "[adoption]") {
  for (const auto metric : {kpi::managers_per_rep, kpi::span_of_control}) {
    CHECK(metric({.reps = -1, .managers = too_many}).error() == overflow("managers"));
    CHECK(metric({.reps = -1, .managers = -1}).error() == negative("reps"));
    CHECK(metric({.reps = 0, .managers = -1}).error() == negative("managers"));
  }
}

TEST_CASE("counts near the limit divide, and a sum beyond it is reported", "[adoption]") {
  const team most{.reps = count::limit, .managers = 1};
  CHECK(kpi::span_of_control(most)->total() == count::limit);
  CHECK(kpi::span_of_control(most + region).error() == overflow("reps"));
}

TEST_CASE("adoption, records and teams keep their laws", "[adoption][laws]") {
  check_measure_laws(dialler, adoption{1, 2}, adoption{.licensed = 9});
  check_measure_laws(accounts, record_quality{1, 2, 3}, record_quality{.total = 9});
  check_measure_laws(region, team{1, 2}, team{.managers = 9});
  CHECK(*kpi::tool_adoption_rate(dialler + dialler) == *kpi::tool_adoption_rate(dialler));
  CHECK(*kpi::data_accuracy(accounts) <= kpi::ratio::percent(100));
}
