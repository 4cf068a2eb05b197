// SPDX-License-Identifier: MIT
#include <kpi/metrics/sales_velocity.hpp>

#include "../support.hpp"

using namespace kpi_test;
using kpi::average;
using kpi::count;
using kpi::days;
using kpi::money;
using kpi::ratio;
using kpi::velocity;

namespace {

constexpr velocity pipeline{
    .opportunities = 60, .deal_size = {money::of(12'000), 1}, .win_rate = ratio::percent(25), .cycle = {days{90}, 1}};

static_assert(*kpi::sales_velocity(pipeline) == money::of(2'000), "usable at compile time");
static_assert(kpi::input_set<velocity> && !kpi::measure<velocity>, "averages and rates do not add");
static_assert(!std::is_default_constructible_v<velocity>, "a forgotten average does not compile");
static_assert(std::is_aggregate_v<velocity> && std::is_trivially_copyable_v<velocity>);

constexpr ratio one = ratio::percent(100);

/// 1 of everything, but for what the test sets.
constexpr velocity unit{.opportunities = 1, .deal_size = {money::of(1), 1}, .win_rate = one, .cycle = {days{1}, 1}};

constexpr velocity with_opportunities(count n) {
  velocity v = unit;
  v.opportunities = n;
  return v;
}

ratio fraction(std::int64_t n, std::int64_t d) { return *ratio::of(count(n), count(d)); }

constexpr std::string_view itself = "opportunities * deal_size * win_rate / cycle";

}  // namespace

TEST_CASE("sales velocity is money a day from four levers", "[sales_velocity]") {
  CHECK(kpi::sales_velocity(pipeline) == money::of(2'000));  // 60 * 12,000 * 25 / 100 / 90
  CHECK(kpi::sales_velocity(unit) == money::of(1));
}

TEST_CASE("sales velocity takes the totals inside its inputs, not their rounded means", "[sales_velocity]") {
  // 7 * (100,000 / 3) * (1 / 3) / (200 / 3) is 700,000 / 600, or 1,166.6666...
  const velocity v{
      .opportunities = 7, .deal_size = {money::of(100'000), 3}, .win_rate = fraction(1, 3), .cycle = {days{200}, 3}};
  CHECK(kpi::sales_velocity(v) == money::ten_thousandths(11'666'667));
}

TEST_CASE("sales velocity is rounded once, half-even, to a ten-thousandth", "[sales_velocity]") {
  const auto halves = [](std::int64_t n) {
    return kpi::sales_velocity(
        {.opportunities = n, .deal_size = {money::ten_thousandths(1), 1}, .win_rate = one, .cycle = {days{2}, 1}});
  };
  CHECK(halves(1) == money{});
  CHECK(halves(3) == money::ten_thousandths(2));
  CHECK(halves(5) == money::ten_thousandths(2));
  CHECK(halves(7) == money::ten_thousandths(4));
}

TEST_CASE("sales velocity of no opportunities, no money or no wins is zero", "[sales_velocity]") {
  CHECK(kpi::sales_velocity(with_opportunities(0)) == money{});
  velocity worthless = unit;
  worthless.deal_size = {money{}, 4};
  CHECK(kpi::sales_velocity(worthless) == money{});
  velocity hopeless = unit;
  hopeless.win_rate = ratio::percent(0);
  CHECK(kpi::sales_velocity(hopeless) == money{});
}

TEST_CASE("sales velocity takes a win rate above one", "[sales_velocity]") {
  velocity v = unit;
  v.win_rate = ratio::percent(150);
  CHECK(kpi::sales_velocity(v) == money::cents(150));
}

TEST_CASE("sales velocity is undefined when deals take no time", "[sales_velocity]") {
  velocity v = unit;
  v.cycle = {days{0}, 5};
  CHECK(kpi::sales_velocity(v).error() == undefined("cycle"));
  v.opportunities = 0;
  CHECK(kpi::sales_velocity(v).error() == undefined("cycle"));
}

TEST_CASE("sales velocity refuses overflow before a negative part, in the order of the fields", "[sales_velocity]") {
  const velocity negative_throughout{
      .opportunities = -1, .deal_size = {money::of(-1), 1}, .win_rate = ratio::percent(-1), .cycle = {days{-1}, 1}};
  velocity v = negative_throughout;
  CHECK(kpi::sales_velocity(v).error() == negative("opportunities"));
  v.opportunities = 0;
  CHECK(kpi::sales_velocity(v).error() == negative("deal_size"));
  v.deal_size = unit.deal_size;
  CHECK(kpi::sales_velocity(v).error() == negative("win_rate"));
  v.win_rate = unit.win_rate;
  CHECK(kpi::sales_velocity(v).error() == negative("cycle"));
  v.deal_size = negative_throughout.deal_size;
  v.opportunities = too_many;
  CHECK(kpi::sales_velocity(v).error() == overflow("opportunities"));
}

TEST_CASE("sales velocity refuses a rate whose numerator left the range", "[sales_velocity]") {
  velocity v = unit;
  v.win_rate = fraction(-count::limit, count::limit).complement();  // 2, from twice the limit over the limit
  CHECK(kpi::sales_velocity(v).error() == overflow("win_rate"));
}

TEST_CASE("sales velocity is exact at the end of the range, and reported beyond it", "[sales_velocity]") {
  CHECK(kpi::sales_velocity({.opportunities = count::limit,
                             .deal_size = {money::ten_thousandths(1), 1},
                             .win_rate = one,
                             .cycle = {days{1}, 1}}) == money::ten_thousandths(money::limit));
  CHECK(kpi::sales_velocity(with_opportunities(count::limit)).error() == overflow(itself));
  // Every factor at its limit, above the line and below: they cancel but for one.
  const velocity all{.opportunities = count::limit,
                     .deal_size = {money::ten_thousandths(money::limit), count::limit},
                     .win_rate = fraction(count::limit, count::limit),
                     .cycle = {days{days::limit}, count::limit}};
  CHECK(kpi::sales_velocity(all) == money::ten_thousandths(money::limit));
  // Four limits above the line and 1 below.
  CHECK(kpi::sales_velocity({.opportunities = count::limit,
                             .deal_size = {money::ten_thousandths(money::limit), 1},
                             .win_rate = fraction(count::limit, 1),
                             .cycle = {days{1}, count::limit}})
            .error() == overflow(itself));
  // 1 above the line and three limits below.
  CHECK(kpi::sales_velocity({.opportunities = 1,
                             .deal_size = {money::ten_thousandths(1), count::limit},
                             .win_rate = fraction(1, count::limit),
                             .cycle = {days{days::limit}, 1}}) == money{});
}

TEST_CASE("sales velocity doubles with each lever, and with a cycle half as long", "[sales_velocity][laws]") {
  const money once = *kpi::sales_velocity(pipeline);
  velocity v = pipeline;
  v.opportunities += pipeline.opportunities;
  CHECK(kpi::sales_velocity(v) == once + once);
  v.deal_size = {money::of(24'000), 1};
  CHECK(kpi::sales_velocity(v) == money::of(8'000));
  v.win_rate = ratio::percent(50);
  CHECK(kpi::sales_velocity(v) == money::of(16'000));
  v.cycle = {days{45}, 1};
  CHECK(kpi::sales_velocity(v) == money::of(32'000));
}
