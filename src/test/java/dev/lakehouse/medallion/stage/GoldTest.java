package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.orders.Orders;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How gold follows silver; the tests share a lakehouse, each with orders, days and customers of its
 * own, and bring up to date only the tables that they look at.
 */
class GoldTest {

  private static final OrderLine KEPT = order("M-1", "2025-03-01", 11, "10.00", item("S-1", 1));
  private static final OrderLine MOVED = order("M-2", "2025-03-01", 11, "20.00", item("S-1", 2));
  private static final OrderLine CONVERTED =
      order("M-3", "2025-03-01", 12, "40.00", item("S-2", 1));
  private static final OrderLine SHIPPED =
      order("L-1", "2025-05-01", 21, "10.00")
          .with("status", "shipped")
          .with("updated_at", "2025-05-02T16:00:00Z");
  private static final OrderLine TOLD_AGAIN = order("N-1", "2025-06-01", 31, "10.00");

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static Stages stages;

  @BeforeAll
  static void takeInTheFirstVersions() {
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    stages = new Stages(lakehouse);
    land(lakehouse, "first", KEPT, MOVED, CONVERTED, SHIPPED, TOLD_AGAIN);
    lakehouse.run();
  }

  @Test
  void correctionThatMovesAnOrderCorrectsWhereItWasAndWhereItIs() throws Exception {
    assertThat(lakehouse.rows(DAYS)).containsExactly("2025-03-01|EUR|3|70.0000");
    assertThat(lakehouse.rows(CUSTOMERS))
        .containsExactly("11|EUR|2025-03-01|2|30.0000", "12|EUR|2025-03-01|1|40.0000");
    assertThat(lakehouse.rows(PRODUCTS)).containsExactly("S-1|EUR|2|3.0000", "S-2|EUR|1|1.0000");
    assertThat(lakehouse.rows(FUNNEL)).containsExactly("2025-03-01|WEB|3|3|0");

    land(
        lakehouse,
        "corrections",
        order("M-2", "2025-04-02", 12, "20.00", item("S-2", 2))
            .with("status", "shipped")
            .with("updated_at", "2025-04-03T10:00:00Z"),
        CONVERTED.with("currency", "USD").with("updated_at", "2025-03-03T10:00:00Z"));
    bring("gold.daily_totals", "gold.customer_months", "gold.product_days", "gold.order_funnel");

    assertThat(lakehouse.rows(DAYS))
        .containsExactly(
            "2025-03-01|EUR|1|10.0000", "2025-03-01|USD|1|40.0000", "2025-04-02|EUR|1|20.0000");
    assertThat(lakehouse.rows(CUSTOMERS))
        .containsExactly(
            "11|EUR|2025-03-01|1|10.0000",
            "12|EUR|2025-04-01|1|20.0000",
            "12|USD|2025-03-01|1|40.0000");
    assertThat(lakehouse.rows(PRODUCTS))
        .containsExactly("S-1|EUR|1|1.0000", "S-2|EUR|1|2.0000", "S-2|USD|1|1.0000");
    // That it was PROCESSING was told of the other day.
    assertThat(lakehouse.rows(FUNNEL))
        .containsExactly("2025-03-01|WEB|2|2|0", "2025-04-02|WEB|1|0|1");
  }

  private static final String DAYS =
      """
      SELECT order_day, currency, orders, net FROM {gold.daily_totals}
      WHERE order_day < '2025-05-01' ORDER BY order_day, currency""";
  private static final String CUSTOMERS =
      """
      SELECT customer_id, currency, order_month, orders, net FROM {gold.customer_months}
      WHERE customer_id IN (11, 12) ORDER BY customer_id, currency""";
  private static final String PRODUCTS =
      "SELECT sku, currency, orders, units FROM {gold.product_performance} ORDER BY sku, currency";
  private static final String FUNNEL =
      """
      SELECT order_day, channel, all_orders, processing, shipped FROM {gold.order_funnel}
      WHERE order_day < '2025-05-01' ORDER BY order_day""";

