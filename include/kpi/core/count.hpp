// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/total.hpp>

namespace kpi::inline v0_1 {

/// A number of things: deals, demos, customers.
///
/// Converts from any integer, since an integer is exactly a count; a number beyond the range becomes the overflow mark.
class count : public total<count> {
 public:
  constexpr count() = default;

  template <whole I>
  constexpr count(I n) noexcept {
    value_ = keep(n);
  }
};

}  // namespace kpi::inline v0_1
