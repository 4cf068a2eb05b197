// SPDX-License-Identifier: MIT
#include <kpi/tally/distribution.hpp>

#include "../support.hpp"

#include <kpi/metrics/sales_cycle.hpp>

#include <algorithm>
#include <vector>

using namespace kpi_test;
using kpi::days;
using kpi::distribution;
using kpi::ratio;

namespace {

distribution<days> of(const std::vector<int>& values) {
  distribution<days> d;
  for (const int v : values) d.add(days(v));
  return d;
}

/// Values that repeat, arrive unsorted and outnumber the waiting room; deterministic.
std::vector<int> many(int n) {
  std::vector<int> values;
  unsigned state = 12345;
  for (int i = 0; i < n; ++i) {
    state = state * 1664525U + 1013904223U;
    values.push_back(static_cast<int>(state >> 16) % 400);
  }
  return values;
}

}  // namespace

TEST_CASE("the median is the middle value, or the mean of the two in the middle", "[distribution]") {
  CHECK(of({7}).median() == 7.0);
  CHECK(of({30, 10, 20}).median() == 20.0);
  CHECK(of({40, 10, 20, 30}).median() == 25.0);
  CHECK(of({5, 5, 5, 100}).median() == 5.0);
  CHECK(kpi::median_sales_cycle(of({30, 10, 20})) == 20.0);
}

TEST_CASE("quantiles interpolate as SQL's percentile_cont", "[distribution]") {
  const auto d = of({10, 20, 30, 40});
  CHECK(d.quantile(ratio::percent(0)) == 10.0);
  CHECK(d.quantile(ratio::percent(100)) == 40.0);
  CHECK(d.quantile(ratio::percent(25)) == 17.5);  // 0.75 of a step above 10
  CHECK(d.quantile(*ratio::of(1, 3)) == 20.0);
  CHECK(d.quantile(ratio::percent(90)) == 37.0);  // 2.7 steps
}

TEST_CASE("a quantile is exact among more values than a double can number", "[distribution]") {
  distribution<days> halves;  // the median lies half-way between the last 0 and the first 10
  halves.add(days(0), std::int64_t{1} << 59);
  halves.add(days(10), std::int64_t{1} << 59);
  CHECK(halves.median() == 5.0);
}

TEST_CASE("a quantile of values that are no doubles lies between them as they are rounded", "[distribution]") {
  constexpr std::int64_t large = std::int64_t{1} << 57;  // beyond it every 32nd is a double
  distribution<days> two;
  two.add(days(large + 48));  // rounded up to 64
  two.add(days(large + 70));  // rounded down to 64; three quarters of the way, 64 + 16.5, would be rounded up to 96
  CHECK(two.quantile(*ratio::of(3, 4)) == static_cast<double>(large + 64));
}

