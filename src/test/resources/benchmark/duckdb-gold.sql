-- The pipeline's gold tables, each made anew.

CREATE OR REPLACE TEMP MACRO refund(refund_amount, status, amount) AS
  coalesce(refund_amount, CASE WHEN status = 'REFUNDED' THEN amount END, 0);

CREATE OR REPLACE TABLE daily_revenue AS
SELECT order_day, currency, country, channel, status,
  count_if(status <> 'CANCELLED') AS orders,
  sum(CASE WHEN status <> 'CANCELLED' THEN amount ELSE 0 END) AS gross,
  sum(CASE WHEN status = 'CANCELLED' THEN amount ELSE 0 END) AS cancelled,
  sum(CASE WHEN status <> 'CANCELLED' THEN refund(refund_amount, status, amount) ELSE 0 END)
    AS refunded,
  gross - refunded AS net
FROM orders GROUP BY ALL;

CREATE OR REPLACE TABLE daily_totals AS
SELECT order_day, currency,
  count(*) AS all_orders,
  count_if(status <> 'CANCELLED') AS orders,
  count_if(status = 'CANCELLED') AS cancelled_orders,
  count_if(status <> 'CANCELLED' AND refund(refund_amount, status, amount) > 0)
    AS refunded_orders,
  sum(CASE WHEN status <> 'CANCELLED' THEN amount ELSE 0 END) AS gross,
  sum(CASE WHEN status = 'CANCELLED' THEN amount ELSE 0 END) AS cancelled,
  sum(CASE WHEN status <> 'CANCELLED' THEN refund(refund_amount, status, amount) ELSE 0 END)
    AS refunded,
  gross - refunded AS net,
  count(DISTINCT CASE WHEN status <> 'CANCELLED' THEN customer_id END) AS customers
FROM orders GROUP BY ALL;

CREATE OR REPLACE TABLE customer_months AS
SELECT customer_id, currency, CAST(date_trunc('month', order_day) AS DATE) AS order_month,
  min(CASE WHEN status <> 'CANCELLED' THEN order_day END) AS first_order_day,
  max(CASE WHEN status <> 'CANCELLED' THEN order_day END) AS last_order_day,
  count_if(status <> 'CANCELLED') AS orders,
  sum(CASE WHEN status <> 'CANCELLED' THEN amount ELSE 0 END) AS gross,
  sum(CASE WHEN status = 'CANCELLED' THEN amount ELSE 0 END) AS cancelled,
  sum(CASE WHEN status <> 'CANCELLED' THEN refund(refund_amount, status, amount) ELSE 0 END)
    AS refunded,
  gross - refunded AS net,
  max(struct_pack(order_ts, order_id, country, channel)) AS newest_order
FROM orders GROUP BY ALL;

CREATE OR REPLACE TABLE product_days AS
SELECT order_day, item.sku AS sku, currency,
  count(DISTINCT order_id) AS orders,
  sum(item.quantity) AS units,
  sum(item.quantity * item.unit_price) AS list_value,
  sum(coalesce(item.discount, 0)) AS discounts,
  list_value - discounts AS revenue,
  min(order_ts) AS first_sold_at,
  max(struct_pack(order_ts, order_id, position, name := item.name, category := item.category))
    AS newest_item
FROM (
  SELECT order_day, order_id, order_ts, currency, unnest(items) AS item,
    generate_subscripts(items, 1) AS position
  FROM orders WHERE status <> 'CANCELLED')
GROUP BY order_day, item.sku, currency;

