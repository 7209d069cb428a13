package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.ledger.Mode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Orders of four months, few enough to work out the answer to any question by hand. */
final class QuestionOrders {

  /**
   * Every order is of ten o'clock, UTC. {@code ship} is hours from the order, {@code deliver} hours
   * from shipment, {@code told} hours from the order to this version of it; a line arrives one hour
   * and {@code late} days after the order. Two items are written as {@code 2*P1@20}, less a
   * discount. What is left out is not in the line.
   */
  private static final String ORDERS =
      """
      id  | customer | day        | amount | currency | country | channel     | status     | refund | ship | deliver | told | late | items
      A01 |  1       | 2025-11-03 | 100    | EUR      | DE      | WEB         | DELIVERED  |        | 24   | 48      |      |      | 5*P1@20
      A02 |  2       | 2025-11-04 | 160    | EUR      | FR      | WEB         | DELIVERED  |        | 48   | 24      |      |      | 8*P1@20
      A03 |  3       | 2025-11-05 | 150    | USD      | US      | MOBILE      | DELIVERED  |        | 10   | 30      |      |      | 1*P3@150
      A04 | 17       | 2025-11-06 | 5      | EUR      | DE      | IN_STORE    | PROCESSING |        |      |         |      |      |
      A05 |  4       | 2025-11-10 | 20     | EUR      | DE      | IN_STORE    | PROCESSING |        |      |         |      |      |
      A06 |  5       | 2025-11-12 | 300    | USD      | US      | WEB         | DELIVERED  | 30     | 20   | 40      |      | 40   | 2*P3@150
      A07 | 18       | 2025-11-14 | 450    | USD      | US      | WEB         | DELIVERED  |        | 12   | 12      |      |      | 3*P3@150
      A08 |  2       | 2025-11-20 | 40     | EUR      | FR      | WEB         | CANCELLED  |        |      |         |      |      | 2*P1@20
      A09 |  1       | 2025-12-01 | 80     | EUR      | DE      | WEB         | DELIVERED  |        | 24   | 24      |      | 3    | 4*P1@20
      A10 |  6       | 2025-12-02 | 45     | EUR      | DE      | MOBILE      | SHIPPED    |        | 72   |         |      |      | 9*P2@5
      A11 |  7       | 2025-12-05 | 200    | USD      | US      | WEB         | DELIVERED  |        | 12   | 36      |      |      | 1*P3@150 10*P2@5
      A12 |  8       | 2025-12-05 | 5000   | JPY      | JP      | MOBILE      | DELIVERED  |        | 30   | 30      |      |      | 2*P1@2500
      A13 |  6       | 2025-12-15 | 55     | EUR      | DE      | MOBILE      | REFUNDED   |        | 24   | 24      |      |      | 11*P2@5
      A14 |  9       | 2025-12-18 | 70     | EUR      | FR      | WEB         | CANCELLED  |        |      |         |      |      | 3*P1@20 2*P2@5
      A15 | 16       | 2025-12-22 | 90     | USD      | US      | WEB         | DELIVERED  |        | 24   | 24      |      |      | 18*P2@5
      A16 | 10       | 2025-12-29 | 25     | EUR      | DE      | IN_STORE    | PROCESSING |        |      |         |      |      |
      A17 |  3       | 2025-12-30 | 150    | USD      | US      | MOBILE      | DELIVERED  |        | 20   | 50      |      |      | 1*P3@150
      A18 |  1       | 2026-01-02 | 40     | EUR      | DE      | WEB         | DELIVERED  |        | 24   | 48      |      |      | 2*P1@20
      A19 | 11       | 2026-01-05 | 120    | EUR      | FR      | WEB         | DELIVERED  |        | 36   | 24      |      | 1    | 6*P1@20
      A20 |  8       | 2026-01-07 | 7500   | JPY      | JP      | MOBILE      | DELIVERED  |        | 30   | 30      |      |      | 3*P1@2500
      A21 | 11       | 2026-01-09 | 60     | EUR      | FR      | WEB         | DELIVERED  | 20     | 24   | 24      |      |      | 3*P1@20
      A22 | 12       | 2026-01-12 | 30     | EUR      | DE      | IN_STORE    | PROCESSING |        |      |         |      |      |
      A23 |  5       | 2026-01-20 | 150    | USD      | US      | WEB         | CANCELLED  |        |      |         |      |      | 1*P3@150
      A24 | 13       | 2026-01-26 | 100    | EUR      | DE      | MARKETPLACE | SHIPPED    |        | 96   |         |      |      | 4*P1@20 4*P2@5
      A25 | 10       | 2026-01-28 | 50     | EUR      | DE      | IN_STORE    | PROCESSING |        |      |         |      |      |
      A26 |  5       | 2026-01-29 | 450    | USD      | US      | WEB         | DELIVERED  |        | 15   | 45      |      |      | 3*P3@150
      A27 | 13       | 2026-02-02 | 40     | EUR      | DE      | MARKETPLACE | SHIPPED    |        | 48   |         |      |      | 2*P1@20
      A28 |  6       | 2026-02-04 | 30     | EUR      | DE      | MOBILE      | PROCESSING |        |      |         |      |      | 6*P2@5
      A28 |  6       | 2026-02-04 | 30     | EUR      | DE      | MOBILE      | SHIPPED    |        | 24   |         | 24   | 1    | 6*P2@5
      A29 | 14       | 2026-02-05 | 225    | USD      | DE      | WEB         | DELIVERED  |        | 24   | 24      |      |      | 1*P3@150 15*P2@5
      A30 |  8       | 2026-02-09 | 2500   | JPY      | JP      | MOBILE      | CANCELLED  |        |      |         |      |      | 1*P1@2500
      A31 |  1       | 2026-02-11 | 60     | EUR      | DE      | WEB         | PROCESSING |        |      |         |      |      | 3*P1@20
      A32 | 15       | 2026-02-16 | 35     | EUR      | AT      | WEB         | SHIPPED    |        | 24   |         |      |      | 1*G1@25 2*P2@5
      A33 |  3       | 2026-02-25 | 100    | USD      | US      | MOBILE      | PROCESSING |        |      |         |      |      | 1*P3@150-50
      A34 |  4       | 2026-02-27 | 20     | EUR      | DE      | IN_STORE    | PROCESSING |        |      |         |      |      |
      A35 | 14       | 2026-02-28 | 80     | EUR      | CH      | WEB         | PROCESSING |        |      |         |      |      | 4*P1@20
      """;

