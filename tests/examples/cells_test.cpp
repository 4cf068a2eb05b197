// SPDX-License-Identifier: MIT
#include "../../examples/support/cells.hpp"

#include "../catch.hpp"

#include <kpi/core/period.hpp>

#include <date/tz.h>

#include <initializer_list>
#include <optional>
#include <string_view>

namespace {

using namespace examples;

day_column days(std::initializer_list<std::string_view> cells, std::optional<day_order> told = {}) {
  day_column column;
  for (const auto cell : cells) column.learn(cell);
  REQUIRE(column.settle(told));
  return column;
}

constexpr auto march_4 = date::sys_days{date::year{2017} / 3 / 4};

}  // namespace

TEST_CASE("blank is what exports write for nothing", "[cells]") {
  for (const auto cell : {"", "null", "NULL", "None", "n/a", "N/A", "NaN", "-", "--", "#N/A", "\\N"})
    CHECK(is_blank(cell));
  for (const auto cell : {"0", "-1", "no", "nothing", "Null Inc", "2024-01-01"}) CHECK_FALSE(is_blank(cell));
}

TEST_CASE("names are the same whatever stands between their words", "[cells]") {
  CHECK(same_name("Deal - Won time", "deal_won_time"));
  CHECK(same_name("CloseDate", "close date"));
  CHECK(same_name("", " -"));
  CHECK_FALSE(same_name("close", "closed"));
  CHECK_FALSE(same_name("\u00e9t\u00e9", "t"));
}

TEST_CASE("the order of a day is learnt from the cells that tell", "[cells]") {
  CHECK(days({"2017-03-31"}).read("2017-03-04") == march_4);
  CHECK(days({"31/3/2017"}).read("4/3/2017") == march_4);
  CHECK(days({"3/31/2017"}).read("3/4/2017") == march_4);
  CHECK(days({"31.03.2017"}).read("04.03.2017") == march_4);
  CHECK(days({"2017/03/31"}).read("2017/3/4") == march_4);
  CHECK(days({"1/2/2017", "31/3/2017", "2/1/2017"}).order() == day_order::day_first);
  CHECK(days({"31/3/2017", "30/4/2017", "4/30/2017"}).order() == day_order::day_first);
}

TEST_CASE("a column that could be either is told, and only then", "[cells]") {
  day_column column;
  column.learn("3/4/2017");
  CHECK_FALSE(column.settle({}));
  CHECK(days({"3/4/2017"}, day_order::month_first).read("3/4/2017") == march_4);
  CHECK(days({"4/3/2017"}, day_order::day_first).read("4/3/2017") == march_4);
  CHECK(days({"2017-03-04"}, day_order::day_first).order() == day_order::year_first);
  CHECK(days({}).order() == day_order::year_first);
}

TEST_CASE("a cell that is no day in the column's order is none", "[cells]") {
  const auto by_day = days({"31/3/2017"});
  for (const auto cell :
       {"3/31/2017", "2017-03-04", "4/3/17", "4/3", "4-3/2017", "4/3/2017x", "", "4/3/2017 25:00", "30/2/2017"})
    CHECK_FALSE(by_day.read(cell));
  const auto by_year = days({"2017-03-31"});
  for (const auto cell :
       {"2017-02-29", "0000-01-01", "2017-1-", "2017-03-04T", "2017-03-04 1", "-2017-03-04", "2017-03-04Z"})
    CHECK_FALSE(by_year.read(cell));
}

TEST_CASE("times of day are taken as written without a zone", "[cells]") {
  const auto column = days({"2017-03-04T23:30:00.000+0000"});
  CHECK(column.has_times());
  for (const auto cell : {"2017-03-04 00:00", "2017-03-04T23:59:60Z", "2017-03-04 11:30 PM", "2017-03-04 11:30:07 am",
                          "2017-03-04T23:30:00.123456-08:00", "2017-03-04T23:30:00+02"})
    CHECK(column.read(cell) == march_4);
  for (const auto cell : {"2017-03-04 24:00", "2017-03-04 13:00 PM", "2017-03-04 0:00 AM", "2017-03-04 10:60"})
    CHECK_FALSE(column.read(cell));
}

TEST_CASE("in a zone, an instant has the day that it has there", "[cells]") {
  auto column = days({"2017-03-04T12:00Z"});
  column.in_zone(date::locate_zone("America/New_York"));
  CHECK(column.read("2017-03-05T04:59Z") == march_4);
  CHECK(column.read("2017-03-05T05:00Z") == march_4 + date::days{1});
  CHECK(column.read("2017-03-05 04:59") == march_4);
  CHECK(column.read("2017-03-05T05:59+01:00") == march_4);
  CHECK(column.read("2017-03-04T23:59-05:00") == march_4);
  CHECK(column.read("2017-03-04") == march_4);                                          // a day is a day
  CHECK(column.read("2017-07-05T03:59Z") == date::sys_days{date::year{2017} / 7 / 4});  // in summer
  column.in_zone(date::locate_zone("Asia/Tokyo"));
  CHECK(column.read("2017-03-03T15:00Z") == march_4);
}

TEST_CASE("the decimal mark is learnt, and else the usual one", "[cells]") {
  const auto value = [](amount_column column, std::initializer_list<std::string_view> cells) {
    for (const auto cell : cells) column.learn(cell);
    column.settle();
    return column.read(*cells.begin())->amount;
  };
  const amount_column point;
  const amount_column comma(kpi::decimal_mark::comma);
  CHECK(value(point, {"1,234"}) == kpi::money::of(1234));
  CHECK(value(comma, {"1,234"}) == kpi::money::ten_thousandths(12'340));
  CHECK(value(point, {"1,234", "1,5"}) == kpi::money::ten_thousandths(12'340));
  CHECK(value(comma, {"1.234", "1.5"}) == kpi::money::ten_thousandths(12'340));
  CHECK(value(comma, {"1.234", "2.345,60"}) == kpi::money::of(1234));
}

TEST_CASE("an amount says its currency", "[cells]") {
  const amount_column column;
  const auto read = [&](std::string_view cell) { return *column.read(cell); };
  for (const auto cell : {"EUR 1,200.50", "1,200.50 EUR", "\u20ac1,200.50", "1200.50 \u20ac", "EUR1200.5"}) {
    CHECK(read(cell).amount == kpi::money::cents(120'050));
    CHECK(read(cell).currency == "EUR");
  }
  CHECK(read("$5").currency == "USD");
  CHECK(read("(5.00)").amount == kpi::money::of(-5));
  CHECK(read("1200.5").currency.empty());
  CHECK(read("99999999999").amount == kpi::money::of(99'999'999'999));
  for (const auto cell : {"", "EUR", "1e3", "1.2.3", ".", "1.", "EUR 5 USD", "1.23456", "five"})
    CHECK_FALSE(column.read(cell));
  CHECK(column.read("999999999999999999").error().code == kpi::errc::overflow);
}
