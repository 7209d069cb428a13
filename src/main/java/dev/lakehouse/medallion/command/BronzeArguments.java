package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that takes files in. */
@Command(
    name = "bronze",
    mixinStandardHelpOptions = true,
    description = "Take in the lines of files that have arrived, as they came.",
    footer = {
      "",
      "Examples:",
      "  medallion bronze --landing sample_data",
      "  medallion bronze --max-files-per-trigger 100 --clean-source delete"
    })
final class BronzeArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Mixin private IntakeOptions how;

  BronzeArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Intake intake = how.intake();
    Medallion.inTurn(
        where.place(),
        Access.WRITE,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.pipeline().bronze(intake));
    return 0;
  }
}
