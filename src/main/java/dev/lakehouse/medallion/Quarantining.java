package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Retry;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Course;
import dev.lakehouse.medallion.voice.Done;
import dev.lakehouse.medallion.voice.Voice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is done about rejected lines, feed by feed: they are judged again, or let be. */
final class Quarantining {

  /** The ledger, the verdicts, the events, the current records, the ledger again. */
  private static final long RETRY_COMMITS = 5;

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Course course;
  private final Voice voice;
  private final Narration narration;

  Quarantining(Lakehouse lakehouse, Ledger ledger, Course course, Voice voice) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.course = course;
    this.voice = voice;
    this.narration = new Narration(voice);
  }

  /** Judges the rejected lines again. */
  List<Entry> retry(Zones zones) {
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      Retry retry = new Retry(lakehouse, ledger, zones);
      course
          .through(new Begun("retry", RETRY_COMMITS, "steps"), () -> retry.run(feed))
          .ifPresent(
              entry -> {
                voice.tell(new Done(entry));
                entries.add(entry);
              });
    }
    if (entries.isEmpty()) {
      narration.nothing("retry", "no line is in quarantine");
    }
    return entries;
  }

  /** Marks rejected lines of some feeds as looked at. */
  void waive(List<Feed> feeds, String reason, String condition) {
    if (reason.isBlank()) {
      throw new UserException(
          "The reason for the waiver is empty.",
          "Whoever comes later wants to know why the lines were let be.",
          "Say it with --reason.");
    }
    // None is waived where the condition fits only some of the feeds.
    Map<Feed, Dataset<Row>> open = new LinkedHashMap<>();
    feeds.forEach(feed -> open.put(feed, new Quarantine(lakehouse, feed).open(condition)));
    open.forEach(
        (feed, lines) -> {
          Quarantine quarantine = new Quarantine(lakehouse, feed);
          long waived = quarantine.waive(lines, reason, ledger.runId());
          narration.waived(feed, waived, quarantine.counts());
        });
  }
}
