package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.ReferenceTable;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.platform.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Replaces a reference table by the rows of a file, in one commit, or refuses the whole file. */
public final class Load {

  /** How many faults of a file are named. */
  private static final int SHOWN = 5;

  private static final String FAULTS = "_faults";

  private final Lakehouse lakehouse;

  public Load(Lakehouse lakehouse) {
    this.lakehouse = lakehouse;
  }

  /**
   * Loads a file.
   *
   * @param name a file: CSV in UTF-8 with a header line that names the table's columns, in any
   *     order
   * @return how many rows the table has now
   * @throws UserException if the file cannot be read, or a row of it breaks a rule; the table is
   *     then as it was
   */
  public long run(ReferenceTable table, String name) {
    String file = Location.absolute(name);
    lakehouse.attach(table.definition().name());
    Dataset<Row> texts = read(file);
    requireColumns(table, texts, file);
    Dataset<Row> judged = judged(table, texts);
    requireSound(judged, file);
    lakehouse.overwrite(
        table.definition().name(), Lakehouse.select(judged, table.definition().columnNames()));
    return lakehouse.table(table.definition().name()).count();
  }

  private Dataset<Row> read(String file) {
    try {
      return lakehouse
          .spark()
          .read()
          .option("header", "true")
          // Names of folders say nothing: without this they may be read as columns.
          .option("recursiveFileLookup", "true")
          .csv(Location.asItStands(file));
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw new UserException(
            "The file " + file + " cannot be read.",
            Failures.cause(failure),
            "Give `medallion load` a CSV file with a header line, or a folder of such files.");
      }
      throw failure;
    }
  }

  private static void requireColumns(ReferenceTable table, Dataset<Row> texts, String file) {
    List<String> missing = new ArrayList<>(table.definition().columnNames());
    missing.removeAll(Arrays.asList(texts.columns()));
    if (!missing.isEmpty()) {
      throw new UserException(
          "The file %s has no column %s.".formatted(file, String.join(", ", missing)),
          "Its header line says " + String.join(", ", texts.columns()) + ".",
          "Begin the file with the line: "
              + String.join(",", table.definition().columnNames())
              + ", and run `medallion load` again.");
    }
  }

  /** The typed rows, each with the names of what is wrong with it. */
  private static Dataset<Row> judged(ReferenceTable table, Dataset<Row> texts) {
    List<String> typed = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (ColumnDefinition column : table.definition().columns()) {
      String name = identifier(column.name());
      typed.add("try_cast(trim(%1$s) AS %2$s) AS %1$s".formatted(name, column.type()));
      typed.add(
          "trim(%1$s) <> '' AND try_cast(trim(%1$s) AS %2$s) IS NULL AS %3$s"
              .formatted(name, column.type(), unreadable(column.name())));
      faults.add(named(unreadable(column.name()), column.name() + "_malformed"));
    }
    for (String key : table.key()) {
      faults.add(
          named(
              "%s IS NULL AND NOT coalesce(%s, FALSE)".formatted(identifier(key), unreadable(key)),
              key + "_missing"));
    }
    String keys =
        table.key().stream().map(key -> identifier(key)).collect(Collectors.joining(", "));
    faults.add(named("count(*) OVER (PARTITION BY %s) > 1".formatted(keys), "key_repeated"));
    for (Rule rule : table.rules()) {
      faults.add(named(rule.condition(), rule.name()));
    }
    return texts
        .selectExpr(typed.toArray(String[]::new))
        .withColumn(FAULTS, expr("array_compact(array(%s))".formatted(String.join(", ", faults))));
  }

  private static String named(String condition, String fault) {
    return "CASE WHEN %s THEN %s END".formatted(condition, literal(fault));
  }

  /** The scratch column that says whether a value is there and cannot be read. */
  private static String unreadable(String column) {
    return identifier("_no_" + column);
  }

  private static void requireSound(Dataset<Row> judged, String file) {
    List<Row> faulty =
        judged
            .where("size(%s) > 0".formatted(FAULTS))
            .selectExpr("concat_ws(', ', %1$s)".formatted(FAULTS), "to_json(struct(*))")
            .orderBy(expr("2"))
            .limit(SHOWN)
            .collectAsList();
    if (!faulty.isEmpty()) {
      throw new UserException(
          "The file " + file + " has rows that cannot be taken; none was.",
          faulty.stream()
              .map(row -> row.getString(0) + " in " + row.getString(1))
              .collect(Collectors.joining("; ")),
          "Mend these rows, and run `medallion load` again.");
    }
  }
}
