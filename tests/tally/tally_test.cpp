// SPDX-License-Identifier: MIT
#include <kpi/tally/tally.hpp>

#include "../support.hpp"

#include <kpi/metrics/win_rate.hpp>
#include <kpi/tally/distribution.hpp>

#include <algorithm>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <thread>
#include <utility>
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

constexpr int block = kpi::detail::unchecked::block;  // rows that are added at once, or else with care

opportunities outcome(const visit& v) { return {.opened = 1, .won = v.bought ? 1 : 0, .lost = v.bought ? 0 : 1}; }

}  // namespace

TEST_CASE("a tally folds any range into a measure", "[tally]") {
  CHECK(kpi::tally(visits, outcome) == opportunities{.opened = 4, .won = 2, .lost = 2});
  CHECK(kpi::tally(std::forward_list<visit>(visits.begin(), visits.end()), outcome).opened == 4);
  CHECK(kpi::tally(std::vector<visit>{}, outcome) == opportunities{});
  const visit array[] = {visits[0], visits[1]};
  CHECK(kpi::tally(array, outcome).won == 1);

  // That an end can be reached does not mean that it can be counted from the beginning.
  const auto bought = [](const visit& v) { return v.bought; };
  CHECK(kpi::tally(visits | std::views::take_while(bought), outcome).opened == 1);
  CHECK(kpi::tally<opportunities>(visits | std::views::take_while(bought), outcome).opened == 1);
  CHECK(kpi::tally_by<opportunities>(visits | std::views::take_while(bought), &visit::floor, outcome).size() == 1);
  CHECK(kpi::tally_by(visits | std::views::take_while(bought), &visit::floor, outcome).size() == 1);
}

TEST_CASE("a tally folds a struct it has never seen", "[tally]") {
  const auto total = kpi::tally(visits, [](const visit& v) { return footfall{outcome(v), 0.5}; });
  CHECK(total.o.won == 2);
  CHECK(total.weight == 2.0);
  const auto floors = kpi::tally_by(visits, &visit::floor, [](const visit& v) { return footfall{outcome(v), 0.5}; });
  REQUIRE(floors.size() == 2);
  CHECK(floors[0].second.o.won == 2);
  CHECK(floors[1].second.weight == 1.0);
}

TEST_CASE("a tally adds answers of another type, and answers that are the measure, when it is named", "[tally]") {
  const auto floor = [](const visit& v) { return v.floor; };
  CHECK(kpi::tally<kpi::count>(visits, floor) == 6);
  const auto by_shop = kpi::tally_by<kpi::count>(visits, &visit::shop, floor);
  CHECK(by_shop == std::vector<std::pair<std::string, kpi::count>>{{"east", 1}, {"north", 3}, {"south", 2}});
  const auto half = [](const visit& v) { return footfall{outcome(v), 0.5}; };
  CHECK(kpi::tally<footfall>(visits, half).weight == 2.0);
}

TEST_CASE("a tally adds in place when the measure is named", "[tally]") {
  const auto names = kpi::tally<std::vector<std::string>>(
      visits, [](std::vector<std::string>& all, const visit& v) { all.push_back(v.shop); });
  CHECK(names == std::vector<std::string>{"north", "south", "north", "east"});
}

