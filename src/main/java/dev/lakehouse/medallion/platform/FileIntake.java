package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import java.util.HashMap;
import java.util.Map;

/** How an intake is asked of Spark's own file stream. */
record FileIntake(String landing, String sparkVersion) {

  /**
   * A back-fill needs no option: the whole folder is listed by every run.
   *
   * @throws UserException if something is asked for that this Spark cannot do
   */
  Map<String, String> options(Intake intake) {
    Map<String, String> options = new HashMap<>();
    intake.maxFiles().ifPresent(it -> options.put("maxFilesPerTrigger", "" + it));
    intake.maxBytes().ifPresent(it -> options.put("maxBytesPerTrigger", bytes(it)));
    switch (intake.cleaning()) {
      case KEEP -> {}
      case DELETE -> options.put("cleanSource", "delete");
      case MOVE -> options.put("cleanSource", "archive");
    }
    intake.archive().ifPresent(it -> options.put("sourceArchiveDir", archive(it)));
    return switch (intake.discovery()) {
      case LISTING -> options;
      case FILE_EVENTS ->
          throw new UserException(
              "There are no file events here.",
              "Only Auto Loader on Databricks is told of new files by the storage.",
              "Leave --file-events out: the folder is listed.");
    };
  }

  /** Spark refuses one around the landing folder, too. */
  private String archive(String name) {
    String archive = Location.absolute(name);
    String inside = archive.replaceAll("/*$", "/");
    String arrivals = landing + "/";
    if (inside.startsWith(arrivals) || arrivals.startsWith(inside)) {
      throw new UserException(
          "No file can be moved to " + archive + ".",
          "It lies in the landing folder, or around it, and what is moved there could arrive again.",
          "Name a folder beside " + landing + " with --archive.");
    }
    return archive;
  }

  private String bytes(String most) {
    if (sparkVersion.startsWith("3.")) {
      throw new UserException(
          "--max-bytes-per-trigger cannot be used here.",
          "Spark " + sparkVersion + " limits a micro-batch by files only; version 4 can by bytes.",
          "Use --max-files-per-trigger.");
    }
    return most;
  }
}
