package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws of the pipeline, each on real tables. */
class LawsTest {

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static List<String> outcome;
  private static List<String> events;

  /** Orders with later versions, corrections, exact duplicates, ties and faults among them. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 12; number++) {
      OrderLine order =
          OrderLine.of("O-" + number)
              .with("customer_id", 1 + number % 4)
              .with("order_date", "2025-03-0%dT1%d:00:00Z".formatted(1 + number % 5, number % 10))
              .with("amount", new BigDecimal(number * 7 + ".25"))
              .with("currency", number % 3 == 0 ? "USD" : "EUR")
              .with("country", number % 3 == 0 ? "US" : "DE")
              .with("items", List.of(item("S-" + number % 3, number + 1)));
      lines.add(order.json());
      lines.add(order.with("status", "shipped").with("updated_at", "2025-03-07T10:00:00Z").json());
      if (number % 2 == 0) {
        lines.add(order.json());
        lines.add(
            order.with("status", "shipped").with("updated_at", "2025-03-07T10:00:00Z").json());
      }
      if (number % 3 == 0) {
        OrderLine last = order.with("updated_at", "2025-03-09T10:00:00Z").with("items", List.of());
        lines.add(last.with("status", "cancelled").json());
        lines.add(last.with("status", "refunded").with("customer_id", 9).json());
        lines.add(last.with("status", "refunded").with("country", "FR").json());
      }
    }
    lines.add("");
    lines.add("{\"order_id\":\"O-1\"");
    lines.add(OrderLine.of("O-2").with("amount", "free").json());
    return lines;
  }

  private static Map<String, Object> item(String sku, int quantity) {
    return Map.of("sku", sku, "name", "Thing", "quantity", quantity, "unit_price", 2.5);
  }

  /** Three runs, each with a third of the lines; gold follows the last two at once. */
  @BeforeAll
  static void takeInALittleAtATime() {
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    lakehouse.land("part-0.json", third(lines(), 0));
    lakehouse.run();
    lakehouse.land("part-1.json", third(lines(), 1));
    lakehouse.runToSilver();
    lakehouse.land("part-2.json", third(lines(), 2));
    lakehouse.run();
    outcome = lakehouse.outcome();
    events = lakehouse.contents("silver.order_events");
  }

  @Test
  void everyLineIsAccountedForPerRunAndInTotal() {
    String perRun =
        """
        SELECT rows_in = rows_accepted + rows_rejected + rows_blank
          AND rows_accepted = rows_merged + rows_superseded + rows_duplicate
          AND forall(map_values(money), sums -> sums['accepted'] =
            coalesce(sums['merged'], 0) + coalesce(sums['superseded'], 0)
              + coalesce(sums['duplicate'], 0))
        FROM {ops.ledger} WHERE stage = 'silver' AND mode <> 'rebuild_started'""";
    assertThat(lakehouse.rows(perRun)).hasSizeGreaterThanOrEqualTo(3).containsOnly("true");
    long total = lines().size();
    assertThat(lakehouse.value("SELECT count(*) FROM {bronze.orders_raw}")).isEqualTo(total);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.order_events}")).isEqualTo(total);
    assertThat(lakehouse.value("SELECT sum(rows_in) FROM {ops.ledger} WHERE stage = 'bronze'"))
        .isEqualTo(total);
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  @Test
  void incrementsEqualARebuild() {
    List<String> origins = lakehouse.rows(ORIGINS);
    assertThat(lakehouse.silver(Mode.REBUILD)).as("of customers nothing has come").hasSize(1);
    assertThat(lakehouse.contents("silver.order_events")).isEqualTo(events);
    assertThat(lakehouse.rows(ORIGINS)).isEqualTo(origins);
    assertThat(lakehouse.gold(Mode.REBUILD))
        .hasSameSizeAs(Catalogue.gold().stream().flatMap(t -> t.sources().stream()).toList());
    assertThat(lakehouse.outcome()).isEqualTo(outcome);
    lakehouse.assertLawsHold(Layer.GOLD, Layer.OPS);
  }

  private static final String ORIGINS =
      "SELECT order_id, _line_id, _file_path, _ingested_at FROM {silver.orders} ORDER BY order_id";

  @Test
  void rebuildThatDiedIsFinishedByTheNextRun() {
    Feed orders = Catalogue.feed("orders");
    lakehouse.silver(orders, Mode.REBUILD);
    // What is left of it: the opening row in the ledger and the new events.
    lakehouse.undoCommit("ops.ledger");
    lakehouse.undoCommit("silver.orders");

    List<Entry> entries = lakehouse.silver(Mode.INCREMENT);

    assertThat(entries).extracting(Entry::mode).containsExactly(Mode.REBUILD);
    assertThat(lakehouse.contents("silver.order_events")).isEqualTo(events);
    lakehouse.gold(Mode.INCREMENT);
    assertThat(lakehouse.outcome()).isEqualTo(outcome);
    lakehouse.assertLawsHold(Layer.GOLD, Layer.OPS);
  }

  @Test
  void runWithNothingNewMakesNoCommit() {
    assertRunMakesNoCommit(lakehouse);
    assertThat(lakehouse.printed()).contains("Nothing new: no line was read");
  }

  @Test
  void runOverNoFileMakesNoCommit(@TempDir Path empty) throws Exception {
    TestLakehouse none = new TestLakehouse(empty);
    none.pipeline().setup();
    assertRunMakesNoCommit(none);
  }

  /** Maintenance rewrites files, and brings no line. */
  @Test
  void runAfterMaintenanceOfBronzeMakesNoCommit() {
    long before = lakehouse.version("bronze.orders_raw");
    lakehouse.sql("OPTIMIZE {bronze.orders_raw}");
    assertThat(lakehouse.version("bronze.orders_raw")).isGreaterThan(before);
    assertRunMakesNoCommit(lakehouse);
  }

  private static void assertRunMakesNoCommit(TestLakehouse lakehouse) {
    List<String> tables =
        Catalogue.tables().stream().map(table -> table.name().toString()).toList();
    List<Long> before = tables.stream().map(lakehouse::version).toList();
    lakehouse.run();
    assertThat(tables.stream().map(lakehouse::version)).isEqualTo(before);
  }

  private static String[] third(List<String> lines, int part) {
    return IntStream.range(0, lines.size())
        .filter(i -> i % 3 == part)
        .mapToObj(lines::get)
        .toArray(String[]::new);
  }
}
