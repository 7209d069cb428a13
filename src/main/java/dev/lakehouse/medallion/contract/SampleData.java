package dev.lakehouse.medallion.contract;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Makes synthetic lines for a feed. */
public interface SampleData {

  /**
   * The columns of an answer key's lines.
   *
   * <ul>
   *   <li>{@code place}: the path, below the folder where files of the feed arrive, of the line's
   *       file, or of its folder where Spark chooses the file's name
   *   <li>{@code line_md5}: MD5 of the line's bytes without a byte-order mark, which is lost at the
   *       beginning of a file
   *   <li>{@code fault}: what was done to the line; {@code none} if nothing
   *   <li>{@code outcome}: current, superseded, duplicate, rejected, blank; or damaged, where the
   *       file is such that the line need not be found: if it is, it is accepted, and a duplicate
   *   <li>{@code rejections}, {@code warnings}: sorted
   *   <li>{@code tie}: NULL, or what several lines have in common of which the data do not say
   *       which is the newer; their outcomes may be exchanged
   *   <li>{@code text}: how the line begins
   * </ul>
   */
  String ANSWERS =
      """
      place STRING, line_md5 STRING, fault STRING, outcome STRING, rejections ARRAY<STRING>,
      warnings ARRAY<STRING>, tie STRING, text STRING""";

  /** The feed's name. */
  String feed();

  /**
   * The lines of a request, the same for the same request on any machine.
   *
   * @return {@code file INT}, from 1 to the request's files, and {@code line STRING}; the rows of
   *     one file lie in one partition
   */
  Dataset<Row> lines(SparkSession spark, Request request);

  /**
   * What must come of a request's lines, those of its hostile files included, known without reading
   * them. It holds where both zones are UTC and nothing else has landed.
   *
   * @return a row per line as it is read, with the columns of {@link #ANSWERS} and any others
   */
  Dataset<Row> answers(SparkSession spark, Request request);

  /**
   * The rows that gold tables and views must come to, with their columns.
   *
   * @param answers what {@link #answers} returned
   */
  Map<TableName, Dataset<Row>> gold(Dataset<Row> answers);

  /** The gold tables and views that {@link #gold} tells. */
  Set<TableName> goldTold();

  /** The files that a request adds to its lines: none, unless it asks for them. */
  List<HostileFile> hostileFiles(Request request);

  /** The folder of a request's files, below the one where those of the feed arrive. */
  static String folder(Request request) {
    return "seed-%d".formatted(request.seed());
  }

  /**
   * What to generate.
   *
   * @param records sound records, each told in one or more lines
   * @param files files that the lines are spread over, roughly by time
   * @param seed chooses among equally believable histories
   * @param days length of the history
   * @param start first day of the history
   * @param faults share of all lines that carry a fault, 0 to 0.9
   * @param extra what else is made
   */
  record Request(
      long records,
      int files,
      long seed,
      int days,
      LocalDate start,
      double faults,
      Set<Extra> extra) {

    /** What a request may ask for beyond lines. */
    public enum Extra {
      HOSTILE_FILES
    }

    public Request {
      extra = Set.copyOf(extra);
      check(records >= 0 && records <= 1_000_000_000, "--orders", records, "0 to 1000000000");
      check(files >= 1 && files <= 10_000, "--files", files, "1 to 10000");
      check(days >= 1 && days <= 36_500, "--days", days, "1 to 36500");
      check(faults >= 0 && faults <= 0.9, "--faults", faults, "0 to 0.9");
      if (start.getYear() < 2001 || start.getYear() > 2100) {
        throw new UserException(
            "--start is " + start + ".",
            "The history lies between the years 2001 and 2100.",
            "Give --start a day from 2001-01-01 to 2100-12-31.");
      }
    }

    public Request(long records, int files, long seed, int days, LocalDate start, double faults) {
      this(records, files, seed, days, start, faults, Set.of());
    }

    /** The day after the history's last. */
    public LocalDate end() {
      return start.plusDays(days);
    }

    private static void check(boolean allowed, String option, Number value, String range) {
      if (!allowed) {
        throw new UserException(
            option + " is " + value + ".",
            "It is out of range.",
            "Give " + option + " a number from " + range + ".");
      }
    }
  }
}
