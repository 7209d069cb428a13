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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The buckets of a gold table that a change of its sources touches, by the rows' old and new
 * images: a correction that moves a row from one bucket to another touches both.
 */
final class ChangedBuckets {

  /** Up to so many buckets are named one by one to whoever skips files. */
  private static final int MOST_NAMED = 1_000;

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
    Extent extent = extent(touched);
    if (extent.buckets() == 0) {
      return Map.of(Count.BUCKETS, 0L, Count.ROWS_READ, 0L, Count.ROWS_OUT, 0L);
    }
    Column within = within(extent);
    UnaryOperator<Dataset<Row>> only =
        switch (table.renewal()) {
          // With what lies between them, where they are many: it is replaced by the same.
          case REPLACE -> rows -> rows.where(within);
          case MERGE -> only(within, extent, touched);
        };
    Column reach = table.reach(extent.least(), extent.greatest());
    Map<TableName, Dataset<Row>> facts = new HashMap<>();
    for (TableName source : table.sources()) {
      Dataset<Row> rows = lakehouse.tableAt(source, ranges.get(source).upTo()).where(reach);
      facts.put(source, only.apply(table.facts(source, rows)));
    }
    Map<Count, Long> counts =
        switch (table.renewal()) {
          case REPLACE -> replace(facts, within);
          case MERGE -> merge(facts, only, ranges(extent, touched.schema()));
        };
    counts.put(Count.BUCKETS, extent.buckets());
    return counts;
  }

  /**
   * What is known of the buckets.
   *
   * @param buckets how many there are
   * @param kept each of them, if they are few
   * @param least the least value of each bucket column, and so the greatest
   */
  private record Extent(
      long buckets, List<Row> kept, Map<String, Object> least, Map<String, Object> greatest) {

    boolean isNamed() {
      return !kept.isEmpty() && kept.size() <= MOST_NAMED;
    }
  }

  private Extent extent(Dataset<Row> touched) {
    List<String> values = new ArrayList<>();
    values.add("count(*)");
    values.add("IF(count(*) <= %d, collect_list(struct(*)), NULL)".formatted(MOST_KEPT));
    for (String bucket : table.buckets()) {
      values.add("min(%s)".formatted(identifier(bucket)));
      values.add("max(%s)".formatted(identifier(bucket)));
    }
    Row found = touched.selectExpr(values.toArray(String[]::new)).first();
    Map<String, Object> least = new HashMap<>();
    Map<String, Object> greatest = new HashMap<>();
    for (int i = 0; i < table.buckets().size(); i++) {
      least.put(table.buckets().get(i), found.get(2 * i + 2));
      greatest.put(table.buckets().get(i), found.get(2 * i + 3));
    }
    List<Row> kept = found.isNullAt(1) ? List.of() : found.getList(1);
    return new Extent(found.getLong(0), kept, least, greatest);
  }

  /** What leaves of some rows those that are in one of the buckets. */
  private UnaryOperator<Dataset<Row>> only(Column within, Extent extent, Dataset<Row> touched) {
    String[] buckets = table.buckets().toArray(String[]::new);
    if (buckets.length == 1 && extent.isNamed()) {
      return rows -> rows.where(within);
    }
    Dataset<Row> wanted =
        extent.kept().isEmpty()
            ? touched
            : lakehouse.spark().createDataFrame(extent.kept(), touched.schema());
    return rows -> rows.where(within).join(wanted, buckets, "left_semi");
  }

  /**
   * A join says which rows; literals before it let Delta skip files, and with one bucket column say
   * all. A range helps where a bucket is computed, such as the day of an instant: Spark turns it
   * into one over the column itself.
   */
  private Column within(Extent extent) {
    Column within = lit(true);
    for (int i = 0; i < table.buckets().size(); i++) {
      int column = i;
      String name = table.buckets().get(i);
      Column bucket = col(identifier(name));
      within = within.and(bucket.between(extent.least().get(name), extent.greatest().get(name)));
      if (extent.isNamed()) {
        within =
            within.and(
                bucket.isin(
                    extent.kept().stream().map(row -> row.get(column)).distinct().toArray()));
      }
    }
    return within;
  }

  /** The ranges as they stand in a statement. */
  private List<Between> ranges(Extent extent, StructType schema) {
    return table.buckets().stream()
        .map(
            bucket ->
                Between.of(
                    bucket,
                    schema.apply(bucket).dataType().sql(),
                    extent.least().get(bucket),
                    extent.greatest().get(bucket)))
        .toList();
  }

  private Map<Count, Long> replace(Map<TableName, Dataset<Row>> facts, Column within) {
    TableName target = table.definition().name();
    lakehouse.replace(
        target,
        within,
        Lakehouse.select(table.rows(new Facts(facts)), table.definition().columnNames()));
    long written = lakehouse.rowsReplaced(target);
    return new EnumMap<>(Map.of(Count.ROWS_READ, read(facts), Count.ROWS_OUT, written));
  }

  private Map<Count, Long> merge(
      Map<TableName, Dataset<Row>> facts, UnaryOperator<Dataset<Row>> only, List<Between> within) {
    Dataset<Row> recomputed = table.rows(new Facts(facts)).withColumn("_here", lit(true));
    TableName target = table.definition().name();
    Dataset<Row> existing = Lakehouse.select(only.apply(lakehouse.table(target)), table.grain());
    Dataset<Row> change =
        recomputed
            .join(existing, table.grain().toArray(String[]::new), "full_outer")
            .withColumn(Merge.GONE, col("_here").isNull())
            .drop("_here");
    long written =
        lakehouse
            .run(
                change,
                rows ->
                    Merge.buckets(
                        lakehouse.qualified(target),
                        rows,
                        table.definition(),
                        table.grain(),
                        within))
            .getLong(0);
    return new EnumMap<>(Map.of(Count.ROWS_READ, read(facts), Count.ROWS_OUT, written));
  }

  /** How many facts there are. */
  private static long read(Map<TableName, Dataset<Row>> facts) {
    return facts.values().stream()
        .map(rows -> rows.select(lit(1)))
        .reduce(Dataset::union)
        .orElseThrow()
        .count();
  }
}
