package dev.lakehouse.medallion.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code verify} says of sound tables, and of tables that somebody has tampered with. */
class VerifyTest {

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void takeInTwoFiles() {
    lakehouse = new TestLakehouse(folder);
    OrderLine order =
        OrderLine.of("O-1")
            .with("amount", 10.5)
            .with(
                "items",
                List.of(Map.of("sku", "S", "name", "Thing", "quantity", 1, "unit_price", "10.5")));
    lakehouse.land("1.json", order.json(), order.json(), "", "{", "[]");
    lakehouse.run();
    lakehouse.land(
        "2.json",
        order.with("status", "shipped").with("updated_at", "2025-03-07T10:00:00Z").json(),
        OrderLine.of("O-2").with("currency", "USD").with("country", "US").json(),
        OrderLine.of("O-3").with("amount", -1).json());
    lakehouse.run();
    lakehouse
        .pipeline()
        .waive(Catalogue.feeds(), "known", "array_contains(reasons, 'json_not_object')");
  }

  @Test
  void soundTablesHoldEveryLaw() {
    String findings = lakehouse.findings();
    assertThat(findings)
        .contains("holds   lines of landed files = rows of bronze.orders_raw: 8 = 8")
        .contains("holds   rows of bronze.orders_raw, judged again = silver.order_events: 8 = 8")
        .contains("accepted lines = current + superseded + duplicate: 4 = 4")
        .contains("accepted, rejected, blank in the ledger = in silver.order_events: 4, 3, 1 =")
        .doesNotContain("BROKEN");
  }

  /** What is done to a table, the law that it breaks, and what must be said of that. */
  private record Change(String table, String statement, String law, String said) {}

