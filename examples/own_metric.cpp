// SPDX-License-Identifier: MIT
// How do I add a measure and a metric of my own, outside of the library? (docs/howto-own-metric.md)
#include <kpi/format.hpp>
#include <kpi/kpi.hpp>

#include <string>
#include <vector>

//! [measure]
namespace shop {

/// Trials of one period, by how far they came.
struct trials {
  kpi::count started{};
  kpi::count activated{};     ///< used the product on three days
  kpi::count bought{};        ///< within the trial
  kpi::money first_orders{};  ///< of those who bought

  static constexpr void fields(auto f, auto&... t) {
    f("started", t.started...);
    f("activated", t.activated...);
    f("bought", t.bought...);
    f("first_orders", t.first_orders...);
  }
};

using kpi::operator+;
using kpi::operator-;
using kpi::operator+=;
using kpi::operator-=;
using kpi::operator==;

}  // namespace shop
//! [measure]

//! [checks]
namespace shop {

/// The first field that is out of range or below zero.
template <kpi::measure M>
constexpr std::optional<kpi::error> fault_in(const M& m) {
  std::optional<kpi::error> fault;
  M::fields(
      [&](std::string_view name, const auto& field) {
        if (fault) return;
        if (field.overflowed())
          fault = {kpi::errc::overflow, name};
        else if (field.value() < 0)
          fault = {kpi::errc::negative, name};
      },
      m);
  return fault;
}

}  // namespace shop
//! [checks]

//! [metrics]
namespace shop {

/// Trial conversion rate: bought / started.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `inconsistent` (`bought` is above `started`);
/// `undefined` (`started` is 0).
constexpr kpi::result<kpi::ratio> trial_conversion_rate(const trials& t) {
  if (const auto fault = fault_in(t)) return kpi::refuse(fault->code, fault->field);
  if (t.bought > t.started) return kpi::refuse(kpi::errc::inconsistent, "bought");
  if (t.started == 0) return kpi::refuse(kpi::errc::undefined, "started");
  return kpi::ratio::of(t.bought, t.started);
}

/// First order for each trial, whether it bought or not: first_orders / started.
constexpr kpi::result<kpi::average<kpi::money>> first_order_per_trial(const trials& t) {
  if (const auto fault = fault_in(t)) return kpi::refuse(fault->code, fault->field);
  if (t.started == 0) return kpi::refuse(kpi::errc::undefined, "started");
  return kpi::average<kpi::money>::of(t.first_orders, t.started);
}

}  // namespace shop
//! [metrics]

//! [proofs]
static_assert(sizeof(shop::trials) == 4 * sizeof(kpi::count));  // a fifth member needs a fifth line in fields()
static_assert(*shop::trial_conversion_rate({.started = 200, .bought = 30}) == kpi::ratio::percent(15));
static_assert(shop::trial_conversion_rate({}).error() == kpi::error{kpi::errc::undefined, "started"});
static_assert(shop::trial_conversion_rate({.started = 2, .bought = 3}).error().code == kpi::errc::inconsistent);
//! [proofs]

//! [printing]
template <>
struct fmt::formatter<shop::trials> {
  constexpr auto parse(format_parse_context& context) { return context.begin(); }
  template <class Context>
  auto format(const shop::trials& t, Context& context) const {
    auto out = context.out();
    const char* separator = "";
    shop::trials::fields(
        [&](std::string_view name, const auto& field) {
          out = fmt::format_to(out, "{}{} {}", separator, name, field);
          separator = ", ";
        },
        t);
    return out;
  }
};
//! [printing]

namespace {

using namespace date::literals;

struct trial {
  std::string country;
  date::year_month month;
  int days_active;
  std::optional<std::int64_t> first_order_cents;
};

//! [row to measure]
shop::trials trials_of(const trial& t) {
  return {.started = 1,
          .activated = t.days_active >= 3 ? 1 : 0,
          .bought = t.first_order_cents ? 1 : 0,
          .first_orders = kpi::money::cents(t.first_order_cents.value_or(0))};
}
//! [row to measure]

template <class T>
std::string text(const kpi::result<T>& r) {
  return r ? kpi::to_text(*r) : kpi::to_text(r.error());
}

}  // namespace

int main() {
  const std::vector<trial> rows{
      {"DE", 2024_y / 1, 5, 49'00}, {"DE", 2024_y / 1, 1, {}},     {"FR", 2024_y / 1, 9, 99'00},
      {"DE", 2024_y / 2, 0, {}},    {"FR", 2024_y / 2, 4, {}},     {"FR", 2024_y / 2, 3, 49'00},
      {"DE", 2024_y / 3, 7, 49'00}, {"FR", 2024_y / 3, 12, 99'00},
  };

  //! [folding]
  shop::trials all;
  for (const auto& [country, t] : kpi::tally_by(rows, &trial::country, trials_of)) {
    fmt::print("{}: {} converted, {} a trial\n", country, text(shop::trial_conversion_rate(t)),
               text(shop::first_order_per_trial(t)));
    all += t;
  }
  fmt::print("{}\n", all);
  //! [folding]

  //! [elsewhere]
  const std::vector<std::byte> sent = kpi::to_bytes(all);  // to a file, a queue, a bytea column
  const kpi::result<shop::trials> received = kpi::from_bytes<shop::trials>(sent);
  fmt::print("{} bytes, and back the same: {}\n", sent.size(), received && *received == all);

  kpi::rolling<shop::trials> last_two_months(2024_y / 3, 2);
  for (const trial& t : rows)
    if (!last_two_months.add(t.month, trials_of(t))) fmt::print("a month that is still to come\n");
  fmt::print("February and March: {}\n", text(shop::trial_conversion_rate(last_two_months.total())));
  //! [elsewhere]

  //! [bad totals]
  fmt::print("{}\n", text(shop::trial_conversion_rate({.started = 10, .bought = 12})));
  fmt::print("{}\n", text(shop::trial_conversion_rate(shop::trials{} - all)));
  //! [bad totals]
}
