package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that writes the report. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Write a page of charts: what came of the lines, the business, the runs.",
    footer = {
      "",
      "Examples:",
      "  medallion report --open",
      "  medallion report --lakehouse lakehouse/demo --out report.html"
    })
final class ReportArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write, ending in .html. Default: <lakehouse>/report.html")
  private Optional<String> file;

  @Option(names = "--open", description = "Open it in the browser of this desktop")
  private boolean open;

  ReportArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.open(
        where.place(),
        Access.READ,
        output.voice(),
        lakehouse -> {
          String place = lakehouse.reader().report(file);
          if (open) {
            new Browser(output.voice()).show(place);
          }
        });
    return 0;
  }
}
