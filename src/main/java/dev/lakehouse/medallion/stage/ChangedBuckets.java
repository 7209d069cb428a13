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

  private final Lakehouse lakehouse;
  private final GoldTable table;
  private final Map<TableName, VersionRange> ranges;
  private final Dataset<Row> touched;

  /**
   * @param ranges for each source what is new in it; empty where nothing is
   */
  ChangedBuckets(Lakehouse lakehouse, GoldTable table, Map<TableName, VersionRange> ranges) {
    this.lakehouse = lakehouse;
    this.table = table;
    this.ranges = Map.copyOf(ranges);
    this.touched =
        table.sources().stream()
            .filter(source -> !ranges.get(source).isEmpty())
            .map(source -> table.facts(source, lakehouse.changes(source, ranges.get(source))))
            .map(facts -> Lakehouse.select(facts, table.buckets()).na().drop())
            .reduce(Dataset::union)
            .orElseThrow()
            .distinct();
  }

  /** Recomputes them from all their facts and replaces them in one commit. */
  Map<Count, Long> recompute() {
    Row extent = extent();
    long buckets = extent.getLong(0);
    if (buckets == 0) {
      return Map.of(Count.BUCKETS, 0L, Count.ROWS_READ, 0L, Count.ROWS_OUT, 0L);
    }
    Column within = within(extent);
    Map<TableName, Dataset<Row>> facts = new HashMap<>();
    for (TableName source : table.sources()) {
      Dataset<Row> rows = lakehouse.tableAt(source, ranges.get(source).upTo());
      facts.put(source, onlyTouched(table.facts(source, rows).where(within)));
    }
    long written = replace(new Facts(facts), within);
    return Map.of(Count.BUCKETS, buckets, Count.ROWS_READ, rows(facts), Count.ROWS_OUT, written);
  }

  /**
   * How many buckets there are, then for each bucket column the least and the greatest value and,
   * if they are few, every one.
   */
  private Row extent() {
    List<String> values = new ArrayList<>(List.of("count(*)"));
    for (String bucket : table.buckets()) {
      values.add("min(%s)".formatted(identifier(bucket)));
      values.add("max(%s)".formatted(identifier(bucket)));
      values.add(
          "IF(count(*) <= %d, collect_set(%s), NULL)".formatted(MOST_NAMED, identifier(bucket)));
    }
    return touched.selectExpr(values.toArray(String[]::new)).first();
  }

  /**
   * The join says which rows; literals before it let Delta skip files. A range helps where a bucket
   * is computed, such as the day of an instant: Spark turns it into one over the column itself.
   */
  private Column within(Row extent) {
    Column within = lit(true);
    for (int i = 0; i < table.buckets().size(); i++) {
      Column bucket = col(identifier(table.buckets().get(i)));
      within = within.and(bucket.between(extent.get(3 * i + 1), extent.get(3 * i + 2)));
      if (!extent.isNullAt(3 * i + 3)) {
        within = within.and(bucket.isin(extent.getList(3 * i + 3).toArray()));
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

  private long replace(Facts facts, Column within) {
    Dataset<Row> recomputed = table.rows(facts).withColumn("_here", lit(true));
    TableName target = table.definition().name();
    Dataset<Row> existing =
        Lakehouse.select(onlyTouched(lakehouse.table(target).where(within)), table.grain());
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

  private Dataset<Row> onlyTouched(Dataset<Row> rows) {
    return rows.join(touched, table.buckets().toArray(String[]::new), "left_semi");
  }
}
