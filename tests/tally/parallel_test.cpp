// SPDX-License-Identifier: MIT
// Built twice: on TBB, and without it.
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/bytes.hpp>
#include <kpi/tally/columns.hpp>
#include <kpi/tally/ledger.hpp>
#include <kpi/tally/tally.hpp>

#include "../support.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <execution>
#include <limits>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace {

std::size_t parts = 2;

}  // namespace

/// In the place of the library's: few rows are split here, and on any machine alike.
std::size_t kpi::parts_for(std::size_t) noexcept { return parts; }

using namespace kpi_test;
using namespace date::literals;
using kpi::deal;
using kpi::deal_state;
using kpi::opportunities;

namespace {

/// A policy of one's own.
struct a_thread_each {};
template <class I, class F>
void for_each(a_thread_each, I first, I last, F f) {
  std::vector<std::thread> threads;
  for (; first != last; ++first) threads.emplace_back([&f, &part = *first] { f(part); });
  for (std::thread& t : threads) t.join();
}

// The thread sanitizer takes TBB, which is not compiled for it, for one long race.
#if defined(__SANITIZE_THREAD__)
#define KPI_TEST_OWN_THREADS
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define KPI_TEST_OWN_THREADS
#endif
#endif
#if defined(KPI_TEST_OWN_THREADS)
constexpr a_thread_each par;
constexpr a_thread_each par_unseq;
#else
constexpr auto par = std::execution::par;
constexpr auto par_unseq = std::execution::par_unseq;
#endif

constexpr std::size_t many = 3'001;

struct sale {
  std::uint32_t owner;
  std::int32_t cycle;
  std::int64_t price;
};

std::vector<sale> sales(std::size_t n) {
  std::vector<sale> all;
  std::uint32_t state = 7;
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % below;
  };
  for (std::size_t i = 0; i < n; ++i)
    all.push_back({next(300), static_cast<std::int32_t>(next(400)), std::int64_t{next(1'000'000)}});
  return all;
}

struct card {
  kpi::closed_sales sales{};
  kpi::distribution<kpi::days> cycles{};

  static constexpr void fields(auto f, auto&... c) {
    f("sales", c.sales...);
    f("cycles", c.cycles...);
  }
};
using kpi::operator+=;

kpi::closed_sales sold(const sale& s) { return {.revenue = kpi::money::cents(s.price), .deals = 1}; }
void put(card& c, const sale& s) {
  c.sales += sold(s);
  c.cycles.add(kpi::days(s.cycle));
}

std::vector<std::byte> bytes_of(const std::vector<std::pair<std::uint32_t, card>>& groups) {
  std::vector<std::byte> bytes;
  for (const auto& [key, c] : groups) {
    kpi::append_bytes(bytes, c);
    bytes.push_back(static_cast<std::byte>(key));
  }
  return bytes;
}

std::vector<deal> some_deals(std::size_t n) {
  std::vector<deal> deals;
  for (std::size_t i = 0; i < n; ++i) {
    const auto opened = date::sys_days{2023_y / 12 / 1} + date::days{static_cast<int>(i * 7 % 380)};
    deals.push_back({.opened = opened,
                     .closed = opened + date::days{static_cast<int>(i % 91) - 1},
                     .state = static_cast<deal_state>(i % 5),
                     .value = kpi::money::cents(i)});
  }
  return deals;
}

}  // namespace

TEST_CASE("every row is folded once, in whatever number of parts, and they merge in order", "[parallel]") {
  for (const std::size_t n : {1U, 2U, 3U, 5U, 8U, 100U}) {
    for (const std::size_t rows : {0U, 1U, 7U, 99U, 100U, 1000U}) {
      std::atomic<std::size_t> folds = 0;
      const auto fold = [&folds](std::size_t begin, std::size_t end) {
        ++folds;
        std::vector<std::size_t> seen;
        for (std::size_t i = begin; i < end; ++i) seen.push_back(i);
        return seen;
      };
      const auto merge = [](auto& total, const auto& next) { total.insert(total.end(), next.begin(), next.end()); };
      const auto all = kpi::detail::merged_in_order(kpi::detail::folded_parts(par, rows, n, fold), merge);
      REQUIRE(all.size() == rows);
      CHECK(std::is_sorted(all.begin(), all.end()));
      CHECK(folds == n);
    }
  }
}

