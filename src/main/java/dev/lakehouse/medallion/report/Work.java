package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Unit;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the runs cost, what they wrote, and how large the tables have become. */
record Work(Runs runs, Sizes sizes) {

  private static final String NONE = "No run has been recorded yet.";

  List<Block> blocks() {
    return List.of(durations(), newest(), gold(), tables());
  }

  private Figure durations() {
    List<Point> points = new ArrayList<>();
    for (Runs.Run run : runs.newest()) {
      run.durations()
          .forEach(
              (stage, time) ->
                  points.add(
                      new Point(
                          run.startedAt(), stage, BigDecimal.valueOf(time, 3).toPlainString())));
    }
    String headline =
        runs.newest().isEmpty()
            ? ""
            : "The newest took "
                + Numbers.seconds(runs.newest().get(runs.newest().size() - 1).milliseconds());
    return new Figure(
        "durations",
        "How long each run took",
        "Seconds per stage, run by run; the start of the process is not in it",
        Drawing.STACK,
        new Labels("run", Optional.of("stage"), "seconds", Unit.SECONDS, Optional.empty()),
        List.of(new Panel("", headline, points)),
        runs.note(),
        NONE);
  }

  /** The newest whole run beside the one before it. */
  private Listing newest() {
    List<Runs.Run> two = runs.lastTwo();
    List<List<String>> rows = new ArrayList<>();
    if (!two.isEmpty()) {
      Runs.Run now = two.get(two.size() - 1);
      Optional<Runs.Run> before = two.size() > 1 ? Optional.of(two.get(0)) : Optional.empty();
      rows.add(compared("lines taken in", now, before, run -> run.sum("bronze", "rows_in")));
      rows.add(compared("files", now, before, run -> run.sum("bronze", "files")));
      rows.add(compared("lines accepted", now, before, run -> run.sum("silver", "rows_accepted")));
      rows.add(compared("lines rejected", now, before, run -> run.sum("silver", "rows_rejected")));
      rows.add(compared("rows read for gold", now, before, run -> run.sum("gold", "rows_read")));
      rows.add(compared("rows written in gold", now, before, run -> run.sum("gold", "rows_out")));
      for (String stage : List.of("bronze", "silver", "gold")) {
        rows.add(
            compared(
                stage + ", milliseconds",
                now,
                before,
                run -> run.durations().getOrDefault(stage, 0L)));
      }
      rows.add(
          compared("lines per second, bronze", now, before, run -> rate(run, "bronze", "rows_in")));
      rows.add(
          compared("lines per second, silver", now, before, run -> rate(run, "silver", "rows_in")));
    }
    return new Listing(
        "newest-run",
        "The newest run beside the one before",
        "What the newest run that came to gold did, and how it differs",
        new Grid(
            "The newest run and the one before",
            List.of(
                Column.text("figure"),
                Column.number("newest"),
                Column.number("before"),
                Column.number("difference")),
            1,
            rows),
        "",
        NONE,
        Listing.Span.HALF);
  }

  /** A number of a run. */
  @FunctionalInterface
  private interface Measured {
    long of(Runs.Run run);
  }

  private static List<String> compared(
      String name, Runs.Run now, Optional<Runs.Run> before, Measured measured) {
    long figure = measured.of(now);
    return List.of(
        name,
        Numbers.count(figure),
        before.map(run -> Numbers.count(measured.of(run))).orElse("–"),
        before.map(run -> Numbers.difference(figure - measured.of(run))).orElse("–"));
  }

  private static long rate(Runs.Run run, String stage, String count) {
    long time = run.durations().getOrDefault(stage, 0L);
    return time == 0 ? 0 : run.sum(stage, count) * 1000 / time;
  }

  private Listing gold() {
    List<Runs.Run> two = runs.lastTwo();
    List<List<String>> rows = new ArrayList<>();
    if (!two.isEmpty()) {
      Runs.Run now = two.get(two.size() - 1);
      Optional<Runs.Run> before = two.size() > 1 ? Optional.of(two.get(0)) : Optional.empty();
      Set<String> targets = new TreeSet<>();
      now.steps().stream()
          .filter(step -> step.stage().equals("gold"))
          .forEach(step -> targets.add(step.target()));
      for (String target : targets) {
        rows.add(
            List.of(
                target,
                Numbers.count(sum(now, target, "rows_read")),
                Numbers.count(sum(now, target, "rows_out")),
                before.map(run -> Numbers.count(sum(run, target, "rows_out"))).orElse("–"),
                Numbers.seconds(time(now, target))));
      }
    }
    return new Listing(
        "gold-written",
        "What the newest run wrote in gold",
        "Rows read and written per table: cost follows the change",
        new Grid(
            "Rows of gold in the newest run",
            List.of(
                Column.text("table"),
                Column.number("rows read"),
                Column.number("rows written"),
                Column.number("written before"),
                Column.number("time")),
            1,
            rows),
        "",
        NONE);
  }

  private static long sum(Runs.Run run, String target, String count) {
    return run.steps().stream()
        .filter(step -> step.target().equals(target))
        .mapToLong(step -> step.count(count))
        .sum();
  }

  private static long time(Runs.Run run, String target) {
    return run.steps().stream()
        .filter(step -> step.target().equals(target))
        .mapToLong(Runs.Step::milliseconds)
        .max()
        .orElse(0);
  }

  private Listing tables() {
    List<List<String>> rows = new ArrayList<>();
    sizes
        .byTable()
        .forEach(
            (table, size) ->
                rows.add(
                    List.of(
                        table,
                        Numbers.count(size.rows()),
                        Numbers.count(size.files()),
                        Numbers.text(Unit.BYTES, String.valueOf(size.bytes()), ""))));
    return new Listing(
        "table-sizes",
        "How large the tables are",
        "Rows, files and bytes of each table's newest version",
        new Grid(
            "Size of each table",
            List.of(
                Column.text("table"),
                Column.number("rows"),
                Column.number("files"),
                Column.number("size")),
            1,
            rows),
        "",
        NONE);
  }
}
