package dev.lakehouse.medallion.report.page;

import dev.lakehouse.medallion.report.page.Figure.Panel;
import dev.lakehouse.medallion.report.page.Figure.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of texts.
 *
 * @param headings how many columns of a row name it, and so head it
 */
public record Grid(String caption, List<Column> columns, int headings, List<List<String>> rows) {

  /** A column and how its cells stand in it. */
  public record Column(String name, Style style) {

    public static Column text(String name) {
      return new Column(name, Style.TEXT);
    }

    public static Column number(String name) {
      return new Column(name, Style.NUMBER);
    }

    /** What was written by others, letter by letter. */
    public static Column code(String name) {
      return new Column(name, Style.CODE);
    }
  }

  /** How cells stand in a column. */
  public enum Style {
    TEXT,
    NUMBER,
    CODE;

    /** The class by which a style sheet knows it. */
    public String css() {
      return switch (this) {
        case TEXT -> "text";
        case NUMBER -> "number";
        case CODE -> "code";
      };
    }
  }

  public Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The numbers of a figure: a row for each x, and a column for each series if there are any. */
  static Grid of(Figure figure) {
    return switch (figure.drawing()) {
      case LINE, STACK -> figure.labels().series().isPresent() ? across(figure) : plain(figure);
      case BAR, FUNNEL, FLOW, LINEAGE -> plain(figure);
      case HEATMAP -> across(turned(figure));
    };
  }

  private static Grid plain(Figure figure) {
    boolean hasSeries = figure.labels().series().isPresent();
    List<Column> columns = headings(figure);
    figure.labels().series().map(Column::text).ifPresent(columns::add);
    int headings = columns.size();
    columns.add(Column.number(figure.labels().value()));
    List<List<String>> rows = new ArrayList<>();
    for (Panel panel : figure.panels()) {
      for (Point point : panel.points()) {
        List<String> row = row(figure, panel, point.x());
        if (hasSeries) {
          row.add(point.series());
        }
        row.add(Numbers.text(figure.labels().unit(), point.value(), panel.name()));
        rows.add(row);
      }
    }
    return new Grid(figure.title(), columns, headings, rows);
  }

  private static Grid across(Figure figure) {
    Set<String> series = new LinkedHashSet<>();
    figure.panels().forEach(panel -> panel.points().forEach(point -> series.add(point.series())));
    List<Column> columns = headings(figure);
    int headings = columns.size();
    series.forEach(name -> columns.add(Column.number(name)));
    List<List<String>> rows = new ArrayList<>();
    for (Panel panel : figure.panels()) {
      Map<String, Map<String, String>> values = new LinkedHashMap<>();
      for (Point point : panel.points()) {
        values
            .computeIfAbsent(point.x(), x -> new LinkedHashMap<>())
            .put(point.series(), Numbers.text(figure.labels().unit(), point.value(), panel.name()));
      }
      values.forEach(
          (x, bySeries) -> {
            List<String> row = row(figure, panel, x);
            series.forEach(name -> row.add(bySeries.getOrDefault(name, "")));
            rows.add(row);
          });
    }
    return new Grid(figure.title() + ": " + figure.labels().value(), columns, headings, rows);
  }

  /** A heat map is read from its series, which are its lines. */
  private static Figure turned(Figure map) {
    Figure.Labels labels = map.labels();
    List<Panel> panels =
        map.panels().stream()
            .map(
                panel ->
                    new Panel(
                        panel.name(),
                        panel.headline(),
                        panel.points().stream()
                            .map(point -> new Point(point.series(), point.x(), point.value()))
                            .toList()))
            .toList();
    return new Figure(
        map.id(),
        map.title(),
        map.meaning(),
        map.drawing(),
        new Figure.Labels(
            labels.series().orElseThrow(),
            Optional.of(labels.x()),
            labels.value() + " by " + labels.x(),
            labels.unit(),
            labels.panel()),
        panels,
        map.note(),
        map.empty());
  }

  private static List<Column> headings(Figure figure) {
    List<Column> columns = new ArrayList<>();
    figure.labels().panel().map(Column::text).ifPresent(columns::add);
    columns.add(Column.text(figure.labels().x()));
    return columns;
  }

  private static List<String> row(Figure figure, Panel panel, String x) {
    List<String> row = new ArrayList<>();
    if (figure.labels().panel().isPresent()) {
      row.add(panel.name());
    }
    row.add(x);
    return row;
  }
}
