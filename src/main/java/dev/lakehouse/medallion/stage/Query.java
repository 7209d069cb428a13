package dev.lakehouse.medallion.stage;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dev.lakehouse.medallion.contract.Printable;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Prints the result of a SQL statement. */
public final class Query {

  /** How a result is printed. */
  public enum Format {
    /** Aligned columns, for people; at most {@value #MOST_ROWS} rows. */
    TABLE,
    /** RFC 4180 with a header line; nested values as JSON. */
    CSV,
    /** One JSON object per line. */
    JSON
  }

  static final int MOST_ROWS = 1000;

  /**
   * What a table says where there is nothing to show.
   *
   * @param cell stands for NULL
   * @param table stands for a table without rows; if empty, its header is shown
   */
  private record Gaps(String cell, Optional<String> table) {}

  private final SparkSession spark;
  private final PrintStream out;

  public Query(SparkSession spark, PrintStream out) {
    this.spark = spark;
    this.out = out;
  }

  /**
   * Runs a statement and prints what it returns.
   *
   * @throws UserException if Spark does not accept the statement
   */
  public void run(String statement, Format format) {
    print(statement, format, new Gaps("", Optional.empty()));
  }

  /**
   * Runs the query of a question and prints what it returns; a table says in words what is not
   * available, so that nobody takes it for nothing.
   */
  public void answer(Question question, UnaryOperator<String> qualified, Format format) {
    String noRows = "No rows: nothing in the data fits \"" + question.text() + "\"";
    print(question.statement(qualified), format, new Gaps("n/a", Optional.of(noRows)));
  }

  /**
   * Runs a statement and prints each row as an event: a JSON object that says what it is of.
   *
   * @param of what the rows are of
   */
  public void rows(String statement, String of) {
    run(
        statement,
        result ->
            printJson(
                result.select(
                    functions.lit("row").as("event"),
                    functions.lit(of).as("of"),
                    functions.expr("struct(*)").as("row"))));
  }

  private void print(String statement, Format format, Gaps gaps) {
    run(
        statement,
        result -> {
          switch (format) {
            case TABLE -> printTable(result, gaps);
            case CSV -> printCsv(result);
            case JSON -> printJson(result);
          }
        });
  }

  private void run(String statement, Consumer<Dataset<Row>> printing) {
    try {
      printing.accept(spark.sql(statement));
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw new UserException(
            "The statement cannot be run: " + statement,
            failure.getMessage().strip(),
            "See what there is: medallion query \"SHOW TABLES IN gold\".");
      }
      throw failure;
    }
  }

  private void printTable(Dataset<Row> result, Gaps gaps) {
    List<Row> rows = asText(result).limit(MOST_ROWS + 1).collectAsList();
    if (rows.isEmpty() && gaps.table().isPresent()) {
      out.println(gaps.table().get());
      return;
    }
    StructField[] fields = result.schema().fields();
    List<ColumnData<String[]>> columns =
        IntStream.range(0, fields.length).mapToObj(place -> column(fields[place], place)).toList();
    List<String[]> cells =
        rows.stream().limit(MOST_ROWS).map(row -> cells(row, gaps.cell())).toList();
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(cells, columns)
            .asString());
    if (rows.size() > MOST_ROWS) {
      out.println("The first " + MOST_ROWS + " rows. For all of them: --format csv or json.");
    }
  }

  private void printCsv(Dataset<Row> result) {
    String[] header = result.schema().fieldNames();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(header).build();
    try {
      CSVPrinter printer = new CSVPrinter(out, format);
      for (Iterator<Row> rows = asText(result).toLocalIterator(); rows.hasNext(); ) {
        printer.printRecord((Object[]) cells(rows.next(), ""));
      }
      printer.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void printJson(Dataset<Row> result) {
    Dataset<Row> objects =
        result.select(
            functions.expr(
                "to_json(struct(*), map('ignoreNullFields', 'false', 'timestampFormat', \"%s\"))"
                    .formatted(SqlText.INSTANT)));
    for (Iterator<Row> rows = objects.toLocalIterator(); rows.hasNext(); ) {
      out.println(rows.next().getString(0));
    }
  }

  private static ColumnData<String[]> column(StructField field, int place) {
    HorizontalAlign align =
        field.dataType() instanceof NumericType ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
    return new Column()
        .header(Printable.of(field.name()))
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(60, OverflowBehaviour.NEWLINE)
        .with(cells -> Printable.of(cells[place]));
  }

  private static String[] cells(Row row, String missing) {
    String[] cells = new String[row.length()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.isNullAt(i) ? missing : row.getString(i);
    }
    return cells;
  }

  /** Every column as text; the columns are named by place, for two may bear the same name. */
  private static Dataset<Row> asText(Dataset<Row> result) {
    StructField[] fields = result.schema().fields();
    String[] places = new String[fields.length];
    org.apache.spark.sql.Column[] texts = new org.apache.spark.sql.Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      places[i] = "c" + i;
      texts[i] = functions.expr(textOf(places[i], fields[i].dataType()));
    }
    return result.toDF(places).select(texts);
  }

  private static String textOf(String column, DataType type) {
    boolean nested =
        type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    return nested
        ? "to_json(%s, map('timestampFormat', \"%s\"))".formatted(column, SqlText.INSTANT)
        : "CAST(%s AS STRING)".formatted(column);
  }
}
