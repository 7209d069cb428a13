package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.Chart.Unit;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.report.page.Block;
import dev.lakehouse.medallion.report.page.Figure;
import dev.lakehouse.medallion.report.page.Numbers;
import dev.lakehouse.medallion.report.page.Page;
import dev.lakehouse.medallion.report.page.Page.Choice;
import dev.lakehouse.medallion.report.page.Page.Section;
import dev.lakehouse.medallion.report.page.Page.Tile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a lakehouse holds and what its runs did, for a page of figures. */
public final class Report {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final Lakehouse lakehouse;
  private final Material material;

  /** The report of a lakehouse whose tables the session knows, and what the charts read. */
  public Report(Lakehouse lakehouse, Material material) {
    this.lakehouse = lakehouse;
    this.material = material;
  }

  /**
   * The file that a person names for a report.
   *
   * @return its whole name
   * @throws UserException if it cannot be one
   */
  public static String file(String name) {
    String file = Location.absolute(name);
    if (!file.endsWith(".html")) {
      throw new UserException(
          "The report cannot be written to " + name + ".",
          "What is there is replaced, and the name does not end in .html.",
          "Name a file such as report.html with --out.");
    }
    return file;
  }

  public Page page() {
    Map<Feed, LineCounts> counts = new LinkedHashMap<>();
    material.feeds().forEach(feed -> counts.put(feed, LineCounts.read(lakehouse, feed)));
    Runs runs = Runs.read(lakehouse);
    Sizes sizes = Sizes.read(lakehouse, material.tables());
    Lineage lineage = new Lineage(material.relations(), material.lineage());
    return new Page(
        "Lakehouse report",
        lead(runs),
        tiles(counts, runs, sizes),
        List.of(
            flow(counts),
            business(new Charts(lakehouse).figures(material.charts())),
            rejected(counts, runs),
            drift(runs),
            work(runs, sizes),
            tables(lineage)),
        lineage.dictionary());
  }

  private static String lead(Runs runs) {
    String made = "Made at %s UTC".formatted(MINUTES.format(Instant.now()));
    return runs.newest().isEmpty()
        ? made + ". No run has been recorded yet: medallion run"
        : "%s; the newest run began at %s UTC."
            .formatted(made, runs.newest().get(runs.newest().size() - 1).startedAt());
  }

  private static List<Tile> tiles(Map<Feed, LineCounts> counts, Runs runs, Sizes sizes) {
    List<Tile> tiles = new ArrayList<>();
    counts.forEach(
        (feed, of) -> {
          long judged = of.of("accepted") + of.of("rejected") + of.of("blank");
          tiles.add(
              new Tile(
                  "Lines of " + feed.name(),
                  Numbers.count(of.of(LineCounts.IN_BRONZE)),
                  "from " + Numbers.count(of.of(LineCounts.FILES), "file")));
          tiles.add(
              new Tile(
                  "Rejected",
                  Numbers.share(of.of("rejected"), judged),
                  Numbers.count(of.of("rejected"), "line")));
          tiles.add(
              new Tile(
                  "Current " + feed.name(),
                  Numbers.count(of.of(LineCounts.CURRENT)),
                  "of " + Numbers.count(of.of("accepted"), "accepted line")));
        });
    long fields = runs.unknownFields().values().stream().filter(lines -> lines > 0).count();
    tiles.add(new Tile("Unknown fields", Numbers.count(fields), "not in any contract"));
    if (!runs.newest().isEmpty()) {
      Runs.Run newest = runs.newest().get(runs.newest().size() - 1);
      tiles.add(
          new Tile(
              "Newest run",
              Numbers.seconds(newest.milliseconds()),
              Numbers.count(runs.all(), "run") + " in all"));
    }
    tiles.add(
        new Tile(
            "Size of all tables",
            Numbers.text(Unit.BYTES, String.valueOf(sizes.bytes()), ""),
            "in their newest versions"));
    return tiles;
  }

  private static Section flow(Map<Feed, LineCounts> counts) {
    List<Block> blocks = new ArrayList<>();
    counts.forEach((feed, of) -> blocks.addAll(new Flow(feed, of).blocks()));
    return Section.of(
        "flow", "Flow", "No line is lost without a reason, and no amount of money.", blocks);
  }

  private static Section rejected(Map<Feed, LineCounts> counts, Runs runs) {
    List<Block> blocks = new ArrayList<>();
    counts.forEach((feed, of) -> blocks.addAll(new Rejected(feed, of, runs).blocks()));
    return Section.of(
        "rejected",
        "Rejected lines",
        "A line that breaks a rule stays out of the current records, with every reason.",
        blocks);
  }

  private static Section drift(Runs runs) {
    return Section.of(
        "drift",
        "Drift",
        "A field that the contract does not know stops nothing: it is kept and counted.",
        new Drift(runs).blocks());
  }

  private static Section work(Runs runs, Sizes sizes) {
    return Section.of(
        "runs",
        "Runs",
        "What each run took and wrote, from the ledger.",
        new Work(runs, sizes).blocks());
  }

  private static Section tables(Lineage lineage) {
    return Section.of(
        "lineage",
        "Tables and lineage",
        "Every table and view, from the lines as they came to the answers for analysts.",
        lineage.blocks());
  }

  private static Section business(List<Figure> figures) {
    return new Section(
        "business",
        "Business",
        "What gold answers. Amounts of several currencies are never summed.",
        Choice.of(figures),
        List.copyOf(figures));
  }
}
