package dev.lakehouse.medallion.voice;

import java.io.PrintStream;

/** Tells nothing: what went wrong is on the error stream, and in the exit status. */
public record QuietVoice(PrintStream out) implements Voice {

  @Override
  public Audience audience() {
    return Audience.NOBODY;
  }

  @Override
  public void tell(Event event) {}
}
