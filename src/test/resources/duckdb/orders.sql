-- From landed files to current orders, by the contract in sample_data/README.md as far as the lines
-- at hand call for it. A line read otherwise than the pipeline reads it shows as a row that differs.
-- Given: variable landing, tables currencies (currency, decimals) and countries (country, currency).

SET TimeZone = 'UTC';

SET VARIABLE files = (
  SELECT list(file) FROM glob(getvariable('landing') || '/orders/**')
  WHERE regexp_matches(file, '/[^._/][^/]*\.(json|jsonl|txt)$'));

CREATE TABLE statuses AS
SELECT * FROM (VALUES
  ('PROCESSING', 1), ('SHIPPED', 2), ('DELIVERED', 3), ('CANCELLED', 4), ('REFUNDED', 5))
  AS statuses (status, status_rank);

CREATE TABLE lines AS
SELECT row_number() OVER () AS line_number, line
FROM (SELECT unnest(string_split(content, chr(10))) AS line FROM read_text(getvariable('files')))
WHERE trim(line) <> '';

-- Numbers are put into quotes, for the functions of JSON would hand them on by way of a double. Inside
-- a text the quotes of a name would be escaped, so that nothing there looks like one.
CREATE TABLE objects AS
SELECT line_number,
  regexp_replace(
    line,
    '"(order_id|customer_id|amount|refund_amount|quantity|unit_price|discount)"\s*:\s*(-?[0-9][0-9.eE+-]*)',
    '"\1":"\2"',
    'g') AS object
FROM lines
WHERE CASE
  WHEN NOT json_valid(line) THEN FALSE
  WHEN json_type(line) <> 'OBJECT' THEN FALSE
  ELSE len(json_keys(line)) = len(list_distinct(json_keys(line)))
END;

CREATE MACRO said(object, field) AS nullif(trim(json_extract_string(object, field)), '');

CREATE MACRO instant(said) AS CASE
  WHEN regexp_full_match(
    said, '\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?')
  THEN TRY_CAST(said AS TIMESTAMPTZ) END;

-- A number that would have to be rounded is none.
CREATE MACRO number(said) AS CASE
  WHEN regexp_full_match(said, '-?\d{1,14}(\.\d{1,4}0*)?') THEN CAST(said AS DECIMAL(18,4)) END;

CREATE MACRO decimals_of(number) AS len(rtrim(string_split(CAST(number AS VARCHAR), '.')[2], '0'));

CREATE TABLE items AS
SELECT line_number, position, said(item, 'sku') AS sku, json_extract_string(item, 'name') AS name,
  json_extract_string(item, 'category') AS category, number(said(item, 'quantity')) AS quantity,
  number(said(item, 'unit_price')) AS unit_price, number(said(item, 'discount')) AS discount,
  said(item, 'discount') IS NULL OR discount IS NOT NULL AS discount_is_readable
FROM (
  SELECT line_number, position,
    json_extract(object, '$.items[' || position || ']') AS item
  FROM (SELECT *, unnest(range(CAST(json_array_length(object, '$.items') AS BIGINT))) AS position
    FROM objects WHERE json_type(object, '$.items') = 'ARRAY'));

CREATE VIEW typed AS
SELECT line_number,
  said(object, 'order_id') AS order_id,
  CASE WHEN regexp_full_match(said(object, 'customer_id'), '\d{1,18}')
    THEN CAST(said(object, 'customer_id') AS BIGINT) END AS customer_id,
  instant(said(object, 'order_date')) AS order_ts,
  number(said(object, 'amount')) AS amount,
  number(said(object, 'refund_amount')) AS refund_amount,
  CASE upper(said(object, 'status'))
    WHEN 'CANCELED' THEN 'CANCELLED' ELSE upper(said(object, 'status')) END AS status,
  translate(upper(said(object, 'channel')), '- ', '__') AS channel,
  CASE upper(said(object, 'country'))
    WHEN 'UK' THEN 'GB' ELSE upper(said(object, 'country')) END AS country,
  upper(said(object, 'currency')) AS currency,
  coalesce(instant(said(object, 'updated_at')), order_ts) AS updated_at,
  instant(said(object, 'shipped_at')) AS shipped_at,
  instant(said(object, 'delivered_at')) AS delivered_at,
  json_extract(object, '$.items') AS items,
  CASE WHEN json_type(items) = 'ARRAY' THEN CAST(json_array_length(items) AS INTEGER) END
    AS item_count,
  (said(object, 'refund_amount') IS NULL OR refund_amount IS NOT NULL)
    AND (said(object, 'updated_at') IS NULL OR instant(said(object, 'updated_at')) IS NOT NULL)
    AND (said(object, 'shipped_at') IS NULL OR shipped_at IS NOT NULL)
    AND (said(object, 'delivered_at') IS NULL OR delivered_at IS NOT NULL)
    AND (coalesce(json_type(items), 'NULL') IN ('ARRAY', 'NULL')) AS optional_is_readable
FROM objects;

-- Every accepted line; one that says the same as another is told once.
CREATE TABLE versions AS
SELECT min(line_number) AS line_number, * EXCLUDE (line_number)
FROM (
  SELECT typed.* EXCLUDE (optional_is_readable), status_rank,
    CAST(order_ts AS DATE) AS order_day
  FROM typed
  JOIN statuses USING (status)
  JOIN currencies USING (currency)
  SEMI JOIN countries USING (country)
  WHERE order_id IS NOT NULL
    AND customer_id > 0
    AND order_ts <= now() + INTERVAL 1 DAY
    AND amount >= 0 AND decimals_of(amount) <= decimals
    AND channel IN ('WEB', 'MOBILE', 'IN_STORE', 'MARKETPLACE')
    AND (refund_amount IS NULL
      OR refund_amount BETWEEN 0 AND amount AND decimals_of(refund_amount) <= decimals)
    AND optional_is_readable
    AND line_number NOT IN (
      SELECT line_number FROM items
      WHERE sku IS NULL OR quantity IS NULL OR unit_price IS NULL OR NOT discount_is_readable
        OR quantity <= 0 OR unit_price < 0 OR discount < 0))
GROUP BY ALL;

CREATE TABLE orders AS
SELECT * FROM versions
QUALIFY rank() OVER (PARTITION BY order_id ORDER BY updated_at DESC, status_rank DESC) = 1;

-- Where two versions say different things of the same moment a hash decides, which is nobody else's
-- business: such lines are no matter for this judge, and it stops here.
CREATE UNIQUE INDEX one_version ON orders (order_id);
