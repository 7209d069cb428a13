package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.report.page.Block;
import dev.lakehouse.medallion.report.page.Grid;
import dev.lakehouse.medallion.report.page.Grid.Column;
import dev.lakehouse.medallion.report.page.Listing;
import dev.lakehouse.medallion.report.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * The newest run that came to gold beside the one before it.
 *
 * @param now empty if there is none
 * @param before empty if there is no other
 */
record LastRuns(Optional<Runs.Run> now, Optional<Runs.Run> before) {

  private static final String NONE = "No run has come to gold yet.";

  static LastRuns of(Runs runs) {
    List<Runs.Run> whole =
        runs.newest().stream().filter(run -> run.durations().containsKey("gold")).toList();
    int count = whole.size();
    return new LastRuns(
        count > 0 ? Optional.of(whole.get(count - 1)) : Optional.empty(),
        count > 1 ? Optional.of(whole.get(count - 2)) : Optional.empty());
  }

  List<Block> blocks() {
    return List.of(compared(), gold());
  }

  private Listing compared() {
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
            now.map(this::figures).orElse(List.of())),
        "",
        NONE,
        Listing.Span.HALF);
  }

  private List<List<String>> figures(Runs.Run run) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(run, "lines taken in", it -> it.sum("bronze", "rows_in")));
    rows.add(row(run, "files", it -> it.sum("bronze", "files")));
    rows.add(row(run, "lines accepted", it -> it.sum("silver", "rows_accepted")));
    rows.add(row(run, "lines rejected", it -> it.sum("silver", "rows_rejected")));
    rows.add(row(run, "buckets of gold recomputed", it -> it.sum("gold", "buckets")));
    rows.add(row(run, "rows written in gold", it -> it.sum("gold", "rows_out")));
    rows.add(row(run, "lines per second, bronze", it -> rate(it, "bronze")));
    rows.add(row(run, "lines per second, silver", it -> rate(it, "silver")));
    for (String stage : List.of("bronze", "silver", "gold")) {
      rows.add(row(run, "milliseconds, " + stage, it -> it.durations().getOrDefault(stage, 0L)));
    }
    return rows;
  }

  private List<String> row(Runs.Run run, String name, ToLongFunction<Runs.Run> figure) {
    long number = figure.applyAsLong(run);
    return List.of(
        name,
        Numbers.count(number),
        before.map(it -> Numbers.count(figure.applyAsLong(it))).orElse("–"),
        before.map(it -> Numbers.difference(number - figure.applyAsLong(it))).orElse("–"));
  }

  private static long rate(Runs.Run run, String stage) {
    long time = run.durations().getOrDefault(stage, 0L);
    return time == 0 ? 0 : run.sum(stage, "rows_in") * 1000 / time;
  }

  private Listing gold() {
    return new Listing(
        "gold-written",
        "What the newest run wrote in gold",
        "Buckets recomputed and rows written per table: cost follows the change",
        new Grid(
            "Rows of gold in the newest run",
            List.of(
                Column.text("table"),
                Column.number("buckets"),
                Column.number("rows written"),
                Column.number("written before"),
                Column.number("time")),
            1,
            now.map(this::written).orElse(List.of())),
        "",
        NONE);
  }

  private List<List<String>> written(Runs.Run run) {
    List<List<String>> rows = new ArrayList<>();
    TreeSet<String> targets = new TreeSet<>();
    run.steps().stream()
        .filter(step -> step.stage().equals("gold"))
        .forEach(step -> targets.add(step.target()));
    for (String target : targets) {
      rows.add(
          List.of(
              target,
              Numbers.count(sum(run, target, "buckets")),
              Numbers.count(sum(run, target, "rows_out")),
              before.map(it -> Numbers.count(sum(it, target, "rows_out"))).orElse("–"),
              Numbers.seconds(time(run, target))));
    }
    return rows;
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
}
