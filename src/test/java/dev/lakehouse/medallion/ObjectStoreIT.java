package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing, tables, checkpoints and ledger in an object store: a real server that speaks S3. */
class ObjectStoreIT {

  private static final String LAKEHOUSE = "s3a://lake/house";

  /** What tells where a file lay, and since when. */
  private static final List<String> PLACE =
      List.of("_file_path", "_line_id", "_file_modified_at", "source", "unknown_fields");

  @TempDir static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void startServer() throws Exception {
    Path properties = folder.resolve("s3proxy.conf");
    Files.write(
        properties,
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.authorization=none",
            "jclouds.provider=transient",
            "jclouds.identity=local",
            "jclouds.credential=local"));
    server =
        JavaCommand.main("org.gaul.s3proxy.Main", JavaCommand.dependencies("s3-server"))
            // Standard error goes to the logger, which therefore must not write there.
            .with("org.slf4j.simpleLogger.logFile", "System.out")
            .arguments("--properties", properties.toString())
            .start("Started ServerConnector.*\\{(127\\.0\\.0\\.1:[0-9]+)}");
    put("lake", BodyPublishers.noBody());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void objectStoreHoldsTheTablesThatAFolderHolds() throws Exception {
    assertThat(run("run").assertDone().out()).contains("no new file in s3a://lake/house/landing");
    for (String file :
        List.of(
            "orders/orders_001.json", "orders/orders_002.json", "customers/customers_001.json")) {
      put("lake/house/landing/" + file, BodyPublishers.ofFile(SampleLakehouse.FILES.resolve(file)));
    }
    assertThat(run("run").assertDone().out())
        .contains("37 lines from 2 files", "11 lines from 1 file");
    assertThat(run("verify").assertDone().out()).contains(" laws hold.");
    String everything = SampleLakehouse.get().everythingBut(PLACE);
    Launched found = run("query", everything.replaceAll("[{}]", ""), "--format", "csv");
    TestLakehouse.assertSameRows(
        found.assertDone().out().lines().toList(),
        SampleLakehouse.get().query(everything).lines().toList());
  }

  @Test
  void storeThatCannotBeReachedIsNamed() {
    Launched refused =
        Launched.local("run", "--lakehouse", "s3a://lake/house", "--landing", "s3a://lake/in");
    assertThat(refused.status()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("s3a://lake/house", "S3AFileSystem", "Remedy");
    assertThat(Path.of("s3a:")).doesNotExist();
  }

  @Test
  void landingFolderThatIsNotThereIsNamed() {
    Launched refused = run("run", "--landing", "s3a://lake/nowhere");
    assertThat(refused.status()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("s3a://lake/nowhere", "Remedy").doesNotContain("\tat ");
  }

  private static Launched run(String... arguments) {
    return Launched.submitted("local[2]", JavaCommand.dependencies("s3-connector"))
        .forFewRows()
        .with("spark.hadoop.fs.s3a.endpoint", "http://" + server.said(1))
        .with("spark.hadoop.fs.s3a.path.style.access", "true")
        .with("spark.hadoop.fs.s3a.access.key", "local")
        .with("spark.hadoop.fs.s3a.secret.key", "local")
        .arguments(arguments)
        .arguments("--lakehouse", LAKEHOUSE)
        .run();
  }

  private static void put(String path, BodyPublisher content)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + server.said(1) + "/" + path))
            .PUT(content)
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
