package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.SampleData.Request.Extra;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.stage.RejectionLimit;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that stages share, in groups. */
final class Options {

  private Options() {}

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

    /** A table's name as a person would type it in a statement. */
    String typed(String table) {
      return catalog.map(name -> name + ".").orElse("") + schemaPrefix + table;
    }

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

  /** How files are taken in. */
  static final class IntakeOptions {
    @Option(
        names = "--max-files-per-trigger",
        paramLabel = "N",
        description = "The most files of one micro-batch. Default: the platform's own")
    Optional<Integer> maxFiles;

    @Option(
        names = "--max-bytes-per-trigger",
        paramLabel = "SIZE",
        description = "About the most bytes of one micro-batch, such as 10g. Not on Spark 3.5")
    Optional<String> maxBytes;

    @Option(
        names = "--clean-source",
        paramLabel = "HOW",
        defaultValue = "keep",
        description =
            "What becomes of files taken in: keep, delete, move. Default: ${DEFAULT-VALUE}")
    Intake.Cleaning cleaning;

    @Option(
        names = "--archive",
        paramLabel = "DIR",
        description = "Where --clean-source move moves them: outside the landing folder")
    Optional<String> archive;

    @Option(
        names = "--file-events",
        description = "Be told of new files by the storage (Auto Loader with managed file events)")
    boolean fileEvents;

    @Option(
        names = "--backfill-interval",
        paramLabel = "INTERVAL",
        description =
            "How often Auto Loader lists the whole folder all the same, such as \"1 day\"")
    Optional<String> backfill;

    Intake intake() {
      return new Intake(
          maxFiles,
          maxBytes,
          cleaning,
          archive,
          fileEvents ? Intake.Discovery.FILE_EVENTS : Intake.Discovery.LISTING,
          backfill);
    }
  }

  /** How much may be rejected. */
  static final class LimitOption {
    @Option(
        names = "--max-rejected-ratio",
        paramLabel = "RATIO",
        description =
            "Stop before the current orders and gold are touched where more than this share of the"
                + " run's lines is rejected, 0 to 1. Default: no limit")
    Optional<Double> ratio;

    RejectionLimit limit() {
      return ratio.map(RejectionLimit::of).orElse(RejectionLimit.NONE);
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

    @Option(
        names = "--hostile",
        description =
            "Add files that try a reader: odd line ends, encodings, sizes, depths, damage")
    boolean hostile;

    @Option(
        names = "--answer-key",
        paramLabel = "DIR",
        description = "Also write what must come of each line, and of each gold table, to DIR")
    Optional<String> answerKey;

    SampleData.Request request() {
      Set<Extra> extra = hostile ? Set.of(Extra.HOSTILE_FILES) : Set.of();
      return new SampleData.Request(orders, files, seed, days, start, faults, extra);
    }
  }
}
