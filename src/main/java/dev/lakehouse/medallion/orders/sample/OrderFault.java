package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fault that a generated line carries, and what must come of the line.
 *
 * <p>A change is SQL over the sound texts of the same line; a NULL leaves the field out. Where a
 * fault would break a second rule, it changes a second field as well, so that one fault has one
 * reason. A fault bears the name of the rule it breaks where that rule has one.
 *
 * @param label the name an answer key knows the fault by
 * @param changes SQL for the JSON text of a field, or of the {@code line} made from all of them
 * @param meanings SQL for the plain text that a changed field stands for, where the changed text
 *     does not say it by itself
 */
record OrderFault(
    String label, Map<String, String> changes, Map<String, String> meanings, Expectation expected) {

  private static final String NULL = "CAST(NULL AS STRING)";

  OrderFault {
    changes = Map.copyOf(changes);
    meanings = Map.copyOf(meanings);
  }

  static OrderFault of(String label, Expectation expected) {
    return new OrderFault(label, Map.of(), Map.of(), expected);
  }

  static OrderFault accepted(String label) {
    return of(label, Expectation.ACCEPTED);
  }

  static OrderFault rejected(String label, String... reasons) {
    return of(label, Expectation.rejected(reasons));
  }

  /** A fault that breaks the rule of its own name. */
  static OrderFault breach(String rule) {
    return rejected(rule, rule);
  }

  /** A fault that breaks the rule of its own name, which lets the line through. */
  static OrderFault warned(String rule) {
    return of(rule, Expectation.ACCEPTED.warned(rule));
  }

  /** A JSON text that cannot be read as what the field holds. */
  static OrderFault malformed(String field, String what, String json) {
    return rejected(field + "_" + what, field + "_malformed").json(field, json);
  }

  /** A JSON text that is no code of the field. */
  static OrderFault unknown(String field, String what, String json) {
    return rejected(field + "_" + what, field + "_unknown").json(field, json);
  }

  /** The same with a field, or the line, changed by SQL. */
  OrderFault with(String field, String change) {
    return new OrderFault(label, with(changes, field, change), meanings, expected);
  }

  /** The same with a field given as a JSON text. */
  OrderFault json(String field, String text) {
    return with(field, literal(text));
  }

  OrderFault without(String field) {
    return with(field, NULL);
  }

  /** The same, where the changed field stands for the plain text that SQL gives. */
  OrderFault meaning(String field, String text) {
    return new OrderFault(label, changes, with(meanings, field, text), expected);
  }

  /** The same, where the line breaks one more rule that lets lines through. */
  OrderFault alsoWarned(String rule) {
    return new OrderFault(label, changes, meanings, expected.warned(rule));
  }

  private static Map<String, String> with(Map<String, String> texts, String field, String text) {
    Map<String, String> more = new LinkedHashMap<>(texts);
    more.put(field, text);
    return more;
  }
}
