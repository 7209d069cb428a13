package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.Pipeline;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.stage.RejectionLimit;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: each stage is a command, and each command is one method. */
@Command(
    name = "medallion",
    mixinStandardHelpOptions = true,
    version = "medallion 1.0.0-SNAPSHOT",
    synopsisSubcommandLabel = "<stage>",
    description = "Turns raw order files into trustworthy gold tables.",
    footer = {
      "",
      "Exit status: 0 done; 1 failed; 2 something in the command or its folders has to be mended;",
      "3 another run is changing the lakehouse."
    })
public final class Arguments {

  private final PrintStream out;

  private Arguments(PrintStream out) {
    this.out = out;
  }

  /** The parser, which also runs what it has parsed. */
  public static CommandLine commandLine(PrintStream out, PrintStream err) {
    // What is set below holds for the subcommands that are there by then.
    return new CommandLine(new Arguments(out))
        .addSubcommand(new VerifyArguments(out))
        .addSubcommand(new QuarantineArguments(out))
        .addSubcommand(new ForgetArguments(out))
        .addSubcommand(new TraceArguments(out))
        .addSubcommand(new DescribeArguments(out))
        .addSubcommand(new AskArguments(out))
        .addSubcommand(new QueryArguments(out))
        .addSubcommand(new ReportArguments(out))
        .addSubcommand(new MaintainArguments(out))
        .addSubcommand(new RepairArguments(out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A value that begins with @ is a value, and not the name of a file to be read.
        .setExpandAtFiles(false)
        .registerConverter(ZoneId.class, Arguments::zone)
        .setParameterExceptionHandler(Refusals::refuse)
        .setExecutionExceptionHandler(Refusals::report);
  }

  @Command(
      description = "Create the schemas, tables and views that are missing. Safe to run always.",
      mixinStandardHelpOptions = true)
  void setup(
      @Mixin Options.Where where,
      @Mixin Options.TurnOptions turn,
      @Option(names = "--dry-run", description = "Print the SQL that would be run, and run none")
          boolean dryRun)
      throws Exception {
    if (dryRun) {
      Medallion.open(
          where.place(), Access.WRITE, out, lakehouse -> lakehouse.pipeline().setupPlan());
    } else {
      change(where, turn, Access.WRITE, Pipeline::setup);
    }
  }

  @Command(
      description = "Write synthetic files of every feed into the landing folder.",
      mixinStandardHelpOptions = true)
  void generate(@Mixin Options.Where where, @Mixin GenerateOptions what) throws Exception {
    SampleData.Request request = what.request();
    // Files arrive while others run; and so this takes no turn.
    Medallion.open(
        where.place(),
        Access.WRITE_LANDING,
        out,
        lakehouse -> lakehouse.pipeline().generate(request, what.answerKey));
  }

  @Command(
      description = "Take in the lines of files that have arrived, as they came.",
      mixinStandardHelpOptions = true)
  void bronze(@Mixin Options.Where where, @Mixin Options.TurnOptions turn, @Mixin IntakeOptions how)
      throws Exception {
    Intake intake = how.intake();
    change(where, turn, Access.WRITE, pipeline -> pipeline.bronze(intake));
  }

  @Command(
      description = "Judge the new lines; bring the current orders up to date.",
      mixinStandardHelpOptions = true)
  void silver(
      @Mixin Options.Where where,
      @Mixin Options.TurnOptions turn,
      @Mixin Options.ZoneOptions zones,
      @Mixin Options.RefreshOption refresh,
      @Mixin Options.LimitOption limit)
      throws Exception {
    RejectionLimit mostRejected = limit.limit();
    change(
        where,
        turn,
        Access.READ,
        pipeline -> pipeline.silver(zones.zones(), refresh.mode(), mostRejected));
  }

  @Command(
      description = "Recompute what changed in silver touches in gold.",
      mixinStandardHelpOptions = true)
  void gold(
      @Mixin Options.Where where,
      @Mixin Options.TurnOptions turn,
      @Mixin Options.RefreshOption refresh)
      throws Exception {
    change(where, turn, Access.READ, pipeline -> pipeline.gold(refresh.mode()));
  }

  @Command(
      description = "Setup, bronze, silver and gold, one after the other.",
      mixinStandardHelpOptions = true)
  void run(
      @Mixin Options.Where where,
      @Mixin Options.TurnOptions turn,
      @Mixin Options.ZoneOptions zones,
      @Mixin Options.LimitOption limit,
      @Mixin IntakeOptions how,
      @Option(names = "--show", description = "Print what came of it") boolean show)
      throws Exception {
    RejectionLimit mostRejected = limit.limit();
    Intake intake = how.intake();
    Medallion.inTurn(
        where.place(),
        Access.WRITE,
        turn.patience(),
        out,
        lakehouse -> {
          lakehouse.pipeline().run(zones.zones(), mostRejected, intake);
          if (show) {
            lakehouse.reader().show();
          }
        });
  }

  @Command(
      description = "Generate, run, then show and report what came of it.",
      mixinStandardHelpOptions = true)
  void demo(
      @Mixin Options.Where where,
      @Mixin Options.TurnOptions turn,
      @Mixin Options.ZoneOptions zones,
      @Mixin GenerateOptions what)
      throws Exception {
    SampleData.Request request = what.request();
    Medallion.inTurn(
        where.place(),
        Access.WRITE_LANDING,
        turn.patience(),
        out,
        lakehouse -> {
          lakehouse.pipeline().generate(request, what.answerKey);
          lakehouse.pipeline().run(zones.zones(), RejectionLimit.NONE, Intake.PLAIN);
          lakehouse.reader().show();
          lakehouse.reader().report(Optional.empty());
        });
  }

  @Command(
      description = "Replace a reference table, such as ref.exchange_rates, by a CSV file.",
      mixinStandardHelpOptions = true)
  void load(
      @Mixin Options.Where where,
      @Mixin Options.TurnOptions turn,
      @Parameters(paramLabel = "TABLE", description = "The reference table") String table,
      @Parameters(paramLabel = "FILE", description = "CSV with a header line") String file)
      throws Exception {
    change(where, turn, Access.WRITE, pipeline -> pipeline.load(table, file));
  }

  /** One stage of the pipeline. */
  @FunctionalInterface
  private interface Stage {
    void of(Pipeline pipeline) throws Exception;
  }

  private void change(Options.Where where, Options.TurnOptions turn, Access access, Stage stage)
      throws Exception {
    Medallion.inTurn(
        where.place(), access, turn.patience(), out, lakehouse -> stage.of(lakehouse.pipeline()));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException failure) {
      throw new UserException(
          "'" + name + "' is no time zone.",
          failure.getMessage(),
          "Use a name such as Europe/Berlin, or UTC.");
    }
  }
}
