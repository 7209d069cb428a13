package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.RejectionLimit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
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
        description =
            "Where files arrive, those of each feed in a folder of its name, such as orders. Default:"
                + " <lakehouse>/landing")
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

    @Option(
        names = "--ui",
        description = "Have Spark show on web pages what it does, on this machine, while it runs")
    boolean ui;

    Place place() {
      return new Place(lakehouse, landing, catalog, schemaPrefix, ui);
    }
  }

  /** How a command that changes tables gets its turn. */
  static final class TurnOptions {
    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        defaultValue = "600",
        description =
            "How long to wait while another run changes the lakehouse. Default: ${DEFAULT-VALUE}")
    long seconds;

    Duration patience() {
      if (seconds < 0) {
        throw new UserException(
            "--wait is " + seconds + ".",
            "A wait takes no less than 0 seconds.",
            "Give --wait 0 or more.");
      }
      return Duration.ofSeconds(seconds);
    }
  }

  /** What becomes of the result of a query. */
  static final class ResultOptions {
    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "table, csv, json, markdown or parquet. Default: ${DEFAULT-VALUE}")
    Query.Format format;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write the result to this file, or for parquet to this new folder")
    Optional<String> file;

    Query.Target target() {
      return new Query.Target(format, file);
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
}
