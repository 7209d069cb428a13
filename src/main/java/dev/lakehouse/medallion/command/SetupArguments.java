package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that makes the tables. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = "Create the schemas, tables and views that are missing. Safe to run always.",
    footer = {
      "",
      "Examples:",
      "  medallion setup",
      "  medallion setup --dry-run --catalog spark_catalog"
    })
final class SetupArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Option(names = "--dry-run", description = "Print the SQL that would be run, and run none")
  private boolean dryRun;

  SetupArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    if (dryRun) {
      Medallion.open(
          where.place(),
          Access.WRITE,
          output.voice(),
          lakehouse -> lakehouse.pipeline().setupPlan());
    } else {
      Medallion.inTurn(
          where.place(),
          Access.WRITE,
          turn.patience(),
          output.voice(),
          lakehouse -> lakehouse.pipeline().setup());
    }
    return 0;
  }
}
