// SPDX-License-Identifier: MIT
#include <kpi/tally/rolling.hpp>

#include "../support.hpp"

#include <kpi/records/deal.hpp>
#include <kpi/tally/distribution.hpp>

#include <rapidcheck.h>

#include <array>
#include <climits>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace kpi_test;
using namespace date::literals;
using kpi::closed_sales;
using kpi::deal;
using kpi::deal_state;
using kpi::money;
using kpi::period;
using kpi::rolling;

namespace {

using kpi::operator+=;
using kpi::operator-=;
using kpi::operator==;

constexpr closed_sales one(int price) { return {.revenue = money::of(price), .deals = 1}; }

struct figures {
  kpi::opportunities opportunities{};
  closed_sales sales{};
  kpi::cycle_time cycle{};

  static constexpr void fields(auto f, auto&... x) {
    f("opportunities", x.opportunities...);
    f("sales", x.sales...);
    f("cycle", x.cycle...);
  }
};

figures figures_of(const deal& d, const period& p, date::sys_days as_of) {
  return {kpi::opportunities_of(d, p, as_of), kpi::sales_of(d, p, as_of), kpi::cycle_of(d, p, as_of)};
}

/// What a live board shows: measures, and the distribution that medians come from.
struct board {
  figures totals{};
  kpi::distribution<kpi::days> cycles{};

  static constexpr void fields(auto f, auto&... b) {
    f("totals", b.totals...);
    f("cycles", b.cycles...);
  }
};

/// Some deals that change all the time, and beside them what is kept current: a window, and one total for each owner.
class random_business {
 public:
  explicit random_business(unsigned seed) : dice_(seed) {}

  void change() {
    if (below(50) == 0) {
      if (!window_.roll_to(window_.last() + date::months{1 + below(3)})) RC_FAIL("the window did not roll");
      return;
    }
    record& r = records_[static_cast<std::size_t>(below(static_cast<int>(records_.size())))];
    const record old = std::exchange(r, {static_cast<std::size_t>(below(2)), some_deal()});
    by_owner_[old.owner] -= always(old);
    by_owner_[r.owner] += always(r);
    remove(old);
    add(r);
  }

  [[nodiscard]] bool equals_recomputed() const {
    const period months = *period::between(first_day(window_.first()), as_of() + date::days{1});
    board all;
    std::array<figures, 2> by_owner;
    for (const record& r : records_) {
      const figures f = figures_of(r.d, months, as_of());
      all.totals += f;
      if (f.cycle.deals != 0) all.cycles.add(f.cycle.total);
      by_owner[r.owner] += always(r);
    }
    return window_.total() == all && by_owner_ == by_owner;
  }

 private:
  struct record {
    std::size_t owner = 0;
    deal d{};
  };

  [[nodiscard]] static date::sys_days first_day(date::year_month m) { return m / 1; }
  [[nodiscard]] date::sys_days as_of() const { return first_day(window_.last() + date::months{1}) - date::days{1}; }
  [[nodiscard]] int below(int n) { return static_cast<int>(dice_() % static_cast<unsigned>(n)); }

  [[nodiscard]] figures always(const record& r) const {
    return figures_of(r.d, *period::between(1900_y / 1 / 1, 2200_y / 1 / 1), as_of());
  }

  [[nodiscard]] deal some_deal() {
    const auto closed = as_of() - date::days{below(500)};
    return {.opened = closed - date::days{below(60)},
            .closed = closed,
            .state = static_cast<deal_state>(below(5)),
            .value = money::cents(below(1'000'000))};
  }

  void add(const record& r) {
    for_each_month(r, [](board& total, const figures& f) {
      total.totals += f;
      if (f.cycle.deals != 0) total.cycles.add(f.cycle.total);
    });
  }
  void remove(const record& r) {
    for_each_month(r, [](board& total, const figures& f) {
      total.totals -= f;
      if (f.cycle.deals != 0) total.cycles.remove(f.cycle.total);
    });
  }
  void for_each_month(const record& r, auto change) {
    if (!r.d.opened) return;
    const auto opened = kpi::month_of(*r.d.opened);
    const auto closed = kpi::month_of(*r.d.closed);
    for (const auto month : {opened, closed}) {
      const figures f = figures_of(r.d, period::month(month), as_of());
      if (!window_.change(month, [&](board& total) { change(total, f); })) RC_FAIL("the window refused a change");
      if (opened == closed) break;
    }
  }

  std::minstd_rand dice_;
  std::vector<record> records_ = std::vector<record>(6);
  rolling<board> window_{2024_y / 12, 12};
  std::array<figures, 2> by_owner_{};
};

}  // namespace

TEST_CASE("a window holds what was added to its months", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 12);
  CHECK(w.first() == 2024_y / 1);
  CHECK(w.last() == 2024_y / 12);
  CHECK(w.total() == closed_sales{});
  REQUIRE(w.add(2024_y / 1, one(100)));
  REQUIRE(w.add(2024_y / 12, one(20)));
  REQUIRE(w.add(2024_y / 12, one(3)));
  CHECK(w.total() == closed_sales{.revenue = money::of(123), .deals = 3});
  CHECK(w.of(2024_y / 12) == closed_sales{.revenue = money::of(23), .deals = 2});
  CHECK(w.of(2024_y / 6) == closed_sales{});
}

TEST_CASE("a correction takes the old out and puts the new in", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 12);
  REQUIRE(w.add(2024_y / 3, one(100)));
  REQUIRE(w.remove(2024_y / 3, one(100)));
  REQUIRE(w.add(2024_y / 4, one(90)));
  CHECK(w.of(2024_y / 3) == closed_sales{});
  CHECK(w.total() == one(90));
}

