package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Failures;
import dev.lakehouse.medallion.platform.WholeFile;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Runs SQL statements, and prints or writes what they return. */
public final class Query {

  /** The form of a result. */
  public enum Format {
    /** Aligned columns, for people. */
    TABLE,
    /** RFC 4180 with a header line; nested values as JSON. */
    CSV,
    /** One JSON object per line. */
    JSON,
    /** A table of Markdown; nested values as JSON. */
    MARKDOWN,
    /** Files for other programs, written by Spark into a folder. */
    PARQUET
  }

  /**
   * What becomes of a result.
   *
   * @param file where it is written; empty where it is printed
   */
  public record Target(Format format, Optional<String> file) {

    public Target {
      if (format == Format.PARQUET && file.isEmpty()) {
        throw new UserException(
            "The format parquet cannot be printed.",
            "It is made of files that are not text.",
            "Name a folder that is not there yet: --out DIR (in the shell: \\o DIR).");
      }
    }

    /** Printed. */
    public static Target of(Format format) {
      return new Target(format, Optional.empty());
    }
  }

  private static final Pattern PLAN = Pattern.compile("^('[A-Z]|[:\\h]*\\+- )");

  private final SparkSession spark;
  private final PrintStream out;
  private final Pages pages;

  public Query(SparkSession spark, PrintStream out) {
    this(spark, out, Pages.firstOnly(out));
  }

  /**
   * Queries whose results may be long.
   *
   * @param pages by which a table that is printed is shown
   */
  public Query(SparkSession spark, PrintStream out, Pages pages) {
    this.spark = spark;
    this.out = out;
    this.pages = pages;
  }

  /**
   * Runs a statement and prints what it returns.
   *
   * @throws UserException if Spark does not accept the statement
   */
  public void run(String statement, Format format) {
    run(statement, Target.of(format));
  }

  /**
   * Runs a statement and prints what it returns, or writes it to a file.
   *
   * @throws UserException if Spark does not accept the statement, or the file cannot be written
   */
  public void run(String statement, Target target) {
    perform(statement, result -> put(result, target, Rendering.Gaps.NONE));
  }

  /**
   * Runs the query of a question; a table says in words what is not available, so that nobody takes
   * it for nothing.
   */
  public void answer(Question question, UnaryOperator<String> qualified, Target target) {
    String noRows = "No rows: nothing in the data fits \"" + question.text() + "\"";
    Rendering.Gaps gaps = new Rendering.Gaps("n/a", Optional.of(noRows));
    perform(question.statement(qualified), result -> put(result, target, gaps));
  }

  /**
   * Runs a statement and prints each row as an event: a JSON object that says what it is of.
   *
   * @param of what the rows are of
   */
  public void rows(String statement, String of) {
    perform(
        statement,
        result ->
            new Rendering(out, pages)
                .json(
                    result.select(
                        functions.lit("row").as("event"),
                        functions.lit(of).as("of"),
                        functions.expr("struct(*)").as("row"))));
  }

  private void perform(String statement, Consumer<Dataset<Row>> then) {
    try {
      then.accept(spark.sql(statement));
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw new UserException(
            "The statement cannot be run: " + statement,
            withoutPlan(failure.getMessage()),
            "See what there is: `medallion describe` lists the tables and views, `medallion describe"
                + " TABLE` the columns of one.");
      }
      throw failure;
    }
  }

  /** What Spark says, up to where it shows how it had understood the statement. */
  private static String withoutPlan(String message) {
    return message
        .lines()
        .takeWhile(line -> !PLAN.matcher(line).find())
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private void put(Dataset<Row> result, Target target, Rendering.Gaps gaps) {
    if (target.file().isEmpty()) {
      print(result, target.format(), gaps, new Rendering(out, pages));
      return;
    }
    String file = Location.absolute(target.file().get());
    if (target.format() == Format.PARQUET) {
      writeParquet(result, file);
    } else {
      try (WholeFile written = WholeFile.at(file)) {
        print(result, target.format(), gaps, new Rendering(written.out(), Pages.ALL));
        written.keep();
      }
    }
  }

  private static void print(
      Dataset<Row> result, Format format, Rendering.Gaps gaps, Rendering rendering) {
    switch (format) {
      case TABLE -> rendering.table(result, gaps);
      case CSV -> rendering.csv(result);
      case JSON -> rendering.json(result);
      case MARKDOWN -> rendering.markdown(result, gaps);
      case PARQUET -> throw new IllegalStateException("Parquet is written by Spark");
    }
  }

  private static void writeParquet(Dataset<Row> result, String folder) {
    try {
      result.write().mode("error").parquet(folder);
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw new UserException(
            "The result cannot be written to " + folder + ".",
            Failures.cause(failure),
            "Name with --out a folder that is not there yet, and give each column a name of its"
                + " own.");
      }
      throw failure;
    }
  }
}
