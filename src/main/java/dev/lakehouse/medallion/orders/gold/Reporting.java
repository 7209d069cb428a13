package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The money measures in the reporting currency, at the rates of the orders' days. */
final class Reporting {

  private static final List<Measure> MONEY =
      List.of(Measures.GROSS, Measures.CANCELLED, Measures.REFUNDED, Measures.NET);

  private static final ColumnDefinition WITHOUT_RATE =
      ColumnDefinition.figure(
          "orders_without_rate",
          "BIGINT",
          "Orders of any status for whose day and currency there is no rate",
          Summing.ALWAYS);

  private Reporting() {}

  static List<ViewDefinition> views() {
    return List.of(revenue(), kpi());
  }

  /** A column that holds an amount in the reporting currency. */
  static ColumnDefinition amount(String name, String meaning) {
    return ColumnDefinition.figure(
        name,
        Measures.MONEY,
        meaning
            + " in the reporting currency; NULL, and so no part of a sum, where a rate is missing",
        Summing.ALWAYS);
  }

  /** Day by day and currency by currency: each row is converted by the one rate that it needs. */
  private static ViewDefinition revenue() {
    List<ColumnDefinition> columns =
        new ArrayList<>(
            List.of(
                Keys.ORDER_DAY,
                Keys.CURRENCY,
                ExchangeRates.REPORTING_CURRENCY,
                new ColumnDefinition(
                    "rate", "DECIMAL(18,8)", "The day's rate; NULL where there is none"),
                WITHOUT_RATE,
                Measures.ORDERS.definition()));
    columns.addAll(amounts());
    columns.add(averageOrderValue());
    String net = ExchangeRates.converted("source.net");
    return new ViewDefinition(
        Keys.gold("daily_revenue_reporting"),
        "The amounts of each day and currency, converted into the reporting currency",
        columns,
        List.of("order_day", "currency"),
        """
        SELECT source.order_day, source.currency, reporting.reporting_currency, %1$s AS rate,
          IF(%1$s IS NULL, source.all_orders, 0) AS orders_without_rate, source.orders, %2$s,
          %3$s AS average_order_value_reporting
        FROM {%4$s} AS source %5$s"""
            .formatted(
                ExchangeRates.RATE,
                MONEY.stream()
                    .map(
                        measure ->
                            ExchangeRates.converted("source." + measure.name())
                                + " AS "
                                + inReporting(measure))
                    .collect(Collectors.joining(", ")),
                Measures.quotient(net, "source.orders", 4, Measures.MONEY),
                DailyMeasures.TOTALS.name(),
                ExchangeRates.JOIN));
  }

  /** All currencies of a day together; one missing rate makes its amounts unknown, not smaller. */
  private static ViewDefinition kpi() {
    List<ColumnDefinition> columns =
        new ArrayList<>(
            List.of(
                Keys.ORDER_DAY,
                ExchangeRates.REPORTING_CURRENCY,
                WITHOUT_RATE,
                Measures.ORDERS.definition()));
    columns.addAll(amounts());
    columns.add(averageOrderValue());
    return new ViewDefinition(
        Keys.gold("daily_kpi_reporting"),
        "All currencies of each day together, in the reporting currency",
        columns,
        List.of("order_day"),
        """
        SELECT order_day, max(reporting_currency) AS reporting_currency,
          sum(orders_without_rate) AS orders_without_rate, sum(orders) AS orders,
          %s, %s AS average_order_value_reporting
        FROM {gold.daily_revenue_reporting} GROUP BY order_day"""
            .formatted(
                MONEY.stream()
                    .map(measure -> whole(inReporting(measure)) + " AS " + inReporting(measure))
                    .collect(Collectors.joining(", ")),
                Measures.quotient(whole("net_reporting"), "sum(orders)", 4, Measures.MONEY)));
  }

  private static String inReporting(Measure measure) {
    return measure.name() + "_reporting";
  }

  private static String whole(String amount) {
    return "CAST(IF(sum(orders_without_rate) = 0, sum(%s), NULL) AS %s)"
        .formatted(amount, Measures.MONEY);
  }

  private static List<ColumnDefinition> amounts() {
    return MONEY.stream()
        .map(measure -> amount(inReporting(measure), measure.meaning() + ","))
        .toList();
  }

  private static ColumnDefinition averageOrderValue() {
    return ColumnDefinition.figure(
        "average_order_value_reporting",
        Measures.MONEY,
        "Net per order in the reporting currency; NULL where a rate is missing",
        Summing.NEVER);
  }
}
