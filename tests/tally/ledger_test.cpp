// SPDX-License-Identifier: MIT
#include <kpi/tally/ledger.hpp>

#include "../support.hpp"

#include <string>
#include <vector>

using namespace kpi_test;
using kpi::customer_bridge;
using kpi::money;
using kpi::monthly_movement;
using kpi::movement_kind;
using kpi::retained_revenue;
using kpi::revenue_bridge;
using kpi::subscription_period;

namespace {

using periods = std::vector<subscription_period>;

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }
constexpr date::year_month in(int y, unsigned m) { return date::year{y} / date::month{m}; }
constexpr money units(int n) { return money::of(n); }

/// A period of a customer, until a day or with no end known.
constexpr subscription_period paid(std::uint64_t customer, date::sys_days start, date::sys_days end, int monthly) {
  return {.customer = customer, .start = start, .end = end, .monthly = units(monthly)};
}
constexpr subscription_period paid(std::uint64_t customer, date::sys_days start, int monthly) {
  return {.customer = customer, .start = start, .monthly = units(monthly)};
}

/// One month of a ledger.
monthly_movement month_of(const periods& ledger, date::year_month month) {
  const auto months = kpi::monthly_movements(ledger, month, month);
  REQUIRE(months.size() == 1);
  REQUIRE(months.front().month == month);
  return months.front();
}

}  // namespace

TEST_CASE("a small ledger has every movement, month by month", "[ledger]") {
  const periods ledger{
      paid(1, on(2024, 1, 1), on(2024, 3, 10), 100),  // leaves in March, comes back in June
      paid(1, on(2024, 6, 30), 80),                   //
      paid(2, on(2024, 2, 1), on(2024, 4, 1), 50),    // grows in April, shrinks in May
      paid(2, on(2024, 4, 1), on(2024, 5, 31), 70),   //
      paid(2, on(2024, 5, 31), 60),                   //
      paid(3, on(2023, 11, 5), 20),                   // before the calendar
  };
  const auto months = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 7));
  REQUIRE(months.size() == 7);
  const auto check = [&](unsigned m, const revenue_bridge& revenue, const customer_bridge& customers) {
    INFO(m);
    CHECK(months[m - 1].month == in(2024, m));
    CHECK(months[m - 1].revenue == revenue);
    CHECK(months[m - 1].customers == customers);
  };
  check(1, {.opening = units(20), .new_business = units(100)}, {.opening = 1, .acquired = 1});
  check(2, {.opening = units(120), .new_business = units(50)}, {.opening = 2, .acquired = 1});
  check(3, {.opening = units(170), .churned = units(100)}, {.opening = 3, .lost = 1});
  check(4, {.opening = units(70), .expansion = units(20)}, {.opening = 2});
  check(5, {.opening = units(90), .contraction = units(10)}, {.opening = 2});
  check(6, {.opening = units(80), .reactivated = units(80)}, {.opening = 2, .reactivated = 1});
  check(7, {.opening = units(160)}, {.opening = 3});
}

TEST_CASE("trap: a reactivation is emitted, and is neither expansion nor new", "[ledger][traps]") {
  const auto back = month_of({paid(1, on(2023, 1, 1), on(2023, 6, 1), 50), paid(1, on(2024, 1, 1), 60)}, in(2024, 1));
  CHECK(back.revenue == revenue_bridge{.reactivated = units(60)});
  CHECK(back.customers == customer_bridge{.reactivated = 1});
}

TEST_CASE("trap: churn is not contraction", "[ledger][traps]") {
  const auto gone = month_of({paid(1, on(2024, 1, 1), on(2024, 3, 1), 50)}, in(2024, 3));
  CHECK(gone.revenue == revenue_bridge{.opening = units(50), .churned = units(50)});
  CHECK(gone.customers == customer_bridge{.opening = 1, .lost = 1});
}

TEST_CASE("trap: customers who began before the calendar are kept", "[ledger][traps]") {
  const periods ledger{paid(1, on(2017, 9, 1), on(2017, 11, 1), 25),  // lived before it only
                       paid(2, on(2017, 9, 1), 40),                   // lives on into it
                       paid(1, on(2018, 5, 1), 25)};
  const auto months = kpi::monthly_movements(ledger, in(2018, 1), in(2018, 5));
  CHECK(months[0].revenue == revenue_bridge{.opening = units(40)});
  CHECK(months[0].customers == customer_bridge{.opening = 1});
  CHECK(months[4].revenue == revenue_bridge{.opening = units(40), .reactivated = units(25)});
}

