// SPDX-License-Identifier: MIT
#include <kpi/core/measure.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::count;
using kpi::money;

namespace {

struct visits {
  count seen{};
  count bought{};
  money spent{};

  static constexpr void fields(auto f, auto&... v) {
    f("seen", v.seen...);
    f("bought", v.bought...);
    f("spent", v.spent...);
  }
};

struct shop {
  visits weekday{};
  visits weekend{};

  static constexpr void fields(auto f, auto&... s) {
    f("weekday", s.weekday...);
    f("weekend", s.weekend...);
  }
};

struct two_prices {
  money before{};
  money after{};

  static constexpr void inputs(auto f, auto&... p) {
    f("before", p.before...);
    f("after", p.after...);
  }
};

using kpi::operator+=;
using kpi::operator-=;
using kpi::operator+;
using kpi::operator-;
using kpi::operator==;

static_assert(kpi::measure<visits> && kpi::measure<shop> && !kpi::measure<two_prices> && kpi::input_set<two_prices>);
template <class T>
concept adds = requires(T a) {
  a += a;
};
static_assert(adds<visits> && !adds<two_prices>, "inputs that do not add have no operators");

constexpr visits monday{.seen = 10, .bought = 2, .spent = money::of(30)};
constexpr visits tuesday{.seen = 20, .bought = 3, .spent = money::of(45)};

static_assert((monday + tuesday).seen == 30);

}  // namespace

TEST_CASE("a user's struct with a visitor is a measure", "[measure]") {
  check_measure_laws(monday, tuesday, visits{.bought = 1});
  CHECK(monday + tuesday == visits{30, 5, money::of(75)});
  CHECK(monday - tuesday == visits{-10, -1, money::of(-15)});
}

TEST_CASE("measures are equal when every field is", "[measure]") {
  CHECK(monday == visits{10, 2, money::of(30)});
  CHECK_FALSE(monday == visits{11, 2, money::of(30)});
  CHECK_FALSE(monday == visits{10, 3, money::of(30)});
  CHECK_FALSE(monday == visits{10, 2, money::of(31)});
}

TEST_CASE("measures of measures add field by field", "[measure]") {
  const shop a{.weekday = monday};
  const shop b{.weekday = tuesday, .weekend = monday};
  check_measure_laws(a, b, shop{});
  CHECK((a + b).weekday == monday + tuesday);
  CHECK((a + b).weekend == monday);
}

TEST_CASE("checking looks only at the fields read, overflow first, in order of declaration", "[measure]") {
  using kpi::detail::check;
  const visits bad{.seen = -1, .bought = too_many, .spent = money::of(-1)};
  CHECK(check(monday, monday.seen, monday.spent).ok());
  CHECK(check(bad, bad.spent, bad.seen).refusal().value() == negative("seen"));
  CHECK(check(bad, bad.spent).refusal().value() == negative("spent"));
  CHECK(check(bad, bad.seen, bad.bought).refusal().value() == overflow("bought"));
  CHECK(check(bad, kpi::detail::any_sign{bad.spent}).ok());
  const two_prices prices{.before = money::of(-1), .after = money::of(-2)};
  CHECK(check(prices, kpi::detail::any_sign{prices.before}, prices.after).refusal().value() == negative("after"));
}

TEST_CASE("the helpers of formulas name what they refuse", "[measure]") {
  using namespace kpi::detail;
  CHECK(quotient(monday, monday.bought, monday.seen) == kpi::ratio::percent(20));
  CHECK(share_of(monday, monday.bought, monday.seen) == kpi::ratio::percent(20));
  CHECK(mean(monday, monday.spent, monday.bought)->to_double() == 15.0);

  const visits once{.seen = 1, .bought = 1, .spent = money::of(7)};
  CHECK(quotient(once, once.bought, once.seen) == kpi::ratio::percent(100));
  CHECK(share_of(once, once.bought, once.seen) == kpi::ratio::percent(100));
  CHECK(mean(once, once.spent, once.bought)->to_double() == 7.0);
  const visits undone{.seen = 10, .bought = -2, .spent = money::of(-7)};
  CHECK(quotient(undone, undone.bought, undone.seen).error() == negative("bought"));
  CHECK(share_of(undone, undone.bought, undone.seen).error() == negative("bought"));
  CHECK(mean(undone, undone.spent, undone.seen).error() == negative("spent"));

  const visits none{.bought = 2};
  CHECK(quotient(none, none.bought, none.seen).error() == undefined("seen"));
  CHECK(share_of(none, none.bought, none.seen).error() == inconsistent("bought"));
  CHECK(mean(none, none.spent, none.seen).error() == undefined("seen"));
  const visits bad{.seen = -1, .bought = too_many};
  CHECK(share_of(bad, bad.bought, bad.seen).error() == overflow("bought"));
  CHECK(quotient(bad, bad.seen, bad.seen).error() == negative("seen"));

  const checked fine;
  CHECK(fine.ratio<count>({"a", 1}, {"a + b", 4}) == kpi::ratio::percent(25));
  CHECK(fine.ratio<count>({"a", 1}, {"a + b", 0}).error() == undefined("a + b"));
  CHECK(fine.ratio<count>({"a", too_many}, {"a + b", 0}).error() == overflow("a"));
  CHECK(fine.ratio<count>({"a", 1}, {"a + b", too_many}).error() == overflow("a + b"));
  CHECK(fine.average<money>({"a", too_much}, {"n", 0}).error() == overflow("a"));
  CHECK(fine.average<money>({"a", money::of(1)}, {"n", 0}).error() == undefined("n"));
  CHECK(fine.value<money>({"a - b", money::of(-1)}) == money::of(-1));
  CHECK(fine.value<money>({"a - b", too_much}).error() == overflow("a - b"));
  CHECK(fine.where(false, "x").where(false, "y").ratio<count>({"a", 1}, {"b", 0}).error() == inconsistent("x"));
}
