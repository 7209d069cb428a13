package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Layer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many arrangements of files, each shuffled, split, repeated and delayed in its own way, against
 * the same lines in one file.
 *
 * <p>A run costs seconds, so the arrangements share a lakehouse: each is of a world of its own,
 * with orders, customers, products and days that no other world has.
 */
class ArrangementsTest {

  private static final int WORLDS = 60;
  private static final int RUNS = 4;

  @TempDir Path folder;

  @Test
  void everyArrangementGivesTheSameOrdersAndTheSameGold() {
    TestLakehouse inOrder = new TestLakehouse(folder.resolve("in-order"));
    TestLakehouse arranged = new TestLakehouse(folder.resolve("arranged"));
    for (int world = 0; world < WORLDS; world++) {
      inOrder.land("world-" + world + ".json", lines(world).toArray(String[]::new));
    }
    inOrder.run();
    for (int run = 0; run < RUNS; run++) {
      for (int world = 0; world < WORLDS; world++) {
        land(arranged, world, run);
      }
      // Gold follows two runs at once: GoldSequencesTest has it follow each.
      if (run % 2 == 0) {
        arranged.runToSilver();
      } else {
        arranged.run();
      }
    }
    assertThat(arranged.value("SELECT count(DISTINCT _file_path) > 90 FROM {bronze.orders_raw}"))
        .isEqualTo(true);
    assertThat(arranged.value("SELECT count(*) FROM {silver.orders}")).isEqualTo(4L * WORLDS);
    assertThat(arranged.outcome()).isEqualTo(inOrder.outcome());
    arranged.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  /** The files of a world that arrive before a run; every world's have all arrived by the last. */
  private static void land(TestLakehouse lakehouse, int world, int run) {
    Random random = new Random(world);
    List<String> lines = new ArrayList<>(lines(world));
    for (int repeated = random.nextInt(6); repeated > 0; repeated--) {
      lines.add(lines.get(random.nextInt(lines.size())));
    }
    Collections.shuffle(lines, random);
    int files = 1 + random.nextInt(4);
    for (int file = 0; file < files; file++) {
      boolean comesNow = random.nextInt(RUNS) == run;
      String name = "%d/%d-%d.jsonl".formatted(random.nextInt(10), world, file);
      if (comesNow) {
        int from = file * lines.size() / files;
        int to = (file + 1) * lines.size() / files;
        lakehouse.land(name, lines.subList(from, to).toArray(String[]::new));
      }
    }
  }

  /** Versions, corrections that move an order elsewhere, ties, copies and faults of four orders. */
  private static List<String> lines(int world) {
    LocalDate first = LocalDate.of(2001, 1, 1).plusDays(30L * world);
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      OrderLine order =
          OrderLine.of("W%d-%d".formatted(world, number))
              .with("customer_id", 10 * world + 1 + number % 2)
              .with("order_date", first.plusDays(number) + "T10:00:00Z")
              .with("amount", new BigDecimal((number + 1) + ".25"))
              .with("items", List.of(item(world, number)));
      OrderLine later = order.with("updated_at", first.plusDays(9) + "T10:00:00Z");
      lines.add(order.json());
      lines.add(later.with("status", "shipped").json());
      // The same moment and status: whichever hash is greater, it is the same one everywhere.
      lines.add(later.with("status", "shipped").with("country", "FR").json());
      if (number % 2 == 0) {
        lines.add(order.json());
        lines.add(later.with("status", "cancelled").with("customer_id", 10 * world + 3).json());
        lines.add(later.with("status", "refunded").with("currency", "USD").json());
      }
      lines.add(
          order.with("amount", -1).with("updated_at", first.plusDays(20) + "T10:00:00Z").json());
    }
    lines.add("");
    lines.add("{\"order_id\":\"W%d-1\"".formatted(world));
    return lines;
  }

  private static Map<String, Object> item(int world, int number) {
    return Map.of(
        "sku",
        "W%d-S%d".formatted(world, number % 2),
        "name",
        "Thing " + number,
        "quantity",
        number + 1,
        "unit_price",
        1.25);
  }
}
