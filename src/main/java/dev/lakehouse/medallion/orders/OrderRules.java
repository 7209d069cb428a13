package dev.lakehouse.medallion.orders;

import static dev.lakehouse.medallion.contract.Rule.reject;
import static dev.lakehouse.medallion.contract.Rule.warn;
import static dev.lakehouse.medallion.contract.SqlText.isOneOf;

import dev.lakehouse.medallion.contract.Rule;
import java.util.List;

/** What is judged about an order beyond missing and malformed values. */
final class OrderRules {

  static final List<Rule> ALL =
      List.of(
          reject("customer_id_not_positive", "customer_id <= 0"),
          reject("amount_negative", "amount < 0"),
          reject("amount_too_many_decimals", hasTooManyDecimals("amount")),
          reject("refund_amount_negative", "refund_amount < 0"),
          reject("refund_amount_too_many_decimals", hasTooManyDecimals("refund_amount")),
          reject("refund_above_amount", "refund_amount > amount"),
          reject("order_date_in_future", "order_ts > _ingested_at + INTERVAL 1 DAY"),
          reject(
              "item_incomplete",
              anyItem(
                  "item IS NULL OR nullif(trim(item.sku), '') IS NULL"
                      + " OR item.quantity IS NULL OR item.unit_price IS NULL")),
          reject(
              "item_out_of_range",
              // A line's value stays within an amount's own range, so that no sum can overflow.
              anyItem(
                  "item.quantity <= 0 OR item.unit_price < 0 OR item.discount < 0"
                      + " OR item.quantity * item.unit_price >= 100000000000000")),
          warn("order_date_before_2000", "order_ts < TIMESTAMP'2000-01-01 00:00:00Z'"),
          warn("updated_before_ordered", "updated_at < order_ts"),
          warn("delivered_before_shipped", "delivered_at < shipped_at"),
          warn(
              "currency_unusual_for_country",
              "NOT " + isOneOf("concat(country, currency)", Codes.usualPairs())),
          // The sum may be wider than an amount: compared as it is, it would fail the whole run.
          warn("items_do_not_add_up", itemsTotal() + " <> try_cast(amount AS DECIMAL(38,8))"));

  private OrderRules() {}

  /**
   * Two decimals are usual; the currencies that differ are listed by ISO 4217. A remainder, because
   * the largest amount rounded up would not fit its type, and the whole run would fail.
   */
  private static String hasTooManyDecimals(String amount) {
    return """
        currency IS NOT NULL AND %1$s %% CASE
          WHEN %2$s THEN 1BD
          WHEN %3$s THEN 0.001BD
          WHEN %4$s THEN 0.0001BD
          ELSE 0.01BD
        END <> 0"""
        .formatted(
            amount,
            isOneOf("currency", Codes.currenciesWithDecimals(0)),
            isOneOf("currency", Codes.currenciesWithDecimals(3)),
            isOneOf("currency", Codes.currenciesWithDecimals(4)));
  }

  private static String anyItem(String condition) {
    return "exists(items, item -> %s)".formatted(condition);
  }

  /** The sum over all items; NULL, which leaves the rule quiet, where an item is out of range. */
  private static String itemsTotal() {
    return """
        aggregate(
          items,
          CAST(0 AS DECIMAL(38,8)),
          (total, item) -> CAST(try_subtract(
            try_add(total, try_multiply(item.quantity, item.unit_price)),
            coalesce(item.discount, 0)) AS DECIMAL(38,8)))""";
  }
}
