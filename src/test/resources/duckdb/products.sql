-- Gold by the product. Needs orders.sql and days.sql.

CREATE VIEW sold AS
SELECT orders.order_id, order_ts, currency, items.*
FROM items JOIN orders USING (line_number)
WHERE status <> 'CANCELLED';

CREATE VIEW product_performance AS
SELECT sku, currency,
  last(name ORDER BY order_ts, order_id, position) AS name,
  last(category ORDER BY order_ts, order_id, position) AS category,
  min(order_ts) AS first_sold_at,
  max(order_ts) AS last_sold_at,
  count(DISTINCT order_id) AS orders,
  sum(quantity) AS units,
  sum(CAST(quantity * unit_price AS DECIMAL(38,8))) AS list_value,
  sum(coalesce(discount, 0)) AS discounts,
  sum(CAST(quantity * unit_price AS DECIMAL(38,8)) - coalesce(discount, 0)) AS revenue
FROM sold GROUP BY sku, currency;

CREATE VIEW dim_product AS
SELECT sku,
  last(name ORDER BY order_ts, order_id, position) AS name,
  last(category ORDER BY order_ts, order_id, position) AS category,
  min(order_ts) AS first_sold_at,
  max(order_ts) AS last_sold_at
FROM sold GROUP BY sku;
