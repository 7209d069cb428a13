package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.ledger.Mode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

  @TempDir static Path folder;

  /** A process can die before any of its commits; what follows is as if it had not. */
  @Test
  void stageThatDiedBeforeACommitIsTakenUpByTheNextRun() throws Exception {
    TestLakehouse undisturbed = new TestLakehouse(folder.resolve("undisturbed"));
    undisturbed.land("all.json", LawsTest.lines().toArray(String[]::new));
    undisturbed.run();
    List<String> outcome = undisturbed.outcome();
    List<String> events = undisturbed.contents("silver.order_events");

    TestLakehouse crashing = new TestLakehouse(folder.resolve("crashing"));
    crashing.land("0.json", LawsTest.third(LawsTest.lines(), 0));
    crashing.run();
    crashing.land("1.json", LawsTest.third(LawsTest.lines(), 1));
    crashing.land("2.json", LawsTest.third(LawsTest.lines(), 2));

    crashing.bronze();
    crashing.undoCommit("ops.ledger");
    assertThat(crashing.bronze()).hasSize(1);
    crashing.undoCommit("ops.ledger");
    // The stream's own commit is lost too: it repeats its last batch, which Delta has already.
    crashing.undoStreamCommit("bronze.orders_raw");
    assertThat(crashing.bronze()).hasSize(1);

    crashing.silver(Mode.INCREMENT);
    for (List<String> lost :
        List.of(
            List.of("ops.ledger"),
            List.of("ops.ledger", "silver.orders"),
            List.of("ops.ledger", "silver.orders", "silver.order_events"))) {
      lost.forEach(crashing::undoCommit);
      assertThat(crashing.silver(Mode.INCREMENT)).as("lost " + lost).hasSize(1);
      assertThat(crashing.contents("silver.order_events")).as("lost " + lost).isEqualTo(events);
    }

    crashing.gold(Mode.INCREMENT);
    for (List<String> lost :
        List.of(
            List.of("ops.ledger"),
            List.of("ops.ledger", "gold.product_days"),
            List.of("ops.ledger", "gold.product_days", "gold.customer_months"))) {
      lost.forEach(crashing::undoCommit);
      crashing.gold(Mode.INCREMENT);
      assertThat(crashing.outcome()).as("lost " + lost).isEqualTo(outcome);
    }
    assertThat(crashing.value("SELECT sum(rows_out) FROM {ops.ledger} WHERE stage = 'bronze'"))
        .isEqualTo((long) LawsTest.lines().size());
    crashing.assertLawsHold();
  }
}
