package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.orders.CustomerTotals;
import dev.lakehouse.medallion.orders.DailyRevenue;
import dev.lakehouse.medallion.orders.Orders;
import dev.lakehouse.medallion.orders.ProductPerformance;
import dev.lakehouse.medallion.orders.sample.OrderGenerator;
import java.util.List;
import java.util.stream.Stream;

/** What the pipeline is made of: the only place where feeds and gold tables are listed. */
public final class Catalogue {

  private static final List<Feed> FEEDS = List.of(Orders.FEED);

  private static final List<GoldTable> GOLD =
      List.of(new DailyRevenue(), new CustomerTotals(), new ProductPerformance());

  private static final List<ViewDefinition> GOLD_VIEWS = List.of(CustomerTotals.summary());

  private static final List<SampleData> SAMPLES = List.of(new OrderGenerator());

  private Catalogue() {}

  public static List<Feed> feeds() {
    return FEEDS;
  }

  public static List<GoldTable> gold() {
    return GOLD;
  }

  /** What makes synthetic files. */
  public static List<SampleData> samples() {
    return SAMPLES;
  }

  /** Every table, those of earlier layers first. */
  public static List<TableDefinition> tables() {
    Stream<FeedTables> feeds = FEEDS.stream().map(FeedTables::new);
    return Stream.of(
            feeds.flatMap(
                feed ->
                    Stream.of(
                        feed.raw(), feed.events(), feed.waivers(), feed.retry(), feed.current())),
            GOLD.stream().map(GoldTable::definition),
            Stream.of(Ledger.definition()))
        .flatMap(tables -> tables)
        .toList();
  }

  /** Every view, each after the tables it reads. */
  public static List<ViewDefinition> views() {
    Stream<ViewDefinition> quarantines =
        FEEDS.stream().map(feed -> new FeedTables(feed).quarantine());
    return Stream.concat(quarantines, GOLD_VIEWS.stream()).toList();
  }
}
