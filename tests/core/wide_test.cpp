// SPDX-License-Identifier: MIT
#include <kpi/core/wide.hpp>

#include "../support.hpp"

using kpi::rounding;
using kpi::detail::natural;
using kpi::detail::rounded_quotient;

namespace {

constexpr rounding modes[] = {rounding::half_even,      rounding::half_away, rounding::toward_zero,
                              rounding::away_from_zero, rounding::floor,     rounding::ceiling};

/// n / d rounded by the schoolbook: from the floor and the rest.
std::int64_t schoolbook(int n, int d, rounding mode) {
  const int floor = n >= 0 ? n / d : -((-n + d - 1) / d);
  const int rest = n - floor * d;
  if (rest == 0) return floor;
  switch (mode) {
    case rounding::floor: return floor;
    case rounding::ceiling: return floor + 1;
    case rounding::toward_zero: return n > 0 ? floor : floor + 1;
    case rounding::away_from_zero: return n > 0 ? floor + 1 : floor;
    case rounding::half_away: return 2 * rest > d || (2 * rest == d && n > 0) ? floor + 1 : floor;
    case rounding::half_even: return 2 * rest > d || (2 * rest == d && floor % 2 != 0) ? floor + 1 : floor;
  }
  return 0;
}

constexpr std::int64_t big = (std::int64_t{1} << 61) - 1;
constexpr std::int64_t prime = 1'000'000'007;

}  // namespace

TEST_CASE("rounding is right for all small fractions in every mode", "[wide]") {
  for (const rounding mode : modes)
    for (int n = -30; n <= 30; ++n)
      for (int d = 1; d <= 16; ++d) {
        const auto expected = schoolbook(n, d, mode);
        REQUIRE(rounded_quotient({n}, {d}, mode) == expected);
        REQUIRE(rounded_quotient({n, big, big}, {d, big, big}, mode) == expected);  // the wide path
      }
}

TEST_CASE("products of four totals over four are exact", "[wide]") {
  CHECK(rounded_quotient({big, big, big, 3}, {big, big, big, 2}, rounding::half_even) == 2);
  CHECK(rounded_quotient({big, big - 1, prime, 7}, {big - 1, prime, 7, 1}, rounding::half_even) == big);
  // 2^61 - 1 is prime, so only the wide path sees that one more than a multiple of it leaves a rest.
  CHECK(rounded_quotient({big, prime, prime}, {big, prime, prime - 1}, rounding::floor) == 1);
  CHECK(rounded_quotient({big, prime, prime}, {big, prime, prime - 1}, rounding::ceiling) == 2);
  CHECK(rounded_quotient({big, 15}, {15}, rounding::floor) == big);  // 65 bits
  CHECK(rounded_quotient({-big, 5}, {big, 2}, rounding::half_even) == -2);
  CHECK(rounded_quotient({-big, -7}, {big, 2}, rounding::half_even) == 4);
}

TEST_CASE("nothing times anything is nothing", "[wide]") {
  CHECK(rounded_quotient({0, big}, {1}, rounding::ceiling) == 0);
  CHECK(rounded_quotient({big, 0, -1}, {big}, rounding::away_from_zero) == 0);
}

TEST_CASE("a quotient that does not fit is the largest number, never a wrapped one", "[wide]") {
  CHECK(rounded_quotient({big, big}, {1}, rounding::half_even) == INT64_MAX);
  CHECK(rounded_quotient({-big, big}, {1}, rounding::half_even) == INT64_MAX);
  CHECK(rounded_quotient({big, big, big, big}, {1}, rounding::half_even) == INT64_MAX);
  CHECK(rounded_quotient({std::int64_t{1} << 62, 2}, {1}, rounding::half_even) == INT64_MAX);
  CHECK(rounded_quotient({std::int64_t{1} << 62, 1}, {1}, rounding::half_even) == std::int64_t{1} << 62);
  for (const std::int64_t n : {4, 16})  // 2^64 and 2^66: nothing is left of them in 64 bits
    CHECK(rounded_quotient({std::int64_t{1} << 62, n}, {1}, rounding::half_even) == INT64_MAX);
  // (2^32 - 1) (2^32 + 1) / 2 = 2^63 - 1/2
  CHECK(rounded_quotient({4'294'967'295, 4'294'967'297}, {2}, rounding::half_away) == INT64_MAX);
}

TEST_CASE("a natural multiplies across its limbs", "[wide]") {
  natural square{UINT64_MAX};
  square *= UINT64_MAX;  // (2^64 - 1)^2 = 2^128 - 2^65 + 1
  for (unsigned i = 0; i < natural::bits; ++i) CHECK(square.bit(i) == (i == 0 || (i >= 65 && i < 128)));
  for (unsigned i = 0; i < natural::bits; ++i) CHECK(natural{std::uint64_t{1} << 40}.bit(i) == (i == 40));
  natural rest = square;
  rest.subtract(square);
  CHECK(rest == natural{0});
  CHECK(natural{7} > natural{3});
}

TEST_CASE("a mode that is none of the six drops the rest", "[wide]") {
  CHECK(rounded_quotient({7}, {2}, static_cast<rounding>(6)) == 3);
}
