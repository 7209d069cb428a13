package dev.lakehouse.medallion.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.voice.QuietVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;

/** Whatever is done to the tables behind the pipeline's back, nothing is lost in silence. */
class DamagedTablesTest {

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static Arrivals arrivals;

  @BeforeAll
  static void takeInTwice() throws Exception {
    lakehouse = new TestLakehouse(folder);
    arrivals = new Arrivals(lakehouse);
    for (int run = 0; run < 2; run++) {
      arrivals.land();
      arrivals.run();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bronze.orders_raw", "silver.order_events", "silver.orders", "ops.ledger"})
  void halfWrittenCommitIsSetAsideByRepair(String table) throws Exception {
    do {
      arrivals.land();
      arrivals.run();
      // A checkpoint has what the commit says that it comes with.
    } while (lakehouse.version(table) % 10 == 0);
    Path commit = cutOff(newestCommit(table));
    arrivals.land();
    assertThatThrownBy(arrivals::runInTurn)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("medallion repair");

    lakehouse.upkeep().repairPlan();
    assertThat(lakehouse.printed()).contains("would    " + table + ": a commit cannot be read");
    assertThat(commit).exists();
    lakehouse.upkeep().repair();
    assertThat(commit).doesNotExist();
    DeltaLog.clearCache();
    arrivals.run();
    arrivals.assertNothingIsLostOrDoubled();
  }

  /** Such a table can be read, but not what the commit changed. */
  @Test
  void halfWrittenCommitThatACheckpointStandsForIsSetAsideByRepair() throws Exception {
    lakehouse.gold(Mode.INCREMENT);
    arrivals.land();
    arrivals.run();
    DeltaLog log =
        DeltaLog.forTable(
            TestSession.spark(),
            new org.apache.hadoop.fs.Path(lakehouse.folder("silver.orders").toString()));
    log.checkpoint(log.update(false, Option.empty(), Option.empty()), Option.empty());
    Path commit = cutOff(newestCommit("silver.orders"));
    arrivals.land();
    arrivals.run();
    assertThatThrownBy(
            () ->
                new Medallion(lakehouse.platform(), new QuietVoice(System.out))
                    .inTurn(Duration.ZERO, medallion -> medallion.pipeline().gold(Mode.INCREMENT)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("medallion repair");
    lakehouse.upkeep().repair();
    assertThat(commit).doesNotExist();
    DeltaLog.clearCache();
    lakehouse.run();
    arrivals.assertNothingIsLostOrDoubled();
    lakehouse.assertLawsHold(Layer.SILVER, Layer.GOLD, Layer.OPS);
  }

  private static Path cutOff(Path commit) throws IOException {
    byte[] whole = Files.readAllBytes(commit);
    Files.write(commit, Arrays.copyOf(whole, whole.length / 2));
    DeltaLog.clearCache();
    return commit;
  }

  @Test
  void tableDroppedByHandIsFilledAgain() throws Exception {
    lakehouse.gold(Mode.INCREMENT);
    List<String> contents = lakehouse.outcome();
    for (List<String> dropped :
        List.of(
            List.of("silver.orders", "gold.daily_revenue"),
            List.of("silver.order_events"),
            List.of("ops.ledger"))) {
      dropped.forEach(lakehouse::drop);
      lakehouse.run();
      assertThat(lakehouse.outcome()).as("dropped " + dropped).isEqualTo(contents);
      arrivals.assertNothingIsLostOrDoubled();
    }
    lakehouse.assertLawsHold();
  }

  @Test
  void rawTableDroppedByHandIsFilledAgainByRepairWhereTheFilesAreStillThere() throws Exception {
    lakehouse.gold(Mode.INCREMENT);
    List<String> contents = lakehouse.outcome();
    lakehouse.drop("bronze.orders_raw");
    assertSetupMissesTheRawTable();
    Path landing = folder.resolve("landing/orders/0.json");
    Path elsewhere = folder.resolve("0.json");
    Files.move(landing, elsewhere);
    assertThatThrownBy(() -> lakehouse.upkeep().repair())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("1 of the files that were taken in are no longer in", "0.json");
    Files.move(elsewhere, landing);
    assertRepairBringsBack(contents);
  }

  private static void assertSetupMissesTheRawTable() {
    assertThatThrownBy(() -> lakehouse.pipeline().setup())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("bronze.orders_raw is gone", "medallion repair");
  }

  private static void assertRepairBringsBack(List<String> contents) throws Exception {
    lakehouse.upkeep().repair();
    lakehouse.run();
    assertThat(lakehouse.outcome()).isEqualTo(contents);
    lakehouse.assertLawsHold();
    arrivals.land();
    arrivals.assertNothingIsLostOrDoubled();
  }

  /** Without the ledger nothing but the verdicts tells that there were lines. */
  @Test
  void rawTableAndLedgerDroppedByHandAreTheSame() throws Exception {
    lakehouse.gold(Mode.INCREMENT);
    List<String> contents = lakehouse.outcome();
    lakehouse.drop("bronze.orders_raw");
    lakehouse.drop("ops.ledger");
    assertSetupMissesTheRawTable();
    assertRepairBringsBack(contents);
  }

  @Test
  void historyVacuumedBeforeSilverReadItIsToldAndAFullRefreshReadsWhatIsThere() throws Exception {
    for (int run = 0; run < 2; run++) {
      arrivals.land();
      lakehouse.bronze();
    }
    lakehouse.sql(
        "ALTER TABLE {bronze.orders_raw} SET TBLPROPERTIES"
            + " ('delta.deletedFileRetentionDuration' = 'interval 0 hours')");
    lakehouse.sql("OPTIMIZE {bronze.orders_raw}");
    lakehouse.sql("VACUUM {bronze.orders_raw}");
    assertThatThrownBy(arrivals::runInTurn)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("medallion silver --full-refresh");
    lakehouse.silver(Mode.REBUILD);
    arrivals.assertNothingIsLostOrDoubled();
  }

  @Test
  void clockThatJumpsBackwardsChangesNothing() throws Exception {
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(4000)));
    FileTime past = FileTime.from(Instant.EPOCH);
    // What was written before the jump bears times that have not come yet.
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> !file.toString().contains("landing")).toList()) {
        Files.setLastModifiedTime(file, future);
      }
    }
    lakehouse.sql("UPDATE {ops.ledger} SET started_at = timestampadd(YEAR, 10, started_at)");
    DeltaLog.clearCache();
    Files.setLastModifiedTime(arrivals.land(), past);
    Files.setLastModifiedTime(arrivals.land(), future);
    arrivals.run();
    arrivals.assertNothingIsLostOrDoubled();
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  private static Path newestCommit(String table) throws IOException {
    try (Stream<Path> files = Files.list(lakehouse.folder(table).resolve("_delta_log"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9]+[.]json"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }
}
