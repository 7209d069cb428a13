package dev.lakehouse.medallion.platform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Statement;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Databricks with Unity Catalog: managed tables, volumes for files, Auto Loader for arrivals. */
final class DatabricksPlatform implements Platform {

  private static final String VOLUMES = "/Volumes";

  private final SparkSession spark;
  private final Place place;
  private final String catalog;
  private final String volumes;

  /**
   * @param volumes the folder under which the volumes of all catalogs are found
   */
  DatabricksPlatform(SparkSession spark, Place place, String catalog, String volumes) {
    this.spark = spark;
    this.place = place;
    this.catalog = catalog;
    this.volumes = volumes;
  }

  static boolean isHere() {
    return System.getenv("DATABRICKS_RUNTIME_VERSION") != null;
  }

  static DatabricksPlatform open(Place place) {
    if (place.showsSpark()) {
      throw new UserException(
          "--ui cannot be used here.",
          "Databricks shows what Spark does by itself, in the run of the job.",
          "Leave out --ui.");
    }
    SparkSession spark = SparkSession.builder().getOrCreate();
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark.conf().set("spark.sql.ansi.enabled", "true");
    String catalog =
        place.catalog().orElseGet(() -> spark.sql("SELECT current_catalog()").first().getString(0));
    return new DatabricksPlatform(spark, place, catalog, VOLUMES);
  }

  /** A JAR task fails by throwing; leaving the process would take the whole environment down. */
  static void fail(int status) {
    throw new IllegalStateException("The stage failed with status " + status + "; see above");
  }

  @Override
  public SparkSession spark() {
    return spark;
  }

  /** The job runs one at a time, and queues the others. */
  @Override
  public Turn takeTurn(Duration patience, Consumer<String> waiting) {
    return () -> {};
  }

  @Override
  public String qualified(TableName table) {
    return qualified(table.layer()) + "." + identifier(table.name());
  }

  @Override
  public String qualified(Layer layer) {
    return identifier(catalog) + "." + identifier(place.schemaPrefix() + layer.schema());
  }

  /** Looks before it creates: IF NOT EXISTS needs the privilege even where the thing exists. */
  @Override
  public List<Statement> namespaces() {
    List<Statement> statements = new ArrayList<>();
    for (Layer layer : layers()) {
      if (!exists(layer)) {
        statements.add(
            new Statement(
                "CREATE SCHEMA %s COMMENT %s".formatted(qualified(layer), literal(layer.comment())),
                "schema " + qualified(layer),
                "CREATE SCHEMA ON CATALOG " + identifier(catalog)));
      }
    }
    for (String volume : List.of("landing", "checkpoints", "reports")) {
      if (!hasVolume(volume)) {
        String name = qualified(Layer.BRONZE) + "." + identifier(volume);
        statements.add(
            new Statement(
                "CREATE VOLUME " + name,
                "volume " + name,
                "CREATE VOLUME ON SCHEMA " + qualified(Layer.BRONZE)));
      }
    }
    return statements;
  }

  /** The volume in which files arrive is made by a statement; whoever uploads makes its folders. */
  @Override
  public void createLanding(List<String> feeds) {}

  @Override
  public String locationClause(TableName table) {
    return "";
  }

  @Override
  public boolean attach(TableName table) {
    return spark.catalog().tableExists(qualified(table));
  }

  /** Nobody but the catalog reads the folder of a managed table. */
  @Override
  public Optional<Dataset<Row>> files(TableName table) {
    return Optional.empty();
  }

  /** The storage of managed tables makes a file whole or not at all. */
  @Override
  public Optional<String> brokenCommit(TableName table) {
    return Optional.empty();
  }

  @Override
  public void setAside(String brokenCommit) {
    throw new IllegalStateException("No commit was found broken, and yet " + brokenCommit);
  }

  @Override
  public String landing() {
    return place.landing().orElseGet(() -> volume("landing"));
  }

  /** Spark makes what it writes to. */
  @Override
  public void createFolder(String location, String option) {}

  @Override
  public String report() {
    return volume("reports") + "/report.html";
  }

  @Override
  public String write(String file, String text) {
    return new StoreFolder(spark, file, "--out").write(text);
  }

  @Override
  public String checkpoint(TableName target, Optional<String> begunBy) {
    return volume("checkpoints") + "/" + target + begunBy.map(run -> "-" + run).orElse("");
  }

  /** Auto Loader has all that there is. */
  @Override
  public void requireSupport(Intake intake) {}

  @Override
  public Dataset<Row> arrivals(
      String feed, String fileNames, Strictness strictness, Intake intake) {
    return spark
        .readStream()
        .format("cloudFiles")
        .option("cloudFiles.format", "text")
        .option("pathGlobFilter", fileNames)
        .option("recursiveFileLookup", "true")
        .options(strictness.options())
        .options(options(intake))
        .load(landing(feed));
  }

  /** See https://docs.databricks.com/ingestion/cloud-object-storage/auto-loader/options. */
  private static Map<String, String> options(Intake intake) {
    Map<String, String> options = new HashMap<>();
    intake.maxFiles().ifPresent(it -> options.put("cloudFiles.maxFilesPerTrigger", "" + it));
    intake.maxBytes().ifPresent(it -> options.put("cloudFiles.maxBytesPerTrigger", it));
    intake.backfill().ifPresent(it -> options.put("cloudFiles.backfillInterval", it));
    switch (intake.cleaning()) {
      case KEEP -> {}
      case DELETE -> options.put("cloudFiles.cleanSource", "DELETE");
      case MOVE -> options.put("cloudFiles.cleanSource", "MOVE");
    }
    intake.archive().ifPresent(it -> options.put("cloudFiles.cleanSource.moveDestination", it));
    switch (intake.discovery()) {
      case LISTING -> {}
      case FILE_EVENTS -> options.put("cloudFiles.useManagedFileEvents", "true");
    }
    return options;
  }

  /** The session belongs to the job's environment and is left running. */
  @Override
  public void close() {}

  private String volume(String name) {
    return "%s/%s/%s%s/%s"
        .formatted(volumes, catalog, place.schemaPrefix(), Layer.BRONZE.schema(), name);
  }

  private boolean exists(Layer layer) {
    return spark.catalog().databaseExists(qualified(layer));
  }

  private boolean hasVolume(String name) {
    return exists(Layer.BRONZE)
        && !spark
            .sql("SHOW VOLUMES IN " + qualified(Layer.BRONZE))
            .where("volume_name = " + literal(name))
            .isEmpty();
  }
}
