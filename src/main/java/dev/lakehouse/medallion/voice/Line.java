package dev.lakehouse.medallion.voice;

import dev.lakehouse.medallion.contract.Printable;

/**
 * A line for people.
 *
 * @param stage what it begins with; empty where it goes on from the line before
 * @param text what is said, which is fit for a terminal
 */
public record Line(String stage, String text, Tone tone) {

  /** The stage of a line that begins with none. */
  private static final String BARE = "-";

  /** Whether it is good news. */
  public enum Tone {
    PLAIN,
    /** All is well, and that is worth a glance. */
    GOOD,
    /** Somebody should look at this. */
    WARNING,
    /** Something is wrong. */
    BAD,
    /** For whoever wants to know more. */
    FAINT
  }

  public Line {
    // Names of fields and files are data.
    text = stage.equals(BARE) ? Printable.lines(text) : Printable.of(text);
  }

  public static Line of(String stage, String text) {
    return new Line(stage, text, Tone.PLAIN);
  }

  /** A text that stands for itself; it may have several lines. */
  public static Line sentence(String text, Tone tone) {
    return new Line(BARE, text, tone);
  }

  /** A line that goes on from the one before. */
  public static Line more(String text) {
    return of("", text);
  }

  public static Line warning(String stage, String text) {
    return new Line(stage, text, Tone.WARNING);
  }

  public static Line faint(String text) {
    return new Line("", text, Tone.FAINT);
  }

  /** What the line begins with, as wide as in every other line. */
  public String lead() {
    return stage.equals(BARE) ? "" : Phrase.text("%-9s", stage);
  }

  /** The line without colours. */
  @Override
  public String toString() {
    return lead() + text;
  }
}
