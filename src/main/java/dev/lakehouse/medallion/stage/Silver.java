package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import dev.lakehouse.medallion.transform.Judging;
import dev.lakehouse.medallion.transform.Newest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Judges the raw lines not yet judged and brings the current records up to date.
 *
 * <p>A run makes three commits: the events, the current records, the ledger row. Each is made from
 * what the tables hold and not from what the process remembers, so that a run that died between two
 * of them is taken up by the next.
 */
public final class Silver {

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Zones zones;
  private final RejectionLimit limit;

  public Silver(Lakehouse lakehouse, Ledger ledger, Zones zones, RejectionLimit limit) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.zones = zones;
    this.limit = limit;
  }

  /**
   * Brings a feed's silver tables up to date.
   *
   * @param mode {@code REBUILD} to judge every raw line anew and replace what is there
   * @return what was done, first what an earlier run had left undone; empty if nothing was new
   * @throws dev.lakehouse.medallion.contract.UserException if more lines are rejected than allowed;
   *     the current records are then as they were
   */
  public List<Entry> run(Feed feed, Mode mode) {
    FeedTables tables = new FeedTables(feed);
    lakehouse.attach(tables.rawName(), tables.eventsName(), tables.currentName());
    Progress progress = ledger.progress(tables.currentName());
    if (progress.isBroken() || mode == Mode.REBUILD && hasBegun(tables, progress)) {
      return List.of(rebuild(tables));
    }
    List<Entry> entries = new ArrayList<>();
    if (progress.isInRetry()) {
      new Retry(lakehouse, ledger, zones).run(feed).ifPresent(entries::add);
    }
    increment(tables).ifPresent(entries::add);
    if (!entries.isEmpty()) {
      long runs = ledger.progress(tables.currentName()).sequence();
      lakehouse.tidy(runs, tables.eventsName());
      lakehouse.tidy(runs, tables.currentName());
    }
    return entries;
  }

  /** Where no line has ever come there is nothing to judge anew. */
  private boolean hasBegun(FeedTables tables, Progress progress) {
    return progress.sequence() > 0 || lakehouse.version(tables.rawName()) > 0;
  }

  private Optional<Entry> increment(FeedTables tables) {
    Instant startedAt = Instant.now();
    Progress progress = ledger.progress(tables.currentName());
    VersionRange range = lakehouse.unread(tables.rawName(), progress.sourceVersion());
    // A table's first version, and those that maintenance makes, bring no line.
    long lines = range.isEmpty() ? 0 : lakehouse.added(tables.rawName(), range).count();
    if (lines == 0) {
      return Optional.empty();
    }
    lakehouse.expect(lines);
    judge(tables, range, progress);
    Dataset<Row> events = events(tables, range.after());
    if (limit.isExceededBy(events)) {
      halt(tables, events, progress, startedAt);
    }
    Between keys = update(tables, events, lines, progress);
    Entry entry = entry(tables, Mode.INCREMENT, range, keys, startedAt);
    ledger.record(List.of(entry));
    return Optional.of(entry);
  }

  /** Brings the current records up to date, and tells where those are that it looked at. */
  private Between update(FeedTables tables, Dataset<Row> events, long lines, Progress progress) {
    Upsert upsert = new Upsert(lakehouse, tables);
    if (progress.sourceVersion() == VersionRange.NOTHING
        && lakehouse.table(tables.currentName()).isEmpty()) {
      upsert.load(events, lines);
      return Between.allKeys(tables);
    }
    Between keys = Between.keysOf(events, tables);
    upsert.apply(events, keys);
    return keys;
  }

  private Entry rebuild(FeedTables tables) {
    Instant startedAt = Instant.now();
    // Two tables are replaced one after the other: the ledger says so before and after.
    ledger.record(List.of(Rebuild.started("silver", tables.rawName(), tables.currentName())));
    VersionRange range =
        new VersionRange(VersionRange.NOTHING, lakehouse.version(tables.rawName()));
    long lines = lakehouse.table(tables.rawName()).count();
    lakehouse.expect(lines);
    lakehouse.overwrite(tables.eventsName(), judged(tables, range));
    Dataset<Row> events = events(tables, range.after());
    if (limit.isExceededBy(events)) {
      // The rebuild stays open in the ledger: the next run judges everything anew.
      throw limit.refusal(SilverTally.ofVerdicts(events));
    }
    lakehouse.overwrite(tables.currentName(), Newest.ofMany(events, tables.feed(), lines));
    Entry entry = entry(tables, Mode.REBUILD, range, Between.allKeys(tables), startedAt);
    ledger.record(List.of(entry));
    return entry;
  }

  /** Appends the verdicts on what no event covers yet: an earlier run may have died after this. */
  private void judge(FeedTables tables, VersionRange range, Progress progress) {
    TableName events = tables.eventsName();
    if (progress.isHalted()) {
      // The rules may have been mended since; so the lines of the halted run are judged anew. Delta
      // would take an append of the same version for the one that was deleted, and skip it.
      lakehouse.delete(events, "_bronze_version > " + range.after());
      lakehouse.append(events, judged(tables, range));
      return;
    }
    // To make the plan takes as long as to look whether a part of the range is covered.
    Attempt attempt =
        AtOnce.both(() -> covered(tables, range), () -> judged(tables, range), Attempt::new);
    // Were there verdicts on versions to come, lines would be taken for judged that are not.
    VersionRange open = Lakehouse.unread(tables.rawName(), attempt.covered(), range.upTo());
    if (!open.isEmpty()) {
      Dataset<Row> judged = open.equals(range) ? attempt.judged() : judged(tables, open);
      lakehouse.appendOnce(events, judged, source(tables), open.upTo());
    }
  }

  /**
   * What there is to judge.
   *
   * @param covered the version of bronze up to which there are events
   * @param judged the events of the whole range
   */
  private record Attempt(long covered, Dataset<Row> judged) {}

  private long covered(FeedTables tables, VersionRange range) {
    Row newest = events(tables, range.after()).selectExpr("max(_bronze_version)").first();
    return newest.isNullAt(0) ? range.after() : newest.getLong(0);
  }

  /** A raw table that was lost and filled again counts its versions from the first again. */
  private String source(FeedTables tables) {
    return ledger.stream(tables.rawName())
        .begunBy()
        .map(run -> tables.rawName() + " " + run)
        .orElse(tables.rawName().toString());
  }

  private Dataset<Row> judged(FeedTables tables, VersionRange range) {
    Dataset<Row> lines =
        lakehouse
            .added(tables.rawName(), range)
            .withColumn("line", functions.expr(FeedTables.WHOLE_LINE));
    return Judging.judge(lines, tables.feed(), zones)
        .withColumn("_bronze_version", lit(range.upTo()))
        .withColumn("_attempts", lit(1L))
        .withColumn("_retry", lit(null).cast("bigint"));
  }

  private Dataset<Row> events(FeedTables tables, long afterBronzeVersion) {
    return lakehouse.table(tables.eventsName()).where("_bronze_version > " + afterBronzeVersion);
  }

  /** Notes in the ledger that the run stops here, and stops. */
  private void halt(FeedTables tables, Dataset<Row> events, Progress progress, Instant startedAt) {
    SilverTally tally = SilverTally.ofVerdicts(events);
    VersionRange nothing = new VersionRange(progress.sourceVersion(), progress.sourceVersion());
    ledger.record(List.of(entry(tables, Mode.HALTED, nothing, tally, startedAt)));
    throw limit.refusal(tally);
  }

  private Entry entry(
      FeedTables tables, Mode mode, VersionRange range, Between keys, Instant startedAt) {
    SilverTally tally =
        SilverTally.of(
            events(tables, range.after()),
            keys.among(lakehouse.table(tables.currentName())),
            tables.feed(),
            SilverTally.mergedAfter(range.after()));
    return entry(tables, mode, range, tally, startedAt);
  }

  private static Entry entry(
      FeedTables tables, Mode mode, VersionRange range, SilverTally tally, Instant startedAt) {
    return new Entry(
        "silver",
        tables.rawName().toString(),
        tables.currentName(),
        mode,
        range,
        tally.counts(),
        tally.tallies(),
        startedAt,
        Duration.between(startedAt, Instant.now()));
  }
}
