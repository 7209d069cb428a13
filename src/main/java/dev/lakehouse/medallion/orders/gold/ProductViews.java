package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of products over all days. */
final class ProductViews {

  private static final List<ColumnDefinition> DESCRIPTION =
      List.of(
          new ColumnDefinition("name", "STRING", "Its name in its newest order; NULL if none"),
          new ColumnDefinition(
              "category", "STRING", "Its category in its newest order; NULL if none"),
          new ColumnDefinition("first_sold_at", "TIMESTAMP", "Time of its first order, in UTC"),
          new ColumnDefinition("last_sold_at", "TIMESTAMP", "Time of its newest order, in UTC"));

  private static final String DESCRIBED =
      """
      max(newest_item).name AS name, max(newest_item).category AS category,
        min(first_sold_at) AS first_sold_at, max(newest_item).order_ts AS last_sold_at""";

  /** An order is of one day, so that even orders may be added over days. */
  private static final List<Measure> SUMS =
      List.of(
          ProductDays.ORDERS,
          ProductDays.UNITS,
          ProductDays.LIST_VALUE,
          ProductDays.DISCOUNTS,
          ProductDays.REVENUE);

  private ProductViews() {}

  static List<ViewDefinition> views() {
    return List.of(performance(), dimension());
  }

  private static ViewDefinition performance() {
    List<ColumnDefinition> columns = new ArrayList<>(List.of(Keys.SKU, Keys.CURRENCY));
    columns.addAll(DESCRIPTION);
    SUMS.forEach(measure -> columns.add(measure.definition()));
    return new ViewDefinition(
        Keys.gold("product_performance"),
        "What each product sold, per currency, from the items of orders that are not cancelled;"
            + " orders that come without items are not in it",
        columns,
        List.of("sku", "currency"),
        "SELECT sku, currency, %s, %s FROM {%s} GROUP BY sku, currency"
            .formatted(
                DESCRIBED,
                SUMS.stream()
                    .map(
                        measure ->
                            "CAST(sum(%1$s) AS %2$s) AS %1$s"
                                .formatted(measure.name(), measure.type()))
                    .collect(Collectors.joining(", ")),
                ProductDays.NAME));
  }

  private static ViewDefinition dimension() {
    return new ViewDefinition(
        Keys.gold("dim_product"),
        "Every product in the items of an order that is not cancelled, one row each",
        Stream.concat(Stream.of(Keys.SKU), DESCRIPTION.stream()).toList(),
        List.of("sku"),
        "SELECT sku, %s FROM {%s} GROUP BY sku".formatted(DESCRIBED, ProductDays.NAME));
  }
}
