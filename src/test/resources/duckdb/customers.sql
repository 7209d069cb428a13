-- Gold by the customer. Needs orders.sql, registered.sql and days.sql.

CREATE VIEW newest_day AS SELECT max(order_day) AS newest_day FROM fact_orders;

CREATE VIEW customer_summary AS
SELECT customer_id, currency,
  min(order_day) FILTER (NOT is_cancelled) AS first_order_day,
  max(order_day) FILTER (NOT is_cancelled) AS last_order_day,
  count(*) FILTER (NOT is_cancelled) AS orders,
  sum(gross_amount) AS gross,
  sum(refunded_amount) AS refunded,
  sum(net_amount) AS net,
  per(sum(net_amount), count(*) FILTER (NOT is_cancelled)) AS average_order_value,
  any_value(newest_day) - max(order_day) FILTER (NOT is_cancelled) AS days_since_last_order
FROM fact_orders CROSS JOIN newest_day
GROUP BY customer_id, currency;

CREATE VIEW customer_lifetime AS
SELECT customer_id, currency, days_since_last_order AS recency_days, orders AS frequency,
  net AS monetary, last_order_day - first_order_day AS lifetime_days,
  orders > 0 AND days_since_last_order <= 90 AS is_active,
  CASE
    WHEN orders = 0 THEN 'none'
    WHEN days_since_last_order > 180 THEN 'lapsed'
    WHEN days_since_last_order > 90 THEN 'at risk'
    WHEN orders >= 10 THEN 'champion'
    WHEN orders >= 4 THEN 'loyal'
    WHEN orders >= 2 THEN 'returning'
    ELSE 'new'
  END AS segment
FROM customer_summary;

CREATE VIEW dim_customer AS
SELECT customer_id, name, email, home_country, signed_up_at, first_order_day, last_order_day,
  country, channel, coalesce(currencies, []) AS currencies, coalesce(orders, 0) AS orders
FROM (
  SELECT customer_id,
    min(order_day) FILTER (NOT is_cancelled) AS first_order_day,
    max(order_day) FILTER (NOT is_cancelled) AS last_order_day,
    last(country ORDER BY order_ts, order_id) AS country,
    last(channel ORDER BY order_ts, order_id) AS channel,
    list_sort(list(DISTINCT currency)) AS currencies,
    count(*) FILTER (NOT is_cancelled) AS orders
  FROM fact_orders GROUP BY customer_id)
FULL JOIN registered USING (customer_id);

-- Each order that counts, with the month in which its customer began and how long that is ago.
CREATE VIEW cohort_orders AS
SELECT customer_id, currency, net_amount,
  CAST(date_trunc('month', first_day) AS DATE) AS cohort_month,
  datediff('month', first_day, order_day) AS months_since
FROM fact_orders JOIN first_orders USING (customer_id, currency)
WHERE NOT is_cancelled;

CREATE VIEW cohort_retention AS
SELECT currency, cohort_month, months_since, customers,
  count(DISTINCT customer_id) AS active_customers,
  ratio(count(DISTINCT customer_id), customers) AS retention,
  count(customer_id) AS orders,
  coalesce(sum(net_amount), 0) AS net,
  per(coalesce(sum(net_amount), 0), customers) AS net_per_customer
FROM (
  SELECT currency, cohort_month, count(DISTINCT customer_id) AS customers,
    unnest(range(datediff('month', cohort_month, any_value(newest_day)) + 1)) AS months_since
  FROM cohort_orders CROSS JOIN newest_day GROUP BY currency, cohort_month)
LEFT JOIN cohort_orders USING (currency, cohort_month, months_since)
GROUP BY currency, cohort_month, months_since, customers;
