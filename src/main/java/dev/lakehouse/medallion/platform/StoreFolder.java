package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * A folder that only Spark can reach: in an object store, in HDFS, or on the machine of a server.
 *
 * @param option the option that names it
 */
record StoreFolder(SparkSession spark, String path, String option) {

  /** Spark leaves it where it has written, and passes over it where it reads. */
  private static final String MARKER = "_SUCCESS";

  /**
   * Makes the folder.
   *
   * <p>An object store knows a folder by what lies in it. A partitioned write of no row leaves the
   * marker and no other file.
   */
  void create() {
    if (!isMarked()) {
      spark
          .sql("SELECT '' AS value, '' AS part LIMIT 0")
          .write()
          .mode("append")
          .partitionBy("part")
          .text(path);
    }
  }

  /**
   * Looks whether the store answers; the folder itself need not be there.
   *
   * @throws UserException if it does not
   */
  void requireStore() {
    try {
      isMarked();
    } catch (Exception failure) {
      throw new UserException(
          "The folder " + path + " cannot be reached.",
          Failures.cause(failure),
          "See that Spark has the store's connector on its class path (for s3a: spark-submit"
              + " --packages org.apache.hadoop:hadoop-aws:<version of Spark's Hadoop>), and that"
              + " the address and the credentials are right; or correct "
              + option
              + ".");
    }
  }

  /**
   * Writes a text as the only file of the folder.
   *
   * @return the file's address
   */
  String write(String text) {
    spark
        .sql("SELECT :text AS value", Map.of("text", text))
        .coalesce(1)
        .write()
        .mode("overwrite")
        .text(path);
    return spark
        .read()
        .text(Location.asItStands(path))
        .selectExpr("_metadata.file_path")
        .first()
        .getString(0);
  }

  private boolean isMarked() {
    return Reads.ifThere(() -> spark.read().text(Location.asItStands(path + "/" + MARKER)))
        .isPresent();
  }
}