TEST_CASE("trap: a plan change is an expansion or a contraction, not churn plus new", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 2, 10), 50), paid(1, on(2024, 2, 10), 75),
                       paid(2, on(2024, 1, 1), on(2024, 2, 20), 75), paid(2, on(2024, 2, 20), 50)};
  CHECK(month_of(ledger, in(2024, 2)).revenue ==
        revenue_bridge{.opening = units(125), .expansion = units(25), .contraction = units(25)});
  CHECK(month_of(ledger, in(2024, 2)).customers == customer_bridge{.opening = 2});
}

TEST_CASE("trap: the end of one of two subscriptions is contraction, not churn", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 1), 50), paid(1, on(2024, 1, 1), on(2024, 2, 15), 30)};
  CHECK(month_of(ledger, in(2024, 2)).revenue == revenue_bridge{.opening = units(80), .contraction = units(30)});
  CHECK(month_of(ledger, in(2024, 2)).customers == customer_bridge{.opening = 1});
}

TEST_CASE("trap: a gap within a month is none, and one over a month's last day is", "[ledger][traps]") {
  const periods within{paid(1, on(2024, 1, 1), on(2024, 2, 3), 50), paid(1, on(2024, 2, 28), 50)};
  CHECK(month_of(within, in(2024, 2)).revenue == revenue_bridge{.opening = units(50)});
  const periods over{paid(1, on(2024, 1, 1), on(2024, 2, 29), 50), paid(1, on(2024, 3, 1), 50)};
  CHECK(month_of(over, in(2024, 2)).revenue == revenue_bridge{.opening = units(50), .churned = units(50)});
  CHECK(month_of(over, in(2024, 3)).revenue == revenue_bridge{.reactivated = units(50)});
}

TEST_CASE("trap: what lives between two month's ends is in no movement, but is counted", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 5), on(2024, 1, 20), 50), paid(1, on(2024, 3, 1), 50),
                       paid(2, on(2024, 1, 5), on(2024, 1, 31), 50)};
  CHECK(month_of(ledger, in(2024, 1)) == monthly_movement{.month = in(2024, 1)});
  // Seen for the first time, so new, though something was paid in January.
  CHECK(month_of(ledger, in(2024, 3)).revenue == revenue_bridge{.new_business = units(50)});
  CHECK(kpi::coverage_of(ledger) == kpi::ledger_coverage{.taken = 3, .between = 2, .customers = 2, .never_seen = 1});
}

TEST_CASE("trap: churn is booked in the month in which the count falls", "[ledger][traps]") {
  // Paid to the end of March: the last day is covered, so the loss is April's.
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 4, 1), 50)};
  CHECK(month_of(ledger, in(2024, 3)).customers == customer_bridge{.opening = 1});
  CHECK(month_of(ledger, in(2024, 4)).customers == customer_bridge{.opening = 1, .lost = 1});
}

TEST_CASE("trap: who starts on the first is in the next base, and joiners are in no churn", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 1), 50), paid(2, on(2024, 2, 1), on(2024, 2, 20), 50)};
  const auto february = month_of(ledger, in(2024, 2));
  CHECK(february.customers == customer_bridge{.opening = 1});
  CHECK(kpi::customer_churn_rate(february.customers) == kpi::ratio::percent(0));
}

TEST_CASE("trap: a month without any change has its row", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 9, 1), 50)};
  const auto months = kpi::monthly_movements(ledger, in(2023, 11), in(2024, 11));
  REQUIRE(months.size() == 13);
  CHECK(months[0] == monthly_movement{.month = in(2023, 11)});
  CHECK(months[5] == monthly_movement{in(2024, 4), {.opening = units(50)}, {.opening = 1}});
  CHECK(months[12] == monthly_movement{.month = in(2024, 11)});
}

TEST_CASE("trap: the month after the last is there, with what leaves in it", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 2, 1), 50)};
  const auto months = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 3));
  CHECK(months[1].revenue == revenue_bridge{.opening = units(50), .churned = units(50)});
  CHECK(months[2] == monthly_movement{.month = in(2024, 3)});
}

