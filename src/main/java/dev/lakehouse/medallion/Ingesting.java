package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Batches;
import dev.lakehouse.medallion.stage.Bronze;
import dev.lakehouse.medallion.stage.LandedFiles;
import dev.lakehouse.medallion.voice.Batch;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Course;
import dev.lakehouse.medallion.voice.Done;
import dev.lakehouse.medallion.voice.Voice;
import java.util.ArrayList;
import java.util.List;

/** The files that arrive, those of every feed. */
final class Ingesting {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Course course;
  private final Voice voice;
  private final Narration narration;
  private final LandedFiles landed;

  Ingesting(Platform platform, Lakehouse lakehouse, Ledger ledger, Course course, Voice voice) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.course = course;
    this.voice = voice;
    this.narration = new Narration(voice);
    this.landed = new LandedFiles(platform);
  }

  /** Takes in what has arrived. */
  List<Entry> takeIn(Intake intake) throws Exception {
    platform.requireSupport(intake);
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      TableName raw = new FeedTables(feed).rawName();
      Batches batches =
          (number, rows, time) -> {
            course.step();
            voice.tell(new Batch(raw, number, rows, time));
          };
      Bronze bronze = new Bronze(platform, lakehouse, ledger, intake, batches);
      course
          .through(new Begun("bronze", 0, "batches"), () -> bronze.run(feed))
          .ifPresent(
              entry -> {
                voice.tell(new Done(entry));
                entries.add(entry);
              });
    }
    if (entries.isEmpty()) {
      if (Catalogue.feeds().stream().noneMatch(this::hasBegun)) {
        landed.requireFolders(Catalogue.feeds());
      }
      narration.nothing("bronze", "no new file in " + platform.landing());
    }
    return entries;
  }

  private boolean hasBegun(Feed feed) {
    return ledger.progress(new FeedTables(feed).rawName()).sequence() > 0;
  }

  /** Tells of the files that no feed takes in, and whether there are any. */
  boolean tellStrays() {
    List<String> strays = landed.strays();
    narration.strays(strays, platform.landing());
    return !strays.isEmpty();
  }
}
