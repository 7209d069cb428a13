package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Maintenance;
import dev.lakehouse.medallion.stage.Repair;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Course;
import dev.lakehouse.medallion.voice.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What keeps a lakehouse in order; each says what it did. */
public final class Upkeep {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Course course;
  private final UpkeepNarration narration;

  public Upkeep(Platform platform, Voice voice) {
    this.platform = platform;
    this.course = new Course(voice);
    this.lakehouse = new Lakehouse(platform);
    this.ledger = new Ledger(lakehouse, UUID.randomUUID().toString());
    this.narration = new UpkeepNarration(voice);
  }

  /** Mends what a run refuses to mend by itself. */
  public void repair() {
    Repair repair = new Repair(platform, lakehouse, ledger);
    // A table that cannot be read is in the way of all that follows.
    List<Repair.Finding> mended = new ArrayList<>(brokenCommits(repair));
    mended.forEach(finding -> finding.remedy().run());
    for (Repair.Finding lost : lostLines(repair)) {
      lost.remedy().run();
      mended.add(lost);
    }
    narration.repaired(mended);
  }

  /** Says what {@link #repair} would do. */
  public void repairPlan() {
    Repair repair = new Repair(platform, lakehouse, ledger);
    List<Repair.Finding> findings = new ArrayList<>(brokenCommits(repair));
    if (findings.isEmpty()) {
      findings.addAll(lostLines(repair));
    }
    narration.toRepair(findings);
  }

  /** Compacts the tables and removes files that nobody needs any more. */
  public List<Maintenance.Result> maintain() {
    return maintain(Catalogue.tables());
  }

  /** The same for some of the tables. */
  public List<Maintenance.Result> maintain(List<TableDefinition> tables) {
    ledger.attach();
    Begun begun = new Begun("maintain", tables.size(), "tables");
    List<Maintenance.Result> results = course.through(begun, () -> maintainEach(tables));
    narration.maintained(results);
    return results;
  }

  private List<Maintenance.Result> maintainEach(List<TableDefinition> tables) {
    Maintenance maintenance = new Maintenance(platform, lakehouse, ledger);
    List<Maintenance.Result> results = new ArrayList<>();
    for (TableDefinition table : tables) {
      Maintenance.Result result = maintenance.of(table.name(), Provenance.readers(table.name()));
      narration.maintained(result);
      results.add(result);
      course.step();
    }
    return results;
  }

  private static List<Repair.Finding> brokenCommits(Repair repair) {
    return repair.brokenCommits(
        Catalogue.tables().stream().map(TableDefinition::name).toList(),
        Catalogue.feeds(),
        Catalogue.gold());
  }

  private List<Repair.Finding> lostLines(Repair repair) {
    List<Repair.Finding> lost = new ArrayList<>();
    for (Feed feed : Catalogue.feeds()) {
      repair.lostLines(feed).ifPresent(lost::add);
    }
    return lost;
  }
}
