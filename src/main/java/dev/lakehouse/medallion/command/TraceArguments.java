package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.trace.Telling;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that tells the history of one order. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Show every line that came for an order, and what became of it.")
final class TraceArguments implements Callable<Integer> {

  private final PrintStream out;

  @Mixin private Options.Where where;

  @Parameters(paramLabel = "ORDER_ID", description = "The order")
  private String key;

  @Option(names = "--json", description = "Print one JSON object, for machines")
  private boolean json;

  TraceArguments(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Telling.Format format = json ? Telling.Format.JSON : Telling.Format.TEXT;
    Medallion.open(
        where.place(), Access.READ, out, lakehouse -> lakehouse.reader().trace(key, format));
    return 0;
  }
}
