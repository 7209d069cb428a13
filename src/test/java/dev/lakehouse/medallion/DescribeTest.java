package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.command.Arguments;
import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.voice.PlainVoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is said of the tables: on the command line, in the README and to other programs. */
class DescribeTest {

  private static final Set<String> NO_FIGURES = Set.of("customer_id", "rate");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream refused = new ByteArrayOutputStream();

  @Test
  void readmeHoldsTheMeasuresAndTheDictionary() throws IOException {
    String said = said("describe", "--markdown");
    int dictionary = said.indexOf("**`");
    String readme = Files.readString(Path.of("README.md"));
    String remedy = "put what `describe --markdown` prints into the README";
    assertThat(section(readme, "measures"))
        .as(remedy)
        .isEqualTo(said.substring(0, dictionary).strip());
    assertThat(section(readme, "dictionary"))
        .as(remedy)
        .isEqualTo(said.substring(dictionary).strip());
  }

  private static String section(String readme, String name) {
    String begin = "<!-- %s -->".formatted(name);
    return readme
        .substring(
            readme.indexOf(begin) + begin.length(), readme.indexOf("<!-- /%s -->".formatted(name)))
        .strip();
  }

  @Test
  void everyFigureSaysWhetherItMayBeSummed() {
    List<String> ends =
        List.of(Measure.Summing.values()).stream().map(Measure.Summing::text).toList();
    for (Relation relation : Catalogue.goldRelations()) {
      for (ColumnDefinition column : relation.columns()) {
        boolean figure =
            column.type().matches("DECIMAL.*|BIGINT|DOUBLE")
                && !relation.grain().contains(column.name())
                && !NO_FIGURES.contains(column.name());
        if (figure) {
          assertThat(ends)
              .as(relation.name() + "." + column.name())
              .anyMatch(end -> column.comment().endsWith("; " + end));
        }
      }
    }
  }

  @Test
  void relationsHaveTheTypesAndTheGrainThatTheyDeclare() {
    TestLakehouse lakehouse = SampleLakehouse.get();
    for (Relation relation : Catalogue.relations()) {
      var rows = lakehouse.sql("SELECT * FROM {" + relation.name() + "}");
      String declared =
          relation.columns().stream()
              .map(column -> column.name() + " " + DataType.fromDDL(column.type()).catalogString())
              .collect(Collectors.joining("\n"));
      String found =
          List.of(rows.schema().fields()).stream()
              .map(field -> field.name() + " " + field.dataType().catalogString())
              .collect(Collectors.joining("\n"));
      assertThat(found).as(relation.name().toString()).isEqualTo(declared);
      if (!relation.grain().isEmpty()) {
        var keys = rows.selectExpr(relation.grain().toArray(String[]::new));
        assertThat(keys.na().drop().distinct().count())
            .as(relation + " has one row per " + relation.grain())
            .isEqualTo(rows.count());
      }
    }
  }

  @Test
  void everyTableIsListedWithItsRows() {
    ByteArrayOutputStream listed = new ByteArrayOutputStream();
    new Reader(
            SampleLakehouse.get().platform(),
            new PlainVoice(new PrintStream(listed, true, StandardCharsets.UTF_8)))
        .describe();
    String text = listed.toString(StandardCharsets.UTF_8);
    assertThat(text).containsPattern("gold\\.fact_orders +\\| +13 \\| order_id ");
    Catalogue.relations().forEach(it -> assertThat(text).contains(it.name().toString()));
  }

  @Test
  void columnsOfOneAreTold() {
    assertThat(said("describe", "GOLD.daily_kpi"))
        .contains("One row per order_day × currency.")
        .contains("net_7_day_average");
  }

  @Test
  void tableThatIsNoneIsRefused() {
    assertThat(execute("describe", "gold.daily")).isEqualTo(2);
    assertThat(refused.toString(StandardCharsets.UTF_8))
        .contains("There is no table or view gold.daily.")
        .contains("gold.daily_kpi");
  }

  /** The form that Databricks documents, and expressions that Spark runs to the same figures. */
  @Test
  void metricViewHasTheDocumentedFormAndTheSameFigures() {
    String yaml = said("describe", "--metric-view", "--catalog", "main", "--schema-prefix", "dev_");
    Map<String, Object> view = new Yaml().load(yaml);
    assertThat(view.keySet())
        .containsExactlyInAnyOrder("version", "comment", "source", "dimensions", "measures");
    assertThat(String.valueOf(view.get("version"))).isEqualTo("1.1");
    assertThat(view.get("source")).isEqualTo("main.dev_silver.orders");
    for (Object part : List.of("dimensions", "measures")) {
      assertThat(items(view.get(part)))
          .isNotEmpty()
          .allMatch(item -> item.keySet().equals(Set.of("name", "expr", "comment")));
    }
    String measures =
        items(view.get("measures")).stream()
            .filter(item -> Set.of("orders", "net", "customers").contains(item.get("name")))
            .map(item -> item.get("expr") + " AS " + item.get("name"))
            .collect(Collectors.joining(", "));
    assertThat(
            SampleLakehouse.get()
                .rows(
                    "SELECT order_day, currency, %s FROM {silver.orders} GROUP BY 1, 2 ORDER BY 1, 2"
                        .formatted(measures)))
        .isEqualTo(
            SampleLakehouse.get()
                .rows(
                    "SELECT order_day, currency, orders, net, customers FROM {gold.daily_totals}"
                        + " ORDER BY 1, 2"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> items(Object part) {
    return (List<Map<String, String>>) part;
  }

  private String said(String... arguments) {
    assertThat(execute(arguments)).as(refused.toString(StandardCharsets.UTF_8)).isZero();
    return printed.toString(StandardCharsets.UTF_8);
  }

  private int execute(String... arguments) {
    return Arguments.commandLine(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new PrintStream(refused, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }
}
