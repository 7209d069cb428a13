package dev.lakehouse.medallion.lakehouse;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;

/** The Delta tables, read and written by version. */
public final class Lakehouse {

  /** More than most runs add to a table. */
  private static final long FILES_OF_A_RUN = 10;

  private final Platform platform;
  private final Runnable written;

  public Lakehouse(Platform platform) {
    this(platform, () -> {});
  }

  /**
   * Tables of which somebody wants to know that they are written to.
   *
   * @param written is run after each commit that is made here
   */
  public Lakehouse(Platform platform, Runnable written) {
    this.platform = platform;
    this.written = written;
  }

  public SparkSession spark() {
    return platform.spark();
  }

  /** The quoted name under which SQL statements know a table. */
  public String qualified(TableName table) {
    return platform.qualified(table);
  }

  /** The quoted name of a table given as {@code schema.table}. */
  public String qualified(String table) {
    String[] parts = table.split("\\.", 2);
    return qualified(new TableName(Layer.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1]));
  }

  /**
   * Makes tables known to the session.
   *
   * @throws UserException if one does not exist
   */
  public void attach(TableName... tables) {
    for (TableName table : tables) {
      if (!platform.attach(table)) {
        throw new UserException(
            "Table " + table + " does not exist.",
            "The lakehouse has not been set up, or the table was dropped.",
            "Run `medallion setup` on the same lakehouse first.");
      }
    }
  }

  /** See {@link Platform#expect}. */
  public void expect(long rows) {
    platform.expect(rows);
  }

  /** Whether there is such a table, and a row in it. */
  public boolean hasRows(TableName table) {
    return platform.attach(table) && !table(table).isEmpty();
  }

  public Dataset<Row> table(TableName table) {
    return spark().table(qualified(table));
  }

  /** The table as it was at a version. */
  public Dataset<Row> tableAt(TableName table, long version) {
    return spark().read().option("versionAsOf", version).table(qualified(table));
  }

  /** The newest version of a table. */
  public long version(TableName table) {
    return platform.version(table);
  }

  /**
   * The versions of a source that its reader has not seen.
   *
   * @throws UserException if the source is older than what was read, as after it was dropped and
   *     made again
   */
  public VersionRange unread(TableName source, long lastRead) {
    return unread(source, lastRead, version(source));
  }

  /** The same for a source whose newest version is known. */
  public static VersionRange unread(TableName source, long lastRead, long newest) {
    if (newest < lastRead) {
      throw new UserException(
          "Table %s is at version %d, but version %d of it was already read."
              .formatted(source, newest, lastRead),
          "It was dropped and made again, or restored from elsewhere.",
          "Rebuild what follows from it: the stage with --full-refresh; or, if it holds raw lines,"
              + " `medallion repair`.");
    }
    return new VersionRange(lastRead, newest);
  }

  /**
   * The rows that were added in a range of versions.
   *
   * @return the table's own columns
   */
  public Dataset<Row> added(TableName table, VersionRange range) {
    if (range.isCreation()) {
      return table(table).limit(0);
    }
    if (range.isFromStart()) {
      return tableAt(table, range.upTo());
    }
    return changes(table, range)
        .where("_change_type = 'insert'")
        .drop("_change_type", "_commit_version", "_commit_timestamp");
  }

  /**
   * Every image of every row that changed in a range of versions.
   *
   * @return the table's columns, {@code _change_type STRING} (insert, delete, update_preimage,
   *     update_postimage), {@code _commit_version BIGINT}, {@code _commit_timestamp TIMESTAMP}
   */
  public Dataset<Row> changes(TableName table, VersionRange range) {
    return spark()
        .read()
        .option("readChangeFeed", "true")
        .option("startingVersion", range.first())
        .option("endingVersion", range.upTo())
        .table(qualified(table));
  }

  /**
   * Appends rows once: a second append for the same target with the same or a lower version of the
   * same source does nothing, whatever happened to the first one's process.
   */
  public void appendOnce(TableName target, Dataset<Row> rows, String source, long sourceVersion) {
    rows.write()
        .format("delta")
        .mode("append")
        .option("txnAppId", "medallion:" + target + " from " + source)
        .option("txnVersion", sourceVersion)
        .saveAsTable(qualified(target));
    written.run();
  }

  public void append(TableName target, Dataset<Row> rows) {
    rows.write().format("delta").mode("append").saveAsTable(qualified(target));
    written.run();
  }

  /** Removes the rows for which a condition holds. */
  public void delete(TableName target, String condition) {
    spark().sql("DELETE FROM " + qualified(target) + " WHERE " + condition);
  }

  /**
   * Rewrites the files that hold removed rows beside others: a removed row is only marked as such,
   * and would stay in a file that no vacuum may touch. It makes no commit where there is none.
   */
  public void purge(TableName target) {
    spark().sql("REORG TABLE " + qualified(target) + " APPLY (PURGE)");
    written.run();
  }

  /**
   * Compacts a table that has fallen apart into small files, where the runtime does not. How many
   * there are at least follows from the number of files and the size of all.
   *
   * @param runs how many have written to it: a run adds few files, so not each of them looks
   */
  public void tidy(long runs, TableName table) {
    OptionalLong most = platform.compactedFrom();
    if (most.isEmpty() || runs % Math.max(1, most.getAsLong() / FILES_OF_A_RUN) != 0) {
      return;
    }
    Row size = spark().sql("DESCRIBE DETAIL " + qualified(table)).first();
    long files = size.<Long>getAs("numFiles");
    long large = size.<Long>getAs("sizeInBytes") / Platform.SMALL_FILE_BYTES;
    if (files - large >= most.getAsLong()) {
      spark().sql("OPTIMIZE " + qualified(table)).collectAsList();
    }
  }

  /** Replaces every row in one commit. */
  public void overwrite(TableName target, Dataset<Row> rows) {
    rows.write().format("delta").mode("overwrite").saveAsTable(qualified(target));
    written.run();
  }

  /**
   * Replaces the rows for which a condition holds in one commit.
   *
   * @param condition holds for each of the new rows too
   */
  public void replace(TableName target, Column condition, Dataset<Row> rows) {
    try {
      rows.writeTo(qualified(target)).overwrite(condition);
    } catch (NoSuchTableException failure) {
      throw new IllegalStateException("Attached before", failure);
    }
    written.run();
  }

  /**
   * How many rows the newest {@link #replace} has put into a table, as its commit says. Among the
   * rows of the files that it wrote Delta counts those that it copied from files it took apart.
   */
  public long rowsReplaced(TableName table) {
    return spark()
        .sql("DESCRIBE HISTORY " + qualified(table) + " LIMIT 5")
        .where("operation = 'WRITE'")
        .selectExpr(
            "version",
            "CAST(operationMetrics['numOutputRows'] AS BIGINT)"
                + " - coalesce(CAST(operationMetrics['numCopiedRows'] AS BIGINT), 0)")
        .collectAsList()
        .stream()
        .max(Comparator.comparingLong(row -> row.getLong(0)))
        .map(row -> row.getLong(1))
        .orElseThrow();
  }

  /**
   * Runs a statement that reads rows under a name of their own.
   *
   * @param statement makes the statement from the name
   * @return the statement's result row
   */
  public Row run(Dataset<Row> rows, Function<String, String> statement) {
    String name = "rows_" + UUID.randomUUID().toString().replace("-", "");
    rows.createOrReplaceTempView(name);
    try {
      Row result = spark().sql(statement.apply(identifier(name))).first();
      written.run();
      return result;
    } finally {
      spark().catalog().dropTempView(name);
    }
  }

  /** The rows with exactly the columns named, in that order. */
  public static Dataset<Row> select(Dataset<Row> rows, List<String> columns) {
    return rows.select(
        columns.stream().map(column -> functions.col(identifier(column))).toArray(Column[]::new));
  }
}
