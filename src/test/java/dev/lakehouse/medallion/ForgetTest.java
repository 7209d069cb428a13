package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.transform.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customer 1 is forgotten; 2 and 10 are not. */
@Tag("long")
class ForgetTest {

  private static final OrderLine MOVED =
      OrderLine.of("MOVED").with("amount", 20).with("updated_at", "2025-03-02T09:00:00Z");

  private static final String[] FIRST = {
    OrderLine.of("SECRET-1").with("items", List.of(item())).json(),
    OrderLine.of("SECRET-1").with("items", List.of(item())).json(),
    MOVED.with("note", "SECRET").json(),
    OrderLine.of("O-10").with("customer_id", 10).with("items", List.of(item())).json(),
    OrderLine.of("SECRET-2").with("amount", -1).json(),
    "{\"order_id\":\"SECRET-3\",\"customer_id\":1,",
    "{\"order_id\":\"O-11\",\"customer_id\":10,",
    "",
  };

  private static final String[] OF_OTHERS_IN_FIRST = {FIRST[3], FIRST[6], FIRST[7]};

  private static final String[] ONLY_OF_ONE = {
    OrderLine.of("SECRET-5").with("order_date", "2025-04-01T10:00:00Z").json()
  };

  private static final String[] SECOND = {
    MOVED.with("customer_id", 2).with("updated_at", "2025-03-01T12:00:00Z").json(),
    OrderLine.of("O-12").with("customer_id", 2).with("currency", "USD").json(),
    OrderLine.of("SECRET-1").with("status", "shipped").with("customer_id", "1").json(),
    OrderLine.of("SECRET-4").with("customer_id", "1.0").json(),
  };

  private static final String[] OF_OTHERS_IN_SECOND = {SECOND[0], SECOND[1]};

  private static Map<String, Object> item() {
    return Map.of("sku", "S-1", "name", "Thing", "quantity", 1, "unit_price", 10);
  }

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static Path before;
  private static Path after;
  private static List<Long> versionsBefore;
  private static List<String> everythingAfter;
  private static String said;

  @BeforeAll
  static void takeInTwoTimesAndForget() {
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    lakehouse.land("1.json", FIRST);
    lakehouse.land("2.json", SECOND);
    lakehouse.run();
    // After it is forgotten, no event tells any more how far the last run had come.
    lakehouse.land("only.json", ONLY_OF_ONE);
    lakehouse.run();
    lakehouse.pipeline().waive(Catalogue.feeds(), "known", "raw_line LIKE '%SECRET-3%'");
    lakehouse.pipeline().retry(Zones.UTC);
    before = lakehouse.copyTo(folder.resolve("before"));
    versionsBefore = versions();
    forget("1");
    said = lakehouse.printed();
    after = lakehouse.copyTo(folder.resolve("after"));
    everythingAfter = everything(lakehouse);
  }

