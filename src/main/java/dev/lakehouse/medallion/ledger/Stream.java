package dev.lakehouse.medallion.ledger;

import static org.apache.spark.sql.functions.expr;

import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stream that fills a target.
 *
 * @param id by which its checkpoint names it; empty where no run has recorded it
 * @param batch the last micro-batch that was recorded
 * @param newestStart when the newest run began that brought something
 * @param begunBy the run that had to begin it anew, with another checkpoint; empty for the first
 * @param isResuming whether the newest one has not come to its end yet, so that files may lie there
 *     that are in the target and not in its checkpoint
 */
public record Stream(
    Optional<String> id,
    Optional<Long> batch,
    Optional<Timestamp> newestStart,
    Optional<String> begunBy,
    boolean isResuming) {

  static final Stream FIRST = nothingKnown(Optional.empty(), false);

  private static Stream nothingKnown(Optional<String> begunBy, boolean isResuming) {
    return new Stream(Optional.empty(), Optional.empty(), Optional.empty(), begunBy, isResuming);
  }

  /** The streams that rows of the ledger tell of, by target. */
  static Map<String, Stream> recordedIn(Dataset<Row> rows) {
    Dataset<Row> newest =
        rows.where("stage = 'bronze'")
            .groupBy("target")
            .agg(
                expr(
                    "max_by(run_id, sequence) FILTER"
                        + " (WHERE mode IN ('resume_started', 'restart_started')) AS begun_by"),
                expr(
                    "max(sequence) FILTER (WHERE mode IN ('resume_started', 'restart_started'))"
                        + " AS begun"),
                expr("max(sequence) FILTER (WHERE mode = 'increment') AS finished"),
                expr("max_by(stream_id, sequence) FILTER (WHERE stream_id IS NOT NULL) AS id"),
                expr(
                    "max_by(stream_batch, sequence) FILTER (WHERE stream_batch IS NOT NULL) AS batch"),
                expr("max_by(started_at, sequence) FILTER (WHERE mode = 'increment') AS start"));
    Map<String, Stream> streams = new HashMap<>();
    for (Row row : newest.collectAsList()) {
      long begun = row.isNullAt(2) ? 0 : row.getLong(2);
      Optional<String> begunBy = Optional.ofNullable(row.getString(1));
      boolean isResuming = begun > (row.isNullAt(3) ? 0 : row.getLong(3));
      // What was recorded before a new stream began is of the one before.
      streams.put(
          row.getString(0),
          isResuming
              ? nothingKnown(begunBy, true)
              : new Stream(
                  Optional.ofNullable(row.getString(4)),
                  Optional.ofNullable((Long) row.get(5)),
                  Optional.ofNullable(row.getTimestamp(6)),
                  begunBy,
                  false));
    }
    return streams;
  }
}
