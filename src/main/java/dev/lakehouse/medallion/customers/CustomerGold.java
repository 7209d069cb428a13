package dev.lakehouse.medallion.customers;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.FeedTables;
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
        "Every customer who ever ordered or signed up, one row each",
        List.of(
            new ColumnDefinition("customer_id", "BIGINT", "The customer"),
            new ColumnDefinition(
                "name", "STRING", "What they are called; NULL if they have not signed up"),
            new ColumnDefinition(
                "email", "STRING", "Where they are written to; NULL if they have not signed up"),
            new ColumnDefinition(
                "home_country",
                "STRING",
                "Where they live, ISO 3166-1 alpha-2; NULL if they have not signed up"),
            new ColumnDefinition(
                "signed_up_at", "TIMESTAMP", "When they signed up, in UTC; NULL if they have not"),
            new ColumnDefinition(
                "first_order_day",
                "DATE",
                "Day of the first order; NULL if there is none or all were cancelled"),
            new ColumnDefinition(
                "last_order_day",
                "DATE",
                "Day of the last order; NULL if there is none or all were cancelled"),
            new ColumnDefinition(
                "country",
                "STRING",
                "Where the newest order came from, ISO 3166-1 alpha-2; NULL if there is none"),
            new ColumnDefinition(
                "channel", "STRING", "How the newest order was made; NULL if there is none"),
            new ColumnDefinition(
                "currencies", "ARRAY<STRING>", "The currencies of the customer's orders, sorted"),
            ColumnDefinition.figure(
                "orders",
                "BIGINT",
                "Orders that are not cancelled, in any currency",
                Summing.ALWAYS)),
        List.of("customer_id"),
        """
        WITH ordering AS (
          SELECT customer_id, min(first_order_day) AS first_order_day,
            max(last_order_day) AS last_order_day, max(newest_order) AS newest_order,
            array_sort(collect_set(currency)) AS currencies, sum(orders) AS orders
          FROM {gold.customer_months} GROUP BY customer_id)
        SELECT coalesce(ordering.customer_id, known.customer_id) AS customer_id, known.name,
          known.email, known.country AS home_country, known.signed_up_at, first_order_day,
          last_order_day, newest_order.country AS country, newest_order.channel AS channel,
          coalesce(currencies, array()) AS currencies, coalesce(orders, 0) AS orders
        FROM ordering FULL JOIN {%s} AS known ON ordering.customer_id = known.customer_id"""
            .formatted(new FeedTables(Customers.FEED).currentName()));
  }
}
