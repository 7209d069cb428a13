package dev.lakehouse.medallion.stage;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Waits for a stream, and looks every now and then at how far it has come. */
final class Watch {

  private static final long MILLIS_BETWEEN_LOOKS = 500;

  private final StreamingQuery query;
  private final Batches batches;

  /** The last batch that is known, and whether it has been told. */
  private Optional<StreamingQueryProgress> newest = Optional.empty();

  private boolean isOneOfSeveral;

  Watch(StreamingQuery query, Batches batches) {
    this.query = query;
    this.batches = batches;
  }

  /**
   * Waits for the end.
   *
   * @return the last batch that had anything in it
   */
  Optional<Long> untilItEnds() throws StreamingQueryException {
    while (!query.awaitTermination(MILLIS_BETWEEN_LOOKS)) {
      look();
    }
    look();
    newest.filter(batch -> isOneOfSeveral).ifPresent(this::tell);
    return newest.map(StreamingQueryProgress::batchId);
  }

  /** A batch is told when the next one is known: of a single one the stage says all there is. */
  private void look() {
    for (StreamingQueryProgress batch : unseen()) {
      newest.ifPresent(this::tell);
      isOneOfSeveral = newest.isPresent();
      newest = Optional.of(batch);
    }
  }

  /** A stream that has caught up also looks once in vain, which is no batch. */
  private List<StreamingQueryProgress> unseen() {
    return Arrays.stream(query.recentProgress())
        .filter(batch -> batch.numInputRows() > 0)
        .filter(batch -> newest.isEmpty() || batch.batchId() > newest.get().batchId())
        .sorted(Comparator.comparing(StreamingQueryProgress::batchId))
        .toList();
  }

  private void tell(StreamingQueryProgress batch) {
    batches.written(
        batch.batchId(), batch.numInputRows(), Duration.ofMillis(batch.batchDuration()));
  }
}
