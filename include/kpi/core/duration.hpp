// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/total.hpp>

namespace kpi::inline v0_1 {

/// Any duration type with whole ticks of `Seconds` seconds: std::chrono's, date's or another's. Recognised by its
/// shape, so that this header includes none of them.
template <class D, long long Seconds>
concept whole_duration = requires(const D d) {
  { d.count() } -> std::integral;
  requires D::period::num == Seconds* D::period::den;
};

/// A number of calendar days, in the reporting zone. Converts from any duration that counts days.
class days : public total<days> {
 public:
  constexpr days() = default;

  template <whole I>
  constexpr explicit days(I n) noexcept {
    value_ = keep(n);
  }
  template <whole_duration<86'400> D>
  constexpr days(const D& d) noexcept {
    value_ = keep(d.count());
  }
};

/// A number of elapsed seconds. Converts from any duration that counts seconds.
class seconds : public total<seconds> {
 public:
  constexpr seconds() = default;

  template <whole I>
  constexpr explicit seconds(I n) noexcept {
    value_ = keep(n);
  }
  template <whole_duration<1> D>
  constexpr seconds(const D& d) noexcept {
    value_ = keep(d.count());
  }
};

}  // namespace kpi::inline v0_1
