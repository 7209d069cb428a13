package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.contract.SqlText.literal;
import static dev.lakehouse.medallion.orders.sample.OrderFault.accepted;
import static dev.lakehouse.medallion.orders.sample.OrderFault.rejected;

import java.util.List;

/** Bytes and escapes that stand for no character, and characters that few expect. */
final class EncodingFaults {

  static final List<OrderFault> ALL =
      List.of(
          bytes("of_invalid_utf_8", "C328"),
          bytes("of_overlong_utf_8", "C0AF"),
          bytes("of_utf_8_cut_short", "E282"),
          bytes("of_surrogates_in_utf_8", "EDA080"),
          bytes("of_latin_1", "FC"),
          escape("of_a_lone_high_surrogate", "\\ud800"),
          escape("of_a_lone_low_surrogate", "\\uDC00"),
          escape("of_surrogates_the_wrong_way_round", "\\ude00\\ud83d"),
          accepted("line_with_byte_order_mark")
              .with("line", "concat(CAST(unhex('EFBBBF') AS STRING), line)"),
          accepted("line_with_replacement_character").with("line", noted("\uFFFD")),
          accepted("line_with_line_separator").with("line", noted("\u2028\u0085")),
          accepted("line_with_nul_escaped").with("line", noted("\\u0000")),
          accepted("line_with_surrogates_in_a_pair").with("line", noted("\\ud83d\\ude00")),
          accepted("line_with_escape_escaped").with("line", noted("\\\\ud800")),
          id("emoji", "🧾👩‍👩‍👧-"),
          id("right_to_left", "طلب-\u202E"),
          id("combining_marks", "e\u0301\u0323-"),
          id("composed_marks", "\u00E9-"),
          id("nul_escaped", "\\u0000"),
          id("escapes", "\\ud83e\\uddfe\\/\\\"\\\\-"));

  private EncodingFaults() {}

  private static OrderFault bytes(String what, String hex) {
    return rejected("text_" + what, "line_encoding_broken")
        .with(
            "line",
            "concat(left(line, length(line) - 1), ',\"note\":\"', CAST(unhex('%s') AS STRING), '\"}')"
                .formatted(hex));
  }

  private static OrderFault escape(String what, String text) {
    return rejected("text_" + what, "line_encoding_broken").with("line", noted(text));
  }

  private static OrderFault id(String what, String prefix) {
    return accepted("order_id_of_" + what)
        .with("order_id", "concat(%s, substr(order_id, 2))".formatted(literal('"' + prefix)));
  }

  /** SQL for the line with one more field, which holds a JSON text. */
  private static String noted(String text) {
    return "concat(left(line, length(line) - 1), %s)"
        .formatted(literal(",\"note\":\"" + text + "\"}"));
  }
}
