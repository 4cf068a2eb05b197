// SPDX-License-Identifier: MIT
#include <kpi/metrics/retained_revenue.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::money;
using kpi::retained_revenue;

namespace {

constexpr retained_revenue grew{.opening = money::of(50), .closing = money::of(80), .capped = money::of(50)};
constexpr retained_revenue shrank{.opening = money::of(50), .closing = money::of(40), .capped = money::of(40)};
constexpr retained_revenue left{.opening = money::of(100)};

static_assert(*kpi::cohort_net_revenue_retention(grew + shrank) == kpi::ratio::percent(120), "usable at compile time");

}  // namespace

TEST_CASE("cohort net revenue retention is what the same customers pay now over what they paid", "[retained_revenue]") {
  CHECK(kpi::cohort_net_revenue_retention({.opening = money::of(100'000), .closing = money::of(110'000)}) ==
        kpi::ratio::percent(110));
  const auto kept = kpi::cohort_net_revenue_retention(grew + shrank);
  REQUIRE(kept);
  CHECK(kept->numerator() == money::of(80 + 40).value());
  CHECK(kept->denominator() == money::of(50 + 50).value());
}

TEST_CASE("cohort gross revenue retention does not let growth make up for loss", "[retained_revenue]") {
  CHECK(kpi::cohort_gross_revenue_retention(grew + shrank) == kpi::ratio::percent(90));
  CHECK(kpi::cohort_gross_revenue_retention(grew) == kpi::ratio::percent(100));
  CHECK(kpi::cohort_gross_revenue_retention(left) == kpi::ratio::percent(0));
}

TEST_CASE("cohort retention is undefined, not zero, for an empty cohort", "[retained_revenue]") {
  CHECK(kpi::cohort_net_revenue_retention({}).error() == undefined("opening"));
  CHECK(kpi::cohort_gross_revenue_retention({}).error() == undefined("opening"));
}

TEST_CASE("cohort net revenue retention refuses overflow before a negative amount", "[retained_revenue]") {
  CHECK(kpi::cohort_net_revenue_retention({.opening = money::of(-1), .closing = too_much}).error() ==
        overflow("closing"));
  CHECK(kpi::cohort_net_revenue_retention({.opening = money::of(-1), .closing = money::of(-1)}).error() ==
        negative("opening"));
  CHECK(kpi::cohort_net_revenue_retention({.closing = money::of(-1)}).error() == negative("closing"));
  CHECK(kpi::cohort_net_revenue_retention({.opening = money::of(2), .closing = money::of(1), .capped = too_much}) ==
        kpi::ratio::percent(50));
}

TEST_CASE("cohort gross revenue retention refuses more kept than there was", "[retained_revenue]") {
  CHECK(kpi::cohort_gross_revenue_retention({.opening = money::of(-1), .capped = too_much}).error() ==
        overflow("capped"));
  CHECK(kpi::cohort_gross_revenue_retention({.opening = money::of(-2), .capped = money::of(-1)}).error() ==
        negative("opening"));
  CHECK(kpi::cohort_gross_revenue_retention({.opening = money::of(1), .capped = money::cents(101)}).error() ==
        inconsistent("capped"));
  CHECK(kpi::cohort_gross_revenue_retention({.capped = money::cents(1)}).error() == inconsistent("capped"));
  CHECK(kpi::cohort_gross_revenue_retention({.opening = money::of(2), .closing = too_much, .capped = money::of(1)}) ==
        kpi::ratio::percent(50));
}

TEST_CASE("cohort retention is exact at the limit", "[retained_revenue]") {
  const auto most = money::ten_thousandths(money::limit);
  CHECK(kpi::cohort_gross_revenue_retention({.opening = most, .capped = most}) == kpi::ratio::percent(100));
  CHECK(kpi::cohort_net_revenue_retention(retained_revenue{.opening = most} + retained_revenue{.opening = most})
            .error() == overflow("opening"));
}

TEST_CASE("retained revenue keeps its laws", "[retained_revenue][laws]") {
  check_measure_laws(grew, shrank, left);
  for (const auto& r : {grew, shrank, left, grew + shrank, grew + shrank + left}) {
    CHECK(*kpi::cohort_gross_revenue_retention(r) <= *kpi::cohort_net_revenue_retention(r));
    CHECK(*kpi::cohort_gross_revenue_retention(r) >= kpi::ratio::percent(0));
    CHECK(*kpi::cohort_gross_revenue_retention(r) <= kpi::ratio::percent(100));
    CHECK(kpi::cohort_net_revenue_retention(r + r) == kpi::cohort_net_revenue_retention(r));
  }
}
