// SPDX-License-Identifier: MIT
#include <kpi/core/ratio.hpp>

#include "../support.hpp"

#include <memory>

using namespace kpi_test;
using kpi::money;
using kpi::ratio;
using kpi::rounding;

namespace {

constexpr ratio of(std::int64_t n, std::int64_t d) { return *ratio::of(kpi::count(n), kpi::count(d)); }

kpi::result<ratio> parse(std::string_view text) {
  const auto block = std::make_unique<char[]>(text.size());
  text.copy(block.get(), text.size());
  return ratio::parse({block.get(), text.size()});
}

template <class A, class B>
concept adds = requires(const A& a, const B& b) {
  a + b;
};

static_assert(std::is_trivially_copyable_v<ratio> && sizeof(ratio) == 16);
static_assert(!std::is_default_constructible_v<ratio>, "a forgotten ratio does not compile");
static_assert(!adds<ratio, ratio>, "rates do not add; the measures they come from do");
static_assert(!std::is_convertible_v<ratio, double> && !std::is_convertible_v<double, ratio>);

}  // namespace

TEST_CASE("a ratio shows what it was made of", "[ratio]") {
  const auto r = ratio::of(67, 160);
  REQUIRE(r);
  CHECK(r->numerator() == 67);
  CHECK(r->denominator() == 160);
  CHECK(r->to_double() == 0.41875);
  CHECK(ratio::of(money::cents(1), money::of(2))->numerator() == 100);
  CHECK(ratio::percent(5) == of(1, 20));
  CHECK(ratio::percent(-20).to_double() == -0.2);
}

TEST_CASE("a ratio needs a positive denominator and figures in range", "[ratio]") {
  CHECK(ratio::of(1, 0).error() == undefined("denominator"));
  CHECK(ratio::of(1, -1).error() == undefined("denominator"));
  CHECK(ratio::of(too_many, 0).error() == overflow("numerator"));
  CHECK(ratio::of(1, too_many).error() == overflow("denominator"));
  CHECK(ratio::of(money::of(1), too_much).error() == overflow("denominator"));
}

TEST_CASE("ratios compare by value, exactly", "[ratio]") {
  CHECK(of(1, 2) == of(3, 6));
  CHECK(of(0, 5) == of(0, 7));
  CHECK(of(1, 3) < of(1, 2));
  CHECK(of(-1, 2) < of(-1, 3));
  CHECK(of(-1, 2) < of(0, 1));
  CHECK(of(7, 2) > of(10, 3));
  // These two differ by less than 1 in 10^36; as doubles they are equal.
  constexpr std::int64_t big = kpi::count::limit;
  CHECK(of(big - 1, big) > of(big - 2, big - 1));
  CHECK(of(big - 1, big).to_double() == of(big - 2, big - 1).to_double());
  CHECK(of(-big, 1) < of(big, 1));
}

TEST_CASE("comparing agrees with cross multiplication for all small fractions", "[ratio]") {
  for (int a = -12; a <= 12; ++a)
    for (int b = 1; b <= 12; ++b)
      for (int c = -12; c <= 12; ++c)
        for (int d = 1; d <= 12; ++d) REQUIRE((of(a, b) <=> of(c, d)) == (a * d <=> c * b));
}

TEST_CASE("the complement is exact", "[ratio]") {
  CHECK(of(30, 100).complement() == of(70, 100));
  CHECK(of(3, 2).complement() == of(-1, 2));
  CHECK(of(1, 3).complement().complement() == of(1, 3));
  constexpr std::int64_t big = kpi::count::limit;
  CHECK(of(-big, big).complement() == of(2, 1));
}

TEST_CASE("money times a ratio is rounded as named", "[ratio]") {
  const money unit = money::ten_thousandths(5);
  const ratio half = of(1, 2);
  CHECK(times(unit, half, rounding::half_even).value() == 2);
  CHECK(times(unit, half, rounding::half_away).value() == 3);
  CHECK(times(unit, half, rounding::toward_zero).value() == 2);
  CHECK(times(unit, half, rounding::away_from_zero).value() == 3);
  CHECK(times(unit, half, rounding::floor).value() == 2);
  CHECK(times(unit, half, rounding::ceiling).value() == 3);
  CHECK(times(-unit, half, rounding::half_even).value() == -2);
  CHECK(times(-unit, half, rounding::half_away).value() == -3);
  CHECK(times(-unit, half, rounding::floor).value() == -3);
  CHECK(times(-unit, half, rounding::ceiling).value() == -2);
  CHECK(times(money::of(200), ratio::percent(15), rounding::half_even) == money::of(30));
  CHECK(times(money::ten_thousandths(money::limit), ratio::percent(200), rounding::half_even).overflowed());
  CHECK(times(too_much, ratio::percent(0), rounding::half_even).overflowed());
}

TEST_CASE("a ratio is read as people write it", "[ratio][parse]") {
  CHECK(parse("0.05") == of(1, 20));
  CHECK(parse("5 %") == of(1, 20));
  CHECK(parse("5%") == of(1, 20));
  CHECK(parse("2.5%") == of(1, 40));
  CHECK(parse(" 1/3 ") == of(1, 3));
  CHECK(parse("1 / 3") == of(1, 3));
  CHECK(parse("-10%") == of(-1, 10));
  CHECK(parse("2") == of(2, 1));
  CHECK(parse(".5") == of(1, 2));
  CHECK(parse("0.0000000000000001") == of(1, 10'000'000'000'000'000));
  for (const std::string_view text :
       {"", "%", "-", ".", "1.", "1/0", "1/", "/3", "1/3%", "1.5/3", "5%%", "a", "1e3", "0x1", "--1"})
    CHECK(parse(text).error() == invalid("ratio"));
  CHECK(parse("0.00000000000000001").error() == overflow("ratio"));
  CHECK(parse("99999999999999999999").error() == overflow("ratio"));
  CHECK(parse("1/99999999999999999999").error() == overflow("ratio"));
  CHECK(parse("9000000000000000000").error() == overflow("ratio"));
}
