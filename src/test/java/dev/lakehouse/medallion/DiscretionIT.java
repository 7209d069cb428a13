package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.command.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process says of the data that it moves, and who may read the files that it leaves. */
class DiscretionIT {

  /** What stands in the lines and must stand nowhere else; names of fields are shown. */
  private static final List<String> SENTINELS =
      List.of(
          "SENTINEL", "918273645", "918273646", "7654321", "1234567.89", "sentinel@example.org");

  @TempDir static Path folder;

  private static Launched runs;

  /** Commands one after the other in one process, as a scheduler in a JVM would run them. */
  static final class Commands {
    public static void main(String[] commands) throws IOException {
      for (String command : commands) {
        String[] words = command.split("\\|");
        switch (words[0]) {
          case "copy" -> Files.copy(Path.of(words[1]), Path.of(words[2]));
          case "lose" -> lose(Path.of(words[1]));
          default ->
              System.out.println(
                  words[0]
                      + " ended with "
                      + Arguments.commandLine(System.out, System.err).execute(words));
        }
      }
    }

    private static void lose(Path table) throws IOException {
      try (Stream<Path> files = Files.list(table)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".parquet")).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @BeforeAll
  static void runOnce() throws IOException {
    Files.createDirectories(folder.resolve("tmp"));
    Path landing = folder.resolve("landing");
    Path arrivals = Files.createDirectories(landing.resolve("orders"));
    Files.writeString(arrivals.resolve("first.json"), String.join("\n", lines("PROCESSING")));
    Files.write(arrivals.resolve("damaged.json.gz"), cut());
    String changed = folder.resolve("changed.json").toString();
    Files.writeString(Path.of(changed), String.join("\n", lines("DELIVERED")));
    String where = "|--lakehouse=" + folder.resolve("private") + "|--landing=" + landing;
    runs =
        process("077")
            .arguments(
                "run" + where,
                "copy|" + changed + "|" + arrivals.resolve("second.json"),
                "run" + where,
                "quarantine|retry" + where,
                "copy|" + changed + "|" + arrivals.resolve("third.json"),
                "lose|" + folder.resolve("private/silver/orders"),
                "run" + where)
            .run();
  }

  @Test
  void everyCommandEndedAsItWasMeantTo() {
    assertThat(runs.out().lines().filter(line -> line.contains(" ended with ")))
        .as(runs.out() + runs.err())
        .containsExactly(
            "run ended with 0", "run ended with 0", "quarantine ended with 0", "run ended with 2");
    assertThat(runs.out()).contains("sentinel_field").contains("damaged.json.gz");
    assertThat(runs.err()).contains("no longer there", "Remedy: ");
  }

  @Test
  void nothingOfTheDataIsLoggedOrPrinted() throws IOException {
    String log = Files.readString(folder.resolve("private/logs/spark.log"));
    assertThat(log).contains(" WARN ");
    for (String sentinel : SENTINELS) {
      assertThat(log).doesNotContain(sentinel);
      assertThat(runs.out()).doesNotContain(sentinel);
      assertThat(runs.err()).doesNotContain(sentinel);
    }
  }

  @Test
  void filesAreMadeWithTheUsersUmask() {
    assertThat(files(folder.resolve("private"), DiscretionIT::isOpenToOthers)).isEmpty();
    assertThat(files(folder.resolve("private"), file -> true)).hasSizeGreaterThan(100);

    String where =
        "|--lakehouse=" + folder.resolve("shared") + "|--landing=" + folder.resolve("landing");
    process("022").arguments("setup" + where, "bronze" + where).run().assertDone();
    assertThat(files(folder.resolve("shared"), file -> !isOpenToOthers(file))).isEmpty();
    assertThat(files(folder.resolve("shared"), file -> file.toString().contains("checkpoints")))
        .isNotEmpty();
  }

  @Test
  void whatIsLeftAmongTemporaryFilesCannotBeGuessedOrRead() {
    assertThat(files(folder.resolve("tmp"), DiscretionIT::isOpenToOthers))
        .allMatch(file -> file.equals(folder.resolve("tmp")));
    assertThat(files(folder.resolve("tmp"), file -> !file.equals(folder.resolve("tmp"))))
        .allMatch(file -> file.toString().matches(".*([0-9]{12}|[0-9a-f]{4}(-[0-9a-f]{4}){3}).*"));
  }

  private static JavaCommand process(String umask) {
    return JavaCommand.main(
            Commands.class.getName(),
            JavaCommand.TARGET.resolve("medallion-pipeline.jar").toString(),
            Launched.LIBRARIES,
            JavaCommand.TARGET.resolve("test-classes").toString())
        .forFewRows()
        .with("java.io.tmpdir", folder.resolve("tmp").toString())
        .under(umask);
  }

  private static List<String> lines(String status) {
    return List.of(
        order("SENTINEL-1", 918273645L).with("status", status).json(),
        order("SENTINEL-2", 918273646L)
            .with("status", status)
            .with("sentinel_field", "SENTINEL")
            .json(),
        order("SENTINEL-3", 918273645L).with("amount", "-7654321.98").json(),
        order("SENTINEL-4", 918273645L)
            .with("amount", "SENTINEL")
            .with("country", "SENTINEL")
            .json(),
        order("SENTINEL-5", 918273645L).with("order_date", "SENTINEL 1234567.89").json(),
        "{\"order_id\": \"SENTINEL-6\", 'SENTINEL': sentinel@example.org",
        "SENTINEL 918273645 7654321.98");
  }

  private static OrderLine order(String id, long customer) {
    return OrderLine.of(id)
        .with("customer_id", customer)
        .with("amount", "7654321.98")
        .with("email", "sentinel@example.org");
  }

  private static byte[] cut() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 2000; i++) {
        packed.write(
            (order("SENTINEL-" + i, 918273645L + i % 2).json() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
  }

  private static List<Path> files(Path root, Predicate<Path> wanted) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(wanted).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether anybody else may read a file, or enter a folder. */
  private static boolean isOpenToOthers(Path file) {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      return granted.contains(PosixFilePermission.OTHERS_READ)
          && (!Files.isDirectory(file) || granted.contains(PosixFilePermission.OTHERS_EXECUTE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
