package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.orders.Orders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected lines under a rule that is mended afterwards. */
class RetryTest {

  private static final Feed STRICT =
      Stages.ordersWith(Rule.reject("amount_above_fifty", "amount > 50"));

  private static final String[] LINES = {
    OrderLine.of("O-1").with("amount", 60).json(),
    OrderLine.of("O-1").with("amount", 60).json(),
    OrderLine.of("O-1").with("amount", 40).with("updated_at", "2025-03-01T09:00:00Z").json(),
    OrderLine.of("O-2").with("amount", 70).with("updated_at", "2025-03-01T09:00:00Z").json(),
    OrderLine.of("O-2").with("amount", 20).with("updated_at", "2025-03-02T09:00:00Z").json(),
    OrderLine.of("O-3").with("amount", 80).with("country", "ZZ").json(),
    OrderLine.of("O-4").with("amount", 30).json(),
    "",
    "{"
  };

  @TempDir Path folder;

  @Test
  void linesThatNowPassAreReleasedAsIfTheyHadPassedAtOnce() {
    TestLakehouse lakehouse = judgedByTheStrictRule("lakehouse");
    lakehouse.gold(Mode.INCREMENT);
    List<Entry> entries = lakehouse.pipeline().retry(Zones.UTC);
    Entry retry = entries.get(0);
    assertThat(retry.mode()).isEqualTo(Mode.RETRY);
    assertThat(retry.count(Count.ROWS_IN)).isEqualTo(5);
    assertThat(retry.count(Count.ROWS_RELEASED)).isEqualTo(3);
    assertThat(retry.count(Count.ROWS_MERGED)).isEqualTo(1);
    assertThat(retry.count(Count.ROWS_SUPERSEDED)).isEqualTo(1);
    assertThat(retry.count(Count.ROWS_DUPLICATE)).isEqualTo(1);
    assertThat(lakehouse.printed()).contains("5 rejected lines judged again: 3 released, 2 still");
    assertThat(lakehouse.rows(QUARANTINE))
        .containsExactly("null|json_malformed|2", "O-3|country_unknown|2");

    TestLakehouse other = new TestLakehouse(folder.resolve("other"));
    other.land("1.json", LINES);
    other.run();
    assertThat(lakehouse.outcome()).isEqualTo(other.outcome());
    assertThat(lakehouse.contents("silver.order_events"))
        .isEqualTo(other.contents("silver.order_events"));

    List<Entry> again = lakehouse.pipeline().retry(Zones.UTC);
    assertThat(again).filteredOn(entry -> entry.stage().equals("retry")).hasSize(1);
    // The events have one attempt more, which no gold table shows.
    assertThat(again)
        .filteredOn(entry -> entry.stage().equals("retry"))
        .allMatch(entry -> entry.count(Count.ROWS_OUT) == 0);
    assertThat(lakehouse.rows(QUARANTINE))
        .containsExactly("null|json_malformed|3", "O-3|country_unknown|3");
    assertThat(lakehouse.outcome()).isEqualTo(other.outcome());
    lakehouse.assertLawsHold(Layer.SILVER, Layer.GOLD, Layer.OPS);
  }

  /** The transaction of the load that brought nothing must not stand for the one that does. */
  @Test
  void linesOfAFirstLoadThatWasRejectedAsAWholeAreReleased() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder.resolve("rejected"));
    lakehouse.land("1.json", OrderLine.of("O-1").json(), OrderLine.of("O-2").json());
    lakehouse.pipeline().setup();
    lakehouse.bronze();
    Stages stages = new Stages(lakehouse);
    Feed rejecting = Stages.ordersWith(Rule.reject("amount_above_zero", "amount > 0"));
    stages.silver(rejecting, Mode.INCREMENT, RejectionLimit.NONE);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders}")).isEqualTo(0L);
    assertThat(stages.retry(Orders.FEED)).isPresent();
    assertThat(lakehouse.rows("SELECT order_id FROM {silver.orders} ORDER BY 1"))
        .containsExactly("O-1", "O-2");
    lakehouse.assertLawsHold(Layer.SILVER, Layer.OPS);
  }

  private static final String QUARANTINE =
      """
      SELECT order_id, concat_ws('+', reasons), attempts FROM {silver.orders_quarantine}
      ORDER BY order_id""";

  @Test
  void retryThatDiedIsFinishedByTheNextRun() {
    TestLakehouse lakehouse = judgedByTheStrictRule("crashing");
    Stages stages = new Stages(lakehouse);
    assertThat(stages.retry(Orders.FEED)).isPresent();
    List<String> events = lakehouse.contents("silver.order_events");
    List<String> orders = lakehouse.contents("silver.orders");
    for (List<String> lost :
        List.of(
            List.of("ops.ledger", "silver.orders", "silver.order_events"),
            List.of("ops.ledger", "silver.orders", "silver.order_events", "ops.orders_retry"))) {
      lost.forEach(lakehouse::undoCommit);
      // Either of the two takes it up.
      Entry finished =
          lost.contains("ops.orders_retry")
              ? stages.retry(Orders.FEED).orElseThrow()
              : stages.silver(Orders.FEED, Mode.INCREMENT, RejectionLimit.NONE).get(0);
      assertThat(finished.mode()).as("lost " + lost).isEqualTo(Mode.RETRY);
      assertThat(finished.count(Count.ROWS_RELEASED)).as("lost " + lost).isEqualTo(3);
      assertThat(lakehouse.contents("silver.order_events")).as("lost " + lost).isEqualTo(events);
      assertThat(lakehouse.contents("silver.orders")).as("lost " + lost).isEqualTo(orders);
    }
    assertThat(lakehouse.rows(QUARANTINE))
        .containsExactly("null|json_malformed|2", "O-3|country_unknown|2");
    lakehouse.assertLawsHold(Layer.SILVER, Layer.OPS);
  }

  @Test
  void waivedLinesAreNoLongerOpenAndStaySoAfterARebuild() {
    TestLakehouse lakehouse = new TestLakehouse(folder.resolve("waived"));
    lakehouse.land("1.json", LINES);
    lakehouse.runToSilver();
    lakehouse
        .pipeline()
        .waive(Catalogue.feeds(), "sender's tests", "array_contains(reasons, 'json_malformed')");
    lakehouse
        .pipeline()
        .waive(Catalogue.feeds(), "again", "array_contains(reasons, 'json_malformed')");
    lakehouse.silver(Mode.REBUILD);
    assertThat(lakehouse.printed())
        .contains("1 open line waived; 2 in quarantine: 1 open, 1 waived")
        .contains("0 open lines waived");
    assertThat(
            lakehouse.rows(
                """
                SELECT concat_ws('+', reasons), waived_because, waived_at IS NULL
                FROM {silver.orders_quarantine} ORDER BY 1"""))
        .containsExactly("country_unknown|null|true", "json_malformed|sender's tests|false");
    lakehouse.reader().quarantine();
    assertThat(lakehouse.printed()).contains("country_unknown").contains("| 1.json");
    lakehouse.assertLawsHold(Layer.SILVER, Layer.OPS);
  }

  private TestLakehouse judgedByTheStrictRule(String name) {
    TestLakehouse lakehouse = new TestLakehouse(folder.resolve(name));
    lakehouse.land("1.json", LINES);
    try {
      lakehouse.pipeline().setup();
      lakehouse.bronze();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    new Stages(lakehouse).silver(STRICT, Mode.INCREMENT, RejectionLimit.NONE);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders_quarantine}")).isEqualTo(5L);
    return lakehouse;
  }
}