CREATE OR REPLACE TABLE order_funnel AS
WITH histories AS (
  SELECT order_day, order_id,
    bool_or(status = 'PROCESSING') AS processing,
    bool_or(status = 'SHIPPED' OR shipped_at IS NOT NULL) AS shipped,
    bool_or(status = 'DELIVERED' OR delivered_at IS NOT NULL) AS delivered,
    coalesce(
      max_by(shipped_at, CASE WHEN shipped_at IS NOT NULL THEN _version END),
      min(CASE WHEN status = 'SHIPPED' AND updated_at > order_ts THEN updated_at END))
      AS shipped_at,
    coalesce(
      max_by(delivered_at, CASE WHEN delivered_at IS NOT NULL THEN _version END),
      min(CASE WHEN status = 'DELIVERED' AND updated_at > order_ts THEN updated_at END))
      AS delivered_at
  FROM order_events WHERE _outcome = 'accepted'
  GROUP BY order_day, order_id)
SELECT orders.order_day, orders.channel,
  count(*) AS all_orders,
  count_if(processing) AS processing,
  count_if(shipped) AS shipped,
  count_if(delivered) AS delivered,
  count_if(orders.status = 'CANCELLED') AS cancelled,
  count_if(orders.status = 'REFUNDED') AS refunded,
  CAST(round(median(CASE WHEN histories.shipped_at >= orders.order_ts
    THEN epoch(histories.shipped_at) - epoch(orders.order_ts) END) / 3600, 2) AS DECIMAL(18,2))
    AS median_hours_to_ship,
  CAST(round(median(CASE WHEN histories.delivered_at >= histories.shipped_at
    THEN epoch(histories.delivered_at) - epoch(histories.shipped_at) END) / 3600, 2)
    AS DECIMAL(18,2)) AS median_hours_to_deliver
FROM orders LEFT JOIN histories USING (order_day, order_id)
GROUP BY orders.order_day, orders.channel;

CREATE OR REPLACE TABLE late_arrivals AS
WITH arrivals AS (
  SELECT order_day, order_id, _ingested_at,
    greatest(0, CAST(_ingested_at AS DATE) - order_day) AS days_late,
    row_number() OVER (PARTITION BY order_day, order_id
      ORDER BY CAST(_ingested_at AS DATE)) AS place
  FROM order_events WHERE _outcome = 'accepted'),
days AS (
  SELECT order_day, days_late, count(*) AS lines, count_if(place = 1) AS first_heard,
    max(_ingested_at) AS last_arrival_at
  FROM arrivals GROUP BY order_day, days_late)
SELECT order_day, days_late, lines, first_heard, last_arrival_at,
  sum(first_heard) OVER (PARTITION BY order_day ORDER BY days_late) AS heard_so_far,
  heard_so_far / sum(first_heard) OVER (PARTITION BY order_day) AS share_so_far
FROM days;

CREATE OR REPLACE TABLE data_quality_batches AS
WITH lines AS (
  SELECT _batch, CAST(_ingested_at AS DATE) AS ingested_day, coalesce(currency, 'XXX') AS currency,
    amount, _outcome, _rejections, _warnings
  FROM order_events),
broken AS (
  SELECT _batch, ingested_day, currency, amount, unnest(_rejections) AS rule, 1 AS rejects,
    0 AS warns
  FROM lines
  UNION ALL
  SELECT _batch, ingested_day, currency, amount, unnest(_warnings), 0, 1 FROM lines
  UNION ALL
  SELECT _batch, ingested_day, currency, amount,
    CASE _outcome WHEN 'blank' THEN '(blank)' ELSE '(none)' END, 0, 0
  FROM lines WHERE len(_rejections) + len(_warnings) = 0)
SELECT _batch, ingested_day, rule, currency, count(*) AS lines, sum(rejects) AS rejected,
  sum(warns) AS warned, sum(amount) AS value_affected, any_value(lines_judged) AS lines_judged,
  any_value(lines_rejected) AS lines_rejected
FROM broken
JOIN (
  SELECT _batch, ingested_day, count(*) AS lines_judged,
    count_if(_outcome = 'rejected') AS lines_rejected
  FROM lines GROUP BY _batch, ingested_day) USING (_batch, ingested_day)
GROUP BY _batch, ingested_day, rule, currency;
