package dev.lakehouse.medallion.contract;

import java.util.Collection;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes names and texts so that they can stand in a SQL statement whatever they hold. */
public final class SqlText {

  /** How an instant is written in JSON: ISO 8601 to the microsecond. */
  public static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";

  private static final Pattern TABLE = Pattern.compile("\\{([a-z]+\\.[a-z0-9_]+)}");

  private SqlText() {}

  /**
   * A string literal. Spark reads a backslash as an escape, so it is doubled first; and before it
   * reads anything it puts the value of a setting in the place of <code>${name}</code>.
   */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\u0024{") + "'";
  }

  /** A comma-separated list of string literals, in the collection's order. */
  public static String literals(Collection<String> texts) {
    return texts.stream().map(SqlText::literal).collect(Collectors.joining(", "));
  }

  /** A condition that is true where an expression is one of some codes; there is at least one. */
  public static String isOneOf(String expression, Collection<String> codes) {
    return "%s IN (%s)".formatted(expression, literals(codes));
  }

  /** The tables that stand in a statement as {@code {schema.table}}. */
  static Set<String> tablesNamed(String statement) {
    return TABLE.matcher(statement).results().map(it -> it.group(1)).collect(Collectors.toSet());
  }

  /** A statement with each {@code {schema.table}} replaced by the name the platform gives it. */
  public static String namingTables(String statement, UnaryOperator<String> qualified) {
    return TABLE
        .matcher(statement)
        .replaceAll(match -> Matcher.quoteReplacement(qualified.apply(match.group(1))));
  }

  /** A quoted identifier. */
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
