package dev.lakehouse.medallion.transform;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Columns that are added at once. Spark analyses each step of a plan by itself, so what does not
 * build on another column is best added with it.
 */
final class Columns {

  private final Map<String, Column> columns = new LinkedHashMap<>();

  /** Adds a column by its SQL expression. */
  Columns with(String name, String expression) {
    columns.put(name, functions.expr(expression));
    return this;
  }

  /** All of them, in the order in which they were added. */
  Map<String, Column> all() {
    return columns;
  }
}
