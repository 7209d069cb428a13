package dev.lakehouse.medallion.orders;

/**
 * The measures of orders, each defined once, as SQL aggregates over {@code silver.orders}. They are
 * meant per currency: every table that uses them has {@code currency} in its grain.
 */
final class Measures {

  /** DECIMAL(18,4) summed by Spark. */
  static final String MONEY = "DECIMAL(28,4)";

  /** Orders that are not cancelled. */
  static final String ORDERS = "count_if(status <> 'CANCELLED')";

  /** The amount of orders that are not cancelled. */
  static final String GROSS = money("status <> 'CANCELLED'", "amount");

  /** The amount of cancelled orders. */
  static final String CANCELLED = money("status = 'CANCELLED'", "amount");

  /**
   * What was given back: the refund where one is named, else the whole amount of a refunded order.
   * A cancelled order was never revenue, so nothing of it is given back.
   */
  static final String REFUNDED =
      money(
          "status <> 'CANCELLED'",
          "coalesce(refund_amount, CASE WHEN status = 'REFUNDED' THEN amount END, 0)");

  /** Gross less refunded. */
  static final String NET = "CAST(%s - %s AS %s)".formatted(GROSS, REFUNDED, MONEY);

  /** Net per order, rounded half up to the fourth decimal; NULL where every order is cancelled. */
  static final String AVERAGE_ORDER_VALUE =
      "CAST(round(try_divide(%s, %s), 4) AS %s)".formatted(NET, ORDERS, MONEY);

  private Measures() {}

  private static String money(String condition, String amount) {
    return "CAST(sum(CASE WHEN %s THEN %s ELSE 0 END) AS %s)".formatted(condition, amount, MONEY);
  }
}
