package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Kind;
import dev.lakehouse.medallion.contract.Chart.Unit;
import dev.lakehouse.medallion.report.page.Figure.Point;
import dev.lakehouse.medallion.report.page.Numbers;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** The main figure of a picture in words, by how it is drawn. */
final class Headlines {

  private static final Comparator<Point> BY_VALUE =
      Comparator.comparing(point -> new BigDecimal(point.value()));

  private Headlines() {}

  /**
   * @param points in the order in which they are drawn; at least one
   * @return without a full stop
   */
  static String of(Kind kind, Unit unit, String panel, List<Point> points) {
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    return switch (kind) {
      case LINE -> "%s on %s, the newest".formatted(text(unit, last, panel), last.x());
      case BAR -> "Most: %s, %s".formatted(first.x(), text(unit, first, panel));
      case HEATMAP ->
          "From %s to %s"
              .formatted(
                  text(unit, points.stream().min(BY_VALUE).orElseThrow(), panel),
                  text(unit, points.stream().max(BY_VALUE).orElseThrow(), panel));
      case FUNNEL ->
          "%s of %s came to the end".formatted(text(unit, last, panel), text(unit, first, panel));
    };
  }

  private static String text(Unit unit, Point point, String panel) {
    return Numbers.text(unit, point.value(), panel);
  }
}
