package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.key.AnswerKey;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.report.Report;
import dev.lakehouse.medallion.report.page.Html;
import dev.lakehouse.medallion.stage.Describe;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.Question;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.trace.Telling;
import dev.lakehouse.medallion.trace.Trace;
import dev.lakehouse.medallion.verify.Verify;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a person looks at in a lakehouse; it changes nothing. */
public final class Reader {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final PrintStream out;
  private final Narration narration;

  public Reader(Platform platform, PrintStream out) {
    this.platform = platform;
    this.lakehouse = new Lakehouse(platform);
    this.ledger = new Ledger(lakehouse, UUID.randomUUID().toString());
    this.out = out;
    this.narration = new Narration(new Voice(out));
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

  /** Prints what tables and views there are, with their rows. */
  public void describe() {
    attach();
    new Describe(out).all(Catalogue.relations(), lakehouse);
  }

  /**
   * Writes the report and says where it is.
   *
   * @param named the file to write; empty for the platform's own place
   * @return where a browser finds it
   */
  public String report(Optional<String> named) {
    String file = named.map(Report::file).orElseGet(platform::report);
    ledger.attach();
    attach(
        Catalogue.charts().stream().map(Chart::statement).collect(Collectors.joining(" "))
            + Catalogue.tables().stream().map(it -> it.name().name()).toList());
    String html = Html.of(new Report(lakehouse, Catalogue.reported()).page());
    String place = platform.write(file, html);
    narration.reported(html, place);
    return place;
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