  @Test
  void linesAreGoneFromEveryTable() {
    lakehouse.restore(after);
    assertThat(lakehouse.rows("SELECT order_id, customer_id FROM {silver.orders} ORDER BY 1"))
        .containsExactly("MOVED|2", "O-10|10", "O-12|2");
    assertThat(lakehouse.rows("SELECT DISTINCT customer_id FROM {gold.customer_months} ORDER BY 1"))
        .containsExactly("2", "10");
    assertThat(lakehouse.rows("SELECT raw_line FROM {silver.orders_quarantine}"))
        .containsExactly(FIRST[6]);
    assertThat(lakehouse.rows("SELECT line FROM {bronze.orders_raw}"))
        .containsExactlyInAnyOrder(FIRST[3], FIRST[6], FIRST[7], SECOND[0], SECOND[1]);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.order_waivers}")).isEqualTo(0L);
    assertThat(lakehouse.rows("SELECT _raw_line FROM {ops.orders_retry}"))
        .containsExactly(FIRST[6]);
    assertThat(
            lakehouse.rows(
                """
                SELECT target, sum(rows_forgotten), sum(rows_accepted), sum(rows_rejected),
                  sum(files)
                FROM {ops.ledger} WHERE mode = 'forget_started' GROUP BY target ORDER BY target"""))
        .containsExactly("bronze.orders_raw|8|null|null|-1", "silver.orders|8|-5|-3|null");
    assertThat(said)
        .contains("8 in bronze.orders_raw", "8 in silver.order_events", "3 in silver.orders\n")
        .contains("3 in silver.orders_quarantine", "1 in silver.order_waivers")
        .contains("1 row of the last goes back to a version that is about another")
        .contains("8 lines forgotten", "3 landed files still", "/only.json", "VACUUM")
        .doesNotContain("SECRET");
    lakehouse.assertLawsHold();
  }

  @Test
  void tablesAreAsIfTheLinesHadNeverComeAndARebuildChangesNothing() {
    lakehouse.restore(after);
    TestLakehouse other = new TestLakehouse(folder.resolve("other"));
    other.land("1.json", OF_OTHERS_IN_FIRST);
    other.land("2.json", OF_OTHERS_IN_SECOND);
    other.run();
    assertThat(everythingAfter).isEqualTo(everything(other));
    lakehouse.silver(Mode.REBUILD);
    lakehouse.gold(Mode.REBUILD);
    assertThat(everything(lakehouse)).isEqualTo(everythingAfter);
    lakehouse.assertLawsHold(Layer.OPS);
  }

  @Test
  void lineThatComesLaterIsNewAndNoOtherIsReadAgain() {
    lakehouse.restore(after);
    lakehouse.run();
    assertThat(lakehouse.printed()).contains("Nothing new: no line was read");
    lakehouse.land("4.json", FIRST);
    lakehouse.runToSilver();
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.order_events}")).isEqualTo(5L + 8L);
    assertThat(lakehouse.rows("SELECT order_id, customer_id FROM {silver.orders} ORDER BY 1"))
        .containsExactly("MOVED|1", "O-10|10", "O-12|2", "SECRET-1|1");
    forget("1");
    assertThat(lakehouse.value("SELECT count(*) FROM {ops.orders_forgotten}")).isEqualTo(8L + 5L);
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  /** A table with deletion vectors only marks the rows that are removed. */
  @Test
  void afterVacuumNoFileOfAnyTableHoldsTheLines() {
    lakehouse.restore(after);
    assertThat(filesWithSecrets()).isNotEmpty();
    String check = "spark.databricks.delta.retentionDurationCheck.enabled";
    TestSession.spark().conf().set(check, "false");
    try {
      tables().forEach(table -> lakehouse.query("VACUUM {" + table + "} RETAIN 0 HOURS"));
    } finally {
      TestSession.spark().conf().unset(check);
    }
    assertThat(filesWithSecrets()).isEmpty();
    assertThat(everything(lakehouse)).isEqualTo(everythingAfter);
  }

  @Test
  void landedFileMayBeEditedAfterwards() throws IOException {
    lakehouse.restore(after);
    lakehouse.land("1.json", OF_OTHERS_IN_FIRST);
    Files.delete(lakehouse.land("only.json", ""));
    assertThat(lakehouse.runToSilver().findings(Layer.BRONZE)).doesNotContain("BROKEN");
    assertThat(lakehouse.value("SELECT count(*) FROM {bronze.orders_raw}")).isEqualTo(5L);
    lakehouse.land("1.json", FIRST[3], FIRST[6], FIRST[7], FIRST[3]);
    assertThat(lakehouse.findings(Layer.BRONZE)).contains("BROKEN  lines of landed files");
  }

  @Test
  void fileThatHasNoLineLeftIsNotTakenForADamagedOne() throws Exception {
    lakehouse.restore(after);
    lakehouse.land("broken.json.gz", new byte[] {31, -117, 8, 0, 0});
    lakehouse.bronze();
    assertThat(
            lakehouse.rows(
                """
                SELECT regexp_replace(file, '.*/', '')
                FROM {ops.ledger} LATERAL VIEW explode(map_keys(damaged_files)) AS file"""))
        .containsExactly("broken.json.gz");
  }

  @Test
  void dryRunAndUnknownCustomerChangeNothing() {
    lakehouse.restore(before);
    lakehouse.pipeline().forgetPlan(customer("1"));
    assertThat(lakehouse.printed())
        .contains("8 in bronze.orders_raw")
        .contains("3 landed files still", "/1.json", "/2.json", "/only.json")
        .contains("this was a dry run")
        .doesNotContain("SECRET");
    forget("3");
    assertThat(lakehouse.printed()).contains("no line of customer_id 3 is in any table");
    assertThat(versions()).isEqualTo(versionsBefore);
  }

  @Test
  void everyLineHasToBeJudgedBefore() throws Exception {
    lakehouse.restore(before);
    lakehouse.land("4.json", ONLY_OF_ONE);
    lakehouse.bronze();
    assertThatThrownBy(() -> forget("1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Run `medallion silver` first");
    lakehouse.undoCommit("ops.ledger");
    assertThatThrownBy(() -> forget("1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Run `medallion bronze` and `medallion silver` first");
  }

  /** Three of the commits; all of them with {@code -Dmedallion.faults=every}. */
  private static final List<String> SURVIVORS =
      "every".equals(System.getProperty("medallion.faults"))
          ? List.of(
              "ops.orders_forgotten",
              "ops.ledger",
              "silver.orders",
              "bronze.orders_raw",
              "silver.order_events",
              "gold.customer_months")
          : List.of("ops.ledger", "bronze.orders_raw", "silver.order_events");

  /** A process can die after any of its commits; what follows is as if it had not. */
  @Test
  void forgetThatDiedIsFinishedByWhateverRunsNext() throws Exception {
    for (String survivor : SURVIVORS) {
      lakehouse.restore(after);
      undoWhatCameAfterTheFirstCommitOf(survivor);
      switch (survivor) {
        case "ops.ledger" -> forget("1");
        case "silver.orders" -> lakehouse.silver(Mode.REBUILD);
        case "bronze.orders_raw" -> lakehouse.bronze();
        case "silver.order_events" -> lakehouse.pipeline().retry(Zones.UTC);
        default -> lakehouse.silver(Mode.INCREMENT);
      }
      lakehouse.gold(Mode.INCREMENT);
      assertThat(everything(lakehouse)).as("died after " + survivor).isEqualTo(everythingAfter);
      lakehouse.assertLawsHold(Layer.OPS);
    }
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER);
  }

  /** A commit of a table, as its history tells it. */
  private record Commit(String table, long version, long at) {}

  private static void undoWhatCameAfterTheFirstCommitOf(String survivor) {
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < tables().size(); i++) {
      String table = tables().get(i);
      for (Row row : lakehouse.sql("DESCRIBE HISTORY {" + table + "}").collectAsList()) {
        if (row.getLong(0) > versionsBefore.get(i)) {
          commits.add(new Commit(table, row.getLong(0), row.getTimestamp(1).getTime()));
        }
      }
    }
    Commit last =
        commits.stream()
            .filter(commit -> commit.table().equals(survivor))
            .min(Comparator.comparingLong(Commit::version))
            .orElseThrow();
    commits.stream()
        .filter(commit -> commit.at() > last.at())
        .sorted(Comparator.comparingLong(Commit::at).reversed())
        .forEach(commit -> lakehouse.undoCommit(commit.table()));
  }

  private static void forget(String id) {
    lakehouse.pipeline().forget(customer(id));
  }

  private static List<Subject> customer(String id) {
    return Subject.of(Catalogue.feeds(), id);
  }

  private static List<String> tables() {
    return Catalogue.tables().stream().map(table -> table.name().toString()).toList();
  }

  private static List<Long> versions() {
    return tables().stream().map(lakehouse::version).toList();
  }

  private static List<String> everything(TestLakehouse lakehouse) {
    return Stream.of(
            lakehouse.contents("silver.order_events"),
            lakehouse.contents("silver.order_waivers"),
            lakehouse.outcome())
        .flatMap(List::stream)
        .toList();
  }

  /** The data files that hold a line of customer 1, whether a table still refers to them or not. */
  private static List<Path> filesWithSecrets() {
    List<Path> found = new ArrayList<>();
    for (String table : tables()) {
      try (Stream<Path> files = Files.walk(lakehouse.folder(table))) {
        files
            .filter(file -> file.toString().endsWith(".parquet"))
            .filter(file -> !file.toString().contains("_delta_log"))
            .filter(ForgetTest::holdsSecret)
            .forEach(found::add);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return found;
  }

  private static boolean holdsSecret(Path file) {
    return !TestSession.spark()
        .read()
        .parquet(file.toString())
        .selectExpr("to_json(struct(*)) AS row")
        .where("contains(row, 'SECRET') OR contains(row, '\"customer_id\":1,')")
        .isEmpty();
  }
}
