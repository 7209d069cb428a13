package dev.lakehouse.medallion.platform;

import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark with Delta: on this machine by itself, or on the cluster that spark-submit chose.
 */
public final class LocalSession {

  private static final String LOG_CONFIGURATION = "log4j.configurationFile";

  private LocalSession() {}

  /** The session, with its own files and its log under the given folder. */
  public static SparkSession start(String folder) {
    boolean submitted = System.getProperty("spark.master") != null;
    return submitted ? onCluster().getOrCreate() : onThisMachine(folder).getOrCreate();
  }

  private static SparkSession.Builder onCluster() {
    return SparkSession.builder()
        .appName("medallion")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.session.timeZone", "UTC");
  }

  private static SparkSession.Builder onThisMachine(String folder) {
    logToFile(folder + "/logs/spark.log");
    int cores = Runtime.getRuntime().availableProcessors();
    return onCluster()
        .master("local[*]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", String.valueOf(System.console() != null))
        .config("spark.sql.warehouse.dir", folder)
        // Room for the classes of several runs in one process; by default 100 are kept.
        .config("spark.sql.codegen.cache.maxEntries", "2000")
        .config("spark.sql.shuffle.partitions", String.valueOf(2 * cores))
        // Sized for one machine: by default Delta reads the state of a table in 50 tasks.
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", String.valueOf(cores))
        // Generated methods beyond this size are never compiled by the JIT; Spark then does better
        // without them.
        .config("spark.sql.codegen.hugeMethodLimit", "8000");
  }

  /** Spark says a great deal; what a person should see is what the pipeline says. */
  private static void logToFile(String file) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty("medallion.log", file);
      System.setProperty(LOG_CONFIGURATION, "medallion-log4j2.properties");
    }
  }
}
