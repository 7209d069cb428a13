package dev.lakehouse.medallion.orders;

import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.SampleData;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Order lines as a shop would send them: the same request gives the same lines, anywhere. */
public final class OrderGenerator implements SampleData {

  /** Sound lines per order, roughly: an order is told once per step of its life. */
  private static final double LINES_PER_ORDER = 2.65;

  /** The fields of a line in the order in which they are written. */
  private static final List<String> FIELDS =
      List.of(
          "order_id",
          "customer_id",
          "order_date",
          "amount",
          "status",
          "channel",
          "country",
          "currency",
          "updated_at",
          "items",
          "shipped_at",
          "delivered_at",
          "refund_amount");

  @Override
  public String feed() {
    return Orders.FEED.name();
  }

  @Override
  public Dataset<Row> lines(SparkSession spark, Request request) {
    return labelled(spark, request).select("file", "line");
  }

  /** The lines with the {@code number} of their order and the label of their {@code fault}. */
  static Dataset<Row> labelled(SparkSession spark, Request request) {
    Dataset<Row> numbers =
        spark.range(request.records() + faultyOrders(request)).selectExpr("id AS number");
    Dataset<Row> arrivals = arranged(OrderHistory.versions(numbers, request), request.files());
    Dataset<Row> sound = texts(totals(items(arrivals)), request.records());
    return sound
        .selectExpr("file", "number", "dice", "fault", line() + " AS line")
        .selectExpr("file", "number", "fault", OrderFault.applied("line") + " AS line");
  }

  /**
   * Brings each file's rows into one task while they are narrow, and in the order that a write by
   * file asks for, so that the wide lines are neither shuffled nor sorted.
   */
  private static Dataset<Row> arranged(Dataset<Row> versions, int files) {
    return versions
        .repartition(Math.min(200, 4 * files), col("file"))
        .sortWithinPartitions("file", "updated", "number", "step");
  }

  /** Looks up the shop and, since there are no more than four, each item by itself. */
  private static Dataset<Row> items(Dataset<Row> arrivals) {
    return arrivals.selectExpr(
        "*",
        "element_at(%s, market) AS shop".formatted(Shop.markets()),
        "get(%s, get(basket, 0)) AS first".formatted(Shop.prices()),
        "get(%s, get(basket, 1)) AS second".formatted(Shop.prices()),
        "get(%s, get(basket, 2)) AS third".formatted(Shop.prices()),
        "get(%s, get(basket, 3)) AS fourth".formatted(Shop.prices()));
  }

  /** Sums are in the currency's smallest unit, so that no rounding creeps in. */
  private static Dataset<Row> totals(Dataset<Row> items) {
    return items
        .selectExpr(
            "*",
            """
            first.cost + coalesce(second.cost, 0) + coalesce(third.cost, 0)
              + coalesce(fourth.cost, 0) AS total
            """,
            """
            concat('[', concat_ws(',', first.item, second.item, third.item, fourth.item), ']')
              AS items
            """)
        .selectExpr(
            "*",
            """
            CASE WHEN status = 'refunded' THEN
              CASE pmod(xxhash64(dice, 'refund'), 3)
                WHEN 0 THEN total
                WHEN 1 THEN total * (10 + pmod(xxhash64(dice, 'part'), 80)) div 100 END
            END AS refund
            """);
  }

  /** Orders of a single faulty line, numbered after the sound ones. */
  private static long faultyOrders(Request request) {
    double faults = request.faults();
    return Math.round(request.records() * LINES_PER_ORDER * faults / (1 - faults));
  }

  /** The JSON text of each field; NULL where the field is left out. */
  private static Dataset<Row> texts(Dataset<Row> totals, long sound) {
    return totals.selectExpr(
        "file",
        "number",
        "dice",
        "fault",
        orderId(sound) + " AS order_id",
        "CAST(customer AS STRING) AS customer_id",
        instant("placed + shop.clock", "shop.offset") + " AS order_date",
        Shop.money("total") + " AS amount",
        """
        concat('"', if(pmod(xxhash64(dice, step, 'case'), 200) = 0, upper(status), status), '"')
          AS status
        """,
        Shop.CHANNEL + " AS channel",
        "concat('\"', shop.country, '\"') AS country",
        "concat('\"', shop.currency, '\"') AS currency",
        instant("updated", "'Z'") + " AS updated_at",
        "items",
        instant("shipped", "'Z'") + " AS shipped_at",
        instant("delivered", "'Z'") + " AS delivered_at",
        Shop.money("refund") + " AS refund_amount");
  }

  private static String orderId(long sound) {
    return """
    if(number < %1$d, concat('"ORD-', lpad(number + 1, 10, '0'), '"'),
      concat('"ORD-F', lpad(number + 1 - %1$d, 10, '0'), '"'))
    """
        .formatted(sound);
  }

  /** A timestamp without a zone, because one with a zone is written in the session's. */
  private static String instant(String seconds, String offset) {
    return """
    concat('"', replace(CAST(
      TIMESTAMP_NTZ'1970-01-01 00:00:00' + INTERVAL '1' SECOND * (%s) AS STRING), ' ', 'T'),
      %s, '"')
    """
        .formatted(seconds, offset);
  }

  /**
   * The faulty texts stand in a lambda, which Spark interprets: compiled, their many branches would
   * make a method too large for the JIT, and every sound line would pay for it.
   */
  private static String line() {
    return "if(fault IS NULL, %s, element_at(transform(array(fault), label -> %s), 1))"
        .formatted(object(field -> field), object(OrderFault::applied));
  }

  private static String object(UnaryOperator<String> text) {
    return FIELDS.stream()
        .map(field -> "concat('\"%s\":', %s)".formatted(field, text.apply(field)))
        .collect(Collectors.joining(", ", "concat('{', concat_ws(',', ", "), '}')"));
  }
}
