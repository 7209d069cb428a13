package dev.lakehouse.medallion.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.MetricView;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.TableName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The declarations of tables and measures as text, for people and for other programs. */
public final class Dictionary {

  /** The version of the metric view language that knows comments. */
  private static final String METRIC_VIEW_VERSION = "1.1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Dictionary() {}

  /** A Markdown table of the measures. */
  public static String measures(List<Measure> measures) {
    return table(
        "| measure | what it is | over several rows |\n|---|---|---|\n",
        measures,
        measure ->
            "| `%s` | %s | %s |"
                .formatted(measure.name(), measure.meaning(), measure.summing().text()));
  }

  /** A Markdown section per table or view, with its comment, its grain and its columns. */
  public static String relations(List<Relation> relations) {
    return relations.stream().map(Dictionary::relation).collect(Collectors.joining("\n"));
  }

  private static String relation(Relation relation) {
    return "**`%s`**: %s. %s.\n\n%s"
        .formatted(
            relation.name(),
            relation.comment(),
            grain(relation),
            table(
                "| column | type | meaning |\n|---|---|---|\n",
                relation.columns(),
                column ->
                    "| `%s` | `%s` | %s |"
                        .formatted(column.name(), column.type(), column.comment())));
  }

  /** What one row is, in words. */
  static String grain(Relation relation) {
    return relation.grain().isEmpty()
        ? "No columns identify a row"
        : "One row per " + String.join(" × ", relation.grain());
  }

  private static <T> String table(String header, List<T> rows, Function<T, String> row) {
    return rows.stream()
        .map(row)
        .map(text -> text + "\n")
        .collect(Collectors.joining("", header, ""));
  }

  /**
   * A metric view of Unity Catalog in YAML.
   *
   * @param qualified the name that a table has there
   * @see <a href="https://docs.databricks.com/aws/en/metric-views/data-modeling/syntax">syntax</a>
   */
  public static String metricView(MetricView view, Function<TableName, String> qualified) {
    return """
        version: %s
        comment: %s
        source: %s
        dimensions:
        %smeasures:
        %s"""
        .formatted(
            METRIC_VIEW_VERSION,
            scalar(view.comment()),
            scalar(qualified.apply(view.source())),
            items(view.dimensions(), Dictionary::dimension),
            items(view.measures(), Dictionary::measure));
  }

  private static String dimension(ColumnDefinition column) {
    return item(column.name(), column.name(), column.comment());
  }

  private static String measure(Measure measure) {
    return item(
        measure.name(), measure.aggregate(), measure.meaning() + "; " + measure.summing().text());
  }

  private static <T> String items(List<T> items, Function<T, String> item) {
    return items.stream().map(item).collect(Collectors.joining());
  }

  private static String item(String name, String expression, String comment) {
    return """
          - name: %s
            expr: %s
            comment: %s
        """
        .formatted(scalar(name), scalar(expression), scalar(comment));
  }

  /** A text in double quotes: every JSON string is one of YAML, too. */
  private static String scalar(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("A text can always be written", failure);
    }
  }
}
