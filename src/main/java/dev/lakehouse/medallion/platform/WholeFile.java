package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A text file of this machine that is written whole or not at all: until it is kept, a file that
 * had its name stays as it was. What is no file, such as a pipe, is written to as it is.
 */
public final class WholeFile implements AutoCloseable {

  private final Path file;
  private final Path written;
  private final PrintStream out;

  private WholeFile(Path file, Path written, PrintStream out) {
    this.file = file;
    this.written = written;
    this.out = out;
  }

  /**
   * Begins to write it.
   *
   * @throws UserException if it cannot be written
   */
  public static WholeFile at(String name) {
    return at(Path.of(name));
  }

  static WholeFile at(Path name) {
    try {
      boolean isThere = Files.exists(name);
      boolean isFile = Files.isRegularFile(name);
      // Where the name is a link it stays one; that of a pipe, /dev/stdout, leads to no path.
      Path file = isFile ? name.toRealPath() : name;
      if (isThere && !Files.isWritable(file)) {
        throw refusal(name, "This user has no permission to write it.");
      }
      Path written =
          isThere && !isFile
              ? file
              : file.resolveSibling(".medallion-" + UUID.randomUUID() + ".part");
      return new WholeFile(file, written, stream(written, written.equals(file)));
    } catch (IOException failure) {
      throw refusal(name, failure.toString());
    }
  }

  private static PrintStream stream(Path written, boolean isThere) throws IOException {
    return new PrintStream(
        Files.newOutputStream(
            written, isThere ? StandardOpenOption.WRITE : StandardOpenOption.CREATE_NEW),
        false,
        StandardCharsets.UTF_8);
  }

  public PrintStream out() {
    return out;
  }

  /**
   * Gives the file its name.
   *
   * @throws UserException if not all of it could be written
   */
  public void keep() {
    // A stream of text keeps its failures to itself.
    if (out.checkError()) {
      throw refusal(file, "It could not be written to its end; the disk may be full.");
    }
    out.close();
    if (!written.equals(file)) {
      try {
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failure) {
        throw refusal(file, failure.toString());
      }
    }
  }

  /** Leaves nothing behind of a file that was not kept. */
  @Override
  public void close() {
    out.close();
    if (!written.equals(file)) {
      try {
        Files.deleteIfExists(written);
      } catch (IOException failure) {
        throw refusal(written, failure.toString());
      }
    }
  }

  private static UserException refusal(Path file, String cause) {
    return new UserException(
        "The file " + file + " cannot be written.",
        cause,
        "Name another one with --out, in a folder of this machine that is there, or mend that one.");
  }
}
