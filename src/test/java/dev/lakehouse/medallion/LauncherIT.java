package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code target/medallion}, which starts the application on a laptop. */
class LauncherIT {

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  /** What is packaged, in a place of its own; archives know JARs by where they lie. */
  @TempDir Path packaged;

  @TempDir Path folder;

  @BeforeEach
  void copyWhatIsPackaged() throws IOException {
    for (String file : List.of("medallion", "medallion-local.jar", "medallion-pipeline.jar")) {
      Files.copy(JavaCommand.TARGET.resolve(file), packaged.resolve(file));
    }
    assertThat(packaged.resolve("medallion").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(packaged.resolve("lib"), JavaCommand.TARGET.resolve("lib"));
  }

  @Test
  void firstRunLeavesAnArchiveOfClassesThatTheNextStartsFrom() throws IOException {
    Path landing = Files.createDirectories(folder.resolve("landing/orders"));
    Files.writeString(landing.resolve("one.json"), OrderLine.of("A-1").json());
    Launched first = medallion("run", "--landing", folder.resolve("landing").toString());
    assertThat(first.assertDone().err()).isEmpty();
    assertThat(archives()).singleElement().asString().matches("medallion\\.jsa\\.\\d+");

    Launched query =
        medallion("query", "SELECT count(*) AS orders FROM silver.orders", "--format", "csv");
    assertThat(query.assertDone().out()).isEqualTo("orders\r\n1\r\n");
    assertThat(query.err()).isEmpty();
    assertThat(archives()).containsExactly("medallion.jsa");
    // Spark's classes come out of it, and not out of its JARs.
    assertThat(loadedFrom(packaged.resolve("medallion.jsa"))).isGreaterThan(500);

    // A run with nothing to do ends before it would have started Spark, which writes a log.
    Path log = folder.resolve("lakehouse/logs/spark.log");
    FileTime written = Files.getLastModifiedTime(log);
    Launched second = medallion("run", "--landing", folder.resolve("landing").toString());
    assertThat(second.assertDone().out())
        .contains("no file and no table has changed", "Nothing new: no line was read");
    assertThat(Files.getLastModifiedTime(log)).isEqualTo(written);
  }

  /** What is not an archive is none, and a status is that of the application. */
  @Test
  void archiveThatCannotBeUsedIsPassedOver() throws IOException {
    Files.writeString(packaged.resolve("medallion.jsa"), "none");
    Path link = Files.createSymbolicLink(folder.resolve("linked"), packaged.resolve("medallion"));
    Launched refused = run(link.toString(), "run", "--landing", folder.resolve("no").toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("Landing folder").doesNotContain("jsa");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void archiveOfARunThatWasRefusedIsNotKept() throws IOException {
    Launched refused = medallion("run", "--landing", folder.resolve("no").toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(archives()).hasSize(1);
    medallion("completion", "bash").assertDone();
    assertThat(archives()).isEmpty();
  }

  /** That Spark compiles each query pays for many rows only. */
  @Test
  void pagesOfSparkAreShownToThisMachineWhileItRuns() throws Exception {
    medallion("setup").assertDone();
    Path landing = Files.createDirectories(folder.resolve("lakehouse/landing/orders"));
    Files.write(landing.resolve("some.json"), new byte[10 << 20]);
    assertThat(pageOfSettings()).contains("spark.master", "local[*]", "NO_CODEGEN");
    Files.write(landing.resolve("more.json"), new byte[6 << 20]);
    assertThat(pageOfSettings()).contains("local[*]").doesNotContain("NO_CODEGEN");
  }

  /** What Spark's own page tells of its settings while a shell is open. */
  private String pageOfSettings() throws Exception {
    Process shell =
        new ProcessBuilder(packaged.resolve("medallion").toString(), "query", "--ui")
            .directory(folder.toFile())
            .start();
    String settings;
    try (BufferedReader told =
            new BufferedReader(
                new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        OutputStream statements = shell.getOutputStream()) {
      statements.write("SELECT 'ready' AS state;\n".getBytes(StandardCharsets.UTF_8));
      statements.flush();
      Matcher address = ADDRESS.matcher(told.readLine());
      assertThat(address.find()).isTrue();
      HttpRequest page =
          HttpRequest.newBuilder(URI.create(address.group() + "/environment/")).build();
      settings = HttpClient.newHttpClient().send(page, BodyHandlers.ofString()).body();
    }
    assertThat(shell.waitFor()).isZero();
    return settings;
  }

  @Test
  void pagesThatEveryoneWouldSeeAreRefused() {
    Launched refused =
        Launched.application()
            .without("SPARK_LOCAL_IP")
            .arguments("query", "SELECT 1", "--ui", "--lakehouse", folder.toString())
            .run();
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("SPARK_LOCAL_IP=127.0.0.1");
  }

  private Launched medallion(String... arguments) {
    return run(packaged.resolve("medallion").toString(), arguments);
  }

  private Launched run(String launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(arguments));
    return Running.of(new ProcessBuilder(command).directory(folder.toFile())).end();
  }

  private List<String> archives() throws IOException {
    try (Stream<Path> files = Files.list(packaged)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".jsa"))
          .toList();
    }
  }

  /** How many classes of Spark a process takes out of an archive. */
  private long loadedFrom(Path archive) throws IOException {
    Launched query =
        JavaCommand.jar(packaged.resolve("medallion-local.jar"))
            .arguments("query", "SELECT 1", "--lakehouse", folder.resolve("lakehouse").toString())
            .option("-XX:SharedArchiveFile=" + archive)
            .option("-Xlog:class+load:file=" + folder.resolve("classes"))
            .run();
    query.assertDone();
    try (Stream<String> classes = Files.lines(folder.resolve("classes"))) {
      return classes
          .filter(line -> line.contains("org.apache.spark") && line.contains("(top)"))
          .count();
    }
  }
}
