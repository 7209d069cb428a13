package dev.lakehouse.medallion.key;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.key.KeyedLines.Tally;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares what the tables hold with an answer key that the generator wrote. */
public final class AnswerKey {

  private static final int SHOWN = 10;

  private final Lakehouse lakehouse;
  private final PrintStream out;

  public AnswerKey(Lakehouse lakehouse, PrintStream out) {
    this.lakehouse = lakehouse;
    this.out = out;
  }

  /**
   * What came of a comparison.
   *
   * @param planted lines and damaged files that the key names
   * @param caught those of which exactly the right came
   * @param strays lines that the key does not name
   * @param goldRowsAmiss rows of gold tables that the key does not have, and the other way round
   */
  public record Result(long planted, long caught, long strays, long goldRowsAmiss) {

    /** Whether everything came out as the key says. */
    public boolean holds() {
      return planted == caught && strays == 0 && goldRowsAmiss == 0;
    }
  }

  /**
   * Compares, and prints what came of it.
   *
   * @param gold the gold tables and views that the feed's part of the key tells
   * @param name the folder of the key
   * @throws UserException if there is no key in it
   */
  public Result check(Feed feed, List<Relation> gold, String name) {
    KeyFolder folder = KeyFolder.named(name).of(feed.name());
    KeyedLines lines = new KeyedLines(lakehouse, feed, read(folder.lines(), SampleData.ANSWERS));
    Collection<Tally> tallies = lines.tallies();
    print(tallies);
    long amiss = gold.stream().mapToLong(relation -> goldRowsAmiss(relation, folder)).sum();
    Result result =
        new Result(
            tallies.stream().mapToLong(Tally::planted).sum(),
            tallies.stream().mapToLong(Tally::caught).sum(),
            tallies.stream().mapToLong(Tally::strays).sum(),
            amiss);
    if (result.planted() != result.caught() || result.strays() > 0) {
      print(lines.differences(SHOWN));
    }
    return result;
  }

  private long goldRowsAmiss(Relation relation, KeyFolder folder) {
    String schema =
        relation.columns().stream()
            .map(column -> identifier(column.name()) + " " + column.type())
            .collect(Collectors.joining(", "));
    List<String> columns = relation.columns().stream().map(ColumnDefinition::name).toList();
    Dataset<Row> expected =
        Lakehouse.select(read(folder.gold(relation.name().name()), schema), columns);
    Dataset<Row> found = Lakehouse.select(lakehouse.table(relation.name()), columns);
    Dataset<Row> missing = expected.exceptAll(found);
    Dataset<Row> surplus = found.exceptAll(expected);
    long amiss = missing.count() + surplus.count();
    out.printf(
        "%s: %s%n",
        relation.name(),
        amiss == 0 ? "every row as expected" : amiss + " rows missing or not expected");
    if (amiss > 0) {
      print("expected", missing);
      print("found", surplus);
    }
    return amiss;
  }

  private void print(String what, Dataset<Row> rows) {
    rows.limit(SHOWN)
        .selectExpr("to_json(struct(*))")
        .collectAsList()
        .forEach(row -> out.println("  " + what + " " + row.getString(0)));
  }

  private void print(Collection<Tally> tallies) {
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(
                tallies,
                List.of(
                    new Column().header("fault").dataAlign(HorizontalAlign.LEFT).with(Tally::fault),
                    new Column().header("planted").with(tally -> String.valueOf(tally.planted())),
                    new Column().header("caught").with(tally -> String.valueOf(tally.caught()))))
            .asString());
  }

  private void print(List<String> differences) {
    out.println("Not as the key says, the first of them:");
    differences.forEach(out::println);
  }

  private Dataset<Row> read(String path, String schema) {
    try {
      return lakehouse.spark().read().schema(schema).json(Location.asItStands(path));
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw new UserException(
            "There is no answer key in " + path + ".",
            failure.getMessage().strip(),
            "Name the folder that was given to `medallion generate --answer-key`.");
      }
      throw failure;
    }
  }
}
