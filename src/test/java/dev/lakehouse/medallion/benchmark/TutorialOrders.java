package dev.lakehouse.medallion.benchmark;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.contract.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the tutorial checks of an order and makes of orders. It is what the files of a {@link
 * Workload} need, and less than the pipeline does.
 */
final class TutorialOrders {

  /** Whether a typed row may enter silver. */
  static final String VALID =
      """
      _corrupt_record IS NULL AND order_id IS NOT NULL AND customer_id > 0
        AND order_date IS NOT NULL AND updated_at IS NOT NULL AND amount >= 0
        AND amount = round(amount, 2)
        AND coalesce(refund_amount, 0) >= 0 AND coalesce(refund_amount, 0) <= amount
        AND status IN (%s) AND channel IN (%s) AND country IN (%s) AND currency IN (%s)
        AND coalesce(bad_items, 0) = 0"""
          .formatted(codes("status"), codes("channel"), codes("country"), codes("currency"));

  /** The first thing that is wrong with a row that may not. */
  static final String REASON =
      """
      CASE
        WHEN _corrupt_record IS NOT NULL THEN 'json_malformed'
        WHEN order_id IS NULL THEN 'order_id_missing'
        WHEN customer_id IS NULL OR customer_id <= 0 THEN 'customer_id_invalid'
        WHEN order_date IS NULL THEN 'order_date_malformed'
        WHEN amount IS NULL OR amount < 0 THEN 'amount_invalid'
        WHEN refund_amount > amount THEN 'refund_above_amount'
        WHEN status NOT IN (%s) THEN 'status_unknown'
        WHEN country NOT IN (%s) THEN 'country_unknown'
        WHEN currency NOT IN (%s) THEN 'currency_unknown'
        ELSE 'items_invalid'
      END"""
          .formatted(codes("status"), codes("country"), codes("currency"));

  static final String STATUS_RANK =
      """
      CASE status WHEN 'PROCESSING' THEN 1 WHEN 'SHIPPED' THEN 2 WHEN 'DELIVERED' THEN 3
        WHEN 'CANCELLED' THEN 4 ELSE 5 END""";

  private static final String MEASURES =
      """
      count_if(status <> 'CANCELLED') AS orders,
        sum(CASE WHEN status <> 'CANCELLED' THEN amount ELSE 0 END) AS gross,
        sum(CASE WHEN status = 'CANCELLED' THEN amount ELSE 0 END) AS cancelled,
        sum(%1$s) AS refunded,
        sum(CASE WHEN status <> 'CANCELLED' THEN amount ELSE 0 END) - sum(%1$s) AS net"""
          .formatted(
              """
              CASE WHEN status = 'CANCELLED' THEN 0
                WHEN refund_amount IS NOT NULL THEN refund_amount
                WHEN status = 'REFUNDED' THEN amount ELSE 0 END""");

  private TutorialOrders() {}

  /** The queries of the seven gold tables, by name. */
  static Map<String, String> gold() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put(
        "daily_revenue",
        """
        SELECT order_day, currency, country, channel, status, %s
        FROM orders GROUP BY order_day, currency, country, channel, status"""
            .formatted(MEASURES));
    tables.put(
        "daily_totals",
        """
        SELECT order_day, currency, count(*) AS all_orders, %s,
          count_if(status = 'CANCELLED') AS cancelled_orders,
          count(DISTINCT CASE WHEN status <> 'CANCELLED' THEN customer_id END) AS customers
        FROM orders GROUP BY order_day, currency"""
            .formatted(MEASURES));
    tables.put(
        "customer_months",
        """
        SELECT customer_id, currency, CAST(date_trunc('month', order_day) AS DATE) AS order_month,
          min(order_day) AS first_order_day, max(order_day) AS last_order_day, %s,
          max(struct(order_date, order_id, country, channel)) AS newest_order
        FROM orders
        GROUP BY customer_id, currency, CAST(date_trunc('month', order_day) AS DATE)"""
            .formatted(MEASURES));
    tables.put(
        "product_days",
        """
        SELECT order_day, item.sku AS sku, currency, count(DISTINCT order_id) AS orders,
          sum(item.quantity) AS units, sum(item.quantity * item.unit_price) AS list_value,
          sum(item.discount) AS discounts,
          sum(item.quantity * item.unit_price) - sum(item.discount) AS revenue,
          min(order_date) AS first_sold_at,
          max(struct(order_date, order_id, item.name, item.category)) AS newest_item
        FROM (SELECT order_day, order_id, order_date, currency, explode(items) AS item
          FROM orders WHERE status <> 'CANCELLED') AS sold
        GROUP BY order_day, item.sku, currency""");
    tables.put(
        "order_funnel",
        """
        SELECT order_day, channel, count(*) AS all_orders,
          count_if(shipped_at IS NOT NULL) AS shipped,
          count_if(delivered_at IS NOT NULL) AS delivered,
          count_if(status = 'CANCELLED') AS cancelled,
          count_if(status = 'REFUNDED') AS refunded,
          percentile((unix_seconds(shipped_at) - unix_seconds(order_date)) / 3600.0, 0.5)
            AS median_hours_to_ship,
          percentile((unix_seconds(delivered_at) - unix_seconds(shipped_at)) / 3600.0, 0.5)
            AS median_hours_to_deliver
        FROM orders GROUP BY order_day, channel""");
    tables.put(
        "late_arrivals",
        """
        SELECT CAST(order_date AS DATE) AS order_day, CAST(_ingested_at AS DATE) AS arrival_day,
          count(*) AS lines, count(DISTINCT order_id) AS orders
        FROM bronze WHERE order_date IS NOT NULL
        GROUP BY CAST(order_date AS DATE), CAST(_ingested_at AS DATE)""");
    tables.put(
        "data_quality",
        """
        SELECT CAST(_ingested_at AS DATE) AS ingested_day, reason, currency, count(*) AS lines,
          sum(amount) AS value_affected
        FROM quarantine GROUP BY CAST(_ingested_at AS DATE), reason, currency""");
    return tables;
  }

  private static String codes(String name) {
    Field field =
        Catalogue.feeds().get(0).fields().stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new TreeSet<>(field.codes())
        .stream().map(code -> "'" + code + "'").collect(Collectors.joining(", "));
  }
}
