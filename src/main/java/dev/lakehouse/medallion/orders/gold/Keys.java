package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;

/** The columns by which gold tables are joined and filtered, the same in each. */
final class Keys {

  static final ColumnDefinition ORDER_DAY =
      new ColumnDefinition(
          "order_day", "DATE", "The day of the orders, in the business zone; see gold.dim_date");
  static final ColumnDefinition CURRENCY =
      new ColumnDefinition("currency", "STRING", "The currency of every amount, ISO 4217");
  static final ColumnDefinition CUSTOMER =
      new ColumnDefinition("customer_id", "BIGINT", "The customer; see gold.dim_customer");
  static final ColumnDefinition SKU =
      new ColumnDefinition("sku", "STRING", "The product; see gold.dim_product");
  static final ColumnDefinition COUNTRY =
      new ColumnDefinition("country", "STRING", "Where it was ordered from, ISO 3166-1 alpha-2");
  static final ColumnDefinition CHANNEL =
      new ColumnDefinition("channel", "STRING", "How it was ordered; see gold.dim_channel");
  static final ColumnDefinition STATUS =
      new ColumnDefinition("status", "STRING", "The order's current status; see gold.dim_status");

  private Keys() {}

  static TableName gold(String name) {
    return new TableName(Layer.GOLD, name);
  }
}
