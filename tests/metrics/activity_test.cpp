// SPDX-License-Identifier: MIT
#include <kpi/metrics/activity.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::activity;
using kpi::count;

namespace {

/// Five sellers in twenty days.
constexpr activity month{.calls = 4'500,
                         .emails = 3'000,
                         .replies = 240,
                         .meetings = 150,
                         .proposals = 60,
                         .visits = 80,
                         .cadences = 500,
                         .leads_passed = 120,
                         .conversations = 700,
                         .opportunities_worked = 900,
                         .records_maintained = 1'100,
                         .rep_days = 100};

struct daily {
  kpi::result<kpi::average<count>> (*metric)(const activity&) noexcept;
  count activity::*field;
  std::string_view name;
};

constexpr daily each_day[] = {
    {kpi::calls_per_rep_day, &activity::calls, "calls"},
    {kpi::emails_per_rep_day, &activity::emails, "emails"},
    {kpi::replies_per_rep_day, &activity::replies, "replies"},
    {kpi::meetings_per_rep_day, &activity::meetings, "meetings"},
    {kpi::proposals_per_rep_day, &activity::proposals, "proposals"},
    {kpi::visits_per_rep_day, &activity::visits, "visits"},
    {kpi::cadences_per_rep_day, &activity::cadences, "cadences"},
    {kpi::leads_passed_per_rep_day, &activity::leads_passed, "leads_passed"},
    {kpi::conversations_per_rep_day, &activity::conversations, "conversations"},
    {kpi::opportunities_worked_per_rep_day, &activity::opportunities_worked, "opportunities_worked"},
    {kpi::records_maintained_per_rep_day, &activity::records_maintained, "records_maintained"},
};

static_assert(*kpi::calls_per_rep_day(month) == kpi::average<count>{45, 1}, "usable at compile time");

}  // namespace

TEST_CASE("activity per rep day is what was done over the days worked", "[activity]") {
  CHECK(kpi::calls_per_rep_day(month) == kpi::average<count>{45, 1});
  CHECK(kpi::emails_per_rep_day(month) == kpi::average<count>{30, 1});
  CHECK(kpi::replies_per_rep_day(month) == kpi::average<count>{24, 10});
  CHECK(kpi::meetings_per_rep_day(month) == kpi::average<count>{15, 10});
  CHECK(kpi::proposals_per_rep_day(month) == kpi::average<count>{6, 10});
  CHECK(kpi::visits_per_rep_day(month) == kpi::average<count>{8, 10});
  CHECK(kpi::cadences_per_rep_day(month) == kpi::average<count>{5, 1});
  CHECK(kpi::leads_passed_per_rep_day(month) == kpi::average<count>{12, 10});
  CHECK(kpi::conversations_per_rep_day(month) == kpi::average<count>{7, 1});
  CHECK(kpi::opportunities_worked_per_rep_day(month) == kpi::average<count>{9, 1});
  CHECK(kpi::records_maintained_per_rep_day(month) == kpi::average<count>{11, 1});
}

TEST_CASE("activity per rep day keeps what it was made of", "[activity]") {
  for (const auto& [metric, field, name] : each_day) {
    const auto mean = metric(month);
    REQUIRE(mean);
    CHECK(mean->total() == month.*field);
    CHECK(mean->count() == 100);
  }
}

TEST_CASE("activity per rep day is undefined, not zero, without days worked", "[activity]") {
  for (const auto& [metric, field, name] : each_day) {
    activity a;
    CHECK(metric(a).error() == undefined("rep_days"));
    a.*field = 1;
    CHECK(metric(a).error() == undefined("rep_days"));
  }
}

TEST_CASE("activity per rep day refuses overflow before a negative count, and both before no days", "[activity]") {
  for (const auto& [metric, field, name] : each_day) {
    activity a;
    a.*field = -1;
    CHECK(metric(a).error() == negative(name));
    a.rep_days = -1;
    CHECK(metric(a).error() == negative(name));
    a.rep_days = too_many;
    CHECK(metric(a).error() == overflow("rep_days"));
    a.*field = too_many;
    CHECK(metric(a).error() == overflow(name));
  }
}

TEST_CASE("activity per rep day reads only its own fields", "[activity]") {
  for (const auto& [metric, field, name] : each_day) {
    activity a{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, too_many, 2};
    a.*field = 3;
    CHECK(metric(a) == kpi::average<count>{3, 2});
  }
}

TEST_CASE("reply rate is replies over emails", "[activity]") {
  CHECK(kpi::reply_rate(month) == kpi::ratio::percent(8));
  CHECK(kpi::reply_rate({.emails = 2, .replies = 3}) == kpi::ratio::percent(150));
  CHECK(kpi::reply_rate({}).error() == undefined("emails"));
  CHECK(kpi::reply_rate({.replies = 1}).error() == undefined("emails"));
  CHECK(kpi::reply_rate({.emails = -1, .replies = too_many}).error() == overflow("replies"));
  CHECK(kpi::reply_rate({.emails = -1, .replies = -1}).error() == negative("emails"));
  CHECK(kpi::reply_rate({.calls = -1, .emails = 4, .replies = 1, .rep_days = too_many}) == kpi::ratio::percent(25));
}

TEST_CASE("activity near the limit divides, and a sum beyond it is reported", "[activity]") {
  const activity most{.calls = count::limit, .rep_days = 1};
  CHECK(kpi::calls_per_rep_day(most)->total() == count::limit);
  CHECK(kpi::calls_per_rep_day(most + month).error() == overflow("calls"));
}

TEST_CASE("activity keeps its laws", "[activity][laws]") {
  check_measure_laws(month, activity{.emails = 3, .rep_days = 2}, activity{.calls = 1, .records_maintained = 7});
  for (const auto& [metric, field, name] : each_day) CHECK(*metric(month + month) == *metric(month));
}
