package dev.lakehouse.medallion.orders.sample;

import dev.lakehouse.medallion.contract.SampleData.Request;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The versions of each order over its life and the file each one arrives in, as narrow rows.
 *
 * <p>Whatever looks random is a hash of {@code dice}, itself a hash of the seed and the order's
 * number. Instants are seconds since 1970, so that the session's time zone has no say.
 */
final class OrderHistory {

  private static final int SECONDS_PER_DAY = 86_400;

  /** A history shorter than this is lived in fast motion, or few orders would be delivered. */
  private static final int UNHURRIED_DAYS = 30;

  /** One of the five weeks before Christmas of the year drawn. */
  private static final String FESTIVE_DAY =
      "date_add(make_date(year(drawn), 11, 20), CAST(pmod(xxhash64(dice, 'gift'), 35) AS INT))";

  /** Three days on, for a Tuesday, Wednesday or Thursday. */
  private static final String WEEKEND_DAY =
      "date_add(festive, CASE WHEN dayofweek(festive) BETWEEN 3 AND 5 THEN 3 ELSE 0 END)";

  private OrderHistory() {}

  /** One row per line to write, from a column {@code number} of order numbers. */
  static Dataset<Row> versions(Dataset<Row> numbers, Request request) {
    Dataset<Row> placed = placed(customers(numbers, request), request);
    return arrivals(strayed(rivalled(lives(placed, request))), request);
  }

  /** A few customers order a hundred times, most of them two or three times. */
  private static Dataset<Row> customers(Dataset<Row> numbers, Request request) {
    return numbers
        .selectExpr("number", "xxhash64(%dL, number) AS dice".formatted(request.seed()))
        .selectExpr("*", "pmod(xxhash64(dice, 'customer'), 16777216) / 16777216D AS place")
        .selectExpr(
            "number",
            "dice",
            "1 + CAST(floor(%dL * place * (place + 0.02D) / 1.02D) AS BIGINT) AS customer"
                .formatted(Math.max(1, request.records() / 4)),
            OrderFaults.drawn(request.records()) + " AS fault")
        .selectExpr(
            "*",
            "element_at(%s, CAST(1 + pmod(xxhash64(customer, 'country'), 100) AS INT)) AS market"
                .formatted(Shop.marketSlots()))
        .selectExpr("*", Shop.basket() + " AS basket");
  }

  /** Shops are busy at weekends, in the weeks before Christmas, and in the evening. */
  private static Dataset<Row> placed(Dataset<Row> customers, Request request) {
    return customers
        .selectExpr(
            "*",
            "date_add(DATE'%s', CAST(pmod(xxhash64(dice, 'day'), %d) AS INT)) AS drawn"
                .formatted(request.start(), request.days()))
        .selectExpr("*", moved("drawn", "festive", FESTIVE_DAY, request) + " AS festive")
        .selectExpr("*", moved("festive", "weekend", WEEKEND_DAY, request) + " AS day")
        .selectExpr(
            "number",
            "dice",
            "customer",
            "fault",
            "market",
            "basket",
            """
            unix_date(day) * 86400L
              + 3600 * element_at(
                array(0, 1, 6, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12, 12,
                  13, 13, 13, 14, 14, 15, 15, 15, 16, 16, 16, 17, 17, 17, 18, 18, 18, 18,
                  19, 19, 19, 19, 20, 20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 23),
                CAST(1 + pmod(xxhash64(dice, 'hour'), 55) AS INT))
              + pmod(xxhash64(dice, 'second'), 3600)
              - element_at(%s, market).clock AS placed
            """
                .formatted(Shop.markets()));
  }

  /** Moves one day in seven to the day that SQL gives, unless the history does not reach it. */
  private static String moved(String from, String salt, String to, Request request) {
    return """
    CASE WHEN pmod(xxhash64(dice, '%2$s'), 7) = 0
        AND %3$s BETWEEN DATE'%4$s' AND DATE'%5$s'
      THEN %3$s ELSE %1$s END
    """
        .formatted(from, salt, to, request.start(), request.start().plusDays(request.days() - 1L));
  }

