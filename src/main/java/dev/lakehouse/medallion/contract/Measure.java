package dev.lakehouse.medallion.contract;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A figure that is defined once and used by every table that shows it.
 *
 * @param name the column that holds it
 * @param type the SQL type of that column
 * @param aggregate the SQL aggregate over the rows of the table that it is defined on
 * @param meaning what it says, its unit, and what NULL means
 */
public record Measure(String name, String type, String aggregate, String meaning, Summing summing) {

  /** Whether the figure of several rows is the sum of their figures. */
  public enum Summing {
    ALWAYS("may be summed"),
    /** An amount: a sum over several currencies means nothing. */
    WITHIN_A_CURRENCY("may be summed within a currency"),
    /** A ratio, an average, or a count of distinct things. */
    NEVER("not to be summed");

    private final String text;

    Summing(String text) {
      this.text = text;
    }

    /** The words that end the comment of a column. */
    public String text() {
      return text;
    }
  }

  /** The column of a table that shows the measure. */
  public ColumnDefinition definition() {
    return ColumnDefinition.figure(name, type, meaning, summing);
  }

  /** The measure, computed in an aggregation. */
  public Column column() {
    return functions.expr(aggregate).as(name);
  }
}
