package dev.lakehouse.medallion.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A picture of what gold holds, for the report and for dashboards.
 *
 * @param name what it is called by programs, in kebab-case
 * @param meaning one sentence that says what it shows, without a full stop
 * @param kind how it is drawn
 * @param axes which column is what
 * @param bound how much of it is shown
 * @param statement the SELECT, which names tables as {@code {gold.daily_kpi}}
 */
public record Chart(
    String name,
    String title,
    String meaning,
    Kind kind,
    Axes axes,
    Bound bound,
    String statement) {

  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** How a chart is drawn. */
  public enum Kind {
    /** Along time, a line per series. */
    LINE,
    /** A bar for each of some names, the longest first. */
    BAR,
    /** Two ways of grouping, and a colour for the value. */
    HEATMAP,
    /** Steps, each of which fewer reach. */
    FUNNEL
  }

  /** What a value is. */
  public enum Unit {
    COUNT,
    /** Money in the currency that the panel names; a sum over several panels means nothing. */
    AMOUNT,
    /** A ratio: 0.25 is a quarter. */
    SHARE,
    SECONDS,
    BYTES
  }

  /**
   * Which column is what.
   *
   * @param panel where one picture cannot hold all: there is one for each value of this column
   */
  public record Axes(
      String x, Optional<String> series, String value, Unit unit, Optional<String> panel) {}

  /**
   * How much is shown, so that the picture stays one: the foremost values of a column, in each
   * panel.
   */
  public record Bound(String column, int most, Order order) {

    /** Which values are foremost. */
    public enum Order {
      /** The last in the order of the values themselves. */
      NEWEST,
      /** Those whose charted values sum up to the most. */
      GREATEST
    }

    public static Bound newest(String column, int most) {
      return new Bound(column, most, Order.NEWEST);
    }

    public static Bound greatest(String column, int most) {
      return new Bound(column, most, Order.GREATEST);
    }
  }

  /** The column of {@link #bounded()} that counts the values of the bound which are not shown. */
  public static final String LEFT_OUT = "left_out";

  public Chart {
    if (!KEBAB_CASE.matcher(name).matches()) {
      throw new IllegalArgumentException("A chart's name is kebab-case, this is not: " + name);
    }
    boolean needsPanel = axes.unit() == Unit.AMOUNT && axes.panel().isEmpty();
    if (needsPanel) {
      throw new IllegalArgumentException("Amounts of several currencies in one panel: " + name);
    }
  }

  /** The columns that the statement returns, in the order of panel, x, series and value. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    axes.panel().ifPresent(columns::add);
    columns.add(axes.x());
    axes.series().ifPresent(columns::add);
    columns.add(axes.value());
    return List.copyOf(columns);
  }

  /** The statement within its bound: its columns, and {@link #LEFT_OUT}. */
  public String bounded() {
    String within = "PARTITION BY " + axes.panel().map(SqlText::identifier).orElse("''");
    String column = SqlText.identifier(bound.column());
    String order =
        switch (bound.order()) {
          case NEWEST -> column + " DESC";
          case GREATEST -> "charted_weight DESC, " + column;
        };
    return """
        SELECT %1$s, greatest(charted_values - %2$d, 0) AS %3$s
        FROM (SELECT *, max(charted_place) OVER (%4$s) AS charted_values
          FROM (SELECT *, dense_rank() OVER (%4$s ORDER BY %5$s) AS charted_place
            FROM (SELECT *, sum(%6$s) OVER (%4$s, %7$s) AS charted_weight
              FROM (%8$s))))
        WHERE charted_place <= %2$d"""
        .formatted(
            String.join(", ", columns().stream().map(SqlText::identifier).toList()),
            bound.most(),
            LEFT_OUT,
            within,
            order,
            SqlText.identifier(axes.value()),
            column,
            statement);
  }
}
