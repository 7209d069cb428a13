package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code gold.daily_kpi}: each business day per currency, beside the days before it.
 *
 * <p>Days without an order have no row, and count as nothing in the averages. An average is NULL
 * until the currency has been seen for as many days as it goes back.
 */
final class DailyKpi {

  static final ViewDefinition VIEW =
      new ViewDefinition(
          Keys.gold("daily_kpi"),
          "The key figures of each business day, per currency, and how they compare with the days"
              + " before",
          columns(),
          List.of("order_day", "currency"),
          query());

  private DailyKpi() {}

  private static List<ColumnDefinition> columns() {
    List<ColumnDefinition> columns = new ArrayList<>(List.of(Keys.ORDER_DAY, Keys.CURRENCY));
    Stream.of(
            Measures.ALL_ORDERS,
            Measures.ORDERS,
            Measures.CANCELLED_ORDERS,
            Measures.REFUNDED_ORDERS,
            Measures.GROSS,
            Measures.CANCELLED,
            Measures.REFUNDED,
            Measures.NET,
            Measures.AVERAGE_ORDER_VALUE,
            Measures.CANCEL_RATE,
            Measures.REFUND_RATE,
            Measures.CUSTOMERS)
        .forEach(measure -> columns.add(measure.definition()));
    columns.add(
        ColumnDefinition.figure(
            "new_customers",
            "BIGINT",
            "Those whose first order in the currency, not cancelled, is of this day",
            Summing.ALWAYS));
    columns.add(
        ColumnDefinition.figure(
            "returning_customers",
            "BIGINT",
            "Those who ordered in the currency on an earlier day too",
            Summing.NEVER));
    for (int days : List.of(7, 28)) {
      String unknown = "; NULL until the currency is that old";
      columns.add(average("orders_%d_day_average".formatted(days), "Orders", days, unknown));
      columns.add(average("net_%d_day_average".formatted(days), "Net", days, unknown));
    }
    columns.add(
        ColumnDefinition.figure(
            "net_week_before",
            Measures.MONEY,
            "Net of the same weekday a week before; NULL where the currency is not that old",
            Summing.WITHIN_A_CURRENCY));
    columns.add(
        ColumnDefinition.figure(
            "net_growth_on_week",
            Measures.RATIO,
            "Change of net against the same weekday a week before, as a ratio of that; NULL where"
                + " that was nothing or is not known, or the ratio is a trillion or more",
            Summing.NEVER));
    return columns;
  }

  private static ColumnDefinition average(String name, String what, int days, String unknown) {
    return ColumnDefinition.figure(
        name,
        Measures.MONEY,
        "%s per day over the %d calendar days that end here%s".formatted(what, days, unknown),
        Summing.NEVER);
  }

  private static String query() {
    return """
        SELECT days.order_day, days.currency, all_orders, orders, cancelled_orders,
          refunded_orders, gross, cancelled, refunded, net,
          %s AS average_order_value, %s AS cancel_rate, %s AS refund_rate, customers,
          coalesce(new_customers, 0) AS new_customers,
          customers - coalesce(new_customers, 0) AS returning_customers,
          orders_7_day_average, net_7_day_average, orders_28_day_average, net_28_day_average,
          net_week_before, %s AS net_growth_on_week
        FROM (%s) AS days
        LEFT JOIN (%s) AS firsts
          ON firsts.order_day = days.order_day AND firsts.currency = days.currency"""
        .formatted(
            Measures.quotient("net", "orders", 4, Measures.MONEY),
            Measures.ratio("cancelled_orders", "all_orders"),
            Measures.ratio("refunded_orders", "orders"),
            Measures.quotient(
                narrow("net - net_week_before"), narrow("abs(net_week_before)"), 6, Measures.RATIO),
            besideOthers(),
            firsts());
  }

  /** So that Spark divides to 18 decimals before it is rounded to 6: with 9 it is rounded twice. */
  private static String narrow(String amount) {
    return "try_cast(%s AS DECIMAL(20,4))".formatted(amount);
  }

  /** Each day with the figures of the days before it. */
  private static String besideOthers() {
    return """
        SELECT *, %s AS orders_7_day_average, %s AS net_7_day_average,
          %s AS orders_28_day_average, %s AS net_28_day_average,
          CASE WHEN date_sub(order_day, 7) >= first_day THEN coalesce(max(net) OVER (%s), 0) END
            AS net_week_before
        FROM (SELECT *, min(order_day) OVER (PARTITION BY currency) AS first_day FROM {%s})"""
        .formatted(
            average("orders", 7),
            average("net", 7),
            average("orders", 28),
            average("net", 28),
            window("7 PRECEDING AND 7 PRECEDING"),
            DailyMeasures.TOTALS.name());
  }

  /** How many customers ordered for the first time on each day. */
  private static String firsts() {
    return """
        SELECT currency, first_day AS order_day, count(*) AS new_customers
        FROM (SELECT customer_id, currency, min(first_order_day) AS first_day
          FROM {%s} GROUP BY customer_id, currency)
        GROUP BY currency, first_day"""
        .formatted(CustomerMonths.NAME);
  }

  private static String average(String figure, int days) {
    return """
        CASE WHEN order_day >= date_add(first_day, %1$d) THEN CAST(
          round(sum(%2$s) OVER (%3$s) / CAST(%4$d AS DECIMAL(3,0)), 4) AS %5$s) END"""
        .formatted(
            days - 1,
            figure,
            window("%d PRECEDING AND CURRENT ROW".formatted(days - 1)),
            days,
            Measures.MONEY);
  }

  private static String window(String days) {
    return "PARTITION BY currency ORDER BY unix_date(order_day) RANGE BETWEEN " + days;
  }
}
