package dev.lakehouse.medallion.platform;

import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The lines in the landing folder, read in batch and as far as they can be read. */
final class LandedLines {

  private LandedLines() {}

  /** See {@link Platform#landedLines}. */
  static Optional<Dataset<Row>> read(SparkSession spark, String landing, String fileNames) {
    try {
      return Optional.of(
          spark
              .read()
              .format("text")
              .options(Strictness.LENIENT.options())
              .option("pathGlobFilter", fileNames)
              .option("recursiveFileLookup", "true")
              .load(landing));
    } catch (Exception failure) {
      if (failure instanceof AnalysisException && Failures.saysNoSuchTable(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
