package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import dev.lakehouse.medallion.transform.Judging;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Judges the rejected lines again under today's rules and releases those that now pass.
 *
 * <p>The ledger row that opens a retry gives it its number. Every line it has judged bears that
 * number, so that a retry that died is taken up where it stopped and no line is judged twice in it.
 */
public final class Retry {

  private static final String STAGE = "retry";

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Zones zones;

  public Retry(Lakehouse lakehouse, Ledger ledger, Zones zones) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.zones = zones;
  }

  /**
   * Retries a feed's rejected lines, or finishes a retry that died.
   *
   * @return what was done; empty if no line is in quarantine
   * @throws UserException if Silver has to run first
   */
  public Optional<Entry> run(Feed feed) {
    Instant startedAt = Instant.now();
    FeedTables tables = new FeedTables(feed);
    lakehouse.attach(tables.eventsName(), tables.retryName(), tables.currentName());
    requireFinishedSilver(ledger.progress(tables.currentName()));
    if (!ledger.progress(tables.currentName()).isInRetry()) {
      Dataset<Row> rejected = rejected(tables);
      if (rejected.isEmpty()) {
        return Optional.empty();
      }
      ledger.record(List.of(opening(tables, rejected)));
    }
    Progress progress = ledger.progress(tables.currentName());
    judgeAgain(tables, progress.sequence());
    Dataset<Row> tried =
        lakehouse.table(tables.eventsName()).where("_retry = " + progress.sequence());
    Dataset<Row> released = tried.where("_outcome = 'accepted'");
    if (!released.isEmpty()) {
      new Upsert(lakehouse, tables).apply(released, Between.keysOf(released, tables));
    }
    Entry entry = closing(tables, progress, tried, startedAt);
    ledger.record(List.of(entry));
    return Optional.of(entry);
  }

  private static void requireFinishedSilver(Progress progress) {
    if (progress.isBroken() || progress.isHalted()) {
      throw new UserException(
          "The rejected lines cannot be judged again now.",
          progress.isBroken()
              ? "A full refresh of Silver was begun and not finished."
              : "The last run stopped at --max-rejected-ratio, before its lines were settled.",
          "Run `medallion silver` first: it judges them by today's rules.");
    }
  }

  /** The lines in quarantine, but for those of a run that has not been finished. */
  private Dataset<Row> rejected(FeedTables tables) {
    long settled = ledger.progress(tables.currentName()).sourceVersion();
    return lakehouse
        .table(tables.eventsName())
        .where("_outcome = 'rejected' AND _bronze_version <= " + settled);
  }

  private void judgeAgain(FeedTables tables, long retry) {
    Dataset<Row> lines =
        rejected(tables)
            .where("_retry IS NULL OR _retry < " + retry)
            // Equal lines of one file have one identity, and so one verdict.
            .groupBy("_line_id")
            .agg(
                functions.expr("any_value(_raw_line) AS line"),
                functions.expr("any_value(_file_path) AS _file_path"),
                functions.expr("max(_ingested_at) AS _ingested_at"))
            .drop("_line_id");
    // Merged as it is, the plan of the verdicts would be part of a join, and planning take minutes.
    lakehouse.overwrite(tables.retryName(), Judging.judge(lines, tables.feed(), zones));
    lakehouse.run(
        lakehouse.table(tables.retryName()),
        rows -> Merge.verdicts(lakehouse.qualified(tables.eventsName()), rows, tables, retry));
  }

  /** Takes the reasons of the lines to be tried out of the ledger's sums. */
  private Entry opening(FeedTables tables, Dataset<Row> rejected) {
    Map<String, Long> takenOut =
        NameTally.of(rejected).rejections().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, reason -> -reason.getValue()));
    Progress progress = ledger.progress(tables.currentName());
    return entry(
        tables,
        Mode.RETRY_STARTED,
        progress,
        Map.of(),
        new Entry.Tallies(Map.of(), takenOut, Map.of(), Map.of()),
        Instant.now());
  }

  private Entry closing(
      FeedTables tables, Progress progress, Dataset<Row> tried, Instant startedAt) {
    SilverTally tally =
        SilverTally.of(
            tried,
            lakehouse.table(tables.currentName()),
            tables.feed(),
            SilverTally.MERGED_FROM_THESE);
    Map<Count, Long> counts = new EnumMap<>(tally.counts());
    // The lines were counted as rejected once: what changes is that some of them no longer are.
    counts.put(Count.ROWS_RELEASED, counts.remove(Count.ROWS_ACCEPTED));
    counts.remove(Count.ROWS_REJECTED);
    counts.remove(Count.ROWS_BLANK);
    Entry.Tallies tallies =
        new Entry.Tallies(
            tally.tallies().money(), tally.tallies().rejections(), Map.of(), Map.of());
    return entry(tables, Mode.RETRY, progress, counts, tallies, startedAt);
  }

  private static Entry entry(
      FeedTables tables,
      Mode mode,
      Progress progress,
      Map<Count, Long> counts,
      Entry.Tallies tallies,
      Instant startedAt) {
    return new Entry(
        STAGE,
        tables.eventsName().toString(),
        tables.currentName(),
        mode,
        new VersionRange(progress.sourceVersion(), progress.sourceVersion()),
        counts,
        tallies,
        startedAt,
        Duration.between(startedAt, Instant.now()));
  }
}
