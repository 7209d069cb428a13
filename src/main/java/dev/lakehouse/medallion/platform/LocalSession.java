package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark with Delta: on this machine by itself, or on the cluster that spark-submit chose; or
 * asks the Spark Connect server that {@code SPARK_REMOTE} names.
 */
public final class LocalSession {

  private static final String SERVER = "SPARK_REMOTE";
  private static final int SERVER_PORT = 15002;
  private static final int SERVER_PATIENCE_MILLIS = 10_000;
  private static final String LOG_CONFIGURATION = "log4j.configurationFile";
  private static final String LOCAL_FOLDERS = "spark.local.dir";

  private static final String CHECKPOINT_FILES =
      "org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager";

  /**
   * Delta as it is open to all compacts a table after the first commit of every process
   * (AutoCompactPartitionStats), and so writes most of the table again for a line. The pipeline
   * looks for itself when a table has fallen apart. Files that are half as large as Databricks' own
   * would be are left as they are: by default all below a gigabyte are written again.
   */
  private static final Map<String, String> COMPACTION =
      Map.of(
          "spark.databricks.delta.autoCompact.enabled", "false",
          "spark.databricks.delta.optimize.minFileSize", String.valueOf(Platform.SMALL_FILE_BYTES),
          "spark.databricks.delta.optimize.maxFileSize",
              String.valueOf(2 * Platform.SMALL_FILE_BYTES));

  private static final String COMPACTED_FROM = "spark.databricks.delta.autoCompact.minNumFiles";
  private static final long DELTA_COMPACTS_FROM = 50;

  /**
   * Spark writes a program for each query and has it compiled, twice: that costs some tenths of a
   * second each time, and is repaid by many rows only.
   */
  private static final long BYTES_WORTH_NO_COMPILING = 16L << 20;

  /** From so many rows on what Spark has compiled for single rows, beside those programs, pays. */
  private static final long ROWS_WORTH_COMPILING = 200_000;

