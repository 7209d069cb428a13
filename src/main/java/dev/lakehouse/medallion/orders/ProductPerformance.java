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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each product sold, per currency, from the items of orders that are not cancelled. */
public final class ProductPerformance implements GoldTable {

  private static final String MONEY = "DECIMAL(38,8)";

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        new TableName(Layer.GOLD, "product_performance"),
        "What each product sold, per currency, from the items of orders that are not cancelled;"
            + " orders that come without items are not in it",
        List.of(
            new ColumnDefinition("sku", "STRING", "The product"),
            new ColumnDefinition("currency", "STRING", "The currency of every amount, ISO 4217"),
            new ColumnDefinition("name", "STRING", "The product's name in its newest order"),
            new ColumnDefinition("category", "STRING", "The category in its newest order"),
            new ColumnDefinition("orders", "BIGINT", "Orders with the product in them"),
            new ColumnDefinition("units", "DECIMAL(28,4)", "Units sold"),
            new ColumnDefinition("list_value", MONEY, "Quantity times unit price"),
            new ColumnDefinition("discounts", MONEY, "Discounts given"),
            new ColumnDefinition(
                "revenue", MONEY, "List value less discounts; refunds are not known per product")),
        List.of("sku"),
        ChangeFeed.OFF);
  }

  @Override
  public TableName source() {
    return new FeedTables(Orders.FEED).currentName();
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
  public Dataset<Row> facts(Dataset<Row> orders) {
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
  public Dataset<Row> rows(Dataset<Row> items) {
    String newest = "max_by(%s, struct(order_ts, order_id, position))";
    return items
        .groupBy(col("sku"), col("currency"))
        .agg(
            expr(newest.formatted("name")).as("name"),
            expr(newest.formatted("category")).as("category"),
            expr("count(DISTINCT order_id)").as("orders"),
            expr("CAST(sum(quantity) AS DECIMAL(28,4))").as("units"),
            expr("CAST(sum(list_value) AS %s)".formatted(MONEY)).as("list_value"),
            expr("CAST(sum(discount) AS %s)".formatted(MONEY)).as("discounts"),
            expr("CAST(sum(list_value - discount) AS %s)".formatted(MONEY)).as("revenue"));
  }
}
