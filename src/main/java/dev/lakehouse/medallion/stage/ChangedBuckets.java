package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The buckets of a gold table that a change of its sources touches, by the rows' old and new
 * images: a correction that moves a row from one bucket to another touches both.
 */
final class ChangedBuckets {

  /** Up to so many buckets are named one by one to whoever skips files. */
  private static final int MOST_NAMED = 200;

  /** Up to so many are kept here: whoever needs them need not read the change once more. */
  private static final int MOST_KEPT = 10_000;

  private final Lakehouse lakehouse;
  private final GoldTable table;
  private final Map<TableName, VersionRange> ranges;

  /**
   * @param ranges for each source what is new in it; empty where nothing is
   */
  ChangedBuckets(Lakehouse lakehouse, GoldTable table, Map<TableName, VersionRange> ranges) {
    this.lakehouse = lakehouse;
    this.table = table;
    this.ranges = Map.copyOf(ranges);
  }

  /** The buckets, one row each. */
  private Dataset<Row> touched() {
    return table.sources().stream()
        .filter(source -> !ranges.get(source).isEmpty())
        .map(source -> table.facts(source, lakehouse.changes(source, ranges.get(source))))
        .map(facts -> Lakehouse.select(facts, table.buckets()).na().drop())
        .reduce(Dataset::union)
        .orElseThrow()
        .distinct();
  }

  /** Recomputes them from all their facts and replaces them in one commit. */
  Map<Count, Long> recompute() {
    Dataset<Row> touched = touched();
    Row extent = extent(touched);
    long buckets = extent.getLong(0);
    if (buckets == 0) {
      return Map.of(Count.BUCKETS, 0L, Count.ROWS_READ, 0L, Count.ROWS_OUT, 0L);
    }
    UnaryOperator<Dataset<Row>> only = only(touched, extent);
    Map<TableName, Dataset<Row>> facts = new HashMap<>();
    for (TableName source : table.sources()) {
      Dataset<Row> rows = lakehouse.tableAt(source, ranges.get(source).upTo());
      facts.put(source, only.apply(table.facts(source, rows)));
    }
    long written = replace(new Facts(facts), only);
    return Map.of(Count.BUCKETS, buckets, Count.ROWS_READ, rows(facts), Count.ROWS_OUT, written);
  }

  /**
   * How many buckets there are and, if they are few, each of them; then for each bucket column the
   * least and the greatest value.
   */
  private Row extent(Dataset<Row> touched) {
    List<String> values = new ArrayList<>();
    values.add("count(*)");
    values.add("IF(count(*) <= %d, collect_list(struct(*)), NULL)".formatted(MOST_KEPT));
    for (String bucket : table.buckets()) {
      values.add("min(%s)".formatted(identifier(bucket)));
      values.add("max(%s)".formatted(identifier(bucket)));
    }
    return touched.selectExpr(values.toArray(String[]::new)).first();
  }

  /** What leaves of some rows those that are in one of the buckets. */
  private UnaryOperator<Dataset<Row>> only(Dataset<Row> touched, Row extent) {
    List<Row> kept = extent.isNullAt(1) ? List.of() : extent.getList(1);
    Column within = within(extent, kept);
    String[] buckets = table.buckets().toArray(String[]::new);
    if (buckets.length == 1 && isNamed(kept)) {
      return rows -> rows.where(within);
    }
    Dataset<Row> wanted =
        kept.isEmpty() ? touched : lakehouse.spark().createDataFrame(kept, touched.schema());
    return rows -> rows.where(within).join(wanted, buckets, "left_semi");
  }

  private static boolean isNamed(List<Row> kept) {
    return !kept.isEmpty() && kept.size() <= MOST_NAMED;
  }

  /**
   * A join says which rows; literals before it let Delta skip files, and with one bucket column say
   * all. A range helps where a bucket is computed, such as the day of an instant: Spark turns it
   * into one over the column itself.
   */
  private Column within(Row extent, List<Row> kept) {
    Column within = lit(true);
    for (int i = 0; i < table.buckets().size(); i++) {
      int column = i;
      Column bucket = col(identifier(table.buckets().get(i)));
      within = within.and(bucket.between(extent.get(2 * i + 2), extent.get(2 * i + 3)));
      if (isNamed(kept)) {
        within =
            within.and(bucket.isin(kept.stream().map(row -> row.get(column)).distinct().toArray()));
      }
    }
    return within;
  }

  private static long rows(Map<TableName, Dataset<Row>> facts) {
    return facts.values().stream()
        .map(rows -> rows.select(lit(1)))
        .reduce(Dataset::union)
        .orElseThrow()
        .count();
  }

  private long replace(Facts facts, UnaryOperator<Dataset<Row>> only) {
    Dataset<Row> recomputed = table.rows(facts).withColumn("_here", lit(true));
    TableName target = table.definition().name();
    Dataset<Row> existing = Lakehouse.select(only.apply(lakehouse.table(target)), table.grain());
    Dataset<Row> change =
        recomputed
            .join(existing, table.grain().toArray(String[]::new), "full_outer")
            .withColumn(Merge.GONE, col("_here").isNull())
            .drop("_here");
    return lakehouse
        .run(
            change,
            rows ->
                Merge.buckets(lakehouse.qualified(target), rows, table.definition(), table.grain()))
        .getLong(0);
  }
}
