package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Failures;
import dev.lakehouse.medallion.platform.Mishap;
import dev.lakehouse.medallion.platform.StateFile;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.Statements;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A shell for SQL statements: it reads, runs and prints until its user leaves. */
public final class SqlShell {

  private static final String PROMPT = "medallion> ";
  private static final String GOES_ON = "        -> ";
  private static final String WELCOME = "SQL, each statement ended by a semicolon. \\? for help.";

  private final Session session;
  private final LineReader reader;
  private final PrintStream out;
  private final Directives directives;

  private SqlShell(Session session, LineReader reader, Query.Target target) {
    this.session = session;
    this.reader = reader;
    this.out = new PrintStream(reader.getTerminal().output(), true, StandardCharsets.UTF_8);
    this.directives = new Directives(session, out, target);
  }

  /**
   * Talks to the person before this process's terminal.
   *
   * @throws UserException if the libraries for that are not at hand
   */
  public static void converse(Session session, Query.Target target) {
    if (!Libraries.areHere()) {
      throw new UserException(
          "The SQL shell is not there.",
          "The JAR for clusters does not hold the library that edits lines.",
          "Start it by `target/medallion query`, or give a statement.");
    }
    try (Terminal terminal = TerminalBuilder.builder().name("medallion").system(true).build()) {
      on(terminal, StateFile.of("history"), session, target).run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The shell on a terminal, with what was typed earlier in a file. */
  static SqlShell on(Terminal terminal, StateFile history, Session session, Query.Target target) {
    LineReader reader =
        LineReaderBuilder.builder()
            .appName("medallion")
            .terminal(terminal)
            .parser(new StatementParser())
            .completer(new SqlCompleter(session))
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            // In SQL an exclamation mark means something else.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, GOES_ON)
            .variable(LineReader.HISTORY_FILE, history.path())
            .build();
    return new SqlShell(session, reader, target);
  }

  /** Reads and runs until there is nothing more to read, or its user leaves. */
  void run() {
    out.println(WELCOME);
    while (!directives.isLeaving()) {
      try {
        take(reader.readLine(PROMPT));
      } catch (UserInterruptException interrupted) {
        // The line is dropped.
      } catch (EndOfFileException end) {
        return;
      }
    }
  }

  private void take(String typed) {
    try {
      if (Directives.isOne(typed)) {
        directives.follow(typed.strip());
        return;
      }
      for (String statement : Statements.in(typed).all()) {
        session.run(statement, directives.target(), out, new Screens(reader));
      }
    } catch (Exception failure) {
      // Whatever it is, the next statement may be better.
      out.println(told(failure).getMessage());
    }
  }

  private static UserException told(Exception failure) {
    return failure instanceof UserException refusal
        ? refusal
        : Mishap.in(failure)
            .orElseGet(
                () ->
                    new UserException(
                        "The statement failed.",
                        Failures.cause(failure),
                        "Type it again, corrected; \\d lists the tables, \\d TABLE their columns."));
  }
}
