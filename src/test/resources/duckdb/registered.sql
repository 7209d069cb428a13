-- From landed files to current customers, as orders.sql does it for orders, whose macros it needs.

SET VARIABLE customer_files = (
  SELECT list(file) FROM glob(getvariable('landing') || '/customers/**')
  WHERE regexp_matches(file, '/[^._/][^/]*\.(json|jsonl|txt)$'));

CREATE TABLE customer_objects AS
SELECT line FROM (
  SELECT unnest(string_split(content, chr(10))) AS line
  FROM read_text(getvariable('customer_files')))
WHERE CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE FALSE END;

CREATE VIEW signed_up AS
SELECT
  CASE WHEN regexp_full_match(said(line, 'id'), '\d{1,18}')
    THEN CAST(said(line, 'id') AS BIGINT) END AS customer_id,
  said(line, 'name') AS name,
  said(line, 'email') AS email,
  CASE upper(said(line, 'country'))
    WHEN 'UK' THEN 'GB' ELSE upper(said(line, 'country')) END AS country,
  instant(said(line, 'signed_up_at')) AS signed_up_at,
  coalesce(instant(said(line, 'updated_at')), signed_up_at) AS updated_at
FROM customer_objects;

CREATE TABLE registered AS
SELECT customer_id, arg_max(name, updated_at) AS name, arg_max(email, updated_at) AS email,
  arg_max(country, updated_at) AS home_country, arg_max(signed_up_at, updated_at) AS signed_up_at
FROM signed_up SEMI JOIN countries USING (country)
WHERE customer_id > 0
  AND name IS NOT NULL
  AND regexp_full_match(email, '[^@ ]+@[^@ ]+\.[^@ .]+')
  AND signed_up_at <= now() + INTERVAL 1 DAY
GROUP BY customer_id;
