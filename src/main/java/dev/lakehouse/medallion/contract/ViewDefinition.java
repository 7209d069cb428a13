package dev.lakehouse.medallion.contract;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view as it should exist.
 *
 * @param grain the columns that identify a row
 * @param query the SELECT behind it, which names tables as {@code {silver.orders}}
 */
public record ViewDefinition(
    TableName name,
    String comment,
    List<ColumnDefinition> columns,
    List<String> grain,
    String query) {

  private static final Pattern TABLE = Pattern.compile("\\{([a-z]+\\.[a-z0-9_]+)}");

  public ViewDefinition {
    columns = List.copyOf(columns);
    grain = List.copyOf(grain);
    if (comment.isBlank()) {
      throw new IllegalArgumentException("Every view has a comment; this has none: " + name);
    }
  }

  /** The query with each {@code {schema.table}} replaced by the name the platform gives it. */
  public String query(UnaryOperator<String> qualified) {
    return TABLE
        .matcher(query)
        .replaceAll(match -> Matcher.quoteReplacement(qualified.apply(match.group(1))));
  }
}
