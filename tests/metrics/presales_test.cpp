// SPDX-License-Identifier: MIT
#include <kpi/metrics/presales.hpp>

#include "../support.hpp"

#include <cmath>

using namespace kpi_test;
using kpi::average;
using kpi::closed_sales;
using kpi::money;
using kpi::opportunities;
using kpi::presales_outcomes;
using kpi::presales_value;
using kpi::ratio;

namespace {

constexpr presales_outcomes outcomes{.assisted = {.opened = 70, .won = 30, .lost = 20, .no_decision = 4},
                                     .unassisted = {.opened = 80, .won = 20, .lost = 30, .disqualified = 9}};
constexpr presales_value value{.assisted = {.revenue = money::of(600'000), .deals = 30},
                               .unassisted = {.revenue = money::of(320'000), .deals = 20}};

static_assert(*kpi::presales_win_rate_lift(outcomes) == 1.5, "usable at compile time");
static_assert(*kpi::presales_deal_size_lift(value) == 1.25);

constexpr auto limit = kpi::count::limit;
constexpr money largest = money::ten_thousandths(money::limit);

}  // namespace

TEST_CASE("presales win rates are the decided win rates of the two sides", "[presales]") {
  const auto with = kpi::presales_assisted_win_rate(outcomes);
  REQUIRE(with);
  CHECK(with->numerator() == 30);
  CHECK(with->denominator() == 50);
  CHECK(*with == *kpi::decided_win_rate(outcomes.assisted));
  CHECK(with->complement() == ratio::percent(40));
  CHECK(kpi::presales_unassisted_win_rate(outcomes) == ratio::percent(40));
  CHECK(*kpi::presales_unassisted_win_rate(outcomes) == *kpi::decided_win_rate(outcomes.unassisted));
}

TEST_CASE("presales win rates are undefined, not zero, where nothing was decided", "[presales]") {
  CHECK(kpi::presales_assisted_win_rate({.unassisted = {.won = 1}}).error() ==
        undefined("assisted.won + assisted.lost"));
  CHECK(kpi::presales_unassisted_win_rate({.assisted = {.won = 1}}).error() ==
        undefined("unassisted.won + unassisted.lost"));
}

TEST_CASE("presales win rates refuse what is out of order, naming the side, and read only their own fields",
          "[presales]") {
  CHECK(kpi::presales_assisted_win_rate({.assisted = {.won = -1, .lost = too_many}}).error() ==
        overflow("assisted.lost"));
  CHECK(kpi::presales_assisted_win_rate({.assisted = {.won = -1, .lost = -1}}).error() == negative("assisted.won"));
  CHECK(kpi::presales_assisted_win_rate({.assisted = {.lost = -1}}).error() == negative("assisted.lost"));
  CHECK(kpi::presales_assisted_win_rate({.assisted = {.won = limit, .lost = 1}}).error() ==
        overflow("assisted.won + assisted.lost"));
  CHECK(kpi::presales_assisted_win_rate({.assisted = {.opened = -1, .won = 1, .no_decision = too_many},
                                         .unassisted = {.won = -1}}) == ratio::percent(100));
  CHECK(kpi::presales_unassisted_win_rate({.unassisted = {.won = too_many, .lost = too_many}}).error() ==
        overflow("unassisted.won"));
  CHECK(kpi::presales_unassisted_win_rate({.unassisted = {.won = -1}}).error() == negative("unassisted.won"));
  CHECK(kpi::presales_unassisted_win_rate({.unassisted = {.won = 1, .lost = -1}}).error() ==
        negative("unassisted.lost"));
  CHECK(kpi::presales_unassisted_win_rate({.unassisted = {.won = limit, .lost = 1}}).error() ==
        overflow("unassisted.won + unassisted.lost"));
  CHECK(kpi::presales_unassisted_win_rate({.assisted = {.won = -1}, .unassisted = {.lost = 1}}) == ratio::percent(0));
}

TEST_CASE("presales win rate lift is how many times as often deals are won", "[presales]") {
  CHECK(kpi::presales_win_rate_lift(outcomes) == 1.5);  // 60 % over 40 %
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = 1, .lost = 3}, .unassisted = {.won = 4, .lost = 4}}) == 0.5);
  CHECK(kpi::presales_win_rate_lift({.assisted = {.lost = 3}, .unassisted = {.won = 4}}) == 0.0);
}

TEST_CASE("presales win rate lift is undefined where a rate is missing, or over a rate of zero", "[presales]") {
  CHECK(kpi::presales_win_rate_lift({}).error() == undefined("assisted.won + assisted.lost"));
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = 1}}).error() == undefined("unassisted.won + unassisted.lost"));
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = 1}, .unassisted = {.lost = 1}}).error() ==
        undefined("unassisted.won"));
}

