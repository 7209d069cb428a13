package dev.lakehouse.medallion.customers;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.HostileFile;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Synthetic customers: one for every four orders, so that those who order have signed up before.
 *
 * <p>One in three has moved to another address since, and one in ten lines comes twice.
 */
public final class CustomerGenerator implements SampleData {

  private static final String FIRST_NAMES =
      "'Ada', 'Björn', 'Chloé', 'Diego', 'Emiko', 'Fatima', 'Grażyna', 'Hamza', 'Ines', 'Joško'";
  private static final String LAST_NAMES =
      "'Andersson', 'Becker', 'Costa', 'Dąbrowski', 'Evans', 'Fujita', 'O\\'Brien', 'al-Sabah'";
  private static final String COUNTRIES =
      "'DE', 'US', 'GB', 'FR', 'JP', 'PL', 'BR', 'SE', 'CH', 'KW'";

  /** Customers with a fault have identities of their own, far from those who order. */
  private static final long FIRST_FAULTY = 1_000_000_000L;

  private static final String[] FAULT = {"fault"};

  @Override
  public String feed() {
    return Customers.FEED.name();
  }

  @Override
  public Dataset<Row> lines(SparkSession spark, Request request) {
    return told(spark, request).select("file", "line").repartition(col("file"));
  }

  @Override
  public Dataset<Row> answers(SparkSession spark, Request request) {
    return told(spark, request)
        .join(broadcast(spark.sql(CustomerFault.expectations())), FAULT, "left_outer")
        .selectExpr(
            "*",
            "row_number() OVER (PARTITION BY customer, fault, line ORDER BY file) AS copy",
            "max(version) OVER (PARTITION BY customer, fault) AS newest")
        .selectExpr(
            "concat('%s/file=', file) AS place".formatted(SampleData.folder(request)),
            "md5(CAST(line AS BINARY)) AS line_md5",
            "coalesce(fault, 'none') AS fault",
            """
            CASE WHEN coalesce(verdict, 'accepted') <> 'accepted' THEN verdict
              WHEN copy > 1 THEN 'duplicate' WHEN version < newest THEN 'superseded'
              ELSE 'current' END AS outcome""",
            "coalesce(rejections, CAST(array() AS ARRAY<STRING>)) AS rejections",
            "coalesce(warnings, CAST(array() AS ARRAY<STRING>)) AS warnings",
            "CAST(NULL AS STRING) AS tie",
            "left(line, 200) AS text");
  }

  /** Gold follows from orders, of which these lines say nothing. */
  @Override
  public Map<TableName, Dataset<Row>> gold(Dataset<Row> answers) {
    return Map.of();
  }

  @Override
  public Set<TableName> goldTold() {
    return Set.of();
  }

  @Override
  public List<HostileFile> hostileFiles(Request request) {
    return List.of();
  }

  /**
   * One row per line: {@code file INT}, {@code customer BIGINT}, {@code version INT}, {@code fault
   * STRING} (NULL if none), {@code line STRING}.
   */
  static Dataset<Row> told(SparkSession spark, Request request) {
    long sound = Math.max(1, request.records() / 4);
    long faulty = Math.round(sound * 1.5 * request.faults() / (1 - request.faults()));
    return spark
        .range(sound + faulty)
        .selectExpr(
            "if(id < %1$d, id + 1, %2$d + id - %1$d) AS customer".formatted(sound, FIRST_FAULTY),
            "CASE WHEN id >= %1$d THEN %2$s END AS fault"
                .formatted(
                    sound,
                    CustomerFault.labelAt(
                        "1 + (id - %d) %% %d".formatted(sound, CustomerFault.ALL.size()))),
            "xxhash64(%d, id, 'customer') AS dice".formatted(request.seed()))
        .selectExpr("*", "explode(%s) AS version".formatted(versions()))
        .selectExpr("*", "explode(%s) AS told".formatted(copies()))
        .selectExpr(
            "CAST(1 + pmod(xxhash64(dice, version, told), %d) AS INT) AS file"
                .formatted(request.files()),
            "customer",
            "version",
            "fault",
            object(request) + " AS line")
        .selectExpr(
            "file",
            "customer",
            "version",
            "fault",
            CustomerFault.applied("line", "line") + " AS line");
  }

  private static String versions() {
    return "if(fault IS NULL AND pmod(dice, 3) = 0, array(1, 2), array(1))";
  }

  private static String copies() {
    return "if(fault IS NULL AND pmod(xxhash64(dice, version), 10) = 0, array(1, 2), array(1))";
  }

  private static String object(Request request) {
    String day =
        "date_sub(DATE'%s', 1 + CAST(pmod(xxhash64(dice, 'day'), 365) AS INT))"
            .formatted(request.start());
    return "concat('{', concat_ws(',', %s, %s, %s, %s, %s, %s), '}')"
        .formatted(
            member("id", "CAST(customer AS STRING)"),
            member("name", text(name())),
            member(
                "email", text("concat('c', customer, '@example.', if(version = 1, 'com', 'org'))")),
            member("country", text(pick(COUNTRIES, "country"))),
            member("signed_up_at", text("concat(" + day + ", 'T08:30:00Z')")),
            member(
                "updated_at",
                "if(version = 1, NULL, "
                    + text("concat(date_add(" + day + ", 30), 'T17:00:00Z')")
                    + ")"));
  }

  private static String name() {
    return "concat(%s, ' ', %s)".formatted(pick(FIRST_NAMES, "first"), pick(LAST_NAMES, "last"));
  }

  private static String pick(String texts, String salt) {
    return "element_at(array(%1$s), CAST(1 + pmod(xxhash64(dice, '%2$s'), size(array(%1$s))) AS INT))"
        .formatted(texts, salt);
  }

  private static String text(String expression) {
    return "concat('\"', " + expression + ", '\"')";
  }

  /** SQL for a member of the object, which is NULL where the text is. */
  private static String member(String field, String json) {
    return "concat('\"%s\":', %s)".formatted(field, CustomerFault.applied(field, json));
  }
}
