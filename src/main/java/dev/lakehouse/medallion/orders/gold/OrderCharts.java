package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.Chart.Axes;
import dev.lakehouse.medallion.contract.Chart.Bound;
import dev.lakehouse.medallion.contract.Chart.Kind;
import dev.lakehouse.medallion.contract.Chart.Unit;
import java.util.List;
import java.util.Optional;

/** The pictures of what orders bring in: to add one, declare it here and list it. */
public final class OrderCharts {

  private static final Optional<String> CURRENCY = Optional.of("currency");
  private static final Optional<String> NONE = Optional.empty();

  private static final Chart NET_PER_DAY =
      new Chart(
          "net-per-day",
          "Net revenue per day",
          "Gross less refunds of each business day, and its average over seven days",
          Kind.LINE,
          new Axes("order_day", Optional.of("figure"), "net", Unit.AMOUNT, CURRENCY),
          Bound.newest("order_day", 120),
          """
          SELECT currency, order_day, stack(2, 'net of the day', net, '7-day average',
            net_7_day_average) AS (figure, net)
          FROM {gold.daily_kpi}""");

  private static final Chart NET_BY_COUNTRY =
      new Chart(
          "net-by-country",
          "By country",
          "Net revenue of all days, by the country it was ordered from",
          Kind.BAR,
          new Axes("country", NONE, "net", Unit.AMOUNT, CURRENCY),
          Bound.greatest("country", 10),
          """
          SELECT currency, country, sum(net) AS net
          FROM {gold.daily_revenue} GROUP BY currency, country""");

  private static final Chart NET_BY_CHANNEL =
      new Chart(
          "net-by-channel",
          "By channel",
          "Net revenue of all days, by how it was ordered",
          Kind.BAR,
          new Axes("channel", NONE, "net", Unit.AMOUNT, CURRENCY),
          Bound.greatest("channel", 10),
          """
          SELECT currency, label AS channel, sum(net) AS net
          FROM {gold.daily_revenue} JOIN {gold.dim_channel} USING (channel)
          GROUP BY currency, label""");

  private static final Chart REVENUE_BY_PRODUCT =
      new Chart(
          "revenue-by-product",
          "By product",
          "Item revenue of all days, less discounts and before refunds, by product",
          Kind.BAR,
          new Axes("product", NONE, "revenue", Unit.AMOUNT, CURRENCY),
          Bound.greatest("product", 10),
          """
          SELECT currency, coalesce(name, sku) AS product, sum(revenue) AS revenue
          FROM {gold.product_performance} GROUP BY currency, coalesce(name, sku)""");

  private static final Chart RETENTION =
      new Chart(
          "customer-cohorts",
          "Customers who come back",
          "Of the customers who first ordered in a month, the share that ordered again so many"
              + " months later",
          Kind.HEATMAP,
          new Axes("months_since", Optional.of("cohort"), "retention", Unit.SHARE, CURRENCY),
          Bound.newest("cohort", 12),
          """
          SELECT currency, months_since, date_format(cohort_month, 'yyyy-MM') AS cohort, retention
          FROM {gold.cohort_retention} WHERE months_since <= 11""");

  private static final Chart FUNNEL =
      new Chart(
          "order-funnel",
          "From order to delivery",
          "How many of all orders came how far, by all that was ever told of them",
          Kind.FUNNEL,
          new Axes("step", NONE, "orders", Unit.COUNT, NONE),
          Bound.newest("step", 4),
          """
          SELECT stack(3, '1 ordered', all_orders, '2 shipped', shipped, '3 delivered', delivered)
            AS (step, orders)
          FROM (SELECT sum(all_orders) AS all_orders, sum(shipped) AS shipped,
              sum(delivered) AS delivered
            FROM {gold.order_funnel})""");

  /** A cell is drawn only where its time has come: what is missing to its right is the future. */
  private static final Chart LATENESS =
      new Chart(
          "late-arrivals",
          "How late orders arrive",
          "Of a day's orders known by now, the share that had arrived so many days later",
          Kind.HEATMAP,
          new Axes("days_later", Optional.of("order_day"), "share", Unit.SHARE, NONE),
          Bound.newest("order_day", 14),
          """
          SELECT label AS days_later, order_day,
            coalesce(max(share_so_far) FILTER (WHERE days_late <= days), 0) AS share
          FROM (SELECT *, max(last_arrival_at) OVER (PARTITION BY 1) AS newest
            FROM {gold.late_arrivals})
          CROSS JOIN (SELECT * FROM VALUES (0, '0'), (1, '1'), (2, '2'), (3, '3'), (5, '5'),
            (7, '7'), (14, '14'), (28, '28'), (90, '90'), (100000, 'ever') AS waits(days, label))
          WHERE days = 100000 OR date_add(order_day, days) <= CAST(newest AS DATE)
          GROUP BY label, order_day""");

  /** Every chart, in the order in which they are shown. */
  public static final List<Chart> ALL =
      List.of(
          NET_PER_DAY,
          NET_BY_COUNTRY,
          NET_BY_CHANNEL,
          REVENUE_BY_PRODUCT,
          RETENTION,
          FUNNEL,
          LATENESS);

  private OrderCharts() {}
}
