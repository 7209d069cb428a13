package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.stage.RejectionLimit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that shows all there is on synthetic files. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Generate, run, then show and report what came of it.",
    footer = {
      "",
      "Examples:",
      "  medallion demo --lakehouse lakehouse/demo",
      "  medallion demo --lakehouse lakehouse/demo --orders 20000 --faults 0.05"
    })
final class DemoArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Mixin private Options.ZoneOptions zones;

  @Mixin private GenerateOptions what;

  DemoArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    SampleData.Request request = what.request();
    Medallion.inTurn(
        where.place(),
        Access.WRITE_LANDING,
        turn.patience(),
        output.voice(),
        lakehouse -> {
          lakehouse.pipeline().generate(request, what.answerKey);
          lakehouse.pipeline().run(zones.zones(), RejectionLimit.NONE, Intake.PLAIN);
          lakehouse.reader().show();
          lakehouse.reader().report(Optional.empty());
        });
    return 0;
  }
}
