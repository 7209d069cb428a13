package dev.lakehouse.medallion.verify;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The laws of a feed's tables, layer by layer; each is examined when it is asked for. */
final class Laws {

  private final Settled settled;
  private final BronzeLaws bronze;
  private final SilverLaws silver;
  private final GoldLaws gold;
  private final LedgerLaws ledger;
  private final Zones zones;
  private final List<GoldTable> tables;

  Laws(
      Platform platform,
      Lakehouse lakehouse,
      Ledger ledger,
      Zones zones,
      FeedTables feed,
      List<GoldTable> gold) {
    this.settled = new Settled(lakehouse, ledger, feed);
    this.bronze = new BronzeLaws(platform, lakehouse, settled);
    this.silver = new SilverLaws(lakehouse, settled);
    this.gold = new GoldLaws(lakehouse, settled);
    this.ledger = new LedgerLaws(lakehouse, settled);
    this.zones = zones;
    this.tables = gold.stream().filter(table -> feed.isOneOf(table.sources().get(0))).toList();
  }

  List<Supplier<Stream<Finding>>> of(Layer layer) {
    return switch (layer) {
      case REF -> List.of();
      case BRONZE -> List.of(() -> Stream.of(bronze.linesOfFiles()));
      case SILVER -> settled.isUntouched() ? List.of(() -> Stream.of(silver.nothing())) : silver();
      case GOLD ->
          tables.stream().<Supplier<Stream<Finding>>>map(table -> () -> gold.of(table)).toList();
      case OPS -> settled.isUntouched() ? List.of() : ledger();
    };
  }

  private List<Supplier<Stream<Finding>>> silver() {
    return List.of(
        () -> Stream.of(silver.events(zones)),
        () -> Stream.of(silver.current()),
        () -> Stream.of(silver.origins()),
        () -> Stream.of(silver.quarantine()),
        () -> Stream.of(silver.waivers()),
        () -> Stream.of(silver.forgotten()),
        silver::conservation);
  }

  private List<Supplier<Stream<Finding>>> ledger() {
    return List.of(
        () -> Stream.of(ledger.numbering()),
        () -> Stream.of(ledger.finished()),
        () -> Stream.of(ledger.balance()),
        ledger::sums);
  }
}
