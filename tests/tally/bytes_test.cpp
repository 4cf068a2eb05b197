// SPDX-License-Identifier: MIT
#include <kpi/tally/bytes.hpp>

#include "../support.hpp"

#include <kpi/kpi.hpp>
#include <kpi/records/subscription.hpp>

#include <rapidcheck.h>

#include <initializer_list>
#include <type_traits>
#include <vector>

using namespace kpi_test;
using kpi::days;
using kpi::distribution;
using kpi::from_bytes;
using kpi::money;
using kpi::opportunities;
using kpi::to_bytes;

namespace {

using kpi::operator+=;
using kpi::operator+;
using kpi::operator==;

using bytes = std::vector<std::byte>;

struct visits {
  kpi::count bought{};
  money spent{};

  static constexpr void fields(auto f, auto&... v) {
    f("bought", v.bought...);
    f("spent", v.spent...);
  }
};

/// A field of every kind.
struct shop {
  kpi::count seen{};
  visits weekday{};
  days lasted{};
  kpi::seconds waited{};
  distribution<days> stays{};

  static constexpr void fields(auto f, auto&... s) {
    f("seen", s.seen...);
    f("weekday", s.weekday...);
    f("lasted", s.lasted...);
    f("waited", s.waited...);
    f("stays", s.stays...);
  }
};
static_assert(kpi::has_bytes<shop> && kpi::has_bytes<distribution<days>> && !kpi::has_bytes<kpi::count>);

template <int Variant>
struct almost_visits {
  std::conditional_t<Variant == 1, days, kpi::count> bought{};
  money spent{};

  static constexpr void fields(auto f, auto&... v) {
    if constexpr (Variant == 2) f("spent", v.spent...);
    f(Variant == 3 ? "seen" : "bought", v.bought...);
    if constexpr (Variant != 2 && Variant != 4) f("spent", v.spent...);
  }
};

bytes of(std::initializer_list<int> values) {
  bytes b;
  for (const int v : values) b.push_back(static_cast<std::byte>(v));
  return b;
}

/// The last eight bytes of a form, or of a part of it, as the number they are meant to be.
void set_number(bytes& b, std::size_t at, std::int64_t n) {
  for (std::size_t i = 0; i < 8; ++i) b.at(at + i) = static_cast<std::byte>(static_cast<std::uint64_t>(n) >> 8 * i);
}

shop busy_shop() {
  shop s{
      .seen = 7, .weekday = {.bought = 1, .spent = money::cents(250)}, .lasted = days(-3), .waited = {}, .stays = {}};
  s.stays.add(days(5));
  s.stays.add(days(-1));
  s.stays.add(days(5));
  return s;
}

/// The totals that are hard to get right, and those in between.
std::int64_t any_total() {
  return *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-3, 4), rc::gen::arbitrary<std::int64_t>(),
                         rc::gen::element(kpi::count::limit, -kpi::count::limit, INT64_MAX, INT64_MIN));
}

template <class X>
void fill(X& x) {
  if constexpr (kpi::measure<X>)
    X::fields([](std::string_view, auto& field) { fill(field); }, x);
  else if constexpr (std::is_same_v<X, distribution<days>> || std::is_same_v<X, distribution<kpi::seconds>>)
    for (int n = *rc::gen::inRange(0, 50); n > 0; --n) x.add(typename X::value_type(any_total()), any_total());
  else if constexpr (std::is_same_v<X, money>)
    x = money::ten_thousandths(any_total());
  else
    x = X(any_total());
}

template <class X>
X any() {
  X x{};
  fill(x);
  return x;
}

template <class X>
bool comes_back(const X& x) {
  const auto back = from_bytes<X>(to_bytes(x));
  return back && *back == x && to_bytes(*back) == to_bytes(x);
}

template <class... M>
bool all_come_back() {
  return (comes_back(M{}) && ...) && (comes_back(any<M>()) && ...);
}

/// Whatever is taken is what would be written.
template <class X>
bool refused_or_written_so(const bytes& b) {
  const auto x = from_bytes<X>(b);
  return x ? to_bytes(*x) == b : x.error().code == kpi::errc::invalid && !x.error().field.empty();
}

}  // namespace

