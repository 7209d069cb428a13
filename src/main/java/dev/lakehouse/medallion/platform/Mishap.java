package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can befall a storage that a person can mend, by what is said of it. */
public enum Mishap {
  FULL(
      List.of("No space left on device", "Disk quota exceeded"),
      "The disk is full.",
      "Free some space, or raise the quota, and run again: it takes up where it stopped. Nothing is lost."),
  NOT_WRITABLE(
      List.of("Read-only file system", "Permission denied", "AccessDenied"),
      "The storage does not let this user write or read there.",
      "Grant it, or mount it for writing, and run again: it takes up where it stopped. Nothing is"
          + " lost."),
  BROKEN_COMMIT(
      List.of("JsonParseException", "JsonEOFException", "MALFORMED_RECORD", "ChecksumException"),
      "A file that Spark or Delta keeps of a table cannot be read: it is cut off or overwritten.",
      "See what `medallion repair --dry-run` says, then `medallion repair`, and run again."),
  VACUUMED(
      List.of(
          "DELTA_CHANGE_TABLE_FEED_DISABLED",
          "DELTA_FILE_NOT_FOUND",
          "DELTA_TRUNCATED_TRANSACTION_LOG",
          "VersionNotFoundException",
          "DELTA_VERSION_NOT_FOUND",
          "FileNotFoundException"),
      "Something that a table consists of, or consisted of, is no longer there.",
      "If old versions were removed by VACUUM before they were read: `medallion silver"
          + " --full-refresh`, then `medallion gold --full-refresh`. If files were deleted by hand:"
          + " restore them.");

  private final List<String> signs;
  private final String problem;
  private final String remedy;

  Mishap(List<String> signs, String problem, String remedy) {
    this.signs = signs;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** The failure as a person can mend it, if it is one of these. */
  public static Optional<UserException> in(Exception failure) {
    return failure instanceof UserException
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(mishap -> Failures.says(mishap.signs, failure))
            .findFirst()
            .map(mishap -> mishap.told(failure));
  }

  private UserException told(Exception failure) {
    return new UserException(problem, Failures.cause(failure), remedy);
  }
}
