package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file in which something of a user is kept from one command to the next, for nobody else. */
public record StateFile(String path) {

  /** A file of the user's state folder; made, with its folder, if it is not there. */
  public static StateFile of(String name) {
    return in(Screen.stateFolder(), name);
  }

  /** The same in another folder, which is then for nobody else either. */
  public static StateFile in(String folderName, String name) {
    Path folder = Path.of(folderName);
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      if (Files.notExists(file)) {
        Files.createFile(file);
      }
      // Whatever the umask is: what is typed may name people.
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return new StateFile(file.toString());
    } catch (IOException failure) {
      throw new UserException(
          "The file " + file + " cannot be made.",
          failure.toString(),
          "Mend its folder, or name another one by the variable XDG_STATE_HOME and run `medallion"
              + " query` again.");
    }
  }
}