TEST_CASE("presales win rate lift refuses overflow on either side before negative on either side", "[presales]") {
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = -1}, .unassisted = {.lost = too_many}}).error() ==
        overflow("unassisted.lost"));
  CHECK(kpi::presales_win_rate_lift({.assisted = {.lost = too_many}, .unassisted = {.won = too_many}}).error() ==
        overflow("assisted.lost"));
  CHECK(kpi::presales_win_rate_lift({.assisted = {.lost = -1}, .unassisted = {.won = -1}}).error() ==
        negative("assisted.lost"));
  CHECK(kpi::presales_win_rate_lift({.unassisted = {.won = -1, .lost = -1}}).error() == negative("unassisted.won"));
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = limit, .lost = 1}}).error() ==
        overflow("assisted.won + assisted.lost"));
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = 1}, .unassisted = {.won = 1, .lost = limit}}).error() ==
        overflow("unassisted.won + unassisted.lost"));
}

TEST_CASE("presales lifts at the end of the range are finite", "[presales]") {
  CHECK(kpi::presales_win_rate_lift({.assisted = {.won = limit}, .unassisted = {.won = 1, .lost = limit - 1}}) ==
        std::ldexp(1.0, 61));
  CHECK(kpi::presales_deal_size_lift({.assisted = {.revenue = largest, .deals = 1},
                                      .unassisted = {.revenue = money::ten_thousandths(1), .deals = limit}}) ==
        std::ldexp(1.0, 122));
}

TEST_CASE("presales share is the share of the won deals that presales had worked on", "[presales]") {
  const auto rate = kpi::presales_assisted_share(outcomes);
  REQUIRE(rate);
  CHECK(rate->numerator() == 30);
  CHECK(rate->denominator() == 50);
}

TEST_CASE("presales share is undefined when nothing was won and refuses what is out of order", "[presales]") {
  CHECK(kpi::presales_assisted_share({.assisted = {.lost = 1}}).error() == undefined("assisted.won + unassisted.won"));
  CHECK(kpi::presales_assisted_share({.assisted = {.won = -1}, .unassisted = {.won = too_many}}).error() ==
        overflow("unassisted.won"));
  CHECK(kpi::presales_assisted_share({.assisted = {.won = -1}, .unassisted = {.won = -1}}).error() ==
        negative("assisted.won"));
  CHECK(kpi::presales_assisted_share({.unassisted = {.won = -1}}).error() == negative("unassisted.won"));
  CHECK(kpi::presales_assisted_share({.assisted = {.won = 1}, .unassisted = {.won = limit}}).error() ==
        overflow("assisted.won + unassisted.won"));
  CHECK(kpi::presales_assisted_share({.assisted = {.won = 1, .lost = -1}, .unassisted = {.lost = too_many}}) ==
        ratio::percent(100));
}

