package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.ledger.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources as a client of a real Spark Connect server, Spark 4.0 with Delta 4.0, which has
 * none of our classes: it makes the tables that the default build makes on Spark 3.5.
 */
class ConnectIT {

  @TempDir static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void startServer() {
    server =
        JavaCommand.main(
                "org.apache.spark.sql.connect.service.SparkConnectServer",
                JavaCommand.dependencies("spark-connect-server"))
            .with("spark.master", "local[2]")
            .with("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .with(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .with("spark.connect.grpc.binding.address", "127.0.0.1")
            .with("spark.connect.grpc.binding.port", "0")
            .with("spark.driver.bindAddress", "127.0.0.1")
            .with("spark.driver.host", "127.0.0.1")
            .with("spark.ui.enabled", "false")
            .with("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .forFewRows()
            .start("Spark Connect server started at: (\\S+)");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** A run, another over what has come since, gold made anew, and all of it judged. */
  @Test
  void clientMakesTheTablesThatTheDefaultBuildMakes() throws IOException {
    Path landing = folder.resolve("landing");
    Path arrivals = Files.createDirectories(landing.resolve("orders"));
    TestLakehouse here = TestLakehouse.reading(folder.resolve("here"), landing);
    TestLakehouse there = TestLakehouse.reading(folder.resolve("there"), landing);
    for (String file : new String[] {"orders_001.json", "orders_002.json"}) {
      Files.copy(SampleLakehouse.ORDERS.resolve(file), arrivals.resolve(file));
      here.run();
      there.by(client("connect"), "run");
    }
    here.gold(Mode.REBUILD);
    there.by(client("connect"), "gold", "--full-refresh");
    there.attach().assertSameTablesAs(here);
    assertThat(there.by(client("connect"), "verify").out()).contains(" laws hold.");
  }

  /** The very JAR that Databricks gets, with Databricks' own client. */
  @Test
  void serverlessJarMakesTheSameTables() {
    TestLakehouse there =
        TestLakehouse.reading(folder.resolve("serverless"), SampleLakehouse.FILES);
    there.by(client("serverless"), "run");
    there.attach().assertSameTablesAs(SampleLakehouse.get());
  }

  @Test
  void serverThatDoesNotAnswerIsNamedWithoutItsToken() {
    Launched refused =
        client("connect")
            .in("SPARK_REMOTE", "sc://127.0.0.1:1/;token=secret")
            .arguments("describe", "--lakehouse", folder.toString())
            .run();
    assertThat(refused.status()).as(refused.out() + refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .contains("sc://127.0.0.1:1/ cannot be used", "refused", "Remedy")
        .doesNotContain("secret");
  }

  /** Spark 3.5 is no client of a server. */
  @Test
  void defaultJarRefusesToBeAClient() {
    Launched refused =
        JavaCommand.jar(JavaCommand.TARGET.resolve("medallion-local.jar"))
            .in("SPARK_REMOTE", "sc://" + server.said(1))
            .arguments("describe", "--lakehouse", folder.toString())
            .run();
    assertThat(refused.status()).as(refused.out() + refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("cannot be used", "mvn -Pconnect package");
  }

  private static JavaCommand client(String build) {
    return JavaCommand.main(
            "dev.lakehouse.medallion.Main",
            JavaCommand.TARGET.resolve("medallion-pipeline-" + build + ".jar").toString(),
            JavaCommand.TARGET.resolve("lib-" + build) + "/*")
        .in("SPARK_REMOTE", "sc://" + server.said(1));
  }
}
