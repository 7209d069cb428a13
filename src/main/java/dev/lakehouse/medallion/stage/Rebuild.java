package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The ledger rows that open a rebuild, so that one that dies is finished by the next run. */
final class Rebuild {

  private Rebuild() {}

  /** One for each source of a gold table. */
  static List<Entry> started(GoldTable table) {
    return table.sources().stream()
        .map(source -> started("gold", source, table.definition().name()))
        .toList();
  }

  static Entry started(String stage, TableName source, TableName target) {
    return new Entry(
        stage,
        source.toString(),
        target,
        Mode.REBUILD_STARTED,
        new VersionRange(VersionRange.NOTHING, VersionRange.NOTHING),
        Map.of(),
        Entry.Tallies.NONE,
        Instant.now(),
        Duration.ZERO);
  }
}
