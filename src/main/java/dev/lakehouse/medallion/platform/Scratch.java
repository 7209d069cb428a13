package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A folder with a name by chance that nobody but the user can enter, for what Spark spills and
 * shuffles: its own folders are made with the user's umask, in one that all users share.
 */
record Scratch(Path folder) {

  /** What a process asks for as it makes a folder, before the umask takes from it. */
  private static final PosixFilePermission[] LEFT_TO_RIGHT = PosixFilePermission.values();

  /**
   * Makes the folder; it goes when the process ends.
   *
   * @throws UserException if there is no room for it
   */
  static Scratch create() {
    try {
      Path folder = Files.createTempDirectory("medallion-");
      folder.toFile().deleteOnExit();
      return new Scratch(folder);
    } catch (IOException failure) {
      throw new UserException(
          "No folder can be made for what Spark has to put aside.",
          failure.toString(),
          "Mend the folder for temporary files, or name another one: java -Djava.io.tmpdir=DIR.");
    }
  }

  /** The folder as settings name it. */
  String path() {
    return folder.toString();
  }

  /**
   * The user's umask in octal, told by what is left of the permissions of a folder; empty where
   * files have none.
   */
  Optional<String> umask() {
    try {
      Path probe = Files.createDirectory(folder.resolve("umask"));
      try {
        Set<PosixFilePermission> left = Files.getPosixFilePermissions(probe);
        int taken = 0;
        for (PosixFilePermission permission : LEFT_TO_RIGHT) {
          taken = taken << 1 | (left.contains(permission) ? 0 : 1);
        }
        return Optional.of("%03o".formatted(taken));
      } finally {
        Files.delete(probe);
      }
    } catch (UnsupportedOperationException failure) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new IllegalStateException("The folder was made a moment ago: " + folder, failure);
    }
  }
}
