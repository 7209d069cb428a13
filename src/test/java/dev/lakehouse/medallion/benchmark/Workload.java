package dev.lakehouse.medallion.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The files of a shop that is told of in a benchmark: about 500 bytes a line, three lines in a
 * hundred with a fault, one in twenty a later version of an order that was told before. The same
 * numbers give the same bytes.
 *
 * @param orders how many orders the first load tells of
 */
public record Workload(long orders) {

  private static final Instant FIRST_DAY = Instant.parse("2023-01-01T00:00:00Z");
  private static final int DAYS = 730;
  private static final int LINES_PER_FILE = 100_000;
  private static final double FAULTY = 0.03;
  private static final double LATER = 0.05;

  /** How far back the orders lie of which an increment tells again. */
  private static final int RECENT_DAYS = 14;

  private static final List<String> MARKETS =
      List.of("DE EUR", "FR EUR", "NL EUR", "ES EUR", "GB GBP", "US USD", "US USD", "CA CAD");
  private static final List<String> CHANNELS = List.of("web", "mobile", "in_store", "marketplace");
  private static final List<String> CATEGORIES = List.of("kitchen", "garden", "office", "travel");
  private static final List<String> STEPS = List.of("processing", "shipped", "delivered");

  /** What may be wrong with a line, one thing at a time. */
  private enum Fault {
    AMOUNT_MISSING,
    AMOUNT_NEGATIVE,
    STATUS_UNKNOWN,
    COUNTRY_UNKNOWN,
    CURRENCY_UNKNOWN,
    ORDER_DATE_UNREADABLE,
    CUSTOMER_ZERO,
    REFUND_ABOVE_AMOUNT,
    QUANTITY_ZERO,
    LINE_CUT_SHORT
  }

  /** Writes the first load; what a file tells of has happened after what the one before does. */
  public void writeLoad(Path folder) throws IOException {
    write(folder, "load", 0, orders, 0);
  }

  /**
   * Writes what comes after the load and the increments before it: new orders of the next hours,
   * and later versions of recent ones.
   *
   * @param number from 1
   */
  void writeIncrement(Path folder, int number, long lines) throws IOException {
    write(folder, "increment" + number, orders + (number - 1) * 1_000_000L, lines, number);
  }

  private void write(Path folder, String name, long first, long lines, int increment)
      throws IOException {
    Files.createDirectories(folder);
    for (long file = 0; file * LINES_PER_FILE < lines; file++) {
      long from = file * LINES_PER_FILE;
      long count = Math.min(LINES_PER_FILE, lines - from);
      // A file gets its name when it is whole, as whatever lands files should do it.
      Path part = folder.resolve("." + name + ".part");
      try (BufferedWriter out = Files.newBufferedWriter(part)) {
        for (String line : lines(first + from, count, increment)) {
          out.write(line);
          out.write('\n');
        }
      }
      Files.move(part, folder.resolve("%s-%05d.json".formatted(name, file)));
    }
  }

  /** The lines of a file, in no order. */
  private List<String> lines(long first, long count, int increment) {
    SplittableRandom random = new SplittableRandom(first * 31 + increment);
    List<String> lines = new ArrayList<>((int) count);
    for (long number = first; lines.size() < count; number++) {
      boolean isFaulty = random.nextDouble() < FAULTY;
      boolean isLater = !isFaulty && number > 0 && random.nextDouble() < LATER;
      long order = isLater ? before(number, increment, random) : number;
      lines.add(
          isFaulty
              ? faulty(order, increment, random)
              : line(order, increment, isLater ? 1 + random.nextInt(2) : 0, Fault.values().length));
    }
    Collections.shuffle(lines, new java.util.Random(first));
    return lines;
  }

  /** An order that was told before: for an increment one of the load's last days, mostly. */
  private long before(long number, int increment, SplittableRandom random) {
    if (increment == 0) {
      return Math.max(0, number - 1 - random.nextLong(1 + number / 4));
    }
    long recent = Math.min(orders, Math.max(1_000, orders * RECENT_DAYS / DAYS));
    return orders - 1 - random.nextLong(recent);
  }

  private String faulty(long order, int increment, SplittableRandom random) {
    return line(order, increment, 0, random.nextInt(Fault.values().length));
  }