  /**
   * Where nothing is compiled, Spark looks for each row in a cache for what an expression came to
   * that stands in several places, which takes longer than to evaluate it again.
   */
  private static final Map<String, String> ROW_BY_ROW =
      Map.of(
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.subexpressionElimination.enabled", "false");

  /** Spark's own defaults. */
  private static final Map<String, String> COMPILED =
      Map.of(
          "spark.sql.codegen.factoryMode", "FALLBACK",
          "spark.sql.subexpressionElimination.enabled", "true");

  /** The session that this process has started last. */
  private static final AtomicReference<SparkSession> STARTED = new AtomicReference<>();

  private LocalSession() {}

  /** Whether Spark runs elsewhere, and this process is only its client. */
  static boolean isOfServer() {
    return System.getenv(SERVER) != null && !isSubmitted();
  }

  /**
   * A session.
   *
   * @param isOurs whether it was started for whoever asked, who then has to stop it; else it was
   *     running already
   */
  record Session(SparkSession spark, boolean isOurs) {}

  /** The session, with its own files and its log under the given folder. */
  public static SparkSession start(String folder) {
    return start(new Folders(folder, folder + "/landing", false, false), Optional.empty()).spark();
  }

  /**
   * The session, with its own files in the lakehouse's folder, and its log where logs belong.
   *
   * @param pages where it shows what it does, if anywhere
   * @throws UserException if there is no server where there ought to be one
   */
  static Session start(Folders folders, Optional<SparkPages> pages) {
    SparkSession spark = started(folders, pages);
    return new Session(spark, STARTED.getAndSet(spark) != spark);
  }

  private static SparkSession started(Folders folders, Optional<SparkPages> pages) {
    if (isSubmitted()) {
      return onCluster().getOrCreate();
    }
    logToFile(folders.logs() + "/spark.log");
    return isOfServer() ? ofServer() : onThisMachine(folders, pages).getOrCreate();
  }

  /** Whether what stands in Spark's own catalog is there for others too. */
  static boolean isCatalogShared(SparkSession spark) {
    return isOfServer() || !spark.conf().get("spark.sql.catalogImplementation").equals("in-memory");
  }

  /** See {@link Platform#compactedFrom}: whoever knows Delta's own setting may use it. */
  static OptionalLong compactedFrom(SparkSession spark) {
    return OptionalLong.of(
        Long.parseLong(spark.conf().get(COMPACTED_FROM, String.valueOf(DELTA_COMPACTS_FROM))));
  }

  /** See {@link Platform#expect}: a cluster and a server are for many rows. */
  static void expect(SparkSession spark, long rows) {
    if (isOfThisMachine()) {
      (rows < ROWS_WORTH_COMPILING ? ROW_BY_ROW : COMPILED).forEach(spark.conf()::set);
    }
  }

  /** Whether this process starts Spark itself. */
  static boolean isOfThisMachine() {
    return !isSubmitted() && !isOfServer();
  }

  private static boolean isSubmitted() {
    return System.getProperty("spark.master") != null;
  }

  private static SparkSession ofServer() {
    // What follows the address may be a secret.
    String address = System.getenv(SERVER).split(";", 2)[0];
    try {
      requireAnswer(URI.create(address));
      SparkSession spark = SparkSession.builder().getOrCreate();
      spark.conf().set("spark.sql.session.timeZone", "UTC");
      spark.conf().set("spark.sql.ansi.enabled", "true");
      COMPACTION.forEach((key, value) -> spark.conf().set(key, value));
      return spark;
    } catch (Exception failure) {
      throw new UserException(
          "The Spark Connect server " + address + " cannot be used.",
          Failures.cause(failure),
          "Start it or correct "
              + SERVER
              + ", and use the JAR that `mvn -Pconnect package` makes; or unset "
              + SERVER
              + " to run Spark here.");
    }
  }

  /** Spark's client would try again for ten minutes, and say nothing. */
  private static void requireAnswer(URI server) throws IOException {
    int port = server.getPort() < 0 ? SERVER_PORT : server.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.getHost(), port), SERVER_PATIENCE_MILLIS);
    }
  }

  private static SparkSession.Builder onCluster() {
    SparkSession.Builder session = SparkSession.builder();
    COMPACTION.forEach(session::config);
    return session
        .appName("medallion")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.session.timeZone", "UTC")
        // A folder or a text may hold ${name}, and means just that.
        .config("spark.sql.variable.substitute", "false");
  }

  private static SparkSession.Builder onThisMachine(Folders folders, Optional<SparkPages> pages) {
    int cores = Runtime.getRuntime().availableProcessors();
    Scratch scratch = Scratch.create();
    SparkSession.Builder session = onCluster();
    // Hadoop sets the permissions of some files itself, and by a umask of its own.
    scratch
        .umask()
        .ifPresent(umask -> session.config("spark.hadoop.fs.permissions.umask-mode", umask));
    if (System.getProperty(LOCAL_FOLDERS) == null) {
      session.config(LOCAL_FOLDERS, scratch.path());
    }
    if (folders.areWithin(BYTES_WORTH_NO_COMPILING)) {
      session.config("spark.sql.codegen.wholeStage", "false");
      ROW_BY_ROW.forEach(session::config);
    }
    return session
        .master("local[*]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        // To serve pages that nobody looks at costs a good part of a second.
        .config("spark.ui.enabled", pages.isPresent())
        .config("spark.ui.port", pages.map(SparkPages::port).orElse(0))
        // The pipeline says itself how far it is.
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.warehouse.dir", folders.lakehouse())
        // By default its name can be guessed, in a folder that all users share.
        .config("spark.hadoop.hadoop.tmp.dir", scratch.path())
        // Room for the classes of several runs in one process; by default 100 are kept.
        .config("spark.sql.codegen.cache.maxEntries", "2000")
        .config("spark.sql.shuffle.partitions", String.valueOf(2 * cores))
        // By default each file of a checkpoint is put in its place by eight processes, which say
        // that it is no link.
        .config("spark.sql.streaming.checkpointFileManagerClass", CHECKPOINT_FILES)
        // Sized for one machine: by default Delta reads the state of a table in 50 tasks.
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", String.valueOf(cores))
        // Generated methods beyond this size are never compiled by the JIT; Spark then does better
        // without them.
        .config("spark.sql.codegen.hugeMethodLimit", "8000");
  }

  /**
   * Spark says a great deal; what a person should see is what the pipeline says.
   *
   * <p>A percent sign in the name of an older log would stand for its number or date.
   */
  private static void logToFile(String file) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty("medallion.log", file);
      System.setProperty("medallion.log.rolled", file.replace("%", "%%"));
      System.setProperty(LOG_CONFIGURATION, "medallion-log4j2.properties");
    }
  }
}
