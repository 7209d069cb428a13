package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Setup;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a line or two what each stage did. */
final class Narration {

  private static final int FIELDS_SHOWN = 8;
  private static final int FILES_SHOWN = 5;

  private final Voice voice;

  Narration(Voice voice) {
    this.voice = voice;
  }

  void made(Setup.Made made) {
    if (made.isNothing()) {
      voice.say("setup", "nothing missing");
    }
    if (!made.tables().isEmpty()) {
      voice.say(
          "setup",
          "created "
              + made.tables().stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
    if (!made.columns().isEmpty()) {
      voice.say("setup", "added " + String.join(", ", made.columns()));
      voice.say("", "to fill them from the lines of the past: silver --full-refresh");
    }
  }

  void waiting(String holder) {
    voice.say("wait", "another run is changing the lakehouse: " + holder);
  }

  void restored(List<TableName> rebuilt) {
    if (!rebuilt.isEmpty()) {
      voice.say(
          "setup",
          "of these some had been dropped; to be rebuilt by the next silver and gold: "
              + rebuilt.stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
  }

  void generated(String folder) {
    voice.say("generate", "files are in " + folder);
  }

  void answerKey(String folder) {
    voice.say("", "the answer key is in " + folder);
  }

  void bronze(List<Entry> entries, String landing) {
    if (entries.isEmpty()) {
      voice.say("bronze", "no new file in " + landing);
    }
    for (Entry entry : entries) {
      voice.say(
          "bronze",
          Voice.text(
              "%s from %s to %s",
              Voice.count(entry.count(Count.ROWS_IN), "line"),
              Voice.count(entry.count(Count.FILES), "file"),
              timed(entry)));
      damaged(entry.tallies().damagedFiles(), entry.count(Count.FILES_DAMAGED));
    }
  }

  /** Files that lie where no feed looks. */
  void strays(List<String> files, String landing) {
    if (!files.isEmpty()) {
      voice.say(
          "bronze",
          Voice.text(
              "%s of no feed in %s, %s first: move what is to be taken in to the folder of its feed",
              Voice.count(files.size(), "file"), landing, files.get(0)));
    }
  }

  void silver(List<Entry> entries) {
    if (entries.isEmpty()) {
      voice.say("silver", "no new line in bronze");
    }
    for (Entry entry : entries) {
      if (entry.mode() == Mode.RETRY) {
        retried(List.of(entry));
        continue;
      }
      voice.say(
          "silver",
          Voice.text(
              "%s: %,d accepted, %,d rejected, %,d blank, to %s",
              Voice.count(entry.count(Count.ROWS_IN), "line"),
              entry.count(Count.ROWS_ACCEPTED),
              entry.count(Count.ROWS_REJECTED),
              entry.count(Count.ROWS_BLANK),
              timed(entry)));
      voice.say(
          "",
          Voice.text(
              "of the accepted, %,d became current, %,d superseded, %,d duplicate",
              entry.count(Count.ROWS_MERGED),
              entry.count(Count.ROWS_SUPERSEDED),
              entry.count(Count.ROWS_DUPLICATE)));
      tally("rejected", entry.tallies().rejections());
      drift(entry.tallies().unknownFields());
    }
  }

  void retried(List<Entry> retries) {
    if (retries.isEmpty()) {
      voice.say("retry", "no line is in quarantine");
    }
    for (Entry entry : retries) {
      long released = entry.count(Count.ROWS_RELEASED);
      voice.say(
          "retry",
          Voice.text(
              "%s judged again: %,d released, %,d still rejected (%s)",
              Voice.count(entry.count(Count.ROWS_IN), "rejected line"),
              released,
              entry.count(Count.ROWS_IN) - released,
              timed(entry)));
      tally("rejected", entry.tallies().rejections());
    }
  }

  void waived(Feed feed, long lines, Quarantine.Counts left) {
    voice.say(
        "waive", "%s: %s waived; %s".formatted(feed.name(), Voice.count(lines, "open line"), left));
  }

  void keyed(AnswerKey.Result result) {
    voice.say(
        "",
        Voice.text(
            "%s planted, %,d caught with exactly the right reasons; %s not in the key; %s of gold"
                + " not as the key says",
            Voice.count(result.planted(), "line"),
            result.caught(),
            Voice.count(result.strays(), "line"),
            Voice.count(result.goldRowsAmiss(), "row")));
  }

  void quarantine(Feed feed, Quarantine.Counts counts) {
    voice.say("", feed.name() + ": " + counts);
    if (counts.open() > 0) {
      voice.say("", "judge them again: quarantine retry; let them be: quarantine waive");
    }
  }

  void loaded(TableName table, long rows) {
    voice.say("load", Voice.count(rows, "row") + " in " + table);
  }

  void gold(List<Entry> entries) {
    if (entries.isEmpty()) {
      voice.say("gold", "no change in silver");
    }
    entries.stream()
        .filter(entry -> entry.counts().containsKey(Count.ROWS_OUT))
        .forEach(
            entry ->
                voice.say(
                    "gold",
                    Voice.count(entry.count(Count.ROWS_OUT), "row")
                        + " written to "
                        + timed(entry)));
  }

  void reported(String html, String place) {
    double megabytes = html.getBytes(StandardCharsets.UTF_8).length / 1e6;
    voice.say("report", Voice.text("%.1f MB to %s", megabytes, place));
  }

  void finished(List<Entry> entries) {
    if (entries.isEmpty()) {
      voice.line("Nothing new: no line was read and no table was written.");
    }
  }

  private void damaged(Map<String, String> causes, long files) {
    causes.entrySet().stream()
        .limit(FILES_SHOWN)
        .forEach(
            file ->
                voice.say(
                    "bronze",
                    Voice.text(
                        "damaged: %s (%s); what could be read was taken in."
                            + " Land it again, whole, under a new name.",
                        file.getKey(), file.getValue())));
    if (files > FILES_SHOWN) {
      voice.say(
          "bronze",
          Voice.text(
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
      voice.say("", what + ": " + listed);
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
    voice.say(
        "",
        Voice.text(
            "%s%s not in the contract: %s%s",
            listed.size() < unknownFields.size() ? "more than " : "",
            Voice.count(listed.size(), "field"),
            listed.stream().limit(FIELDS_SHOWN).collect(Collectors.joining(", ")),
            more));
  }

  private static long lines(Map<String, Long> linesByFile) {
    return linesByFile.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String timed(Entry entry) {
    return Voice.text("%s (%.1f s)", entry.target(), entry.duration().toMillis() / 1000.0);
  }
}
