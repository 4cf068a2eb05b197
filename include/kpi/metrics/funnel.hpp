// SPDX-License-Identifier: MIT
#pragma once

#include <kpi/core/measure.hpp>

namespace kpi::inline v0_1 {

/// One population, by how far it came: each stage holds those of the stage before that went on.
///
/// The population is fixed first (the leads of March, say) and followed; what reached each stage *in* March is another
/// population at every stage, and its quotients may exceed 1 (docs/decisions.md, D-28). Whoever enters a stage twice
/// counts once. A stage that is not in use stays 0.
struct funnel {
  count visitors{};
  count leads{};          ///< left a way to be reached
  count mqls{};           ///< marketing qualified leads: marketing holds them ready for sales
  count sals{};           ///< sales accepted leads: sales took them on
  count sqls{};           ///< sales qualified leads: sales confirmed the interest in talking to them
  count opportunities{};  ///< a deal was opened
  count customers{};      ///< a deal was won

  static constexpr void fields(auto f, auto&... s) {
    f("visitors", s.visitors...);
    f("leads", s.leads...);
    f("mqls", s.mqls...);
    f("sals", s.sals...);
    f("sqls", s.sqls...);
    f("opportunities", s.opportunities...);
    f("customers", s.customers...);
  }
};

/// Visitor-to-MQL rate: the share of the visitors that became marketing qualified leads.
///
///     mqls / visitors
///
/// Visitors, not visits: a person who comes back is one. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`mqls` above `visitors`); `undefined`
/// (`visitors` is 0).
///
/// Example: 150 MQLs of 10,000 visitors is 1.5 %.
[[nodiscard]] constexpr result<ratio> visitor_to_mql_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.mqls, s.visitors);
}

/// Lead-to-MQL rate: the share of the leads that marketing found ready for sales.
///
///     mqls / leads
///
/// Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`mqls` above `leads`); `undefined`
/// (`leads` is 0).
///
/// Example: 150 MQLs of 500 leads is 30.0 %.
[[nodiscard]] constexpr result<ratio> lead_to_mql_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.mqls, s.leads);
}

/// MQL-to-SAL rate: the share of the marketing qualified leads that sales took on.
///
///     sals / mqls
///
/// What is handed over and never looked at counts as not accepted. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`sals` above `mqls`); `undefined`
/// (`mqls` is 0).
///
/// Example: 120 SALs of 150 MQLs is 80.0 %.
[[nodiscard]] constexpr result<ratio> mql_to_sal_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.sals, s.mqls);
}

/// MQL-to-SQL rate: the share of the marketing qualified leads that sales confirmed.
///
///     sqls / mqls
///
/// Passes over the accepted leads, which not every company counts. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`sqls` above `mqls`); `undefined`
/// (`mqls` is 0).
///
/// Example: 60 SQLs of 150 MQLs is 40.0 %.
[[nodiscard]] constexpr result<ratio> mql_to_sql_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.sqls, s.mqls);
}

/// SQL-to-opportunity rate: the share of the sales qualified leads for which a deal was opened.
///
///     opportunities / sqls
///
/// Opportunities that did not start from a lead are not of this population. Sources: S3, S4.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`opportunities` above `sqls`);
/// `undefined` (`sqls` is 0).
///
/// Example: 45 opportunities of 60 SQLs is 75.0 %.
[[nodiscard]] constexpr result<ratio> sql_to_opportunity_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.opportunities, s.sqls);
}

/// Opportunity-to-customer rate: the share of the population's opportunities that were won.
///
///     customers / opportunities
///
/// A young population has open ones left, and its rate still rises. Over one period, whenever the deals were opened,
/// it is `win_rate`. Sources: S3, S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`customers` above `opportunities`);
/// `undefined` (`opportunities` is 0).
///
/// Example: 9 customers of 45 opportunities is 20.0 %.
[[nodiscard]] constexpr result<ratio> opportunity_to_customer_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.customers, s.opportunities);
}

/// Lead conversion rate: the share of the leads that became customers, over all stages between.
///
///     customers / leads
///
/// Also called: lead-to-customer rate. Sources: S3, S4, S2.
///
/// Errors, first match wins: `overflow`, `negative` (a count); `inconsistent` (`customers` above `leads`); `undefined`
/// (`leads` is 0).
///
/// Example: 9 customers of 500 leads is 1.8 %.
[[nodiscard]] constexpr result<ratio> lead_conversion_rate(const funnel& s) noexcept {
  return detail::share_of(s, s.customers, s.leads);
}

}  // namespace kpi::inline v0_1
