-- SPDX-License-Identifier: MIT
-- How many deals of each owner and quarter took how many days from opening to closing, as of the day $1: medians do not
-- add, but these counts do, and kpi::distribution makes medians of them.
WITH given AS (
  SELECT CAST($1 AS date) AS as_of
),
deal AS (
  SELECT owner, closed_date AS closed, closed_date - created_date AS days
  FROM deals CROSS JOIN given
  WHERE stage IN ('Closed Won', 'Closed Lost', 'No Decision', 'Disqualified')
    AND closed_date <= as_of AND created_date <= closed_date
    AND NOT coalesce(amount < 0 OR list_price < 0 OR one_time_amount < 0  -- what kpi::validate refuses
                     OR one_time_amount > amount OR term_months <= 0, false)
)
SELECT owner, CAST(date_trunc('quarter', closed) AS date) AS quarter, days, count(*) AS deals
FROM deal
GROUP BY owner, CAST(date_trunc('quarter', closed) AS date), days
