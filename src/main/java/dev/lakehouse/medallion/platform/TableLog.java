package dev.lakehouse.medallion.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log of a Delta table in a folder of this machine, looked at without Spark: Delta refuses a
 * table whose newest commit it cannot read.
 *
 * <p>A commit is a file of one JSON object a line, made whole by its renaming; half a file is left
 * by a disk that lost power or was full. See the <a
 * href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#delta-log-entries">protocol</a>.
 */
final class TableLog {

  private static final Pattern COMMIT = Pattern.compile("[0-9]{20}\\.json");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path folder;

  /**
   * @param table the table's folder
   */
  TableLog(Path table) {
    this.folder = table.resolve("_delta_log");
  }

  /** The newest commit; none where there is no table. */
  Optional<Path> newestCommit() {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> COMMIT.matcher(file.getFileName().toString()).matches())
          .max(Comparator.comparing(file -> file.getFileName().toString()));
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  /** Takes a commit out of the log; the file is kept under another name. */
  static void setAside(Path commit) {
    try {
      Files.move(commit, commit.resolveSibling(commit.getFileName() + ".broken"));
      // Hadoop's checksum of it would be taken for that of the next commit of this number.
      Files.deleteIfExists(commit.resolveSibling("." + commit.getFileName() + ".crc"));
    } catch (IOException failure) {
      throw unusable(commit, failure);
    }
  }

  /** Whether a commit holds JSON objects and nothing else. */
  static boolean isWhole(Path commit) {
    try {
      List<String> actions = Files.readAllLines(commit, StandardCharsets.UTF_8);
      for (String action : actions) {
        if (!JSON.readTree(action).isObject()) {
          return false;
        }
      }
      return !actions.isEmpty();
    } catch (JsonProcessingException | CharacterCodingException failure) {
      return false;
    } catch (IOException failure) {
      throw unusable(commit, failure);
    }
  }

  private static UserException unusable(Path file, IOException failure) {
    return new UserException(
        "The log of a table cannot be used: " + file,
        failure.toString(),
        "Mend the permissions or the disk.");
  }
}
