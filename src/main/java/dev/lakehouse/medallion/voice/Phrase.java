package dev.lakehouse.medallion.voice;

import java.time.Duration;
import java.util.Locale;

/** How numbers and times are said, the same in every locale. */
public final class Phrase {

  private static final double MILLIS = 1000.0;

  private Phrase() {}

  public static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A number with its noun: {@code 1 line}, {@code 1,200 lines}. */
  public static String count(long number, String noun) {
    return text("%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** How long something took: {@code 9.2 s}. */
  public static String time(Duration duration) {
    return text("%.1f s", duration.toMillis() / MILLIS);
  }

  /** How long something took and how fast it was: {@code 9.2 s, 1,300 lines/s}. */
  public static String pace(long number, String noun, Duration duration) {
    long rate = rate(number, duration);
    return rate == 0 ? time(duration) : text("%s, %s/s", time(duration), count(rate, noun));
  }

  /** So many in a second, to two digits, for no more are the same in the next run. */
  public static long rate(long number, Duration duration) {
    double exact = number * MILLIS / Math.max(1, duration.toMillis());
    long unit = 1;
    while (exact / unit >= 100) {
      unit *= 10;
    }
    return Math.round(exact / unit) * unit;
  }
}
