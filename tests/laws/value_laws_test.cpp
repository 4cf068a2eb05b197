// SPDX-License-Identifier: MIT
// Laws of amounts, ratios, rounding, averages, currencies, days and periods.
#include "law.hpp"

#include <kpi/core/currency.hpp>
#include <kpi/core/period.hpp>
#include <kpi/format.hpp>
#include <kpi/tally/bytes.hpp>
#include <kpi/tally/distribution.hpp>

#include <array>
#include <cstdlib>

namespace {

using namespace kpi_test;
using date::sys_days;
using kpi::money;
using kpi::period;
using kpi::ratio;
using kpi::rounding;

constexpr rounding modes[] = {rounding::half_even,      rounding::half_away, rounding::toward_zero,
                              rounding::away_from_zero, rounding::floor,     rounding::ceiling};
constexpr sys_days first_day = date::year{1} / 1 / 1;
constexpr sys_days last_day = date::year{9999} / 12 / 31;

money amount(dice& d, int bits = 60) { return money::ten_thousandths(d.integer(bits)); }
ratio fraction(dice& d, int bits = 60) {
  return *ratio::of(kpi::count(d.integer(bits)), kpi::count(1 + d.natural(bits)));
}
ratio share(dice& d) {
  const auto whole = 1 + d.natural(40);
  return *ratio::of(kpi::count(d.between(0, whole)), kpi::count(whole));
}

std::int64_t quotient(std::int64_t n, std::int64_t m, rounding mode) {
  return kpi::detail::rounded_quotient({n}, {m}, mode);
}

sys_days any_day(dice& d) { return first_day + date::days{d.between(0, (last_day - first_day).count())}; }

period some_period(dice& d, int most_days) {
  const sys_days from = d.day();
  return *period::between(from, from + date::days{d.below(most_days)});
}

int parts_with(const std::vector<period>& parts, sys_days day) {
  return static_cast<int>(std::count_if(parts.begin(), parts.end(), [&](const auto& p) { return p.contains(day); }));
}

}  // namespace

TEST_CASE("laws of amounts", "[laws]") {
  law("an amount that is printed is read again", [](dice& d) {
    const money m = amount(d);
    hold(money::parse(kpi::to_text(m, 4)) == m);
  });
  law("without its groups it is the same", [](dice& d) {
    const money m = amount(d);
    std::string text = kpi::to_text(m, 4);
    std::erase(text, ',');
    hold(money::parse(text) == m);
  });
  law("with the marks exchanged it is the same to whom reads a decimal comma", [](dice& d) {
    const money m = amount(d);
    std::string text = kpi::to_text(m, 4);
    for (char& c : text) c = c == ',' ? '.' : c == '.' ? ',' : c;
    hold(money::parse(text, kpi::decimal_mark::comma) == m);
  });
  law("brackets are a minus", [](dice& d) {
    const money m = money::ten_thousandths(d.natural(60));
    hold(money::parse("(" + kpi::to_text(m, 4) + ")") == -m);
  });
  law("a letter anywhere makes it no amount", [](dice& d) {
    std::string text = kpi::to_text(amount(d), 4);
    text.insert(static_cast<std::size_t>(d.between(0, static_cast<std::int64_t>(text.size()))), 1,
                static_cast<char>('a' + d.below(26)));
    hold(money::parse(text).error() == invalid("amount"));
  });
  law("so many of an amount are the amount so often", [](dice& d) {
    const money m = amount(d, 50);
    const int n = d.below(12);
    money sum;
    for (int i = 0; i < n; ++i) sum += m;
    hold(m * kpi::count(n) == sum && kpi::count(n) * m == sum);
  });
  law("multiplying by a count is distributive", [](dice& d) {
    const money a = amount(d, 40), b = amount(d, 40);
    const kpi::count n = d.integer(19);
    hold((a + b) * n == a * n + b * n);
  });
  law("minor units are what the currency says", [](dice& d) {
    const std::int64_t n = d.integer(45);
    const int exponent = d.below(5);
    std::int64_t scale = 1;
    for (int i = 0; i < exponent; ++i) scale *= 10;
    hold(*money::from_minor(n, exponent) * kpi::count(scale) == money::of(n));
  });
  law("beyond the range is the mark, whatever comes after", [](dice& d) {
    const money large = money::ten_thousandths(money::limit - d.natural(20));
    const money beyond = large + large + amount(d) - large - large;
    hold(beyond.overflowed() && (-beyond).overflowed() && (beyond * kpi::count(0)).overflowed());
  });
}

