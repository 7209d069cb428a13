package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.command.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The dashboard that is handed to Databricks: its form, and that its queries run. */
class DashboardTest {

  private static final Path FILE = Path.of("workflows/medallion_dashboard.lvdash.json");

  /** What public dashboards that were exported from the editor have. */
  private static final Map<String, Integer> VERSIONS =
      Map.of("line", 3, "bar", 3, "heatmap", 3, "funnel", 1);

  private static final Set<String> SCALES = Set.of("temporal", "categorical", "quantitative");

  private static final Pattern COLUMN = Pattern.compile("(?:SUM\\()?`(\\w+)`\\)?");

  private static final int GRID = 6;

  private final JsonNode dashboard = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Files.readString(FILE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void fileHoldsWhatTheCommandPrints() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Arguments.commandLine(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .execute("describe", "--dashboard");
    assertThat(Files.readString(FILE))
        .as("put what `describe --dashboard` prints into " + FILE)
        .isEqualTo(printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void everyChartIsThereOnce() {
    assertThat(texts(dashboard.get("datasets"), "displayName"))
        .containsExactlyElementsOf(Catalogue.charts().stream().map(it -> it.title()).toList());
    assertThat(widgets()).hasSize(Catalogue.charts().size());
    assertThat(dashboard.fieldNames()).toIterable().containsExactly("datasets", "pages");
  }

  @Test
  void everyWidgetHasAKnownTypeInItsVersion() {
    for (JsonNode widget : widgets()) {
      JsonNode spec = widget.get("spec");
      assertThat(VERSIONS)
          .containsEntry(spec.get("widgetType").asText(), spec.get("version").asInt());
      assertThat(spec.get("frame").get("title").asText()).isNotBlank();
    }
  }

  @Test
  void everyFieldIsAColumnOfItsDataset() {
    Map<String, Dataset<Row>> datasets = datasets();
    for (JsonNode widget : widgets()) {
      assertThat(widget.get("queries")).hasSize(1);
      JsonNode query = widget.get("queries").get(0).get("query");
      List<String> columns = List.of(datasets.get(query.get("datasetName").asText()).columns());
      Set<String> names = new HashSet<>();
      for (JsonNode field : query.get("fields")) {
        Matcher expression = COLUMN.matcher(field.get("expression").asText());
        assertThat(expression.matches()).as(field.toString()).isTrue();
        assertThat(columns).contains(expression.group(1));
        names.add(field.get("name").asText());
      }
      Set<String> encoded = new HashSet<>();
      for (JsonNode encoding : widget.get("spec").get("encodings")) {
        assertThat(SCALES).contains(encoding.get("scale").get("type").asText());
        encoded.add(encoding.get("fieldName").asText());
      }
      assertThat(encoded).isEqualTo(names);
    }
  }

  /** What is summed by a widget is a single row, so that no currencies are summed. */
  @Test
  void everySumIsOfOneRow() {
    Map<String, Dataset<Row>> datasets = datasets();
    for (JsonNode widget : widgets()) {
      JsonNode query = widget.get("queries").get(0).get("query");
      Dataset<Row> rows = datasets.get(query.get("datasetName").asText());
      String[] keys =
          texts(query.get("fields"), "expression").stream()
              .filter(expression -> !expression.startsWith("SUM"))
              .toArray(String[]::new);
      assertThat(rows.selectExpr(keys).distinct().count()).isEqualTo(rows.count()).isPositive();
    }
  }

  @Test
  void widgetsLieInTheGridWithoutOverlap() {
    Set<String> taken = new HashSet<>();
    for (JsonNode placed : dashboard.get("pages").get(0).get("layout")) {
      JsonNode at = placed.get("position");
      assertThat(at.get("x").asInt() + at.get("width").asInt()).isLessThanOrEqualTo(GRID);
      for (int x = 0; x < at.get("width").asInt(); x++) {
        for (int y = 0; y < at.get("height").asInt(); y++) {
          assertThat(taken.add((at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y)))
              .as(placed.get("widget").get("name").asText())
              .isTrue();
        }
      }
    }
  }

  @Test
  void namesAreUnique() {
    assertThat(texts(dashboard.get("datasets"), "name")).doesNotHaveDuplicates();
    assertThat(widgets().stream().map(it -> it.get("name").asText())).doesNotHaveDuplicates();
  }

  private List<JsonNode> widgets() {
    List<JsonNode> widgets = new ArrayList<>();
    for (JsonNode placed : dashboard.get("pages").get(0).get("layout")) {
      JsonNode widget = placed.get("widget");
      if (widget.has("spec")) {
        widgets.add(widget);
      }
    }
    return widgets;
  }

  /** The rows of each dataset, in the schema that whoever deploys it names. */
  private Map<String, Dataset<Row>> datasets() {
    TestLakehouse lakehouse = SampleLakehouse.get();
    Map<String, Dataset<Row>> datasets = new HashMap<>();
    String names =
        Catalogue.goldRelations().stream()
            .map(relation -> relation.name().name())
            .collect(Collectors.joining("|"));
    for (JsonNode dataset : dashboard.get("datasets")) {
      StringBuilder statement = new StringBuilder();
      dataset.get("queryLines").forEach(line -> statement.append(line.asText()));
      datasets.put(
          dataset.get("name").asText(),
          lakehouse.sql(
              statement
                  .toString()
                  .replaceAll("\\b(FROM|JOIN) (" + names + ")\\b", "$1 {gold.$2}")));
    }
    return datasets;
  }

  private static List<String> texts(JsonNode nodes, String name) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.get(name).asText()));
    return texts;
  }
}
