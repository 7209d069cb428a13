package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Recomputes the parts of the gold tables that a change in silver touches. */
public final class Gold {

  private final Lakehouse lakehouse;
  private final Ledger ledger;

  public Gold(Lakehouse lakehouse, Ledger ledger) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
  }

  /**
   * Brings gold tables up to date with their sources.
   *
   * @param mode {@code REBUILD} to compute every table from all of its source
   * @return what was done, table by table; empty if nothing was new
   */
  public List<Entry> run(List<GoldTable> tables, Mode mode) {
    tables.forEach(table -> lakehouse.attach(table.source(), table.definition().name()));
    if (mode == Mode.REBUILD) {
      ledger.record(tables.stream().map(Gold::rebuildStarted).toList());
    }
    Map<TableName, Long> newest = new HashMap<>();
    Map<Change, Long> changedRows = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (GoldTable table : tables) {
      long version = newest.computeIfAbsent(table.source(), lakehouse::version);
      Progress progress = ledger.progress(table.definition().name());
      VersionRange range = Lakehouse.unread(table.source(), progress.sourceVersion(), version);
      // Tables of one source have mostly come as far as each other: their change is counted once.
      Change change = new Change(table.source(), range);
      if (!range.isEmpty() && changedRows.computeIfAbsent(change, this::rows) > 0) {
        entries.add(update(table, change, changedRows.get(change)));
      }
    }
    ledger.record(entries);
    return entries;
  }

  /** What is new in a source. */
  private record Change(TableName source, VersionRange range) {}

  private long rows(Change change) {
    return change.range().isFromStart()
        ? lakehouse.tableAt(change.source(), change.range().upTo()).count()
        : lakehouse
            .changes(change.source(), change.range())
            .where("_change_type <> 'update_preimage'")
            .count();
  }

  private Entry update(GoldTable table, Change change, long changedRows) {
    Instant startedAt = Instant.now();
    TableName target = table.definition().name();
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    counts.put(Count.ROWS_IN, changedRows);
    counts.putAll(
        change.range().isFromStart()
            ? computeAll(table, change.range().upTo())
            : new ChangedBuckets(lakehouse, table, change.range()).recompute());
    return new Entry(
        "gold",
        table.source().toString(),
        target,
        ledger.progress(target).isBroken() ? Mode.REBUILD : Mode.INCREMENT,
        change.range(),
        counts,
        Entry.Tallies.NONE,
        startedAt,
        Duration.between(startedAt, Instant.now()));
  }

  /** All of the source in one commit; done twice it comes out the same. */
  private Map<Count, Long> computeAll(GoldTable table, long sourceVersion) {
    Dataset<Row> source = lakehouse.tableAt(table.source(), sourceVersion);
    TableName target = table.definition().name();
    Dataset<Row> rows = table.rows(table.facts(source));
    lakehouse.overwrite(target, Lakehouse.select(rows, table.definition().columnNames()));
    return Map.of(Count.ROWS_OUT, lakehouse.table(target).count());
  }

  private static Entry rebuildStarted(GoldTable table) {
    return Rebuild.started("gold", table.source(), table.definition().name());
  }
}
