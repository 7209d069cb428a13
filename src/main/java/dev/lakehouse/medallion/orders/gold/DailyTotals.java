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

/**
 * What came of each business day per currency; {@link DailyKpi} sets each day beside others.
 *
 * <p>What reaches over days (moving averages, the week before, who is new) stands in that view: a
 * change of one day would otherwise rewrite four weeks.
 */
public final class DailyTotals implements GoldTable {

  static final TableName NAME = Keys.gold("daily_totals");

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        NAME,
        "What came of each business day, per currency: counts, amounts and customers",
        List.of(
            Keys.ORDER_DAY,
            Keys.CURRENCY,
            Measures.ALL_ORDERS.definition(),
            Measures.ORDERS.definition(),
            Measures.CANCELLED_ORDERS.definition(),
            Measures.REFUNDED_ORDERS.definition(),
            Measures.GROSS.definition(),
            Measures.CANCELLED.definition(),
            Measures.REFUNDED.definition(),
            Measures.NET.definition(),
            Measures.CUSTOMERS.definition()),
        List.of("order_day"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT);
  }

  @Override
  public List<String> grain() {
    return List.of("order_day", "currency");
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
        .groupBy(col("order_day"), col("currency"))
        .agg(
            Measures.ALL_ORDERS.column(),
            Measures.ORDERS.column(),
            Measures.CANCELLED_ORDERS.column(),
            Measures.REFUNDED_ORDERS.column(),
            Measures.GROSS.column(),
            Measures.CANCELLED.column(),
            Measures.REFUNDED.column(),
            Measures.NET.column(),
            Measures.CUSTOMERS.column());
  }
}
