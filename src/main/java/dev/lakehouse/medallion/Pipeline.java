package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Bronze;
import dev.lakehouse.medallion.stage.Generate;
import dev.lakehouse.medallion.stage.Gold;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.stage.Silver;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
  public List<TableName> setup() {
    List<TableName> created =
        new Setup(platform, lakehouse).run(Catalogue.tables(), Catalogue.views());
    narration.created(created);
    return created;
  }

  /** Writes synthetic files. */
  public void generate(SampleData.Request request) {
    for (SampleData data : Catalogue.samples()) {
      narration.generated(new Generate(platform).run(data, request));
    }
  }

  /** Takes in what has arrived. */
  public List<Entry> bronze() throws Exception {
    ledger.attach();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      Optional<Entry> entry = new Bronze(platform, lakehouse, ledger).run(feed);
      entry.ifPresent(entries::add);
    }
    narration.bronze(entries, platform.landing());
    return entries;
  }

  /** Judges what bronze holds. */
  public List<Entry> silver(Zones zones, Mode mode) {
    ledger.attach();
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      new Silver(lakehouse, ledger, zones).run(feed, mode).ifPresent(entries::add);
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
  public void run(Zones zones) throws Exception {
    setup();
    List<Entry> entries = new ArrayList<>(bronze());
    entries.addAll(silver(zones, Mode.INCREMENT));
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

  /** Prints the result of a statement. */
  public void query(String statement, Query.Format format) {
    ledger.attach();
    new Setup(platform, lakehouse).attach(Catalogue.tables(), Catalogue.views());
    new Query(lakehouse.spark(), out).run(statement, format);
  }
}
