package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.OrderFault.accepted;

import java.util.List;

/** Values in another form than usual, which the contract reads all the same. */
final class OddTexts {

  static final List<OrderFault> ALL =
      List.of(
          accepted("order_id_a_number").with("order_id", "concat('7', lpad(number, 20, '0'))"),
          accepted("order_id_like_a_number").with("order_id", "concat('\"1', number, '.50\"')"),
          accepted("order_id_like_an_array").with("order_id", "concat('\"[', number, ']\"')"),
          accepted("order_id_like_an_object").with("order_id", "concat('\"{', number, '}\"')"),
          accepted("order_id_like_a_boolean").with("order_id", "concat('\"true', number, '\"')"),
          accepted("order_id_with_spaces").with("order_id", "concat('\"  ', substr(order_id, 2))"),
          accepted("customer_id_in_text").with("customer_id", "concat('\" ', customer_id, '\"')"),
          accepted("amount_in_text").with("amount", "concat('\" ', amount, ' \"')"),
          accepted("amount_with_plus_sign_in_text").with("amount", "concat('\"+', amount, '\"')"),
          accepted("amount_with_zeros_after_it")
              .with("amount", "concat(amount, if(contains(amount, '.'), '000', '.000'))"),
          amount("zero", "0"),
          amount("minus_zero", "-0"),
          amount("minus_zero_with_decimals", "-0.00"),
          amount("with_exponent", "12e1"),
          amount("with_exponent_in_text", "\"1.2E+2\""),
          amount("escaped", "\"\\u0031\\u0032\"").meaning("amount", "'12'"),
          date("without_time", "concat(left(order_date, 11), '\"')"),
          date("without_offset", "concat(left(order_date, 20), '\"')"),
          date("without_seconds", "concat(left(order_date, 17), 'Z\"')")
              .meaning("order_date", "concat(substr(order_date, 2, 16), ':00Z')"),
          date("to_the_nanosecond", "concat(left(order_date, 20), '.123456789Z\"')"),
          accepted("order_date_with_space").with("order_date", "replace(order_date, 'T', ' ')"),
          accepted("order_date_in_small_letters")
              .with("order_date", "lower(order_date)")
              .meaning("order_date", "trim(BOTH '\"' FROM order_date)"));

  private OddTexts() {}

  /** An amount that every currency can have, of an order that does not say what was ordered. */
  private static OrderFault amount(String what, String json) {
    return accepted("amount_" + what).json("amount", json).without("items");
  }

  /** A date that may come to be after the order's own version, which is left out. */
  private static OrderFault date(String what, String text) {
    return accepted("order_date_" + what).with("order_date", text).without("updated_at");
  }
}
