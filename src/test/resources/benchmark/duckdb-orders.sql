-- The newest accepted version of each order that the new lines tell of.

MERGE INTO orders
USING (
  SELECT order_id, customer_id, order_ts, amount, refund_amount, status, channel, country,
    currency, updated_at, shipped_at, delivered_at, items, order_day, _warnings, _rescued,
    _version, _line_id, _file, _ingested_at, _batch
  FROM order_events
  WHERE _batch > {done} AND _outcome = 'accepted'
  QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY _version DESC) = 1) AS newest
ON orders.order_id = newest.order_id
WHEN MATCHED AND newest._version > orders._version THEN UPDATE
WHEN NOT MATCHED THEN INSERT;
