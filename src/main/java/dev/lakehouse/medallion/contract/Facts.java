package dev.lakehouse.medallion.contract;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What there is to aggregate, by the table that it came from.
 *
 * @param bySource for each source of a gold table what {@link GoldTable#facts} made of its rows
 */
public record Facts(Map<TableName, Dataset<Row>> bySource) {

  public Facts {
    bySource = Map.copyOf(bySource);
  }

  /** The facts of one source. */
  public Dataset<Row> of(TableName source) {
    if (!bySource.containsKey(source)) {
      throw new IllegalArgumentException(source + " is none of " + bySource.keySet());
    }
    return bySource.get(source);
  }
}
