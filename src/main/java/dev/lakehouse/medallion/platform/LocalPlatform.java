package dev.lakehouse.medallion.platform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Open-source Spark, on a laptop or a cluster: tables lie in folders of their own under the
 * lakehouse.
 *
 * <p>Spark's in-memory catalog forgets everything when the process ends. The Delta log in a table's
 * folder is what lasts, and a table is attached from it in every new process.
 */
public final class LocalPlatform implements Platform {

  private static final String CATALOG = "spark_catalog";
  private static final String NO_LIMIT = "36500d";

  private final SparkSession spark;
  private final Place place;
  private final Folders folders;
  private final boolean ownsSession;

  private LocalPlatform(SparkSession spark, Place place, Folders folders, boolean ownsSession) {
    this.spark = spark;
    this.place = place;
    this.folders = folders;
    this.ownsSession = ownsSession;
  }

  static LocalPlatform open(Place place, Access access) {
    Folders folders = Folders.prepare(place, access);
    return new LocalPlatform(LocalSession.start(folders.lakehouse()), place, folders, true);
  }

  /** The platform over a session that somebody else started and will stop. */
  public static LocalPlatform over(SparkSession spark, Place place, Access access) {
    return new LocalPlatform(spark, place, Folders.prepare(place, access), false);
  }

  static void exit(int status) {
    System.exit(status);
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
    return identifier(place.catalog().orElse(CATALOG)) + "." + identifier(schema(layer));
  }

  @Override
  public void createNamespaces() {
    folders.createLanding();
    for (Layer layer : layers()) {
      createSchema(layer);
    }
  }

  @Override
  public String locationClause(TableName table) {
    return "LOCATION " + literal(folder(table));
  }

  @Override
  public boolean attach(TableName table) {
    if (spark.catalog().tableExists(qualified(table))) {
      return true;
    }
    // A bare CREATE TABLE over a folder without a Delta log would make an empty table there.
    if (!hasDeltaLog(folder(table))) {
      return false;
    }
    createSchema(table.layer());
    spark.sql(
        "CREATE TABLE IF NOT EXISTS %s USING DELTA %s"
            .formatted(qualified(table), locationClause(table)));
    return true;
  }

  @Override
  public String landing() {
    return folders.landing();
  }

  @Override
  public String checkpoint(TableName target) {
    return "%s/checkpoints/%s%s".formatted(folders.lakehouse(), place.schemaPrefix(), target);
  }

  @Override
  public Dataset<Row> arrivals(String fileNames, Strictness strictness) {
    return spark
        .readStream()
        .format("text")
        .option("pathGlobFilter", fileNames)
        .option("recursiveFileLookup", "true")
        .options(strictness.options())
        // By default a file a week older than the newest is taken for one already seen.
        .option("maxFileAge", NO_LIMIT)
        .load(landing());
  }

  @Override
  public void close() {
    if (ownsSession) {
      spark.stop();
    }
  }

  private String schema(Layer layer) {
    return place.schemaPrefix() + layer.schema();
  }

  private String folder(TableName table) {
    return "%s/%s/%s".formatted(folders.lakehouse(), schema(table.layer()), table.name());
  }

  private void createSchema(Layer layer) {
    spark.sql(
        "CREATE SCHEMA IF NOT EXISTS %s COMMENT %s LOCATION %s"
            .formatted(
                qualified(layer),
                literal(layer.comment()),
                literal(folders.lakehouse() + "/" + schema(layer))));
  }

  private boolean hasDeltaLog(String folder) {
    try {
      return spark.read().format("delta").load(folder).schema().nonEmpty();
    } catch (Exception failure) {
      if (failure instanceof AnalysisException && Failures.saysNoSuchTable(failure)) {
        return false;
      }
      throw failure;
    }
  }
}
