package dev.lakehouse.medallion.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.fault.Faults.Plan;
import dev.lakehouse.medallion.fault.Faults.When;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.transform.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A step may die at any operation that it makes on a disk: what follows is as if it had not.
 *
 * <p>What a file holds is seen by others when it gets its name; so it is enough to die after each
 * renaming, and before the first. With {@code -Dmedallion.faults=every} a step dies after every
 * operation, which is before the next, and in the middle of every writing; and more steps do. That
 * takes hours: {@code -Dmedallion.steps=gold} has only those in whose names the pattern is found.
 * Forgetting, which is some thirty statements that are gone through again after every death, dies
 * after each renaming even then.
 */
class DeathIT {

  private static final boolean EVERY = "every".equals(System.getProperty("medallion.faults"));

  private static final Pattern STEPS = Pattern.compile(System.getProperty("medallion.steps", ""));

  private interface Action {
    void run() throws Exception;
  }

  /**
   * What dies.
   *
   * @param state what it finds, by the name under which it was kept
   * @param tables those that it changes
   */
  private record Step(String name, String state, Action action, List<String> tables) {

    boolean diesAnywhere() {
      return EVERY && !name.equals(FORGET);
    }

    boolean counts(String operation) {
      return diesAnywhere() || operation.startsWith("rename");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String RETRY = "quarantine retry";
  private static final String FORGET = "forget";

  private static final List<String> OF_SILVER =
      List.of("bronze.orders_raw", "silver.order_events", "silver.orders", "ops.orders_forgotten");

  /** One of each kind. */
  private static final Set<String> MAINTAINED =
      Set.of(
          "bronze.orders_raw",
          "silver.order_events",
          "silver.orders",
          "gold.daily_revenue",
          "ops.ledger");

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static final Map<String, Path> STATES = new HashMap<>();

  @BeforeAll
  static void prepare() throws Exception {
    FaultyFileSystem.register(TestSession.spark());
    lakehouse = TestLakehouse.by("fault", folder.resolve("dying"));
    lakehouse.pipeline().setup();
    land(0);
    lakehouse.bronze();
    lakehouse.silver(Mode.INCREMENT);
    lakehouse.gold(Mode.INCREMENT);
    land(1);
    keep("landed");
    lakehouse.bronze();
    keep("ingested");
    lakehouse.silver(Mode.INCREMENT);
    keep("judged");
    if (EVERY) {
      lakehouse.gold(Mode.INCREMENT);
      keep("done");
    }
  }

  private static void keep(String state) {
    STATES.put(state, lakehouse.copyTo(folder.resolve(state)));
  }

  /** A new order, a correction that moves an older one, a repetition, a fault and a blank line. */
  private static void land(int number) {
    OrderLine order =
        OrderLine.of("N-" + number)
            .with("customer_id", 1 + number)
            .with("items", List.of(Map.of("sku", "S", "quantity", 1, "unit_price", 1)));
    OrderLine correction =
        OrderLine.of("N-0")
            .with("order_date", "2025-02-%02dT10:00:00Z".formatted(1 + number))
            .with("updated_at", "2025-03-01T10:0%d:00Z".formatted(number))
            .with("amount", number);
    lakehouse.land(
        number + ".json", order.json(), correction.json(), OrderLine.of("N-0").json(), "{", "");
  }

  @AfterEach
  void revive() {
    Faults.plan(Plan.none());
  }

  static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("bronze", "landed", lakehouse::bronze, List.of("bronze.orders_raw")));
    steps.add(new Step("silver", "ingested", () -> lakehouse.silver(Mode.INCREMENT), OF_SILVER));
    for (GoldTable table : Catalogue.gold()) {
      String name = table.definition().name().toString();
      if (EVERY || name.equals("gold.daily_revenue")) {
        steps.add(
            new Step(
                name,
                "judged",
                () -> lakehouse.gold(Mode.INCREMENT, List.of(table)),
                List.of(name)));
      }
    }
    if (EVERY) {
      steps.add(
          new Step(
              "silver --full-refresh", "done", () -> lakehouse.silver(Mode.REBUILD), OF_SILVER));
      GoldTable table = Catalogue.gold().get(0);
      steps.add(
          new Step(
              "gold --full-refresh",
              "done",
              () -> lakehouse.gold(Mode.REBUILD, List.of(table)),
              List.of(table.definition().name().toString())));
      steps.add(new Step(RETRY, "done", () -> lakehouse.pipeline().retry(Zones.UTC), OF_SILVER));
      List<Subject> customer = Subject.of(Catalogue.feeds(), "1");
      steps.add(new Step(FORGET, "done", () -> lakehouse.pipeline().forget(customer), OF_SILVER));
      // All tables are kept by the same code.
      for (TableDefinition kept : Catalogue.tables()) {
        String name = kept.name().toString();
        if (MAINTAINED.contains(name)) {
          steps.add(
              new Step(
                  "maintain " + name,
                  "done",
                  () -> lakehouse.upkeep().maintain(List.of(kept)),
                  List.of(name)));
        }
      }
    }
    return steps.stream().filter(step -> STEPS.matcher(step.name()).find()).toList();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void stepThatDiedAtAnyOperationIsFinishedByTheNext(Step step) throws Exception {
    lakehouse.restore(STATES.get(step.state()));
    step.action().run();
    List<String> undisturbed = outcome(step);

    die(step, undisturbed, Plan.death(step::counts, 1, When.BEFORE));
    int after = die(step, undisturbed, number -> Plan.death(step::counts, number, When.AFTER));
    assertThat(after).as("operations of " + step).isGreaterThan(1);
    if (step.diesAnywhere()) {
      Predicate<String> writing = operation -> operation.startsWith("create");
      int during = die(step, undisturbed, number -> Plan.death(writing, number, When.DURING));
      System.out.printf("%s: died after %d operations, during %d%n", step, after, during);
    } else {
      System.out.printf("%s: died after %d renamings%n", step, after);
    }
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  private interface Plans {
    Plan of(int operation);
  }

  /** Dies at each operation in turn, until a run comes to its end, and says how many there were. */
  private static int die(Step step, List<String> undisturbed, Plans plans) throws Exception {
    int operation = 1;
    while (die(step, undisturbed, plans.of(operation))) {
      if (operation % 10 == 0) {
        System.out.printf("%s: died at %d operations so far%n", step, operation);
      }
      operation++;
    }
    return operation - 1;
  }

  /** Whether the operation was come to at which the step was to die. */
  private static boolean die(Step step, List<String> undisturbed, Plan plan) throws Exception {
    lakehouse.restore(STATES.get(step.state()));
    Faults.plan(plan);
    dieIn(step.action());
    boolean reached = Faults.isReached();
    lakehouse.loseMemory();
    Faults.plan(Plan.none());
    if (reached) {
      step.action().run();
    }
    assertThat(outcome(step))
        .as("%s, %s operation %d", step, plan.when(), plan.number())
        .containsExactlyInAnyOrderElementsOf(undisturbed);
    return reached;
  }

  private static void dieIn(Action action) {
    try {
      action.run();
    } catch (Exception death) {
      assertThat(death).hasStackTraceContaining("The process has died");
    }
  }

  /**
   * The tables that a step is about, and what the ledger says in sum.
   *
   * <p>A retry that died after the last thing that it does is followed by another one, which looks
   * at the same lines once more, and has gold do so.
   */
  private static List<String> outcome(Step step) {
    String rowsIn =
        step.name().equals(RETRY)
            ? "sum(CASE WHEN stage IN ('bronze', 'silver') THEN rows_in END)"
            : "sum(rows_in)";
    String sums =
        """
        SELECT target, %s, sum(rows_accepted), sum(rows_rejected), sum(rows_forgotten)
        FROM {ops.ledger} WHERE mode <> 'rebuild' GROUP BY target ORDER BY target"""
            .formatted(rowsIn);
    return Stream.concat(
            step.tables().stream().flatMap(table -> lakehouse.lasting(table).stream()),
            lakehouse.rows(sums).stream())
        .toList();
  }

  @Test
  void setupThatDiesAfterEveryCommitComesToItsEnd() throws IOException {
    TestLakehouse begun = TestLakehouse.by("fault", folder.resolve("begun"));
    boolean reached = true;
    int attempts = 0;
    while (reached) {
      Faults.plan(Plan.death(operation -> operation.endsWith(".json"), 1, When.AFTER));
      dieIn(() -> begun.pipeline().setup());
      reached = Faults.isReached();
      deleteWhatIsNoTable(folder.resolve("begun"));
      begun.loseMemory();
      attempts++;
    }
    Faults.plan(Plan.none());
    // Of the tables that are made at once, others may come to their commit before all is dead.
    assertThat(attempts).isGreaterThan(Catalogue.tables().size() / Setup.AT_ONCE);
    assertThat(begun.pipeline().setup().isNothing()).isTrue();
  }

  /**
   * Removes the folders of tables that died before their first commit: on a disk setup does so by
   * itself, of a store it asks for it.
   */
  private static void deleteWhatIsNoTable(Path lakehouse) throws IOException {
    List<Path> logs;
    try (Stream<Path> paths = Files.walk(lakehouse)) {
      logs = paths.filter(path -> path.endsWith("_delta_log")).toList();
    }
    for (Path log : logs) {
      if (!Files.exists(log.resolve("00000000000000000000.json"))) {
        FileUtils.deleteDirectory(log.getParent().toFile());
      }
    }
  }
}
