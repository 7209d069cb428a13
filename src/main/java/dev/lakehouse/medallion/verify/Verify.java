package dev.lakehouse.medallion.verify;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Recomputes every table from the one before it, in plain batch and from the beginning, and
 * compares it with what the runs have left. It changes nothing.
 */
public final class Verify {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Zones zones;
  private final Consumer<Finding> found;

  public Verify(
      Platform platform, Lakehouse lakehouse, Ledger ledger, Zones zones, Consumer<Finding> found) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.zones = zones;
    this.found = found;
  }

  /** How many laws were examined, and how many of them do not hold. */
  public record Verdict(long laws, long broken) {}

  /** What there is to examine of some layers; each compares one thing and finds one or more. */
  public List<Supplier<Stream<Finding>>> examinations(
      List<Feed> feeds, List<GoldTable> gold, Set<Layer> layers) {
    List<Supplier<Stream<Finding>>> examinations = new ArrayList<>();
    for (Feed feed : feeds) {
      Laws laws = new Laws(platform, lakehouse, ledger, zones, new FeedTables(feed), gold);
      new TreeSet<>(layers).forEach(layer -> examinations.addAll(laws.of(layer)));
    }
    return examinations;
  }

  /**
   * Examines and tells what it finds, as it finds it.
   *
   * @param examined to be called after each
   */
  public Verdict run(List<Supplier<Stream<Finding>>> examinations, Runnable examined) {
    long laws = 0;
    long broken = 0;
    for (Supplier<Stream<Finding>> examination : examinations) {
      for (Finding finding : examination.get().toList()) {
        found.accept(finding);
        laws++;
        broken += finding.holds() ? 0 : 1;
      }
      examined.run();
    }
    return new Verdict(laws, broken);
  }
}
