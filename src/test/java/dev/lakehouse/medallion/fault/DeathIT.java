package dev.lakehouse.medallion.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.fault.Faults.Plan;
import dev.lakehouse.medallion.fault.Faults.When;
import dev.lakehouse.medallion.ledger.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run may die at any operation that it makes on a disk: what follows is as if it had not.
 *
 * <p>What a file holds is seen by others when it gets its name; so it is enough to die after each
 * renaming, and before the first. With {@code -Dmedallion.faults=every} it dies before and after
 * every operation, and over all gold tables.
 */
@Tag("long")
class DeathIT {

  private static final boolean EVERY = "every".equals(System.getProperty("medallion.faults"));

  private static final Predicate<String> COUNTED =
      operation -> EVERY || operation.startsWith("rename");

  private static final List<GoldTable> GOLD =
      Catalogue.gold().stream()
          .filter(
              table ->
                  EVERY
                      || List.of("daily_revenue", "data_quality_batches")
                          .contains(table.definition().name().name()))
          .toList();

  private final List<String> landed = new ArrayList<>();

  @TempDir Path folder;

  private TestLakehouse lakehouse;

  @BeforeEach
  void open() {
    FaultyFileSystem.register(TestSession.spark());
    lakehouse = TestLakehouse.by("fault", folder.resolve("dying"));
  }

  @AfterEach
  void revive() {
    Faults.plan(Plan.none());
  }

  @Test
  void runThatDiedAtAnyOperationIsFinishedByTheNext() throws Exception {
    lakehouse.pipeline().setup();
    land();
    run();
    int operation = 0;
    boolean reached = true;
    while (reached) {
      operation++;
      for (When when : When.values()) {
        if (EVERY || when == When.AFTER || operation == 1) {
          reached = die(Plan.death(COUNTED, operation, when));
          assertNothingIsLostOrDoubled("operation %d, %s".formatted(operation, when));
        }
      }
    }
    assertThat(operation).as("operations of a run").isGreaterThan(10);

    TestLakehouse undisturbed =
        TestLakehouse.reading(folder.resolve("undisturbed"), folder.resolve("dying/landing"));
    undisturbed.pipeline().setup();
    undisturbed.bronze();
    undisturbed.silver(Mode.INCREMENT);
    undisturbed.gold(Mode.INCREMENT, GOLD);
    for (String table : List.of("silver.order_events", "silver.orders", "gold.daily_revenue")) {
      assertThat(lakehouse.contents(table)).as(table).isEqualTo(undisturbed.contents(table));
    }
    if (EVERY) {
      assertThat(lakehouse.outcome()).isEqualTo(undisturbed.outcome());
    }
    lakehouse.assertLawsHold();
  }

  @Test
  void setupThatDiesAfterEveryCommitComesToItsEnd() {
    boolean reached = true;
    int attempts = 0;
    while (reached) {
      Faults.plan(Plan.death(operation -> operation.endsWith(".json"), 1, When.AFTER));
      try {
        lakehouse.pipeline().setup();
      } catch (RuntimeException death) {
        assertThat(death).hasStackTraceContaining("The process has died");
      }
      reached = Faults.isReached();
      lakehouse.loseMemory();
      attempts++;
    }
    Faults.plan(Plan.none());
    assertThat(attempts).isGreaterThan(Catalogue.tables().size());
    assertThat(lakehouse.pipeline().setup().isNothing()).isTrue();
  }

  /** Whether the operation was come to at which the run was to die; the next run finishes it. */
  private boolean die(Plan plan) throws Exception {
    land();
    Faults.plan(plan);
    try {
      run();
    } catch (Exception death) {
      assertThat(death).hasStackTraceContaining("The process has died");
    }
    boolean reached = Faults.isReached();
    lakehouse.loseMemory();
    Faults.plan(Plan.none());
    run();
    return reached;
  }

  private void run() throws Exception {
    lakehouse.bronze();
    lakehouse.silver(Mode.INCREMENT);
    lakehouse.gold(Mode.INCREMENT, GOLD);
  }

  /** A new order, a correction that moves an older one, a repetition, a fault and a blank line. */
  private void land() {
    int number = landed.size();
    String time = "2025-03-01T%02d:%02d:00Z".formatted(number / 60, number % 60);
    OrderLine order =
        OrderLine.of("N-" + number)
            .with("customer_id", 1 + number % 3)
            .with("items", List.of(Map.of("sku", "S", "quantity", 1, "unit_price", 1)));
    OrderLine correction =
        OrderLine.of("N-" + number / 2)
            .with("order_date", "2025-02-%02dT10:00:00Z".formatted(1 + number % 28))
            .with("updated_at", time)
            .with("amount", number);
    landed.add(order.json());
    lakehouse.land(
        number + ".json", order.json(), correction.json(), landed.get(number / 3), "{", "");
  }

  private void assertNothingIsLostOrDoubled(String where) {
    long lines = 5L * landed.size();
    assertThat(
            lakehouse.rows(
                """
                SELECT (SELECT count(*) FROM {bronze.orders_raw}),
                  (SELECT count(*) FROM {silver.order_events}),
                  (SELECT count(*) FROM {silver.orders}),
                  (SELECT count(DISTINCT order_id) FROM {silver.orders}),
                  (SELECT sum(orders) FROM {gold.daily_revenue}),
                  (SELECT sum(rows_in) FROM {ops.ledger} WHERE target = 'bronze.orders_raw'),
                  (SELECT sum(rows_in) FROM {ops.ledger} WHERE target = 'silver.orders')"""))
        .as(where)
        .containsExactly(
            "%1$d|%1$d|%2$d|%2$d|%2$d|%1$d|%1$d".formatted(lines, (long) landed.size()));
  }
}
