package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Touched buckets are named one by one if they are few, kept if they are some, and read from the
 * change once more if they are many: here all three, one customer's month being a bucket.
 */
class ManyBucketsTest {

  private static final GoldTable MONTHS =
      Catalogue.gold().stream()
          .filter(table -> table.definition().name().name().equals("customer_months"))
          .findFirst()
          .orElseThrow();

  @TempDir Path folder;

  @Test
  void someBucketsAreRecomputedAsFewAre() {
    assertBucketsAreRecomputed(3, 1_050);
  }

  @Test
  @Tag("long")
  void manyBucketsAreRecomputedAsSomeAre() {
    assertBucketsAreRecomputed(1_050, 10_050);
  }

  private void assertBucketsAreRecomputed(int fewer, int more) {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    tell(lakehouse, 0, more);
    lakehouse.gold(Mode.INCREMENT, List.of(MONTHS));

    assertThat(told(lakehouse, 1, fewer)).isEqualTo(fewer);
    assertThat(told(lakehouse, 2, more)).isEqualTo(more);

    List<String> kept = lakehouse.contents("gold.customer_months");
    lakehouse.gold(Mode.REBUILD, List.of(MONTHS));
    assertThat(lakehouse.contents("gold.customer_months")).isEqualTo(kept);
  }

  /** How many buckets were touched when as many customers' orders were told of again. */
  private static long told(TestLakehouse lakehouse, int amount, int customers) {
    tell(lakehouse, amount, customers);
    List<Entry> entries = lakehouse.gold(Mode.INCREMENT, List.of(MONTHS));
    assertThat(
            lakehouse.value(
                "SELECT count(*) FROM {gold.customer_months} WHERE gross = " + amount + ".5"))
        .isEqualTo((long) customers);
    return entries.get(0).counts().get(Count.BUCKETS);
  }

  private static void tell(TestLakehouse lakehouse, int amount, int customers) {
    lakehouse.land(
        amount + ".json",
        IntStream.rangeClosed(1, customers)
            .mapToObj(
                customer ->
                    OrderLine.of("C-" + customer)
                        .with("customer_id", customer)
                        .with("amount", amount + ".50")
                        .with("order_date", "2025-03-%02dT10:00:00Z".formatted(1 + customer % 28))
                        .with("updated_at", "2025-04-01T10:00:0%dZ".formatted(amount))
                        .json())
            .toArray(String[]::new));
    lakehouse.runToSilver();
  }
}
