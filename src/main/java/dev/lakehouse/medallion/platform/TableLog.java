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
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log of a Delta table in a folder of this machine, looked at without Spark: Delta refuses a
 * table whose newest commits it cannot read, and, where a checkpoint has what a commit said, to
 * tell what that commit changed.
 *
 * <p>A commit is a file of one JSON object a line, made whole by its renaming; half a file is left
 * by a disk that lost power or was full. See the <a
 * href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#delta-log-entries">protocol</a>.
 */
final class TableLog {

  private static final Pattern COMMIT = Pattern.compile("[0-9]{20}\\.json");
  private static final Pattern CHECKPOINT = Pattern.compile("[0-9]{20}\\.checkpoint\\..*parquet");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path folder;

  /**
   * @param table the table's folder
   */
  TableLog(Path table) {
    this.folder = table.resolve("_delta_log");
  }

  Optional<Path> newestCommit() {
    return newestFirst(COMMIT).stream().findFirst();
  }

  /** The number of the newest commit. */
  OptionalLong newestVersion() {
    return newestCommit().stream().mapToLong(commit -> Long.parseLong(version(commit))).findFirst();
  }

  /**
   * The newest commit that is not whole; none where all are, or there is no table.
   *
   * @throws UserException if the table cannot do without it: others came after it, and no
   *     checkpoint has what it said
   */
  Optional<Path> brokenCommit() {
    List<Path> commits = newestFirst(COMMIT);
    Optional<Path> broken = commits.stream().filter(commit -> !isWhole(commit)).findFirst();
    broken
        .filter(commit -> !commit.equals(commits.get(0)))
        .filter(
            commit ->
                newestFirst(CHECKPOINT).stream()
                    .noneMatch(checkpoint -> version(checkpoint).compareTo(version(commit)) >= 0))
        .ifPresent(
            commit -> {
              throw new UserException(
                  "A commit in the middle of a table's log is damaged: " + commit,
                  "Others came after it, and no checkpoint has what it said.",
                  "Restore the table's folder from a backup; `medallion repair --dry-run` says what else is"
                      + " broken.");
            });
    return broken;
  }

  /**
   * Removes what is left where a process died as it made the table: a log to which no commit was
   * renamed, and no other file. Delta would make no table in a folder that is not empty.
   */
  void clearIfNeverBegun() {
    Path table = folder.getParent();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> within = Files.walk(table)) {
      List<Path> paths = within.sorted(Comparator.reverseOrder()).toList();
      if (paths.stream().filter(Files::isRegularFile).allMatch(this::isTemporary)) {
        for (Path path : paths) {
          Files.delete(path);
        }
      }
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  private boolean isTemporary(Path file) {
    return file.startsWith(folder) && file.getFileName().toString().startsWith(".");
  }

  /** The zero-padded number with which the name of each file of the log begins. */
  private static String version(Path file) {
    return file.getFileName().toString().substring(0, 20);
  }

  private List<Path> newestFirst(Pattern kind) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> kind.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing(TableLog::version).reversed())
          .toList();
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
  private static boolean isWhole(Path commit) {
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
        "Mend the permissions or the disk, and see what `medallion repair --dry-run` says.");
  }
}
