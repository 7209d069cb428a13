package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Printable;
import java.io.PrintStream;
import java.util.Locale;

/** How what was done is told: a line begins with the stage that did it. */
record Voice(PrintStream out) {

  void say(String stage, String what) {
    // Names of fields and files are data.
    line(text("%-9s", stage) + Printable.of(what));
  }

  void line(String text) {
    out.println(text);
  }

  static String count(long number, String noun) {
    return text("%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
