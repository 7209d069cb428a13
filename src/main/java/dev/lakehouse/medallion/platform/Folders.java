package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lakehouse and landing folders, looked at before anything is written.
 *
 * <p>Only folders of this machine are looked at; one with a scheme, such as {@code s3a://}, is left
 * to Spark.
 */
record Folders(String lakehouse, String landing) {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  /**
   * Checks both folders and creates the lakehouse where the access allows it.
   *
   * @throws UserException if one is missing, is a file, or cannot be written
   */
  static Folders prepare(Place place, Access access) {
    String lakehouse = absolute(place.lakehouse(), "--lakehouse");
    String landing =
        place.landing().map(named -> absolute(named, "--landing")).orElse(lakehouse + "/landing");
    if (place.landing().isPresent() && access == Access.WRITE) {
      local(landing).ifPresent(folder -> requireFolder(folder, "Landing", "--landing"));
    }
    local(lakehouse).ifPresent(folder -> prepareLakehouse(folder, access));
    if (access == Access.WRITE_LANDING) {
      local(landing).ifPresent(folder -> create(folder, "landing", "--landing"));
    }
    return new Folders(lakehouse, landing);
  }

  /** Creates the landing folder that is the lakehouse's own. */
  void createLanding() {
    local(landing).ifPresent(folder -> create(folder, "landing", "--landing"));
  }

  private static void prepareLakehouse(Path folder, Access access) {
    switch (access) {
      case READ -> requireFolder(folder, "Lakehouse", "--lakehouse");
      case WRITE, WRITE_LANDING -> create(folder, "lakehouse", "--lakehouse");
    }
  }

  private static void requireFolder(Path folder, String what, String option) {
    if (!Files.exists(folder)) {
      throw new UserException(
          what + " folder " + folder + " does not exist.",
          "It was named by " + option + " or is the default, and nothing is there.",
          "Correct "
              + option
              + ", or create it: `medallion setup`, `medallion generate` or mkdir.");
    }
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          what + " folder " + folder + " is a file.",
          "A folder is needed for " + option + ".",
          "Name the folder that holds the file, or another one.");
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
          "The folder for " + option + " is empty.", "Nothing follows the option.", "Name one.");
    }
    if (SCHEME.matcher(folder).matches()) {
      return folder.replaceAll("/+$", "");
    }
    try {
      return Path.of(folder).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException failure) {
      throw new UserException(
          "The folder '" + folder + "' cannot be used.", failure.getReason(), "Name another one.");
    }
  }

  private static Optional<Path> local(String folder) {
    if (!SCHEME.matcher(folder).matches()) {
      return Optional.of(Path.of(folder));
    }
    URI uri = URI.create(folder);
    return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }
}
