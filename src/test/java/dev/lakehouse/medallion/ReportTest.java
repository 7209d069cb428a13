package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.report.Report;
import dev.lakehouse.medallion.report.page.Figure;
import dev.lakehouse.medallion.report.page.Html;
import dev.lakehouse.medallion.report.page.Listing;
import dev.lakehouse.medallion.report.page.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of the report are those of the tables. */
class ReportTest {

  private static final TestLakehouse SAMPLE = SampleLakehouse.get();

  private static final Page PAGE = page(SAMPLE);

  @TempDir Path folder;

  @Test
  void linesFlowAsTheTablesHaveThem() {
    List<String> links =
        figure("flow-orders").panels().get(0).points().stream()
            .map(point -> point.x() + " > " + point.series() + " " + point.value())
            .toList();
    assertThat(links)
        .contains(
            "landed > in bronze " + SAMPLE.value("SELECT count(*) FROM {bronze.orders_raw}"),
            "in bronze > accepted " + outcome("accepted"),
            "in bronze > rejected " + outcome("rejected"),
            "in bronze > blank " + outcome("blank"),
            "became current > current orders "
                + SAMPLE.value("SELECT count(*) FROM {silver.orders}"));
  }

  private static Object outcome(String name) {
    return SAMPLE.value(
        "SELECT count(*) FROM {silver.order_events} WHERE _outcome = '%s'".formatted(name));
  }

  @Test
  void everythingBalances() {
    List<List<String>> rows = listing("balance-orders").grid().rows();
    assertThat(rows).allMatch(row -> row.get(3).equals("balanced"));
    assertThat(rows.subList(2, rows.size()))
        .extracting(
            row -> row.get(0) + "|" + new BigDecimal(row.get(1).replace(",", "")).setScale(4))
        .isEqualTo(
            SAMPLE.rows(
                """
                SELECT concat(currency, ' of accepted lines'), CAST(sum(amount) AS DECIMAL(38,4))
                FROM {silver.order_events} WHERE _outcome = 'accepted'
                GROUP BY currency ORDER BY currency"""));
  }

  @Test
  void reasonsAndTheirExamplesAreThoseOfTheQuarantine() {
    List<String> reasons =
        SAMPLE.rows(
            """
            SELECT reason, count(*) FROM {silver.orders_quarantine}
            LATERAL VIEW explode(reasons) AS reason GROUP BY reason
            ORDER BY count(*) DESC, reason LIMIT 12""");
    assertThat(figure("reasons-orders").panels().get(0).points())
        .extracting(point -> point.x() + "|" + point.value())
        .isEqualTo(reasons);
    assertThat(listing("rejected-orders").grid().rows())
        .allSatisfy(
            row ->
                assertThat(
                        SAMPLE.value(
                            "SELECT count(*) FROM {silver.orders_quarantine} WHERE"
                                + " array_contains(reasons, '%s') AND file_path LIKE '%%/%s'"
                                    .formatted(row.get(0), row.get(1))))
                    .hasToString(row.get(2)));
  }

  @Test
  void unknownFieldsAreThoseOfTheLedger() {
    assertThat(figure("unknown-fields").panels().get(0).points())
        .extracting(point -> point.x() + " " + point.value())
        .containsExactly("coupon 1", "gift_wrap 1", "newsletter 1");
  }

  @Test
  void chartsShowWhatGoldHolds() {
    assertThat(points("net-by-country"))
        .containsExactlyInAnyOrderElementsOf(
            SAMPLE.rows(
                "SELECT currency, country, sum(net) FROM {gold.daily_revenue} GROUP BY 1, 2"));
    assertThat(points("revenue-by-product"))
        .containsExactlyInAnyOrderElementsOf(
            SAMPLE.rows(
                "SELECT currency, coalesce(name, sku), sum(revenue) FROM {gold.product_performance}"
                    + " GROUP BY 1, 2"));
    assertThat(points("order-funnel"))
        .containsExactlyElementsOf(
            SAMPLE.rows(
                """
                SELECT '', stack(3, '1 ordered', sum(all_orders), '2 shipped', sum(shipped),
                  '3 delivered', sum(delivered)) FROM {gold.order_funnel}"""));
    assertThat(figure("net-per-day").panels())
        .flatExtracting(Figure.Panel::points)
        .filteredOn(point -> point.series().equals("net of the day"))
        .hasSize(Math.toIntExact((long) SAMPLE.value("SELECT count(*) FROM {gold.daily_kpi}")));
    assertThat(PAGE.figures()).noneMatch(Figure::isEmpty);
  }

  private static List<String> points(String id) {
    return figure(id).panels().stream()
        .flatMap(
            panel ->
                panel.points().stream()
                    .map(point -> panel.name() + "|" + point.x() + "|" + point.value()))
        .toList();
  }

  @Test
  void everyTableIsInTheDictionaryWithWhatFeedsIt() {
    assertThat(PAGE.dictionary())
        .extracting(Page.Entry::name)
        .containsExactlyElementsOf(
            Catalogue.relations().stream().map(it -> it.name().toString()).toList());
    List<String> names = PAGE.dictionary().stream().map(Page.Entry::name).toList();
    assertThat(PAGE.dictionary()).allMatch(entry -> names.containsAll(entry.sources()));
    assertThat(PAGE.dictionary())
        .filteredOn(entry -> entry.name().equals("gold.order_funnel"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.sources())
                    .containsExactly("silver.order_events", "silver.orders"));
  }

  @Test
  void tablesAreAsLargeAsTheyAre() {
    assertThat(listing("table-sizes").grid().rows())
        .filteredOn(row -> row.get(0).equals("silver.orders"))
        .singleElement()
        .satisfies(row -> assertThat(row.get(1)).isEqualTo("13"));
  }

  @Test
  void reportIsWrittenWhereItIsToldAndSaysSo() throws IOException {
    Path file = folder.resolve("a report.html");
    String place = SAMPLE.reader().report(Optional.of(file.toString()));
    assertThat(place).isEqualTo(file.toUri().toString());
    assertThat(SAMPLE.printed()).containsPattern("report +1\\.\\d MB to " + place);
    assertThat(Files.size(file)).isLessThan(3_000_000);
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("net-per-day");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void fileOfAnotherKindIsNotReplaced() {
    assertThatThrownBy(() -> Report.file("orders.json"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("orders.json");
    String nowhere = folder.resolve("nowhere/report.html").toString();
    assertThatThrownBy(() -> SAMPLE.reader().report(Optional.of(nowhere)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void lakehouseWithoutALineIsReportedAsSuch() {
    TestLakehouse empty = new TestLakehouse(folder);
    assertThatThrownBy(() -> empty.reader().report(Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("medallion setup");
    empty.pipeline().setup();
    Page page = page(empty);
    String html = Html.of(page);
    assertThat(html)
        .contains("No run has been recorded yet")
        .contains("No line has been taken in yet")
        .contains("No line was rejected.")
        .contains("gold holds no row");
    assertThat(page.figures())
        .filteredOn(figure -> !figure.isEmpty())
        .extracting(Figure::id)
        .containsExactly("lineage");
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
  }

  private static Page page(TestLakehouse lakehouse) {
    return new Report(new Lakehouse(lakehouse.attach().platform()), Catalogue.reported()).page();
  }

  private static Figure figure(String id) {
    return PAGE.figures().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static Listing listing(String id) {
    return PAGE.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .filter(Listing.class::isInstance)
        .map(Listing.class::cast)
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
