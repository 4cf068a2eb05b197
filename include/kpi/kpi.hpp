// SPDX-License-Identifier: MIT
/// \file
/// Everything but printing (kpi/format.hpp), grouped by the question it answers. Each header also stands alone.
#pragma once

// What is a number here, and what is no number?
#include <kpi/core/average.hpp>
#include <kpi/core/count.hpp>
#include <kpi/core/currency.hpp>
#include <kpi/core/duration.hpp>
#include <kpi/core/error.hpp>
#include <kpi/core/measure.hpp>
#include <kpi/core/money.hpp>
#include <kpi/core/period.hpp>
#include <kpi/core/ratio.hpp>

// How well do we sell?
#include <kpi/metrics/contract_value.hpp>
#include <kpi/metrics/deal_size.hpp>
#include <kpi/metrics/discounts.hpp>
#include <kpi/metrics/meetings_and_contracts.hpp>
#include <kpi/metrics/presales.hpp>
#include <kpi/metrics/sales_cycle.hpp>
#include <kpi/metrics/sales_velocity.hpp>
#include <kpi/metrics/slippage.hpp>
#include <kpi/metrics/unit_sales.hpp>
#include <kpi/metrics/win_rate.hpp>

// Do the sellers reach their goals, and what do they do all day?
#include <kpi/metrics/activity.hpp>
#include <kpi/metrics/adoption.hpp>
#include <kpi/metrics/goal.hpp>
#include <kpi/metrics/outreach.hpp>
#include <kpi/metrics/productivity.hpp>
#include <kpi/metrics/quota.hpp>
#include <kpi/metrics/time_use.hpp>

// What is coming, and how long does it take?
#include <kpi/metrics/elapsed.hpp>
#include <kpi/metrics/forecast.hpp>
#include <kpi/metrics/pipeline.hpp>

// Where do customers come from, and at what cost?
#include <kpi/metrics/acquisition.hpp>
#include <kpi/metrics/funnel.hpp>
#include <kpi/metrics/investment.hpp>
#include <kpi/metrics/marketing.hpp>

// Does revenue recur, stay and grow?
#include <kpi/metrics/customer_bridge.hpp>
#include <kpi/metrics/growth_ceiling.hpp>
#include <kpi/metrics/growth_rate.hpp>
#include <kpi/metrics/recurring_revenue.hpp>
#include <kpi/metrics/retained_revenue.hpp>
#include <kpi/metrics/revenue_bridge.hpp>
#include <kpi/metrics/trailing_growth.hpp>
#include <kpi/metrics/yearly_revenue.hpp>

// Is it worth it?
#include <kpi/metrics/lifetime_value.hpp>
#include <kpi/metrics/profitability.hpp>
#include <kpi/metrics/sales_efficiency.hpp>

// Are customers and people well served?
#include <kpi/metrics/customer_success.hpp>
#include <kpi/metrics/enablement.hpp>
#include <kpi/metrics/satisfaction.hpp>
#include <kpi/metrics/service.hpp>
#include <kpi/metrics/workforce.hpp>

// What does a record count for, and how do many records become one measure?
#include <kpi/records/customer_merges.hpp>
#include <kpi/records/deal.hpp>
#include <kpi/records/subscription.hpp>
#include <kpi/records/timed_case.hpp>
#include <kpi/tally/by_period.hpp>
#include <kpi/tally/bytes.hpp>
#include <kpi/tally/columns.hpp>
#include <kpi/tally/distribution.hpp>
#include <kpi/tally/ledger.hpp>
#include <kpi/tally/rolling.hpp>
#include <kpi/tally/tally.hpp>

// What is a metric called, and what does it mean?
#include <kpi/catalog.hpp>
