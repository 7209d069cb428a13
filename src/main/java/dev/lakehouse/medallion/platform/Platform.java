package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.Statement;
import dev.lakehouse.medallion.contract.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one seam between the pipeline and the place it runs in. */
public sealed interface Platform extends AutoCloseable permits LocalPlatform, DatabricksPlatform {

  /** Files below this size are compacted, those above left as they are. */
  long SMALL_FILE_BYTES = 64L << 20;

  /**
   * Opens the platform that this process runs on.
   *
   * @throws dev.lakehouse.medallion.contract.UserException if a folder cannot be used
   */
  static Platform open(Place place, Access access) {
    return DatabricksPlatform.isHere()
        ? DatabricksPlatform.open(place)
        : LocalPlatform.open(place, access);
  }

  /** Ends the process after a failure that has been reported, in the way the platform wants it. */
  static void exit(int status) {
    if (DatabricksPlatform.isHere()) {
      DatabricksPlatform.fail(status);
    } else {
      LocalPlatform.exit(status);
    }
  }

  SparkSession spark();

  /** The address of the pages on which Spark shows what it does, where this has them shown. */
  default Optional<String> pages() {
    return Optional.empty();
  }

  /**
   * Waits until no other process changes the tables, where the platform can know.
   *
   * @param waiting is told once, if the turn does not come at once, who has it
   * @throws dev.lakehouse.medallion.contract.InUseException if it does not come in time
   */
  Turn takeTurn(Duration patience, Consumer<String> waiting);

  /** The quoted, three-part name of a table. */
  String qualified(TableName table);

  /** The quoted, two-part name of a layer's schema. */
  String qualified(Layer layer);

  /** Makes the folders where files arrive, if they are the pipeline's own. */
  void createLanding(List<String> feeds);

  /** What creates the schemas, and whatever holds files, that are missing. */
  List<Statement> namespaces();

  /** Removes what a process has left that died as it made a table, where that is possible. */
  default void clearIfNeverBegun(TableName table) {}

  /**
   * From how many small files on a table is to be compacted by whoever has written to it; empty
   * where the runtime does so by itself.
   */
  default OptionalLong compactedFrom() {
    return OptionalLong.empty();
  }

  /**
   * Is told how many rows the work to come is about, where that is known: what pays for many does
   * not for few.
   */
  default void expect(long rows) {}

  /** Whether a view is there for others, and after this session. */
  default boolean keepsViews() {
    return true;
  }

  /** The clause that says where a new table's files lie; empty where the catalog decides. */
  String locationClause(TableName table);

  /** The newest version of a table that the session knows. */
  default long version(TableName table) {
    return spark()
        .sql("DESCRIBE HISTORY " + qualified(table) + " LIMIT 1")
        .select("version")
        .first()
        .getLong(0);
  }

  /** Makes an existing table known to the session; false if there is no such table. */
  boolean attach(TableName table);

  /**
   * The newest commit of a table that cannot be read, where that can be known here.
   *
   * @return what names the file
   * @throws dev.lakehouse.medallion.contract.UserException if the table cannot do without it
   */
  Optional<String> brokenCommit(TableName table);

  /** Takes a commit of a table, which cannot be read, out of its log. */
  void setAside(String brokenCommit);

  /** Where files arrive, those of each feed in a folder of their own. */
  String landing();

  /** Where the files of a feed arrive. */
  default String landing(String feed) {
    return landing() + "/" + feed;
  }

  /**
   * Makes a folder that a person has named, where it is one of this machine.
   *
   * @param option what it was named by
   * @throws dev.lakehouse.medallion.contract.UserException if it cannot be made
   */
  void createFolder(String location, String option);

  /** Where a report is written unless another place is named. */
  String report();

  /**
   * Writes a file in place of any that is there.
   *
   * @param file its whole name, which ends in .html
   * @return the address of what was written: where only Spark can write, that is a file in a folder
   *     of the name
   * @throws dev.lakehouse.medallion.contract.UserException if it cannot be written
   */
  String write(String file, String text);

  /**
   * Where a stream keeps what it has read: a folder of its own.
   *
   * @param begunBy the run that began the stream anew, which tells it from those before; empty for
   *     the first
   */
  String checkpoint(TableName target, Optional<String> begunBy);

