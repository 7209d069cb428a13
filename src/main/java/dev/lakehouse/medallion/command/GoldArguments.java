package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that brings gold up to date. */
@Command(
    name = "gold",
    mixinStandardHelpOptions = true,
    description = "Recompute what changed in silver touches in gold.",
    footer = {"", "Examples:", "  medallion gold", "  medallion gold --full-refresh"})
final class GoldArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Mixin private Options.RefreshOption refresh;

  GoldArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.inTurn(
        where.place(),
        Access.READ,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.pipeline().gold(refresh.mode()));
    return 0;
  }
}
