package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
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
import dev.lakehouse.medallion.platform.Failures;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.platform.Strictness;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Takes in the lines of files that have arrived, each file once, as they came. */
public final class Bronze {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Intake intake;
  private final Batches batches;

  /**
   * The stage over a platform.
   *
   * @param batches is told of the micro-batches, where there are several
   */
  public Bronze(
      Platform platform, Lakehouse lakehouse, Ledger ledger, Intake intake, Batches batches) {
    this.intake = intake;
    this.batches = batches;
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
  }

  /**
   * Ingests what has arrived.
   *
   * <p>A file that cannot be read does not hold up the others: what can be read is taken in, and
   * the file is named.
   *
   * @return what was done; empty if nothing was new
   */
  public Optional<Entry> run(Feed feed) throws StreamingQueryException, TimeoutException {
    Instant startedAt = Instant.now();
    FeedTables tables = new FeedTables(feed);
    TableName raw = tables.rawName();
    lakehouse.attach(raw);
    Progress progress = ledger.progress(raw);
    if (progress.sequence() == 0 && isIdle(feed)) {
      return Optional.empty();
    }
    Checkpoint checkpoint = new Checkpoint(platform, lakehouse, ledger, tables);
    checkpoint.requireOwn();
    // Of a table that is older than what was recorded, new versions would be taken for old ones.
    lakehouse.unread(raw, progress.sourceVersion());
    Ingestion ingestion = ingest(tables, checkpoint, progress);
    Optional<Salvage> salvage = ingestion.salvage();
    // Commits of a run that died before its ledger row are in the range too.
    VersionRange range = lakehouse.unread(raw, progress.sourceVersion());
    Dataset<Row> arrived = arrived(raw, range);
    Optional<Timestamp> since = ledger.stream(raw).newestStart();
    Arrival arrival =
        AtOnce.both(
            () -> counts(arrived, range),
            () -> new ChangedFiles(platform, lakehouse, ledger, tables).since(since, arrived),
            Arrival::new);
    Map<Count, Long> counts = arrival.counts();
    Map<String, String> damaged = new TreeMap<>(arrival.changed());
    salvage.ifPresent(it -> damaged.putAll(it.damaged(arrived)));
    ingestion
        .gone()
        .ifPresent(file -> damaged.putIfAbsent(file, "It was gone before it could be read"));
    boolean isUnfinished = salvage.isPresent() || ledger.stream(raw).isResuming();
    if (counts.get(Count.ROWS_IN) == 0 && damaged.isEmpty() && !isUnfinished) {
      return Optional.empty();
    }
    if (salvage.isPresent() || !damaged.isEmpty()) {
      counts.put(Count.FILES_DAMAGED, (long) damaged.size());
    }
    Entry entry =
        new Entry(
                "bronze",
                platform.landing(feed.name()),
                raw,
                Mode.INCREMENT,
                range,
                counts,
                Entry.Tallies.ofDamaged(Salvage.named(damaged)),
                startedAt,
                Duration.between(startedAt, Instant.now()))
            .at(ingestion.position());
    ledger.record(List.of(entry));
    lakehouse.tidy(ledger.progress(raw).sequence(), raw);
    return Optional.of(entry);
  }

  /**
   * What has arrived.
   *
   * @param changed see {@link ChangedFiles#since}
   */
  private record Arrival(Map<Count, Long> counts, Map<String, String> changed) {}

  /** Whether no file of a feed has ever come: there is no stream before the first. */
  private boolean isIdle(Feed feed) {
    TableName raw = new FeedTables(feed).rawName();
    return !new LandedFiles(platform).hasAny(feed)
        && (lakehouse.version(raw) == 0 || lakehouse.table(raw).isEmpty());
  }

  /**
   * What was taken in.
   *
   * @param position how far the stream is that did
   * @param salvage what has still to say which files are damaged, if any may be
   * @param gone a file that was listed, and was no longer there when it was to be read; Spark names
   *     the first
   */
  private record Ingestion(
      Entry.Position position, Optional<Salvage> salvage, Optional<String> gone) {}

  private Ingestion ingest(FeedTables tables, Checkpoint checkpoint, Progress progress)
      throws StreamingQueryException, TimeoutException {
    TableName raw = tables.rawName();
    Optional<Salvage> unfinished =
        progress.isSalvage() ? Optional.of(salvage(tables)) : Optional.empty();
    try {
      return new Ingestion(strict(tables, checkpoint), unfinished, Optional.empty());
    } catch (StreamingQueryException failure) {
      if (!Failures.saysFileUnreadable(failure)) {
        throw failure;
      }
      ledger.record(
          List.of(Salvage.started(platform.landing(tables.feed().name()), raw, progress)));
      Salvage salvage = unfinished.orElseGet(() -> salvage(tables));
      Entry.Position position = stream(tables, checkpoint, Strictness.LENIENT);
      return new Ingestion(position, Optional.of(salvage), Failures.goneFile(failure));
    }
  }

  private Entry.Position strict(FeedTables tables, Checkpoint checkpoint)
      throws StreamingQueryException, TimeoutException {
    try {
      return stream(tables, checkpoint, Strictness.STRICT);
    } catch (StreamingQueryException failure) {
      if (!Failures.saysCheckpointBroken(failure)) {
        throw failure;
      }
      checkpoint.beginAnew();
      return stream(tables, checkpoint, Strictness.STRICT);
    }
  }

  private Salvage salvage(FeedTables tables) {
    return Salvage.prepare(platform, lakehouse, ledger, tables);
  }

  private Dataset<Row> arrived(TableName raw, VersionRange range) {
    return range.isEmpty() ? lakehouse.table(raw).limit(0) : lakehouse.added(raw, range);
  }

  private static Map<Count, Long> counts(Dataset<Row> arrived, VersionRange range) {
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    List.of(Count.FILES, Count.ROWS_IN, Count.ROWS_OUT).forEach(count -> counts.put(count, 0L));
    if (!range.isEmpty()) {
      Row counted = arrived.selectExpr("count(*)", "count(DISTINCT _file_path)").first();
      counts.put(Count.FILES, counted.getLong(1));
      counts.put(Count.ROWS_IN, counted.getLong(0));
      counts.put(Count.ROWS_OUT, counted.getLong(0));
    }
    return counts;
  }

  /** Runs the stream until it has caught up. */
  private Entry.Position stream(FeedTables tables, Checkpoint checkpoint, Strictness strictness)
      throws StreamingQueryException, TimeoutException {
    TableName raw = tables.rawName();
    Dataset<Row> lines =
        platform
            .arrivals(tables.feed().name(), Feed.FILE_NAMES, strictness, intake)
            .select(
                col("value").as("line"),
                col("_metadata.file_path").as("_file_path"),
                col("_metadata.file_size").as("_file_size"),
                col("_metadata.file_modification_time").as("_file_modified_at"),
                current_timestamp().as("_ingested_at"),
                lit(ledger.runId()).as("_run_id"))
            .withColumn("_line_bytes", expr(FeedTables.ODD_BYTES));
    StreamingQuery query =
        checkpoint
            .open(lines)
            .writeStream()
            .format("delta")
            .outputMode("append")
            .queryName(raw.name())
            .option("checkpointLocation", checkpoint.folder())
            .trigger(Trigger.AvailableNow())
            .toTable(lakehouse.qualified(raw));
    Optional<Long> last = new Watch(query, batches).untilItEnds();
    return new Entry.Position(query.id().toString(), last);
  }
}
