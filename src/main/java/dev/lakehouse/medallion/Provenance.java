package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tables and views of the catalogue follow from which. */
final class Provenance {

  private Provenance() {}

  /** The tables that are filled from what is new in a table. */
  static List<TableName> readers(TableName source) {
    Stream<TableName> silver =
        Catalogue.feeds().stream()
            .map(FeedTables::new)
            .filter(tables -> tables.rawName().equals(source))
            .map(FeedTables::currentName);
    Stream<TableName> gold =
        Catalogue.gold().stream()
            .filter(table -> table.sources().contains(source))
            .map(table -> table.definition().name());
    return Stream.concat(silver, gold).toList();
  }

  /**
   * The tables and views that a statement may read: those whose names stand in it, with what they
   * follow from; where no name does, all. To make each known to a session takes a moment.
   */
  static Set<String> readBy(String statement) {
    String text = statement.toLowerCase(Locale.ROOT);
    Set<String> read = new HashSet<>();
    Deque<String> found = new ArrayDeque<>();
    Catalogue.relations().stream()
        .filter(relation -> text.contains(relation.name().name()))
        .forEach(relation -> found.add(relation.name().toString()));
    if (found.isEmpty()) {
      Catalogue.relations().forEach(relation -> found.add(relation.name().toString()));
    }
    while (!found.isEmpty()) {
      String name = found.pop();
      if (read.add(name)) {
        Catalogue.views().stream()
            .filter(view -> view.name().toString().equals(name))
            .forEach(view -> found.addAll(view.sources()));
      }
    }
    return read;
  }

  /** What feeds each table and view, by their names; the ledger is fed by every stage. */
  static Map<String, Set<String>> lineage() {
    Map<String, Set<String>> lineage = new TreeMap<>();
    Catalogue.feeds().stream()
        .map(FeedTables::new)
        .forEach(
            feed -> {
              lineage.put(feed.eventsName().toString(), Set.of(feed.rawName().toString()));
              lineage.put(feed.currentName().toString(), Set.of(feed.eventsName().toString()));
              lineage.put(feed.retryName().toString(), Set.of(feed.eventsName().toString()));
              lineage.put(feed.forgottenName().toString(), Set.of(feed.rawName().toString()));
            });
    Catalogue.gold()
        .forEach(
            table ->
                lineage.put(
                    table.definition().name().toString(),
                    table.sources().stream().map(TableName::toString).collect(Collectors.toSet())));
    Catalogue.views().forEach(view -> lineage.put(view.name().toString(), view.sources()));
    return lineage;
  }
}
