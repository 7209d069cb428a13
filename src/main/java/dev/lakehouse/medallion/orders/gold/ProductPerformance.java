package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each product sold, per currency, from the items of orders that are not cancelled. */
public final class ProductPerformance implements GoldTable {

  static final TableName NAME = Keys.gold("product_performance");

  private static final String MONEY = "DECIMAL(38,8)";

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        NAME,
        "What each product sold, per currency, from the items of orders that are not cancelled;"
            + " orders that come without items are not in it",
        List.of(
            Keys.SKU,
            Keys.CURRENCY,
            new ColumnDefinition(
                "name", "STRING", "The product's name in its newest order; NULL if it has none"),
            new ColumnDefinition(
                "category", "STRING", "The category in its newest order; NULL if it has none"),
            new ColumnDefinition("first_sold_at", "TIMESTAMP", "Time of its first order, in UTC"),
            new ColumnDefinition("last_sold_at", "TIMESTAMP", "Time of its newest order, in UTC"),
            ColumnDefinition.figure(
                "orders",
                "BIGINT",
                "Orders with the product in them; one with several products counts for each",
                Summing.NEVER),
            ColumnDefinition.figure("units", "DECIMAL(28,4)", "Units sold", Summing.ALWAYS),
            ColumnDefinition.figure(
                "list_value", MONEY, "Quantity times unit price", Summing.WITHIN_A_CURRENCY),
            ColumnDefinition.figure(
                "discounts", MONEY, "Discounts given", Summing.WITHIN_A_CURRENCY),
            ColumnDefinition.figure(
                "revenue",
                MONEY,
                "List value less discounts; refunds are not known per product",
                Summing.WITHIN_A_CURRENCY)),
        List.of("sku"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT);
  }

  @Override
  public List<String> grain() {
    return List.of("sku", "currency");
  }

  @Override
  public List<String> buckets() {
    return List.of("sku");
  }

  /** One row per item: the order's keys and the item's members, the SKU trimmed. */
  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> orders) {
    return orders
        .where("status <> 'CANCELLED'")
        .select(
            col("order_id"),
            col("order_ts"),
            col("currency"),
            expr("posexplode(items)").as(new String[] {"position", "item"}))
        .select(
            col("order_id"),
            col("order_ts"),
            col("currency"),
            col("position"),
            expr("trim(item.sku)").as("sku"),
            expr("item.name").as("name"),
            expr("item.category").as("category"),
            expr("item.quantity").as("quantity"),
            expr("item.quantity * item.unit_price").as("list_value"),
            expr("coalesce(item.discount, 0)").as("discount"));
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    String newest = "max_by(%s, struct(order_ts, order_id, position))";
    return facts
        .of(Orders.CURRENT)
        .groupBy(col("sku"), col("currency"))
        .agg(
            expr(newest.formatted("name")).as("name"),
            expr(newest.formatted("category")).as("category"),
            expr("min(order_ts)").as("first_sold_at"),
            expr("max(order_ts)").as("last_sold_at"),
            expr("count(DISTINCT order_id)").as("orders"),
            expr("CAST(sum(quantity) AS DECIMAL(28,4))").as("units"),
            expr("CAST(sum(list_value) AS %s)".formatted(MONEY)).as("list_value"),
            expr("CAST(sum(discount) AS %s)".formatted(MONEY)).as("discounts"),
            expr("CAST(sum(list_value - discount) AS %s)".formatted(MONEY)).as("revenue"));
  }
}
