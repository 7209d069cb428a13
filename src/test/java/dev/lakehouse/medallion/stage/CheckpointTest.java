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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of the checkpoint of a stream, every line is taken in once. */
@Tag("long")
class CheckpointTest {

  private static final List<String> LANDED = new ArrayList<>();

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void open() {
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    lakehouse.pipeline().setup();
  }

  @Test
  void missingCheckpointIsMadeAnewFromTheTable() throws Exception {
    takeInTwoFiles();
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
    takeInTwoFiles();
    write(checkpoint(), log, content);
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commits", "sources/0", "offsets"})
  void checkpointThatMissesItsNewestFileIsCompletedOrReplaced(String log) throws Exception {
    takeInTwoFiles();
    delete(newest(checkpoint().resolve(log)));
    assertEveryLineIsTakenInOnce();
  }

  /** Without offsets Spark counts from the first batch again, and Delta skips what it has. */
  @ParameterizedTest
  @ValueSource(strings = {"sources", "offsets"})
  void checkpointThatMissesAWholeLogIsReplaced(String log) throws Exception {
    takeInTwoFiles();
    delete(checkpoint().resolve(log));
    assertEveryLineIsTakenInOnce();
    assertResumed(1);
  }

  @Test
  void checkpointOfAnotherTableIsNotUsed() throws Exception {
    TestLakehouse other = new TestLakehouse(folder.resolve("other"));
    other.pipeline().setup();
    other.land("0.json", "another's");
    other.bronze();
    takeInTwoFiles();
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
    takeInTwoFiles();
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

  private static void takeInTwoFiles() throws Exception {
    for (int file = 0; file < 2; file++) {
      land();
      lakehouse.bronze();
    }
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
  private static Path checkpoint() throws IOException {
    try (Stream<Path> streams = Files.list(folder.resolve("lakehouse/checkpoints"))) {
      return streams.max(Comparator.comparing(CheckpointTest::created)).orElseThrow();
    }
  }

  private static long created(Path checkpoint) {
    String number = checkpoint.getFileName().toString().replaceAll(".*orders_raw-?", "");
    return number.isEmpty() ? 0 : Long.parseLong(number);
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
