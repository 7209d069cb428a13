package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.ReferenceTable;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Bronze;
import dev.lakehouse.medallion.stage.Describe;
import dev.lakehouse.medallion.stage.Generate;
import dev.lakehouse.medallion.stage.Gold;
import dev.lakehouse.medallion.stage.Load;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.Question;
import dev.lakehouse.medallion.stage.RejectionLimit;
import dev.lakehouse.medallion.stage.Retry;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.stage.Silver;
import dev.lakehouse.medallion.trace.Telling;
import dev.lakehouse.medallion.trace.Trace;
import dev.lakehouse.medallion.verify.Verify;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The stages over the catalogue, on an open platform; each says what it did. */
public final class Pipeline {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final PrintStream out;
  private final Narration narration;

  public Pipeline(Platform platform, PrintStream out) {
    this.platform = platform;
    this.lakehouse = new Lakehouse(platform);
    this.ledger = new Ledger(lakehouse, UUID.randomUUID().toString());
    this.out = out;
    this.narration = new Narration(out);
  }

  /** Something to do with a pipeline. */
  @FunctionalInterface
  public interface Step {
    void on(Pipeline pipeline) throws Exception;
  }

  /** Opens the platform, takes the step and closes the platform again. */
  public static void run(Place place, Access access, PrintStream out, Step step) throws Exception {
    try (Platform platform = Platform.open(place, access)) {
      step.on(new Pipeline(platform, out));
    }
  }

  /** Creates what is missing. */
  public Setup.Made setup() {
    Setup.Made made = new Setup(platform, lakehouse).run(Catalogue.tables(), Catalogue.views());
    narration.made(made);
    return made;
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
    ledger.attach();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      Optional<Entry> entry = new Bronze(platform, lakehouse, ledger, intake).run(feed);
      entry.ifPresent(entries::add);
    }
    narration.bronze(entries, platform.landing());
    return entries;
  }

  /** Judges what bronze holds. */
  public List<Entry> silver(Zones zones, Mode mode, RejectionLimit limit) {
    ledger.attach();
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
    List<Entry> entries = new ArrayList<>(bronze(intake));
    entries.addAll(silver(zones, Mode.INCREMENT, limit));
    entries.addAll(gold(Mode.INCREMENT));
    narration.finished(entries);
  }

  /** Prints the gold tables and what was rejected. */
  public void show() {
    Query query = new Query(lakehouse.spark(), out);
    for (Showing showing : Showing.values()) {
      out.println();
      out.println(showing.title());
      query.run(showing.statement(lakehouse::qualified), Query.Format.TABLE);
    }
  }

  /** Judges the rejected lines again, and brings gold up to date with what was released. */
  public List<Entry> retry(Zones zones) {
    ledger.attach();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      Optional<Entry> retried = new Retry(lakehouse, ledger, zones).run(feed);
      narration.retried(retried);
      retried.ifPresent(entries::add);
    }
    entries.addAll(gold(Mode.INCREMENT));
    return entries;
  }

  /** Marks rejected lines as looked at. */
  public void waive(String reason, String condition) {
    attach();
    for (Feed feed : Catalogue.feeds()) {
      Quarantine quarantine = new Quarantine(lakehouse, feed);
      long lines = quarantine.waive(reason, condition, ledger.runId());
      narration.waived(lines, quarantine.counts());
    }
  }

  /** Prints the rejected lines by reason and file. */
  public void quarantine() {
    attach();
    for (Feed feed : Catalogue.feeds()) {
      Quarantine quarantine = new Quarantine(lakehouse, feed);
      Quarantine.Counts counts = quarantine.counts();
      if (counts.lines() > 0) {
        new Query(lakehouse.spark(), out)
            .run(quarantine.byReasonAndFile(platform.landing()), Query.Format.TABLE);
      }
      narration.quarantine(counts);
    }
  }

  /** Prints what became of the lines of one record. */
  public void trace(String key, Telling.Format format) {
    attach();
    for (Feed feed : Catalogue.feeds()) {
      new Telling(out).of(new Trace(lakehouse, feed, Catalogue.gold()), feed, key, format);
    }
  }

  /** Recomputes everything from bronze and prints how it compares; whether every law holds. */
  public boolean verify(Zones zones, Set<Layer> layers) {
    attach();
    return new Verify(platform, lakehouse, ledger, zones, out)
        .run(Catalogue.feeds(), Catalogue.gold(), layers);
  }

  /** Compares the tables with an answer key and prints how they compare; whether it holds. */
  public boolean verifyByKey(String answerKey) {
    attach();
    boolean holds = true;
    for (Feed feed : Catalogue.feeds()) {
      AnswerKey.Result result =
          new AnswerKey(lakehouse, out).check(feed, Catalogue.keyed(), answerKey);
      narration.keyed(result);
      holds &= result.holds();
    }
    return holds;
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

  /** Prints what tables and views there are, with their rows. */
  public void describe() {
    attach();
    new Describe(out).all(Catalogue.relations(), lakehouse);
  }

  /** Prints the result of a statement. */
  public void query(String statement, Query.Format format) {
    attach(statement);
    new Query(lakehouse.spark(), out).run(statement, format);
  }

  /** Prints the answer to a question. */
  public void ask(Question question, Query.Format format) {
    attach(question.statement());
    new Query(lakehouse.spark(), out).answer(question, lakehouse::qualified, format);
  }

  /** Makes known what a statement may read. */
  private void attach(String statement) {
    Set<String> read = Catalogue.readBy(statement);
    new Setup(platform, lakehouse)
        .attach(
            Catalogue.tables().stream()
                .filter(table -> read.contains(table.name().toString()))
                .toList(),
            Catalogue.views().stream()
                .filter(view -> read.contains(view.name().toString()))
                .toList());
  }

  private void attach() {
    ledger.attach();
    new Setup(platform, lakehouse).attach(Catalogue.tables(), Catalogue.views());
  }
}
