package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.FeedTables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Between which values of a column some rows lie. What stands in a literal lets Delta leave files
 * unread that have none of these rows, and Parquet pages: all but the newest, where the values grow
 * with time.
 *
 * @param column in quotes
 * @param holds what follows the column in a condition that holds for these rows, and for others
 */
record Between(String column, String holds) {

  /**
   * The values from one to another.
   *
   * @param type SQL's name of the column's type
   * @param least as SQL casts it from a text
   */
  static Between of(String column, String type, Object least, Object greatest) {
    return new Between(
        identifier(column),
        "BETWEEN CAST(%2$s AS %1$s) AND CAST(%3$s AS %1$s)"
            .formatted(type, literal(String.valueOf(least)), literal(String.valueOf(greatest))));
  }

  /**
   * Looks for the least and the greatest key among accepted records.
   *
   * @param events rows of {@link FeedTables#events()}
   */
  static Between keysOf(Dataset<Row> events, FeedTables tables) {
    String key = identifier(tables.feed().key());
    Row ends =
        events
            .where("_outcome = 'accepted'")
            .selectExpr(
                "CAST(min(%s) AS STRING)".formatted(key), "CAST(max(%s) AS STRING)".formatted(key))
            .first();
    return ends.isNullAt(0)
        ? new Between(key, "IS NULL")
        : of(tables.feed().key(), tables.keyColumn().type(), ends.get(0), ends.get(1));
  }

  /** Every record there is. */
  static Between allKeys(FeedTables tables) {
    return new Between(identifier(tables.feed().key()), "IS NOT NULL");
  }

  /** The condition, over rows that go by a name. */
  String condition(String rows) {
    return "%s.%s %s".formatted(rows, column, holds);
  }

  /** The rows for which it holds. */
  Dataset<Row> among(Dataset<Row> rows) {
    return rows.where(column + " " + holds);
  }
}
