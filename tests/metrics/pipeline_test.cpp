// SPDX-License-Identifier: MIT
#include <kpi/metrics/pipeline.hpp>

#include "../support.hpp"

#include <array>

using namespace kpi_test;
using kpi::money;
using kpi::pipeline;
using kpi::prospect;
using kpi::ratio;
using positions = std::vector<std::size_t>;

namespace {

constexpr pipeline today{.open = money::of(800'000),
                         .qualified = money::of(600'000),
                         .verified = money::of(200'000),
                         .accurate = money::of(720'000),
                         .created = money::of(200'000),
                         .won = money::of(200'000),
                         .target = money::of(500'000)};
constexpr pipeline elsewhere{.open = money::of(100'000), .qualified = money::cents(1), .target = money::of(40'000)};

constexpr ratio certain = ratio::percent(100);
constexpr money smallest = money::ten_thousandths(1);
constexpr money largest = money::ten_thousandths(money::limit);

ratio fraction(std::int64_t n, std::int64_t d) { return *ratio::of(kpi::count(n), kpi::count(d)); }

constexpr std::array long_shot_and_safe{prospect{money::of(90'000), ratio::percent(10)},
                                        prospect{money::of(10'000), ratio::percent(90)}};

static_assert(*kpi::qualified_pipeline_share(today) == ratio::percent(75), "usable at compile time");
static_assert(*kpi::weighted_pipeline(long_shot_and_safe) == money::of(18'000), "usable at compile time");
static_assert(kpi::input_set<prospect> && !kpi::measure<prospect>, "prospects do not add");
static_assert(sizeof(prospect) == sizeof(money) + sizeof(ratio));
static_assert(noexcept(kpi::weighted_pipeline({})));

}  // namespace

TEST_CASE("pipeline coverage is the open pipeline over what is missing from the target", "[pipeline]") {
  const auto coverage =
      kpi::pipeline_coverage({.open = money::of(900'000), .won = money::of(200'000), .target = money::of(500'000)});
  REQUIRE(coverage);
  CHECK(coverage->numerator() == 900'000 * money::per_unit);
  CHECK(coverage->denominator() == (500'000 - 200'000) * money::per_unit);
  CHECK(coverage == ratio::percent(300));
}

TEST_CASE("pipeline coverage is undefined once the target is met or passed", "[pipeline]") {
  CHECK(kpi::pipeline_coverage({}).error() == undefined("target - won"));
  CHECK(kpi::pipeline_coverage({.open = money::of(1), .won = money::of(5), .target = money::of(5)}).error() ==
        undefined("target - won"));
  CHECK(kpi::pipeline_coverage({.open = money::of(1), .won = money::of(6), .target = money::of(5)}).error() ==
        undefined("target - won"));
}

TEST_CASE("pipeline coverage refuses overflow before a negative amount, and both before a target met", "[pipeline]") {
  CHECK(kpi::pipeline_coverage({.open = money::of(-1), .target = too_much}).error() == overflow("target"));
  CHECK(kpi::pipeline_coverage({.open = too_much, .won = too_much}).error() == overflow("open"));
  CHECK(kpi::pipeline_coverage({.open = money::of(-1), .won = money::of(-1)}).error() == negative("open"));
  CHECK(kpi::pipeline_coverage({.won = money::of(-1), .target = money::of(-1)}).error() == negative("won"));
  CHECK(kpi::pipeline_coverage({.target = money::of(-1)}).error() == negative("target"));
}

TEST_CASE("pipeline coverage reads only its own fields, over the whole range", "[pipeline]") {
  CHECK(kpi::pipeline_coverage({.open = money::of(3),
                                .qualified = too_much,
                                .verified = money::of(-1),
                                .accurate = too_much,
                                .created = money::of(-1),
                                .target = money::of(1)}) == ratio::percent(300));
  CHECK(kpi::pipeline_coverage({.open = largest, .target = largest}) == ratio::percent(100));
  CHECK(kpi::pipeline_coverage({.open = largest, .won = largest, .target = largest}).error() ==
        undefined("target - won"));
}

TEST_CASE("pipeline shares are parts of what is open", "[pipeline]") {
  CHECK(kpi::qualified_pipeline_share(today) == ratio::percent(75));
  CHECK(kpi::verified_pipeline_share(today) == ratio::percent(25));
  CHECK(kpi::pipeline_accuracy(today) == ratio::percent(90));
}

TEST_CASE("pipeline shares are undefined when nothing is open", "[pipeline]") {
  CHECK(kpi::qualified_pipeline_share({}).error() == undefined("open"));
  CHECK(kpi::verified_pipeline_share({}).error() == undefined("open"));
  CHECK(kpi::pipeline_accuracy({}).error() == undefined("open"));
}

TEST_CASE("pipeline shares refuse overflow, then a negative amount, then a part above its whole", "[pipeline]") {
  CHECK(kpi::qualified_pipeline_share({.open = money::of(-1), .qualified = too_much}).error() == overflow("qualified"));
  CHECK(kpi::qualified_pipeline_share({.open = money::of(-1), .qualified = money::of(-1)}).error() == negative("open"));
  CHECK(kpi::qualified_pipeline_share({.qualified = money::of(-1)}).error() == negative("qualified"));
  CHECK(kpi::qualified_pipeline_share({.qualified = smallest}).error() == inconsistent("qualified"));

  CHECK(kpi::verified_pipeline_share({.open = money::of(-1), .verified = too_much}).error() == overflow("verified"));
  CHECK(kpi::verified_pipeline_share({.open = money::of(-1), .verified = money::of(-1)}).error() == negative("open"));
  CHECK(kpi::verified_pipeline_share({.verified = money::of(-1)}).error() == negative("verified"));
  CHECK(kpi::verified_pipeline_share({.open = money::of(1), .verified = money::of(2)}).error() ==
        inconsistent("verified"));

  CHECK(kpi::pipeline_accuracy({.open = money::of(-1), .accurate = too_much}).error() == overflow("accurate"));
  CHECK(kpi::pipeline_accuracy({.open = money::of(-1), .accurate = money::of(-1)}).error() == negative("open"));
  CHECK(kpi::pipeline_accuracy({.accurate = money::of(-1)}).error() == negative("accurate"));
  CHECK(kpi::pipeline_accuracy({.open = money::of(1), .accurate = money::of(2)}).error() == inconsistent("accurate"));
}

TEST_CASE("each pipeline share reads only its own field and what is open", "[pipeline]") {
  const pipeline broken{.open = money::of(4),
                        .qualified = money::of(9),
                        .verified = too_much,
                        .accurate = money::of(-1),
                        .created = too_much,
                        .won = too_much,
                        .target = too_much};
  auto p = broken;
  p.qualified = money::of(1);
  CHECK(kpi::qualified_pipeline_share(p) == ratio::percent(25));
  p = broken;
  p.verified = money::of(1);
  CHECK(kpi::verified_pipeline_share(p) == ratio::percent(25));
  p = broken;
  p.accurate = money::of(1);
  CHECK(kpi::pipeline_accuracy(p) == ratio::percent(25));
}

TEST_CASE("pipeline created is the amount opened in the period, and 0 of none", "[pipeline]") {
  const pipeline one{.created = money::of(120'000)};
  const pipeline other{.created = money::of(80'000)};
  CHECK(kpi::pipeline_created(one + other) == money::of(200'000));
  CHECK(kpi::pipeline_created({}) == money{});
  CHECK(kpi::pipeline_created({.created = money::of(-1)}).error() == negative("created"));
  CHECK(kpi::pipeline_created({.created = too_much}).error() == overflow("created"));
  CHECK(kpi::pipeline_created(pipeline{.created = largest} + one).error() == overflow("created"));
  CHECK(kpi::pipeline_created({.open = too_much, .created = largest, .won = money::of(-1)}) == largest);
}

TEST_CASE("weighted pipeline weighs each deal, not the total by the mean probability", "[pipeline]") {
  CHECK(kpi::weighted_pipeline(long_shot_and_safe) == money::of(9'000 + 9'000));
}

TEST_CASE("weighted pipeline of no prospects is 0", "[pipeline]") {
  CHECK(kpi::weighted_pipeline({}) == money{});
  CHECK(kpi::weighted_pipeline(
            std::vector<prospect>{prospect{.amount = money::of(5), .probability = ratio::percent(0)}}) == money{});
}

TEST_CASE("weighted pipeline rounds each product half-even", "[pipeline]") {
  const ratio half = fraction(1, 2);
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{smallest, half}}) == money{});
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{money::ten_thousandths(3), half}}) ==
        money::ten_thousandths(2));
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{smallest, half}, {smallest, half}, {smallest, half}}) ==
        money{});
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{money::of(100), fraction(1, 3)}}) ==
        money::ten_thousandths(333'333));
}

TEST_CASE("prospects are refused by the first that is out of order", "[pipeline]") {
  const prospect good{money::of(1), certain};
  const prospect beyond{too_much, ratio::percent(-1)};
  const prospect below{money::of(-1), ratio::percent(-1)};
  const prospect unlikely{money::of(1), ratio::percent(-1)};
  const prospect too_likely{money::of(1), fraction(money::limit, money::limit - 1)};
  const auto both = [](const auto& prospects, const kpi::error& why) {
    CHECK(kpi::weighted_pipeline(prospects).error() == why);
    CHECK(kpi::rank_by_expected_value(prospects).error() == why);
  };
  both(std::vector<prospect>{good, beyond}, overflow("amount"));
  both(std::vector<prospect>{good, below}, negative("amount"));
  both(std::vector<prospect>{good, unlikely}, negative("probability"));
  both(std::vector<prospect>{good, too_likely}, inconsistent("probability"));
  both(std::vector<prospect>{good, prospect{money::of(-1), ratio::percent(101)}}, negative("amount"));
  both(std::vector<prospect>{too_likely, beyond}, inconsistent("probability"));
  both(std::vector<prospect>{unlikely, below}, negative("probability"));
}

TEST_CASE("a weighted pipeline beyond the range is reported, not wrapped", "[pipeline]") {
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{largest, certain}}) == largest);
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{largest, certain}, {smallest, certain}}).error() ==
        overflow("amount * probability"));
  CHECK(kpi::weighted_pipeline(
            std::vector<prospect>{prospect{largest, certain}, {largest, certain}, {smallest, ratio::percent(2)}})
            .error() == overflow("amount * probability"));
  const prospect bad{money::of(-1), certain};
  CHECK(kpi::weighted_pipeline(std::vector<prospect>{prospect{largest, certain}, {smallest, certain}, bad}).error() ==
        negative("amount"));
}

TEST_CASE("weighted pipelines of parts add up to that of the whole", "[pipeline][laws]") {
  std::vector<prospect> all;
  for (int i = 0; i < 60; ++i) all.push_back({money::ten_thousandths(7'919 * i + 1), fraction(i % 8, 7 + i % 3)});
  const std::span whole(all);
  for (const std::size_t cut : {0U, 1U, 17U, 59U, 60U})
    CHECK(*kpi::weighted_pipeline(whole.first(cut)) + *kpi::weighted_pipeline(whole.subspan(cut)) ==
          *kpi::weighted_pipeline(whole));
}

TEST_CASE("prospects rank by amount times probability, the highest first", "[pipeline]") {
  const std::array prospects{prospect{money::of(100'000), ratio::percent(10)},
                             prospect{money::of(40'000), ratio::percent(50)},
                             prospect{money::of(20'000), ratio::percent(100)}};
  CHECK(*kpi::rank_by_expected_value(prospects) == positions{1, 2, 0});
  CHECK(kpi::rank_by_expected_value({})->empty());
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{prospects[0]}) == positions{0});
}

TEST_CASE("with every probability 1 prospects rank by potential value", "[pipeline]") {
  const std::array prospects{prospect{money::of(2), certain}, prospect{money::of(3), fraction(7, 7)},
                             prospect{money::of(0), certain}, prospect{money::of(9), certain}};
  CHECK(*kpi::rank_by_expected_value(prospects) == positions{3, 1, 0, 2});
}

TEST_CASE("prospects of equal expected value stay in their order", "[pipeline]") {
  const std::array equal{prospect{money::of(1), certain}, prospect{money::of(3), fraction(1, 3)},
                         prospect{money::of(2), fraction(50, 100)}, prospect{money::of(9), fraction(1, 9)}};
  CHECK(*kpi::rank_by_expected_value(equal) == positions{0, 1, 2, 3});
  const std::array zero{prospect{money{}, certain}, prospect{largest, ratio::percent(0)},
                        prospect{money{}, ratio::percent(0)}, prospect{smallest, fraction(1, money::limit)}};
  CHECK(*kpi::rank_by_expected_value(zero) == positions{3, 0, 1, 2});
}

TEST_CASE("prospects rank exactly where doubles could not tell them apart", "[pipeline]") {
  constexpr std::int64_t n = money::limit;
  const money one_less = money::ten_thousandths(n - 1);
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{prospect{one_less, certain}, {largest, certain}}) ==
        positions{1, 0});
  // n · (n − 1)/n = n − 1: a tie, which stays in order from both sides
  const prospect scaled{largest, fraction(n - 1, n)};
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{scaled, prospect{one_less, certain}}) == positions{0, 1});
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{prospect{one_less, certain}, scaled}) == positions{0, 1});
  // a product beyond 64 bits against one within
  const prospect half_of_all{largest, ratio::percent(50)};
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{prospect{money::of(1), certain}, half_of_all}) ==
        positions{1, 0});
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{half_of_all, prospect{money::of(1), certain}}) ==
        positions{0, 1});
  // n · (n − 2)/(n − 1) is less than n − 1, by 1/(n − 1)
  const prospect below{largest, fraction(n - 2, n - 1)};
  CHECK(*kpi::rank_by_expected_value(std::vector<prospect>{below, prospect{one_less, certain}}) == positions{1, 0});
}

TEST_CASE("a ranking is in order and names each prospect once", "[pipeline][laws]") {
  std::vector<prospect> many;
  for (int i = 0; i < 500; ++i) many.push_back({money::of((i * 7'919) % 101), ratio::percent((i * 31) % 101)});
  const auto ranked = kpi::rank_by_expected_value(many);
  REQUIRE(ranked);
  REQUIRE(ranked->size() == many.size());
  const auto worth = [&](std::size_t place) {
    const prospect& p = many[(*ranked)[place]];
    return p.amount.value() * p.probability.numerator();
  };
  std::vector<bool> seen(many.size());
  for (std::size_t place = 0; place < many.size(); ++place) {
    seen[(*ranked)[place]] = true;
    if (place == 0) continue;
    const bool falls = worth(place - 1) > worth(place);
    const bool tie_in_order = worth(place - 1) == worth(place) && (*ranked)[place - 1] < (*ranked)[place];
    CHECK((falls || tie_in_order));
  }
  CHECK(seen == std::vector<bool>(many.size(), true));
}

TEST_CASE("pipeline measures keep their laws", "[pipeline][laws]") {
  check_measure_laws(today, elsewhere, pipeline{.verified = money::cents(3), .won = money::of(1)});
  for (const auto& p : {today, elsewhere, today + elsewhere}) {
    CHECK(*kpi::qualified_pipeline_share(p) <= ratio::percent(100));
    CHECK(*kpi::qualified_pipeline_share(p + p) == *kpi::qualified_pipeline_share(p));
    CHECK(*kpi::pipeline_coverage(p + p) == *kpi::pipeline_coverage(p));
  }
}
