// SPDX-License-Identifier: MIT
#include <kpi/metrics/meetings_and_contracts.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::contract_outcomes;
using kpi::demo_yield;
using kpi::money;

namespace {

static_assert(*kpi::acv_per_demo({.acv_won = money::of(120'000), .demos = 80}) ==
                  kpi::average<money>(money::of(1'500), 1),
              "usable at compile time");
static_assert(*kpi::win_per_contract_sent({.sent = 40, .won = 30}) == kpi::ratio::percent(75));

}  // namespace

TEST_CASE("ACV per demo is the annual value won over the demos", "[acv_per_demo]") {
  const auto yield = kpi::acv_per_demo({.acv_won = money::of(120'000), .demos = 80});
  REQUIRE(yield);
  CHECK(yield->total() == money::of(120'000));
  CHECK(yield->count() == 80);
  CHECK(yield->to_double() == 1500.0);
  CHECK(kpi::acv_per_demo({.demos = 3}) == kpi::average<money>(money{}, 1));
}

TEST_CASE("ACV per demo is undefined, not zero, without demos", "[acv_per_demo]") {
  CHECK(kpi::acv_per_demo({}).error() == undefined("demos"));
  CHECK(kpi::acv_per_demo({.acv_won = money::of(1)}).error() == undefined("demos"));
}

TEST_CASE("ACV per demo refuses overflow before a negative field, and both before no demos", "[acv_per_demo]") {
  CHECK(kpi::acv_per_demo({.acv_won = money::of(-1), .demos = too_many}).error() == overflow("demos"));
  CHECK(kpi::acv_per_demo({.acv_won = too_much, .demos = too_many}).error() == overflow("acv_won"));
  CHECK(kpi::acv_per_demo({.acv_won = money::of(-1), .demos = -1}).error() == negative("acv_won"));
  CHECK(kpi::acv_per_demo({.acv_won = money::of(-1)}).error() == negative("acv_won"));
  CHECK(kpi::acv_per_demo({.acv_won = money::of(1), .demos = -1}).error() == negative("demos"));
}

TEST_CASE("win per contract sent is won over sent", "[win_per_contract_sent]") {
  const auto rate = kpi::win_per_contract_sent({.sent = 40, .won = 30});
  REQUIRE(rate);
  CHECK(rate->numerator() == 30);
  CHECK(rate->denominator() == 40);
}

TEST_CASE("win per contract sent may exceed one, since contracts sent before are won now", "[win_per_contract_sent]") {
  CHECK(kpi::win_per_contract_sent({.sent = 4, .won = 5}) == kpi::ratio::percent(125));
}

TEST_CASE("win per contract sent is undefined, not zero, when none was sent", "[win_per_contract_sent]") {
  CHECK(kpi::win_per_contract_sent({}).error() == undefined("sent"));
  CHECK(kpi::win_per_contract_sent({.won = 2}).error() == undefined("sent"));
}

TEST_CASE("win per contract sent refuses overflow before a negative count, and both before none sent",
          "[win_per_contract_sent]") {
  CHECK(kpi::win_per_contract_sent({.sent = -1, .won = too_many}).error() == overflow("won"));
  CHECK(kpi::win_per_contract_sent({.sent = too_many, .won = too_many}).error() == overflow("sent"));
  CHECK(kpi::win_per_contract_sent({.sent = -1, .won = -1}).error() == negative("sent"));
  CHECK(kpi::win_per_contract_sent({.sent = 0, .won = -1}).error() == negative("won"));
}

TEST_CASE("demos and contracts at the end of the range are exact or reported", "[acv_per_demo]") {
  const demo_yield most{.acv_won = money::ten_thousandths(money::limit), .demos = 1};
  CHECK(kpi::acv_per_demo(most) == kpi::average<money>(money::ten_thousandths(money::limit), 1));
  CHECK(kpi::acv_per_demo(most + most).error() == overflow("acv_won"));
  const contract_outcomes all{.sent = kpi::count::limit, .won = kpi::count::limit};
  CHECK(kpi::win_per_contract_sent(all) == kpi::ratio::percent(100));
  CHECK(kpi::win_per_contract_sent(all + contract_outcomes{.won = 1}).error() == overflow("won"));
}

TEST_CASE("demos and contracts keep their laws", "[acv_per_demo][laws]") {
  check_measure_laws(demo_yield{.acv_won = money::of(7), .demos = 2}, demo_yield{.demos = 1},
                     demo_yield{.acv_won = money::cents(5), .demos = 4});
  const contract_outcomes april{.sent = 10, .won = 4};
  check_measure_laws(april, contract_outcomes{.sent = 1}, contract_outcomes{.won = 9});
  CHECK(*kpi::win_per_contract_sent(april + april) == *kpi::win_per_contract_sent(april));
}
