package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.List;

/**
 * What is known of customers over time.
 *
 * <p>How long ago an order was, and which months a cohort has seen, depends on the newest day in
 * the data and so changes for everyone when a day is added: it stands in views, which cost nothing
 * to keep.
 */
final class CustomerViews {

  private static final ColumnDefinition FIRST_DAY =
      new ColumnDefinition(
          "first_order_day", "DATE", "Day of the first order; NULL if all were cancelled");
  private static final ColumnDefinition LAST_DAY =
      new ColumnDefinition(
          "last_order_day", "DATE", "Day of the last order; NULL if all were cancelled");

  /** Each customer's totals; the newest day is that of the newest order. */
  private static final String TOTALS =
      """
      (SELECT customer_id, currency, min(first_order_day) AS first_order_day,
          max(last_order_day) AS last_order_day, sum(orders) AS orders,
          CAST(sum(gross) AS DECIMAL(28,4)) AS gross,
          CAST(sum(refunded) AS DECIMAL(28,4)) AS refunded,
          CAST(sum(net) AS DECIMAL(28,4)) AS net
        FROM {%1$s} GROUP BY customer_id, currency) AS totals
      CROSS JOIN (SELECT max(order_day) AS order_day FROM {%2$s}) AS newest"""
          .formatted(CustomerMonths.NAME, DailyMeasures.TOTALS.name());

  private static final String DAYS_SINCE = "datediff(newest.order_day, totals.last_order_day)";

  private CustomerViews() {}

  static List<ViewDefinition> views() {
    return List.of(summary(), lifetime(), cohorts());
  }

  private static ViewDefinition summary() {
    return new ViewDefinition(
        Keys.gold("customer_summary"),
        "What each customer ordered, per currency, and how long ago the last order was",
        List.of(
            Keys.CUSTOMER,
            Keys.CURRENCY,
            FIRST_DAY,
            LAST_DAY,
            Measures.ORDERS.definition(),
            Measures.GROSS.definition(),
            Measures.REFUNDED.definition(),
            Measures.NET.definition(),
            Measures.AVERAGE_ORDER_VALUE.definition(),
            ColumnDefinition.figure(
                "days_since_last_order",
                "INT",
                "Days from the last order to the newest day in the data; NULL if all were cancelled",
                Summing.NEVER)),
        List.of("customer_id", "currency"),
        "SELECT totals.*, %s AS average_order_value, %s AS days_since_last_order FROM %s"
            .formatted(
                Measures.quotient("totals.net", "totals.orders", 4, Measures.MONEY),
                DAYS_SINCE,
                TOTALS));
  }

  private static ViewDefinition lifetime() {
    return new ViewDefinition(
        Keys.gold("customer_lifetime"),
        "Recency, frequency and monetary value of each customer, per currency, and the segment that"
            + " follows from them",
        List.of(
            Keys.CUSTOMER,
            Keys.CURRENCY,
            ColumnDefinition.figure(
                "recency_days",
                "INT",
                "Days from the last order to the newest day in the data; NULL if all were cancelled",
                Summing.NEVER),
            ColumnDefinition.figure(
                "frequency", "BIGINT", "Orders that are not cancelled", Summing.ALWAYS),
            ColumnDefinition.figure(
                "monetary", Measures.MONEY, "Net of all orders", Summing.WITHIN_A_CURRENCY),
            ColumnDefinition.figure(
                "lifetime_days",
                "INT",
                "Days from the first order to the last; NULL if all were cancelled",
                Summing.NEVER),
            new ColumnDefinition(
                "is_active", "BOOLEAN", "Whether the last order is at most 90 days back"),
            new ColumnDefinition(
                "segment",
                "STRING",
                "none: every order cancelled; lapsed: last order more than 180 days back; at risk:"
                    + " more than 90; else by orders: champion from 10, loyal from 4, returning"
                    + " from 2, new with 1")),
        List.of("customer_id", "currency"),
        """
        SELECT totals.customer_id, totals.currency, %1$s AS recency_days,
          totals.orders AS frequency, totals.net AS monetary,
          datediff(totals.last_order_day, totals.first_order_day) AS lifetime_days,
          coalesce(%1$s <= 90, FALSE) AS is_active,
          CASE WHEN totals.orders = 0 THEN 'none' WHEN %1$s > 180 THEN 'lapsed'
            WHEN %1$s > 90 THEN 'at risk' WHEN totals.orders >= 10 THEN 'champion'
            WHEN totals.orders >= 4 THEN 'loyal' WHEN totals.orders >= 2 THEN 'returning'
            ELSE 'new' END AS segment
        FROM %2$s"""
            .formatted(DAYS_SINCE, TOTALS));
  }