TEST_CASE("trap: an export's last day is no churn when it is named", "[ledger][traps]") {
  const date::sys_days cut_off = on(2024, 3, 1);
  periods ledger{paid(1, on(2024, 1, 1), cut_off, 50), paid(2, on(2024, 1, 1), cut_off, 40),
                 paid(3, on(2024, 1, 1), on(2024, 2, 20), 30)};
  CHECK(month_of(ledger, in(2024, 3)).revenue == revenue_bridge{.opening = units(90), .churned = units(90)});
  for (auto& p : ledger) p = kpi::running_at_cut_off(p, cut_off);
  CHECK(month_of(ledger, in(2024, 2)).revenue == revenue_bridge{.opening = units(120), .churned = units(30)});
  CHECK(month_of(ledger, in(2024, 3)).revenue == revenue_bridge{.opening = units(90)});
}

TEST_CASE("trap: nothing at the opening is undefined retention, not 0 and not 100 %", "[ledger][traps]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 2, 1), 50)};
  CHECK(kpi::net_revenue_retention(month_of(ledger, in(2024, 1)).revenue).error() == undefined("opening"));
  CHECK(kpi::cohort_net_revenue_retention(kpi::retained_revenue_between(ledger, on(2024, 3, 1), on(2024, 4, 1)))
            .error() == undefined("opening"));
}

TEST_CASE("trap: over more than a month, movements also count the losses of joiners", "[ledger][traps]") {
  // Customer 1 stays at 100. Customer 2 joins in February with 80 and leaves in April. Customer 3 leaves in February
  // with 50 and is back in March with 60.
  const periods ledger{paid(1, on(2023, 1, 1), 100), paid(2, on(2024, 2, 1), on(2024, 4, 1), 80),
                       paid(3, on(2023, 1, 1), on(2024, 2, 1), 50), paid(3, on(2024, 3, 1), 60)};
  const auto months = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 6));
  const auto half_year = kpi::revenue_over(months);
  REQUIRE(half_year);
  CHECK(*half_year ==
        revenue_bridge{
            .opening = units(150), .new_business = units(80), .churned = units(50 + 80), .reactivated = units(60)});
  const auto cohort = kpi::retained_revenue_between(ledger, on(2024, 1, 1), on(2024, 7, 1));
  CHECK(cohort == retained_revenue{.opening = units(150), .closing = units(100 + 60), .capped = units(100 + 50)});

  const auto is = [](const kpi::result<kpi::ratio>& r, int part, int whole) {
    REQUIRE(r);
    CHECK(*r == *kpi::ratio::of(kpi::count(part), kpi::count(whole)));
  };
  is(kpi::cohort_net_revenue_retention(cohort), 160, 150);
  is(kpi::cohort_gross_revenue_retention(cohort), 150, 150);
  is(kpi::net_revenue_retention(*half_year), 150 - 130, 150);
  is(kpi::gross_revenue_retention(*half_year), 150 - 130, 150);
  const auto customers = kpi::retained_customers_between(ledger, on(2024, 1, 1), on(2024, 7, 1));
  CHECK(customers == customer_bridge{.opening = 2});
  CHECK(*kpi::customers_over(months) == customer_bridge{.opening = 2, .acquired = 1, .lost = 2, .reactivated = 1});
}

TEST_CASE("who pays nothing is no customer", "[ledger]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 3, 1), 0), paid(1, on(2024, 3, 1), on(2024, 5, 1), 10),
                       paid(1, on(2024, 5, 1), on(2024, 7, 1), 0), paid(2, on(2024, 1, 1), 0)};
  CHECK(month_of(ledger, in(2024, 1)).customers == customer_bridge{});
  CHECK(month_of(ledger, in(2024, 3)).revenue == revenue_bridge{.new_business = units(10)});
  CHECK(month_of(ledger, in(2024, 5)).revenue == revenue_bridge{.opening = units(10), .churned = units(10)});
  CHECK(kpi::coverage_of(ledger).never_seen == 1);
}

TEST_CASE("periods that cannot be counted are left out and counted", "[ledger]") {
  const periods ledger{paid(1, on(2024, 1, 1), 50), paid(1, on(2024, 1, 1), on(2023, 1, 1), 50),
                       paid(2, on(2024, 1, 1), -50), paid(3, on(0, 1, 1), 50)};
  CHECK(month_of(ledger, in(2024, 1)).revenue == revenue_bridge{.new_business = units(50)});
  CHECK(kpi::coverage_of(ledger) == kpi::ledger_coverage{.taken = 1, .refused = 3, .customers = 1});
}

