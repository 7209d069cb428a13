package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that mends a lakehouse. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = "Mend what a run refuses to mend by itself: a broken commit, a lost raw table.")
final class RepairArguments implements Callable<Integer> {

  private final PrintStream out;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Option(names = "--dry-run", description = "Say what would be mended, and mend nothing")
  private boolean dryRun;

  RepairArguments(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    if (dryRun) {
      Medallion.open(where.place(), Access.READ, out, lakehouse -> lakehouse.upkeep().repairPlan());
    } else {
      Medallion.inTurn(
          where.place(),
          Access.READ,
          turn.patience(),
          out,
          lakehouse -> lakehouse.upkeep().repair());
    }
    return 0;
  }
}