TEST_CASE("laws of ratios", "[laws]") {
  law("a ratio and its complement are one, exactly", [](dice& d) {
    const ratio r = fraction(d);
    const ratio c = r.complement();
    hold(r.numerator() + c.numerator() == r.denominator() && c.denominator() == r.denominator());
    hold(c.complement() == r);
  });
  law("of two ratios, the complement of the larger is the smaller", [](dice& d) {
    const ratio a = share(d), b = share(d);
    hold((a < b) == (b.complement() < a.complement()));
  });
  law("ratios compare as their cross products do", [](dice& d) {
    const ratio a = fraction(d, 30), b = fraction(d, 30);
    const auto left = a.numerator() * b.denominator(), right = b.numerator() * a.denominator();
    hold((a <=> b) == (left <=> right) && (a == b) == (left == right));
  });
  law("the order is total and transitive", [](dice& d) {
    std::array<ratio, 3> r{fraction(d), fraction(d), fraction(d)};
    std::sort(r.begin(), r.end());
    hold(r[0] <= r[1] && r[1] <= r[2] && r[0] <= r[2]);
  });
  law("a ratio is free of scale", [](dice& d) {
    const ratio r = fraction(d, 30);
    const std::int64_t k = 1 + d.natural(29);
    hold(*ratio::of(kpi::count(r.numerator() * k), kpi::count(r.denominator() * k)) == r);
  });
  law("a ratio that is printed as a fraction is read again", [](dice& d) {
    const ratio r = fraction(d);
    const auto read = ratio::parse(fmt::format("{}/{}", r.numerator(), r.denominator()));
    hold(read && read->numerator() == r.numerator() && read->denominator() == r.denominator());
  });
  law("per cents are hundredths", [](dice& d) {
    const auto n = static_cast<int>(d.integer(30));
    hold(ratio::parse(fmt::format("{} %", n)) == ratio::percent(n));
  });
  law("a share of an amount and the rest of it are the amount, to one unit of rounding", [](dice& d) {
    const money m = amount(d, 55);
    const ratio r = share(d);
    const auto off = (times(m, r, rounding::half_even) + times(m, r.complement(), rounding::half_even) - m).value();
    hold(std::abs(off) <= 1);
    hold(times(m, r, rounding::floor) + times(m, r.complement(), rounding::ceiling) == m);
  });
  law("more of an amount is not less", [](dice& d) {
    const money m = money::ten_thousandths(d.natural(55));
    const ratio a = share(d), b = share(d);
    for (const auto mode : modes) hold((a <= b) <= (times(m, a, mode) <= times(m, b, mode)));
  });
}

TEST_CASE("laws of rounding", "[laws]") {
  law("what divides exactly is not rounded", [](dice& d) {
    const std::int64_t n = d.integer(30), m = 1 + d.natural(30);
    for (const auto mode : modes) hold(quotient(n * m, m, mode) == n);
  });
  law("modes without a direction are symmetric, floor and ceiling mirror each other", [](dice& d) {
    const std::int64_t n = d.integer(60), m = 1 + d.natural(20);
    for (const auto mode : {rounding::half_even, rounding::half_away, rounding::toward_zero, rounding::away_from_zero})
      hold(quotient(-n, m, mode) == -quotient(n, m, mode));
    hold(quotient(-n, m, rounding::floor) == -quotient(n, m, rounding::ceiling));
  });
  law("rounding keeps the order", [](dice& d) {
    const std::int64_t m = 1 + d.natural(20);
    const auto [a, b] = std::minmax({d.integer(60), d.integer(60)});
    for (const auto mode : modes) hold(quotient(a, m, mode) <= quotient(b, m, mode));
  });
  law("the nearest is within half a unit, every mode within one", [](dice& d) {
    const std::int64_t n = d.integer(50), m = 1 + d.natural(10);
    for (const auto mode : modes) {
      const std::int64_t off = std::abs(quotient(n, m, mode) * m - n);
      const bool nearest = mode == rounding::half_even || mode == rounding::half_away;
      hold(nearest ? 2 * off <= m : off < m);
    }
  });
  law("every mode is the floor or the ceiling", [](dice& d) {
    const std::int64_t n = d.integer(60), m = 1 + d.natural(60);
    const auto low = quotient(n, m, rounding::floor), high = quotient(n, m, rounding::ceiling);
    hold(high - low <= 1);
    for (const auto mode : modes) hold(quotient(n, m, mode) == low || quotient(n, m, mode) == high);
  });
  law("factors above and below the line cancel", [](dice& d) {
    const std::int64_t n = d.integer(61), m = 1 + d.natural(60), k = 1 + d.natural(60);
    for (const auto mode : modes) hold(kpi::detail::rounded_quotient({n, k}, {m, k}, mode) == quotient(n, m, mode));
  });
}