TEST_CASE("what can be asked about a row alone is asked, unless it does nothing but add", "[tally]") {
  // With its default argument, f(row) could also be called as if it added in place: f(count, row).
  const std::vector<kpi::count> rows{1, 2, 3};
  const auto twice = [](const kpi::count& n, const kpi::count& = 0) { return n + n; };
  CHECK(kpi::tally(rows, twice) == 12);
  CHECK(kpi::tally<kpi::count>(rows, twice) == 12);
  CHECK(kpi::tally(std::list<kpi::count>(rows.begin(), rows.end()), twice) == 12);
  const auto same = [](const kpi::count&) { return 0; };
  CHECK(kpi::tally_by(rows, same, twice) == std::vector<std::pair<int, kpi::count>>{{0, 12}});

  struct both {
    kpi::count operator()(const kpi::count& n) const { return n; }
    void operator()(kpi::count& total, const kpi::count& n) const { total += n + n; }
  };
  CHECK(kpi::tally<kpi::count>(rows, both{}) == 12);
  CHECK(kpi::tally_by<kpi::count>(rows, same, both{}) == std::vector<std::pair<int, kpi::count>>{{0, 12}});

  const auto adds = [](kpi::count& total, const kpi::count& n) { return total += n; };
  CHECK(kpi::tally<kpi::count>(rows, adds) == 6);
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

TEST_CASE("what is called for a row need not be copied", "[tally]") {
  const auto twos = [] { return [two = std::make_unique<int>(2)](const visit&) { return kpi::count(*two); }; };
  const auto upstairs = [] { return [up = std::make_unique<int>(10)](const visit& v) { return v.floor + *up; }; };
  CHECK(kpi::tally(visits, twos()) == 8);
  CHECK(kpi::tally_by(visits, upstairs(), twos()) == std::vector<std::pair<int, kpi::count>>{{11, 4}, {12, 4}});
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

TEST_CASE("a tally marks what overflows, in whatever block of rows it happens", "[tally][overflow]") {
  const kpi::count half = kpi::count::limit / 2 - 2 * block;
  const auto opened = [](const kpi::count& n) { return opportunities{.opened = n, .won = 1}; };
  std::vector<kpi::count> rows(3 * block, 1);
  rows[block + 900] = half;
  rows[block + 1'900] = half;
  CHECK(kpi::tally(rows, opened).opened == half + half + 3 * block - 2);
  rows.back() = half;
  CHECK(kpi::tally(rows, opened).opened.overflowed());
  CHECK(kpi::tally(rows, opened).won == 3 * block);
  rows.back() = -half;
  CHECK(kpi::tally(rows, opened).opened == half + 3 * block - 3);
  rows[1] = too_many;
  CHECK(kpi::tally(rows, opened).opened.overflowed());
  CHECK(kpi::tally(std::vector<kpi::count>(16, std::int64_t{1} << 60), std::identity{}).overflowed());  // 2^64
}

TEST_CASE("groups mark what overflows, each for itself", "[tally][overflow]") {
  const kpi::count half = kpi::count::limit / 2;
  const auto opened = [](const std::pair<int, kpi::count>& r) { return opportunities{.opened = r.second}; };
  std::vector<std::pair<int, kpi::count>> rows;
  for (int i = 0; i < 30'000; ++i)
    rows.emplace_back(i % 3, i < 20'000 && i > 19'990 && i % 3 != 2 ? half : kpi::count(i));
  for (const auto& groups : {kpi::tally_by(
           rows, [](const auto& r) { return r.first; }, opened)}) {
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].second.opened.overflowed());
    CHECK(groups[1].second.opened.overflowed());
    std::int64_t sum = 0;
    for (int i = 2; i < 30'000; i += 3) sum += i;
    CHECK(groups[2].second.opened == sum);
  }
}

TEST_CASE("what is taken off a group does not hide that it left the range", "[tally][overflow]") {
  const auto opened = [](const std::vector<kpi::count>& rows) {
    return kpi::tally_by(
               rows, [](const kpi::count&) { return 0; },
               [](const kpi::count& n) { return opportunities{.opened = n}; })
        .front()
        .second.opened;
  };
  std::vector<kpi::count> rows(2 * block, 0);
  rows.front() = kpi::count::limit - 5;
  rows.back() = 10;
  CHECK(opened(rows).overflowed());
  rows.push_back(-100);  // the first of a block
  CHECK(opened(rows).overflowed());
}

TEST_CASE("integer keys may be of any size, sign and order", "[tally]") {
  const auto each = [](std::int64_t) { return opportunities{.opened = 1}; };
  std::vector<std::int64_t> keys{5, INT64_MIN, -3, INT64_MAX, 1'000'000'000, 0, 5, -70'000, 70'000, INT64_MAX, 5};
  for (std::int64_t k = 5'000; k > -5'000; k -= 7) keys.push_back(k);
  for (int i = 13; i < 50; ++i) keys.push_back(-(std::int64_t{1} << i));  // no table reaches that far
  const auto groups = kpi::tally_by(keys, std::identity{}, each);
  std::map<std::int64_t, kpi::count> expected;
  for (const std::int64_t k : keys) expected[k] += 1;
  REQUIRE(groups.size() == expected.size());
  CHECK(std::equal(groups.begin(), groups.end(), expected.begin(),
                   [](const auto& g, const auto& e) { return g.first == e.first && g.second.opened == e.second; }));
  const std::vector<std::uint64_t> large{UINT64_MAX, 0, UINT64_MAX - 1};
  const auto sorted = kpi::tally_by(large, std::identity{}, [](std::uint64_t) { return opportunities{.won = 1}; });
  REQUIRE(sorted.size() == 3);
  CHECK(sorted[0].first == 0);
  CHECK(sorted[2].first == UINT64_MAX);
}

TEST_CASE("rows in portions give what they give in one go", "[tally][laws]") {
  std::vector<visit> many;
  for (int i = 0; i < 20'000; ++i) many.push_back({"shop " + std::to_string(i % 23), i % 7, i % 3 == 0});
  kpi::groups<std::string, opportunities> by_shop;
  kpi::groups<int, opportunities> by_floor;
  kpi::groups<int, std::vector<bool>> bought;
  opportunities total;
  const auto append = [](std::vector<bool>& all, const visit& v) { all.push_back(v.bought); };
  for (std::size_t begin = 0, size = 1; begin < many.size(); begin += size, size = size * 3 + 1) {
    const auto portion = std::span(many).subspan(begin, std::min(size, many.size() - begin));
    by_shop.add(portion, &visit::shop, outcome);
    by_floor.add(portion, &visit::floor, outcome);
    bought.add(portion, &visit::floor, append);
    total += kpi::tally(portion, outcome);
  }
  CHECK(total == kpi::tally(many, outcome));
  CHECK(by_shop.sorted() == kpi::tally_by(many, &visit::shop, outcome));
  CHECK(by_floor.sorted() == kpi::tally_by(many, &visit::floor, outcome));
  CHECK(bought.sorted() == kpi::tally_by<std::vector<bool>>(many, &visit::floor, append));
}

TEST_CASE("a copy of groups is its own", "[tally]") {
  kpi::groups<int, kpi::count> first;
  first[1] += 10;
  auto copy = first;
  copy[1] += 5;
  CHECK(copy[1] == 15);
  copy = first;
  copy[1] += 1;
  CHECK(copy[1] == 11);
  CHECK(first[1] == 10);
}

TEST_CASE("who asks groups for a key adds none", "[tally]") {
  kpi::groups<int, kpi::count> floors;
  kpi::groups<std::string, kpi::count> shops;
  CHECK(floors.find(0) == nullptr);
  CHECK(shops.find("Oslo") == nullptr);

  for (const int key : {3, 5'000, -300, 2'000'000'000}) floors[key] += key;
  for (const int key : {3, 5'000, -300, 2'000'000'000}) {
    REQUIRE(floors.find(key) == &floors[key]);
    CHECK(*floors.find(key) == key);
  }
  for (const int key : {2, 4, 1'000, 1'000'000, -1'000'000'000, 2'000'000'001}) CHECK(floors.find(key) == nullptr);
  CHECK(floors.sorted().size() == 4);

  shops["Oslo"] += 7;
  CHECK(shops.find("Oslo") == &shops["Oslo"]);
  CHECK(shops.find("Bergen") == nullptr);
  CHECK(shops.sorted() == std::vector<std::pair<std::string, kpi::count>>{{"Oslo", 7}});
}

TEST_CASE("groups merge, whatever keys each has", "[tally][laws]") {
  const std::span all(visits);
  kpi::groups<std::string, opportunities> a;
  kpi::groups<std::string, opportunities> b;
  a.add(all.first(2), &visit::shop, outcome);
  b.add(all.subspan(2), &visit::shop, outcome);
  a += b;
  CHECK(a.sorted() == kpi::tally_by(visits, &visit::shop, outcome));
  b[""] += opportunities{.opened = 5};
  CHECK(b.sorted().front() == std::pair{std::string(), opportunities{.opened = 5}});

  kpi::groups<std::int64_t, kpi::count> near;
  kpi::groups<std::int64_t, kpi::count> far;
  near[1] += 1;
  far[INT64_MIN] += 2;
  far[1] += 3;
  near += far;
  CHECK(near.sorted() == std::vector<std::pair<std::int64_t, kpi::count>>{{INT64_MIN, 2}, {1, 4}});
}

TEST_CASE("rows are split into no more parts than there are cores, and few rows are not", "[tally][parallel]") {
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
  CHECK(kpi::parts_for(0) == 1);
  CHECK(kpi::parts_for(99'999) == 1);
  CHECK(kpi::parts_for(100'000) == std::min<std::size_t>(cores, 2));
  CHECK(kpi::parts_for(4'000'000'000) == cores);
}

TEST_CASE("what costs little to merge is split four times as often, but few rows are not", "[tally][parallel]") {
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
  CHECK(kpi::detail::small_parts_for(99'999) == 1);
  CHECK(kpi::detail::small_parts_for(4'000'000'000) == (cores == 1 ? 1 : 4 * cores));
}

namespace {

struct board {
  kpi::money sold{};
  kpi::distribution<kpi::days> cycles{};

  static constexpr void fields(auto f, auto&... b) {
    f("sold", b.sold...);
    f("cycles", b.cycles...);
  }
};

struct board_of_row {
  kpi::money sold{};
  kpi::occurrence<kpi::days> cycles{};
};

}  // namespace

TEST_CASE("a row adds one value or none to a distribution", "[tally]") {
  const auto of_row = [](int n) {
    return board_of_row{.sold = kpi::money::of(n), .cycles = {.value = kpi::days(n), .times = n % 2}};
  };
  const std::vector<int> small{1, 2, 3, 4, 5};
  const board all = kpi::tally<board>(small, of_row);
  CHECK(all.sold == kpi::money::of(15));
  CHECK(all.cycles.count() == 3);
  CHECK(all.cycles.median() == 3.0);
  const auto by_size = kpi::tally_by<board>(
      small, [](int n) { return n > 2; }, of_row);
  REQUIRE(by_size.size() == 2);
  CHECK(by_size[0].second.sold == kpi::money::of(3));
  CHECK(by_size[0].second.cycles.median() == 1.0);
  CHECK(by_size[1].second.sold == kpi::money::of(12));
  CHECK(by_size[1].second.cycles.median() == 4.0);

  const std::list<int> one_after_another(small.begin(), small.end());
  CHECK(kpi::tally<board>(one_after_another, of_row).cycles == all.cycles);
  CHECK(kpi::tally_by<board>(
            one_after_another, [](int) { return 0; }, of_row)[0]
            .second.sold == all.sold);

  // Too large to be added without a look at the range: the block is taken back, and added once more.
  const std::vector<int> large{1, 2, 1'000'000'001, 3};
  const board exact = kpi::tally<board>(large, of_row);
  CHECK(exact.sold == kpi::money::of(1'000'000'007));
  CHECK(exact.cycles.count() == 3);
  CHECK(exact.cycles.median() == 3.0);
  const auto mended = kpi::tally_by<board>(
      large, [](int n) { return n % 2; }, of_row);
  REQUIRE(mended.size() == 2);
  CHECK(mended[1].second.sold == kpi::money::of(1'000'000'005));
  CHECK(mended[1].second.cycles == exact.cycles);

  // A row may stand for several, and a correction for one less.
  const auto several = [](int n) { return board_of_row{.cycles = {.value = kpi::days(n), .times = n - 2}}; };
  const board weighed = kpi::tally<board>(small, several);  // 1 once less, 3 once, 4 twice, 5 three times
  CHECK(weighed.cycles.count() == 5);
  CHECK(weighed.cycles.cells() == std::vector<std::pair<kpi::days, kpi::count>>{
                                      {kpi::days(1), -1}, {kpi::days(3), 1}, {kpi::days(4), 2}, {kpi::days(5), 3}});
}

TEST_CASE("values of thousands of groups, and of few, go to their own", "[tally]") {
  std::vector<int> rows(320'000);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int>(i);
  const auto of_row = [](int n) {
    return board_of_row{.sold = kpi::money::of(1),
                        .cycles = {.value = kpi::days(n / 5'000), .times = n % 8 != 0 ? 1 : 0}};
  };
  for (const int groups : {1, 5'000}) {
    const auto key = [groups](int n) { return n % groups; };
    const auto by_key = kpi::tally_by<board>(rows, key, of_row);
    REQUIRE(by_key.size() == static_cast<std::size_t>(groups));
    for (const auto& [group, b] : by_key) {
      kpi::distribution<kpi::days> expected;
      for (std::size_t i = static_cast<std::size_t>(group); i < rows.size(); i += static_cast<std::size_t>(groups))
        if (rows[i] % 8 != 0) expected.add(kpi::days(rows[i] / 5'000));
      CHECK(b.cycles == expected);
      CHECK(b.sold == kpi::money::of(320'000 / groups));
    }
    CHECK(kpi::tally_by<board>(
              rows, [key](int n) { return std::to_string(key(n)); }, of_row)
              .size() == by_key.size());
  }
}

TEST_CASE("portions shorter than there are groups give what all rows give in one go", "[tally][laws]") {
  std::vector<int> rows(3'000);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int>(i);
  const auto of_row = [](int n) {
    return board_of_row{.sold = kpi::money::of(n == 2'222 ? 1'000'000'000 : n), .cycles = {kpi::days(n / 600), n % 2}};
  };
  const auto number = [](int n) { return n % 600; };
  const auto name = [](int n) { return std::to_string(n % 600); };
  kpi::groups<int, board> numbered;
  kpi::groups<std::string, board> named;
  for (std::size_t begin = 0, size = 1'000; begin < rows.size(); begin += size, size = 100) {
    numbered.add(std::span(rows).subspan(begin, size), number, of_row);
    named.add(std::span(rows).subspan(begin, size), name, of_row);
  }
  for (const auto& [key, all] : kpi::tally_by<board>(rows, number, of_row)) {
    for (const board* b : {numbered.find(key), named.find(std::to_string(key))}) {
      REQUIRE(b != nullptr);
      CHECK(b->sold == all.sold);
      CHECK(b->cycles == all.cycles);
    }
  }
  CHECK(numbered.find(422)->sold == kpi::money::of(1'000'000'000 + 422 + 1'022 + 1'622 + 2'822));
}

TEST_CASE("a row that is added with care takes nothing from other rows, nor gives it twice", "[tally]") {
  constexpr int n = 2 * block + 1'000;
  std::vector<int> rows(n);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int>(i);
  for (const int large : {block + 1'000, 2 * block + 500}) {
    const auto of_row = [large](int i) {
      return board_of_row{.sold = kpi::money::of(i == large ? 1'000'000'000 : 1), .cycles = {kpi::days(i % 10), 1}};
    };
    const board all = kpi::tally<board>(rows, of_row);
    CHECK(all.sold == kpi::money::of(1'000'000'000 + n - 1));
    CHECK(all.cycles.count() == n);
    const auto by_key = kpi::tally_by<board>(
        rows, [](int i) { return i % 2; }, of_row);
    REQUIRE(by_key.size() == 2);
    CHECK(by_key[0].second.sold == kpi::money::of(1'000'000'000 + n / 2 - 1));
    CHECK(by_key[0].second.cycles.count() == n / 2);
    CHECK(by_key[1].second.cycles.count() == n / 2);
  }
}

TEST_CASE("every row may stand for two", "[tally]") {
  const std::vector<int> rows{1, 2, 3};
  const auto of_row = [](int n) { return board_of_row{.cycles = {.value = kpi::days(n), .times = 2}}; };
  CHECK(kpi::tally<board>(rows, of_row).cycles.count() == 6);
  CHECK(kpi::tally_by<board>(
            rows, [](int) { return 0; }, of_row)[0]
            .second.cycles.count() == 6);
}

TEST_CASE("a measure of a key stays where it is, whatever keys come later", "[tally]") {
  kpi::groups<int, kpi::count> table;
  kpi::count& first = table[0];
  first += 1;
  for (const int key : {1, 70, 5'000, -300, 100'000'000, -2'000'000'000}) table[key] += 1;
  first += 1;
  CHECK(table.sorted() == std::vector<std::pair<int, kpi::count>>{
                              {-2'000'000'000, 1}, {-300, 1}, {0, 2}, {1, 1}, {70, 1}, {5'000, 1}, {100'000'000, 1}});
}
