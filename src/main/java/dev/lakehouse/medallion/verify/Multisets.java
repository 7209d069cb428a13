package dev.lakehouse.medallion.verify;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Compares two tables as multisets of whole rows. */
final class Multisets {

  private static final int KEYS_SHOWN = 5;
  private static final int ROWS_SHOWN = 20;
  private static final int LONGEST_TEXT = 200;
  private static final String KEY = "_key";

  private final Dataset<Row> expected;
  private final Dataset<Row> found;
  private final String key;

  /**
   * The comparison of rows that ought to be with rows that are.
   *
   * @param expected rows with the columns that are compared
   * @param found rows with at least these columns; theirs are the types
   * @param key the columns by which a row is named where it differs
   */
  private Multisets(Dataset<Row> expected, Dataset<Row> found, List<String> key) {
    String[] columns = expected.columns();
    this.found = found.select(Arrays.stream(columns).map(Multisets::column).toArray(Column[]::new));
    StructType types = this.found.schema();
    this.expected =
        expected.select(
            Arrays.stream(columns)
                .map(name -> column(name).cast(types.apply(name).dataType()).as(name))
                .toArray(Column[]::new));
    this.key =
        key.stream()
            .map(name -> literal(name + "=") + ", " + text(name))
            .collect(Collectors.joining(", ', ', ", "concat(", ")"));
  }

  /** What the comparison finds; the figures are numbers of rows. */
  static Finding compare(String law, Dataset<Row> expected, Dataset<Row> found, List<String> key) {
    return new Multisets(expected, found, key).compare(law);
  }

  private Finding compare(String law) {
    Dataset<Row> balance =
        side(expected, 1)
            .union(side(found, -1))
            .groupBy(KEY, "_print")
            .agg(
                expr("sum(_side) AS balance"),
                expr("count_if(_side = 1) AS expected"),
                expr("count_if(_side = -1) AS found"));
    Row totals =
        balance
            .selectExpr(
                "coalesce(sum(expected), 0)",
                "coalesce(sum(found), 0)",
                "coalesce(sum(abs(balance)), 0)")
            .first();
    List<String> differences = totals.getLong(2) == 0 ? List.of() : differences(balance);
    String note = totals.getLong(2) == 0 ? "" : totals.getLong(2) + " rows have no counterpart";
    return new Finding(
        law, String.valueOf(totals.get(0)), String.valueOf(totals.get(1)), note, differences);
  }

  /** A key and a hash per row: whole rows would be shuffled otherwise. */
  private Dataset<Row> side(Dataset<Row> rows, int side) {
    String texts =
        Arrays.stream(rows.columns()).map(Multisets::text).collect(Collectors.joining(", "));
    return rows.selectExpr(
        key + " AS " + KEY, "xxhash64(" + texts + ") AS _print", side + " AS _side");
  }

  private List<String> differences(Dataset<Row> balance) {
    String keys =
        balance.orderBy(expr("balance = 0"), col(KEY)).limit(KEYS_SHOWN).collectAsList().stream()
            .filter(row -> row.<Long>getAs("balance") != 0)
            .map(row -> literal(row.getString(0)))
            .collect(Collectors.joining(", "));
    Map<String, List<List<String>>> missing = rows(expected, keys);
    Map<String, List<List<String>>> present = rows(found, keys);
    List<String> differences = new ArrayList<>();
    missing.forEach((name, rows) -> differences.add(difference(name, rows, present.get(name))));
    present.forEach(
        (name, rows) -> {
          if (!missing.containsKey(name)) {
            differences.add(difference(name, null, rows));
          }
        });
    return differences;
  }

  /**
   * The rows of some keys, each as the texts of its columns.
   *
   * <p>They are the first of all rows, and not filtered out of them: above the plan of a verdict a
   * filter makes Spark infer constraints from every expression in it, which takes minutes.
   */
  private Map<String, List<List<String>>> rows(Dataset<Row> rows, String keys) {
    List<String> columns =
        new ArrayList<>(List.of(key + " AS " + KEY, "%s IN (%s) AS _wanted".formatted(key, keys)));
    Arrays.stream(rows.columns())
        .forEach(name -> columns.add("left(%s, %d)".formatted(text(name), LONGEST_TEXT)));
    Map<String, List<List<String>>> byKey = new TreeMap<>();
    List<Row> collected =
        rows
            .selectExpr(columns.toArray(String[]::new))
            .orderBy(col("_wanted").desc(), col(KEY))
            .limit(ROWS_SHOWN)
            .collectAsList()
            .stream()
            .filter(row -> row.getBoolean(1))
            .toList();
    for (Row row : collected) {
      List<String> texts = new ArrayList<>();
      for (int i = 2; i < row.length(); i++) {
        texts.add(row.getString(i));
      }
      byKey.computeIfAbsent(row.getString(0), name -> new ArrayList<>()).add(texts);
    }
    return byKey;
  }

  private String difference(
      String name, List<List<String>> expectedRows, List<List<String>> foundRows) {
    if (foundRows == null) {
      return name + ": expected, and not found";
    }
    if (expectedRows == null) {
      return name + ": found, and not expected";
    }
    if (expectedRows.size() != foundRows.size()) {
      return "%s: expected %d times, found %d times"
          .formatted(name, expectedRows.size(), foundRows.size());
    }
    return name + ": " + changes(expectedRows.get(0), foundRows.get(0));
  }

  private String changes(List<String> expectedRow, List<String> foundRow) {
    List<String> changes = new ArrayList<>();
    String[] names = found.columns();
    for (int i = 0; i < names.length; i++) {
      if (!expectedRow.get(i).equals(foundRow.get(i))) {
        changes.add(
            "%s expected %s, found %s".formatted(names[i], expectedRow.get(i), foundRow.get(i)));
      }
    }
    return changes.isEmpty() ? "differs beyond what is shown here" : String.join("; ", changes);
  }

  private static Column column(String name) {
    return col(identifier(name));
  }

  private static String text(String column) {
    return "coalesce(CAST(%s AS STRING), 'NULL')".formatted(identifier(column));
  }
}
