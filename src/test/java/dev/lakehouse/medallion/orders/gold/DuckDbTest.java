package dev.lakehouse.medallion.orders.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.SampleLakehouse;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.SampleData.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gold tables against a judge that shares no code with the pipeline and no engine. */
class DuckDbTest {

  private static final List<String> TABLES =
      List.of(
          "fact_orders",
          "daily_revenue",
          "daily_totals",
          "daily_kpi",
          "order_funnel",
          "customer_summary",
          "customer_lifetime",
          "dim_customer",
          "cohort_retention",
          "product_performance",
          "dim_product",
          "dim_date");

  /** What follows from rates, of which there are none here, or from times of arrival. */
  private static final Set<String> NOT_JUDGED =
      Set.of(
          "reporting_currency",
          "rate",
          "gross_amount_reporting",
          "refunded_amount_reporting",
          "net_amount_reporting",
          "is_complete");

  @TempDir Path folder;

  @Test
  void goldOfTheSampleFilesIsWhatASecondEngineMakesOfThem() {
    assertAgreement(SampleLakehouse.get(), SampleLakehouse.FILES);
  }

  /** Orders that come again with another day, customer and currency move from row to row. */
  @Test
  void goldKeptUpToDateIsWhatASecondEngineMakesOfAllFilesAtOnce() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    LocalDate start = LocalDate.parse("2025-01-01");
    land(lakehouse, new Request(3_000, 6, 11, 120, start, 0));
    lakehouse.land("edges.json", edges());
    land(lakehouse, new Request(300, 2, 12, 60, start.plusDays(75), 0));
    assertAgreement(lakehouse, folder.resolve("landing"));
    assertThat(
            lakehouse.value(
                "SELECT max(net_growth_on_week) FROM {gold.daily_kpi} WHERE currency = 'NOK'"))
        .hasToString("0.183571");
  }

  @Test
  void oneCentInOneLineShows() throws IOException {
    for (String file :
        List.of(
            "orders/orders_001.json", "orders/orders_002.json", "customers/customers_001.json")) {
      String lines = Files.readString(SampleLakehouse.FILES.resolve(file));
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(
          folder.resolve(file), lines.replace("\"amount\":80.00", "\"amount\":80.01"));
    }
    try (DuckDb judge = new DuckDb(folder)) {
      assertThat(differences(SampleLakehouse.get(), judge, "daily_revenue"))
          .containsExactly(
              "2025-03-03|EUR|US|WEB|DELIVERED|1|80.01|0|0|80.01 has the judge alone",
              "2025-03-03|EUR|US|WEB|DELIVERED|1|80|0|0|80 has the pipeline alone");
    }
  }

  /** What a shop rarely sends, in currencies that the generator does not know. */
  private static String[] edges() {
    OrderLine norway = OrderLine.of("N").with("country", "NO").with("currency", "NOK");
    OrderLine denmark = OrderLine.of("D").with("country", "DK").with("currency", "DKK");
    return Stream.of(
            // A growth of 0.18357149995, which is rounded once and not twice.
            norway.with("order_id", "N-1").with("amount", new BigDecimal("100.07")),
            norway
                .with("order_id", "N-2")
                .with("amount", new BigDecimal("118.44"))
                .with("order_date", "2025-03-08T23:30:00+00:30"),
            // A growth that has no place in its column.
            denmark.with("order_id", "D-1").with("amount", new BigDecimal("0.01")),
            denmark
                .with("order_id", "D-2")
                .with("amount", new BigDecimal("10000000000000.00"))
                .with("order_date", "2025-03-08"),
            // Two orders of one customer at one time, one with a product twice, its last name
            // missing.
            OrderLine.of("E-1")
                .with("customer_id", 900_001)
                .with(
                    "items",
                    List.of(
                        item(" EDGE", "Edge", "1.5", "0.0001", "0.0001"),
                        item("EDGE ", null, "2", "3.3333", "0.1"))),
            OrderLine.of("E-2")
                .with("customer_id", 900_001)
                .with("country", "AT")
                .with("channel", "in store"),
            // Refunds: none of a refunded order, nothing of a cancelled one.
            OrderLine.of("E-3").with("status", "refunded").with("refund_amount", 0),
            OrderLine.of("E-4").with("status", "canceled").with("refund_amount", 5),
            // Shipped within half a hundredth of an hour, delivered before that.
            OrderLine.of("E-5")
                .with("status", "delivered")
                .with("order_date", "2024-12-30T10:00:00Z")
                .with("updated_at", "2024-12-30T12:00:00Z")
                .with("shipped_at", "2024-12-30T10:00:18Z")
                .with("delivered_at", "2024-12-30T10:00:17Z"))
        .map(OrderLine::json)
        .toArray(String[]::new);
  }

  private static Map<String, Object> item(
      String sku, String name, String quantity, String price, String discount) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("sku", sku);
    item.put("name", name);
    item.put("quantity", new BigDecimal(quantity));
    item.put("unit_price", new BigDecimal(price));
    item.put("discount", new BigDecimal(discount));
    return item;
  }

  private static void land(TestLakehouse lakehouse, Request request) {
    lakehouse.pipeline().generate(request, Optional.empty());
    lakehouse.run();
  }

  private static void assertAgreement(TestLakehouse lakehouse, Path landing) {
    SoftAssertions softly = new SoftAssertions();
    try (DuckDb judge = new DuckDb(landing)) {
      for (String table : TABLES) {
        softly.assertThat(differences(lakehouse, judge, table)).as(table).isEmpty();
      }
    }
    softly.assertAll();
  }

  /** The rows that one of the two has more often than the other, each said to be whose. */
  private static List<String> differences(TestLakehouse lakehouse, DuckDb judge, String table) {
    Dataset<Row> gold = lakehouse.sql("SELECT * FROM {gold." + table + "}");
    List<String> columns =
        Arrays.stream(gold.columns()).filter(column -> !NOT_JUDGED.contains(column)).toList();
    List<String> found =
        gold.selectExpr(columns.toArray(String[]::new)).collectAsList().stream()
            .map(DuckDbTest::text)
            .toList();
    List<String> expected = judge.rows(table, columns);
    assertThat(expected).as(table).isNotEmpty();
    return Stream.concat(
            without(expected, found).map(row -> row + " has the judge alone"),
            without(found, expected).map(row -> row + " has the pipeline alone"))
        .sorted()
        .toList();
  }

  private static Stream<String> without(List<String> rows, List<String> others) {
    List<String> left = new ArrayList<>(rows);
    others.forEach(left::remove);
    return left.stream();
  }

  private static String text(Row row) {
    return String.join(
        "|",
        IntStream.range(0, row.length())
            .mapToObj(
                at ->
                    row.get(at) instanceof scala.collection.Seq<?>
                        ? row.getList(at).toString()
                        : DuckDb.text(row.get(at)))
            .toList());
  }
}
