-- The questions that `medallion ask` answers, each with its query over the gold layer.
--
-- To add one, begin a section with a line of two dashes, a name in kebab-case, a colon and the
-- question, which ends in a question mark; below it write one SELECT without a semicolon. Tables
-- stand in braces, as in {gold.daily_kpi}. Amounts of several currencies are never summed, so
-- `currency` is among the keys unless the amount is in the reporting currency; the ORDER BY is
-- total, and what may grow long has a limit. "The last 28 days" end with the newest day in the
-- data. A test asks for an answer to every question that is worked out by hand.


-- net-by-country-last-28-days: What is the net revenue of each country in the last 28 days?
SELECT currency, country, sum(orders) AS orders, sum(net) AS net
FROM {gold.daily_revenue}
WHERE order_day > (SELECT date_sub(max(order_day), 28) FROM {gold.daily_totals})
GROUP BY currency, country
ORDER BY currency, net DESC, country

-- net-against-averages-last-28-days: How does each of the last 28 days compare with its averages and the week before?
SELECT order_day, currency, net, net_7_day_average, net_28_day_average, net_growth_on_week
FROM {gold.daily_kpi}
WHERE order_day > (SELECT date_sub(max(order_day), 28) FROM {gold.daily_totals})
ORDER BY order_day DESC, currency

-- unusual-drops-last-28-days: On which of the last 28 days was net at most half of that of the same weekday a week before?
-- Begins with the week before: a day on which nothing at all was sold has no row of its own.
SELECT dates.order_day, dates.weekday_name, before.currency, before.net AS net_week_before,
  coalesce(totals.net, 0) AS net, round(coalesce(totals.net, 0) / before.net - 1, 4) AS growth,
  dates.is_complete
FROM {gold.dim_date} AS dates
JOIN {gold.daily_totals} AS before ON before.order_day = date_sub(dates.order_day, 7)
LEFT JOIN {gold.daily_totals} AS totals
  ON totals.order_day = dates.order_day AND totals.currency = before.currency
WHERE dates.order_day > (SELECT date_sub(max(order_day), 28) FROM {gold.daily_totals})
  AND before.net > 0 AND coalesce(totals.net, 0) <= before.net / 2
ORDER BY dates.order_day DESC, before.currency

-- net-by-weekday: What do the weekdays bring in?
SELECT currency, weekday_name, sum(orders) AS orders, sum(net) AS net
FROM {gold.daily_totals} JOIN {gold.dim_date} USING (order_day)
GROUP BY currency, weekday, weekday_name
ORDER BY currency, weekday

-- net-by-iso-week: What did each ISO week bring in?
SELECT iso_year, iso_week, currency, sum(orders) AS orders, sum(net) AS net
FROM {gold.daily_totals} JOIN {gold.dim_date} USING (order_day)
GROUP BY iso_year, iso_week, currency
ORDER BY iso_year DESC, iso_week DESC, currency
LIMIT 100

-- net-by-month: What did each month bring in?
SELECT month_start, currency, sum(orders) AS orders, sum(net) AS net
FROM {gold.daily_totals} JOIN {gold.dim_date} USING (order_day)
GROUP BY month_start, currency
ORDER BY month_start DESC, currency
LIMIT 100

-- net-by-quarter: What did each quarter bring in?
SELECT year, quarter, currency, sum(orders) AS orders, sum(net) AS net
FROM {gold.daily_totals} JOIN {gold.dim_date} USING (order_day)
GROUP BY year, quarter, currency
ORDER BY year DESC, quarter DESC, currency
LIMIT 100

-- net-per-day-in-reporting-currency: What is the net of each of the last 28 days in the reporting currency?
SELECT order_day, reporting_currency, orders, orders_without_rate, net_reporting
FROM {gold.daily_kpi_reporting}
WHERE order_day > (SELECT date_sub(max(order_day), 28) FROM {gold.daily_totals})
ORDER BY order_day DESC

-- net-by-month-in-reporting-currency: What is the net of each month in the reporting currency?
-- A sum would leave out the days without a rate and look like a smaller month.
SELECT month_start, reporting_currency, sum(orders) AS orders,
  sum(orders_without_rate) AS orders_without_rate,
  IF(sum(orders_without_rate) = 0, sum(net_reporting), NULL) AS net_reporting