TEST_CASE("months that are none give an empty list", "[ledger]") {
  const periods ledger{paid(1, on(2024, 1, 1), 50)};
  const auto none = [&](date::year_month first, date::year_month last) {
    CHECK(kpi::monthly_movements(ledger, first, last).empty());
    CHECK(kpi::trailing_retention(ledger, first, last, date::months{12}).empty());
    CHECK(kpi::cohorts(ledger, first, last).empty());
  };
  none(in(2024, 2), in(2024, 1));
  none(in(2024, 5), in(2024, 1));
  none(in(2024, 13), in(2025, 1));
  none(in(2024, 1), in(2024, 0));
  none(in(0, 12), in(2024, 1));
  none(in(2024, 1), in(10'000, 1));
  CHECK(kpi::trailing_retention(ledger, in(2024, 1), in(2024, 2), date::months{0}).empty());
  CHECK(kpi::monthly_movements({}, in(1, 1), in(9999, 12)).size() == 9999 * 12);
}

TEST_CASE("the edges of the calendar are months like others", "[ledger]") {
  const periods ledger{paid(1, on(1, 1, 1), on(9999, 12, 31), 50)};
  const auto months = kpi::monthly_movements(ledger, in(1, 1), in(9999, 12));
  CHECK(months.front().revenue == revenue_bridge{.new_business = units(50)});
  CHECK(months.back().revenue == revenue_bridge{.opening = units(50), .churned = units(50)});
  const auto year = kpi::trailing_retention(ledger, in(1, 1), in(2, 1), date::months{12});
  CHECK(year.front().revenue == retained_revenue{});
  CHECK(year.back().revenue == retained_revenue{units(50), units(50), units(50)});
  CHECK(kpi::trailing_retention(ledger, in(1, 1), in(2, 1), date::months{INT32_MAX}).size() == 13);
}

TEST_CASE("rows of months give the same movements", "[ledger]") {
  using row = kpi::customer_month;
  const std::vector<row> rows{{1, in(2024, 1), units(100)}, {1, in(2024, 2), units(100)}, {1, in(2024, 6), units(80)},
                              {1, in(2024, 7), units(80)},  {2, in(2024, 2), units(50)},  {2, in(2024, 3), units(60)}};
  const periods same{paid(1, on(2024, 1, 1), on(2024, 3, 1), 100), paid(1, on(2024, 6, 1), on(2024, 8, 1), 80),
                     paid(2, on(2024, 2, 1), on(2024, 3, 1), 50), paid(2, on(2024, 3, 1), on(2024, 4, 1), 60)};
  CHECK(kpi::movements_of_months(rows, in(2024, 1), in(2024, 9)) ==
        kpi::monthly_movements(same, in(2024, 1), in(2024, 9)));
  const std::vector<row> reversed(rows.rbegin(), rows.rend());
  CHECK(kpi::movements_of_months(reversed, in(2024, 1), in(2024, 9)) ==
        kpi::movements_of_months(rows, in(2024, 1), in(2024, 9)));
  std::vector<std::size_t> months_of_each;
  kpi::for_each_customer(reversed, [&](std::span<const row> one) { months_of_each.push_back(one.size()); });
  CHECK(months_of_each == std::vector<std::size_t>{4, 2});
}

TEST_CASE("inside a key, who comes is new and who leaves has churned", "[ledger]") {
  struct row {
    std::string plan;
    subscription_period period;
  };
  const std::vector<row> rows{{"basic", paid(1, on(2024, 1, 1), on(2024, 2, 1), 50)},
                              {"pro", paid(1, on(2024, 2, 1), on(2024, 3, 1), 75)},
                              {"basic", paid(1, on(2024, 3, 1), 50)},
                              {"basic", paid(2, on(2024, 1, 1), 20)},
                              {"pro", paid(2, on(2024, 2, 1), 30)}};
  const auto plans = kpi::monthly_movements_by(rows, &row::plan, in(2024, 2), in(2024, 3), &row::period);
  REQUIRE(plans.size() == 2);
  const auto& [basic, basic_months] = plans[0];
  const auto& [pro, pro_months] = plans[1];
  CHECK(basic == "basic");
  CHECK(basic_months[0].revenue == revenue_bridge{.opening = units(70), .churned = units(50)});
  CHECK(basic_months[0].customers == customer_bridge{.opening = 2, .lost = 1});
  CHECK(basic_months[1].revenue == revenue_bridge{.opening = units(20), .reactivated = units(50)});
  CHECK(pro == "pro");
  CHECK(pro_months[0].revenue == revenue_bridge{.new_business = units(75 + 30)});
  CHECK(pro_months[1].revenue == revenue_bridge{.opening = units(105), .churned = units(75)});

  periods all;
  for (const auto& r : rows) all.push_back(r.period);
  const auto overall = kpi::monthly_movements(all, in(2024, 2), in(2024, 3));
  CHECK(overall[0].revenue == revenue_bridge{.opening = units(70), .expansion = units(25 + 30)});
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(basic_months[i].revenue.opening + pro_months[i].revenue.opening == overall[i].revenue.opening);
    CHECK(basic_months[i].revenue.net_new() + pro_months[i].revenue.net_new() == overall[i].revenue.net_new());
    CHECK(basic_months[i].revenue.closing() + pro_months[i].revenue.closing() == overall[i].revenue.closing());
  }

  const auto pair = [](const row& r) { return std::pair{r.plan, r.period.customer}; };
  CHECK(kpi::monthly_movements_by(rows, pair, in(2024, 2), in(2024, 3), &row::period).size() == 4);
}

TEST_CASE("the detail view shows each customer's movements in order", "[ledger]") {
  const periods ledger{paid(9, on(2024, 1, 1), on(2024, 3, 1), 50), paid(9, on(2024, 3, 1), 75),
                       paid(4, on(2023, 1, 1), on(2024, 2, 1), 30), paid(4, on(2024, 4, 1), 30)};
  const auto lines = kpi::customer_movements(ledger, in(2024, 1), in(2024, 3));
  CHECK(lines ==
        std::vector<kpi::customer_movement>{{4, {in(2024, 2), movement_kind::churned, units(30), {}}},
                                            {9, {in(2024, 1), movement_kind::new_business, {}, units(50)}},
                                            {9, {in(2024, 3), movement_kind::expansion, units(50), units(75)}}});
  CHECK(lines[2].movement.amount() == units(25));
}

TEST_CASE("a trailing year follows the customers of twelve months before", "[ledger]") {
  const periods ledger{paid(1, on(2023, 3, 1), on(2024, 2, 1), 100), paid(1, on(2024, 2, 1), 80),
                       paid(2, on(2023, 1, 1), on(2023, 12, 1), 50), paid(3, on(2023, 6, 1), 40)};
  const auto year = kpi::trailing_retention(ledger, in(2023, 12), in(2024, 7), date::months{12});
  REQUIRE(year.size() == 8);
  // December 2022: nobody. January and February 2023: customer 2, gone by now. From March 2023 on customer 1 as well,
  // and from June 2023 on customer 3.
  CHECK(year[0] == kpi::monthly_retention{in(2023, 12), {}, {}});
  CHECK(year[1] == kpi::monthly_retention{in(2024, 1), {.opening = units(50)}, {.opening = 1, .lost = 1}});
  CHECK(year[3] == kpi::monthly_retention{in(2024, 3),
                                          {.opening = units(150), .closing = units(80), .capped = units(80)},
                                          {.opening = 2, .lost = 1}});
  CHECK(year[6] == kpi::monthly_retention{in(2024, 6),
                                          {.opening = units(190), .closing = units(120), .capped = units(120)},
                                          {.opening = 3, .lost = 1}});
  CHECK(year[7].revenue == kpi::retained_revenue_between(ledger, on(2023, 8, 1), on(2024, 8, 1)));
}

TEST_CASE("cohorts are those who first paid in a month, followed from there on", "[ledger]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 2, 1), 50),
                       paid(1, on(2024, 2, 1), 70),
                       paid(2, on(2024, 1, 10), on(2024, 2, 1), 50),
                       paid(2, on(2024, 3, 1), 40),
                       paid(3, on(2024, 3, 31), 10),
                       paid(4, on(2023, 12, 1), 99)};
  const auto table = kpi::cohorts(ledger, in(2024, 1), in(2024, 3));
  REQUIRE(table.size() == 3);
  using ends = std::vector<kpi::account_revenue>;
  CHECK(table[0] == kpi::cohort{in(2024, 1), ends{{units(100), 2}, {units(70), 1}, {units(110), 2}}});
  CHECK(table[1] == kpi::cohort{in(2024, 2), ends{{}, {}}});
  CHECK(table[2] == kpi::cohort{in(2024, 3), ends{{units(10), 1}}});

  const auto& january = table[0];
  CHECK(january.customer_share(date::months{0}) == kpi::ratio::percent(100));
  CHECK(january.customer_share(date::months{1}) == kpi::ratio::percent(50));
  CHECK(january.revenue_share(date::months{1}) == kpi::ratio::percent(70));
  CHECK(january.revenue_share(date::months{2}) == kpi::ratio::percent(110));
}

