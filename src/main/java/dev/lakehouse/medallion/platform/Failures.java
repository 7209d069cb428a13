package dev.lakehouse.medallion.platform;

import java.util.List;

/** Recognises failures by the error class in their text, which is the same on every runtime. */
final class Failures {

  private static final List<String> NO_SUCH_TABLE =
      List.of(
          "PATH_NOT_FOUND",
          "DELTA_PATH_DOES_NOT_EXIST",
          "DELTA_TABLE_NOT_FOUND",
          "DELTA_MISSING_DELTA_TABLE",
          "is not a Delta table");

  private Failures() {}

  static boolean saysNoSuchTable(Throwable failure) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      String text = String.valueOf(link.getMessage());
      if (NO_SUCH_TABLE.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }
}
