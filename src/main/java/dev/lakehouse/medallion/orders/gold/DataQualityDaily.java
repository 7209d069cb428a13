package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.List;

/** {@code gold.data_quality_daily}: which rules the lines of each day broke, and their worth. */
final class DataQualityDaily {

  static final ViewDefinition VIEW =
      new ViewDefinition(
          Keys.gold("data_quality_daily"),
          "Which rules the lines that arrived on a day broke, and what these lines are worth",
          columns("of the day"),
          List.of("ingested_day", "rule", "currency"),
          query());

  private DataQualityDaily() {}

  /**
   * The columns of a table that says which rules lines broke.
   *
   * @param whose the lines that are counted whatever they broke
   */
  static List<ColumnDefinition> columns(String whose) {
    return List.of(
        new ColumnDefinition("ingested_day", "DATE", "The day of the arrival, in UTC"),
        new ColumnDefinition(
            "rule",
            "STRING",
            "The rule or reason; (none) for lines that broke none, (blank) for blank ones"),
        new ColumnDefinition(
            "currency",
            "STRING",
            "The currency that the lines name, ISO 4217; XXX, no currency, where none can be read"),
        count("lines_judged", "All lines judged %s: the same in each of its rows".formatted(whose)),
        count(
            "lines_rejected",
            "All lines rejected %s, each once: the same in each of its rows".formatted(whose)),
        count("lines", "Lines that broke the rule; one that broke several counts for each"),
        count("rejected", "Those that the rule rejected"),
        count("warned", "Those that the rule only warned of"),
        ColumnDefinition.figure(
            "value_affected",
            Measures.MONEY,
            "Sum of amount of these lines; NULL where none can be read",
            Summing.NEVER));
  }

  private static ColumnDefinition count(String name, String meaning) {
    return ColumnDefinition.figure(name, "BIGINT", meaning, Summing.NEVER);
  }

  private static String query() {
    return """
        SELECT broken.ingested_day, rule, currency, days.lines_judged, days.lines_rejected,
          lines, rejected, warned, value_affected
        FROM (
          SELECT ingested_day, rule, currency, sum(lines) AS lines, sum(rejected) AS rejected,
            sum(warned) AS warned, CAST(sum(value_affected) AS %2$s) AS value_affected
          FROM {%1$s} GROUP BY ingested_day, rule, currency) AS broken
        JOIN (
          SELECT ingested_day, sum(lines_judged) AS lines_judged,
            sum(lines_rejected) AS lines_rejected
          FROM (SELECT DISTINCT bronze_version, ingested_day, lines_judged, lines_rejected
            FROM {%1$s})
          GROUP BY ingested_day) AS days
          ON days.ingested_day = broken.ingested_day"""
        .formatted(DataQualityBatches.NAME, Measures.MONEY);
  }
}
