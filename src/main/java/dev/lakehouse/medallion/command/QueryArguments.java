package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.Reader;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.terminal.SqlShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that runs statements: one that is given, those of a pipe, or what is typed. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Print the result of a SQL statement over the tables; without one, a shell for statements.",
    footer = {
      "",
      "Examples:",
      "  medallion query",
      "  medallion query 'SELECT * FROM gold.daily_kpi'",
      "  medallion query 'SELECT * FROM gold.daily_kpi' --format csv --out kpi.csv",
      "",
      "Statements that come by a pipe are run one after the other, up to the first that fails."
    })
final class QueryArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Parameters(
      paramLabel = "SQL",
      arity = "0..1",
      description = "The statement; without it they are read: typed at a terminal, or from a pipe")
  private Optional<String> statement;

  @Mixin private Options.ResultOptions result;

  QueryArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    result.target();
    Medallion.open(where.place(), Access.READ, output.voice(), it -> run(it.reader()));
    return 0;
  }

  private void run(Reader reader) throws IOException {
    if (statement.isPresent()) {
      reader.query(statement.get(), result.target());
    } else if (output.isConversation()) {
      SqlShell.converse(reader.session(where.place()), result.target());
    } else {
      reader.queries(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
          result.target());
    }
  }
}
