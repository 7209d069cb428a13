package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The statements that create tables and views. */
final class Ddl {

  /** The property of a view that holds its {@link #fingerprint}. */
  static final String FINGERPRINT = "medallion.definition";

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
          'delta.autoOptimize.autoCompact' = 'true',
          'delta.enableChangeDataFeed' = '%s',
          'delta.dataSkippingStatsColumns' = %s)"""
        .formatted(
            qualifiedName,
            table.columns().stream()
                .map(ColumnDefinition::ddl)
                .collect(Collectors.joining(",\n  ")),
            literal(table.comment()),
            locationClause,
            table.feed() == ChangeFeed.ON,
            literal(String.join(",", table.skippingColumns())));
  }

  static String addColumns(String qualifiedName, List<ColumnDefinition> columns) {
    return "ALTER TABLE %s ADD COLUMNS (%s)"
        .formatted(
            qualifiedName,
            columns.stream().map(ColumnDefinition::ddl).collect(Collectors.joining(", ")));
  }

  static String createView(ViewDefinition view, Lakehouse lakehouse) {
    return "CREATE OR REPLACE VIEW %s (%s) COMMENT %s TBLPROPERTIES ('%s' = '%s') AS %s"
        .formatted(
            lakehouse.qualified(view.name()),
            columns(view),
            literal(view.comment()),
            FINGERPRINT,
            fingerprint(view, lakehouse),
            view.query(lakehouse::qualified));
  }

  /** What tells a view from one of the same name with another definition. */
  static String fingerprint(ViewDefinition view, Lakehouse lakehouse) {
    String definition =
        columns(view) + "\n" + view.comment() + "\n" + view.query(lakehouse::qualified);
    return UUID.nameUUIDFromBytes(definition.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String columns(ViewDefinition view) {
    return view.columns().stream().map(ColumnDefinition::viewDdl).collect(Collectors.joining(", "));
  }
}
