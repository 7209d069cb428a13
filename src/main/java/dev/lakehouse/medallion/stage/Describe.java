package dev.lakehouse.medallion.stage;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Printable;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells what tables and views there are, and what their columns mean. */
public final class Describe {

  private final PrintStream out;

  public Describe(PrintStream out) {
    this.out = out;
  }

  /** A relation and how many rows it has. */
  private record Counted(Relation relation, long rows) {}

  /** Prints every table and view with its rows, its grain and its comment. */
  public void all(List<Relation> relations, Lakehouse lakehouse) {
    List<Counted> counted =
        relations.stream()
            .map(relation -> new Counted(relation, lakehouse.table(relation.name()).count()))
            .toList();
    print(
        counted,
        List.of(
            text("table", it -> it.relation().name().toString()),
            new Column()
                .header("rows")
                .dataAlign(HorizontalAlign.RIGHT)
                .with(it -> String.format(Locale.ROOT, "%,d", it.rows())),
            text("one row per", it -> String.join(" × ", it.relation().grain())),
            text("what it is", it -> it.relation().comment())));
  }

  /**
   * The table or view that a person has named.
   *
   * @throws UserException if there is none of that name
   */
  public static Relation find(List<Relation> relations, String name) {
    return relations.stream()
        .filter(it -> it.name().toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> unknown(relations, name));
  }

  /** Prints the columns of one table or view. */
  public void one(Relation relation) {
    out.println(relation.name() + ": " + relation.comment() + ".");
    out.println(Dictionary.grain(relation) + ".");
    print(
        relation.columns(),
        List.of(
            text("column", ColumnDefinition::name),
            text("type", ColumnDefinition::type),
            text("what it means", ColumnDefinition::comment)));
  }

  private static UserException unknown(List<Relation> relations, String name) {
    return new UserException(
        "There is no table or view " + Printable.of(name) + ".",
        "There are: "
            + relations.stream()
                .map(relation -> relation.name().toString())
                .collect(Collectors.joining(", "))
            + ".",
        "Name one of these, with its schema: `medallion describe gold.daily_kpi`.");
  }

  private <T> void print(List<T> rows, List<ColumnData<T>> columns) {
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(rows, columns)
            .asString());
  }

  private static <T> ColumnData<T> text(String header, Function<T, String> cell) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .maxWidth(70, OverflowBehaviour.NEWLINE)
        .with(cell::apply);
  }
}
