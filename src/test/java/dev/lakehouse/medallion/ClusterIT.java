package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default JAR on a real cluster: a standalone master and two workers, each a process. */
class ClusterIT {

  @TempDir Path folder;

  @Test
  void clusterMakesTheTablesThatOneProcessMakes() throws IOException {
    Path home = sparkHome();
    TestLakehouse lakehouse =
        TestLakehouse.reading(folder.resolve("lakehouse"), SampleLakehouse.FILES);
    try (RunningServer master =
            daemon(home, "master.Master").start("Starting Spark master at (\\S+)");
        RunningServer one = worker(home, "one", master.said(1));
        RunningServer two = worker(home, "two", master.said(1))) {
      lakehouse.by(
          Launched.submitted(master.said(1)).forFewRows().in("SPARK_HOME", home.toString()), "run");
      assertThat(one.printed()).contains("Asked to launch executor");
      assertThat(two.printed()).contains("Asked to launch executor");
    }
    lakehouse.attach().assertSameTablesAs(SampleLakehouse.get());
  }

  /** What a worker starts its executors from: an installation of nothing but Spark's JARs. */
  private Path sparkHome() throws IOException {
    Path home = Files.createDirectories(folder.resolve("spark"));
    Files.createSymbolicLink(home.resolve("jars"), JavaCommand.TARGET.resolve("lib"));
    return home;
  }

  private static RunningServer worker(Path home, String name, String master) {
    return daemon(home, "worker.Worker")
        .arguments("--cores", "1", "--memory", "1g")
        .arguments("--work-dir", home.resolve(name).toString(), master)
        .start("Successfully registered with master");
  }

  private static JavaCommand daemon(Path home, String type) {
    return JavaCommand.main("org.apache.spark.deploy." + type, Launched.LIBRARIES)
        .in("SPARK_HOME", home.toString())
        .in("SPARK_SCALA_VERSION", "2.12")
        .in("SPARK_LOCAL_IP", "127.0.0.1")
        .arguments("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
  }
}
