package dev.lakehouse.medallion.ledger;

import static org.apache.spark.sql.functions.expr;

import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
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

  private static final String BEGINNING =
      "stage = 'bronze' AND mode IN ('resume_started', 'restart_started')";
  private static final String INCREMENT = "stage = 'bronze' AND mode = 'increment'";

  static final Stream FIRST = nothingKnown(Optional.empty(), false);

  private static Stream nothingKnown(Optional<String> begunBy, boolean isResuming) {
    return new Stream(Optional.empty(), Optional.empty(), Optional.empty(), begunBy, isResuming);
  }

  /**
   * What rows of the ledger with the same target and source tell of the stream, each value after
   * the number of the row that it stands in.
   */
  static Column[] recorded() {
    return new Column[] {
      expr("max(struct(sequence, run_id)) FILTER (WHERE " + BEGINNING + ") AS begun"),
      expr("max(struct(sequence, started_at)) FILTER (WHERE " + INCREMENT + ") AS finished"),
      expr("max(struct(sequence, stream_id)) FILTER (WHERE stream_id IS NOT NULL) AS id"),
      expr("max(struct(sequence, stream_batch)) FILTER (WHERE stream_batch IS NOT NULL) AS batch")
    };
  }

  /**
   * The stream that they tell of together.
   *
   * @param recorded {@link #recorded} of each source of a target
   */
  static Stream of(List<Row> recorded) {
    Optional<Row> begun = newest(recorded, "begun");
    Optional<Row> finished = newest(recorded, "finished");
    Optional<String> begunBy = begun.map(row -> row.getString(1));
    // What was recorded before a new stream began is of the one before.
    if (begun.map(row -> row.getLong(0)).orElse(0L)
        > finished.map(row -> row.getLong(0)).orElse(0L)) {
      return nothingKnown(begunBy, true);
    }
    return new Stream(
        newest(recorded, "id").map(row -> row.getString(1)),
        newest(recorded, "batch").map(row -> row.getLong(1)),
        finished.map(row -> row.getTimestamp(1)),
        begunBy,
        false);
  }

  /** The stream after one more row of the ledger. */
  Stream after(Entry entry, String runId) {
    return switch (entry.mode()) {
      case RESUME_STARTED, RESTART_STARTED -> nothingKnown(Optional.of(runId), true);
      case INCREMENT ->
          new Stream(
              entry.position().map(Entry.Position::stream).or(() -> id),
              entry.position().flatMap(Entry.Position::batch).or(() -> batch),
              Optional.of(Timestamp.from(entry.startedAt())),
              begunBy,
              false);
      case REBUILD,
          REBUILD_STARTED,
          RETRY,
          RETRY_STARTED,
          FORGET,
          FORGET_STARTED,
          HALTED,
          SALVAGE_STARTED ->
          this;
    };
  }

  private static Optional<Row> newest(List<Row> recorded, String what) {
    return recorded.stream()
        .map(row -> row.<Row>getAs(what))
        .filter(Objects::nonNull)
        .max(Comparator.comparingLong(row -> row.getLong(0)));
  }
}
