// SPDX-License-Identifier: MIT
#include <kpi/tally/tally.hpp>

#include "../support.hpp"

#include <kpi/metrics/win_rate.hpp>

#include <forward_list>
#include <string>
#include <vector>

using namespace kpi_test;
using kpi::opportunities;

namespace {

/// A struct of measures that the library has never seen: all it needs is `+=`.
struct visit {
  std::string shop;
  int floor;
  bool bought;
};
struct footfall {
  opportunities o{};
  double weight = 0;
  footfall& operator+=(const footfall& other) {
    o += other.o;
    weight += other.weight;
    return *this;
  }
};

const std::vector<visit> visits{{"north", 1, true}, {"south", 2, false}, {"north", 2, false}, {"east", 1, true}};

opportunities outcome(const visit& v) { return {.opened = 1, .won = v.bought ? 1 : 0, .lost = v.bought ? 0 : 1}; }

}  // namespace

TEST_CASE("a tally folds any range into a measure", "[tally]") {
  CHECK(kpi::tally(visits, outcome) == opportunities{.opened = 4, .won = 2, .lost = 2});
  CHECK(kpi::tally(std::forward_list<visit>(visits.begin(), visits.end()), outcome).opened == 4);
  CHECK(kpi::tally(std::vector<visit>{}, outcome) == opportunities{});
  const visit array[] = {visits[0], visits[1]};
  CHECK(kpi::tally(array, outcome).won == 1);
}

TEST_CASE("a tally folds a struct it has never seen", "[tally]") {
  const auto total = kpi::tally(visits, [](const visit& v) { return footfall{outcome(v), 0.5}; });
  CHECK(total.o.won == 2);
  CHECK(total.weight == 2.0);
}

TEST_CASE("a tally adds in place when the measure is named", "[tally]") {
  const auto names = kpi::tally<std::vector<std::string>>(
      visits, [](std::vector<std::string>& all, const visit& v) { all.push_back(v.shop); });
  CHECK(names == std::vector<std::string>{"north", "south", "north", "east"});
}

TEST_CASE("a tally by key gives one measure a key, sorted", "[tally]") {
  const auto shops = kpi::tally_by(visits, &visit::shop, outcome);
  REQUIRE(shops.size() == 3);
  CHECK(shops[0].first == "east");
  CHECK(shops[1].first == "north");
  CHECK(shops[2].first == "south");
  CHECK(shops[1].second == opportunities{.opened = 2, .won = 1, .lost = 1});

  const auto floors = kpi::tally_by(
      visits, [](const visit& v) { return v.floor; }, outcome);
  REQUIRE(floors.size() == 2);
  CHECK(floors[0] == std::pair{1, opportunities{.opened = 2, .won = 2}});
}

TEST_CASE("a tally by a key without a hash uses its order", "[tally]") {
  const auto key = [](const visit& v) { return std::pair{v.floor, v.shop}; };
  const auto pairs = kpi::tally_by(visits, key, outcome);
  REQUIRE(pairs.size() == 4);
  CHECK(pairs[0].first == std::pair{1, std::string("east")});
  CHECK(pairs[3].first == std::pair{2, std::string("south")});
}

TEST_CASE("groups add up to the whole, and order does not matter", "[tally][laws]") {
  opportunities sum;
  for (const auto& [shop, o] : kpi::tally_by(visits, &visit::shop, outcome)) sum += o;
  CHECK(sum == kpi::tally(visits, outcome));
  const std::vector<visit> reversed(visits.rbegin(), visits.rend());
  CHECK(kpi::tally_by(reversed, &visit::shop, outcome) == kpi::tally_by(visits, &visit::shop, outcome));
}
