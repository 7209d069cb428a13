package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.command.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is the one that was named, whatever its name means to SQL, to Hadoop or to a shell. */
class HostileFoldersTest {

  private static final String NAME =
      "o'clo\"ck `tick` 100%25 #1 é 日本 $HOME $(id) {a,b} [x] *? \\ ;& line\nend";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyFolderIsTheOneThatWasNamed() throws IOException {
    String lakehouse = named("lakehouse");
    String landing = named("landing");
    String key = named("key");
    String archive = named("archive");
    done(
        List.of("generate", "--orders=20", "--files=2", "--faults=0.2", "--answer-key=" + key),
        lakehouse,
        landing);
    done(List.of("run"), lakehouse, landing);
    done(List.of("verify", "--layers=bronze", "--answer-key=" + key), lakehouse, landing);
    assertThat(printed()).contains("laws hold.").contains("0 lines not in the key");

    Files.writeString(Path.of(landing, "orders", "one more.json"), OrderLine.of("A-1").json());
    List<String> moving = List.of("bronze", "--clean-source=move", "--archive=" + archive);
    done(moving, lakehouse, landing);
    assertThat(printed()).contains("1 line from 1 file");

    Path rates = Files.createDirectories(Path.of(named("rates"))).resolve("rates.csv");
    Files.copy(SampleLakehouse.FILES.resolve("exchange_rates.csv"), rates);
    List<String> load = new ArrayList<>(options(lakehouse, landing));
    load.addAll(List.of("load", "ref.exchange_rates", rates.toString()));
    load.add(0, load.remove(3));
    assertThat(execute(load)).as(printed()).isZero();

    try (Stream<Path> made = Files.list(folder)) {
      assertThat(made.map(Path::toString))
          .containsExactlyInAnyOrder(lakehouse, landing, key, archive, named("rates"));
    }
    assertThat(Path.of(lakehouse, "hostile_silver", "orders", "_delta_log")).isDirectory();
    assertThat(Path.of(key, "orders", "lines")).isDirectory();
  }

  private String named(String what) {
    return folder.resolve(what + " " + NAME).toString();
  }

  private void done(List<String> command, String lakehouse, String landing) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(options(lakehouse, landing));
    assertThat(execute(arguments)).as(arguments + "\n" + printed()).isZero();
  }

  private static List<String> options(String lakehouse, String landing) {
    return List.of("--lakehouse=" + lakehouse, "--landing=" + landing, "--schema-prefix=hostile_");
  }

  private int execute(List<String> arguments) {
    TestSession.spark();
    return Arguments.commandLine(new PrintStream(out, true), new PrintStream(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }
}
