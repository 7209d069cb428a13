package dev.lakehouse.medallion.verify;

import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sums by name, such as money by currency, in the order of the names. */
record Sums(Map<String, BigDecimal> byName) {

  /**
   * Sums rows up by name.
   *
   * @param rows {@code STRING} the name and {@code DECIMAL} what is summed; a sum of nothing but
   *     zeros is as good as none
   */
  static Sums of(Dataset<Row> rows) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    String[] columns = rows.columns();
    for (Row row : rows.groupBy(columns[0]).agg(sum(columns[1])).collectAsList()) {
      if (!row.isNullAt(0) && !row.isNullAt(1) && row.getDecimal(1).signum() != 0) {
        sums.put(row.getString(0), row.getDecimal(1).stripTrailingZeros());
      }
    }
    return new Sums(sums);
  }

  Sums plus(Sums other) {
    Map<String, BigDecimal> sums = new TreeMap<>(byName);
    other.byName.forEach((name, sum) -> sums.merge(name, sum, BigDecimal::add));
    sums.replaceAll((name, sum) -> sum.stripTrailingZeros());
    return new Sums(sums);
  }

  @Override
  public String toString() {
    return byName.entrySet().stream()
        .map(sum -> sum.getKey() + " " + sum.getValue().toPlainString())
        .collect(Collectors.joining(", "));
  }
}
