package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.MetricView;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;

/** The measures of orders for whoever combines them freely. */
public final class OrderMetrics {

  public static final MetricView VIEW =
      new MetricView(
          Keys.gold("order_metrics"),
          "The measures of orders; amounts are to be grouped by currency, or filtered to one",
          Orders.CURRENT,
          List.of(
              Keys.ORDER_DAY,
              Keys.CURRENCY,
              Keys.COUNTRY,
              Keys.CHANNEL,
              Keys.STATUS,
              Keys.CUSTOMER),
          Measures.ALL);

  private OrderMetrics() {}
}
