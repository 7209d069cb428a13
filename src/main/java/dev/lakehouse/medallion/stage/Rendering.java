package dev.lakehouse.medallion.stage;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dev.lakehouse.medallion.contract.Printable;
import dev.lakehouse.medallion.contract.SqlText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Prints rows as text; of a long result it holds no more than a page. */
final class Rendering {

  /** So many rows are fetched at once; a result of no more takes one job. */
  static final int AT_ONCE = 1000;

  /**
   * What a table says where there is nothing to show.
   *
   * @param cell stands for NULL
   * @param table stands for a table without rows; if empty, its header is shown
   */
  record Gaps(String cell, Optional<String> table) {
    static final Gaps NONE = new Gaps("", Optional.empty());
  }

  private final PrintStream out;
  private final Pages pages;

  Rendering(PrintStream out, Pages pages) {
    this.out = out;
    this.pages = pages;
  }

  void table(Dataset<Row> result, Gaps gaps) {
    Iterator<Row> rows = rows(result);
    if (!rows.hasNext() && gaps.table().isPresent()) {
      out.println(gaps.table().get());
      return;
    }
    StructField[] fields = result.schema().fields();
    List<ColumnData<String[]>> columns =
        IntStream.range(0, fields.length).mapToObj(place -> column(fields[place], place)).toList();
    do {
      List<String[]> page = new ArrayList<>();
      while (rows.hasNext() && page.size() < pages.rows()) {
        page.add(cells(rows.next(), gaps.cell()));
      }
      out.println(
          AsciiTable.builder()
              .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
              .data(page, columns)
              .asString());
    } while (rows.hasNext() && pages.more());
  }

  /** A few rows come at once; of many one part after the other. */
  private Iterator<Row> rows(Dataset<Row> result) {
    Dataset<Row> texts = asText(result);
    List<Row> few = texts.limit(AT_ONCE + 1).collectAsList();
    return few.size() <= AT_ONCE || !pages.goOn() ? few.iterator() : texts.toLocalIterator();
  }

  void csv(Dataset<Row> result) {
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

  void json(Dataset<Row> result) {
    Dataset<Row> objects =
        result.select(
            functions.expr(
                "to_json(struct(*), map('ignoreNullFields', 'false', 'timestampFormat', \"%s\"))"
                    .formatted(SqlText.INSTANT)));
    for (Iterator<Row> rows = objects.toLocalIterator(); rows.hasNext(); ) {
      out.println(rows.next().getString(0));
    }
  }

  void markdown(Dataset<Row> result, Gaps gaps) {
    StructField[] fields = result.schema().fields();
    out.println(markdown(result.schema().fieldNames()));
    out.println(
        Arrays.stream(fields)
            .map(field -> field.dataType() instanceof NumericType ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    for (Iterator<Row> rows = asText(result).toLocalIterator(); rows.hasNext(); ) {
      out.println(markdown(cells(rows.next(), gaps.cell())));
    }
  }

  /** A bar would end a cell, and a line end the table; other marks would be taken for markup. */
  private static String markdown(String[] cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replaceAll("([\\\\|`*_<&\\[])", "\\\\$1").replaceAll("\\R", " "))
        .map(Printable::of)
        .collect(Collectors.joining(" | ", "| ", " |"));
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