TEST_CASE("laws of averages", "[laws]") {
  using average = kpi::average<money>;
  law("the average of the same is the same", [](dice& d) {
    const money m = amount(d, 40);
    const kpi::count n = 1 + d.natural(19);
    for (const auto mode : modes) hold(average::of(m * n, n)->rounded(mode) == m);
  });
  law("an average lies between the least and the most", [](dice& d) {
    std::vector<money> all(static_cast<std::size_t>(1 + d.below(9)));
    money total;
    for (auto& m : all) total += m = amount(d, 50);
    const auto [least, most] = std::minmax_element(all.begin(), all.end());
    const auto mean = *average::of(total, kpi::count(all.size()));
    for (const auto mode : modes) hold(*least <= mean.rounded(mode) && mean.rounded(mode) <= *most);
  });
  law("averages compare as ratios do", [](dice& d) {
    const ratio a = fraction(d), b = fraction(d);
    const auto of = [](const ratio& r) {
      return *average::of(money::ten_thousandths(r.numerator()), kpi::count(r.denominator()));
    };
    hold((of(a) <=> of(b)) == (a <=> b));
  });
}

TEST_CASE("laws of currencies", "[laws]") {
  constexpr kpi::currency eur{"EUR"}, usd{"USD"};
  law("the rate of a day is the latest on or before it, and none is not 1", [&](dice& d) {
    std::vector<kpi::exchange_rate> rates;
    sys_days day = d.day();
    for (int n = d.below(5); n > 0; --n, day += date::days{1 + d.below(20)})
      rates.push_back({usd, day, *ratio::of(kpi::count(1 + d.below(500)), kpi::count(100))});
    const auto table = *kpi::exchange_rates::over(eur, rates);
    const money m = amount(d, 40);
    const sys_days asked = d.once_in(2) && !rates.empty() ? rates.front().day + date::days{d.below(90)} : d.day();
    const kpi::exchange_rate* latest = nullptr;
    for (const auto& r : rates)
      if (r.day <= asked) latest = &r;
    const auto converted = table.convert({m, usd}, asked);
    hold(converted.has_value() == (latest != nullptr));
    if (converted) hold(*converted == times(m, latest->rate, rounding::half_even));
    hold(table.convert({m, eur}, asked) == m);
  });
  law("a code that is printed is read again", [](dice& d) {
    std::string code;
    for (int i = 0; i < 3; ++i) code += static_cast<char>('A' + d.below(26));
    hold(kpi::currency::of(code)->code() == code);
    code[static_cast<std::size_t>(d.below(3))] = static_cast<char>('a' + d.below(26));
    hold(!kpi::currency::of(code));
  });
}

