package dev.lakehouse.medallion.key;

import static dev.lakehouse.medallion.contract.SqlText.literal;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.transform.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lines of an answer key beside the lines that the tables hold.
 *
 * <p>Which verdict a line got is compared file by file. Which of several equal lines is the current
 * one depends on the files' names and is compared over all of them; and so for the lines of a tie.
 */
final class KeyedLines {

  /** How often a fault was planted, and how often exactly the right came of it. */
  record Tally(String fault, long planted, long caught, long strays) {

    private Tally plus(Tally other) {
      return new Tally(
          fault, planted + other.planted, caught + other.caught, strays + other.strays);
    }
  }

  private static final String VERDICT =
      "CASE WHEN outcome IN ('current', 'superseded', 'duplicate') THEN 'accepted' ELSE outcome END";

  private static final String[] ONE = {"one"};

  /** What the key says of a line in a file of which it does not say how much can be read. */
  private static final String DAMAGED = "outcome = 'damaged'";

  private final Lakehouse lakehouse;
  private final Feed feed;
  private final Dataset<Row> key;
  private final boolean hasDamage;
  private final Dataset<Row> found;
  private final Dataset<Row> compared;

  /**
   * Reads what the tables hold.
   *
   * @param key rows with the columns of {@link SampleData#ANSWERS}
   */
  KeyedLines(Lakehouse lakehouse, Feed feed, Dataset<Row> key) {
    this.lakehouse = lakehouse;
    this.feed = feed;
    this.key = key;
    this.hasDamage = !key.where(DAMAGED).isEmpty();
    this.found = found();
    this.compared = compared();
  }

  /** Per fault, in order of their names. */
  Collection<Tally> tallies() {
    Map<String, Tally> tallies = new TreeMap<>();
    compared
        .groupBy("fault")
        .agg(
            expr("sum(planted)"), expr("sum(if(holds, planted, 0))"), expr("count_if(planted = 0)"))
        .collectAsList()
        .forEach(row -> add(tallies, row));
    if (hasDamage) {
      damagedFiles().collectAsList().forEach(row -> add(tallies, row));
    }
    return tallies.values();
  }

