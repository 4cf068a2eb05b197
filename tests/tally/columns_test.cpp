// SPDX-License-Identifier: MIT
#include <kpi/tally/columns.hpp>

#include "../support.hpp"

#include <kpi/records/deal.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/tally.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

using namespace kpi_test;
using namespace date::literals;
using kpi::column;
using kpi::deal;
using kpi::deal_state;

namespace {

constexpr std::int32_t none = INT32_MIN;
constexpr kpi::epoch_day day{.none = none};
constexpr auto cents = [](std::int64_t n) { return kpi::money::cents(n); };
constexpr std::int32_t number(date::year_month_day d) { return date::sys_days{d}.time_since_epoch().count(); }

/// Three deals, in columns as an engine keeps them.
const std::vector<std::int32_t> opened{number(2024_y / 1 / 8), number(2024_y / 2 / 12), none};
const std::vector<std::int32_t> closed{number(2024_y / 3 / 1), none, number(2024_y / 3 / 15)};
const std::array<deal_state, 3> states{deal_state::won, deal_state::open, deal_state::lost};
const std::vector<std::int64_t> values{1'200'000, 0, 450'050};

auto deals() {
  return kpi::columns<deal>(column<&deal::opened>(opened, day), column<&deal::closed>(closed, day),
                            column<&deal::state>(states), column<&deal::value>(values, cents));
}

}  // namespace

TEST_CASE("columns are a range of records, made as they are asked for", "[columns]") {
  const auto rows = deals();
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  const deal first = (*rows)[0];
  CHECK(first.opened == date::sys_days{2024_y / 1 / 8});
  CHECK(first.closed == date::sys_days{2024_y / 3 / 1});
  CHECK(first.state == deal_state::won);
  CHECK(first.value == kpi::money::of(12'000));
  CHECK(!first.list);
  CHECK(!(*rows)[1].closed);
  CHECK((*rows)[1].value == kpi::money{});
  CHECK(!(*rows)[2].opened);
  CHECK((*rows)[2].value == kpi::money::cents(450'050));
}

TEST_CASE("a day may be a number of days since 1970, and one number none", "[columns]") {
  CHECK(day(0) == date::sys_days{1970_y / 1 / 1});
  CHECK(day(19'730) == date::sys_days{2024_y / 1 / 8});
  CHECK(day(-1) == date::sys_days{1969_y / 12 / 31});
  CHECK(day(INT32_MAX) == date::sys_days{date::days{INT32_MAX}});
  CHECK(!day(INT32_MIN));
  CHECK(!kpi::epoch_day{.none = 0}(0));
  CHECK(day(std::int16_t{-1}) == date::sys_days{1969_y / 12 / 31});
  STATIC_REQUIRE(!std::invocable<kpi::epoch_day, std::int64_t>);  // cut off, none would be 1970
  STATIC_REQUIRE(!std::invocable<kpi::epoch_day, std::uint32_t>);
}

TEST_CASE("columns are attributed as rows are", "[columns]") {
  const auto rows = deals();
  REQUIRE(rows);
  const auto quarter = kpi::period::quarter(2024, 1);
  const date::sys_days as_of = 2024_y / 3 / 31;
  const auto outcome = [&](const deal& d) { return kpi::opportunities_of(d, quarter, as_of); };
  CHECK(kpi::tally(*rows, outcome) == kpi::opportunities{.opened = 2, .won = 1, .lost = 1});
  const std::vector<deal> copied(rows->begin(), rows->end());
  CHECK(kpi::tally(copied, outcome) == kpi::tally(*rows, outcome));
  CHECK(kpi::tally_by_period(*rows, kpi::months_of(quarter), as_of) ==
        kpi::tally_by_period(copied, kpi::months_of(quarter), as_of));
  const auto by_state = kpi::tally_by(*rows, &deal::state, outcome);
  REQUIRE(by_state.size() == 3);
  CHECK(by_state[1].second == kpi::opportunities{.opened = 1, .won = 1});
}

TEST_CASE("columns that are not of one length are refused", "[columns]") {
  const std::vector<std::int64_t> short_by_one{1, 2};
  CHECK(kpi::columns<deal>(column<&deal::value>(values, cents), column<&deal::list>(short_by_one, cents)).error() ==
        inconsistent("columns"));
  const std::vector<std::int64_t> empty;
  CHECK(kpi::columns<deal>(column<&deal::value>(empty, cents), column<&deal::list>(values, cents)).error() ==
        inconsistent("columns"));
  const auto nothing = kpi::columns<deal>(column<&deal::value>(empty, cents));
  REQUIRE(nothing);
  CHECK(nothing->begin() == nothing->end());
}

TEST_CASE("rows that stand nowhere are a range of any access", "[columns]") {
  const kpi::row_view squares(5, [](std::size_t i) { return i * i; });
  using iterator = decltype(squares.begin());
  STATIC_REQUIRE(std::random_access_iterator<iterator>);
  STATIC_REQUIRE(!std::contiguous_iterator<iterator>);
  CHECK(std::vector<std::size_t>(squares.begin(), squares.end()) == std::vector<std::size_t>{0, 1, 4, 9, 16});
  auto i = squares.begin();
  CHECK(*i++ == 0);
  CHECK(*i == 1);
  CHECK(*(i += 3) == 16);
  CHECK(*--i == 9);
  CHECK(*i-- == 9);
  CHECK(i[2] == 16);
  CHECK(*(2 + i) == 16);
  CHECK(*(i - 2) == 0);
  CHECK(squares.end() - i == 3);
  CHECK(squares.begin() < i);
  CHECK(kpi::tally(squares, [](std::size_t n) { return kpi::count(n); }) == 30);
}
