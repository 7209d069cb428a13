package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The MERGE statements. Names arrive quoted, column names are quoted here. */
final class Merge {

  /** Marks the rows of a gold change that are to be removed. */
  static final String GONE = "_gone";

  /** What a line is: no verdict changes it. */
  private static final Set<String> IDENTITY = Set.of("_line_id", "_file_path", "_ingested_at");

  private Merge() {}

  /**
   * Only a strictly newer version replaces a row: the same version again would be an update that
   * changes nothing and yet shows in the change feed.
   *
   * @param keys those of the rows
   */
  static String newer(String target, String rows, FeedTables tables, Between keys) {
    List<String> columns = tables.current().columnNames();
    return """
        MERGE INTO %1$s AS target USING %2$s AS newest
        ON target.%3$s = newest.%3$s AND %7$s
        WHEN MATCHED AND newest._version > target._version THEN UPDATE SET %4$s
        WHEN NOT MATCHED THEN INSERT (%5$s) VALUES (%6$s)"""
        .formatted(
            target,
            rows,
            identifier(tables.feed().key()),
            each(columns, "%1$s = newest.%1$s", ", "),
            each(columns, "%1$s", ", "),
            each(columns, "newest.%1$s", ", "),
            keys.condition("target"));
  }

  /** Gives rejected lines the verdicts of a retry. */
  static String verdicts(String target, String rows, FeedTables tables, long retry) {
    List<String> columns =
        tables.events().columnNames().stream()
            .filter(column -> !FeedTables.BOOKKEEPING.contains(column))
            .filter(column -> !IDENTITY.contains(column))
            .toList();
    return """
        MERGE INTO %1$s AS target USING %2$s AS judged
        ON target._line_id = judged._line_id AND target._outcome = 'rejected'
        WHEN MATCHED THEN UPDATE SET %3$s, _attempts = target._attempts + 1, _retry = %4$d"""
        .formatted(target, rows, each(columns, "%1$s = judged.%1$s", ", "), retry);
  }

  /** Notes that a person has looked at lines; what was noted before is left alone. */
  static String waivers(String target, String rows) {
    return """
        MERGE INTO %1$s AS target USING %2$s AS waived
        ON target.line_id = waived.line_id
        WHEN NOT MATCHED THEN INSERT *"""
        .formatted(target, rows);
  }

  /**
   * Removes lines.
   *
   * @param identity SQL over the target that gives a line's identity
   */
  static String gone(String target, String rows, String identity) {
    return """
        MERGE INTO %1$s AS target USING %2$s AS gone
        ON %3$s = gone.line_id
        WHEN MATCHED THEN DELETE"""
        .formatted(target, rows, identity);
  }

  /**
   * Brings buckets to their recomputed rows; a row that is the same already is left alone.
   *
   * @param within what holds for every row of these buckets
   */
  static String buckets(
      String target, String rows, TableDefinition table, List<String> grain, List<Between> within) {
    List<String> columns = table.columnNames();
    String same = each(columns, "target.%1$s <=> recomputed.%1$s", " AND ");
    return """
        MERGE INTO %1$s AS target USING %2$s AS recomputed
        ON %3$s%9$s
        WHEN MATCHED AND recomputed.%4$s THEN DELETE
        WHEN MATCHED AND NOT (%5$s) THEN UPDATE SET %6$s
        WHEN NOT MATCHED AND NOT recomputed.%4$s THEN INSERT (%7$s) VALUES (%8$s)"""
        .formatted(
            target,
            rows,
            each(grain, "target.%1$s = recomputed.%1$s", " AND "),
            GONE,
            same,
            each(columns, "%1$s = recomputed.%1$s", ", "),
            each(columns, "%1$s", ", "),
            each(columns, "recomputed.%1$s", ", "),
            within.stream()
                .map(range -> " AND " + range.condition("target"))
                .collect(Collectors.joining()));
  }

  private static String each(Collection<String> columns, String pattern, String separator) {
    return columns.stream()
        .map(column -> pattern.formatted(identifier(column)))
        .collect(Collectors.joining(separator));
  }
}
