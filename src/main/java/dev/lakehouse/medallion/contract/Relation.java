package dev.lakehouse.medallion.contract;

import java.util.List;

/**
 * A table or view as whoever reads it sees it.
 *
 * @param grain the columns that identify a row; empty where none do
 */
public record Relation(
    TableName name, String comment, List<ColumnDefinition> columns, List<String> grain) {

  public Relation {
    columns = List.copyOf(columns);
    grain = List.copyOf(grain);
  }

  public static Relation of(GoldTable table) {
    TableDefinition definition = table.definition();
    return new Relation(
        definition.name(), definition.comment(), definition.columns(), table.grain());
  }

  public static Relation of(TableDefinition table) {
    return new Relation(table.name(), table.comment(), table.columns(), List.of());
  }

  public static Relation of(ViewDefinition view) {
    return new Relation(view.name(), view.comment(), view.columns(), view.grain());
  }
}
