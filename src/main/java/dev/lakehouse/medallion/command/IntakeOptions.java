package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.platform.Intake;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How files are taken in. */
final class IntakeOptions {
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
      description = "What becomes of files taken in: keep, delete, move. Default: ${DEFAULT-VALUE}")
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
      description = "How often Auto Loader lists the whole folder all the same, such as \"1 day\"")
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
