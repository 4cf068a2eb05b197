// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// Answers to "would you recommend us?", by the band in which they lie.
struct promoter_responses {
  count promoters{};   ///< 9 and 10
  count passives{};    ///< 7 and 8: in the total, on neither side
  count detractors{};  ///< 0 to 6

  static constexpr void fields(auto f, auto&... p) {
    f("promoters", p.promoters...);
    f("passives", p.passives...);
    f("detractors", p.detractors...);
  }

  /// One answer, in exactly one band: below 7 a detractor, below 9 a passive, else a promoter. So 6.9 is a detractor
  /// and 8.9 a passive; nothing is rounded first. Error: `invalid`, "rating" (outside 0 … 10, or not a number).
  [[nodiscard]] static constexpr result<promoter_responses> of(double rating) noexcept {
    if (!(rating >= 0 && rating <= 10)) return refuse(errc::invalid, "rating");
    if (rating < 7) return promoter_responses{.detractors = 1};
    if (rating < 9) return promoter_responses{.passives = 1};
    return promoter_responses{.promoters = 1};
  }
};

/// Net promoter score: promoters less detractors, for each hundred answers.
///
///     100 * (promoters - detractors) / (promoters + passives + detractors)
///
/// From −100 to 100, and a number of points, not a percentage; a negative score is legal (docs/decisions.md, D-26).
/// Scores do not average over segments of unlike size: add the answers. Also called: NPS. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined`
/// (`promoters + passives + detractors` is 0: nobody answered).
///
/// Example: 50 promoters, 30 passives and 20 detractors score 30.
[[nodiscard]] constexpr result<average<count>> net_promoter_score(const promoter_responses& p) noexcept {
  const count net = p.promoters - p.detractors;
  return detail::check(p, p.promoters, p.passives, p.detractors)
      .average<count>({"100 * (promoters - detractors)",
                       count(detail::rounded_quotient({100, net.value()}, {1}, rounding::half_even))},
                      {"promoters + passives + detractors", p.promoters + p.passives + p.detractors});
}

/// Answers to "are you satisfied?", of customers or of employees.
struct satisfaction_responses {
  count satisfied{};  ///< by the survey's rule: often 4 and 5 of 5
  count total{};

  static constexpr void fields(auto f, auto&... s) {
    f("satisfied", s.satisfied...);
    f("total", s.total...);
  }
};

/// Customer satisfaction: the share of the customers who answered that are satisfied.
///
///     satisfied / total
///
/// The share of satisfied answers, not the mean of the marks (docs/decisions.md, D-26). Those who did not answer are in
/// neither field. Also called: CSAT. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`satisfied` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 180 satisfied of 240 answers is 75.0 %.
[[nodiscard]] constexpr result<ratio> customer_satisfaction(const satisfaction_responses& s) noexcept {
  return detail::share_of(s, s.satisfied, s.total);
}

/// Employee satisfaction: the share of the employees who answered that are satisfied.
///
///     satisfied / total
///
/// `customer_satisfaction` asked of employees. Sources: S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`satisfied` exceeds `total`);
/// `undefined` (`total` is 0).
///
/// Example: 33 satisfied of 40 answers is 82.5 %.
[[nodiscard]] constexpr result<ratio> employee_satisfaction(const satisfaction_responses& s) noexcept {
  return detail::share_of(s, s.satisfied, s.total);
}

/// Answers to "how easy was it?", with the points they gave.
struct effort_responses {
  count points{};  ///< of all answers together
  count responses{};

  static constexpr void fields(auto f, auto&... e) {
    f("points", e.points...);
    f("responses", e.responses...);
  }
};

/// Customer effort score: points for each answer.
///
///     points / responses
///
/// Which end of the scale is good is the survey's choice: asked how much effort it took, low is good; asked whether it
/// was made easy, high is (docs/decisions.md, D-26). Scores of different surveys do not compare. Also called: CES.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `undefined` (`responses` is 0).
///
/// Example: 440 points in 80 answers is 5.5.
[[nodiscard]] constexpr result<average<count>> customer_effort_score(const effort_responses& e) noexcept {
  return detail::mean(e, e.points, e.responses);
}

}  // namespace kpi::inline v0_1
