package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.unix_date;

import org.apache.spark.sql.Column;

/**
 * What to group or join by first, beside the columns themselves, where Spark sorts the rows for it.
 *
 * <p>It compares the first eight bytes of the first column at once, and looks into the rows only
 * where those are equal (SortPrefix). Of a day they are equal for all of its rows.
 */
final class SortKey {

  /** A name for it, as a column that no table has. */
  static final String NAME = "_sort_key";

  /** Of the 64 bits the lower ones, for the number: those above hold days up to the year 24,000. */
  private static final int LOWER_BITS = 40;

  private static final long LOWER = (1L << LOWER_BITS) - 1;

  private SortKey() {}

  /**
   * A number that sorts by the day and then by another number, as far as there is room for it.
   *
   * @param day a {@code DATE}
   * @param number a {@code BIGINT}, mostly another one for another row of the day
   */
  static Column of(Column day, Column number) {
    return shiftleft(unix_date(day).cast("bigint"), LOWER_BITS)
        .bitwiseOR(number.bitwiseAND(lit(LOWER)));
  }
}