  /** Days of arrival and what arrives: five lines are rejected, one is blank. */
  private static final Map<String, List<String>> REFUSED =
      Map.of(
          "2025-12-05",
          List.of(
              OrderLine.of("R1").with("amount", -5).json(),
              OrderLine.of("R2").without("status").json()),
          "2026-01-20",
          List.of(
              OrderLine.of("R3")
                  .with("customer_id", 0)
                  .with("amount", -1)
                  .with("currency", "USD")
                  .json(),
              "{"),
          "2026-02-16",
          List.of(OrderLine.of("R4").with("amount", -7).json(), ""));

  /**
   * One dollar is 0.9 euros, on every day that has orders in dollars but the last; yen have none.
   */
  private static final List<String> DAYS_WITH_RATE =
      List.of(
          "2025-11-05",
          "2025-11-12",
          "2025-11-14",
          "2025-12-05",
          "2025-12-22",
          "2025-12-30",
          "2026-01-20",
          "2026-01-29",
          "2026-02-05");

  private static final Map<String, List<String>> PRODUCTS =
      Map.of(
          "P1",
          List.of("Lamp", "Home"),
          "P2",
          List.of("Pen", "Office"),
          "P3",
          List.of("Desk", "Office"));

  private static final Pattern ITEM = Pattern.compile("(\\d+)\\*(\\w+)@(\\d+)(?:-(\\d+))?");

