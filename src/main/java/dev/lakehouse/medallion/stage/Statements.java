package dev.lakehouse.medallion.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL statements as a person types them one after the other, each ended by a semicolon.
 *
 * @param whole those that have been ended, without the semicolon
 * @param rest what comes after the last of them
 */
public record Statements(List<String> whole, String rest) {

  /** What may hold a semicolon that ends nothing, whether it is closed or not; else one letter. */
  private static final Pattern PART =
      Pattern.compile(
          "'(?:\\\\.|[^'\\\\])*('?)|\"(?:\\\\.|[^\"\\\\])*(\"?)|`[^`]*(`?)|--[^\\n]*"
              + "|/\\*.*?(\\*/|\\z)|.",
          Pattern.DOTALL);

  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  public Statements {
    whole = List.copyOf(whole);
  }

  /** Takes a text apart. */
  public static Statements in(String text) {
    List<String> whole = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (Matcher part = PART.matcher(text); part.find(); ) {
      if (part.group().equals(";")) {
        add(statement.toString(), whole);
        statement.setLength(0);
      } else {
        statement.append(part.group());
      }
    }
    return new Statements(whole, isBlank(statement.toString()) ? "" : statement.toString().strip());
  }

  /** Everything, with what comes after the last semicolon. */
  public List<String> all() {
    List<String> all = new ArrayList<>(whole);
    add(rest, all);
    return all;
  }

  private static void add(String statement, List<String> statements) {
    if (!isBlank(statement)) {
      statements.add(statement.strip());
    }
  }

  private static boolean isBlank(String statement) {
    return COMMENT.matcher(statement).replaceAll("").isBlank();
  }
}
