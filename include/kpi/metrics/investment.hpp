// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// What was put into something, and what came of it.
struct investment {
  money returned{};  ///< all that came back, the money put in not taken off
  money invested{};

  static constexpr void fields(auto f, auto&... i) {
    f("returned", i.returned...);
    f("invested", i.invested...);
  }
};

/// Return on investment, as S4 has it: what came back for what was put in.
///
///     returned / invested
///
/// 1 is break-even. Many call the net form by this name, in which break-even is 0: `net_return_on_investment` is always
/// less by exactly 1 (docs/decisions.md, D-13). Also called: ROI. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`invested` is 0).
///
/// Example: 775,000 over 1,525,000 is 31 / 61, printed as 50.8 %.
[[nodiscard]] constexpr result<ratio> return_on_investment(const investment& i) noexcept {
  return detail::quotient(i, i.returned, i.invested);
}

/// Net return on investment: what was gained for what was put in.
///
///     (returned − invested) / invested
///
/// 0 is break-even; −1 is everything lost. The form in most textbooks (docs/decisions.md, D-13). A common variant.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`invested` is 0).
///
/// Example: 775,000 over 1,525,000 is −750,000 / 1,525,000, printed as −49.2 %.
[[nodiscard]] constexpr result<ratio> net_return_on_investment(const investment& i) noexcept {
  return detail::check(i, i.returned, i.invested)
      .ratio<money>({"returned - invested", i.returned - i.invested}, {"invested", i.invested});
}

/// Content marketing ROI: sales attributed to content for what the content cost.
///
///     returned / invested
///
/// `returned` holds the sales attributed to content, `invested` the cost of making and spreading it. Sales, not profit,
/// and gross like `return_on_investment`: 1 has only earned its cost back in sales (docs/decisions.md, D-13).
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`invested` is 0).
///
/// Example: 60,000 of sales from content that cost 20,000 is 3 times.
[[nodiscard]] constexpr result<ratio> content_marketing_roi(const investment& i) noexcept {
  return detail::quotient(i, i.returned, i.invested);
}

}  // namespace kpi::inline v0_1
