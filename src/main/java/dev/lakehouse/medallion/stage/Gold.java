package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Movement;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Recomputes the parts of the gold tables that a change in silver touches. */
public final class Gold {

  /** How many tables are brought up to date at the same time; three were no faster than two. */
  private static final int AT_ONCE = 2;

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Consumer<Entry> done;
  private final Movements movements;

  /** Tables of one source have mostly come as far as each other: a change is counted once. */
  private final Map<News, Long> changedRows = new HashMap<>();

  /**
   * The stage over some tables.
   *
   * @param done is told what was done to a table as soon as it is
   */
  public Gold(Lakehouse lakehouse, Ledger ledger, Consumer<Entry> done) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.done = done;
    this.movements = new Movements(lakehouse);
  }

  /** How the figures that the tables are known by have changed since this began its work. */
  public List<Movement> movements() {
    return movements.all();
  }

  /**
   * Brings gold tables up to date with their sources.
   *
   * @param mode {@code REBUILD} to compute every table from all of its sources
   * @return what was done, table by table and for each the sources that had changed; the first of a
   *     table's entries has what was counted of it; empty if nothing was new
   */
  public List<Entry> run(List<GoldTable> tables, Mode mode) {
    for (GoldTable table : tables) {
      lakehouse.attach(table.definition().name());
      table.sources().forEach(lakehouse::attach);
    }
    if (mode == Mode.REBUILD) {
      ledger.record(tables.stream().flatMap(table -> Rebuild.started(table).stream()).toList());
    }
    Map<TableName, Long> newest = new HashMap<>();
    tables.stream()
        .flatMap(table -> table.sources().stream())
        .forEach(source -> newest.computeIfAbsent(source, lakehouse::version));
    count(tables.stream().flatMap(table -> news(table, newest)).distinct().toList());
    List<Callable<List<Entry>>> updates = new ArrayList<>();
    for (GoldTable table : tables) {
      List<Change> changes = news(table, newest).map(this::change).toList();
      // A rebuild from sources that have no rows left has rows to remove.
      Mode how = isInRebuild(table) ? Mode.REBUILD : Mode.INCREMENT;
      if (how == Mode.REBUILD || changes.stream().anyMatch(change -> change.rows() > 0)) {
        movements.before(table);
        updates.add(() -> update(table, how, changes));
      }
    }
    lakehouse.expect(changedRows.values().stream().mapToLong(rows -> rows).max().orElse(0));
    List<Entry> entries = new ArrayList<>();
    AtOnce.run(
        AT_ONCE,
        updates,
        updated -> {
          updated.forEach(done);
          entries.addAll(updated);
        });
    ledger.record(entries);
    if (!entries.isEmpty()) {
      entries.stream().map(Entry::target).distinct().forEach(this::tidy);
      lakehouse.tidy(runs(entries.get(0).target()), Ledger.definition().name());
    }
    return entries;
  }

  private void tidy(TableName target) {
    lakehouse.tidy(runs(target), target);
  }

  private long runs(TableName target) {
    return ledger.progress(target).sequence();
  }

  private boolean isInRebuild(GoldTable table) {
    return ledger.progress(table.definition().name()).isBroken();
  }

  /** What is new in a source. */
  private record News(TableName source, VersionRange range) {}

  /**
   * The same for a table.
   *
   * @param rows how many rows of the source have changed
   */
  private record Change(TableName source, VersionRange range, long rows) {}

  /** What a table has not read yet, source by source. */
  private Stream<News> news(GoldTable table, Map<TableName, Long> newest) {
    return table.sources().stream()
        .map(
            source -> {
              long read = ledger.versionRead(table.definition().name(), source);
              return new News(source, Lakehouse.unread(source, read, newest.get(source)));
            });
  }

  private Change change(News news) {
    return new Change(news.source(), news.range(), changedRows.get(news));
  }

  private void count(List<News> all) {
    List<News> uncounted = all.stream().filter(news -> !changedRows.containsKey(news)).toList();
    Iterator<News> counted = uncounted.iterator();
    AtOnce.run(
        AT_ONCE,
        uncounted.stream().map(news -> (Callable<Long>) () -> count(news)).toList(),
        rows -> changedRows.put(counted.next(), rows));
  }

  private long count(News news) {
    if (news.range().isEmpty() || news.range().isCreation()) {
      return 0;
    }
    return news.range().isFromStart()
        ? lakehouse.tableAt(news.source(), news.range().upTo()).count()
        : lakehouse
            .changes(news.source(), news.range())
            .where("_change_type <> 'update_preimage'")
            .count();
  }

  /** Run by several threads: nothing that they share is changed by one of them. */
  private List<Entry> update(GoldTable table, Mode mode, List<Change> changes) {
    Instant startedAt = Instant.now();
    Map<Count, Long> counts =
        changes.stream().anyMatch(change -> change.range().isFromStart())
            ? computeAll(table, changes)
            : new ChangedBuckets(lakehouse, table, ranges(changes)).recompute();
    Duration duration = Duration.between(startedAt, Instant.now());
    movements.after(table);
    List<Entry> entries = new ArrayList<>();
    for (Change change : changes) {
      if (!change.range().isEmpty()) {
        Map<Count, Long> counted = new EnumMap<>(Map.of(Count.ROWS_IN, change.rows()));
        counted.putAll(entries.isEmpty() ? counts : Map.of());
        entries.add(
            new Entry(
                "gold",
                change.source().toString(),
                table.definition().name(),
                mode,
                change.range(),
                counted,
                Entry.Tallies.NONE,
                startedAt,
                duration));
      }
    }
    return entries;
  }

  private static Map<TableName, VersionRange> ranges(List<Change> changes) {
    return changes.stream().collect(Collectors.toMap(Change::source, Change::range));
  }

  /** All of the sources in one commit; done twice it comes out the same. */
  private Map<Count, Long> computeAll(GoldTable table, List<Change> changes) {
    Map<TableName, Dataset<Row>> facts = new HashMap<>();
    for (Change change : changes) {
      Dataset<Row> rows = lakehouse.tableAt(change.source(), change.range().upTo());
      facts.put(change.source(), table.facts(change.source(), rows));
    }
    TableName target = table.definition().name();
    Dataset<Row> rows = table.rows(new Facts(facts));
    lakehouse.overwrite(target, Lakehouse.select(rows, table.definition().columnNames()));
    return Map.of(Count.ROWS_OUT, lakehouse.table(target).count());
  }
}
