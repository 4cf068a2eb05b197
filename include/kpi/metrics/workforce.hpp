// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Employees present at the opening of a period, and those of them who left in it.
struct headcount {
  count opening{};  ///< a stock: present on the first day
  count left{};     ///< of those; who came and left within the period is in neither field

  static constexpr void fields(auto f, auto&... h) {
    f("opening", h.opening...);
    f("left", h.left...);
  }
};

/// Employee retention rate: the share of the employees present at the opening who stayed to the end.
///
///     (opening - left) / opening
///
/// Hires of the period change nothing in it, so it is not closing over opening (docs/decisions.md, D-30). The
/// complement of `employee_turnover_rate`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`left` exceeds `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: of 50 at the opening 6 left, so 44 / 50 stayed, or 88.0 %.
[[nodiscard]] constexpr result<ratio> employee_retention_rate(const headcount& h) noexcept {
  return detail::check(h, h.opening, h.left)
      .where(h.left <= h.opening, "left")
      .ratio<count>({"opening - left", h.opening - h.left}, {"opening", h.opening});
}

/// Employee turnover rate: the share of the employees present at the opening who left in the period.
///
///     left / opening
///
/// Over the opening and not over an average headcount, so that it never exceeds 1 (docs/decisions.md, D-30). The
/// complement of `employee_retention_rate`. Also called: attrition rate. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`left` exceeds `opening`); `undefined`
/// (`opening` is 0).
///
/// Example: 6 of 50 is 12.0 %.
[[nodiscard]] constexpr result<ratio> employee_turnover_rate(const headcount& h) noexcept {
  return detail::share_of(h, h.left, h.opening);
}

/// Employees hired in a period, and those of them who left soon.
struct early_leavers {
  count hired{};
  count left_within{};  ///< of those; within the time the report names, 12 months say

  static constexpr void fields(auto f, auto&... e) {
    f("hired", e.hired...);
    f("left_within", e.left_within...);
  }
};

/// Early turnover rate: the share of those hired who left within the time the report names.
///
///     left_within / hired
///
/// Follows one group of hires; take only those hired long enough ago, else it is too low. S0 takes 12 months and quotes
/// 3 sellers in 10. Also called: 12-month attrition. Source: S0.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`left_within` exceeds `hired`);
/// `undefined` (`hired` is 0).
///
/// Example: 3 of 10 hires is 30.0 %.
[[nodiscard]] constexpr result<ratio> early_turnover_rate(const early_leavers& e) noexcept {
  return detail::share_of(e, e.left_within, e.hired);
}

/// Hires of a period and what it cost to find them.
struct hires {
  count total{};
  count referred{};  ///< of those; recommended by an employee
  money spend{};     ///< on recruiting, referral bonuses included

  static constexpr void fields(auto f, auto&... h) {
    f("total", h.total...);
    f("referred", h.referred...);
    f("spend", h.spend...);
  }
};

/// Referral hire share: the share of the hires whom an employee had recommended.
///
///     referred / total
///
/// S4 quotes 30 to 40 %. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`referred` exceeds `total`); `undefined`
/// (`total` is 0).
///
/// Example: 7 of 20 hires is 35.0 %.
[[nodiscard]] constexpr result<ratio> referral_hire_share(const hires& h) noexcept {
  return detail::share_of(h, h.referred, h.total);
}

/// Cost per hire: what was spent on recruiting for each hire.
///
///     spend / total
///
/// The spending of the period over its hires, although some of it is for hires of the next. Source: S3.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`total` is 0).
///
/// Example: 90,000 spent for 20 hires is 4,500.
[[nodiscard]] constexpr result<average<money>> cost_per_hire(const hires& h) noexcept {
  return detail::mean(h, h.spend, h.total);
}

/// Applicants interviewed, with and without an employee's recommendation, and those hired.
struct referral_interviews {
  count referred{};  ///< interviewed, recommended by an employee
  count referred_hired{};
  count others{};  ///< interviewed, not recommended
  count others_hired{};

  static constexpr void fields(auto f, auto&... r) {
    f("referred", r.referred...);
    f("referred_hired", r.referred_hired...);
    f("others", r.others...);
    f("others_hired", r.others_hired...);
  }
};

