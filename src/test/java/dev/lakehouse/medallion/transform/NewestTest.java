package dev.lakehouse.medallion.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.orders.Orders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class NewestTest {

  private static final String EARLY = "2025-03-01T11:00:00Z";
  private static final String LATE = "2025-03-01T12:00:00Z";

  private static final OrderLine ORDER = OrderLine.of("A").with("updated_at", EARLY);

  @Test
  void latestUpdateWinsWhateverItsStatus() {
    assertThat(
            winner(
                ORDER.with("status", "delivered"),
                ORDER.with("status", "processing").with("updated_at", LATE)))
        .isEqualTo("PROCESSING");
  }

  @Test
  void atTheSameTimeTheStatusFurtherAlongWins() {
    assertThat(
            winner(
                ORDER.with("status", "shipped"),
                ORDER.with("status", "refunded"),
                ORDER.with("status", "delivered")))
        .isEqualTo("REFUNDED");
  }

  @Test
  void atTheSameTimeAndStatusTheChoiceDoesNotDependOnTheOrderOfLines() {
    List<String> lines = new ArrayList<>();
    for (int amount = 1; amount <= 20; amount++) {
      lines.add(ORDER.with("amount", amount).json());
    }
    Object first = newest(events(lines)).first().getAs("amount");
    Collections.shuffle(lines, new Random(7));
    assertThat(newest(events(lines)).first().<Object>getAs("amount")).isEqualTo(first);
  }

  @Test
  void rejectedVersionNeverWins() {
    assertThat(winner(ORDER, ORDER.with("status", "lost").with("updated_at", LATE)))
        .isEqualTo("PROCESSING");
  }

  @Test
  void eachOrderHasOneRow() {
    Dataset<Row> rows =
        newest(
            events(
                List.of(
                    ORDER.json(),
                    ORDER.json(),
                    OrderLine.of("B").json(),
                    OrderLine.of("C").json())));
    assertThat(rows.select("order_id").as(Encoders.STRING()).collectAsList())
        .containsExactlyInAnyOrder("A", "B", "C");
  }

  private static String winner(OrderLine... versions) {
    List<String> lines = new ArrayList<>();
    for (OrderLine version : versions) {
      lines.add(version.json());
    }
    return newest(events(lines)).first().getAs("status");
  }

  /** Chosen in both ways, which must not differ. */
  private static Dataset<Row> newest(Dataset<Row> events) {
    Dataset<Row> newest = Newest.of(events, Orders.FEED);
    for (long lines : new long[] {events.count(), Long.MAX_VALUE}) {
      assertThat(Newest.ofMany(events, Orders.FEED, lines).toJSON().collectAsList())
          .containsExactlyInAnyOrderElementsOf(newest.toJSON().collectAsList());
    }
    return newest;
  }

  private static Dataset<Row> events(List<String> lines) {
    Dataset<Row> raw =
        TestSession.spark()
            .createDataset(lines, Encoders.STRING())
            .selectExpr(
                "value AS line",
                "'file:/orders.json' AS _file_path",
                "TIMESTAMP'2025-06-01 00:00:00Z' AS _ingested_at");
    return Judging.judge(raw, Orders.FEED, Zones.UTC)
        .selectExpr("*", "1L AS _bronze_version")
        .localCheckpoint();
  }
}
