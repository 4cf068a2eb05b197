// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// What a channel or a campaign cost and brought in one period.
struct lead_cost {
  money spend{};
  count leads{};    ///< new in the period, each counted once
  count touches{};  ///< contacts of these leads with marketing, of any kind

  static constexpr void fields(auto f, auto&... c) {
    f("spend", c.spend...);
    f("leads", c.leads...);
    f("touches", c.touches...);
  }
};

/// Cost per lead: what marketing spent for each lead.
///
///     spend / leads
///
/// Spending in the period over leads of the same period: where leads come months after the money, take longer periods.
/// Also called: CPL. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`spend` or `leads`); `undefined` (`leads` is 0).
///
/// Example: 12,000 spent for 300 leads is 40 a lead.
[[nodiscard]] constexpr result<average<money>> cost_per_lead(const lead_cost& c) noexcept {
  return detail::mean(c, c.spend, c.leads);
}

/// Touches per lead: how many contacts with marketing a lead has had.
///
///     touches / leads
///
/// Touches of people who did not become leads are left out. Those of sales are `touches_per_decision_maker` and
/// `touches_per_meeting`. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`leads` or `touches`); `undefined` (`leads` is 0).
///
/// Example: 2,100 touches of 300 leads are 7 a lead.
[[nodiscard]] constexpr result<average<count>> touches_per_lead(const lead_cost& c) noexcept {
  return detail::mean(c, c.touches, c.leads);
}

/// What an advertisement or a link was shown and followed.
struct ad_traffic {
  count impressions{};  ///< times shown, not people who saw it
  count clicks{};

  static constexpr void fields(auto f, auto&... a) {
    f("impressions", a.impressions...);
    f("clicks", a.clicks...);
  }
};

/// Click-through rate: the share of the impressions that were followed.
///
///     clicks / impressions
///
/// Between 0 and 1: a second click on one impression is not counted. Also called: CTR. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`clicks` above `impressions`);
/// `undefined` (`impressions` is 0).
///
/// Example: 240 clicks on 12,000 impressions is 2.0 %.
[[nodiscard]] constexpr result<ratio> click_through_rate(const ad_traffic& a) noexcept {
  return detail::share_of(a, a.clicks, a.impressions);
}

/// A platform's, or all platforms', social media in one period, with the totals of the site they lead to.
struct social {
  count followers{};    ///< a stock, of one platform: the same person follows on several
  count reach{};        ///< people the posts were shown to, added post by post
  count engagements{};  ///< likes, comments, shares and clicks on these posts
  count posts{};
  count visits{};      ///< to the site, from social media
  count leads{};       ///< from social media
  count all_visits{};  ///< to the site, from everywhere
  count all_leads{};   ///< from everywhere

  static constexpr void fields(auto f, auto&... s) {
    f("followers", s.followers...);
    f("reach", s.reach...);
    f("engagements", s.engagements...);
    f("posts", s.posts...);
    f("visits", s.visits...);
    f("leads", s.leads...);
    f("all_visits", s.all_visits...);
    f("all_leads", s.all_leads...);
  }
};

/// Engagement rate: engagements for each person that the posts reached.
///
///     engagements / reach
///
/// May exceed 1: one person may like, comment and share. By reach, not by followers, most of whom do not see a post
/// while others do. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`reach` or `engagements`); `undefined` (`reach` is 0).
///
/// Example: 450 engagements on a reach of 9,000 is 5.0 %.
[[nodiscard]] constexpr result<ratio> engagement_rate(const social& s) noexcept {
  return detail::quotient(s, s.engagements, s.reach);
}

/// Social traffic share: the part of the site's visits that came from social media.
///
///     visits / all_visits
///
/// Between 0 and 1. Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`visits` or `all_visits`); `inconsistent` (`visits` above
/// `all_visits`); `undefined` (`all_visits` is 0).
///
/// Example: 3,000 of 20,000 visits is 15.0 %.
[[nodiscard]] constexpr result<ratio> social_traffic_share(const social& s) noexcept {
  return detail::share_of(s, s.visits, s.all_visits);
}

/// Social lead share: the part of the leads that came from social media.
///
///     leads / all_leads
///
/// Between 0 and 1. Below `social_traffic_share`, visits from social media become leads less often than others do.
/// Source: S4.
///
/// Errors, first match wins: `overflow`, `negative` (`leads` or `all_leads`); `inconsistent` (`leads` above
/// `all_leads`); `undefined` (`all_leads` is 0).
///
/// Example: 20 of 250 leads is 8.0 %.
[[nodiscard]] constexpr result<ratio> social_lead_share(const social& s) noexcept {
  return detail::share_of(s, s.leads, s.all_leads);
}

}  // namespace kpi::inline v0_1
