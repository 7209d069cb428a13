package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Screen;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;

/** The command line: each stage is a command, and each command is one class. */
@Command(
    name = "medallion",
    mixinStandardHelpOptions = true,
    version = "medallion 1.0.0-SNAPSHOT",
    synopsisSubcommandLabel = "<stage>",
    description = "Turns raw order files into trustworthy gold tables.",
    footer = {
      "",
      "Examples:",
      "  medallion run --landing sample_data --show",
      "  medallion demo --lakehouse lakehouse/demo",
      "  medallion ask net-by-month"
    })
public final class Arguments {

  @Mixin private final Output output;

  private Arguments(Output output) {
    this.output = output;
  }

  /** The parser, which also runs what it has parsed, where nobody sits before a terminal. */
  public static CommandLine commandLine(PrintStream out, PrintStream err) {
    return commandLine(out, err, Screen.NONE);
  }

  /** The parser, which also runs what it has parsed. */
  public static CommandLine commandLine(PrintStream out, PrintStream err, Screen screen) {
    Output output = new Output(out, screen);
    Refusals refusals = new Refusals(output);
    CommandLine command = new CommandLine(new Arguments(output));
    // What is set below holds for the subcommands that are there by then.
    commands(output).forEach(command::addSubcommand);
    ExitStatus.document(command.getCommandSpec());
    return command
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(screen.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A value that begins with @ is a value, and not the name of a file to be read.
        .setExpandAtFiles(false)
        .registerConverter(ZoneId.class, Arguments::zone)
        .setParameterExceptionHandler(refusals::refuse)
        .setExecutionExceptionHandler(refusals::report);
  }

  /** Every command, in the order in which the help lists them. */
  private static List<Object> commands(Output output) {
    return List.of(
        new SetupArguments(output),
        new GenerateArguments(output),
        new BronzeArguments(output),
        new SilverArguments(output),
        new GoldArguments(output),
        new RunArguments(output),
        new DemoArguments(output),
        new VerifyArguments(output),
        new QuarantineArguments(output),
        new ForgetArguments(output),
        new MaintainArguments(output),
        new RepairArguments(output),
        new TraceArguments(output),
        new AskArguments(output),
        new DescribeArguments(output),
        new LoadArguments(output),
        new QueryArguments(output),
        new ReportArguments(output),
        new CompletionArguments(output));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException failure) {
      throw new UserException(
          "'" + name + "' is no time zone.",
          failure.getMessage(),
          "Give --source-zone or --business-zone a name such as Europe/Berlin, or UTC.");
    }
  }
}
