package dev.lakehouse.medallion.verify;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables as far as the ledger says they have come: what a run in progress has added since is
 * not yet anybody's promise.
 */
final class Settled {

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final FeedTables tables;

  Settled(Lakehouse lakehouse, Ledger ledger, FeedTables tables) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.tables = tables;
  }

  FeedTables tables() {
    return tables;
  }

  /**
   * Whether no line of the feed has ever come, and no run has said anything of it, so that all of
   * its tables have to be empty.
   */
  boolean isUntouched() {
    return ledger.progress(tables.rawName()).sequence() == 0
        && ledger.progress(tables.currentName()).sequence() == 0
        && lakehouse.table(tables.rawName()).isEmpty();
  }

  /** The raw lines that Bronze has recorded. */
  Dataset<Row> recorded() {
    return upTo(ledger.progress(tables.rawName()).sourceVersion(), tables.rawName());
  }

  /** The raw lines that Silver has read. */
  Dataset<Row> judged() {
    return upTo(ledger.progress(tables.currentName()).sourceVersion(), tables.rawName());
  }

  /** The verdicts on them. */
  Dataset<Row> events() {
    return lakehouse
        .table(tables.eventsName())
        .where("_bronze_version <= " + ledger.progress(tables.currentName()).sourceVersion());
  }

  Dataset<Row> current() {
    return lakehouse.table(tables.currentName());
  }

  Dataset<Row> quarantine() {
    return lakehouse.table(tables.quarantineName());
  }

  /** The lines that no table is to have any more. */
  Dataset<Row> forgotten() {
    return lakehouse.table(tables.forgottenName());
  }

  /** A source as a gold table has read it. */
  Dataset<Row> sourceOf(TableName reader, TableName source) {
    return upTo(ledger.versionRead(reader, source), source);
  }

  private Dataset<Row> upTo(long version, TableName table) {
    return version < 0 ? lakehouse.table(table).limit(0) : lakehouse.tableAt(table, version);
  }
}
