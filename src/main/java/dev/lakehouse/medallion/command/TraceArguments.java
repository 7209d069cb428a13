package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that tells the history of one order. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Show every line that came for an order, and what became of it.",
    footer = {"", "Examples:", "  medallion trace A-1002", "  medallion trace A-1002 --json"})
final class TraceArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Parameters(paramLabel = "ORDER_ID", description = "The order")
  private String key;

  TraceArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.open(
        where.place(), Access.READ, output.voice(), lakehouse -> lakehouse.reader().trace(key));
    return 0;
  }
}
