package dev.lakehouse.medallion.orders.sample;

import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What the gold tables must hold, summed from the values of the lines that are current. */
final class ExpectedGold {

  private static final TableName DAILY_REVENUE = gold("daily_revenue");
  private static final TableName CUSTOMER_SUMMARY = gold("customer_summary");
  private static final TableName PRODUCT_PERFORMANCE = gold("product_performance");

  static final Set<TableName> TABLES = Set.of(DAILY_REVENUE, CUSTOMER_SUMMARY, PRODUCT_PERFORMANCE);

  private static final String MONEY = "CAST(%s AS DECIMAL(28,4)) AS %s";
  private static final String ORDERS = "count_if(status <> 'CANCELLED')";
  private static final String GROSS =
      "coalesce(sum(amount) FILTER (WHERE status <> 'CANCELLED'), 0)";
  private static final String CANCELLED =
      "coalesce(sum(amount) FILTER (WHERE status = 'CANCELLED'), 0)";

  /** A refund that is named counts whatever the status is, unless the order was cancelled. */
  private static final String REFUNDED =
      """
      (coalesce(sum(refund) FILTER (WHERE status <> 'CANCELLED'), 0)
        + coalesce(sum(amount) FILTER (WHERE status = 'REFUNDED' AND refund IS NULL), 0))""";

  private static final String NET = "(" + GROSS + " - " + REFUNDED + ")";

  /** Half up to the fourth decimal in whole numbers, which round by themselves nowhere else. */
  private static final String AVERAGE =
      """
      CASE WHEN %1$s > 0 THEN
        (CAST(%2$s * 20000 AS DECIMAL(38,0)) + %1$s) div (2 * %1$s) * 0.0001BD END"""
          .formatted(ORDERS, NET);

  private ExpectedGold() {}

  /**
   * The rows of each gold table.
   *
   * @param answered what {@link OrderAnswers#of} returns
   */
  static Map<TableName, Dataset<Row>> of(Dataset<Row> answered) {
    Dataset<Row> orders = answered.where("outcome = 'current'").select("value.*");
    return Map.of(
        DAILY_REVENUE, dailyRevenue(orders),
        CUSTOMER_SUMMARY, customerSummary(orders),
        PRODUCT_PERFORMANCE, productPerformance(orders));
  }

  private static Dataset<Row> dailyRevenue(Dataset<Row> orders) {
    return sums(
        orders,
        "order_day, currency, country, channel, status",
        ORDERS + " AS orders",
        MONEY.formatted(GROSS, "gross"),
        MONEY.formatted(CANCELLED, "cancelled"),
        MONEY.formatted(REFUNDED, "refunded"),
        MONEY.formatted(NET, "net"));
  }

  private static Dataset<Row> customerSummary(Dataset<Row> orders) {
    Dataset<Row> newest = orders.agg(expr("max(order_day) AS newest_day"));
    return sums(
            orders,
            "customer_id, currency",
            "min(order_day) FILTER (WHERE status <> 'CANCELLED') AS first_order_day",
            "max(order_day) FILTER (WHERE status <> 'CANCELLED') AS last_order_day",
            ORDERS + " AS orders",
            MONEY.formatted(GROSS, "gross"),
            MONEY.formatted(REFUNDED, "refunded"),
            MONEY.formatted(NET, "net"),
            MONEY.formatted(AVERAGE, "average_order_value"))
        .crossJoin(newest)
        .withColumn("days_since_last_order", expr("datediff(newest_day, last_order_day)"))
        .drop("newest_day");
  }

  /** A product's name and category never change; offers are in the currency's smallest unit. */
  private static Dataset<Row> productPerformance(Dataset<Row> orders) {
    Dataset<Row> offers =
        orders
            .where("status <> 'CANCELLED'")
            .withColumn("number", functions.monotonically_increasing_id())
            .selectExpr("number", "order_ts", "currency", "scale", "inline(offers)");
    String list = "sum(CAST(quantity * price AS DECIMAL(28,0)) / scale)";
    String discounts = "sum(CAST(discount AS DECIMAL(28,0)) / scale)";
    String money = "CAST(%s AS DECIMAL(38,8)) AS %s";
    return sums(
        offers,
        "sku, currency",
        "min(name) AS name",
        "min(category) AS category",
        "min(order_ts) AS first_sold_at",
        "max(order_ts) AS last_sold_at",
        "count(DISTINCT number) AS orders",
        "CAST(sum(quantity) AS DECIMAL(28,4)) AS units",
        money.formatted(list, "list_value"),
        money.formatted(discounts, "discounts"),
        money.formatted(list + " - " + discounts, "revenue"));
  }

  private static Dataset<Row> sums(Dataset<Row> rows, String keys, String... sums) {
    Column[] by = Arrays.stream(keys.split(", ")).map(functions::col).toArray(Column[]::new);
    Column[] all = Arrays.stream(sums).map(sum -> expr(sum)).toArray(Column[]::new);
    return rows.groupBy(by).agg(all[0], Arrays.copyOfRange(all, 1, all.length));
  }

  private static TableName gold(String name) {
    return new TableName(Layer.GOLD, name);
  }
}
