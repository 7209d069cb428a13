package dev.lakehouse.medallion.report.page;

import dev.lakehouse.medallion.contract.Chart.Unit;
import java.util.List;
import java.util.Optional;

/**
 * A picture and all that is said with it.
 *
 * @param meaning one sentence that says what it shows, without a full stop
 * @param panels one picture for each, of which one is looked at
 * @param note what is not in it; empty if nothing
 * @param empty what is said where there is nothing to draw
 */
public record Figure(
    String id,
    String title,
    String meaning,
    Drawing drawing,
    Labels labels,
    List<Panel> panels,
    String note,
    String empty)
    implements Block {

  /** How it is drawn. */
  public enum Drawing {
    LINE,
    BAR,
    /** Bars of parts, each of which has a pattern of its own. */
    STACK,
    HEATMAP,
    FUNNEL,
    /** From where x names to where the series does, as wide as the value. */
    FLOW,
    /** The same, where all are of one width. */
    LINEAGE
  }

  /**
   * What the parts of a point are called.
   *
   * @param panel what tells the panels apart; empty where there is one
   */
  public record Labels(
      String x, Optional<String> series, String value, Unit unit, Optional<String> panel) {}

  /** A part of a picture; the value is a decimal number as text, so that nothing of it is lost. */
  public record Point(String x, String series, String value) {}

  /**
   * One picture.
   *
   * @param name the value of the column that tells panels apart; empty where there is one
   * @param headline its main figure in words, without a full stop
   */
  public record Panel(String name, String headline, List<Point> points) {

    public Panel {
      points = List.copyOf(points);
    }
  }

  public Figure {
    panels = List.copyOf(panels);
  }

  public boolean isEmpty() {
    return panels.stream().allMatch(panel -> panel.points().isEmpty());
  }

  /** The main figure of the panel that is looked at first. */
  public String headline() {
    return panels.isEmpty() ? "" : panels.get(0).headline();
  }

  /** Whether it needs the whole width of a page. */
  public boolean isWide() {
    return switch (drawing) {
      case LINE, FLOW, LINEAGE -> true;
      case BAR, STACK, HEATMAP, FUNNEL -> false;
    };
  }

  /** The same numbers as a table. */
  public Grid grid() {
    return Grid.of(this);
  }
}
