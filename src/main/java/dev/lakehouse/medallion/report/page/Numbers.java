package dev.lakehouse.medallion.report.page;

import dev.lakehouse.medallion.contract.Chart.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them; an amount loses nothing but zeros at its end. */
public final class Numbers {

  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Numbers() {}

  /**
   * A decimal number with its unit.
   *
   * @param currency in which an amount is
   */
  public static String text(Unit unit, String value, String currency) {
    BigDecimal number = new BigDecimal(value);
    return switch (unit) {
      case COUNT -> grouped(number);
      case AMOUNT -> (amount(number) + " " + currency).strip();
      case SHARE -> share(number);
      case SECONDS -> number.setScale(1, RoundingMode.HALF_UP) + " s";
      case BYTES -> bytes(number);
    };
  }

  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with its noun: {@code 1 line}, {@code 1,200 lines}. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** With its sign. */
  public static String difference(long number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%+,d", number);
  }

  /** At least two decimals, and all that are not zero. */
  public static String amount(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return grouped(stripped.scale() < 2 ? stripped.setScale(2) : stripped);
  }

  /** Of 1, to a tenth of a per cent. */
  public static String share(BigDecimal number) {
    return number.movePointRight(2).setScale(1, RoundingMode.HALF_UP) + " %";
  }

  /** A part of a whole, or a dash where there is no whole. */
  public static String share(long part, long whole) {
    return whole == 0
        ? "–"
        : share(
            BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 6, RoundingMode.HALF_UP));
  }

  public static String seconds(long milliseconds) {
    return text(Unit.SECONDS, BigDecimal.valueOf(milliseconds, 3).toPlainString(), "");
  }

  private static String grouped(BigDecimal number) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
  }

  private static String bytes(BigDecimal number) {
    BigDecimal size = number;
    int power = 0;
    while (size.compareTo(BigDecimal.valueOf(1000)) >= 0 && power < BYTES.length - 1) {
      size = size.movePointLeft(3);
      power++;
    }
    return size.setScale(power == 0 ? 0 : 1, RoundingMode.HALF_UP) + " " + BYTES[power];
  }
}
