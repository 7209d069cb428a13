package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.literal;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.platform.Failures;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rejected lines of a feed: counted, and marked as looked at. */
public final class Quarantine {

  private static final Pattern CALLS_JAVA =
      Pattern.compile("(?i)\\b(reflect|try_reflect|java_method)\\b");

  private final Lakehouse lakehouse;
  private final FeedTables tables;

  /** The quarantine of a feed whose tables and views the session knows. */
  public Quarantine(Lakehouse lakehouse, Feed feed) {
    this.lakehouse = lakehouse;
    this.tables = new FeedTables(feed);
  }

  /** How many lines there are, and how many of them nobody has looked at. */
  public record Counts(long lines, long open) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,d in quarantine: %,d open, %,d waived", lines, open, lines - open);
    }
  }

  public Counts counts() {
    Row counts = lines().selectExpr("count(*)", "count_if(waived_at IS NULL)").first();
    return new Counts(counts.getLong(0), counts.getLong(1));
  }

  /**
   * The statement that counts the lines by reason and file, with an example of each; a line with
   * two reasons counts in both.
   *
   * @param landing the folder that is left out of the files' names
   */
  public String byReasonAndFile(String landing) {
    return """
        SELECT reason, substring_index(file_path, %1$s, -1) AS file, count(*) AS lines,
          count_if(waived_at IS NULL) AS open, max(attempts) AS attempts,
          min(substr(raw_line, 1, 58)) AS example
        FROM %2$s LATERAL VIEW explode(reasons) AS reason
        GROUP BY reason, file_path ORDER BY open DESC, lines DESC, reason, file"""
        .formatted(literal(landing + "/"), lakehouse.qualified(tables.quarantineName()));
  }

  /**
   * Marks lines as looked at; done twice it comes out the same.
   *
   * @param reason why they may stay in quarantine
   * @param waived some of those that are {@link #open}
   * @return how many it was
   */
  public long waive(Dataset<Row> waived, String reason, String runId) {
    long lines = waived.count();
    if (lines > 0) {
      lakehouse.run(
          waived
              .select("line_id")
              .distinct()
              .withColumn("reason", lit(reason))
              .withColumn("waived_at", current_timestamp())
              .withColumn("run_id", lit(runId)),
          rows -> Merge.waivers(lakehouse.qualified(tables.waiversName()), rows));
    }
    return lines;
  }

  /**
   * The lines that nobody has looked at and that meet a condition.
   *
   * @throws UserException if the condition cannot be read
   */
  public Dataset<Row> open(String condition) {
    if (CALLS_JAVA.matcher(condition).find()) {
      throw new UserException(
          "The condition cannot be used: " + condition,
          "It names a function that calls Java, and a condition only says which lines.",
          "Give --where SQL over the columns of the quarantine, without reflect, try_reflect and"
              + " java_method.");
    }
    try {
      Dataset<Row> open = lines().where("waived_at IS NULL").where(condition);
      // A client of a server learns only now what is wrong with it.
      open.schema();
      return open;
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw new UserException(
            "The condition cannot be used: " + condition,
            Failures.cause(failure),
            "Give --where SQL over the columns of %s: %s; and --feed, if it is about one feed's."
                .formatted(tables.quarantineName(), String.join(", ", lines().columns())));
      }
      throw failure;
    }
  }

  private Dataset<Row> lines() {
    return lakehouse.table(tables.quarantineName());
  }
}
