package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * What the newest runs did, as the ledger says.
 *
 * @param newest the oldest of them first
 * @param all how many there have been
 */
record Runs(List<Run> newest, long all) {

  private static final int MOST_RUNS = 30;
  private static final int MOST_FIELDS = 50;

  /**
   * A run.
   *
   * @param startedAt when it began, in UTC, to the second
   */
  record Run(String id, String startedAt, List<Step> steps) {

    /** What a stage took, whatever its targets, in milliseconds. */
    Map<String, Long> durations() {
      Map<String, Long> durations = new LinkedHashMap<>();
      // A gold table has a row for each of its sources, all with the time of the whole table.
      Set<String> counted = new HashSet<>();
      steps.stream()
          .filter(step -> counted.add(step.stage() + " " + step.target()))
          .forEach(step -> durations.merge(step.stage(), step.milliseconds(), Long::sum));
      return durations;
    }

    long milliseconds() {
      return durations().values().stream().mapToLong(Long::longValue).sum();
    }

    long sum(String stage, String count) {
      return steps.stream()
          .filter(step -> step.stage().equals(stage))
          .mapToLong(step -> step.count(count))
          .sum();
    }
  }

  /**
   * What a run did to a table.
   *
   * @param counts column of the ledger to its number, where it applies
   * @param unknownFields field to lines, of the most frequent
   */
  record Step(
      String stage,
      String target,
      String mode,
      long milliseconds,
      Map<String, Long> counts,
      Map<String, Long> unknownFields) {

    long count(String name) {
      return counts.getOrDefault(name, 0L);
    }
  }

  /** Reads them by one query. */
  static Runs read(Lakehouse lakehouse) {
    Map<String, Run> runs = new LinkedHashMap<>();
    long all = 0;
    for (Row row : lakehouse.spark().sql(statement(lakehouse)).collectAsList()) {
      all = row.getLong(8);
      String id = row.getString(0);
      runs.computeIfAbsent(id, it -> new Run(it, row.getString(1), new ArrayList<>()))
          .steps()
          .add(
              new Step(
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getLong(5),
                  numbers(row, 6),
                  numbers(row, 7)));
    }
    List<Run> newest = new ArrayList<>(runs.values());
    Collections.reverse(newest);
    return new Runs(List.copyOf(newest), all);
  }

  private static Map<String, Long> numbers(Row row, int place) {
    Map<String, Long> numbers = new TreeMap<>();
    for (Row number : row.<Row>getList(place)) {
      if (!number.isNullAt(1)) {
        numbers.put(number.getString(0), number.getLong(1));
      }
    }
    return numbers;
  }

  /** A row that only says that something was begun is none of what was done. */
  private static String statement(Lakehouse lakehouse) {
    String counts =
        List.of(
                "files",
                "rows_in",
                "rows_accepted",
                "rows_rejected",
                "rows_blank",
                "buckets",
                "rows_out")
            .stream()
            .map(name -> "struct('%1$s' AS name, %1$s AS number)".formatted(name))
            .collect(Collectors.joining(", "));
    return SqlText.namingTables(
        """
        SELECT run_id, date_format(run_started_at, 'yyyy-MM-dd HH:mm:ss'), stage, target, mode,
          duration_ms, array(%2$s), fields, CAST(runs AS BIGINT)
        FROM (
          SELECT *, max(place) OVER (PARTITION BY 1) AS runs
          FROM (
            SELECT *, dense_rank() OVER (PARTITION BY 1 ORDER BY run_started_at DESC, run_id) AS place
            FROM (SELECT *, min(started_at) OVER (PARTITION BY run_id) AS run_started_at,
                slice(array_sort(transform(map_entries(unknown_fields), entry -> struct(
                    substr(entry.key, 1, 200) AS name,
                    aggregate(map_values(entry.value), 0L, (sum, lines) -> sum + lines) AS lines)),
                  (one, other) -> CAST(sign(other.lines - one.lines) AS INT)), 1, %4$d) AS fields
              FROM {%1$s} WHERE mode NOT LIKE '%%\\_started')))
        WHERE place <= %3$d ORDER BY place, started_at, target"""
            .formatted(Ledger.definition().name(), counts, MOST_RUNS, MOST_FIELDS),
        lakehouse::qualified);
  }

  /** What is not shown of them; empty if nothing. */
  String note() {
    return all > newest.size()
        ? "Shown are the newest %d runs of %,d.".formatted(newest.size(), all)
        : "";
  }

  /** Field to lines, over the newest runs. */
  Map<String, Long> unknownFields() {
    Map<String, Long> fields = new HashMap<>();
    newest.forEach(
        run ->
            run.steps()
                .forEach(
                    step ->
                        step.unknownFields()
                            .forEach((field, lines) -> fields.merge(field, lines, Long::sum))));
    return fields;
  }
}
