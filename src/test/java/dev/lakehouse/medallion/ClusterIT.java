package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default JAR on a real cluster: a standalone master and two workers, each a process. */
class ClusterIT {

  @TempDir Path folder;

  @Test
  void clusterMakesTheTablesThatOneProcessMakes() throws IOException {
    TestLakehouse lakehouse =
        TestLakehouse.reading(folder.resolve("lakehouse"), SampleLakehouse.FILES);
    try (StandaloneCluster cluster = new StandaloneCluster(folder, "1g")) {
      lakehouse.by(cluster.submitted().forFewRows(), "run");
      assertThat(cluster.printedByWorkers())
          .allSatisfy(printed -> assertThat(printed).contains("Asked to launch executor"));
    }
    lakehouse.attach().assertSameTablesAs(SampleLakehouse.get());
  }
}
