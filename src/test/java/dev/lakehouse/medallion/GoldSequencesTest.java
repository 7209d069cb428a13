package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gold tables after each step of many random sequences of changes, which share a lakehouse: a
 * run takes a step of each.
 */
class GoldSequencesTest {

  private static final int SEQUENCES = 200;
  private static final int RUNS = 5;

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static final List<String> FINDINGS = new ArrayList<>();

  @BeforeAll
  static void takeEveryStepOfEverySequence() {
    lakehouse = new TestLakehouse(folder);
    List<ChangeSequence> sequences =
        IntStream.range(0, SEQUENCES).mapToObj(ChangeSequence::new).toList();
    for (int run = 0; run < RUNS; run++) {
      lakehouse.land(
          "run-%d.json".formatted(run),
          sequences.stream().flatMap(sequence -> sequence.next().stream()).toArray(String[]::new));
      lakehouse.run();
      FINDINGS.add(lakehouse.findings(Layer.GOLD));
    }
  }

  @Test
  void everyTableEqualsItsRebuildAfterEveryStep() {
    assertThat(FINDINGS)
        .hasSize(RUNS)
        .allSatisfy(findings -> assertThat(findings).contains("All ").doesNotContain("BROKEN"));
  }

  @ParameterizedTest
  @CsvSource({"gold.daily_totals", "gold.daily_revenue", "gold.customer_months"})
  void sumsOfEachCurrencyAreThoseOfTheOrders(String table) {
    String sums =
        """
        SELECT currency, sum(orders), CAST(sum(gross) AS DECIMAL(38,4)),
          CAST(sum(cancelled) AS DECIMAL(38,4)), CAST(sum(refunded) AS DECIMAL(38,4)),
          CAST(sum(net) AS DECIMAL(38,4))
        FROM %s GROUP BY currency ORDER BY currency""";
    String ofOrders =
        """
        (SELECT *, gross - refunded AS net FROM (
          SELECT currency, IF(status = 'CANCELLED', 0, 1) AS orders,
            IF(status = 'CANCELLED', 0, amount) AS gross,
            IF(status = 'CANCELLED', amount, 0) AS cancelled,
            CASE WHEN status = 'CANCELLED' THEN 0
              WHEN refund_amount IS NOT NULL THEN refund_amount
              WHEN status = 'REFUNDED' THEN amount ELSE 0 END AS refunded
          FROM {silver.orders}))""";
    assertThat(lakehouse.rows(sums.formatted("{" + table + "}")))
        .hasSize(3)
        .isEqualTo(lakehouse.rows(sums.formatted(ofOrders)));
  }

  @Test
  void unitsOfEachCurrencyAreThoseOfTheItems() {
    String ofItems =
        """
        SELECT currency, CAST(sum(item.quantity) AS DECIMAL(28,4))
        FROM {silver.orders} LATERAL VIEW explode(items) AS item
        WHERE status <> 'CANCELLED' GROUP BY currency ORDER BY currency""";
    assertThat(
            lakehouse.rows(
                """
                SELECT currency, CAST(sum(units) AS DECIMAL(28,4))
                FROM {gold.product_performance} GROUP BY currency ORDER BY currency"""))
        .isEqualTo(lakehouse.rows(ofItems));
  }

  @Test
  void everyIncrementCountsWhatItRecomputed() {
    assertThat(
            lakehouse.rows(
                """
                SELECT count(DISTINCT target), count(rows_out),
                  count_if(rows_out >= 0 AND buckets > 0)
                FROM {ops.ledger} WHERE stage = 'gold' AND source_version_from > 0
                GROUP BY run_id"""))
        .hasSize(RUNS - 1)
        .containsOnly("7|7|7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "gold.daily_totals: order_day",
        "gold.customer_months: concat(customer_id, trunc(order_day, \"MONTH\"))"
      })
  void onlyTheBucketsThatAChangeTouchesAreRecomputed(String target, String bucket) {
    List<Row> increments =
        lakehouse
            .sql(
                """
                SELECT source_version_from, source_version_to, buckets
                FROM {ops.ledger} WHERE target = '%s' AND source_version_from > 0
                ORDER BY sequence"""
                    .formatted(target))
            .collectAsList();
    assertThat(increments).hasSize(RUNS - 1);
    for (Row increment : increments) {
      assertThat(increment.getLong(2))
          .isEqualTo(
              lakehouse.value(
                  "SELECT count(DISTINCT %s) FROM table_changes('{silver.orders}', %d, %d)"
                      .formatted(bucket, increment.getLong(0), increment.getLong(1))));
    }
    assertThat(increments.get(RUNS - 2).getLong(2))
        .isLessThan(
            (long)
                lakehouse.value(
                    "SELECT count(DISTINCT %s) DIV 2 FROM {silver.orders}".formatted(bucket)));
  }

  /** What was drawn has to be worth something: each kind of change came, and often. */
  @Test
  void sequencesDoWhatTheyAreMeantToDo() {
    Row orders =
        lakehouse
            .sql(
                """
                SELECT count_if(days > 1), count_if(customers > 1), count_if(currencies > 1),
                  count_if(countries > 1), count_if(channels > 1), count_if(cancelled < alive),
                  count_if(latest_came_first)
                FROM (
                  SELECT count(DISTINCT order_day) AS days,
                    count(DISTINCT customer_id) AS customers,
                    count(DISTINCT currency) AS currencies,
                    count(DISTINCT country) AS countries,
                    count(DISTINCT channel) AS channels,
                    max(IF(status = 'CANCELLED', _version, NULL)) AS cancelled,
                    max(IF(status <> 'CANCELLED', _version, NULL)) AS alive,
                    max_by(_ingested_at, _version) < max(_ingested_at) AS latest_came_first
                  FROM {silver.order_events} WHERE _outcome = 'accepted' GROUP BY order_id)""")
            .first();
    IntStream.range(0, orders.length())
        .forEach(i -> assertThat(orders.getLong(i)).as(orders.toString()).isGreaterThan(10));
    assertThat(
            lakehouse.rows(
                """
                SELECT count_if(_outcome = 'rejected') > 50, count_if(_outcome = 'blank') > 5,
                  count_if(year(order_day) < 1993) > 50
                FROM {silver.order_events}"""))
        .containsExactly("true|true|true");
    assertThat(
            lakehouse.value(
                """
                SELECT count(*) FROM (
                  SELECT order_day FROM {silver.orders} GROUP BY order_day
                  HAVING count(DISTINCT split(order_id, '-')[0]) > 5)"""))
        .isEqualTo(4L);
  }

  @ParameterizedTest
  @CsvSource({
    "gold.daily_revenue",
    "gold.daily_totals",
    "gold.customer_months",
    "gold.product_days",
    "gold.order_funnel"
  })
  void rowsOfBucketsThatBecameEmptyAreRemoved(String table) {
    String grain =
        Catalogue.gold().stream()
            .filter(gold -> gold.definition().name().toString().equals(table))
            .map(gold -> String.join(", ", gold.grain()))
            .findFirst()
            .orElseThrow();
    long removed = 0;
    for (long version = 2; version <= lakehouse.version(table); version++) {
      String rows = "SELECT " + grain + " FROM {" + table + "} VERSION AS OF ";
      removed +=
          (long)
              lakehouse.value(
                  "SELECT count(*) FROM (%s%d EXCEPT %s%d)"
                      .formatted(rows, version - 1, rows, version));
    }
    assertThat(removed).isGreaterThan(20);
  }
}
