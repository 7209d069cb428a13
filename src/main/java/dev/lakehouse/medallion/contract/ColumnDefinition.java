package dev.lakehouse.medallion.contract;

import java.util.regex.Pattern;

/** A column of a table: its name, its SQL type and what it means. */
public record ColumnDefinition(String name, String type, String comment) {

  private static final Pattern SHAPE = Pattern.compile("[a-z_][a-z0-9_]*");

  public ColumnDefinition {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException("A column's name is snake_case, this is not: " + name);
    }
    if (comment.isBlank()) {
      throw new IllegalArgumentException("Every column has a comment; this has none: " + name);
    }
  }

  /** A column that holds a figure, whose comment says whether it may be summed. */
  public static ColumnDefinition figure(
      String name, String type, String meaning, Measure.Summing summing) {
    return new ColumnDefinition(name, type, meaning + "; " + summing.text());
  }

  /** The column as it stands in a CREATE TABLE statement. */
  public String ddl() {
    return SqlText.identifier(name) + " " + type + " COMMENT " + SqlText.literal(comment);
  }

  /** The column as it stands in a CREATE VIEW statement, where the query gives the type. */
  public String viewDdl() {
    return SqlText.identifier(name) + " COMMENT " + SqlText.literal(comment);
  }
}
