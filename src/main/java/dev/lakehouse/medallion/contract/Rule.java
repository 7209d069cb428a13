package dev.lakehouse.medallion.contract;

import java.util.regex.Pattern;

/**
 * A quality rule.
 *
 * @param name says what is wrong, such as {@code amount_negative}
 * @param condition a SQL expression over the feed's typed columns that is true where the rule is
 *     broken; where a value is missing it is NULL, and the rule stays quiet
 */
public record Rule(String name, Severity severity, String condition) {

  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]*");

  public Rule {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException("A rule's name is snake_case, this is not: " + name);
    }
  }

  public static Rule reject(String name, String condition) {
    return new Rule(name, Severity.REJECT, condition);
  }

  public static Rule warn(String name, String condition) {
    return new Rule(name, Severity.WARN, condition);
  }
}
