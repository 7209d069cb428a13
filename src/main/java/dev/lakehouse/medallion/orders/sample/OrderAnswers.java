package dev.lakehouse.medallion.orders.sample;

import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.SampleData.Request;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What must come of each generated line, from what the generator knows of it: its fault, the
 * instant and status of its version, and the values that its texts stand for.
 *
 * <p>Nothing here reads a line or calls what the pipeline is made of, so that both cannot be wrong
 * in the same way.
 */
final class OrderAnswers {

  /** Spark's text source takes a carriage return for a line end, with or without a newline. */
  private static final String LINES_READ =
      """
      explode(CASE WHEN contains(line, '\\r') THEN split(regexp_replace(line, '\\r$', ''), '\\r')
        ELSE array(line) END) AS read""";

  private static final String RANK =
      """
      array_position(array('processing', 'shipped', 'delivered', 'cancelled', 'refunded'), stage)
        AS rank""";

  /** The values of an accepted line; of others they mean nothing. */
  private static final String VALUES =
      """
      struct(
        try_cast(meant.customer_id AS BIGINT) AS customer_id,
        date_from_unix_date(CAST(unix_seconds(try_cast(meant.order_date AS TIMESTAMP)) div 86400
          AS INT)) AS order_day,
        try_cast(meant.order_date AS TIMESTAMP) AS order_ts,
        try_cast(meant.amount AS DECIMAL(18,4)) AS amount,
        try_cast(meant.refund_amount AS DECIMAL(18,4)) AS refund,
        if(upper(meant.status) = 'CANCELED', 'CANCELLED', upper(meant.status)) AS status,
        translate(upper(meant.channel), '- ', '__') AS channel,
        if(upper(meant.country) = 'UK', 'GB', upper(meant.country)) AS country,
        upper(meant.currency) AS currency,
        if(startswith(meant.items, '['), offers, NULL) AS offers,
        CAST(shop.scale AS DECIMAL(18,0)) AS scale) AS value""";

  private static final String OUTCOME =
      """
      CASE WHEN verdict <> 'accepted' THEN verdict
        WHEN copy > 1 THEN 'duplicate'
        WHEN version < newest OR read <> first_telling THEN 'superseded'
        ELSE 'current' END AS outcome""";

  /** What befell a sound line, if anything did: the rarest is named. */
  private static final String FAULT =
      """
      CASE WHEN fault IS NOT NULL THEN fault
        WHEN highest_rank > lowest_rank THEN 'two_statuses_at_one_time'
        WHEN first_telling <> last_telling THEN 'two_contents_at_one_time'
        WHEN copies > 1 AND first_file = last_file THEN 'repeated_in_one_file'
        WHEN copies > 1 THEN 'repeated_across_files'
        WHEN newer_came_in < file THEN 'older_version_after_newer'
        ELSE 'none' END AS fault""";

  private OrderAnswers() {}

  /**
   * The lines as they are read, each with its answer.
   *
   * @param told what {@link OrderGenerator#told} returns
   * @return the columns of {@link dev.lakehouse.medallion.contract.SampleData#ANSWERS} and {@code
   *     value STRUCT}, what an accepted line says
   */
  static Dataset<Row> of(Dataset<Row> told, Request request) {
    Dataset<Row> expectations = told.sparkSession().sql(OrderFaults.expectations());
    Dataset<Row> read =
        told.selectExpr(
                "file", "number", "fault", "updated", RANK, "meant.order_id", VALUES, LINES_READ)
            .join(functions.broadcast(expectations), "fault", "left_outer");
    Dataset<Row> generated = inContext(judged(read)).selectExpr(columns(placeOfFile(request)));
    return hostile(generated, request);
  }

  private static Dataset<Row> judged(Dataset<Row> read) {
    String blank = "read RLIKE '^[ \\\\t]*$'";
    return read.withColumn(
            "verdict",
            functions.expr(
                "CASE WHEN %s THEN 'blank' ELSE coalesce(verdict, 'accepted') END"
                    .formatted(blank)))
        .withColumn("rejections", functions.expr(unlessBlank("rejections")))
        .withColumn("warnings", functions.expr(unlessBlank("warnings")));
  }

  private static String unlessBlank(String names) {
    return "CASE WHEN verdict = 'blank' OR %1$s IS NULL THEN CAST(array() AS ARRAY<STRING>) ELSE %1$s END"
        .formatted(names);
  }

  /** Adds what a line's place among the other lines of its order decides. */
  private static Dataset<Row> inContext(Dataset<Row> judged) {
    return judged
        .selectExpr(
            "*",
            "dense_rank() OVER (PARTITION BY number, verdict ORDER BY updated, rank) AS version",
            "row_number() OVER (PARTITION BY number, verdict, read ORDER BY file) AS copy",
            "count(*) OVER (PARTITION BY number, verdict, read) AS copies",
            "min(file) OVER (PARTITION BY number, verdict, read) AS first_file",
            "max(file) OVER (PARTITION BY number, verdict, read) AS last_file",
            "min(rank) OVER (PARTITION BY number, verdict, updated) AS lowest_rank",
            "max(rank) OVER (PARTITION BY number, verdict, updated) AS highest_rank",
            "min(read) OVER (PARTITION BY number, verdict, updated, rank) AS first_telling",
            "max(read) OVER (PARTITION BY number, verdict, updated, rank) AS last_telling")
        .selectExpr(
            "*",
            "max(version) OVER (PARTITION BY number, verdict) AS newest",
            """
            min(file) OVER (PARTITION BY number, verdict ORDER BY version
              RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS newer_came_in""");
  }

  private static String placeOfFile(Request request) {
    return "concat('%s/file=', file)".formatted(SampleData.folder(request));
  }

  private static String[] columns(String place) {
    return new String[] {
      place + " AS place",
      """
      md5(CAST(if(startswith(read, '\\uFEFF'), substr(read, 2), read) AS BINARY)) AS line_md5""",
      FAULT,
      OUTCOME,
      "rejections",
      "warnings",
      """
      CASE WHEN verdict = 'accepted' AND first_telling <> last_telling
        THEN concat_ws(' ', order_id, updated, rank) END AS tie""",
      "left(read, 200) AS text",
      "value"
    };
  }

  private static Dataset<Row> hostile(Dataset<Row> generated, Request request) {
    String rows =
        HostileFiles.of(request).stream()
            .flatMap(file -> file.answers(placeOfHostile(request)))
            .collect(Collectors.joining(", "));
    if (rows.isEmpty()) {
      return generated;
    }
    String values =
        """
        named_struct('customer_id', customer_id, 'order_day', DATE'%s',
          'order_ts', NULL, 'amount', %s, 'refund', NULL, 'status', 'PROCESSING', 'channel', 'WEB',
          'country', 'DE', 'currency', 'EUR', 'offers', NULL, 'scale', NULL)"""
            .formatted(request.start(), HostileOrders.AMOUNT);
    String type = generated.schema().apply("value").dataType().sql();
    return generated.union(
        generated
            .sparkSession()
            .sql("SELECT * FROM VALUES " + rows + HostileOrders.ANSWER_COLUMNS)
            .selectExpr(
                "place",
                "line_md5",
                "fault",
                "outcome",
                "rejections",
                "warnings",
                "CAST(NULL AS STRING) AS tie",
                "text",
                "CAST(%s AS %s) AS value".formatted(values, type)));
  }

  private static String placeOfHostile(Request request) {
    return SampleData.folder(request) + "/hostile/";
  }
}