TEST_CASE("presales deal sizes are the average deal sizes of the two sides", "[presales]") {
  CHECK(kpi::presales_assisted_deal_size(value) == average<money>(money::of(20'000), 1));
  CHECK(kpi::presales_unassisted_deal_size(value) == average<money>(money::of(16'000), 1));
  CHECK(*kpi::presales_assisted_deal_size(value) == *kpi::average_deal_size(value.assisted));
}

TEST_CASE("presales deal sizes are undefined without deals and refuse what is out of order", "[presales]") {
  CHECK(kpi::presales_assisted_deal_size({.unassisted = {.deals = 1}}).error() == undefined("assisted.deals"));
  CHECK(kpi::presales_assisted_deal_size({.assisted = {.revenue = money::of(-1), .deals = too_many}}).error() ==
        overflow("assisted.deals"));
  CHECK(kpi::presales_assisted_deal_size({.assisted = {.revenue = money::of(-1), .deals = -1}}).error() ==
        negative("assisted.revenue"));
  CHECK(kpi::presales_assisted_deal_size({.assisted = {.deals = -1}}).error() == negative("assisted.deals"));
  CHECK(kpi::presales_unassisted_deal_size({.assisted = {.deals = 1}}).error() == undefined("unassisted.deals"));
  CHECK(kpi::presales_unassisted_deal_size({.unassisted = {.revenue = too_much, .deals = -1}}).error() ==
        overflow("unassisted.revenue"));
  CHECK(kpi::presales_unassisted_deal_size({.unassisted = {.revenue = money::of(-1)}}).error() ==
        negative("unassisted.revenue"));
  CHECK(kpi::presales_unassisted_deal_size({.unassisted = {.deals = -1}}).error() == negative("unassisted.deals"));
  CHECK(kpi::presales_unassisted_deal_size({.assisted = {.deals = -1}, .unassisted = {.deals = 1}}) ==
        average<money>(money{}, 1));
}

TEST_CASE("presales deal size lift is how many times as large deals are", "[presales]") {
  CHECK(kpi::presales_deal_size_lift(value) == 1.25);  // 20,000 over 16,000
  CHECK(kpi::presales_deal_size_lift({.assisted = {.deals = 2}, .unassisted = value.unassisted}) == 0.0);
}

TEST_CASE("presales deal size lift is undefined where an average is missing, or over an average of zero",
          "[presales]") {
  CHECK(kpi::presales_deal_size_lift({}).error() == undefined("assisted.deals"));
  CHECK(kpi::presales_deal_size_lift({.assisted = {.deals = 1}}).error() == undefined("unassisted.deals"));
  CHECK(kpi::presales_deal_size_lift({.assisted = {.deals = 1}, .unassisted = {.deals = 1}}).error() ==
        undefined("unassisted.revenue"));
}

TEST_CASE("presales deal size lift refuses overflow on either side before negative on either side", "[presales]") {
  CHECK(kpi::presales_deal_size_lift({.assisted = {.revenue = money::of(-1)}, .unassisted = {.deals = too_many}})
            .error() == overflow("unassisted.deals"));
  CHECK(kpi::presales_deal_size_lift({.assisted = {.deals = too_many}, .unassisted = {.revenue = too_much}}).error() ==
        overflow("assisted.deals"));
  CHECK(kpi::presales_deal_size_lift({.assisted = {.deals = -1}, .unassisted = {.revenue = money::of(-1)}}).error() ==
        negative("assisted.deals"));
  CHECK(kpi::presales_deal_size_lift({.unassisted = {.revenue = money::of(-1), .deals = -1}}).error() ==
        negative("unassisted.revenue"));
}

TEST_CASE("presales keeps its laws", "[presales][laws]") {
  const presales_outcomes others{.assisted = {.opened = 3, .won = 2}, .unassisted = {.opened = 5, .won = 1, .lost = 1}};
  check_measure_laws(outcomes, others, presales_outcomes{.unassisted = {.no_decision = 1, .disqualified = 2}});
  check_measure_laws(value, presales_value{.assisted = {.revenue = money::cents(3), .deals = 1}},
                     presales_value{.unassisted = {.deals = 4}});
  CHECK(*kpi::presales_win_rate_lift(outcomes + outcomes) == *kpi::presales_win_rate_lift(outcomes));
  CHECK(*kpi::presales_deal_size_lift(value + value) == *kpi::presales_deal_size_lift(value));
  // The share of presales and that of the others make up the whole.
  const presales_outcomes swapped{.assisted = outcomes.unassisted, .unassisted = outcomes.assisted};
  CHECK(kpi::presales_assisted_share(outcomes)->complement() == *kpi::presales_assisted_share(swapped));
}
