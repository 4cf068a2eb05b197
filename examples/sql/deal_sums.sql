-- SPDX-License-Identifier: MIT
-- All that the deals of each owner count for in each quarter, as of the day $1: what kpi::deal_measures_of says of one
-- deal, summed where the deals are. A column for each field, named measure_field; amounts in 1/10,000.
--
-- Each event goes to the quarter in which it happened, so a deal has up to five rows in `event`, and one more, without
-- a quarter, for what is counted of every record. All of it is standard SQL but date_trunc; see docs/howto-sql.md.
WITH given AS (
  SELECT CAST($1 AS date) AS as_of
),
record AS (  -- your table in the words of kpi::deal; amounts have at most four decimals
  SELECT owner,
         CASE stage WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' WHEN 'No Decision' THEN 'no_decision'
                    WHEN 'Disqualified' THEN 'disqualified' ELSE 'open' END AS outcome,
         created_date AS opened, demo_date AS demo, contract_sent_date AS sent, expected_close_date AS expected,
         closed_date AS closed, term_months AS term,
         CAST(amount * 10000 AS bigint) AS tcv,
         CAST(list_price * 10000 AS bigint) AS list,
         CAST(coalesce(one_time_amount, 0) * 10000 AS bigint) AS one_time
  FROM deals
),
checked AS (  -- kpi::validate
  SELECT record.*, as_of,
         CASE WHEN closed < opened OR (closed IS NULL AND outcome <> 'open') OR tcv < 0 OR list < 0 OR one_time < 0
                OR one_time > tcv OR term <= 0 THEN 1 ELSE 0 END AS refused
  FROM record CROSS JOIN given
),
deal AS (  -- as it stood at the end of that day
  SELECT checked.*,
         CASE WHEN closed <= as_of THEN outcome ELSE 'open' END AS state,
         CASE WHEN opened <= as_of OR (closed <= as_of AND outcome <> 'open') THEN 1 ELSE 0 END AS known,
         (tcv - one_time) * 12 AS annual, nullif(term, 0) AS months  -- its value in a year is annual / months
  FROM checked
),
event AS (
  SELECT 'record' AS event, CAST(NULL AS date) AS day, deal.* FROM deal
  UNION ALL SELECT 'opened', opened, deal.* FROM deal WHERE refused = 0 AND known = 1 AND opened <= as_of
  UNION ALL SELECT 'closed', closed, deal.* FROM deal WHERE refused = 0 AND state <> 'open'
  UNION ALL SELECT 'demo', demo, deal.* FROM deal WHERE refused = 0 AND known = 1 AND demo <= as_of
  UNION ALL SELECT 'sent', sent, deal.* FROM deal WHERE refused = 0 AND known = 1 AND sent <= as_of
  UNION ALL SELECT 'due', expected, deal.* FROM deal WHERE refused = 0 AND known = 1 AND expected < as_of
),
valued AS (  -- annual contract value, rounded half-even to 1/10,000 once a deal
  SELECT event.*,
         CASE WHEN event = 'closed' AND state = 'won' AND tcv IS NOT NULL AND term IS NOT NULL THEN 1 END AS contract,
         CAST((annual - mod(annual, months)) / months AS bigint)
           + CASE WHEN 2 * mod(annual, months) > months
                    OR (2 * mod(annual, months) = months
                        AND mod(CAST((annual - mod(annual, months)) / months AS bigint), 2) = 1)
                  THEN 1 ELSE 0 END AS acv
  FROM event
)
SELECT owner,
       CAST(date_trunc('quarter', day) AS date) AS quarter,
       count(CASE WHEN event = 'opened' THEN 1 END) AS opportunities_opened,
       count(CASE WHEN event = 'closed' AND state = 'won' THEN 1 END) AS opportunities_won,
       count(CASE WHEN event = 'closed' AND state = 'lost' THEN 1 END) AS opportunities_lost,
       count(CASE WHEN event = 'closed' AND state = 'no_decision' THEN 1 END) AS opportunities_no_decision,
       count(CASE WHEN event = 'closed' AND state = 'disqualified' THEN 1 END) AS opportunities_disqualified,
       count(CASE WHEN event = 'opened' THEN 1 END) AS cohort_opportunities_opened,
       count(CASE WHEN event = 'opened' AND state = 'won' THEN 1 END) AS cohort_opportunities_won,
       count(CASE WHEN event = 'opened' AND state = 'lost' THEN 1 END) AS cohort_opportunities_lost,
       count(CASE WHEN event = 'opened' AND state = 'no_decision' THEN 1 END) AS cohort_opportunities_no_decision,
       count(CASE WHEN event = 'opened' AND state = 'disqualified' THEN 1 END) AS cohort_opportunities_disqualified,
       count(CASE WHEN event = 'sent' THEN 1 END) AS contracts_sent,
       count(CASE WHEN event = 'closed' AND state = 'won' AND sent <= as_of THEN 1 END) AS contracts_won,
       count(CASE WHEN event = 'sent' THEN 1 END) AS cohort_contracts_sent,
       count(CASE WHEN event = 'sent' AND state = 'won' THEN 1 END) AS cohort_contracts_won,
       sum(CASE WHEN contract = 1 THEN tcv ELSE 0 END) AS contract_values_total,
       sum(CASE WHEN contract = 1 THEN acv ELSE 0 END) AS contract_values_acv,
       count(contract) AS contract_values_contracts,
       sum(CASE WHEN contract = 1 THEN acv ELSE 0 END) AS demos_acv_won,
       count(CASE WHEN event = 'demo' THEN 1 END) AS demos_demos,
       count(CASE WHEN event = 'closed' THEN opened END) AS cycle_deals,
       sum(CASE WHEN event = 'closed' AND opened IS NOT NULL THEN closed - opened ELSE 0 END) AS cycle_total,
       count(CASE WHEN event = 'closed' AND state = 'won' THEN opened END) AS won_cycle_deals,
       sum(CASE WHEN event = 'closed' AND state = 'won' AND opened IS NOT NULL THEN closed - opened ELSE 0 END)
         AS won_cycle_total,
       count(CASE WHEN event = 'due' THEN 1 END) AS due_due,
       count(CASE WHEN event = 'due' AND state = 'won' AND closed <= expected THEN 1 END) AS due_on_time,
       count(CASE WHEN event = 'due' AND state = 'won' AND closed > expected THEN 1 END) AS due_late,
       count(CASE WHEN event = 'due' AND state NOT IN ('won', 'open') THEN 1 END) AS due_lost,
       count(CASE WHEN event = 'due' AND state = 'open' THEN 1 END) AS due_open,
       sum(CASE WHEN event = 'due' AND tcv IS NOT NULL THEN tcv ELSE 0 END) AS due_value_due,
       sum(CASE WHEN event = 'due' AND tcv IS NOT NULL AND state = 'won' AND closed <= expected THEN tcv ELSE 0 END)
         AS due_value_on_time,
       sum(CASE WHEN event = 'closed' AND state = 'won' AND tcv IS NOT NULL THEN tcv ELSE 0 END)
         AS opportunity_value_won,
       sum(CASE WHEN event = 'closed' AND state = 'lost' AND tcv IS NOT NULL THEN tcv ELSE 0 END)
         AS opportunity_value_lost,
       sum(CASE WHEN event = 'closed' AND state = 'won' AND tcv IS NOT NULL THEN tcv ELSE 0 END) AS sales_revenue,
       count(CASE WHEN event = 'closed' AND state = 'won' THEN tcv END) AS sales_deals,
       sum(CASE WHEN event = 'closed' AND state = 'won' AND tcv IS NOT NULL AND list IS NOT NULL THEN list ELSE 0 END)
         AS discounts_list,
       sum(CASE WHEN event = 'closed' AND state = 'won' AND tcv IS NOT NULL AND list IS NOT NULL THEN tcv ELSE 0 END)
         AS discounts_sold,
       count(CASE WHEN event = 'record' AND refused = 0 THEN 1 END) AS coverage_taken,
       count(CASE WHEN event = 'record' AND refused = 1 THEN 1 END) AS coverage_refused,
       count(CASE WHEN event = 'record' AND refused = 0 AND known = 0 THEN 1 END) AS coverage_not_opened,
       count(CASE WHEN tcv IS NULL AND ((event = 'closed' AND state IN ('won', 'lost'))
                                        OR (event = 'due' AND state NOT IN ('won', 'lost'))) THEN 1 END)
         AS coverage_without_value,
       count(CASE WHEN event = 'closed' AND state = 'won' AND list IS NULL THEN 1 END) AS coverage_without_list,
       count(CASE WHEN event = 'closed' AND state = 'won' AND term IS NULL THEN 1 END) AS coverage_without_term,
       count(CASE WHEN event = 'closed' AND opened IS NULL THEN 1 END) AS coverage_without_opening
FROM valued
GROUP BY owner, CAST(date_trunc('quarter', day) AS date)