  /** A customer is in one cohort per currency, so that no amount mixes currencies. */
  private static ViewDefinition cohorts() {
    return new ViewDefinition(
        Keys.gold("cohort_retention"),
        "How many of the customers who first ordered in a month ordered again in later months, per"
            + " currency; months that have not begun have no row",
        List.of(
            Keys.CURRENCY,
            new ColumnDefinition(
                "cohort_month", "DATE", "First day of the month of the customers' first order"),
            new ColumnDefinition(
                "months_since", "INT", "Months since then; 0 is the month of the first order"),
            ColumnDefinition.figure(
                "customers",
                "BIGINT",
                "Customers of the cohort: the same in each of its rows",
                Summing.NEVER),
            ColumnDefinition.figure(
                "active_customers",
                "BIGINT",
                "Those of them with an order in the month that is not cancelled",
                Summing.NEVER),
            ColumnDefinition.figure(
                "retention",
                Measures.RATIO,
                "Active customers per customer, 0 to 1",
                Summing.NEVER),
            Measures.ORDERS.definition(),
            Measures.NET.definition(),
            ColumnDefinition.figure(
                "net_per_customer",
                Measures.MONEY,
                "Net of the month per customer of the cohort",
                Summing.NEVER)),
        List.of("currency", "cohort_month", "months_since"),
        """
        WITH active AS (
          SELECT customer_id, currency, order_month, orders, net,
            min(order_month) OVER (PARTITION BY customer_id, currency) AS cohort_month
          FROM {%1$s} WHERE orders > 0),
        cohorts AS (
          SELECT currency, cohort_month, count(DISTINCT customer_id) AS customers
          FROM active GROUP BY currency, cohort_month),
        months AS (
          SELECT currency, cohort_month, order_month, count(*) AS active_customers,
            sum(orders) AS orders, CAST(sum(net) AS %2$s) AS net
          FROM active GROUP BY currency, cohort_month, order_month),
        calendar AS (
          SELECT currency, cohort_month, customers, months_since,
            CAST(add_months(cohort_month, months_since) AS DATE) AS order_month
          FROM cohorts CROSS JOIN (
            SELECT CAST(trunc(max(order_day), 'MONTH') AS DATE) AS newest FROM {%3$s})
          LATERAL VIEW explode(sequence(
            0, CAST(months_between(newest, cohort_month) AS INT))) AS months_since)
        SELECT calendar.currency, calendar.cohort_month, months_since, customers,
          coalesce(active_customers, 0) AS active_customers, %4$s AS retention,
          coalesce(orders, 0) AS orders, CAST(coalesce(net, 0) AS %2$s) AS net,
          %5$s AS net_per_customer
        FROM calendar LEFT JOIN months
          ON months.currency = calendar.currency AND months.cohort_month = calendar.cohort_month
            AND months.order_month = calendar.order_month"""
            .formatted(
                CustomerMonths.NAME,
                Measures.MONEY,
                DailyMeasures.TOTALS.name(),
                Measures.ratio("coalesce(active_customers, 0)", "customers"),
                Measures.quotient("coalesce(net, 0)", "customers", 4, Measures.MONEY)));
  }
}
