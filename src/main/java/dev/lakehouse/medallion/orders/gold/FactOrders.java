package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;

/**
 * {@code gold.fact_orders}: one row per current order, the table to start from.
 *
 * <p>A view: it follows from a silver row and nothing else, so that a copy would only cost.
 */
final class FactOrders {

  private static final String MONEY = "DECIMAL(18,4)";

  static final ViewDefinition VIEW =
      new ViewDefinition(
          Keys.gold("fact_orders"),
          "Every current order, one row each: the table to start from",
          columns(),
          List.of("order_id"),
          query());

  private FactOrders() {}

  private static List<ColumnDefinition> columns() {
    return List.of(
        new ColumnDefinition("order_id", "STRING", "The order"),
        Keys.CUSTOMER,
        Keys.ORDER_DAY,
        new ColumnDefinition("order_ts", "TIMESTAMP", "When it was ordered, in UTC"),
        Keys.CURRENCY,
        Keys.COUNTRY,
        Keys.CHANNEL,
        Keys.STATUS,
        new ColumnDefinition("is_cancelled", "BOOLEAN", "Whether it is cancelled now"),
        amount("amount", MONEY, "The order's total, whatever its status"),
        amount("gross_amount", MONEY, "The amount; 0 where the order is cancelled"),
        amount("refunded_amount", MONEY, "What was given back; 0 where the order is cancelled"),
        amount("net_amount", "DECIMAL(19,4)", "Gross amount less refunded amount"),
        ColumnDefinition.figure(
            "item_count",
            "INT",
            "Items on the order; NULL where they are not available",
            Summing.ALWAYS),
        new ColumnDefinition(
            "updated_at", "TIMESTAMP", "When its current version came to be, in UTC"),
        new ColumnDefinition(
            "shipped_at", "TIMESTAMP", "When it was shipped, in UTC; NULL where not available"),
        new ColumnDefinition(
            "delivered_at", "TIMESTAMP", "When it was delivered, in UTC; NULL where not available"),
        new ColumnDefinition("warnings", "ARRAY<STRING>", "The rules broken that let it through"),
        ExchangeRates.REPORTING_CURRENCY,
        new ColumnDefinition(
            "rate", "DECIMAL(18,8)", "The rate of the order's day; NULL where there is none"),
        Reporting.amount("gross_amount_reporting", "The gross amount"),
        Reporting.amount("refunded_amount_reporting", "The refunded amount"),
        Reporting.amount("net_amount_reporting", "The net amount"));
  }

  private static ColumnDefinition amount(String name, String type, String meaning) {
    return ColumnDefinition.figure(name, type, meaning, Summing.WITHIN_A_CURRENCY);
  }

  private static String query() {
    return """
        SELECT source.order_id, source.customer_id, source.order_day, source.order_ts,
          source.currency, source.country, source.channel, source.status, source.is_cancelled,
          source.amount, source.gross_amount, source.refunded_amount,
          source.gross_amount - source.refunded_amount AS net_amount,
          source.item_count, source.updated_at, source.shipped_at, source.delivered_at,
          source.warnings, reporting.reporting_currency, %s AS rate,
          %s AS gross_amount_reporting, %s AS refunded_amount_reporting,
          %s AS net_amount_reporting
        FROM (SELECT *, status = 'CANCELLED' AS is_cancelled, _warnings AS warnings,
            size(items) AS item_count,
            CASE WHEN status <> 'CANCELLED' THEN amount ELSE 0 END AS gross_amount,
            CASE WHEN status <> 'CANCELLED' THEN CAST(%s AS DECIMAL(18,4)) ELSE 0 END
              AS refunded_amount
          FROM {%s}) AS source
        %s"""
        .formatted(
            ExchangeRates.RATE,
            ExchangeRates.converted("source.gross_amount"),
            ExchangeRates.converted("source.refunded_amount"),
            ExchangeRates.converted("(source.gross_amount - source.refunded_amount)"),
            Measures.REFUND_OF_AN_ORDER,
            Orders.CURRENT,
            ExchangeRates.JOIN);
  }
}
