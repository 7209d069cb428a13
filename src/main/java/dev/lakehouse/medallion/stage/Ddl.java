package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that create tables and views. */
final class Ddl {

  private Ddl() {}

  static String createTable(TableDefinition table, String qualifiedName, String locationClause) {
    return """
        CREATE TABLE IF NOT EXISTS %s (
          %s
        )
        USING DELTA
        COMMENT %s
        %s
        TBLPROPERTIES (
          'delta.enableDeletionVectors' = 'true',
          'delta.enableChangeDataFeed' = '%s',
          'delta.dataSkippingStatsColumns' = '%s')"""
        .formatted(
            qualifiedName,
            table.columns().stream()
                .map(ColumnDefinition::ddl)
                .collect(Collectors.joining(",\n  ")),
            literal(table.comment()),
            locationClause,
            table.feed() == ChangeFeed.ON,
            String.join(",", table.skippingColumns()));
  }

  static String addColumns(String qualifiedName, List<ColumnDefinition> columns) {
    return "ALTER TABLE %s ADD COLUMNS (%s)"
        .formatted(
            qualifiedName,
            columns.stream().map(ColumnDefinition::ddl).collect(Collectors.joining(", ")));
  }

  static String createView(ViewDefinition view, Lakehouse lakehouse) {
    return "CREATE OR REPLACE VIEW %s (%s) COMMENT %s AS %s"
        .formatted(
            lakehouse.qualified(view.name()),
            view.columns().stream()
                .map(ColumnDefinition::viewDdl)
                .collect(Collectors.joining(", ")),
            literal(view.comment()),
            view.query(lakehouse::qualified));
  }
}
