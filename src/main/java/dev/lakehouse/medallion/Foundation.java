package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Statement;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Restoration;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Course;
import java.util.List;

/** The schemas, tables, views and folders that the stages stand on. */
final class Foundation {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Course course;
  private final Narration narration;
  private final Setup setup;

  Foundation(
      Platform platform, Lakehouse lakehouse, Ledger ledger, Course course, Narration narration) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.course = course;
    this.narration = narration;
    this.setup = new Setup(platform, lakehouse, course::step);
  }

  /** The statements that {@link #lay} would run. */
  List<Statement> plan() {
    return setup.plan(Catalogue.tables(), views()).statements();
  }

  /** Makes what is missing; what was dropped is to be filled again. */
  Setup.Made lay() {
    Setup.Plan plan = setup.plan(Catalogue.tables(), views());
    List<TableName> dropped = dropped(plan.made().tables());
    platform.createLanding(Catalogue.feeds().stream().map(Feed::name).toList());
    Setup.Made made =
        course.through(new Begun("setup", plan.tables().size(), "tables"), () -> setup.run(plan));
    narration.made(made);
    narration.restored(dropped);
    return made;
  }

  /** A view that only this session knows is defined when somebody reads it. */
  private List<ViewDefinition> views() {
    return platform.keepsViews() ? Catalogue.views() : List.of();
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
}
