package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that mends a lakehouse. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = "Mend what a run refuses to mend by itself: a broken commit, a lost raw table.",
    footer = {"", "Examples:", "  medallion repair --dry-run", "  medallion repair"})
final class RepairArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Option(names = "--dry-run", description = "Say what would be mended, and mend nothing")
  private boolean dryRun;

  RepairArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    if (dryRun) {
      Medallion.open(
          where.place(), Access.READ, output.voice(), lakehouse -> lakehouse.upkeep().repairPlan());
    } else {
      Medallion.inTurn(
          where.place(),
          Access.READ,
          turn.patience(),
          output.voice(),
          lakehouse -> lakehouse.upkeep().repair());
    }
    return 0;
  }
}
