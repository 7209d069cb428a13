-- How far orders have come. Needs orders.sql and days.sql.

-- An order's history: the accepted versions that name the day of the current one.
CREATE VIEW histories AS
SELECT order_day, order_id,
  bool_or(status = 'PROCESSING') AS processing,
  bool_or(status = 'SHIPPED' OR shipped_at IS NOT NULL) AS shipped,
  bool_or(status = 'DELIVERED' OR delivered_at IS NOT NULL) AS delivered,
  -- The newest word on when it was; failing that, when it was first told, unless that is no more
  -- than the order's own time.
  coalesce(
    last(shipped_at ORDER BY updated_at, status_rank) FILTER (shipped_at IS NOT NULL),
    min(updated_at) FILTER (status = 'SHIPPED' AND updated_at > order_ts)) AS shipped_at,
  coalesce(
    last(delivered_at ORDER BY updated_at, status_rank) FILTER (delivered_at IS NOT NULL),
    min(updated_at) FILTER (status = 'DELIVERED' AND updated_at > order_ts)) AS delivered_at
FROM versions GROUP BY ALL;

-- Of a list of seconds: twice the median is whole, and so is exact.
CREATE MACRO median_hours(seconds) AS CAST(
  CAST(half_up(
    CAST(100 * (list_sort(seconds)[(len(seconds) + 1) // 2] + list_sort(seconds)[len(seconds) // 2 + 1])
      AS HUGEINT),
    CAST(7200 AS HUGEINT)) AS DECIMAL(16,0)) * 0.01 AS DECIMAL(18,2));

CREATE MACRO whole_seconds(moment) AS epoch_us(moment) // 1000000;

CREATE VIEW order_funnel AS
SELECT order_day, channel, all_orders, processing, shipped, delivered, cancelled, refunded,
  median_hours(to_ship) AS median_hours_to_ship,
  median_hours(to_deliver) AS median_hours_to_deliver
FROM (
  SELECT orders.order_day, orders.channel,
    count(*) AS all_orders,
    count(*) FILTER (processing) AS processing,
    count(*) FILTER (shipped) AS shipped,
    count(*) FILTER (delivered) AS delivered,
    count(*) FILTER (orders.status = 'CANCELLED') AS cancelled,
    count(*) FILTER (orders.status = 'REFUNDED') AS refunded,
    list(whole_seconds(histories.shipped_at) - whole_seconds(orders.order_ts))
      FILTER (histories.shipped_at >= orders.order_ts) AS to_ship,
    list(whole_seconds(histories.delivered_at) - whole_seconds(histories.shipped_at))
      FILTER (histories.delivered_at >= histories.shipped_at) AS to_deliver
  FROM orders JOIN histories USING (order_day, order_id)
  GROUP BY ALL);
