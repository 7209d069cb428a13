package dev.lakehouse.medallion.voice;

import java.io.PrintStream;
import java.util.stream.Stream;

/** Tells in lines of plain text, as a pipe or a log wants them. */
public final class PlainVoice implements Voice {

  /** How much is told. */
  public enum Loudness {
    USUAL,
    /** With the versions that were read and written, and the like. */
    VERBOSE;

    /** What is said of an event. */
    public Stream<Line> lines(Event event) {
      return switch (this) {
        case USUAL -> event.lines().stream();
        case VERBOSE -> Stream.concat(event.lines().stream(), event.detail().stream());
      };
    }
  }

  private final PrintStream out;
  private final Loudness loudness;

  public PlainVoice(PrintStream out, Loudness loudness) {
    this.out = out;
    this.loudness = loudness;
  }

  /** Tells what is usual. */
  public PlainVoice(PrintStream out) {
    this(out, Loudness.USUAL);
  }

  @Override
  public Audience audience() {
    return Audience.PEOPLE;
  }

  @Override
  public void tell(Event event) {
    loudness.lines(event).forEach(out::println);
  }

  @Override
  public PrintStream out() {
    return out;
  }
}
