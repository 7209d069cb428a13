package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Chart;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.report.Report;
import dev.lakehouse.medallion.report.page.Html;
import dev.lakehouse.medallion.stage.Describe;
import dev.lakehouse.medallion.stage.Quarantine;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.Question;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.stage.Statements;
import dev.lakehouse.medallion.terminal.Session;
import dev.lakehouse.medallion.trace.Telling;
import dev.lakehouse.medallion.trace.Trace;
import dev.lakehouse.medallion.voice.Voice;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a person looks at in a lakehouse; it changes nothing. */
public final class Reader {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final Voice voice;
  private final Narration narration;

  public Reader(Platform platform, Voice voice) {
    this.platform = platform;
    this.lakehouse = new Lakehouse(platform);
    this.ledger = new Ledger(lakehouse, UUID.randomUUID().toString());
    this.voice = voice;
    this.narration = new Narration(voice);
  }

  /** Prints the gold tables and what was rejected. */
  public void show() {
    for (Showing showing : Showing.values()) {
      String statement = showing.statement(lakehouse::qualified);
      attach(statement);
      switch (voice.audience()) {
        case PEOPLE -> {
          voice.out().println();
          voice.out().println(showing.title());
          query().run(statement, Query.Format.TABLE);
        }
        case MACHINES -> query().rows(statement, showing.table());
        case NOBODY -> {}
      }
    }
  }

  /** Prints the rejected lines by reason and file. */
  public void quarantine() {
    attach();
    for (Feed feed : Catalogue.feeds()) {
      Quarantine quarantine = new Quarantine(lakehouse, feed);
      Quarantine.Counts counts = quarantine.counts();
      if (counts.lines() > 0) {
        String statement = quarantine.byReasonAndFile(platform.landing(feed.name()));
        switch (voice.audience()) {
          case PEOPLE -> query().run(statement, Query.Format.TABLE);
          case MACHINES -> query().rows(statement, "quarantine");
          case NOBODY -> {}
        }
      }
      narration.quarantine(feed, counts);
    }
  }

  /** Prints what became of the lines of one record. */
  public void trace(String key) {
    attach();
    Telling.Format format =
        voice.audience() == Voice.Audience.MACHINES ? Telling.Format.JSON : Telling.Format.TEXT;
    boolean isKnown = false;
    for (Feed feed : Catalogue.feeds()) {
      isKnown |=
          new Telling(voice.out())
              .of(new Trace(lakehouse, feed, Catalogue.gold()), feed, key, format);
    }
    if (!isKnown) {
      String keys = Catalogue.feeds().stream().map(Feed::key).collect(Collectors.joining(" or "));
      throw new UserException(
          "No line of '" + key + "' has come.",
          "No event has this " + keys + ", and no rejected line holds its text.",
          "Check the spelling; if its file has just arrived, run `medallion bronze` and `medallion silver`"
              + " first.");
    }
  }

  /** Recomputes everything from bronze and tells how it compares; whether every law holds. */
  public boolean verify(Zones zones, Set<Layer> layers) {
    attach();
    return examination().laws(zones, layers);
  }

  /** Compares the tables with an answer key and tells how they compare; whether it holds. */
  public boolean verifyByKey(String answerKey) {
    attach();
    return examination().answers(answerKey);
  }

  private Examination examination() {
    return new Examination(platform, lakehouse, ledger, voice);
  }

  /**
   * Prints what the columns of a table or view mean, for which no lakehouse need be open.
   *
   * @throws UserException if there is none of that name
   */
  public static void describe(String name, Voice voice) {
    Relation relation = Describe.find(Catalogue.relations(), name);
    if (voice.audience() == Voice.Audience.MACHINES) {
      new Narration(voice).relation(relation, OptionalLong.empty());
    } else {
      new Describe(voice.out()).one(relation);
    }
  }

  /** Prints what tables and views there are, with their rows. */
  public void describe() {
    attach();
    if (voice.audience() == Voice.Audience.MACHINES) {
      Catalogue.relations()
          .forEach(
              relation ->
                  narration.relation(
                      relation, OptionalLong.of(lakehouse.table(relation.name()).count())));
    } else {
      new Describe(voice.out()).all(Catalogue.relations(), lakehouse);
    }
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

  /** Prints or writes the result of a statement. */
  public void query(String statement, Query.Target target) {
    attach(statement);
    if (voice.audience() == Voice.Audience.MACHINES && target.file().isEmpty()) {
      query().rows(statement, "query");
    } else {
      query().run(statement, target);
    }
  }

  /** The same for each of the statements that a text holds, as it is read. */
  public void queries(BufferedReader text, Query.Target target) throws IOException {
    StringBuilder open = new StringBuilder();
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      Statements statements = Statements.in(open.append(line).append('\n').toString());
      statements.whole().forEach(statement -> query(statement, target));
      open.setLength(0);
      open.append(statements.rest());
      open.append(statements.rest().isEmpty() ? "" : "\n");
    }
    Statements.in(open.toString()).all().forEach(statement -> query(statement, target));
  }

  /** The tables as a shell works on them. */
  public Session session(Place place) {
    return new ReaderSession(this::attach, lakehouse.spark(), place);
  }

  /** Prints or writes the answer to a question. */
  public void ask(Question question, Query.Target target) {
    attach(question.statement());
    if (voice.audience() == Voice.Audience.MACHINES && target.file().isEmpty()) {
      query().rows(question.statement(lakehouse::qualified), question.name());
    } else {
      query().answer(question, lakehouse::qualified, target);
    }
  }

  private Query query() {
    return new Query(lakehouse.spark(), voice.out());
  }

  /** Makes known what a statement may read. */
  private void attach(String statement) {
    Set<String> read = Provenance.readBy(statement);
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
