package dev.lakehouse.medallion.verify;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.transform.Judging;
import dev.lakehouse.medallion.transform.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must be true of the verdicts, the current records and the quarantine. */
final class SilverLaws {

  /** Where a row came from: among equal lines it may be any. */
  private static final Set<String> ORIGIN =
      Set.of("_line_id", "_file_path", "_ingested_at", "_bronze_version");

  private final Lakehouse lakehouse;
  private final Settled settled;
  private final FeedTables tables;
  private final Feed feed;

  SilverLaws(Lakehouse lakehouse, Settled settled) {
    this.lakehouse = lakehouse;
    this.settled = settled;
    this.tables = settled.tables();
    this.feed = tables.feed();
  }

  /** Where no line has come, nothing has come of it. */
  Finding nothing() {
    long rows =
        Stream.of(
                tables.eventsName(),
                tables.currentName(),
                tables.waiversName(),
                tables.forgottenName())
            .map(table -> lakehouse.table(table).selectExpr("1"))
            .reduce(Dataset::unionAll)
            .orElseThrow()
            .count();
    return Finding.ofFigures("no line of %s = no row".formatted(feed.name()), 0, rows, "");
  }

  /** Every raw line is one event, with the verdict that today's rules give. */
  Finding events(Zones zones) {
    Dataset<Row> found = settled.events().drop(FeedTables.BOOKKEEPING.toArray(String[]::new));
    return Multisets.compare(
        "rows of %s, judged again = %s".formatted(tables.rawName(), tables.eventsName()),
        Judging.judge(settled.judged(), feed, zones),
        found,
        List.of("_file_path", "_line_id"));
  }

  /** The current records are the greatest accepted versions: an aggregate where a run merges. */
  Finding current() {
    List<String> columns =
        tables.current().columns().stream()
            .map(ColumnDefinition::name)
            .filter(name -> !ORIGIN.contains(name))
            .toList();
    String row = columns.stream().map(name -> identifier(name)).collect(Collectors.joining(", "));
    Dataset<Row> newest =
        settled
            .events()
            .where("_outcome = 'accepted'")
            .groupBy(col(identifier(feed.key())).as("_key"))
            .agg(expr("max_by(struct(%s), _version) AS newest".formatted(row)))
            .select("newest.*");
    return Multisets.compare(
        "newest accepted events = " + tables.currentName(),
        newest,
        Lakehouse.select(settled.current(), columns),
        List.of(feed.key()));
  }

  /** Every current record names the accepted line that it came from. */
  Finding origins() {
    List<String> origin = new ArrayList<>(List.of(feed.key(), "_version"));
    origin.addAll(ORIGIN);
    Dataset<Row> current = Lakehouse.select(settled.current(), origin);
    Dataset<Row> named =
        current.join(
            Lakehouse.select(settled.events().where("_outcome = 'accepted'"), origin).distinct(),
            origin.toArray(String[]::new),
            "left_semi");
    return Multisets.compare(
        "lines that %s names = its rows".formatted(tables.currentName()),
        Lakehouse.select(named, origin),
        current,
        List.of(feed.key()));
  }

  /** The quarantine shows every rejected event, once, and nothing else. */
  Finding quarantine() {
    Dataset<Row> rejected =
        lakehouse
            .table(tables.eventsName())
            .where("_outcome = 'rejected'")
            .selectExpr(
                identifier(feed.key()),
                "_rejections AS reasons",
                "_raw_line AS raw_line",
                "_file_path AS file_path",
                "_ingested_at AS ingested_at",
                "_line_id AS line_id",
                "_attempts AS attempts");
    return Multisets.compare(
        "rejected events = " + tables.quarantineName(),
        rejected,
        settled.quarantine().drop("waived_at", "waived_because"),
        List.of("file_path", "line_id"));
  }

  /** Every waiver is of a line that came, and there is one of each. */
  Finding waivers() {
    Dataset<Row> waivers = lakehouse.table(tables.waiversName()).select("line_id");
    Dataset<Row> lines =
        lakehouse.table(tables.rawName()).selectExpr(FeedTables.LINE_IDENTITY + " AS line_id");
    return Multisets.compare(
        "lines that came and are waived = " + tables.waiversName(),
        waivers.distinct().join(lines.distinct(), "line_id"),
        waivers,
        List.of("line_id"));
  }

  /** What was forgotten is in no table. */
  Finding forgotten() {
    Dataset<Row> forgotten = settled.forgotten().select("line_id").distinct();
    Dataset<Row> held =
        Stream.of(tables.eventsName(), tables.currentName(), tables.retryName())
            .map(table -> lakehouse.table(table).selectExpr("_line_id AS line_id"))
            .reduce(
                lakehouse.table(tables.rawName()).selectExpr(FeedTables.LINE_IDENTITY),
                Dataset::union)
            .toDF("line_id");
    return Multisets.compare(
        "forgotten lines that no table has = " + tables.forgottenName(),
        forgotten.join(held, new String[] {"line_id"}, "left_anti"),
        forgotten,
        List.of("line_id"));
  }

  /**
   * Every accepted line is current, superseded or a duplicate; so is the money of each currency.
   */
  Stream<Finding> conservation() {
    Dataset<Row> standing =
        Standing.of(settled.events(), settled.current(), feed).where("_outcome = 'accepted'");
    Map<String, Long> lines = new TreeMap<>();
    for (Row row : standing.groupBy(Standing.COLUMN).count().collectAsList()) {
      lines.put(row.isNullAt(0) ? "of no standing" : row.getString(0), row.getLong(1));
    }
    long placed =
        Stream.of("current", "superseded", "duplicate")
            .mapToLong(name -> lines.getOrDefault(name, 0L))
            .sum();
    String note =
        lines.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    Finding counts =
        Finding.ofFigures(
            "accepted lines = current + superseded + duplicate",
            lines.values().stream().mapToLong(Long::longValue).sum(),
            placed,
            note);
    Finding records =
        Finding.ofFigures(
            "current lines = rows of " + tables.currentName(),
            lines.getOrDefault("current", 0L),
            settled.current().count(),
            "");
    return Stream.concat(
        Stream.of(counts, records), feed.money().stream().map(money -> money(standing, money)));
  }

  private Finding money(Dataset<Row> standing, Feed.Money money) {
    Sums current = sums(settled.current(), money);
    Sums others = sums(standing.where("_standing IN ('superseded', 'duplicate')"), money);
    return Finding.ofFigures(
        "money of accepted lines = of %s + superseded + duplicate".formatted(tables.currentName()),
        sums(settled.events().where("_outcome = 'accepted'"), money),
        current.plus(others),
        "");
  }

  static Sums sums(Dataset<Row> rows, Feed.Money money) {
    return Sums.of(
        rows.selectExpr(
            identifier(money.currency()),
            "CAST(%s AS DECIMAL(38,4))".formatted(identifier(money.amount()))));
  }
}
