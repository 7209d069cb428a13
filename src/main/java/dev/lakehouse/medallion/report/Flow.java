package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Unit;
import dev.lakehouse.medallion.contract.Feed;
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

/**
 * Where the lines of a feed went, and that none is lost on the way: the tables on one side, the
 * ledger on the other.
 */
record Flow(Feed feed, LineCounts counts) {

  private static final String EMPTY =
      "No line has been taken in yet. Put files into the landing folder, then: medallion run";

  List<Block> blocks() {
    return List.of(lines(), balance());
  }

  private Figure lines() {
    String headline =
        "%s from %s led to %s current %s"
            .formatted(
                Numbers.count(counts.of(LineCounts.IN_BRONZE), "line"),
                Numbers.count(counts.of(LineCounts.FILES), "file"),
                Numbers.count(counts.of(LineCounts.CURRENT)),
                feed.name());
    return new Figure(
        "flow-" + feed.name(),
        "Where the lines of " + feed.name() + " went",
        "Each line of each landed file, by what became of it",
        Drawing.FLOW,
        new Labels("from", Optional.of("to"), "lines", Unit.COUNT, Optional.empty()),
        List.of(new Panel("", headline, links())),
        "",
        EMPTY);
  }

  private List<Point> links() {
    List<Point> links = new ArrayList<>();
    String landed = "landed";
    String bronze = "in bronze";
    String accepted = "accepted";
    String merged = "became current";
    link(links, landed, bronze, counts.of(LineCounts.IN_BRONZE));
    link(links, landed, "forgotten", counts.of(LineCounts.FORGOTTEN));
    link(links, bronze, accepted, counts.of("accepted"));
    link(links, bronze, "rejected", counts.of("rejected"));
    link(links, bronze, "blank", counts.of("blank"));
    link(links, bronze, "not judged yet", unjudged());
    link(links, accepted, merged, counts.of("ledger merged"));
    link(links, accepted, "superseded on arrival", counts.of("ledger superseded"));
    link(links, accepted, "duplicate", counts.of("ledger duplicate"));
    link(links, merged, "current " + feed.name(), counts.of(LineCounts.CURRENT));
    link(links, merged, "replaced since", counts.of("ledger merged") - counts.of("current"));
    return links;
  }

  private static void link(List<Point> links, String from, String to, long lines) {
    if (lines > 0) {
      links.add(new Point(from, to, String.valueOf(lines)));
    }
  }

  private long unjudged() {
    return counts.of(LineCounts.IN_BRONZE)
        - counts.of("accepted")
        - counts.of("rejected")
        - counts.of("blank");
  }

  private Listing balance() {
    return new Listing(
        "balance-" + feed.name(),
        "The balance of lines and of money",
        "What came in beside what became of it, with no tolerance: judged lines are accepted,"
            + " rejected or blank; accepted ones became current, or are superseded or duplicate, as"
            + " the ledger counted them",
        new Grid(
            "The balance of lines and of money",
            List.of(
                Column.text("of"),
                Column.number("came in"),
                Column.number("accounted for"),
                Column.text("balance")),
            1,
            counts.of(LineCounts.IN_BRONZE) == 0 ? List.of() : balances()),
        "",
        EMPTY);
  }

  private List<List<String>> balances() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            "lines in bronze, judged",
            counts.of(LineCounts.IN_BRONZE),
            counts.of("accepted") + counts.of("rejected") + counts.of("blank")));
    rows.add(
        row(
            "lines accepted",
            counts.of("accepted"),
            counts.of("ledger merged")
                + counts.of("ledger superseded")
                + counts.of("ledger duplicate")));
    for (String currency : counts.money().keySet()) {
      BigDecimal accounted =
          counts
              .money(currency, "ledger merged")
              .add(counts.money(currency, "ledger superseded"))
              .add(counts.money(currency, "ledger duplicate"));
      BigDecimal accepted = counts.money(currency, "accepted");
      rows.add(
          List.of(
              currency + " of accepted lines",
              Numbers.amount(accepted),
              Numbers.amount(accounted),
              balance(accepted.subtract(accounted))));
    }
    return rows;
  }

  private static List<String> row(String of, long lines, long accounted) {
    return List.of(
        of,
        Numbers.count(lines),
        Numbers.count(accounted),
        balance(BigDecimal.valueOf(lines - accounted)));
  }

  private static String balance(BigDecimal difference) {
    return difference.signum() == 0 ? "balanced" : "differs by " + difference.toPlainString();
  }
}
