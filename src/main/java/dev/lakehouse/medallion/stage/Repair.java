package dev.lakehouse.medallion.stage;

import static java.util.Comparator.comparing;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Mends what a run refuses to mend by itself, because a person should know of it; whatever it takes
 * back is made again by the next run.
 */
public final class Repair {

  private static final TableName LEDGER = Ledger.definition().name();

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;

  public Repair(Platform platform, Lakehouse lakehouse, Ledger ledger) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
  }

  /**
   * Something to mend.
   *
   * @param damage what is wrong, and what is done about it
   * @param remedy what does it
   */
  public record Finding(String damage, Runnable remedy) {}

  /**
   * Commits that cannot be read. Without it a table is older than the ledger believes; so the
   * ledger says first that it is filled anew. The ledger's own comes first: the row it loses is of
   * work that is done again.
   *
   * @throws UserException if a raw table is one of them, and files that it was filled from are gone
   */
  public List<Finding> brokenCommits(
      List<TableName> tables, List<Feed> feeds, List<GoldTable> gold) {
    List<Finding> findings = new ArrayList<>();
    for (TableName table : tables) {
      platform
          .brokenCommit(table)
          .ifPresent(
              commit ->
                  findings.add(
                      new Finding(
                          "%s: a commit cannot be read; set aside as %s.broken"
                              .formatted(table, commit),
                          () -> setAside(table, commit, feeds, gold))));
    }
    findings.sort(comparing(finding -> !finding.damage().startsWith(LEDGER + ":")));
    return findings;
  }

  private void setAside(TableName table, String commit, List<Feed> feeds, List<GoldTable> gold) {
    if (!table.equals(LEDGER)) {
      ledger.attach();
      List<FeedTables> filled =
          feeds.stream()
              .map(FeedTables::new)
              .filter(feed -> feed.rawName().equals(table))
              .filter(feed -> ledger.progress(table).sequence() > 0)
              .toList();
      filled.forEach(this::requireFiles);
      filled.forEach(feed -> ledger.record(restart(feed)));
      new Restoration(lakehouse, ledger, List.of(table)).prepare(feeds, gold);
    }
    platform.setAside(commit);
  }

  /**
   * A raw table that is gone, or older than the ledger believes: every landed file that it does not
   * know is taken in anew.
   *
   * @throws UserException if files of which there are events are no longer there: their orders
   *     would go with them
   */
  public Optional<Finding> lostLines(Feed feed) {
    FeedTables tables = new FeedTables(feed);
    TableName raw = tables.rawName();
    boolean wasFilled;
    long recorded = VersionRange.NOTHING;
    if (platform.attach(LEDGER)) {
      wasFilled = ledger.progress(raw).sequence() > 0;
      recorded = ledger.progress(raw).sourceVersion();
    } else {
      wasFilled = lakehouse.hasRows(tables.eventsName());
    }
    boolean isThere = platform.attach(raw) && lakehouse.version(raw) >= recorded;
    if (isThere || !wasFilled) {
      return Optional.empty();
    }
    requireFiles(tables);
    return Optional.of(
        new Finding(
            raw + ": lines of it are gone; the next run takes in anew what it does not have",
            () -> {
              new Setup(platform, lakehouse).run(List.of(Ledger.definition()), List.of());
              ledger.record(restart(tables));
            }));
  }

  private void requireFiles(FeedTables tables) {
    if (!platform.attach(tables.eventsName())) {
      return;
    }
    Dataset<Row> files =
        lakehouse.table(tables.eventsName()).selectExpr("_file_path AS name").distinct();
    Dataset<Row> gone = files.join(landed(tables), new String[] {"name"}, "left_anti");
    long count = gone.count();
    if (count > 0) {
      throw new UserException(
          "%d of the files that were taken in are no longer in %s."
              .formatted(count, platform.landing(tables.feed().name())),
          "One of them is "
              + gone.first().getString(0)
              + ". "
              + tables.rawName()
              + " is gone, and their lines are nowhere else.",
          "Put the files back, or restore the table, and run `medallion repair` again.");
    }
  }

  private Dataset<Row> landed(FeedTables tables) {
    return platform
        .landedFiles(tables.feed().name(), Feed.FILE_NAMES)
        .map(files -> files.select("name"))
        .orElseGet(() -> lakehouse.spark().sql("SELECT '' AS name LIMIT 0"));
  }

  private List<Entry> restart(FeedTables tables) {
    return List.of(
        new Entry(
            "bronze",
            platform.landing(tables.feed().name()),
            tables.rawName(),
            Mode.RESTART_STARTED,
            new VersionRange(VersionRange.NOTHING, VersionRange.NOTHING),
            Map.of(),
            Entry.Tallies.NONE,
            Instant.now(),
            Duration.ZERO),
        Rebuild.started("silver", tables.rawName(), tables.currentName()));
  }
}