TEST_CASE("parts follow one another up to the last row, however many rows there are", "[parallel]") {
  constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
  using ends = std::vector<std::size_t>;
  const auto fold = [](std::size_t begin, std::size_t end) { return ends{begin, end}; };
  const auto merge = [](ends& all, const ends& next) { all.insert(all.end(), next.begin(), next.end()); };
  const auto fold_in_parts = [&](std::size_t rows, std::size_t n) {
    return kpi::detail::merged_in_order(kpi::detail::folded_parts(par, rows, n, fold), merge);
  };
  CHECK(fold_in_parts(most, 2) == ends{0, most / 2 + 1, most / 2 + 1, most});
  CHECK(fold_in_parts(8, 3) == ends{0, 3, 3, 6, 6, 8});
}

TEST_CASE("tallies have the same bytes on any number of threads", "[parallel]") {
  const auto rows = sales(many);
  const auto total = kpi::to_bytes(kpi::tally(rows, sold));
  const auto with_medians = kpi::to_bytes(kpi::tally<card>(rows, put));
  const auto by_owner = kpi::tally_by(rows, &sale::owner, sold);
  const auto by_owner_with_medians = bytes_of(kpi::tally_by<card>(rows, &sale::owner, put));
  const auto by_name = [](const sale& s) { return std::to_string(s.owner); };
  const auto by_text = kpi::tally_by(rows, by_name, sold);
  for (const std::size_t n : {1U, 2U, 3U, 7U, 64U}) {
    parts = n;
    CHECK(kpi::to_bytes(kpi::tally(par, rows, sold)) == total);
    CHECK(kpi::to_bytes(kpi::tally<card>(par, rows, put)) == with_medians);
    CHECK(kpi::tally_by(par, rows, &sale::owner, sold) == by_owner);
    CHECK(bytes_of(kpi::tally_by<card>(par, rows, &sale::owner, put)) == by_owner_with_medians);
    CHECK(kpi::tally_by(par, rows, by_name, sold) == by_text);
  }
  CHECK(kpi::to_bytes(kpi::tally(std::execution::seq, rows, sold)) == total);
  CHECK(kpi::to_bytes(kpi::tally(par_unseq, rows, sold)) == total);
  auto shuffled = rows;
  std::reverse(shuffled.begin() + 1'234, shuffled.end());
  CHECK(bytes_of(kpi::tally_by<card>(par, shuffled, &sale::owner, put)) == by_owner_with_medians);
}

namespace {

/// By which groups a key was seen, in order.
struct trail {
  std::string seen{};
  trail& operator+=(const trail& other) {
    seen += other.seen;
    return *this;
  }
};

/// Groups `a`, `b` … of these keys, merged into the first on threads: each key has seen them in their order.
template <class Key>
void check_merged(const std::vector<std::vector<Key>>& keys) {
  std::map<Key, std::string> expected;
  std::vector<kpi::groups<Key, trail>> all;
  for (char name = 'a'; const auto& some : keys) {
    auto& groups = all.emplace_back();
    for (const Key& key : some) {
      groups[key] += trail{{name}};
      expected[key] += name;
    }
    ++name;
  }
  kpi::groups<Key, trail> first = std::move(all.front());
  const trail* const stays = keys.front().empty() ? nullptr : &first[keys.front().front()];
  all.erase(all.begin());
  first.merge(par, std::move(all));
  const auto merged = first.sorted();
  REQUIRE(merged.size() == expected.size());
  CHECK(std::equal(merged.begin(), merged.end(), expected.begin(),
                   [](const auto& m, const auto& e) { return m.first == e.first && m.second.seen == e.second; }));
  if (stays != nullptr) CHECK(stays == &first[keys.front().front()]);
}

}  // namespace

TEST_CASE("groups merge in their order on all cores, whatever keys each has", "[parallel]") {
  using keys = std::vector<std::vector<std::int64_t>>;
  check_merged(keys{{}, {}});
  check_merged(keys{{}, {7}, {7, 8}});
  check_merged(keys{{7}, {}, {}});
  check_merged(keys{{7}, {8, 200}});
  check_merged(keys{{0, 1, 70}, {1, 5, 200, 127, 128}, {-300, 70}, {70, -1}, {5'000}});
  check_merged(keys{{1'000}, {0, 999, 1'000}, {-128, -129, 128}});
  const std::int64_t far = 5'000'000'000;
  check_merged(keys{{1}, {far, 1}, {-far, 1}, {far}});      // one of them has a key away from its own table
  check_merged(keys{{1}, {2, far}, {1, -far, far}});        // the tables lie together, and have keys away
  check_merged(keys{{1}, {far}, {far + 1, far}, {1}});      // each has a table, and they lie far apart
  check_merged(keys{{far, 1}, {1, 2}, {1, far}, {-far}});   // the first itself has one away
  check_merged(keys{{0}, {1'000'000}, {-1'000'000}, {0}});  // no table reaches all of them
  check_merged(keys{{INT64_MAX}, {INT64_MAX - 128, INT64_MAX}, {INT64_MIN}, {INT64_MIN + 1, INT64_MAX}});
  check_merged(std::vector<std::vector<std::uint64_t>>{{UINT64_MAX, 0}, {1, UINT64_MAX}, {UINT64_MAX - 100}});
  check_merged(std::vector<std::vector<signed char>>{{-128, 127}, {127, 0}, {-1, -128}});
  check_merged(std::vector<std::vector<std::string>>{{"b", "a"}, {"c", "a"}, {"", "b"}});
}

TEST_CASE("a policy may be the caller's own", "[parallel]") {
  parts = 5;
  const auto rows = sales(many);
  CHECK(kpi::tally(a_thread_each{}, rows, sold) == kpi::tally(rows, sold));
  CHECK(kpi::tally_by(a_thread_each{}, rows, &sale::owner, sold) == kpi::tally_by(rows, &sale::owner, sold));
}

TEST_CASE("a tally on threads marks what overflows", "[parallel][overflow]") {
  parts = 4;
  std::vector<kpi::count> rows(many, 1);
  rows[10] = kpi::count::limit - static_cast<std::int64_t>(many);
  const auto opened = [](const kpi::count& n) { return opportunities{.opened = n, .won = 1}; };
  CHECK(kpi::tally(par, rows, opened).opened == kpi::count::limit - 1);
  rows[many - 1] = 3;
  CHECK(kpi::tally(par, rows, opened).opened.overflowed());
  CHECK(kpi::tally(par, rows, opened).won == static_cast<std::int64_t>(many));
  CHECK(kpi::tally_by(
            par, rows, [](const kpi::count&) { return 0; }, opened)[0]
            .second.opened.overflowed());
}

TEST_CASE("columns are split as rows are", "[parallel]") {
  parts = 3;
  const auto rows = sales(many);
  std::vector<std::uint32_t> owners;
  std::vector<std::int64_t> prices;
  for (const sale& s : rows) {
    owners.push_back(s.owner);
    prices.push_back(s.price);
  }
  const auto columns = kpi::columns<sale>(kpi::column<&sale::owner>(owners), kpi::column<&sale::price>(prices));
  REQUIRE(columns);
  CHECK(kpi::tally(par, *columns, sold) == kpi::tally(rows, sold));
  CHECK(kpi::tally_by(par, *columns, &sale::owner, sold) == kpi::tally_by(rows, &sale::owner, sold));
}

TEST_CASE("deals go to their periods on any number of threads", "[parallel]") {
  const auto deals = some_deals(many);
  const auto quarters = kpi::quarters_of(kpi::period::year(2024));
  const date::sys_days as_of = 2024_y / 10 / 31;
  const auto outcome = [](const kpi::deal_as_of& d, const kpi::period& p) { return kpi::opportunities_in(d, p); };
  const auto month = [](const deal& d) { return kpi::month_of(*d.opened); };
  const auto same = std::identity{};
  const auto all = kpi::tally_by_period(deals, quarters, as_of);
  const auto by_month = kpi::tally_by_period(deals, month, quarters, as_of, same, outcome);
  for (const std::size_t n : {2U, 5U}) {
    parts = n;
    CHECK(kpi::tally_by_period(par, deals, quarters, as_of) == all);
    CHECK(kpi::tally_by_period(par, deals, month, quarters, as_of, same, outcome) == by_month);
  }
}

TEST_CASE("the ledger never splits a customer, and puts them in order when they are not", "[parallel]") {
  std::vector<kpi::subscription_period> periods;
  std::vector<kpi::customer_month> months;
  // Customers of 1, 2, … 40 periods, and one of more than a part has.
  for (std::uint64_t customer = 0; periods.size() < many; ++customer) {
    const std::size_t own = customer == 30 ? 700 : customer % 40 + 1;
    for (std::size_t i = 0; i < own; ++i) {
      const auto start = date::sys_days{2023_y / 1 / 15} + date::days{static_cast<int>((customer * 31 + i * 40) % 900)};
      periods.push_back({.customer = customer,
                         .start = start,
                         .end = start + date::days{static_cast<int>(20 + customer % 200)},
                         .monthly = kpi::money::cents(customer % 1000 + i)});
      months.push_back({.customer = customer, .month = kpi::month_of(start), .monthly = kpi::money::of(i % 3)});
    }
  }
  const auto from = 2023_y / 3;
  const auto to = 2025_y / 6;
  const auto moved = kpi::monthly_movements(periods, from, to);
  const auto moved_months = kpi::movements_of_months(months, from, to);
  const auto kept = kpi::trailing_retention(periods, from, to, date::months{12});
  const auto cohorts = kpi::cohorts(periods, from, to);
  for (const bool in_order : {true, false}) {
    if (!in_order) {
      std::reverse(periods.begin() + 900, periods.end());
      std::reverse(months.begin() + 900, months.end());
    }
    for (const std::size_t n : {1U, 2U, 3U, 7U}) {
      parts = n;
      CHECK(kpi::monthly_movements(par, periods, from, to) == moved);
      CHECK(kpi::movements_of_months(par, months, from, to) == moved_months);
      CHECK(kpi::trailing_retention(par, periods, from, to, date::months{12}) == kept);
      CHECK(kpi::cohorts(par, periods, from, to) == cohorts);
    }
  }
}

TEST_CASE("customers in order inside of every part, and not between them, are put in order", "[parallel]") {
  parts = 3;
  const auto acquired = [](std::initializer_list<std::uint64_t> customers) {
    std::vector<kpi::customer_month> rows;
    for (const auto c : customers) rows.push_back({.customer = c, .month = 2024_y / 1, .monthly = kpi::money::of(1)});
    return kpi::movements_of_months(par, rows, 2024_y / 1, 2024_y / 1).front().customers.acquired;
  };
  CHECK(acquired({1, 3, 2, 3, 4, 5}) == 5);
  CHECK(acquired({1, 3, 2, 3, 1, 2}) == 3);
  CHECK(acquired({1, 2, 3}) == 3);
  CHECK(acquired({7, 7, 7}) == 1);
}
