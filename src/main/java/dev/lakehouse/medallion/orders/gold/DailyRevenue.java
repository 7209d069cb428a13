package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Revenue per business day, currency, country, channel and status. */
public final class DailyRevenue implements GoldTable {

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        Keys.gold("daily_revenue"),
        "Revenue per business day, currency, country, channel and status",
        List.of(
            Keys.ORDER_DAY,
            Keys.CURRENCY,
            Keys.COUNTRY,
            Keys.CHANNEL,
            Keys.STATUS,
            Measures.ORDERS.definition(),
            Measures.GROSS.definition(),
            Measures.CANCELLED.definition(),
            Measures.REFUNDED.definition(),
            Measures.NET.definition()),
        List.of("order_day"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT);
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
  public Dataset<Row> rows(Facts facts) {
    return facts
        .of(Orders.CURRENT)
        .groupBy(col("order_day"), col("currency"), col("country"), col("channel"), col("status"))
        .agg(
            Measures.ORDERS.column(),
            Measures.GROSS.column(),
            Measures.CANCELLED.column(),
            Measures.REFUNDED.column(),
            Measures.NET.column());
  }
}
