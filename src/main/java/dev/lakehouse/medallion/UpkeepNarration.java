package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.stage.Holdings;
import dev.lakehouse.medallion.stage.Maintenance;
import dev.lakehouse.medallion.stage.Repair;
import dev.lakehouse.medallion.transform.Subject;
import dev.lakehouse.medallion.voice.Fact;
import dev.lakehouse.medallion.voice.Line;
import dev.lakehouse.medallion.voice.Phrase;
import dev.lakehouse.medallion.voice.Voice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
    Fact fact = told("repair", mended).with("status", mended.isEmpty() ? "nothing_new" : "done");
    voice.tell(
        mended.isEmpty()
            ? fact
            : fact.saying(Line.more("the next run makes again what this took back")));
  }

  void toRepair(List<Repair.Finding> findings) {
    voice.tell(told("would", findings).with("status", "planned"));
  }

  private static Fact told(String command, List<Repair.Finding> findings) {
    Fact fact =
        Fact.of("repair", "repair")
            .with("damage", findings.stream().map(Repair.Finding::damage).toList());
    if (findings.isEmpty()) {
      return fact.saying("nothing to mend");
    }
    for (Repair.Finding finding : findings) {
      fact = fact.saying(Line.warning(command, finding.damage()));
    }
    return fact;
  }

  void maintained(Maintenance.Result result) {
    Fact fact =
        sized(Fact.of("maintained", "maintain"), result.before(), result.after())
            .with("table", result.table().toString())
            .with("behind", Narration.names(result.behind()));
    if (!result.behind().isEmpty()) {
      fact =
          fact.saying(
              Line.warning(
                  "maintain",
                  Phrase.text(
                      "%s is not vacuumed: %s has still to read of it; run first",
                      result.table(), String.join(", ", Narration.names(result.behind())))));
    }
    if (!result.before().equals(result.after())) {
      fact =
          fact.saying(
              Phrase.text(
                  "%s: %s to %s", result.table(), sized(result.before()), sized(result.after())));
    }
    voice.tell(fact);
  }

  void maintained(List<Maintenance.Result> results) {
    Maintenance.Size none = new Maintenance.Size(0, 0);
    Maintenance.Size before =
        results.stream().map(Maintenance.Result::before).reduce(none, Maintenance.Size::plus);
    Maintenance.Size after =
        results.stream().map(Maintenance.Result::after).reduce(none, Maintenance.Size::plus);
    voice.tell(
        sized(Fact.of("finished", "maintain"), before, after)
            .with("tables", results.size())
            .saying(
                Phrase.text(
                    "%s: %s to %s",
                    Phrase.count(results.size(), "table"), sized(before), sized(after))));
  }

  private static Fact sized(Fact fact, Maintenance.Size before, Maintenance.Size after) {
    return fact.with("files_before", before.files())
        .with("files_after", after.files())
        .with("bytes_before", before.bytes())
        .with("bytes_after", after.bytes());
  }

  private static String sized(Maintenance.Size size) {
    return Phrase.text("%s of %,d bytes", Phrase.count(size.files(), "file"), size.bytes());
  }

  void unknown(Subject subject) {
    voice.tell(
        Fact.of("nothing", "forget")
            .with("status", "nothing_new")
            .saying(
                Phrase.text(
                    "no line of %s %s is in any table", subject.field().name(), subject.value())));
  }

  void forgetting(Holdings holdings) {
    Map<String, Long> rows = new TreeMap<>();
    Fact fact = Fact.of("holdings", "forget").saying("what the tables have of these lines:");
    for (Map.Entry<TableName, Long> held : holdings.rows().entrySet()) {
      rows.put(held.getKey().toString(), held.getValue());
      fact = fact.saying(Line.more(Phrase.text("%,d in %s", held.getValue(), held.getKey())));
    }
    if (holdings.comingBack() > 0) {
      fact =
          fact.saying(
              Line.more(
                  Phrase.text(
                      "%s of the last goes back to a version that is about another",
                      Phrase.count(holdings.comingBack(), "row"))));
    }
    voice.tell(fact.with("rows", rows).with("rows_going_back", holdings.comingBack()));
  }

  void nothingForgotten() {
    voice.tell(
        Fact.of("planned", "forget")
            .with("status", "planned")
            .saying(Line.more("nothing was removed: this was a dry run")));
  }

  void forgotten(List<Entry> entries, Instant now) {
    Entry noted = entries.get(entries.size() - 1);
    Instant files = now.plus(FILE_RETENTION).plus(Duration.ofMinutes(1));
    Instant logs = now.plus(LOG_RETENTION);
    voice.tell(
        Fact.of("forgotten", "forget")
            .with("status", "done")
            .with("lines", noted.count(Count.ROWS_OUT))
            .with("duration_ms", noted.duration().toMillis())
            .with("vacuum_from", files.toString())
            .with("logs_until", logs.toString())
            .saying(
                Phrase.text(
                    "%s forgotten (%s)",
                    Phrase.count(noted.count(Count.ROWS_OUT), "line"),
                    Phrase.time(noted.duration())))
            .saying(
                Line.more(
                    Phrase.text(
                        "old versions of the tables hold them until VACUUM, which by default"
                            + " removes them from %s on, and statistics in the Delta logs until"
                            + " about %s",
                        MINUTE.format(files), MINUTE.format(logs)))));
  }

  void stillHolding(List<String> files) {
    Fact fact = Fact.of("landed_files", "forget").with("files", files);
    if (files.isEmpty()) {
      voice.tell(fact.saying(Line.more("no landed file holds them")));
      return;
    }
    fact =
        fact.saying(
            Line.warning(
                "",
                Phrase.count(files.size(), "landed file")
                    + " still to be deleted or edited, which is yours to do (what is edited is not"
                    + " read again):"));
    for (String file : files) {
      fact = fact.saying(Line.more(file));
    }
    voice.tell(fact);
  }
}