  /** Whether a checkpoint knows of a micro-batch. */
  default boolean hasBatch(String checkpoint, long batch) {
    return Reads.ifThere(
            () -> spark().read().text(Location.asItStands(checkpoint + "/offsets/" + batch)))
        .isPresent();
  }

  /**
   * The id that a checkpoint gives its stream.
   *
   * @return empty where there is no checkpoint; what stands there, if that is no id
   */
  default Optional<String> streamId(String checkpoint) {
    return Reads.ifThere(
            () ->
                spark()
                    .read()
                    .option("wholetext", "true")
                    .text(Location.asItStands(checkpoint + "/metadata")))
        .map(text -> text.selectExpr("coalesce(get_json_object(value, '$.id'), value)"))
        .map(id -> id.collectAsList().stream().map(row -> row.getString(0)).findFirst().orElse(""));
  }

  /**
   * Makes sure that files can be taken in like that.
   *
   * @throws dev.lakehouse.medallion.contract.UserException if the platform has nothing like what
   *     the intake asks for
   */
  void requireSupport(Intake intake);

  /**
   * The lines of a feed's files as they arrive, each file once.
   *
   * @param fileNames a glob over file names
   * @throws dev.lakehouse.medallion.contract.UserException if there is no such folder
   * @return a stream of {@code value STRING} with the hidden column {@code _metadata}
   */
  Dataset<Row> arrivals(String feed, String fileNames, Strictness strictness, Intake intake);

  /**
   * The data files of a table, those of old versions among them, where they can be listed.
   *
   * @return {@code path STRING}, {@code length BIGINT}
   */
  Optional<Dataset<Row>> files(TableName table);

  /**
   * The files that lie where those of a feed arrive, listed and not read.
   *
   * @param fileNames a glob over file names
   * @return {@code name STRING} (as {@code _metadata.file_path} has it), {@code path STRING} (the
   *     same file as a reader takes it, but for glob characters), {@code length BIGINT}, {@code
   *     modified_at TIMESTAMP}; empty where there is no such folder
   */
  default Optional<Dataset<Row>> landedFiles(String feed, String fileNames) {
    return Reads.ifThere(
            () ->
                spark()
                    .read()
                    .format("binaryFile")
                    .option("pathGlobFilter", fileNames)
                    .option("recursiveFileLookup", "true")
                    .load(Location.asItStands(landing(feed))))
        .map(
            files ->
                files.selectExpr(
                    "_metadata.file_path AS name",
                    "path",
                    "length",
                    "modificationTime AS modified_at"));
  }

  /**
   * The files that lie beside the folders of the feeds, listed and not read.
   *
   * @param fileNames a glob over file names
   * @return {@code path STRING}; empty where there is none
   */
  default Optional<Dataset<Row>> strayFiles(String fileNames) {
    return Reads.ifThere(
            () ->
                spark()
                    .read()
                    .format("binaryFile")
                    .load(Location.asItStands(landing()) + "/" + fileNames))
        .map(files -> files.select("path"));
  }

  /** Whether there is such a folder, of whatever store. */
  default boolean exists(String folder) {
    // Not a table: folders in it may be named like partitions, and others not.
    return Reads.ifThere(
            () ->
                spark()
                    .read()
                    .option("recursiveFileLookup", "true")
                    .text(Location.asItStands(folder)))
        .isPresent();
  }

  /**
   * The lines of the files that are there now, as far as they can be read.
   *
   * @param fileNames a glob over file names
   * @return {@code value STRING} with the hidden column {@code _metadata}; empty where there is no
   *     such folder
   */
  default Optional<Dataset<Row>> landedLines(String feed, String fileNames) {
    return Reads.ifThere(
        () ->
            spark()
                .read()
                .format("text")
                .options(Strictness.LENIENT.options())
                .option("pathGlobFilter", fileNames)
                .option("recursiveFileLookup", "true")
                .load(Location.asItStands(landing(feed))));
  }

  @Override
  void close();

  /** Every layer, in the order in which data passes through them. */
  default List<Layer> layers() {
    return List.of(Layer.values());
  }
}
