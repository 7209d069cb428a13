package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a shell prints when it is given the commands of a document. */
record Transcript(String commands, String printed) {

  /** How long something took, and how fast it was. */
  private static final Pattern TIMES =
      Pattern.compile("\\(\\d+(\\.\\d+)? s(, [\\d,.]+ lines?/s)?\\)");

  /** What suits tables of a few rows: what is compiled for them is used a few times. */
  private static final String FOR_FEW_ROWS =
      "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"
          + " -Dspark.sql.codegen.wholeStage=false -Dspark.sql.codegen.factoryMode=NO_CODEGEN";

  private static final String ANY_LINES = "(?:.*\\n)*?";

  /** Runs commands in a folder, and asserts that none of them fails. */
  static Transcript of(String commands, Path folder) {
    List<String> shell = List.of("bash", "-e", "-o", "pipefail", "-c", commands);
    ProcessBuilder builder = new ProcessBuilder(shell).directory(folder.toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", FOR_FEW_ROWS);
    Launched done = Running.of(builder).end();
    assertThat(done.status()).as(commands + done.out() + done.err()).isZero();
    return new Transcript(commands, done.out());
  }

  /**
   * Asserts that the lines of a document were printed, one after the other. There {@code …} stands
   * for a part of a line, or alone for any number of lines, and times differ.
   */
  void assertPrinted(String document) {
    StringBuilder lines = new StringBuilder(ANY_LINES);
    for (String line : document.split("\n")) {
      lines.append(
          line.equals("…")
              ? ANY_LINES
              : Pattern.quote(timeless(line)).replace("…", "\\E.*\\Q") + " *\\n");
    }
    lines.append("[\\s\\S]*");
    assertThat(timeless(printed.replace("\r\n", "\n")))
        .as("%s is said to print%n%s", commands, document)
        .matches(Pattern.compile(lines.toString()));
  }

  private static String timeless(String text) {
    return TIMES.matcher(text).replaceAll("(some time)");
  }
}
