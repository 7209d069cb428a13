package dev.lakehouse.medallion.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.fault.Faults.Plan;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever befalls the storage, nothing is lost, and a person is told what to do or need not. */
class StorageTest {

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static Arrivals arrivals;

  @BeforeAll
  static void takeInTwice() throws Exception {
    FaultyFileSystem.register(TestSession.spark());
    lakehouse = TestLakehouse.by("fault", folder);
    lakehouse.pipeline().setup();
    arrivals = new Arrivals(lakehouse);
    for (int run = 0; run < 2; run++) {
      arrivals.land();
      arrivals.run();
    }
  }

  @AfterEach
  void heal() {
    Faults.plan(Plan.none());
  }

  @Test
  void reportInAStoreIsTheOnlyFileOfAFolderAndReplacesTheOneBefore() throws IOException {
    Path report = folder.resolve("report.html");
    for (String page : List.of("<p>one</p>\n<p>of two lines</p>", "<p>two</p>")) {
      String written = lakehouse.platform().write("fault:" + report, page);
      Path file = Path.of(written.replaceFirst("^fault:/+", "/"));
      assertThat(file.getParent()).isEqualTo(report);
      assertThat(file).hasContent(page);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, The disk is full.",
    "Read-only file system, The storage does not let this user write or read there."
  })
  void storageThatTakesNothingIsToldAndTheRunIsTakenUpOnceItDoes(String failure, String problem)
      throws Exception {
    arrivals.land();
    for (Predicate<String> refused :
        List.<Predicate<String>>of(
            file -> file.contains("orders_raw"),
            file -> file.contains("order_events"),
            file -> file.contains("ledger"))) {
      Faults.plan(Plan.refusal(refused, failure));
      assertThatThrownBy(arrivals::runInTurn)
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(problem + "\n  Cause:  " + failure)
          .hasMessageContaining("run again");
    }
    Faults.plan(Plan.none());
    arrivals.run();
    arrivals.assertNothingIsLostOrDoubled();
  }

  @Test
  void fileDeletedBetweenListingAndReadingIsNamed() throws Exception {
    Path vanishing = arrivals.land();
    Faults.beforeReading(file -> delete(file, vanishing));
    Entry entry = lakehouse.bronze().get(0);
    arrivals.takeBack(vanishing);
    assertThat(entry.tallies().damagedFiles()).hasSize(1);
    assertThat(entry.tallies().damagedFiles().keySet().iterator().next())
        .endsWith("/" + vanishing.getFileName());
    arrivals.assertNothingIsLostOrDoubled();
  }

  @Test
  void fileReplacedByAnotherOfItsNameIsNamedOnceAndNotReadAgain() throws Exception {
    Path replaced = arrivals.land();
    lakehouse.bronze();
    Files.writeString(replaced, "something else altogether\n");
    Entry entry = lakehouse.bronze().get(0);
    assertThat(entry.tallies().damagedFiles())
        .hasSize(1)
        .allSatisfy((file, damage) -> assertThat(damage).contains("changed after it had been"));
    assertThat(lakehouse.printed())
        .contains(replaced.getFileName() + " (It was changed", "under a new name");
    assertThat(lakehouse.bronze()).isEmpty();
    assertThat(lakehouse.findings(Layer.BRONZE)).contains("BROKEN", "something else altogether");
    Files.delete(replaced);
    arrivals.assertNothingIsLostOrDoubled();
  }

  @Test
  void fileThatGrowsWhileItIsReadIsNamed() throws Exception {
    Path growing = arrivals.land();
    Faults.beforeReading(file -> append(file, growing));
    Entry entry = lakehouse.bronze().get(0);
    assertThat(entry.tallies().damagedFiles())
        .hasSize(1)
        .allSatisfy((file, damage) -> assertThat(damage).contains("changed after it had been"));
    // The line that begins where the file ended as it was listed is read with it.
    arrivals.expectOthers(entry.count(Count.ROWS_IN) - 2);
    Files.delete(growing);
    Faults.plan(Plan.none());
    assertThat(lakehouse.bronze()).isEmpty();
    arrivals.assertNothingIsLostOrDoubled();
  }

  @Test
  void landingFolderThatDisappearedIsNamedAndItsFilesAreTakenInOnceItIsBack() throws Exception {
    arrivals.land();
    Path landing = folder.resolve("landing");
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(landing, elsewhere);
    assertThatThrownBy(() -> lakehouse.bronze())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Landing folder fault:" + landing + "/orders does not exist.");
    Files.move(elsewhere, landing);
    arrivals.run();
    arrivals.assertNothingIsLostOrDoubled();
  }

  private static void delete(org.apache.hadoop.fs.Path read, Path file) {
    if (read.getName().equals(file.getFileName().toString())) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static void append(org.apache.hadoop.fs.Path read, Path file) {
    if (read.getName().equals(file.getFileName().toString())) {
      try {
        Files.writeString(file, "one line more\nand another\n", StandardOpenOption.APPEND);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
