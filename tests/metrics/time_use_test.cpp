// SPDX-License-Identifier: MIT
#include <kpi/metrics/time_use.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::seconds;
using kpi::time_use;

namespace {

constexpr seconds hours(int n) { return seconds(n * 3600); }
constexpr seconds too_long(INT64_MAX);

constexpr time_use week{.selling = hours(14), .with_customers = hours(9), .total = hours(40)};

static_assert(*kpi::selling_time_share(week) == kpi::ratio::percent(35), "usable at compile time");

}  // namespace

TEST_CASE("selling time share is selling time over working time", "[time_use]") {
  const auto share = kpi::selling_time_share(week);
  REQUIRE(share);
  CHECK(share->numerator() == 14 * 3600);
  CHECK(share->denominator() == 40 * 3600);
  CHECK(share == kpi::ratio::percent(35));
}

TEST_CASE("face time share is time with customers over working time", "[time_use]") {
  CHECK(kpi::face_time_share(week) == kpi::ratio::of(225, 1000));
  CHECK(kpi::face_time_share({.selling = hours(1), .with_customers = hours(4), .total = hours(8)}) ==
        kpi::ratio::percent(50));
}

TEST_CASE("time shares are undefined, not zero, without working time", "[time_use]") {
  CHECK(kpi::selling_time_share({}).error() == undefined("total"));
  CHECK(kpi::face_time_share({}).error() == undefined("total"));
}

TEST_CASE("time shares refuse overflow, negative, a part above the whole, in this order", "[time_use]") {
  CHECK(kpi::selling_time_share({.selling = hours(-1), .total = too_long}).error() == overflow("total"));
  CHECK(kpi::selling_time_share({.selling = hours(-1), .total = hours(-2)}).error() == negative("selling"));
  CHECK(kpi::selling_time_share({.selling = hours(1), .total = hours(-1)}).error() == negative("total"));
  CHECK(kpi::selling_time_share({.selling = hours(1)}).error() == inconsistent("selling"));
  CHECK(kpi::face_time_share({.with_customers = too_long, .total = hours(-1)}).error() == overflow("with_customers"));
  CHECK(kpi::face_time_share({.with_customers = hours(-1), .total = hours(-1)}).error() == negative("with_customers"));
  CHECK(kpi::face_time_share({.with_customers = hours(9), .total = hours(8)}).error() ==
        inconsistent("with_customers"));
}

TEST_CASE("time shares read only their own fields", "[time_use]") {
  CHECK(kpi::selling_time_share({.selling = hours(1), .with_customers = too_long, .total = hours(2)}) ==
        kpi::ratio::percent(50));
  CHECK(kpi::face_time_share({.selling = hours(-1), .with_customers = hours(1), .total = hours(2)}) ==
        kpi::ratio::percent(50));
}

TEST_CASE("times near the limit divide, and a sum beyond it is reported", "[time_use]") {
  const time_use most{.selling = seconds(seconds::limit), .total = seconds(seconds::limit)};
  CHECK(kpi::selling_time_share(most) == kpi::ratio::percent(100));
  CHECK(kpi::selling_time_share(most + week).error() == overflow("selling"));
}

TEST_CASE("time use keeps its laws", "[time_use][laws]") {
  check_measure_laws(week, time_use{.selling = hours(2), .total = hours(3)}, time_use{.with_customers = seconds(1)});
  CHECK(*kpi::selling_time_share(week + week) == *kpi::selling_time_share(week));
}
