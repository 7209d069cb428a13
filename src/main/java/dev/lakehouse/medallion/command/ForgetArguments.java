package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.transform.Subject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that forgets a customer. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description =
        "Remove a customer's lines from every table, and name the landed files that still hold them.",
    footer = {
      "",
      "Examples:",
      "  medallion forget --customer 42 --dry-run",
      "  medallion forget --customer 42"
    })
final class ForgetArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.TurnOptions turn;

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "ID",
      description = "Whose lines: a customer_id, a whole number above 0")
  private String customer;

  @Option(names = "--dry-run", description = "Say what would be removed, and change nothing")
  private boolean dryRun;

  ForgetArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    List<Subject> subjects = Subject.of(Catalogue.feeds(), customer);
    if (dryRun) {
      Medallion.open(
          where.place(),
          Access.READ,
          output.voice(),
          lakehouse -> lakehouse.pipeline().forgetPlan(subjects));
    } else {
      Medallion.inTurn(
          where.place(),
          Access.READ,
          turn.patience(),
          output.voice(),
          lakehouse -> lakehouse.pipeline().forget(subjects));
    }
    return 0;
  }
}
