package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import dev.lakehouse.medallion.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Takes in the lines of files that have arrived, each file once, as they came. */
public final class Bronze {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;

  public Bronze(Platform platform, Lakehouse lakehouse, Ledger ledger) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
  }

  /**
   * Ingests what has arrived.
   *
   * @return what was done; empty if nothing was new
   */
  public Optional<Entry> run(Feed feed) throws StreamingQueryException, TimeoutException {
    Instant startedAt = Instant.now();
    TableName raw = new FeedTables(feed).rawName();
    lakehouse.attach(raw);
    Progress progress = ledger.progress(raw);
    ingest(raw);
    // Commits of a run that died before its ledger row are in the range too.
    VersionRange range = lakehouse.unread(raw, progress.sourceVersion());
    Row arrived =
        range.isEmpty()
            ? null
            : lakehouse
                .added(raw, range)
                .selectExpr("count(*)", "count(DISTINCT _file_path)")
                .first();
    if (arrived == null || arrived.getLong(0) == 0) {
      return Optional.empty();
    }
    Entry entry =
        new Entry(
            "bronze",
            platform.landing(),
            raw,
            Mode.INCREMENT,
            range,
            Map.of(
                Count.FILES, arrived.getLong(1),
                Count.ROWS_IN, arrived.getLong(0),
                Count.ROWS_OUT, arrived.getLong(0)),
            Entry.Tallies.NONE,
            startedAt,
            Duration.between(startedAt, Instant.now()));
    ledger.record(List.of(entry));
    return Optional.of(entry);
  }

  private void ingest(TableName raw) throws StreamingQueryException, TimeoutException {
    Dataset<Row> lines =
        platform
            .arrivals(Feed.FILE_NAMES)
            .select(
                col("value").as("line"),
                col("_metadata.file_path").as("_file_path"),
                col("_metadata.file_size").as("_file_size"),
                col("_metadata.file_modification_time").as("_file_modified_at"),
                current_timestamp().as("_ingested_at"),
                lit(ledger.runId()).as("_run_id"));
    lines
        .writeStream()
        .format("delta")
        .outputMode("append")
        .queryName(raw.name())
        .option("checkpointLocation", platform.checkpoint(raw))
        .trigger(Trigger.AvailableNow())
        .toTable(lakehouse.qualified(raw))
        .awaitTermination();
  }
}
