package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.ledger.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lakehouse does not get slower by being used: tables do not fall apart into small files, and a
 * run does as much as one of the first did.
 *
 * <p>By default a few runs, with tables that are compacted early; {@code -Dmedallion.runs=500} as
 * many as it says, compacted as users get it.
 */
@Tag("long")
class ManyRunsTest {

  private static final int RUNS = Integer.getInteger("medallion.runs", 6);
  private static final int ENOUGH = 100;

  /** From how many small files on Delta compacts a table; 50 unless it is told otherwise. */
  private static final String COMPACTED_FROM = "spark.databricks.delta.autoCompact.minNumFiles";

  private static final int FILES = RUNS < ENOUGH ? 3 : 50;

  /** All are kept by the same code, and most of a small run is theirs. */
  private static final List<GoldTable> GOLD = Catalogue.gold().subList(0, 2);

  @TempDir Path folder;

  @Test
  void tablesAndRunsStayAsTheyAre() throws Exception {
    AtomicLong tasks = new AtomicLong();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd task) {
            tasks.incrementAndGet();
          }
        };
    TestSession.spark().sparkContext().addSparkListener(counter);
    TestSession.spark().conf().set(COMPACTED_FROM, FILES);
    try {
      assertNothingGrows(tasks);
    } finally {
      TestSession.spark().conf().unset(COMPACTED_FROM);
      TestSession.spark().sparkContext().removeSparkListener(counter);
    }
  }

  private void assertNothingGrows(AtomicLong tasks) throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    Map<Integer, Long> tasksOfRun = new LinkedHashMap<>();
    Instant start = Instant.now();
    for (int run = 0; run < RUNS; run++) {
      land(lakehouse, run);
      long before = tasks.get();
      lakehouse.runToSilver();
      lakehouse.gold(Mode.INCREMENT, GOLD);
      TestSession.spark().sparkContext().listenerBus().waitUntilEmpty();
      tasksOfRun.put(run, tasks.get() - before);
      if (run % 20 == 19 || run == RUNS - 1) {
        assertTablesAreWhole(lakehouse, run);
        System.out.printf(
            "run %d: %d tasks, %d s since the first%n",
            run, tasksOfRun.get(run), Duration.between(start, Instant.now()).toSeconds());
      }
    }
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders}")).isEqualTo((long) RUNS);
    assertThat(commitsToRead(lakehouse)).isLessThan(12);
    Path checkpoint = lakehouse.checkpoint("bronze.orders_raw");
    assertThat(count(checkpoint.resolve("offsets")) + count(checkpoint.resolve("commits")))
        .as("batches that the stream remembers: 100, each with a checksum")
        .isLessThan(4L * 105);
    // Every tenth commit of a table comes with a checkpoint of its log, so some runs have more.
    int some = Math.max(2, RUNS / 10);
    long first = sum(tasksOfRun, Math.min(some, 5), some);
    long last = sum(tasksOfRun, RUNS - some, some);
    assertThat(last).as("tasks by run: " + tasksOfRun).isLessThan(first * 5 / 4);
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  private static void assertTablesAreWhole(TestLakehouse lakehouse, int run) {
    for (TableDefinition table : Catalogue.tables()) {
      assertThat(files(lakehouse, table))
          .as("files of %s after run %d", table.name(), run)
          .isLessThan(2L * FILES);
    }
  }

  /** A new order, and a correction of an older one. */
  private static void land(TestLakehouse lakehouse, int run) {
    String time = "2025-03-01T%02d:%02d:00Z".formatted(run / 60, run % 60);
    lakehouse.land(
        run + ".json",
        OrderLine.of("N-" + run)
            .with("order_date", "2025-02-%02dT10:00:00Z".formatted(1 + run % 28))
            .with("customer_id", 1 + run % 50)
            .json(),
        OrderLine.of("N-" + run / 2).with("updated_at", time).with("amount", run).json());
  }

  private static long files(TestLakehouse lakehouse, TableDefinition table) {
    return (long)
        lakehouse
            .sql("DESCRIBE DETAIL {" + table.name() + "}")
            .selectExpr("numFiles")
            .first()
            .get(0);
  }

  /** The most commits after the newest checkpoint of a table's log. */
  private static long commitsToRead(TestLakehouse lakehouse) {
    long most = 0;
    for (TableDefinition table : Catalogue.tables()) {
      List<String> log = names(lakehouse.folder(table.name().toString()).resolve("_delta_log"));
      String checkpoint =
          log.stream()
              .filter(name -> name.endsWith(".checkpoint.parquet"))
              .map(name -> name.substring(0, 20))
              .max(String::compareTo)
              .orElse("");
      most =
          Math.max(
              most,
              log.stream()
                  .filter(name -> name.matches("[0-9]{20}[.]json"))
                  .filter(name -> name.compareTo(checkpoint) > 0)
                  .count());
    }
    return most;
  }

  private static long sum(Map<Integer, Long> ofRuns, int from, int runs) {
    long sum = 0;
    for (int run = from; run < from + runs; run++) {
      sum += ofRuns.get(run);
    }
    return sum;
  }

  private static long count(Path folder) {
    return names(folder).size();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
