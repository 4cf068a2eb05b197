// SPDX-License-Identifier: MIT
#include <kpi/core/period.hpp>

#include "../support.hpp"

#include <memory>

using namespace kpi_test;
using kpi::period;

namespace {

constexpr date::sys_days on(int y, unsigned m, unsigned d) { return date::year{y} / date::month{m} / date::day{d}; }
constexpr period span(date::sys_days from, date::sys_days until) { return *period::between(from, until); }

static_assert(std::is_trivially_copyable_v<period> && sizeof(period) == 8);
static_assert(period::quarter(2017, 2) == span(on(2017, 4, 1), on(2017, 7, 1)));

}  // namespace

TEST_CASE("a period is half-open", "[period]") {
  constexpr period q = period::quarter(2024, 1);
  CHECK(q.contains(on(2024, 1, 1)));
  CHECK(q.contains(on(2024, 3, 31)));
  CHECK(!q.contains(on(2024, 4, 1)));
  CHECK(!q.contains(on(2023, 12, 31)));
  CHECK(q.length() == date::days{31 + 29 + 31});
}

TEST_CASE("named periods begin and end where the calendar says", "[period]") {
  CHECK(period::month(2024, 2) == span(on(2024, 2, 1), on(2024, 3, 1)));
  CHECK(period::month(2024, 12) == span(on(2024, 12, 1), on(2025, 1, 1)));
  CHECK(period::month(date::year{2024} / 2) == period::month(2024, 2));
  CHECK(period::quarter(2024, 4) == span(on(2024, 10, 1), on(2025, 1, 1)));
  CHECK(period::year(2024) == span(on(2024, 1, 1), on(2025, 1, 1)));
  CHECK(period::year(9999).until() == on(9999, 12, 31) + date::days{1});
  CHECK(period::year(1).from() == on(1, 1, 1));
}

TEST_CASE("a fiscal year is named by the year in which it ends", "[period]") {
  CHECK(period::fiscal_year(2024, 4) == span(on(2023, 4, 1), on(2024, 4, 1)));
  CHECK(period::fiscal_year(2024, 1) == period::year(2024));
  CHECK(period::fiscal_year(2024, 2) == span(on(2023, 2, 1), on(2024, 2, 1)));
  CHECK(period::fiscal_year(2024, 12) == span(on(2023, 12, 1), on(2024, 12, 1)));
  CHECK(period::fiscal_quarter(2024, 1, 4) == span(on(2023, 4, 1), on(2023, 7, 1)));
  CHECK(period::fiscal_quarter(2024, 4, 4) == span(on(2024, 1, 1), on(2024, 4, 1)));
  CHECK(period::fiscal_quarter(2024, 3, 1) == period::quarter(2024, 3));
}

TEST_CASE("trailing months end where they are told and clamp their beginning", "[period]") {
  CHECK(period::trailing_months(on(2025, 1, 1), 12) == period::year(2024));
  CHECK(period::trailing_months(on(2024, 3, 31), 1) == span(on(2024, 2, 29), on(2024, 3, 31)));
  CHECK(period::trailing_months(period::year(9999).until(), 12) == period::year(9999));
  CHECK(!period::trailing_months(on(2024, 3, 31), 0).ok());
  CHECK(!period::trailing_months(on(2024, 3, 31), -1).ok());
  CHECK(!period::trailing_months(on(1, 2, 1), 2).ok());
  CHECK(!period::trailing_months(on(2024, 1, 1), INT32_MAX).ok());
}

TEST_CASE("the year before has the same days", "[period]") {
  CHECK(period::quarter(2024, 1).year_before() == period::quarter(2023, 1));
  CHECK(period::month(2024, 2).year_before() == period::month(2023, 2));
  CHECK(period::month(2025, 2).year_before() == period::month(2024, 2));
  CHECK(span(on(2024, 1, 1), on(2024, 2, 29)).year_before() == span(on(2023, 1, 1), on(2023, 3, 1)));
  CHECK(span(on(2024, 2, 29), on(2024, 3, 1)).year_before() == span(on(2023, 2, 28), on(2023, 3, 1)));
  CHECK(span(on(2024, 5, 1), on(2024, 5, 1)).year_before() == span(on(2023, 5, 1), on(2023, 5, 1)));
  CHECK(period::year(9999).year_before() == period::year(9998));
  CHECK(!period::year(1).year_before().ok());
  CHECK(!period{}.year_before().ok());
}

