package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Files that were written again, or grew, after they had been taken in. A path is read once: what
 * they hold now would be missing, and nobody would know.
 *
 * <p>Only files modified since the run before are looked at; of these, those of this run are
 * compared with its own lines, and only what is left with the whole table.
 */
final class ChangedFiles {

  private final LandedFiles landed;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Feed feed;
  private final TableName raw;

  ChangedFiles(Platform platform, Lakehouse lakehouse, Ledger ledger, FeedTables tables) {
    this.landed = new LandedFiles(platform);
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.feed = tables.feed();
    this.raw = tables.rawName();
  }

  /**
   * The files that have changed, and of which no run has said so, each with how.
   *
   * @param since when the run before began
   * @param arrived the rows of the raw table that this run has brought
   */
  Map<String, String> since(Optional<Timestamp> since, Dataset<Row> arrived) {
    Dataset<Row> modified = landed.of(feed);
    if (since.isPresent()) {
      modified = modified.where(col("modified_at").geq(since.get()));
    }
    Dataset<Row> left =
        modified
            .as("now")
            .join(
                taken(arrived).as("taken"),
                expr(
                    "now.name = taken.file AND now.length = taken.size"
                        + " AND now.modified_at = taken.at"),
                "left_anti");
    Map<String, String> changed = new TreeMap<>();
    if (!left.isEmpty()) {
      Dataset<Row> known =
          left.as("now")
              .join(taken(lakehouse.table(raw)).as("taken"), expr("now.name = taken.file"))
              .where("now.length <> taken.size OR now.modified_at <> taken.at")
              .selectExpr("now.name", CHANGE + " AS damage");
      for (Row row :
          known
              .join(ledger.damage(raw), new String[] {"name", "damage"}, "left_anti")
              .collectAsList()) {
        changed.put(row.getString(0), row.getString(1));
      }
    }
    return changed;
  }

  private static final String CHANGE =
      "concat('It was changed after it had been taken in: it has ', now.length, ' bytes, of ',"
          + " now.modified_at, ', and had ', taken.size)";

  private static Dataset<Row> taken(Dataset<Row> lines) {
    return lines
        .selectExpr("_file_path AS file", "_file_size AS size", "_file_modified_at AS at")
        .distinct();
  }
}
