package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
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
    BucketExtent extent = BucketExtent.of(touched);
    if (extent.buckets() == 0) {
      return Map.of(Count.BUCKETS, 0L, Count.ROWS_OUT, 0L);
    }
    Column within = extent.within();
    UnaryOperator<Dataset<Row>> only =
        switch (table.renewal()) {
          // With what lies between them, where they are many: it is replaced by the same.
          case REPLACE -> rows -> rows.where(within);
          case MERGE -> extent.only(lakehouse.spark(), touched);
        };
    Column reach = table.reach(extent.least(), extent.greatest());
    Map<TableName, Dataset<Row>> facts = new HashMap<>();
    for (TableName source : table.sources()) {
      Dataset<Row> rows = lakehouse.tableAt(source, ranges.get(source).upTo()).where(reach);
      facts.put(source, only.apply(table.facts(source, rows)));
    }
    long written =
        switch (table.renewal()) {
          case REPLACE -> replace(facts, within);
          case MERGE -> merge(facts, only, extent.ranges());
        };
    return Map.of(Count.BUCKETS, extent.buckets(), Count.ROWS_OUT, written);
  }

  private long replace(Map<TableName, Dataset<Row>> facts, Column within) {
    TableName target = table.definition().name();
    lakehouse.replace(
        target,
        within,
        Lakehouse.select(table.rows(new Facts(facts)), table.definition().columnNames()));
    return lakehouse.rowsReplaced(target);
  }

  private long merge(
      Map<TableName, Dataset<Row>> facts, UnaryOperator<Dataset<Row>> only, List<Between> within) {
    Dataset<Row> recomputed = table.rows(new Facts(facts)).withColumn("_here", lit(true));
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
                Merge.buckets(
                    lakehouse.qualified(target), rows, table.definition(), table.grain(), within))
        .getLong(0);
  }
}
