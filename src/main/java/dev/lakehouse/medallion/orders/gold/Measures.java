package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.Measure.Summing;
import java.util.List;

/**
 * The measures of orders, each defined once, as SQL aggregates over {@code silver.orders}. Amounts
 * are meant per currency: every table that shows one has {@code currency} in its grain.
 */
public final class Measures {

  /** DECIMAL(18,4) summed by Spark. */
  static final String MONEY = "DECIMAL(28,4)";

  /** A ratio of 0.25 is a quarter. */
  static final String RATIO = "DECIMAL(18,6)";

  private static final String NOT_CANCELLED = "status <> 'CANCELLED'";

  /** What was given back of one order; see {@link #REFUNDED}. */
  static final String REFUND_OF_AN_ORDER =
      "coalesce(refund_amount, CASE WHEN status = 'REFUNDED' THEN amount END, 0)";

  static final Measure ORDERS =
      count("orders", "count_if(" + NOT_CANCELLED + ")", "Orders that are not cancelled");

  static final Measure ALL_ORDERS =
      count("all_orders", "count(*)", "Orders whatever their status, cancelled ones included");

  static final Measure CANCELLED_ORDERS =
      count("cancelled_orders", "count_if(status = 'CANCELLED')", "Orders that are cancelled");

  static final Measure REFUNDED_ORDERS =
      count(
          "refunded_orders",
          "count_if(%s AND %s > 0)".formatted(NOT_CANCELLED, REFUND_OF_AN_ORDER),
          "Orders, not cancelled, of which something was given back");

  static final Measure GROSS =
      money("gross", sum(NOT_CANCELLED, "amount"), "Sum of amount of orders not cancelled");

  static final Measure CANCELLED =
      money(
          "cancelled", sum("status = 'CANCELLED'", "amount"), "Sum of amount of cancelled orders");

  /** A cancelled order was never revenue, so nothing of it is given back. */
  static final Measure REFUNDED =
      money(
          "refunded",
          sum(NOT_CANCELLED, REFUND_OF_AN_ORDER),
          "What was given back: refund_amount where given, else the whole amount of a refunded"
              + " order; nothing of a cancelled one");

  static final Measure NET =
      money(
          "net",
          "CAST(%s - %s AS %s)".formatted(GROSS.aggregate(), REFUNDED.aggregate(), MONEY),
          "Gross less refunded");

  /** Rounded half up to the fourth decimal. */
  static final Measure AVERAGE_ORDER_VALUE =
      new Measure(
          "average_order_value",
          MONEY,
          quotient(NET.aggregate(), ORDERS.aggregate(), 4, MONEY),
          "Net per order that is not cancelled; NULL where there is none",
          Summing.NEVER);

  static final Measure CANCEL_RATE =
      ratio(
          "cancel_rate",
          CANCELLED_ORDERS,
          ALL_ORDERS,
          "Cancelled orders per order of any status, 0 to 1");

  static final Measure REFUND_RATE =
      ratio(
          "refund_rate",
          REFUNDED_ORDERS,
          ORDERS,
          "Orders of which something was given back per order that is not cancelled, 0 to 1;"
              + " NULL where every order is cancelled");

  static final Measure CUSTOMERS =
      new Measure(
          "customers",
          "BIGINT",
          "count(DISTINCT CASE WHEN " + NOT_CANCELLED + " THEN customer_id END)",
          "Customers with an order that is not cancelled, each counted once",
          Summing.NEVER);

  /** Every measure, in the order in which the documentation lists them. */
  public static final List<Measure> ALL =
      List.of(
          ORDERS,
          ALL_ORDERS,
          CANCELLED_ORDERS,
          REFUNDED_ORDERS,
          GROSS,
          CANCELLED,
          REFUNDED,
          NET,
          AVERAGE_ORDER_VALUE,
          CANCEL_RATE,
          REFUND_RATE,
          CUSTOMERS);

  private Measures() {}

  /**
   * SQL for a quotient, rounded half up; NULL where it is divided by nothing or has no place in its
   * type. The wider the operands' types, the fewer decimals Spark divides to before it is rounded.
   *
   * @param decimals those that are kept
   */
  static String quotient(String dividend, String divisor, int decimals, String type) {
    return "try_cast(round(try_divide(%s, %s), %d) AS %s)"
        .formatted(dividend, divisor, decimals, type);
  }

  /** SQL for a quotient of counts. */
  static String ratio(String part, String whole) {
    return quotient("CAST(%s AS DECIMAL(20,0))".formatted(part), whole, 6, RATIO);
  }

  private static Measure ratio(String name, Measure part, Measure whole, String meaning) {
    return new Measure(
        name, RATIO, ratio(part.aggregate(), whole.aggregate()), meaning, Summing.NEVER);
  }

  private static Measure count(String name, String aggregate, String meaning) {
    return new Measure(name, "BIGINT", aggregate, meaning, Summing.ALWAYS);
  }

  private static Measure money(String name, String aggregate, String meaning) {
    return new Measure(name, MONEY, aggregate, meaning, Summing.WITHIN_A_CURRENCY);
  }

  private static String sum(String condition, String amount) {
    return "CAST(sum(CASE WHEN %s THEN %s ELSE 0 END) AS %s)".formatted(condition, amount, MONEY);
  }
}
