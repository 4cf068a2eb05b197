// SPDX-License-Identifier: MIT
// By what metrics are usually broken down: keys for `tally_by`, not metrics of their own.
#pragma once

#include <kpi/catalog.hpp>

namespace kpi::inline v0_1::detail::rows {

inline constexpr bilingual by_deal{"seller, segment, region, product line, company size, lead source",
                                   "销售人员、客户细分、地区、产品线、公司规模、线索来源"};
inline constexpr bilingual by_seller{"seller, team, role, region, segment, tenure",
                                     "销售人员、团队、岗位、地区、客户细分、任职时间"};
inline constexpr bilingual by_lead{
    "contact title, industry, headcount, region, strategy, lead source, response-time band",
    "联系人职位、行业、员工人数、地区、策略、线索来源、响应时间段"};
inline constexpr bilingual by_customer{"segment, product line, plan, region, company size",
                                       "客户细分、产品线、套餐、地区、公司规模"};
inline constexpr bilingual by_segment{"segment, product line, region, account", "客户细分、产品线、地区、客户"};
inline constexpr bilingual by_source{"lead source, channel, campaign, segment", "线索来源、渠道、活动、客户细分"};
inline constexpr bilingual by_platform{"platform, campaign, page", "平台、活动、页面"};
inline constexpr bilingual by_content{"kind of content, sales stage, topic, product", "内容类型、销售阶段、主题、产品"};
inline constexpr bilingual by_issue{"product, feature, kind of issue, customer", "产品、功能、问题类型、客户"};
inline constexpr bilingual by_stage{"stage, seller, segment", "阶段、销售人员、客户细分"};
inline constexpr bilingual by_team{"team, role, manager, region", "团队、岗位、经理、地区"};
inline constexpr bilingual by_process{"process, team", "流程、团队"};

}  // namespace kpi::inline v0_1::detail::rows
