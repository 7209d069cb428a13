-- Gold by the order and by the day. Needs orders.sql.

-- Integers only: a quotient of decimals would be a double.
CREATE MACRO half_up(dividend, divisor) AS CASE WHEN divisor > 0
  THEN sign(dividend) * ((2 * abs(dividend) + divisor) // (2 * divisor)) END;

CREATE MACRO ten_thousandths(amount) AS CAST(CAST(amount AS DECIMAL(28,4)) * 10000 AS HUGEINT);

-- To four decimals.
CREATE MACRO per(amount, divisor) AS CAST(
  CAST(half_up(ten_thousandths(amount), CAST(divisor AS HUGEINT)) AS DECIMAL(28,0)) * 0.0001
  AS DECIMAL(28,4));

-- To six decimals; a trillion is no ratio.
CREATE MACRO ratio(part, whole) AS TRY_CAST(
  CAST(half_up(ten_thousandths(part) * 1000000, ten_thousandths(whole)) AS DECIMAL(28,0)) * 0.000001
  AS DECIMAL(18,6));

CREATE VIEW totals_of_items AS
SELECT line_number,
  sum(CAST(quantity * unit_price - coalesce(discount, 0) AS DECIMAL(38,8))) AS total
FROM items GROUP BY line_number;

CREATE TABLE fact_orders AS
SELECT order_id, customer_id, order_day, order_ts, currency, country, channel, status,
  status = 'CANCELLED' AS is_cancelled,
  amount,
  CASE WHEN is_cancelled THEN 0 ELSE amount END AS gross_amount,
  CASE
    WHEN is_cancelled THEN 0
    WHEN refund_amount IS NOT NULL THEN refund_amount
    WHEN status = 'REFUNDED' THEN amount
    ELSE 0
  END AS refunded_amount,
  gross_amount - refunded_amount AS net_amount,
  item_count, updated_at, shipped_at, delivered_at,
  list_filter(
    [
      CASE WHEN order_ts < TIMESTAMPTZ '2000-01-01 00:00:00Z' THEN 'order_date_before_2000' END,
      CASE WHEN updated_at < order_ts THEN 'updated_before_ordered' END,
      CASE WHEN delivered_at < shipped_at THEN 'delivered_before_shipped' END,
      CASE WHEN NOT EXISTS (
          FROM countries
          WHERE countries.country = orders.country AND countries.currency = orders.currency)
        THEN 'currency_unusual_for_country' END,
      CASE WHEN coalesce(total, CASE item_count WHEN 0 THEN 0 END) <> amount
        THEN 'items_do_not_add_up' END
    ],
    lambda warning: warning IS NOT NULL) AS warnings
FROM orders LEFT JOIN totals_of_items USING (line_number);

CREATE VIEW daily_revenue AS
SELECT order_day, currency, country, channel, status,
  count(*) FILTER (NOT is_cancelled) AS orders,
  sum(gross_amount) AS gross,
  coalesce(sum(amount) FILTER (is_cancelled), 0) AS cancelled,
  sum(refunded_amount) AS refunded,
  sum(net_amount) AS net
FROM fact_orders GROUP BY ALL;

CREATE VIEW daily_totals AS
SELECT order_day, currency,
  count(*) AS all_orders,
  count(*) FILTER (NOT is_cancelled) AS orders,
  count(*) FILTER (is_cancelled) AS cancelled_orders,
  count(*) FILTER (refunded_amount > 0) AS refunded_orders,
  sum(gross_amount) AS gross,
  coalesce(sum(amount) FILTER (is_cancelled), 0) AS cancelled,
  sum(refunded_amount) AS refunded,
  sum(net_amount) AS net,
  count(DISTINCT customer_id) FILTER (NOT is_cancelled) AS customers
FROM fact_orders GROUP BY ALL;

CREATE VIEW first_orders AS
SELECT customer_id, currency, min(order_day) AS first_day
FROM fact_orders WHERE NOT is_cancelled GROUP BY ALL;

CREATE VIEW customers_of_days AS
SELECT order_day, currency,
  count(DISTINCT customer_id) FILTER (order_day = first_day) AS new_customers,
  count(DISTINCT customer_id) FILTER (order_day > first_day) AS returning_customers
FROM fact_orders JOIN first_orders USING (customer_id, currency)
WHERE NOT is_cancelled GROUP BY ALL;

-- What each row sees when it looks back over so many days, itself the last of them.
CREATE MACRO look_back(days) AS TABLE
SELECT here.order_day, here.currency, sum(seen.orders) AS orders, sum(seen.net) AS net
FROM daily_totals AS here
JOIN daily_totals AS seen ON seen.currency = here.currency
  AND seen.order_day > here.order_day - days AND seen.order_day <= here.order_day
WHERE here.order_day - days + 1
  >= (SELECT min(order_day) FROM daily_totals AS all_days WHERE all_days.currency = here.currency)
GROUP BY ALL;

CREATE VIEW week_before AS
SELECT here.order_day, here.currency, coalesce(seen.net, 0) AS net
FROM daily_totals AS here
LEFT JOIN daily_totals AS seen
  ON seen.currency = here.currency AND seen.order_day = here.order_day - 7
WHERE here.order_day - 7
  >= (SELECT min(order_day) FROM daily_totals AS all_days WHERE all_days.currency = here.currency);

CREATE VIEW daily_kpi AS
SELECT totals.order_day, totals.currency, all_orders, totals.orders, cancelled_orders,
  refunded_orders, gross, cancelled, refunded,
  totals.net,
  per(totals.net, totals.orders) AS average_order_value,
  ratio(cancelled_orders, all_orders) AS cancel_rate,
  ratio(refunded_orders, totals.orders) AS refund_rate,
  customers,
  coalesce(new_customers, 0) AS new_customers,
  coalesce(returning_customers, 0) AS returning_customers,
  per(week.orders, 7) AS orders_7_day_average,
  per(week.net, 7) AS net_7_day_average,
  per(month.orders, 28) AS orders_28_day_average,
  per(month.net, 28) AS net_28_day_average,
  before.net AS net_week_before,
  ratio(totals.net - before.net, abs(before.net)) AS net_growth_on_week
FROM daily_totals AS totals
LEFT JOIN customers_of_days USING (order_day, currency)
LEFT JOIN look_back(7) AS week USING (order_day, currency)
LEFT JOIN look_back(28) AS month USING (order_day, currency)
LEFT JOIN week_before AS before USING (order_day, currency);

-- An order from before 2000 has its day, and leaves no gap to be filled.
CREATE VIEW dim_date AS
SELECT order_day, year(order_day) AS year, quarter(order_day) AS quarter,
  month(order_day) AS month, CAST(date_trunc('month', order_day) AS DATE) AS month_start,
  isoyear(order_day) AS iso_year, weekofyear(order_day) AS iso_week, isodow(order_day) AS weekday,
  dayname(order_day) AS weekday_name, isodow(order_day) IN (6, 7) AS is_weekend
FROM (
  SELECT order_day FROM fact_orders WHERE order_day < DATE '2000-01-01'
  UNION
  SELECT CAST(unnest(generate_series(min(order_day), max(order_day), INTERVAL 1 DAY)) AS DATE)
  FROM fact_orders WHERE order_day >= DATE '2000-01-01');
