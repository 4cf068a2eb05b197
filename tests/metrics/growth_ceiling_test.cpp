// SPDX-License-Identifier: MIT
#include <kpi/metrics/growth_ceiling.hpp>

#include "../support.hpp"

using namespace kpi_test;
using Catch::Matchers::WithinULP;
using kpi::count;
using kpi::growth_inputs;
using kpi::money;
using kpi::ratio;

namespace {

constexpr growth_inputs steady{.new_per_month = money::of(10'000), .monthly_churn = ratio::percent(5)};
constexpr growth_inputs no_churn{.new_per_month = money::of(10'000), .monthly_churn = ratio::percent(0)};
constexpr growth_inputs nothing_new{.new_per_month = {}, .monthly_churn = ratio::percent(5)};

constexpr money most = money::ten_thousandths(money::limit);

constexpr growth_inputs with_new(const money& new_per_month) { return {new_per_month, ratio::percent(5)}; }
constexpr growth_inputs with_churn(const ratio& churn) { return {money::of(10'000), churn}; }

static_assert(*kpi::growth_ceiling(steady) == money::of(200'000), "usable at compile time");
static_assert(*kpi::growth_rate_at(money::of(200'000), steady) == 0.0);
static_assert(*kpi::months_to_ceiling_share(money::of(100'000), steady, ratio::percent(60)) == 5);
static_assert(kpi::input_set<growth_inputs> && !kpi::measure<growth_inputs>, "these inputs do not add");
static_assert(!std::is_default_constructible_v<growth_inputs>, "a forgotten churn does not compile");

}  // namespace

TEST_CASE("growth ceiling is what arrives over the share that leaves", "[growth_ceiling]") {
  CHECK(kpi::growth_ceiling(steady) == money::of(200'000));
  CHECK(kpi::growth_ceiling(nothing_new) == money{});
  CHECK(kpi::growth_ceiling(with_churn(ratio::percent(100))) == money::of(10'000));
}

TEST_CASE("growth ceiling is rounded once, half-even", "[growth_ceiling]") {
  const auto third = *ratio::of(3, 7);
  CHECK(kpi::growth_ceiling({money::ten_thousandths(1), third}) == money::ten_thousandths(2));              // 7/3
  CHECK(kpi::growth_ceiling({money::ten_thousandths(5), *ratio::of(2, 5)}) == money::ten_thousandths(12));  // 25/2
  CHECK(kpi::growth_ceiling({money::ten_thousandths(7), *ratio::of(2, 5)}) == money::ten_thousandths(18));  // 35/2
}

TEST_CASE("without churn there is no ceiling", "[growth_ceiling]") {
  CHECK(kpi::growth_ceiling(no_churn).error() == undefined("monthly_churn"));
  CHECK(kpi::ceiling_share(money::of(1), no_churn).error() == undefined("monthly_churn"));
  CHECK(kpi::months_to_ceiling_share(money::of(1), no_churn, ratio::percent(50)).error() == undefined("monthly_churn"));
}

TEST_CASE("growth ceiling refuses overflow, then a negative input, then more churn than there is", "[growth_ceiling]") {
  CHECK(kpi::growth_ceiling({too_much, ratio::percent(-1)}).error() == overflow("new_per_month"));
  CHECK(kpi::growth_ceiling({money::of(-1), ratio::percent(-1)}).error() == negative("new_per_month"));
  CHECK(kpi::growth_ceiling({money::of(1), ratio::percent(-1)}).error() == negative("monthly_churn"));
  CHECK(kpi::growth_ceiling({money::of(-1), ratio::percent(101)}).error() == negative("new_per_month"));
  CHECK(kpi::growth_ceiling({money::of(1), ratio::percent(101)}).error() == inconsistent("monthly_churn"));
  CHECK(kpi::growth_ceiling({most, ratio::percent(50)}).error() == overflow("new_per_month / monthly_churn"));
  CHECK(kpi::growth_ceiling({most, ratio::percent(100)}) == most);
}

TEST_CASE("ceiling share is how much of the ceiling is reached", "[growth_ceiling]") {
  CHECK(kpi::ceiling_share(money::of(130'000), steady) == ratio::percent(65));
  CHECK(kpi::ceiling_share(money::of(300'000), steady) == ratio::percent(150));
  CHECK(kpi::ceiling_share({}, steady) == ratio::percent(0));
}

TEST_CASE("ceiling share is of the ceiling as rounded", "[growth_ceiling]") {
  const auto share = kpi::ceiling_share(money::ten_thousandths(1), {money::ten_thousandths(1), *ratio::of(3, 7)});
  REQUIRE(share);
  CHECK(share->numerator() == 1);
  CHECK(share->denominator() == 2);  // 7/3 rounded
}

TEST_CASE("ceiling share refuses in the documented order", "[growth_ceiling]") {
  CHECK(kpi::ceiling_share(money::of(-1), with_new(too_much)).error() == overflow("new_per_month"));
  CHECK(kpi::ceiling_share(too_much, with_new(too_much)).error() == overflow("mrr"));
  CHECK(kpi::ceiling_share(money::of(-1), with_new(money::of(-1))).error() == negative("mrr"));
  CHECK(kpi::ceiling_share({}, with_new(money::of(-1))).error() == negative("new_per_month"));
  CHECK(kpi::ceiling_share({}, with_churn(ratio::percent(-1))).error() == negative("monthly_churn"));
  CHECK(kpi::ceiling_share(money::of(-1), with_churn(ratio::percent(200))).error() == negative("mrr"));
  CHECK(kpi::ceiling_share({}, with_churn(ratio::percent(200))).error() == inconsistent("monthly_churn"));
  CHECK(kpi::ceiling_share({}, with_new(most)).error() == overflow("new_per_month / monthly_churn"));
  CHECK(kpi::ceiling_share(money::of(1), nothing_new).error() == undefined("new_per_month"));
}

TEST_CASE("growth slows down towards the ceiling and turns above it", "[growth_ceiling]") {
  CHECK_THAT(*kpi::growth_rate_at(money::of(100'000), steady), WithinULP(0.05, 1));
  CHECK_THAT(*kpi::growth_rate_at(money::of(160'000), steady), WithinULP(0.0125, 1));
  CHECK(*kpi::growth_rate_at(money::of(200'000), steady) == 0.0);
  CHECK_THAT(*kpi::growth_rate_at(money::of(250'000), steady), WithinULP(-0.01, 1));
}

TEST_CASE("the growth rate at a level needs no ceiling", "[growth_ceiling]") {
  CHECK(*kpi::growth_rate_at(money::of(20'000), no_churn) == 0.5);
  CHECK(*kpi::growth_rate_at(money::of(20'000), nothing_new) == -0.05);
}

TEST_CASE("the growth rate at a level refuses in the documented order", "[growth_ceiling]") {
  CHECK(kpi::growth_rate_at({}, steady).error() == undefined("mrr"));
  CHECK(kpi::growth_rate_at(money::of(-1), with_new(too_much)).error() == overflow("new_per_month"));
  CHECK(kpi::growth_rate_at(money::of(-1), with_new(money::of(-1))).error() == negative("mrr"));
  CHECK(kpi::growth_rate_at({}, with_churn(ratio::percent(-1))).error() == negative("monthly_churn"));
  CHECK(kpi::growth_rate_at({}, with_churn(ratio::percent(101))).error() == inconsistent("monthly_churn"));
}

TEST_CASE("the growth rate at a level is finite at the limits", "[growth_ceiling]") {
  const auto tiny = *ratio::of(1, count::limit);
  CHECK(*kpi::growth_rate_at(most, {most, tiny}) == 1.0);
  CHECK(*kpi::growth_rate_at(money::ten_thousandths(1), {most, tiny}) == 0x1p61);
}

TEST_CASE("projected MRR is rounded once a month", "[growth_ceiling]") {
  const auto path = kpi::project_mrr(money::of(100'000), steady, 5);
  REQUIRE(path);
  REQUIRE(path->size() == 5);
  CHECK((*path)[0] == money::of(105'000));
  CHECK((*path)[1] == money::of(109'750));
  CHECK((*path)[2] == money::ten_thousandths(1'142'625'000));  // 109,750 x 0.95 + 10,000
  CHECK((*path)[3] == money::ten_thousandths(1'185'493'750));  // 114,262.5 x 0.95 + 10,000
  CHECK((*path)[4] == money::ten_thousandths(1'226'219'062));  // 118,549.375 x 0.95 + 10,000 = 122,621.90625, to even
}

TEST_CASE("the sum of a month is rounded to even, not only what was kept", "[growth_ceiling]") {
  const auto half = ratio::percent(50);
  const auto next = [&](int mrr, int added) {
    return kpi::project_mrr(money::ten_thousandths(mrr), {money::ten_thousandths(added), half}, 1)->front().value();
  };
  CHECK(next(5, 0) == 2);                                    // 2.5
  CHECK(next(7, 0) == 4);                                    // 3.5
  CHECK(next(5, 1) == 4);                                    // 3.5
  CHECK(next(7, 1) == 4);                                    // 4.5
  CHECK(next(1, 3) == 4);                                    // 3.5
  CHECK(next(3, 1) == 2);                                    // 2.5
  CHECK(next(4, 1) == 3);                                    // 3
  CHECK(next(6, 1) == 4);                                    // 4
  for (const auto& [mrr, sum] : {std::pair{7, 1}, {34, 3}})  // 1.35 and 2.7
    CHECK(kpi::project_mrr(money::ten_thousandths(mrr), {money::ten_thousandths(1), ratio::percent(95)}, 1)->front() ==
          money::ten_thousandths(sum));
}

TEST_CASE("without churn MRR grows by the same amount every month", "[growth_ceiling]") {
  const auto path = kpi::project_mrr(money::of(5), no_churn, 3);
  REQUIRE(path);
  CHECK(*path == std::vector{money::of(10'005), money::of(20'005), money::of(30'005)});
}

TEST_CASE("a projection of no months is empty, and from nothing it starts with what is new", "[growth_ceiling]") {
  CHECK(kpi::project_mrr(money::of(5), steady, 0)->empty());
  CHECK(kpi::project_mrr({}, steady, 1)->front() == money::of(10'000));
  CHECK(kpi::project_mrr(money::of(9), with_churn(ratio::percent(100)), 2)->back() == money::of(10'000));
}

TEST_CASE("a projection refuses in the documented order", "[growth_ceiling]") {
  CHECK(kpi::project_mrr(money::of(-1), steady, too_many).error() == overflow("months"));
  CHECK(kpi::project_mrr(money::of(-1), with_new(money::of(-1)), -1).error() == negative("mrr"));
  CHECK(kpi::project_mrr({}, with_new(money::of(-1)), -1).error() == negative("new_per_month"));
  CHECK(kpi::project_mrr({}, with_churn(ratio::percent(-1)), -1).error() == negative("monthly_churn"));
  CHECK(kpi::project_mrr({}, with_churn(ratio::percent(101)), -1).error() == negative("months"));
  CHECK(kpi::project_mrr({}, with_churn(ratio::percent(101)), 12'001).error() == inconsistent("monthly_churn"));
  CHECK(kpi::project_mrr({}, steady, 12'001).error() == invalid("months"));
  CHECK(kpi::project_mrr({}, steady, 12'000)->size() == 12'000);
  CHECK(kpi::project_mrr(most, no_churn, 1).error() == overflow("mrr"));
  CHECK(kpi::project_mrr({}, {most, ratio::percent(50)}, 2).error() == overflow("mrr"));
}

TEST_CASE("months to a share of the ceiling counts the months of the projection", "[growth_ceiling]") {
  // 105,000; 109,750; 114,262.5; 118,549.375; 122,621.90625 of 200,000: 59.3 % after four months, 61.3 % after five.
  CHECK(kpi::months_to_ceiling_share(money::of(100'000), steady, ratio::percent(60)) == 5);
  CHECK(kpi::months_to_ceiling_share(money::of(100'000), steady, *ratio::of(105, 200)) == 1);
  CHECK(kpi::months_to_ceiling_share({}, steady, ratio::percent(5)) == 1);
}

TEST_CASE("a share that is there already takes no months", "[growth_ceiling]") {
  CHECK(kpi::months_to_ceiling_share(money::of(100'000), steady, ratio::percent(50)) == 0);
  CHECK(kpi::months_to_ceiling_share({}, steady, ratio::percent(0)) == 0);
  CHECK(kpi::months_to_ceiling_share(money::of(200'000), steady, ratio::percent(100)) == 0);
  CHECK(kpi::months_to_ceiling_share(money::of(300'000), steady, ratio::percent(120)) == 0);
}

TEST_CASE("a share just above what there is takes a month, decided on integers", "[growth_ceiling]") {
  const auto a_hair_above = *ratio::of(500'000'000'000'000'001, 1'000'000'000'000'000'000);
  CHECK(kpi::months_to_ceiling_share(money::of(100'000), steady, a_hair_above) == 1);
}

TEST_CASE("a share beyond the ceiling is not reached", "[growth_ceiling]") {
  CHECK(kpi::months_to_ceiling_share(money::of(100'000), steady, ratio::percent(101)).error() == not_reached("share"));
  CHECK(kpi::months_to_ceiling_share(money::of(300'000), steady, ratio::percent(151)).error() == not_reached("share"));
  CHECK(kpi::months_to_ceiling_share(money::of(100'000), steady, ratio::percent(100)).error() == not_reached("share"));
}

TEST_CASE("a share that takes more than a thousand years is not reached", "[growth_ceiling]") {
  // 1 a month at a churn of 1 in 10^6: a ceiling of 10^6, and a little under 12,000 after as many months.
  const growth_inputs slow{.new_per_month = money::of(1), .monthly_churn = *ratio::of(1, 1'000'000)};
  CHECK(kpi::months_to_ceiling_share({}, slow, ratio::percent(2)).error() == not_reached("share"));
  const auto path = kpi::project_mrr({}, slow, 12'000);
  REQUIRE(path);
  const auto last = ratio::of(path->back(), *kpi::growth_ceiling(slow));
  CHECK(kpi::months_to_ceiling_share({}, slow, *last) == 12'000);
}

TEST_CASE("months to a share of the ceiling refuses in the documented order", "[growth_ceiling]") {
  const auto share = ratio::percent(-1);
  CHECK(kpi::months_to_ceiling_share(money::of(-1), with_new(too_much), share).error() == overflow("new_per_month"));
  CHECK(kpi::months_to_ceiling_share(money::of(-1), with_new(money::of(-1)), share).error() == negative("mrr"));
  CHECK(kpi::months_to_ceiling_share({}, with_churn(ratio::percent(-1)), share).error() == negative("monthly_churn"));
  CHECK(kpi::months_to_ceiling_share({}, with_churn(ratio::percent(101)), share).error() == negative("share"));
  CHECK(kpi::months_to_ceiling_share({}, with_churn(ratio::percent(101)), ratio::percent(1)).error() ==
        inconsistent("monthly_churn"));
  CHECK(kpi::months_to_ceiling_share({}, with_new(most), ratio::percent(1)).error() ==
        overflow("new_per_month / monthly_churn"));
  CHECK(kpi::months_to_ceiling_share({}, nothing_new, ratio::percent(1)).error() == undefined("new_per_month"));
}

TEST_CASE("a projection moves towards the ceiling and comes to rest beside it", "[growth_ceiling][laws]") {
  const auto ceiling = *kpi::growth_ceiling(steady);
  const auto rest = money::ten_thousandths(10);  // half a ten-thousandth over a churn of 1/20
  const auto rising = kpi::project_mrr(money::of(1), steady, 1'000);
  const auto falling = kpi::project_mrr(money::of(900'000), steady, 1'000);
  REQUIRE(rising);
  REQUIRE(falling);
  for (std::size_t i = 1; i < 1'000; ++i) {
    CHECK((*rising)[i] >= (*rising)[i - 1]);
    CHECK((*falling)[i] <= (*falling)[i - 1]);
  }
  CHECK(ceiling - rising->back() <= rest);
  CHECK(rising->back() <= ceiling);
  CHECK(falling->back() - ceiling <= rest);
  CHECK(falling->back() >= ceiling);
}

TEST_CASE("the month of a share is the first of the projection at or above it", "[growth_ceiling][laws]") {
  const auto path = kpi::project_mrr(money::of(1'234), steady, 100);
  REQUIRE(path);
  for (int percent = 5; percent < 100; percent += 5) {
    const auto share = ratio::percent(percent);
    const auto month = kpi::months_to_ceiling_share(money::of(1'234), steady, share);
    REQUIRE(month);
    REQUIRE(month->value() > 0);
    const auto i = static_cast<std::size_t>(month->value()) - 1;
    CHECK(*kpi::ceiling_share((*path)[i], steady) >= share);
    if (i > 0) CHECK(*kpi::ceiling_share((*path)[i - 1], steady) < share);
  }
}
