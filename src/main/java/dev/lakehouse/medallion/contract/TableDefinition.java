package dev.lakehouse.medallion.contract;

import java.util.List;

/**
 * A Delta table as it should exist.
 *
 * @param skippingColumns the columns whose minimum and maximum are kept per file, so that a reader
 *     skips files; statistics on every column would cost more than they save
 * @param feed whether later stages read what changed in it
 */
public record TableDefinition(
    TableName name,
    String comment,
    List<ColumnDefinition> columns,
    List<String> skippingColumns,
    ChangeFeed feed) {

  /** Whether a table keeps the row images that its change feed needs. */
  public enum ChangeFeed {
    ON,
    OFF
  }

  public TableDefinition {
    columns = List.copyOf(columns);
    skippingColumns = List.copyOf(skippingColumns);
    if (comment.isBlank()) {
      throw new IllegalArgumentException("Every table has a comment; this has none: " + name);
    }
  }

  public List<String> columnNames() {
    return columns.stream().map(ColumnDefinition::name).toList();
  }
}
