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

/** What the runs cost, what they wrote, and how large the tables have become. */
record Work(Runs runs, Sizes sizes) {

  private static final String NONE = "No run has been recorded yet.";

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(List.of(durations()));
    blocks.addAll(LastRuns.of(runs).blocks());
    blocks.add(tables());
    return blocks;
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
