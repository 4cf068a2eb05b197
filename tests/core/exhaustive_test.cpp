// SPDX-License-Identifier: MIT
// Small worlds, all of them: every day of three centuries, every small fraction, every order of a deal's events.
#include "../records/deal_model.hpp"
#include "../support.hpp"

#include <kpi/core/period.hpp>
#include <kpi/core/wide.hpp>
#include <kpi/format.hpp>

#include <string>
#include <vector>

using namespace kpi_test;
using date::sys_days;
using kpi::period;
using kpi::rounding;

namespace {

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
int days_of(int year, int month) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

/// A calendar that only counts on.
struct counted_day {
  int year = 1900, month = 1, day = 1;
  sys_days is = date::year{1900} / 1 / 1;

  void next() {
    is += date::days{1};
    if (++day <= days_of(year, month)) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
};

/// Where the month stands `n` months later, and on what day at most.
sys_days by_counting(const counted_day& from, int n) {
  static const std::vector<sys_days> firsts = [] {
    std::vector<sys_days> all;
    counted_day d;
    while (d.year < 2204) {
      if (d.day == 1) all.push_back(d.is);
      d.next();
    }
    return all;
  }();
  const int month = (from.year - 1900) * 12 + from.month - 1 + n;
  const int length = days_of(1900 + month / 12, month % 12 + 1);
  return firsts.at(static_cast<std::size_t>(month)) + date::days{std::min(from.day, length) - 1};
}

}  // namespace

TEST_CASE("every day from 1900 to 2200 is in its month, quarter and year, and in no other", "[exhaustive]") {
  long days = 0;
  for (counted_day d; d.year <= 2200; d.next(), ++days) {
    const auto month = static_cast<unsigned>(d.month);
    const unsigned quarter = (month + 2) / 3;
    const period periods[] = {period::month(d.year, month), period::quarter(d.year, quarter), period::year(d.year),
                              period::fiscal_year(d.year + (d.month >= 4 ? 1 : 0), 4)};
    bool right = kpi::month_of(d.is) == date::year{d.year} / date::month{month};
    for (const auto& p : periods) right = right && p.ok() && p.contains(d.is) && p.from() <= d.is && d.is < p.until();
    right = right && periods[0].contains(d.is + date::days{1}) == (d.day < days_of(d.year, d.month));
    right = right && periods[0].length().count() == days_of(d.year, d.month);
    right = right && periods[2].length().count() == (leap(d.year) ? 366 : 365);
    right = right && !period::month(d.year, month % 12 + 1).contains(d.is);
    right =
        right && !period::quarter(d.year, quarter % 4 + 1).contains(d.is) && !period::year(d.year + 1).contains(d.is);
    const period one = *period::between(d.is, d.is + date::days{1});
    right = right && kpi::months_of(one).front() == periods[0] && kpi::quarters_of(one).front() == periods[1];
    right = right && kpi::years_of(one).front() == periods[2];
    if (!right) FAIL(kpi::to_text(d.is));
  }
  CHECK(days == 301 * 365 + 73);  // leap years: 1904 … 2096 without 2100, and 2104 … 2196
}

TEST_CASE("every day from 1900 to 2200 prints and is read, and its neighbours that do not exist are not",
          "[exhaustive]") {
  for (counted_day d; d.year <= 2200; d.next()) {
    std::string text = fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
    if (kpi::parse_day(text) != d.is || kpi::to_text(d.is) != text) FAIL(text);
    if (d.day < days_of(d.year, d.month)) continue;
    text = fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day + 1);
    if (kpi::parse_day(text).has_value()) FAIL(text);
  }
}

TEST_CASE("months before and after every day from 1900 to 2200", "[exhaustive]") {
  constexpr int steps[] = {1, 2, 3, 11, 12, 13, 24, 36};
  for (counted_day d; d.year <= 2200; d.next()) {
    bool right = true;
    for (const int n : steps) {
      right = right && kpi::plus_months(d.is, n) == by_counting(d, n);
      if (d.year < 1904) continue;
      const sys_days before = by_counting(d, -n);
      right = right && kpi::plus_months(d.is, -n) == before;
      right = right && period::trailing_months(d.is, n) == *period::between(before, d.is);
    }
    if (d.year >= 1904) {
      const auto before = period::month(d.year, static_cast<unsigned>(d.month)).year_before();
      right = right && before == period::month(d.year - 1, static_cast<unsigned>(d.month));
      right = right && period::between(d.is, d.is + date::days{1})->year_before().from() == by_counting(d, -12);
    }
    if (!right) FAIL(kpi::to_text(d.is));
  }
}

TEST_CASE("all fractions up to 300 over 300 are rounded as each mode says", "[exhaustive]") {
  for (int n = -300; n <= 300; ++n)
    for (int m = 1; m <= 300; ++m) {
      int low = 0;  // the floor, by counting
      while (low * m > n) --low;
      while ((low + 1) * m <= n) ++low;
      const int rest = n - low * m;
      const int high = rest == 0 ? low : low + 1;
      const bool below = n < 0;
      const int nearest = 2 * rest < m ? low : high;
      const bool tie = 2 * rest == m;
      const auto is = [&](rounding mode, int expected) {
        if (kpi::detail::rounded_quotient({n}, {m}, mode) != expected) FAIL(n << " / " << m);
        if (n < -40 || n > 40 || m > 40) return;
        // The same where 64 bits do not hold the product, which is slower.
        constexpr std::int64_t large = std::int64_t{1} << 61;
        if (kpi::detail::rounded_quotient({n, large}, {m, large}, mode) != expected) FAIL(n << " / " << m << " large");
      };
      is(rounding::floor, low);
      is(rounding::ceiling, high);
      is(rounding::toward_zero, below ? high : low);
      is(rounding::away_from_zero, below ? low : high);
      is(rounding::half_even, tie ? (low % 2 == 0 ? low : high) : nearest);
      is(rounding::half_away, tie ? (below ? low : high) : nearest);
    }
}

TEST_CASE("every end of a deal, with every order of its days around a period and the day it is seen", "[exhaustive]") {
  constexpr sys_days start = date::year{2024} / 3 / 1;
  const period p = *period::between(start + date::days{1}, start + date::days{3});
  const auto day = [&](int n) { return n < 0 ? std::nullopt : std::optional(start + date::days{n}); };
  long cases = 0;
  for (int state = 0; state < 5; ++state)
    for (int opened = -1; opened < 5; ++opened)
      for (int closed = -1; closed < 5; ++closed)
        for (int due = -1; due < 5; ++due)
          for (int sent = -1; sent < 4; ++sent)
            for (int as_of = 0; as_of < 5; ++as_of)
              for (int has = 0; has < 8; ++has) {
                kpi::deal d{.opened = day(opened),
                            .demo = day(sent),
                            .contract_sent = day(sent),
                            .expected_close = day(due),
                            .closed = day(closed),
                            .state = static_cast<kpi::deal_state>(state)};
                if ((has & 1) != 0) d.value = kpi::money::cents(100'01);
                if ((has & 2) != 0) d.list = kpi::money::of(120);
                if ((has & 4) != 0) d.term = date::months{7};
                const deal_model model(d, start + date::days{as_of});
                ++cases;
                if (kpi::validate(d).has_value() != model.legal() ||
                    kpi::deal_measures_of(d, p, start + date::days{as_of}) != model.in(p))
                  FAIL("state " << state << ", opened " << opened << ", closed " << closed << ", due " << due
                                << ", sent " << sent << ", as of " << as_of << ", has " << has);
              }
  CHECK(cases == 5L * 6 * 6 * 6 * 5 * 5 * 8);
}
