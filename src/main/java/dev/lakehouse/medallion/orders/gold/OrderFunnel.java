package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.xxhash64;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far the orders of each day have come, per channel, and how long their steps took.
 *
 * <p>An order counts where its current version says it belongs; its history is every accepted line
 * that names the same day. Lines from before a correction of the day are no part of it: to look for
 * them would mean to read every event ever taken in.
 */
public final class OrderFunnel implements GoldTable {

  private static final String HOURS = "DECIMAL(18,2)";

  /** Without an {@code updated_at} of its own a version bears the order's time: no step's time. */
  private static final String TOLD_AT =
      "min(CASE WHEN status = '%s' AND updated_at > order_ts THEN updated_at END)";

  /** What the newest version says that says anything. */
  private static final String STATED = "max_by(%1$s, CASE WHEN %1$s IS NOT NULL THEN _version END)";

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        Keys.gold("order_funnel"),
        "How far the orders of each day have come, per channel, and how long the steps took",
        List.of(
            Keys.ORDER_DAY,
            Keys.CHANNEL,
            Measures.ALL_ORDERS.definition(),
            reached("processing", "Orders that were ever told as PROCESSING"),
            reached("shipped", "Orders ever told as SHIPPED, or with the time of it"),
            reached("delivered", "Orders ever told as DELIVERED, or with the time of it"),
            reached("cancelled", "Orders that are CANCELLED now"),
            reached("refunded", "Orders that are REFUNDED now"),
            hours("median_hours_to_ship", "Median hours from order to shipment"),
            hours("median_hours_to_deliver", "Median hours from shipment to delivery")),
        List.of("order_day"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT, Orders.EVENTS);
  }

  @Override
  public List<String> grain() {
    return List.of("order_day", "channel");
  }

  @Override
  public List<String> buckets() {
    return List.of("order_day");
  }

  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> rows) {
    return source.equals(Orders.EVENTS)
        ? rows.where("_outcome = 'accepted'")
            .select(
                "order_day",
                "order_id",
                "status",
                "order_ts",
                "updated_at",
                "shipped_at",
                "delivered_at",
                "_version")
        : rows.selectExpr(
            "order_day", "order_id", "channel", "status AS status_now", "order_ts AS ordered_at");
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    return steps(facts)
        .groupBy(col("order_day"), col("channel"))
        .agg(
            Measures.ALL_ORDERS.column(),
            expr("count_if(processing)").as("processing"),
            expr("count_if(shipped)").as("shipped"),
            expr("count_if(delivered)").as("delivered"),
            expr("count_if(status_now = 'CANCELLED')").as("cancelled"),
            expr("count_if(status_now = 'REFUNDED')").as("refunded"),
            expr(medianHours("ordered_at", "shipped_at")).as("median_hours_to_ship"),
            expr(medianHours("shipped_at", "delivered_at")).as("median_hours_to_deliver"));
  }

  /** One row per order: the steps that it is known to have taken, and when. */
  private static Dataset<Row> steps(Facts facts) {
    Dataset<Row> histories =
        facts
            .of(Orders.EVENTS)
            .groupBy(sortKey().as(SortKey.NAME), col("order_day"), col("order_id"))
            .agg(
                expr("bool_or(status = 'PROCESSING')").as("processing"),
                expr("bool_or(status = 'SHIPPED' OR shipped_at IS NOT NULL)").as("shipped"),
                expr("bool_or(status = 'DELIVERED' OR delivered_at IS NOT NULL)").as("delivered"),
                expr(time("shipped_at", "SHIPPED")).as("shipped_at"),
                expr(time("delivered_at", "DELIVERED")).as("delivered_at"));
    return facts
        .of(Orders.CURRENT)
        .withColumn(SortKey.NAME, sortKey())
        .join(histories, new String[] {SortKey.NAME, "order_day", "order_id"}, "left");
  }

  private static Column sortKey() {
    return SortKey.of(col("order_day"), xxhash64(col("order_id")));
  }

  private static String time(String field, String status) {
    return "coalesce(%s, %s)".formatted(STATED.formatted(field), TOLD_AT.formatted(status));
  }

  /** Exact, in seconds; a step that ends before it begins is as good as unknown. */
  private static String medianHours(String from, String to) {
    return """
        CAST(round(percentile(
          CASE WHEN %2$s >= %1$s THEN unix_seconds(%2$s) - unix_seconds(%1$s) END, 0.5) / 3600, 2)
          AS %3$s)"""
        .formatted(from, to, HOURS);
  }

  private static ColumnDefinition reached(String name, String meaning) {
    return ColumnDefinition.figure(name, "BIGINT", meaning, Summing.ALWAYS);
  }

  private static ColumnDefinition hours(String name, String meaning) {
    return ColumnDefinition.figure(
        name, HOURS, meaning + "; NULL where no order's times are known", Summing.NEVER);
  }
}
