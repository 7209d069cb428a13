-- Judges each new line once, by the pipeline's rules; but a line that is too long or no text is
-- not looked for, and a time is what DuckDB takes for one.

INSERT INTO order_events
WITH objects AS (
  SELECT *, json IS NOT NULL AS is_json,
    CASE WHEN json_type(json) = 'OBJECT' THEN json END AS object,
    json_keys(object) AS names,
    json_transform(object,
      '{"order_id": "VARCHAR", "customer_id": "VARCHAR", "order_date": "VARCHAR",
        "amount": "VARCHAR", "refund_amount": "VARCHAR", "status": "VARCHAR",
        "channel": "VARCHAR", "country": "VARCHAR", "currency": "VARCHAR",
        "updated_at": "VARCHAR", "shipped_at": "VARCHAR", "delivered_at": "VARCHAR",
        "items": [{"sku": "VARCHAR", "name": "VARCHAR", "category": "VARCHAR",
          "quantity": "VARCHAR", "unit_price": "VARCHAR", "discount": "VARCHAR"}]}') AS r
  FROM (
    SELECT *, trim(line) AS content, CASE WHEN json_valid(content) THEN content END AS json
    FROM {arrivals})
),
texts AS (
  SELECT * EXCLUDE (r),
    said(r.order_id) AS order_id,
    said(r.customer_id) AS customer_text,
    said(r.order_date) AS order_text,
    said(r.amount) AS amount_text,
    said(r.refund_amount) AS refund_text,
    upper(said(r.status)) AS status_text,
    translate(upper(said(r.channel)), '- ', '__') AS channel_text,
    upper(said(r.country)) AS country_text,
    upper(said(r.currency)) AS currency_text,
    said(r.updated_at) AS updated_text,
    said(r.shipped_at) AS shipped_text,
    said(r.delivered_at) AS delivered_text,
    r.items AS items_text
  FROM objects
),
typed AS (
  SELECT *,
    CASE WHEN regexp_full_match(customer_text, '[+-]?[0-9]{1,19}')
      THEN TRY_CAST(customer_text AS BIGINT) END AS customer_id,
    instant(order_text) AS order_ts,
    number(amount_text) AS amount,
    number(refund_text) AS refund_amount,
    CASE WHEN status_text IN ({codes of status}) THEN status_text
      WHEN status_text = 'CANCELED' THEN 'CANCELLED' END AS status,
    CASE WHEN channel_text IN ({codes of channel}) THEN channel_text END AS channel,
    CASE WHEN country_text IN ({codes of country}) THEN country_text
      WHEN country_text = 'UK' THEN 'GB' END AS country,
    CASE WHEN currency_text IN ({codes of currency}) THEN currency_text END AS currency,
    instant(updated_text) AS told_at,
    coalesce(told_at, CASE WHEN updated_text IS NULL THEN order_ts END) AS updated_at,
    instant(shipped_text) AS shipped_at,
    instant(delivered_text) AS delivered_at,
    list_transform(items_text, lambda item: struct_pack(
      sku := said(item.sku), name := item.name, category := item.category,
      quantity := TRY_CAST(item.quantity AS DECIMAL(18,4)),
      unit_price := TRY_CAST(item.unit_price AS DECIMAL(18,4)),
      discount := TRY_CAST(item.discount AS DECIMAL(18,4)))) AS items,
    CASE WHEN len(list_filter(items_text, lambda item: NOT fits(coalesce(item.quantity, '0'))
        OR NOT fits(coalesce(item.unit_price, '0')) OR NOT fits(coalesce(item.discount, '0')))) > 0
      OR (items_text IS NULL AND coalesce(json_type(object, '$.items'), 'NULL') <> 'NULL')
      THEN 'items_malformed' END AS items_problem,
    CASE WHEN NOT list_has_all([{fields}], names)
      THEN json_merge_patch(object, '{without the fields}') END AS _rescued
  FROM texts
),
judged AS (
  SELECT *,
    CASE
      WHEN content = '' THEN []
      WHEN NOT is_json THEN ['json_malformed']
      WHEN object IS NULL THEN ['json_not_object']
      WHEN len(names) <> len(list_distinct(names)) THEN ['field_repeated']
      ELSE present([
        required(order_id, order_id, 'order_id', '_malformed'),
        required(customer_text, customer_id, 'customer_id', '_malformed'),
        required(order_text, order_ts, 'order_date', '_malformed'),
        CASE WHEN amount_text IS NULL THEN 'amount_missing'
          WHEN amount IS NULL AND NOT is_number(amount_text) THEN 'amount_malformed' END,
        CASE WHEN refund_text IS NOT NULL AND refund_amount IS NULL AND NOT is_number(refund_text)
          THEN 'refund_amount_malformed' END,
        required(status_text, status, 'status', '_unknown'),
        required(channel_text, channel, 'channel', '_unknown'),
        required(country_text, country, 'country', '_unknown'),
        required(currency_text, currency, 'currency', '_unknown'),
        problem(updated_text, told_at, 'updated_at', '_malformed'),
        problem(shipped_text, shipped_at, 'shipped_at', '_malformed'),
        problem(delivered_text, delivered_at, 'delivered_at', '_malformed'),
        items_problem,
        CASE WHEN customer_id <= 0 THEN 'customer_id_not_positive' END,
        CASE WHEN amount < 0 THEN 'amount_negative' END,
        CASE WHEN has_too_many_decimals(amount_text, amount, currency)
          THEN 'amount_too_many_decimals' END,
        CASE WHEN refund_amount < 0 THEN 'refund_amount_negative' END,
        CASE WHEN has_too_many_decimals(refund_text, refund_amount, currency)
          THEN 'refund_amount_too_many_decimals' END,
        CASE WHEN refund_amount > amount THEN 'refund_above_amount' END,
        CASE WHEN order_ts > _ingested_at + INTERVAL 1 DAY THEN 'order_date_in_future' END,
        CASE WHEN len(list_filter(items, lambda item: item.sku IS NULL OR item.quantity IS NULL
            OR item.unit_price IS NULL)) > 0 THEN 'item_incomplete' END,
        CASE WHEN len(list_filter(items, lambda item: item.quantity <= 0 OR item.unit_price < 0
            OR item.discount < 0 OR item.quantity * item.unit_price >= 100000000000000)) > 0
          THEN 'item_out_of_range' END])
    END AS _rejections,
    present([
      CASE WHEN order_ts < TIMESTAMPTZ '2000-01-01 00:00:00Z' THEN 'order_date_before_2000' END,
      CASE WHEN updated_at < order_ts THEN 'updated_before_ordered' END,
      CASE WHEN delivered_at < shipped_at THEN 'delivered_before_shipped' END,
      CASE WHEN (country || currency) NOT IN ({usual pairs})
        THEN 'currency_unusual_for_country' END,
      CASE WHEN list_sum(list_transform(items, lambda item:
          item.quantity * item.unit_price - coalesce(item.discount, 0))) <> amount
        THEN 'items_do_not_add_up' END]) AS _warnings
  FROM typed
)
SELECT order_id, customer_id, order_ts, amount, refund_amount, status, channel, country, currency,
  updated_at, shipped_at, delivered_at, items, CAST(order_ts AS DATE) AS order_day,
  CASE WHEN content = '' THEN 'blank' WHEN len(_rejections) > 0 THEN 'rejected'
    ELSE 'accepted' END AS _outcome,
  _rejections, _warnings, _rescued,
  CASE WHEN _outcome = 'rejected' THEN line END AS _raw_line,
  CASE WHEN _outcome = 'accepted' THEN struct_pack(
    updated_at := updated_at,
    status_rank := {status rank},
    record_hash := hash(order_id, customer_id, order_ts, amount, refund_amount, status, channel,
      country, currency, updated_at, shipped_at, delivered_at, items, _rescued)) END AS _version,
  md5(_file || chr(10) || line) AS _line_id, _file, _ingested_at, _batch
FROM judged;
