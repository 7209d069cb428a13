package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Unit;
import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.report.page.Block;
import dev.lakehouse.medallion.report.page.Figure;
import dev.lakehouse.medallion.report.page.Figure.Drawing;
import dev.lakehouse.medallion.report.page.Figure.Labels;
import dev.lakehouse.medallion.report.page.Figure.Panel;
import dev.lakehouse.medallion.report.page.Figure.Point;
import dev.lakehouse.medallion.report.page.Grid;
import dev.lakehouse.medallion.report.page.Grid.Column;
import dev.lakehouse.medallion.report.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What each table and view is, and what feeds it. */
record Lineage(List<Relation> relations, Map<String, Set<String>> feeding) {

  List<Block> blocks() {
    List<Point> links = new ArrayList<>();
    for (Relation relation : relations) {
      String name = relation.name().toString();
      for (String source : sources(relation)) {
        links.add(new Point(source, name, "1"));
      }
    }
    return List.of(
        new Figure(
            "lineage",
            "What feeds what",
            "Every table and view, and the tables that it is made from",
            Drawing.LINEAGE,
            new Labels("from", Optional.of("to"), "ways", Unit.COUNT, Optional.empty()),
            List.of(new Panel("", relations.size() + " tables and views", links)),
            "",
            "There is no table."));
  }

  List<Page.Entry> dictionary() {
    return relations.stream()
        .map(
            relation ->
                new Page.Entry(
                    relation.name().toString(),
                    relation.comment(),
                    relation.grain().isEmpty()
                        ? "No columns identify a row"
                        : "One row per " + String.join(" × ", relation.grain()),
                    sources(relation),
                    columns(relation)))
        .toList();
  }

  private List<String> sources(Relation relation) {
    return List.copyOf(new TreeSet<>(feeding.getOrDefault(relation.name().toString(), Set.of())));
  }

  private static Grid columns(Relation relation) {
    return new Grid(
        "Columns of " + relation.name(),
        List.of(Column.text("column"), Column.code("type"), Column.text("meaning")),
        1,
        relation.columns().stream().map(Lineage::row).toList());
  }

  private static List<String> row(ColumnDefinition column) {
    return List.of(column.name(), column.type(), column.comment());
  }
}
