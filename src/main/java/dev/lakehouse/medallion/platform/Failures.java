package dev.lakehouse.medallion.platform;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises failures by what is said in their text, which is the same on every runtime. */
public final class Failures {

  private static final int LONGEST_CAUSE = 200;
  private static final Pattern GONE_FILE = Pattern.compile("File (\\S+:/.*) does not exist");

  private static final List<String> NO_SUCH_TABLE =
      List.of(
          "PATH_NOT_FOUND",
          "DELTA_PATH_DOES_NOT_EXIST",
          "DELTA_TABLE_NOT_FOUND",
          "DELTA_MISSING_DELTA_TABLE",
          "is not a Delta table");

  /** Spark 3.5 wraps only what goes wrong as it opens a file; Spark 4 and Databricks everything. */
  private static final List<String> FILE_UNREADABLE =
      List.of(
          "FAILED_READ_FILE",
          "Encountered error while reading file",
          // A file that is gone, or that may not be read.
          "It is possible the underlying files have been updated",
          "PATH_NOT_FOUND",
          // A file whose checksum lies beside it and does not fit.
          "org.apache.hadoop.fs.ChecksumException",
          // Hadoop takes a colon in a local file's name for the end of a URI's scheme.
          "Relative path in absolute URI",
          "java.io.EOFException",
          "java.util.zip.",
          "gzip",
          "DecompressorStream");

  /** How the logs of a stream and of its file source say that they are damaged. */
  private static final List<String> CHECKPOINT_BROKEN =
      List.of(
          "Incomplete log file",
          "Failed to read log file",
          "Log file was malformed",
          "next on empty iterator",
          "doesn't exist",
          "JsonEOFException",
          "JsonParseException");

  private static final List<String> NOT_PERMITTED =
      List.of("PERMISSION_DENIED", "INSUFFICIENT_PERMISSIONS", "INSUFFICIENT_PRIVILEGES");

  /** Spark 3.5 names the missing setting, Spark 4 an error class. */
  private static final List<String> NO_SUCH_CATALOG =
      List.of("CATALOG_NOT_FOUND", "plugin class not found");

  private Failures() {}

  static boolean saysNoSuchCatalog(Throwable failure) {
    return says(NO_SUCH_CATALOG, failure);
  }

  static boolean saysNoSuchTable(Throwable failure) {
    return says(NO_SUCH_TABLE, failure);
  }

  /**
   * Whether a read failed for the sake of a file. It may be wrong about a failure of another kind,
   * and so says only that a second, lenient attempt is worth making.
   */
  public static boolean saysFileUnreadable(Throwable failure) {
    return says(FILE_UNREADABLE, failure);
  }

  /** The file of which a reader found, as it came to it, that it is no longer there. */
  public static Optional<String> goneFile(Throwable failure) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      Matcher gone = GONE_FILE.matcher(String.valueOf(link.getMessage()));
      if (gone.find()) {
        return Optional.of(gone.group(1));
      }
    }
    return Optional.empty();
  }

  /** Whether a stream could not read what it had noted of itself. */
  public static boolean saysCheckpointBroken(Throwable failure) {
    return says(CHECKPOINT_BROKEN, failure);
  }

  /** Whether a statement was refused for want of a privilege, by Unity Catalog's error classes. */
  public static boolean saysNotPermitted(Throwable failure) {
    return says(NOT_PERMITTED, failure);
  }

  /** Whether a table was to be made where there are files of no table. */
  public static boolean saysNotEmpty(Throwable failure) {
    return says(List.of("DELTA_CREATE_TABLE_WITH_NON_EMPTY_LOCATION"), failure);
  }

  /** The innermost message, on one line and of bounded length. */
  public static String cause(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String text = String.valueOf(innermost.getMessage());
    // Where the failure comes from a server, its causes are in the text.
    String[] links = text.split("Caused by: ");
    String last = links[links.length - 1];
    String line =
        last.lines()
            .filter(it -> !it.isBlank())
            .findFirst()
            .orElse("")
            .replaceAll("\\p{Cntrl}", " ")
            .strip();
    String named = line.isEmpty() || line.equals("null") ? innermost.getClass().getName() : line;
    return named.substring(0, Math.min(named.length(), LONGEST_CAUSE));
  }

  static boolean says(List<String> texts, Throwable failure) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      String text = link.toString();
      if (texts.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }
}
