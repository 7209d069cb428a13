package dev.lakehouse.medallion.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The last line of a terminal, which is written anew in place; other lines go above it. */
final class Footer implements ProgressBarConsumer {

  private static final String ERASE_LINE = "\r\u001b[K";

  /** What nearly every terminal has room for: a line that wraps cannot be written anew. */
  private static final int WIDTH = 78;

  private final PrintStream out;
  private String shown = "";

  Footer(PrintStream out) {
    this.out = out;
  }

  @Override
  public int getMaxRenderedLength() {
    return WIDTH;
  }

  @Override
  public synchronized void accept(String text) {
    shown = text;
    out.print(ERASE_LINE + text);
    out.flush();
  }

  /** A line that stays. */
  synchronized void above(String line) {
    out.println((shown.isEmpty() ? "" : ERASE_LINE) + line);
    out.print(shown);
    out.flush();
  }

  @Override
  public synchronized void clear() {
    if (!shown.isEmpty()) {
      out.print(ERASE_LINE);
      out.flush();
      shown = "";
    }
  }

  @Override
  public void close() {
    clear();
  }
}
