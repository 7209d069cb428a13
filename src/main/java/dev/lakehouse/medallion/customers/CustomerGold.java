package dev.lakehouse.medallion.customers;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.List;

/** The gold views about customers themselves; what they ordered is in those about orders. */
public final class CustomerGold {

  private CustomerGold() {}

  /** Every view, each after the tables and views it reads. */
  public static List<ViewDefinition> views() {
    return List.of(dimension());
  }

  private static ViewDefinition dimension() {
    return new ViewDefinition(
        new TableName(Layer.GOLD, "dim_customer"),
        "Every customer who ever ordered, one row each",
        List.of(
            new ColumnDefinition("customer_id", "BIGINT", "The customer"),
            new ColumnDefinition(
                "first_order_day", "DATE", "Day of the first order; NULL if all were cancelled"),
            new ColumnDefinition(
                "last_order_day", "DATE", "Day of the last order; NULL if all were cancelled"),
            new ColumnDefinition(
                "country", "STRING", "Where the newest order came from, ISO 3166-1 alpha-2"),
            new ColumnDefinition("channel", "STRING", "How the newest order was made"),
            new ColumnDefinition(
                "currencies", "ARRAY<STRING>", "The currencies of the customer's orders, sorted"),
            ColumnDefinition.figure(
                "orders",
                "BIGINT",
                "Orders that are not cancelled, in any currency",
                Summing.ALWAYS)),
        List.of("customer_id"),
        """
        SELECT customer_id, min(first_order_day) AS first_order_day,
          max(last_order_day) AS last_order_day, max(newest_order).country AS country,
          max(newest_order).channel AS channel, array_sort(collect_set(currency)) AS currencies,
          sum(orders) AS orders
        FROM {gold.customer_months} GROUP BY customer_id""");
  }
}
