package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What became of a run's lines, read from the tables after the merge: a run that is taken up after
 * a crash counts the same as one that was not disturbed.
 *
 * <p>Rows accepted = merged + superseded + duplicate, and so for the money of every currency.
 */
record SilverTally(Map<Count, Long> counts, Entry.Tallies tallies) {

  private static final Map<String, Count> COUNT_OF =
      Map.of(
          "rejected", Count.ROWS_REJECTED,
          "blank", Count.ROWS_BLANK,
          "merged", Count.ROWS_MERGED,
          "superseded", Count.ROWS_SUPERSEDED,
          "duplicate", Count.ROWS_DUPLICATE);

  /** Whether the current row is one of the lines counted: what a retry of them has merged. */
  static final String MERGED_FROM_THESE = "_is_of_these";

  /** What became of the first of the lines that say the same. */
  private static final String OUTCOME =
      """
      CASE
        WHEN _version < _current THEN 'superseded'
        WHEN %s THEN 'merged'
        ELSE 'duplicate'
      END""";

  /** Whether the current row was merged by a run that began after a version of bronze. */
  static String mergedAfter(long bronzeVersion) {
    return "_merged_by > " + bronzeVersion;
  }

  /** Counts a run's events before any is merged: what was rejected, and why. */
  static SilverTally ofVerdicts(Dataset<Row> events) {
    NameTally names = NameTally.of(events);
    Row counted = events.selectExpr("count(*)", "count_if(_outcome = 'rejected')").first();
    return new SilverTally(
        Map.of(Count.ROWS_IN, counted.getLong(0), Count.ROWS_REJECTED, counted.getLong(1)),
        new Entry.Tallies(Map.of(), names.rejections(), names.unknownFields(), Map.of()));
  }

  /**
   * Counts a run's events.
   *
   * @param events the run's rows of {@link FeedTables#events()}
   * @param current the rows of {@link FeedTables#current()} that have the events' keys, and maybe
   *     others, after the merge
   * @param merged a condition that tells whether the current row is of this run: {@link
   *     #mergedAfter} or {@link #MERGED_FROM_THESE}
   */
  static SilverTally of(Dataset<Row> events, Dataset<Row> current, Feed feed, String merged) {
    return AtOnce.both(
        () -> outcomes(events, current, feed, merged).collectAsList(),
        () -> NameTally.of(events),
        SilverTally::of);
  }

  private static SilverTally of(List<Row> outcomes, NameTally names) {
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    COUNT_OF.values().forEach(count -> counts.put(count, 0L));
    Map<String, Map<String, BigDecimal>> money = new TreeMap<>();
    for (Row row : outcomes) {
      String outcome = row.getString(0);
      counts.merge(COUNT_OF.get(outcome), row.getLong(2), Long::sum);
      counts.merge(Count.ROWS_DUPLICATE, row.getLong(4), Long::sum);
      if (!row.isNullAt(1)) {
        Map<String, BigDecimal> sums =
            money.computeIfAbsent(row.getString(1), currency -> new TreeMap<>());
        sums.merge(outcome, row.getDecimal(3), BigDecimal::add);
        sums.merge("duplicate", row.getDecimal(5), BigDecimal::add);
        sums.merge("accepted", row.getDecimal(3).add(row.getDecimal(5)), BigDecimal::add);
      }
    }
    complete(counts);
    return new SilverTally(
        counts, new Entry.Tallies(money, names.rejections(), names.unknownFields(), Map.of()));
  }

  /** The same taken out of the sums. */
  SilverTally takenOut() {
    Map<Count, Long> lines = new EnumMap<>(counts);
    lines.replaceAll((count, value) -> -value);
    Map<String, Map<String, BigDecimal>> money = new TreeMap<>();
    tallies
        .money()
        .forEach(
            (currency, sums) -> {
              Map<String, BigDecimal> negated = new TreeMap<>(sums);
              negated.replaceAll((outcome, sum) -> sum.negate());
              money.put(currency, negated);
            });
    Map<String, Map<String, Long>> fields = new TreeMap<>();
    tallies.unknownFields().forEach((field, files) -> fields.put(field, negated(files)));
    return new SilverTally(
        lines, new Entry.Tallies(money, negated(tallies.rejections()), fields, Map.of()));
  }

  private static Map<String, Long> negated(Map<String, Long> lines) {
    Map<String, Long> negated = new TreeMap<>(lines);
    negated.replaceAll((name, value) -> -value);
    return negated;
  }

  private static void complete(Map<Count, Long> counts) {
    long accepted =
        counts.get(Count.ROWS_MERGED)
            + counts.get(Count.ROWS_SUPERSEDED)
            + counts.get(Count.ROWS_DUPLICATE);
    counts.put(Count.ROWS_ACCEPTED, accepted);
    counts.put(
        Count.ROWS_IN, accepted + counts.get(Count.ROWS_REJECTED) + counts.get(Count.ROWS_BLANK));
    counts.put(Count.ROWS_OUT, counts.get(Count.ROWS_MERGED));
  }

  /**
   * What became of the lines: {@code outcome STRING, currency STRING, lines BIGINT, amount DECIMAL,
   * copies BIGINT, amount_of_copies DECIMAL}. Copies are lines that say what another line of the
   * run says. Currency and amounts are of accepted lines only.
   */
  private static Dataset<Row> outcomes(
      Dataset<Row> events, Dataset<Row> current, Feed feed, String merged) {
    String key = identifier(feed.key());
    String currency = feed.money().map(money -> identifier(money.currency())).orElse("NULL");
    String amount = feed.money().map(money -> identifier(money.amount())).orElse("0");
    // A number is compared at once where a key is read byte by byte: it is looked at first.
    String hash = "xxhash64(%s) AS _hash".formatted(key);
    Dataset<Row> versions =
        current.selectExpr(
            hash,
            key + " AS _key",
            "_version AS _current",
            "_line_id AS _current_line",
            "_bronze_version AS _merged_by");
    Dataset<Row> said =
        events
            .where("_outcome = 'accepted'")
            .selectExpr(
                hash,
                key + " AS _key",
                "_version",
                "_line_id",
                "CAST(%s AS STRING) AS _currency".formatted(currency),
                "CAST(%s AS DECIMAL(18,4)) AS _amount".formatted(amount));
    Dataset<Row> accepted =
        said.join(versions, new String[] {"_hash", "_key"})
            // Currency and amount follow from the version. As keys they are hashed; as aggregates
            // they would have every row sorted.
            .groupBy("_hash", "_key", "_version", "_currency", "_amount", "_current", "_merged_by")
            .agg(
                functions.expr("bool_or(_line_id = _current_line) AS _is_of_these"),
                functions.expr("count(*) - 1 AS _copies"))
            .withColumn("_outcome", functions.expr(OUTCOME.formatted(merged)));
    Dataset<Row> others =
        events
            .where("_outcome <> 'accepted'")
            .selectExpr(
                "CAST(NULL AS STRING) AS _currency", "0 AS _amount", "0L AS _copies", "_outcome");
    return accepted
        .select("_currency", "_amount", "_copies", "_outcome")
        .union(others)
        .groupBy("_outcome", "_currency")
        .agg(
            functions.expr("count(*)"),
            functions.expr("CAST(sum(_amount) AS DECIMAL(38,4))"),
            functions.expr("sum(_copies)"),
            functions.expr("CAST(sum(_amount * _copies) AS DECIMAL(38,4))"));
  }
}
