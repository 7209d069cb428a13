package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The lakehouse and landing folders, looked at before anything is written.
 *
 * <p>Only folders of this machine are looked at; one with a scheme, such as {@code s3a://}, or one
 * that a server sees, is left to Spark.
 *
 * @param ofServer whether the folders are those of another process's machine
 */
record Folders(String lakehouse, String landing, boolean landingIsNamed, boolean ofServer) {

  static Folders of(Place place, boolean ofServer) {
    String lakehouse = absolute(place.lakehouse(), "--lakehouse");
    String landing =
        place.landing().map(named -> absolute(named, "--landing")).orElse(lakehouse + "/landing");
    return new Folders(lakehouse, landing, place.landing().isPresent(), ofServer);
  }

  /**
   * Checks both folders and creates the lakehouse where the access allows it.
   *
   * @throws UserException if one is missing, is a file, or cannot be written
   */
  Folders prepare(Access access) {
    if (landingIsNamed && access == Access.WRITE) {
      here(landing).ifPresent(folder -> requireFolder(folder, "Landing", "--landing"));
    }
    here(lakehouse).ifPresent(folder -> prepareLakehouse(folder, access));
    if (access == Access.WRITE_LANDING) {
      here(landing).ifPresent(folder -> create(folder, "landing", "--landing"));
    }
    return this;
  }

  /**
   * Whether the lakehouse and what has landed are together no larger than so many bytes; no folder
   * of a store is.
   */
  boolean areWithin(long bytes) {
    Optional<Path> tables = here(lakehouse);
    // By default what has landed lies in the lakehouse.
    Optional<Path> arrivals = here(landing);
    return tables.isPresent()
        && arrivals.isPresent()
        && FolderSize.isWithin(
            bytes,
            arrivals.get().startsWith(tables.get())
                ? List.of(tables.get())
                : List.of(tables.get(), arrivals.get()));
  }

  /**
   * Looks whether Spark can reach the folders that are not of this machine.
   *
   * @throws UserException if it cannot
   */
  void requireStores(SparkSession spark) {
    if (here(lakehouse).isEmpty()) {
      new StoreFolder(spark, lakehouse, "--lakehouse").requireStore();
    }
    if (landingIsNamed && here(landing).isEmpty()) {
      new StoreFolder(spark, landing, "--landing").requireStore();
    }
  }

  /** Creates the folders in the landing folder that is the lakehouse's own. */
  void createLanding(SparkSession spark, List<String> names) {
    if (!landingIsNamed) {
      names.stream()
          .map(name -> landing + "/" + name)
          .forEach(
              path ->
                  here(path)
                      .ifPresentOrElse(
                          folder -> create(folder, "landing", "--landing"),
                          () -> new StoreFolder(spark, path, "--lakehouse").create()));
    }
  }

  /** Creates a folder that was named by an option of its own. */
  void createNamed(String location, String option) {
    here(location).ifPresent(folder -> create(folder, "named", option));
  }

  /** Writes a file: whole, or not at all. */
  String write(String file, String text, SparkSession spark) {
    return here(file)
        .map(path -> write(path, text))
        .orElseGet(() -> new StoreFolder(spark, file, "--out").write(text));
  }

  private static String write(Path file, String text) {
    try (WholeFile written = WholeFile.at(file)) {
      written.out().print(text);
      written.keep();
    }
    return file.toUri().toString();
  }

  /** Where a process keeps its log: beside the tables, or else with what the user owns. */
  String logs() {
    return here(lakehouse)
        .map(folder -> folder + "/logs")
        .orElseGet(() -> System.getProperty("user.home") + "/.medallion/logs");
  }

  /**
   * Waits for the turn to change the tables of a prefix.
   *
   * <p>Where the lakehouse lies in a store, nothing but the user keeps two runs apart.
   */
  Turn takeTurn(String schemaPrefix, Duration patience, Consumer<String> waiting) {
    return here(lakehouse)
        .map(folder -> folder.resolve("locks/" + schemaPrefix + "tables.lock"))
        .<Turn>map(file -> FileTurn.take(file, patience, waiting))
        .orElse(() -> {});
  }

  /** The newest commit of a table that cannot be read; a store is not looked at. */
  Optional<String> brokenCommit(String table, SparkSession spark) {
    return here(table)
        .map(TableLog::new)
        .flatMap(
            log ->
                log.newestCommit()
                    .filter(commit -> !isSound(commit.toString(), spark))
                    .or(log::brokenCommit))
        .map(Path::toString);
  }

  /** The newest version of a table on a disk; empty for one in a store. */
  OptionalLong newestVersion(String table) {
    return here(table).map(TableLog::new).map(TableLog::newestVersion).orElse(OptionalLong.empty());
  }

  /** Removes what a process has left that died as it made a table; of a disk only. */
  void clearIfNeverBegun(String table) {
    here(table).map(TableLog::new).ifPresent(TableLog::clearIfNeverBegun);
  }

  /** Hadoop keeps a checksum beside each file of a disk. */
  private static boolean isSound(String file, SparkSession spark) {
    try {
      spark.read().text(Location.asItStands(file)).count();
      return true;
    } catch (Exception failure) {
      if (Failures.saysFileUnreadable(failure)) {
        return false;
      }
      throw failure;
    }
  }

  void setAside(String brokenCommit) {
    TableLog.setAside(Path.of(brokenCommit));
  }

  static UserException missing(String what, String folder, String option) {
    return new UserException(
        what + " folder " + folder + " does not exist.",
        "It was named by " + option + " or is the default, and nothing is there.",
        "Correct " + option + ", or create it: `medallion setup`, `medallion generate` or mkdir.");
  }

  private static void prepareLakehouse(Path folder, Access access) {
    switch (access) {
      case READ -> requireFolder(folder, "Lakehouse", "--lakehouse");
      case WRITE, WRITE_LANDING -> create(folder, "lakehouse", "--lakehouse");
    }
  }

  private static void requireFolder(Path folder, String what, String option) {
    if (!Files.exists(folder)) {
      throw missing(what, folder.toString(), option);
    }
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          what + " folder " + folder + " is a file.",
          "A folder is needed for " + option + ".",
          "Name with " + option + " the folder that holds the file, or another one.");
    }
  }

  private static void create(Path folder, String what, String option) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UserException(
          "The " + what + " folder " + folder + " cannot be created.",
          failure.toString(),
          "Name another folder with " + option + ", or mend that one.");
    }
    if (!Files.isWritable(folder)) {
      throw new UserException(
          "The " + what + " folder " + folder + " cannot be written.",
          "This user has no permission to write there.",
          "Grant it, or name another folder with " + option + ".");
    }
  }

  private static String absolute(String folder, String option) {
    if (folder.isBlank()) {
      throw new UserException(
          "The folder for " + option + " is empty.",
          "Nothing follows the option.",
          "Name a folder with " + option + ", or leave it out for the default.");
    }
    return Location.absolute(folder);
  }

  /** The folder as one of this machine, if it is one. */
  private Optional<Path> here(String folder) {
    return ofServer ? Optional.empty() : Location.onThisMachine(folder);
  }
}
