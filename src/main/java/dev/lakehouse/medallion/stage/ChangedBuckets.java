package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The buckets of a gold table that a change of its source touches, by the rows' old and new images:
 * a correction that moves a row from one bucket to another touches both.
 */
final class ChangedBuckets {

  private final Lakehouse lakehouse;
  private final GoldTable table;
  private final VersionRange range;
  private final Dataset<Row> touched;

  ChangedBuckets(Lakehouse lakehouse, GoldTable table, VersionRange range) {
    this.lakehouse = lakehouse;
    this.table = table;
    this.range = range;
    Dataset<Row> changes = lakehouse.changes(table.source(), range);
    this.touched = Lakehouse.select(table.facts(changes), table.buckets()).distinct();
  }

  /** Recomputes them from all their facts and replaces them in one commit. */
  Map<Count, Long> recompute() {
    Row extent = extent();
    long buckets = extent.getLong(0);
    long written = buckets == 0 ? 0 : replace(withinExtent(extent));
    return Map.of(Count.BUCKETS, buckets, Count.ROWS_OUT, written);
  }

  /** How many buckets there are, then the least and the greatest value of each bucket column. */
  private Row extent() {
    List<String> values = new ArrayList<>(List.of("count(*)"));
    for (String bucket : table.buckets()) {
      values.add("min(%s)".formatted(identifier(bucket)));
      values.add("max(%s)".formatted(identifier(bucket)));
    }
    return touched.selectExpr(values.toArray(String[]::new)).first();
  }

  /** The join below says which rows; a range of literals before it lets Delta skip files. */
  private Column withinExtent(Row extent) {
    Column within = lit(true);
    for (int i = 0; i < table.buckets().size(); i++) {
      Column bucket = col(identifier(table.buckets().get(i)));
      within = within.and(bucket.between(extent.get(2 * i + 1), extent.get(2 * i + 2)));
    }
    return within;
  }

  private long replace(Column within) {
    Dataset<Row> source = lakehouse.tableAt(table.source(), range.upTo());
    Dataset<Row> recomputed =
        table.rows(onlyTouched(table.facts(source).where(within))).withColumn("_here", lit(true));
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
