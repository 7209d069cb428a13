-- The newest accepted version of each order that the new lines tell of.

MERGE INTO orders
USING (
  SELECT * EXCLUDE (_outcome, _rejections, _raw_line)
  FROM order_events
  WHERE _batch > {done} AND _outcome = 'accepted'
  QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY _version DESC) = 1) AS newest
ON orders.order_id = newest.order_id
WHEN MATCHED AND newest._version > orders._version THEN UPDATE
WHEN NOT MATCHED THEN INSERT;
