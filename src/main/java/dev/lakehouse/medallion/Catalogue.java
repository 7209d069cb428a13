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
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /** The tables that are filled from what is new in a table. */
  static List<TableName> readers(TableName source) {
    Stream<TableName> silver =
        FEEDS.stream()
            .map(FeedTables::new)
            .filter(tables -> tables.rawName().equals(source))
            .map(FeedTables::currentName);
    Stream<TableName> gold =
        GOLD.stream()
            .filter(table -> table.sources().contains(source))
            .map(table -> table.definition().name());
    return Stream.concat(silver, gold).toList();
  }

  /** Every view, each after the tables it reads. */
  public static List<ViewDefinition> views() {
    Stream<ViewDefinition> quarantines =
        FEEDS.stream().map(feed -> new FeedTables(feed).quarantine());
    return Stream.concat(quarantines, GOLD_VIEWS.stream()).toList();
  }

  /**
   * The tables and views that a statement may read: those whose names stand in it, with what they
   * follow from; where no name does, all. To make each known to a session takes a moment.
   */
  static Set<String> readBy(String statement) {
    String text = statement.toLowerCase(Locale.ROOT);
    Set<String> read = new HashSet<>();
    Deque<String> found = new ArrayDeque<>();
    relations().stream()
        .filter(relation -> text.contains(relation.name().name()))
        .forEach(relation -> found.add(relation.name().toString()));
    if (found.isEmpty()) {
      relations().forEach(relation -> found.add(relation.name().toString()));
    }
    while (!found.isEmpty()) {
      String name = found.pop();
      if (read.add(name)) {
        views().stream()
            .filter(view -> view.name().toString().equals(name))
            .forEach(view -> found.addAll(view.sources()));
      }
    }
    return read;
  }

  /** What feeds each table and view, by their names; the ledger is fed by every stage. */
  static Map<String, Set<String>> lineage() {
    Map<String, Set<String>> lineage = new TreeMap<>();
    FEEDS.stream()
        .map(FeedTables::new)
        .forEach(
            feed -> {
              lineage.put(feed.eventsName().toString(), Set.of(feed.rawName().toString()));
              lineage.put(feed.currentName().toString(), Set.of(feed.eventsName().toString()));
              lineage.put(feed.retryName().toString(), Set.of(feed.eventsName().toString()));
              lineage.put(feed.forgottenName().toString(), Set.of(feed.rawName().toString()));
            });
    GOLD.forEach(
        table ->
            lineage.put(
                table.definition().name().toString(),
                table.sources().stream().map(TableName::toString).collect(Collectors.toSet())));
    views().forEach(view -> lineage.put(view.name().toString(), view.sources()));
    return lineage;
  }

  /** What a report tells of. */
  static Material reported() {
    return new Material(
        FEEDS,
        tables().stream().map(TableDefinition::name).toList(),
        relations(),
        lineage(),
        charts());
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
