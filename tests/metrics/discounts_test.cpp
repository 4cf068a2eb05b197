// SPDX-License-Identifier: MIT
#include <kpi/metrics/discounts.hpp>

#include "../support.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

using namespace kpi_test;
using kpi::discounts;
using kpi::money;
using kpi::ratio;
using kpi::share;

namespace {

constexpr discounts quarter{.list = money::of(100'000), .sold = money::of(88'000)};
constexpr std::array<money, 4> customers{money::of(20), money::of(50), money::of(10), money::of(20)};

static_assert(*kpi::discount_rate(quarter) == ratio::percent(12), "usable at compile time");
static_assert(*kpi::top_share(customers, 2) == ratio::percent(70));

constexpr money largest = money::ten_thousandths(money::limit);

/// By sorting a copy.
money sum_of_first(std::vector<money> amounts, std::int64_t k) {
  std::sort(amounts.begin(), amounts.end(), std::greater<>{});
  money sum;
  for (const money& m : amounts)
    if (k-- > 0) sum += m;
  return sum;
}

}  // namespace

TEST_CASE("discount rate is the share of the list price given away", "[discounts]") {
  const auto rate = kpi::discount_rate(quarter);
  REQUIRE(rate);
  CHECK(rate->numerator() == money::of(12'000).value());
  CHECK(rate->denominator() == money::of(100'000).value());
  CHECK(kpi::discount_rate({.list = money::of(5)}) == ratio::percent(100));
}

TEST_CASE("discount rate and discount given are negative when sold above list", "[discounts]") {
  const discounts dear{.list = money::of(100), .sold = money::of(110)};
  CHECK(kpi::discount_rate(dear) == ratio::percent(-10));
  CHECK(kpi::discount_given(dear) == money::of(-10));
}

TEST_CASE("discount rate is undefined, not zero, without a list price", "[discounts]") {
  CHECK(kpi::discount_rate({}).error() == undefined("list"));
  CHECK(kpi::discount_rate({.sold = money::of(1)}).error() == undefined("list"));
}

TEST_CASE("discount given is the difference, and zero when nothing was sold", "[discounts]") {
  CHECK(kpi::discount_given(quarter) == money::of(12'000));
  CHECK(kpi::discount_given({}) == money{});
}

TEST_CASE("discounts refuse overflow before a negative amount, and both before no list price", "[discounts]") {
  CHECK(kpi::discount_rate({.list = money::of(-1), .sold = too_much}).error() == overflow("sold"));
  CHECK(kpi::discount_rate({.list = too_much, .sold = too_much}).error() == overflow("list"));
  CHECK(kpi::discount_rate({.list = money::of(-1), .sold = money::of(-1)}).error() == negative("list"));
  CHECK(kpi::discount_rate({.sold = money::of(-1)}).error() == negative("sold"));
  CHECK(kpi::discount_given({.list = money::of(-1), .sold = too_much}).error() == overflow("sold"));
  CHECK(kpi::discount_given({.list = money::of(-1), .sold = money::of(-1)}).error() == negative("list"));
  CHECK(kpi::discount_given({.sold = money::of(-1)}).error() == negative("sold"));
}

TEST_CASE("discounts at the end of the range are exact", "[discounts]") {
  CHECK(kpi::discount_given({.list = largest}) == largest);
  CHECK(kpi::discount_given({.sold = largest}) == -largest);
  CHECK(kpi::discount_rate({.list = largest, .sold = largest}) == ratio::percent(0));
  const discounts most{.list = largest};
  CHECK(kpi::discount_given(most + most).error() == overflow("list"));
}

TEST_CASE("product mix share and attributed revenue share are part over whole", "[discounts]") {
  const auto mix = kpi::product_mix_share({.part = money::of(150'000), .whole = money::of(600'000)});
  REQUIRE(mix);
  CHECK(mix->numerator() == money::of(150'000).value());
  CHECK(mix->denominator() == money::of(600'000).value());
  CHECK(*mix == ratio::percent(25));
  CHECK(kpi::attributed_revenue_share({.part = money::of(90'000), .whole = money::of(450'000)}) == ratio::percent(20));
}

TEST_CASE("a share of nothing is undefined, not zero", "[discounts]") {
  CHECK(kpi::product_mix_share({}).error() == undefined("whole"));
  CHECK(kpi::attributed_revenue_share({}).error() == undefined("whole"));
}

TEST_CASE("a share refuses overflow, then negative, then a part above the whole", "[discounts]") {
  for (const auto metric : {&kpi::product_mix_share, &kpi::attributed_revenue_share}) {
    CHECK(metric({.part = money::of(-1), .whole = too_much}).error() == overflow("whole"));
    CHECK(metric({.part = too_much, .whole = too_much}).error() == overflow("part"));
    CHECK(metric({.part = money::of(-1), .whole = money::of(-2)}).error() == negative("part"));
    CHECK(metric({.part = money::of(1), .whole = money::of(-2)}).error() == negative("whole"));
    CHECK(metric({.part = money::of(1), .whole = money::of(0)}).error() == inconsistent("part"));
    CHECK(metric({.part = largest, .whole = largest}) == ratio::percent(100));
  }
}

TEST_CASE("top share is the k largest over the sum", "[top_share]") {
  const auto two = kpi::top_share(customers, 2);
  REQUIRE(two);
  CHECK(two->numerator() == money::of(50 + 20).value());
  CHECK(two->denominator() == money::of(100).value());
  CHECK(kpi::top_share(customers, 1) == ratio::percent(50));
  CHECK(kpi::top_share(customers, 3) == ratio::percent(90));
}

TEST_CASE("top share of none is zero, and of as many as there are or more is one", "[top_share]") {
  CHECK(kpi::top_share(customers, 0) == ratio::percent(0));
  CHECK(kpi::top_share(customers, 4) == ratio::percent(100));
  CHECK(kpi::top_share(customers, 5) == ratio::percent(100));
  CHECK(kpi::top_share(customers, kpi::count::limit) == ratio::percent(100));
}

TEST_CASE("top share takes of equal amounts only as many as are asked for", "[top_share]") {
  const std::vector<money> same(10, money::of(3));
  for (int k = 0; k <= 10; ++k) CHECK(kpi::top_share(same, k) == ratio::percent(10 * k));
}

TEST_CASE("top share counts amounts of zero among the k", "[top_share]") {
  const std::vector<money> one_customer{money{}, money::of(7), money{}};
  CHECK(kpi::top_share(one_customer, 1) == ratio::percent(100));
  CHECK(kpi::top_share(one_customer, 2) == ratio::percent(100));
  CHECK(kpi::top_share(one_customer, 0) == ratio::percent(0));
}

TEST_CASE("top share is undefined, not zero, when there is nothing to share", "[top_share]") {
  CHECK(kpi::top_share({}, 3).error() == undefined("amounts"));
  CHECK(kpi::top_share({}, 0).error() == undefined("amounts"));
  CHECK(kpi::top_share(std::vector<money>(3), 1).error() == undefined("amounts"));
}

TEST_CASE("top share refuses the first amount that is out of order, then k, then a sum out of range", "[top_share]") {
  CHECK(kpi::top_share(std::vector{money::of(1), too_much, money::of(-1)}, -1).error() == overflow("amounts"));
  CHECK(kpi::top_share(std::vector{money::of(1), money::of(-1), too_much}, too_many).error() == negative("amounts"));
  CHECK(kpi::top_share(std::vector{largest, largest}, too_many).error() == overflow("k"));
  CHECK(kpi::top_share(std::vector{largest, largest}, -1).error() == negative("k"));
  CHECK(kpi::top_share({}, -1).error() == negative("k"));
  CHECK(kpi::top_share(std::vector{largest, largest}, 1).error() == overflow("amounts"));
}

TEST_CASE("top share at the end of the range is exact", "[top_share]") {
  const money one = money::ten_thousandths(1);
  CHECK(kpi::top_share(std::vector{largest}, 1) == ratio::percent(100));
  const auto most = kpi::top_share(std::vector{one, largest - one - one, one}, 2);
  REQUIRE(most);
  CHECK(most->numerator() == money::limit - 1);
  CHECK(most->denominator() == money::limit);
}

TEST_CASE("top share agrees with sorting, grows with k and leaves the amounts alone", "[top_share][laws]") {
  std::uint64_t state = 20'240'229;
  const auto next = [&state] { return state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U; };
  for (int round = 0; round < 60; ++round) {
    std::vector<money> amounts(1 + next() % 20);
    // From few values with many ties to values over the whole width.
    for (money& m : amounts) m = money::ten_thousandths((next() >> 8) >> (next() % 56));
    const std::vector<money> before = amounts;
    money sum;
    for (const money& m : amounts) sum += m;
    if (sum == money{}) continue;
    ratio previous = ratio::percent(0);
    for (std::size_t k = 0; k <= amounts.size() + 1; ++k) {
      const auto top = kpi::top_share(amounts, k);
      REQUIRE(top);
      CHECK(top->numerator() == sum_of_first(amounts, static_cast<std::int64_t>(k)).value());
      CHECK(top->denominator() == sum.value());
      CHECK(*top >= previous);
      previous = *top;
    }
    CHECK(amounts == before);
  }
}

TEST_CASE("discounts and shares keep their laws", "[discounts][laws]") {
  check_measure_laws(quarter, discounts{.list = money::of(3)},
                     discounts{.list = money::cents(9), .sold = money::of(2)});
  const share a{.part = money::of(1), .whole = money::of(3)};
  const share b{.part = money::of(2), .whole = money::of(3)};
  check_measure_laws(a, b, share{.whole = money::cents(5)});
  CHECK(*kpi::discount_rate(quarter + quarter) == *kpi::discount_rate(quarter));
  // Two products that make up the whole.
  CHECK(kpi::product_mix_share(a)->complement() == *kpi::product_mix_share(b));
}