  /** A version of an order: all but its step and time follow from its number. */
  private String line(long order, int increment, int step, int fault) {
    SplittableRandom random = new SplittableRandom(order * 1_000_003 + 17);
    long placed = placed(order);
    String[] market = MARKETS.get(random.nextInt(MARKETS.size())).split(" ");
    int items = 1 + random.nextInt(3);
    long total = 0;
    StringBuilder basket = new StringBuilder();
    for (int item = 0; item < items; item++) {
      int sku = random.nextInt(2_000);
      int quantity = fault == Fault.QUANTITY_ZERO.ordinal() ? 0 : 1 + random.nextInt(4);
      long price = 199 + sku % 97 * 50L;
      long discount = random.nextInt(10) == 0 ? 50 : 0;
      total += quantity * price - discount;
      basket
          .append(item == 0 ? "" : ",")
          .append("{\"sku\":\"SKU-")
          .append(10_000 + sku)
          .append("\",\"name\":\"Product number ")
          .append(sku)
          .append("\",\"category\":\"")
          .append(CATEGORIES.get(sku % CATEGORIES.size()))
          .append("\",\"quantity\":")
          .append(quantity)
          .append(",\"unit_price\":")
          .append(money(price))
          .append(",\"discount\":")
          .append(money(discount))
          .append('}');
    }
    boolean isCancelled = random.nextInt(25) == 0;
    boolean isRefunded = !isCancelled && random.nextInt(30) == 0;
    String status =
        step == 2 && isCancelled
            ? "cancelled"
            : step == 2 && isRefunded ? "refunded" : STEPS.get(step);
    long customers = Math.max(100, orders / 8);
    StringBuilder line = new StringBuilder(600);
    line.append("{\"order_id\":\"ORD-").append(10_000_000_000L + order).append('"');
    line.append(",\"customer_id\":")
        .append(fault == Fault.CUSTOMER_ZERO.ordinal() ? 0 : 1 + random.nextLong(customers));
    line.append(",\"order_date\":\"")
        .append(
            fault == Fault.ORDER_DATE_UNREADABLE.ordinal()
                ? "the day before yesterday"
                : Instant.ofEpochSecond(placed))
        .append('"');
    if (fault != Fault.AMOUNT_MISSING.ordinal()) {
      line.append(",\"amount\":")
          .append(fault == Fault.AMOUNT_NEGATIVE.ordinal() ? "-" : "")
          .append(money(Math.max(1, total)));
    }
    line.append(",\"status\":\"")
        .append(fault == Fault.STATUS_UNKNOWN.ordinal() ? "teleported" : status)
        .append("\",\"channel\":\"")
        .append(CHANNELS.get(random.nextInt(CHANNELS.size())))
        .append("\",\"country\":\"")
        .append(fault == Fault.COUNTRY_UNKNOWN.ordinal() ? "ZZ" : market[0])
        .append("\",\"currency\":\"")
        .append(fault == Fault.CURRENCY_UNKNOWN.ordinal() ? "ABC" : market[1])
        .append("\",\"updated_at\":\"")
        .append(Instant.ofEpochSecond(placed + step * 86_400L + (step == 0 ? 0 : increment)))
        .append("\",\"items\":[")
        .append(basket)
        .append(']');
    if (step > 0) {
      line.append(",\"shipped_at\":\"").append(Instant.ofEpochSecond(placed + 72_000)).append('"');
    }
    if (step > 1) {
      line.append(",\"delivered_at\":\"")
          .append(Instant.ofEpochSecond(placed + 150_000))
          .append('"');
    }
    if (fault == Fault.REFUND_ABOVE_AMOUNT.ordinal()) {
      line.append(",\"refund_amount\":").append(money(total + 1));
    }
    line.append('}');
    return fault == Fault.LINE_CUT_SHORT.ordinal()
        ? line.substring(0, line.length() / 2)
        : line.toString();
  }

  /** The second at which an order is placed: the orders of the load are spread over two years. */
  private long placed(long order) {
    long whole = Duration.ofDays(DAYS).toSeconds();
    long offset =
        order < orders
            ? (long) ((double) order / orders * whole)
            : whole + (order - orders) % 1_000_000 * 8 + (order - orders) / 1_000_000 * 60;
    return FIRST_DAY.getEpochSecond() + offset;
  }

  private static String money(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
