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
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Revenue per business day, currency, country, channel and status. */
public final class DailyRevenue implements GoldTable {

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        new TableName(Layer.GOLD, "daily_revenue"),
        "Revenue per business day, currency, country, channel and status",
        List.of(
            new ColumnDefinition(
                "order_day", "DATE", "The day of the orders, in the business zone"),
            new ColumnDefinition("currency", "STRING", "The currency of every amount, ISO 4217"),
            new ColumnDefinition("country", "STRING", "Where it was ordered from, ISO 3166-1"),
            new ColumnDefinition("channel", "STRING", "How it was ordered"),
            new ColumnDefinition("status", "STRING", "The orders' current status"),
            new ColumnDefinition("orders", "BIGINT", "Orders that are not cancelled"),
            new ColumnDefinition("gross", Measures.MONEY, "Amount of orders not cancelled"),
            new ColumnDefinition("cancelled", Measures.MONEY, "Amount of cancelled orders"),
            new ColumnDefinition("refunded", Measures.MONEY, "Amount given back"),
            new ColumnDefinition("net", Measures.MONEY, "Gross less refunded")),
        List.of("order_day"),
        ChangeFeed.OFF);
  }

  @Override
  public TableName source() {
    return new FeedTables(Orders.FEED).currentName();
  }

  @Override
  public List<String> grain() {
    return List.of("order_day", "currency", "country", "channel", "status");
  }

  @Override
  public List<String> buckets() {
    return List.of("order_day");
  }

  @Override
  public Optional<String> carriedMoney() {
    return Optional.of("gross + cancelled");
  }

  @Override
  public Dataset<Row> rows(Dataset<Row> orders) {
    return orders
        .groupBy(col("order_day"), col("currency"), col("country"), col("channel"), col("status"))
        .agg(
            expr(Measures.ORDERS).as("orders"),
            expr(Measures.GROSS).as("gross"),
            expr(Measures.CANCELLED).as("cancelled"),
            expr(Measures.REFUNDED).as("refunded"),
            expr(Measures.NET).as("net"));
  }
}
