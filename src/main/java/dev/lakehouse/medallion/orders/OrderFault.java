package dev.lakehouse.medallion.orders;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The faults that generated lines carry, each a change to the JSON text of a field or of the line.
 *
 * <p>A change is SQL over the sound texts of the same line; a NULL leaves the field out. Where a
 * fault would break a second rule, it changes a second field as well, so that one fault has one
 * reason. A fault bears the name of the rule it breaks where that rule has one.
 */
enum OrderFault {
  // Missing: left out, null or empty.
  ORDER_ID_MISSING("order_id", Text.MISSING),
  CUSTOMER_ID_MISSING("customer_id", Text.MISSING),
  ORDER_DATE_MISSING("order_date", Text.MISSING),
  AMOUNT_MISSING("amount", Text.MISSING),
  STATUS_MISSING("status", Text.MISSING),
  CHANNEL_MISSING("channel", Text.MISSING),
  COUNTRY_MISSING("country", Text.MISSING),
  CURRENCY_MISSING("currency", Text.MISSING),

  // Malformed: not readable as what the field holds.
  CUSTOMER_ID_A_WORD("customer_id", "'\"x1\"'"),
  CUSTOMER_ID_A_FRACTION("customer_id", "concat(customer_id, '.5')"),
  CUSTOMER_ID_OUT_OF_RANGE("customer_id", "'99999999999999999999'"),
  ORDER_DATE_A_WORD("order_date", "'\"yesterday\"'"),
  ORDER_DATE_IMPOSSIBLE("order_date", "'\"2023-02-30T10:15:00Z\"'"),
  AMOUNT_A_WORD("amount", "'\"abc\"'"),
  AMOUNT_WITH_COMMA("amount", "'\"12,50\"'"),
  AMOUNT_NOT_A_NUMBER("amount", "'\"NaN\"'"),
  AMOUNT_OUT_OF_RANGE("amount", "'1e30'"),
  UPDATED_AT_A_WORD("updated_at", "'\"soon\"'"),
  SHIPPED_AT_A_WORD("shipped_at", "'\"tomorrow\"'"),
  DELIVERED_AT_IMPOSSIBLE("delivered_at", "'\"2024-13-45T00:00:00Z\"'"),
  ITEMS_A_WORD("items", "'\"none\"'"),
  ITEMS_AN_OBJECT("items", "'{\"sku\":\"ELE-01\"}'"),
  REFUND_AMOUNT_A_WORD("status", "'\"refunded\"'", "refund_amount", "'\"half\"'"),

  // Readable, yet not allowed.
  CUSTOMER_ID_ZERO("customer_id", "'0'"),
  CUSTOMER_ID_NEGATIVE("customer_id", "concat('-', customer_id)"),
  ORDER_DATE_IN_FUTURE(
      "order_date", "concat('\"2190-06-15', substr(order_date, 12))", "updated_at", "NULL"),
  AMOUNT_NEGATIVE("amount", "concat('-', amount)", "items", "NULL"),
  AMOUNT_TOO_MANY_DECIMALS(
      "amount", "concat(amount, if(currency = '\"JPY\"', '.5', '5'))", "items", "NULL"),
  STATUS_UNKNOWN("status", "'\"teleported\"'"),
  CHANNEL_UNKNOWN("channel", "'\"carrier_pigeon\"'"),
  COUNTRY_UNKNOWN("country", "'\"ZZ\"'"),
  COUNTRY_A_NAME("country", "'\"Atlantis\"'"),
  CURRENCY_UNKNOWN("currency", "'\"ZZZ\"'"),
  CURRENCY_A_SYMBOL("currency", "'\"€\"'"),
  REFUND_AMOUNT_NEGATIVE("status", "'\"refunded\"'", "refund_amount", "concat('-', amount)"),
  REFUND_AMOUNT_TOO_MANY_DECIMALS("status", "'\"refunded\"'", "refund_amount", "'0.0001'"),
  REFUND_ABOVE_AMOUNT("status", "'\"refunded\"'", "refund_amount", "concat('1', amount)"),
  ITEM_INCOMPLETE("items", "replace(items, '\"sku\":', '\"ean\":')"),
  ITEM_OUT_OF_RANGE("items", "replace(items, '\"quantity\":', '\"quantity\":-')"),

  // Strange, yet let through. The stranger currency has no fewer decimals than the usual one.
  ORDER_DATE_BEFORE_2000("order_date", "concat('\"1999-06-15', substr(order_date, 12))"),
  UPDATED_BEFORE_ORDERED("updated_at", "'\"2000-06-15T12:00:00Z\"'"),
  DELIVERED_BEFORE_SHIPPED(
      "shipped_at", "updated_at", "delivered_at", "'\"2000-06-15T12:00:00Z\"'"),
  CURRENCY_UNUSUAL_FOR_COUNTRY(
      "currency",
      "CASE currency WHEN '\"KWD\"' THEN '\"BHD\"' WHEN '\"USD\"' THEN '\"EUR\"'"
          + " ELSE '\"USD\"' END"),
  ITEMS_DO_NOT_ADD_UP("amount", "concat('1', amount)"),

  // No fault at all in the eyes of the contract.
  UPDATED_AT_LEFT_OUT("updated_at", "NULL"),
  FIELD_UNKNOWN("line", "concat(left(line, length(line) - 1), ',\"gift_wrap\":true}')"),

  // Lines that are no JSON object.
  LINE_CUT_SHORT("line", "left(line, CAST(1 + pmod(dice, length(line) - 1) AS INT))"),
  LINE_NOT_JSON("line", "concat('<order>', number, '</order>')"),
  LINE_AN_ARRAY("line", "concat('[', line, ']')"),
  LINE_A_STRING("line", "concat('\"order ', number, '\"')"),
  LINE_A_NUMBER("line", "CAST(number AS STRING)"),
  LINE_BLANK("line", "if(pmod(dice, 2) = 0, '', '   ')");

  private final Map<String, String> changes;

  OrderFault(String field, String change) {
    this.changes = Map.of(field, change);
  }

  OrderFault(String field, String change, String otherField, String otherChange) {
    this.changes = Map.of(field, change, otherField, otherChange);
  }

  /** The name an answer key knows the fault by. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** SQL for the label of an order's fault: NULL below {@code sound}, then each in turn. */
  static String drawn(long sound) {
    String labels =
        Arrays.stream(values())
            .map(fault -> "'" + fault.label() + "'")
            .collect(Collectors.joining(", "));
    return """
    CASE WHEN number >= %1$d
      THEN element_at(array(%2$s), CAST(1 + pmod(number - %1$d, %3$d) AS INT)) END
    """
        .formatted(sound, labels, values().length);
  }

  /** SQL for a field's text, or the line's, changed as the row's {@code fault} demands. */
  static String applied(String field) {
    return Arrays.stream(values())
        .filter(fault -> fault.changes.containsKey(field))
        .map(fault -> "WHEN '%s' THEN %s".formatted(fault.label(), fault.changes.get(field)))
        .collect(
            Collectors.joining(
                " ",
                "if(fault IS NULL, %s, CASE fault ".formatted(field),
                " ELSE %s END)".formatted(field)));
  }

  /** Texts that several faults share. */
  private static final class Text {
    private static final String MISSING =
        "CASE pmod(xxhash64(dice, 'missing'), 3) WHEN 0 THEN 'null' WHEN 1 THEN '\"\"' END";
  }
}
