// SPDX-License-Identifier: MIT
// How fast are leads answered, and what of those that still wait? (docs/howto-times.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace date::literals;
using namespace std::chrono_literals;

//! [rows]
struct lead {
  std::string seller;
  date::sys_seconds contact;
  std::optional<date::sys_seconds> answer;
};

constexpr date::sys_days day = 2024_y / 6 / 3;
constexpr date::sys_seconds now = day + 12h;

const std::vector<lead> leads{
    {"Ana", day + 9h, day + 9h + 5min},
    {"Ana", day + 9h + 30min, day + 10h},
    {"Ana", day + 11h, {}},
    {"Ben", day + 8h, day + 8h + 10min},
    {"Ben", day + 11h + 50min, {}},
    {"Ben", day + 10h, day + 9h + 55min},
    {"Ben", day + 12h + 30min, day + 12h + 31min},
    {"Cleo", day + 11h + 55min, {}},
};

kpi::timed_case as_case(const lead& l) { return {.start = l.contact, .end = l.answer}; }
//! [rows]

//! [speed]
struct speed {
  kpi::elapsed response;
  kpi::response_limit in_time;

  static constexpr void fields(auto f, auto&... s) {
    f("response", s.response...);
    f("in_time", s.in_time...);
  }
};
using kpi::operator+=;

constexpr kpi::seconds limit(15 * 60);

speed speed_of(const lead& l) {
  return {.response = kpi::elapsed_of(as_case(l), now), .in_time = kpi::response_limit_of(as_case(l), limit, now)};
}
//! [speed]

//! [reason]
template <class T>
std::string text(const kpi::result<T>& r) {
  return r ? kpi::to_text(*r) : kpi::to_text(r.error());
}
//! [reason]

}  // namespace

int main() {
  //! [wrong]
  for (const lead& l : leads)
    if (const auto valid = kpi::validate(as_case(l)); !valid) fmt::print("a lead of {}: {}\n", l.seller, valid.error());
  //! [wrong]

  fmt::print("\n");
  //! [all]
  const speed all = kpi::tally(leads, speed_of);
  fmt::print("answered after {} on average ({} leads; {} wait)\n", *kpi::lead_response_time(all.response),
             all.response.cases, all.response.waiting);
  const kpi::ratio in_time = *kpi::response_within_share(all.in_time);
  fmt::print("within a quarter of an hour: {} ({} of {})\n", in_time, in_time.numerator(), in_time.denominator());
  //! [all]

  fmt::print("\n");
  //! [sellers]
  for (const auto& [seller, s] : kpi::tally_by(leads, &lead::seller, speed_of))
    fmt::print("{}: {}; in time {}; {} wait\n", seller, text(kpi::lead_response_time(s.response)),
               text(kpi::response_within_share(s.in_time)), s.response.waiting);
  //! [sellers]

  fmt::print("\n");
  //! [median]
  const auto times = kpi::tally<kpi::distribution<kpi::seconds>>(leads, [](auto& all_times, const lead& l) {
    if (const kpi::elapsed e = kpi::elapsed_of(as_case(l), now); e.cases == 1) all_times.add(e.total);
  });
  fmt::print("half of {} answers came within {:.0f} seconds\n", times.count(), *times.median());
  //! [median]
}
