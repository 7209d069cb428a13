package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each customer ordered in each month, per currency: all that is known of customers over time
 * follows from it, and stands in the views of {@link CustomerViews}.
 */
public final class CustomerMonths implements GoldTable {

  static final TableName NAME = Keys.gold("customer_months");

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        NAME,
        "What each customer ordered in each month, per currency",
        List.of(
            Keys.CUSTOMER,
            Keys.CURRENCY,
            new ColumnDefinition(
                "order_month", "DATE", "First day of the month, in the business zone"),
            new ColumnDefinition(
                "first_order_day",
                "DATE",
                "Day of the month's first order; NULL if all were cancelled"),
            new ColumnDefinition(
                "last_order_day",
                "DATE",
                "Day of the month's last order; NULL if all were cancelled"),
            Measures.ORDERS.definition(),
            Measures.GROSS.definition(),
            Measures.CANCELLED.definition(),
            Measures.REFUNDED.definition(),
            Measures.NET.definition(),
            new ColumnDefinition(
                "newest_order",
                "STRUCT<order_ts: TIMESTAMP, order_id: STRING, country: STRING, channel: STRING>",
                "The month's newest order of any status: the greatest by time, then by identity")),
        List.of("order_month", "customer_id"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT);
  }

  @Override
  public List<String> grain() {
    return List.of("customer_id", "currency", "order_month");
  }

  @Override
  public Renewal renewal() {
    return Renewal.MERGE;
  }

  @Override
  public List<String> buckets() {
    return List.of("customer_id", "order_month");
  }

  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> orders) {
    return orders.withColumn("order_month", expr("CAST(trunc(order_day, 'MONTH') AS DATE)"));
  }

  @Override
  public Column reach(Map<String, Object> least, Map<String, Object> greatest) {
    return col("order_day")
        .geq(least.get("order_month"))
        .and(col("order_day").lt(add_months(lit(greatest.get("order_month")), 1)));
  }

  @Override
  public Optional<String> carriedMoney() {
    return Optional.of("gross + cancelled");
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    return facts
        .of(Orders.CURRENT)
        // A month lies in one file, and is one task's: whoever looks for the newest leaves others
        // unread.
        .repartition(col("order_month"))
        // Spark sorts by these, the first one first: so the rows of a month lie together.
        .groupBy(
            SortKey.of(col("order_month"), col("customer_id")).as(SortKey.NAME),
            col("order_month"),
            col("customer_id"),
            col("currency"))
        .agg(
            expr("min(CASE WHEN status <> 'CANCELLED' THEN order_day END)").as("first_order_day"),
            expr("max(CASE WHEN status <> 'CANCELLED' THEN order_day END)").as("last_order_day"),
            Measures.ORDERS.column(),
            Measures.GROSS.column(),
            Measures.CANCELLED.column(),
            Measures.REFUNDED.column(),
            Measures.NET.column(),
            expr("max(struct(order_ts, order_id, country, channel))").as("newest_order"))
        .drop(SortKey.NAME);
  }
}
