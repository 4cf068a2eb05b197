-- SPDX-License-Identifier: MIT
-- The ledger once more, in SQL: what the library is compared with. For SQLite.
--
-- From  period(customer, start, end, monthly), days as text such as 2024-02-29, end exclusive or null, and
--       span(first, last), one row of the first days of two months,
-- come  movement, one row a month, and cohort, one row for each first month and each month from it on.

-- Every month from the first of the history to the last asked for, also those in which nothing happens.
CREATE TEMP VIEW month AS
WITH RECURSIVE m(first_day) AS (
  SELECT min(first, (SELECT date(min(start), 'start of month') FROM period)) FROM span
  UNION ALL
  SELECT date(first_day, '+1 month') FROM m WHERE first_day < (SELECT last FROM span)
)
SELECT first_day, date(first_day, '+1 month', '-1 day') AS last_day FROM m;

-- What every customer pays for the last day of every month.
CREATE TEMP VIEW paid AS
SELECT c.customer, m.first_day AS month,
  coalesce((SELECT sum(p.monthly) FROM period p
            WHERE p.customer = c.customer AND p.start <= m.last_day AND (p.end IS NULL OR p.end > m.last_day)), 0) AS now
FROM (SELECT DISTINCT customer FROM period) c CROSS JOIN month m;

CREATE TEMP VIEW change AS
SELECT customer, month, now,
  lag(now, 1, 0) OVER history AS before,
  coalesce(max(now) OVER (history ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS most_before
FROM paid
WINDOW history AS (PARTITION BY customer ORDER BY month);

CREATE TEMP VIEW movement AS
SELECT strftime('%Y-%m', month) AS month,
  sum(before) AS opening,
  sum(CASE WHEN before = 0 AND now > 0 AND most_before = 0 THEN now ELSE 0 END) AS new_business,
  sum(CASE WHEN before > 0 AND now > before THEN now - before ELSE 0 END) AS expansion,
  sum(CASE WHEN now > 0 AND now < before THEN before - now ELSE 0 END) AS contraction,
  sum(CASE WHEN before > 0 AND now = 0 THEN before ELSE 0 END) AS churned,
  sum(CASE WHEN before = 0 AND now > 0 AND most_before > 0 THEN now ELSE 0 END) AS reactivated,
  sum(now) AS closing,
  sum(before > 0) AS customers_opening,
  sum(before = 0 AND now > 0 AND most_before = 0) AS customers_acquired,
  sum(before > 0 AND now = 0) AS customers_lost,
  sum(before = 0 AND now > 0 AND most_before > 0) AS customers_reactivated,
  sum(now > 0) AS customers_closing
FROM change
WHERE month >= (SELECT first FROM span)
GROUP BY month
ORDER BY month;

CREATE TEMP VIEW cohort AS
SELECT strftime('%Y-%m', first) AS cohort, strftime('%Y-%m', p.month) AS month,
  sum(p.now > 0) AS customers, sum(p.now) AS revenue
FROM paid p JOIN (SELECT customer, min(month) AS first FROM paid WHERE now > 0 GROUP BY customer) USING (customer)
WHERE p.month >= first AND first >= (SELECT first FROM span)
GROUP BY first, p.month
ORDER BY first, p.month;