TEST_CASE("laws of days and periods", "[laws]") {
  law("a day that is printed is read again", [](dice& d) {
    const sys_days day = any_day(d);
    hold(kpi::parse_day(kpi::to_text(day)) == day);
  });
  law("a period that is printed is read again", [](dice& d) {
    const int year = static_cast<int>(d.between(1, 9990));
    period p = period::year(year);
    if (d.once_in(2)) p = period::quarter(year, static_cast<unsigned>(d.between(1, 4)));
    if (d.once_in(2)) p = period::month(year, static_cast<unsigned>(d.between(1, 12)));
    if (d.once_in(2)) p = *period::between(p.from(), p.from() + date::days{1 + d.below(800)});
    hold(kpi::parse_period(kpi::to_text(p)) == p);
  });
  law("months, quarters and years partition the time they cover", [](dice& d) {
    const period span = some_period(d, 2'000);
    const sys_days day = span.from() - date::days{40} + date::days{d.below(2'100)};
    for (const auto& parts : {kpi::months_of(span), kpi::quarters_of(span), kpi::years_of(span)}) {
      if (span.contains(day)) hold(parts_with(parts, day) == 1);
      hold(parts_with(parts, day) <= 1);
      for (std::size_t i = 1; i < parts.size(); ++i) hold(parts[i].from() == parts[i - 1].until());
    }
  });
  law("three months are a quarter, four quarters a year, and all have its days", [](dice& d) {
    const period year = period::year(static_cast<int>(d.between(1, 9999)));
    const auto months = kpi::months_of(year), quarters = kpi::quarters_of(year);
    hold(months.size() == 12 && quarters.size() == 4 && kpi::years_of(year).size() == 1);
    date::days in_months{0}, in_quarters{0};
    for (const auto& m : months) in_months += m.length();
    for (const auto& q : quarters) in_quarters += q.length();
    hold(in_months == year.length() && in_quarters == year.length());
    hold(year.length() == date::days{365} || year.length() == date::days{366});
  });
  law("every day is in one fiscal year, whatever month it begins with", [](dice& d) {
    const sys_days day = d.day();
    const auto first_month = static_cast<unsigned>(d.between(1, 12));
    const int year = static_cast<int>(date::year_month_day{day}.year());
    int in = 0, in_quarters = 0;
    for (int y = year - 1; y <= year + 2; ++y) {
      in += period::fiscal_year(y, first_month).contains(day);
      for (unsigned q = 1; q <= 4; ++q) in_quarters += period::fiscal_quarter(y, q, first_month).contains(day);
    }
    hold(in == 1 && in_quarters == 1);
  });
  law("a period holds its first day and not its last bound", [](dice& d) {
    const period p = some_period(d, 500);
    const sys_days day = p.from() + date::days{d.below(700) - 100};
    hold(p.contains(day) == (p.from() <= day && day < p.until()));
  });
  law("cut at a day, a period is its parts", [](dice& d) {
    const period p = some_period(d, 300);
    const sys_days cut = p.from() + date::days{d.below(500) - 100};
    const sys_days day = p.from() + date::days{d.below(500) - 100};
    hold(p.before(cut).contains(day) == (p.contains(day) && day < cut));
    hold(p.through(cut).contains(day) == (p.contains(day) && day <= cut));
  });
  law("months later is the same day, or the last of a month too short for it", [](dice& d) {
    const sys_days day = d.day();
    const int n = static_cast<int>(d.integer(10));
    const date::year_month_day was{day}, is{*kpi::plus_months(day, n)};
    const auto month = date::year_month{was.year(), was.month()} + date::months{n};
    hold(is.year() == month.year() && is.month() == month.month());
    hold(is.day() == std::min(was.day(), (month / date::last).day()));
  });
  law("there and back again stays in the month, and does not go forward", [](dice& d) {
    const sys_days day = d.day();
    const int n = static_cast<int>(d.integer(10));
    const sys_days back = *kpi::plus_months(*kpi::plus_months(day, n), -n);
    hold(kpi::month_of(back) == kpi::month_of(day) && back <= day);
  });
  law("later days are not earlier, months later", [](dice& d) {
    const sys_days a = d.day(), b = a + date::days{d.below(60)};
    const int n = static_cast<int>(d.integer(8));
    hold(*kpi::plus_months(a, n) <= *kpi::plus_months(b, n));
  });
  law("the months up to a first of the month join", [](dice& d) {
    const sys_days until = kpi::month_of(d.day()) / 1;
    const int a = 1 + d.below(30), b = 1 + d.below(30);
    const period late = period::trailing_months(until, a);
    const period early = period::trailing_months(late.from(), b);
    hold(early.until() == late.from() && period::trailing_months(until, a + b).from() == early.from());
  });
  law("the year before is of the same days, but for a leap day", [](dice& d) {
    const period p = some_period(d, 800);
    const period before = p.year_before();
    hold(before.from() == *kpi::plus_months(p.from(), -12));
    const auto off = (before.length() - p.length()).count();
    hold(off >= -1 && off <= 1);
  });
}

TEST_CASE("laws of distributions", "[laws]") {
  using days = kpi::distribution<kpi::days>;
  const auto some = [](dice& d) {
    days all;
    for (int n = d.below(40); n > 0; --n) all.add(kpi::days(d.below(30)));
    return all;
  };
  law("a higher quantile is not lower", [&](dice& d) {
    const days all = some(d);
    const ratio p = share(d), q = share(d);
    RC_PRE(all.count() > 0);
    hold((p <= q) <= (*all.quantile(p) <= *all.quantile(q)));
    hold(*all.quantile(ratio::percent(0)) <= *all.median() && *all.median() <= *all.quantile(ratio::percent(100)));
  });
  law("merged from any parts it is the same", [&](dice& d) {
    const days a = some(d), b = some(d), c = some(d);
    hold((a + b) + c == a + (b + c) && a + b == b + a && a + days{} == a);
  });
  law("what is removed leaves no trace", [&](dice& d) {
    const days a = some(d), b = some(d);
    hold(a + b - b == a);
    days c = a;
    const kpi::days value(d.below(30));
    c.add(value);
    c.remove(value);
    hold(c == a && c.count() == a.count());
  });
  law("a distribution that is written is read", [&](dice& d) {
    const days a = some(d);
    hold(*kpi::from_bytes<days>(kpi::to_bytes(a)) == a);
  });
}
