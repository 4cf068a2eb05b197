// SPDX-License-Identifier: MIT
#include <kpi/metrics/sales_cycle.hpp>

#include "../support.hpp"

#include <cstddef>
#include <vector>

using namespace kpi_test;
using kpi::cycle_time;
using kpi::days;

namespace {

constexpr cycle_time three_deals{.deals = 3, .total = days{30 + 60 + 99}};

static_assert((*kpi::sales_cycle_length(three_deals)).to_double() == 63.0, "usable at compile time");

/// The smallest thing that has a median of days.
struct spans {
  using value_type = days;
  std::vector<std::int64_t> sorted;

  [[nodiscard]] kpi::result<double> median(kpi::count floor) const {
    const std::size_t n = sorted.size();
    if (kpi::count(n) < floor) return kpi::refuse(kpi::errc::too_few, "count");
    return static_cast<double>(sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
};

/// Has a median, of something else.
struct amounts : spans {
  using value_type = kpi::money;
};

template <class D>
concept has_median_cycle = requires(const D& d) {
  kpi::median_sales_cycle(d);
};

static_assert(has_median_cycle<spans>);
static_assert(!has_median_cycle<amounts>, "a median of money is no cycle");
static_assert(!has_median_cycle<std::vector<days>>);
static_assert(!has_median_cycle<cycle_time>, "a total and a number of deals have no median");

}  // namespace

TEST_CASE("sales cycle length is the days of all deals over the deals", "[sales_cycle]") {
  const auto cycle = kpi::sales_cycle_length(three_deals);
  REQUIRE(cycle);
  CHECK(cycle->total() == days{189});
  CHECK(cycle->count() == 3);
  CHECK(cycle->to_double() == 63.0);
}

TEST_CASE("sales cycle length of deals decided on the day they were opened is zero", "[sales_cycle]") {
  CHECK(kpi::sales_cycle_length({.deals = 2}) == kpi::average<days>(days{0}, 1));
}

TEST_CASE("sales cycle length of two segments weighs each deal the same", "[sales_cycle]") {
  const auto cycle = kpi::sales_cycle_length(three_deals + cycle_time{.deals = 1, .total = days{11}});
  REQUIRE(cycle);
  CHECK(cycle->to_double() == 50.0);  // (189 + 11) / 4, not (63 + 11) / 2
}

TEST_CASE("sales cycle length is undefined, not zero, when nothing was decided", "[sales_cycle]") {
  CHECK(kpi::sales_cycle_length({}).error() == undefined("deals"));
  CHECK(kpi::sales_cycle_length({.total = days{5}}).error() == undefined("deals"));
}

TEST_CASE("sales cycle length refuses overflow before a negative field, and both before no deals", "[sales_cycle]") {
  CHECK(kpi::sales_cycle_length({.deals = -1, .total = days{INT64_MAX}}).error() == overflow("total"));
  CHECK(kpi::sales_cycle_length({.deals = too_many, .total = days{INT64_MAX}}).error() == overflow("deals"));
  CHECK(kpi::sales_cycle_length({.deals = -1, .total = days{-1}}).error() == negative("deals"));
  CHECK(kpi::sales_cycle_length({.deals = 0, .total = days{-1}}).error() == negative("total"));
}

TEST_CASE("sales cycle length at the end of the range is exact or reported", "[sales_cycle]") {
  const cycle_time longest{.deals = 1, .total = days{days::limit}};
  CHECK(kpi::sales_cycle_length(longest) == kpi::average<days>(days{days::limit}, 1));
  CHECK(kpi::sales_cycle_length(longest + cycle_time{.deals = 1, .total = days{1}}).error() == overflow("total"));
}

TEST_CASE("median sales cycle is the middle of the days", "[sales_cycle]") {
  CHECK(kpi::median_sales_cycle(spans{{30, 60, 99}}) == 60.0);
  CHECK(kpi::median_sales_cycle(spans{{30, 61}}) == 45.5);
  CHECK(kpi::median_sales_cycle(spans{{30}}) == 30.0);
}

TEST_CASE("median sales cycle of fewer deals than the floor is too few", "[sales_cycle]") {
  CHECK(kpi::median_sales_cycle(spans{}).error() == too_few("count"));
  CHECK(kpi::median_sales_cycle(spans{{30, 60, 99}}, 3) == 60.0);
  CHECK(kpi::median_sales_cycle(spans{{30, 60, 99}}, 4).error() == too_few("count"));
}

TEST_CASE("cycle times keep their laws", "[sales_cycle][laws]") {
  check_measure_laws(three_deals, cycle_time{.deals = 1, .total = days{400}}, cycle_time{.deals = 5});
  CHECK(*kpi::sales_cycle_length(three_deals + three_deals) == *kpi::sales_cycle_length(three_deals));
}