TEST_CASE("a cell not yet reached is none, which is not zero", "[ledger]") {
  const auto table = kpi::cohorts(periods{paid(1, on(2024, 1, 1), on(2024, 2, 1), 50)}, in(2024, 1), in(2024, 2));
  CHECK(table[0].after(date::months{1}) == kpi::account_revenue{});
  CHECK(table[0].customer_share(date::months{1}) == kpi::ratio::percent(0));
  CHECK(!table[0].after(date::months{2}));
  CHECK(!table[0].after(date::months{-1}));
  CHECK(table[0].customer_share(date::months{2}).error() == not_reached("months"));
  CHECK(table[0].revenue_share(date::months{-1}).error() == not_reached("months"));
  CHECK(table[1].customer_share(date::months{0}).error() == undefined("accounts"));
  CHECK(table[1].revenue_share(date::months{0}).error() == undefined("revenue"));
  CHECK(kpi::cohort{}.customer_share(date::months{0}).error() == not_reached("months"));
}

TEST_CASE("growth inputs are what a window gained and lost", "[ledger]") {
  // Two customers of 100 at the opening; 60 is lost in January, 31 comes in February and 10 more in March.
  const periods ledger{paid(1, on(2023, 1, 1), 100), paid(2, on(2023, 1, 1), on(2024, 1, 10), 100),
                       paid(2, on(2024, 1, 10), 40), paid(3, on(2024, 2, 1), on(2024, 3, 1), 31),
                       paid(3, on(2024, 3, 1), 41)};
  const auto months = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 3));
  const auto inputs = kpi::growth_inputs_of(months);
  REQUIRE(inputs);
  // (31 + 10) / 3 = 13.66…7; 60 / (200 + 140 + 171).
  CHECK(inputs->new_per_month == money::ten_thousandths(136'667));
  CHECK(inputs->monthly_churn == *kpi::ratio::of(units(60), units(200 + 140 + 171)));
  const auto ceiling = kpi::growth_ceiling(*inputs);
  REQUIRE(ceiling);
  // 13.6667 × 511 / 60 = 116.39473
  CHECK(*ceiling == money::ten_thousandths(1'163'947));
  CHECK(kpi::months_to_ceiling_share(units(20), *inputs, kpi::ratio::percent(60)));
  const monthly_movement back{.revenue = {.opening = units(1), .new_business = units(2), .reactivated = units(3)}};
  CHECK(kpi::growth_inputs_of({&back, 1})->new_per_month == units(5));
}

TEST_CASE("growth inputs are refused in order", "[ledger]") {
  revenue_bridge below;
  const auto why = [](std::vector<monthly_movement> window) {
    const auto inputs = kpi::growth_inputs_of(window);
    return inputs ? kpi::error{} : inputs.error();
  };
  CHECK(why({{.revenue = {.opening = units(-1), .churned = too_much}}}) == overflow("churned"));
  CHECK(why({{.revenue = {.opening = units(1)}}, {.revenue = {.new_business = units(-1)}}}) ==
        negative("new_business"));
  revenue_bridge::fields(
      [&](std::string_view name, auto& field) {
        field = units(-1);
        CHECK(why({{.revenue = below}}) == negative(name));
        field = money{};
      },
      below);
  CHECK(why({{.revenue = {.opening = units(-1)}}, {.revenue = {.opening = units(10)}}}) == negative("opening"));
  const money most = money::ten_thousandths(money::limit);
  CHECK(why({{.revenue = {.opening = most}}, {.revenue = {.opening = most}}}) == overflow("opening"));
  CHECK(why(std::vector(2, monthly_movement{.revenue = {.opening = most, .expansion = most}})) == overflow("opening"));
  CHECK(why({{.revenue = {.opening = units(1), .new_business = most, .expansion = most}}}) ==
        overflow("new_business + expansion + reactivated"));
  CHECK(why({{.revenue = {.opening = units(1), .contraction = most, .churned = most}}}) ==
        overflow("contraction + churned"));
  CHECK(why({{.revenue = {.new_business = units(1)}}}) == undefined("opening"));
  CHECK(why({}) == undefined("opening"));
}

TEST_CASE("months are joined to one bridge when they follow each other", "[ledger]") {
  const periods ledger{paid(1, on(2024, 1, 1), on(2024, 3, 1), 50), paid(2, on(2024, 2, 1), 20)};
  const auto months = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 3));
  CHECK(*kpi::revenue_over(months) == revenue_bridge{.new_business = units(70), .churned = units(50)});
  CHECK(*kpi::customers_over(months) == customer_bridge{.acquired = 2, .lost = 1});
  CHECK(*kpi::revenue_over({}) == revenue_bridge{});
  const std::vector<monthly_movement> gap{months[0], months[2]};
  CHECK(kpi::revenue_over(gap).error() == inconsistent("opening"));
  CHECK(kpi::customers_over(gap).error() == inconsistent("opening"));
}

