package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.HostileFile;
import dev.lakehouse.medallion.contract.HostileFile.Permission;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes hostile files beside generated ones, byte for byte as they are. */
final class HostileFolder {

  private final Path folder;

  /**
   * The folder below that of the generated files.
   *
   * @throws UserException if it is not one that this process can write to without Spark
   */
  HostileFolder(String generated) {
    this.folder =
        Location.onThisMachine(generated)
            .orElseThrow(
                () ->
                    new UserException(
                        "No hostile files can be written to " + generated + ".",
                        "They are written as plain files, and that folder is not one of this machine.",
                        "Leave --hostile out, or give --landing as a path without a scheme."))
            .resolve("hostile");
  }

  void write(List<HostileFile> files) {
    try {
      for (HostileFile file : files) {
        Path path = folder.resolve(file.path());
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(path);
        Files.write(path, file.content());
        if (file.permission() == Permission.FORBIDDEN) {
          forbid(path);
        }
      }
    } catch (IOException failure) {
      throw new UserException(
          "The hostile files cannot be written to " + folder + ".",
          failure.toString(),
          "Name another folder with --landing, or mend that one.");
    }
  }

  /** A file system that knows no permissions leaves the file readable, and its line is read. */
  private static void forbid(Path path) {
    path.toFile().setReadable(false, false);
  }
}
