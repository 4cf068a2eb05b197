// SPDX-License-Identifier: MIT
#include <kpi/metrics/service.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::count;
using kpi::tickets;

namespace {

constexpr tickets month{
    .opened = 400, .bugs = 60, .how_to = 220, .escalated = 18, .open_escalations = 7, .users = 5'000, .companies = 125};

struct share {
  kpi::result<kpi::ratio> (*metric)(const tickets&) noexcept;
  count tickets::*part;
  std::string_view name;
};

constexpr share shares[] = {{kpi::bug_share, &tickets::bugs, "bugs"},
                            {kpi::how_to_share, &tickets::how_to, "how_to"},
                            {kpi::escalation_rate, &tickets::escalated, "escalated"}};

static_assert(*kpi::bug_share(month) == kpi::ratio::percent(15), "usable at compile time");
static_assert(*kpi::open_escalations({}) == 0);

}  // namespace

TEST_CASE("ticket shares are each over the tickets opened", "[service]") {
  CHECK(kpi::bug_share(month) == kpi::ratio::percent(15));
  CHECK(kpi::how_to_share(month) == kpi::ratio::percent(55));
  CHECK(kpi::escalation_rate(month) == kpi::ratio::of(45, 1000));
  for (const auto& [metric, part, name] : shares) {
    CHECK(metric(month)->numerator() == (month.*part).value());
    CHECK(metric(month)->denominator() == 400);
  }
}

TEST_CASE("ticket shares are undefined, not zero, when no ticket was opened", "[service]") {
  for (const auto& [metric, part, name] : shares) CHECK(metric({}).error() == undefined("opened"));
}

TEST_CASE("ticket shares refuse overflow, negative, a part above the whole, in this order", "[service]") {
  for (const auto& [metric, part, name] : shares) {
    tickets t{.opened = -1};
    t.*part = too_many;
    CHECK(metric(t).error() == overflow(name));
    t.*part = -1;
    CHECK(metric(t).error() == negative("opened"));
    t.opened = 0;
    CHECK(metric(t).error() == negative(name));
    t.*part = 1;
    CHECK(metric(t).error() == inconsistent(name));
  }
}

TEST_CASE("ticket shares read only their own fields", "[service]") {
  for (const auto& [metric, part, name] : shares) {
    tickets t{4, -1, -1, -1, too_many, -1, -1};
    t.*part = 1;
    CHECK(metric(t) == kpi::ratio::percent(25));
  }
}

TEST_CASE("tickets per user and per company are tickets opened over each", "[service]") {
  CHECK(kpi::tickets_per_user(month) == kpi::average<count>{8, 100});
  CHECK(kpi::tickets_per_company(month) == kpi::average<count>{32, 10});
  CHECK(kpi::tickets_per_user({}).error() == undefined("users"));
  CHECK(kpi::tickets_per_company({.opened = 1}).error() == undefined("companies"));
}

TEST_CASE("tickets per user and per company refuse overflow before a negative count", "[service]") {
  CHECK(kpi::tickets_per_user({.opened = -1, .users = too_many}).error() == overflow("users"));
  CHECK(kpi::tickets_per_user({.opened = -1, .users = -1}).error() == negative("opened"));
  CHECK(kpi::tickets_per_user({.opened = 1, .users = -1}).error() == negative("users"));
  CHECK(kpi::tickets_per_company({.opened = too_many, .companies = -1}).error() == overflow("opened"));
  CHECK(kpi::tickets_per_company({.opened = -1}).error() == negative("opened"));
  CHECK(kpi::tickets_per_user({.opened = 4, .bugs = -1, .users = 2, .companies = -1}) == kpi::average<count>{2, 1});
}

TEST_CASE("open escalations are the count itself, which may exceed what was escalated", "[service]") {
  CHECK(kpi::open_escalations(month) == count(7));
  CHECK(kpi::open_escalations({.escalated = 1, .open_escalations = 3}) == count(3));
  CHECK(kpi::open_escalations({}) == count(0));
  CHECK(kpi::open_escalations({.open_escalations = too_many}).error() == overflow("open_escalations"));
  CHECK(kpi::open_escalations({.open_escalations = -1}).error() == negative("open_escalations"));
  CHECK(kpi::open_escalations({.opened = -1, .bugs = too_many}) == count(0));
}

TEST_CASE("tickets near the limit divide, and a sum beyond it is reported", "[service]") {
  const tickets most{.opened = count::limit, .bugs = count::limit, .users = 1};
  CHECK(kpi::bug_share(most) == kpi::ratio::percent(100));
  CHECK(kpi::tickets_per_user(most)->total() == count::limit);
  CHECK(kpi::bug_share(most + month).error() == overflow("opened"));
}

TEST_CASE("tickets keep their laws", "[service][laws]") {
  check_measure_laws(month, tickets{.opened = 3, .bugs = 1}, tickets{.open_escalations = 2, .companies = 5});
  for (const auto& [metric, part, name] : shares) CHECK(*metric(month + month) == *metric(month));
}
