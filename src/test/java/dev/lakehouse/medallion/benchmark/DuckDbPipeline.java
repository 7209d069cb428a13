package dev.lakehouse.medallion.benchmark;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Field;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pipeline's rules and tables by DuckDB, in a database file of its own, as its good users would
 * have them: the lines of new files are kept as they came, judged once, merged into the current
 * orders by one MERGE, and gold is made anew. Each step is a transaction: what one has written
 * itself DuckDB reads with a single thread.
 */
public final class DuckDbPipeline {

  private static final Feed ORDERS = Catalogue.feeds().get(0);

  /** The files are read for bronze and once more to be judged. */
  private static final String ARRIVALS =
      """
      (SELECT line, filename AS _file, now() AS _ingested_at, %s AS _batch
        FROM read_csv([%s], columns = {'line': 'VARCHAR'}, delim = '\\x1f', quote = '',
          escape = '', header = false, filename = true, auto_detect = false))""";

  /** In the order of {@code resources/benchmark}. */
  private enum Step {
    TABLES,
    EVENTS,
    ORDERS,
    GOLD
  }

  private final Statement sql;

  private DuckDbPipeline(Statement sql) {
    this.sql = sql;
  }

  /** {@code run HOME LANDING}, or {@code answer HOME QUESTION}; memory by a property. */
  public static void main(String[] arguments) throws SQLException, IOException {
    Path home = Files.createDirectories(Path.of(arguments[1]));
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + home.resolve("lake.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET memory_limit = '" + System.getProperty("benchmark.memory") + "'");
      statement.execute("SET preserve_insertion_order = false");
      DuckDbPipeline pipeline = new DuckDbPipeline(statement);
      if (arguments[0].equals("run")) {
        pipeline.run(Path.of(arguments[2]));
      } else {
        pipeline.answer(arguments[2]);
      }
    }
  }

  private void run(Path landing) throws SQLException, IOException {
    execute(Step.TABLES, Map.of());
    Set<String> files = landed(landing);
    files.removeAll(strings("SELECT name FROM files"));
    int newest = done(Step.EVENTS);
    if (!files.isEmpty()) {
      newest++;
      String arrivals = ARRIVALS.formatted(newest, texts(files));
      sql.execute("BEGIN TRANSACTION");
      sql.execute("INSERT INTO bronze FROM " + arrivals);
      sql.execute("INSERT INTO files SELECT unnest([" + texts(files) + "])");
      finish(Step.EVENTS, newest, Map.of("{arrivals}", arrivals));
    }
    for (Step step : List.of(Step.ORDERS, Step.GOLD)) {
      int done = done(step);
      if (done < newest) {
        sql.execute("BEGIN TRANSACTION");
        finish(step, newest, Map.of("{done}", String.valueOf(done)));
      }
    }
  }

  /** The newest batch that a step is done with. */
  private int done(Step step) throws SQLException {
    String query =
        "SELECT CAST(coalesce(max(batch), 0) AS VARCHAR) FROM progress WHERE step = '%s'";
    return Integer.parseInt(strings(query.formatted(step)).get(0));
  }

  private void finish(Step step, int batch, Map<String, String> values)
      throws SQLException, IOException {
    execute(step, values);
    sql.execute("INSERT INTO progress VALUES ('%s', %d)".formatted(step, batch));
    sql.execute("COMMIT");
  }

  private void execute(Step step, Map<String, String> values) throws SQLException, IOException {
    String file = "/benchmark/duckdb-%s.sql".formatted(step.name().toLowerCase(Locale.ROOT));
    try (InputStream script = DuckDbPipeline.class.getResourceAsStream(file)) {
      String statements = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        statements = statements.replace(value.getKey(), value.getValue());
      }
      sql.execute(withCodes(statements));
    }
  }

  /** What the pipeline's contract lists stands in the scripts by name. */
  private static String withCodes(String statements) {
    String filled = statements;
    for (Field field : ORDERS.fields()) {
      filled = filled.replace("{codes of %s}".formatted(field.name()), texts(field.codes()));
    }
    for (int decimals : new int[] {0, 3, 4}) {
      filled =
          filled.replace(
              "{currencies of %d decimals}".formatted(decimals),
              texts(
                  Currency.getAvailableCurrencies().stream()
                      .filter(currency -> currency.getDefaultFractionDigits() == decimals)
                      .map(Currency::getCurrencyCode)
                      .toList()));
    }
    List<String> fields = ORDERS.fields().stream().map(Field::name).toList();
    return filled
        .replace("{usual pairs}", texts(usualPairs()))
        .replace("{status rank}", ORDERS.recency().get(1).expression())
        .replace("{fields}", texts(fields))
        .replace(
            "{without the fields}",
            fields.stream()
                .map("\"%s\": null"::formatted)
                .collect(Collectors.joining(", ", "{", "}")));
  }

  private static List<String> usualPairs() {
    List<String> pairs = new ArrayList<>();
    for (String country : Locale.getISOCountries()) {
      Currency currency = Currency.getInstance(new Locale("", country));
      if (currency != null) {
        pairs.add(country + currency.getCurrencyCode());
      }
    }
    return pairs;
  }

  private void answer(String question) throws SQLException {
    try (ResultSet rows = sql.executeQuery(question)) {
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

  private List<String> strings(String query) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }

  private static String texts(Collection<String> values) {
    return new TreeSet<>(values)
        .stream()
            .map(value -> "'" + value.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
  }
}
