// SPDX-License-Identifier: MIT
#include <kpi/metrics/outreach.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::count;
using kpi::outreach;

namespace {

constexpr outreach quarter{
    .touches = 700, .contacts_reached = 84, .decision_makers_reached = 100, .booking_touches = 550, .meetings = 50};

static_assert(*kpi::contact_rate(quarter) == kpi::ratio::percent(12), "usable at compile time");

}  // namespace

TEST_CASE("contact rate is persons reached over touches", "[outreach]") {
  const auto rate = kpi::contact_rate(quarter);
  REQUIRE(rate);
  CHECK(rate->numerator() == 84);
  CHECK(rate->denominator() == 700);
  CHECK(kpi::contact_rate({.touches = 2, .contacts_reached = 3}) == kpi::ratio::percent(150));
}

TEST_CASE("touches per decision maker count those of the ones never reached", "[outreach]") {
  const auto mean = kpi::touches_per_decision_maker(quarter);
  REQUIRE(mean);
  CHECK(mean->total() == 700);
  CHECK(mean->count() == 100);
  CHECK(mean->to_double() == 7.0);
}

TEST_CASE("touches per meeting are the further ones, after the decision maker was reached", "[outreach]") {
  CHECK(kpi::touches_per_meeting(quarter) == kpi::average<count>{11, 1});
}

TEST_CASE("outreach is undefined, not zero, where nobody was reached", "[outreach]") {
  CHECK(kpi::contact_rate({}).error() == undefined("touches"));
  CHECK(kpi::touches_per_decision_maker({}).error() == undefined("decision_makers_reached"));
  CHECK(kpi::touches_per_decision_maker({.touches = 9}).error() == undefined("decision_makers_reached"));
  CHECK(kpi::touches_per_meeting({.booking_touches = 9}).error() == undefined("meetings"));
}

TEST_CASE("outreach refuses overflow before a negative count, and both before nothing to divide by", "[outreach]") {
  CHECK(kpi::contact_rate({.touches = -1, .contacts_reached = too_many}).error() == overflow("contacts_reached"));
  CHECK(kpi::contact_rate({.touches = -1, .contacts_reached = -1}).error() == negative("touches"));
  CHECK(kpi::contact_rate({.contacts_reached = -1}).error() == negative("contacts_reached"));
  CHECK(kpi::touches_per_decision_maker({.touches = -1, .decision_makers_reached = too_many}).error() ==
        overflow("decision_makers_reached"));
  CHECK(kpi::touches_per_decision_maker({.touches = -1}).error() == negative("touches"));
  CHECK(kpi::touches_per_meeting({.booking_touches = too_many, .meetings = -1}).error() == overflow("booking_touches"));
  CHECK(kpi::touches_per_meeting({.booking_touches = 1, .meetings = -1}).error() == negative("meetings"));
}

TEST_CASE("outreach metrics read only their own fields", "[outreach]") {
  CHECK(kpi::contact_rate({4, 1, -1, -1, too_many}) == kpi::ratio::percent(25));
  CHECK(kpi::touches_per_decision_maker({4, -1, 1, -1, too_many}) == kpi::average<count>{4, 1});
  CHECK(kpi::touches_per_meeting({-1, -1, too_many, 9, 2}) == kpi::average<count>{9, 2});
}

TEST_CASE("touches near the limit divide, and a sum beyond it is reported", "[outreach]") {
  const outreach most{.touches = count::limit, .decision_makers_reached = 1};
  CHECK(kpi::touches_per_decision_maker(most)->total() == count::limit);
  CHECK(kpi::touches_per_decision_maker(most + quarter).error() == overflow("touches"));
}

TEST_CASE("outreach keeps its laws", "[outreach][laws]") {
  check_measure_laws(quarter, outreach{.touches = 5, .meetings = 1}, outreach{.contacts_reached = 2});
  CHECK(*kpi::contact_rate(quarter + quarter) == *kpi::contact_rate(quarter));
}
