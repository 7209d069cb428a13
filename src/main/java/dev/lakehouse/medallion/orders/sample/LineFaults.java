package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.OrderFault.accepted;
import static dev.lakehouse.medallion.orders.sample.OrderFault.breach;
import static dev.lakehouse.medallion.orders.sample.OrderFault.of;
import static dev.lakehouse.medallion.orders.sample.OrderFault.rejected;

import java.util.List;
import java.util.stream.Stream;

/** Lines that are no JSON object, or hold more, or hold it in another form. */
final class LineFaults {

  private static final String OPENED = "left(line, length(line) - 1)";

  static final List<OrderFault> ALL =
      Stream.of(notJson(), notAnObject(), repeated(), sound(), lineEnds())
          .flatMap(faults -> faults)
          .toList();

  private LineFaults() {}

  private static Stream<OrderFault> notJson() {
    return Stream.of(
        notJson("cut_short", "left(line, CAST(1 + pmod(dice, length(line) - 1) AS INT))"),
        notJson("not_json", "concat('<order>', number, '</order>')"),
        notJson("in_single_quotes", "replace(line, '\"', '\\'')"),
        notJson("with_bare_names", "replace(line, '\"amount\"', 'amount')"),
        notJson("with_bare_nan", "regexp_replace(line, '\"amount\":[^,]+', '\"amount\":NaN')"),
        notJson("with_bare_word", "regexp_replace(line, '\"amount\":[^,]+', '\"amount\":None')"),
        notJson("with_leading_zero", "replace(line, '\"customer_id\":', '\"customer_id\":0')"),
        notJson("with_plus_sign", "replace(line, '\"customer_id\":', '\"customer_id\":+')"),
        notJson("with_trailing_comma", "concat(%s, ',}')".formatted(OPENED)),
        notJson("with_comment", "concat(%s, '/* rush */}')".formatted(OPENED)),
        notJson("with_text_after_it", "concat(line, ' thanks')"),
        notJson("of_two_orders", "concat(line, line)"),
        notJson("of_two_orders_and_a_comma", "concat(line, ', ', line)"),
        notJson("with_nul_byte", "concat(%s, ',\"x\":\"\\u0000\"}')".formatted(OPENED)),
        notJson("with_nul_byte_after_it", "concat(line, '\\u0000')"),
        notJson("with_raw_tab_in_text", "concat(%s, ',\"x\":\"\\t\"}')".formatted(OPENED)),
        notJson("with_wrong_escape", "concat(%s, ',\"x\":\"\\\\q\"}')".formatted(OPENED)));
  }

  private static Stream<OrderFault> notAnObject() {
    return Stream.of(
        notObject("an_array", "concat('[', line, ']')"),
        notObject("a_string", "concat('\"order ', number, '\"')"),
        notObject("a_number", "CAST(number AS STRING)"),
        notObject("a_boolean", "'true'"),
        notObject("null", "'null'"),
        of("line_blank", Expectation.BLANK)
            .with("line", "element_at(array('', '   ', '\\t'), CAST(1 + pmod(dice, 3) AS INT))"));
  }

  private static Stream<OrderFault> repeated() {
    return Stream.of(
        breach("field_repeated")
            .with("line", "concat(%s, ',\"channel\":\"web\"}')".formatted(OPENED)),
        rejected("field_repeated_by_escape", "field_repeated")
            .with("line", "concat(%s, ',\"ch\\\\u0061nnel\":\"web\"}')".formatted(OPENED)),
        rejected("field_unknown_repeated", "field_repeated")
            .with("line", "concat(%s, ',\"x\":1,\"x\":1}')".formatted(OPENED)),
        rejected("field_in_capitals", "amount_missing")
            .with("line", "replace(line, '\"amount\"', '\"AMOUNT\"')"));
  }

  private static Stream<OrderFault> sound() {
    return Stream.of(
        sound("field_unknown", "concat(%s, ',\"gift_wrap\":true}')".formatted(OPENED)),
        sound(
            "field_unknown_of_nested_garbage",
            "concat(%s, ',\"x\":[[{\"a\":[null,{\"\":[]}]}],{}]}')".formatted(OPENED)),
        sound("field_name_escaped", "replace(line, '\"amount\"', '\"am\\\\u006funt\"')"),
        sound("line_with_spaces", "concat(' \\t', replace(line, ',\"', ' ,\\t\"'), '  ')"),
        sound("line_ends_in_carriage_return_and_newline", "concat(line, '\\r')"));
  }

  /**
   * A carriage return by itself ends a line for Spark's text source, so that one written line is
   * read as two; each is expected as stated here, and an empty one as blank.
   */
  private static Stream<OrderFault> lineEnds() {
    return Stream.of(
        sound("line_after_carriage_return", "concat('\\r', line)"),
        sound("line_twice_by_carriage_return", "concat(line, '\\r', line)"),
        notJson("broken_by_carriage_return", "replace(line, ',\"status\"', '\\r,\"status\"')"));
  }

  private static OrderFault notJson(String what, String line) {
    return rejected("line_" + what, "json_malformed").with("line", line);
  }

  private static OrderFault notObject(String what, String line) {
    return rejected("line_" + what, "json_not_object").with("line", line);
  }

  private static OrderFault sound(String label, String line) {
    return accepted(label).with("line", line);
  }
}
