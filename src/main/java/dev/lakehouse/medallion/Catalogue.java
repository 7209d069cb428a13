package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.MetricView;
import dev.lakehouse.medallion.contract.ReferenceTable;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.customers.CustomerGenerator;
import dev.lakehouse.medallion.customers.CustomerGold;
import dev.lakehouse.medallion.customers.Customers;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.orders.Orders;
import dev.lakehouse.medallion.orders.gold.ExchangeRates;
import dev.lakehouse.medallion.orders.gold.Measures;
import dev.lakehouse.medallion.orders.gold.OrderCharts;
import dev.lakehouse.medallion.orders.gold.OrderGold;
import dev.lakehouse.medallion.orders.gold.OrderMetrics;
import dev.lakehouse.medallion.orders.sample.OrderGenerator;
import dev.lakehouse.medallion.report.Material;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pipeline is made of: the only place where feeds and gold tables are listed. */
public final class Catalogue {

  private static final List<Feed> FEEDS = List.of(Orders.FEED, Customers.FEED);

  private static final List<GoldTable> GOLD = OrderGold.tables();

  private static final List<ViewDefinition> GOLD_VIEWS =
      Stream.of(OrderGold.views(), CustomerGold.views()).flatMap(List::stream).toList();

  private static final List<ReferenceTable> REFERENCES = List.of(ExchangeRates.TABLE);

  private static final List<SampleData> SAMPLES =
      List.of(new OrderGenerator(), new CustomerGenerator());

  private Catalogue() {}

  public static List<Feed> feeds() {
    return FEEDS;
  }

  public static List<GoldTable> gold() {
    return GOLD;
  }

  /** The tables that people provide. */
  public static List<ReferenceTable> references() {
    return REFERENCES;
  }

  /** The measures, in the order in which they are documented. */
  public static List<Measure> measures() {
    return Measures.ALL;
  }

  /** The measures as they may be combined freely. */
  public static List<MetricView> metricViews() {
    return List.of(OrderMetrics.VIEW);
  }

  /** The pictures of what gold holds, in the order in which they are shown. */
  public static List<Chart> charts() {
    return OrderCharts.ALL;
  }

  /** What makes synthetic files. */
  public static List<SampleData> samples() {
    return SAMPLES;
  }

  /** The names of {@link #tables()}. */
  public static List<TableName> tableNames() {
    return tables().stream().map(TableDefinition::name).toList();
  }

  /** Every table, those of earlier layers first. */
  public static List<TableDefinition> tables() {
    Stream<FeedTables> feeds = FEEDS.stream().map(FeedTables::new);
    return Stream.of(
            REFERENCES.stream().map(ReferenceTable::definition),
            feeds.flatMap(
                feed ->
                    Stream.of(
                        feed.raw(),
                        feed.events(),
                        feed.waivers(),
                        feed.retry(),
                        feed.forgotten(),
                        feed.current())),
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

  /** What a report tells of. */
  static Material reported() {
    return new Material(
        FEEDS,
        tables().stream().map(TableDefinition::name).toList(),
        relations(),
        Provenance.lineage(),
        charts());
  }

  /**
   * The reference table of a name.
   *
   * @throws UserException if there is none
   */
  static ReferenceTable reference(String name) {
    return REFERENCES.stream()
        .filter(table -> table.definition().name().toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no reference table " + name + ".",
                    "The others follow from the files that arrive, and cannot be loaded.",
                    "Give `medallion load` one of these: "
                        + REFERENCES.stream()
                            .map(table -> table.definition().name().toString())
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** What an analyst reads. */
  public static List<Relation> goldRelations() {
    return relations().stream().filter(it -> it.name().layer() == Layer.GOLD).toList();
  }

  /** The gold tables and views that an answer key of some synthetic lines tells. */
  public static List<Relation> keyed(SampleData data) {
    return relations().stream()
        .filter(relation -> data.goldTold().contains(relation.name()))
        .toList();
  }

  /**
   * The feed of a name.
   *
   * @throws UserException if there is none
   */
  public static Feed feed(String name) {
    return FEEDS.stream()
        .filter(feed -> feed.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no feed " + name + ".",
                    "It was named by --feed.",
                    "Give --feed one of these: "
                        + FEEDS.stream().map(Feed::name).collect(Collectors.joining(", "))
                        + "."));
  }

  /** Every table and view as whoever reads them sees them, by name. */
  public static List<Relation> relations() {
    Stream<Relation> gold = GOLD.stream().map(Relation::of);
    Stream<Relation> others =
        tables().stream()
            .filter(
                table -> GOLD.stream().noneMatch(it -> it.definition().name().equals(table.name())))
            .map(Relation::of);
    return Stream.of(gold, others, views().stream().map(Relation::of))
        .flatMap(relations -> relations)
        .sorted(
            Comparator.comparing((Relation relation) -> relation.name().layer())
                .thenComparing(relation -> relation.name().name()))
        .toList();
  }
}