/// Referral hire lift: the hire rate of recommended applicants over that of the others.
///
///     (referred_hired / referred) / (others_hired / others)
///
/// 1.4 reads "40 % likelier to be hired", the figure that S4 quotes. A hire rate may exceed 1, where interviews of an
/// earlier period led to hires of this one. A double, as a quotient of two quotients. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`referred`, `others` or `others_hired` is
/// 0).
///
/// Example: 28 of 100 recommended applicants against 40 of 200 others is 0.28 / 0.20, or 1.4.
[[nodiscard]] constexpr result<double> referral_hire_lift(const referral_interviews& r) noexcept {
  const auto checked = detail::check(r, r.referred, r.referred_hired, r.others, r.others_hired)
                           .divisible_by<count>({"referred", r.referred})
                           .divisible_by<count>({"others", r.others})
                           .divisible_by<count>({"others_hired", r.others_hired});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(r.referred_hired.value(), r.referred.value(), r.others_hired.value(),
                                       r.others.value());
}

/// Pairs of a recommended and another employee, hired alike, of whom one stayed longer.
struct referral_stays {
  count pairs{};
  count stayed_longer{};  ///< of those pairs, the ones in which the recommended one stayed longer

  static constexpr void fields(auto f, auto&... r) {
    f("pairs", r.pairs...);
    f("stayed_longer", r.stayed_longer...);
  }
};

/// Referral longer stay share: the share of the pairs in which the recommended employee stayed longer than the other.
///
///     stayed_longer / pairs
///
/// One half is what chance would give. A pair in which both are still here is not decided and is left out. S4 quotes
/// 70 %. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`stayed_longer` exceeds `pairs`);
/// `undefined` (`pairs` is 0).
///
/// Example: 21 of 30 pairs is 70.0 %.
[[nodiscard]] constexpr result<ratio> referral_longer_stay_share(const referral_stays& r) noexcept {
  return detail::share_of(r, r.stayed_longer, r.pairs);
}

/// Profit that hires brought, with and without an employee's recommendation.
struct referral_profit {
  money referred{};  ///< of recommended hires
  money others{};    ///< of the others
  count referred_hires{};
  count other_hires{};

  static constexpr void fields(auto f, auto&... r) {
    f("referred", r.referred...);
    f("others", r.others...);
    f("referred_hires", r.referred_hires...);
    f("other_hires", r.other_hires...);
  }
};

/// Referral profit lift: the profit of a recommended hire over that of another.
///
///     (referred / referred_hires) / (others / other_hires)
///
/// 1.25 reads "25 % more profitable", the figure that S4 quotes. A loss has no lift: a negative amount is refused. A
/// double, as a quotient of two quotients. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a field); `undefined` (`others`, `referred_hires` or `other_hires`
/// is 0).
///
/// Example: 500,000 of 10 recommended hires against 800,000 of 20 others is 50,000 / 40,000, or 1.25.
[[nodiscard]] constexpr result<double> referral_profit_lift(const referral_profit& r) noexcept {
  const auto checked = detail::check(r, r.referred, r.others, r.referred_hires, r.other_hires)
                           .divisible_by<money>({"others", r.others})
                           .divisible_by<count>({"referred_hires", r.referred_hires})
                           .divisible_by<count>({"other_hires", r.other_hires});
  if (!checked.ok()) return checked.refusal();
  return detail::quotient_of_quotients(r.referred.value(), r.referred_hires.value(), r.others.value(),
                                       r.other_hires.value());
}

/// Relative rate: how many times as likely one is as the other.
///
///     a / b
///
/// Of any two rates or shares of the same kind. S2 reports its comparisons so: top teams are 2.4 times as likely to do
/// something. A double, as a quotient of two quotients. Also called: relative risk, index. Source: S2.
///
/// Errors, first match wins: `negative` ("a", then "b"); `undefined` ("b" is 0).
///
/// Example: 48 % against 20 % is 2.4.
[[nodiscard]] constexpr result<double> relative_rate(const ratio& a, const ratio& b) noexcept {
  if (a.numerator() < 0) return refuse(errc::negative, "a");
  if (b.numerator() < 0) return refuse(errc::negative, "b");
  if (b.numerator() == 0) return refuse(errc::undefined, "b");
  return detail::quotient_of_quotients(a.numerator(), a.denominator(), b.numerator(), b.denominator());
}

}  // namespace kpi::inline v0_1
