package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Zones;
import java.util.List;
import java.util.regex.Matcher;
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

  /** No value is written so. */
  private static final String NONE = "(?!)";

  /** So many digits before the point fit {@link Reading#WIDE_DECIMAL}. */
  private static final int MOST_DIGITS = 14;

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

  /** What {@link Reading#text} is of a plain line. */
  static String text(Field field) {
    String member = "_plain." + identifier(field.name());
    return switch (field.kind()) {
      case TEXT, WHOLE_NUMBER, INSTANT -> member;
      case CODE -> Reading.canonicalCode("upper(%s)".formatted(member), field.aliases());
      case DECIMAL, NESTED -> "NULL";
    };
  }

  /** What {@link Reading#value} is of a plain line. */
  static String value(Field field, Zones zones) {
    String member = "_plain." + identifier(field.name());
    String text = Typing.textOf(field);
    return switch (field.kind()) {
      case TEXT -> text;
      case CODE -> Reading.code(text, field);
      case WHOLE_NUMBER -> "try_cast(%s AS %s)".formatted(text, field.type());
      case INSTANT -> instant(text, literal(zones.source().getId()));
      case DECIMAL -> "CAST(%s AS %s)".formatted(member, Reading.WIDE_DECIMAL);
      case NESTED -> member;
    };
  }

  private static String instant(String text, String zone) {
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
                            written(fields.get(index), space)))
            .collect(Collectors.joining("|", "\"(?:", ")"));
    return "^(?:(?:^\\{|(?!^),%s)%s)++\\}\\z".formatted(space, members);
  }

  private static String written(Field field, String space) {
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
    Matcher digits = DECIMAL.matcher(type);
    if (!digits.matches()) {
      return NONE;
    }
    int decimals = Integer.parseInt(digits.group(2));
    int whole = Math.min(MOST_DIGITS, Integer.parseInt(digits.group(1)) - decimals);
    return "-?(?:0%s)%s"
        .formatted(
            whole == 0 ? "" : "|[1-9][0-9]{0,%d}".formatted(whole - 1),
            decimals == 0 ? "" : "(?:[.][0-9]{1,%d})?+".formatted(decimals));
  }

  /** An array of objects of texts and decimals. */
  private static String objects(String type, String space) {
    if (!OBJECTS.matcher(type).matches()) {
      return NONE;
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
