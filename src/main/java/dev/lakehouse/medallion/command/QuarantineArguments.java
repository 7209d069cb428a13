package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.platform.Access;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about rejected lines. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "Show the rejected lines by reason and file; judge them again; let them be.",
    footer = {
      "",
      "Examples:",
      "  medallion quarantine",
      "  medallion quarantine retry",
      "  medallion quarantine waive --reason \"sender's tests\" --where true"
    })
final class QuarantineArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  QuarantineArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Medallion.open(
        where.place(), Access.READ, output.voice(), lakehouse -> lakehouse.reader().quarantine());
    return 0;
  }

  @Command(
      description = "Judge the rejected lines again; what now passes goes on into gold.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  medallion quarantine retry"})
  void retry(
      @Mixin Options.Where place, @Mixin Options.TurnOptions turn, @Mixin Options.ZoneOptions zones)
      throws Exception {
    Medallion.inTurn(
        place.place(),
        Access.READ,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.pipeline().retry(zones.zones()));
  }

  @Command(
      description = "Mark rejected lines as looked at, so that they no longer count as open.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  medallion quarantine waive --reason old --where 'attempts > 3'"
      })
  void waive(
      @Mixin Options.Where place,
      @Mixin Options.TurnOptions turn,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why the lines may stay where they are")
          String reason,
      @Option(
              names = "--where",
              required = true,
              paramLabel = "CONDITION",
              description =
                  "Which lines: SQL over the columns of the quarantine, such as"
                      + " \"array_contains(reasons, 'amount_missing')\"")
          String condition,
      @Option(
              names = "--feed",
              paramLabel = "NAME",
              description = "Of which feed, such as orders. Default: of every one")
          Optional<String> feed)
      throws Exception {
    List<Feed> feeds = feed.map(Catalogue::feed).map(List::of).orElseGet(Catalogue::feeds);
    Medallion.inTurn(
        place.place(),
        Access.READ,
        turn.patience(),
        output.voice(),
        lakehouse -> lakehouse.pipeline().waive(feeds, reason, condition));
  }
}
