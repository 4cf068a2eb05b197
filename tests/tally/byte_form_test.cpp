// SPDX-License-Identifier: MIT
// The byte form itself, on every machine: of either byte order.
#include <kpi/tally/bytes.hpp>

#include "../support.hpp"

#include <kpi/metrics/win_rate.hpp>

#include <initializer_list>
#include <vector>

using namespace kpi_test;
using kpi::days;
using kpi::distribution;
using kpi::from_bytes;
using kpi::opportunities;
using kpi::to_bytes;

namespace {

using bytes = std::vector<std::byte>;

struct sold {
  kpi::money spent{};

  static constexpr void fields(auto f, auto&... s) { f("spent", s.spent...); }
};
struct shop {
  days lasted{};
  sold of_day{};
  kpi::seconds waited{};

  static constexpr void fields(auto f, auto&... s) {
    f("lasted", s.lasted...);
    f("sold", s.of_day...);
    f("waited", s.waited...);
  }
};

bytes of(std::initializer_list<int> values) {
  bytes b;
  for (const int v : values) b.push_back(static_cast<std::byte>(v));
  return b;
}

}  // namespace

TEST_CASE("the byte form of a measure is laid out as documented", "[bytes]") {
  // FNV-1a of "{opened:count;won:count;lost:count;no_decision:count;disqualified:count;}" is 1f8375f972682c2c.
  const opportunities o{.opened = 258, .won = -1, .disqualified = too_many};
  const bytes form = of({0x89, 'k',  'p',  'i',  1,    0,    0,    0,                             //
                         0x2c, 0x2c, 0x68, 0x72, 0xf9, 0x75, 0x83, 0x1f,                          //
                         2,    1,    0,    0,    0,    0,    0,    0,                             //
                         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,                          //
                         0,    0,    0,    0,    0,    0,    0,    0,    0, 0, 0, 0, 0, 0, 0, 0,  //
                         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f});
  CHECK(to_bytes(o) == form);
  CHECK(from_bytes<opportunities>(form) == o);
}

TEST_CASE("the fingerprint has the kind of every field", "[bytes]") {
  const bytes form = kpi::to_bytes(shop{});
  // FNV-1a of "{lasted:days;sold:{spent:money;};waited:seconds;}" is f8f3124340a1ce58.
  CHECK(bytes(form.begin() + 8, form.begin() + 16) == of({0x58, 0xce, 0xa1, 0x40, 0x43, 0x12, 0xf3, 0xf8}));
}

TEST_CASE("the byte form of a distribution is laid out as documented", "[bytes]") {
  distribution<days> d;
  d.add(days(9));
  d.add(days(-1));
  d.add(days(9));
  // FNV-1a of "distribution(days)" is 84ea968e16f3589d.
  CHECK(to_bytes(d) == of({0x89, 'k',  'p',  'i',  1,    0,    0,    0,                             //
                           0x9d, 0x58, 0xf3, 0x16, 0x8e, 0x96, 0xea, 0x84,                          //
                           2,    0,    0,    0,    0,    0,    0,    0,                             //
                           0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0, 0, 0,  //
                           9,    0,    0,    0,    0,    0,    0,    0,    2, 0, 0, 0, 0, 0, 0, 0}));
  CHECK(from_bytes<distribution<days>>(to_bytes(d))->median() == 9.0);
}
