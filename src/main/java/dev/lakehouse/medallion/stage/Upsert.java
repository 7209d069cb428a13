package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.transform.Newest;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Brings the current records up to date with events. */
final class Upsert {

  /** From so many lines on it is worth two passes to sort only the records that need it. */
  private static final long MANY = 100_000;

  private final Lakehouse lakehouse;
  private final FeedTables tables;

  Upsert(Lakehouse lakehouse, FeedTables tables) {
    this.lakehouse = lakehouse;
    this.tables = tables;
  }

  /**
   * Adds the newest accepted version of each record among the events to a table without records: a
   * merge would look for matches that cannot be there.
   *
   * @param lines how many events there are
   */
  void load(Dataset<Row> events, long lines) {
    lakehouse.append(
        tables.currentName(),
        lines < MANY
            ? Newest.of(events, tables.feed())
            : Newest.ofMany(events, tables.feed(), lines));
  }

  /**
   * Puts the newest accepted version of each record among the events in the place of an older one;
   * done twice it comes out the same.
   *
   * @param keys those of the events
   */
  void apply(Dataset<Row> events, Between keys) {
    lakehouse.run(
        Newest.of(events, tables.feed()),
        rows -> Merge.newer(lakehouse.qualified(tables.currentName()), rows, tables, keys));
  }

  /**
   * Puts the newest of its other versions in the place of each record that comes from one of some
   * lines, or removes it if it has none; done twice it comes out the same.
   *
   * @param lines {@code line_id STRING}, no two of them the same
   */
  void takeOut(Dataset<Row> lines) {
    lakehouse.run(
        without(lines),
        rows ->
            Merge.buckets(
                lakehouse.qualified(tables.currentName()),
                rows,
                tables.current(),
                List.of(tables.feed().key()),
                List.of()));
  }

  /**
   * The records that come from one of some lines, as they are without them.
   *
   * @return the columns of {@link FeedTables#current()}, and {@link Merge#GONE} where no version is
   *     left
   */
  Dataset<Row> without(Dataset<Row> lines) {
    String key = tables.feed().key();
    Column isOne = functions.expr("_line_id = line_id");
    Dataset<Row> records =
        lakehouse
            .table(tables.currentName())
            .join(lines, isOne, "left_semi")
            .select(functions.col(identifier(key)));
    Dataset<Row> others =
        lakehouse
            .table(tables.eventsName())
            .join(lines, isOne, "left_anti")
            .join(records, new String[] {key}, "left_semi");
    return records
        .join(Newest.of(others, tables.feed()), new String[] {key}, "left")
        .withColumn(Merge.GONE, functions.col("_version").isNull());
  }
}
