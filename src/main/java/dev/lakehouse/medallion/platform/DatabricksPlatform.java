package dev.lakehouse.medallion.platform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Databricks with Unity Catalog: managed tables, volumes for files, Auto Loader for arrivals. */
final class DatabricksPlatform implements Platform {

  private final SparkSession spark;
  private final Place place;
  private final String catalog;

  private DatabricksPlatform(SparkSession spark, Place place, String catalog) {
    this.spark = spark;
    this.place = place;
    this.catalog = catalog;
  }

  static boolean isHere() {
    return System.getenv("DATABRICKS_RUNTIME_VERSION") != null;
  }

  static DatabricksPlatform open(Place place) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark.conf().set("spark.sql.ansi.enabled", "true");
    String catalog =
        place.catalog().orElseGet(() -> spark.sql("SELECT current_catalog()").first().getString(0));
    return new DatabricksPlatform(spark, place, catalog);
  }

  /** A JAR task fails by throwing; leaving the process would take the whole environment down. */
  static void fail(int status) {
    throw new IllegalStateException("The stage failed with status " + status + "; see above");
  }

  @Override
  public SparkSession spark() {
    return spark;
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
  public void createNamespaces() {
    for (Layer layer : layers()) {
      if (!spark.catalog().databaseExists(qualified(layer))) {
        spark.sql(
            "CREATE SCHEMA %s COMMENT %s".formatted(qualified(layer), literal(layer.comment())));
      }
    }
    createVolume("landing");
    createVolume("checkpoints");
  }

  @Override
  public String locationClause(TableName table) {
    return "";
  }

  @Override
  public boolean attach(TableName table) {
    return spark.catalog().tableExists(qualified(table));
  }

  @Override
  public String landing() {
    return place.landing().orElseGet(() -> volume("landing"));
  }

  @Override
  public String checkpoint(TableName target) {
    return volume("checkpoints") + "/" + target;
  }

  @Override
  public Dataset<Row> arrivals(String fileNames, Strictness strictness) {
    return spark
        .readStream()
        .format("cloudFiles")
        .option("cloudFiles.format", "text")
        .option("pathGlobFilter", fileNames)
        .option("recursiveFileLookup", "true")
        .options(strictness.options())
        .load(landing());
  }

  /** The session belongs to the job's environment and is left running. */
  @Override
  public void close() {}

  private String volume(String name) {
    return "/Volumes/%s/%s%s/%s"
        .formatted(catalog, place.schemaPrefix(), Layer.BRONZE.schema(), name);
  }

  private void createVolume(String name) {
    boolean missing =
        spark
            .sql("SHOW VOLUMES IN " + qualified(Layer.BRONZE))
            .where("volume_name = " + literal(name))
            .isEmpty();
    if (missing) {
      spark.sql("CREATE VOLUME " + qualified(Layer.BRONZE) + "." + identifier(name));
    }
  }
}
