package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.stage.Pages;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** A long table by as many rows as a screen has, as long as its reader wants more. */
final class Screens implements Pages {

  /** Of a table's frame and the question below it. */
  private static final int LINES_BESIDE_ROWS = 5;

  private static final int FEWEST_ROWS = 10;
  private static final String QUESTION = "-- Enter for more, q to stop -- ";

  private final Terminal terminal;

  Screens(LineReader reader) {
    this.terminal = reader.getTerminal();
  }

  @Override
  public int rows() {
    return Math.max(FEWEST_ROWS, terminal.getHeight() - LINES_BESIDE_ROWS);
  }

  /** Asked by a reader of its own, for the answer is no statement and no part of the history. */
  @Override
  public boolean more() {
    try {
      LineReader answers = LineReaderBuilder.builder().terminal(terminal).build();
      return !answers.readLine(QUESTION).strip().equalsIgnoreCase("q");
    } catch (UserInterruptException | EndOfFileException enough) {
      return false;
    }
  }
}
