package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.stage.Holdings;
import dev.lakehouse.medallion.stage.Maintenance;
import dev.lakehouse.medallion.stage.Repair;
import dev.lakehouse.medallion.transform.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what was mended, compacted, and forgotten. */
final class UpkeepNarration {

  /** Delta's own, of data files and of the log, unless a table is told otherwise. */
  private static final Duration FILE_RETENTION = Duration.ofDays(7);

  private static final Duration LOG_RETENTION = Duration.ofDays(30);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Voice voice;

  UpkeepNarration(Voice voice) {
    this.voice = voice;
  }

  void repaired(List<Repair.Finding> mended) {
    told("repair", mended);
    if (!mended.isEmpty()) {
      voice.say("", "the next run makes again what this took back");
    }
  }

  void toRepair(List<Repair.Finding> findings) {
    told("would", findings);
  }

  private void told(String command, List<Repair.Finding> findings) {
    if (findings.isEmpty()) {
      voice.say("repair", "nothing to mend");
    }
    findings.forEach(finding -> voice.say(command, finding.damage()));
  }

  void maintained(Maintenance.Result result) {
    if (!result.behind().isEmpty()) {
      voice.say(
          "maintain",
          Voice.text(
              "%s is not vacuumed: %s has still to read of it; run first",
              result.table(),
              result.behind().stream().map(TableName::toString).collect(Collectors.joining(", "))));
    }
    if (!result.before().equals(result.after())) {
      voice.say(
          "maintain",
          Voice.text(
              "%s: %s to %s", result.table(), sized(result.before()), sized(result.after())));
    }
  }

  void maintained(List<Maintenance.Result> results) {
    Maintenance.Size none = new Maintenance.Size(0, 0);
    voice.say(
        "maintain",
        Voice.text(
            "%s: %s to %s",
            Voice.count(results.size(), "table"),
            sized(
                results.stream()
                    .map(Maintenance.Result::before)
                    .reduce(none, Maintenance.Size::plus)),
            sized(
                results.stream()
                    .map(Maintenance.Result::after)
                    .reduce(none, Maintenance.Size::plus))));
  }

  private static String sized(Maintenance.Size size) {
    return Voice.text("%s of %,d bytes", Voice.count(size.files(), "file"), size.bytes());
  }

  void unknown(Subject subject) {
    voice.say(
        "forget",
        Voice.text("no line of %s %s is in any table", subject.field().name(), subject.value()));
  }

  void forgetting(Holdings holdings) {
    voice.say("forget", "what the tables have of these lines:");
    holdings.rows().forEach((table, rows) -> voice.say("", Voice.text("%,d in %s", rows, table)));
    if (holdings.comingBack() > 0) {
      voice.say(
          "",
          Voice.text(
              "%s of the last goes back to a version that is about another",
              Voice.count(holdings.comingBack(), "row")));
    }
  }

  void nothingForgotten() {
    voice.say("", "nothing was removed: this was a dry run");
  }

  void forgotten(List<Entry> entries, Instant now) {
    Entry noted = entries.get(entries.size() - 1);
    voice.say(
        "forget",
        Voice.text(
            "%s forgotten (%.1f s)",
            Voice.count(noted.count(Count.ROWS_OUT), "line"),
            noted.duration().toMillis() / 1000.0));
    voice.say(
        "",
        Voice.text(
            "old versions of the tables hold them until VACUUM, which by default removes them from"
                + " %s on, and statistics in the Delta logs until about %s",
            MINUTE.format(now.plus(FILE_RETENTION).plus(Duration.ofMinutes(1))),
            MINUTE.format(now.plus(LOG_RETENTION))));
  }

  void stillHolding(List<String> files) {
    if (files.isEmpty()) {
      voice.say("", "no landed file holds them");
      return;
    }
    voice.say(
        "",
        Voice.count(files.size(), "landed file")
            + " still to be deleted or edited, which is yours to do (what is edited is not read"
            + " again):");
    files.forEach(file -> voice.say("", file));
  }
}
