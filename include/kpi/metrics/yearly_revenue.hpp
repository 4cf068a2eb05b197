// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// The revenue of two years, as source S4 compares them: all revenue, not that of a cohort, and not only recurring.
///
/// Does not add: the year after of one pair is the year before of the next.
struct yearly_revenue {
  money gross_before{};  ///< all sales of the year before
  money gross_after{};   ///< all sales of the year after
  money net_before{};    ///< `net_revenue` of the year before
  money net_after{};     ///< `net_revenue` of the year after; may be a loss

  static constexpr void inputs(auto f, auto&... o) {
    f("gross_before", o.gross_before...);
    f("gross_after", o.gross_after...);
    f("net_before", o.net_before...);
    f("net_after", o.net_after...);
  }
};

/// Gross revenue kept: this year's gross revenue over last year's, whatever rose or fell in between.
///
///     gross_after / gross_before
///
/// Source S4 calls it gross revenue retention. The usual metric of that name looks at recurring revenue of existing
/// customers and never exceeds 1: `gross_revenue_retention`, `cohort_gross_revenue_retention` (docs/decisions.md,
/// D-15). This one counts new business too.
///
/// Errors, first match wins: `overflow`, `negative` (an amount); `undefined` (`gross_before` is 0).
///
/// Example: 900,000 after 1,000,000 is 90.0 %.
[[nodiscard]] constexpr result<ratio> gross_revenue_kept(const yearly_revenue& y) noexcept {
  return detail::quotient(y, y.gross_after, y.gross_before);
}

/// Net revenue kept: this year's net revenue over last year's.
///
///     net_after / net_before
///
/// Net is S4's: gross revenue less every cost, taxes and fees (`net_revenue`). S4 calls this net revenue retention; the
/// usual metric of that name is `net_revenue_retention` (docs/decisions.md, D-15). A loss after a profit is a negative
/// share; a loss before is refused, since it would turn every sign around.
///
/// Errors, first match wins: `overflow`, `negative` (`net_before`); `undefined` (`net_before` is 0).
///
/// Example: 150,000 after 200,000 is 75.0 %.
[[nodiscard]] constexpr result<ratio> net_revenue_kept(const yearly_revenue& y) noexcept {
  return detail::check(y, y.net_before, detail::any_sign{y.net_after})
      .ratio<money>({"net_after", y.net_after}, {"net_before", y.net_before});
}

}  // namespace kpi::inline v0_1