TEST_CASE("a quantile of nothing, or of fewer than the floor, is too few", "[distribution]") {
  CHECK(distribution<days>{}.median().error() == too_few("count"));
  CHECK(distribution<days>{}.median(0).error() == too_few("count"));
  CHECK(of({1, 2}).median(3).error() == too_few("count"));
  CHECK(of({1, 2, 3}).median(3) == 2.0);
  CHECK(of({0, 1'000}).median(3).error() == too_few("count"));
  CHECK(of({0, 1'000}).median(2) == 500.0);
  auto taken_off = of({5});
  taken_off.remove(days(5));  // while it waits
  CHECK(taken_off.median(0).error() == too_few("count"));
  CHECK(of({7}).quantile(ratio::percent(0)) == 7.0);
  CHECK(of({1}).quantile(ratio::percent(101)).error() == invalid("p"));
  CHECK(of({1}).quantile(ratio::percent(-1)).error() == invalid("p"));
}

TEST_CASE("a distribution says what cannot be a distribution", "[distribution]") {
  auto d = of({1});
  d.remove(days(2));
  d.add(days(3));
  CHECK(d.median().error() == negative("count"));
  distribution<days> wide;
  wide.add(days(INT64_MAX));
  CHECK(wide.median().error() == overflow("value"));
  for (int i = 0; i < 1'000; ++i) wide.add(days(INT64_MAX));  // which then have a place in a window
  CHECK(wide.median().error() == overflow("value"));
  auto doubled = of({1});
  for (int i = 0; i < 70; ++i) doubled += doubled;
  CHECK(doubled.median().error() == overflow("count"));
  for (const int values : {10, 10'000}) {  // that wait, and that are counted
    auto full = of(many(values));
    full.add(days(5), kpi::count::limit);
    full.add(days(5), kpi::count::limit);
    const auto same = full;
    CHECK(full.median().error() == overflow("count"));
    CHECK((full -= same).median().error() == overflow("count"));
  }
  distribution<days> most;
  for (int i = 0; i < 1'000; ++i) most.add(days(i % 100));
  most.add(days(5), kpi::count::limit - 10);
  most.remove(days(5));
  CHECK(most.cells()[5] == std::pair{days(5), kpi::count(kpi::count::limit - 1)});
}

TEST_CASE("the median of many is what sorting them gives", "[distribution]") {
  for (const int n : {31, 32, 33, 64, 999, 10'000}) {
    auto values = many(n);
    const auto d = of(values);
    CHECK(d.count() == n);
    std::sort(values.begin(), values.end());
    const auto middle = static_cast<std::size_t>(n / 2);
    const double expected = n % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
    CHECK(d.median() == expected);
    CHECK(d.cells().size() <= 400);  // memory is that of the distinct values
  }
}

TEST_CASE("values beyond those that lie close together count as well", "[distribution]") {
  auto values = many(5'000);
  auto d = of(values);
  for (const int far : {-7, 401, 1'000'000, -2'000'000}) {  // one after another, and then so many that they are counted
    for (int i = 0; i < 300; ++i) {
      values.push_back(far + i % 3);
      d.add(days(values.back()));
    }
    d.remove(days(values.front()));
    d.add(days(9), -2);
    values.erase(values.begin());
    for (int i = 0; i < 2; ++i) values.erase(std::find(values.begin(), values.end(), 9));
    CHECK(d == of(values));
    CHECK(d.count() == values.size());
  }
  std::sort(values.begin(), values.end());
  CHECK(d.quantile(ratio::percent(0)) == -2'000'000.0);
  CHECK(d.median() == (values[values.size() / 2] + values[(values.size() - 1) / 2]) / 2.0);

  // Most values lie close together, and the others go when those that were far away are taken off again.
  distribution<days> mended = d;
  for (const int v : values)
    if (v < -1'000'000 || v > 999'999) mended.remove(days(v));
  CHECK(mended.quantile(ratio::percent(0)) == -7.0);
  CHECK(mended - mended == distribution<days>{});
  CHECK((d += d).count() == 2 * static_cast<std::int64_t>(values.size()));
}

TEST_CASE("values may lie as far apart as totals can, few of them and many", "[distribution]") {
  constexpr std::int64_t far = 1'000'000'000'000'000;
  distribution<days> two;
  two.add(days(0));
  two.add(days(far));
  CHECK(two.median() == far / 2.0);
  for (const std::int64_t low : {std::int64_t{0}, -far}) {
    distribution<days> many;
    for (int i = 0; i < 600; ++i) many.add(days(i % 2 != 0 ? far : low + i));
    CHECK(many.count() == 600);
    CHECK(many.quantile(ratio::percent(0)) == static_cast<double>(low));
    CHECK(many.cells().size() == 301);
    CHECK(many.cells().back() == std::pair{days(far), kpi::count(300)});
  }
  distribution<days> largest;
  largest.add(days(days::limit));
  CHECK(largest.median() == 0x1p61);
  largest.add(days(0));
  CHECK(largest.quantile(ratio::percent(100)) == 0x1p61);
}

TEST_CASE("few values that wait beside many that were counted are a part of the quantiles", "[distribution]") {
  std::vector<int> values;
  for (int i = 0; i < 300; ++i) values.push_back(i % 100);
  values.push_back(1'000);
  CHECK(of(values).median() == 50.0);  // three of each of 0 … 99: the middle one of 301 has 150 below it
  CHECK(of(values).quantile(ratio::percent(100)) == 1'000.0);
}

TEST_CASE("two values with two hundred and fifty-five between them are counted as any others", "[distribution]") {
  std::vector<int> values(100, 0);
  values.push_back(256);
  CHECK(of(values).quantile(ratio::percent(100)) == 256.0);
  CHECK(of(values).median() == 0.0);
}

TEST_CASE("a window has places that nothing is in, and none may hold less than nothing", "[distribution]") {
  distribution<days> even;
  for (int i = 0; i < 1'000; ++i) even.add(days(i % 50 * 2));  // 0, 2 … 98, twenty of each: 48 and 50 in the middle
  CHECK(even.median() == 49.0);
  even.remove(days(7));
  CHECK(even.median().error() == negative("count"));
  even.add(days(7));
  CHECK(even.median() == 49.0);
}

TEST_CASE("a distribution may be added to itself while its values wait", "[distribution]") {
  auto d = of({1, 2, 3, 4});
  d += d;
  CHECK(d == of({1, 1, 2, 2, 3, 3, 4, 4}));
}

TEST_CASE("a distribution merges in any order and split, and a correction undoes itself", "[distribution][laws]") {
  const auto values = many(1000);
  const auto whole = of(values);
  for (const std::ptrdiff_t cut : {0, 1, 500, 999, 1000}) {
    const auto a = of({values.begin(), values.begin() + cut});
    const auto b = of({values.begin() + cut, values.end()});
    CHECK(a + b == whole);
    CHECK(b + a == whole);
    CHECK(whole - b == a);
  }
  CHECK(of({values.rbegin(), values.rend()}) == whole);
  auto corrected = whole;
  corrected.remove(days(values[7]));
  corrected.add(days(5000));
  CHECK(!(corrected == whole));
  corrected.remove(days(5000));
  corrected.add(days(values[7]));
  CHECK(corrected == whole);
}

TEST_CASE("seconds have distributions too", "[distribution]") {
  distribution<kpi::seconds> d;
  d.add(kpi::seconds(90));
  d.add(kpi::seconds(120));
  CHECK(d.median() == 105.0);
}

TEST_CASE("money has distributions, and their quantiles are in its units", "[distribution]") {
  distribution<kpi::money> d;
  d.add(kpi::money::of(10));
  CHECK(d.median() == 10.0);
  d.add(kpi::money::of(20), 2);
  d.add(kpi::money::cents(3'050));
  CHECK(d.median() == 20.0);
  CHECK(d.quantile(ratio::percent(90)) == 27.35);  // 0.7 of the way from 20 to 30.50
  CHECK(d.cells() == std::vector<std::pair<kpi::money, kpi::count>>{
                         {kpi::money::of(10), 1}, {kpi::money::of(20), 2}, {kpi::money::cents(3'050), 1}});
  CHECK(distribution<kpi::money>{}.median().error() == too_few("count"));
}

TEST_CASE("so many of one value after another become what single values become", "[distribution]") {
  constexpr int n = 100'000;
  distribution<days> counted;
  distribution<days> single;
  for (int i = 0; i < n; ++i) {
    counted.add(days(7 * i), 1);
    single.add(days(7 * i));
  }
  CHECK(counted == single);
  CHECK(counted.quantile(ratio::percent(100)) == 7.0 * (n - 1));
}

TEST_CASE("what is added and taken off again leaves no trace, whether it lies within, across or beside",
          "[distribution]") {
  const auto from_to = [](int from, int to) {
    std::vector<int> values;
    for (int i = 0; i < 5'000; ++i) values.push_back(from + i % (to - from));
    return values;
  };
  const std::vector<int> held = from_to(0, 1'000);
  for (const auto& [from, to] :
       {std::pair{100, 200}, {0, 1'000}, {900, 1'400}, {1, 1'001}, {-400, 100}, {2'000, 2'500}}) {
    std::vector<int> both = from_to(from, to);
    distribution<days> d = of(held);
    d += of(both);
    both.insert(both.end(), held.begin(), held.end());
    CHECK(d == of(both));
    d -= of(from_to(from, to));
    CHECK(d == of(held));
  }

  // Most within, and some on both sides of all that is held, which are then more than one or two.
  std::vector<int> tail = from_to(100, 500);
  for (int i = 1; i <= 12; ++i) tail.insert(tail.end(), {-1'000 * i, 5'000 * i, 5'000 * i});
  std::vector<int> both = held;
  both.insert(both.end(), tail.begin(), tail.end());
  distribution<days> d = of(held);
  for (int times = 0; times < 2; ++times) {
    d += of(tail);
    CHECK(d == of(both));
    CHECK(d.count() == both.size());
    d -= of(tail);
    CHECK(d == of(held));
    CHECK(d.cells().size() == 1'000);
  }

  // Itself, with none, one and more beside those that lie close together.
  for (int outside = 0; outside < 4; ++outside) {
    distribution<days> same = of(held);
    for (int i = 1; i <= outside; ++i) same.add(days(1'000'000 * i), 3);
    same -= same;
    CHECK(same == distribution<days>{});
  }
}

TEST_CASE("many values are added to few that wait", "[distribution]") {
  auto values = many(250);
  const auto few = of(values);
  std::vector<int> digits;
  for (int i = 0; i < 5'000; ++i) digits.push_back(i % 10);
  values.insert(values.end(), digits.begin(), digits.end());
  CHECK(few + of(digits) == of(values));
}
