package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.stage.RejectionLimit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that judges lines. */
@Command(
    name = "silver",
    mixinStandardHelpOptions = true,
    description = "Judge the new lines; bring the current orders up to date.",
    footer = {
      "",
      "Examples:",
      "  medallion silver",
      "  medallion silver --full-refresh --business-zone Europe/Berlin"
    })
final class SilverArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Mixin private Options.ZoneOptions zones;

  @Mixin private Options.RefreshOption refresh;

  @Mixin private Options.LimitOption limit;

  SilverArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    RejectionLimit mostRejected = limit.limit();
    Medallion.inTurn(
        where.place(),
        Access.READ,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.pipeline().silver(zones.zones(), refresh.mode(), mostRejected));
    return 0;
  }
}