TEST_CASE("an overflow is marked in every figure that it is in, and in no other", "[ledger]") {
  const money most = money::ten_thousandths(money::limit);
  periods ledger{paid(1, on(2024, 1, 1), 0), paid(2, on(2024, 2, 1), 0), paid(3, on(2024, 1, 1), 7)};
  ledger[0].monthly = most;
  ledger[1].monthly = most;
  const auto months = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 3));
  CHECK(months[0].revenue.new_business.overflowed());  // most and 7 more
  CHECK(months[0].customers == customer_bridge{.acquired = 2});
  ledger[2].monthly = money{};
  const auto fits = kpi::monthly_movements(ledger, in(2024, 1), in(2024, 3));
  CHECK(fits[0].revenue.closing() == most);
  CHECK(fits[1].revenue.new_business == most);
  CHECK(fits[1].revenue.closing().overflowed());
  CHECK(fits[2].revenue.opening.overflowed());
  CHECK(fits[2].customers == customer_bridge{.opening = 2});
  CHECK(kpi::retained_revenue_between(ledger, on(2024, 3, 1), on(2024, 4, 1)).opening.overflowed());
  CHECK(kpi::cohorts(ledger, in(2024, 1), in(2024, 3))[0].ends[2].revenue == most);
}

TEST_CASE("a ledger merges with one of the same months only", "[ledger]") {
  kpi::movement_ledger movements(in(2024, 1), in(2024, 3));
  CHECK(movements.merge(kpi::movement_ledger(in(2024, 1), in(2024, 4))).error() == inconsistent("months"));
  kpi::retention_ledger retention(in(2024, 1), in(2024, 3), date::months{12});
  CHECK(retention.merge(kpi::retention_ledger(in(2024, 1), in(2024, 3), date::months{6})).error() ==
        inconsistent("months"));
  CHECK(retention.merge(kpi::retention_ledger(in(2024, 2), in(2024, 3), date::months{12})).error() ==
        inconsistent("months"));
  kpi::cohort_ledger table(in(2024, 1), in(2024, 3));
  CHECK(table.merge(kpi::cohort_ledger(in(2023, 12), in(2024, 3))).error() == inconsistent("months"));
  CHECK(kpi::movement_ledger().merge({}));
  CHECK(kpi::movement_ledger().months().empty());
  CHECK(kpi::retention_ledger().months().empty());
  CHECK(kpi::retention_ledger().merge({in(2024, 1), in(2024, 3), date::months{0}}));
  CHECK(kpi::cohort_ledger().cohorts().empty());
}

