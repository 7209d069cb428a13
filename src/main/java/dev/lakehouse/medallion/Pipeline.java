package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.ReferenceTable;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.platform.UpToDateCheck;
import dev.lakehouse.medallion.stage.Generate;
import dev.lakehouse.medallion.stage.Gold;
import dev.lakehouse.medallion.stage.Load;
import dev.lakehouse.medallion.stage.RejectionLimit;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.stage.Silver;
import dev.lakehouse.medallion.transform.Subject;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Changed;
import dev.lakehouse.medallion.voice.Course;
import dev.lakehouse.medallion.voice.Done;
import dev.lakehouse.medallion.voice.Finished;
import dev.lakehouse.medallion.voice.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stages over the catalogue, on an open platform; each says what it did. */
public final class Pipeline {

  /** The events, the current records, the ledger. */
  private static final long SILVER_COMMITS = 3;

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Voice voice;
  private final Course course;
  private final Narration narration;
  private final Foundation foundation;
  private final Ingesting ingesting;
  private final Quarantining quarantining;
  private final Forgetting forgetting;

  public Pipeline(Platform platform, Voice voice) {
    this.platform = platform;
    // What is new is mostly little, unless it is seen to be more.
    platform.expect(0);
    this.voice = voice;
    this.course = new Course(voice);
    this.lakehouse = new Lakehouse(platform, course::step);
    this.ledger = new Ledger(lakehouse, UUID.randomUUID().toString());
    this.narration = new Narration(voice);
    this.foundation = new Foundation(platform, lakehouse, ledger, course, narration);
    this.ingesting = new Ingesting(platform, lakehouse, ledger, course, voice);
    this.quarantining = new Quarantining(lakehouse, ledger, course, voice);
    this.forgetting = new Forgetting(platform, lakehouse, ledger, voice);
  }

  /** Creates what is missing. */
  public Setup.Made setup() {
    return foundation.lay();
  }

  /** Tells the statements that {@link #setup} would run. */
  public void setupPlan() {
    foundation.plan().forEach(statement -> narration.planned(statement.sql()));
  }

  /** Writes synthetic files and, where a folder is named for it, their answer key. */
  public void generate(SampleData.Request request, Optional<String> answerKey) {
    Generate generate = new Generate(platform);
    for (SampleData data : Catalogue.samples()) {
      Optional<String> key =
          course.through(
              new Begun("generate", 0, ""),
              () -> answerKey.map(folder -> generate.answerKey(data, request, folder)));
      narration.generated(
          course.through(new Begun("generate", 0, ""), () -> generate.run(data, request)));
      key.ifPresent(narration::answerKey);
    }
  }

  /** Takes in what has arrived. */
  public List<Entry> bronze(Intake intake) throws Exception {
    finishForgetting();
    List<Entry> entries = ingesting.takeIn(intake);
    ingesting.tellStrays();
    return entries;
  }

  /** Judges what bronze holds. */
  public List<Entry> silver(Zones zones, Mode mode, RejectionLimit limit) {
    finishForgetting();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      Silver silver = new Silver(lakehouse, ledger, zones, limit);
      course
          .through(new Begun("silver", SILVER_COMMITS, "steps"), () -> silver.run(feed, mode))
          .forEach(entry -> tell(entry, entries));
    }
    if (entries.isEmpty()) {
      narration.nothing("silver", "no new line in bronze");
    }
    return entries;
  }

  /** Brings gold up to date with silver. */
  public List<Entry> gold(Mode mode) {
    ledger.attach();
    Gold gold = new Gold(lakehouse, ledger, entry -> voice.tell(new Done(entry)));
    List<Entry> entries = updateGold(gold, mode);
    tellChanges(gold);
    return entries;
  }

  private List<Entry> updateGold(Gold gold, Mode mode) {
    List<GoldTable> tables = Catalogue.gold();
    List<Entry> entries =
        course.through(new Begun("gold", tables.size(), "tables"), () -> gold.run(tables, mode));
    if (entries.isEmpty()) {
      narration.nothing("gold", "no change in silver");
    }
    return entries;
  }

  private void tellChanges(Gold gold) {
    gold.movements().forEach(movement -> voice.tell(new Changed(movement)));
  }

  private void tell(Entry entry, List<Entry> told) {
    voice.tell(new Done(entry));
    told.add(entry);
  }

  /** Setup, bronze, silver, gold. */
  public void run(Zones zones, RejectionLimit limit, Intake intake) throws Exception {
    run(zones, limit, intake, UpToDateCheck.none());
  }

  /** The same, so that the next run may find by a check that it has nothing to do. */
  public void run(Zones zones, RejectionLimit limit, Intake intake, UpToDateCheck check)
      throws Exception {
    Instant startedAt = Instant.now();
    check.observeLanding();
    setup();
    List<Entry> entries = new ArrayList<>(finishForgetting());
    entries.addAll(ingesting.takeIn(intake));
    boolean hasStrays = ingesting.tellStrays();
    check.observe(Catalogue.feeds().stream().map(feed -> new FeedTables(feed).rawName()).toList());
    entries.addAll(silver(zones, Mode.INCREMENT, limit));
    check.observe(Catalogue.gold().stream().flatMap(table -> table.sources().stream()).toList());
    Gold gold = new Gold(lakehouse, ledger, entry -> voice.tell(new Done(entry)));
    entries.addAll(updateGold(gold, Mode.INCREMENT));
    check.observe(Catalogue.tableNames());
    voice.tell(new Finished(entries, Duration.between(startedAt, Instant.now())));
    tellChanges(gold);
    // Of tables in somebody else's catalog, and of strays, the next run has to tell again.
    if (!hasStrays && !platform.keepsViews()) {
      check.keep();
    }
  }

  /** Judges the rejected lines again, and brings gold up to date with what was released. */
  public List<Entry> retry(Zones zones) {
    finishForgetting();
    List<Entry> entries = new ArrayList<>(quarantining.retry(zones));
    entries.addAll(gold(Mode.INCREMENT));
    return entries;
  }

  /** Marks rejected lines of some feeds as looked at. */
  public void waive(List<Feed> feeds, String reason, String condition) {
    attach();
    quarantining.waive(feeds, reason, condition);
  }

  /** Removes the lines about somebody from every table. */
  public void forget(List<Subject> subjects) {
    attach();
    forgetting.forget(subjects);
  }

  /** Says what {@link #forget} would remove. */
  public void forgetPlan(List<Subject> subjects) {
    attach();
    forgetting.plan(subjects);
  }

  /** What changes the tables that lines are forgotten in does this first. */
  private List<Entry> finishForgetting() {
    ledger.attach();
    return forgetting.finish();
  }

  /** Replaces a reference table by the rows of a file. */
  public void load(String table, String file) {
    ReferenceTable reference = Catalogue.reference(table);
    narration.loaded(reference.definition().name(), new Load(lakehouse).run(reference, file));
  }

  private void attach() {
    ledger.attach();
    new Setup(platform, lakehouse).attach(Catalogue.tables(), Catalogue.views());
  }
}
