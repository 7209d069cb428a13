package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.stage.Query;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that runs a statement. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Print the result of a SQL statement over the tables.")
final class QueryArguments implements Callable<Integer> {

  private final PrintStream out;

  @Mixin private Options.Where where;

  @Parameters(paramLabel = "SQL", description = "The statement")
  private String statement;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}")
  private Query.Format format;

  QueryArguments(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.open(
        where.place(), Access.READ, out, lakehouse -> lakehouse.reader().query(statement, format));
    return 0;
  }
}
