// SPDX-License-Identifier: MIT
#include <kpi/metrics/yearly_revenue.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::money;
using kpi::yearly_revenue;

namespace {

constexpr yearly_revenue years{.gross_before = money::of(1'000'000),
                               .gross_after = money::of(900'000),
                               .net_before = money::of(200'000),
                               .net_after = money::of(150'000)};

static_assert(*kpi::gross_revenue_kept(years) == kpi::ratio::percent(90), "usable at compile time");
static_assert(kpi::input_set<yearly_revenue> && !kpi::measure<yearly_revenue>, "years do not add");

}  // namespace

TEST_CASE("gross revenue kept is this year's over last year's", "[yearly_revenue]") {
  const auto kept = kpi::gross_revenue_kept(years);
  REQUIRE(kept);
  CHECK(kept->numerator() == money::of(900'000).value());
  CHECK(kept->denominator() == money::of(1'000'000).value());
  CHECK(kpi::gross_revenue_kept({.gross_before = money::of(4), .gross_after = money::of(5)}) ==
        kpi::ratio::percent(125));
}

TEST_CASE("net revenue kept is this year's over last year's, and may be negative", "[yearly_revenue]") {
  CHECK(kpi::net_revenue_kept(years) == kpi::ratio::percent(75));
  CHECK(kpi::net_revenue_kept({.net_before = money::of(200), .net_after = money::of(-50)}) == kpi::ratio::percent(-25));
}

TEST_CASE("revenue kept is undefined, not zero, after a year without revenue", "[yearly_revenue]") {
  CHECK(kpi::gross_revenue_kept({}).error() == undefined("gross_before"));
  CHECK(kpi::net_revenue_kept({}).error() == undefined("net_before"));
  CHECK(kpi::net_revenue_kept({.net_after = money::of(-1)}).error() == undefined("net_before"));
}

TEST_CASE("gross revenue kept refuses overflow before a negative amount and reads only gross", "[yearly_revenue]") {
  CHECK(kpi::gross_revenue_kept({.gross_before = money::of(-1), .gross_after = too_much}).error() ==
        overflow("gross_after"));
  CHECK(kpi::gross_revenue_kept({.gross_before = money::of(-1), .gross_after = money::of(-1)}).error() ==
        negative("gross_before"));
  CHECK(kpi::gross_revenue_kept({.gross_after = money::of(-1)}).error() == negative("gross_after"));
  auto y = years;
  y.net_before = too_much;
  y.net_after = too_much;
  CHECK(kpi::gross_revenue_kept(y) == kpi::ratio::percent(90));
}

TEST_CASE("net revenue kept refuses a loss before, but not after, and reads only net", "[yearly_revenue]") {
  CHECK(kpi::net_revenue_kept({.net_before = money::of(-1), .net_after = too_much}).error() == overflow("net_after"));
  CHECK(kpi::net_revenue_kept({.net_before = too_much, .net_after = too_much}).error() == overflow("net_before"));
  CHECK(kpi::net_revenue_kept({.net_before = money::of(-1), .net_after = money::of(-1)}).error() ==
        negative("net_before"));
  auto y = years;
  y.gross_before = too_much;
  y.gross_after = money::of(-1);
  CHECK(kpi::net_revenue_kept(y) == kpi::ratio::percent(75));
}

TEST_CASE("revenue kept is exact at the limit", "[yearly_revenue]") {
  const auto most = money::ten_thousandths(money::limit);
  CHECK(kpi::net_revenue_kept({.net_before = most, .net_after = -most}) == kpi::ratio::percent(-100));
}
