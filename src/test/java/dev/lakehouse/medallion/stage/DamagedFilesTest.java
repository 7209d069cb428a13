package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be read neither holds up the others nor vanishes. */
class DamagedFilesTest {

  private static final String RUNS =
      "SELECT mode, files, rows_in, files_damaged FROM {ops.ledger}"
          + " WHERE stage = 'bronze' ORDER BY sequence";

  @TempDir Path folder;

  @Test
  void damagedFilesAreNamedAndTheOthersTakenIn() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.setupForBronze();
    byte[] whole = gzip(orders(2000));
    lakehouse.land("a.json", OrderLine.of("A").json());
    lakehouse.land("cut.json.gz", Arrays.copyOf(whole, whole.length / 2));
    lakehouse.land("garbage.json.gz", "no gzip at all");
    lakehouse.land("header.json.gz", Arrays.copyOf(whole, 5));
    lakehouse.land("10:30.json", OrderLine.of("B").json());
    lakehouse.land("empty.json.gz", new byte[0]);
    lakehouse.bronze();

    long taken =
        (long)
            lakehouse.value(
                "SELECT count(*) FROM {bronze.orders_raw} WHERE _file_path LIKE '%cut%'");
    assertThat(taken).isBetween(1L, 1999L);
    assertThat(lakehouse.rows(RUNS))
        .containsExactly("salvage_started|null|null|null", "increment|2|" + (taken + 1) + "|4");
    assertThat(lakehouse.rows("SELECT explode(damaged_files) FROM {ops.ledger}"))
        .hasSize(4)
        .anyMatch(row -> row.matches(".*/10:30.json\\|.*Relative path in absolute URI.*"))
        .anyMatch(row -> row.endsWith("/cut.json.gz|Unexpected end of input stream"))
        .anyMatch(row -> row.endsWith("/garbage.json.gz|not a gzip file"))
        .anyMatch(row -> row.endsWith("/header.json.gz|Unexpected end of input stream"));
    assertThat(lakehouse.printed())
        .containsPattern(
            "bronze   damaged: file:/.*/cut.json.gz \\(Unexpected end of input stream\\);"
                + " what could be read was taken in. Land it again, whole, under a new name.\n");

    lakehouse.land("whole.json.gz", whole);
    lakehouse.runToSilver();
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders}")).isEqualTo(2001L);
    assertThat(lakehouse.rows(RUNS)).hasSize(3).last().isEqualTo("increment|1|2000|null");
    assertThat(
            lakehouse.value(
                """
                SELECT max_by(rows_duplicate, sequence) FROM {ops.ledger}
                WHERE stage = 'silver'"""))
        .isEqualTo(taken);
  }

  @Test
  void fileThatMayNotBeReadIsNamed() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.setupForBronze();
    lakehouse.land("a.json", "a");
    Path secret = lakehouse.land("secret.json", "s");
    Files.setPosixFilePermissions(secret, Set.of());
    assumeThat(Files.isReadable(secret)).as("This user may read everything").isFalse();

    Entry entry = lakehouse.bronze().get(0);
    assertThat(entry.tallies().damagedFiles())
        .hasSize(1)
        .allSatisfy(
            (file, cause) -> {
              assertThat(file).endsWith("/secret.json");
              assertThat(cause).endsWith("/secret.json (Permission denied)");
            });
    assertThat(lakehouse.rows("SELECT line FROM {bronze.orders_raw}")).containsExactly("a");
  }

  @Test
  void damageIsNamedThoughTheProcessDiesBeforeItIs() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.setupForBronze();
    lakehouse.land("garbage.json.gz", "no gzip at all");
    lakehouse.bronze();
    assertThat(lakehouse.rows(RUNS))
        .containsExactly("salvage_started|null|null|null", "increment|0|0|1");
    lakehouse.undoCommit("ops.ledger");

    lakehouse.land("b.json", "b");
    Entry entry = lakehouse.bronze().get(0);
    assertThat(entry.count(Count.ROWS_IN)).isEqualTo(1);
    assertThat(entry.tallies().damagedFiles()).containsValue("not a gzip file").hasSize(1);

    lakehouse.land("garbage_too.json.gz", "nor this");
    lakehouse.bronze();
    assertThat(lakehouse.bronze()).isEmpty();
    assertThat(lakehouse.rows(RUNS))
        .containsExactly(
            "salvage_started|null|null|null",
            "resume_started|null|null|null",
            "salvage_started|null|null|null",
            "salvage_started|null|null|null",
            "increment|1|1|1",
            "salvage_started|null|null|null",
            "increment|0|0|1");
  }

  @Test
  void failureOfAnotherKindIsNoDamagedFile() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.setupForBronze();
    lakehouse.sql("ALTER TABLE {bronze.orders_raw} ADD CONSTRAINT never CHECK (line <> 'never')");
    lakehouse.land("a.json", "never");
    assertThatThrownBy(() -> lakehouse.bronze()).isInstanceOf(StreamingQueryException.class);
    assertThat(lakehouse.rows(RUNS)).isEmpty();
  }

  @Test
  void everyFileThatWasNotTakenInWholeIsFound() throws Exception {
    List<Inspection.Landed> files = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      boolean cut = number % 15 == 7;
      Path path = folder.resolve("[%d]{a,b}.json.gz".formatted(number));
      byte[] bytes = gzip("a\nb\n");
      Files.write(path, cut ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
      files.add(landed(path, number == 3 ? 1 : 2, true));
    }
    Path late = Files.writeString(folder.resolve("late.json"), "l\n");
    files.add(landed(late, 0, false));
    Path skipped = Files.writeString(folder.resolve("skipped.json"), "s\n");
    files.add(landed(skipped, 0, true));
    files.add(landed(folder.resolve("removed.json"), 0, true));
    files.add(new Inspection.Landed("gone", null, 1, true));

    Map<String, String> damaged = Inspection.damaged(TestSession.spark(), files);
    assertThat(
            damaged.entrySet().stream()
                .map(file -> file.getKey().replaceAll(".*/", "") + " " + file.getValue()))
        .satisfiesExactlyInAnyOrder(
            file ->
                assertThat(file).startsWith("%5B3%5D").contains("It has 2 lines now, and had 1"),
            file -> assertThat(file).startsWith("%5B7%5D").contains("Unexpected end"),
            file -> assertThat(file).startsWith("%5B22%5D").contains("Unexpected end"),
            file -> assertThat(file).startsWith("%5B37%5D").contains("Unexpected end"),
            file ->
                assertThat(file).startsWith("skipped").contains("It has 1 lines now, and had 0"),
            file -> assertThat(file).startsWith("removed").contains("PATH_NOT_FOUND"),
            file -> assertThat(file).startsWith("gone").contains("gone before"));
  }

  private static Inspection.Landed landed(Path path, long linesTaken, boolean due) {
    String name = path.toUri().toString().replace("file:///", "file:/");
    return new Inspection.Landed(name, "file:" + path, linesTaken, due);
  }

  private static String orders(int count) {
    Random random = new Random(1);
    return IntStream.range(0, count)
        .mapToObj(number -> OrderLine.of(Long.toHexString(random.nextLong())).json())
        .collect(Collectors.joining("\n"));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
