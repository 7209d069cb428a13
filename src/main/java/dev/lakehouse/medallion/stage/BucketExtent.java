package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How many buckets a change touches, and where they lie.
 *
 * @param schema of a bucket: a column for each of the table's bucket columns
 * @param buckets how many there are
 * @param kept each of them, if they are few; else empty
 * @param least the least value of each bucket column, and so the greatest; none if there is no
 *     bucket
 */
record BucketExtent(
    StructType schema,
    long buckets,
    List<Row> kept,
    Map<String, Object> least,
    Map<String, Object> greatest) {

  /** Up to so many buckets are named one by one to whoever skips files. */
  private static final int MOST_NAMED = 1_000;

  /** Up to so many are kept here: whoever needs them need not read the change once more. */
  private static final int MOST_KEPT = 10_000;

  /**
   * Looks at the buckets.
   *
   * @param touched one row for each, with the bucket columns and no others
   */
  static BucketExtent of(Dataset<Row> touched) {
    List<String> values = new ArrayList<>();
    values.add("count(*)");
    values.add("IF(count(*) <= %d, collect_list(struct(*)), NULL)".formatted(MOST_KEPT));
    for (String bucket : touched.columns()) {
      values.add("min(%s)".formatted(identifier(bucket)));
      values.add("max(%s)".formatted(identifier(bucket)));
    }
    Row found = touched.selectExpr(values.toArray(String[]::new)).first();
    Map<String, Object> least = new TreeMap<>();
    Map<String, Object> greatest = new TreeMap<>();
    for (int i = 0; i < touched.columns().length; i++) {
      least.put(touched.columns()[i], found.get(2 * i + 2));
      greatest.put(touched.columns()[i], found.get(2 * i + 3));
    }
    List<Row> kept = found.isNullAt(1) ? List.of() : found.getList(1);
    return new BucketExtent(touched.schema(), found.getLong(0), kept, least, greatest);
  }

  private boolean isNamed() {
    return !kept.isEmpty() && kept.size() <= MOST_NAMED;
  }

  /**
   * Holds for the rows of all buckets: with one bucket column, of which the buckets are named, for
   * no others. Literals let Delta skip files. A range helps where a bucket is computed, such as the
   * day of an instant: Spark turns it into one over the column itself.
   */
  Column within() {
    Column within = lit(true);
    for (int i = 0; i < schema.length(); i++) {
      int position = i;
      String name = schema.fieldNames()[i];
      Column bucket = col(identifier(name));
      within = within.and(bucket.between(least.get(name), greatest.get(name)));
      if (isNamed()) {
        within =
            within.and(
                bucket.isin(kept.stream().map(row -> row.get(position)).distinct().toArray()));
      }
    }
    return within;
  }

  /** The ranges of {@link #within} as they stand in a statement. */
  List<Between> ranges() {
    List<Between> ranges = new ArrayList<>();
    for (StructField bucket : schema.fields()) {
      String name = bucket.name();
      ranges.add(Between.of(name, bucket.dataType().sql(), least.get(name), greatest.get(name)));
    }
    return ranges;
  }

  /**
   * What leaves of some rows those that are in one of the buckets.
   *
   * @param touched the buckets, for where they are too many to be kept
   */
  UnaryOperator<Dataset<Row>> only(SparkSession spark, Dataset<Row> touched) {
    Column within = within();
    if (schema.length() == 1 && isNamed()) {
      return rows -> rows.where(within);
    }
    Dataset<Row> wanted = kept.isEmpty() ? touched : spark.createDataFrame(kept, schema);
    return rows -> rows.where(within).join(wanted, schema.fieldNames(), "left_semi");
  }
}
