package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.RejectionLimit;
import dev.lakehouse.medallion.trace.Telling;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
    footer = {"", "Exit status: 0 done; 1 failed; 2 something in the command has to be mended."})
final class Arguments {

  private final PrintStream out;

  private Arguments(PrintStream out) {
    this.out = out;
  }

  /** The parser, which also runs what it has parsed. */
  static CommandLine commandLine(PrintStream out, PrintStream err) {
    // What is set below holds for the subcommands that are there by then.
    return new CommandLine(new Arguments(out))
        .addSubcommand(new QuarantineArguments(out))
        .addSubcommand(new DescribeArguments(out))
        .addSubcommand(new AskArguments(out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(ZoneId.class, Arguments::zone)
        .setParameterExceptionHandler(Refusals::refuse)
        .setExecutionExceptionHandler(Refusals::report);
  }

  @Command(
      description = "Create the schemas, tables and views that are missing. Safe to run always.",
      mixinStandardHelpOptions = true)
  void setup(
      @Mixin Options.Where where,
      @Option(names = "--dry-run", description = "Print the SQL that would be run, and run none")
          boolean dryRun)
      throws Exception {
    run(where, Access.WRITE, dryRun ? Pipeline::setupPlan : Pipeline::setup);
  }

  @Command(
      description = "Write synthetic order files into the landing folder.",
      mixinStandardHelpOptions = true)
  void generate(@Mixin Options.Where where, @Mixin Options.GenerateOptions what) throws Exception {
    SampleData.Request request = what.request();
    run(where, Access.WRITE_LANDING, pipeline -> pipeline.generate(request, what.answerKey));
  }

  @Command(
      description = "Take in the lines of files that have arrived, as they came.",
      mixinStandardHelpOptions = true)
  void bronze(@Mixin Options.Where where, @Mixin Options.IntakeOptions how) throws Exception {
    Intake intake = how.intake();
    run(where, Access.WRITE, pipeline -> pipeline.bronze(intake));
  }

  @Command(
      description = "Judge the new lines; bring the current orders up to date.",
      mixinStandardHelpOptions = true)
  void silver(
      @Mixin Options.Where where,
      @Mixin Options.ZoneOptions zones,
      @Mixin Options.RefreshOption refresh,
      @Mixin Options.LimitOption limit)
      throws Exception {
    RejectionLimit mostRejected = limit.limit();
    run(
        where,
        Access.READ,
        pipeline -> pipeline.silver(zones.zones(), refresh.mode(), mostRejected));
  }

  @Command(
      description = "Recompute what changed in silver touches in gold.",
      mixinStandardHelpOptions = true)
  void gold(@Mixin Options.Where where, @Mixin Options.RefreshOption refresh) throws Exception {
    run(where, Access.READ, pipeline -> pipeline.gold(refresh.mode()));
  }

  @Command(
      description = "Setup, bronze, silver and gold, one after the other.",
      mixinStandardHelpOptions = true)
  void run(
      @Mixin Options.Where where,
      @Mixin Options.ZoneOptions zones,
      @Mixin Options.LimitOption limit,
      @Mixin Options.IntakeOptions how,
      @Option(names = "--show", description = "Print what came of it") boolean show)
      throws Exception {
    RejectionLimit mostRejected = limit.limit();
    Intake intake = how.intake();
    run(
        where,
        Access.WRITE,
        pipeline -> {
          pipeline.run(zones.zones(), mostRejected, intake);
          if (show) {
            pipeline.show();
          }
        });
  }

  @Command(
      description = "Generate, run, then show what came of it.",
      mixinStandardHelpOptions = true)
  void demo(
      @Mixin Options.Where where,
      @Mixin Options.ZoneOptions zones,
      @Mixin Options.GenerateOptions what)
      throws Exception {
    SampleData.Request request = what.request();
    run(
        where,
        Access.WRITE_LANDING,
        pipeline -> {
          pipeline.generate(request, what.answerKey);
          pipeline.run(zones.zones(), RejectionLimit.NONE, Intake.PLAIN);
          pipeline.show();
        });
  }

  @Command(
      description = "Recompute everything from bronze and compare; changes nothing.",
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin Options.Where where,
      @Mixin Options.ZoneOptions zones,
      @Option(
              names = "--layers",
              paramLabel = "LAYER",
              split = ",",
              defaultValue = "bronze,silver,gold,ops",
              description = "Whose laws to examine. Default: ${DEFAULT-VALUE}")
          Set<Layer> layers,
      @Option(
              names = "--answer-key",
              paramLabel = "DIR",
              description = "Compare with the key that generate wrote, too")
          Optional<String> answerKey)
      throws Exception {
    AtomicBoolean holds = new AtomicBoolean();
    run(
        where,
        Access.READ,
        pipeline -> {
          holds.set(pipeline.verify(zones.zones(), layers));
          answerKey.ifPresent(key -> holds.set(pipeline.verifyByKey(key) && holds.get()));
        });
    return holds.get() ? 0 : Refusals.FAILED;
  }

  @Command(
      description = "Show every line that came for an order, and what became of it.",
      mixinStandardHelpOptions = true)
  void trace(
      @Mixin Options.Where where,
      @Parameters(paramLabel = "ORDER_ID", description = "The order") String key,
      @Option(names = "--json", description = "Print one JSON object, for machines") boolean json)
      throws Exception {
    Telling.Format format = json ? Telling.Format.JSON : Telling.Format.TEXT;
    run(where, Access.READ, pipeline -> pipeline.trace(key, format));
  }

  @Command(
      description = "Replace a reference table, such as ref.exchange_rates, by a CSV file.",
      mixinStandardHelpOptions = true)
  void load(
      @Mixin Options.Where where,
      @Parameters(paramLabel = "TABLE", description = "The reference table") String table,
      @Parameters(paramLabel = "FILE", description = "CSV with a header line") String file)
      throws Exception {
    run(where, Access.WRITE, pipeline -> pipeline.load(table, file));
  }

  @Command(
      description = "Print the result of a SQL statement over the tables.",
      mixinStandardHelpOptions = true)
  void query(
      @Mixin Options.Where where,
      @Parameters(paramLabel = "SQL", description = "The statement") String statement,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "table",
              description = "table, csv or json. Default: ${DEFAULT-VALUE}")
          Query.Format format)
      throws Exception {
    run(where, Access.READ, pipeline -> pipeline.query(statement, format));
  }

  private void run(Options.Where where, Access access, Pipeline.Step step) throws Exception {
    Pipeline.run(where.place(), access, out, step);
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
