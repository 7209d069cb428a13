package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Unit;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.report.LineCounts.Reason;
import dev.lakehouse.medallion.report.page.Block;
import dev.lakehouse.medallion.report.page.Figure;
import dev.lakehouse.medallion.report.page.Figure.Drawing;
import dev.lakehouse.medallion.report.page.Figure.Labels;
import dev.lakehouse.medallion.report.page.Figure.Panel;
import dev.lakehouse.medallion.report.page.Figure.Point;
import dev.lakehouse.medallion.report.page.Grid;
import dev.lakehouse.medallion.report.page.Grid.Column;
import dev.lakehouse.medallion.report.page.Listing;
import dev.lakehouse.medallion.report.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a feed that were rejected: why, in which files, and whether it gets better. */
record Rejected(Feed feed, LineCounts counts, Runs runs) {

  private static final int MOST_REASONS = 12;
  private static final String NONE = "No line was rejected.";

  List<Block> blocks() {
    return List.of(byReason(), overRuns(), examples());
  }

  private Figure byReason() {
    Map<String, Long> lines = counts.byReason();
    List<Point> points =
        lines.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, Long> it) -> -it.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_REASONS)
            .map(it -> new Point(it.getKey(), "", String.valueOf(it.getValue())))
            .toList();
    int left = lines.size() - points.size();
    String headline =
        points.isEmpty()
            ? ""
            : "Most: %s, %s lines"
                .formatted(points.get(0).x(), Numbers.count(Long.parseLong(points.get(0).value())));
    return new Figure(
        "reasons-" + feed.name(),
        "Why lines were rejected",
        "Rejected lines by reason; a line with two reasons counts for both",
        Drawing.BAR,
        new Labels("reason", Optional.empty(), "lines", Unit.COUNT, Optional.empty()),
        List.of(new Panel("", headline, points)),
        left > 0
            ? "Shown are the %d most frequent reasons of %d.".formatted(MOST_REASONS, lines.size())
            : "",
        NONE);
  }

  private Figure overRuns() {
    List<Point> points = new ArrayList<>();
    for (Runs.Run run : runs.newest()) {
      for (Runs.Step step : run.steps()) {
        if (step.target().equals("silver." + feed.name()) && step.count("rows_in") > 0) {
          add(points, run, "accepted", step.count("rows_accepted"));
          add(points, run, "rejected", step.count("rows_rejected"));
          add(points, run, "blank", step.count("rows_blank"));
        }
      }
    }
    long rejected = counts.of("rejected");
    long judged = rejected + counts.of("accepted") + counts.of("blank");
    return new Figure(
        "verdicts-" + feed.name(),
        "What came of each run's lines",
        "Lines accepted, rejected and blank, run by run",
        Drawing.STACK,
        new Labels("run", Optional.of("verdict"), "lines", Unit.COUNT, Optional.empty()),
        List.of(
            new Panel(
                "",
                "Of all lines %s are rejected".formatted(Numbers.share(rejected, judged)),
                points)),
        runs.note(),
        "No run has judged a line yet.");
  }

  private static void add(List<Point> points, Runs.Run run, String verdict, long lines) {
    points.add(new Point(run.startedAt(), verdict, String.valueOf(lines)));
  }

  private Listing examples() {
    List<Reason> reasons = counts.reasons();
    return new Listing(
        "rejected-" + feed.name(),
        "Reason, file and an example",
        "The rejected lines by reason and file, each with the beginning of one of them",
        new Grid(
            "Rejected lines by reason and file",
            List.of(
                Column.text("reason"),
                Column.text("file"),
                Column.number("lines"),
                Column.code("example")),
            1,
            reasons.stream()
                .map(
                    it ->
                        List.of(
                            it.reason(),
                            it.file().substring(it.file().lastIndexOf('/') + 1),
                            Numbers.count(it.lines()),
                            Optional.ofNullable(it.example()).orElse("")))
                .toList()),
        counts.pairs() > reasons.size()
            ? "Shown are the %d foremost of %s; medallion quarantine prints all."
                .formatted(reasons.size(), Numbers.count(counts.pairs()))
            : "",
        NONE);
  }
}
