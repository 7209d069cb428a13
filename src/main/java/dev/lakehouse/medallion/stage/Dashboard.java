package dev.lakehouse.medallion.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The charts as a dashboard of AI/BI, in the JSON that its editor exports.
 *
 * <p>Tables stand in it without catalog and schema, which whoever deploys it names: so one file
 * serves every catalog and prefix. All charts are of one schema.
 *
 * @see <a
 *     href="https://github.com/databricks/bundle-examples/tree/main/knowledge_base/dashboard_nyc_taxi">an
 *     example of the form</a>
 */
public final class Dashboard {

  private static final int COLUMNS = 6;
  private static final int HEIGHT = 6;

  /** The column that tells apart what may not be summed. */
  private static final String APART = "apart";

  private Dashboard() {}

  public static String of(List<Chart> charts) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", "business");
    page.put("displayName", "Business");
    page.put("pageType", "PAGE_TYPE_CANVAS");
    page.put("layout", layout(charts));
    Map<String, Object> dashboard = new LinkedHashMap<>();
    dashboard.put("datasets", charts.stream().map(Dashboard::dataset).toList());
    dashboard.put("pages", List.of(page));
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(dashboard) + "\n";
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("Declarations hold plain texts only", failure);
    }
  }

  private static Map<String, Object> dataset(Chart chart) {
    String statement =
        SqlText.namingTables(chart.bounded(), table -> table.substring(table.indexOf('.') + 1));
    String whole =
        apart(chart)
            .map(
                columns ->
                    "SELECT *, concat_ws(' ', %s) AS %s FROM (\n%s)"
                        .formatted(columns, APART, statement))
            .orElse(statement);
    return ordered(
        "name", name(chart),
        "displayName", chart.title(),
        "queryLines", whole.lines().map(line -> line + "\n").toList());
  }

  /** The columns by which rows are told apart beside x, if there are any. */
  private static Optional<String> apart(Chart chart) {
    String columns =
        Stream.of(chart.axes().panel(), chart.axes().series())
            .flatMap(Optional::stream)
            .map(SqlText::identifier)
            .collect(Collectors.joining(", "));
    return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
  }

  private static List<Object> layout(List<Chart> charts) {
    List<Object> layout = new ArrayList<>();
    layout.add(
        placed(
            ordered(
                "name",
                "title",
                "multilineTextboxSpec",
                Map.of(
                    "lines",
                    List.of(
                        "# Orders\n",
                        "Amounts of several currencies stand side by side and are never summed."))),
            0,
            0,
            COLUMNS,
            2));
    int x = 0;
    int y = 2;
    for (Chart chart : charts) {
      int width = chart.kind() == Chart.Kind.LINE ? COLUMNS : COLUMNS / 2;
      if (x + width > COLUMNS) {
        x = 0;
        y += HEIGHT;
      }
      layout.add(placed(widget(chart), x, y, width, HEIGHT));
      x += width;
    }
    return layout;
  }

  private static Map<String, Object> placed(Object widget, int x, int y, int width, int height) {
    return ordered(
        "widget", widget, "position", ordered("x", x, "y", y, "width", width, "height", height));
  }

  private static Map<String, Object> widget(Chart chart) {
    List<Object> fields = new ArrayList<>();
    fields.add(field(chart.axes().x(), SqlText.identifier(chart.axes().x())));
    if (apart(chart).isPresent()) {
      fields.add(field(APART, SqlText.identifier(APART)));
    }
    // Each is of one row: what is summed could be shown as it is.
    fields.add(field(value(chart), "SUM(%s)".formatted(SqlText.identifier(chart.axes().value()))));
    Map<String, Object> query =
        ordered("datasetName", name(chart), "fields", fields, "disaggregated", false);
    Map<String, Object> spec = spec(chart);
    spec.put(
        "frame",
        ordered(
            "title",
            chart.title(),
            "showTitle",
            true,
            "description",
            chart.meaning() + ".",
            "showDescription",
            true));
    return ordered(
        "name",
        name(chart),
        "queries",
        List.of(ordered("name", "main_query", "query", query)),
        "spec",
        spec);
  }

  private static Map<String, Object> spec(Chart chart) {
    String x = chart.axes().x();
    Map<String, Object> value = encoding(value(chart), "quantitative", chart.axes().value());
    Map<String, Object> encodings =
        switch (chart.kind()) {
          case LINE -> ordered("x", encoding(x, "temporal", x), "y", value);
          case BAR -> ordered("x", value, "y", encoding(x, "categorical", x));
          case HEATMAP ->
              ordered(
                  "x",
                  encoding(x, "categorical", x),
                  "y",
                  encoding(APART, "categorical", chart.axes().series().orElse(x)),
                  "color",
                  value);
          case FUNNEL -> ordered("x", encoding(x, "categorical", x), "y", value);
        };
    boolean coloured = !encodings.containsKey("color") && apart(chart).isPresent();
    if (coloured) {
      encodings.put("color", encoding(APART, "categorical", APART));
    }
    Map<String, Object> spec =
        switch (chart.kind()) {
          case LINE -> ordered("version", 3, "widgetType", "line", "encodings", encodings);
          case BAR ->
              ordered(
                  "version",
                  3,
                  "widgetType",
                  "bar",
                  "encodings",
                  encodings,
                  "mark",
                  Map.of("layout", "group"));
          case HEATMAP -> ordered("version", 3, "widgetType", "heatmap", "encodings", encodings);
          case FUNNEL -> ordered("version", 1, "widgetType", "funnel", "encodings", encodings);
        };
    return spec;
  }

  private static Map<String, Object> encoding(String field, String scale, String name) {
    return ordered(
        "fieldName", field, "scale", ordered("type", scale), "displayName", name.replace('_', ' '));
  }

  private static Map<String, Object> field(String name, String expression) {
    return ordered("name", name, "expression", expression);
  }

  private static String value(Chart chart) {
    return "sum(" + chart.axes().value() + ")";
  }

  private static String name(Chart chart) {
    return chart.name().replace('-', '_');
  }

  /** Names and values in turn, in their order. */
  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      ordered.put((String) pairs[i], pairs[i + 1]);
    }
    return ordered;
  }
}
