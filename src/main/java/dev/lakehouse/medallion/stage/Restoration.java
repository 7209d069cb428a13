package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that a table which was dropped by hand is filled again.
 *
 * <p>A table that is missing and of which the ledger knows was dropped. Made again it is empty, and
 * those who write to it and read from it believe that they have come far: the ledger has to say
 * first that they begin anew.
 */
public final class Restoration {

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Set<TableName> missing;

  /**
   * @param missing the tables that are about to be made
   */
  public Restoration(Lakehouse lakehouse, Ledger ledger, Collection<TableName> missing) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.missing = Set.copyOf(missing);
  }

  /**
   * Opens a rebuild of each table that was dropped, and of those that follow from it.
   *
   * @return the tables that were dropped
   * @throws UserException if a raw table was: nothing in the lakehouse says what was in it
   */
  public List<TableName> prepare(List<Feed> feeds, List<GoldTable> gold) {
    List<Entry> opened = new ArrayList<>();
    for (Feed feed : feeds) {
      FeedTables tables = new FeedTables(feed);
      Progress raw = ledger.progress(tables.rawName());
      if (missing.contains(tables.rawName()) && raw.sequence() > 0 && !raw.isRestarting()) {
        throw rawDropped(tables.rawName());
      }
      boolean wasFilled = ledger.progress(tables.currentName()).sequence() > 0;
      if (wasFilled && isMissing(tables.currentName(), tables.eventsName())) {
        opened.add(Rebuild.started("silver", tables.rawName(), tables.currentName()));
      }
    }
    for (GoldTable table : gold) {
      boolean wasFilled = ledger.progress(table.definition().name()).sequence() > 0;
      boolean lostSource = table.sources().stream().anyMatch(missing::contains);
      if (wasFilled && (lostSource || isMissing(table.definition().name()))) {
        opened.addAll(Rebuild.started(table));
      }
    }
    ledger.record(opened);
    return opened.stream().map(Entry::target).distinct().toList();
  }

  /**
   * The same for a lakehouse that has lost its ledger: what follows from a raw table tells that
   * there was one.
   *
   * @throws UserException if a raw table is missing of which there are lines in other tables
   */
  public void requireRaw(List<Feed> feeds) {
    for (Feed feed : feeds) {
      FeedTables tables = new FeedTables(feed);
      if (missing.contains(tables.rawName()) && lakehouse.hasRows(tables.eventsName())) {
        throw rawDropped(tables.rawName());
      }
    }
  }

  private boolean isMissing(TableName... tables) {
    return List.of(tables).stream().anyMatch(missing::contains);
  }

  private static UserException rawDropped(TableName raw) {
    return new UserException(
        "Table " + raw + " is gone, and there were lines in it.",
        "It was dropped, or its folder deleted. Every other table follows from it.",
        "Restore it: the folder from a backup, or by UNDROP TABLE where there is that. If it cannot be,"
            + " `medallion repair` has every landed file taken in anew.");
  }
}
