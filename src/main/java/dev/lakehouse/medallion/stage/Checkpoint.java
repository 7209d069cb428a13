package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import dev.lakehouse.medallion.ledger.Stream;
import dev.lakehouse.medallion.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where the stream of a raw table keeps which files it has read.
 *
 * <p>Where that is lost, cannot be read, or is another stream's, a new stream begins with a
 * checkpoint of its own, and leaves out the files of which the table has lines. The ledger says so
 * before, so that one that dies goes on like that.
 */
final class Checkpoint {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final FeedTables tables;
  private final TableName raw;

  Checkpoint(Platform platform, Lakehouse lakehouse, Ledger ledger, FeedTables tables) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.tables = tables;
    this.raw = tables.rawName();
  }

  /** Begins a new stream where the one there is cannot be gone on with. */
  void requireOwn() {
    if (!ledger.stream(raw).isResuming() && !isOwn()) {
      beginAnew();
    }
  }

  /** Gives the checkpoint up. */
  void beginAnew() {
    Progress progress = ledger.progress(raw);
    List<Entry> entries = new ArrayList<>(List.of(started(progress)));
    if (progress.isSalvage()) {
      entries.add(Salvage.started(platform.landing(tables.feed().name()), raw, progress));
    }
    ledger.record(entries);
  }

  String folder() {
    return platform.checkpoint(raw, ledger.stream(raw).begunBy());
  }

  /**
   * The lines that the stream has to take in: where it is a new one, those of files that the table
   * does not know, and that have not been forgotten.
   */
  Dataset<Row> open(Dataset<Row> lines) {
    if (!ledger.stream(raw).isResuming()) {
      return lines;
    }
    lakehouse.attach(tables.forgottenName());
    Dataset<Row> forgotten = lakehouse.table(tables.forgottenName());
    return lines
        .join(known(), col("_file_path").equalTo(col("known")), "left_anti")
        .join(
            forgotten.select("line_id").distinct(),
            expr("line_id = " + FeedTables.LINE_IDENTITY),
            "left_anti");
  }

  private boolean isOwn() {
    Stream stream = ledger.stream(raw);
    if (stream.id().isEmpty()) {
      // What is there is of a run that died before its first row in the ledger, or the ledger was
      // lost, and with it which of several checkpoints is the newest.
      return lakehouse.table(raw).isEmpty() && !platform.hasBatch(folder(), 0);
    }
    // A stream that counts its micro-batches from the first again has them skipped by Delta.
    return stream.id().equals(platform.streamId(folder()))
        && stream.batch().map(batch -> platform.hasBatch(folder(), batch)).orElse(true);
  }

  private Dataset<Row> known() {
    return lakehouse
        .table(raw)
        .select(col("_file_path").as("known"))
        .union(ledger.damage(raw).select("name"))
        .distinct();
  }

  private Entry started(Progress progress) {
    return new Entry(
        "bronze",
        platform.landing(tables.feed().name()),
        raw,
        Mode.RESUME_STARTED,
        new VersionRange(progress.sourceVersion(), progress.sourceVersion()),
        Map.of(),
        Entry.Tallies.NONE,
        Instant.now(),
        Duration.ZERO);
  }
}
