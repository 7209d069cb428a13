package dev.lakehouse.medallion.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.customers.Customers;
import dev.lakehouse.medallion.orders.Orders;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A plain line says what it would say if it were looked at as closely as any other. */
class PlainLinesTest {

  private static final Zones ZONES =
      new Zones(ZoneId.of("America/New_York"), ZoneId.of("Asia/Tokyo"));

  private static final OrderLine ORDER =
      OrderLine.of("A-1")
          .with("order_date", "2025-03-01T10:00:00.5+02:00")
          .with("updated_at", "2025-03-01 12:30:00")
          .with("refund_amount", 2)
          .with("channel", "in-store");

  private static final String ITEMS =
      "[{\"sku\":\"a\",\"name\":\"Käse\",\"category\":\"\",\"quantity\":2,\"unit_price\":4.5,"
          + "\"discount\":0.00},{\"sku\":\"b\",\"quantity\":1,\"unit_price\":1}]";

  private static final String LINE = ORDER.jsonWith("items", ITEMS);

  /** What a change may put into a line. */
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    " ",
    "\t",
    "\\",
    "\\u0041",
    "-",
    "+",
    ".",
    "0",
    "1",
    "99999",
    "e",
    "E5",
    "null",
    "true",
    "Z",
    "T",
    "_",
    "x",
    "é",
    "\uD83D\uDE00",
    "\uFFFD",
    "\"\"",
    "\":",
    "\",\"",
    "\"amount\":1,",
    "\"items\":[],",
    "\"note\":\"n\",",
    "\"status\":null,",
    "0.00001",
    "},{",
    "/",
    "'"
  };

  @Test
  void usualWaysToWriteAnOrderArePlain() {
    assertThat(
            plain(
                Orders.FEED,
                List.of(
                    LINE,
                    LINE.replace(",\"", ", \"").replace("\":", "\": ").replace("},{", "}, {"),
                    ORDER.jsonWith("items", "[]"),
                    ORDER.jsonWith("items", "null"),
                    ORDER.with("order_id", 7).with("customer_id", "12").json())))
        .containsOnly(true);
  }

  /** Java's patterns may call themselves for each repetition, until there is no stack left. */
  @Test
  void longLineIsPlainToo() {
    String items = "[" + "{\"sku\":\"a\",\"quantity\":1,\"unit_price\":0.5},".repeat(50_000);
    String line =
        ORDER.jsonWith("items", items + items.substring(1, items.indexOf("},") + 1) + "]");
    assertThat(plain(Orders.FEED, List.of(line))).containsExactly(true);
  }

  @Test
  void everyNameMayComeOnceAndInAnyOrder() {
    List<String> once = new ArrayList<>();
    List<String> twice = new ArrayList<>();
    String rest = LINE.substring(1);
    Orders.FEED
        .fields()
        .forEach(
            field -> {
              String member = "\"" + field.name() + "\":null,";
              if (LINE.contains("\"" + field.name() + "\":")) {
                twice.add("{" + member + rest);
              } else {
                once.add("{" + member + rest);
                twice.add("{" + member + member + rest);
              }
            });
    assertThat(once).isNotEmpty();
    assertThat(twice).hasSameSizeAs(Orders.FEED.fields());
    assertThat(plain(Orders.FEED, once)).containsOnly(true);
    assertThat(plain(Orders.FEED, twice)).containsOnly(false);
    assertSameVerdicts(Orders.FEED, once);
    assertSameVerdicts(Orders.FEED, twice);
  }

  @Test
  void changedOrdersAreJudgedAlike() {
    List<String> lines = new ArrayList<>(List.of(LINE, ORDER.jsonWith("items", "null")));
    List.of("2025-02-30T10:00:00Z", "2025-03-01T10:00:00", "2025-03-01 10:00:00.123456789-05:00")
        .forEach(time -> lines.add(ORDER.with("order_date", time).json()));
    List.of("-0", "-0.5", "99999999999999.9999", "100000000000000", "0.00", "1.0005", "01", "1.")
        .forEach(amount -> lines.add(ORDER.jsonWith("amount", amount)));
    List.of("Canceled", "in store", "REFUNDED", "a1", "web_", "é")
        .forEach(code -> lines.add(ORDER.with("status", code).json()));
    assertSameVerdicts(Orders.FEED, lines);
    List<String> changed = changed(LINE);
    assertThat(plain(Orders.FEED, changed)).contains(true, false);
    assertSameVerdicts(Orders.FEED, changed);
  }

  @Test
  void changedCustomersAreJudgedAlike() {
    String line =
        "{\"id\":7,\"name\":\"Zoë\",\"email\":\"zoe@example.com\",\"country\":\"nl\","
            + "\"signed_up_at\":\"2025-03-01T10:00:00Z\"}";
    assertThat(plain(Customers.FEED, List.of(line))).containsExactly(true);
    assertSameVerdicts(Customers.FEED, changed(line));
  }

  /** A number beyond its type is one malformed value, and not the end of the run. */
  @Test
  void numbersBeyondTheirTypesAreJudgedAlike() {
    Feed feed =
        new Feed(
            "readings",
            "reading",
            List.of(
                Field.required("id", Kind.TEXT, "STRING", "The reading"),
                Field.required("number", Kind.WHOLE_NUMBER, "INT", "A whole number"),
                Field.required("wide", Kind.DECIMAL, "DECIMAL(24,2)", "A wide number"),
                Field.optional("spaced", Kind.DECIMAL, "DECIMAL(10, 2)", "A number")),
            List.of(),
            List.of(),
            "id",
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    String line = "{\"id\":\"a\",\"number\":%s,\"wide\":%s}";
    assertThat(plain(feed, List.of(line.formatted(1, 1)))).containsExactly(true);
    assertSameVerdicts(
        feed,
        List.of(
            line.formatted(1, "1.25"),
            line.formatted("2147483647", "99999999999999.99"),
            line.formatted("2147483648", "123456789012345678.25"),
            "{\"id\":\"a\",\"number\":1,\"wide\":1,\"spaced\":123456789}"));
  }

  @Test
  void lineWithBrokenBytesIsNotPlain() {
    Dataset<Row> lines =
        JudgingTest.lines(List.of(ORDER.with("order_id", "<x>").json()))
            .selectExpr(
                "CAST(unhex(replace(hex(line), hex('<x>'), 'C328')) AS STRING) AS line",
                "_file_path",
                "_ingested_at");
    Row event = Judging.judge(lines, Orders.FEED, ZONES).first();
    assertThat(event.getList(event.fieldIndex("_rejections")))
        .isEqualTo(List.of("line_encoding_broken"));
  }

  private static List<String> changed(String line) {
    Random random = new Random(8);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder(line);
      for (int change = 0; change <= i % 3; change++) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(3));
        text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
      }
      lines.add(text.toString());
    }
    return lines;
  }

  /** White space behind the first brace says nothing, but the line is then not a plain one. */
  private static void assertSameVerdicts(Feed feed, List<String> lines) {
    List<String> objects = lines.stream().filter(line -> line.startsWith("{")).toList();
    List<String> closely = objects.stream().map(line -> "{\t" + line.substring(1)).toList();
    assertThat(plain(feed, closely)).containsOnly(false);
    List<String> expected = verdicts(feed, closely);
    List<String> verdicts = verdicts(feed, objects);
    for (int i = 0; i < objects.size(); i++) {
      assertThat(verdicts.get(i)).as(objects.get(i)).isEqualTo(expected.get(i));
    }
  }

  private static List<Boolean> plain(Feed feed, List<String> lines) {
    return Parsing.parse(JudgingTest.lines(lines), feed)
        .selectExpr("_plain IS NOT NULL")
        .as(Encoders.BOOLEAN())
        .collectAsList();
  }

  private static List<String> verdicts(Feed feed, List<String> lines) {
    return Judging.judge(JudgingTest.lines(lines), feed, ZONES)
        .drop("_line_id", "_raw_line")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}
