package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.stage.Query;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
    footer = {"", "Exit status: 0 done; 1 failed; 2 something in the command has to be mended."})
final class Arguments {

  private final PrintStream out;

  private Arguments(PrintStream out) {
    this.out = out;
  }

  /** The parser, which also runs what it has parsed. */
  static CommandLine commandLine(PrintStream out, PrintStream err) {
    return new CommandLine(new Arguments(out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(ZoneId.class, Arguments::zone)
        .setParameterExceptionHandler(Refusals::refuse)
        .setExecutionExceptionHandler(Refusals::report);
  }

  /** Where the tables are. */
  static final class Where {
    @Option(
        names = "--lakehouse",
        paramLabel = "DIR",
        defaultValue = "./lakehouse",
        description = "Where tables and checkpoints lie, locally. Default: ${DEFAULT-VALUE}")
    String lakehouse;

    @Option(
        names = "--landing",
        paramLabel = "DIR",
        description = "Where order files arrive. Default: <lakehouse>/landing")
    Optional<String> landing;

    @Option(
        names = "--catalog",
        paramLabel = "NAME",
        description = "The catalog of every table. Default: the platform's own")
    Optional<String> catalog;

    @Option(
        names = "--schema-prefix",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Stands before each schema's name, such as dev_")
    String schemaPrefix;

    Place place() {
      return new Place(lakehouse, landing, catalog, schemaPrefix);
    }
  }

  /** The time zones that Silver needs. */
  static final class ZoneOptions {
    @Option(
        names = "--source-zone",
        paramLabel = "ZONE",
        defaultValue = "UTC",
        description = "The zone of times without an offset. Default: ${DEFAULT-VALUE}")
    ZoneId source;

    @Option(
        names = "--business-zone",
        paramLabel = "ZONE",
        defaultValue = "UTC",
        description = "The zone in which the business day is taken. Default: ${DEFAULT-VALUE}")
    ZoneId business;

    Zones zones() {
      return new Zones(source, business);
    }
  }

  /** Whether a stage starts over. */
  static final class RefreshOption {
    @Option(
        names = "--full-refresh",
        description = "Rebuild from all of the layer below, replacing what is there")
    boolean fullRefresh;

    Mode mode() {
      return fullRefresh ? Mode.REBUILD : Mode.INCREMENT;
    }
  }

  /** What to generate. */
  static final class GenerateOptions {
    @Option(
        names = "--orders",
        paramLabel = "N",
        defaultValue = "10000",
        description = "Sound orders, each told in several lines. Default: ${DEFAULT-VALUE}")
    long orders;

    @Option(
        names = "--files",
        paramLabel = "N",
        defaultValue = "10",
        description = "Files to spread them over. Default: ${DEFAULT-VALUE}")
    int files;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Chooses among equally believable histories. Default: ${DEFAULT-VALUE}")
    long seed;

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "90",
        description = "Length of the history. Default: ${DEFAULT-VALUE}")
    int days;

    @Option(
        names = "--start",
        paramLabel = "DATE",
        defaultValue = "2025-01-01",
        description = "First day of the history. Default: ${DEFAULT-VALUE}")
    LocalDate start;

    @Option(
        names = "--faults",
        paramLabel = "RATIO",
        defaultValue = "0.02",
        description = "Share of faulty lines, 0 to 0.9. Default: ${DEFAULT-VALUE}")
    double faults;

    SampleData.Request request() {
      return new SampleData.Request(orders, files, seed, days, start, faults);
    }
  }

  @Command(
      description = "Create the schemas, tables and views that are missing. Safe to run always.",
      mixinStandardHelpOptions = true)
  void setup(@Mixin Where where) throws Exception {
    run(where, Access.WRITE, Pipeline::setup);
  }

  @Command(
      description = "Write synthetic order files into the landing folder.",
      mixinStandardHelpOptions = true)
  void generate(@Mixin Where where, @Mixin GenerateOptions what) throws Exception {
    SampleData.Request request = what.request();
    run(where, Access.WRITE_LANDING, pipeline -> pipeline.generate(request));
  }

  @Command(
      description = "Take in the lines of files that have arrived, as they came.",
      mixinStandardHelpOptions = true)
  void bronze(@Mixin Where where) throws Exception {
    run(where, Access.WRITE, Pipeline::bronze);
  }

  @Command(
      description = "Judge the new lines; bring the current orders up to date.",
      mixinStandardHelpOptions = true)
  void silver(@Mixin Where where, @Mixin ZoneOptions zones, @Mixin RefreshOption refresh)
      throws Exception {
    run(where, Access.READ, pipeline -> pipeline.silver(zones.zones(), refresh.mode()));
  }

  @Command(
      description = "Recompute what changed in silver touches in gold.",
      mixinStandardHelpOptions = true)
  void gold(@Mixin Where where, @Mixin RefreshOption refresh) throws Exception {
    run(where, Access.READ, pipeline -> pipeline.gold(refresh.mode()));
  }

  @Command(
      description = "Setup, bronze, silver and gold, one after the other.",
      mixinStandardHelpOptions = true)
  void run(
      @Mixin Where where,
      @Mixin ZoneOptions zones,
      @Option(names = "--show", description = "Print what came of it") boolean show)
      throws Exception {
    run(
        where,
        Access.WRITE,
        pipeline -> {
          pipeline.run(zones.zones());
          if (show) {
            pipeline.show();
          }
        });
  }

  @Command(
      description = "Generate, run, then show what came of it.",
      mixinStandardHelpOptions = true)
  void demo(@Mixin Where where, @Mixin ZoneOptions zones, @Mixin GenerateOptions what)
      throws Exception {
    SampleData.Request request = what.request();
    run(
        where,
        Access.WRITE_LANDING,
        pipeline -> {
          pipeline.generate(request);
          pipeline.run(zones.zones());
          pipeline.show();
        });
  }

  @Command(
      description = "Print the result of a SQL statement over the tables.",
      mixinStandardHelpOptions = true)
  void query(
      @Mixin Where where,
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

  private void run(Where where, Access access, Pipeline.Step step) throws Exception {
    Pipeline.run(where.place(), access, out, step);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (java.time.DateTimeException failure) {
      throw new UserException(
          "'" + name + "' is no time zone.",
          failure.getMessage(),
          "Use a name such as Europe/Berlin, or UTC.");
    }
  }
}
