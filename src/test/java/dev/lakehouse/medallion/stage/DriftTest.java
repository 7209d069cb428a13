package dev.lakehouse.medallion.stage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.orders.Orders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that change what they send. */
class DriftTest {

  @TempDir Path folder;

  @Test
  void declaredColumnIsAddedToTheTablesAndFilledFromTheLinesOfThePast() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.land(
        "1.json",
        OrderLine.of("O-1").with("coupon", "SPRING").json(),
        OrderLine.of("O-2").with("coupon", "").with("gift", true).json());
    lakehouse.land("2.json", OrderLine.of("O-3").with("gift", false).json());
    lakehouse.runToSilver();
    assertThat(
            lakehouse.rows(
                """
                SELECT field, lines, file LIKE '%/' || expected FROM (
                  SELECT field, explode(files) AS (file, lines),
                    CASE field WHEN 'coupon' THEN '1.json' ELSE '_.json' END AS expected
                  FROM (SELECT explode(unknown_fields) AS (field, files) FROM {ops.ledger}))
                ORDER BY field, file"""))
        .containsExactly("coupon|2|true", "gift|1|true", "gift|1|true");
    assertThat(lakehouse.printed()).contains("2 fields not in the contract: coupon 2, gift 2");

    Feed feed =
        ordersWith(Field.optional("coupon", Kind.TEXT, "STRING", "What it was bought with"));
    Stages stages = new Stages(lakehouse);
    assertThat(stages.setup(feed).columns())
        .containsExactly(
            "silver.order_events.coupon", "ops.orders_retry.coupon", "silver.orders.coupon");
    assertThat(stages.setup(feed).isNothing()).isTrue();
    assertThat(
            lakehouse
                .sql("SELECT coupon FROM {silver.orders}")
                .schema()
                .apply("coupon")
                .getComment()
                .get())
        .isEqualTo("What it was bought with");
    // New lines fill it at once; a line without it is the same version as before.
    lakehouse.land(
        "3.json",
        OrderLine.of("O-4").with("coupon", "SUMMER").json(),
        OrderLine.of("O-3").with("gift", false).json());
    lakehouse.bronze();
    List<Entry> entries = stages.silver(feed, Mode.INCREMENT, RejectionLimit.NONE);
    assertThat(entries.get(0).count(Count.ROWS_DUPLICATE)).isEqualTo(1);
    assertThat(lakehouse.rows(COUPONS))
        .containsExactly("O-1|null", "O-2|null", "O-3|null", "O-4|SUMMER");

    stages.silver(feed, Mode.REBUILD, RejectionLimit.NONE);
    assertThat(lakehouse.rows(COUPONS))
        .containsExactly("O-1|SPRING", "O-2|null", "O-3|null", "O-4|SUMMER");
  }

  private static final String COUPONS =
      "SELECT order_id, coupon FROM {silver.orders} ORDER BY order_id";

  @Test
  void columnOfAnotherTypeIsRefused() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.pipeline().setup();
    lakehouse.sql("ALTER TABLE {silver.orders} ADD COLUMNS (coupon STRING)");
    Feed feed = ordersWith(Field.optional("coupon", Kind.INSTANT, "TIMESTAMP", "When"));
    assertThatThrownBy(() -> new Stages(lakehouse).setup(feed))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Column coupon of table silver.orders is of another type")
        .hasMessageContaining("The table has string, the contract timestamp.");
  }

  @Test
  void fieldThatChangesItsTypeShowsAsASpikeOfOneReason() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    for (int i = 0; i < 5; i++) {
      Object amount = Map.of("value", 10 + i, "currency", "EUR");
      lakehouse.land(i + ".json", OrderLine.of("O-" + i).with("amount", amount).json());
    }
    lakehouse.runToSilver();
    assertThat(
            lakehouse.rows("SELECT to_json(rejections) FROM {ops.ledger} WHERE stage = 'silver'"))
        .containsExactly("{\"amount_malformed\":5}");
    lakehouse.assertLawsHold(Layer.OPS);
  }

  @Test
  void unknownFieldsAreBoundedHoweverManyThereAre() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    String fields =
        IntStream.range(0, 10_000).mapToObj("\"field_%d\":1"::formatted).collect(joining(","));
    String wide = OrderLine.of("O-1").with("x".repeat(5_000), 1).json();
    lakehouse.land("wide.json", wide.replaceFirst("}$", "," + fields + "}"));
    for (int i = 0; i < 30; i++) {
      lakehouse.land("many-" + i + ".json", OrderLine.of("M-" + i).with("gift", true).json());
    }
    lakehouse.runToSilver();
    assertThat(
            lakehouse.rows(
                """
                SELECT size(unknown_fields), unknown_fields['(other fields)']['(other files)'],
                  size(unknown_fields['gift']), unknown_fields['gift']['(other files)'],
                  aggregate(map_values(unknown_fields), 0L, (total, files) ->
                    total + aggregate(map_values(files), 0L, (lines, n) -> lines + n)),
                  array_max(transform(map_keys(unknown_fields), name -> length(name)))
                FROM {ops.ledger} WHERE stage = 'silver'"""))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("501|9502|21|10|10031|");
    assertThat(lakehouse.printed()).contains("more than 500 fields not in the contract: gift 30");
  }

  private static Feed ordersWith(Field field) {
    List<Field> fields = new ArrayList<>(Orders.FEED.fields());
    fields.add(field);
    return new Feed(
        Orders.FEED.name(),
        Orders.FEED.singular(),
        fields,
        Orders.FEED.derived(),
        Orders.FEED.rules(),
        Orders.FEED.key(),
        Orders.FEED.recency(),
        Orders.FEED.money(),
        Orders.FEED.subject(),
        Orders.FEED.skippingColumns());
  }
}
