package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Field;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recognises the lines in which nothing is odd, nearly all there are: Spark reads them as they are
 * meant, and of all that {@link Parsing} and {@link Reading} ask of other lines the answer is
 * known.
 *
 * <p>A line is plain where one pattern over the whole of it matches: an object whose names are
 * those of the feed's fields, each at most once, in any order, and whose values are written as most
 * programs write them: no escapes, no numbers in quotes, no more decimals than the column has. What
 * is not plain is not wrong; it is only looked at more closely.
 */
final class PlainLines {

  /** How most programs write JSON: without spaces, or with one behind each comma and colon. */
  private static final List<String> SPACES = List.of("", " ");

  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(([0-9]+),([0-9]+)\\)");
  private static final Pattern MEMBER =
      Pattern.compile("(\\w+): (STRING|" + DECIMAL.pattern() + ")");
  private static final Pattern OBJECTS =
      Pattern.compile("ARRAY<STRUCT<%1$s(, %1$s)*>>".formatted(MEMBER.pattern()));

  /**
   * A character that stands for itself, and no sign that bytes were broken. One by one, because
   * Java looks those up in a table and compares a range by its ends.
   */
  private static final String CHARACTER =
      IntStream.rangeClosed(' ', '~')
          .filter(character -> character != '"' && character != '\\')
          .mapToObj(character -> "\\x%02x".formatted(character))
          .collect(Collectors.joining("", "[", "\\x80-\\ud7ff\\ue000-\\ufffc]"));

  private static final String WHOLE = "-?(?:0|[1-9][0-9]{0,17})";
  private static final String TRIMMED = "\"(?! )" + CHARACTER + "++(?<! )\"";
  private static final String CODE = "\"(?! )[A-Za-z0-9_ -]++(?<! )\"";
  private static final String DIGIT = "[0-9]";
  private static final String TWO_DIGITS = DIGIT + DIGIT;
  private static final String INSTANT =
      "\"%1$s%1$s-%1$s-%1$s[T ]%1$s:%1$s:%1$s(?:[.][0-9]{1,9})?+(?:Z|[+-]%1$s:%1$s)?+\""
          .formatted(TWO_DIGITS);

  private PlainLines() {}

  /**
   * SQL that makes of {@code _content} a {@code STRUCT} with a member per field where the line is
   * plain, and NULL where it is not: decimals and nested values in the column's type, others as
   * their text.
   */
  static String record(Feed feed) {
    String members =
        feed.fields().stream()
            .map(field -> identifier(field.name()) + " " + type(field))
            .collect(Collectors.joining(", "));
    return "CASE WHEN %s THEN from_json(_content, %s) END"
        .formatted(
            SPACES.stream()
                .map(space -> "_content RLIKE " + literal(pattern(feed.fields(), space)))
                .collect(Collectors.joining(" OR ")),
            literal(members));
  }

  /** SQL for the time that a plain text tells; see {@link Reading} for any other. */
  static String instant(String text, String zone) {
    String cast = "try_cast(%s AS TIMESTAMP)".formatted(text);
    return """
        IF(endswith(%1$s, 'Z') OR substr(%1$s, -6, 1) IN ('+', '-'),
          %2$s, to_utc_timestamp(%2$s, %3$s))"""
        .formatted(text, cast, zone);
  }

  private static String type(Field field) {
    return switch (field.kind()) {
      case TEXT, CODE, WHOLE_NUMBER, INSTANT -> "STRING";
      case DECIMAL, NESTED -> field.type();
    };
  }

  private static String pattern(List<Field> fields, String space) {
    String members =
        IntStream.range(0, fields.size())
            .mapToObj(
                index ->
                    // The group is empty and fails where it has matched before.
                    "%1$s(?<f%2$d>(?!\\k<f%2$d>))\":%3$s(?:%4$s|null)"
                        .formatted(
                            Pattern.quote(fields.get(index).name()),
                            index,
                            space,
                            value(fields.get(index), space)))
            .collect(Collectors.joining("|", "\"(?:", ")"));
    return "^(?:(?:^\\{|(?!^),%s)%s)++\\}\\z".formatted(space, members);
  }

  private static String value(Field field, String space) {
    return switch (field.kind()) {
      case TEXT -> TRIMMED + "|" + WHOLE;
      case CODE -> CODE;
      case WHOLE_NUMBER -> WHOLE + "|\"-?[0-9]{1,18}\"";
      case DECIMAL -> decimal(field.type());
      case INSTANT -> INSTANT;
      case NESTED -> objects(field.type(), space);
    };
  }

  private static String decimal(String type) {
    MatchResult digits = DECIMAL.matcher(type).results().findFirst().orElseThrow();
    int decimals = Integer.parseInt(digits.group(2));
    int whole = Integer.parseInt(digits.group(1)) - decimals;
    return "-?(?:0%s)%s"
        .formatted(
            whole == 0 ? "" : "|[1-9][0-9]{0,%d}".formatted(whole - 1),
            decimals == 0 ? "" : "(?:[.][0-9]{1,%d})?+".formatted(decimals));
  }

  /** An array of objects of texts and decimals; of anything else none is plain. */
  private static String objects(String type, String space) {
    if (!OBJECTS.matcher(type).matches()) {
      return "(?!)";
    }
    String member =
        MEMBER
            .matcher(type)
            .results()
            .map(
                found ->
                    "%s\":%s(?:%s|null)"
                        .formatted(
                            found.group(1),
                            space,
                            found.group(2).equals("STRING")
                                ? "\"" + CHARACTER + "*+\""
                                : decimal(found.group(2))))
            .collect(Collectors.joining("|", "\"(?:", ")"));
    return "\\[(?:%1$s(?:,%2$s%1$s)*+)?+\\]"
        .formatted("\\{%1$s(?:,%2$s%1$s)*+\\}".formatted(member, space), space);
  }
}