TEST_CASE("a table by month gives the movements of its rows", "[ledger]") {
  // One stays and grows, one leaves and comes back, one comes late and shrinks, one never pays.
  const std::vector<std::vector<money>> table{{units(10), units(5), units(0), units(0)},
                                              {units(12), units(0), units(8), units(0)},
                                              {units(12), units(7), units(6), units(0)}};
  const std::vector<std::span<const money>> balances(table.begin(), table.end());
  const auto ledger = kpi::movement_ledger::of_balances(balances, in(2024, 11));
  REQUIRE(ledger);
  const auto months = ledger->months();
  REQUIRE(months.size() == 3);
  CHECK(months[0] == monthly_movement{in(2024, 11), {.new_business = units(15)}, {.acquired = 2}});
  CHECK(months[1] ==
        monthly_movement{in(2024, 12),
                         {.opening = units(15), .new_business = units(8), .expansion = units(2), .churned = units(5)},
                         {.opening = 2, .acquired = 1, .lost = 1}});
  CHECK(months[2] == monthly_movement{in(2025, 1),
                                      {.opening = units(20), .contraction = units(2), .reactivated = units(7)},
                                      {.opening = 2, .reactivated = 1}});
  CHECK(ledger->coverage() == kpi::ledger_coverage{.taken = 12, .customers = 4, .never_seen = 1});

  // More customers than are looked at in one go, each for the month of its number.
  constexpr std::size_t many = 10'000;
  std::vector<std::vector<money>> stairs(3, std::vector<money>(many));
  for (std::size_t c = 0; c < many; ++c) stairs[c % 3][c] = units(1);
  const auto all =
      kpi::movement_ledger::of_balances(std::vector<std::span<const money>>(stairs.begin(), stairs.end()), in(2024, 1));
  REQUIRE(all);
  CHECK(all->months()[0].customers == customer_bridge{.acquired = 3'334});
  CHECK(all->months()[1].customers == customer_bridge{.opening = 3'334, .acquired = 3'333, .lost = 3'334});
  CHECK(all->months()[2].revenue ==
        revenue_bridge{.opening = units(3'333), .new_business = units(3'333), .churned = units(3'333)});
}

TEST_CASE("a sum of a table by month that goes out of range is marked from there on", "[ledger]") {
  const money most = money::ten_thousandths(money::limit);
  const std::vector<std::vector<money>> table{{most, units(0)}, {most, units(1)}, {units(0), units(1)}};
  const auto ledger =
      kpi::movement_ledger::of_balances(std::vector<std::span<const money>>(table.begin(), table.end()), in(2024, 1));
  REQUIRE(ledger);
  CHECK(ledger->months()[0].revenue == revenue_bridge{.new_business = most});
  CHECK(ledger->months()[1].revenue == revenue_bridge{.opening = most, .new_business = units(1)});
  CHECK(ledger->months()[2].revenue.opening.overflowed());
  CHECK(ledger->months()[2].revenue.churned == most);
  CHECK(ledger->months()[2].customers == customer_bridge{.opening = 2, .lost = 1});
}

TEST_CASE("a table by month is refused as a whole", "[ledger]") {
  const std::vector<money> two{units(1), units(2)};
  const std::vector<money> three{units(1), units(2), units(3)};
  const std::vector<money> below{units(1), units(-2)};
  const std::vector<money> beyond{units(1), too_much};
  const auto refused = [](const std::vector<std::span<const money>>& balances, date::year_month first) {
    return kpi::movement_ledger::of_balances(balances, first).error();
  };
  CHECK(refused({}, in(2024, 1)) == invalid("month"));
  CHECK(refused({two}, in(0, 12)) == invalid("month"));
  CHECK(refused({two}, in(10'000, 1)) == invalid("month"));
  CHECK(refused({two, two}, in(9'999, 12)) == invalid("month"));
  CHECK(refused({two, three}, in(2024, 1)) == inconsistent("customers"));
  CHECK(refused({two, below}, in(2024, 1)) == invalid("monthly"));
  CHECK(refused({two, beyond}, in(2024, 1)) == invalid("monthly"));

  // The last of many, whether it changes or not.
  std::vector<money> many(2'000, units(1));
  const std::vector<money> in_order = many;
  many.back() = units(-1);
  CHECK(refused({many}, in(2024, 1)) == invalid("monthly"));
  CHECK(refused({many, many}, in(2024, 1)) == invalid("monthly"));
  CHECK(refused({in_order, many, in_order}, in(2024, 1)) == invalid("monthly"));

  CHECK(kpi::movement_ledger::of_balances(std::vector<std::span<const money>>{two}, in(9'999, 12)).has_value());
}
