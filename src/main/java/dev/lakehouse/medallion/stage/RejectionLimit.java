package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.ledger.Count;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How large a share of a run's lines may be rejected before the run stops.
 *
 * @param ratio from 0 to 1; empty for no limit
 */
public record RejectionLimit(OptionalDouble ratio) {

  /** Any share may be rejected. */
  public static final RejectionLimit NONE = new RejectionLimit(OptionalDouble.empty());

  public RejectionLimit {
    if (ratio.isPresent() && !(ratio.getAsDouble() >= 0 && ratio.getAsDouble() <= 1)) {
      throw new UserException(
          "--max-rejected-ratio is " + ratio.getAsDouble() + ".",
          "It is a share of the lines.",
          "Give --max-rejected-ratio a number from 0 to 1, such as 0.05 for one line in twenty.");
    }
  }

  public static RejectionLimit of(double ratio) {
    return new RejectionLimit(OptionalDouble.of(ratio));
  }

  /** Whether more of a run's events than allowed are rejected. */
  boolean isExceededBy(Dataset<Row> events) {
    if (ratio.isEmpty()) {
      return false;
    }
    Row counts = events.selectExpr("count_if(_outcome = 'rejected')", "count(*)").first();
    return counts.getLong(0) > ratio.getAsDouble() * counts.getLong(1);
  }

  /** What to tell of a run that exceeds it. */
  UserException refusal(SilverTally tally) {
    long rejected = tally.counts().get(Count.ROWS_REJECTED);
    long lines = tally.counts().get(Count.ROWS_IN);
    return new UserException(
        String.format(
            Locale.ROOT,
            "%,d of %,d lines were rejected (%.1f %%): more than --max-rejected-ratio %s allows.",
            rejected,
            lines,
            100.0 * rejected / lines,
            ratio.getAsDouble()),
        tally.tallies().rejections().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(reason -> reason.getKey() + " " + reason.getValue())
            .collect(Collectors.joining(", ")),
        "See the lines with `medallion quarantine`. Mend the rule, or lift the limit, and run again:"
            + " the current records and gold are untouched, and no line has to be landed again.");
  }
}
