package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of the pipeline, each on real tables. */
class LawsTest {

  @TempDir Path folder;

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

  @Test
  void everyLineIsAccountedForPerRunAndInTotal() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    List<String> lines = lines();
    List<Entry> entries = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      lakehouse.land("part-%d.json".formatted(part), third(lines, part));
      lakehouse.pipeline().setup();
      entries.addAll(bronzeAndSilver(lakehouse));
    }
    for (Entry entry : entries) {
      assertThat(entry.count(Count.ROWS_IN))
          .isEqualTo(
              entry.count(Count.ROWS_ACCEPTED)
                  + entry.count(Count.ROWS_REJECTED)
                  + entry.count(Count.ROWS_BLANK));
      assertThat(entry.count(Count.ROWS_ACCEPTED))
          .isEqualTo(
              entry.count(Count.ROWS_MERGED)
                  + entry.count(Count.ROWS_SUPERSEDED)
                  + entry.count(Count.ROWS_DUPLICATE));
      entry.tallies().money().forEach(LawsTest::assertBalanced);
    }
    long total = lines.size();
    assertThat(lakehouse.value("SELECT count(*) FROM {bronze.orders_raw}")).isEqualTo(total);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.order_events}")).isEqualTo(total);
    assertThat(lakehouse.value("SELECT sum(rows_in) FROM {ops.ledger} WHERE stage = 'silver'"))
        .isEqualTo(total);
    assertThat(lakehouse.rows(BALANCE)).isEqualTo(List.of("true|true|true"));
  }

  /** Accepted events against orders and what the ledger says became of the others. */
  private static final String BALANCE =
      """
      SELECT
        events.accepted = ledger.merged + ledger.superseded + ledger.duplicate,
        events.rejected = ledger.rejected,
        events.money = ledger.money
      FROM (
        SELECT count_if(_outcome = 'accepted') AS accepted,
          count_if(_outcome = 'rejected') AS rejected,
          sum(CASE WHEN _outcome = 'accepted' AND currency = 'USD' THEN amount END) AS money
        FROM {silver.order_events}) AS events
      CROSS JOIN (
        SELECT sum(rows_merged) AS merged, sum(rows_superseded) AS superseded,
          sum(rows_duplicate) AS duplicate, sum(rows_rejected) AS rejected,
          sum(money['USD']['accepted']) AS money
        FROM {ops.ledger} WHERE stage = 'silver') AS ledger""";

  private static void assertBalanced(String currency, Map<String, BigDecimal> sums) {
    BigDecimal parts =
        Stream.of("merged", "superseded", "duplicate")
            .map(outcome -> sums.getOrDefault(outcome, BigDecimal.ZERO))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(parts).as(currency).isEqualByComparingTo(sums.get("accepted"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void orderOfArrivalDoesNotMatter(long seed) {
    TestLakehouse once = new TestLakehouse(folder.resolve("once"));
    once.land("all.json", lines().toArray(String[]::new));
    once.run();

    List<String> shuffled = new ArrayList<>(lines());
    Random random = new Random(seed);
    shuffled.addAll(shuffled.subList(0, random.nextInt(shuffled.size())));
    Collections.shuffle(shuffled, random);
    TestLakehouse often = new TestLakehouse(folder.resolve("often"));
    for (int part = 0; part < 3; part++) {
      often.land("x/%d.jsonl".formatted(random.nextInt()), third(shuffled, part));
      often.run();
    }
    assertThat(often.outcome()).isNotEmpty().isEqualTo(once.outcome());
  }

  @Test
  void incrementsEqualARebuild() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    for (int part = 0; part < 3; part++) {
      lakehouse.land("part-%d.json".formatted(part), third(lines(), part));
      lakehouse.run();
    }
    List<String> before = lakehouse.outcome();
    List<String> events = lakehouse.contents("silver.order_events");
    List<String> origins = lakehouse.rows(ORIGINS);

    assertThat(lakehouse.silver(Mode.REBUILD)).hasSize(1);
    assertThat(lakehouse.contents("silver.order_events")).isEqualTo(events);
    assertThat(lakehouse.rows(ORIGINS)).isEqualTo(origins);
    assertThat(lakehouse.gold(Mode.INCREMENT)).isNotEmpty();
    assertThat(lakehouse.outcome()).isEqualTo(before);

    assertThat(lakehouse.gold(Mode.REBUILD)).hasSize(3);
    assertThat(lakehouse.outcome()).isEqualTo(before);
    assertThat(lakehouse.silver(Mode.INCREMENT)).isEmpty();
    assertThat(lakehouse.gold(Mode.INCREMENT)).isEmpty();
  }

  private static final String ORIGINS =
      "SELECT order_id, _line_id, _file_path, _ingested_at FROM {silver.orders} ORDER BY order_id";

  /** The commits of a run from the last to the first: a process can die before each of them. */
  private static final List<String> COMMITS =
      List.of(
          "ops.ledger",
          "gold.product_performance",
          "gold.customer_totals",
          "gold.daily_revenue",
          "ops.ledger",
          "silver.orders",
          "silver.order_events",
          "ops.ledger");

  @Test
  void runThatDiedBeforeAnyOfItsCommitsIsTakenUpByTheNext() {
    List<String> lines = lines();
    TestLakehouse crashed = new TestLakehouse(folder.resolve("crashed"));
    crashed.land("0.json", part(lines, 0, COMMITS.size() + 1));
    crashed.run();
    for (int lost = 1; lost <= COMMITS.size(); lost++) {
      Map<String, Long> before = versions(crashed);
      crashed.land(lost + ".json", part(lines, lost, COMMITS.size() + 1));
      crashed.run();
      for (String table : COMMITS.subList(0, lost)) {
        if (crashed.version(table) > before.get(table)) {
          crashed.undoCommit(table);
        }
      }
      if (lost % 2 == 0) {
        // More has arrived by the time of the next run, as it does.
        crashed.land(lost + "-more.json", lines.get(lost));
      }
      crashed.run();
      assertThat(crashed.rows(BALANCE)).as("lost %d", lost).isEqualTo(List.of("true|true|true"));
    }
    TestLakehouse undisturbed =
        TestLakehouse.reading(folder.resolve("undisturbed"), folder.resolve("crashed/landing"));
    undisturbed.run();
    assertThat(crashed.outcome()).isNotEmpty().isEqualTo(undisturbed.outcome());
    assertThat(crashed.contents("silver.order_events"))
        .isEqualTo(undisturbed.contents("silver.order_events"));
    assertThat(crashed.value("SELECT sum(rows_out) FROM {ops.ledger} WHERE stage = 'bronze'"))
        .isEqualTo(undisturbed.value("SELECT count(*) FROM {bronze.orders_raw}"));
  }

  @Test
  void rebuildThatDiedIsFinishedByTheNextRun() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.land("1.json", lines().toArray(String[]::new));
    lakehouse.run();
    List<String> before = lakehouse.outcome();
    lakehouse.silver(Mode.REBUILD);
    // What is left of it: the opening row in the ledger and the new events.
    lakehouse.undoCommit("ops.ledger");
    lakehouse.undoCommit("silver.orders");

    List<Entry> entries = lakehouse.silver(Mode.INCREMENT);

    assertThat(entries).extracting(Entry::mode).containsExactly(Mode.REBUILD);
    assertThat(lakehouse.run().outcome()).isEqualTo(before);
  }

  @Test
  void runWithNothingNewMakesNoCommit() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.land("1.json", lines().toArray(String[]::new));
    lakehouse.run();
    List<String> tables =
        Catalogue.tables().stream().map(table -> table.name().toString()).toList();
    List<Long> before = tables.stream().map(lakehouse::version).toList();

    lakehouse.run();

    assertThat(tables.stream().map(lakehouse::version)).isEqualTo(before);
    assertThat(lakehouse.printed()).contains("Nothing new: no line was read");
  }

  private static List<Entry> bronzeAndSilver(TestLakehouse lakehouse) {
    try {
      lakehouse.pipeline().bronze();
      return lakehouse.silver(Mode.INCREMENT);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Map<String, Long> versions(TestLakehouse lakehouse) {
    return COMMITS.stream()
        .distinct()
        .collect(Collectors.toMap(Function.identity(), lakehouse::version));
  }

  private static String[] third(List<String> lines, int part) {
    return part(lines, part, 3);
  }

  private static String[] part(List<String> lines, int part, int parts) {
    return IntStream.range(0, lines.size())
        .filter(i -> i % parts == part)
        .mapToObj(lines::get)
        .toArray(String[]::new);
  }
}
