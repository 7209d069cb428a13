package dev.lakehouse.medallion.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same tables by DuckDB, in a database file of its own, as its good users would have them: the
 * lines of new files are read once, checked, merged into the current orders by one MERGE, and gold
 * is made anew. All of a run is one transaction.
 */
public final class DuckDbPipeline {

  private static final String RECORD =
      """
      {"order_id": "VARCHAR", "customer_id": "BIGINT", "order_date": "VARCHAR",
       "amount": "DECIMAL(18,4)", "status": "VARCHAR", "channel": "VARCHAR",
       "country": "VARCHAR", "currency": "VARCHAR", "updated_at": "VARCHAR",
       "items": [{"sku": "VARCHAR", "name": "VARCHAR", "category": "VARCHAR",
         "quantity": "INTEGER", "unit_price": "DECIMAL(18,4)", "discount": "DECIMAL(18,4)"}],
       "shipped_at": "VARCHAR", "delivered_at": "VARCHAR", "refund_amount": "DECIMAL(18,4)"}""";

  /** The typed rows of the new files: what bronze gets, and what silver is made of. */
  private static final String BATCH =
      """
      CREATE TEMP TABLE batch AS
      SELECT r.order_id AS order_id, r.customer_id AS customer_id,
        TRY_CAST(r.order_date AS TIMESTAMP) AS order_date, r.amount AS amount,
        upper(trim(r.status)) AS status, upper(trim(r.channel)) AS channel,
        upper(trim(r.country)) AS country, upper(trim(r.currency)) AS currency,
        coalesce(TRY_CAST(r.updated_at AS TIMESTAMP), TRY_CAST(r.order_date AS TIMESTAMP))
          AS updated_at,
        r.items AS items, TRY_CAST(r.shipped_at AS TIMESTAMP) AS shipped_at,
        TRY_CAST(r.delivered_at AS TIMESTAMP) AS delivered_at, r.refund_amount AS refund_amount,
        CASE WHEN r IS NULL THEN line END AS _corrupt_record,
        CAST(TRY_CAST(r.order_date AS TIMESTAMP) AS DATE) AS order_day,
        len(list_filter(r.items, item -> item.quantity <= 0 OR item.unit_price < 0)) AS bad_items,
        filename AS _file, CAST(now() AS TIMESTAMP) AS _ingested_at
      FROM (
        SELECT line, filename,
          json_transform(CASE WHEN json_valid(line) THEN line END, '%s') AS r
        FROM read_csv(%s, columns = {'line': 'VARCHAR'}, delim = '\\x1f', quote = '',
          escape = '', header = false, filename = true, auto_detect = false))""";

  private static final String NEWEST =
      """
      SELECT order_id, customer_id, order_date, amount, status, channel, country, currency,
        updated_at, items, shipped_at, delivered_at, refund_amount, order_day
      FROM batch WHERE %s
      QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY updated_at DESC, %s DESC) = 1"""
          .formatted(OrderChecks.VALID, OrderChecks.STATUS_RANK);

  private static final String REJECTED =
      "SELECT *, %s AS reason FROM batch WHERE NOT coalesce(%s, false)"
          .formatted(OrderChecks.REASON, OrderChecks.VALID);

  private DuckDbPipeline() {}

  /** {@code run HOME LANDING}, or {@code answer HOME}; memory and threads by properties. */
  public static void main(String[] arguments) throws SQLException, IOException {
    Path home = Files.createDirectories(Path.of(arguments[1]));
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + home.resolve("lake.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET memory_limit = '" + System.getProperty("benchmark.memory") + "'");
      statement.execute("SET preserve_insertion_order = false");
      if (arguments[0].equals("run")) {
        run(statement, Path.of(arguments[2]));
      } else {
        answer(statement);
      }
    }
  }

  private static void run(Statement sql, Path landing) throws SQLException, IOException {
    sql.execute("BEGIN TRANSACTION");
    sql.execute("CREATE TABLE IF NOT EXISTS files (name VARCHAR)");
    Set<String> files = landed(landing);
    files.removeAll(strings(sql, "SELECT name FROM files"));
    if (!files.isEmpty()) {
      takeIn(sql, files);
      for (Map.Entry<String, String> table :
          OrderChecks.gold(OrderChecks.Dialect.DUCKDB).entrySet()) {
        sql.execute("CREATE OR REPLACE TABLE %s AS %s".formatted(table.getKey(), table.getValue()));
      }
    }
    sql.execute("COMMIT");
  }

  private static void takeIn(Statement sql, Set<String> files) throws SQLException {
    String names = files.stream().map(DuckDbPipeline::text).collect(Collectors.joining(", "));
    sql.execute(BATCH.formatted(RECORD, "[" + names + "]"));
    append(sql, "bronze", "SELECT * EXCLUDE (bad_items) FROM batch");
    append(sql, "quarantine", REJECTED);
    if (isThere(sql, "orders")) {
      sql.execute(
          """
          MERGE INTO orders USING (%s) AS newest ON orders.order_id = newest.order_id
          WHEN MATCHED AND newest.updated_at > orders.updated_at THEN UPDATE
          WHEN NOT MATCHED THEN INSERT"""
              .formatted(NEWEST));
    } else {
      sql.execute("CREATE TABLE orders AS " + NEWEST);
    }
    for (String file : files) {
      sql.execute("INSERT INTO files VALUES (" + text(file) + ")");
    }
  }

  private static void append(Statement sql, String table, String query) throws SQLException {
    sql.execute(
        (isThere(sql, table) ? "INSERT INTO %s %s" : "CREATE TABLE %s AS %s")
            .formatted(table, query));
  }

  private static boolean isThere(Statement sql, String table) throws SQLException {
    return !strings(sql, "SELECT table_name FROM duckdb_tables() WHERE table_name = " + text(table))
        .isEmpty();
  }

  /** Prints what all contestants must agree on. */
  private static void answer(Statement sql) throws SQLException {
    try (ResultSet rows = sql.executeQuery(OrderChecks.ANSWER)) {
      while (rows.next()) {
        System.out.println(
            String.join(
                ",", rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
  }

  private static Set<String> landed(Path landing) throws IOException {
    try (Stream<Path> files = Files.list(landing)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(Path::toString)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<String> strings(Statement sql, String query) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
