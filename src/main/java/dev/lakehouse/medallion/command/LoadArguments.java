package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that replaces a reference table. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Replace a reference table, such as ref.exchange_rates, by a CSV file.",
    footer = {
      "",
      "Examples:",
      "  medallion load ref.exchange_rates sample_data/exchange_rates.csv"
    })
final class LoadArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Parameters(paramLabel = "TABLE", description = "The reference table")
  private String table;

  @Parameters(paramLabel = "FILE", description = "CSV with a header line")
  private String file;

  LoadArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.inTurn(
        where.place(),
        Access.WRITE,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.pipeline().load(table, file));
    return 0;
  }
}
