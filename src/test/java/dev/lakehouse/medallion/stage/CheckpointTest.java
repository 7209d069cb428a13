package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.TestLakehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of the checkpoint of a stream, every line is taken in once. */
class CheckpointTest {

  private static final List<String> LANDED = new ArrayList<>();

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void open() throws Exception {
    lakehouse = new TestLakehouse(folder.resolve("lakehouse")).setupForBronze();
    takeInAFile();
  }

  @Test
  void missingCheckpointIsMadeAnewFromTheTable() throws Exception {
    takeInAFile();
    delete(checkpoint());
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
  }

  /** The newest file of each kind, and what is left in it. */
  @ParameterizedTest
  @CsvSource({
    "metadata, '{\"id\":'",
    "offsets, ''",
    "offsets, 'v1\n{\"batchWatermarkMs\":0'",
    "commits, 'rubbish'",
    "sources/0, 'v1\n{\"path\":'"
  })
  void damagedCheckpointIsReplaced(String log, String content) throws Exception {
    takeInAFile();
    write(checkpoint(), log, content);
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commits", "sources/0", "offsets"})
  void checkpointThatMissesItsNewestFileIsCompletedOrReplaced(String log) throws Exception {
    takeInAFile();
    delete(newest(checkpoint().resolve(log)));
    assertEveryLineIsTakenInOnce();
  }

  /** Without offsets Spark counts from the first batch again, and Delta skips what it has. */
  @ParameterizedTest
  @ValueSource(strings = {"sources", "offsets"})
  void checkpointThatMissesAWholeLogIsReplaced(String log) throws Exception {
    takeInAFile();
    delete(checkpoint().resolve(log));
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
  }

  @Test
  void checkpointOfAnotherTableIsNotUsed() throws Exception {
    TestLakehouse other = new TestLakehouse(folder.resolve("other")).setupForBronze();
    other.land("0.json", "another's");
    other.bronze();
    takeInAFile();
    Path own = checkpoint();
    delete(own);
    try (Stream<Path> files = Files.list(folder.resolve("other/checkpoints"))) {
      Files.move(files.findFirst().orElseThrow(), own);
    }
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
  }

  @Test
  void resumptionThatDiedIsGoneOnWith() throws Exception {
    takeInAFile();
    delete(checkpoint());
    land();
    lakehouse.bronze();
    // The row that says that it has come to its end.
    lakehouse.undoCommit("ops.ledger");
    delete(checkpoint());
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
    assertEveryLineIsTakenInOnce();
  }

  private static long resumed;

  private static void takeInAFile() throws Exception {
    land();
    lakehouse.bronze();
    resumed = (long) lakehouse.value("SELECT count_if(mode = 'resume_started') FROM {ops.ledger}");
  }

  private static void land() {
    String line = "line " + LANDED.size();
    lakehouse.land(LANDED.size() + ".json", line);
    LANDED.add(line);
  }

  private static void assertEveryLineIsTakenInOnce() throws Exception {
    land();
    assertThat(lakehouse.bronze()).hasSize(1);
    assertThat(lakehouse.bronze()).isEmpty();
    assertThat(lakehouse.rows("SELECT line FROM {bronze.orders_raw}"))
        .containsExactlyInAnyOrderElementsOf(LANDED);
    assertThat(lakehouse.value("SELECT sum(rows_in) FROM {ops.ledger} WHERE stage = 'bronze'"))
        .isEqualTo((long) LANDED.size());
  }

  private static void assertResumed(long times) {
    assertThat(lakehouse.value("SELECT count_if(mode = 'resume_started') FROM {ops.ledger}"))
        .isEqualTo(resumed + times);
  }

  /** That of the stream which was begun last. */
  private static Path checkpoint() {
    return lakehouse.checkpoint("bronze.orders_raw");
  }

  private static void write(Path checkpoint, String log, String content) throws IOException {
    Path file = newest(checkpoint.resolve(log));
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.writeString(file, content);
  }

  private static Path newest(Path log) throws IOException {
    if (!Files.isDirectory(log)) {
      return log;
    }
    try (Stream<Path> files = Files.list(log)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9]+"))
          .max(Comparator.comparingLong(file -> Long.parseLong(file.getFileName().toString())))
          .orElseThrow();
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(CheckpointTest::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
