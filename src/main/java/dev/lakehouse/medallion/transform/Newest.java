package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/** Chooses the newest version of each record by the data alone, never by file name or clock. */
public final class Newest {

  /**
   * Of so many lines at most half are records with several versions, at 16 bytes each for the
   * driver to hand on: less than half of what it takes by default (spark.driver.maxResultSize).
   */
  private static final long MOST_SENT = 50_000_000;

  private Newest() {}

  /**
   * The newest accepted version of each record, where records with several versions are few among
   * many: only theirs are brought together and sorted. The rows are read twice.
   *
   * @param events rows of {@link FeedTables#events()}
   * @param lines how many events there are
   * @return what {@link #of} returns
   */
  public static Dataset<Row> ofMany(Dataset<Row> events, Feed feed, long lines) {
    String several = "_several";
    // A number is less to keep than a key. Keys that share one are sorted for nothing, no more.
    String hash = "xxhash64(%s)".formatted(identifier(feed.key()));
    Dataset<Row> accepted = events.where("_outcome = 'accepted'");
    Dataset<Row> severals =
        accepted
            .groupBy(functions.expr(hash).as(several))
            .count()
            .where("count > 1")
            .select(several);
    Column isOne = functions.expr(several + " = " + hash);
    // Sent to where the rows are: else all rows would be brought together by this hash, and no file
    // of the table would be of a time of its own, or in the order of time.
    Dataset<Row> sent = lines <= MOST_SENT ? functions.broadcast(severals) : severals;
    return accepted
        .join(sent, isOne, "left_anti")
        .select(columns(feed))
        .union(of(accepted.join(sent, isOne, "left_semi"), feed));
  }

  /**
   * The newest accepted version of each record.
   *
   * @param events rows of {@link FeedTables#events()}
   * @return one row per key with the columns of {@link FeedTables#current()}. Among exact
   *     duplicates the line that came first is named as the row's origin, as the incremental path
   *     would have it
   */
  public static Dataset<Row> of(Dataset<Row> events, Feed feed) {
    return events
        .where("_outcome = 'accepted'")
        .withColumn(
            "_place",
            functions
                .row_number()
                .over(
                    Window.partitionBy(functions.col(identifier(feed.key())))
                        .orderBy(
                            functions.col("_version").desc(),
                            functions.col("_ingested_at").asc(),
                            functions.col("_file_path").asc(),
                            functions.col("_line_id").asc())))
        .where("_place = 1")
        .select(columns(feed));
  }

  private static Column[] columns(Feed feed) {
    return new FeedTables(feed)
        .current().columns().stream()
            .map(ColumnDefinition::name)
            .map(name -> functions.col(identifier(name)))
            .toArray(Column[]::new);
  }
}