  @Test
  void lateOlderVersionReachesTheTablesThatFollowFromEvents() throws Exception {
    String funnel =
        """
        SELECT processing, shipped, median_hours_to_ship FROM {gold.order_funnel}
        WHERE order_day = '2025-05-01'""";
    // Summed, for a day may end between the two arrivals.
    String arrivals =
        """
        SELECT sum(lines), sum(first_heard), max(heard_so_far) FROM {gold.late_arrivals}
        WHERE order_day = '2025-05-01'""";
    assertThat(lakehouse.rows(funnel)).containsExactly("0|1|30.00");
    assertThat(lakehouse.rows(arrivals)).containsExactly("1|1|1");
    long orders = lakehouse.version("silver.orders");

    land(lakehouse, "late", order("L-1", "2025-05-01", 21, "10.00"));
    bring("gold.order_funnel", "gold.late_arrivals");

    assertThat(lakehouse.rows(funnel)).containsExactly("1|1|30.00");
    assertThat(lakehouse.rows(arrivals)).containsExactly("2|1|1");
    assertThat(lakehouse.version("silver.orders")).isEqualTo(orders);
  }

  /** Of a bucket that is replaced the same rows are written again, of one that is merged none. */
  @Test
  void tableWhoseRowsAreMergedAndStayTheSameIsNotCommittedTo() throws Exception {
    String[] tables = {
      "gold.customer_months", "gold.daily_totals", "gold.order_funnel", "gold.product_days"
    };
    bring(tables);
    List<Long> before = Stream.of(tables).map(lakehouse::version).toList();
    long orders = lakehouse.version("silver.orders");
    String totals = "SELECT * FROM {gold.daily_totals} ORDER BY ALL";
    List<String> rows = lakehouse.rows(totals);

    land(lakehouse, "again", TOLD_AGAIN.with("updated_at", "2025-06-02T10:00:00Z"));
    List<Entry> entries = bring(tables);

    assertThat(lakehouse.version("silver.orders")).isEqualTo(orders + 1);
    assertThat(Stream.of(tables).map(lakehouse::version))
        .containsExactly(before.get(0), before.get(1) + 1, before.get(2) + 1, before.get(3));
    assertThat(lakehouse.rows(totals)).isEqualTo(rows);
    assertThat(entries)
        .filteredOn(entry -> entry.source().equals("silver.orders"))
        .extracting(
            entry -> entry.target().toString(),
            entry -> entry.count(Count.BUCKETS),
            entry -> entry.count(Count.ROWS_OUT))
        .containsExactlyInAnyOrder(
            tuple("gold.customer_months", 1L, 0L),
            tuple("gold.daily_totals", 1L, 1L),
            tuple("gold.order_funnel", 1L, 1L),
            tuple("gold.product_days", 0L, 0L));
    assertThat(bring(tables)).isEmpty();
  }

  @Test
  void linesThatARetryReleasesLeaveTheRuleTheyBroke() throws Exception {
    List<String> tables = List.of("gold.data_quality_batches", "gold.daily_totals");
    String rules =
        """
        SELECT rule, currency, lines, rejected, value_affected FROM {gold.data_quality_daily}
        WHERE rule = 'amount_above_fifty'""";
    String sound = "SELECT sum(lines) FROM {gold.data_quality_daily} WHERE rule = '(none)'";
    String totals = "SELECT orders, net FROM {gold.daily_totals} WHERE order_day = '2025-07-01'";
    land(
        lakehouse,
        "strict",
        order("R-1", "2025-07-01", 41, "60.00"),
        order("R-2", "2025-07-01", 41, "70.00"),
        order("R-3", "2025-07-01", 41, "30.00"));
    lakehouse.bronze();
    stages.silver(
        Stages.ordersWith(Rule.reject("amount_above_fifty", "amount > 50")),
        Mode.INCREMENT,
        RejectionLimit.NONE);
    stages.gold(Mode.INCREMENT, tables);
    assertThat(lakehouse.rows(rules)).containsExactly("amount_above_fifty|EUR|2|2|130.0000");
    assertThat(lakehouse.rows(totals)).containsExactly("1|30.0000");
    long before = (long) lakehouse.value(sound);

    assertThat(stages.retry(Orders.FEED)).isPresent();
    stages.gold(Mode.INCREMENT, tables);

    assertThat(lakehouse.rows(rules)).isEmpty();
    assertThat(lakehouse.rows(totals)).containsExactly("3|160.0000");
    assertThat(lakehouse.value(sound)).isEqualTo(before + 2);
  }

