package dev.lakehouse.medallion.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.orders.Orders;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class JudgingTest {

  private static final OrderLine SOUND = OrderLine.of("A");

  @Test
  void soundLineIsAcceptedWithTypedValues() {
    Row event =
        judge(
            SOUND
                .with("order_id", "  A-1 ")
                .with("customer_id", "42")
                .with("status", "Canceled")
                .with("channel", "in-store")
                .with("country", "uk")
                .with("currency", "gbp")
                .with("order_date", "2025-03-01 23:30:00+02:00")
                .json());
    assertThat(event.<String>getAs("_outcome")).isEqualTo("accepted");
    assertThat(event.<String>getAs("order_id")).isEqualTo("A-1");
    assertThat(event.<Long>getAs("customer_id")).isEqualTo(42L);
    assertThat(event.<String>getAs("status")).isEqualTo("CANCELLED");
    assertThat(event.<String>getAs("channel")).isEqualTo("IN_STORE");
    assertThat(event.<String>getAs("country")).isEqualTo("GB");
    assertThat(event.<String>getAs("currency")).isEqualTo("GBP");
    assertThat(event.<BigDecimal>getAs("amount")).isEqualByComparingTo("10.00");
    assertThat(event.<Object>getAs("order_ts")).hasToString("2025-03-01 21:30:00.0");
    assertThat(event.<Object>getAs("order_day")).hasToString("2025-03-01");
    assertThat(event.<Object>getAs("updated_at")).isEqualTo(event.getAs("order_ts"));
    assertThat(event.<String>getAs("_raw_line")).isNull();
  }

  @Test
  void eachFaultHasExactlyItsReasons() {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (String field :
        List.of(
            "order_id",
            "customer_id",
            "order_date",
            "amount",
            "status",
            "channel",
            "country",
            "currency")) {
      expected.put(SOUND.without(field).json(), List.of(field + "_missing"));
      expected.put(SOUND.with(field, null).json(), List.of(field + "_missing"));
      expected.put(SOUND.with(field, " \t").json(), List.of(field + "_missing"));
    }
    expected.put(SOUND.with("order_id", Map.of("a", 1)).json(), List.of("order_id_malformed"));
    expected.put(SOUND.jsonWith("order_id", "1.50"), List.of("order_id_malformed"));
    expected.put(SOUND.jsonWith("order_id", "[1]"), List.of("order_id_malformed"));
    expected.put(SOUND.jsonWith("order_id", "true"), List.of("order_id_malformed"));
    expected.put(SOUND.with("customer_id", "x1").json(), List.of("customer_id_malformed"));
    expected.put(SOUND.with("customer_id", 1.5).json(), List.of("customer_id_malformed"));
    expected.put(
        SOUND.jsonWith("customer_id", "99999999999999999999"), List.of("customer_id_malformed"));
    expected.put(SOUND.with("customer_id", 0).json(), List.of("customer_id_not_positive"));
    expected.put(SOUND.with("customer_id", "-3").json(), List.of("customer_id_not_positive"));
    for (String date :
        List.of(
            "yesterday", "2025", "T12:30", "2025-02-30", "2025-03-01T25:00:00Z", "01.03.2025")) {
      expected.put(SOUND.with("order_date", date).json(), List.of("order_date_malformed"));
    }
    for (String amount :
        List.of(
            "\"abc\"",
            "\"12,50\"",
            "\"1,234.00\"",
            "1e400",
            "{\"x\":1}",
            "true",
            "1e-30",
            "10.000000000000000000000000000001",
            "\"10.000000000000000000000000000001\"",
            "123456789012345678901234567890")) {
      expected.put(SOUND.jsonWith("amount", amount), List.of("amount_malformed"));
    }
    expected.put(SOUND.jsonWith("amount", "-0.01"), List.of("amount_negative"));
    expected.put(SOUND.jsonWith("amount", "1.005"), List.of("amount_too_many_decimals"));
    expected.put(
        SOUND.jsonWith("amount", "10.0000000000000000004"), List.of("amount_too_many_decimals"));
    expected.put(
        SOUND.with("currency", "JPY").jsonWith("amount", "10.5"),
        List.of("amount_too_many_decimals"));
    expected.put(
        SOUND.with("currency", "KWD").jsonWith("amount", "10.0005"),
        List.of("amount_too_many_decimals"));
    expected.put(
        SOUND.jsonWith("amount", "99999999999999.999"), List.of("amount_too_many_decimals"));
    expected.put(SOUND.with("status", "teleported").json(), List.of("status_unknown"));
    expected.put(SOUND.with("channel", "fax").json(), List.of("channel_unknown"));
    expected.put(SOUND.with("country", "ZZ").json(), List.of("country_unknown"));
    expected.put(SOUND.with("country", "ß").json(), List.of("country_unknown"));
    expected.put(SOUND.with("country", "ﬁ").json(), List.of("country_unknown"));
    expected.put(SOUND.with("status", "ſhıpped").json(), List.of("status_unknown"));
    expected.put(SOUND.with("currency", "EUX").json(), List.of("currency_unknown"));
    expected.put(SOUND.with("updated_at", "soon").json(), List.of("updated_at_malformed"));
    expected.put(SOUND.with("shipped_at", 12).json(), List.of("shipped_at_malformed"));
    expected.put(SOUND.with("delivered_at", "-").json(), List.of("delivered_at_malformed"));
    expected.put(SOUND.with("refund_amount", "all").json(), List.of("refund_amount_malformed"));
    expected.put(SOUND.with("refund_amount", -1).json(), List.of("refund_amount_negative"));
    expected.put(SOUND.with("refund_amount", 10.01).json(), List.of("refund_above_amount"));
    expected.put(
        SOUND.with("order_date", "2190-01-01T00:00:00Z").json(), List.of("order_date_in_future"));
    for (String items :
        List.of(
            "\"two\"",
            "{\"sku\":\"a\"}",
            "[5]",
            "[{\"sku\":\"a\",\"quantity\":\"1,5\",\"unit_price\":1}]",
            "[{\"sku\":\"a\",\"quantity\":\"two\",\"unit_price\":1}]",
            "[{\"sku\":\"a\",\"quantity\":{},\"unit_price\":1}]",
            "[{\"sku\":\"a\",\"quantity\":1e30,\"unit_price\":1}]",
            "[{\"sku\":\"a\",\"quantity\":1,\"unit_price\":1e400}]",
            "[{\"sku\":\"a\",\"quantity\":1,\"unit_price\":1,\"discount\":\"lots\"}]",
            "[{\"sku\":\"a\",\"quantity\":1,\"unit_price\":1,\"discount\":true}]",
            "[{\"sku\":\"a\",\"quantity\":1,\"unit_price\":1.000000000000000000000000000001}]",
            "[{\"sku\":\"a\",\"quantity\":1,\"unit_price\":1.00005}]")) {
      expected.put(SOUND.jsonWith("items", items), List.of("items_malformed"));
    }
    expected.put(SOUND.jsonWith("items", "[{\"sku\":\"a\"}]"), List.of("item_incomplete"));
    expected.put(SOUND.jsonWith("items", "[null]"), List.of("item_incomplete"));
    expected.put(
        SOUND.jsonWith("items", "[{\"sku\":\"a\",\"quantity\":0,\"unit_price\":1}]"),
        List.of("item_out_of_range"));
    expected.put(
        SOUND.jsonWith("items", "[{\"sku\":\"a\",\"quantity\":99999999999999,\"unit_price\":90}]"),
        List.of("item_out_of_range"));
    expected.put(
        SOUND.with("amount", "abc").with("status", "x").without("country").json(),
        List.of("amount_malformed", "status_unknown", "country_missing"));

    assertThat(reasons(List.copyOf(expected.keySet()))).isEqualTo(expected);
  }

  @Test
  void feedWithoutRulesIsJudgedByItsFieldsAlone() {
    Feed orders = Orders.FEED;
    Feed lenient =
        new Feed(
            orders.name(),
            orders.singular(),
            orders.fields(),
            orders.derived(),
            List.of(),
            orders.key(),
            orders.recency(),
            orders.money(),
            orders.subject(),
            orders.skippingColumns());
    String line = SOUND.with("amount", -1).without("country").json();
    Row event = Judging.judge(lines(List.of(line)), lenient, Zones.UTC).first();
    assertThat(event.getList(event.fieldIndex("_rejections"))).hasToString("[country_missing]");
    assertThat(event.getList(event.fieldIndex("_warnings"))).isEmpty();
  }

  @Test
  void lineThatIsNoSingleJsonObjectHasOneReason() {
    String sound = SOUND.json();
    Map<String, List<String>> expected = new LinkedHashMap<>();
    expected.put(sound.substring(0, 40), List.of("json_malformed"));
    expected.put("order A", List.of("json_malformed"));
    expected.put(sound + sound, List.of("json_malformed"));
    expected.put(sound + "," + sound, List.of("json_malformed"));
    expected.put(sound + " x", List.of("json_malformed"));
    expected.put(sound + ",\"record\":" + sound, List.of("json_malformed"));
    expected.put(sound + "],[" + sound, List.of("json_malformed"));
    for (String more :
        List.of("}", " }", "}}", "} x}", ",}", "\t, \"x\":{}", " ,\t\"record\":{}")) {
      expected.put(sound + more, List.of("json_malformed"));
    }
    expected.put(sound.replace('"', '\''), List.of("json_malformed"));
    expected.put(SOUND.jsonWith("amount", "NaN"), List.of("json_malformed"));
    expected.put("[" + sound + "]", List.of("json_not_object"));
    expected.put("\"text\"", List.of("json_not_object"));
    expected.put("42", List.of("json_not_object"));
    expected.put("null", List.of("json_not_object"));
    expected.put(sound.replace("\"amount\"", "\"amount\":1,\"amount\""), List.of("field_repeated"));

    assertThat(reasons(List.copyOf(expected.keySet()))).isEqualTo(expected);
  }

  @Test
  void lineThatIsTooLongForTheParserSaysSo() {
    Dataset<Row> lines =
        lines(List.of(SOUND.with("note", "<note>").json()))
            .withColumn("line", functions.expr("replace(line, '<note>', repeat('x', 20000000))"));
    Row event = Judging.judge(lines, Orders.FEED, Zones.UTC).select("_rejections").first();
    assertThat(event.getList(0)).isEqualTo(List.of("line_too_long"));
  }

  @Test
  void brokenByteSequenceIsRejectedAndKept() {
    Dataset<Row> lines =
        lines(List.of(SOUND.json()))
            .withColumn(
                "line",
                functions.expr(
                    "CAST(concat(encode(line, 'UTF-8'), unhex('C3'), unhex('28')) AS STRING)"));
    Row event = Judging.judge(lines, Orders.FEED, Zones.UTC).first();
    assertThat(event.getList(event.fieldIndex("_rejections")))
        .isEqualTo(List.of("line_encoding_broken"));
    assertThat(event.<String>getAs("_raw_line")).isNotNull();
  }

  @Test
  void halfOfASurrogatePairIsRejectedAndAPairIsNot() {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (String half :
        List.of(
            "\\ud800",
            "\\uDBFF",
            "\\udc00",
            "\\uDfFf",
            "\\ude00\\ud83d",
            "\\ud83d\\ud83d\\ude00",
            "\\ud83d\\ude00\\ude00",
            "\\ud83d and \\ude00",
            "\\ud83d\\u0041\\ude00",
            "\\ud83d\\\\ude00",
            "\\ud83d\\\\\\ude00",
            "\\\\\\ud83d")) {
      String text = "\"" + half + "\"";
      expected.put(SOUND.jsonWith("order_id", text), List.of("line_encoding_broken"));
      expected.put(SOUND.jsonWith("note", text), List.of("line_encoding_broken"));
      expected.put(
          SOUND.jsonWith("note", "{\"a\":[1," + text + "]}"), List.of("line_encoding_broken"));
      expected.put(SOUND.json().replace("{", "{" + text + ":1,"), List.of("line_encoding_broken"));
    }
    for (String whole :
        List.of(
            "\\ud83d\\ude00",
            "\\uD83D\\uDE00\\ud83d\\uDe00",
            "\uD83D\uDE00",
            "\\\\ud83d",
            "\\\\\\\\ude00",
            "ud83d",
            "\\u0041\\ud7ff\\ue000")) {
      String text = "\"" + whole + "\"";
      expected.put(SOUND.jsonWith("order_id", text), List.of());
      expected.put(SOUND.jsonWith("note", text), List.of());
      expected.put(SOUND.json().replace("{", "{" + text + ":1,"), List.of());
    }
    assertThat(reasons(List.copyOf(expected.keySet()))).isEqualTo(expected);
    assertThat(judge(SOUND.jsonWith("order_id", "\"\\ud83d\\ude00\"")).<String>getAs("order_id"))
        .isEqualTo("\uD83D\uDE00");
    assertThat(judge(SOUND.jsonWith("order_id", "\"\\\\ud83d\"")).<String>getAs("order_id"))
        .isEqualTo("\\ud83d");
  }

  @Test
  void oddButReadableValuesAreAccepted() {
    assertThat(
            reasons(
                List.of(
                    "\uFEFF" + SOUND.json(),
                    "  " + SOUND.json() + "\r",
                    SOUND.jsonWith("amount", "\" 12.5 \""),
                    SOUND.jsonWith("amount", "\"1e1\""),
                    SOUND.jsonWith("amount", "1E1"),
                    SOUND.jsonWith("amount", "-0"),
                    SOUND.jsonWith("amount", "0"),
                    SOUND.with("currency", "CLF").jsonWith("amount", "12345678901234.5678"),
                    SOUND.jsonWith("order_id", "12345678901234567890"),
                    SOUND.with("order_id", "1.50").json(),
                    SOUND.with("order_id", "true").json(),
                    SOUND.with("order_id", "[7]").json(),
                    SOUND.with("order_id", "{7}").json(),
                    SOUND.jsonWith("amount", "10.000000000000000000000000000000"),
                    SOUND.jsonWith(
                        "items", "[{\"sku\":\"a\",\"quantity\":\"2\",\"unit_price\":5}]"),
                    SOUND.jsonWith(
                        "items",
                        "[{\"sku\":\"a\",\"quantity\":2,\"unit_price\":5,\"discount\":null}]"),
                    SOUND.jsonWith(
                        "items",
                        "[{\"sku\":\"a\",\"quantity\":2,\"unit_price\":5,\"discount\":\"\"}]"),
                    SOUND.with("order_date", "2025-03-01").json(),
                    SOUND.with("order_date", "2025-03-01T10:00").json(),
                    SOUND.with("order_date", "2025-03-01T10:00+0200").json(),
                    SOUND.with("order_date", "2025-03-01T10:00:00.123456789Z").json(),
                    SOUND.with("items", List.of()).json())))
        .allSatisfy((line, reasons) -> assertThat(reasons).as(line).isEmpty());
  }

  @Test
  void amountKeepsEveryDigit() {
    Row event = judge(SOUND.with("currency", "CLF").jsonWith("amount", "12345678901234.5678"));
    assertThat(event.<BigDecimal>getAs("amount"))
        .isEqualByComparingTo(new BigDecimal("12345678901234.5678"));
  }

  @Test
  void warningsLetTheOrderThrough() {
    String item = "[{\"sku\":\"a\",\"quantity\":2,\"unit_price\":4.5,\"discount\":%s}]";
    assertThat(warnings(SOUND.with("country", "US").json()))
        .containsExactly("currency_unusual_for_country");
    assertThat(warnings(SOUND.with("order_date", "1999-12-31T00:00:00Z").json()))
        .containsExactly("order_date_before_2000");
    assertThat(warnings(SOUND.jsonWith("items", item.formatted("0"))))
        .containsExactly("items_do_not_add_up");
    assertThat(warnings(SOUND.jsonWith("items", item.formatted("0")).replace("10.00", "9")))
        .isEmpty();
    assertThat(warnings(SOUND.with("updated_at", "2025-02-01T00:00:00Z").json()))
        .containsExactly("updated_before_ordered");
  }

  @Test
  void unknownFieldsAreRescuedAsJson() {
    Row event = judge(SOUND.with("gift", true).with("note", "hi").with("none", null).json());
    assertThat(event.<String>getAs("_outcome")).isEqualTo("accepted");
    assertThat(event.<String>getAs("_rescued"))
        .isEqualTo("{\"gift\":\"true\",\"note\":\"hi\",\"none\":null}");
  }

  @Test
  void blankLineIsNeitherAcceptedNorRejected() {
    Row event = judge("  \t");
    assertThat(event.<String>getAs("_outcome")).isEqualTo("blank");
    assertThat(event.getList(event.fieldIndex("_rejections"))).isEmpty();
  }

  @Test
  void timesWithoutOffsetAreInTheSourceZoneAndDaysInTheBusinessZone() {
    Zones zones = new Zones(ZoneId.of("America/New_York"), ZoneId.of("Asia/Tokyo"));
    Row event =
        Judging.judge(
                lines(List.of(SOUND.with("order_date", "2025-03-01 12:00:00").json())),
                Orders.FEED,
                zones)
            .first();
    assertThat(event.<Object>getAs("order_ts")).hasToString("2025-03-01 17:00:00.0");
    assertThat(event.<Object>getAs("order_day")).hasToString("2025-03-02");
  }

  @Test
  void hashTellsWhichOfTwoFieldsIsMissing() {
    OrderLine shipped = SOUND.with("shipped_at", "2025-03-02T00:00:00Z");
    OrderLine delivered = SOUND.with("delivered_at", "2025-03-02T00:00:00Z");
    Row one = judge(shipped.json());
    Row other = judge(delivered.json());
    assertThat(one.<Row>getAs("_version")).isNotEqualTo(other.<Row>getAs("_version"));
  }

  @Test
  void eventHasTheDeclaredColumnsAndTypes() {
    Dataset<Row> events = Judging.judge(lines(List.of(SOUND.json())), Orders.FEED, Zones.UTC);
    String declared =
        new FeedTables(Orders.FEED)
            .events().columns().stream()
                .filter(column -> !FeedTables.BOOKKEEPING.contains(column.name()))
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    assertThat(events.schema().sql().replace(" NOT NULL", ""))
        .isEqualTo(StructType.fromDDL(declared).sql());
  }

  private static Row judge(String line) {
    return Judging.judge(lines(List.of(line)), Orders.FEED, Zones.UTC).first();
  }

  private static List<String> warnings(String line) {
    Row event = judge(line);
    assertThat(event.<String>getAs("_outcome")).isEqualTo("accepted");
    return event.getList(event.fieldIndex("_warnings"));
  }

  private static Map<String, List<String>> reasons(List<String> lines) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    // In one partition rows keep their order.
    List<Row> events =
        Judging.judge(lines(lines), Orders.FEED, Zones.UTC).select("_rejections").collectAsList();
    for (int i = 0; i < lines.size(); i++) {
      reasons.put(lines.get(i), events.get(i).getList(0));
    }
    return reasons;
  }

  /** The lines as bronze holds them. */
  static Dataset<Row> lines(List<String> lines) {
    return TestSession.spark()
        .createDataset(lines, Encoders.STRING())
        .coalesce(1)
        .selectExpr(
            "value AS line",
            "'file:/orders.json' AS _file_path",
            "TIMESTAMP'2025-06-01 00:00:00Z' AS _ingested_at");
  }
}
