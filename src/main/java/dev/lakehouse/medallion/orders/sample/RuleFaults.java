package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.OrderFault.breach;
import static dev.lakehouse.medallion.orders.sample.OrderFault.rejected;
import static dev.lakehouse.medallion.orders.sample.OrderFault.warned;

import java.util.List;

/** Values that can be read and are not allowed, or are strange. */
final class RuleFaults {

  private static final String DECIMALS = "amount_too_many_decimals";
  private static final String REFUND_DECIMALS = "refund_amount_too_many_decimals";
  private static final String LONG_AGO = "\"2000-06-15T12:00:00Z\"";

  static final List<OrderFault> ALL =
      List.of(
          rejected("customer_id_zero", "customer_id_not_positive").json("customer_id", "0"),
          rejected("customer_id_negative", "customer_id_not_positive")
              .with("customer_id", "concat('-', customer_id)"),
          breach("order_date_in_future")
              .with("order_date", "concat('\"2190-06-15', substr(order_date, 12))")
              .without("updated_at"),
          breach("amount_negative").with("amount", "concat('-', amount)").without("items"),
          tooPrecise("in_jpy", "JP", "JPY", "1050.5"),
          tooPrecise("in_eur", "DE", "EUR", "10.255"),
          tooPrecise("in_kwd", "KW", "KWD", "1.2345"),
          tooPrecise("at_the_19th", "DE", "EUR", "10.0000000000000000004"),
          tooPrecise("at_the_limit", "DE", "EUR", "99999999999999.999"),
          tooPrecise("in_text", "DE", "EUR", "\"10.255\""),
          refunded("refund_amount_negative", "concat('-', amount)"),
          refunded("refund_above_amount", "concat('1', amount)"),
          preciseRefund("in_jpy", "JP", "JPY", "1.5"),
          preciseRefund("in_eur", "DE", "EUR", "1.255"),
          preciseRefund("in_kwd", "KW", "KWD", "1.2345"),
          warned("order_date_before_2000")
              .with("order_date", "concat('\"1999-06-15', substr(order_date, 12))"),
          warned("updated_before_ordered").json("updated_at", LONG_AGO),
          warned("delivered_before_shipped")
              .with("shipped_at", "updated_at")
              .json("delivered_at", LONG_AGO),
          // The stranger currency has no fewer decimals than the usual one.
          warned("currency_unusual_for_country")
              .with(
                  "currency",
                  """
                  CASE currency WHEN '"KWD"' THEN '"BHD"' WHEN '"USD"' THEN '"EUR"'
                    ELSE '"USD"' END"""),
          warned("items_do_not_add_up").with("amount", "concat('1', amount)"));

  private RuleFaults() {}

  private static OrderFault tooPrecise(String what, String country, String currency, String text) {
    return inCurrency(rejected(DECIMALS + "_" + what, DECIMALS), country, currency)
        .json("amount", text);
  }

  private static OrderFault preciseRefund(
      String what, String country, String currency, String text) {
    return inCurrency(rejected(REFUND_DECIMALS + "_" + what, REFUND_DECIMALS), country, currency)
        .json("amount", "50")
        .json("status", "\"refunded\"")
        .json("refund_amount", text);
  }

  private static OrderFault inCurrency(OrderFault fault, String country, String currency) {
    return fault
        .json("country", '"' + country + '"')
        .json("currency", '"' + currency + '"')
        .without("items");
  }

  private static OrderFault refunded(String rule, String refund) {
    return breach(rule).json("status", "\"refunded\"").with("refund_amount", refund);
  }
}
