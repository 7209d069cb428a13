package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.Reader;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.platform.Access;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that examines the laws. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Recompute everything from bronze and compare; changes nothing.",
    footer = {
      "",
      "Examples:",
      "  medallion verify --landing sample_data",
      "  medallion verify --layers gold,ops"
    })
final class VerifyArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Mixin private Options.ZoneOptions zones;

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      defaultValue = "bronze,silver,gold,ops",
      description = "Whose laws to examine. Default: ${DEFAULT-VALUE}")
  private Set<Layer> layers;

  @Option(
      names = "--answer-key",
      paramLabel = "DIR",
      description = "Compare with the key that generate wrote, too")
  private Optional<String> answerKey;

  VerifyArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    AtomicBoolean holds = new AtomicBoolean();
    Medallion.open(
        where.place(),
        Access.READ,
        output.voice(),
        lakehouse -> holds.set(allHold(lakehouse.reader())));
    return holds.get() ? ExitStatus.DONE.code() : ExitStatus.FAILED.code();
  }

  private boolean allHold(Reader reader) {
    boolean lawsHold = reader.verify(zones.zones(), layers);
    boolean keyHolds = answerKey.map(reader::verifyByKey).orElse(true);
    return lawsHold && keyHolds;
  }
}
