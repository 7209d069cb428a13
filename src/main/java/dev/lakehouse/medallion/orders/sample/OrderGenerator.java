package dev.lakehouse.medallion.orders.sample;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.HostileFile;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
          "refund_amount",
          "corrected");

  /** The plain text of a sound field. */
  private static final UnaryOperator<String> PLAIN = "trim(BOTH '\"' FROM %s)"::formatted;

  @Override
  public String feed() {
    return Orders.FEED.name();
  }

  @Override
  public Dataset<Row> lines(SparkSession spark, Request request) {
    return told(spark, request).select("file", "line");
  }

  @Override
  public Dataset<Row> answers(SparkSession spark, Request request) {
    return OrderAnswers.of(told(spark, request), request);
  }

  @Override
  public Map<TableName, Dataset<Row>> gold(Dataset<Row> answers) {
    return ExpectedGold.of(answers);
  }

  @Override
  public Set<TableName> goldTold() {
    return ExpectedGold.TABLES;
  }

  @Override
  public List<HostileFile> hostileFiles(Request request) {
    return HostileFiles.of(request).stream().map(HostileOrders::file).toList();
  }

  /**
   * The lines to write with what they are meant to say.
   *
   * @return {@code file INT, number BIGINT, step INT, fault STRING, updated BIGINT, status STRING,
   *     shop STRUCT, line STRING}, {@code basket ARRAY<STRUCT>} of offers, and {@code meant
   *     STRUCT}, the plain text that each field stands for
   */
  static Dataset<Row> told(SparkSession spark, Request request) {
    Dataset<Row> numbers =
        spark.range(request.records() + faultyOrders(request)).selectExpr("id AS number");
    Dataset<Row> arrivals = arranged(OrderHistory.versions(numbers, request), request.files());
    Dataset<Row> sound = texts(totals(items(arrivals)), request.records());
    return sound
        .withColumn("line", expr(line()))
        .withColumn("line", expr(whereFaulty("line", OrderFaults.applied("line"))))
        .withColumn("meant", expr(whereFaulty(struct(PLAIN), struct(OrderFaults::meant))));
  }

  /**
   * Brings each file's rows into one task while they are narrow, and in the order that a write by
   * file asks for, so that the wide lines are neither shuffled nor sorted.
   */
  private static Dataset<Row> arranged(Dataset<Row> versions, int files) {
    return versions
        .repartition(Math.min(200, 4 * files), col("file"))
        .sortWithinPartitions("file", "updated", "number", "step", "status", "retold");
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
        "step",
        "dice",
        "fault",
        "updated",
        "status AS stage",
        "retold",
        "shop",
        """
        transform(
          filter(array(first, second, third, fourth), item -> item IS NOT NULL),
          item -> struct(item.sku, item.name, item.category, item.quantity, item.price,
            item.discount)) AS offers
        """,
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
        Shop.money("refund") + " AS refund_amount",
        "if(retold, 'true', NULL) AS corrected");
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

  private static String line() {
    return whereFaulty(object(field -> field), object(OrderFaults::applied));
  }

  /**
   * The faulty texts stand in a lambda, which Spark interprets: compiled, their many branches would
   * make a method too large for the JIT, and every sound line would pay for it.
   */
  private static String whereFaulty(String sound, String faulty) {
    return "if(fault IS NULL, %s, element_at(transform(array(fault), label -> %s), 1))"
        .formatted(sound, faulty);
  }

  private static String object(UnaryOperator<String> text) {
    return FIELDS.stream()
        .map(field -> "concat('\"%s\":', %s)".formatted(field, text.apply(field)))
        .collect(Collectors.joining(", ", "concat('{', concat_ws(',', ", "), '}')"));
  }

  private static String struct(UnaryOperator<String> text) {
    return FIELDS.stream()
        .map(field -> "'%s', %s".formatted(field, text.apply(field)))
        .collect(Collectors.joining(", ", "named_struct(", ")"));
  }
}
