// SPDX-License-Identifier: MIT
#include <kpi/core/average.hpp>
#include <kpi/core/duration.hpp>
#include <kpi/core/money.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::average;
using kpi::days;
using kpi::money;
using kpi::rounding;

static_assert(std::is_trivially_copyable_v<average<money>> && sizeof(average<money>) == 16);
static_assert(!std::is_default_constructible_v<average<money>>, "a forgotten average does not compile");

TEST_CASE("an average keeps its total and its count", "[average]") {
  const auto a = average<money>::of(money::of(100), 3);
  REQUIRE(a);
  CHECK(a->total() == money::of(100));
  CHECK(a->count() == 3);
  CHECK(a->to_double() == 100.0 / 3);
  CHECK(average<days>::of(days(155), 3)->to_double() == 155.0 / 3);
  CHECK(average<kpi::count>::of(7, 2)->to_double() == 3.5);
  CHECK(average<kpi::count>::of(7, 1)->to_double() == 7);
  CHECK(average<kpi::seconds>::of(kpi::seconds(90), 4)->to_double() == 22.5);
}

TEST_CASE("an average of nothing is undefined", "[average]") {
  CHECK(average<money>::of(money::of(1), 0).error() == undefined("count"));
  CHECK(average<money>::of(money::of(1), -1).error() == undefined("count"));
  CHECK(average<money>::of(too_much, 0).error() == overflow("total"));
  CHECK(average<money>::of(money::of(1), too_many).error() == overflow("count"));
}

TEST_CASE("an average is rounded when it is asked to be, as named", "[average]") {
  constexpr average<money> third{money::of(100), 3};
  CHECK(third.rounded(rounding::half_even) == money::ten_thousandths(333'333));
  CHECK(third.rounded(rounding::ceiling) == money::ten_thousandths(333'334));
  constexpr average<days> half{days(5), 2};
  CHECK(half.rounded(rounding::half_even) == days(2));
  CHECK(half.rounded(rounding::half_away) == days(3));
  constexpr average<kpi::count> negative_half{-5, 2};
  CHECK(negative_half.rounded(rounding::half_even) == -2);
  CHECK(negative_half.rounded(rounding::floor) == -3);
}

TEST_CASE("averages compare by their means", "[average]") {
  CHECK(average<days>{days(10), 2} == average<days>{days(15), 3});
  CHECK(average<days>{days(10), 3} < average<days>{days(10), 2});
}
