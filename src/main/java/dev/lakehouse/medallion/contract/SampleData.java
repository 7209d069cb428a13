package dev.lakehouse.medallion.contract;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Makes synthetic lines for a feed. */
public interface SampleData {

  /** The feed's name; the files are written into a folder that tells it. */
  String feed();

  /**
   * The lines of a request, the same for the same request on any machine.
   *
   * @return {@code file INT}, from 1 to the request's files, and {@code line STRING}; the rows of
   *     one file lie in one partition
   */
  Dataset<Row> lines(SparkSession spark, Request request);

  /**
   * What to generate.
   *
   * @param records sound records, each told in one or more lines
   * @param files files that the lines are spread over, roughly by time
   * @param seed chooses among equally believable histories
   * @param days length of the history
   * @param start first day of the history
   * @param faults share of all lines that carry a fault, 0 to 0.9
   */
  record Request(long records, int files, long seed, int days, LocalDate start, double faults) {

    public Request {
      check(records >= 0 && records <= 1_000_000_000, "--orders", records, "0 to 1000000000");
      check(files >= 1 && files <= 10_000, "--files", files, "1 to 10000");
      check(days >= 1 && days <= 36_500, "--days", days, "1 to 36500");
      check(faults >= 0 && faults <= 0.9, "--faults", faults, "0 to 0.9");
      if (start.getYear() < 2001 || start.getYear() > 2100) {
        throw new UserException(
            "--start is " + start + ".",
            "The history lies between the years 2001 and 2100.",
            "Give a day from 2001-01-01 to 2100-12-31.");
      }
    }

    private static void check(boolean allowed, String option, Number value, String range) {
      if (!allowed) {
        throw new UserException(
            option + " is " + value + ".",
            "It is out of range.",
            "Give a number from " + range + ".");
      }
    }
  }
}
