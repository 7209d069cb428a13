package dev.lakehouse.medallion.contract;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text out of data, made fit for a terminal. */
public final class Printable {

  /** Control characters, line and paragraph separators, and what turns the direction of writing. */
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069]");

  private Printable() {}

  /** The text with a replacement character for each one that would steer the terminal. */
  public static String of(String text) {
    return STEERING.matcher(text).replaceAll("\uFFFD");
  }

  /** The same for a text of several lines, which stay apart. */
  public static String lines(String text) {
    return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
  }
}