TEST_CASE("what names no period is not ok and contains no day", "[period]") {
  const auto check_none = [](const period& p) {
    CHECK(!p.ok());
    CHECK(p.length() == date::days{0});
    CHECK(!p.contains(on(2024, 1, 1)));
    CHECK(!p.contains(date::sys_days{}));
  };
  check_none(period{});
  check_none(period::month(2024, 0));
  check_none(period::month(2024, 13));
  check_none(period::month(date::year{2024} / 13));
  check_none(period::month(date::year{10'000} / 1));
  check_none(period::month(date::year{0} / 12));
  check_none(period::quarter(2024, 0));
  check_none(period::quarter(2024, 5));
  check_none(period::year(0));
  check_none(period::year(10'000));
  check_none(period::year(-1));
  check_none(period::fiscal_year(2024, 0));
  check_none(period::fiscal_year(2024, 13));
  check_none(period::fiscal_year(1, 4));
  check_none(period::fiscal_year(10'000, 4));
}

TEST_CASE("between refuses what is no span of the calendar", "[period]") {
  CHECK(period::between(on(2024, 1, 1), on(2024, 1, 1))->length() == date::days{0});
  CHECK(period::between(on(1, 1, 1), on(1, 1, 2))->length() == date::days{1});
  CHECK(period::between(on(2024, 1, 2), on(2024, 1, 1)).error() == invalid("until"));
  CHECK(period::between(on(1, 1, 1) - date::days{1}, on(2024, 1, 1)).error() == invalid("from"));
  CHECK(period::between(on(2024, 1, 1), on(9999, 12, 31) + date::days{2}).error() == invalid("until"));
  CHECK(period::between(on(9999, 12, 31) + date::days{1}, on(9999, 12, 31) + date::days{1})->length() == date::days{0});
  CHECK(period::between(on(9999, 12, 31) + date::days{2}, on(9999, 12, 31) + date::days{2}).error() == invalid("from"));
  CHECK(period::between(date::sys_days{date::days{INT32_MIN}}, date::sys_days{date::days{INT32_MAX}}).error() ==
        invalid("from"));
}

TEST_CASE("months added to a day clamp at the month's end", "[period]") {
  CHECK(kpi::plus_months(on(2023, 1, 31), 1) == on(2023, 2, 28));
  CHECK(kpi::plus_months(on(2024, 1, 31), 1) == on(2024, 2, 29));
  CHECK(kpi::plus_months(on(2024, 2, 29), 12) == on(2025, 2, 28));
  CHECK(kpi::plus_months(on(2024, 3, 15), -3) == on(2023, 12, 15));
  CHECK(kpi::plus_months(on(9999, 12, 31), 0) == on(9999, 12, 31));
  CHECK(kpi::plus_months(on(9999, 12, 31), 1).error() == invalid("months"));
  CHECK(kpi::plus_months(on(1, 1, 1), -1).error() == invalid("months"));
  CHECK(kpi::plus_months(on(2024, 1, 1), INT32_MAX).error() == invalid("months"));
  CHECK(kpi::plus_months(on(2024, 1, 1), INT32_MIN).error() == invalid("months"));
  CHECK(kpi::plus_months(date::sys_days{date::days{INT32_MAX}}, 1).error() == invalid("day"));
  CHECK(kpi::plus_months(on(1, 1, 1) - date::days{1}, 1).error() == invalid("day"));
  CHECK(kpi::plus_months(on(9999, 12, 31) + date::days{1}, -1) == on(9999, 12, 1));
  CHECK(kpi::plus_months(on(9999, 12, 31) + date::days{2}, -1).error() == invalid("day"));
  CHECK(kpi::plus_months(on(9999, 11, 30), 1) == on(9999, 12, 30));
}

TEST_CASE("a spine has every month, none missing", "[period]") {
  const auto months = kpi::months_of(span(on(2023, 11, 15), on(2024, 2, 1)));
  REQUIRE(months.size() == 3);
  CHECK(months[0] == period::month(2023, 11));
  CHECK(months[1] == period::month(2023, 12));
  CHECK(months[2] == period::month(2024, 1));
  CHECK(kpi::quarters_of(span(on(2023, 11, 15), on(2024, 4, 2))).size() == 3);
  CHECK(kpi::quarters_of(period::year(2024)).front() == period::quarter(2024, 1));
  CHECK(kpi::years_of(span(on(2022, 12, 31), on(2024, 1, 1))).size() == 2);
  CHECK(kpi::months_of(period::year(9999)).size() == 12);
  CHECK(kpi::months_of(period{}).empty());
  CHECK(kpi::months_of(span(on(2024, 1, 1), on(2024, 1, 1))).empty());
}

TEST_CASE("months, quarters and years partition every day of four centuries", "[period]") {
  const auto all = span(on(1900, 1, 1), on(2301, 1, 1));
  for (const auto& parts : {kpi::months_of(all), kpi::quarters_of(all), kpi::years_of(all)}) {
    date::sys_days next = all.from();
    for (const period& p : parts) {
      REQUIRE(p.from() == next);
      REQUIRE(p.until() > p.from());
      next = p.until();
    }
    CHECK(next == all.until());
  }
}

TEST_CASE("a day is read strictly", "[period][parse]") {
  const auto parse = [](std::string_view text) {
    const auto block = std::make_unique<char[]>(text.size());
    text.copy(block.get(), text.size());
    return kpi::parse_day({block.get(), text.size()});
  };
  CHECK(parse("2024-02-29") == on(2024, 2, 29));
  CHECK(parse("0001-01-01") == on(1, 1, 1));
  CHECK(parse("9999-12-31") == on(9999, 12, 31));
  for (const std::string_view text :
       {"",           "2024",       "2024-2-29",   "2023-02-29",  "2024-13-01", "2024-00-01",           "2024-01-00",
        "2024-01-32", "0000-01-01", "2024-01-01 ", " 2024-01-01", "2024/01/01", "2024/01-01",           "2024-01/01",
        "2024-0a-01", "2024-0:-01", "2024-1/-01",  "2024-01-0a",  "+024-01-01", "2024-01-01T00:00:00Z", "20240101"})
    CHECK(parse(text).error() == invalid("day"));
}

TEST_CASE("a period is read as it is written", "[period][parse]") {
  CHECK(kpi::parse_period("2024") == period::year(2024));
  CHECK(kpi::parse_period("2024-Q3") == period::quarter(2024, 3));
  CHECK(kpi::parse_period("2024-02") == period::month(2024, 2));
  CHECK(kpi::parse_period("2024-02-01..2024-02-15") == span(on(2024, 2, 1), on(2024, 2, 16)));
  for (const std::string_view text : {"",
                                      "24",
                                      "202",
                                      "2024-1",
                                      "2024-Q5",
                                      "2024-Q0",
                                      "2024-13",
                                      "2024-00",
                                      "2024-q1",
                                      "2024-Q",
                                      "2024-",
                                      "2024-02-15..2024-02-01",
                                      "2024-02-01..2024-02-30",
                                      "0001-01-01..2024-02-30",
                                      "2024-02-30..2024-03-01",
                                      "2024-02-01--2024-02-15",
                                      "2024-02-01",
                                      "20245",
                                      "abcd",
                                      "2024Q01",
                                      "2024_02",
                                      "2024 Q1",
                                      "24-Q1",
                                      "2024-1x",
                                      "0000",
                                      "0000-Q1",
                                      "0000-01"})
    CHECK(kpi::parse_period(text).error() == invalid("period"));
}

TEST_CASE("a period is cut at a day, which its last part has or has not", "[period]") {
  const period january = period::month(2024, 1);
  const auto none = span(on(2024, 1, 1), on(2024, 1, 1));
  CHECK(january.before(on(2023, 12, 31)) == none);
  CHECK(january.before(on(2024, 1, 1)) == none);
  CHECK(january.before(on(2024, 1, 2)) == span(on(2024, 1, 1), on(2024, 1, 2)));
  CHECK(january.before(on(2024, 2, 1)) == january);
  CHECK(january.before(on(2024, 2, 2)) == january);
  CHECK(january.through(on(2023, 12, 31)) == none);
  CHECK(january.through(on(2024, 1, 1)) == span(on(2024, 1, 1), on(2024, 1, 2)));
  CHECK(january.through(on(2024, 1, 31)) == january);
  CHECK(january.through(on(2024, 2, 1)) == january);
}

TEST_CASE("periods are ordered by their first day, then by their last", "[period]") {
  CHECK(period::month(2024, 1) < period::month(2024, 2));
  CHECK(period::month(2024, 1) < period::quarter(2024, 1));
  CHECK(period::quarter(2024, 1) < period::month(2024, 2));
  CHECK_FALSE(period::quarter(2024, 1) < period::quarter(2024, 1));
  CHECK(period{} < period::year(1));
}
