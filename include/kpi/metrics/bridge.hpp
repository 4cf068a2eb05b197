// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1::detail {

/// The bridge over two consecutive periods: the opening of the first, and of everything else the sum. `overflow` and
/// `negative` look at every field, those of the first before those of the second.
template <measure B>
[[nodiscard]] constexpr result<B> chained(const B& first, const B& second) noexcept {
  checked overflow;
  checked negative;
  const auto look = [&](std::string_view name, const auto& field) {
    if (field.overflowed()) {
      if (overflow.ok()) overflow = checked(errc::overflow, name);
    } else if (field.value() < 0 && negative.ok()) {
      negative = checked(errc::negative, name);
    }
  };
  B::fields(look, first);
  B::fields(look, second);
  if (!overflow.ok()) return overflow.refusal();
  if (!negative.ok()) return negative.refusal();

  B both = first + second;
  both.opening = first.opening;
  B::fields(look, both);
  const auto between = first.closing();
  const checked c =
      overflow.within(named<decltype(first.closing())>{"closing", between}).where(between == second.opening, "opening");
  if (!c.ok()) return c.refusal();
  return both;
}

}  // namespace kpi::inline v0_1::detail