TEST_CASE("a measure of measures and distributions is one byte form", "[bytes]") {
  // 16 in front, 5 totals, and 8 + 2 × 16 of the distribution
  CHECK(to_bytes(busy_shop()).size() == 16 + 5 * 8 + 8 + 2 * 16);
  CHECK(comes_back(busy_shop()));
  CHECK(comes_back(shop{}));
  kpi::distribution<kpi::money> prices;
  prices.add(kpi::money::cents(1'999));
  CHECK(comes_back(prices));
}

TEST_CASE("a byte form is put behind what is there", "[bytes]") {
  bytes b = of({1, 2});
  kpi::append_bytes(b, opportunities{.won = 3});
  CHECK(bytes(b.begin(), b.begin() + 2) == of({1, 2}));
  CHECK(bytes(b.begin() + 2, b.end()) == to_bytes(opportunities{.won = 3}));
}

TEST_CASE("what is no byte form, or one of a later version, is refused", "[bytes]") {
  bytes b = to_bytes(opportunities{.opened = 1});
  b[0] = std::byte{'k'};
  CHECK(from_bytes<opportunities>(b).error() == invalid("magic"));
  CHECK(from_bytes<opportunities>(of({'k'})).error() == invalid("magic"));
  CHECK(from_bytes<opportunities>(of({'o', 'p', 'e', 'n', 'e', 'd'})).error() == invalid("magic"));
  b = to_bytes(opportunities{.opened = 1});
  for (std::size_t i = 4; i < 8; ++i) {
    bytes later = b;
    later[i] ^= std::byte{2};
    CHECK(from_bytes<opportunities>(later).error() == invalid("version"));
  }
}

TEST_CASE("another measure is refused: other names, kinds, order, or not as many", "[bytes]") {
  const bytes b = to_bytes(visits{.bought = 1, .spent = money::of(2)});
  CHECK(from_bytes<almost_visits<0>>(b));
  CHECK(from_bytes<almost_visits<1>>(b).error() == invalid("fields"));
  CHECK(from_bytes<almost_visits<2>>(b).error() == invalid("fields"));
  CHECK(from_bytes<almost_visits<3>>(b).error() == invalid("fields"));
  CHECK(from_bytes<almost_visits<4>>(b).error() == invalid("fields"));
  CHECK(from_bytes<shop>(b).error() == invalid("fields"));
  CHECK(from_bytes<distribution<days>>(b).error() == invalid("fields"));
  CHECK(from_bytes<distribution<days>>(to_bytes(distribution<kpi::seconds>{})).error() == invalid("fields"));
}

TEST_CASE("a byte form that was cut short, or continued, is refused", "[bytes]") {
  const bytes b = to_bytes(busy_shop());
  for (std::size_t n = 0; n < b.size(); ++n)
    CHECK(from_bytes<shop>(bytes(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(n))).error() == invalid("size"));
  bytes longer = b;
  longer.push_back(std::byte{0});
  CHECK(from_bytes<shop>(longer).error() == invalid("size"));
}

TEST_CASE("a total that is none is refused by its name", "[bytes]") {
  const auto refused = [](std::size_t at, std::int64_t n) {
    bytes b = to_bytes(busy_shop());
    set_number(b, at, n);
    const auto s = from_bytes<shop>(b);
    return s ? std::string_view() : s.error().field;
  };
  constexpr std::int64_t limit = (std::int64_t{1} << 61) - 1;
  constexpr std::int64_t mark = (std::int64_t{1} << 62) - 1;
  for (const std::int64_t n : {limit, -limit, mark}) CHECK(refused(16, n).empty());
  for (const std::int64_t n : {limit + 1, -limit - 1, mark - 1, mark + 1, -mark, INT64_MAX, INT64_MIN}) {
    CHECK(refused(16, n) == "seen");
    CHECK(refused(32, n) == "spent");
    CHECK(refused(48, n) == "waited");
    CHECK(refused(64, n) == "cells");
    CHECK(refused(72, n) == "cells");
  }
}

TEST_CASE("cells must ascend, occur, and be as many as announced", "[bytes]") {
  distribution<days> d;
  for (const int v : {1, 2, 3}) d.add(days(v));
  const auto refused = [&d](std::size_t at, std::int64_t n) {
    bytes b = to_bytes(d);
    set_number(b, at, n);
    const auto read = from_bytes<distribution<days>>(b);
    return read ? std::string_view() : read.error().field;
  };
  CHECK(refused(16, 2) == "size");
  CHECK(refused(16, 4) == "size");
  CHECK(refused(16, -1) == "size");
  CHECK(refused(16, INT64_MAX) == "size");
  CHECK(refused(16, std::int64_t{1} << 60) == "size");  // times 16 is 0 in 64 bits
  CHECK(refused(40, 1) == "cells");
  CHECK(refused(40, 3) == "cells");
  CHECK(refused(40, 0) == "cells");
  CHECK(refused(48, 0) == "cells");
  bytes too_many_announced = to_bytes(d);
  set_number(too_many_announced, 16, 4);
  set_number(too_many_announced, 32, 0);
  CHECK(from_bytes<distribution<days>>(too_many_announced).error() == invalid("size"));
  CHECK(refused(48, -1).empty());  // more taken out than put in: its quantiles will say so
}

TEST_CASE("measures merge after their travel as before it", "[bytes][laws]") {
  const shop a = busy_shop();
  shop b{.seen = 1};
  b.stays.add(days(6));
  CHECK(*from_bytes<shop>(to_bytes(a)) + *from_bytes<shop>(to_bytes(b)) == a + b);
  CHECK(to_bytes(a + b) == to_bytes(b + a));
}

TEST_CASE("every measure comes back as it was", "[bytes][laws]") {
  CHECK(rc::check([] {
    RC_ASSERT((all_come_back<shop, distribution<days>, distribution<kpi::seconds>>()));
    RC_ASSERT(
        (all_come_back<kpi::account_health, kpi::account_revenue, kpi::acquisition_cost, kpi::activity, kpi::ad_traffic,
                       kpi::adoption, kpi::cash, kpi::closed_sales, kpi::coaching, kpi::content, kpi::contract_churn,
                       kpi::contract_outcomes, kpi::contract_values, kpi::coverage, kpi::customer_bridge,
                       kpi::customer_engagement, kpi::cycle_time, kpi::deal_items, kpi::deal_measures, kpi::demo_yield,
                       kpi::discounts, kpi::due_deals, kpi::due_value, kpi::early_leavers, kpi::effort_responses,
                       kpi::elapsed, kpi::forecast_basis, kpi::forecast_error, kpi::funnel, kpi::goal, kpi::goal_days,
                       kpi::headcount, kpi::hires, kpi::income, kpi::investment, kpi::lead_cost, kpi::ledger_coverage,
                       kpi::opportunities>()));
    RC_ASSERT(
        (all_come_back<kpi::opportunity_value, kpi::outreach, kpi::pipeline, kpi::presales_outcomes,
                       kpi::presales_value, kpi::process_change, kpi::processes, kpi::productivity,
                       kpi::promoter_responses, kpi::quota_result, kpi::realised_value, kpi::record_quality,
                       kpi::referral_interviews, kpi::referral_profit, kpi::referral_stays, kpi::renewals,
                       kpi::repeat_purchases, kpi::response_limit, kpi::retained_revenue, kpi::revenue_bridge,
                       kpi::revenue_goal, kpi::sales_cost, kpi::sales_investment, kpi::sales_mix,
                       kpi::satisfaction_responses, kpi::search_ranking, kpi::share, kpi::social, kpi::success_plans,
                       kpi::team, kpi::tickets, kpi::time_use, kpi::training, kpi::unit_sales>()));
  }));
}

TEST_CASE("whatever bytes are taken are those that would be written", "[bytes][laws]") {
  CHECK(rc::check("anything", [](const std::vector<std::uint8_t>& noise) {
    bytes b;
    for (const auto n : noise) b.push_back(std::byte{n});
    RC_ASSERT((refused_or_written_so<opportunities>(b) && refused_or_written_so<shop>(b)));
  }));
  CHECK(rc::check("a byte form with a few bytes changed", [] {
    bytes b = to_bytes(any<shop>());
    for (int n = *rc::gen::inRange(1, 4); n > 0; --n)
      b[*rc::gen::inRange<std::size_t>(0, b.size())] = static_cast<std::byte>(*rc::gen::inRange(0, 256));
    RC_ASSERT(refused_or_written_so<shop>(b));
  }));
  CHECK(rc::check("a body of small numbers, which cells are", [](const std::vector<std::uint8_t>& numbers) {
    bytes b = to_bytes(distribution<days>{});
    b.resize(16);
    for (const auto n : numbers) {
      b.resize(b.size() + 8);
      set_number(b, b.size() - 8, n % 8);
    }
    RC_ASSERT(refused_or_written_so<distribution<days>>(b));
  }));
}
