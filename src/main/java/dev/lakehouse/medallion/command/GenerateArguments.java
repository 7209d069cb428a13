package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.platform.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that makes synthetic files. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Write synthetic files of every feed into the landing folder.",
    footer = {
      "",
      "Examples:",
      "  medallion generate --orders 20000 --faults 0.05",
      "  medallion generate --seed 7 --answer-key lakehouse-key"
    })
final class GenerateArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private GenerateOptions what;

  GenerateArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    SampleData.Request request = what.request();
    // Files arrive while others run; and so this takes no turn.
    Medallion.open(
        where.place(),
        Access.WRITE_LANDING,
        output.voice(),
        lakehouse -> lakehouse.pipeline().generate(request, what.answerKey));
    return 0;
  }
}
