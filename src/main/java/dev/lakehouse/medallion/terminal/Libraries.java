package dev.lakehouse.medallion.terminal;

/** What a terminal needs beside us: libraries that are not in the JAR for clusters. */
final class Libraries {

  private Libraries() {}

  /** Whether they are on the class path. */
  static boolean areHere() {
    return isHere("/org/jline/reader/LineReader.class")
        && isHere("/me/tongfei/progressbar/ProgressBar.class");
  }

  private static boolean isHere(String resource) {
    return Libraries.class.getResource(resource) != null;
  }
}
