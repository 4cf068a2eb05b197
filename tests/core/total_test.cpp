// SPDX-License-Identifier: MIT
#include <kpi/core/count.hpp>
#include <kpi/core/duration.hpp>
#include <kpi/core/money.hpp>

#include "../support.hpp"

#include <chrono>

#include <date/date.h>

using namespace kpi_test;
using kpi::count;
using kpi::days;
using kpi::money;
using kpi::seconds;

namespace {

template <class A, class B>
concept adds = requires(const A& a, const B& b) {
  a + b;
};
template <class A, class B>
concept multiplies = requires(const A& a, const B& b) {
  a* b;
};
template <class A, class B>
concept divides = requires(const A& a, const B& b) {
  a / b;
};
template <class A, class B>
concept compares = requires(const A& a, const B& b) {
  a == b;
};

// A total is a plain 64-bit value.
template <class T>
constexpr bool plain = std::is_trivially_copyable_v<T> && sizeof(T) == 8 && std::is_nothrow_default_constructible_v<T>;
static_assert(plain<count> && plain<money> && plain<days> && plain<seconds>);

// Converts implicitly what is exactly it, and nothing else.
static_assert(std::is_convertible_v<int, count> && std::is_convertible_v<unsigned long long, count>);
static_assert(!std::is_convertible_v<double, count> && !std::is_convertible_v<bool, count>);
static_assert(!std::is_convertible_v<char, count> && !std::is_convertible_v<money, count>);
static_assert(!std::is_constructible_v<money, int> && !std::is_constructible_v<money, double>);
static_assert(std::is_convertible_v<date::days, days> && std::is_convertible_v<std::chrono::seconds, seconds>);
static_assert(!std::is_convertible_v<date::months, days> && !std::is_convertible_v<std::chrono::hours, seconds>);
static_assert(!std::is_convertible_v<date::days, seconds> &&
              !std::is_convertible_v<std::chrono::milliseconds, seconds>);
static_assert(!std::is_convertible_v<int, days> && std::is_constructible_v<days, int>);
static_assert(!std::is_convertible_v<count, std::int64_t> && !std::is_convertible_v<money, double>);

// Only like adds to like; money has no square and no bare factor.
static_assert(adds<count, count> && adds<count, int> && adds<money, money> && adds<days, days>);
static_assert(!adds<money, int> && !adds<money, count> && !adds<days, seconds> && !adds<count, money>);
static_assert(multiplies<money, count> && multiplies<count, money> && multiplies<money, int>);
static_assert(!multiplies<money, money> && !multiplies<money, double> && !multiplies<days, days>);
static_assert(!divides<money, money> && !divides<money, int> && !divides<count, count>);
static_assert(!compares<money, int> && !compares<money, count> && !compares<days, seconds> && compares<count, int>);

template <class T>
constexpr T largest() {
  if constexpr (std::same_as<T, money>)
    return money::ten_thousandths(T::limit);
  else
    return T(T::limit);
}
template <class T>
constexpr T one() {
  if constexpr (std::same_as<T, money>)
    return money::ten_thousandths(1);
  else
    return T(1);
}

}  // namespace

TEMPLATE_TEST_CASE("a total adds, subtracts and compares", "[total]", count, money, days, seconds) {
  const auto a = one<TestType>();
  const auto b = a + a + a;
  CHECK(b.value() == 3);
  CHECK((a - b).value() == -2);
  CHECK((-b).value() == -3);
  CHECK(TestType{}.value() == 0);
  CHECK(a < b);
  CHECK(a - b < a);
  CHECK(b == a + a + a);
}

TEMPLATE_TEST_CASE("a total that leaves its range says so for good", "[total]", count, money, days, seconds) {
  const auto top = largest<TestType>();
  const auto a = one<TestType>();
  CHECK(!top.overflowed());
  CHECK(!(-top).overflowed());
  CHECK((top - top).value() == 0);

  const auto over = top + a;
  CHECK(over.overflowed());
  CHECK((-top - a).overflowed());
  CHECK((over - a).overflowed());
  CHECK((over - top).overflowed());
  CHECK((over + over).overflowed());
  CHECK((over - over).overflowed());
  CHECK((a - over).overflowed());
  CHECK((-over).overflowed());
  CHECK(over + a == over);
}

TEST_CASE("any integer is a count, and one beyond the range is marked", "[total]") {
  CHECK(count(std::uint8_t{200}).value() == 200);
  CHECK(count(-5L).value() == -5);
  CHECK(count(count::limit).value() == (std::int64_t{1} << 61) - 1);
  CHECK(count(count::limit + 1).overflowed());
  CHECK(count(-count::limit - 1).overflowed());
  CHECK(count(UINT64_MAX).overflowed());
  CHECK(count(INT64_MIN).overflowed());
  CHECK(count(std::uint64_t{1} << 61).overflowed());
}

TEST_CASE("durations convert by their period", "[total]") {
  CHECK(days(date::days{47}).value() == 47);
  CHECK(seconds(std::chrono::seconds{90}).value() == 90);
}
