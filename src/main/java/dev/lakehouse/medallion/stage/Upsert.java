package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.transform.Newest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the current records up to date with events. */
final class Upsert {

  private final Lakehouse lakehouse;
  private final FeedTables tables;

  Upsert(Lakehouse lakehouse, FeedTables tables) {
    this.lakehouse = lakehouse;
    this.tables = tables;
  }

  /**
   * Puts the newest accepted version of each record among the events in the place of an older one;
   * done twice it comes out the same.
   *
   * @param bronzeVersion the version of the raw table that the events go up to
   */
  void apply(Dataset<Row> events, long bronzeVersion) {
    TableName current = tables.currentName();
    Dataset<Row> newest = Newest.of(events, tables.feed());
    // The first load is an append: a merge would look for matches that cannot be there.
    if (lakehouse.table(current).isEmpty()) {
      lakehouse.appendOnce(current, newest, bronzeVersion);
    } else {
      lakehouse.run(newest, rows -> Merge.newer(lakehouse.qualified(current), rows, tables));
    }
  }
}
