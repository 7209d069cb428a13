package dev.lakehouse.medallion.platform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.Statement;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
  private final Optional<SparkPages> pages;

  /** The layers whose schemas this has made known to the session. */
  private final Set<Layer> known = ConcurrentHashMap.newKeySet();

  private LocalPlatform(
      SparkSession spark,
      Place place,
      Folders folders,
      boolean ownsSession,
      Optional<SparkPages> pages) {
    this.spark = spark;
    this.place = place;
    this.folders = folders;
    this.ownsSession = ownsSession;
    this.pages = pages;
  }

  static LocalPlatform open(Place place, Access access) {
    Optional<SparkPages> pages =
        place.showsSpark() ? Optional.of(SparkPages.choose()) : Optional.empty();
    Folders folders = Folders.of(place, LocalSession.isOfServer()).prepare(access);
    LocalSession.Session session = LocalSession.start(folders, pages);
    folders.requireStores(session.spark());
    place.catalog().ifPresent(name -> requireCatalog(session.spark(), name));
    return new LocalPlatform(session.spark(), place, folders, session.isOurs(), pages);
  }

  /** The platform over a session that somebody else started and will stop. */
  public static LocalPlatform over(SparkSession spark, Place place, Access access) {
    Folders folders = Folders.of(place, false).prepare(access);
    return new LocalPlatform(spark, place, folders, false, Optional.empty());
  }

  private static void requireCatalog(SparkSession spark, String name) {
    try {
      spark.sql("SET CATALOG " + identifier(name));
    } catch (Exception failure) {
      if (Failures.saysNoSuchCatalog(failure)) {
        throw new UserException(
            "There is no catalog " + name + ".",
            "Spark knows its own, " + CATALOG + ", and those that it is configured for.",
            "Leave --catalog out, or have Spark configured for that one.");
      }
      throw failure;
    }
  }

  static void exit(int status) {
    System.exit(status);
  }

  @Override
  public Optional<String> pages() {
    return pages.map(SparkPages::address);
  }

  @Override
  public SparkSession spark() {
    return spark;
  }

  @Override
  public Turn takeTurn(Duration patience, Consumer<String> waiting) {
    return folders.takeTurn(place.schemaPrefix(), patience, waiting);
  }

  @Override
  public String qualified(TableName table) {
    return qualified(table.layer()) + "." + identifier(table.name());
  }

  @Override
  public String qualified(Layer layer) {
    return identifier(catalog()) + "." + identifier(schema(layer));
  }

  @Override
  public void createLanding(List<String> feeds) {
    folders.createLanding(spark, feeds);
  }

  @Override
  public List<Statement> namespaces() {
    return layers().stream()
        .filter(layer -> !spark.catalog().databaseExists(qualified(layer)))
        .map(
            layer ->
                new Statement(
                    schemaStatement(layer),
                    "schema " + qualified(layer),
                    "CREATE SCHEMA ON CATALOG " + identifier(catalog())))
        .toList();
  }

  @Override
  public void clearIfNeverBegun(TableName table) {
    folders.clearIfNeverBegun(folder(table));
  }

  @Override
  public OptionalLong compactedFrom() {
    return LocalSession.compactedFrom(spark);
  }

  @Override
  public void expect(long rows) {
    LocalSession.expect(spark, rows);
  }

  /** A log that lies on this machine is listed without asking Spark, which takes a job for it. */
  @Override
  public long version(TableName table) {
    return folders.newestVersion(folder(table)).orElseGet(() -> Platform.super.version(table));
  }

  /** A catalog in memory is gone with the process that has it. */
  @Override
  public boolean keepsViews() {
    return place.catalog().isPresent() || LocalSession.isCatalogShared(spark);
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
    if (known.add(table.layer())) {
      spark.sql(schemaStatement(table.layer()));
    }
    spark.sql(
        "CREATE TABLE IF NOT EXISTS %s USING DELTA %s"
            .formatted(qualified(table), locationClause(table)));
    return true;
  }

  @Override
  public Optional<Dataset<Row>> files(TableName table) {
    return Reads.ifThere(
            () ->
                spark
                    .read()
                    .format("binaryFile")
                    .option("recursiveFileLookup", "true")
                    .load(Location.asItStands(folder(table))))
        .map(files -> files.select("path", "length"));
  }

  @Override
  public Optional<String> brokenCommit(TableName table) {
    return folders.brokenCommit(folder(table), spark);
  }

  @Override
  public void setAside(String brokenCommit) {
    folders.setAside(brokenCommit);
  }

  @Override
  public String landing() {
    return folders.landing();
  }

  @Override
  public void createFolder(String location, String option) {
    folders.createNamed(location, option);
  }

  @Override
  public String report() {
    return folders.lakehouse() + "/" + place.schemaPrefix() + "report.html";
  }

  @Override
  public String write(String file, String text) {
    return folders.write(file, text, spark);
  }

  @Override
  public String checkpoint(TableName target, Optional<String> begunBy) {
    return "%s/checkpoints/%s%s%s"
        .formatted(
            folders.lakehouse(),
            place.schemaPrefix(),
            target,
            begunBy.map(run -> "-" + run).orElse(""));
  }

  @Override
  public void requireSupport(Intake intake) {
    options(intake);
  }

  private Map<String, String> options(Intake intake) {
    return new FileIntake(landing(), spark.version()).options(intake);
  }

  @Override
  public Dataset<Row> arrivals(
      String feed, String fileNames, Strictness strictness, Intake intake) {
    return Reads.ifThere(
            () ->
                spark
                    .readStream()
                    .format("text")
                    .option("pathGlobFilter", fileNames)
                    .option("recursiveFileLookup", "true")
                    .options(strictness.options())
                    // By default a file a week older than the newest is taken for one already seen.
                    .option("maxFileAge", NO_LIMIT)
                    .options(options(intake))
                    .load(Location.asItStands(landing(feed))))
        .orElseThrow(() -> Folders.missing("Landing", landing(feed), "--landing"));
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

  private String catalog() {
    return place.catalog().orElse(CATALOG);
  }

  private String schemaStatement(Layer layer) {
    return "CREATE SCHEMA IF NOT EXISTS %s COMMENT %s LOCATION %s"
        .formatted(
            qualified(layer),
            literal(layer.comment()),
            literal(folders.lakehouse() + "/" + schema(layer)));
  }

  /** To ask Spark has it read the log, and again as the table is attached. */
  private boolean hasDeltaLog(String folder) {
    return folders.newestVersion(folder).isPresent()
        || Reads.ifThere(() -> spark.read().format("delta").load(folder)).isPresent();
  }
}
