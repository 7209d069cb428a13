package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.SampleData.Request.Extra;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What to generate. */
final class GenerateOptions {
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
      description = "Add files that try a reader: odd line ends, encodings, sizes, depths, damage")
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
