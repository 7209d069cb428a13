package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Compacts tables, and removes files that are no longer of any version that may be asked for.
 *
 * <p>How long old versions stay is the table's own {@code delta.deletedFileRetentionDuration}, a
 * week unless it is set. Of a table with changes that a reader has not come to, no file is removed.
 */
public final class Maintenance {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;

  public Maintenance(Platform platform, Lakehouse lakehouse, Ledger ledger) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
  }

  /**
   * What was done to a table.
   *
   * @param before its files, and their bytes, before
   * @param after the same after
   * @param behind the readers that have still to read of it, so that it was compacted only
   */
  public record Result(TableName table, Size before, Size after, List<TableName> behind) {

    public Result {
      behind = List.copyOf(behind);
    }
  }

  /**
   * How many files a table has and how many bytes: those of old versions among them where they can
   * be listed, else those of the newest.
   */
  public record Size(long files, long bytes) {

    /** The sum of two. */
    public Size plus(Size other) {
      return new Size(files + other.files, bytes + other.bytes);
    }
  }

  /**
   * Maintains a table.
   *
   * @param readers the tables that are filled from what is new in it
   */
  public Result of(TableName table, List<TableName> readers) {
    lakehouse.attach(table);
    List<TableName> behind = readers.stream().filter(reader -> hasUnread(table, reader)).toList();
    Size before = size(table);
    lakehouse.spark().sql("OPTIMIZE " + lakehouse.qualified(table)).collectAsList();
    if (behind.isEmpty()) {
      lakehouse.spark().sql("VACUUM " + lakehouse.qualified(table)).collectAsList();
    }
    return new Result(table, before, size(table), behind);
  }

  private boolean hasUnread(TableName source, TableName reader) {
    VersionRange unread = lakehouse.unread(source, ledger.versionRead(reader, source));
    return !unread.isEmpty() && !lakehouse.changes(source, unread).isEmpty();
  }

  private Size size(TableName table) {
    Row size =
        platform
            .files(table)
            .map(files -> files.selectExpr("count(*)", "coalesce(sum(length), 0)"))
            .orElseGet(
                () ->
                    lakehouse
                        .spark()
                        .sql("DESCRIBE DETAIL " + lakehouse.qualified(table))
                        .select("numFiles", "sizeInBytes"))
            .first();
    return new Size(size.getLong(0), size.getLong(1));
  }
}
