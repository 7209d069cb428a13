-- The tables of the pipeline in a database of DuckDB, and how a line's fields are read.

SET TimeZone = 'UTC';

CREATE TABLE IF NOT EXISTS files (name VARCHAR);

CREATE TABLE IF NOT EXISTS progress (step VARCHAR, batch INTEGER);

CREATE TABLE IF NOT EXISTS bronze (
  line VARCHAR, _file VARCHAR, _ingested_at TIMESTAMPTZ, _batch INTEGER);

CREATE TABLE IF NOT EXISTS order_events (
  order_id VARCHAR, customer_id BIGINT, order_ts TIMESTAMPTZ, amount DECIMAL(18,4),
  refund_amount DECIMAL(18,4), status VARCHAR, channel VARCHAR, country VARCHAR, currency VARCHAR,
  updated_at TIMESTAMPTZ, shipped_at TIMESTAMPTZ, delivered_at TIMESTAMPTZ,
  items STRUCT(sku VARCHAR, name VARCHAR, category VARCHAR, quantity DECIMAL(18,4),
    unit_price DECIMAL(18,4), discount DECIMAL(18,4))[],
  order_day DATE, _outcome VARCHAR, _rejections VARCHAR[], _warnings VARCHAR[], _rescued VARCHAR,
  _raw_line VARCHAR,
  _version STRUCT(updated_at TIMESTAMPTZ, status_rank INTEGER, record_hash UBIGINT),
  _line_id VARCHAR, _file VARCHAR, _ingested_at TIMESTAMPTZ, _batch INTEGER);

CREATE TABLE IF NOT EXISTS orders AS
SELECT * EXCLUDE (_outcome, _rejections, _raw_line) FROM order_events LIMIT 0;

CREATE OR REPLACE VIEW orders_quarantine AS
SELECT order_id, _rejections AS reasons, _raw_line AS raw_line, _file, _ingested_at, _line_id
FROM order_events WHERE _outcome = 'rejected';

CREATE OR REPLACE TEMP MACRO said(text) AS nullif(trim(text), '');

CREATE OR REPLACE TEMP MACRO instant(said) AS TRY_CAST(said AS TIMESTAMPTZ);

-- Wide enough to see decimals that no currency has, and slow: for numbers that are not written as
-- they mostly are.
CREATE OR REPLACE TEMP MACRO wide(said) AS TRY_CAST(said AS DECIMAL(38,18));

CREATE OR REPLACE TEMP MACRO is_plain(said) AS
  regexp_full_match(said, '-?[0-9]{1,14}([.][0-9]{1,4})?');

-- Unlike OR, CASE leaves alone what is decided.
CREATE OR REPLACE TEMP MACRO is_number(said) AS
  CASE WHEN is_plain(said) THEN TRUE ELSE wide(said) IS NOT NULL END;

CREATE OR REPLACE TEMP MACRO fits(said) AS
  CASE WHEN is_plain(said) THEN TRUE
    ELSE coalesce(wide(said) = TRY_CAST(said AS DECIMAL(18,4)), FALSE) END;

CREATE OR REPLACE TEMP MACRO number(said) AS
  CASE WHEN fits(said) THEN TRY_CAST(said AS DECIMAL(18,4)) END;

CREATE OR REPLACE TEMP MACRO problem(said, value, field, unreadable) AS
  CASE WHEN said IS NOT NULL AND value IS NULL THEN field || unreadable END;

CREATE OR REPLACE TEMP MACRO required(said, value, field, unreadable) AS
  CASE WHEN value IS NOT NULL THEN NULL WHEN said IS NULL THEN field || '_missing'
    ELSE field || unreadable END;

CREATE OR REPLACE TEMP MACRO has_too_many_decimals(said, number, currency) AS
  CASE
    WHEN said IS NULL OR currency IS NULL THEN FALSE
    WHEN number IS NULL THEN is_number(said)
    WHEN currency IN ({currencies of 0 decimals}) THEN number <> CAST(number AS DECIMAL(18,0))
    WHEN currency IN ({currencies of 3 decimals}) THEN number <> CAST(number AS DECIMAL(18,3))
    WHEN currency IN ({currencies of 4 decimals}) THEN FALSE
    ELSE number <> CAST(number AS DECIMAL(18,2))
  END;

CREATE OR REPLACE TEMP MACRO present(names) AS list_filter(names, lambda name: name IS NOT NULL);
