package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/** What each line has come to: the end of its way, and not of the run that took it in. */
public final class Standing {

  /** The column that this adds. */
  public static final String COLUMN = "_standing";

  private static final String STANDING =
      """
      CASE
        WHEN _outcome <> 'accepted' THEN _outcome
        WHEN _copy > 1 THEN 'duplicate'
        WHEN _version = _current.version THEN 'current'
        WHEN _version < _current.version THEN 'superseded'
      END""";

  private Standing() {}

  /**
   * Adds to events what they have come to.
   *
   * @param events rows of {@link FeedTables#events()}, all of those with the same key
   * @param current rows of {@link FeedTables#current()} with these keys
   * @return the events with {@code _standing STRING}: rejected, blank, current, superseded (a newer
   *     version is current) or duplicate (another line says the same). NULL, which no sound table
   *     has, where an accepted line is newer than the current row or has none
   */
  public static Dataset<Row> of(Dataset<Row> events, Dataset<Row> current, Feed feed) {
    String key = identifier(feed.key());
    Dataset<Row> versions =
        current.selectExpr(
            key + " AS _key", "struct(_version AS version, _line_id AS line_id) AS _current");
    return events
        .join(versions, functions.expr("_outcome = 'accepted' AND _key = " + key), "left")
        .withColumn(
            "_copy",
            functions
                .row_number()
                .over(
                    Window.partitionBy(functions.expr(key), functions.col("_version"))
                        .orderBy(
                            functions.expr("_line_id <=> _current.line_id").desc(),
                            functions.col("_ingested_at").asc(),
                            functions.col("_file_path").asc(),
                            functions.col("_line_id").asc())))
        .withColumn(COLUMN, functions.expr(STANDING))
        .drop("_key", "_current", "_copy");
  }
}