  private QuestionOrders() {}

  /** The orders, judged and in gold, with the rates beside them. */
  static TestLakehouse lakehouse(Path folder) {
    List<String> lines = new ArrayList<>();
    List<String> rows = ORDERS.lines().toList();
    String[] header = rows.get(0).split("\\|");
    for (String row : rows.subList(1, rows.size())) {
      Map<String, String> order = cells(header, row.split("\\|", -1));
      String late = order.getOrDefault("late", "0");
      lines.add(raw(line(order), time(order).plusDays(Long.parseLong(late)).plusHours(1)));
    }
    REFUSED.forEach(
        (day, refused) ->
            refused.forEach(line -> lines.add(raw(line, LocalDateTime.parse(day + "T11:00")))));
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.pipeline().setup();
    // Into bronze by hand, so that the time at which a line arrived is known.
    lakehouse.sql("INSERT INTO {bronze.orders_raw} VALUES " + String.join(", ", lines));
    lakehouse.sql(
        DAYS_WITH_RATE.stream()
            .map(day -> "(DATE'%s', 'USD', 'EUR', 0.9BD)".formatted(day))
            .collect(Collectors.joining(", ", "INSERT INTO {ref.exchange_rates} VALUES ", "")));
    lakehouse.silver(Mode.INCREMENT);
    lakehouse.gold(Mode.INCREMENT);
    return lakehouse;
  }

  private static String raw(String line, LocalDateTime arrivedAt) {
    return "(%1$s, 'file:/orders.json', 1L, TIMESTAMP'%2$s', TIMESTAMP'%2$s', 'test', NULL)"
        .formatted(SqlText.literal(line), arrivedAt);
  }

  private static Map<String, String> cells(String[] header, String[] row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < header.length; i++) {
      if (!row[i].isBlank()) {
        cells.put(header[i].strip(), row[i].strip());
      }
    }
    return cells;
  }

  private static LocalDateTime time(Map<String, String> order) {
    return LocalDateTime.parse(order.get("day") + "T10:00");
  }

  private static String line(Map<String, String> order) {
    OrderLine line =
        OrderLine.of(order.get("id"))
            .with("customer_id", Long.valueOf(order.get("customer")))
            .with("order_date", time(order) + ":00Z")
            .with("amount", new BigDecimal(order.get("amount")));
    for (String code : List.of("currency", "country", "channel", "status")) {
      line = line.with(code, order.get(code));
    }
    if (order.containsKey("refund")) {
      line = line.with("refund_amount", new BigDecimal(order.get("refund")));
    }
    if (order.containsKey("told")) {
      line = line.with("updated_at", after(time(order), order.get("told")) + ":00Z");
    }
    if (order.containsKey("ship")) {
      LocalDateTime shipped = after(time(order), order.get("ship"));
      line = line.with("shipped_at", shipped + ":00Z");
      if (order.containsKey("deliver")) {
        line = line.with("delivered_at", after(shipped, order.get("deliver")) + ":00Z");
      }
    }
    return order.containsKey("items")
        ? line.with("items", items(order.get("items"))).json()
        : line.json();
  }

  private static LocalDateTime after(LocalDateTime time, String hours) {
    return time.plusHours(Long.parseLong(hours));
  }

  private static List<Map<String, Object>> items(String written) {
    List<Map<String, Object>> items = new ArrayList<>();
    Matcher item = ITEM.matcher(written);
    while (item.find()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("sku", item.group(2));
      if (PRODUCTS.containsKey(item.group(2))) {
        fields.put("name", PRODUCTS.get(item.group(2)).get(0));
        fields.put("category", PRODUCTS.get(item.group(2)).get(1));
      }
      fields.put("quantity", Integer.valueOf(item.group(1)));
      fields.put("unit_price", Integer.valueOf(item.group(3)));
      if (item.group(4) != null) {
        fields.put("discount", Integer.valueOf(item.group(4)));
      }
      items.add(fields);
    }
    return items;
  }
}
