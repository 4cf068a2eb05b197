// SPDX-License-Identifier: MIT
// Bytes from anywhere: what is taken is exactly what would be written, can be asked and merged, and the rest is
// refused.
#include "fuzz.hpp"

#include <kpi/kpi.hpp>
#include <kpi/tally/bytes.hpp>

#include <string_view>
#include <vector>

namespace {

using kpi::operator+=;
using kpi::operator-=;
using kpi::operator==;

struct card {
  kpi::opportunities opportunities{};
  kpi::closed_sales sales{};
  kpi::elapsed answers{};
  kpi::distribution<kpi::days> cycles{};

  static constexpr void fields(auto f, auto&... c) {
    f("opportunities", c.opportunities...);
    f("sales", c.sales...);
    f("answers", c.answers...);
    f("cycles", c.cycles...);
  }
};

using bytes = std::vector<std::byte>;

template <class T>
void ask(const kpi::distribution<T>& d) {
  const auto low = d.quantile(kpi::ratio::percent(0));
  const auto middle = d.median();
  const auto high = d.quantile(kpi::ratio::percent(100));
  require(low.has_value() == middle.has_value() && low.has_value() == high.has_value());
  if (low) require(*low <= *middle && *middle <= *high);
  if (!low) require(!low.error().field.empty());
}

void ask(const card& c) {
  ask(c.cycles);
  if (const auto rate = kpi::decided_win_rate(c.opportunities)) require(kpi::ratio::percent(100) >= *rate);
  if (const auto size = kpi::average_deal_size(c.sales)) require(size->count() > 0);
}

template <class X>
void read(const bytes& b) {
  const auto x = kpi::from_bytes<X>(b);
  if (!x) {
    require(x.error().code == kpi::errc::invalid && !x.error().field.empty());
    return;
  }
  require(kpi::to_bytes(*x) == b);
  ask(*x);
  X twice = *x;
  twice += *x;
  require(kpi::from_bytes<X>(kpi::to_bytes(twice)).has_value());
}

/// As they are, which is how they would arrive; and as a body, since no fuzzer finds the fingerprint.
template <class X>
void read_both(const bytes& b) {
  read<X>(b);
  bytes form = kpi::to_bytes(X{});
  form.resize(16);
  form.insert(form.end(), b.begin(), b.end());
  form.shrink_to_fit();  // so that reading behind the end is seen
  read<X>(form);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* begin = reinterpret_cast<const std::byte*>(data);
  const bytes b(begin, begin + size);
  read_both<card>(b);
  read_both<kpi::distribution<kpi::days>>(b);
  read_both<kpi::distribution<kpi::seconds>>(b);
  return 0;
}
