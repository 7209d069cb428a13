package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.List;
import java.util.stream.Stream;

/** The gold tables and views about orders: to add one, write its class and list it here. */
public final class OrderGold {

  private static final List<GoldTable> TABLES =
      List.of(
          DailyMeasures.REVENUE,
          DailyMeasures.TOTALS,
          new CustomerMonths(),
          new ProductDays(),
          new OrderFunnel(),
          new LateArrivals(),
          new DataQualityBatches());

  private OrderGold() {}

  public static List<GoldTable> tables() {
    return TABLES;
  }

  /** Every view, each after the tables and views it reads. */
  public static List<ViewDefinition> views() {
    return Stream.of(
            Stream.of(FactOrders.VIEW, DailyKpi.VIEW, DataQualityDaily.VIEW),
            CustomerViews.views().stream(),
            ProductViews.views().stream(),
            Dimensions.views().stream(),
            Reporting.views().stream())
        .flatMap(views -> views)
        .toList();
  }
}
