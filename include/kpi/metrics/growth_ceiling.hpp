// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/export.hpp>
#include <kpi/core/measure.hpp>

#include <vector>

namespace kpi::inline v0_1 {

/// What drives recurring revenue when nothing changes: the same new business and the same churn every month.
struct growth_inputs {
  money new_per_month{};  ///< recurring revenue added every month, with expansion if churn is gross of it
  ratio monthly_churn;    ///< the share of the recurring revenue lost every month, from 0 to 1

  static constexpr void inputs(auto f, auto&... o) {
    f("new_per_month", o.new_per_month...);
    f("monthly_churn", o.monthly_churn...);
  }
};

namespace detail {

/// What the functions of this header read, as one set of inputs, so that their errors keep their order. A ratio has the
/// sign of its numerator.
struct growth_question {
  money mrr{};
  money new_per_month{};
  count monthly_churn{};
  count months{};
  count share{};

  static constexpr void inputs(auto f, auto&... o) {
    f("mrr", o.mrr...);
    f("new_per_month", o.new_per_month...);
    f("monthly_churn", o.monthly_churn...);
    f("months", o.months...);
    f("share", o.share...);
  }
};

/// `overflow`, `negative`, and a churn above 1 as `inconsistent`; what a formula does not read is left at 0.
[[nodiscard]] constexpr checked check_growth(const growth_inputs& g, const money& mrr = {}, const count& months = {},
                                             const count& share = {}) noexcept {
  const growth_question q{mrr, g.new_per_month, g.monthly_churn.numerator(), months, share};
  return check(q, q.mrr, q.new_per_month, q.monthly_churn, q.months, q.share)
      .where(q.monthly_churn <= g.monthly_churn.denominator(), "monthly_churn");
}

/// The ceiling of inputs that were checked.
[[nodiscard]] constexpr result<money> ceiling_of(const growth_inputs& g, const checked& c) noexcept {
  const auto defined = c.divisible_by<count>({"monthly_churn", g.monthly_churn.numerator()});
  if (!defined.ok()) return defined.refusal();
  const auto ceiling = money::ten_thousandths(rounded_quotient({g.new_per_month.value(), g.monthly_churn.denominator()},
                                                               {g.monthly_churn.numerator()}, rounding::half_even));
  return defined.value<money>({"new_per_month / monthly_churn", ceiling});
}

/// One month on. It is the sum that is rounded half-even: a tie that meets an odd amount has its even neighbour on the
/// other side.
[[nodiscard]] constexpr money next_month(const money& mrr, const growth_inputs& g) noexcept {
  const ratio kept = g.monthly_churn.complement();
  if (g.new_per_month.value() % 2 != 0) {
    const auto halves = [&](rounding mode) {
      return rounded_quotient({mrr.value(), kept.numerator(), 2}, {kept.denominator()}, mode);
    };
    const std::int64_t n = halves(rounding::floor);
    if (n % 2 != 0 && n == halves(rounding::ceiling)) {
      const money below = money::ten_thousandths(n / 2) + g.new_per_month;
      return below + money::ten_thousandths(below.value() % 2);
    }
  }
  return times(mrr, kept, rounding::half_even) + g.new_per_month;
}

/// As far as a projection goes: a thousand years, so that a wrong number exhausts neither memory nor patience.
inline constexpr std::int64_t last_projected_month = 12'000;

}  // namespace detail

/// Growth ceiling: the monthly recurring revenue at which each month loses what it gains.
///
///     new_per_month / monthly_churn
///
/// Growth under these inputs comes to rest there, from below or from above; only more new business or less churn moves
/// it. Some divide by net churn, or multiply customers by a price (docs/decisions.md, D-21). Rounded half-even to
/// 1/10,000. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (either input); `inconsistent` (`monthly_churn` is above 1);
/// `undefined` (`monthly_churn` is 0: no churn has no ceiling); `overflow` (the quotient).
///
/// Example: 10,000 a month at 5 % churn is 200,000.
[[nodiscard]] constexpr result<money> growth_ceiling(const growth_inputs& g) noexcept {
  return detail::ceiling_of(g, detail::check_growth(g));
}

/// Ceiling share: how much of its growth ceiling a business has reached.
///
///     mrr / growth_ceiling
///
/// The ceiling is that of `growth_ceiling`, as rounded there. Source S4 sees growth slow down from 60 to 70 % on
/// (docs/decisions.md, D-21). Above 1 when churn has risen or new business has fallen: it will then shrink.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first); `inconsistent` (`monthly_churn` is above
/// 1); `undefined` (`monthly_churn` is 0); `overflow` (the ceiling); `undefined` (`new_per_month` is 0, so the ceiling
/// is).
///
/// Example: 130,000 under a ceiling of 200,000 is 65.0 %.
[[nodiscard]] constexpr result<ratio> ceiling_share(const money& mrr, const growth_inputs& g) noexcept {
  const auto ceiling = detail::ceiling_of(g, detail::check_growth(g, mrr));
  if (!ceiling) return tl::unexpected<error>(ceiling.error());
  return detail::checked().ratio<money>({"mrr", mrr}, {"new_per_month", *ceiling});
}

/// Growth rate at a level: by how much recurring revenue grows in the month that starts with it.
///
///     (new_per_month - monthly_churn * mrr) / mrr
///
/// Falls as `mrr` rises, is 0 at the ceiling and negative above it. `monthly_churn` may be 0 here. A double, since the
/// exact fraction does not fit.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first); `inconsistent` (`monthly_churn` is above
/// 1); `undefined` (`mrr` is 0).
///
/// Example: 10,000 a month at 5 % churn grows 100,000 by 5 % and 160,000 by 1.25 %.
[[nodiscard]] constexpr result<double> growth_rate_at(const money& mrr, const growth_inputs& g) noexcept {
  const auto c = detail::check_growth(g, mrr).divisible_by<money>({"mrr", mrr});
  if (!c.ok()) return c.refusal();
  const auto now = static_cast<double>(mrr.value());
  const auto whole = static_cast<double>(g.monthly_churn.denominator());
  const double gained = static_cast<double>(g.new_per_month.value()) * whole;
  const double lost = static_cast<double>(g.monthly_churn.numerator()) * now;
  return (gained - lost) / (now * whole);
}

/// Projected MRR: recurring revenue at the end of each of the months to come, when nothing changes.
///
///     mrr * (1 - monthly_churn) + new_per_month
///
/// Month 1 first, `months` of them; none is an empty list. Each month is rounded once, half-even to 1/10,000, and the
/// next starts from it as rounded. `monthly_churn` may be 0 here. Not constexpr: it returns a list. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first); `inconsistent` (`monthly_churn` is above
/// 1); `invalid` (`months` is above 12,000); `overflow` (`mrr`, in one of the months).
///
/// Example: 100,000 with 10,000 a month at 5 % churn is 105,000, then 109,750.
[[nodiscard]] KPI_EXPORT result<std::vector<money>> project_mrr(const money& mrr, const growth_inputs& g,
                                                                const count& months);

/// Months to a share of the ceiling: the first month at whose end `ceiling_share` is at or above `share`.
///
/// 0 when it is there already. Follows the months of `project_mrr` as rounded there and compares exactly, on integers.
/// Rounding brings growth to rest a little below the ceiling (within 1/20,000 of a unit over the churn), so the whole
/// of it is as a rule not reached. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (an input, `mrr` first and `share` last); `inconsistent`
/// (`monthly_churn` is above 1); `undefined` (`monthly_churn` is 0); `overflow` (the ceiling); `undefined`
/// (`new_per_month` is 0, so the ceiling is); `overflow` (`mrr`, in one of the months); `not_reached` (`share`: growth
/// rests below it, or 12,000 months do not suffice).
///
/// Example: 100,000 with 10,000 a month at 5 % churn is above 60 % of its 200,000 after 5 months.
[[nodiscard]] constexpr result<count> months_to_ceiling_share(const money& mrr, const growth_inputs& g,
                                                              const ratio& share) noexcept {
  const auto ceiling = detail::ceiling_of(g, detail::check_growth(g, mrr, {}, share.numerator()));
  if (!ceiling) return tl::unexpected<error>(ceiling.error());
  money now = mrr;
  for (std::int64_t month = 0; month <= detail::last_projected_month; ++month) {
    const auto reached = detail::checked().ratio<money>({"mrr", now}, {"new_per_month", *ceiling});
    if (!reached) return tl::unexpected<error>(reached.error());
    if (*reached >= share) return count(month);
    const money next = detail::next_month(now, g);
    if (next == now) break;
    now = next;
  }
  return refuse(errc::not_reached, "share");
}

}  // namespace kpi::inline v0_1
