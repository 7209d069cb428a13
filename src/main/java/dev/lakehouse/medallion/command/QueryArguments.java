package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.stage.Query;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that runs a statement. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Print the result of a SQL statement over the tables.",
    footer = {"", "Examples:", "  medallion query 'SELECT * FROM gold.daily_kpi'"})
final class QueryArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Parameters(paramLabel = "SQL", description = "The statement")
  private String statement;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}")
  private Query.Format format;

  QueryArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.open(
        where.place(),
        Access.READ,
        output.voice(),
        lakehouse -> lakehouse.reader().query(statement, format));
    return 0;
  }
}
