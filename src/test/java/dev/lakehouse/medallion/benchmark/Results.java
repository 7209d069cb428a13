package dev.lakehouse.medallion.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.lakehouse.medallion.benchmark.Measurement.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** What a benchmark came to: medians over its rounds, and medians of the ratios within a round. */
record Results(List<Measurement> measurements, String heap) {

  Results {
    measurements = List.copyOf(measurements);
  }

  /**
   * One contestant at one step.
   *
   * @param wallRatio how many times as long it took as the pipeline did in the same round
   * @param amplification bytes written per byte landed
   */
  private record Line(
      long orders,
      Scenario scenario,
      String contestant,
      double wall,
      double firstLine,
      double cpu,
      double wallRatio,
      double cpuRatio,
      double amplification) {}

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (long orders : distinct(Measurement::orders)) {
      for (Scenario scenario : Scenario.values()) {
        for (String contestant : distinct(Measurement::contestant)) {
          List<Measurement> own = of(orders, scenario, contestant);
          if (!own.isEmpty()) {
            lines.add(line(own));
          }
        }
      }
    }
    return lines;
  }

  private Line line(List<Measurement> own) {
    Measurement any = own.get(0);
    Map<Integer, Measurement> ours =
        of(any.orders(), any.scenario().compared(), Contestant.MEDALLION.title()).stream()
            .collect(Collectors.toMap(Measurement::round, Function.identity()));
    return new Line(
        any.orders(),
        any.scenario(),
        any.contestant(),
        median(own, Measurement::wallSeconds),
        median(own, Measurement::firstLineSeconds),
        median(own, Measurement::cpuSeconds),
        median(own, it -> ratio(it, ours.get(it.round()), Measurement::wallSeconds)),
        median(own, it -> ratio(it, ours.get(it.round()), Measurement::cpuSeconds)),
        median(own, it -> it.landed() == 0 ? 0 : (double) it.written() / it.landed()));
  }

  private static double ratio(
      Measurement its, Measurement ours, ToDoubleFunction<Measurement> figure) {
    return ours == null ? Double.NaN : figure.applyAsDouble(its) / figure.applyAsDouble(ours);
  }

  private static double median(List<Measurement> own, ToDoubleFunction<Measurement> figure) {
    return new Median().evaluate(own.stream().mapToDouble(figure).toArray());
  }

  private List<Measurement> of(long orders, Scenario scenario, String contestant) {
    return measurements.stream()
        .filter(it -> it.orders() == orders)
        .filter(it -> it.scenario() == scenario)
        .filter(it -> it.contestant().equals(contestant))
        .toList();
  }

  private <T> List<T> distinct(Function<Measurement, T> what) {
    return measurements.stream().map(what).distinct().toList();
  }

  String table() {
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(lines(), columns())
        .asString();
  }

  private static List<ColumnData<Line>> columns() {
    return List.of(
        column("orders", it -> String.format(Locale.ROOT, "%,d", it.orders())),
        new Column()
            .header("step")
            .dataAlign(HorizontalAlign.LEFT)
            .with(it -> it.scenario().title()),
        new Column().header("who").dataAlign(HorizontalAlign.LEFT).with(Line::contestant),
        column("seconds", it -> decimal(it.wall())),
        column("first line", it -> decimal(it.firstLine())),
        column("CPU seconds", it -> decimal(it.cpu())),
        column("times ours", it -> decimal(it.wallRatio())),
        column("times our CPU", it -> decimal(it.cpuRatio())),
        column("written per byte", it -> decimal(it.amplification())));
  }

  private static ColumnData<Line> column(String header, Function<Line, String> text) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(text);
  }

  private static String decimal(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The same as a table of Markdown, with the shape of the machine. */
  String markdown() {
    String rows =
        lines().stream()
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "| %,d | %s | %s | %.1f | %s | %s | %s | %s | %.2f |%n",
                        it.orders(),
                        it.scenario().title(),
                        it.contestant(),
                        it.wall(),
                        decimal(it.firstLine()),
                        decimal(it.cpu()),
                        decimal(it.wallRatio()),
                        decimal(it.cpuRatio()),
                        it.amplification()))
            .collect(Collectors.joining());
    return """
        %d cores, %s of heap each, %s %s

        | orders | step | who | seconds | to the first line | CPU seconds | times ours | times our CPU | written per byte |
        |---:|---|---|---:|---:|---:|---:|---:|---:|
        %s
        %s"""
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            heap,
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"),
            rows,
            targets());
  }

  /** What the pipeline is to reach, and has: medians of ratios within a round. */
  String targets() {
    long most = distinct(Measurement::orders).stream().max(Long::compare).orElseThrow();
    long fewest = distinct(Measurement::orders).stream().min(Long::compare).orElseThrow();
    String ours = Contestant.MEDALLION.title();
    List<String> targets = new ArrayList<>();
    reached(most, Scenario.LOAD, Contestant.TUTORIAL.title())
        .ifPresent(
            it -> targets.add(target("initial load, times as fast as the tutorial", 2.5, it)));
    reached(most, Scenario.LOAD, Contestant.DUCKDB.title())
        .ifPresent(it -> targets.add(limit("initial load, DuckDB's time times", 4, 1 / it)));
    reached(most, Scenario.INCREMENT, Contestant.TUTORIAL.title())
        .ifPresent(
            it -> targets.add(target("10,000 lines more, times as fast as the tutorial", 4, it)));
    Optional<Line> increment = line(most, Scenario.INCREMENT, ours);
    if (most > fewest) {
      both(increment, line(fewest, Scenario.INCREMENT, ours))
          .ifPresent(
              it -> targets.add(limit("10,000 lines more, against the least history", 1.25, it)));
    }
    both(line(most, Scenario.NOTHING, ours), increment)
        .ifPresent(it -> targets.add(limit("nothing new, against 10,000 lines more", 0.5, it)));
    increment.ifPresent(
        it ->
            targets.add(limit("10,000 lines more, bytes written per byte", 3, it.amplification())));
    return String.join("\n", targets) + "\n";
  }

  private Optional<Double> reached(long orders, Scenario scenario, String peer) {
    return line(orders, scenario, peer).map(Line::wallRatio).filter(it -> !it.isNaN());
  }

  private static Optional<Double> both(Optional<Line> one, Optional<Line> other) {
    return one.flatMap(it -> other.map(its -> it.wall() / its.wall()));
  }

  private Optional<Line> line(long orders, Scenario scenario, String contestant) {
    List<Measurement> own = of(orders, scenario, contestant);
    return own.isEmpty() ? Optional.empty() : Optional.of(line(own));
  }

  private static String target(String what, double least, double reached) {
    return judged(what, reached, "at least " + least, reached >= least);
  }

  private static String limit(String what, double most, double reached) {
    return judged(what, reached, "at most " + most, reached <= most);
  }

  private static String judged(String what, double reached, String wanted, boolean isReached) {
    return "- %s: %s (%s)%s".formatted(what, decimal(reached), wanted, isReached ? "" : ", missed");
  }

  /** Every trial. */
  String json() throws JsonProcessingException {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(measurements);
  }
}
