// SPDX-License-Identifier: MIT
#include <kpi/format.hpp>

#include "support.hpp"

using kpi::average;
using kpi::days;
using kpi::money;
using kpi::period;
using kpi::ratio;

TEST_CASE("a ratio prints as per cent, or as times", "[format]") {
  CHECK(fmt::format("{}", *ratio::of(67, 160)) == "41.9 %");
  CHECK(fmt::format("{}", ratio::percent(47)) == "47.0 %");
  CHECK(fmt::format("{:.3}", *ratio::of(-1, 3)) == "-33.333 %");
  CHECK(fmt::format("{:.0}", *ratio::of(1, 8)) == "12 %");  // 12.5: half to even
  CHECK(fmt::format("{:.0}", *ratio::of(3, 8)) == "38 %");  // 37.5: half to even
  CHECK(fmt::format("{:x}", *ratio::of(10, 1)) == "10.0 ×");
  CHECK(fmt::format("{:.2x}", *ratio::of(5, 2)) == "2.50 ×");
  CHECK(fmt::format("{:.1}", *ratio::of(-1, 100'000)) == "0.0 %");
  CHECK(kpi::to_text(ratio::percent(47)) == "47.0 %");
  CHECK(kpi::to_times_text(*ratio::of(5, 2)) == "2.5 ×");
  // (2^61 - 1) * 100 / 3 is 76,861,433,640,456,465,033.33...
  CHECK(fmt::format("{:.9}", *ratio::of(kpi::count::limit, 3)) == "7.686143364e+19 %");
  CHECK(fmt::format("{}", *ratio::of(money::of(775'000), money::of(1'525'000))) == "50.8 %");
}

TEST_CASE("money prints grouped, with two decimals", "[format]") {
  CHECK(fmt::format("{}", money::cents(123'450)) == "1,234.50");
  CHECK(fmt::format("{}", money::cents(-123'456'789)) == "-1,234,567.89");
  CHECK(fmt::format("{:.0}", money::of(120'000)) == "120,000");
  CHECK(fmt::format("{:.4}", money::ten_thousandths(1)) == "0.0001");
  CHECK(fmt::format("{}", money::ten_thousandths(50)) == "0.00");
  CHECK(fmt::format("{}", money::ten_thousandths(150)) == "0.02");
  CHECK(fmt::format("{}", money::of(999)) == "999.00");
  CHECK(fmt::format("{}", money::of(INT64_MAX)) == "overflow");
  CHECK(fmt::format("{:.9}", money::of(200'000'000'000)) == "2.000000000e+11");
}

TEST_CASE("a format that is none is refused", "[format]") {
  const auto print = [](std::string_view format) { return fmt::format(fmt::runtime(format), ratio::percent(47)); };
  for (const auto* format : {"{:.10}", "{:.95}"}) CHECK(print(format) == "47.000000000 %");  // nine are the most
  CHECK_THROWS_AS(print(std::string_view("{:.27}").substr(0, 4)), fmt::format_error);
  for (const auto* format : {"{:.2", "{:.", "{:", "{:.100}", "{:.-}", "{:./}", "{:.:}", "{:2}", "{:.2y}", "{:xx}"})
    CHECK_THROWS_AS(print(format), fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:.2x}"), money::of(1)), fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:.2}"), kpi::count(1)), fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:x}"), kpi::count(255)), fmt::format_error);
  // Nothing behind the end of a format is read.
  for (const auto text : {std::string_view(".27").substr(0, 2), std::string_view(".2").substr(0, 0),
                          std::string_view("x").substr(0, 0)}) {
    fmt::format_parse_context context(text);
    CHECK(fmt::formatter<ratio>().parse(context) == context.end());
  }
}

TEST_CASE("counts, days and averages print with their units", "[format]") {
  CHECK(fmt::format("{}", kpi::count(1619)) == "1,619");
  CHECK(fmt::format("{}", kpi::count(-1'000'000)) == "-1,000,000");
  CHECK(fmt::format("{}", days(47)) == "47 days");
  CHECK(fmt::format("{}", days(1)) == "1 day");
  CHECK(fmt::format("{}", kpi::seconds(90)) == "90 s");
  CHECK(fmt::format("{}", average<days>{days(155), 3}) == "51.7 days");
  CHECK(fmt::format("{}", average<money>{money::of(10), 3}) == "3.33");
  CHECK(fmt::format("{:.0}", average<money>{money::of(10'000), 3}) == "3,333");
  CHECK(fmt::format("{}", average<kpi::count>{5, 4}) == "1.25");
  CHECK(fmt::format("{}", average<kpi::seconds>{kpi::seconds(5400), 1}) == "5,400.0 s");
}

TEST_CASE("periods print as they are read", "[format]") {
  for (const std::string_view text : {"2017", "2017-Q2", "2017-04", "2017-04-02..2017-04-02", "0001-Q1", "9999-12"})
    CHECK(fmt::format("{}", *kpi::parse_period(text)) == text);
  CHECK(fmt::format("{}", period{}) == "no period");
  CHECK(fmt::format("{}", *period::between(period::year(2024).from(), period::year(2024).from())) ==
        "empty at 2024-01-01");
  CHECK(kpi::to_text(period::month(2024, 2).until() - date::days{1}) == "2024-02-29");
}

TEST_CASE("a reason prints its code and its field", "[format]") {
  CHECK(fmt::format("{}", kpi::error{kpi::errc::undefined, "won + lost"}) == "undefined (won + lost)");
  for (const auto code : {kpi::errc::undefined, kpi::errc::negative, kpi::errc::inconsistent, kpi::errc::overflow,
                          kpi::errc::missing_rate, kpi::errc::too_few, kpi::errc::not_reached, kpi::errc::invalid})
    CHECK(!to_string(code).empty());
  CHECK(to_string(static_cast<kpi::errc>(200)) == "invalid");
}
