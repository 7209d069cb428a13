package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.SqlText;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A question that analysts ask, with the query that answers it.
 *
 * @param name what it is asked by, in kebab-case
 * @param text the question in plain English
 * @param statement the SELECT, which names tables as {@code {gold.daily_kpi}}
 */
public record Question(String name, String text, String statement) {

  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public Question {
    if (!KEBAB_CASE.matcher(name).matches()) {
      throw new IllegalArgumentException("A question's name is kebab-case, this is not: " + name);
    }
    if (statement.isBlank()) {
      throw new IllegalArgumentException("A question has a query; this has none: " + name);
    }
  }

  /** The query with each {@code {schema.table}} replaced by the name the platform gives it. */
  public String statement(UnaryOperator<String> qualified) {
    return SqlText.namingTables(statement, qualified);
  }
}
