package dev.lakehouse.medallion.report;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.report.page.Figure;
import dev.lakehouse.medallion.report.page.Figure.Drawing;
import dev.lakehouse.medallion.report.page.Figure.Labels;
import dev.lakehouse.medallion.report.page.Figure.Panel;
import dev.lakehouse.medallion.report.page.Figure.Point;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The charts that are declared, as figures; all of them are read by one query. */
final class Charts {

  /** Nobody leafs through more; it bounds the size of the page. */
  private static final int MOST_PANELS = 12;

  /** Shorter texts first, so that whole numbers stand in their order; days and months do anyway. */
  private static final Comparator<String> IN_ORDER =
      Comparator.comparing((String text) -> text.matches("\\d+") ? text.length() : 99)
          .thenComparing(Comparator.naturalOrder());

  private final Lakehouse lakehouse;

  Charts(Lakehouse lakehouse) {
    this.lakehouse = lakehouse;
  }

  /** What the query says of one chart. */
  private record Answer(Map<String, List<Point>> panels, long leftOut) {}

  List<Figure> figures(List<Chart> charts) {
    if (charts.isEmpty()) {
      return List.of();
    }
    String union =
        charts.stream().map(this::statement).collect(Collectors.joining("\nUNION ALL\n"));
    Map<String, List<Row>> rows =
        lakehouse.spark().sql(union).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.getString(0)));
    return charts.stream()
        .map(chart -> figure(chart, answer(rows.getOrDefault(chart.name(), List.of()))))
        .toList();
  }

  private String statement(Chart chart) {
    return """
        SELECT %s AS chart, left(CAST(%s AS STRING), 200) AS panel,
          left(CAST(%s AS STRING), 200) AS x, left(CAST(%s AS STRING), 200) AS series,
          CAST(%s AS STRING) AS value, CAST(%s AS BIGINT) AS left_out FROM (%s)"""
        .formatted(
            literal(chart.name()),
            chart.axes().panel().map(SqlText::identifier).orElse("''"),
            identifier(chart.axes().x()),
            chart.axes().series().map(SqlText::identifier).orElse("''"),
            identifier(chart.axes().value()),
            Chart.LEFT_OUT,
            SqlText.namingTables(chart.bounded(), lakehouse::qualified));
  }

  private static Answer answer(List<Row> rows) {
    Map<String, List<Point>> panels = new LinkedHashMap<>();
    long leftOut = 0;
    for (Row row : rows) {
      leftOut = Math.max(leftOut, row.getLong(5));
      if (!row.isNullAt(1) && !row.isNullAt(2) && !row.isNullAt(3) && !row.isNullAt(4)) {
        panels
            .computeIfAbsent(row.getString(1), panel -> new ArrayList<>())
            .add(new Point(row.getString(2), row.getString(3), row.getString(4)));
      }
    }
    return new Answer(panels, leftOut);
  }

  private static Figure figure(Chart chart, Answer answer) {
    List<Panel> panels =
        answer.panels().entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, List<Point>> it) -> -it.getValue().size())
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_PANELS)
            .map(panel -> panel(chart, panel.getKey(), panel.getValue()))
            .toList();
    return new Figure(
        chart.name(),
        chart.title(),
        chart.meaning(),
        drawing(chart.kind()),
        new Labels(
            worded(chart.axes().x()),
            chart.axes().series().map(Charts::worded),
            worded(chart.axes().value()),
            chart.axes().unit(),
            chart.axes().panel().map(Charts::worded)),
        panels,
        note(chart, answer.leftOut(), answer.panels().size() - panels.size()),
        "There is nothing to show yet: gold holds no row for it.");
  }

  private static Panel panel(Chart chart, String name, List<Point> points) {
    List<Point> ordered =
        points.stream()
            .sorted(
                switch (chart.kind()) {
                  case BAR ->
                      Comparator.comparing((Point point) -> new BigDecimal(point.value()))
                          .reversed()
                          .thenComparing(Point::x);
                  case LINE, HEATMAP, FUNNEL ->
                      Comparator.comparing(Point::x, IN_ORDER).thenComparing(Point::series);
                })
            .toList();
    return new Panel(name, Headlines.of(chart.kind(), chart.axes().unit(), name, ordered), ordered);
  }

  private static String note(Chart chart, long leftOut, int panelsLeftOut) {
    List<String> notes = new ArrayList<>();
    if (leftOut > 0) {
      notes.add(
          "Shown are the %s %d by %s; up to %,d more are left out."
              .formatted(
                  switch (chart.bound().order()) {
                    case NEWEST -> "newest";
                    case GREATEST -> "greatest";
                  },
                  chart.bound().most(),
                  worded(chart.bound().column()),
                  leftOut));
    }
    if (panelsLeftOut > 0) {
      notes.add(
          "%,d more of %s are left out.".formatted(panelsLeftOut, chart.axes().panel().get()));
    }
    return String.join(" ", notes);
  }

  private static Drawing drawing(Chart.Kind kind) {
    return switch (kind) {
      case LINE -> Drawing.LINE;
      case BAR -> Drawing.BAR;
      case HEATMAP -> Drawing.HEATMAP;
      case FUNNEL -> Drawing.FUNNEL;
    };
  }

  private static String worded(String column) {
    return column.replace('_', ' ');
  }
}
