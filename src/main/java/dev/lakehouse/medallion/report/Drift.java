package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Unit;
import dev.lakehouse.medallion.report.page.Block;
import dev.lakehouse.medallion.report.page.Figure;
import dev.lakehouse.medallion.report.page.Figure.Drawing;
import dev.lakehouse.medallion.report.page.Figure.Labels;
import dev.lakehouse.medallion.report.page.Figure.Panel;
import dev.lakehouse.medallion.report.page.Figure.Point;
import dev.lakehouse.medallion.report.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields that no contract knows: which there are, and since when. */
record Drift(Runs runs) {

  private static final int MOST_FIELDS = 12;
  private static final String NONE = "No line had a field that its contract does not know.";

  List<Block> blocks() {
    List<Map.Entry<String, Long>> fields =
        runs.unknownFields().entrySet().stream()
            .filter(field -> field.getValue() > 0)
            .sorted(
                Comparator.comparing((Map.Entry<String, Long> it) -> -it.getValue())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    return List.of(byField(fields), overRuns(fields));
  }

  private Figure byField(List<Map.Entry<String, Long>> fields) {
    List<Point> points =
        fields.stream()
            .limit(MOST_FIELDS)
            .map(field -> new Point(field.getKey(), "", String.valueOf(field.getValue())))
            .toList();
    String headline =
        points.isEmpty()
            ? ""
            : "%s fields, most often %s".formatted(Numbers.count(fields.size()), points.get(0).x());
    return new Figure(
        "unknown-fields",
        "Fields that are not in the contract",
        "Lines by unknown field; its values are kept in _rescued",
        Drawing.BAR,
        new Labels("field", Optional.empty(), "lines", Unit.COUNT, Optional.empty()),
        List.of(new Panel("", headline, points)),
        fields.size() > MOST_FIELDS
            ? "Shown are the %d most frequent of %s."
                .formatted(MOST_FIELDS, Numbers.count(fields.size()))
            : "",
        NONE);
  }

  private Figure overRuns(List<Map.Entry<String, Long>> fields) {
    List<Point> points = new ArrayList<>();
    long newest = 0;
    for (Runs.Run run : runs.newest()) {
      if (run.durations().containsKey("silver")) {
        newest =
            run.steps().stream()
                .flatMap(step -> step.unknownFields().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        points.add(new Point(run.startedAt(), "unknown fields", String.valueOf(newest)));
      }
    }
    return new Figure(
        "drift",
        "Drift, run by run",
        "How often an unknown field stood in a line of the run",
        Drawing.STACK,
        new Labels("run", Optional.of("what"), "times", Unit.COUNT, Optional.empty()),
        fields.isEmpty()
            ? List.of()
            : List.of(new Panel("", Numbers.count(newest) + " times in the newest run", points)),
        runs.note(),
        NONE);
  }
}