FROM {gold.daily_kpi_reporting} JOIN {gold.dim_date} USING (order_day)
GROUP BY month_start, reporting_currency
ORDER BY month_start DESC
LIMIT 100

-- missing-exchange-rates: Which exchange rates are missing?
SELECT order_day, currency, orders_without_rate
FROM {gold.daily_revenue_reporting}
WHERE orders_without_rate > 0
ORDER BY order_day DESC, currency
LIMIT 100

-- average-order-value-by-channel: What is an order worth on average in each channel?
SELECT currency, channel, sum(orders) AS orders, sum(net) AS net,
  round(try_divide(sum(net), sum(orders)), 4) AS average_order_value
FROM {gold.daily_revenue}
GROUP BY currency, channel
ORDER BY currency, average_order_value DESC, channel

-- cancel-rate-by-channel: What share of its orders does each channel lose to cancellation?
SELECT channel, sum(all_orders) AS all_orders, sum(cancelled) AS cancelled_orders,
  CAST(sum(cancelled) / sum(all_orders) AS DECIMAL(9,4)) AS cancel_rate
FROM {gold.order_funnel}
GROUP BY channel
ORDER BY cancel_rate DESC, channel

-- refunds-by-month: How many orders of each month were refunded, and how much was given back?
SELECT month_start, currency, sum(orders) AS orders, sum(refunded_orders) AS refunded_orders,
  CAST(try_divide(sum(refunded_orders), sum(orders)) AS DECIMAL(9,4)) AS refund_rate,
  sum(refunded) AS refunded
FROM {gold.daily_totals} JOIN {gold.dim_date} USING (order_day)
GROUP BY month_start, currency
ORDER BY month_start DESC, currency
LIMIT 100

-- new-and-returning-customers: How many customers of each month were new, and how many came back?
-- Per currency a customer is in one cohort only, so that the cohorts of a month may be summed.
SELECT month, currency, new_customers, returning_customers,
  CAST(try_divide(new_customers, new_customers + returning_customers) AS DECIMAL(9,4)) AS new_share
FROM (
  SELECT add_months(cohort_month, months_since) AS month, currency,
    sum(IF(months_since = 0, active_customers, 0)) AS new_customers,
    sum(IF(months_since > 0, active_customers, 0)) AS returning_customers
  FROM {gold.cohort_retention}
  GROUP BY add_months(cohort_month, months_since), currency)
ORDER BY month DESC, currency
LIMIT 100

-- december-repeat-rate: How many of the customers who first ordered in a December have ordered again since?
SELECT year(first_order_day) AS year, count(*) AS new_customers,
  count_if(orders > 1) AS ordered_again,
  CAST(count_if(orders > 1) / count(*) AS DECIMAL(9,4)) AS repeat_rate
FROM {gold.dim_customer}
WHERE month(first_order_day) = 12
GROUP BY year(first_order_day)
ORDER BY year DESC

-- last-month-repeat-rate: How many of the customers who were new in the last full month have ordered again since?
-- The newest month in the data is taken to be still under way.
SELECT trunc(first_order_day, 'MONTH') AS month, count(*) AS new_customers,
  count_if(orders > 1) AS ordered_again,
  CAST(count_if(orders > 1) / count(*) AS DECIMAL(9,4)) AS repeat_rate
FROM {gold.dim_customer}
WHERE trunc(first_order_day, 'MONTH')
  = (SELECT add_months(trunc(max(order_day), 'MONTH'), -1) FROM {gold.daily_totals})
GROUP BY trunc(first_order_day, 'MONTH')
ORDER BY month

-- retention-by-cohort: What share of each month's new customers ordered again so many months later?
SELECT currency, cohort_month, max(customers) AS customers,
  max(IF(months_since = 1, retention, NULL)) AS month_1,
  max(IF(months_since = 2, retention, NULL)) AS month_2,
  max(IF(months_since = 3, retention, NULL)) AS month_3,
  max(IF(months_since = 6, retention, NULL)) AS month_6,
  max(IF(months_since = 12, retention, NULL)) AS month_12
FROM {gold.cohort_retention}
WHERE cohort_month
  >= (SELECT add_months(trunc(max(order_day), 'MONTH'), -12) FROM {gold.daily_totals})
