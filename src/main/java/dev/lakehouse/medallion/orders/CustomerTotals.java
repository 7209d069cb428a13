package dev.lakehouse.medallion.orders;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each customer ordered, per currency.
 *
 * <p>How long ago the last order was depends on the newest day in the data, and so changes for
 * every customer when a day is added: it stands in a view over this table, which costs nothing to
 * keep.
 */
public final class CustomerTotals implements GoldTable {

  private static final TableName NAME = new TableName(Layer.GOLD, "customer_totals");

  private static final List<ColumnDefinition> COLUMNS =
      List.of(
          new ColumnDefinition("customer_id", "BIGINT", "The customer"),
          new ColumnDefinition("currency", "STRING", "The currency of every amount, ISO 4217"),
          new ColumnDefinition(
              "first_order_day", "DATE", "Day of the first order; NULL if all were cancelled"),
          new ColumnDefinition(
              "last_order_day", "DATE", "Day of the last order; NULL if all were cancelled"),
          new ColumnDefinition("orders", "BIGINT", "Orders that are not cancelled"),
          new ColumnDefinition("gross", Measures.MONEY, "Amount of orders not cancelled"),
          new ColumnDefinition("refunded", Measures.MONEY, "Amount given back"),
          new ColumnDefinition("net", Measures.MONEY, "Gross less refunded"),
          new ColumnDefinition(
              "average_order_value",
              Measures.MONEY,
              "Net per order; NULL if all were cancelled; not to be summed"));

  /** {@code gold.customer_summary}: the totals, and the days since the last order. */
  public static ViewDefinition summary() {
    List<ColumnDefinition> columns = new ArrayList<>(COLUMNS);
    columns.add(
        new ColumnDefinition(
            "days_since_last_order",
            "INT",
            "Days from the last order to the newest day in the data; NULL if all were cancelled"));
    return new ViewDefinition(
        new TableName(Layer.GOLD, "customer_summary"),
        "What each customer ordered, per currency, and how long ago the last order was",
        columns,
        """
        SELECT totals.*, datediff(newest.order_day, totals.last_order_day) AS days_since_last_order
        FROM {%s} AS totals
        CROSS JOIN (SELECT max(order_day) AS order_day FROM {gold.daily_revenue}) AS newest"""
            .formatted(NAME));
  }

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        NAME,
        "What each customer ordered, per currency",
        COLUMNS,
        List.of("customer_id"),
        ChangeFeed.OFF);
  }

  @Override
  public TableName source() {
    return new FeedTables(Orders.FEED).currentName();
  }

  @Override
  public List<String> grain() {
    return List.of("customer_id", "currency");
  }

  @Override
  public List<String> buckets() {
    return List.of("customer_id");
  }

  @Override
  public Dataset<Row> rows(Dataset<Row> orders) {
    return orders
        .groupBy(col("customer_id"), col("currency"))
        .agg(
            expr("min(CASE WHEN status <> 'CANCELLED' THEN order_day END)").as("first_order_day"),
            expr("max(CASE WHEN status <> 'CANCELLED' THEN order_day END)").as("last_order_day"),
            expr(Measures.ORDERS).as("orders"),
            expr(Measures.GROSS).as("gross"),
            expr(Measures.REFUNDED).as("refunded"),
            expr(Measures.NET).as("net"),
            expr(Measures.AVERAGE_ORDER_VALUE).as("average_order_value"));
  }
}
