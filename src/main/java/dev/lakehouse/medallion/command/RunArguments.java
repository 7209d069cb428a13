package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.UpToDateCheck;
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
    UpToDateCheck check = check(intake, mostRejected);
    if (!show && Medallion.isUpToDate(check, output.voice())) {
      return 0;
    }
    Medallion.inTurn(
        where.place(),
        Access.WRITE,
        turn.patience(),
        output.voice(),
        lakehouse -> {
          lakehouse.pipeline().run(zones.zones(), mostRejected, intake, check);
          if (show) {
            lakehouse.reader().show();
          }
        });
    return 0;
  }

  /** Files that are to be deleted or moved once they are taken in are so by the next run. */
  private UpToDateCheck check(Intake intake, RejectionLimit mostRejected) {
    return intake.cleaning() == Intake.Cleaning.KEEP
        ? UpToDateCheck.of(
            where.place(),
            String.join(
                " ",
                where.place().toString(),
                zones.zones().toString(),
                intake.toString(),
                mostRejected.toString()))
        : UpToDateCheck.none();
  }
}