GROUP BY currency, cohort_month
ORDER BY currency, cohort_month

-- top-customers-by-lifetime-value: Who are the ten customers of each currency who have brought in most?
SELECT currency, place, customer_id, lifetime_value, orders, recency_days, segment
FROM (
  SELECT *, monetary AS lifetime_value, frequency AS orders,
    row_number() OVER (PARTITION BY currency ORDER BY monetary DESC, customer_id) AS place
  FROM {gold.customer_lifetime}
  WHERE frequency > 0)
WHERE place <= 10
ORDER BY currency, place

-- customers-to-win-back: Which customers worth more than the average have not ordered for 90 days?
SELECT currency, place, customer_id, segment, recency_days, orders, net
FROM (
  SELECT *, frequency AS orders, monetary AS net,
    row_number() OVER (PARTITION BY currency ORDER BY monetary DESC, customer_id) AS place
  FROM (
    SELECT *, avg(monetary) OVER (PARTITION BY currency) AS usual
    FROM {gold.customer_lifetime}
    WHERE frequency > 0)
  WHERE segment IN ('at risk', 'lapsed') AND monetary > usual)
WHERE place <= 50
ORDER BY currency, place

-- customer-segments: How many customers are in each segment, and what have they brought in?
SELECT currency, segment, count(*) AS customers, sum(monetary) AS net
FROM {gold.customer_lifetime}
GROUP BY currency, segment
ORDER BY currency, net DESC, segment

-- customers-in-several-currencies: Which customers order in more than one currency?
SELECT customer_id, concat_ws(' ', currencies) AS currencies, orders, last_order_day
FROM {gold.dim_customer}
WHERE size(currencies) > 1
ORDER BY orders DESC, customer_id
LIMIT 100

-- best-products-by-revenue: Which ten products of each currency sell best?
SELECT currency, place, sku, name, units, CAST(revenue AS DECIMAL(28,4)) AS revenue
FROM (
  SELECT *, row_number() OVER (PARTITION BY currency ORDER BY revenue DESC, sku) AS place
  FROM {gold.product_performance})
WHERE place <= 10
ORDER BY currency, place

-- categories-by-revenue: What does each product category bring in?
SELECT currency, category, sum(units) AS units, CAST(sum(revenue) AS DECIMAL(28,4)) AS revenue,
  round(try_divide(sum(revenue), sum(sum(revenue)) OVER (PARTITION BY currency)), 4)
    AS share_of_currency
FROM {gold.product_performance}
GROUP BY currency, category
ORDER BY currency, revenue DESC, category
LIMIT 100

-- discounts-by-product: On which products is most of the list price given away?
SELECT sku, currency, name, CAST(list_value AS DECIMAL(28,4)) AS list_value,
  CAST(discounts AS DECIMAL(28,4)) AS discounts,
  round(try_divide(discounts, list_value), 4) AS discount_share
FROM {gold.product_performance}
WHERE discounts > 0
ORDER BY discount_share DESC, sku, currency
LIMIT 50

-- orders-without-items: How many orders come without items, and through which channels?
SELECT channel, count(*) AS all_orders,
  count_if(NOT coalesce(item_count > 0, FALSE)) AS without_items,
  CAST(count_if(NOT coalesce(item_count > 0, FALSE)) / count(*) AS DECIMAL(9,4)) AS share
FROM {gold.fact_orders}
GROUP BY channel
ORDER BY share DESC, channel

-- funnel-by-channel-last-28-days: How far have the orders of the last 28 days come in each channel?
SELECT channel, sum(all_orders) AS all_orders, sum(processing) AS processing, sum(shipped) AS shipped,
  sum(delivered) AS delivered, sum(cancelled) AS cancelled, sum(refunded) AS refunded
FROM {gold.order_funnel}
WHERE order_day > (SELECT date_sub(max(order_day), 28) FROM {gold.daily_totals})
GROUP BY channel
ORDER BY all_orders DESC, channel

-- hours-to-ship-by-channel-and-week: How many hours pass until an order is shipped, by channel and week?
-- Medians of days make no median of a week, so that it is taken from the orders.
SELECT iso_year, iso_week, channel, count(*) AS orders,
  nullif(count(hours), 0) AS orders_with_time,
  CAST(percentile(hours, 0.5) AS DECIMAL(18,2)) AS median_hours_to_ship