  private static void add(Map<String, Tally> tallies, Row row) {
    Tally tally = new Tally(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3));
    tallies.merge(tally.fault(), tally, Tally::plus);
  }

  /** The first lines of which something else came, in words. */
  List<String> differences(int most) {
    return compared
        .where("NOT holds")
        .orderBy("place", "line_md5")
        .limit(most)
        .selectExpr(
            """
            concat('  ', fault, ' in ', place, ', line with MD5 ', line_md5,
              '\\n    expected ', coalesce(expected, 'nothing'), ' ', coalesce(expected_standing, ''),
              '\\n    found    ', coalesce(found, 'nothing'), ' ', coalesce(standing, ''))""")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** The lines that were judged, with the columns of the key that are known of them. */
  private Dataset<Row> found() {
    FeedTables tables = new FeedTables(feed);
    lakehouse.attach(tables.rawName(), tables.eventsName(), tables.currentName());
    Dataset<Row> texts =
        lakehouse
            .table(tables.rawName())
            .selectExpr(
                "md5(concat(_file_path, '\\n', line)) AS _line_id",
                "md5(CAST(if(startswith(line, '\\uFEFF'), substr(line, 2), line) AS BINARY)) AS line_md5")
            .distinct();
    return Standing.of(
            lakehouse.table(tables.eventsName()), lakehouse.table(tables.currentName()), feed)
        .join(texts, "_line_id")
        .selectExpr(
            place("_file_path") + " AS place",
            "line_md5",
            "coalesce(%s, 'astray') AS outcome".formatted(Standing.COLUMN),
            "sort_array(_rejections) AS rejections",
            "sort_array(_warnings) AS warnings");
  }

  /** The file's path where it is one that Spark did not name, else its folder's. */
  private String place(String file) {
    String below = "seed-[^/]+/(file=[0-9]+|hostile/.*)";
    return "coalesce(nullif(regexp_extract(replace(%1$s, '%%3D', '='), %2$s, 0), ''), %1$s)"
        .formatted(file, literal(below));
  }

  /**
   * One row per file, line and fault: {@code expected}, {@code found} (the verdicts with their
   * numbers), {@code expected_standing}, {@code standing}, {@code holds BOOLEAN}, {@code planted
   * BIGINT} (0 for a line that the key does not have).
   */
  private Dataset<Row> compared() {
    Dataset<Row> expected = expected();
    Dataset<Row> ties =
        key.where("tie IS NOT NULL").select(col("line_md5"), col("tie").as("one")).distinct();
    String[] line = {"place", "line_md5"};
    Dataset<Row> planted =
        expected.groupBy("place", "line_md5", "fault").agg(expr("count(*) AS planted"));
    return together(
            verdicts(expected, "expected")
                .join(verdicts(found, "found"), line, "full_outer")
                .join(planted, line, "left_outer"),
            ties)
        .join(standings(expected, ties, "expected_standing"), ONE, "left_outer")
        .join(standings(found, ties, "standing"), ONE, "left_outer")
        .withColumn("holds", expr("expected <=> found AND expected_standing <=> standing"))
        .withColumn("fault", expr("coalesce(fault, '(not in the key)')"))
        .withColumn("planted", expr("coalesce(planted, 0L)"));
  }

  private static Dataset<Row> verdicts(Dataset<Row> rows, String name) {
    return rows.groupBy(
            col("place"),
            col("line_md5"),
            expr(VERDICT).as("verdict"),
            col("rejections"),
            col("warnings"))
        .agg(expr("count(*) AS lines"))
        .groupBy("place", "line_md5")
        .agg(listed("verdict, rejections, warnings, lines").as(name));
  }

  private static Dataset<Row> standings(Dataset<Row> rows, Dataset<Row> ties, String name) {
    return together(rows, ties)
        .groupBy("one", "outcome")
        .agg(expr("count(*) AS lines"))
        .groupBy("one")
        .agg(listed("outcome, lines").as(name));
  }

  private static Column listed(String columns) {
    return expr("to_json(sort_array(collect_list(struct(%s))))".formatted(columns));
  }

  /** Adds {@code one}, what a line is counted with: those of its tie, else those equal to it. */
  private static Dataset<Row> together(Dataset<Row> rows, Dataset<Row> ties) {
    return rows.join(ties, new String[] {"line_md5"}, "left_outer")
        .withColumn("one", expr("coalesce(one, line_md5)"));
  }

  /** What was read of a damaged file is expected as far as it was read. */
  private Dataset<Row> expected() {
    Dataset<Row> whole =
        key.where("NOT " + DAMAGED)
            .select("place", "line_md5", "fault", "outcome", "rejections", "warnings");
    if (!hasDamage) {
      return whole;
    }
    Dataset<Row> damaged = key.where(DAMAGED).select("place", "line_md5").distinct();
    return whole.union(
        found
            .join(damaged, new String[] {"place", "line_md5"}, "left_semi")
            .selectExpr(
                "place",
                "line_md5",
                "'line_in_a_damaged_file' AS fault",
                "'duplicate' AS outcome",
                "CAST(array() AS ARRAY<STRING>) AS rejections",
                "CAST(array() AS ARRAY<STRING>) AS warnings"));
  }

  /** A damaged file is dealt with if all of it was read, or if the ledger names it. */
  private Dataset<Row> damagedFiles() {
    TableName ledger = Ledger.definition().name();
    lakehouse.attach(ledger);
    Dataset<Row> named =
        lakehouse
            .table(ledger)
            .selectExpr("explode(map_keys(damaged_files)) AS file")
            .selectExpr(place("file") + " AS place", "true AS named")
            .distinct();
    Dataset<Row> read = found.groupBy("place").agg(expr("count(*) AS read"));
    return key.where(DAMAGED)
        .groupBy("place", "fault")
        .agg(expr("count(*) AS written"))
        .join(named, new String[] {"place"}, "left_outer")
        .join(read, new String[] {"place"}, "left_outer")
        .groupBy("fault")
        .agg(expr("count(*)"), expr("count_if(named IS NOT NULL OR read <=> written)"), expr("0L"));
  }
}
