package dev.lakehouse.medallion;

import dev.lakehouse.medallion.platform.LocalSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.spark.sql.SparkSession;

/** The one Spark session that all tests of a JVM share: the very one that users get. */
public final class TestSession {

  private static final SparkSession SPARK = start();

  private TestSession() {}

  public static SparkSession spark() {
    return SPARK;
  }

  private static SparkSession start() {
    try {
      return LocalSession.start(Files.createTempDirectory("medallion-test").toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
