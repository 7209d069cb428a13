package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.verify.Finding;
import dev.lakehouse.medallion.voice.Fact;
import dev.lakehouse.medallion.voice.Line;
import dev.lakehouse.medallion.voice.Phrase;
import dev.lakehouse.medallion.voice.Voice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What the stages did beside bringing tables up to date, as facts for a voice. */
final class Narration {

  private final Voice voice;

  Narration(Voice voice) {
    this.voice = voice;
  }

  void made(Setup.Made made) {
    Fact fact =
        Fact.of("setup", "setup")
            .with("status", made.isNothing() ? "nothing_missing" : "done")
            .with("tables", names(made.tables()))
            .with("columns", made.columns());
    if (made.isNothing()) {
      fact = fact.saying("nothing missing");
    }
    if (!made.tables().isEmpty()) {
      fact = fact.saying("created " + listed(made.tables()));
    }
    if (!made.columns().isEmpty()) {
      fact =
          fact.saying("added " + String.join(", ", made.columns()))
              .saying(Line.more("to fill them from the lines of the past: silver --full-refresh"));
    }
    voice.tell(fact);
  }

  /** A statement that would be run: people get it as it is, to paste it. */
  void planned(String sql) {
    voice.tell(
        Fact.of("statement", "setup")
            .with("sql", sql)
            .saying(Line.sentence(sql + ";", Line.Tone.PLAIN)));
  }

  /** A table or view as programs want to know of it. */
  void relation(Relation relation, OptionalLong rows) {
    Fact fact = Fact.of("relation", "describe").with("table", relation.name().toString());
    voice.tell(
        (rows.isPresent() ? fact.with("rows", rows.getAsLong()) : fact)
            .with("grain", relation.grain())
            .with("comment", relation.comment())
            .with(
                "columns",
                relation.columns().stream()
                    .map(
                        column ->
                            Map.of(
                                "name", column.name(),
                                "type", column.type(),
                                "comment", column.comment()))
                    .toList()));
  }

  void shown(String pages) {
    voice.tell(
        Fact.of("spark_ui", "spark")
            .with("address", pages)
            .saying("shows what it does at " + pages + " while this runs"));
  }

  void waiting(String holder) {
    voice.tell(
        Fact.of("waiting", "wait")
            .with("holder", holder)
            .saying("another run is changing the lakehouse: " + holder));
  }

  void restored(List<TableName> rebuilt) {
    if (!rebuilt.isEmpty()) {
      voice.tell(
          Fact.of("restored", "setup")
              .with("tables", names(rebuilt))
              .saying(
                  "of these some had been dropped; to be rebuilt by the next silver and gold: "
                      + listed(rebuilt)));
    }
  }

  void generated(String folder) {
    voice.tell(
        Fact.of("generated", "generate").with("folder", folder).saying("files are in " + folder));
  }

  void answerKey(String folder) {
    voice.tell(
        Fact.of("answer_key", "generate")
            .with("folder", folder)
            .saying(Line.more("the answer key is in " + folder)));
  }

  void nothing(String stage, String why) {
    voice.tell(Fact.of("nothing", stage).with("status", "nothing_new").saying(why));
  }

  /** Files that lie where no feed looks. */
  void strays(List<String> files, String landing) {
    if (!files.isEmpty()) {
      voice.tell(
          Fact.of("stray_files", "bronze")
              .with("files", files)
              .saying(
                  Phrase.text(
                      "%s of no feed in %s, %s first: move what is to be taken in to the folder of"
                          + " its feed",
                      Phrase.count(files.size(), "file"), landing, files.get(0))));
    }
  }

  void waived(Feed feed, long lines, Quarantine.Counts left) {
    voice.tell(
        counted(Fact.of("waived", "waive").with("feed", feed.name()).with("waived", lines), left)
            .saying(feed.name() + ": " + Phrase.count(lines, "open line") + " waived; " + left));
  }

  void quarantine(Feed feed, Quarantine.Counts counts) {
    Fact fact =
        counted(Fact.of("quarantine", "quarantine").with("feed", feed.name()), counts)
            .saying(Line.more(feed.name() + ": " + counts));
    voice.tell(
        counts.open() > 0
            ? fact.saying(
                Line.more("judge them again: quarantine retry; let them be: quarantine waive"))
            : fact);
  }

  private static Fact counted(Fact fact, Quarantine.Counts counts) {
    return fact.with("lines", counts.lines()).with("open", counts.open());
  }

  void loaded(TableName table, long rows) {
    voice.tell(
        Fact.of("loaded", "load")
            .with("table", table.toString())
            .with("rows", rows)
            .saying(Phrase.count(rows, "row") + " in " + table));
  }

  void keyed(AnswerKey.Result result) {
    voice.tell(
        Fact.of("answer_key", "verify")
            .with("holds", result.holds())
            .with("planted", result.planted())
            .with("caught", result.caught())
            .with("strays", result.strays())
            .with("gold_rows_amiss", result.goldRowsAmiss())
            .saying(
                Line.more(
                    Phrase.text(
                        "%s planted, %,d caught with exactly the right reasons; %s not in the key;"
                            + " %s of gold not as the key says",
                        Phrase.count(result.planted(), "line"),
                        result.caught(),
                        Phrase.count(result.strays(), "line"),
                        Phrase.count(result.goldRowsAmiss(), "row")))));
  }

  void found(Finding finding) {
    boolean equal = finding.expected().equals(finding.found());
    Fact fact =
        Fact.of("law", "verify")
            .with("law", finding.law())
            .with("holds", finding.holds())
            .with("expected", finding.expected())
            .with("found", finding.found())
            .with("note", finding.note())
            .with("differences", finding.differences())
            .saying(
                Line.sentence(
                    Phrase.text(
                        "%-7s %s: %s %s %s%s",
                        finding.holds() ? "holds" : "BROKEN",
                        finding.law(),
                        finding.expected(),
                        equal ? "=" : "≠",
                        finding.found(),
                        finding.note().isEmpty() ? "" : " (" + finding.note() + ")"),
                    finding.holds() ? Line.Tone.PLAIN : Line.Tone.BAD));
    for (String difference : finding.differences()) {
      fact = fact.saying(Line.more(" " + difference));
    }
    voice.tell(fact);
  }

  void reported(String html, String place) {
    long bytes = html.getBytes(StandardCharsets.UTF_8).length;
    voice.tell(
        Fact.of("reported", "report")
            .with("place", place)
            .with("bytes", bytes)
            .saying(Phrase.text("%.1f MB to %s", bytes / 1e6, place)));
  }

  void judged(long laws, long broken) {
    String verdict =
        broken == 0
            ? Phrase.text("All %d laws hold.", laws)
            : Phrase.text("%d of %d laws are broken.", broken, laws);
    voice.tell(
        Fact.of("verified", "verify")
            .with("holds", broken == 0)
            .with("laws", laws)
            .with("broken", broken)
            .saying(Line.sentence(verdict, broken == 0 ? Line.Tone.GOOD : Line.Tone.BAD)));
  }

  static List<String> names(List<TableName> tables) {
    return tables.stream().map(TableName::toString).toList();
  }

  private static String listed(List<TableName> tables) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }
}
