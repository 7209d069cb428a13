package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.stage.Forget;
import dev.lakehouse.medallion.stage.Gold;
import dev.lakehouse.medallion.stage.LandedFiles;
import dev.lakehouse.medallion.transform.Subject;
import dev.lakehouse.medallion.voice.Changed;
import dev.lakehouse.medallion.voice.Done;
import dev.lakehouse.medallion.voice.Voice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Forgets somebody in every table, from bronze to gold. */
final class Forgetting {

  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final LandedFiles landed;
  private final Voice voice;
  private final UpkeepNarration narration;

  /** What a process opens it completes: it looks once for what others have left. */
  private boolean looked;

  Forgetting(Platform platform, Lakehouse lakehouse, Ledger ledger, Voice voice) {
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.landed = new LandedFiles(platform);
    this.voice = voice;
    this.narration = new UpkeepNarration(voice);
  }

  /** Forgets whom the subjects name, feed by feed, after what an earlier run had left undone. */
  void forget(List<Subject> subjects) {
    finish();
    for (Subject subject : subjects) {
      Forget forget = new Forget(lakehouse, ledger, subject.feed());
      Dataset<Row> lines = forget.lines(subject);
      if (lines.isEmpty()) {
        narration.unknown(subject);
      } else {
        narration.forgetting(forget.holdings(lines));
        forget.note(lines);
        complete(forget);
      }
    }
  }

  /** Says what {@link #forget} would do. */
  void plan(List<Subject> subjects) {
    for (Subject subject : subjects) {
      Forget forget = new Forget(lakehouse, ledger, subject.feed());
      Dataset<Row> lines = forget.lines(subject);
      if (lines.isEmpty()) {
        narration.unknown(subject);
      } else {
        narration.forgetting(forget.holdings(lines));
        narration.stillHolding(landed.holding(forget.feed(), lines));
        narration.nothingForgotten();
      }
    }
  }

  /** Finishes what a run that died has begun; empty if nothing was. */
  List<Entry> finish() {
    List<Entry> entries = new ArrayList<>();
    for (Feed feed : looked ? List.<Feed>of() : Catalogue.feeds()) {
      Forget forget = new Forget(lakehouse, ledger, feed);
      if (forget.isOpen()) {
        entries.addAll(complete(forget));
      }
    }
    looked = true;
    return entries;
  }

  /** The tables that follow are brought up to date before the ledger says that it is done. */
  private List<Entry> complete(Forget forget) {
    Instant startedAt = Instant.now();
    Dataset<Row> lines = forget.open();
    forget.remove();
    Gold gold = new Gold(lakehouse, ledger, entry -> voice.tell(new Done(entry)));
    gold.run(Catalogue.gold(), Mode.INCREMENT);
    gold.movements().forEach(movement -> voice.tell(new Changed(movement)));
    Catalogue.gold().stream()
        .map(GoldTable::definition)
        .map(TableDefinition::name)
        .forEach(lakehouse::purge);
    List<Entry> entries = forget.close(startedAt);
    narration.forgotten(entries, Instant.now());
    // Last, for it reads what others have written: no fault of theirs is to hold up the rest.
    narration.stillHolding(landed.holding(forget.feed(), lines));
    return entries;
  }
}