TEST_CASE("a window that rolls loses its oldest months", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 12);
  for (unsigned m = 1; m <= 12; ++m) REQUIRE(w.add(2024_y / date::month{m}, one(1 << m)));
  REQUIRE(w.roll_to(2024_y / 12));
  CHECK(w.total().deals == 12);
  REQUIRE(w.roll_to(2025_y / 1));
  CHECK(w.first() == 2024_y / 2);
  CHECK(w.total() == closed_sales{.revenue = money::of((1 << 13) - (1 << 2)), .deals = 11});
  REQUIRE(w.add(2025_y / 1, one(1)));
  REQUIRE(w.roll_to(2025_y / 11));
  CHECK(w.total() == closed_sales{.revenue = money::of((1 << 12) + 1), .deals = 2});
  CHECK(w.of(2024_y / 12) == one(1 << 12));
  CHECK(w.of(2025_y / 1) == one(1));
  REQUIRE(w.roll_to(2030_y / 5));
  CHECK(w.total() == closed_sales{});
  CHECK(w.first() == 2029_y / 6);
}

TEST_CASE("what has left the window changes nothing, what is to come is refused", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 12);
  CHECK(w.add(2023_y / 12, one(5)));
  CHECK(w.remove(2020_y / 1, one(5)));
  CHECK(w.total() == closed_sales{});
  CHECK(w.of(2023_y / 12) == closed_sales{});
  CHECK(w.of(2025_y / 1) == closed_sales{});
  CHECK(w.add(2025_y / 1, one(5)).error() == invalid("month"));
  CHECK(w.remove(2025_y / 1, one(5)).error() == invalid("month"));
  CHECK(w.add(2024_y / 13, one(5)).error() == invalid("month"));
  CHECK(w.add(2024_y / 0, one(5)).error() == invalid("month"));
  CHECK(w.of(2024_y / 13) == closed_sales{});
  CHECK(w.roll_to(2024_y / 11).error() == invalid("month"));
  CHECK(w.roll_to(2024_y / 13).error() == invalid("month"));
  CHECK(w.roll_to(10'000_y / 1).error() == invalid("month"));
  CHECK(w.last() == 2024_y / 12);
}

TEST_CASE("a window without months holds nothing", "[rolling]") {
  for (rolling<closed_sales> w :
       {rolling<closed_sales>(2024_y / 12, 0), rolling<closed_sales>(2024_y / 12, -1),
        rolling<closed_sales>(2024_y / 13, 12), rolling<closed_sales>(0_y / 12, 1), rolling<closed_sales>(1_y / 11, 12),
        rolling<closed_sales>(2024_y / 12, INT_MAX), rolling<closed_sales>(2024_y / 12, 65'536 * 12 + 1)}) {
    CHECK(w.add(2024_y / 12, one(1)).error() == invalid("month"));
    CHECK(w.add(1_y / 1, one(1)).error() == invalid("month"));
    CHECK(w.roll_to(2025_y / 1).error() == invalid("month"));
    CHECK(w.of(2024_y / 12) == closed_sales{});
    CHECK(w.total() == closed_sales{});
  }
  rolling<closed_sales> first_year(1_y / 12, 12);
  CHECK(first_year.add(1_y / 1, one(1)));
  CHECK(first_year.total() == one(1));
}

TEST_CASE("a window may be one month long", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 1);
  REQUIRE(w.add(2024_y / 12, one(1)));
  REQUIRE(w.add(2024_y / 11, one(1)));
  CHECK(w.total() == one(1));
  REQUIRE(w.roll_to(2025_y / 1));
  CHECK(w.total() == closed_sales{});
}

TEST_CASE("what is no month has nothing, also where it would lie between two of them", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 24);
  REQUIRE(w.add(2024_y / 1, one(1)));
  CHECK(w.of(2023_y / 13) == closed_sales{});
}

TEST_CASE("an overflow leaves the total with the correction that takes it back", "[rolling]") {
  rolling<closed_sales> w(2024_y / 12, 12);
  const kpi::count most = kpi::count::limit;
  REQUIRE(w.add(2024_y / 1, {.deals = most}));
  REQUIRE(w.add(2024_y / 2, {.deals = 1}));
  CHECK(w.total().deals.overflowed());
  REQUIRE(w.remove(2024_y / 2, {.deals = 1}));
  CHECK(w.total().deals == most);
}

TEST_CASE("an overflow leaves the total with the month that brought it", "[rolling]") {
  rolling<board> w(2024_y / 12, 12);
  REQUIRE(w.add(2024_y / 1, {.totals = {.sales = {.revenue = too_much, .deals = 1}}}));
  REQUIRE(w.add(2024_y / 2, {.totals = {.sales = one(7)}}));
  CHECK(kpi::average_deal_size(w.total().totals.sales).error() == overflow("revenue"));
  REQUIRE(w.remove(2024_y / 1, {.totals = {.sales = {.revenue = too_much, .deals = 1}}}));
  CHECK(kpi::average_deal_size(w.total().totals.sales).error() == overflow("revenue"));
  REQUIRE(w.roll_to(2025_y / 1));
  CHECK(w.total().totals.sales == one(7));
}

TEST_CASE("after every one of 100,000 random changes a window and its groups are what recomputing gives",
          "[rolling][laws]") {
  CHECK(rc::check([](unsigned seed) {
    random_business business(seed);
    for (int i = 0; i < 1000; ++i) {
      business.change();
      if (!business.equals_recomputed()) RC_FAIL("not what recomputing gives after change " + std::to_string(i));
    }
  }));
}
