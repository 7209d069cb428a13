package dev.lakehouse.medallion.contract;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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

  public ViewDefinition {
    columns = List.copyOf(columns);
    grain = List.copyOf(grain);
    if (comment.isBlank()) {
      throw new IllegalArgumentException("Every view has a comment; this has none: " + name);
    }
  }

  /** The tables and views that it reads, as {@code schema.table}. */
  public Set<String> sources() {
    return SqlText.tablesNamed(query);
  }

  /** The query with each {@code {schema.table}} replaced by the name the platform gives it. */
  public String query(UnaryOperator<String> qualified) {
    return SqlText.namingTables(query, qualified);
  }
}
