package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Printable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.stage.Holdings;
import dev.lakehouse.medallion.stage.Maintenance;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Repair;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.transform.Subject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a line or two what each stage did. */
final class Narration {

  /** Delta's own, of data files and of the log, unless a table is told otherwise. */
  private static final Duration FILE_RETENTION = Duration.ofDays(7);

  private static final Duration LOG_RETENTION = Duration.ofDays(30);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int FIELDS_SHOWN = 8;
  private static final int FILES_SHOWN = 5;

  private final PrintStream out;

  Narration(PrintStream out) {
    this.out = out;
  }

  void made(Setup.Made made) {
    if (made.isNothing()) {
      say("setup", "nothing missing");
    }
    if (!made.tables().isEmpty()) {
      say(
          "setup",
          "created "
              + made.tables().stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
    if (!made.columns().isEmpty()) {
      say("setup", "added " + String.join(", ", made.columns()));
      say("", "to fill them from the lines of the past: silver --full-refresh");
    }
  }

  void restored(List<TableName> rebuilt) {
    if (!rebuilt.isEmpty()) {
      say(
          "setup",
          "of these some had been dropped; to be rebuilt by the next silver and gold: "
              + rebuilt.stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
  }

  void repaired(List<Repair.Finding> mended) {
    told("repair", mended);
    if (!mended.isEmpty()) {
      say("", "the next run makes again what this took back");
    }
  }

  void toRepair(List<Repair.Finding> findings) {
    told("would", findings);
  }

  private void told(String command, List<Repair.Finding> findings) {
    if (findings.isEmpty()) {
      say("repair", "nothing to mend");
    }
    findings.forEach(finding -> say(command, finding.damage()));
  }

  void maintained(Maintenance.Result result) {
    if (!result.behind().isEmpty()) {
      say(
          "maintain",
          text(
              "%s is not vacuumed: %s has still to read of it; run first",
              result.table(),
              result.behind().stream().map(TableName::toString).collect(Collectors.joining(", "))));
    }
    if (!result.before().equals(result.after())) {
      say(
          "maintain",
          text("%s: %s to %s", result.table(), sized(result.before()), sized(result.after())));
    }
  }

  void maintained(List<Maintenance.Result> results) {
    Maintenance.Size none = new Maintenance.Size(0, 0);
    say(
        "maintain",
        text(
            "%s: %s to %s",
            count(results.size(), "table"),
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
    return text("%s of %,d bytes", count(size.files(), "file"), size.bytes());
  }

  void waiting(String holder) {
    say("wait", "another run is changing the lakehouse: " + holder);
  }

  void generated(String folder) {
    say("generate", "files are in " + folder);
  }

  void answerKey(String folder) {
    say("", "the answer key is in " + folder);
  }

  void bronze(List<Entry> entries, String landing) {
    if (entries.isEmpty()) {
      say("bronze", "no new file in " + landing);
    }
    for (Entry entry : entries) {
      say(
          "bronze",
          text(
              "%s from %s to %s",
              count(entry.count(Count.ROWS_IN), "line"),
              count(entry.count(Count.FILES), "file"),
              timed(entry)));
      damaged(entry.tallies().damagedFiles(), entry.count(Count.FILES_DAMAGED));
    }
  }

  void silver(List<Entry> entries) {
    if (entries.isEmpty()) {
      say("silver", "no new line in bronze");
    }
    for (Entry entry : entries) {
      if (entry.mode() == Mode.RETRY) {
        retried(Optional.of(entry));
        continue;
      }
      say(
          "silver",
          text(
              "%s: %,d accepted, %,d rejected, %,d blank, to %s",
              count(entry.count(Count.ROWS_IN), "line"),
              entry.count(Count.ROWS_ACCEPTED),
              entry.count(Count.ROWS_REJECTED),
              entry.count(Count.ROWS_BLANK),
              timed(entry)));
      say(
          "",
          text(
              "of the accepted, %,d became current, %,d superseded, %,d duplicate",
              entry.count(Count.ROWS_MERGED),
              entry.count(Count.ROWS_SUPERSEDED),
              entry.count(Count.ROWS_DUPLICATE)));
      tally("rejected", entry.tallies().rejections());
      drift(entry.tallies().unknownFields());
    }
  }

  void retried(Optional<Entry> retry) {
    if (retry.isEmpty()) {
      say("retry", "no line is in quarantine");
    }
    retry.ifPresent(
        entry -> {
          long released = entry.count(Count.ROWS_RELEASED);
          say(
              "retry",
              text(
                  "%s judged again: %,d released, %,d still rejected (%s)",
                  count(entry.count(Count.ROWS_IN), "rejected line"),
                  released,
                  entry.count(Count.ROWS_IN) - released,
                  timed(entry)));
          tally("rejected", entry.tallies().rejections());
        });
  }

  void waived(long lines, Quarantine.Counts left) {
    say("waive", count(lines, "open line") + " waived; " + left);
  }

  void unknown(Subject subject) {
    say(
        "forget",
        text("no line of %s %s is in any table", subject.field().name(), subject.value()));
  }

  void forgetting(Holdings holdings) {
    say("forget", "what the tables have of these lines:");
    holdings.rows().forEach((table, rows) -> say("", text("%,d in %s", rows, table)));
    if (holdings.comingBack() > 0) {
      say(
          "",
          text(
              "%s of the last goes back to a version that is about another",
              count(holdings.comingBack(), "row")));
    }
  }

  void nothingForgotten() {
    say("", "nothing was removed: this was a dry run");
  }

  void forgotten(List<Entry> entries, Instant now) {
    Entry noted = entries.get(entries.size() - 1);
    say(
        "forget",
        text(
            "%s forgotten (%.1f s)",
            count(noted.count(Count.ROWS_OUT), "line"), noted.duration().toMillis() / 1000.0));
    say(
        "",
        text(
            "old versions of the tables hold them until VACUUM, which by default removes them from"
                + " %s on, and statistics in the Delta logs until about %s",
            MINUTE.format(now.plus(FILE_RETENTION).plus(Duration.ofMinutes(1))),
            MINUTE.format(now.plus(LOG_RETENTION))));
  }

  void stillHolding(List<String> files) {
    if (files.isEmpty()) {
      say("", "no landed file holds them");
      return;
    }
    say(
        "",
        count(files.size(), "landed file")
            + " still to be deleted or edited, which is yours to do (what is edited is not read"
            + " again):");
    files.forEach(file -> say("", file));
  }

  void keyed(AnswerKey.Result result) {
    say(
        "",
        text(
            "%s planted, %,d caught with exactly the right reasons; %s not in the key; %s of gold"
                + " not as the key says",
            count(result.planted(), "line"),
            result.caught(),
            count(result.strays(), "line"),
            count(result.goldRowsAmiss(), "row")));
  }

  void quarantine(Quarantine.Counts counts) {
    say("", counts.toString());
    if (counts.open() > 0) {
      say("", "judge them again: quarantine retry; let them be: quarantine waive");
    }
  }

  void loaded(TableName table, long rows) {
    say("load", count(rows, "row") + " in " + table);
  }

  void gold(List<Entry> entries) {
    if (entries.isEmpty()) {
      say("gold", "no change in silver");
    }
    entries.stream()
        .filter(entry -> entry.counts().containsKey(Count.ROWS_OUT))
        .forEach(
            entry ->
                say(
                    "gold",
                    count(entry.count(Count.ROWS_OUT), "row") + " written to " + timed(entry)));
  }

  void finished(List<Entry> entries) {
    if (entries.isEmpty()) {
      out.println("Nothing new: no line was read and no table was written.");
    }
  }

  private void damaged(Map<String, String> causes, long files) {
    causes.entrySet().stream()
        .limit(FILES_SHOWN)
        .forEach(
            file ->
                say(
                    "bronze",
                    text(
                        "damaged: %s (%s); what could be read was taken in."
                            + " Land it again, whole, under a new name.",
                        file.getKey(), file.getValue())));
    if (files > FILES_SHOWN) {
      say(
          "bronze",
          text(
              "and %,d more damaged: SELECT explode(damaged_files) FROM ops.ledger",
              files - FILES_SHOWN));
    }
  }

  private void tally(String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      String listed =
          counts.entrySet().stream()
              .map(count -> count.getKey() + " " + count.getValue())
              .collect(Collectors.joining(", "));
      say("", what + ": " + listed);
    }
  }

  private void drift(Map<String, Map<String, Long>> unknownFields) {
    if (unknownFields.isEmpty()) {
      return;
    }
    List<String> listed =
        unknownFields.entrySet().stream()
            .filter(field -> !field.getKey().equals(Entry.Tallies.OTHER_FIELDS))
            .sorted(Comparator.comparing(field -> -lines(field.getValue())))
            .map(field -> field.getKey() + " " + lines(field.getValue()))
            .toList();
    String more = listed.size() > FIELDS_SHOWN ? ", …" : "";
    say(
        "",
        text(
            "%s%s not in the contract: %s%s",
            listed.size() < unknownFields.size() ? "more than " : "",
            count(listed.size(), "field"),
            listed.stream().limit(FIELDS_SHOWN).collect(Collectors.joining(", ")),
            more));
  }

  private static long lines(Map<String, Long> linesByFile) {
    return linesByFile.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String timed(Entry entry) {
    return text("%s (%.1f s)", entry.target(), entry.duration().toMillis() / 1000.0);
  }

  private static String count(long number, String noun) {
    return text("%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private void say(String stage, String what) {
    // Names of fields and files are data.
    out.println(text("%-9s", stage) + Printable.of(what));
  }
}
