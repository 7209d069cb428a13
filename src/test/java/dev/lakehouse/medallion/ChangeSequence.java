package dev.lakehouse.medallion;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The life of a few orders in three to five random steps, the same for the same number. */
final class ChangeSequence {

  /** What can come next. */
  private enum Change {
    NEW,
    LONG_PAST,
    SHIPPED,
    DELIVERED,
    REFUNDED,
    CANCELLED,
    REOPENED,
    MOVED,
    RESTATED,
    OLDER,
    REPEATED,
    FAULTY
  }

  /** Days, customers and products. */
  private record World(LocalDate firstDay, int firstCustomer, String name) {

    static final World COMMON = new World(LocalDate.of(2020, 2, 27), 1, "common");

    static World of(int number) {
      LocalDate firstDay = LocalDate.of(2001, 1, 1).plusDays(10L * number);
      return new World(firstDay, 10 * (number + 1), "W" + number);
    }
  }

  /** After every order's day, so that each version is newer than those before it. */
  private static final Instant FIRST_UPDATE = Instant.parse("2024-01-01T00:00:00Z");

  private final Random random;
  private final World own;
  private final boolean sharesTheCommonWorld;
  private final int steps;
  private final List<OrderLine> orders = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int step;
  private int updates;

  ChangeSequence(int number) {
    random = new Random(number);
    own = World.of(number);
    sharesTheCommonWorld = number % 4 == 1;
    // Few are the longest, so that the last run touches little.
    steps = number % 40 == 0 ? 5 : 3 + random.nextInt(2);
  }

  /** The lines of the next step; none when all steps are taken. */
  List<String> next() {
    if (step == steps) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    if (step == 0) {
      changes.addAll(List.of(Change.NEW, Change.NEW));
    }
    for (int drawn = random.nextInt(3); drawn >= 0; drawn--) {
      changes.add(oneOf(List.of(Change.values())));
    }
    step++;
    int before = told.size();
    changes.forEach(change -> told.add(line(change)));
    return List.copyOf(told.subList(before, told.size()));
  }

  private String line(Change change) {
    return switch (change) {
      case NEW -> placed(day());
      case LONG_PAST -> placed(own.firstDay().minusYears(15));
      case SHIPPED -> updated(order -> order.with("status", "shipped"));
      case DELIVERED ->
          updated(
              order ->
                  order
                      .with("status", "delivered")
                      .with("shipped_at", updatedAt(updates))
                      .with("delivered_at", updatedAt(updates + random.nextInt(50))));
      case REFUNDED ->
          updated(
              order ->
                  random.nextBoolean()
                      ? order.with("status", "refunded")
                      : order.with("status", "refunded").with("refund_amount", money(0, 1)));
      case CANCELLED -> updated(order -> order.with("status", "cancelled"));
      case REOPENED -> updated(order -> order.with("status", "processing"));
      case MOVED -> updated(this::moved);
      case RESTATED -> updated(this::restated);
      case OLDER ->
          moved(oneOf(orders))
              .with("status", oneOf(List.of("processing", "shipped", "cancelled")))
              .with("updated_at", updatedAt(-1 - random.nextInt(1000)))
              .json();
      case REPEATED -> oneOf(told);
      case FAULTY ->
          oneOf(
              List.of(
                  oneOf(orders).with("amount", -1).with("updated_at", updatedAt(updates)).json(),
                  oneOf(orders).with("currency", "???").without("order_date").json(),
                  "{\"order_id\": \"cut",
                  ""));
    };
  }

  private String placed(LocalDate day) {
    orders.add(
        OrderLine.of(own.name() + "-" + orders.size())
            .with("order_date", time(day))
            .with("customer_id", customer())
            .with("amount", money(1, 100))
            .with("items", items()));
    return orders.get(orders.size() - 1).json();
  }

  /** A newer version of one of the orders. */
  private String updated(UnaryOperator<OrderLine> change) {
    int index = random.nextInt(orders.size());
    updates++;
    orders.set(index, change.apply(orders.get(index)).with("updated_at", updatedAt(updates)));
    return orders.get(index).json();
  }

  private OrderLine moved(OrderLine order) {
    return switch (random.nextInt(5)) {
      case 0 -> order.with("order_date", time(day()));
      case 1 -> order.with("customer_id", customer());
      case 2 -> order.with("currency", oneOf(List.of("EUR", "USD", "CHF")));
      case 3 -> order.with("country", oneOf(List.of("DE", "US", "CH")));
      default -> order.with("channel", oneOf(List.of("web", "mobile", "in_store")));
    };
  }

  private OrderLine restated(OrderLine order) {
    return switch (random.nextInt(3)) {
      case 0 -> order.with("amount", money(1, 100));
      case 1 -> order.with("items", items());
      default -> random.nextBoolean() ? order.without("items") : order.with("items", List.of());
    };
  }

  private World world() {
    return sharesTheCommonWorld && random.nextBoolean() ? World.COMMON : own;
  }

  private LocalDate day() {
    return world().firstDay().plusDays(random.nextInt(4));
  }

  private int customer() {
    return world().firstCustomer() + random.nextInt(3);
  }

  private List<Map<String, Object>> items() {
    return Stream.generate(this::item).limit(1L + random.nextInt(3)).toList();
  }

  private Map<String, Object> item() {
    int product = random.nextInt(3);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("sku", world().name() + "-S" + product);
    item.put("name", "Thing " + random.nextInt(10));
    item.put("quantity", 1 + random.nextInt(5));
    item.put("unit_price", money(1, 50));
    item.put("discount", random.nextBoolean() ? money(0, 1) : null);
    return item;
  }

  private BigDecimal money(int least, int below) {
    return BigDecimal.valueOf(100L * least + random.nextInt(100 * (below - least)), 2);
  }

  private String time(LocalDate day) {
    return "%sT%02d:30:00Z".formatted(day, random.nextInt(24));
  }

  private static String updatedAt(int hours) {
    return FIRST_UPDATE.plus(Duration.ofHours(hours)).toString();
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
