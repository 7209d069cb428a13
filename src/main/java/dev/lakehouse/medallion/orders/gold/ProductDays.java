package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.xxhash64;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each product sold on each day, per currency, from the items of orders that are not
 * cancelled; {@link ProductViews} add the days up.
 *
 * <p>By day, since most runs sell a little of everything: were products recomputed whole, a run
 * would read all that was ever sold.
 */
final class ProductDays implements GoldTable {

  static final TableName NAME = Keys.gold("product_days");

  static final Measure ORDERS =
      new Measure(
          "orders",
          "BIGINT",
          "count_if(is_first_of_order)",
          "Orders with the product in them; one with several products counts for each",
          Summing.NEVER);

  static final Measure UNITS =
      new Measure(
          "units",
          "DECIMAL(28,4)",
          "CAST(sum(quantity) AS DECIMAL(28,4))",
          "Units sold",
          Summing.ALWAYS);

  static final Measure LIST_VALUE = money("list_value", "list_value", "Quantity times unit price");

  static final Measure DISCOUNTS = money("discounts", "discount", "Discounts given");

  static final Measure REVENUE =
      new Measure(
          "revenue",
          LIST_VALUE.type(),
          // One digit less than the sum has, or the difference would lose a decimal.
          "CAST(CAST(sum(list_value) AS DECIMAL(37,8)) - sum(discount) AS DECIMAL(38,8))",
          "List value less discounts; refunds are not known per product",
          Summing.WITHIN_A_CURRENCY);

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        NAME,
        "What each product sold on each business day, per currency, from the items of orders that"
            + " are not cancelled; orders that come without items are not in it",
        List.of(
            Keys.ORDER_DAY,
            Keys.SKU,
            Keys.CURRENCY,
            ORDERS.definition(),
            UNITS.definition(),
            LIST_VALUE.definition(),
            DISCOUNTS.definition(),
            REVENUE.definition(),
            new ColumnDefinition("first_sold_at", "TIMESTAMP", "Time of the first order, in UTC"),
            new ColumnDefinition(
                "newest_item",
                "STRUCT<order_ts: TIMESTAMP, order_id: STRING, position: INT, name: STRING,"
                    + " category: STRING>",
                "The day's newest item: the greatest by time, order and place on the order")),
        List.of("order_day"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT);
  }

  @Override
  public List<String> grain() {
    return List.of("order_day", "sku", "currency");
  }

  @Override
  public List<String> buckets() {
    return List.of("order_day");
  }

  /**
   * One row per item: the order's keys and the item's members, the SKU trimmed, and whether no item
   * before it on the order has the same.
   */
  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> orders) {
    return orders
        .where("status <> 'CANCELLED'")
        .select(
            col("order_day"),
            col("order_id"),
            col("order_ts"),
            col("currency"),
            expr("transform(items, item -> trim(item.sku))").as("skus"),
            expr("posexplode(items)").as(new String[] {"position", "item"}))
        .select(
            col("order_day"),
            col("order_id"),
            col("order_ts"),
            col("currency"),
            col("position"),
            expr("trim(item.sku)").as("sku"),
            // To count the orders themselves Spark would sort the items a second time.
            expr("array_position(skus, trim(item.sku)) = position + 1").as("is_first_of_order"),
            expr("item.name").as("name"),
            expr("item.category").as("category"),
            expr("item.quantity").as("quantity"),
            expr("item.quantity * item.unit_price").as("list_value"),
            expr("coalesce(item.discount, 0)").as("discount"));
  }

  /** A price of four decimals times a quantity of four. */
  private static Measure money(String name, String amount, String meaning) {
    String type = "DECIMAL(38,8)";
    return new Measure(
        name,
        type,
        "CAST(sum(%s) AS %s)".formatted(amount, type),
        meaning,
        Summing.WITHIN_A_CURRENCY);
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    return facts
        .of(Orders.CURRENT)
        // Months lie together, so that whoever looks for the newest days leaves others unread.
        .withColumn("order_month", trunc(col("order_day"), "MONTH"))
        .repartition(col("order_month"))
        .groupBy(
            SortKey.of(col("order_day"), xxhash64(col("sku"))).as(SortKey.NAME),
            col("order_month"),
            col("order_day"),
            col("sku"),
            col("currency"))
        .agg(
            ORDERS.column(),
            UNITS.column(),
            LIST_VALUE.column(),
            DISCOUNTS.column(),
            REVENUE.column(),
            expr("min(order_ts)").as("first_sold_at"),
            expr("max(struct(order_ts, order_id, position, name, category))").as("newest_item"))
        .drop(SortKey.NAME, "order_month");
  }
}
