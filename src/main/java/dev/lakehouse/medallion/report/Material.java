package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a report is about.
 *
 * @param tables the names of those relations that are tables, not views
 * @param lineage relation to what feeds it, by their names
 */
public record Material(
    List<Feed> feeds,
    List<TableName> tables,
    List<Relation> relations,
    Map<String, Set<String>> lineage,
    List<Chart> charts) {

  public Material {
    feeds = List.copyOf(feeds);
    tables = List.copyOf(tables);
    relations = List.copyOf(relations);
    lineage = Map.copyOf(lineage);
    charts = List.copyOf(charts);
  }
}
