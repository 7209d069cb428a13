package dev.lakehouse.medallion.platform;

import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The landing folder read in batch, which is the same everywhere. */
final class LandedFiles {

  private LandedFiles() {}

  /** See {@link Platform#landed}. */
  static Optional<Dataset<Row>> read(SparkSession spark, String landing, String fileNames) {
    try {
      return Optional.of(
          spark
              .read()
              .format("text")
              .option("pathGlobFilter", fileNames)
              .option("recursiveFileLookup", "true")
              .option("ignoreCorruptFiles", "true")
              .option("ignoreMissingFiles", "true")
              .load(landing));
    } catch (Exception failure) {
      if (failure instanceof AnalysisException && Failures.saysNoSuchTable(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
