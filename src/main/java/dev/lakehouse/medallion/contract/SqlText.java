package dev.lakehouse.medallion.contract;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes names and texts so that they can stand in a SQL statement whatever they hold. */
public final class SqlText {

  /** How an instant is written in JSON: ISO 8601 to the microsecond. */
  public static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";

  private SqlText() {}

  /** A string literal. Spark reads a backslash as an escape, so it is doubled first. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A comma-separated list of string literals, in the collection's order. */
  public static String literals(Collection<String> texts) {
    return texts.stream().map(SqlText::literal).collect(Collectors.joining(", "));
  }

  /**
   * A condition that is true where an expression is one of some codes. It holds one literal however
   * many codes there are, so that plans stay small.
   */
  public static String isOneOf(String expression, Collection<String> codes) {
    return "find_in_set(%s, %s) > 0".formatted(expression, literal(String.join(",", codes)));
  }

  /** A quoted identifier. */
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