  @Test
  void rebuildThatDiedIsFinishedByTheNextRun() throws Exception {
    List<String> tables = List.of("gold.order_funnel");
    stages.gold(Mode.INCREMENT, tables);
    List<String> funnel = lakehouse.contents("gold.order_funnel");
    lakehouse.sql("DELETE FROM {gold.order_funnel}");
    stages.gold(Mode.REBUILD, tables);
    // What is left of it: an opening row in the ledger for each source, and an empty table.
    lakehouse.undoCommit("ops.ledger");
    lakehouse.undoCommit("gold.order_funnel");
    assertThat(lakehouse.contents("gold.order_funnel")).isEmpty();

    assertThat(stages.gold(Mode.INCREMENT, tables))
        .extracting(Entry::mode, Entry::source, entry -> entry.count(Count.ROWS_OUT))
        .containsExactly(
            tuple(Mode.REBUILD, "silver.orders", (long) funnel.size()),
            tuple(Mode.REBUILD, "silver.order_events", 0L));

    assertThat(lakehouse.contents("gold.order_funnel")).isEqualTo(funnel).isNotEmpty();
    assertThat(stages.gold(Mode.INCREMENT, tables)).isEmpty();
  }

  @Test
  void rebuildFromNothingLeavesNothing() throws Exception {
    TestLakehouse emptied = new TestLakehouse(folder.resolve("emptied"));
    Stages stages = new Stages(emptied);
    List<String> tables = List.of("gold.daily_totals");
    land(emptied, "1", KEPT);
    emptied.pipeline().setup();
    emptied.bronze();
    emptied.silver(Mode.INCREMENT);
    stages.gold(Mode.INCREMENT, tables);
    assertThat(emptied.contents("gold.daily_totals")).hasSize(1);
    stages.silver(
        Stages.ordersWith(Rule.reject("everything", "amount >= 0")),
        Mode.REBUILD,
        RejectionLimit.NONE);

    stages.gold(Mode.REBUILD, tables);

    assertThat(emptied.contents("gold.daily_totals")).isEmpty();
    assertThat(stages.gold(Mode.INCREMENT, tables)).isEmpty();
  }

  private static void land(TestLakehouse into, String file, OrderLine... orders) {
    into.land(file + ".json", Stream.of(orders).map(OrderLine::json).toArray(String[]::new));
  }

  /** What has landed into some gold tables. */
  private static List<Entry> bring(String... tables) throws Exception {
    lakehouse.bronze();
    lakehouse.silver(Mode.INCREMENT);
    return stages.gold(Mode.INCREMENT, List.of(tables));
  }

  private static OrderLine order(String id, String day, int customer, String amount) {
    return OrderLine.of(id)
        .with("order_date", day + "T10:00:00Z")
        .with("customer_id", customer)
        .with("amount", new BigDecimal(amount));
  }

  private static OrderLine order(
      String id, String day, int customer, String amount, Map<String, Object> item) {
    return order(id, day, customer, amount).with("items", List.of(item));
  }

  private static Map<String, Object> item(String sku, int quantity) {
    return Map.of("sku", sku, "quantity", quantity, "unit_price", 2.5);
  }
}