FROM (
  SELECT order_day, channel,
    IF(shipped_at >= order_ts, unix_seconds(shipped_at) - unix_seconds(order_ts), NULL) / 3600
      AS hours
  FROM {gold.fact_orders}
  WHERE NOT is_cancelled)
JOIN {gold.dim_date} USING (order_day)
WHERE order_day > (SELECT date_sub(max(order_day), 56) FROM {gold.daily_totals})
GROUP BY iso_year, iso_week, channel
ORDER BY iso_year DESC, iso_week DESC, channel

-- hours-to-deliver-by-country: How many hours does a shipment take to each country?
SELECT country, count(*) AS orders, nullif(count(hours), 0) AS orders_with_time,
  CAST(percentile(hours, 0.5) AS DECIMAL(18,2)) AS median_hours_to_deliver
FROM (
  SELECT country,
    IF(delivered_at >= shipped_at, unix_seconds(delivered_at) - unix_seconds(shipped_at), NULL)
      / 3600 AS hours
  FROM {gold.fact_orders}
  WHERE NOT is_cancelled)
GROUP BY country
ORDER BY median_hours_to_deliver DESC NULLS LAST, country
LIMIT 250

-- orders-stuck-in-processing: Which orders have been in processing for more than 14 days?
SELECT order_id, order_day, datediff(newest_day, order_day) AS days_waiting, channel, country,
  currency, amount
FROM {gold.fact_orders} CROSS JOIN (SELECT max(order_day) AS newest_day FROM {gold.daily_totals})
WHERE status = 'PROCESSING' AND datediff(newest_day, order_day) > 14
ORDER BY order_day, order_id
LIMIT 100

-- incomplete-days: Which days are still incomplete?
SELECT order_day, weekday_name, coalesce(sum(all_orders), 0) AS orders_so_far
FROM {gold.dim_date} LEFT JOIN {gold.daily_totals} USING (order_day)
WHERE NOT is_complete
GROUP BY order_day, weekday_name
ORDER BY order_day DESC
LIMIT 60

-- late-arrivals: How many days after they were placed do orders arrive?
-- History that is brought in years later would take a row for each of its days.
SELECT IF(days > 28, 'over 28', CAST(days AS STRING)) AS days_late, orders,
  CAST(sum(orders) OVER (ORDER BY days) / sum(orders) OVER () AS DECIMAL(9,4)) AS share_so_far
FROM (
  SELECT least(days_late, 29) AS days, sum(first_heard) AS orders
  FROM {gold.late_arrivals}
  WHERE first_heard > 0
  GROUP BY least(days_late, 29))
ORDER BY days

-- rules-that-reject-most: Which rules reject the most lines?
SELECT rule, sum(rejected) AS rejected_lines, min(ingested_day) AS first_day,
  max(ingested_day) AS last_day
FROM {gold.data_quality_daily}
WHERE rejected > 0
GROUP BY rule
ORDER BY rejected_lines DESC, rule

-- value-of-rejected-lines: What are the lines worth that each rule rejected?
SELECT rule, currency, sum(rejected) AS rejected_lines, sum(value_affected) AS value_affected
FROM {gold.data_quality_daily}
WHERE rejected > 0
GROUP BY rule, currency
ORDER BY rule, currency
LIMIT 200

-- broken-lines-by-day: On which days did lines arrive that broke a rule, and what share were they?
SELECT *, CAST(broken_lines / lines AS DECIMAL(9,4)) AS share
FROM (
  SELECT ingested_day, max(lines_judged) AS lines,
    max(lines_judged) - sum(IF(rule IN ('(none)', '(blank)'), lines, 0)) AS broken_lines
  FROM {gold.data_quality_daily}
  GROUP BY ingested_day)
WHERE broken_lines > 0
ORDER BY ingested_day DESC
LIMIT 60

-- unusual-currencies: From which countries do orders come in a currency that is unusual there?
SELECT country, currency, count(*) AS orders, sum(amount) AS amount
FROM {gold.fact_orders}
WHERE array_contains(warnings, 'currency_unusual_for_country')
GROUP BY country, currency
ORDER BY orders DESC, country, currency
LIMIT 100
