package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that keeps the tables compact. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = "Compact the tables; remove files that no version of the last week needs.",
    footer = {"", "Examples:", "  medallion maintain"})
final class MaintainArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  MaintainArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.inTurn(
        where.place(),
        Access.READ,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.upkeep().maintain());
    return 0;
  }
}
