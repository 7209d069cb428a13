package dev.lakehouse.medallion.platform;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads of what may not be there. */
final class Reads {

  private Reads() {}

  /** What is read; empty where there is no such file, folder or table. */
  static Optional<Dataset<Row>> ifThere(Supplier<Dataset<Row>> read) {
    try {
      Dataset<Row> rows = read.get();
      // A client of a server learns of it only now.
      rows.schema();
      return Optional.of(rows);
    } catch (Exception failure) {
      // Spark declares it nowhere, and so Java does not allow to catch it by its name.
      if (failure instanceof AnalysisException && Failures.saysNoSuchTable(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
