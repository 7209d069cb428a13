package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.stage.RejectionLimit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that does all that moves data. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Setup, bronze, silver and gold, one after the other.",
    footer = {
      "",
      "Examples:",
      "  medallion run --landing sample_data --show",
      "  medallion run --max-rejected-ratio 0.05 --json",
      "  medallion run --lakehouse /data/lakehouse --wait 0 --quiet"
    })
final class RunArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Mixin private Options.ZoneOptions zones;

  @Mixin private Options.LimitOption limit;

  @Mixin private IntakeOptions how;

  @Option(names = "--show", description = "Print what came of it")
  private boolean show;

  RunArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    RejectionLimit mostRejected = limit.limit();
    Intake intake = how.intake();
    Medallion.inTurn(
        where.place(),
        Access.WRITE,
        turn.patience(),
        output.voice(),
        lakehouse -> {
          lakehouse.pipeline().run(zones.zones(), mostRejected, intake);
          if (show) {
            lakehouse.reader().show();
          }
        });
    return 0;
  }
}
