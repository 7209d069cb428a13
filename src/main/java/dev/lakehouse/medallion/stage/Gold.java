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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<TableName> targets = tables.stream().map(table -> table.definition().name()).toList();
    lakehouse.attach(targets.toArray(TableName[]::new));
    Map<TableName, Progress> progress = new HashMap<>(ledger.progress(targets));
    if (mode == Mode.REBUILD) {
      announceRebuild(tables, progress);
    }
    Map<TableName, Long> newest = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (GoldTable table : tables) {
      lakehouse.attach(table.source());
      newest.computeIfAbsent(table.source(), lakehouse::version);
      Progress before = progress.get(table.definition().name());
      VersionRange range =
          Lakehouse.unread(table.source(), before.sourceVersion(), newest.get(table.source()));
      if (!range.isEmpty()) {
        update(table, range, before).ifPresent(entries::add);
      }
    }
    if (!entries.isEmpty()) {
      ledger.record(entries, progress);
    }
    return entries;
  }

  private Optional<Entry> update(GoldTable table, VersionRange range, Progress before) {
    Instant startedAt = Instant.now();
    Map<Count, Long> counts =
        range.isFromStart()
            ? computeAll(table, range.upTo())
            : new ChangedBuckets(lakehouse, table, range).recompute();
    if (counts.get(Count.ROWS_IN) == 0) {
      return Optional.empty();
    }
    Mode mode = before.isBroken() ? Mode.REBUILD : Mode.INCREMENT;
    return Optional.of(
        new Entry(
            "gold",
            table.source().toString(),
            table.definition().name(),
            mode,
            range,
            counts,
            Entry.Tallies.NONE,
            startedAt,
            Duration.between(startedAt, Instant.now())));
  }

  /** All of the source in one commit; done twice it comes out the same. */
  private Map<Count, Long> computeAll(GoldTable table, long sourceVersion) {
    Dataset<Row> source = lakehouse.tableAt(table.source(), sourceVersion);
    TableName target = table.definition().name();
    Dataset<Row> rows = table.rows(table.facts(source));
    lakehouse.overwrite(target, Lakehouse.select(rows, table.definition().columnNames()));
    return Map.of(Count.ROWS_IN, source.count(), Count.ROWS_OUT, lakehouse.table(target).count());
  }

  private void announceRebuild(List<GoldTable> tables, Map<TableName, Progress> progress) {
    List<Entry> started =
        tables.stream()
            .map(table -> Rebuild.started("gold", table.source(), table.definition().name()))
            .toList();
    ledger.record(started, progress);
    progress.replaceAll((target, before) -> before.next(Mode.REBUILD_STARTED));
  }
}
