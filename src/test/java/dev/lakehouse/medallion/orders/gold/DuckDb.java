package dev.lakehouse.medallion.orders.gold;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** Gold as another engine has it, straight from landed files, by {@code resources/duckdb}. */
final class DuckDb implements AutoCloseable {

  private final Connection connection;

  DuckDb(Path landing) {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      set("landing", landing.toString());
      codes();
      for (String script :
          List.of(
              "orders.sql",
              "registered.sql",
              "days.sql",
              "funnel.sql",
              "customers.sql",
              "products.sql")) {
        execute(resource(script));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The rows of a table or view, each cell as {@link #text}, separated by bars. */
  List<String> rows(String table, List<String> columns) {
    String query = "SELECT %s FROM %s".formatted(String.join(", ", columns), table);
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> cells = new ArrayList<>();
        for (int at = 1; at <= columns.size(); at++) {
          Object cell = found.getObject(at);
          cells.add(
              cell instanceof Array list
                  ? Arrays.toString((Object[]) list.getArray())
                  : text(cell));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(table, failure);
    }
  }

  /** A value as text that is the same whatever the types two engines have for it. */
  static String text(Object cell) {
    if (cell instanceof BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
    if (cell instanceof OffsetDateTime moment) {
      return moment.toInstant().toString();
    }
    if (cell instanceof Timestamp moment) {
      return moment.toInstant().toString();
    }
    return String.valueOf(cell);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The currencies of ISO 4217 and the countries of ISO 3166-1, as the JDK ships them. */
  private void codes() throws SQLException {
    execute("CREATE TABLE currencies (currency VARCHAR, decimals INTEGER)");
    try (PreparedStatement row =
        connection.prepareStatement("INSERT INTO currencies VALUES (?, ?)")) {
      for (Currency currency : Currency.getAvailableCurrencies()) {
        // Gold and the like have no number of decimals.
        if (currency.getDefaultFractionDigits() >= 0) {
          row.setString(1, currency.getCurrencyCode());
          row.setInt(2, currency.getDefaultFractionDigits());
          row.addBatch();
        }
      }
      row.executeBatch();
    }
    execute("CREATE TABLE countries (country VARCHAR, currency VARCHAR)");
    try (PreparedStatement row =
        connection.prepareStatement("INSERT INTO countries VALUES (?, ?)")) {
      for (String country : Locale.getISOCountries()) {
        Currency currency = Currency.getInstance(new Locale("", country));
        row.setString(1, country);
        row.setString(2, currency == null ? null : currency.getCurrencyCode());
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  private void set(String variable, String value) throws SQLException {
    execute("SET VARIABLE %s = '%s'".formatted(variable, value.replace("'", "''")));
  }

  private void execute(String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private static String resource(String script) {
    try (InputStream content = DuckDb.class.getResourceAsStream("/duckdb/" + script)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(script, failure);
    }
  }
}