  /** Of the changes to a layer, those that do not hide each other are examined at once. */
  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(
            Layer.BRONZE,
            List.of(
                bronze("UPDATE {t} SET line = '{}' WHERE line = '{'", "line={: expected, and not"),
                bronze("DELETE FROM {t} WHERE line = '[]'", "line=[]: expected, and not found"),
                bronze("INSERT INTO {t} SELECT * FROM {t} WHERE line = ''", DOUBLED))),
        arguments(
            Layer.SILVER,
            List.of(
                event(
                    "UPDATE {t} SET _warnings = array('x') WHERE order_id = 'O-2'",
                    "_warnings expected [], found [x]"),
                order(
                    "UPDATE {t} SET amount = 11 WHERE order_id = 'O-1'",
                    "order_id=O-1: amount expected 10.5000, found 11.0000"),
                new Change(
                    "silver.orders",
                    "UPDATE {t} SET _file_path = 'x' WHERE order_id = 'O-2'",
                    "that silver.orders names",
                    "order_id=O-2: found, and not expected"),
                waiver("UPDATE {t} SET line_id = 'x'", "line_id=x: found, and not expected"))),
        arguments(
            Layer.SILVER,
            List.of(
                event("DELETE FROM {t} WHERE _outcome = 'blank'", "expected, and not found"),
                order(
                    "DELETE FROM {t} WHERE order_id = 'O-2'",
                    "order_id=O-2: expected, and not found"),
                waiver("INSERT INTO {t} SELECT * FROM {t}", DOUBLED),
                new Change(
                    "silver.customer_waivers",
                    "INSERT INTO {t} VALUES ('x', 'y', now(), '')",
                    "no line of customers = no row",
                    "0 ≠ 1"),
                new Change(
                    "ops.orders_forgotten",
                    "INSERT INTO {t} SELECT _line_id, _file_path, now(), '' FROM {silver.orders}"
                        + " WHERE order_id = 'O-1'",
                    "that no table has",
                    "found, and not expected"))),
        arguments(
            Layer.SILVER,
            List.of(
                event("INSERT INTO {t} SELECT * FROM {t} WHERE order_id = 'O-3'", DOUBLED),
                order(
                    "INSERT INTO {t} SELECT * FROM {t} WHERE order_id = 'O-2'",
                    "order_id=O-2: " + DOUBLED))),
        arguments(
            Layer.OPS,
            List.of(
                ledger(
                    "UPDATE {t} SET rows_rejected = 9 WHERE stage = 'silver' AND sequence = 1",
                    "rejected, blank in the ledger",
                    "4, 10, 1 ≠ 4, 3, 1"),
                ledger(
                    "DELETE FROM {t} WHERE stage = 'gold' AND sequence = 1",
                    "newest numbers",
                    "there are 1 rows"),
                ledger(
                    "INSERT INTO {t} SELECT * FROM {t} WHERE stage = 'bronze' AND sequence = 2",
                    "newest numbers",
                    "there are 3 rows with 2 numbers"),
                new Change(
                    "ops.orders_forgotten",
                    "INSERT INTO {t} VALUES ('x', 'y', now(), '')",
                    "lines forgotten in the ledger",
                    "0 ≠ 1"))),
        arguments(
            Layer.GOLD,
            List.of(
                ledger(
                    "DELETE FROM {t} WHERE stage = 'gold' AND sequence = 2",
                    "gold.daily_revenue rebuilt",
                    "found"))));
  }

  private static final String DOUBLED = "expected 1 times, found 2 times";

  private static Change bronze(String statement, String said) {
    return new Change("bronze.orders_raw", statement, "lines of landed files", said);
  }

  private static Change event(String statement, String said) {
    return new Change("silver.order_events", statement, "judged again", said);
  }

  private static Change order(String statement, String said) {
    return new Change("silver.orders", statement, "newest accepted events", said);
  }

  private static Change waiver(String statement, String said) {
    return new Change("silver.order_waivers", statement, "came and are waived", said);
  }

  private static Change ledger(String statement, String law, String said) {
    return new Change("ops.ledger", statement, law, said);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void tamperingIsFound(Layer layer, List<Change> changes) {
    changes.forEach(
        change -> lakehouse.sql(change.statement().replace("{t}", "{" + change.table() + "}")));
    String findings = lakehouse.findings(layer);
    changes.forEach(change -> lakehouse.undoCommit(change.table()));
    for (Change change : changes) {
      assertThat(findings)
          .containsPattern(
              "BROKEN  [^\n]*%s[^\n]*(\n +[^\n]*)*?%s"
                  .formatted(Pattern.quote(change.law()), Pattern.quote(change.said())));
    }
  }

  /** Every stored table of gold is tampered with in the same way, and every one is named. */
  @ParameterizedTest
  @EnumSource(Tampering.class)
  void tamperingWithAnyGoldTableIsFound(Tampering tampering) {
    List<String> tables = List.copyOf(A_CELL_OF_GOLD.keySet());
    tables.forEach(table -> lakehouse.sql(tampering.statement(table)));
    String findings = lakehouse.findings(Layer.GOLD);
    tables.forEach(lakehouse::undoCommit);
    for (String table : tables) {
      assertThat(findings).contains("BROKEN  " + table + " rebuilt");
      assertThat(findings)
          .as(table)
          .containsPattern(
              Pattern.quote(table + " rebuilt") + "[^\n]*\n +[^\n]*" + tampering.said(table));
    }
  }

  /** A column of each table of gold, and a value that no row of it has. */
  private static final Map<String, String> A_CELL_OF_GOLD =
      Map.of(
          "gold.daily_revenue", "net = 0.0001",
          "gold.daily_totals", "customers = 9",
          "gold.customer_months", "last_order_day = NULL",
          "gold.product_days", "units = 3",
          "gold.order_funnel", "shipped = 7",
          "gold.late_arrivals", "first_heard = 7",
          "gold.data_quality_batches", "lines = 7");

  @Test
  void everyGoldTableIsTamperedWith() {
    assertThat(A_CELL_OF_GOLD.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.gold().stream().map(it -> it.definition().name().toString()).toList());
  }

  private enum Tampering {
    CELL_CHANGED,
    ROW_DROPPED,
    ROW_DOUBLED;

    String statement(String table) {
      return switch (this) {
        case CELL_CHANGED -> "UPDATE {%s} SET %s".formatted(table, A_CELL_OF_GOLD.get(table));
        case ROW_DROPPED -> "DELETE FROM {%s}".formatted(table);
        case ROW_DOUBLED -> "INSERT INTO {%1$s} SELECT * FROM {%1$s}".formatted(table);
      };
    }

    String said(String table) {
      return switch (this) {
        case CELL_CHANGED -> A_CELL_OF_GOLD.get(table).split(" ")[0] + " expected ";
        case ROW_DROPPED -> "expected, and not found";
        case ROW_DOUBLED -> "found 2 times";
      };
    }
  }

  @Test
  void fileThatChangedAfterwardsIsFoundAndOneThatIsGoneIsNot(@TempDir Path other) throws Exception {
    TestLakehouse changed = new TestLakehouse(other);
    changed.land("stays.json", "{}");
    Path grows = changed.land("grows.json", "{}");
    Path goes = changed.land("goes.json", "{}");
    changed.pipeline().setup();
    changed.bronze();
    Files.delete(goes);
    Path waits = changed.land("waits.json", "{}");
    Files.setLastModifiedTime(waits, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(changed.findings(Layer.BRONZE))
        .contains("lines of landed files = rows of bronze.orders_raw: 2 = 2 (1 rows are of files")
        .doesNotContain("BROKEN");
    Files.writeString(grows, "{}\n{}\n");
    assertThat(changed.findings(Layer.BRONZE)).contains("BROKEN  lines of landed files");
  }
}