  /** What has not happened by the end of the history is not told; a faulty order is told once. */
  private static Dataset<Row> lives(Dataset<Row> placed, Request request) {
    long pace = (long) SECONDS_PER_DAY * Math.min(request.days(), UNHURRIED_DAYS) / UNHURRIED_DAYS;
    return placed
        .selectExpr(
            "*",
            "pmod(xxhash64(dice, 'fate'), 100) AS fate",
            after("placed", pace, 20, 200) + " AS shipped")
        .selectExpr("*", after("shipped", pace, 100, 400) + " AS delivered")
        .selectExpr(
            "number",
            "dice",
            "customer",
            "fault",
            "market",
            "basket",
            "placed",
            "shipped",
            "delivered",
            steps(pace))
        .where("step = 1 OR (fault IS NULL AND updated < %d)".formatted(end(request)));
  }

  /** What becomes of an order: in a hundred, 9 are cancelled, 69 delivered, 7 of them refunded. */
  private static String steps(long pace) {
    return """
    inline(array(
      named_struct('step', 1, 'status', 'processing', 'updated', placed),
      named_struct('step', 2, 'status', 'shipped', 'updated',
        CASE WHEN fate >= 17 THEN shipped END),
      named_struct('step', 3, 'status', 'delivered', 'updated',
        CASE WHEN fate >= 31 THEN delivered END),
      named_struct('step', 4, 'status', 'cancelled', 'updated',
        CASE WHEN fate BETWEEN 8 AND 16 THEN %s END),
      named_struct('step', 5, 'status', 'refunded', 'updated',
        CASE WHEN fate >= 93 THEN %s END)))
    """
        .formatted(after("placed", pace, 1, 60), after("delivered", pace, 200, 1200));
  }

  /** An instant {@code least} to {@code least + spread} hundredths of a day after another. */
  private static String after(String instant, long pace, int least, int spread) {
    return "%1$s + %2$d * (%3$d + pmod(xxhash64(dice, %1$s, %3$d), %4$d)) div 100"
        .formatted(instant, pace, least, spread);
  }

  /**
   * One version in a hundred has a rival of another status and the same time, and one in a hundred
   * is told a second time with one more field.
   */
  private static Dataset<Row> rivalled(Dataset<Row> lives) {
    return lives
        .withColumnRenamed("status", "own")
        .selectExpr(
            "*",
            """
            explode(
              CASE WHEN fault IS NULL AND step > 1 AND pmod(xxhash64(dice, step, 'rival'), 100) = 0
                THEN array(own, CASE own WHEN 'shipped' THEN 'cancelled'
                  WHEN 'delivered' THEN 'refunded' WHEN 'cancelled' THEN 'processing'
                  ELSE 'delivered' END)
                ELSE array(own) END) AS status
            """)
        .selectExpr(
            "*",
            """
            explode(CASE WHEN fault IS NULL AND pmod(xxhash64(dice, step, 'retold'), 100) = 0
              THEN array(false, true) ELSE array(false) END) AS retold
            """);
  }

  /** A version comes when it is made; one in fifty strays, and one in a hundred comes twice. */
  private static Dataset<Row> strayed(Dataset<Row> lives) {
    return lives
        .selectExpr(
            "*",
            """
            explode(CASE WHEN fault IS NULL AND pmod(xxhash64(dice, step, 'twice'), 100) = 0
              THEN array(0, pmod(xxhash64(dice, step, 'again'), 3)) ELSE array(0L) END) AS delay
            """)
        .selectExpr(
            "*",
            """
            delay + CASE WHEN pmod(xxhash64(dice, step, 'stray'), 50) = 0
              THEN element_at(array(-2, -1, 1, 1, 2, 3),
                CAST(1 + pmod(xxhash64(dice, step, 'stray by'), 6) AS INT))
              ELSE 0 END AS shift
            """);
  }

  private static Dataset<Row> arrivals(Dataset<Row> strayed, Request request) {
    return strayed.selectExpr(
        file(request) + " AS file",
        "number",
        "dice",
        "customer",
        "fault",
        "market",
        "basket",
        "placed",
        "CASE WHEN status IN ('shipped', 'delivered', 'refunded') THEN shipped END AS shipped",
        "CASE WHEN status IN ('delivered', 'refunded') THEN delivered END AS delivered",
        "updated",
        "step",
        "status",
        "retold");
  }

  /** The file whose share of the history the version falls into, moved by its shift. */
  private static String file(Request request) {
    return "CAST(greatest(1, least(%1$d, 1 + shift + (updated - %2$d) * %1$d div %3$d)) AS INT)"
        .formatted(
            request.files(),
            request.start().toEpochDay() * SECONDS_PER_DAY,
            (long) request.days() * SECONDS_PER_DAY);
  }

  private static long end(Request request) {
    return request.start().plusDays(request.days()).toEpochDay() * SECONDS_PER_DAY;
  }
}
