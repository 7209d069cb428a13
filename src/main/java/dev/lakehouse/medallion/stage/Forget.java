package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import dev.lakehouse.medallion.transform.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes lines out of a feed's tables for good.
 *
 * <p>The lines are noted first, in a table of their own: what it names is to be gone, and a forget
 * that died is finished from it by whoever comes next. What the lines count for is taken out of the
 * ledger's sums then, while the tables still tell it, and after that the lines go. Every step looks
 * at what is there, and done twice it comes out the same. Whatever else writes these tables has to
 * finish an open forget before.
 */
public final class Forget {

  private static final String STAGE = "forget";
  private static final String[] FILE_PATH = {"file_path"};

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final FeedTables tables;

  public Forget(Lakehouse lakehouse, Ledger ledger, Feed feed) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.tables = new FeedTables(feed);
    lakehouse.attach(tables.forgottenName());
  }

  /** Whether lines are noted that are not forgotten to the end. */
  public boolean isOpen() {
    return holdsRows(tables.forgottenName(), unread(tables.forgottenName()));
  }

  /** Those lines: {@code line_id STRING, file_path STRING}, a row for each. */
  public Dataset<Row> open() {
    return lakehouse
        .added(tables.forgottenName(), unread(tables.forgottenName()))
        .select("line_id", "file_path");
  }

  /**
   * The lines about a subject that the tables hold: {@code line_id STRING, file_path STRING}, a row
   * for each.
   *
   * @throws UserException if a line was taken in that has not been judged
   */
  public Dataset<Row> lines(Subject subject) {
    attach();
    requireEveryLineJudged();
    return lakehouse
        .table(tables.eventsName())
        .where(subject.isOf())
        .selectExpr("_line_id AS line_id", "_file_path AS file_path");
  }

  /** What the tables hold of some lines. */
  public Holdings holdings(Dataset<Row> lines) {
    return Holdings.of(lakehouse, tables, lines);
  }

  /** Notes lines as forgotten: whatever happens now, they are going to be gone. */
  public void note(Dataset<Row> lines) {
    lakehouse.append(
        tables.forgottenName(),
        lines
            .withColumn("forgotten_at", current_timestamp())
            .withColumn("run_id", lit(ledger.runId())));
  }

  public Feed feed() {
    return tables.feed();
  }

  /** Removes the lines that are noted from the feed's tables, and from the files of these. */
  public void remove() {
    attach();
    if (!ledger.progress(tables.currentName()).isInForget()) {
      ledger.record(opening());
    }
    Dataset<Row> gone = open().select("line_id").distinct();
    new Upsert(lakehouse, tables).takeOut(gone);
    remove(gone, tables.waiversName(), "target.line_id");
    remove(gone, tables.retryName(), "target._line_id");
    remove(gone, tables.rawName(), FeedTables.LINE_IDENTITY);
    remove(gone, tables.eventsName(), "target._line_id");
    names().forEach(lakehouse::purge);
  }

  /**
   * Notes that the lines are gone; they have to be so from what follows from the feed, too.
   *
   * @return what was done, last how many lines were forgotten
   */
  public List<Entry> close(Instant startedAt) {
    SilverTally nothing = new SilverTally(Map.of(), Entry.Tallies.NONE);
    SilverTally noted = new SilverTally(Map.of(Count.ROWS_OUT, open().count()), Entry.Tallies.NONE);
    List<Entry> entries =
        Stream.of(tables.rawName(), tables.currentName())
            .map(target -> entry(target, Mode.FORGET, settled(target), nothing, startedAt))
            .collect(Collectors.toCollection(ArrayList::new));
    entries.add(
        entry(
            tables.forgottenName(), Mode.FORGET, unread(tables.forgottenName()), noted, startedAt));
    ledger.record(entries);
    return entries;
  }

  private void attach() {
    names().forEach(lakehouse::attach);
  }

  /** The tables that hold lines. */
  private List<TableName> names() {
    return List.of(
        tables.currentName(),
        tables.waiversName(),
        tables.retryName(),
        tables.rawName(),
        tables.eventsName());
  }

  private void remove(Dataset<Row> gone, TableName target, String identity) {
    lakehouse.run(gone, rows -> Merge.gone(lakehouse.qualified(target), rows, identity));
  }

  private void requireEveryLineJudged() {
    if (ledger.progress(tables.rawName()).isSalvage()
        || holdsRows(tables.rawName(), unrecorded(tables.rawName()))) {
      throw notNow("A run of Bronze has not been finished.", "bronze` and `medallion silver");
    }
    Progress progress = ledger.progress(tables.currentName());
    if (progress.isBroken() || progress.isHalted() || progress.isInRetry()) {
      throw notNow("A run of Silver or a retry has not been finished.", "silver");
    }
    if (holdsRows(tables.rawName(), unrecorded(tables.currentName()))) {
      throw notNow("Bronze holds lines that have not been judged.", "silver");
    }
  }

  private static UserException notNow(String cause, String stages) {
    return new UserException(
        "It cannot be said now which lines there are to forget.",
        cause,
        "Run `medallion " + stages + "` first.");
  }

  private VersionRange unread(TableName source) {
    return lakehouse.unread(source, ledger.progress(source).sourceVersion());
  }

  /** The versions of the raw table that a target has not come to. */
  private VersionRange unrecorded(TableName target) {
    return lakehouse.unread(tables.rawName(), ledger.progress(target).sourceVersion());
  }

  private boolean holdsRows(TableName source, VersionRange range) {
    return !range.isEmpty() && !lakehouse.added(source, range).isEmpty();
  }

  /** The versions that took lines out are read with that; those that bring lines are not. */
  private VersionRange settled(TableName target) {
    VersionRange unrecorded = unrecorded(target);
    return holdsRows(tables.rawName(), unrecorded)
        ? new VersionRange(unrecorded.after(), unrecorded.after())
        : unrecorded;
  }

  /** Takes what the lines count for out of the ledger's sums. */
  private List<Entry> opening() {
    Dataset<Row> events = lakehouse.table(tables.eventsName());
    Dataset<Row> ids = open().select("line_id").distinct();
    Column isOne = expr("_line_id = line_id");
    Dataset<Row> left = events.join(ids, isOne, "left_anti").selectExpr("_file_path AS file_path");
    long emptied = open().select("file_path").distinct().join(left, FILE_PATH, "left_anti").count();
    SilverTally tally =
        SilverTally.of(
            events.join(ids, isOne, "left_semi"),
            lakehouse.table(tables.currentName()),
            tables.feed(),
            SilverTally.MERGED_FROM_THESE);
    long lines = tally.counts().get(Count.ROWS_IN);
    Map<Count, Long> counts = new EnumMap<>(tally.takenOut().counts());
    // No line is taken back: of those that were taken in, some have come to be forgotten.
    counts.put(Count.ROWS_IN, 0L);
    counts.put(Count.ROWS_FORGOTTEN, lines);
    counts.remove(Count.ROWS_OUT);
    return List.of(
        started(
            tables.rawName(),
            Map.of(Count.FILES, -emptied, Count.ROWS_FORGOTTEN, lines),
            Entry.Tallies.NONE),
        started(tables.currentName(), counts, tally.takenOut().tallies()));
  }

  private Entry started(TableName target, Map<Count, Long> counts, Entry.Tallies tallies) {
    long read = ledger.progress(target).sourceVersion();
    return entry(
        target,
        Mode.FORGET_STARTED,
        new VersionRange(read, read),
        new SilverTally(counts, tallies),
        Instant.now());
  }

  private Entry entry(
      TableName target, Mode mode, VersionRange range, SilverTally tally, Instant startedAt) {
    boolean isNote = target.equals(tables.forgottenName());
    return new Entry(
        STAGE,
        (isNote ? tables.eventsName() : tables.forgottenName()).toString(),
        target,
        mode,
        range,
        tally.counts(),
        tally.tallies(),
        startedAt,
        Duration.between(startedAt, Instant.now()));
  }
}
