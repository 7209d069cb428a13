package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.ReferenceTable;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Bronze;
import dev.lakehouse.medallion.stage.Generate;
import dev.lakehouse.medallion.stage.Gold;
import dev.lakehouse.medallion.stage.LandedFiles;
import dev.lakehouse.medallion.stage.Load;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.RejectionLimit;
import dev.lakehouse.medallion.stage.Restoration;
import dev.lakehouse.medallion.stage.Retry;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.stage.Silver;
import dev.lakehouse.medallion.transform.Subject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The stages over the catalogue, on an open platform; each says what it did. */
public final class Pipeline {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final PrintStream out;
  private final Narration narration;
  private final Forgetting forgetting;

  public Pipeline(Platform platform, PrintStream out) {
    this.platform = platform;
    this.lakehouse = new Lakehouse(platform);
    this.ledger = new Ledger(lakehouse, UUID.randomUUID().toString());
    this.out = out;
    this.narration = new Narration(new Voice(out));
    this.forgetting = new Forgetting(platform, lakehouse, ledger, new Voice(out));
  }

  /** Creates what is missing. */
  public Setup.Made setup() {
    Setup setup = new Setup(platform, lakehouse);
    Setup.Plan plan = setup.plan(Catalogue.tables(), Catalogue.views());
    List<TableName> dropped = dropped(plan.made().tables());
    platform.createLanding(Catalogue.feeds().stream().map(Feed::name).toList());
    Setup.Made made = setup.run(plan);
    narration.made(made);
    narration.restored(dropped);
    return made;
  }

  /** Which of the tables that are to be made had been made before. */
  private List<TableName> dropped(List<TableName> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    Restoration restoration = new Restoration(lakehouse, ledger, missing);
    if (missing.contains(Ledger.definition().name())) {
      restoration.requireRaw(Catalogue.feeds());
      return List.of();
    }
    return restoration.prepare(Catalogue.feeds(), Catalogue.gold());
  }

  /** Prints the statements that {@link #setup} would run. */
  public void setupPlan() {
    new Setup(platform, lakehouse)
        .plan(Catalogue.tables(), Catalogue.views())
        .statements()
        .forEach(statement -> out.println(statement.sql() + ";"));
  }

  /** Writes synthetic files and, where a folder is named for it, their answer key. */
  public void generate(SampleData.Request request, Optional<String> answerKey) {
    Generate generate = new Generate(platform);
    for (SampleData data : Catalogue.samples()) {
      Optional<String> key = answerKey.map(folder -> generate.answerKey(data, request, folder));
      narration.generated(generate.run(data, request));
      key.ifPresent(narration::answerKey);
    }
  }

  /** Takes in what has arrived. */
  public List<Entry> bronze(Intake intake) throws Exception {
    platform.requireSupport(intake);
    finishForgetting();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      Optional<Entry> entry = new Bronze(platform, lakehouse, ledger, intake).run(feed);
      entry.ifPresent(entries::add);
    }
    LandedFiles landed = new LandedFiles(platform);
    if (entries.isEmpty() && Catalogue.feeds().stream().noneMatch(this::hasBegun)) {
      landed.requireFolders(Catalogue.feeds());
    }
    narration.bronze(entries, platform.landing());
    narration.strays(landed.strays(), platform.landing());
    return entries;
  }

  private boolean hasBegun(Feed feed) {
    return ledger.progress(new FeedTables(feed).rawName()).sequence() > 0;
  }

  /** Judges what bronze holds. */
  public List<Entry> silver(Zones zones, Mode mode, RejectionLimit limit) {
    finishForgetting();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      entries.addAll(new Silver(lakehouse, ledger, zones, limit).run(feed, mode));
    }
    narration.silver(entries);
    return entries;
  }

  /** Brings gold up to date with silver. */
  public List<Entry> gold(Mode mode) {
    ledger.attach();
    List<Entry> entries = new Gold(lakehouse, ledger).run(Catalogue.gold(), mode);
    narration.gold(entries);
    return entries;
  }

  /** Setup, bronze, silver, gold. */
  public void run(Zones zones, RejectionLimit limit, Intake intake) throws Exception {
    setup();
    List<Entry> entries = new ArrayList<>(finishForgetting());
    entries.addAll(bronze(intake));
    entries.addAll(silver(zones, Mode.INCREMENT, limit));
    entries.addAll(gold(Mode.INCREMENT));
    narration.finished(entries);
  }

  /** Judges the rejected lines again, and brings gold up to date with what was released. */
  public List<Entry> retry(Zones zones) {
    finishForgetting();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      new Retry(lakehouse, ledger, zones).run(feed).ifPresent(entries::add);
    }
    narration.retried(entries);
    entries.addAll(gold(Mode.INCREMENT));
    return entries;
  }

  /** Marks rejected lines of some feeds as looked at. */
  public void waive(List<Feed> feeds, String reason, String condition) {
    if (reason.isBlank()) {
      throw new UserException(
          "The reason for the waiver is empty.",
          "Whoever comes later wants to know why the lines were let be.",
          "Say it with --reason.");
    }
    attach();
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
    ReferenceTable reference =
        Catalogue.references().stream()
            .filter(it -> it.definition().name().toString().equalsIgnoreCase(table))
            .findFirst()
            .orElseThrow(() -> noReference(table));
    narration.loaded(reference.definition().name(), new Load(lakehouse).run(reference, file));
  }

  private static UserException noReference(String table) {
    return new UserException(
        "There is no reference table " + table + ".",
        "The others follow from the files that arrive, and cannot be loaded.",
        "Name one of these: "
            + Catalogue.references().stream()
                .map(it -> it.definition().name().toString())
                .collect(Collectors.joining(", "))
            + ".");
  }

  private void attach() {
    ledger.attach();
    new Setup(platform, lakehouse).attach(Catalogue.tables(), Catalogue.views());
  }
}
