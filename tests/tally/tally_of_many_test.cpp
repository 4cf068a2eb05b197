// SPDX-License-Identifier: MIT
// So many rows that a sum which nobody looks at on the way wraps around and ends in range.
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/tally.hpp>

#include "../support.hpp"

#include <ranges>

namespace {

struct sold {
  kpi::count items{};

  static constexpr void fields(auto f, auto&... s) { f("items", s.items...); }
};

// 2^24 rows of 2^40 - 1 are 2^64 - 2^24: to 64 bits a small negative number.
constexpr int rows = 1 << 24;
constexpr sold many{.items = (std::int64_t{1} << kpi::detail::unchecked::small_bits) - 1};

}  // namespace

TEST_CASE("a group is looked at before its sum can wrap", "[tally][overflow]") {
  const auto groups = kpi::tally_by(
      std::views::iota(0, rows), [](int) { return 0; }, [](int) { return many; });
  REQUIRE(groups.size() == 1);
  CHECK(groups.front().second.items.overflowed());
}

TEST_CASE("a period that is looked at on the way has the same sum", "[by_period][overflow]") {
  constexpr std::int64_t adds = kpi::detail::unchecked::adds_to_settle;
  const kpi::period year = kpi::period::year(2024);
  const kpi::deal opened{.opened = year.from()};
  kpi::period_tally<std::monostate, sold> all({&year, 1}, year.from());
  for (std::int64_t i = 0; i < adds; ++i) all.add(opened, [](const auto&, const auto&) { return many; });
  CHECK(all.periods().front().second.items == adds * many.items.value());
}
