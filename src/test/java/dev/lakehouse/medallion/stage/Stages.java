package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.orders.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages over a test's lakehouse with a feed that differs from the one in the catalogue. */
final class Stages {

  private final TestLakehouse tested;

  Stages(TestLakehouse tested) {
    this.tested = tested;
  }

  /** The orders with one rule more. */
  static Feed ordersWith(Rule rule) {
    List<Rule> rules = new ArrayList<>(Orders.FEED.rules());
    rules.add(rule);
    return new Feed(
        Orders.FEED.name(),
        Orders.FEED.singular(),
        Orders.FEED.fields(),
        Orders.FEED.derived(),
        rules,
        Orders.FEED.key(),
        Orders.FEED.recency(),
        Orders.FEED.money(),
        Orders.FEED.subject(),
        Orders.FEED.skippingColumns());
  }

  Setup.Made setup(Feed feed) {
    FeedTables tables = new FeedTables(feed);
    return new Setup(tested.platform(), lakehouse())
        .run(
            List.of(
                tables.raw(),
                tables.events(),
                tables.waivers(),
                tables.retry(),
                tables.forgotten(),
                tables.current()),
            List.of(tables.quarantine()));
  }

  List<Entry> silver(Feed feed, Mode mode, RejectionLimit limit) {
    return new Silver(lakehouse(), ledger(), Zones.UTC, limit).run(feed, mode);
  }

  Optional<Entry> retry(Feed feed) {
    return new Retry(lakehouse(), ledger(), Zones.UTC).run(feed);
  }

  /** Brings some of the gold tables up to date, each named {@code gold.table}. */
  List<Entry> gold(Mode mode, List<String> tables) {
    List<GoldTable> some =
        Catalogue.gold().stream()
            .filter(table -> tables.contains(table.definition().name().toString()))
            .toList();
    return new Gold(lakehouse(), ledger(), entry -> {}).run(some, mode);
  }

  private Lakehouse lakehouse() {
    return new Lakehouse(tested.platform());
  }

  private Ledger ledger() {
    return new Ledger(lakehouse(), "test");
  }
}
